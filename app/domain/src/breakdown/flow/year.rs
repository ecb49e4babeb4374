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
    let held = || held.into_iter().flat_map(|(held, holds)| places(holds).zip(std::iter::repeat(held)));
    for (place, held) in held() {
        lows[place / MONTHS] += held[place];
        weights[place] = 0;
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
    for (place, held) in held() {
        months[place] = held[place];
    }
    Some(months)
}

/// What [`split`] gives for each quarter, all of them side by side in floating-point numbers; `None` where a product
/// could be inexact in those, or a quarter cannot be split.
fn split_quarters(totals: &[i64; QUARTERS], weights: &[i64; YEAR]) -> Option<[i64; YEAR]> {
    /// Products below this are exact, and a guess is off by less than a half.
    const EXACT: f64 = (1u64 << 50) as f64;
    let [mut first, mut second, mut third] = std::array::from_fn::<[f64; QUARTERS], MONTHS, _>(|month| {
        std::array::from_fn(|quarter| float(weights[quarter * MONTHS + month]))
    });
    let totals: [f64; QUARTERS] = totals.map(float);
    let sums: [f64; QUARTERS] = std::array::from_fn(|quarter| first[quarter] + second[quarter] + third[quarter]);
    let fits = |quarter: usize| (1.0..EXACT).contains(&sums[quarter]) && sums[quarter] * totals[quarter] < EXACT;
    if !(0..QUARTERS).fold(true, |all, quarter| all & fits(quarter)) {
        return None;
    }
    let one = |is: bool| if is { 1.0 } else { 0.0 };
    for quarter in 0..QUARTERS {
        let (total, sum) = (totals[quarter], sums[quarter]);
        let ratio = total / sum;
        let share = |weight: f64| {
            let guess = (weight * ratio + WHOLE) - WHOLE;
            let remainder = weight * total - guess * sum;
            let above = one(remainder < 0.0);
            (guess - above, remainder + above * sum)
        };
        let ((a, after_a), (b, after_b), (c, after_c)) =
            (share(first[quarter]), share(second[quarter]), share(third[quarter]));
        let missing = total - a - b - c;
        let (a_b, a_c, b_c) = (one(after_a >= after_b), one(after_a >= after_c), one(after_b >= after_c));
        first[quarter] = a + one(2.0 - a_b - a_c < missing);
        second[quarter] = b + one(1.0 + a_b - b_c < missing);
        third[quarter] = c + one(a_c + b_c < missing);
    }
    let mut months = [0; YEAR];
    for quarter in 0..QUARTERS {
        months[quarter * MONTHS] = whole(first[quarter]);
        months[quarter * MONTHS + 1] = whole(second[quarter]);
        months[quarter * MONTHS + 2] = whole(third[quarter]);
    }
    Some(months)
}

/// A whole number from 0 on, below 2^51, as a floating-point one.
fn float(number: i64) -> f64 {
    f64::from_bits(number.cast_unsigned() | WHOLE.to_bits()) - WHOLE
}

/// The inverse of [`float`].
fn whole(number: f64) -> i64 {
    (number + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits()).cast_signed()
}

/// The places of the months' bits.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = Some(bits.trailing_zeros() as usize).filter(|place| *place < YEAR)?;
        bits &= bits - 1;
        Some(place)
    })
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
