//! Spreading a total over the children of one parent: real shares by water-filling, then the bounded largest remainder.
//!
//! Everything is exact. A child's place in the slice is its stable key: it breaks ties, and nothing else does,
//! so callers list the children in an order that does not depend on what is on the screen.

mod certificate;
pub(crate) mod proportion;
mod rounding;
mod water;
mod webster;
mod weights;

pub use certificate::{BoundRepair, Certificate, Infeasible};
pub use webster::top_up;
pub use weights::{NoWeights, blend, magnitude, proportional};

use serde::{Deserialize, Serialize};

/// One child of a spread, in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// In proportion to what it takes, at any scale; 0 or more. Not looked at when the child is held.
    pub weight: i128,
    /// The least it may get; `None` is no bound.
    pub low: Option<i128>,
    /// The most it may get; `None` is no bound. A child whose two bounds are equal is held.
    pub high: Option<i128>,
}

impl Share {
    /// A child without bounds.
    pub fn free(weight: i128) -> Self {
        Self { weight, low: None, high: None }
    }

    /// A child that keeps its value.
    pub fn held(value: i128) -> Self {
        Self { weight: 0, low: Some(value), high: Some(value) }
    }

    /// A child with a corridor.
    pub fn within(weight: i128, low: i128, high: i128) -> Self {
        Self { weight, low: Some(low), high: Some(high) }
    }

    /// The value it is held at, if it is.
    pub fn held_at(&self) -> Option<i128> {
        self.low.filter(|_| self.low == self.high)
    }

    /// The value nearest to `value` inside the corridor.
    fn clamp(&self, value: i128) -> i128 {
        let raised = self.low.map_or(value, |low| value.max(low));
        self.high.map_or(raised, |high| raised.min(high))
    }
}

/// What decided a child's real share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It is held.
    Held,
    /// Its lower bound.
    AtLow,
    /// Its upper bound.
    AtHigh,
    /// Its weight; or, for a weight of 0 among others, its headroom.
    Free,
}

/// A real share as a mixed number in lowest terms: `whole + numerator ÷ denominator`.
///
/// The fraction is less than 1 in size and points away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactShare {
    /// The share without its fraction, rounding units.
    pub whole: i128,
    /// Above the line; negative where the share is.
    pub numerator: i128,
    /// Below the line; always positive.
    pub denominator: i128,
}

impl ExactShare {
    /// As one fraction, numerator first; `None` when its numerator does not fit.
    pub fn fraction(&self) -> Option<(i128, i128)> {
        let numerator = self.whole.checked_mul(self.denominator)?.checked_add(self.numerator)?;
        Some((numerator, self.denominator))
    }
}

/// One child's part, and why it is that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// What it gets, rounding units.
    pub value: i128,
    /// What it would get if units could be split; less than one unit away.
    pub exact: ExactShare,
    /// What decided the real share.
    pub standing: Standing,
    /// Whether it got one of the units that rounding left over.
    pub remainder_unit: bool,
}

/// Spreads `total` over the children: the values add up to it exactly and keep every bound.
///
/// Each value is less than one unit away from the child's real share. Spreading the negated total over negated
/// bounds gives the negated values. With all weights zero the children count equally. Where those with a weight
/// are exhausted the rest goes to those without, in proportion to their headroom, equally if it has no end.
///
/// # Errors
/// [`Infeasible`] when no such values exist, with what would repair it; nothing is ever clipped.
pub fn spread(total: i128, shares: &[Share]) -> Result<Vec<i128>, Infeasible> {
    let filling = water::fill(total, shares)?;
    let rounded = rounding::round(total, &filling)?;
    Ok(rounded.iter().map(rounding::Rounded::value).collect())
}

/// [`spread`] with the reasons for each child.
///
/// # Errors
/// As [`spread`].
pub fn spread_explained(total: i128, shares: &[Share]) -> Result<Vec<Explained>, Infeasible> {
    let filling = water::fill(total, shares)?;
    let rounded = rounding::round(total, &filling)?;
    let explain = |(part, rounded): (&water::Part, &rounding::Rounded)| Explained {
        value: rounded.value(),
        exact: rounded.exact(filling.divisor),
        standing: part.standing,
        remainder_unit: rounded.unit != 0,
    };
    Ok(filling.parts.iter().zip(&rounded).map(explain).collect())
}
