//! One number with its separators and suffix, and what is in doubt about it.

use super::expression::{Reader, small_letter};
use super::{EntryError, Ratio};
use crate::number::{Language, NO_BREAK_SPACE, Region, THIN_SPACE, format_exact, write_decimal};

/// `digits ÷ 10^decimals`.
struct Decimal {
    digits: i128,
    decimals: u32,
}

/// A number as it was typed.
pub(super) struct Literal {
    decimal: Decimal,
    /// The power of ten of its suffix; 0 without one.
    pub(super) exponent: u32,
    /// Whether its three decimals would be thousands for a reader of another country.
    resembles_group: bool,
    /// Where it begins and ends in the entry.
    pub(super) start: usize,
    end: usize,
}

/// The Spanish words for a million, with and without the accent.
const MILLIONS: [&str; 3] = ["millón", "millon", "millones"];

fn is_million(word: &str) -> bool {
    MILLIONS.iter().any(|million| word.chars().map(small_letter).eq(million.chars()))
}

/// What a suffix multiplies by, as powers of ten.
enum Suffix {
    Power(u32),
    /// Some write one of these by it, some the other.
    Either(u32, u32),
}

/// Reads a number and its suffix.
pub(super) fn read(reader: &mut Reader) -> Result<Literal, EntryError> {
    reader.skip_spaces();
    let start = reader.at;
    let run = take_run(reader);
    let decimal = read_digits(&run, start, reader)?;
    let digits_end = reader.at;
    let exponent = match read_suffix(reader)? {
        Suffix::Power(exponent) => exponent,
        // Nothing is nothing in any unit.
        Suffix::Either(..) if decimal.digits == 0 => 0,
        Suffix::Either(one, other) => {
            let readings = [decimal.written(one, reader.region)?, decimal.written(other, reader.region)?];
            return Err(ambiguous(reader, start, reader.at, readings));
        }
    };
    let whole = run.split(reader.region.decimal_separator()).next().unwrap_or_default();
    let plain = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let resembles_group = plain && decimal.decimals == 3 && reader.at == digits_end;
    Ok(Literal { decimal, exponent, resembles_group, start, end: reader.at })
}

/// Digits and separators. A space is one where exactly three digits follow, before any other sign; two points are none.
fn take_run(reader: &mut Reader) -> String {
    let mut run = String::new();
    while let Some(next) = reader.peek() {
        let later = |steps: usize| reader.characters.get(reader.at + steps).copied();
        let digit = |steps: usize| later(steps).is_some_and(|digit| digit.is_ascii_digit());
        let groups = || !run.is_empty() && !run.contains(['.', ',']) && digit(1) && digit(2) && digit(3) && !digit(4);
        match next {
            '0'..='9' | ',' => run.push(next),
            '.' if later(1) != Some('.') => run.push(next),
            ' ' | '\u{2009}' | NO_BREAK_SPACE | THIN_SPACE if groups() => run.push(' '),
            _ => break,
        }
        reader.at += 1;
    }
    run
}

impl Literal {
    /// Its exact value.
    pub(super) fn value(&self) -> Result<Ratio, EntryError> {
        Ratio::new(self.decimal.digits, power(self.decimal.decimals)?)?.multiply(Ratio::from(power(self.exponent)?))
    }

    /// Its value in rounding units, rounded half to even.
    ///
    /// Three decimals where the measure has fewer look like thousands: what rounding would hide is asked instead.
    pub(super) fn to_cell(&self, reader: &Reader, decimals: u8) -> Result<i64, EntryError> {
        let units = self.value()?.multiply(super::units(decimals)?)?;
        let cell = units.to_cell()?;
        if self.resembles_group && units != Ratio::from(i128::from(cell)) {
            let grouped = Decimal { decimals: 0, ..self.decimal };
            let readings = [format_exact(cell, decimals, reader.region), grouped.written(0, reader.region)?];
            return Err(ambiguous(reader, self.start, self.end, readings));
        }
        Ok(cell)
    }

    /// Whether it is nothing, in any unit.
    pub(super) fn is_zero(&self) -> bool {
        self.decimal.digits == 0
    }

    /// Its digits times a power of ten, as the region writes them.
    pub(super) fn written(&self, exponent: u32, region: Region) -> Result<String, EntryError> {
        self.decimal.written(exponent, region)
    }
}

