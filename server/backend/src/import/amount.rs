//! Numbers as people and programs write them, read exactly into ten-thousandths.

use super::mapping::{DecimalMark, Excess};
use super::problem::ProblemKind;
use super::table::Cell;
use crate::dataset::FACT_DECIMALS;

/// What stands for "not known": it is no zero.
const NOTHING: [&str; 9] = ["null", "n/a", "na", "nan", "-", "--", "#n/a", "none", "nil"];

/// Largest exponent that is looked at; beyond it no amount fits.
const MAX_EXPONENT: i32 = 60;

/// Whether a text stands for "not known".
pub fn is_nothing(text: &str) -> bool {
    NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// Reads an amount in ten-thousandths; blank and "NULL" are `None`.
///
/// # Errors
/// What the cell says is no number, is ambiguous under the mapping, has more than four decimals, or does not fit.
pub fn read_amount(cell: Cell<'_>, mark: DecimalMark, excess: Excess) -> Result<Option<i64>, ProblemKind> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Day(_) => Err(ProblemKind::NotANumber(cell.words())),
        Cell::Number(number) if !number.is_finite() => Err(ProblemKind::NotANumber(cell.words())),
        // The shortest decimal that reads back the same is what the spreadsheet shows.
        Cell::Number(_) => parse(&cell.words(), DecimalMark::Point, excess).map(Some),
        Cell::Text(text) if is_nothing(text) => Ok(None),
        Cell::Text(text) => parse(text, mark, excess).map(Some),
    }
}

/// What a number's own signs say about its decimal mark; `None` where they say nothing.
pub fn mark_of(text: &str) -> Option<DecimalMark> {
    let (body, ..) = undressed(text)?;
    let mantissa = body.split(['e', 'E']).next().unwrap_or_default();
    match signs(mantissa) {
        Signs::One(mark, whole, fraction) if fraction != 3 || whole.is_empty() || whole.len() > 3 || whole == "0" => {
            Some(mark)
        }
        Signs::Both(mark) => Some(mark),
        Signs::Repeated(DecimalMark::Point) => Some(DecimalMark::Comma),
        Signs::Repeated(_) => Some(DecimalMark::Point),
        Signs::One(..) | Signs::None => None,
    }
}

enum Signs<'a> {
    None,
    /// One sign: what stands before it, and how many digits after it.
    One(DecimalMark, &'a str, usize),
    /// Both signs: the last one is the decimal mark.
    Both(DecimalMark),
    /// The same sign several times: it groups.
    Repeated(DecimalMark),
}

fn signs(mantissa: &str) -> Signs<'_> {
    let points = mantissa.matches('.').count();
    let commas = mantissa.matches(',').count();
    let Some(last) = mantissa.rfind(['.', ',']) else { return Signs::None };
    let mark = if mantissa[last..].starts_with('.') { DecimalMark::Point } else { DecimalMark::Comma };
    match (points, commas) {
        (1, 0) | (0, 1) => Signs::One(mark, &mantissa[..last], mantissa.len() - last - 1),
        (0, _) | (_, 0) => Signs::Repeated(mark),
        _ => Signs::Both(mark),
    }
}

/// The digits and signs without currency, blanks and brackets, and whether it is negative.
fn undressed(text: &str) -> Option<(String, bool)> {
    let mut body: String = text.chars().filter(|letter| !letter.is_whitespace() && !"'’".contains(*letter)).collect();
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (body, negative) = (inner.to_owned(), true);
    }
    for _ in 0..2 {
        if let Some(rest) = body.strip_prefix(['-', '\u{2212}']) {
            if negative {
                return None;
            }
            (body, negative) = (rest.to_owned(), true);
        } else if let Some(rest) = body.strip_prefix('+') {
            body = rest.to_owned();
        }
        body = without_currency(&body).to_owned();
    }
    body.starts_with(|letter: char| letter.is_ascii_digit() || ".,".contains(letter)).then_some((body, negative))
}

