//! From real shares to whole units: towards zero, then the missing units by the largest remainder.

use super::water::{Filling, Part};
use super::{ExactShare, Infeasible};
use crate::number::wide::{greatest_common_divisor, multiply_divide};

/// One child's share in whole units.
pub(super) struct Rounded {
    /// The real share towards zero.
    whole: i128,
    /// What was cut off, in parts of the common divisor, with its sign; the size is below the divisor.
    remainder: i128,
    /// The unit it got back: 1, 0 or −1.
    pub(super) unit: i128,
}

impl Rounded {
    /// What the child gets. A whole share with a remainder lies strictly inside its bounds, so this cannot overflow.
    pub(super) fn value(&self) -> i128 {
        self.whole.saturating_add(self.unit)
    }

    /// The real share in lowest terms.
    pub(super) fn exact(&self, divisor: i128) -> ExactShare {
        let common = greatest_common_divisor(self.remainder.unsigned_abs(), divisor.unsigned_abs());
        let common = i128::try_from(common).unwrap_or(1).max(1);
        ExactShare { whole: self.whole, numerator: self.remainder / common, denominator: divisor / common }
    }
}

/// Rounds all shares so that they add up to `total`.
pub(super) fn round(total: i128, filling: &Filling) -> Result<Vec<Rounded>, Infeasible> {
    let mut rounded = Vec::with_capacity(filling.parts.len());
    let mut missing = total;
    for part in &filling.parts {
        let child = truncate(part, filling).ok_or(Infeasible::Overflow)?;
        missing = missing.checked_sub(child.whole).ok_or(Infeasible::Overflow)?;
        rounded.push(child);
    }
    // A bound is an integer, so a share with a fraction has room for the whole unit.
    let mut claims: Vec<usize> = (0..rounded.len()).filter(|&index| rounded[index].remainder != 0).collect();
    let size = |index: usize| rounded[index].remainder.unsigned_abs();
    claims.sort_by(|&a, &b| size(b).cmp(&size(a)).then(a.cmp(&b)));
    let units = usize::try_from(missing.unsigned_abs()).map_err(|_| Infeasible::Overflow)?;
    for index in claims.into_iter().take(units) {
        rounded[index].unit = missing.signum();
    }
    Ok(rounded)
}

/// The share towards zero; a flow and the base it reaches have the same sign.
fn truncate(part: &Part, filling: &Filling) -> Option<Rounded> {
    let (flow, divisor) = (filling.flow.unsigned_abs(), filling.divisor.unsigned_abs());
    let (quotient, remainder) = multiply_divide(part.part.unsigned_abs(), flow, divisor)?;
    let sign = filling.flow.signum();
    let whole = part.base.checked_add(i128::try_from(quotient).ok()?.checked_mul(sign)?)?;
    Some(Rounded { whole, remainder: i128::try_from(remainder).ok()?.checked_mul(sign)?, unit: 0 })
}
