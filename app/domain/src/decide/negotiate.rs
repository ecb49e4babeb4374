//! Deciding offers, counter-offers, accepts, questions, and every other move of a thread.

mod arbitrate;
mod freeze;
mod numbers;
mod terms;

pub(super) use arbitrate::overdue;
pub(crate) use numbers::written;

use crate::access;
use crate::actor::Actor;
use crate::address::Address;
use crate::command::{Command, Proposed, Verb};
use crate::dimension::{MemberId, ROOT};
use crate::event::{Changes, Event};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{
    Course, Escalation, Inputs, Misplaced, Motion, Move, Offer, OfferNumber, Party, Reason, Side, Step, Terms, Thread,
    ThreadId, ThreadState,
};
use numbers::covers;

/// Longest reason or question, in characters.
const TEXT_LIMIT: u32 = 4_000;

/// What people do on the board itself.
pub(super) fn decide(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    match &command.verb {
        Verb::Offer { unit, measure, numbers, reason, answers } => {
            let said = Said { numbers, reason: reason.as_ref(), terms: None, based_on: command.base };
            offer(plan, actor, (*unit, *measure), said, *answers)
        }
        Verb::Counter { thread, answers, numbers, reason } => {
            let said = Said { numbers, reason: Some(reason), terms: None, based_on: command.base };
            counter(plan, actor, (*thread, *answers), said)
        }
        Verb::Accept { thread, offer, digest } => {
            // The board shows the forecast as it is now beside the offer.
            let confirmed = plan.thread(*thread).map(|thread| Inputs::of(plan, thread.unit, thread.measure));
            let taken = freeze::Taking { offer: *offer, digest, periods: &[], ticked: &[], confirmed };
            freeze::accept(plan, actor, *thread, &taken)
        }
        Verb::Ask { thread, text } => ask(plan, actor, *thread, text).map(|event| vec![event]),
        _ => Err(Rejection::Unknown),
    }
}

/// An offer with terms, or of something that was settled.
pub(super) fn propose(plan: &Plan, actor: &Actor, proposed: &Proposed, based_on: u64) -> Result<Vec<Event>, Rejection> {
    terms::check(plan, proposed.unit, &proposed.terms)?;
    propose_on_board(plan, actor, proposed, based_on)
}

/// The same with terms that are sound, or none.
pub(super) fn propose_on_board(
    plan: &Plan,
    actor: &Actor,
    proposed: &Proposed,
    based_on: u64,
) -> Result<Vec<Event>, Rejection> {
    let Proposed { unit, measure, numbers, reason, terms, answers } = proposed;
    let said = Said { numbers, reason: reason.as_ref(), terms: Some(terms), based_on };
    match plan.thread_of(*unit, *measure).filter(|thread| thread.state().is_settled()) {
        Some(settled) => arbitrate::reopen(plan, actor, settled, said, *answers),
        None => offer(plan, actor, (*unit, *measure), said, *answers),
    }
}

/// Every other move of a thread.
pub(super) fn motion(
    plan: &Plan,
    actor: &Actor,
    (id, seen): (ThreadId, u64),
    motion: &Motion,
    based_on: u64,
) -> Result<Vec<Event>, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    match motion {
        Motion::Counter { numbers, reason, terms } => {
            terms::check(plan, thread.unit, terms)?;
            let said = Said { numbers, reason: Some(reason), terms: Some(terms), based_on };
            counter(plan, actor, (id, seen), said)
        }
        Motion::Accept { offer, digest, periods, ticked, confirmed } => {
            unchanged(thread, Some(seen))?;
            let taken = freeze::Taking { offer: *offer, digest, periods, ticked, confirmed: *confirmed };
            freeze::accept(plan, actor, id, &taken)
        }
        Motion::Delegate { to } => {
            unchanged(thread, Some(seen))?;
            arbitrate::delegate(plan, actor, thread, to.as_ref()).map(|step| vec![stepped(Some(id), step)])
        }
        Motion::Reject { reason, corridor } => arbitrate::reject(plan, actor, (thread, seen), (reason, *corridor)),
        Motion::Withdraw { .. } | Motion::Escalate { .. } | Motion::SendBack { .. } | Motion::Impose { .. } => {
            motion_on_board(plan, actor, (id, seen), motion)
        }
    }
}

