//! What somebody types in a cell, in the reader's own way of writing numbers.
//!
//! | typed | means |
//! |---|---|
//! | nothing | clear the cell: no decision, which is not zero |
//! | `1200`, `10K`, `2.5M` | set the value |
//! | `=1200/12`, `=-500` | set the value to the result; the only way to write a negative value |
//! | `+500`, `-500` | add to, subtract from the present value |
//! | `+3%`, `-3%` | raise, lower the present value by a percentage |
//! | `*1.05`, `/12` | multiply, divide the present value |
//! | `h`, `rh`, `p<`, `s`, `r` | hold, release, spread proportionally, equally, repeat |
//!
//! Suffixes: `K`; `M`; in Spanish also `mil` and `mil M`; in English also `B` and `T`, small letters included.
//! A suffix or a separator that reads in two ways is refused with both readings, never guessed.

mod expression;
mod literal;
mod ratio;

pub use ratio::Ratio;

use crate::number::{Region, format_exact};
use expression::Reader;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What was typed, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// Empty the cell.
    Clear,
    /// Set the value, rounding units.
    Set(i64),
    /// Add this many rounding units, which may be negative or broken; the sum is rounded.
    Add(Ratio),
    /// Change by this many percent of the present value.
    ChangePercent(Ratio),
    /// Multiply the present value.
    Multiply(Ratio),
    /// Divide the present value; never by 0.
    Divide(Ratio),
    /// Hold the cell.
    Hold,
    /// Release a hold.
    Release,
    /// Spread in proportion to what is there.
    Proportional,
    /// Spread equally.
    Equal,
    /// Give every cell below the same value.
    Repeat,
}

/// Why an entry was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum EntryError {
    /// No number or command begins or goes on here.
    #[error("unreadable at character {at}")]
    Unreadable {
        /// Characters before the place, from 0.
        at: usize,
    },
    /// A separator or a suffix can mean two things.
    #[error("it can be read as {} or as {}", .readings[0], .readings[1])]
    Ambiguous {
        /// Characters before the number, from 0.
        at: usize,
        /// The whole entry with this number written unmistakably in each of the two ways.
        readings: [String; 2],
    },
    /// The entry divides by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The result, or a step towards it, is beyond what a cell can hold.
    #[error("the number is too large")]
    TooLarge,
    /// The entry changes a present value, and the cell has none.
    #[error("the cell is empty, so there is nothing to change")]
    NeedsCurrent,
}

/// Understands what was typed, for a measure with `decimals` decimals in its rounding unit.
///
/// # Errors
/// Every [`EntryError`] but [`EntryError::NeedsCurrent`].
pub fn parse(text: &str, region: Region, decimals: u8) -> Result<Entry, EntryError> {
    match text.trim().to_lowercase().as_str() {
        "" => return Ok(Entry::Clear),
        "h" => return Ok(Entry::Hold),
        "rh" => return Ok(Entry::Release),
        "p<" => return Ok(Entry::Proportional),
        "s" => return Ok(Entry::Equal),
        "r" => return Ok(Entry::Repeat),
        _ => {}
    }
    let mut reader = Reader::new(text, region);
    let unit = units(decimals)?;
    match reader.take_operator("=+-*/") {
        None => {
            let value = literal::read(&mut reader)?;
            reader.finish()?;
            value.multiply(unit)?.to_cell().map(Entry::Set)
        }
        Some('=') => {
            let value = reader.sum()?;
            reader.finish()?;
            value.multiply(unit)?.to_cell().map(Entry::Set)
        }
        Some(operator) => {
            let operand = reader.factor()?;
            let percent = reader.take_operator("%").is_some();
            reader.finish()?;
            change(operator, operand, percent, unit)
        }
    }
}

/// Reads a value that somebody pasted or imported: a leading sign is the number's own, and `(500)` is an accountant's −500.
///
/// # Errors
/// As [`parse`].
pub fn read_value(text: &str, region: Region, decimals: u8) -> Result<Option<i64>, EntryError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut reader = Reader::new(text, region);
    let sign = reader.take_operator("+-(");
    let size = literal::read(&mut reader)?;
    if sign == Some('(') && reader.take_operator(")").is_none() {
        return Err(reader.unreadable());
    }
    reader.finish()?;
    let value = if matches!(sign, Some('-' | '(')) { size.negate()? } else { size };
    value.multiply(units(decimals)?)?.to_cell().map(Some)
}

/// What a cell's editor opens with: [`parse`] reads it back as the same value.
pub fn editing_text(value: Option<i64>, region: Region, decimals: u8) -> String {
    match value {
        None => String::new(),
        Some(value) if value < 0 => format!("={}", format_exact(value, decimals, region)),
        Some(value) => format_exact(value, decimals, region),
    }
}

impl Entry {
    /// The cell's value after this entry, both in rounding units, rounded half to even; `None` is an empty cell.
    ///
    /// The commands (hold, release, proportional, equal, repeat) leave the value as it is.
    ///
    /// # Errors
    /// [`EntryError::NeedsCurrent`] when there is nothing to change, [`EntryError::TooLarge`] beyond an `i64`.
    pub fn apply(&self, current: Option<i64>) -> Result<Option<i64>, EntryError> {
        let present = || current.map(|value| Ratio::from(i128::from(value))).ok_or(EntryError::NeedsCurrent);
        let changed = match *self {
            Self::Clear => return Ok(None),
            Self::Set(value) => return Ok(Some(value)),
            Self::Hold | Self::Release | Self::Proportional | Self::Equal | Self::Repeat => return Ok(current),
            Self::Add(amount) => present()?.add(amount)?,
            Self::ChangePercent(percent) => {
                let growth = percent.divide(Ratio::from(100))?.add(Ratio::from(1))?;
                present()?.multiply(growth)?
            }
            Self::Multiply(factor) => present()?.multiply(factor)?,
            Self::Divide(divisor) => present()?.divide(divisor)?,
        };
        changed.to_cell().map(Some)
    }
}

fn change(operator: char, operand: Ratio, percent: bool, unit: Ratio) -> Result<Entry, EntryError> {
    let signed = if operator == '-' { operand.negate()? } else { operand };
    let scaled = if percent { signed.divide(Ratio::from(100))? } else { signed };
    match operator {
        '*' => Ok(Entry::Multiply(scaled)),
        '/' if scaled == Ratio::from(0) => Err(EntryError::DivisionByZero),
        '/' => Ok(Entry::Divide(scaled)),
        _ if percent => Ok(Entry::ChangePercent(signed)),
        _ => signed.multiply(unit).map(Entry::Add),
    }
}

/// How many rounding units make one.
fn units(decimals: u8) -> Result<Ratio, EntryError> {
    10i128.checked_pow(decimals.into()).map(Ratio::from).ok_or(EntryError::TooLarge)
}
