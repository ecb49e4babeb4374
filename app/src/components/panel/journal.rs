//! Why is this number what it is: who changed what, when and how.

use crate::board::display;
use crate::board::rejection::place;
use crate::board::state::BoardState;
use crate::components::topbar::initials;
use crate::settled::{Settle, Settled, When, part};
use crate::text::{board as text, negotiation};
use domain::dimension::MemberId;
use domain::journal::{Act, JournalEntry, TacticDeed};
use domain::number::{Region, format_compact, format_moment};
use domain::plan::Plan;
use domain::thread::Side;
use leptos::prelude::*;

/// Lines shown, newest first.
const LINES: usize = 60;

/// The journal of a unit: what was written at it, above it and below it.
#[component]
pub(super) fn Journal(state: BoardState, unit: MemberId) -> impl IntoView {
    let region = state.region;
    let lines = Memo::new(move |_| {
        let read = state.with_plan(|plan| {
            let about = plan.journal().iter().rev().filter(|line| concerns(plan, &line.act, unit));
            about.take(LINES).map(|line| written(plan, line, region)).collect::<Vec<_>>()
        });
        read.unwrap_or_default()
    });
    view! {
        <When
            holds=move || !lines.with(Vec::is_empty)
            fallback=move || view! { <p class="panel-empty">{text::nothing_happened(region)}</p> }
        >
            <ol class="thread journal">
                {part(move || lines.get().into_iter().map(line_view).collect_view().settled())}
            </ol>
        </When>
    }
    .settled()
}

fn line_view(line: Line) -> Settled {
    view! {
        <li>
            <span class="avatar" aria-hidden="true">{initials(&line.author)}</span>
            <div>
                <p class="thread-who">
                    <strong>{line.author}</strong>
                    " "
                    {line.act}
                    {line.moment.map(|moment| view! { <time>" · "{moment}</time> })}
                </p>
                <p class="thread-text">{line.what}</p>
            </div>
        </li>
    }
    .settled()
}

/// A line of the journal in the reader's words.
#[derive(Clone, PartialEq)]
pub(crate) struct Line {
    /// The revision.
    pub revision: u64,
    /// Who did it.
    pub author: String,
    /// What they did.
    pub act: String,
    /// To what, from what to what.
    pub what: String,
    /// When; nothing while it is on its way.
    pub moment: Option<String>,
}

fn concerns(plan: &Plan, act: &Act, unit: MemberId) -> bool {
    let units = &plan.outline().units;
    let about = match act {
        Act::Wrote { at, .. } | Act::Held { at, .. } | Act::Expired { at, .. } => at.unit,
        Act::Offered { unit, .. }
        | Act::Accepted { unit, .. }
        | Act::Negotiated { unit, .. }
        | Act::Moved { unit, .. }
        | Act::Tactic { unit, .. } => *unit,
        Act::SetGoal(_) | Act::SetModel { .. } | Act::SetPolicy => return unit == domain::dimension::ROOT,
    };
    units.contains(about, unit) || units.contains(unit, about)
}

/// Writes a line of the journal.
pub(crate) fn written(plan: &Plan, line: &JournalEntry, region: Region) -> Line {
    let outline = plan.outline();
    let unit_name = |unit: MemberId| display::unit_name(outline, unit, region);
    let (act, what) = match &line.act {
        Act::Wrote { slice, measure, at, from, to, cells, undo, .. } => {
            let number = |number: Option<i64>| match number {
                Some(number) => format_compact(number.into(), outline.decimals(*measure), region),
                None => text::empty_cell(region).to_owned(),
            };
            let act = format!("{} · {}", text::slice(region, *slice), place(outline, *at, region));
            let mut what = text::wrote(region, number(*from), number(*to));
            if *undo {
                what = format!("{what} · {}", text::took_back(region));
            } else if *cells > 1 {
                what = format!("{what} · {}", text::spread_over(region, cells));
            }
            (act, what)
        }
        Act::Offered { unit, measure, side, total, .. } => {
            let act = match side {
                Side::Parent => text::made_offer(region),
                Side::Child => text::made_counter(region),
            };
            let total = format_compact((*total).into(), outline.decimals(*measure), region);
            (act.to_owned(), format!("{} · {total}", unit_name(*unit)))
        }
        Act::Accepted { unit, measure, total, .. } => {
            let total = format_compact((*total).into(), outline.decimals(*measure), region);
            (negotiation::accepts(region).to_owned(), format!("{} · {total}", unit_name(*unit)))
        }
        Act::Negotiated { unit, deed, .. } => (negotiation::deed(region, *deed).to_owned(), unit_name(*unit)),
        Act::Moved { unit, to, from } => {
            let month = outline.periods.get(*from).map(|month| display::name(&month.name, region)).unwrap_or_default();
            (text::moves_unit(region).to_owned(), format!("{} → {} · {month}", unit_name(*unit), unit_name(*to)))
        }
        Act::SetPolicy => (negotiation::sets_policy(region).to_owned(), String::new()),
        Act::Held { at, held, .. } => {
            let act = if *held { text::held(region) } else { text::released(region) };
            (act.to_owned(), place(outline, *at, region))
        }
        Act::Expired { at, .. } => (text::hold_ended(region).to_owned(), place(outline, *at, region)),
        Act::SetGoal(goal) => {
            let target = display::goal_target(goal.target, goal.metric.is_ratio(), outline.money_decimals, region);
            (text::set_goal(region, text::metric(region, goal.metric)), target)
        }
        Act::SetModel { is_default } => {
            let what = if *is_default { text::default_tree(region) } else { text::own_tree(region) };
            (text::changes_tree(region).to_owned(), what.to_owned())
        }
        Act::Tactic { name, unit, deed, .. } => {
            let act = match deed {
                TacticDeed::Planned => text::plans_tactic(region),
                TacticDeed::Revised => text::revises_tactic(region),
                TacticDeed::Dropped => text::drops_tactic(region),
            };
            (act.to_owned(), format!("{} · {}", display::name(name, region), unit_name(*unit)))
        }
    };
    let moment = (line.at > 0).then(|| format_moment(line.at, region));
    Line { revision: line.revision, author: line.author.to_string(), act, what, moment }
}
