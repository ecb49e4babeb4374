//! The year of one unit, product and channel spread over its quarters and their months, in 64 bits and without a branch
//! for each month: most of the work of a large spread is done here.

use crate::dimension::ROOT;
use crate::outline::Outline;
use crate::spread::proportion::{EXACT_BITS, WHOLE, share_exact};

/// Quarters of a year.
pub(super) const QUARTERS: usize = 4;
const MONTHS: usize = 3;
/// Leaf periods of a year.
pub(super) const YEAR: usize = QUARTERS * MONTHS;

/// Whether the periods are four quarters of three months.
pub(super) fn has_quarters(outline: &Outline) -> bool {
    let periods = &outline.periods;
    let quarter = |quarter| {
        periods.children(quarter).count() == MONTHS && periods.children(quarter).all(|month| periods.is_leaf(month))
    };
    periods.children(ROOT).count() == QUARTERS && periods.children(ROOT).all(quarter)
}

/// The sums of the quarters of a year.
pub(super) fn quarters(year: &[i64; YEAR]) -> [i64; QUARTERS] {
    let sum = |quarter: usize| (0..MONTHS).fold(0i64, |sum, month| sum.wrapping_add(year[quarter * MONTHS + month]));
    std::array::from_fn(sum)
}

/// The sum of some quarters.
pub(super) fn sum(quarters: &[i64; QUARTERS]) -> i64 {
    quarters.iter().fold(0, |sum, number| sum.wrapping_add(*number))
}

/// What the months get of a total; of the weights, which add up to `quarters`, those of held months become 0. `None` where
/// some quarter or month has no weight to go by, a hold binds more than itself, or the numbers are too large for this.
#[inline(always)]
pub(super) fn spread(
    total: i64,
    weights: &mut [i64; YEAR],
    quarters: &[i64; QUARTERS],
    held: Option<(&[i64; YEAR], u64)>,
) -> Option<[i64; YEAR]> {
    if weights.iter().fold(total, |any, number| any | number) >> EXACT_BITS != 0 {
        return None;
    }
    let mut totals = match split_floats(total, quarters) {
        Some(totals) => totals,
        None => split(total, quarters)?,
    };
    if let Some((held, holds)) = held {
        for (place, weight) in weights.iter_mut().enumerate() {
            *weight &= i64::from(holds & 1 << place != 0).wrapping_sub(1);
        }
        // Below the low the rest is negative, and refused.
        totals.iter_mut().zip(self::quarters(held)).for_each(|(total, low)| *total -= low);
    }
    let mut months = match split_quarters(&totals, weights) {
        Some(months) => months,
        None => {
            let mut months = [0; YEAR];
            let weights = weights.chunks_exact(MONTHS);
            for ((months, weights), total) in months.chunks_exact_mut(MONTHS).zip(weights).zip(totals) {
                months.copy_from_slice(&split(total, <&[i64; MONTHS]>::try_from(weights).ok()?)?);
            }
            months
        }
    };
    if let Some((held, _)) = held {
        // What is not held is 0 there, and what is held has got 0 here.
        months.iter_mut().zip(held).for_each(|(month, held)| *month += held);
    }
    Some(months)
}

/// Products below this are exact in floating-point numbers, and a quotient is off by less than half of one divided by
/// the sum.
const EXACT: f64 = (1u64 << 49) as f64;

/// What [`split`] gives, in floating-point numbers; `None` where a product could be inexact in those, or there is no
/// weight.
#[inline(always)]
fn split_floats<const N: usize>(total: i64, weights: &[i64; N]) -> Option<[i64; N]> {
    let (floats, whole) = (weights.map(float), float(total));
    let sum: f64 = floats.iter().sum();
    if !((sum >= 1.0) & (sum * whole < EXACT)) {
        return None;
    }
    let share = Shares::of(whole, sum);
    let (mut shares, mut after) = ([0; N], [0.0; N]);
    for place in 0..N {
        (shares[place], after[place]) = share.of_weight(floats[place]);
    }
    let mut ranks = [0; N];
    for first in 0..N {
        for second in first + 1..N {
            let less = is_less(after[first], after[second]);
            ranks[first] += less;
            ranks[second] += 1 - less;
        }
    }
    let missing = shares.iter().fold(total, |missing, share| missing - share);
    for place in 0..N {
        shares[place] += one_more(ranks[place], missing);
    }
    Some(shares)
}

/// The shares of a total among weights of a sum, guessed.
struct Shares {
    total: f64,
    sum: f64,
    ratio: f64,
    down: f64,
}

impl Shares {
    // Quotients are multiples of one divided by the sum: with half of one more, none is guessed below what it is.
    #[inline(always)]
    fn of(total: f64, sum: f64) -> Self {
        let inverse = 1.0 / sum;
        Self { total, sum, ratio: total * inverse, down: inverse * 0.5 - 0.5 }
    }

    /// The quotient, and what the division leaves.
    #[inline(always)]
    fn of_weight(&self, weight: f64) -> (i64, f64) {
        let guess = weight * self.ratio + self.down + NEAREST;
        let quotient = guess.to_bits().wrapping_sub(NEAREST.to_bits()).cast_signed();
        (quotient, weight * self.total - (guess - NEAREST) * self.sum)
    }
}

/// 1 for the ranks below what is missing, else 0.
#[inline(always)]
fn one_more(rank: i64, missing: i64) -> i64 {
    ((rank - missing).cast_unsigned() >> 63).cast_signed()
}

