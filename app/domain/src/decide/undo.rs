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
use crate::plan::{Plan, Undoable};
use crate::rejection::Rejection;

pub(super) fn undo(plan: &Plan, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    let back = back(plan, actor, plan.undoable.iter(), Rejection::NothingToUndo)?;
    Ok(back.into_iter().map(|(revision, assignment)| Event::Undone { revision, assignment }).collect())
}

/// Taking back what was taken back.
pub(super) fn redo(plan: &Plan, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    let back = back(plan, actor, plan.redoable.iter().map(|back| &back.undone), Rejection::NothingToRedo)?;
    Ok(back.into_iter().map(|(revision, assignment)| Event::Redone { revision, assignment }).collect())
}

/// The way back from the last of some assignments of an author, each with its revision; all that one command did.
fn back<'a>(
    plan: &Plan,
    actor: &Actor,
    done: impl DoubleEndedIterator<Item = &'a Undoable>,
    nothing: Rejection,
) -> Result<Vec<(u64, Assignment)>, Rejection> {
    may(actor.role != Role::Executive)?;
    let mut own = done.rev().filter(|done| done.person == actor.person).peekable();
    let last = own.peek().map(|done| done.revision).ok_or(nothing)?;
    let together = own.take_while(|done| done.revision == last);
    together.map(|done| Ok((last, way_back(plan, actor, done)?))).collect()
}

fn way_back(plan: &Plan, actor: &Actor, done: &Undoable) -> Result<Assignment, Rejection> {
    let changes = &done.assignment.changes;
    let slot = (changes.slice, changes.measure);
    // The cells and not the total: a merge may lie in several units below a total that its author does not write.
    let mays = |cell: &CellChange| access::may_assign(plan.outline(), actor, changes.slice, cell.at.unit);
    may(changes.cells.iter().all(mays))?;
    for cell in &changes.cells {
        if plan.get(changes.slice, changes.measure, cell.at) != cell.to {
            let by = changed_by(plan, actor, done.revision, slot, cell.at);
            return Err(Rejection::ChangedSince { by, at: done.assignment.at });
        }
    }
    let cells = changes.cells.iter().map(|cell| CellChange { at: cell.at, from: cell.to, to: cell.from }).collect();
    let back = Changes { cells, ..*changes };
    breakdown::keeps_holds(plan, &back, Some(done.assignment.at))?;
    within_reach(plan, actor, &back)?;
    let (from, to) = (done.assignment.to, done.assignment.from);
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
            && same.cells.iter().any(|changed| changed.at == at)
    });
    let reads = |line: &&JournalEntry| match line.act {
        Act::Wrote { at, .. } | Act::Held { at, .. } | Act::Expired { at, .. } => {
            access::standing(plan.outline(), actor, at.unit) != Standing::Hidden
        }
        Act::Offered { unit, .. } | Act::Accepted { unit, .. } | Act::Tactic { unit, .. } => {
            access::sees(plan.outline(), actor, unit)
        }
        Act::SetGoal(_) | Act::SetModel { .. } => false,
    };
    let since = || plan.journal().iter().rev().take_while(|line| line.revision > revision).filter(reads);
    let line = later.and_then(|later| since().find(|line| line.revision == later.revision));
    let negotiated = since().find(|line| match line.act {
        Act::Offered { unit, measure: about, .. } | Act::Accepted { unit, measure: about, .. } => {
            about == measure && plan.outline().units.contains(unit, at.unit)
        }
        _ => false,
    });
    let line = line.or(negotiated).or_else(|| since().next());
    line.map(|line| line.author.clone()).unwrap_or_default()
}
