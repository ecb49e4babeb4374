//! The promotional path of a board: who approves in which order, and which rules a unit must keep.

use crate::actor::Role;
use serde::{Deserialize, Serialize};

/// Steps, approvers of a step and rules that a path may have at most.
pub(super) const MOST: usize = 8;

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

/// How units of a board are approved.
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
        let step = |approver| Step { approvers: vec![approver], needed: 1 };
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
            && self.rules.len() <= MOST
            && self.rules.iter().all(|rule| !matches!(rule.check, Check::Growth { low, high } if low > high))
    }
}
