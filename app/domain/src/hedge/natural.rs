//! Natural numbers of any size: products along a path of over-assignments outgrow 128 bits.

use std::cmp::Ordering;

/// A natural number, the lowest 64 bits first, without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Natural(Vec<u64>);

impl From<u128> for Natural {
    fn from(number: u128) -> Self {
        Self(vec![number as u64, (number >> 64) as u64]).trimmed()
    }
}

impl Natural {
    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    /// The product.
    pub(super) fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0u64; self.0.len() + other.0.len()];
        for (place, digit) in self.0.iter().enumerate() {
            let mut carry = 0u128;
            for (into, factor) in digits[place..].iter_mut().zip(other.0.iter().chain(std::iter::repeat(&0))) {
                // Two digits and a carry below 2^64 each: (2^64 − 1)² + 2 · (2^64 − 1) is the largest number of 128 bits.
                let sum = u128::from(*digit) * u128::from(*factor) + u128::from(*into) + carry;
                (*into, carry) = (sum as u64, sum >> 64);
            }
        }
        Self(digits).trimmed()
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_and_order_are_those_of_numbers(a: u64, b: u64, c: u64, d: u64) {
            let of = |number: u64| Natural::from(u128::from(number));
            let (ab, cd) = (u128::from(a) * u128::from(b), u128::from(c) * u128::from(d));
            prop_assert_eq!(of(a).times(&of(b)), Natural::from(ab));
            prop_assert_eq!(of(a).times(&of(b)).cmp(&of(c).times(&of(d))), ab.cmp(&cd));
            // Long products compare like their factors.
            let (long, other) = (Natural::from(ab).times(&of(7)), Natural::from(cd).times(&of(7)));
            prop_assert_eq!(long.cmp(&other), ab.cmp(&cd));
        }
    }
}
