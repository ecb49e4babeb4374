//! The year of one unit, product and channel spread over its quarters and their months, in 64 bits and without a branch
//! for each month: most of the work of a large spread is done here.

use crate::dimension::ROOT;
use crate::outline::Outline;
use crate::spread::proportion::{EXACT_BITS, WHOLE, share_exact};

const QUARTERS: usize = 4;
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

/// The sum of a year.
pub(super) fn sum(year: &[i64; YEAR]) -> i64 {
    year.iter().fold(0, |sum, number| sum.wrapping_add(*number))
}

/// What the months get of a total; of the weights, those of held months become 0. `None` where some quarter or month
/// has no weight to go by, a hold binds more than itself, or the numbers are too large for this.
pub(super) fn spread(total: i64, weights: &mut [i64; YEAR], held: Option<(&[i64; YEAR], u64)>) -> Option<[i64; YEAR]> {
    if weights.iter().fold(total, |any, number| any | number) >> EXACT_BITS != 0 {
        return None;
    }
    let mut quarters = [0; QUARTERS];
    for (quarter, months) in quarters.iter_mut().zip(weights.chunks_exact(MONTHS)) {
        *quarter = months.iter().sum();
    }
    let mut lows = [0; QUARTERS];
    if let Some((held, holds)) = held {
        for place in 0..YEAR {
            weights[place] &= free(holds, place);
            lows[place / MONTHS] += held[place] & !free(holds, place);
        }
    }
    let mut totals = split(total, &quarters)?;
    // Below the low the rest is negative, and refused.
    totals.iter_mut().zip(lows).for_each(|(total, low)| *total -= low);
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
    if let Some((held, holds)) = held {
        for place in 0..YEAR {
            months[place] = months[place] & free(holds, place) | held[place] & !free(holds, place);
        }
    }
    Some(months)
}

/// What [`split`] gives for each quarter, all of them side by side in floating-point numbers; `None` where a product
/// could be inexact in those, or a quarter cannot be split.
fn split_quarters(totals: &[i64; QUARTERS], weights: &[i64; YEAR]) -> Option<[i64; YEAR]> {
    /// Products below this are exact, and a quotient is off by less than half of one divided by the sum.
    const EXACT: f64 = (1u64 << 49) as f64;
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
        let (total, inverse) = (floats[quarter], 1.0 / sums[quarter]);
        // Quotients are multiples of one divided by the sum: with half of one more, none is guessed below what it is.
        let (ratio, down) = (total * inverse, inverse * 0.5 - 0.5);
        let share = |weight: f64| {
            let guess = weight * ratio + down + NEAREST;
            (
                guess.to_bits().wrapping_sub(NEAREST.to_bits()).cast_signed(),
                weight * total - (guess - NEAREST) * sums[quarter],
            )
        };
        let ((a, after_a), (b, after_b), (c, after_c)) =
            (share(first[quarter]), share(second[quarter]), share(third[quarter]));
        let missing = totals[quarter] - a - b - c;
        let (a_b, a_c, b_c) = (is_less(after_a, after_b), is_less(after_a, after_c), is_less(after_b, after_c));
        let one_more = |rank: i64| ((rank - missing).cast_unsigned() >> 63).cast_signed();
        months[quarter * MONTHS] = a + one_more(a_b + a_c);
        months[quarter * MONTHS + 1] = b + one_more(1 - a_b + b_c);
        months[quarter * MONTHS + 2] = c + one_more(2 - a_c - b_c);
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

/// No bit where a month is held, else all.
fn free(holds: u64, place: usize) -> i64 {
    ((holds >> place & 1).wrapping_sub(1)).cast_signed()
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
