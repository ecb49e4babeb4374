//! Deciding offers, counter-offers, accepts and questions.

use crate::access;
use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::breakdown;
use crate::command::{Command, Method, Verb};
use crate::dimension::{MemberId, ROOT};
use crate::event::{Changes, Event};
use crate::hold::{Corridor, Hold, HoldReason, Holder};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{Offer, OfferNumber, Reason, Side, Thread, ThreadId, ThreadState};
use std::collections::{BTreeMap, BTreeSet};

/// Longest reason or question, in characters.
const TEXT_LIMIT: u32 = 4_000;

pub(super) fn decide(plan: &Plan, command: &Command, actor: &Actor) -> Result<Event, Rejection> {
    match &command.verb {
        Verb::Offer { unit, measure, numbers, reason, answers } => {
            let said = (numbers.as_slice(), reason.as_ref());
            offer(plan, actor, (*unit, *measure), said, *answers, command.base)
        }
        Verb::Counter { thread, answers, numbers, reason } => {
            counter(plan, actor, (*thread, *answers), numbers, reason, command.base)
        }
        Verb::Accept { thread, offer, digest } => accept(plan, actor, *thread, (*offer, *digest)),
        Verb::Ask { thread, text } => ask(plan, actor, *thread, text),
        _ => Err(Rejection::Unknown),
    }
}

fn offer(
    plan: &Plan,
    actor: &Actor,
    (unit, measure): (MemberId, Measure),
    (numbers, reason): (&[OfferNumber], Option<&Reason>),
    answers: Option<u64>,
    based_on: u64,
) -> Result<Event, Rejection> {
    if unit == ROOT || !plan.outline().knows(Address::of(unit, ROOT)) {
        return Err(Rejection::Unknown);
    }
    if access::side(plan.outline(), actor, unit) != Some(Side::Parent) {
        return Err(Rejection::NotAllowed);
    }
    covers(plan, numbers)?;
    if let Some(reason) = reason {
        worded(&reason.text)?;
    }
    let thread = plan.thread_of(unit, measure);
    if let Some(thread) = thread {
        if thread.state == ThreadState::Agreed {
            return Err(Rejection::NotYourTurn { turn: None });
        }
        unchanged(thread, answers)?;
    } else if answers.is_some() {
        return Err(Rejection::Unknown);
    }
    let changes = written(plan, (Slice::Target, measure), unit, numbers)?;
    super::within_reach(plan, actor, &changes)?;
    Ok(Event::Offered {
        thread: thread.map(|thread| thread.id),
        unit,
        side: Side::Parent,
        numbers: numbers.to_vec(),
        reason: reason.cloned(),
        based_on,
        changes,
    })
}

fn counter(
    plan: &Plan,
    actor: &Actor,
    (id, answers): (ThreadId, u64),
    numbers: &[OfferNumber],
    reason: &Reason,
    based_on: u64,
) -> Result<Event, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    if access::side(plan.outline(), actor, thread.unit) != Some(Side::Child) {
        return Err(Rejection::NotAllowed);
    }
    if thread.state == ThreadState::Agreed {
        return Err(Rejection::NotYourTurn { turn: None });
    }
    unchanged(thread, Some(answers))?;
    covers(plan, numbers)?;
    worded(&reason.text)?;
    if thread.state == ThreadState::Offered && thread.latest().is_some_and(|offer| offer.numbers == numbers) {
        return Err(Rejection::SameNumbers);
    }
    Ok(Event::Offered {
        thread: Some(id),
        unit: thread.unit,
        side: Side::Child,
        numbers: numbers.to_vec(),
        reason: Some(reason.clone()),
        based_on,
        changes: written(plan, (Slice::Commitment, thread.measure), thread.unit, numbers)?,
    })
}

fn accept(plan: &Plan, actor: &Actor, id: ThreadId, (seen, digest): (u64, [u8; 16])) -> Result<Event, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let side = access::side(plan.outline(), actor, thread.unit).ok_or(Rejection::NotAllowed)?;
    let latest = thread.latest().ok_or(Rejection::Unknown)?;
    if thread.state != ThreadState::Agreed && (latest.revision != seen || latest.digest() != digest) {
        return Err(changed(thread, seen, latest));
    }
    if thread.state.turn() != Some(side) {
        return Err(Rejection::NotYourTurn { turn: thread.state.turn() });
    }
    let (unit, measure) = (thread.unit, thread.measure);
    let mut target = written(plan, (Slice::Target, measure), unit, &latest.numbers)?;
    target.cells.extend(forecast_only(plan, measure, unit, &target));
    super::within_reach(plan, actor, &target)?;
    // Commitment and agreed take the very cells of the target, so that the three tie cell by cell.
    let same = |slice, unit| {
        let after = target_cells(plan, measure, unit, &target).into_iter();
        let changes = after.map(|(at, to)| CellChange { at, from: plan.get(slice, measure, at), to });
        Changes { slice, measure, cells: changes.filter(|cell| cell.from != cell.to).collect() }
    };
    // Where a unit above has agreed, what this accept takes from its other children leaves their agreed numbers too.
    let agreed_above = |above: &MemberId| plan.agreed.contains(&(measure, *above));
    let highest = plan.outline().units.upwards(unit).filter(agreed_above).last().unwrap_or(unit);
    let (commitment, agreed) = (same(Slice::Commitment, unit), same(Slice::Agreed, highest));
    let holds = latest.numbers.iter().map(|number| Hold {
        measure,
        at: Address::of(unit, number.period),
        corridor: Corridor::fixed(number.amount),
        holder: Holder { person: actor.person.clone(), name: actor.name.clone(), unit: actor.unit },
        reason: HoldReason::Agreed,
        why: None,
        until: None,
    });
    Ok(Event::Accepted { thread: id, side, holds: holds.collect(), changes: vec![target, commitment, agreed] })
}

