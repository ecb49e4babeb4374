//! Approval: units on their way to a signature. What everybody holds is where each unit stands, from which its lock is
//! read; paths, records and rules are the server's, so that they weigh on no page that never needs them.

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

#[cfg(feature = "server")]
pub use crate::actor::Party;
#[cfg(feature = "server")]
pub use checks::{Breach, Found, breaches, gaps};
#[cfg(feature = "server")]
pub use content::{Content, figures, fingerprint};
#[cfg(feature = "server")]
pub(crate) use judge::judge;
#[cfg(feature = "server")]
pub use judge::{Act, Fault, Wish, actions, place_of, signs_again, waiting};
#[cfg(feature = "server")]
pub use path::{Approver, Check, Consequence, Path, Rule, Step};
#[cfg(feature = "server")]
pub use record::{Action, Kept, Meaning, Proof, Record, Signature};
#[cfg(feature = "server")]
pub use review::{Approvals, Assent, Deed, Delegation, Review, Substitute};

use crate::access;
use crate::actor::Actor;
use crate::dimension::MemberId;
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
}

/// A unit, and where it stands; `None` is before it is submitted.
pub type Stood = (MemberId, Option<Stage>);

/// Where units stand on their way to approval, for those who have been submitted or frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages(Vec<(MemberId, Stage)>);

impl Stages {
    /// Where a unit stands; `None` before it is submitted.
    pub fn get(&self, unit: MemberId) -> Option<Stage> {
        self.0.iter().find(|(known, _)| *known == unit).map(|(_, stage)| *stage)
    }

    /// Whether nothing is submitted or frozen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn set(&mut self, (unit, stage): Stood) {
        self.0.retain(|(known, _)| *known != unit);
        if let Some(stage) = stage {
            let place = self.0.partition_point(|(known, _)| *known < unit);
            self.0.insert(place, (unit, stage));
        }
    }

    /// The same with other numbers for its units, without those that have none.
    pub(crate) fn with_units(&self, number: impl Fn(MemberId) -> Option<MemberId>) -> Self {
        let mut renumbered: Vec<_> = self.0.iter().filter_map(|(unit, stage)| Some((number(*unit)?, *stage))).collect();
        renumbered.sort_unstable();
        Self(renumbered)
    }
}

/// What was said and set for approvals, as bytes that only the server opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(Vec<u8>);

/// The unit and the figures that an event was signed for; `None` where it carries no signature.
#[cfg(feature = "server")]
pub fn signed(event: &crate::event::Event) -> Option<(MemberId, Content)> {
    let crate::event::Event::Approval { deed, .. } = event else { return None };
    match deed.open()? {
        Deed::Record(record) => record.signature.map(|_| (record.unit, record.content)),
        _ => None,
    }
}

#[cfg(feature = "server")]
impl Sealed {
    /// Whether somebody who sees certain units may know it, where it concerns no unit that is submitted.
    pub(crate) fn is_seen(&self, sees: impl Fn(MemberId) -> bool) -> bool {
        match self.open() {
            Some(Deed::Substitute(of, _)) => review::knows(&of, sees),
            _ => true,
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
    /// Where a unit stands on its way to approval; `None` before it is submitted.
    pub fn stage(&self, unit: MemberId) -> Option<Stage> {
        self.stages.get(unit)
    }
}

/// The unit at or above one where a person's numbers are locked; `None` where they may write. Read from where units
/// stand: nobody writes in a frozen one; in one that is under review or has passed it only the committee does, and makes
/// the approvals stale.
pub fn locked(plan: &Plan, actor: &Actor, unit: MemberId) -> Option<MemberId> {
    let is_committee = access::may_set_goals(actor);
    plan.outline.units.upwards(unit).find(|above| match plan.stages.get(*above) {
        Some(Stage::Frozen) => true,
        Some(_) => !is_committee,
        None => false,
    })
}
