//! Numbers as people type them into forms, in their own way of writing.

use crate::components::grid::entry_sentence;
use crate::text::board as text;
use domain::entry::{Entry, parse};
use domain::number::Region;

/// A number in rounding units: absolute, or a change of the present one.
///
/// # Errors
/// Why it is none, as a sentence.
pub(crate) fn number(written: &str, region: Region, decimals: u8, present: Option<i64>) -> Result<i64, String> {
    let said = |error| entry_sentence(&error, region);
    match parse(written, region, decimals).map_err(said)? {
        entry @ (Entry::Set(_) | Entry::Add(_) | Entry::ChangePercent(_) | Entry::Multiply(_) | Entry::Divide(_)) => {
            entry.apply(present).map_err(said)?.ok_or_else(|| text::unreadable(region).to_owned())
        }
        _ => Err(text::unreadable(region).to_owned()),
    }
}

/// A percentage in hundredths of a percent; its sign may be left out, and a minus is its own.
///
/// # Errors
/// Why it is none, as a sentence.
pub fn hundredths(written: &str, region: Region) -> Result<i64, String> {
    let (is_negative, size) = match written.trim().strip_prefix(['-', '−']) {
        Some(size) => (true, size),
        None => (false, written.trim().trim_start_matches('+')),
    };
    match parse(size.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}']), region, 2) {
        Ok(Entry::Set(size)) => Ok(if is_negative { -size } else { size }),
        Err(error) => Err(entry_sentence(&error, region)),
        Ok(_) => Err(text::unreadable(region).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_typed_with_and_without_their_sign() {
        for (written, region, expect) in [
            ("7.5%", Region::EnUs, 750),
            ("7,5 %", Region::EsCo, 750),
            ("-1", Region::EnUs, -100),
            ("−1 %", Region::EsEs, -100),
            ("+2", Region::EnUs, 200),
        ] {
            assert_eq!(hundredths(written, region), Ok(expect), "{written}");
        }
        for written in ["plenty", "", "%", "--1", "h"] {
            assert!(hundredths(written, Region::EnUs).is_err(), "{written}");
        }
    }
}
