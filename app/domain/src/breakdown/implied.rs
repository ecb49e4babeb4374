//! What a method says about the total itself, and which numbers below it somebody wrote on purpose.

use super::{Breakdown, request};
use crate::address::Address;
use crate::column::Column;
use crate::journal::Act;
use crate::measure::{Measure, Slice};
use crate::method::{Method, MethodName, Shape};
use crate::number::wide::multiply_divide_half_even;
use crate::plan::Plan;
use crate::rejection::Rejection;
use std::cell::Cell;

/// The total that a method implies at an address, in rounding units; `None` where a method says nothing about it.
///
/// A repeat gives every free leaf cell `value`, besides what is held; a growth takes `value` as the number of the
/// address's first month; a line is its own sum and looks at no value.
///
/// # Errors
/// Those of an assignment of that total by the same method.
pub fn implied_total(
    plan: &Plan,
    slot: (Slice, Measure),
    at: Address,
    value: i64,
    method: &Method,
) -> Result<Option<i64>, Rejection> {
    let Method::By(profile) = method else { return Ok(None) };
    let (request, kept) = request(plan, slot, at, Some(value), method, &[])?;
    let basis = &request.basis;
    if plan.outline().is_leaf(at) {
        return Ok(matches!(profile.shape, Shape::Repeat).then_some(value));
    }
    let total = match &profile.shape {
        Shape::Repeat => {
            let (slice, measure) = slot;
            let (moved, crossed) = (Column::default(), Cell::new(false));
            let breakdown = Breakdown { plan, slice, measure, basis, moved: &moved, around: false, crossed: &crossed };
            let inside = breakdown.windows(at, &kept);
            let cells = breakdown.free(&|at| basis.sum(plan, at), at, &inside);
            let fixed = breakdown.settled(at, &inside, &|hold| hold.low);
            i128::from(value).checked_mul(cells).and_then(|free| free.checked_add(fixed))
        }
        Shape::Growth(_) => {
            let year = basis.season(plan.outline(), at);
            let first = basis.first_month(plan.outline(), at);
            let size =
                multiply_divide_half_even(value.unsigned_abs().into(), year.unsigned_abs(), first.unsigned_abs());
            size.and_then(|size| i128::try_from(size).ok()).map(|size| size * i128::from(value.signum()))
        }
        Shape::Line(line) => line.total(),
        _ => return Ok(None),
    };
    total.and_then(|total| i64::try_from(total).ok()).map(Some).ok_or(Rejection::TooLarge)
}

/// The addresses strictly below one whose numbers somebody wrote since it, or a total above it, was last spread: what a
/// spread keeps when it preserves edits. Sorted; read from the journal, so that an undone edit is none.
pub fn edited_below(plan: &Plan, (slice, measure): (Slice, Measure), at: Address) -> Vec<Address> {
    let outline = plan.outline();
    let mut edited = Vec::new();
    // Writes that a later undo took back: its address, and the number it had before the write.
    let mut undone: Vec<(Address, Option<i64>)> = Vec::new();
    for line in plan.journal().iter().rev() {
        let Act::Wrote { slice: in_slice, measure: of, at: place, from, to, undo, method, .. } = &line.act else {
            continue;
        };
        if (*in_slice, *of) != (slice, measure) || outline.meet(at, *place).is_none() {
            continue;
        }
        if *undo {
            undone.push((*place, *to));
        } else if let Some(back) = undone.iter().position(|undone| *undone == (*place, *from)) {
            undone.remove(back);
        } else if outline.contains(*place, at) {
            // Cells that were written one by one are no spread of the total that contains them.
            if *method != MethodName::Each {
                break;
            }
        } else if outline.contains(at, *place) && to.is_some() {
            edited.push(*place);
        }
    }
    edited.sort();
    edited.dedup();
    edited
}
