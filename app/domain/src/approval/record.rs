//! Records: what was done with a unit, by whom, on which figures.

use super::Stage;
use super::checks::Breach;
use super::content::Content;
use super::path::Path;
use super::unit::ApprovalUnit;
use crate::actor::{Party, Role};
use serde::{Deserialize, Serialize};

/// What a signature means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// The unit proposes its figures.
    Proposed,
    /// A step of the path accepts them.
    Accepted,
    /// They are approved.
    Approved,
}

/// How whoever signed proved to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// With their password.
    Password,
    /// With their name, where their account has no password: the people of the demo company.
    Name,
}

/// A signature under a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// What it means.
    pub meaning: Meaning,
    /// How it was proved.
    pub proof: Proof,
}

/// What is done with a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Its figures are proposed and start on their path.
    Submit,
    /// A step accepts them; the last one signs the unit off.
    Promote,
    /// What is signed off is approved.
    Approve,
    /// Whoever had signed signs what has changed since.
    Confirm,
    /// It goes back to a step, or with `None` to the unit, which may write again.
    Reject {
        /// The step, counted from 0.
        to: Option<u8>,
    },
    /// Somebody else answers in the author's place in this step.
    Delegate {
        /// Who.
        to: Party,
    },
    /// The committee takes the step over from whoever is asked.
    TakeOwnership,
    /// What was delegated or taken over goes back to whom the path names.
    Return,
    /// The unit takes its proposal back before anybody has accepted it.
    Withdraw,
    /// Nobody writes in the unit from now on.
    Freeze,
    /// It is as it was before it was frozen.
    Unfreeze,
    /// The unit is asked to propose, anew where it was put away.
    Start {
        /// Until when, in milliseconds since 1970 UTC, where that is said.
        due: Option<i64>,
    },
    /// Every unit of the next level is asked to propose; each has a record of its own.
    Distribute {
        /// Until when, in milliseconds since 1970 UTC, where that is said.
        due: Option<i64>,
    },
    /// What is approved is put away: its signatures and its lock stay.
    Archive,
}

/// What was done with a unit, and on which figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// With what.
    pub subject: ApprovalUnit,
    /// What was done.
    pub action: Action,
    /// Where it stood before.
    pub before: Option<Stage>,
    /// In which step.
    pub step: u8,
    /// In which of the places of the step; `None` is whoever took it over.
    pub place: Option<u8>,
    /// For whom, where not in their own name.
    pub on_behalf: Option<Party>,
    /// The figures.
    pub content: Content,
    /// In words.
    pub comment: String,
    /// The signature, where the action is one.
    pub signature: Option<Signature>,
    /// The rules that were broken when it was submitted.
    pub breaches: Vec<Breach>,
    /// The path that it was submitted on.
    pub path: Option<Path>,
}

/// A record as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was done.
    pub record: Record,
    /// In which revision.
    pub revision: u64,
    /// By whom.
    pub who: Party,
    /// In which role.
    pub role: Role,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}
