//! One tactic to be read: what it is, what it brings, and the ways from it to its target, goal, owner and unit.

use super::calendar::state_word;
use super::walk::{target_words, unit_address, unit_name};
use super::{Filter, OutcomeView, State, Walk, curve, home, outcome};
use crate::board::{display, rejection};
use crate::text::{board as words, tactic as text};
use domain::number::{Region, format_compact, format_exact, format_percent};
use domain::plan::Plan;
use domain::tactic::{Day, Tactic, effect, goal_of};
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ShowPage {
    /// The board's identifier.
    pub board: String,
    /// Its name in the reader's language.
    pub name: String,
    /// The plan as its reader may see it.
    pub plan: Plan,
    /// The tactic.
    pub tactic: Tactic,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Whether the reader may plan others.
    pub may_plan: bool,
    /// What day it is.
    pub today: Day,
    /// What it brings.
    pub outcome: Option<Box<OutcomeView>>,
    /// Why it was not dropped.
    pub problem: Option<String>,
}

pub(super) fn view(region: Region, page: ShowPage) -> impl IntoView {
    let here = format!("{}/{}", home(&page.board), page.tactic.id);
    let copy = format!("{}/new?copy={}", home(&page.board), page.tactic.id);
    let actions = view! {
        {page.may_plan.then(|| view! { <a class="button" href=copy>{text::copy(region)}</a> })}
        {page.may_change.then(|| view! { <a class="button primary" href=format!("{here}/edit")>{text::edit(region)}</a> })}
    };
    let drop = page.may_change.then(|| {
        view! {
            <details class="drop-tactic">
                <summary>{text::drop(region)}</summary>
                <form method="post" action=format!("{here}/drop")>
                    <p>{text::drop_help(region)}</p>
                    <input type="hidden" name="seen" value=page.tactic.revision.to_string()/>
                    <button type="submit">{text::drop_now(region)}</button>
                </form>
            </details>
        }
    });
    let read_only = (!page.may_change).then(|| view! { <p class="tactics-help">{text::read_only(region)}</p> });
    let brings = page.outcome.as_deref().map(|shown| {
        view! {
            <section class="card brings" aria-labelledby="brings">
                <h2 id="brings">{text::brings(region)}</h2>
                {outcome::view(region, shown)}
            </section>
        }
    });
    view! {
        <main class="page wide tactics" id="content">
            <p class="way-back"><a href=home(&page.board)>{text::to_tactics(region)}</a></p>
            <header class="page-head">
                <h1>{page.name.clone()}</h1>
                {actions}
            </header>
            {page.problem.clone().map(|problem| view! { <p class="problem alert" role="alert">{problem}</p> })}
            {facts(region, &page)}
            {read_only}
            {brings}
            {drop}
        </main>
    }
}

fn facts(region: Region, page: &ShowPage) -> impl IntoView + use<> {
    let (plan, activity) = (&page.plan, &page.tactic.activity);
    let outline = plan.outline();
    let decimals = outline.money_decimals;
    let owner = Filter { walk: Walk::Owners, owner: Some(activity.owner.clone()), ..Filter::default() };
    let goal = goal_of(activity);
    let goals = Filter { goal: Some(goal), ..Filter::default() }.address(&page.board);
    let state = state_word(region, State::of(activity.start, activity.end, page.today));
    let drivers = activity.drivers;
    let count = |number: u32| format_exact(number.into(), 0, region);
    let percent = |hundredths: i64| format_percent(hundredths.into(), 10_000, 1, region).unwrap_or_default();
    let money = |amount: i64| format_compact(amount.into(), decimals, region);
    let costs: Vec<_> = activity
        .costs
        .iter()
        .map(|line| {
            let words = format!(
                "{}: {} {}",
                words::measure(region, line.measure),
                money(line.amount),
                text::basis_words(region, line.basis)
            );
            view! { <span>{words}</span> }
        })
        .collect();
    let spend = effect(plan, activity).map_or(0, |effect| effect.expense());
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let segment = activity.segment.clone().map(|segment| fact(text::segment(region), segment));
    let by = text::changed_by(region, &page.tactic.author);
    view! {
        <section class="card tactic-facts">
            <dl>
                {fact(text::kind(region), text::kind_word(region, activity.kind).to_owned())}
                <div>
                    <dt>{text::owner(region)}</dt>
                    <dd><a href=owner.address(&page.board)>{activity.owner.clone()}</a></dd>
                </div>
                {fact(text::dates(region), format!("{} · {state}", display::days(activity.start, activity.end, region)))}
                <div>
                    <dt>{text::unit(region)}</dt>
                    <dd>
                        <a href=unit_address(&page.board, activity.at.unit)>
                            {unit_name(region, plan, activity.at.unit)}
                        </a>
                        <small>{text::on_board(region)}</small>
                    </dd>
                </div>
                {fact(text::section_where(region), rejection::place(outline, activity.at, region))}
                {segment}
                <div>
                    <dt>{text::section_target(region)}</dt>
                    <dd>
                        <a href=unit_address(&page.board, activity.target.unit)>
                            {target_words(region, plan, activity.target)}
                        </a>
                        <small>{text::serves(region)} " " <a href=goals>{words::metric(region, goal)}</a></small>
                    </dd>
                </div>
                {fact(text::audience(region), count(drivers.audience))}
                {fact(text::reach(region), count(drivers.reach))}
                {fact(text::max(region), percent(drivers.response.max.into()))}
                <div><dt>{text::value(region, &outline.currency)}</dt><dd>{money(drivers.value)}</dd></div>
                {fact(text::margin_percent(region), percent(drivers.margin.into()))}
                {fact(text::profile(region), text::profile_words(region, activity.profile).to_owned())}
                {fact(text::headcount(region), count(drivers.headcount))}
                <div>
                    <dt>{text::cost(region)}</dt>
                    <dd class="lines">{costs}</dd>
                </div>
            </dl>
            <div class="facts-curve">
                {curve::view(region, &drivers, spend, decimals)}
                <p class="tactics-help">{by}</p>
            </div>
        </section>
    }
}