fn without_currency(body: &str) -> &str {
    const SIGNS: [&str; 7] = ["US$", "S/.", "S/", "$", "€", "£", "¥"];
    let code = |text: &str| text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_uppercase());
    for sign in SIGNS {
        if let Some(rest) = body.strip_prefix(sign).or_else(|| body.strip_suffix(sign)) {
            return rest;
        }
    }
    match (body.get(..3), body.len().checked_sub(3).and_then(|start| body.get(start..))) {
        (Some(head), _) if code(head) => &body[3..],
        (_, Some(tail)) if code(tail) => &body[..body.len() - 3],
        _ => body,
    }
}

fn parse(text: &str, mark: DecimalMark, excess: Excess) -> Result<i64, ProblemKind> {
    let not_a_number = || ProblemKind::NotANumber(text.to_owned());
    let (body, negative) = undressed(text).ok_or_else(not_a_number)?;
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| not_a_number())?),
        None => (body.as_str(), 0),
    };
    if exponent.abs() > MAX_EXPONENT {
        return if exponent < 0 {
            excessive(text, excess, 0, negative)
        } else {
            Err(ProblemKind::TooLarge(text.into()))
        };
    }
    let mark = match mark {
        DecimalMark::Unclear => match mark_of(text) {
            Some(mark) => mark,
            None if mantissa.contains(['.', ',']) => return Err(ProblemKind::AmbiguousNumber(text.to_owned())),
            None => DecimalMark::Point,
        },
        known => known,
    };
    let (decimal, group) = if mark == DecimalMark::Comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if fraction.contains(['.', ',']) || !grouped(whole, group) {
        return Err(not_a_number());
    }
    let whole: String = whole.chars().filter(|digit| *digit != group).collect();
    if whole.len() + fraction.len() == 0 || !whole.bytes().chain(fraction.bytes()).all(|digit| digit.is_ascii_digit()) {
        return Err(not_a_number());
    }
    scaled(text, &(whole.clone() + fraction), whole.len() as i32 + exponent, excess, negative)
}

/// Whether every group but the first has exactly three digits: "1,5" is not fifteen.
fn grouped(whole: &str, group: char) -> bool {
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3))
}

/// `digits` with the decimal mark after the `place`-th digit, in ten-thousandths.
fn scaled(text: &str, digits: &str, place: i32, excess: Excess, negative: bool) -> Result<i64, ProblemKind> {
    let keep = place + i32::from(FACT_DECIMALS);
    let too_large = || ProblemKind::TooLarge(text.to_owned());
    let mut units: i128 = 0;
    for index in 0..keep.max(0) {
        let digit = digits.as_bytes().get(index as usize).map_or(0, |digit| digit - b'0');
        units = units.checked_mul(10).and_then(|units| units.checked_add(digit.into())).ok_or_else(too_large)?;
    }
    // What lies below a ten-thousandth, as a fraction of one, to six digits and whether anything follows.
    let zeros = "0".repeat((-keep).clamp(0, 64) as usize);
    let below: String = zeros.chars().chain(digits.chars().skip(keep.max(0) as usize)).collect();
    let noise = |digit: char| below.len() > 6 && below[..6].chars().all(|found| found == digit);
    let exact = below.bytes().all(|digit| digit == b'0');
    // Less than a millionth of a ten-thousandth is what binary fractions leave behind, in either direction.
    let up = if exact || noise('0') {
        0
    } else if noise('9') {
        1
    } else {
        let up = i128::from(below.as_bytes()[0] >= b'5');
        return excessive(text, excess, units + up, negative);
    };
    signed(text, units + up, negative)
}

fn excessive(text: &str, excess: Excess, rounded: i128, negative: bool) -> Result<i64, ProblemKind> {
    match excess {
        Excess::Refuse => Err(ProblemKind::TooManyDecimals(text.to_owned())),
        Excess::Round => signed(text, rounded, negative),
    }
}

fn signed(text: &str, units: i128, negative: bool) -> Result<i64, ProblemKind> {
    i64::try_from(if negative { -units } else { units }).map_err(|_| ProblemKind::TooLarge(text.to_owned()))
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