/// What [`split`] gives for each quarter, all of them side by side in floating-point numbers; `None` where a product
/// could be inexact in those, or a quarter cannot be split.
#[inline(always)]
fn split_quarters(totals: &[i64; QUARTERS], weights: &[i64; YEAR]) -> Option<[i64; YEAR]> {
    let [first, second, third] = std::array::from_fn::<[f64; QUARTERS], MONTHS, _>(|month| {
        std::array::from_fn(|quarter| float(weights[quarter * MONTHS + month]))
    });
    let sums: [f64; QUARTERS] = std::array::from_fn(|quarter| first[quarter] + second[quarter] + third[quarter]);
    let floats: [f64; QUARTERS] = totals.map(float);
    let mut fits = true;
    for quarter in 0..QUARTERS {
        fits &= (sums[quarter] >= 1.0) & (sums[quarter] * floats[quarter] < EXACT);
    }
    if !fits {
        return None;
    }
    let mut months = [0; YEAR];
    for quarter in 0..QUARTERS {
        let share = Shares::of(floats[quarter], sums[quarter]);
        let (a, after_a) = share.of_weight(first[quarter]);
        let (b, after_b) = share.of_weight(second[quarter]);
        let (c, after_c) = share.of_weight(third[quarter]);
        let missing = totals[quarter] - a - b - c;
        let (a_b, a_c, b_c) = (is_less(after_a, after_b), is_less(after_a, after_c), is_less(after_b, after_c));
        months[quarter * MONTHS] = a + one_more(a_b + a_c, missing);
        months[quarter * MONTHS + 1] = b + one_more(1 - a_b + b_c, missing);
        months[quarter * MONTHS + 2] = c + one_more(2 - a_c - b_c, missing);
    }
    Some(months)
}

/// What is added to this is rounded to a whole number, which then stands in the last bits.
const NEAREST: f64 = (3u64 << 51) as f64;

/// 1 where one number is less than another, else 0; without a branch, also in a browser.
fn is_less(one: f64, other: f64) -> i64 {
    ((one - other).to_bits() >> 63).cast_signed()
}

/// A whole number from 0 on, below 2^51, as a floating-point one.
fn float(number: i64) -> f64 {
    f64::from_bits(number.cast_unsigned() | WHOLE.to_bits()) - WHOLE
}

/// Shares of a total by the largest remainder; `None` where there is no weight.
fn split<const N: usize>(total: i64, weights: &[i64; N]) -> Option<[i64; N]> {
    let sum = weights.iter().sum::<i64>();
    if sum <= 0 || total >> EXACT_BITS != 0 {
        return None;
    }
    let ratio = total as f64 / sum as f64;
    let (mut shares, mut remainders) = ([0; N], [0; N]);
    let mut missing = total;
    for place in 0..N {
        (shares[place], remainders[place]) = share_exact(weights[place], total, sum, ratio);
        missing -= shares[place];
    }
    // A unit goes to each whose rank among the remainders, the first of equal ones first, is below what is missing.
    let mut ranks = [0; N];
    for first in 0..N {
        for second in first + 1..N {
            let before = i64::from(remainders[first] >= remainders[second]);
            ranks[second] += before;
            ranks[first] += 1 - before;
        }
    }
    for place in 0..N {
        shares[place] += i64::from(ranks[place] < missing);
    }
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::{Share, spread};
    use proptest::prelude::*;

    /// Numbers of every length up to the largest that are split here, and some that lie close together.
    fn number() -> impl Strategy<Value = i64> {
        (0..=EXACT_BITS, any::<i64>(), 0..3i64)
            .prop_map(|(bits, number, less)| ((number & ((1 << bits) - 1)) - less).max(0))
    }

    /// The exact spread over children without bounds.
    fn exact(total: i64, weights: &[i64]) -> Vec<i64> {
        let share = |weight: &i64| Share { weight: (*weight).into(), low: None, high: None };
        let shares: Vec<Share> = weights.iter().map(share).collect();
        spread(total.into(), &shares).unwrap().into_iter().map(|share| i64::try_from(share).unwrap()).collect()
    }

    proptest! {
        #[test]
        fn a_split_is_exact(total in number(), weights in [number(), number(), number(), number()]) {
            if let Some(shares) = split(total, &weights) {
                prop_assert_eq!(shares.to_vec(), exact(total, &weights));
            }
        }

        #[test]
        fn a_split_in_floating_point_numbers_is_exact(
            total in number(), scale in 0..EXACT_BITS, weights in [number(), number(), number(), number()],
        ) {
            let (total, weights) = (total >> scale, weights.map(|weight| weight >> (EXACT_BITS - scale)));
            if let Some(shares) = split_floats(total, &weights) {
                prop_assert_eq!(shares.to_vec(), exact(total, &weights));
            }
        }

        #[test]
        fn quarters_side_by_side_are_exact(
            totals in [number(), number(), number(), number()],
            scale in 0..EXACT_BITS,
            weights in prop::array::uniform12(number()),
        ) {
            // Products are as large as they may be only where totals and weights are not both large.
            let totals = totals.map(|total| total >> scale);
            let weights = weights.map(|weight| weight >> (EXACT_BITS - scale));
            if let Some(months) = split_quarters(&totals, &weights) {
                let quarters = totals.iter().zip(weights.chunks_exact(MONTHS));
                let exact: Vec<i64> = quarters.flat_map(|(total, weights)| exact(*total, weights)).collect();
                prop_assert_eq!(months.to_vec(), exact);
            }
        }
    }
}