/// The cells of a unit where there will be a forecast and no target: nothing is agreed there, which is zero.
fn forecast_only(plan: &Plan, measure: Measure, unit: MemberId, changes: &Changes) -> Vec<CellChange> {
    let written: BTreeSet<Address> = changes.cells.iter().map(|cell| cell.at).collect();
    let open = |at: &Address| {
        plan.outline().units.contains(unit, at.unit)
            && plan.get(Slice::Target, measure, *at).is_none()
            && !written.contains(at)
    };
    let forecasts = [Slice::Baseline, Slice::Tactics].into_iter().flat_map(|slice| plan.leaves(slice, measure));
    let cells: BTreeSet<Address> = forecasts.map(|(at, _)| at).filter(open).collect();
    cells.into_iter().map(|at| CellChange { at, from: None, to: Some(0) }).collect()
}

/// The target cells of a unit as they will be after some changes, with the cells where only a commitment stands.
fn target_cells(plan: &Plan, measure: Measure, unit: MemberId, changes: &Changes) -> Vec<(Address, Option<i64>)> {
    let mut cells: BTreeMap<Address, Option<i64>> = BTreeMap::new();
    let inside = |at: &Address| plan.outline().units.contains(unit, at.unit);
    for (at, _) in plan.leaves(Slice::Commitment, measure).filter(|(at, _)| inside(at)) {
        cells.insert(at, None);
    }
    for (at, number) in plan.leaves(Slice::Target, measure).filter(|(at, _)| inside(at)) {
        cells.insert(at, Some(number));
    }
    for cell in changes.cells.iter().filter(|cell| inside(&cell.at)) {
        cells.insert(cell.at, cell.to);
    }
    cells.into_iter().collect()
}

fn ask(plan: &Plan, actor: &Actor, id: ThreadId, text: &str) -> Result<Event, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let side = access::side(plan.outline(), actor, thread.unit).ok_or(Rejection::NotAllowed)?;
    worded(text)?;
    Ok(Event::Remarked { thread: id, side, text: text.trim().to_owned() })
}

/// Writes the numbers of an offer on a unit's cells, period by period.
pub(crate) fn written(
    plan: &Plan,
    slot: (Slice, Measure),
    unit: MemberId,
    numbers: &[OfferNumber],
) -> Result<Changes, Rejection> {
    // Under a held total one period's number can move another's cells, and periods can share the room of a corridor,
    // so that each is decided on what the last left.
    let shared = |number: &OfferNumber| {
        let (outline, at) = (plan.outline(), Address::of(unit, number.period));
        let beyond = |hold: &Hold| !outline.contains(at, hold.at);
        let gives = |hold: &Hold| outline.contains(hold.at, at) || !hold.corridor.is_fixed();
        plan.holds().meeting(outline, slot.1, at).any(|hold| beyond(hold) && gives(hold))
    };
    let scratch = slot.0 == Slice::Target && numbers.iter().any(shared);
    let mut scratch = scratch.then(|| plan.clone());
    let mut cells: BTreeMap<Address, CellChange> = BTreeMap::new();
    let mut before: Vec<Address> = Vec::new();
    for number in numbers {
        let at = Address::of(unit, number.period);
        let now = scratch.as_ref().unwrap_or(plan);
        // What has just been written may not give way to what follows.
        let changes = breakdown::assign_beside(now, slot, at, Some(number.amount), &Method::Current, &before)?;
        if let Some(scratch) = &mut scratch {
            scratch.change(&changes);
            before.push(at);
        }
        for cell in changes.cells {
            cells.entry(cell.at).and_modify(|known| known.to = cell.to).or_insert(cell);
        }
    }
    Ok(Changes { slice: slot.0, measure: slot.1, cells: cells.into_values().collect() })
}

fn unchanged(thread: &Thread, answers: Option<u64>) -> Result<(), Rejection> {
    let latest = thread.latest().ok_or(Rejection::Unknown)?;
    if answers == Some(latest.revision) { Ok(()) } else { Err(changed(thread, answers.unwrap_or(0), latest)) }
}

fn changed(thread: &Thread, seen: u64, latest: &Offer) -> Rejection {
    let seen = thread.offers.iter().find(|offer| offer.revision == seen);
    Rejection::OfferChanged {
        measure: thread.measure,
        seen: seen.map(|offer| offer.numbers.clone()).unwrap_or_default(),
        now: latest.numbers.clone(),
        offer: latest.revision,
    }
}

/// The numbers must name every month of the cycle exactly once and be plausible amounts.
fn covers(plan: &Plan, numbers: &[OfferNumber]) -> Result<(), Rejection> {
    let periods = &plan.outline().periods;
    if numbers.iter().any(|number| periods.get(number.period).is_none()) {
        return Err(Rejection::Periods);
    }
    let mut months: Vec<MemberId> = numbers.iter().flat_map(|number| periods.leaves(number.period)).collect();
    months.sort_unstable();
    if months != periods.leaves(ROOT).collect::<Vec<_>>() {
        return Err(Rejection::Periods);
    }
    if numbers.iter().any(|number| number.amount < 0) {
        return Err(Rejection::Negative);
    }
    if numbers.iter().any(|number| number.amount > breakdown::LIMIT) {
        return Err(Rejection::TooLarge);
    }
    Ok(())
}

pub(super) fn worded(text: &str) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Err(Rejection::ReasonMissing);
    }
    if text.chars().count() > TEXT_LIMIT as usize {
        return Err(Rejection::TextTooLong { limit: TEXT_LIMIT });
    }
    Ok(())
}
