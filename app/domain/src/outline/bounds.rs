//! What an outline must keep so that nothing read from it can stop a board: judged when it is opened and when it is read.

use super::Outline;
use crate::calendar::Month;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Rows (unit, product, channel) that a board may have room for; each costs four bytes per column that has numbers.
pub const LARGEST: u64 = 1 << 26;

/// Leaf periods that a row has bits for.
const LEAF_PERIODS: usize = 64;

/// Why no board can have this outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OutlineError {
    /// Units times products times channels are more than [`LARGEST`], or there are more than 64 leaf periods.
    #[error("the board would have more rows or periods than fit")]
    TooLarge,
    /// A month outside the years 0 to 9999, or more standings than units.
    #[error("the parts of the outline do not fit each other")]
    Inconsistent,
}

impl Outline {
    /// Judges sizes and ranges.
    ///
    /// # Errors
    /// Every [`OutlineError`].
    pub fn check(&self) -> Result<(), OutlineError> {
        let dimensions = [&self.units, &self.products, &self.channels];
        let rows = dimensions.iter().try_fold(1u64, |rows, dimension| rows.checked_mul(dimension.len().into()));
        let periods = self.periods.leaf_places(crate::dimension::ROOT).len();
        if rows.is_none_or(|rows| rows > LARGEST) || periods > LEAF_PERIODS {
            return Err(OutlineError::TooLarge);
        }
        let sound = |month: Month| (0..=9999).contains(&month.year) && (1..=12).contains(&month.month);
        let first = Month { year: self.cycle.year, month: self.cycle.first_month };
        let months = sound(first) && self.history_end.is_none_or(sound);
        if months && self.standing.len() <= self.units.len() as usize {
            Ok(())
        } else {
            Err(OutlineError::Inconsistent)
        }
    }
}

impl Serialize for Outline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let outline = Self::deserialize(deserializer)?;
        outline.check().map_err(serde::de::Error::custom)?;
        Ok(outline)
    }
}