/// Reads digits with the region's separators; `start` is where the run begins in the entry.
fn read_digits(run: &str, start: usize, reader: &Reader) -> Result<Decimal, EntryError> {
    let unreadable = |offset: usize| EntryError::Unreadable { at: start + offset };
    let (decimal_separator, group_separator) = (reader.region.decimal_separator(), reader.region.group_separator());
    let (whole, fraction) = match run.split_once(decimal_separator) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (run, None),
    };
    if let Some(fraction) = fraction
        && let Some(separator) = fraction.find(|next: char| !next.is_ascii_digit())
    {
        return Err(unreadable(whole.len() + 1 + separator));
    }
    if fraction == Some("") || run.is_empty() {
        return Err(unreadable(run.len()));
    }
    if let Some(space) = whole.find(' ') {
        if !is_well_grouped(whole, ' ') {
            return Err(unreadable(space));
        }
        return Decimal::new(&whole.replace(' ', ""), fraction.unwrap_or(""));
    }
    if !is_well_grouped(whole, group_separator) {
        let one = whole.split_once(group_separator).filter(|(_, after)| !after.contains(group_separator));
        // With one separator it can be a decimal one of another country; anything else is no number at all.
        return match (fraction, one) {
            (None, Some((before, after))) if !after.is_empty() => {
                // A fourth decimal keeps what is left of 01.250 from looking like thousands again.
                let looks_grouped = after.len() == 3 && (1..=3).contains(&before.trim_start_matches('0').len());
                let decimal = Decimal::new(before, after)?;
                let decimal = if looks_grouped { decimal.with_one_more_decimal()? } else { decimal };
                let decimal = decimal.written(0, reader.region)?;
                let grouped = Decimal::new(before, "")?.followed_by(after)?.written(0, reader.region)?;
                Err(ambiguous(reader, start, start + run.len(), [decimal, grouped]))
            }
            _ => Err(unreadable(whole.find(group_separator).unwrap_or(0))),
        };
    }
    Decimal::new(&whole.replace(group_separator, ""), fraction.unwrap_or(""))
}

/// Whether there are no groups, or one to three digits that do not begin with 0 and then groups of three.
fn is_well_grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    rest.peek().is_none()
        || ((1..=3).contains(&first.len()) && !first.starts_with('0') && rest.all(|group| group.len() == 3))
}

fn read_suffix(reader: &mut Reader) -> Result<Suffix, EntryError> {
    let start = reader.at;
    reader.skip_spaces();
    let word_at = reader.at;
    let word: String = reader.take_while(char::is_alphabetic).iter().collect();
    let suffix = match (reader.region.language(), word.as_str()) {
        (_, "") => {
            reader.at = start;
            Suffix::Power(0)
        }
        (_, "K" | "k") => Suffix::Power(3),
        (_, "M") | (Language::En, "m") => Suffix::Power(6),
        (Language::En, "MM" | "mm") => Suffix::Power(6),
        (Language::En, "B" | "b") => Suffix::Power(9),
        (Language::En, "T" | "t") => Suffix::Power(12),
        // Thousands in Spanish, but slang for millions in English.
        (Language::En, _) if word.eq_ignore_ascii_case("mil") => Suffix::Either(3, 6),
        (Language::Es, _) if word.eq_ignore_ascii_case("mil") => thousands(reader),
        (Language::Es, _) if is_million(&word) => Suffix::Power(6),
        // A double M is a million where it is read as a thousand thousands, and mil millones where it is read as mil M.
        (Language::Es, "MM" | "mm") => Suffix::Either(6, 9),
        // A small m stands for mil as often as for millones, a B for an English billion as for a billón.
        (Language::Es, "m") => Suffix::Either(3, 6),
        (Language::Es, "B" | "b") => Suffix::Either(9, 12),
        _ => return Err(EntryError::Unreadable { at: word_at }),
    };
    Ok(suffix)
}

/// What follows `mil`: perhaps `M`, as in `1,2 mil M`, or `millones`.
fn thousands(reader: &mut Reader) -> Suffix {
    let start = reader.at;
    reader.skip_spaces();
    let word: String = reader.take_while(char::is_alphabetic).iter().collect();
    if word == "M" || is_million(&word) {
        return Suffix::Power(9);
    }
    reader.at = start;
    Suffix::Power(3)
}

/// The entry with the characters from `start` to `end` replaced by each reading.
fn ambiguous(reader: &Reader, start: usize, end: usize, readings: [String; 2]) -> EntryError {
    let before: String = reader.characters[..start].iter().collect();
    let after: String = reader.characters[end..].iter().collect();
    EntryError::Ambiguous { at: start, readings: readings.map(|reading| format!("{before}{reading}{after}")) }
}

pub(super) fn power(exponent: u32) -> Result<i128, EntryError> {
    10i128.checked_pow(exponent).ok_or(EntryError::TooLarge)
}

impl Decimal {
    fn new(whole: &str, fraction: &str) -> Result<Self, EntryError> {
        let none = Self { digits: 0, decimals: 0 };
        let whole = none.followed_by(whole)?;
        let decimals = u32::try_from(fraction.len()).map_err(|_| EntryError::TooLarge)?;
        Ok(Self { decimals, ..whole.followed_by(fraction)? })
    }

    /// The same with more digits behind; everything given is a digit.
    fn followed_by(self, more: &str) -> Result<Self, EntryError> {
        let digit = |digits: i128, next: char| digits.checked_mul(10)?.checked_add(i128::from(next.to_digit(10)?));
        let digits = more.chars().try_fold(self.digits, digit).ok_or(EntryError::TooLarge)?;
        Ok(Self { digits, ..self })
    }

    fn with_one_more_decimal(self) -> Result<Self, EntryError> {
        let decimals = self.decimals + 1;
        Ok(Self { decimals, ..self.followed_by("0")? })
    }

    /// Times a power of ten, as the region writes it.
    fn written(&self, exponent: u32, region: Region) -> Result<String, EntryError> {
        let more = power(exponent.saturating_sub(self.decimals))?;
        let digits = self.digits.checked_mul(more).ok_or(EntryError::TooLarge)?;
        let decimals = self.decimals.saturating_sub(exponent);
        Ok(write_decimal(digits.unsigned_abs(), decimals, 0, region))
    }
}
