//! The numbers of offers, and the cells that they move.

use crate::address::{Address, CellChange};
use crate::breakdown;
use crate::command::Method;
use crate::dimension::{MemberId, ROOT};
use crate::event::Changes;
use crate::hold::Hold;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{OfferNumber, Thread};
use std::collections::BTreeMap;

/// Writes the numbers of an offer on a unit's cells, period by period.
pub(crate) fn written(
    plan: &Plan,
    slot: (Slice, Measure),
    unit: MemberId,
    numbers: &[OfferNumber],
) -> Result<Changes, Rejection> {
    written_beside(plan, slot, unit, (numbers, &[]))
}

/// The same beside numbers that are agreed already and stand where they should.
pub(super) fn written_beside(
    plan: &Plan,
    slot: (Slice, Measure),
    unit: MemberId,
    (numbers, parts): (&[OfferNumber], &[OfferNumber]),
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
    for number in numbers.iter().filter(|number| !parts.contains(number)) {
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

/// The numbers must name every month of the cycle exactly once and be plausible amounts.
pub(super) fn covers(plan: &Plan, numbers: &[OfferNumber]) -> Result<(), Rejection> {
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

/// What is agreed of a thread stays in every later offer.
pub(super) fn keeps_parts(thread: &Thread, numbers: &[OfferNumber]) -> Result<(), Rejection> {
    let kept = thread.parts.iter().all(|part| numbers.contains(part));
    if kept { Ok(()) } else { Err(Rejection::PartAgreed) }
}
