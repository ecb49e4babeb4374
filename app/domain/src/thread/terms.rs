//! Terms of an offer: until when it stands, on what conditions, and with what evidence.

use super::ThreadId;
use crate::address::Address;
use crate::dimension::MemberId;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// How many conditions, and how many pieces of evidence, an offer may carry.
pub const MOST: usize = 12;

/// What an offer says beside its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// When it goes to the arbiter unanswered, in milliseconds since 1970 UTC.
    pub valid_until: Option<i64>,
    /// What must hold before it can be accepted.
    pub conditions: Vec<Condition>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

impl Terms {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same terms on a board whose units have other numbers.
    pub(super) fn with_units(&self, unit: impl Fn(MemberId) -> MemberId) -> Self {
        let mut terms = self.clone();
        for condition in &mut terms.conditions {
            match condition {
                Condition::Settled { unit: of, .. } => *of = unit(*of),
                Condition::AtLeast { at, .. } => at.unit = unit(at.unit),
                Condition::Promise(_) => {}
            }
        }
        for evidence in &mut terms.evidence {
            if let Evidence::Number { at, .. } = evidence {
                at.unit = unit(at.unit);
            }
        }
        terms
    }
}

/// What must hold before an offer can be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Another thread at or below the unit is settled.
    Settled {
        /// The child end of that thread.
        unit: MemberId,
        /// What it negotiates.
        measure: Measure,
    },
    /// A number of the plan has reached an amount.
    AtLeast {
        /// In which role.
        slice: Slice,
        /// What it counts.
        measure: Measure,
        /// Which number.
        at: Address,
        /// In rounding units.
        amount: i64,
    },
    /// A promise in words, which who accepts ticks.
    Promise(String),
}

impl Condition {
    /// Whether it holds on a plan; a promise holds when it is ticked.
    pub fn holds(&self, plan: &Plan, ticked: bool) -> bool {
        match self {
            Self::Settled { unit, measure } => {
                plan.thread_of(*unit, *measure).is_some_and(|thread| thread.course.state.is_settled())
            }
            Self::AtLeast { slice, measure, at, amount } => {
                plan.get(*slice, *measure, *at).is_some_and(|number| number >= *amount)
            }
            Self::Promise(_) => ticked,
        }
    }
}

/// What an offer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// A number of the plan, as it stood when the offer was made.
    Number {
        /// In which role.
        slice: Slice,
        /// What it counts.
        measure: Measure,
        /// Which number.
        at: Address,
    },
    /// An earlier thread.
    Thread(ThreadId),
    /// A page, a chart or a file somewhere else: its address, which begins with `https://` or `http://`.
    Link(String),
}

/// What an offer was made on: when it changes, whoever accepts has to see it first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Last year's number of the unit, for the whole cycle in rounding units.
    pub last_year: Option<i64>,
    /// What history alone forecasts for it.
    pub baseline: Option<i64>,
    /// What its tactics bring.
    pub tactics: Option<i64>,
}

impl Inputs {
    /// The inputs of a unit and measure as they are now.
    pub fn of(plan: &Plan, unit: MemberId, measure: Measure) -> Self {
        let of = |slice| plan.get(slice, measure, Address::of(unit, crate::dimension::ROOT));
        Self { last_year: of(Slice::LastYear), baseline: of(Slice::Baseline), tactics: of(Slice::Tactics) }
    }
}
