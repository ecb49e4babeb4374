//! Decide: whether a command may happen to a plan, and what would happen.

mod negotiate;
mod sight;

pub(crate) use negotiate::written;

use crate::access;
use crate::actor::{Actor, Role};
use crate::address::{Address, CellChange};
use crate::breakdown;
use crate::command::{Command, Method, Verb};
use crate::event::{Assignment, Changes, Event};
use crate::hold::{Hold, HoldReason};
use crate::journal::Act;
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use std::collections::BTreeMap;

/// Decides a command of an actor; the same function on the server and in the browser. What it refuses names nothing
/// that the actor may not see.
pub fn decide(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    judge(plan, command, actor).map_err(|rejection| sight::within(plan, &command.verb, actor, rejection))
}

fn judge(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    if plan.revision() == 0 && !matches!(command.verb, Verb::Open(_)) {
        return Err(Rejection::Opening);
    }
    let event = match &command.verb {
        Verb::Open(outline) => {
            if plan.revision() > 0 {
                return Err(Rejection::Opening);
            }
            may(access::may_import(actor.role))?;
            Event::Opened(outline.clone())
        }
        Verb::Load { slice, measure, cells } => {
            may(access::may_import(actor.role))?;
            Event::Loaded(load(plan, *slice, *measure, cells)?)
        }
        Verb::SetGoal(goal) => {
            may(access::may_set_goals(actor))?;
            if goal.target.unsigned_abs() > breakdown::LIMIT.unsigned_abs() {
                return Err(Rejection::TooLarge);
            }
            Event::GoalSet(*goal)
        }
        Verb::Assign { slice, measure, at, to, method } => {
            let slot = (*slice, *measure);
            Event::Assigned(assign(plan, actor, slot, *at, *to, method)?)
        }
        Verb::Hold { measure, at } => Event::Held(hold(plan, actor, *measure, *at)?),
        Verb::Release { measure, at } => release(plan, actor, *measure, *at)?,
        Verb::Undo => undo(plan, actor)?,
        Verb::Offer { .. } | Verb::Counter { .. } | Verb::Accept { .. } | Verb::Ask { .. } => {
            negotiate::decide(plan, command, actor)?
        }
    };
    Ok(vec![event])
}

fn may(allowed: bool) -> Result<(), Rejection> {
    if allowed { Ok(()) } else { Err(Rejection::NotAllowed) }
}

/// Refuses changes that reach cells which the author does not even see: a held total above would push them there.
fn within_reach(plan: &Plan, actor: &Actor, changes: &Changes) -> Result<(), Rejection> {
    let sees = |at: Address| access::standing(plan.outline(), actor, at.unit) != Standing::Hidden;
    let outside = changes.cells.iter().find(|cell| !access::sees(plan.outline(), actor, cell.at.unit));
    match outside {
        None => Ok(()),
        Some(cell) => {
            let by = cell.to.unwrap_or(0) - cell.from.unwrap_or(0);
            let held = |hold: &&Hold| {
                hold.measure == changes.measure && plan.outline().contains(hold.at, cell.at) && sees(hold.at)
            };
            let at = plan.holds().iter().find(held).map_or(cell.at, |hold| hold.at);
            Err(Rejection::HeldElsewhere { at, by })
        }
    }
}

fn known(plan: &Plan, at: Address) -> Result<(), Rejection> {
    if plan.outline().knows(at) { Ok(()) } else { Err(Rejection::Unknown) }
}

fn load(plan: &Plan, slice: Slice, measure: Measure, cells: &[(Address, i64)]) -> Result<Changes, Rejection> {
    if slice == Slice::Outlook {
        return Err(Rejection::NotWritable);
    }
    // A cell that is given twice takes its last number.
    let mut last: BTreeMap<Address, i64> = BTreeMap::new();
    let mut sum = 0u128;
    for (at, to) in cells {
        known(plan, *at)?;
        if !plan.outline().is_leaf(*at) {
            return Err(Rejection::Unknown);
        }
        if *to < 0 && !matches!(slice, Slice::Baseline | Slice::LastYear) {
            return Err(Rejection::Negative);
        }
        sum += u128::from(to.unsigned_abs());
        if sum > u128::from(breakdown::LIMIT.unsigned_abs()) {
            return Err(Rejection::TooLarge);
        }
        last.insert(*at, *to);
    }
    let change = |(at, to)| CellChange { at, from: plan.get(slice, measure, at), to: Some(to) };
    let changes = Changes { slice, measure, cells: last.into_iter().map(change).collect() };
    breakdown::keeps_holds(plan, &changes)?;
    Ok(changes)
}

