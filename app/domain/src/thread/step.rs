//! Steps: what happens in a thread beside offers, accepts and questions.

use super::terms::{Inputs, Terms};
use super::{OfferDigest, OfferNumber, Reason, Side};
use crate::dimension::MemberId;
use crate::hold::Corridor;
use serde::{Deserialize, Serialize};

/// Somebody who answers in place of a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegate {
    /// The person's identifier.
    pub person: String,
    /// The person's name.
    pub name: String,
}

/// What somebody wants to do in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// Counters with terms.
    Counter {
        /// The numbers; they cover the cycle.
        numbers: Vec<OfferNumber>,
        /// Why.
        reason: Reason,
        /// Until when, on what conditions, with what evidence.
        terms: Terms,
    },
    /// Accepts what is on the table, all of it or the numbers of some periods.
    Accept {
        /// Revision of the offer that the author saw.
        offer: u64,
        /// Digest of its numbers that the author saw.
        digest: OfferDigest,
        /// The periods of the offer that are accepted; empty accepts all.
        periods: Vec<MemberId>,
        /// Places of the promises that the author ticks among the offer's conditions.
        ticked: Vec<u8>,
        /// The inputs that the author has seen, where they are no longer what the offer was made on.
        confirmed: Option<Inputs>,
    },
    /// Says no, with the range that would do for the whole cycle.
    Reject {
        /// Why.
        reason: Reason,
        /// The range.
        corridor: Corridor,
    },
    /// Takes an offer back before it is answered.
    Withdraw {
        /// Why, if the author says so.
        reason: Option<Reason>,
    },
    /// Hands the thread to the arbiter.
    Escalate {
        /// Why.
        reason: Reason,
    },
    /// Gives the thread back to the sides.
    SendBack {
        /// Why.
        reason: Reason,
    },
    /// Sets the numbers.
    Impose {
        /// The numbers; they cover the cycle.
        numbers: Vec<OfferNumber>,
        /// Why.
        reason: Reason,
    },
    /// Lets somebody else answer for the author's side, or with `None` nobody else any more.
    Delegate {
        /// Who.
        to: Option<Delegate>,
    },
}

/// What happened in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The offer that was just made carries terms.
    Terms(Terms),
    /// The numbers of some periods were accepted and are frozen; the turn stays.
    PartAccepted {
        /// By which side.
        side: Side,
        /// The numbers.
        numbers: Vec<OfferNumber>,
        /// The promises that were ticked.
        ticked: Vec<u8>,
    },
    /// Promises were ticked in accepting.
    Ticked(Vec<u8>),
    /// A side said no.
    Rejected {
        /// Which.
        side: Side,
        /// Why.
        reason: Reason,
        /// The range that would do for the whole cycle.
        corridor: Corridor,
    },
    /// The parent took its offer back.
    Withdrawn(Option<Reason>),
    /// The thread went to the arbiter.
    Escalated {
        /// By whom or what.
        by: Escalation,
        /// Why, in the words of who did it.
        reason: Option<Reason>,
    },
    /// The arbiter gave it back.
    SentBack(Reason),
    /// The arbiter, or the policy at the arbiter's deadline, set the numbers.
    Imposed {
        /// The numbers.
        numbers: Vec<OfferNumber>,
        /// Why; `None` is the policy at the arbiter's deadline.
        reason: Option<Reason>,
    },
    /// The arbiter's deadline passed, and the thread goes on waiting.
    Overdue,
    /// Somebody else answers for a side, or nobody else any more.
    Delegated {
        /// For which side.
        side: Side,
        /// Who.
        to: Option<Delegate>,
    },
    /// What was settled is negotiated anew: the numbers are no longer frozen.
    Reopened {
        /// Why.
        reason: Reason,
    },
}

/// What hands a thread to the arbiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Escalation {
    /// A side.
    Side(Side),
    /// The limit of rounds.
    Rounds,
    /// A deadline.
    Deadline,
}

/// A step as a thread keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The revision that brought it.
    pub revision: u64,
    /// Who took it.
    pub author: String,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// What happened.
    pub step: Step,
}

/// What a step is called in a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThreadDeed {
    /// Part of an offer was accepted.
    PartAccepted,
    /// A side said no.
    Rejected,
    /// An offer was taken back.
    Withdrawn,
    /// The thread went to the arbiter.
    Escalated,
    /// The arbiter gave it back.
    SentBack,
    /// The arbiter set the numbers.
    Imposed,
    /// The arbiter's deadline passed.
    Overdue,
    /// Somebody else answers for a side, or nobody else any more.
    Delegated,
    /// What was settled is negotiated anew.
    Reopened,
}

impl Step {
    /// Why it was taken, where somebody said so.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Rejected { reason, .. } | Self::SentBack(reason) | Self::Reopened { reason } => Some(reason),
            Self::Withdrawn(reason) | Self::Escalated { reason, .. } | Self::Imposed { reason, .. } => reason.as_ref(),
            _ => None,
        }
    }

    /// What it is called in a journal; what belongs to an offer or an accept has no line of its own.
    pub fn deed(&self) -> Option<ThreadDeed> {
        Some(match self {
            Self::Terms(_) | Self::Ticked(_) => return None,
            Self::PartAccepted { .. } => ThreadDeed::PartAccepted,
            Self::Rejected { .. } => ThreadDeed::Rejected,
            Self::Withdrawn(_) => ThreadDeed::Withdrawn,
            Self::Escalated { .. } => ThreadDeed::Escalated,
            Self::SentBack(_) => ThreadDeed::SentBack,
            Self::Imposed { .. } => ThreadDeed::Imposed,
            Self::Overdue => ThreadDeed::Overdue,
            Self::Delegated { .. } => ThreadDeed::Delegated,
            Self::Reopened { .. } => ThreadDeed::Reopened,
        })
    }
}
