//! The plain case of a spread, for very many parents: proportions and held children, in 64 bits.

use super::{Share, spread};

/// Up to this many children the largest remainders are found by looking for them one by one.
const FEW: usize = 24;

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
    remainders: Vec<i64>,
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
        for (((weight, low), held), out) in self.weights.iter().zip(&self.lows).zip(&self.held).zip(out.iter_mut()) {
            let (quotient, remainder) = share(*weight, total, sum, ratio);
            if quotient < *low && !held {
                return false;
            }
            *out = quotient;
            missing -= quotient;
            self.remainders.push(remainder);
        }
        give_missing(missing as usize, &mut self.remainders, out);
        true
    }
}

/// `weight · total ÷ sum`, as quotient and remainder; `ratio` is about `total ÷ sum`.
pub(crate) fn share(weight: i64, total: i64, sum: i64, ratio: f64) -> (i64, i64) {
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

/// One unit more to the `missing` largest remainders, the first of equal ones first.
fn give_missing(missing: usize, remainders: &mut [i64], out: &mut [i64]) {
    let count = remainders.len();
    if count <= FEW && missing * 2 <= count {
        for _ in 0..missing {
            let mut best = 0;
            for (place, remainder) in remainders.iter().enumerate() {
                if *remainder > remainders[best] {
                    best = place;
                }
            }
            remainders[best] = -1;
            out[best] += 1;
        }
        return;
    }
    if count <= FEW {
        // The other way round where most get one: none to the smallest, the last of equal ones first.
        out.iter_mut().for_each(|out| *out += 1);
        for _ in missing..count {
            let mut least = 0;
            for (place, remainder) in remainders.iter().enumerate() {
                if *remainder <= remainders[least] {
                    least = place;
                }
            }
            remainders[least] = i64::MAX;
            out[least] -= 1;
        }
        return;
    }
    let mut places: Vec<usize> = (0..remainders.len()).collect();
    places.sort_unstable_by_key(|place| (std::cmp::Reverse(remainders[*place]), *place));
    places.into_iter().take(missing).for_each(|place| out[place] += 1);
}
