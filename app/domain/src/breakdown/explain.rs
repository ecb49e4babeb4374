//! Why every child of a total gets what it gets.

use super::certificate::{self, Trouble};
use super::corridor::split;
use super::kept::Kept;
use super::{Breakdown, Division, Request, request};
use crate::address::Address;
use crate::column::Column;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{ExactShare, Standing, spread_explained};
use std::cell::Cell;

/// One child's part of a total, and why it is that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplainedChild {
    /// The child.
    pub at: Address,
    /// In proportion to what it takes; only the proportions between children of one total mean anything.
    pub weight: i128,
    /// What it is paid before the rest is shared by weights, rounding units: a repeat's holds, what is already set.
    pub paid: i128,
    /// The least it may get.
    pub low: i128,
    /// The most it may get; `None` is no bound.
    pub high: Option<i128>,
    /// Its real share, what it is paid included.
    pub exact: ExactShare,
    /// What decided the real share.
    pub standing: Standing,
    /// Units that rounding gave it beyond the whole part of its share: 0 or 1, unless it tops up.
    pub odd_units: i128,
    /// What it gets, rounding units.
    pub value: i128,
}

/// Explains the children of a node if a number at `at` were assigned by a method; the node is `at` itself or a total that
/// its numbers come through on their way down. Nothing for any other node, and nothing of what a held total above
/// moves beside `at`.
///
/// # Errors
/// Those of the assignment, as far as the levels down to the node decide them.
pub fn explain(
    plan: &Plan,
    slot: (Slice, Measure),
    at: Address,
    to: i64,
    method: &Method,
    node: Address,
) -> Result<Vec<ExplainedChild>, Rejection> {
    let (request, kept) = request(plan, slot, at, Some(to), method, &[])?;
    let crossed = Cell::new(false);
    let explained = request.explain(&kept, &crossed, node);
    explained.map_err(|trouble| certificate::rejection(&request, &kept, crossed.get(), trouble))
}

impl Request<'_> {
    fn explain(&self, kept: &[Kept], crossed: &Cell<bool>, node: Address) -> Result<Vec<ExplainedChild>, Trouble> {
        let still = Column::default();
        let Self { plan, slice, measure, ref basis, .. } = *self;
        let breakdown = Breakdown { plan, slice, measure, basis, moved: &still, around: false, crossed };
        let (mut at, mut total) = (self.at, i128::from(self.to.unwrap_or(0)));
        let mut inside = breakdown.windows(at, kept);
        self.possible(&breakdown, &inside, &self.levels(&breakdown, kept))?;
        while !plan.outline().is_leaf(at) && plan.outline().contains(at, node) {
            let below = split(at, &inside).1;
            let division = breakdown.division(at, below)?;
            let children = breakdown.explained(at, total, below, &division)?;
            if at == node {
                return Ok(children);
            }
            let towards = children.iter().position(|child| plan.outline().contains(child.at, node));
            let Some((place, child)) = towards.and_then(|place| Some((place, children.get(place)?))) else { break };
            (at, total) = (child.at, child.value);
            inside = division.inside.get(place).cloned().unwrap_or_default();
        }
        Ok(Vec::new())
    }
}

impl Breakdown<'_> {
    fn explained(
        &self,
        at: Address,
        total: i128,
        kept: &[Kept],
        division: &Division,
    ) -> Result<Vec<ExplainedChild>, Trouble> {
        let Division { children, fixed, shares, .. } = division;
        let paid: i128 = fixed.iter().sum();
        let refused = |refusal| self.refused(at, (total, paid), kept, &refusal);
        let explained = spread_explained(total - paid, shares).map_err(refused)?;
        let values = self.basis.spread(total - paid, shares).map_err(refused)?;
        let parts = children.iter().zip(fixed).zip(shares).zip(explained.iter().zip(values));
        let explained = parts.map(|(((at, paid), share), (explained, value))| ExplainedChild {
            at: *at,
            weight: share.weight,
            paid: *paid,
            low: share.low.unwrap_or(0) + paid,
            high: share.high.map(|high| high + paid),
            exact: ExactShare { whole: explained.exact.whole + paid, ..explained.exact },
            standing: explained.standing,
            odd_units: value - explained.exact.whole,
            value: value + paid,
        });
        Ok(explained.collect())
    }
}
