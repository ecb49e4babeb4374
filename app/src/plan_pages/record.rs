//! Everything that happened to a number, line by line, as its reader may see it.

use super::cause;
use super::spot::unit_name;
use crate::approval_pages::did;
use crate::components::panel::journal::{Line, written};
use crate::text::{board, comment as comment_text, negotiation};
use backend::export::RecordRow;
use domain::comment::Topic;
use domain::dimension::MemberId;
use domain::journal::{Act, JournalEntry};
use domain::node::Node;
use domain::number::Region;
use domain::outline::Outline;
use domain::plan::Plan;
use domain::why::Bridge;
use std::collections::BTreeSet;

/// What the number is called.
pub fn name(region: Region, outline: &Outline, node: Node) -> String {
    let place = crate::board::rejection::place(outline, node.at, region);
    format!("{} · {} · {place}", board::measure(region, node.measure), board::slice(region, node.slice))
}

/// Every revision that moved a number, held it, let it go, was said about it, or signed for its unit or one above.
pub fn lines(region: Region, plan: &Plan, life: &Bridge) -> Vec<RecordRow> {
    let (node, units) = (life.node, &plan.outline().units);
    let before = std::iter::once(life.first).chain(life.steps.iter().map(|step| step.value));
    let moved = life.steps.iter().zip(before).map(|(step, before)| RecordRow {
        revision: step.revision,
        at: step.at,
        author: step.author.clone(),
        what: cause::words(region, plan, node.measure, &step.cause),
        moved: Some((before, step.value)),
        reason: step.reason.as_ref().map(|reason| cause::reason(region, reason)).unwrap_or_default(),
    });
    let told: BTreeSet<u64> = life.steps.iter().map(|step| step.revision).collect();
    let said = plan.journal().iter().filter(|line| !told.contains(&line.revision) && concerns(plan, line, node));
    let said = said.map(|line| {
        let Line { revision, author, act, what, .. } = written(plan, line, region);
        let what = if what.is_empty() { act } else { format!("{act} · {what}") };
        RecordRow { revision, at: line.at, author, what, moved: None, reason: said_with(region, plan, revision, node) }
    });
    let thread = plan.threads().iter().filter(|thread| thread.unit == node.at.unit && thread.measure == node.measure);
    let asked = thread.flat_map(|thread| &thread.remarks).map(|remark| RecordRow {
        revision: remark.revision,
        at: remark.at,
        author: remark.author.clone(),
        what: negotiation::asks(region).to_owned(),
        moved: None,
        reason: remark.text.clone(),
    });
    let commented = plan.comments().iter().filter(|comment| is_about(plan, comment.topic, node));
    let commented = commented.map(|comment| RecordRow {
        revision: comment.revision,
        at: comment.at,
        author: comment.author.name.clone(),
        what: comment_text::comments(region).to_owned(),
        moved: None,
        reason: comment.text.clone(),
    });
    let signed = plan.approvals().records.iter().filter(|kept| {
        kept.record.subject.group.contains(node.measure) && units.contains(kept.record.subject.unit, node.at.unit)
    });
    let signed = signed.map(|kept| RecordRow {
        revision: kept.revision,
        at: kept.at,
        author: kept.who.name.clone(),
        what: format!(
            "{} · {}",
            unit_name(plan.outline(), kept.record.subject.unit, region),
            did(&kept.record.action, region)
        ),
        moved: None,
        reason: kept.record.comment.clone(),
    });
    let mut lines: Vec<RecordRow> = moved.chain(said).chain(asked).chain(commented).chain(signed).collect();
    lines.sort_by_key(|line| line.revision);
    lines
}

/// Whether a comment is about a number: about its unit, or about the same cell or one that it shares cells with.
fn is_about(plan: &Plan, topic: Topic, node: Node) -> bool {
    match topic {
        Topic::Goal(_) => false,
        Topic::Unit(unit) => unit == node.at.unit,
        Topic::Cell(measure, at) => measure == node.measure && plan.outline().meet(at, node.at).is_some(),
    }
}

/// Why somebody did in a thread what a revision did, where they said so.
fn said_with(region: Region, plan: &Plan, revision: u64, node: Node) -> String {
    let threads = plan.threads().iter().filter(|thread| thread.unit == node.at.unit && thread.measure == node.measure);
    let reason = threads.flat_map(|thread| {
        let offered = thread.offers.iter().filter(|offer| offer.revision == revision);
        let stepped = thread.steps.iter().filter(|taken| taken.revision == revision);
        offered.filter_map(|offer| offer.reason.as_ref()).chain(stepped.filter_map(|taken| taken.step.reason()))
    });
    reason.map(|reason| cause::reason(region, reason)).next().unwrap_or_default()
}

/// Whether a line of the journal is about a number without having moved it.
fn concerns(plan: &Plan, line: &JournalEntry, node: Node) -> bool {
    let units = &plan.outline().units;
    let related = |unit: MemberId| units.contains(unit, node.at.unit) || units.contains(node.at.unit, unit);
    match &line.act {
        Act::Held { measure, at, .. } | Act::Expired { measure, at } => {
            *measure == node.measure && plan.outline().meet(*at, node.at).is_some()
        }
        Act::Offered { unit, measure, .. }
        | Act::Accepted { unit, measure, .. }
        | Act::Negotiated { unit, measure, .. } => *measure == node.measure && *unit == node.at.unit,
        Act::Moved { unit, .. } => related(*unit),
        Act::Wrote { .. } | Act::Tactic { .. } | Act::SetGoal(_) | Act::SetModel { .. } | Act::SetPolicy => false,
    }
}
