//! The promotional path of a board: who approves in which order, and which rules a unit must keep.

use super::unit::MeasureGroup;
use crate::actor::Role;
use crate::dimension::MemberId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// Steps and approvers of a step that a path may have at most.
const MOST: usize = 8;
/// Rules that it may have at most.
const MOST_RULES: usize = 16;
/// The longest that a step may wait, in days.
pub const LONGEST: u16 = 366;

/// Who is asked in a step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Approver {
    /// The manager of the level so many levels above the unit; who manages more than that may answer for it, the committee
    /// last.
    Above(u8),
    /// Anybody of a function.
    Function(Role),
    /// One person.
    Person {
        /// Their identifier.
        person: String,
        /// Their name.
        name: String,
    },
}

/// One step: its approvers answer side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who is asked.
    pub approvers: Vec<Approver>,
    /// How many of them are enough.
    pub needed: u8,
    /// Within how many days they are to answer, where that is said.
    pub days: Option<u16>,
}

/// What a unit must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// The conservation line of every measure closes.
    Gap,
    /// No thread inside the unit is open.
    OpenThreads,
    /// Revenue grows over last year by a rate between two, in hundredths of a percent.
    Growth {
        /// The lowest.
        low: i64,
        /// The highest.
        high: i64,
    },
    /// The street percentage of revenue is no higher, in hundredths of a percent.
    Street {
        /// The highest.
        cap: u32,
    },
    /// Gross margin is no lower a part of revenue, in hundredths of a percent.
    Margin {
        /// The lowest.
        floor: i64,
    },
    /// Sales, marketing and service expense are no higher a part of revenue, in hundredths of a percent.
    Expense {
        /// The highest.
        limit: i64,
    },
    /// What a unit says will happen of a measure lies between two amounts in rounding units. It binds that unit alone.
    Limit {
        /// The unit.
        unit: MemberId,
        /// The measure.
        measure: Measure,
        /// The lowest, if there is one.
        low: Option<i64>,
        /// The highest, if there is one.
        high: Option<i64>,
    },
}

impl Check {
    fn is_sound(&self) -> bool {
        match *self {
            Self::Growth { low, high } => low <= high,
            Self::Limit { low, high, .. } => match (low, high) {
                (Some(low), Some(high)) => low <= high,
                (low, high) => low.is_some() || high.is_some(),
            },
            _ => true,
        }
    }
}

/// What a broken rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consequence {
    /// It is said and kept with the record.
    Warn,
    /// The unit cannot be submitted; where its gap is the cause, unless the gap is booked with a reason.
    Block,
    /// An executive is asked too, in a last step.
    Reroute,
}

impl Consequence {
    /// Every consequence.
    pub const ALL: [Self; 3] = [Self::Warn, Self::Block, Self::Reroute];
}

/// A rule and what breaking it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What must be kept.
    pub check: Check,
    /// What happens otherwise.
    pub consequence: Consequence,
}

impl Rule {
    /// The same with other numbers for its unit; `None` where it binds one that has none.
    pub(super) fn with_units(self, number: impl Fn(MemberId) -> Option<MemberId>) -> Option<Self> {
        match self.check {
            Check::Limit { unit, measure, low, high } => {
                let check = Check::Limit { unit: number(unit)?, measure, low, high };
                Some(Self { check, ..self })
            }
            _ => Some(self),
        }
    }
}

/// How units are approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// One after the other.
    pub steps: Vec<Step>,
    /// What is checked when a unit is submitted.
    pub rules: Vec<Rule>,
    /// Whether nobody signs twice for one unit.
    pub four_eyes: bool,
}

impl Default for Path {
    fn default() -> Self {
        let step = |approver| Step { approvers: vec![approver], needed: 1, days: None };
        let gap = Rule { check: Check::Gap, consequence: Consequence::Block };
        let threads = Rule { check: Check::OpenThreads, consequence: Consequence::Warn };
        Self {
            steps: vec![step(Approver::Above(1)), step(Approver::Function(Role::Committee))],
            rules: vec![gap, threads],
            four_eyes: true,
        }
    }
}

impl Path {
    /// Whether a unit can come to its end: every step asks somebody, and no more than it names.
    pub fn is_sound(&self) -> bool {
        let few = |length: usize| (1..=MOST).contains(&length);
        let step =
            |step: &Step| few(step.approvers.len()) && (1..=step.approvers.len()).contains(&usize::from(step.needed));
        let levels = |approver: &Approver| !matches!(approver, Approver::Above(0));
        few(self.steps.len())
            && self.steps.iter().all(|known| step(known) && known.approvers.iter().all(levels))
            && self.steps.iter().all(|known| known.days.is_none_or(|days| (1..=LONGEST).contains(&days)))
            && self.rules.len() <= MOST_RULES
            && self.rules.iter().all(|rule| rule.check.is_sound())
    }

    /// The same with other numbers for its units, without what binds units that have none.
    pub(super) fn with_units(&self, number: impl Fn(MemberId) -> Option<MemberId>) -> Self {
        Self { rules: self.rules.iter().filter_map(|rule| rule.with_units(&number)).collect(), ..self.clone() }
    }
}

/// How the units of a board are approved: which measures go together, and on which path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paths(pub Vec<(MeasureGroup, Path)>);

impl Default for Paths {
    fn default() -> Self {
        Self(vec![(MeasureGroup::WHOLE, Path::default())])
    }
}

impl Paths {
    /// The path of measures that go together, or of some of them while the others are on their way.
    pub fn of(&self, group: MeasureGroup) -> Option<&Path> {
        self.0.iter().find(|(known, _)| group.within(*known)).map(|(_, path)| path)
    }

    /// The measures that go together, in the order of the profit and loss statement.
    pub fn groups(&self) -> impl Iterator<Item = MeasureGroup> {
        self.0.iter().map(|(group, _)| *group)
    }

    /// The measures that go together with one.
    pub fn group_of(&self, measure: Measure) -> MeasureGroup {
        self.groups().find(|group| group.contains(measure)).unwrap_or(MeasureGroup::WHOLE)
    }

    /// Whether every measure has one path, and each leads somewhere.
    pub fn is_sound(&self) -> bool {
        let times = |measure| self.groups().filter(|group| group.contains(measure)).count();
        Measure::ALL.into_iter().all(|measure| times(measure) == 1)
            && self.0.iter().all(|(group, path)| group.measures().next().is_some() && path.is_sound())
    }

    pub(super) fn with_units(&self, number: impl Fn(MemberId) -> Option<MemberId>) -> Self {
        Self(self.0.iter().map(|(group, path)| (*group, path.with_units(&number))).collect())
    }
}
