//! Approval: units on their way to a signature. What everybody holds is where each unit stands, from which its lock is
//! read; paths, records and rules are the server's, so that they weigh on no page that never needs them.

#[cfg(feature = "server")]
mod admission;
#[cfg(feature = "server")]
mod checks;
#[cfg(feature = "server")]
mod content;
#[cfg(feature = "server")]
mod judge;
#[cfg(feature = "server")]
mod path;
#[cfg(feature = "server")]
mod record;
#[cfg(feature = "server")]
mod review;
mod unit;
#[cfg(feature = "server")]
mod waiting;

pub use unit::{ApprovalUnit, MeasureGroup};

#[cfg(feature = "server")]
pub use crate::actor::Party;
#[cfg(feature = "server")]
pub use admission::{
    Place, actions, approval_unit_of, approval_units_of, call_of, due_of, is_barred, place_of, standing,
};
#[cfg(feature = "server")]
pub use checks::{Breach, Found, breaches, gaps};
#[cfg(feature = "server")]
pub use content::{Content, figures, fingerprint};
#[cfg(feature = "server")]
pub(crate) use judge::judge;
#[cfg(feature = "server")]
pub use judge::{Act, Fault, Wish};
#[cfg(feature = "server")]
pub use path::{Approver, Check, Consequence, LONGEST, Path, Paths, Rule, Step};
#[cfg(feature = "server")]
pub use record::{Action, Kept, Meaning, Proof, Record, Signature};
#[cfg(feature = "server")]
pub use review::{Approvals, Assent, Call, Deed, Delegation, Review, Substitute};
#[cfg(feature = "server")]
pub use waiting::{Waiting, Want, waiting};

use crate::access;
use crate::actor::Actor;
use crate::dimension::MemberId;
use crate::measure::Measure;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// Where a unit stands on its way to approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// It was submitted and is on its path.
    UnderReview,
    /// Its path is complete.
    SignedOff,
    /// It is approved.
    Approved,
    /// Nobody writes in it, wherever it stands.
    Frozen,
    /// It was approved and is put away: nobody writes in it until it is started again.
    Archived,
}

/// What is approved as one, and where it stands; `None` is before it is submitted.
pub type Stood = (ApprovalUnit, Option<Stage>);

/// Where units stand on their way to approval, for those who have been submitted or frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages(Vec<(ApprovalUnit, Stage)>);

impl Stages {
    /// Where a unit stands in a measure; `None` before it is submitted.
    pub fn get(&self, unit: MemberId, measure: Measure) -> Option<Stage> {
        let stands = |(known, _): &&(ApprovalUnit, Stage)| known.unit == unit && known.group.contains(measure);
        self.0.iter().find(stands).map(|(_, stage)| *stage)
    }

    /// Where exactly this stands; `None` before it is submitted.
    #[cfg(feature = "server")]
    pub(crate) fn of(&self, subject: ApprovalUnit) -> Option<Stage> {
        self.0.iter().find(|(known, _)| *known == subject).map(|(_, stage)| *stage)
    }

    /// What stands somewhere and shares a number with this.
    #[cfg(feature = "server")]
    pub(crate) fn overlapping(&self, subject: ApprovalUnit) -> Option<ApprovalUnit> {
        self.0.iter().map(|(known, _)| *known).find(|known| known.overlaps(subject))
    }

    /// Whether nothing is submitted or frozen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn set(&mut self, (subject, stage): Stood) {
        self.0.retain(|(known, _)| *known != subject);
        if let Some(stage) = stage {
            let place = self.0.partition_point(|(known, _)| *known < subject);
            self.0.insert(place, (subject, stage));
        }
    }

    /// The same with other numbers for its units, without those that have none.
    pub(crate) fn with_units(&self, number: impl Fn(MemberId) -> Option<MemberId>) -> Self {
        let renumber = |(known, stage): &(ApprovalUnit, Stage)| Some((known.of_unit(number(known.unit)?), *stage));
        let mut renumbered: Vec<_> = self.0.iter().filter_map(renumber).collect();
        renumbered.sort_unstable();
        Self(renumbered)
    }
}

/// What was said and set for approvals, as bytes that only the server opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(Vec<u8>);

/// What an event signs, and its figures; `None` where it carries no signature.
#[cfg(feature = "server")]
pub fn signed(event: &crate::event::Event) -> Option<(ApprovalUnit, Content)> {
    let crate::event::Event::Approval { deed, .. } = event else { return None };
    match deed.open()? {
        Deed::Record(record) => record.signature.map(|_| (record.subject, record.content)),
        _ => None,
    }
}

#[cfg(feature = "server")]
impl Sealed {
    /// What somebody who sees certain units may know of it, where it concerns no unit that is submitted.
    pub(crate) fn seen(&self, sees: impl Fn(MemberId) -> bool) -> Option<Self> {
        match self.open() {
            Some(Deed::Substitute(of, _)) => review::knows(&of, sees).then(|| self.clone()),
            Some(Deed::Paths(paths)) => {
                Some(Self::of(&Deed::Paths(paths.with_units(|unit| sees(unit).then_some(unit)))))
            }
            _ => Some(self.clone()),
        }
    }

    /// Closes something.
    pub(crate) fn of<T: Serialize>(open: &T) -> Self {
        Self(crate::live::encode(open))
    }

    /// Opens it again; `None` where it is empty or damaged.
    pub(crate) fn open<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        crate::live::decode(&self.0).ok()
    }
}

impl Plan {
    /// Where a unit stands in a measure on its way to approval; `None` before it is submitted.
    pub fn stage(&self, unit: MemberId, measure: Measure) -> Option<Stage> {
        self.stages.get(unit, measure)
    }
}

/// The unit at or above one where a person's numbers of a measure are locked; `None` where they may write. Read from where
/// units stand: nobody writes in a frozen or archived one; in one that is under review or has passed it only the committee
/// does, and makes the approvals stale.
pub fn locked(plan: &Plan, actor: &Actor, unit: MemberId, measure: Measure) -> Option<MemberId> {
    let is_committee = access::may_set_goals(actor);
    plan.outline.units.upwards(unit).find(|above| match plan.stages.get(*above, measure) {
        Some(Stage::Frozen | Stage::Archived) => true,
        Some(_) => !is_committee,
        None => false,
    })
}
