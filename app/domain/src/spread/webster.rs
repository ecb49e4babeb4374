//! Webster's divisor method: the next unit goes to the child with the largest weight ÷ (2·units + 1).
//!
//! Also called Sainte-Laguë; Balinski and Young, *Fair Representation* (1982): it favours neither large nor small
//! children, and no child ever loses a unit because the total grows.

use super::water::{self, Filling, Part};
use super::{Infeasible, Share, certificate};
use crate::number::wide::{compare_products, multiply_divide};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A unit that somebody may get next, or may lose first.
struct Claim {
    weight: i128,
    /// Twice the units up to this one, less one.
    divisor: i128,
    index: usize,
}

impl Claim {
    /// Greater is served earlier: larger quotients, then earlier children.
    fn rank(&self, other: &Self) -> Ordering {
        compare_products(self.weight, other.divisor, other.weight, self.divisor).then(other.index.cmp(&self.index))
    }
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

/// Spreads units of a total of 0 or more so that no child has fewer when the total is larger.
///
/// A lower bound below 0, or none, counts as 0. Weights of 0 and exhausted weights are treated as by
/// [`super::spread`]; a value may be a unit or more away from the real share.
///
/// # Errors
/// As [`super::spread`] for the same bounds.
pub fn top_up(total: i128, shares: &[Share]) -> Result<Vec<i128>, Infeasible> {
    let from_zero = |share: &Share| match share.held_at() {
        Some(_) => *share,
        None => Share { low: Some(share.low.unwrap_or(0).max(0)), ..*share },
    };
    let shares: Vec<Share> = shares.iter().map(from_zero).collect();
    certificate::check(total, &shares)?;
    let filling = water::fill(total, &shares)?;
    let phase = phase(&shares, &filling);
    let mut values = Vec::with_capacity(shares.len());
    let mut missing = total;
    for (part, weight) in filling.parts.iter().zip(&phase.weights) {
        let value = match *weight {
            0 => part.base,
            _ => nearest(part, &filling).ok_or(Infeasible::Overflow)?,
        };
        missing = missing.checked_sub(value).ok_or(Infeasible::Overflow)?;
        values.push(value);
    }
    settle(&mut values, missing, &shares, &phase);
    Ok(values)
}

/// What the units are handed out by: the weights; or, once these are exhausted, the room of those without weight.
struct Phase {
    /// 0 takes no part.
    weights: Vec<i128>,
    /// Where counting starts: what each child has before the first unit.
    starts: Vec<i128>,
}

fn phase(shares: &[Share], filling: &Filling) -> Phase {
    let free = |share: &&Share| share.held_at().is_none();
    let weightless = shares.iter().filter(free).all(|share| share.weight == 0);
    let weight = |share: &Share| if weightless { 1 } else { share.weight };
    // The water pours over exactly when something flows to a child without weight.
    let over =
        filling.flow != 0 && filling.parts.iter().zip(shares).any(|(part, share)| part.part > 0 && weight(share) == 0);
    let counts = |share: &Share| share.held_at().is_none() && (weight(share) > 0) != over;
    let weights = shares.iter().zip(&filling.parts).map(|(share, part)| match (counts(share), over) {
        (false, _) => 0,
        (true, true) => part.part,
        (true, false) => weight(share),
    });
    let starts = filling.parts.iter().map(|part| if over { part.base } else { 0 });
    Phase { weights: weights.collect(), starts: starts.collect() }
}

/// The real share rounded to the nearest unit, halves up: all units whose quotient reaches the level.
fn nearest(part: &Part, filling: &Filling) -> Option<i128> {
    let (flow, divisor) = (filling.flow.unsigned_abs(), filling.divisor.unsigned_abs());
    let (whole, rest) = multiply_divide(part.part.unsigned_abs(), flow, divisor)?;
    let whole = i128::try_from(whole).ok()?.checked_add(i128::from(rest >= divisor - rest))?;
    part.base.checked_add(whole)
}

/// Hands out what is missing, or takes back what is too much, in the order of the quotients.
fn settle(values: &mut [i128], mut missing: i128, shares: &[Share], phase: &Phase) {
    let give = missing > 0;
    let claim = |values: &[i128], index: usize| {
        let (share, weight, value) = (shares.get(index)?, *phase.weights.get(index)?, *values.get(index)?);
        let units = value - phase.starts.get(index)?;
        let room = match give {
            true => share.high.is_none_or(|high| value < high),
            false => share.low.is_none_or(|low| value > low) && units > 0,
        };
        let divisor = if give { 2 * units + 1 } else { 2 * units - 1 };
        (weight > 0 && room).then_some(Claim { weight, divisor, index })
    };
    let mut next = Vec::new();
    next.extend((0..values.len()).filter_map(|index| claim(values, index)));
    let step = missing.signum();
    if give {
        let mut heap = BinaryHeap::from(next);
        while missing != 0
            && let Some(Claim { index, .. }) = heap.pop()
        {
            values[index] += step;
            missing -= step;
            heap.extend(claim(values, index));
        }
    } else {
        let mut heap: BinaryHeap<_> = next.into_iter().map(std::cmp::Reverse).collect();
        while missing != 0
            && let Some(std::cmp::Reverse(Claim { index, .. })) = heap.pop()
        {
            values[index] += step;
            missing -= step;
            heap.extend(claim(values, index).map(std::cmp::Reverse));
        }
    }
}
