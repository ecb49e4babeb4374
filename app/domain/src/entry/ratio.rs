//! Exact fractions for what is typed.

use super::EntryError;
use crate::number::wide::{compare_products, greatest_common_divisor, multiply_divide_half_even};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(i128, i128)", into = "(i128, i128)")]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// The fraction of two integers.
    ///
    /// # Errors
    /// [`EntryError::DivisionByZero`], [`EntryError::TooLarge`] when its lowest terms do not fit in 128 bits.
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, EntryError> {
        if denominator == 0 {
            return Err(EntryError::DivisionByZero);
        }
        let common = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).map_err(|_| EntryError::TooLarge)?;
        let (mut numerator, mut denominator) = (numerator / common, denominator / common);
        if denominator < 0 {
            numerator = numerator.checked_neg().ok_or(EntryError::TooLarge)?;
            denominator = denominator.checked_neg().ok_or(EntryError::TooLarge)?;
        }
        Ok(Self { numerator, denominator })
    }

    /// Above the line.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Below the line; positive.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    pub(crate) fn add(self, other: Self) -> Result<Self, EntryError> {
        let common = greatest_common_divisor(self.denominator.unsigned_abs(), other.denominator.unsigned_abs());
        let common = i128::try_from(common).map_err(|_| EntryError::TooLarge)?;
        let widened = other.denominator / common;
        let left = self.numerator.checked_mul(widened);
        let right = other.numerator.checked_mul(self.denominator / common);
        let sum = left.zip(right).and_then(|(left, right)| left.checked_add(right));
        let (Some(sum), Some(denominator)) = (sum, self.denominator.checked_mul(widened)) else {
            return Err(EntryError::TooLarge);
        };
        Self::new(sum, denominator)
    }

    pub(crate) fn subtract(self, other: Self) -> Result<Self, EntryError> {
        self.add(other.negate()?)
    }

    pub(crate) fn multiply(self, other: Self) -> Result<Self, EntryError> {
        // Reduced crosswise first, so that only results that do not fit are refused.
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let numerator = left.numerator.checked_mul(right.numerator);
        let denominator = left.denominator.checked_mul(right.denominator);
        let (Some(numerator), Some(denominator)) = (numerator, denominator) else {
            return Err(EntryError::TooLarge);
        };
        Self::new(numerator, denominator)
    }

    pub(crate) fn divide(self, other: Self) -> Result<Self, EntryError> {
        self.multiply(Self::new(other.denominator, other.numerator)?)
    }

    pub(crate) fn negate(self) -> Result<Self, EntryError> {
        let numerator = self.numerator.checked_neg().ok_or(EntryError::TooLarge)?;
        Ok(Self { numerator, ..self })
    }

    /// The nearest integer, ties up: the rounding of the goals.
    pub fn rounded(self) -> i128 {
        let (whole, rest) = (self.numerator.div_euclid(self.denominator), self.numerator.rem_euclid(self.denominator));
        if rest >= self.denominator - rest { whole + 1 } else { whole }
    }

    /// The nearest float: for slopes and drawings, never for an amount that is kept.
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The nearest integer, ties to even, if a cell can hold it.
    pub(super) fn to_cell(self) -> Result<i64, EntryError> {
        let (size, below) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let rounded = multiply_divide_half_even(size, 1, below).and_then(|size| i128::try_from(size).ok());
        let signed = rounded.and_then(|size| size.checked_mul(self.numerator.signum()));
        signed.and_then(|value| i64::try_from(value).ok()).ok_or(EntryError::TooLarge)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_products(self.numerator, other.denominator, other.numerator, self.denominator)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i128> for Ratio {
    fn from(numerator: i128) -> Self {
        Self { numerator, denominator: 1 }
    }
}

impl TryFrom<(i128, i128)> for Ratio {
    type Error = EntryError;

    fn try_from((numerator, denominator): (i128, i128)) -> Result<Self, EntryError> {
        Self::new(numerator, denominator)
    }
}

impl From<Ratio> for (i128, i128) {
    fn from(ratio: Ratio) -> Self {
        (ratio.numerator, ratio.denominator)
    }
}
