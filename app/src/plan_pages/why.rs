//! Why a number is what it is: its whole life as a bridge from its first to its current value.

use super::{cause, way_back};
use crate::board::rejection::place;
use crate::comments_page;
use crate::text::{board, past as text};
use domain::comment::Topic;
use domain::node::Node;
use domain::number::{Region, format_compact, format_exact, format_moment, with_sign};
use domain::outline::Standing;
use domain::plan::Plan;
use domain::why::{Bridge, Step};
use leptos::prelude::*;

/// Changes shown one by one; earlier ones are taken together.
const STEPS: usize = 40;

/// A number's life.
#[derive(Debug)]
pub struct WhyPage {
    /// Identifier of the board or scenario.
    pub id: String,
    /// Whether it is a scenario.
    pub is_scenario: bool,
    /// The latest plan that the reader may see.
    pub plan: Plan,
    /// The number's life.
    pub bridge: Bridge,
}

pub(super) fn view(region: Region, page: &WhyPage) -> impl IntoView + use<> {
    let record = format!("/boards/{}/record.csv?{}", page.id, super::spot::query(page.bridge.node));
    view! {
        <main class="page narrow" id="content">
            {way_back(region, &page.id, page.is_scenario)}
            <h1>{text::why_title(region)}</h1>
            <div class="why">{bridge(region, &page.plan, &page.bridge)}</div>
            <p class="thread-links">{comments(region, &page.id, &page.plan, page.bridge.node)}<a href=record>{crate::text::thread::record(region)}</a></p>
        </main>
    }
}

/// The bridge alone and the way to what is said about the number, for a place on another page.
pub fn fragment(region: Region, board: &str, plan: &Plan, life: &Bridge) -> String {
    let comments = comments(region, board, plan, life.node);
    let said = comments.map(|comments| view! { <p class="thread-links">{comments}</p> });
    view! { {bridge(region, plan, life)}{said} }.to_html()
}

/// The way to what is said about a number, where its reader may read that.
fn comments(region: Region, board: &str, plan: &Plan, node: Node) -> Option<impl IntoView + use<>> {
    let topic = Topic::Cell(node.measure, node.at);
    let is_open = plan.outline().standing(node.at.unit) == Standing::Open;
    is_open.then(|| comments_page::link(board, plan, topic, region))
}

/// The stretch of numbers that the bars stand in.
struct Axis {
    low: i128,
    high: i128,
}

impl Axis {
    fn of(bridge: &Bridge, shown: &[Step]) -> Self {
        let before = shown.first().map(|step| i128::from(step.value.unwrap_or(0)) - i128::from(step.delta));
        let values = shown.iter().map(|step| i128::from(step.value.unwrap_or(0)));
        let values: Vec<i128> = values.chain(before).chain(bridge.last.map(i128::from)).collect();
        let low = values.iter().copied().min().unwrap_or(0);
        let high = values.iter().copied().max().unwrap_or(0);
        // A bridge that begins near nothing begins at nothing.
        let low = if low > 0 && low * 2 < high { 0 } else { low };
        Self { low, high: high.max(low + 1) }
    }

    /// Thousandths of the way from low to high.
    fn at(&self, value: i128) -> i128 {
        ((value - self.low) * 1_000 / (self.high - self.low)).clamp(0, 1_000)
    }

    fn style(&self, one: i128, other: i128) -> String {
        let (from, to) = (self.at(one.min(other)), self.at(one.max(other)));
        let width = (to - from).max(4);
        let start = from.min(1_000 - width);
        format!("inset-inline-start:{}.{}%;inline-size:{}.{}%", start / 10, start % 10, width / 10, width % 10)
    }
}

fn bridge(region: Region, plan: &Plan, life: &Bridge) -> impl IntoView + use<> {
    let Node { slice, measure, at } = life.node;
    let decimals = plan.outline().decimals(measure);
    let short = |number: Option<i64>| match number {
        Some(number) => format_compact(number.into(), decimals, region),
        None => board::empty_cell(region).to_owned(),
    };
    let title = format!(
        "{} · {} · {}",
        place(plan.outline(), at, region),
        board::slice(region, slice),
        board::measure(region, measure)
    );
    if life.steps.is_empty() && life.first.is_none() {
        return view! { <h3>{title}</h3><p class="note">{text::why_never(region)}</p> }.into_any();
    }
    let earlier = life.steps.len().saturating_sub(STEPS);
    let shown = life.steps.get(earlier..).unwrap_or_default();
    let axis = Axis::of(life, shown);
    let before = shown.first().map(|step| step.value.unwrap_or(0).wrapping_sub(step.delta));
    let first = if earlier > 0 { before } else { life.first };
    let first_words = if earlier > 0 { text::why_earlier(region, earlier) } else { text::why_first(region).to_owned() };
    let end = |words: String, number: Option<i64>| {
        let exact = number.map(|number| format_exact(number, decimals, region));
        let style = axis.style(axis.low, number.unwrap_or(0).into());
        view! {
            <li class="bridge-end">
                <p><strong>{words}</strong><output title=exact>{short(number)}</output></p>
                <span class="bridge-track" aria-hidden="true"><span class="bridge-bar" style=style></span></span>
            </li>
        }
    };
    let steps = shown.iter().map(|step| step_view(region, plan, life.node, &axis, step)).collect_view();
    let range = |value: i128| format_compact(value, decimals, region);
    view! {
        <h3>{title}</h3>
        <ol class="bridge">
            {end(first_words, first)}
            {steps}
            {end(text::why_last(region, life.until), life.last)}
        </ol>
        <p class="note">{text::why_axis(region, range(axis.low), range(axis.high))}</p>
    }
    .into_any()
}

fn step_view(region: Region, plan: &Plan, node: Node, axis: &Axis, step: &Step) -> impl IntoView + use<> {
    let decimals = plan.outline().decimals(node.measure);
    let (delta, value) = (step.delta, step.value.unwrap_or(0));
    let class = match delta {
        ..0 => "bridge-bar down",
        _ => "bridge-bar up",
    };
    let style = axis.style(i128::from(value) - i128::from(delta), value.into());
    let author = if step.author.is_empty() { text::elsewhere_author(region).to_owned() } else { step.author.clone() };
    let moment = (step.at > 0).then(|| view! { " · "<time>{format_moment(step.at, region)}</time> });
    let moved = with_sign(format_compact(delta.into(), decimals, region));
    let reason = step.reason.as_ref().map(|reason| {
        let words = cause::reason(region, reason);
        view! { <p class="bridge-reason">{words}</p> }
    });
    view! {
        <li>
            <p>
                <span><strong>{author}</strong>{moment}</span>
                <output title=with_sign(format_exact(delta, decimals, region))>{moved}</output>
            </p>
            <p class="bridge-what">{cause::words(region, plan, node.measure, &step.cause)}</p>
            {reason}
            <span class="bridge-track" aria-hidden="true"><span class=class style=style></span></span>
        </li>
    }
}
