//! What moved a number, in words.

use crate::board::display;
use crate::board::rejection::place;
use crate::text::{board, negotiation, past as text};
use domain::journal::TacticDeed;
use domain::measure::Measure;
use domain::node::Node;
use domain::number::{Region, format_compact};
use domain::plan::Plan;
use domain::tactic::TacticId;
use domain::thread::{Reason, Side};
use domain::why::Cause;

/// What somebody did; `plan` is the latest that the reader may see, and `measure` what the number counts.
pub(super) fn words(region: Region, plan: &Plan, measure: Measure, cause: &Cause) -> String {
    let number = |number: Option<i64>, measure: Measure| match number {
        Some(number) => format_compact(number.into(), plan.outline().decimals(measure), region),
        None => board::empty_cell(region).to_owned(),
    };
    let at = |node: &Node| format!("{} · {}", board::slice(region, node.slice), place(plan.outline(), node.at, region));
    match cause {
        Cause::Loaded => text::loaded(region).to_owned(),
        Cause::Assigned { node, from, to } => {
            text::assigned(region, at(node), number(*from, node.measure), number(*to, node.measure))
        }
        Cause::Undone { node, .. } => text::undone(region, at(node)),
        Cause::Redone { node, .. } => text::redone(region, at(node)),
        Cause::Offered { side: Side::Parent, total, .. } => text::offered(region, number(Some(*total), measure)),
        Cause::Offered { side: Side::Child, total, .. } => text::countered(region, number(Some(*total), measure)),
        Cause::Accepted(_) => text::accepted(region).to_owned(),
        Cause::Imposed(_) => text::imposed(region).to_owned(),
        Cause::Reopened(_) => text::reopened(region).to_owned(),
        Cause::Reorganized => text::reorganized(region).to_owned(),
        Cause::Elsewhere => text::elsewhere(region).to_owned(),
        Cause::Tactic { tactic, deed } => tactic_words(region, plan, *tactic, *deed),
    }
}

fn tactic_words(region: Region, plan: &Plan, tactic: TacticId, deed: TacticDeed) -> String {
    let name = plan.tactic(tactic).map(|tactic| display::name(&tactic.activity.name, region)).unwrap_or_default();
    match deed {
        TacticDeed::Planned => text::tactic_planned(region, name),
        TacticDeed::Revised => text::tactic_revised(region, name),
        TacticDeed::Dropped => text::tactic_dropped(region, name),
    }
}

/// Why somebody did it, in their own words.
pub(super) fn reason(region: Region, reason: &Reason) -> String {
    format!("{}: {}", negotiation::reason_code(region, reason.code), reason.text)
}
