//! Holds: numbers that a spread may not change, or may change within a corridor only.

use crate::address::Address;
use crate::dimension::MemberId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// Why a number is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldReason {
    /// A person asked for it.
    Asked,
    /// Both sides of a thread agreed to it.
    Agreed,
    /// It is offered in an open thread: spreads from above the unit go around it. Read from the thread, never stored.
    OnTheTable,
    /// Both sides agreed to it while the rest of their thread is still negotiated.
    PartAgreed,
}

impl HoldReason {
    /// Whether both sides agreed to the number: only they can let it go, in a thread.
    pub fn is_agreement(self) -> bool {
        matches!(self, Self::Agreed | Self::PartAgreed)
    }
}

/// The least and the most that a number may be, in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corridor {
    /// The least; 0 is no bound.
    pub low: i64,
    /// The most; `None` is no bound.
    pub high: Option<i64>,
}

impl Corridor {
    /// The corridor of exactly one value.
    pub fn fixed(value: i64) -> Self {
        Self { low: value, high: Some(value) }
    }

    /// Whether one value alone fits.
    pub fn is_fixed(self) -> bool {
        self.high == Some(self.low)
    }

    /// Whether a value fits.
    pub fn contains(self, value: i64) -> bool {
        self.low <= value && self.high.is_none_or(|high| value <= high)
    }
}

/// Who holds a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The person's identifier.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// The unit a manager answered for when they held it; `None` for everybody else.
    pub unit: Option<MemberId>,
}

/// What a person who holds a number may say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldTerms {
    /// What the number may be; `None` keeps it as it is.
    pub corridor: Option<Corridor>,
    /// Why, in words.
    pub why: Option<String>,
    /// When it ends by itself, in milliseconds since 1970 UTC; `None` lasts until it is released.
    pub until: Option<i64>,
}

/// A target, leaf or total, that spreads and edits keep inside its corridor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// What is held.
    pub measure: Measure,
    /// Where.
    pub at: Address,
    /// What it may be; the number always is inside.
    pub corridor: Corridor,
    /// Who holds it.
    pub holder: Holder,
    /// What made it.
    pub reason: HoldReason,
    /// Why, in the holder's words.
    pub why: Option<String>,
    /// When it ends by itself, in milliseconds since 1970 UTC.
    pub until: Option<i64>,
}

impl Hold {
    /// The number that is held.
    pub(crate) fn number(&self) -> (Measure, Address) {
        (self.measure, self.at)
    }
}

/// A hold that stands in the way, and what would take it out of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The hold.
    pub hold: Hold,
    /// The smallest change of this hold alone that makes the refused number possible, in rounding units: negative
    /// lowers the least, positive raises the most. `None` where no such change exists, or nobody can make it.
    pub change: Option<i64>,
}

impl Binding {
    /// The corridor that would do.
    pub fn repaired(&self) -> Option<Corridor> {
        let Corridor { low, high } = self.hold.corridor;
        let change = self.change?;
        Some(if change < 0 {
            Corridor { low: low.checked_add(change)?, high }
        } else {
            Corridor { low, high: high.and_then(|high| high.checked_add(change)) }
        })
    }
}
