//! Deciding what an author takes back, and makes again.

use super::{may, within_reach};
use crate::access;
use crate::actor::{Actor, Role};
use crate::address::{Address, CellChange};
use crate::breakdown;
use crate::event::{Assignment, Changes, Event};
use crate::journal::{Act, JournalEntry};
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::undo::Done;

pub(super) fn undo(plan: &Plan, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    let back = back(plan, actor, plan.undoable.iter().map(|done| &**done), Rejection::NothingToUndo)?;
    Ok(back.into_iter().map(|(revision, assignment)| Event::Undone { revision, assignment }).collect())
}

/// Taking back what was taken back.
pub(super) fn redo(plan: &Plan, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    let back = back(plan, actor, plan.redoable.iter().map(|back| &back.done), Rejection::NothingToRedo)?;
    Ok(back.into_iter().map(|(revision, assignment)| Event::Redone { revision, assignment }).collect())
}

/// Taking back all that one command of the author did, and `anyway` also what was changed since.
pub(super) fn take_back(plan: &Plan, actor: &Actor, revision: u64, anyway: bool) -> Result<Vec<Event>, Rejection> {
    may(actor.role != Role::Executive)?;
    let own = plan.undoable.iter().filter(|done| *done.person == *actor.person && done.revision == revision);
    let way = |done| if anyway { way_back_anyway(plan, actor, done) } else { way_back(plan, actor, done) };
    let back = own.map(|done| Ok(Event::Undone { revision, assignment: way(done)? }));
    let back = back.collect::<Result<Vec<Event>, Rejection>>()?;
    if back.is_empty() { Err(Rejection::NothingToUndo) } else { Ok(back) }
}

/// The way back from the last of some assignments of an author, each with its revision; all that one command did.
fn back<'a>(
    plan: &Plan,
    actor: &Actor,
    done: impl DoubleEndedIterator<Item = &'a Done>,
    nothing: Rejection,
) -> Result<Vec<(u64, Assignment)>, Rejection> {
    may(actor.role != Role::Executive)?;
    let mut own = done.rev().filter(|done| *done.person == *actor.person).peekable();
    let last = own.peek().map(|done| done.revision).ok_or(nothing)?;
    let together = own.take_while(|done| done.revision == last);
    together.map(|done| Ok((last, way_back(plan, actor, done)?))).collect()
}

/// Refuses what the author may not write.
// The cells and not the total: a merge may lie in several units below a total that its author does not write.
fn may_write(plan: &Plan, actor: &Actor, slice: Slice, cells: &[CellChange]) -> Result<(), Rejection> {
    may(cells.iter().all(|cell| access::may_assign(plan.outline(), actor, slice, cell.at.unit)))
}

fn way_back(plan: &Plan, actor: &Actor, done: &Done) -> Result<Assignment, Rejection> {
    let cells: Vec<CellChange> = done.cells().collect();
    let changes = &done.assignment.changes;
    let slot = (changes.slice, changes.measure);
    may_write(plan, actor, changes.slice, &cells)?;
    for cell in &cells {
        if plan.get(changes.slice, changes.measure, cell.at) != cell.to {
            let by = changed_by(plan, actor, done.revision, slot, cell.at);
            return Err(Rejection::ChangedSince { by, at: done.assignment.at });
        }
    }
    let cells = cells.iter().map(|cell| CellChange { at: cell.at, from: cell.to, to: cell.from }).collect();
    let back = Changes { cells, ..*changes };
    breakdown::keeps_holds(plan, &back, Some(done.assignment.at))?;
    within_reach(plan, actor, &back)?;
    let (from, to) = (done.assignment.to, done.assignment.from);
    Ok(Assignment { from, to, changes: back, ..done.assignment.clone() })
}

/// The way back over whatever stands in the cells now: what they were before the author's assignment.
fn way_back_anyway(plan: &Plan, actor: &Actor, done: &Done) -> Result<Assignment, Rejection> {
    let changes = &done.assignment.changes;
    let (slice, measure, at) = (changes.slice, changes.measure, done.assignment.at);
    let written: Vec<CellChange> = done.cells().collect();
    may_write(plan, actor, slice, &written)?;
    let now = |cell: &CellChange| CellChange { at: cell.at, from: plan.get(slice, measure, cell.at), to: cell.from };
    let cells: Vec<CellChange> = written.iter().map(now).filter(|cell| cell.from != cell.to).collect();
    let by = |cell: &CellChange| i128::from(cell.to.unwrap_or(0)) - i128::from(cell.from.unwrap_or(0));
    let company = plan.get(slice, measure, Address::COMPANY).unwrap_or(0);
    if i128::from(company) + cells.iter().map(by).sum::<i128>() > breakdown::LIMIT.into() {
        return Err(Rejection::TooLarge);
    }
    let from = plan.get(slice, measure, at);
    let inside = || cells.iter().filter(|cell| plan.outline().contains(at, cell.at));
    let total = inside().map(by).sum::<i128>() + i128::from(from.unwrap_or(0));
    let gained = |cell: &CellChange| i64::from(cell.to.is_some()) - i64::from(cell.from.is_some());
    let filled = i64::from(plan.count(slice, measure, at)) + inside().map(gained).sum::<i64>();
    let to = if filled > 0 { i64::try_from(total).ok() } else { None };
    let back = Changes { slice, measure, cells };
    breakdown::keeps_holds(plan, &back, Some(at))?;
    within_reach(plan, actor, &back)?;
    Ok(Assignment { from, to, changes: back, ..done.assignment.clone() })
}

/// Name of who changed a cell after a revision, as far as the plan knows and the actor may see.
pub(super) fn changed_by(
    plan: &Plan,
    actor: &Actor,
    revision: u64,
    (slice, measure): (Slice, Measure),
    at: Address,
) -> String {
    let later = plan.undoable.iter().rev().find(|other| {
        let same = &other.assignment.changes;
        other.revision > revision
            && (same.slice, same.measure) == (slice, measure)
            && other.cells().any(|changed| changed.at == at)
    });
    let reads = |line: &&JournalEntry| match line.act {
        Act::Wrote { at, .. } | Act::Held { at, .. } | Act::Expired { at, .. } => {
            access::standing(plan.outline(), actor, at.unit) != Standing::Hidden
        }
        Act::Offered { unit, .. }
        | Act::Accepted { unit, .. }
        | Act::Negotiated { unit, .. }
        | Act::Tactic { unit, .. } => access::sees(plan.outline(), actor, unit),
        Act::SetGoal(_) | Act::SetModel { .. } | Act::SetPolicy | Act::Moved { .. } => false,
    };
    let since = || plan.journal().iter().rev().take_while(|line| line.revision > revision).filter(reads);
    let line = later.and_then(|later| since().find(|line| line.revision == later.revision));
    let negotiated = since().find(|line| match line.act {
        Act::Offered { unit, measure: about, .. }
        | Act::Accepted { unit, measure: about, .. }
        | Act::Negotiated { unit, measure: about, .. } => {
            about == measure && plan.outline().units.contains(unit, at.unit)
        }
        _ => false,
    });
    let line = line.or(negotiated).or_else(|| since().next());
    line.map(|line| line.author.to_string()).unwrap_or_default()
}
