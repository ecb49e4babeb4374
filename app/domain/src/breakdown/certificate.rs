//! Why a number cannot be written, in terms that a person can act on: whose holds, and the smallest change of one.

use super::corridor::Bound;
use super::kept::{Kept, Origin, hold_of};
use super::{Request, clamped};
use crate::address::Address;
use crate::hold::Binding;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::{LISTED, Rejection};
use std::cell::Cell;
use std::cmp::Reverse;

/// How many changes are tried out cell by cell, where corridors alone do not tell.
const TRIED: usize = 3;

/// What stands in the way of a number.
pub(super) enum Trouble {
    /// Nothing that is kept.
    Other(Rejection),
    /// What is kept below, or beside it under a held total.
    Held { at: Address, total: i128, nearest: i128, binding: Vec<(Kept, Bound)> },
    /// A kept number elsewhere that would move; whether it is the only one.
    Elsewhere { kept: Kept, by: i64, alone: bool },
}

impl From<Rejection> for Trouble {
    fn from(rejection: Rejection) -> Self {
        Self::Other(rejection)
    }
}

/// Says a trouble with its holds, and for each the smallest change of it alone that would do.
pub(super) fn rejection(request: &Request, kept: &[Kept], crossed: bool, trouble: Trouble) -> Rejection {
    let slot = (request.slice, request.measure);
    match trouble {
        Trouble::Other(rejection) => rejection,
        Trouble::Held { at, total, nearest, mut binding } => {
            let by = total.abs_diff(nearest).cast_signed();
            let size = |kept: &Kept, bound| if bound == Bound::Low { Some(kept.low) } else { kept.high };
            // The largest changes least for its size.
            binding.sort_by_key(|(kept, bound)| (kept.origin, kept.of, Reverse(size(kept, *bound))));
            binding.dedup_by_key(|(kept, _)| (kept.origin, kept.of));
            binding.sort_by_key(|(kept, bound)| (Reverse(size(kept, *bound)), kept.of));
            let tried = if crossed { TRIED } else { LISTED };
            let named =
                binding.iter().filter_map(|(kept, bound)| Some((hold_of(request.plan, slot, kept)?, kept, *bound)));
            let mut holds: Vec<Binding> = named
                .enumerate()
                .map(|(place, (hold, binds, bound))| {
                    let mine = !hold.reason.is_agreement() && place < tried;
                    let change = if mine { request.repair(kept, crossed, binds, bound, by) } else { None };
                    Binding { hold, change }
                })
                .collect();
            holds.sort_by_key(|binding| binding.change.is_none());
            Rejection::Held { at, total: clamped(total), nearest: clamped(nearest), holds, more: 0 }
        }
        Trouble::Elsewhere { kept: binds, by, .. } => elsewhere(request.plan, slot, &binds, by, |bound, change| {
            request.repair(kept, true, &binds, bound, change).is_some()
        }),
    }
}

/// The same for changes that are given and cannot be made otherwise.
pub(super) fn of_changes(plan: &Plan, slot: (Slice, Measure), trouble: Trouble) -> Rejection {
    match trouble {
        Trouble::Elsewhere { kept, by, alone } => elsewhere(plan, slot, &kept, by, |_, _| alone),
        Trouble::Other(rejection) => rejection,
        Trouble::Held { at, total, nearest, .. } => {
            Rejection::Held { at, total: clamped(total), nearest: clamped(nearest), holds: Vec::new(), more: 0 }
        }
    }
}

fn elsewhere(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    kept: &Kept,
    by: i64,
    does: impl Fn(Bound, i128) -> bool,
) -> Rejection {
    let hold = hold_of(plan, (slice, measure), kept).map(|hold| {
        let after = i128::from(plan.get(slice, measure, kept.at).unwrap_or(0)) + i128::from(by);
        let (bound, distance) = if after < kept.low {
            (Bound::Low, kept.low - after)
        } else {
            (Bound::High, kept.high.map_or(0, |high| after - high))
        };
        let change = (distance > 0 && !hold.reason.is_agreement() && does(bound, distance))
            .then(|| signed(bound, distance))
            .flatten();
        Box::new(Binding { hold, change })
    });
    Rejection::HeldElsewhere { at: kept.of, by, hold }
}

fn signed(bound: Bound, by: i128) -> Option<i64> {
    i64::try_from(if bound == Bound::Low { -by } else { by }).ok()
}

impl Request<'_> {
    /// The change of one bound by `by` if it alone makes the request possible, and one unit less does not.
    fn repair(&self, kept: &[Kept], crossed: bool, binds: &Kept, bound: Bound, by: i128) -> Option<i64> {
        if by == 0 || binds.origin == Origin::Command {
            return None;
        }
        let does = |by: i128| {
            let mut changed = kept.to_vec();
            for kept in changed.iter_mut().filter(|kept| kept.origin == binds.origin && kept.of == binds.of) {
                match bound {
                    Bound::Low if kept.low < by => return false,
                    Bound::Low => kept.low -= by,
                    Bound::High => kept.high = kept.high.map(|high| high + by),
                }
            }
            self.attempt(&changed, crossed, &Cell::new(false)).is_ok()
        };
        // Corridors that lie inside each other move unit by unit, so that less would leave the rest of the distance.
        (does(by) && (!crossed || by == 1 || !does(by - 1))).then(|| signed(bound, by)).flatten()
    }
}
