//! History as it comes in: members, facts and quotas of one organization, by code.

use domain::calendar::Month;
use domain::dimension::MemberSource;
use domain::measure::Measure;
use serde::{Deserialize, Serialize};

/// Amounts of facts and quotas are integers of this many decimal places, money and pieces alike.
pub const FACT_DECIMALS: u8 = 4;

/// Everything one import brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// Organization units, parents by code.
    pub units: Vec<MemberSource>,
    /// Products, parents by code.
    pub products: Vec<MemberSource>,
    /// Channels, parents by code.
    pub channels: Vec<MemberSource>,
    /// Sales and expense facts.
    pub facts: Vec<Fact>,
    /// Quotas of the past or of the coming cycle.
    pub quotas: Vec<Quota>,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// The month it lies in.
    pub month: Month,
    /// 1 to 31.
    pub day: u8,
}

/// One line of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Match key: the same key twice is the same line.
    pub key: String,
    /// Code of the organization unit.
    pub unit: String,
    /// Code of the product, or [`domain::outline::UNASSIGNED`].
    pub product: String,
    /// Code of the channel, or [`domain::outline::UNASSIGNED`].
    pub channel: String,
    /// When.
    pub day: Day,
    /// One amount per measure in the order of [`Measure::ALL`], in ten-thousandths; `None` is not known.
    pub amounts: [Option<i64>; Measure::ALL.len()],
}

/// A quota that somebody has set outside Pacto.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// Code of the organization unit.
    pub unit: String,
    /// The first month it covers.
    pub start: Month,
    /// How many months it covers: 1, 3 or 12.
    pub months: u8,
    /// Revenue in ten-thousandths.
    pub amount: i64,
}
