//! Why a spread cannot be done, and the least that would make it possible.

use super::Share;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why no values exist.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Infeasible {
    /// A child that is not held has a weight below 0: proportions between mixed signs mean nothing.
    #[error("child {index} has a negative weight")]
    NegativeWeight {
        /// The child's place.
        index: usize,
    },
    /// A child's lower bound is above its upper bound.
    #[error("child {index} has its lower bound {low} above its upper bound {high}")]
    CrossedBounds {
        /// The child's place.
        index: usize,
        /// Its lower bound.
        low: i128,
        /// Its upper bound.
        high: i128,
    },
    /// Holds and lower bounds already take more than the total.
    #[error("holds and lower bounds take {}, more than the total of {}", .0.bounds(), .0.total)]
    LowsAboveTotal(Certificate),
    /// Holds and upper bounds together take less than the total.
    #[error("holds and upper bounds take {}, less than the total of {}", .0.bounds(), .0.total)]
    HighsBelowTotal(Certificate),
    /// Sums of bounds or weights leave the range of 128 bits.
    #[error("the amounts are too large to add up")]
    Overflow,
}

/// The amounts behind a refusal, in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What was to be spread.
    pub total: i128,
    /// What the held children take.
    pub held: i128,
    /// What the others take at the bound in question.
    pub free: i128,
    /// The single hold or bound that would repair it alone with the smallest relative change, if there is one.
    pub repair: Option<BoundRepair>,
}

impl Certificate {
    /// What holds and bounds take together, which is also the total nearest to the refused one that would do.
    pub fn bounds(&self) -> i128 {
        self.held.saturating_add(self.free)
    }

    /// The smallest change of the total that repairs it: positive to raise it, negative to lower it.
    pub fn change_of_total(&self) -> i128 {
        self.bounds().saturating_sub(self.total)
    }
}

/// One hold or bound, and what it would have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundRepair {
    /// The child's place.
    pub index: usize,
    /// Whether the child is held, so that the repair moves the held value itself.
    pub held: bool,
    /// The value that would do, no further from the present one than needed. It never changes a bound's sign.
    pub value: i128,
}

/// Refuses what cannot be spread.
pub(super) fn check(total: i128, shares: &[Share]) -> Result<(), Infeasible> {
    for (index, share) in shares.iter().enumerate() {
        if let (Some(low), Some(high)) = (share.low, share.high)
            && low > high
        {
            return Err(Infeasible::CrossedBounds { index, low, high });
        }
        if share.weight < 0 && share.held_at().is_none() {
            return Err(Infeasible::NegativeWeight { index });
        }
    }
    if let Some((held, free)) = sums(shares, |share| share.low)?
        && held.checked_add(free).ok_or(Infeasible::Overflow)? > total
    {
        return Err(Infeasible::LowsAboveTotal(certificate(total, held, free, shares, |share| share.low)?));
    }
    if let Some((held, free)) = sums(shares, |share| share.high)?
        && held.checked_add(free).ok_or(Infeasible::Overflow)? < total
    {
        return Err(Infeasible::HighsBelowTotal(certificate(total, held, free, shares, |share| share.high)?));
    }
    Ok(())
}

/// The sums of one kind of bound over held and other children; `None` if one of them has no such bound.
fn sums(shares: &[Share], bound: impl Fn(&Share) -> Option<i128>) -> Result<Option<(i128, i128)>, Infeasible> {
    let mut sums = (0i128, 0i128);
    if shares.iter().any(|share| bound(share).is_none()) {
        return Ok(None);
    }
    for share in shares {
        let sum = if share.held_at().is_some() { &mut sums.0 } else { &mut sums.1 };
        *sum = sum.checked_add(bound(share).unwrap_or(0)).ok_or(Infeasible::Overflow)?;
    }
    Ok(Some(sums))
}

fn certificate(
    total: i128,
    held: i128,
    free: i128,
    shares: &[Share],
    bound: impl Fn(&Share) -> Option<i128>,
) -> Result<Certificate, Infeasible> {
    let change = held.checked_add(free).and_then(|bounds| total.checked_sub(bounds)).ok_or(Infeasible::Overflow)?;
    let mut repair: Option<(u128, BoundRepair)> = None;
    for (index, share) in shares.iter().enumerate() {
        let Some(now) = bound(share) else { continue };
        let Some(value) = now.checked_add(change) else { continue };
        // A bound of 0 has no sign of its own: it may take that of the total.
        let sign = if now == 0 { total.signum() } else { now.signum() };
        let keeps_sign = value == 0 || value.signum() == sign;
        // Every repair moves by the same amount, so the largest bound changes least for its size.
        if keeps_sign && repair.is_none_or(|(size, _)| now.unsigned_abs() > size) {
            let held = share.held_at().is_some();
            repair = Some((now.unsigned_abs(), BoundRepair { index, held, value }));
        }
    }
    Ok(Certificate { total, held, free, repair: repair.map(|(_, repair)| repair) })
}
