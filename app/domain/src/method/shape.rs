//! Shapes over the months of a cycle, as integer weights.

use crate::entry::Ratio;
use crate::number::wide::multiply_divide_half_even;
use serde::{Deserialize, Serialize};

/// Months of a cycle.
pub(crate) const MONTHS: usize = 12;

/// Weights up to this leave room for their sums over a large board.
const LARGEST: u128 = 1 << 96;

/// A straight line over months of the cycle; months outside it take nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The first month, 0 to 11.
    pub start: u8,
    /// The last month, 0 to 11; not before the first.
    pub end: u8,
    /// The number of the first month, rounding units, 0 or more.
    pub first: i64,
    /// The number of the last month, rounding units, 0 or more.
    pub last: i64,
}

impl Line {
    /// One weight for each month: its real number times the number of steps, so that all are integers.
    ///
    /// `None` when the line is not inside the cycle or not 0 or more.
    pub fn weights(&self) -> Option<[i128; MONTHS]> {
        let (start, end) = (usize::from(self.start), usize::from(self.end));
        if start > end || end >= MONTHS || self.first < 0 || self.last < 0 {
            return None;
        }
        let steps = i128::from(self.end - self.start).max(1);
        let mut weights = [0; MONTHS];
        for (step, weight) in (0..).zip(&mut weights[start..=end]) {
            *weight = i128::from(self.first) * (steps - step) + i128::from(self.last) * step;
        }
        Some(weights)
    }

    /// The sum of the line's months in rounding units, half to even.
    pub fn total(&self) -> Option<i128> {
        let steps = u128::from(self.end.checked_sub(self.start)?).max(1);
        let sum: i128 = self.weights()?.iter().sum();
        multiply_divide_half_even(sum.unsigned_abs(), 1, steps).and_then(|total| i128::try_from(total).ok())
    }
}

/// One weight for each month of a cycle, each `factor` times the one before.
///
/// Exact where the eleventh power's terms have at most 96 bits, as for percentages without decimals up to 300; beyond
/// that each step is rounded half to even at 2⁻⁶⁰ of the largest weight or finer. `None` for a factor that is not
/// positive or takes the year out of that range.
pub(crate) fn growth(factor: Ratio) -> Option<[i128; MONTHS]> {
    let (above, below) = (u128::try_from(factor.numerator()).ok()?, factor.denominator().unsigned_abs());
    if above == 0 {
        return None;
    }
    let exact = |base: u128| base.checked_pow(MONTHS as u32 - 1).filter(|power| *power <= LARGEST);
    let start = match (exact(above), exact(below)) {
        (Some(_), Some(scale)) => scale,
        // Shrinking weights start high, growing ones low enough for their last.
        _ if above < below => LARGEST,
        _ => LARGEST >> 36,
    };
    let mut weights = [0; MONTHS];
    let mut weight = start;
    for place in &mut weights {
        if weight == 0 || weight > LARGEST {
            return None;
        }
        *place = i128::try_from(weight).ok()?;
        weight = multiply_divide_half_even(weight, above, below)?;
    }
    Some(weights)
}
