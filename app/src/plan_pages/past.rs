//! A board at one revision beside another, read only, and what happened between the two.

use super::compare::{Side, numbers};
use super::spot;
use super::way_back;
use crate::components::panel::journal::{Line, written};
use crate::form::alert;
use crate::text::{past as text, scenario};
use domain::journal::JournalEntry;
use domain::node::Node;
use domain::number::{Region, format_moment};
use leptos::prelude::*;

/// Lines shown, newest first.
const LINES: usize = 200;

/// Why another past is shown than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastTrouble {
    /// The board has no such revisions, or in the other order.
    NoRevision,
    /// The board was opened after the moment.
    NoMoment,
}

/// A board then and now.
#[derive(Debug)]
pub struct PastPage {
    /// Why another past is shown than was asked for.
    pub trouble: Option<PastTrouble>,
    /// Where the page looks.
    pub node: Node,
    /// The earlier one, with its revision.
    pub then: Side,
    /// The later one, with its revision.
    pub now: Side,
    /// When the earlier one was written, in milliseconds since 1970 UTC; 0 where nothing says so.
    pub at: i64,
    /// The last revision there is.
    pub last: u64,
}

pub(super) fn view(region: Region, page: &PastPage) -> impl IntoView + use<> {
    let (from, to) = (page.then.plan.revision(), page.now.plan.revision());
    let id = page.then.id.clone();
    let address = format!("/boards/{id}/past");
    let link = |node| format!("{address}?from={from}&to={to}&{}", spot::query(node));
    let trouble = page.trouble.map(|trouble| match trouble {
        PastTrouble::NoRevision => text::no_revision(region, 1, page.last),
        PastTrouble::NoMoment => text::no_moment(region).to_owned(),
    });
    let was = match page.at {
        0 => text::as_it_was_opened(region, from),
        at => text::as_it_was(region, from, format_moment(at, region)),
    };
    let laid_out = (page.then.plan.reorganized() != page.now.plan.reorganized())
        .then(|| view! { <p class="note">{text::laid_out(region)}</p> });
    let last = page.last.to_string();
    view! {
        <main class="page wide" id="content">
            {way_back(region, &id, page.then.scenario.is_some())}
            <h1>{text::past(region)}</h1>
            <p>{text::past_help(region)}</p>
            {trouble.map(alert)}
            <form class="choices" method="get" action=address.clone()>
                <label>
                    <span>{text::from_revision(region)}</span>
                    <input type="number" name="from" value=from.to_string() min="1" max=last.clone()/>
                </label>
                <label>
                    <span>{text::or_moment(region)}</span>
                    <input type="datetime-local" name="moment"/>
                </label>
                <label>
                    <span>{text::to_revision(region)}</span>
                    <input type="number" name="to" value=to.to_string() min="1" max=last/>
                </label>
                {spot::fields(region, page.then.plan.outline(), page.node)}
                <button class="primary" type="submit">{scenario::show(region)}</button>
            </form>
            {laid_out}
            <p class="as-it-was"><span aria-hidden="true">"◷ "</span>{was}</p>
            {numbers(region, page.node, (&page.then, &page.now), &link)}
            {happened(region, page, &address)}
        </main>
    }
}

fn happened(region: Region, page: &PastPage, address: &str) -> impl IntoView + use<> {
    let (from, to) = (page.then.plan.revision(), page.now.plan.revision());
    let journal = page.now.plan.journal();
    let between: Vec<&JournalEntry> =
        journal.iter().rev().filter(|line| (from + 1..=to).contains(&line.revision)).collect();
    let more = between.len().saturating_sub(LINES);
    let lines = between.iter().take(LINES).map(|line| {
        let Line { revision, author, act, what, moment } = written(&page.now.plan, line, region);
        let before = format!("{address}?from={}&to={to}", revision.saturating_sub(1).max(1));
        let only = format!("{address}?from={}&to={revision}", revision.saturating_sub(1).max(1));
        view! {
            <tr>
                <th scope="row" class="number">{revision}</th>
                <td><time>{moment}</time></td>
                <td>{author}</td>
                <td>{act}" · "{what}</td>
                <td class="links">
                    <a href=only>{text::only_this(region)}</a>
                    <a href=before>{text::before_this(region)}</a>
                </td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let body = if between.is_empty() {
        view! { <p class="nothing">{text::nothing_happened(region)}</p> }.into_any()
    } else {
        view! { <div class="scroll"><table class="sheet events"><tbody>{lines}</tbody></table></div> }.into_any()
    };
    view! {
        <section class="happened">
            <h2>{text::happened(region)}" · "{text::revision(region, from)}" → "{to}</h2>
            {body}
            {(more > 0).then(|| view! { <p class="note">{text::more_happened(region, more)}</p> })}
        </section>
    }
}
