//! Moves beside numbers: saying no, taking back, handing on, and what a deadline does.

use super::{Said, freeze, moved, offer, stepped, unchanged, worded};
use crate::access;
use crate::actor::{Actor, Role};
use crate::address::CellChange;
use crate::effect;
use crate::event::{Changes, Event};
use crate::hold::Corridor;
use crate::measure::Slice;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{
    Delegate, Escalation, Move, Offer, OfferNumber, Party, Reason, Settlement, Side, Step, Thread, ThreadState,
};

/// Says no without a number.
pub(super) fn reject(
    plan: &Plan,
    actor: &Actor,
    (thread, seen): (&Thread, u64),
    (reason, corridor): (&Reason, Corridor),
) -> Result<Vec<Event>, Rejection> {
    let (party, side) = access::party(plan.outline(), actor, thread).ok_or(Rejection::NotAllowed)?;
    unchanged(thread, Some(seen))?;
    worded(&reason.text)?;
    let ordered = corridor.low >= 0 && corridor.high.is_none_or(|high| corridor.low <= high);
    let says_something = corridor.low > 0 || corridor.high.is_some();
    if !ordered || !says_something {
        return Err(Rejection::TermsInvalid);
    }
    let course = moved(plan, thread, party, Move::Reject)?;
    let mut events = vec![stepped(Some(thread.id), Step::Rejected { side, reason: reason.clone(), corridor })];
    // Beyond the last round it goes to the arbiter by itself.
    if course.state == ThreadState::Escalated {
        events.push(stepped(Some(thread.id), Step::Escalated { by: Escalation::Rounds, reason: None }));
    }
    Ok(events)
}

/// Lets somebody else answer for the side that the actor speaks for by their place; only such a person hands it on.
pub(super) fn delegate(plan: &Plan, actor: &Actor, thread: &Thread, to: Option<&Delegate>) -> Result<Step, Rejection> {
    let side = access::side(plan.outline(), actor, thread.unit).ok_or(Rejection::NotAllowed)?;
    if !thread.state().is_open() {
        return Err(Rejection::NotYourTurn { turn: None });
    }
    // Nobody answers for both sides.
    let answers_already = |to: &Delegate| thread.answers_for(&to.person) == Some(side.other());
    let is_nobody = |to: &Delegate| to.person.is_empty() || to.name.trim().is_empty();
    if to.is_some_and(|to| to.person == actor.person || is_nobody(to) || answers_already(to)) {
        return Err(Rejection::NotAllowed);
    }
    Ok(Step::Delegated { side, to: to.cloned() })
}

/// Negotiates anew what was settled: the agreed numbers are let go, and a thread of its own begins with an offer.
pub(super) fn reopen(
    plan: &Plan,
    actor: &Actor,
    settled: &Thread,
    said: Said<'_>,
    answers: Option<u64>,
) -> Result<Vec<Event>, Rejection> {
    if access::side(plan.outline(), actor, settled.unit) != Some(Side::Parent) {
        return Err(Rejection::NotAllowed);
    }
    unchanged(settled, answers)?;
    let reason = said.reason.ok_or(Rejection::ReasonMissing)?;
    worded(&reason.text)?;
    moved(plan, settled, Party::Parent, Move::Reopen)?;
    let event = let_go(plan, settled, reason.clone());
    let mut open = plan.clone();
    open.reopen(&event);
    let offered = offer(&open, actor, (settled.unit, settled.measure), said, None)?;
    Ok(std::iter::once(event).chain(offered).collect())
}

/// What is no longer frozen: the holds of the thread, and the agreed numbers that no other unit has agreed to.
fn let_go(plan: &Plan, settled: &Thread, reason: Reason) -> Event {
    let (unit, measure, units) = (settled.unit, settled.measure, &plan.outline().units);
    let agreed = |other: &u32| plan.agreed.contains(&(measure, *other));
    let kept_above = units.upwards(unit).skip(1).any(|above| agreed(&above));
    let kept_below = |of: u32| units.upwards(of).take_while(|other| *other != unit).any(|other| agreed(&other));
    let cells = plan.leaves(Slice::Agreed, measure);
    let own = cells.filter(|(at, _)| !kept_above && units.contains(unit, at.unit) && !kept_below(at.unit));
    let cells = own.map(|(at, from)| CellChange { at, from: Some(from), to: None }).collect();
    let holds = plan.holds().of_unit(measure, unit).filter(|hold| hold.reason.is_agreement());
    Event::Stepped {
        thread: Some(settled.id),
        step: Box::new(Step::Reopened { reason }),
        changes: vec![Changes { slice: Slice::Agreed, measure, cells }],
        holds: Vec::new(),
        released: holds.map(|hold| (measure, hold.at)).collect(),
    }
}

impl Plan {
    /// What a reopened thread lets go, without its line in the journal.
    fn reopen(&mut self, event: &Event) {
        let Event::Stepped { thread: Some(id), changes, released, .. } = event else { return };
        self.let_go(released);
        changes.iter().for_each(|changes| self.change(changes));
        if let Some(thread) = self.threads.iter_mut().find(|thread| thread.id == *id) {
            thread.course.state = ThreadState::Reopened;
        }
    }
}

/// What happens in threads whose deadline is at or before a moment.
pub(in crate::decide) fn overdue(plan: &Plan, moment: i64) -> Vec<Event> {
    let mut imposed = false;
    let due = plan.threads().iter().filter(|thread| thread.due.is_some_and(|due| due <= moment));
    due.filter_map(|thread| match thread.state() {
        ThreadState::Offered | ThreadState::Countered => {
            Some(stepped(Some(thread.id), Step::Escalated { by: Escalation::Deadline, reason: None }))
        }
        ThreadState::Escalated => {
            // Each imposed number moves what the next one rests on: one at a time.
            if std::mem::replace(&mut imposed, true) {
                return None;
            }
            let by_policy = settlement(plan, thread)
                .and_then(|numbers| freeze::impose(plan, &clock(), thread, (&numbers, None)).ok());
            Some(by_policy.unwrap_or_else(|| stepped(Some(thread.id), Step::Overdue)))
        }
        _ => None,
    })
    .collect()
}

/// The numbers that the board's policy imposes at the arbiter's deadline.
fn settlement(plan: &Plan, thread: &Thread) -> Option<Vec<OfferNumber>> {
    let numbers = |offer: &Offer| offer.numbers.clone();
    let parent = thread.position(Side::Parent).map(numbers)?;
    let child = thread.position(Side::Child).map(numbers);
    match plan.policy().settlement {
        Settlement::Wait => None,
        Settlement::Parent => Some(parent),
        Settlement::Child => Some(child.unwrap_or(parent)),
        Settlement::Middle => Some(child.map_or(parent.clone(), |child| effect::middle(&parent, &child))),
    }
}

/// Who freezes numbers when nobody does.
fn clock() -> Actor {
    Actor { person: String::new(), name: String::new(), role: Role::Committee, unit: None }
}
