//! Numbers in rounding units, written for a reader.

use super::region::{Language, Region};
use super::wide::multiply_divide_half_even;
use super::{MINUS, NO_BREAK_SPACE, THIN_SPACE};
use serde::{Deserialize, Serialize};

/// In what a column or a card counts, stated once beside its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Magnitude {
    /// As it is.
    Ones,
    /// Thousands.
    Thousands,
    /// Millions.
    Millions,
    /// Thousands of millions.
    Billions,
}

impl Magnitude {
    /// The power of ten.
    fn exponent(self) -> u32 {
        match self {
            Self::Ones => 0,
            Self::Thousands => 3,
            Self::Millions => 6,
            Self::Billions => 9,
        }
    }
}

/// The whole number with all its decimals: 123450 with 2 decimals is `1.234,50` in es-CO.
pub fn format_exact(value: i64, decimals: u8, region: Region) -> String {
    signed_decimal(value < 0, u128::from(value.unsigned_abs()), decimals.into(), 0, region)
}

/// [`format_exact`] that nobody can read in two ways: thousands stand apart by a thin space from five digits on, so that
/// the only sign is the decimal one. `1 234 567,89` in es-CO; after ISO 80000-1, 7.3.1.
pub fn format_unmistakable(value: i64, decimals: u8, region: Region) -> String {
    let digits = u128::from(value.unsigned_abs());
    let written = write_grouped(digits, (decimals.into(), 0), (THIN_SPACE, 5), region);
    if value < 0 { format!("{MINUS}{written}") } else { written }
}

/// [`format_exact`] with a plus before a positive number.
pub fn format_signed(value: i64, decimals: u8, region: Region) -> String {
    with_sign(format_exact(value, decimals, region))
}

/// A written number with a plus in front, unless it is negative or nothing but zeros.
pub fn with_sign(written: String) -> String {
    let positive = !written.starts_with(MINUS) && written.contains(|sign: char| ('1'..='9').contains(&sign));
    if positive { format!("+{written}") } else { written }
}

/// A number counted in `magnitude` with `places` decimals and no suffix, ties to even, for columns that state their unit.
pub fn format_scaled(value: i128, decimals: u8, magnitude: Magnitude, places: u8, region: Region) -> String {
    scaled(value, u32::from(decimals) + magnitude.exponent(), places.into(), region)
}

/// A number at a glance: `412,8 M`, `12,3 mil`, `1,2 mil M` in Spanish, `410.5 M`, `12.3 K`, `1.2 B` in English.
///
/// One decimal, ties to even; below a thousand a measure without decimals shows none.
pub fn format_compact(value: i128, decimals: u8, region: Region) -> String {
    let steps: &[(u32, &str)] = match region.language() {
        Language::Es => &[(3, "mil"), (6, "M"), (9, "mil M")],
        Language::En => &[(3, "K"), (6, "M"), (9, "B"), (12, "T")],
    };
    let decimals = u32::from(decimals);
    let places = u32::from(decimals > 0);
    if rounded(value.unsigned_abs(), decimals - places) < 1000 * 10u128.pow(places) {
        return scaled(value, decimals, places, region);
    }
    // The smallest step that leaves fewer than four whole digits after rounding, so that 999.950 is 1,0 M.
    let fits = |&&(exponent, _): &&(u32, &str)| rounded(value.unsigned_abs(), decimals + exponent - 1) < 10_000;
    let step = steps.iter().find(fits).or(steps.last());
    step.map_or_else(String::new, |&(exponent, suffix)| {
        format!("{}{NO_BREAK_SPACE}{suffix}", scaled(value, decimals + exponent, 1, region))
    })
}

/// A share in percent, ties to even: `12,5 %` in Spanish, `12.5%` in English.
///
/// `None` when the denominator is 0, or when the percentage is too long to be written in 38 digits.
pub fn format_percent(numerator: i128, denominator: i128, places: u8, region: Region) -> Option<String> {
    let factor = 10u128.checked_pow(u32::from(places) + 2)?;
    let rounded = multiply_divide_half_even(numerator.unsigned_abs(), factor, denominator.unsigned_abs())?;
    let negative = (numerator < 0) != (denominator < 0);
    let number = signed_decimal(negative, rounded, places.into(), 0, region);
    Some(match region.language() {
        Language::Es => format!("{number}{NO_BREAK_SPACE}%"),
        Language::En => format!("{number}%"),
    })
}

/// `digits ÷ 10^decimals`, grouped, its fraction filled with zeros up to `places`.
pub(crate) fn write_decimal(digits: u128, decimals: u32, places: u32, region: Region) -> String {
    write_grouped(digits, (decimals, places), (region.group_separator(), region.digits_to_group()), region)
}

/// [`write_decimal`] with a separator of its own between thousands, from so many whole digits on.
fn write_grouped(
    digits: u128,
    (decimals, places): (u32, u32),
    (separator, digits_to_group): (char, usize),
    region: Region,
) -> String {
    let decimals = decimals as usize;
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    let mut written = String::with_capacity(padded.len() * 4 / 3 + 2);
    for (index, digit) in whole.chars().enumerate() {
        let behind = whole.len() - index;
        if index > 0 && behind.is_multiple_of(3) && whole.len() >= digits_to_group {
            written.push(separator);
        }
        written.push(digit);
    }
    let places = decimals.max(places as usize);
    if places > 0 {
        written.push(region.decimal_separator());
        written.push_str(&format!("{fraction:0<places$}"));
    }
    written
}

/// [`write_decimal`] with its minus; zero has none.
fn signed_decimal(negative: bool, digits: u128, decimals: u32, places: u32, region: Region) -> String {
    let written = write_decimal(digits, decimals, places, region);
    if negative && digits != 0 { format!("{MINUS}{written}") } else { written }
}

/// `value ÷ 10^exponent` to exactly `places` decimals.
fn scaled(value: i128, exponent: u32, places: u32, region: Region) -> String {
    let digits = rounded(value.unsigned_abs(), exponent.saturating_sub(places));
    signed_decimal(value < 0, digits, exponent.min(places), places, region)
}

/// `digits ÷ 10^exponent`, ties to even.
fn rounded(digits: u128, exponent: u32) -> u128 {
    // A power of ten beyond 128 bits is more than twice any value: nothing is left of it.
    let divisor = 10u128.checked_pow(exponent);
    divisor.and_then(|divisor| multiply_divide_half_even(digits, 1, divisor)).unwrap_or(0)
}