/// Those that people make on the board itself.
pub(super) fn motion_on_board(
    plan: &Plan,
    actor: &Actor,
    (id, seen): (ThreadId, u64),
    motion: &Motion,
) -> Result<Vec<Event>, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let (party, side) = access::party(plan.outline(), actor, thread).ok_or(Rejection::NotAllowed)?;
    unchanged(thread, Some(seen))?;
    let (what, reason) = match motion {
        Motion::Withdraw { reason } => (Move::Withdraw, reason.as_ref()),
        Motion::Escalate { reason } => (Move::Escalate, Some(reason)),
        Motion::SendBack { reason } => (Move::SendBack, Some(reason)),
        Motion::Impose { reason, .. } => (Move::Impose, Some(reason)),
        _ => return Err(Rejection::NotAllowed),
    };
    reason.map_or(Ok(()), |reason| worded(&reason.text))?;
    moved(plan, thread, party, what)?;
    let step = match motion {
        Motion::Impose { numbers, reason } => {
            return freeze::impose(plan, actor, thread, (numbers, Some(reason))).map(|event| vec![event]);
        }
        Motion::Escalate { reason } => Step::Escalated { by: Escalation::Side(side), reason: Some(reason.clone()) },
        Motion::SendBack { reason } => Step::SentBack(reason.clone()),
        _ => Step::Withdrawn(reason.cloned()),
    };
    Ok(vec![stepped(Some(id), step)])
}

/// What somebody says in an offer.
#[derive(Clone, Copy)]
struct Said<'a> {
    numbers: &'a [OfferNumber],
    reason: Option<&'a Reason>,
    terms: Option<&'a Terms>,
    based_on: u64,
}

fn offer(
    plan: &Plan,
    actor: &Actor,
    (unit, measure): (MemberId, Measure),
    said: Said<'_>,
    answers: Option<u64>,
) -> Result<Vec<Event>, Rejection> {
    if unit == ROOT || !plan.outline().knows(Address::of(unit, ROOT)) {
        return Err(Rejection::Unknown);
    }
    let thread = plan.thread_of(unit, measure);
    let speaks = thread.and_then(|thread| access::party(plan.outline(), actor, thread)).map(|(_, side)| side);
    if speaks.or_else(|| access::side(plan.outline(), actor, unit)) != Some(Side::Parent) {
        return Err(Rejection::NotAllowed);
    }
    covers(plan, said.numbers)?;
    if let Some(reason) = said.reason {
        worded(&reason.text)?;
    }
    // What is over is not gone on with: the next offer opens a thread of its own.
    let open = thread.filter(|thread| !thread.state().is_over());
    let mut course = None;
    match (open, thread) {
        (Some(open), _) => {
            if open.state().is_open() {
                unchanged(open, answers)?;
            }
            course = Some(moved(plan, open, Party::Parent, Move::Propose)?);
            numbers::keeps_parts(open, said.numbers)?;
        }
        (None, Some(withdrawn)) if answers.is_some() => unchanged(withdrawn, answers)?,
        (None, _) if answers.is_some() => return Err(Rejection::Unknown),
        _ => {}
    }
    let parts = open.map_or(&[][..], |thread| &thread.parts);
    let changes = numbers::written_beside(plan, (Slice::Target, measure), unit, (said.numbers, parts))?;
    super::within_reach(plan, actor, &changes)?;
    let thread = open.map(|thread| thread.id);
    let mut events = spoken((thread, unit, Side::Parent), said, changes);
    if course.is_some_and(|course| course.state == ThreadState::Escalated) {
        events.push(stepped(thread, Step::Escalated { by: Escalation::Rounds, reason: None }));
    }
    Ok(events)
}

