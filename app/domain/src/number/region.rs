//! Which conventions a reader writes numbers and dates in.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    En,
}

/// A language together with the number conventions of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Region {
    /// Spanish of Colombia: `1.234,5`.
    EsCo,
    /// Spanish of Peru: `1,234.5`.
    EsPe,
    /// Spanish of Spain: `1234,5`, `12.345,6`.
    EsEs,
    /// English of the United States: `1,234.5`.
    EnUs,
}

impl Region {
    /// Every region.
    pub const ALL: [Self; 4] = [Self::EsCo, Self::EsPe, Self::EsEs, Self::EnUs];

    /// The BCP 47 tag, such as `es-CO`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::EsCo => "es-CO",
            Self::EsPe => "es-PE",
            Self::EsEs => "es-ES",
            Self::EnUs => "en-US",
        }
    }

    /// The region of a tag, whatever its case; `None` for a tag that is not one of ours.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.tag().eq_ignore_ascii_case(tag.trim()))
    }

    /// The language its texts are in.
    pub fn language(self) -> Language {
        match self {
            Self::EsCo | Self::EsPe | Self::EsEs => Language::Es,
            Self::EnUs => Language::En,
        }
    }

    /// The region of an `Accept-Language` header: its best liked Spanish or English, else English.
    ///
    /// Spanish without one of our countries is read as Colombian.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0, Self::EnUs);
        for item in header.split(',') {
            let mut parts = item.split(';');
            let Some(region) = parts.next().and_then(Self::of_language_range) else { continue };
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, thousandths);
            // Strictly greater: among equals the header's own order decides.
            if quality > best.0 {
                best = (quality, region);
            }
        }
        best.1
    }

    /// The sign between whole and fraction.
    pub fn decimal_separator(self) -> char {
        match self {
            Self::EsCo | Self::EsEs => ',',
            Self::EsPe | Self::EnUs => '.',
        }
    }

    /// The sign between thousands.
    pub fn group_separator(self) -> char {
        match self {
            Self::EsCo | Self::EsEs => '.',
            Self::EsPe | Self::EnUs => ',',
        }
    }

    /// How many whole digits a number needs before it is grouped.
    pub(super) fn digits_to_group(self) -> usize {
        if self == Self::EsEs { 5 } else { 4 }
    }

    fn of_language_range(range: &str) -> Option<Self> {
        let mut subtags = range.trim().split('-');
        let language = subtags.next()?;
        if language.eq_ignore_ascii_case("en") {
            return Some(Self::EnUs);
        }
        if !language.eq_ignore_ascii_case("es") {
            return None;
        }
        for subtag in subtags {
            if subtag.eq_ignore_ascii_case("PE") {
                return Some(Self::EsPe);
            }
            if subtag.eq_ignore_ascii_case("ES") {
                return Some(Self::EsEs);
            }
        }
        Some(Self::EsCo)
    }
}

/// A quality such as `0.8` in thousandths; 0, which means "never", for what is no quality.
fn thousandths(quality: &str) -> u32 {
    let (whole, fraction) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    if fraction.len() > 3 {
        return 0;
    }
    let (Ok(whole), Ok(fraction)) = (whole.parse::<u32>(), format!("{fraction:0<3}").parse::<u32>()) else {
        return 0;
    };
    if whole > 1 { 0 } else { (whole * 1000 + fraction).min(1000) }
}
