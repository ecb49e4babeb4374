//! Threads: the offers on one edge of the organization, with whose turn it is.

mod course;
mod policy;
mod step;
mod terms;

pub use course::{Course, Limits, Misplaced, Move, Party, ThreadState};
pub use policy::{HIGHEST, Policy, Settlement};
pub use step::{Delegate, Escalation, Motion, Step, Taken, ThreadDeed};
pub use terms::{Condition, Evidence, Inputs, MOST, Terms};

use crate::dimension::MemberId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A thread is called by the revision that opened it.
pub type ThreadId = u64;

/// One end of an edge of the organization tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// The level above: the committee, or the manager of a unit above.
    Parent,
    /// The unit itself.
    Child,
}

impl Side {
    /// The opposite end.
    pub fn other(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
        }
    }
}

/// Why somebody counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReasonCode {
    /// The market shrinks or grows otherwise than assumed.
    Market,
    /// A customer or distributor was lost or won.
    Customer,
    /// People, stock or capacity are missing.
    Capacity,
    /// Prices or discounts differ from the assumption.
    Price,
    /// The history behind the number is wrong.
    Data,
    /// Something else, said in the text.
    Other,
}

impl ReasonCode {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::Market, Self::Customer, Self::Capacity, Self::Price, Self::Data, Self::Other];
}

/// A reason in code and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its kind.
    pub code: ReasonCode,
    /// In the author's words; never empty.
    pub text: String,
}

/// One number of an offer: a period of the cycle and its amount in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferNumber {
    /// The year, a quarter or a month; the numbers of an offer cover the cycle without overlap.
    pub period: MemberId,
    /// In rounding units of the measure.
    pub amount: i64,
}

/// First bytes of the SHA-256 of an offer's numbers.
pub type OfferDigest = [u8; 16];

/// An offer or counter-offer: numbers, pinned to the revision that its author saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The revision that made it; what an accept names.
    pub revision: u64,
    /// Who made it.
    pub author: String,
    /// For which side.
    pub side: Side,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The numbers.
    pub numbers: Vec<OfferNumber>,
    /// Why; a counter-offer always has one.
    pub reason: Option<Reason>,
    /// The revision its author saw.
    pub based_on: u64,
    /// Until when it stands, on what conditions, with what evidence.
    pub terms: Terms,
    /// What it was made on.
    pub inputs: Inputs,
    /// In whose place its author spoke.
    pub on_behalf: Option<String>,
}

impl Offer {
    /// The sum of the numbers.
    pub fn total(&self) -> i64 {
        // Offers are refused long before their sum leaves the range; saturating only keeps a foreign log from a panic.
        self.numbers.iter().fold(0, |sum, number| sum.saturating_add(number.amount))
    }

    /// What an accept must name beside the revision, so that nobody accepts numbers they have not seen.
    pub fn digest(&self) -> OfferDigest {
        digest(&self.numbers)
    }
}

/// Digest of an offer's numbers.
pub fn digest(numbers: &[OfferNumber]) -> OfferDigest {
    let mut hash = Sha256::new();
    for number in numbers {
        hash.update(number.period.to_le_bytes());
        hash.update(number.amount.to_le_bytes());
    }
    let mut digest = OfferDigest::default();
    digest.copy_from_slice(&hash.finalize()[..16]);
    digest
}

/// A message in a thread that moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The revision that brought it.
    pub revision: u64,
    /// Who wrote it.
    pub author: String,
    /// For which side.
    pub side: Side,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The words.
    pub text: String,
    /// In whose place its author spoke.
    pub on_behalf: Option<String>,
}

/// Who settled a thread, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The revision that settled it.
    pub revision: u64,
    /// Revision of the offer whose numbers are frozen.
    pub offer: u64,
    /// Who accepted or imposed.
    pub author: String,
    /// For which side; an arbiter speaks for the parent's.
    pub side: Side,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// In whose place the author spoke.
    pub on_behalf: Option<String>,
}

/// The offers on one edge for one measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The revision that opened it.
    pub id: ThreadId,
    /// The child end of the edge.
    pub unit: MemberId,
    /// What is negotiated.
    pub measure: Measure,
    /// Where it stands.
    pub course: Course,
    /// The revision that moved it last: what an answer names, so that two at the same instant cannot both win.
    pub moved: u64,
    /// Offers and counter-offers, oldest first; never empty.
    pub offers: Vec<Offer>,
    /// Questions and answers, oldest first.
    pub remarks: Vec<Remark>,
    /// Everything else that happened, oldest first.
    pub steps: Vec<Taken>,
    /// Set when agreed or imposed.
    pub agreement: Option<Agreement>,
    /// Numbers of single periods that are frozen while the rest is negotiated.
    pub parts: Vec<OfferNumber>,
    /// Who answers in place of a side.
    pub delegates: Vec<(Side, Delegation)>,
    /// Until when whose turn it is has to move, in milliseconds since 1970 UTC.
    pub due: Option<i64>,
    /// The thread before it on the same edge, settled or withdrawn.
    pub follows: Option<ThreadId>,
}

/// Who answers in place of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Who answers.
    pub delegate: Delegate,
    /// In whose place: a name.
    pub by: String,
}

impl Thread {
    /// Its state.
    pub fn state(&self) -> ThreadState {
        self.course.state
    }

    /// The offer that was made last.
    pub fn latest(&self) -> Option<&Offer> {
        self.offers.last()
    }

    /// A side's latest position.
    pub fn position(&self, side: Side) -> Option<&Offer> {
        self.offers.iter().rev().find(|offer| offer.side == side)
    }

    /// The offer that can be accepted now.
    pub fn on_the_table(&self) -> Option<&Offer> {
        match self.course.state {
            ThreadState::Offered => self.position(Side::Parent),
            ThreadState::Countered if !self.course.rejected => self.position(Side::Child),
            _ => None,
        }
    }

    /// The offer whose numbers are frozen.
    pub fn settled(&self) -> Option<&Offer> {
        let agreement = self.agreement.as_ref().filter(|_| self.course.state.is_settled())?;
        self.offers.iter().find(|offer| offer.revision == agreement.offer)
    }

    /// What the parent asks of the unit: what is settled, else its latest offer.
    pub fn asked(&self) -> Option<&Offer> {
        self.settled().or_else(|| self.position(Side::Parent))
    }

    /// Who answers in place of a side.
    pub fn delegation(&self, side: Side) -> Option<&Delegation> {
        self.delegates.iter().find(|(of, _)| *of == side).map(|(_, delegation)| delegation)
    }

    /// The side for which a person answers without standing on it.
    pub fn answers_for(&self, person: &str) -> Option<Side> {
        let answers = |side: &Side| self.delegation(*side).is_some_and(|known| known.delegate.person == person);
        [Side::Child, Side::Parent].into_iter().find(answers)
    }

    /// The same thread on a board whose units have other numbers.
    pub(crate) fn with_units(&self, unit: impl Fn(MemberId) -> MemberId) -> Self {
        let mut thread = Self { unit: unit(self.unit), ..self.clone() };
        thread.offers.iter_mut().for_each(|offer| offer.terms = offer.terms.with_units(&unit));
        for taken in &mut thread.steps {
            if let Step::Terms(terms) = &mut taken.step {
                *terms = terms.with_units(&unit);
            }
        }
        thread
    }
}