fn counter(
    plan: &Plan,
    actor: &Actor,
    (id, answers): (ThreadId, u64),
    said: Said<'_>,
) -> Result<Vec<Event>, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let (_, side) = access::party(plan.outline(), actor, thread).ok_or(Rejection::NotAllowed)?;
    if side != Side::Child {
        return Err(Rejection::NotAllowed);
    }
    if !thread.state().is_open() {
        return Err(Rejection::NotYourTurn { turn: None });
    }
    unchanged(thread, Some(answers))?;
    moved(plan, thread, Party::Child, Move::Propose)?;
    covers(plan, said.numbers)?;
    worded(said.reason.map_or("", |reason| &reason.text))?;
    numbers::keeps_parts(thread, said.numbers)?;
    let on_the_table = thread.on_the_table().filter(|_| thread.state() == ThreadState::Offered);
    if on_the_table.is_some_and(|offer| offer.numbers == said.numbers) {
        return Err(Rejection::SameNumbers);
    }
    let slot = (Slice::Commitment, thread.measure);
    let changes = numbers::written_beside(plan, slot, thread.unit, (said.numbers, &thread.parts))?;
    Ok(spoken((Some(id), thread.unit, Side::Child), said, changes))
}

/// The events of an offer: the numbers, then the terms if there are any.
fn spoken((thread, unit, side): (Option<ThreadId>, MemberId, Side), said: Said<'_>, changes: Changes) -> Vec<Event> {
    let (numbers, reason, based_on) = (said.numbers.to_vec(), said.reason.cloned(), said.based_on);
    let mut events = vec![Event::Offered { thread, unit, side, numbers, reason, based_on, changes }];
    if let Some(terms) = said.terms.filter(|terms| !terms.is_empty()) {
        events.push(stepped(thread, Step::Terms(terms.clone())));
    }
    events
}

fn ask(plan: &Plan, actor: &Actor, id: ThreadId, text: &str) -> Result<Event, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let (_, side) = access::party(plan.outline(), actor, thread).ok_or(Rejection::NotAllowed)?;
    worded(text)?;
    Ok(Event::Remarked { thread: id, side, text: text.trim().to_owned() })
}

/// The course of a thread after a move that its party may make.
fn moved(plan: &Plan, thread: &Thread, party: Party, what: Move) -> Result<Course, Rejection> {
    thread.course.after(party, what, plan.policy().limits).map_err(|misplaced| match misplaced {
        Misplaced::Turn => Rejection::NotYourTurn { turn: thread.state().turn() },
        other => Rejection::Misplaced(other),
    })
}

/// A step that moves no number; without a thread it is in the one that the same entry opens.
fn stepped(thread: Option<ThreadId>, step: Step) -> Event {
    Event::Stepped { thread, step: Box::new(step), changes: Vec::new(), holds: Vec::new(), released: Vec::new() }
}

fn unchanged(thread: &Thread, answers: Option<u64>) -> Result<(), Rejection> {
    let latest = thread.latest().ok_or(Rejection::Unknown)?;
    if answers == Some(thread.moved) { Ok(()) } else { Err(changed(thread, answers.unwrap_or(0), latest)) }
}

fn changed(thread: &Thread, seen: u64, latest: &Offer) -> Rejection {
    let seen = thread.offers.iter().find(|offer| offer.revision == seen);
    Rejection::OfferChanged {
        measure: thread.measure,
        seen: seen.map(|offer| offer.numbers.clone()).unwrap_or_default(),
        now: latest.numbers.clone(),
        offer: thread.moved,
    }
}

pub(crate) fn worded(text: &str) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Err(Rejection::ReasonMissing);
    }
    if text.chars().count() > TEXT_LIMIT as usize {
        return Err(Rejection::TextTooLong { limit: TEXT_LIMIT });
    }
    Ok(())
}
