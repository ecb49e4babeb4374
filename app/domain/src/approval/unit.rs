//! What is approved as one: a unit in measures that go together.

use crate::dimension::MemberId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// Measures that are approved together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeasureGroup(u8);

impl MeasureGroup {
    /// Every measure.
    pub const WHOLE: Self = Self((1 << Measure::ALL.len()) - 1);

    /// Some measures.
    pub fn of(measures: impl IntoIterator<Item = Measure>) -> Self {
        Self(measures.into_iter().fold(0, |bits, measure| bits | 1 << measure as u8))
    }

    /// Whether a measure is among them.
    pub fn contains(self, measure: Measure) -> bool {
        self.0 & 1 << measure as u8 != 0
    }

    /// What keys call them: their names with a plus between.
    #[cfg(feature = "server")]
    pub fn code(self) -> String {
        self.measures().map(|measure| format!("{measure:?}")).collect::<Vec<_>>().join("+")
    }

    /// Whether they are all among others.
    pub fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Them without others; `None` where nothing is left.
    pub fn without(self, others: Self) -> Option<Self> {
        Some(Self(self.0 & !others.0)).filter(|left| left.0 != 0)
    }

    /// Whether they share a measure with others.
    pub fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Them, in the order of the profit and loss statement.
    pub fn measures(self) -> impl Iterator<Item = Measure> {
        Measure::ALL.into_iter().filter(move |measure| self.contains(*measure))
    }
}

/// What is approved as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ApprovalUnit {
    /// The unit.
    pub unit: MemberId,
    /// In which measures.
    pub group: MeasureGroup,
}

impl ApprovalUnit {
    /// A unit in every measure.
    pub fn whole(unit: MemberId) -> Self {
        Self { unit, group: MeasureGroup::WHOLE }
    }

    /// Whether it shares a number with another.
    pub fn overlaps(self, other: Self) -> bool {
        self.unit == other.unit && self.group.overlaps(other.group)
    }

    /// The same of another unit.
    pub fn of_unit(self, unit: MemberId) -> Self {
        Self { unit, ..self }
    }
}
