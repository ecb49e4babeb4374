//! Freezing numbers: an accept, the accept of a part, and what an arbiter imposes.

use super::numbers::{covers, keeps_parts, written_beside};
use super::{changed, moved, stepped, terms};
use crate::access;
use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::dimension::MemberId;
use crate::event::{Changes, Event};
use crate::hold::{Corridor, Hold, HoldReason, Holder};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{Inputs, Move, OfferDigest, OfferNumber, Reason, Step, Thread, ThreadId};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody accepts, and what they have seen of it.
pub(super) struct Taking<'a> {
    pub offer: u64,
    pub digest: &'a OfferDigest,
    pub periods: &'a [MemberId],
    pub ticked: &'a [u8],
    pub confirmed: Option<Inputs>,
}

pub(super) fn accept(plan: &Plan, actor: &Actor, id: ThreadId, taking: &Taking<'_>) -> Result<Vec<Event>, Rejection> {
    let thread = plan.thread(id).ok_or(Rejection::Unknown)?;
    let (party, side) = access::party(plan.outline(), actor, thread).ok_or(Rejection::NotAllowed)?;
    let latest = thread.latest().ok_or(Rejection::Unknown)?;
    let offer = thread.on_the_table().unwrap_or(latest);
    if thread.state().is_open() && (offer.revision != taking.offer || offer.digest() != *taking.digest) {
        return Err(changed(thread, taking.offer, offer));
    }
    moved(plan, thread, party, Move::Accept)?;
    let now = Inputs::of(plan, thread.unit, thread.measure);
    if now != offer.inputs && taking.confirmed != Some(now) {
        return Err(Rejection::Stale { measure: thread.measure, was: offer.inputs, now });
    }
    terms::hold(plan, offer, taking.ticked)?;
    let is_part = |number: &&OfferNumber| taking.periods.contains(&number.period);
    let part: Vec<OfferNumber> = offer.numbers.iter().filter(is_part).copied().collect();
    if part.len() != taking.periods.len() {
        return Err(Rejection::Periods);
    }
    let open = |number: &OfferNumber| !thread.parts.contains(number) && !part.contains(number);
    // What leaves nothing to negotiate is an accept of the whole.
    if !part.is_empty() && offer.numbers.iter().any(open) {
        let frozen = Frozen { numbers: &part, reason: HoldReason::PartAgreed, why: None, is_promised: true };
        let (changes, holds) = freeze(plan, actor, thread, &frozen)?;
        let step = Step::PartAccepted { side, numbers: part.clone(), ticked: taking.ticked.to_vec() };
        let (thread, step, released) = (Some(id), Box::new(step), Vec::new());
        return Ok(vec![Event::Stepped { thread, step, changes, holds, released }]);
    }
    let frozen = Frozen { numbers: &offer.numbers, reason: HoldReason::Agreed, why: None, is_promised: true };
    let (changes, holds) = freeze(plan, actor, thread, &frozen)?;
    let mut events = vec![Event::Accepted { thread: id, side, changes, holds }];
    if !taking.ticked.is_empty() {
        events.push(stepped(Some(id), Step::Ticked(taking.ticked.to_vec())));
    }
    Ok(events)
}

/// Sets the numbers of a thread; what the unit has promised stays written beside them.
pub(super) fn impose(
    plan: &Plan,
    actor: &Actor,
    thread: &Thread,
    (numbers, reason): (&[OfferNumber], Option<&Reason>),
) -> Result<Event, Rejection> {
    covers(plan, numbers)?;
    keeps_parts(thread, numbers)?;
    let why = reason.map(|reason| reason.text.clone());
    let frozen = Frozen { numbers, reason: HoldReason::Agreed, why, is_promised: false };
    let (changes, holds) = freeze(plan, actor, thread, &frozen)?;
    let step = Step::Imposed { numbers: numbers.to_vec(), reason: reason.cloned() };
    Ok(Event::Stepped { thread: Some(thread.id), step: Box::new(step), changes, holds, released: Vec::new() })
}

/// Numbers that are to be frozen, and how.
struct Frozen<'a> {
    numbers: &'a [OfferNumber],
    reason: HoldReason,
    why: Option<String>,
    /// Whether the unit has promised them too.
    is_promised: bool,
}

/// The cells that move and the holds when numbers of a thread are frozen.
fn freeze(
    plan: &Plan,
    actor: &Actor,
    thread: &Thread,
    frozen: &Frozen<'_>,
) -> Result<(Vec<Changes>, Vec<Hold>), Rejection> {
    let (unit, measure) = (thread.unit, thread.measure);
    let mut target = written_beside(plan, (Slice::Target, measure), unit, (frozen.numbers, &thread.parts))?;
    let periods = &plan.outline().periods;
    let months: BTreeSet<MemberId> = frozen.numbers.iter().flat_map(|number| periods.leaves(number.period)).collect();
    let blank = forecast_only(plan, measure, unit, &target).into_iter();
    target.cells.extend(blank.filter(|cell| months.contains(&cell.at.period)));
    super::super::within_reach(plan, actor, &target)?;
    // Where a unit above has agreed, what this takes from its other children leaves their agreed numbers too.
    let agreed_above = |above: &MemberId| plan.agreed.contains(&(measure, *above));
    let highest = plan.outline().units.upwards(unit).filter(agreed_above).last().unwrap_or(unit);
    let has_agreed_above = highest != unit;
    // Commitment and agreed take the very cells of the target, so that the three tie cell by cell.
    let same = |slice, top| {
        let after = target_cells(plan, measure, top, &target).into_iter();
        let changes = after.map(|(at, to)| CellChange { at, from: plan.get(slice, measure, at), to });
        // A held total moves cells of other months too, which are agreed only where a unit above has agreed.
        let is_agreed = |cell: &CellChange| cell.from.is_some() || has_agreed_above && cell.to.is_some();
        let concerns =
            |cell: &CellChange| months.contains(&cell.at.period) || slice == Slice::Agreed && is_agreed(cell);
        let moves = |cell: &CellChange| cell.from != cell.to && concerns(cell);
        Changes { slice, measure, cells: changes.filter(moves).collect() }
    };
    let agreed = same(Slice::Agreed, highest);
    let promised = frozen.is_promised.then(|| same(Slice::Commitment, unit));
    let hold = |number: &OfferNumber| Hold {
        measure,
        at: Address::of(unit, number.period),
        corridor: Corridor::fixed(number.amount),
        holder: Holder { person: actor.person.clone(), name: actor.name.clone(), unit: actor.unit },
        reason: frozen.reason,
        why: frozen.why.clone(),
        until: None,
    };
    let changes = std::iter::once(target).chain(promised).chain(std::iter::once(agreed)).collect();
    Ok((changes, frozen.numbers.iter().map(hold).collect()))
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
