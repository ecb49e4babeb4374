//! The plain case of a spread, for very many parents: proportions and held children, in 64 bits.

use super::{Share, spread};

/// The children of one parent.
#[derive(Default)]
pub(crate) struct Siblings {
    /// Proportions, 0 or more.
    pub(crate) weights: Vec<i64>,
    /// The least each may get, 0 or more; a held child gets exactly this.
    pub(crate) lows: Vec<i64>,
    /// Which are held.
    pub(crate) held: Vec<bool>,
    /// What the divisions leave.
    remainders: Vec<u128>,
}

/// There are no such values, or they are too large for 64 bits.
#[derive(Debug)]
pub(crate) struct Impossible;

impl Siblings {
    /// Gives what [`spread`] gives for a total of 0 or more.
    pub(crate) fn spread(&mut self, total: i64, out: &mut [i64]) -> Result<(), Impossible> {
        let mut rest = total;
        let mut sum = 0i64;
        for ((weight, low), held) in self.weights.iter_mut().zip(&self.lows).zip(&self.held) {
            if *held {
                *weight = 0;
                rest = rest.checked_sub(*low).ok_or(Impossible)?;
            }
            sum = sum.checked_add(*weight).ok_or(Impossible)?;
        }
        if rest < 0 {
            return Err(Impossible);
        }
        if sum == 0 {
            for (weight, held) in self.weights.iter_mut().zip(&self.held).filter(|(_, held)| !**held) {
                *weight = i64::from(!held);
                sum += 1;
            }
        }
        let plain = sum > 0 && self.proportion(rest, sum, out);
        if plain {
            let held = self.held.iter().zip(&self.lows).zip(out).filter(|((held, _), _)| **held);
            held.for_each(|((_, low), out)| *out = *low);
            return Ok(());
        }
        let share = |((weight, low), held): ((&i64, &i64), &bool)| match held {
            true => Share::held((*low).into()),
            false => Share { weight: (*weight).into(), low: Some((*low).into()), high: None },
        };
        let shares: Vec<Share> = self.weights.iter().zip(&self.lows).zip(&self.held).map(share).collect();
        let values = spread(total.into(), &shares).map_err(|_| Impossible)?;
        for (out, value) in out.iter_mut().zip(values) {
            *out = i64::try_from(value).map_err(|_| Impossible)?;
        }
        Ok(())
    }

    /// Shares of `total` in proportion to the weights, which add up to `sum`, by the largest remainder; false if a low
    /// would bind.
    ///
    /// The quotient is guessed with a floating-point reciprocal and then made exact: `weight · total − guess · sum` is
    /// small whatever the guess is off by, so that it is right in wrapping 64 bits although its parts are not.
    fn proportion(&mut self, total: i64, sum: i64, out: &mut [i64]) -> bool {
        let ratio = total as f64 / sum as f64;
        let mut missing = total;
        self.remainders.clear();
        let share = if total >> EXACT_BITS == 0 { share_exact } else { share };
        for (((weight, low), held), out) in self.weights.iter().zip(&self.lows).zip(&self.held).zip(out.iter_mut()) {
            let (quotient, remainder) = share(*weight, total, sum, ratio);
            if quotient < *low && !held {
                return false;
            }
            *out = quotient;
            missing -= quotient;
            let place = u32::MAX - self.remainders.len() as u32;
            self.remainders.push(u128::from(remainder.cast_unsigned()) << 32 | u128::from(place));
        }
        give_missing(missing as usize, &mut self.remainders, out);
        true
    }
}

/// `weight · total ÷ sum`, as quotient and remainder; `ratio` is about `total ÷ sum`.
fn share(weight: i64, total: i64, sum: i64, ratio: f64) -> (i64, i64) {
    let mut quotient = (weight as f64 * ratio) as i64;
    let mut remainder = weight.wrapping_mul(total).wrapping_sub(quotient.wrapping_mul(sum));
    while remainder < 0 {
        quotient -= 1;
        remainder += sum;
    }
    while remainder >= sum {
        quotient += 1;
        remainder -= sum;
    }
    (quotient, remainder)
}

/// Totals of so many bits are shared by [`share_exact`].
pub(crate) const EXACT_BITS: u32 = 48;

/// What lies between this and its double has no fraction, and a whole number in its last bits.
pub(crate) const WHOLE: f64 = (1u64 << 52) as f64;

/// The same for a `total` of [`EXACT_BITS`] and a weight of `sum` at most: then the guess, rounded, is the quotient or
/// one more, and nothing branches.
pub(crate) fn share_exact(weight: i64, total: i64, sum: i64, ratio: f64) -> (i64, i64) {
    let guess = (weight as f64 * ratio + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits()).cast_signed();
    let remainder = weight.wrapping_mul(total).wrapping_sub(guess.wrapping_mul(sum));
    let above = remainder >> 63;
    (guess + above, remainder + (above & sum))
}

/// One unit more to the `missing` largest remainders, the first of equal ones first; each stands before its place from
/// the end, so that no two are equal.
fn give_missing(missing: usize, remainders: &mut [u128], out: &mut [i64]) {
    let Some(least) = remainders.len().checked_sub(missing).filter(|_| missing > 0) else { return };
    remainders.select_nth_unstable(least);
    for remainder in &remainders[least..] {
        out[(u32::MAX - *remainder as u32) as usize] += 1;
    }
}
