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
//! | `h`, `rh` | hold, release |
//! | `h 100..120`, `h 100..`, `h ..120` | hold within a corridor: at least, at most |
//! | `p<`, `s`, `r` | spread the present total in proportion, equally, repeat it in every cell |
//! | `p< 1200`, `s 10K`, `r =1200/12` | the same with a new number |
//!
//! Suffixes: `K`; `M`; in Spanish also `mil`, `millones` and `mil M`; in English also `MM`, `B` and `T`, small letters
//! included. Thousands stand apart by the region's sign or by a space. A suffix, a separator or a corridor that reads in
//! two ways is refused with both readings, never guessed; a number that is plain but far from what stands there is
//! taken as typed and raises a [`Doubt`].

mod doubt;
mod expression;
mod literal;
mod ratio;
mod request;
mod verb;

pub use doubt::Doubt;
pub use ratio::Ratio;
pub use request::Unclear;

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
    /// Hold the cell as it is.
    Hold,
    /// Hold the cell within bounds, both included, in rounding units; at least one of them is given.
    Corridor {
        /// At least.
        low: Option<i64>,
        /// At most.
        high: Option<i64>,
    },
    /// Release a hold.
    Release,
    /// Spread in proportion to what is there: a new total in rounding units, or the present one.
    Proportional(Option<i64>),
    /// Spread equally: a new total in rounding units, or the present one.
    Equal(Option<i64>),
    /// Give every cell below the same value, in rounding units; without one, the present value of the total.
    Repeat(Option<i64>),
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
    /// A separator, a suffix or a bound can mean two things.
    #[error("it can be read as {} or as {}", .readings[0], .readings[1])]
    Ambiguous {
        /// Characters before the number, from 0.
        at: usize,
        /// The whole entry with what is in doubt written unmistakably in each of the two ways.
        readings: [String; 2],
    },
    /// The lower bound of a corridor is above the upper one.
    #[error("the lower bound is above the upper one")]
    CrossedBounds,
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
    let read = read(text, region, decimals);
    let Err(EntryError::Ambiguous { readings: [one, other], .. }) = &read else { return read };
    // What no cell can hold was not meant.
    let [one, other] = [one, other].map(|reading| parse(reading, region, decimals));
    match [&one, &other].map(|reading| *reading == Err(EntryError::TooLarge)) {
        [false, false] => read,
        [true, _] => other,
        [false, true] => one,
    }
}

fn read(text: &str, region: Region, decimals: u8) -> Result<Entry, EntryError> {
    if text.trim().is_empty() {
        return Ok(Entry::Clear);
    }
    let mut reader = Reader::new(text, region);
    if let Some(entry) = verb::read(&mut reader, decimals)? {
        return Ok(entry);
    }
    let entry = match reader.take_operator("=+-*/") {
        None => Entry::Set(literal::read(&mut reader)?.to_cell(&reader, decimals)?),
        Some('=') => Entry::Set(reader.sum()?.multiply(units(decimals)?)?.to_cell()?),
        Some(operator) => change(&mut reader, operator, decimals)?,
    };
    reader.finish()?;
    Ok(entry)
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
    size.to_cell(&reader, decimals)?;
    let size = size.value()?;
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
    /// Holding and releasing leave the value as it is; a repeated one depends on the cells below and is not told here.
    ///
    /// # Errors
    /// [`EntryError::NeedsCurrent`] when there is nothing to change, [`EntryError::TooLarge`] beyond an `i64`.
    pub fn apply(&self, current: Option<i64>) -> Result<Option<i64>, EntryError> {
        let present = || current.map(|value| Ratio::from(i128::from(value))).ok_or(EntryError::NeedsCurrent);
        let changed = match *self {
            Self::Clear => return Ok(None),
            Self::Set(value) | Self::Proportional(Some(value)) | Self::Equal(Some(value)) => return Ok(Some(value)),
            Self::Hold | Self::Corridor { .. } | Self::Release => return Ok(current),
            Self::Proportional(None) | Self::Equal(None) | Self::Repeat(_) => return Ok(current),
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

fn change(reader: &mut Reader, operator: char, decimals: u8) -> Result<Entry, EntryError> {
    reader.skip_spaces();
    let literal = if reader.peek() == Some('(') { None } else { Some(literal::read(reader)?) };
    let operand = match &literal {
        Some(literal) => literal.value()?,
        None => reader.factor()?,
    };
    let percent = reader.take_operator("%").is_some();
    reader.finish()?;
    let signed = if operator == '-' { operand.negate()? } else { operand };
    let scaled = if percent { signed.divide(Ratio::from(100))? } else { signed };
    match operator {
        '*' => Ok(Entry::Multiply(scaled)),
        '/' if scaled == Ratio::from(0) => Err(EntryError::DivisionByZero),
        '/' => Ok(Entry::Divide(scaled)),
        _ if percent => Ok(Entry::ChangePercent(signed)),
        _ => {
            literal.map(|literal| literal.to_cell(reader, decimals)).transpose()?;
            signed.multiply(units(decimals)?).map(Entry::Add)
        }
    }
}

/// How many rounding units make one.
fn units(decimals: u8) -> Result<Ratio, EntryError> {
    10i128.checked_pow(decimals.into()).map(Ratio::from).ok_or(EntryError::TooLarge)
}