fn assign(
    plan: &Plan,
    actor: &Actor,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: &Method,
) -> Result<Assignment, Rejection> {
    known(plan, at)?;
    if !crate::evolve::is_written(slice) {
        return Err(Rejection::NotWritable);
    }
    may(access::may_assign(plan.outline(), actor, slice, at.unit))?;
    let agreed = |hold: &&Hold| {
        hold.measure == measure && hold.reason == HoldReason::Agreed && plan.outline().contains(hold.at, at)
    };
    if slice == Slice::Commitment
        && let Some(hold) = plan.holds().iter().find(agreed)
    {
        return Err(Rejection::Agreed { at: hold.at });
    }
    let changes = breakdown::assign(plan, (slice, measure), at, to, method)?;
    within_reach(plan, actor, &changes)?;
    Ok(Assignment { at, from: plan.get(slice, measure, at), to, method: method.clone(), changes })
}

fn hold(plan: &Plan, actor: &Actor, measure: Measure, at: Address) -> Result<Hold, Rejection> {
    known(plan, at)?;
    may(access::may_assign(plan.outline(), actor, Slice::Target, at.unit))?;
    if plan.get(Slice::Target, measure, at).is_none() {
        return Err(Rejection::NothingToHold);
    }
    if plan.holds().iter().any(|hold| hold.at == at && hold.measure == measure) {
        return Err(Rejection::HeldElsewhere { at, by: 0 });
    }
    Ok(Hold { measure, at, by: actor.name.clone(), reason: HoldReason::Asked })
}

fn release(plan: &Plan, actor: &Actor, measure: Measure, at: Address) -> Result<Event, Rejection> {
    may(access::may_assign(plan.outline(), actor, Slice::Target, at.unit))?;
    let held = plan.holds().iter().find(|hold| hold.at == at && hold.measure == measure);
    match held.map(|hold| &hold.reason) {
        None => Err(Rejection::Unknown),
        Some(HoldReason::Agreed) => Err(Rejection::Agreed { at }),
        Some(HoldReason::Asked) => Ok(Event::Released { measure, at }),
    }
}

fn undo(plan: &Plan, actor: &Actor) -> Result<Event, Rejection> {
    may(actor.role != Role::Executive)?;
    let done = plan.undoable.iter().rev().find(|done| done.person == actor.person);
    let done = done.ok_or(Rejection::NothingToUndo)?;
    let changes = &done.assignment.changes;
    may(access::may_assign(plan.outline(), actor, changes.slice, done.assignment.at.unit))?;
    for cell in &changes.cells {
        if plan.get(changes.slice, changes.measure, cell.at) != cell.to {
            let later = plan.undoable.iter().rev().find(|other| {
                let same = &other.assignment.changes;
                other.revision > done.revision
                    && (same.slice, same.measure) == (changes.slice, changes.measure)
                    && same.cells.iter().any(|changed| changed.at == cell.at)
            });
            let since = || plan.journal().iter().rev().take_while(|line| line.revision > done.revision);
            let line = later.and_then(|later| since().find(|line| line.revision == later.revision));
            let negotiated = since().find(|line| match line.act {
                Act::Offered { unit, measure, .. } | Act::Accepted { unit, measure, .. } => {
                    measure == changes.measure && plan.outline().units.contains(unit, cell.at.unit)
                }
                _ => false,
            });
            let line = line.or(negotiated).or_else(|| since().next());
            let by = line.map(|line| line.author.clone()).unwrap_or_default();
            return Err(Rejection::ChangedSince { by, at: done.assignment.at });
        }
    }
    let cells = changes.cells.iter().map(|cell| CellChange { at: cell.at, from: cell.to, to: cell.from }).collect();
    let back = Changes { cells, ..changes.clone() };
    breakdown::keeps_holds(plan, &back)?;
    within_reach(plan, actor, &back)?;
    let assignment = Assignment {
        at: done.assignment.at,
        from: done.assignment.to,
        to: done.assignment.from,
        method: done.assignment.method.clone(),
        changes: back,
    };
    Ok(Event::Undone { revision: done.revision, assignment })
}
