//! What a negotiator reads from a thread: everything here that knows how threads are built.

use domain::access;
use domain::actor::Actor;
use domain::dimension::MemberId;
use domain::measure::Measure;
use domain::plan::Plan;
use domain::thread::{Offer, Party, Side, Thread};

/// What is negotiated.
pub const MEASURE: Measure = Measure::Revenue;

/// Whether nobody can move any more.
pub fn is_settled(thread: &Thread) -> bool {
    thread.state().is_settled()
}

/// Whose turn it is.
pub fn turn(thread: &Thread) -> Option<Side> {
    thread.state().turn().and_then(|party| match party {
        Party::Parent => Some(Side::Parent),
        Party::Child => Some(Side::Child),
        Party::Arbiter | Party::Clock => None,
    })
}

/// The offer whose numbers are frozen, of a settled thread.
pub fn settled(thread: &Thread) -> Option<&Offer> {
    thread.settled()
}

/// The revision that settled a thread.
pub fn settled_by(thread: &Thread) -> Option<u64> {
    thread.agreement.as_ref().map(|agreement| agreement.revision)
}

/// How often a side has made an offer.
pub fn offers_of(thread: &Thread, side: Side) -> u32 {
    thread.offers.iter().map(|offer| u32::from(offer.side == side)).sum()
}

/// The edge above a unit, as somebody at one of its ends sees it.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// What they see of the board.
    pub plan: &'a Plan,
    /// The child end.
    pub unit: MemberId,
    /// For which side they speak.
    pub side: Side,
    /// The thread, where somebody has offered.
    pub thread: Option<&'a Thread>,
    /// How many rounds are played.
    pub rounds: u32,
}

impl<'a> Table<'a> {
    /// The edge above a unit for a person; `None` for whoever has no say there.
    pub fn of(plan: &'a Plan, actor: &Actor, unit: MemberId, rounds: u32) -> Option<Self> {
        let side = access::side(plan.outline(), actor, unit)?;
        Some(Self { plan, unit, side, thread: plan.thread_of(unit, MEASURE), rounds })
    }

    /// Whether it is this person's turn.
    pub fn is_my_turn(&self) -> bool {
        self.thread.map_or(self.side == Side::Parent, |thread| turn(thread) == Some(self.side))
    }

    /// Whether both sides agreed.
    pub fn is_settled(&self) -> bool {
        self.thread.is_some_and(is_settled)
    }

    /// How often the unit has answered with numbers: a round is an offer and its answer.
    pub fn answered(&self) -> u32 {
        self.thread.map_or(0, |thread| offers_of(thread, Side::Child))
    }

    /// Whether all rounds are played: what remains is to accept, or to leave it open.
    pub fn is_last_word(&self) -> bool {
        self.answered() >= self.rounds
    }

    /// The offer on the table.
    pub fn latest(&self) -> Option<&'a Offer> {
        self.thread.and_then(Thread::latest)
    }

    /// The revision that an answer names as the last that its author saw.
    pub fn seen(&self) -> Option<u64> {
        self.thread.map(|thread| thread.moved)
    }
}
