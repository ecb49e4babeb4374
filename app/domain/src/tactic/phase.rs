//! Phasing: in which proportion a tactic's totals lie over the months of the cycle.

use super::day::days;
use super::effect::Months;
use super::{Activity, Profile};
use crate::address::Address;
use crate::calendar::{Month, month_period};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::spread::{Share, spread};

/// One month: a number that 28, 29, 30 and 31 divide, so that parts of months are whole numbers.
pub(super) const WHOLE_MONTH: i128 = 4 * 7 * 29 * 3 * 5 * 31;

/// A weight for each month of the cycle.
pub(super) type Weights = [i128; 12];

/// The months inside the dates, a whole one as [`WHOLE_MONTH`], others by their days.
pub(super) fn active(activity: &Activity, start: Month) -> Weights {
    std::array::from_fn(|index| {
        let month = start.plus(index as i32);
        let length = days(month);
        let first = if activity.start.month < month { 1 } else { activity.start.day };
        let last = if activity.end.month > month { length } else { activity.end.day.min(length) };
        let outside = activity.start.month > month || activity.end.month < month || first > last;
        let inside = if outside { 0 } else { last + 1 - first };
        i128::from(inside) * (WHOLE_MONTH / i128::from(length))
    })
}

/// The weights of a tactic's profile.
pub(super) fn profiled(plan: &Plan, activity: &Activity, active: &Weights) -> Weights {
    let months = active.iter().filter(|days| **days > 0).count() as i128;
    let mut place = 0;
    let shape: Weights = match activity.profile {
        Profile::Even => return *active,
        Profile::Season => season(plan, activity.at),
        Profile::Rising | Profile::Falling => std::array::from_fn(|index| {
            place += i128::from(active[index] > 0);
            if activity.profile == Profile::Rising { place } else { months + 1 - place }
        }),
    };
    let weights: Weights = std::array::from_fn(|index| active[index] * shape[index]);
    if weights.iter().any(|weight| *weight > 0) { weights } else { *active }
}

/// Revenue by month where a tactic acts: the baseline, else last year; a month that loses counts nothing.
fn season(plan: &Plan, at: Address) -> Weights {
    let of = |slice| -> Weights {
        std::array::from_fn(|index| {
            let at = Address { period: month_period(index as u8), ..at };
            plan.get(slice, Measure::Revenue, at).unwrap_or(0).max(0).into()
        })
    };
    let baseline = of(Slice::Baseline);
    if baseline.iter().any(|weight| *weight > 0) { baseline } else { of(Slice::LastYear) }
}

/// Lays a total over the months by the largest remainder, so that they add up to it; `None` where it is too large.
pub(super) fn months(total: i64, weights: &Weights) -> Option<Months> {
    let mut months = Months::default();
    if total != 0 && weights.iter().any(|weight| *weight > 0) {
        let shares: Vec<Share> = weights.iter().map(|weight| Share::free(*weight)).collect();
        for (month, part) in months.iter_mut().zip(spread(total.into(), &shares).ok()?) {
            *month = i64::try_from(part).ok()?;
        }
    }
    Some(months)
}
