//! Overlap: what tactics bring together where they act on the same audience.
//!
//! In one leaf cell (unit, product, channel, month) the tactic that brings most for each part of the audience it takes
//! comes first; every other one acts on the part of the audience that those before it have left, as if responses were
//! independent of each other. That order gives the largest sum of all orders, so that the result is at least the largest
//! single effect, at most the sum of all, and does not depend on the order in which they are listed. Two tactics on two
//! different named segments do not meet; one without a segment meets all. Costs are not reduced: both are paid.

use crate::number::wide::compare_products;
use std::cmp::Ordering;

/// The whole audience.
pub const SHARE: i64 = 1_000_000_000_000_000;

/// What one tactic would bring to a leaf cell on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Revenue, in rounding units; 0 or more.
    pub revenue: i64,
    /// Pieces.
    pub units: i64,
    /// Cost of goods, in rounding units.
    pub cost_of_goods: i64,
    /// The part of the audience that responds in that month, in parts of [`SHARE`].
    pub share: i64,
    /// The segment; `None` is everybody.
    pub segment: Option<&'a str>,
}

impl Claim<'_> {
    fn meets(&self, other: &Self) -> bool {
        match (self.segment, other.segment) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => true,
        }
    }

    /// Who comes first; equal only where both are the same in all that counts.
    fn order(&self, other: &Self) -> Ordering {
        let product = |one: &Self, other: &Self| (one.revenue.into(), other.share.into());
        let ((a, b), (c, d)) = (product(self, other), product(other, self));
        (self.revenue == 0)
            .cmp(&(other.revenue == 0))
            .then_with(|| compare_products(c, d, a, b))
            .then_with(|| (other.revenue, other.share).cmp(&(self.revenue, self.share)))
            .then_with(|| self.segment.is_none().cmp(&other.segment.is_none()))
            .then_with(|| self.segment.cmp(&other.segment))
            .then_with(|| (other.units, other.cost_of_goods).cmp(&(self.units, self.cost_of_goods)))
    }

    fn times(&self, left: i64) -> Self {
        let part = |number: i64| (i128::from(number) * i128::from(left)).div_euclid(SHARE.into()) as i64;
        Self { revenue: part(self.revenue), units: part(self.units), cost_of_goods: part(self.cost_of_goods), ..*self }
    }
}

/// What each tactic brings beside the others, in the order given. Parts are rounded down; a unit that rounding took from
/// the largest single effect is given back to it.
pub fn net<'a>(claims: &[Claim<'a>]) -> Vec<Claim<'a>> {
    let mut net = claims.to_vec();
    if claims.len() < 2 {
        return net;
    }
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|one, other| claims[*one].order(&claims[*other]));
    for (place, index) in order.iter().enumerate() {
        let claim = &claims[*index];
        let before = order[..place].iter().map(|other| &claims[*other]).filter(|other| claim.meets(other));
        let left = before.fold(SHARE, |left, other| {
            let untaken = SHARE - other.share.clamp(0, SHARE);
            (i128::from(left) * i128::from(untaken) / i128::from(SHARE)) as i64
        });
        net[*index] = claim.times(left);
    }
    let sum: i128 = net.iter().map(|claim| i128::from(claim.revenue)).sum();
    let largest = order.iter().copied().reduce(
        |best, next| {
            if claims[next].revenue > claims[best].revenue { next } else { best }
        },
    );
    if let Some(largest) = largest {
        let short = i128::from(claims[largest].revenue) - sum;
        net[largest].revenue += i64::try_from(short.max(0)).unwrap_or(0);
    }
    net
}
