//! Threads: the offers on one edge of the organization, with whose turn it is.

use crate::dimension::MemberId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A thread is called by the revision that opened it.
pub type ThreadId = u64;

/// One end of an edge of the organization tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Where a thread stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThreadState {
    /// The parent has offered; the child's turn.
    Offered,
    /// The child has countered; the parent's turn.
    Countered,
    /// Both agreed; nobody's turn.
    Agreed,
}

impl ThreadState {
    /// Who may move now.
    pub fn turn(self) -> Option<Side> {
        match self {
            Self::Offered => Some(Side::Child),
            Self::Countered => Some(Side::Parent),
            Self::Agreed => None,
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
}

/// Who closed a thread, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The revision that closed it.
    pub revision: u64,
    /// Who accepted.
    pub author: String,
    /// For which side.
    pub side: Side,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
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
    pub state: ThreadState,
    /// Offers and counter-offers, oldest first; never empty.
    pub offers: Vec<Offer>,
    /// Questions and answers, oldest first.
    pub remarks: Vec<Remark>,
    /// Set when agreed.
    pub agreement: Option<Agreement>,
}

impl Thread {
    /// The offer on the table.
    pub fn latest(&self) -> Option<&Offer> {
        self.offers.last()
    }

    /// A side's latest position.
    pub fn position(&self, side: Side) -> Option<&Offer> {
        self.offers.iter().rev().find(|offer| offer.side == side)
    }
}
