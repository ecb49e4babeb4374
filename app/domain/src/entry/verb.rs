//! Holds, releases and ways to spread, by their letters, with the numbers that may follow them.

use super::expression::{Reader, small_letter};
use super::literal::{self, Literal};
use super::{Entry, EntryError, units};

/// Reads an entry that begins with a letter; `None`, and nothing read, where none of ours begins.
pub(super) fn read(reader: &mut Reader, decimals: u8) -> Result<Option<Entry>, EntryError> {
    let start = reader.at;
    reader.skip_spaces();
    let word: String = reader.take_while(char::is_alphabetic).iter().copied().map(small_letter).collect();
    let entry = match word.as_str() {
        "h" if reader.is_at_end() => Entry::Hold,
        "h" => corridor(reader, decimals)?,
        "rh" => Entry::Release,
        "p" if reader.take_operator("<").is_some() => Entry::Proportional(number(reader, decimals)?),
        "s" => Entry::Equal(number(reader, decimals)?),
        "r" => Entry::Repeat(number(reader, decimals)?),
        _ => {
            reader.at = start;
            return Ok(None);
        }
    };
    reader.finish()?;
    Ok(Some(entry))
}

/// The number behind a verb, if there is one: typed plainly, or the result of `=`.
fn number(reader: &mut Reader, decimals: u8) -> Result<Option<i64>, EntryError> {
    if reader.is_at_end() {
        return Ok(None);
    }
    if reader.take_operator("=").is_some() {
        return reader.sum()?.multiply(units(decimals)?)?.to_cell().map(Some);
    }
    literal::read(reader)?.to_cell(reader, decimals).map(Some)
}

/// The bounds behind `h`.
fn corridor(reader: &mut Reader, decimals: u8) -> Result<Entry, EntryError> {
    let low = bound(reader)?;
    if let Some(low) = &low
        && reader.is_at_end()
    {
        // One number is a floor to some and a ceiling to others.
        let written = low.written(low.exponent, reader.region)?;
        return Err(EntryError::Ambiguous {
            at: low.start,
            readings: [format!("h {written}.."), format!("h ..{written}")],
        });
    }
    if !reader.take_dots() {
        return Err(reader.unreadable());
    }
    let high = bound(reader)?;
    if low.is_none() && high.is_none() {
        return Err(reader.unreadable());
    }
    reader.finish()?;
    let cell = |bound: &Option<Literal>| bound.as_ref().map(|bound| bound.to_cell(reader, decimals)).transpose();
    let (least, most) = (cell(&low)?, cell(&high)?);
    if let (Some(low), Some(high)) = (&low, &high) {
        one_suffix_for_both(reader, low, high)?;
    }
    match least.zip(most) {
        Some((least, most)) if least > most => Err(EntryError::CrossedBounds),
        _ => Ok(Entry::Corridor { low: least, high: most }),
    }
}

/// A number, unless two points or the end come next.
fn bound(reader: &mut Reader) -> Result<Option<Literal>, EntryError> {
    if reader.is_at_end() || reader.sees_dots() { Ok(None) } else { literal::read(reader).map(Some) }
}

/// Refuses `1..2M`, where the suffix may be meant for both, unless only one of the readings is a corridor.
fn one_suffix_for_both(reader: &Reader, low: &Literal, high: &Literal) -> Result<(), EntryError> {
    if low.exponent > 0 || high.exponent == 0 || low.is_zero() {
        return Ok(());
    }
    let both = low.value()?.multiply(literal::power(high.exponent)?.into());
    let Ok(below) = both.and_then(|low| low.subtract(high.value()?)) else { return Ok(()) };
    if below.numerator() > 0 {
        return Ok(());
    }
    let region = reader.region;
    let most = high.written(high.exponent, region)?;
    let reading = |exponent| Ok::<_, EntryError>(format!("h {}..{most}", low.written(exponent, region)?));
    Err(EntryError::Ambiguous { at: low.start, readings: [reading(0)?, reading(high.exponent)?] })
}
