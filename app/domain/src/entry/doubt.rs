//! A number that can be read in one way only, and yet may not be what its author meant.

use super::{Entry, EntryError, Ratio};
use serde::{Deserialize, Serialize};

/// A new number this many times smaller than the one it replaces is asked about.
const SHORT: u64 = 200;
/// An addition this many times smaller than what it is added to cannot be seen in the cell.
const INVISIBLE: u64 = 100_000;
/// Where thousands stop being the nearer explanation and millions begin: the geometric mean of the two.
const BETWEEN: u64 = 31_623;

/// A number typed in full where the author may have meant the unit that the column is printed in.
///
/// It is for the author to say: the interface shows both and takes the literal one when it is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What was typed makes of the cell, in rounding units.
    pub literal: i64,
    /// What the same digits would make of it, counted in thousands or millions.
    pub meant: i64,
    /// In what they would be counted: 1,000 or 1,000,000.
    pub times: u32,
}

impl Entry {
    /// Whether this entry may be meant in thousands or millions, judged by the number that stands there, in rounding
    /// units; where the cell is empty, by last year's.
    ///
    /// A new number is doubtful when it is at least 200 times smaller, an addition when it is 100,000 times smaller.
    /// Zero, percentages and factors say what they mean. Without a number to compare with there is no doubt.
    pub fn doubt(&self, beside: Option<i64>) -> Option<Doubt> {
        let present = beside?;
        let size = match *self {
            Self::Set(value) | Self::Proportional(Some(value)) | Self::Equal(Some(value)) => {
                Ratio::from(i128::from(value))
            }
            Self::Add(amount) => amount,
            _ => return None,
        };
        let least = if matches!(self, Self::Add(_)) { INVISIBLE } else { SHORT };
        let reaches = |times: u64| -> Result<bool, EntryError> {
            let reached = size.multiply(Ratio::from(i128::from(times)))?;
            let (size, below) = (reached.numerator().unsigned_abs(), reached.denominator().unsigned_abs());
            // Compares size ÷ below with the present number; a product beyond 128 bits is more than any number.
            Ok(below.checked_mul(present.unsigned_abs().into()).is_some_and(|present| size > present))
        };
        if size.numerator() == 0 || reaches(least).ok()? {
            return None;
        }
        let times: u32 = if reaches(BETWEEN).ok()? { 1_000 } else { 1_000_000 };
        let larger = size.multiply(Ratio::from(i128::from(times))).ok()?;
        let (literal, meant) = match self {
            Self::Add(_) => {
                let present = Ratio::from(i128::from(present));
                (present.add(size).ok()?, present.add(larger).ok()?)
            }
            _ => (size, larger),
        };
        let (literal, meant) = (literal.to_cell().ok()?, meant.to_cell().ok()?);
        // Rounding may leave nothing of either.
        (literal != meant).then_some(Doubt { literal, meant, times })
    }
}
