//! Why every child of a total gets what it gets.

use super::basis::{Basis, preserved};
use super::{Breakdown, Level, held};
use crate::address::Address;
use crate::column::Column;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{ExactShare, Standing, spread_explained};

/// One child's part of a total, and why it is that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplainedChild {
    /// The child.
    pub at: Address,
    /// In proportion to what it takes; only the proportions between children of one total mean anything.
    pub weight: i128,
    /// What it is paid before the rest is shared by weights, rounding units: a repeat's holds, what is already set.
    pub paid: i128,
    /// The least it may get; `None` is no bound.
    pub low: Option<i128>,
    /// The most it may get; `None` is no bound.
    pub high: Option<i128>,
    /// Its real share, what it is paid included.
    pub exact: ExactShare,
    /// What decided the real share.
    pub standing: Standing,
    /// Whether rounding gave it a unit beyond the whole part of its share.
    pub remainder_unit: bool,
    /// What it gets, rounding units.
    pub value: i128,
}

/// Explains the children of `at` if it were assigned `to` by a method: one level; a child is explained by its own value.
///
/// Nothing for a leaf, and nothing of what a held total above moves beside `at`.
///
/// # Errors
/// Those of the assignment, as far as this level decides them.
pub fn explain(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: i64,
    method: &Method,
) -> Result<Vec<ExplainedChild>, Rejection> {
    if plan.outline().is_leaf(at) {
        return Ok(Vec::new());
    }
    let total = i128::from(to);
    let mut kept = held(plan, slice, measure, at);
    kept.extend(preserved(plan, (slice, measure), at, method)?);
    let still = Column::default();
    let basis = Basis::new(plan, (slice, measure), at, to != 0, method)?;
    let breakdown = Breakdown { plan, slice, measure, basis: &basis, moved: &still, around: false };
    let inside = breakdown.inside(at, &kept);
    breakdown.possible(at, total, &inside, None)?;
    let Level { children, fixed, shares, .. } = breakdown.level(at, &inside)?;
    let paid: i128 = fixed.iter().sum();
    let refused = |refusal| breakdown.refused(at, (total, paid), &inside, &refusal);
    let explained = spread_explained(total - paid, &shares).map_err(refused)?;
    let values = basis.spread(total - paid, &shares).map_err(refused)?;
    let child = |index: usize| {
        let (share, explained, paid) = (shares.get(index)?, explained.get(index)?, *fixed.get(index)?);
        let value = *values.get(index)?;
        let bound = |bound: Option<i128>| bound.map(|bound| bound + paid);
        Some(ExplainedChild {
            at: *children.get(index)?,
            weight: share.weight,
            paid,
            low: bound(share.low),
            high: bound(share.high),
            exact: ExactShare { whole: explained.exact.whole + paid, ..explained.exact },
            standing: explained.standing,
            remainder_unit: value > explained.exact.whole,
            value: value + paid,
        })
    };
    Ok((0..children.len()).filter_map(child).collect())
}
