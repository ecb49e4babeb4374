//! Commands: what a person wants.

use crate::address::Address;
use crate::dimension::MemberId;
use crate::event::Changes;
use crate::goal::GoalTarget;
use crate::hold::HoldTerms;
use crate::margin::Margin;
use crate::measure::{Measure, Slice};
pub use crate::method::Method;
use crate::outline::Outline;
use crate::reorganization::Move;
use crate::tactic::{Activity, TacticId};
use crate::thread::{Motion, OfferDigest, OfferNumber, Policy, Reason, Terms, ThreadId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A command's identifier, made where the command is made: the same command twice is applied once.
pub type CommandId = Uuid;

/// What a person wants, and what they saw when they wanted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The idempotency key.
    pub id: CommandId,
    /// The revision its author saw.
    pub base: u64,
    /// What to do.
    pub verb: Verb,
}

/// What can be done to a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verb {
    /// Opens the board; the first command of its log.
    Open(Box<Outline>),
    /// Fills leaf cells of a slice from history, a forecast or an import.
    Load {
        /// Where the numbers belong.
        slice: Slice,
        /// What they count.
        measure: Measure,
        /// Leaf cells in rounding units.
        cells: Vec<(Address, i64)>,
    },
    /// Sets a corporate goal.
    SetGoal(GoalTarget),
    /// Writes a leaf cell, or a total that is spread down.
    Assign {
        /// Target or commitment.
        slice: Slice,
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
        /// In rounding units; `None` clears.
        to: Option<i64>,
        /// How a total is broken down.
        method: Method,
    },
    /// Keeps a target as it is, or within a corridor; in place of a hold that its author may release.
    Hold {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
        /// Corridor, reason and end.
        terms: HoldTerms,
    },
    /// Lets a held target go.
    Release {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
    },
    /// Takes back the author's last assignment.
    Undo,
    /// Offers a target to a unit: opens its thread, answers a counter-offer, or replaces an offer not yet answered.
    Offer {
        /// The child end.
        unit: MemberId,
        /// What is offered.
        measure: Measure,
        /// The numbers; they cover the cycle.
        numbers: Vec<OfferNumber>,
        /// Why, if the author says so.
        reason: Option<Reason>,
        /// Revision of the offer on the table that the author saw; `None` when there was none.
        answers: Option<u64>,
    },
    /// Counters the offer on the table with other numbers.
    Counter {
        /// The thread.
        thread: ThreadId,
        /// Revision of the offer on the table that the author saw.
        answers: u64,
        /// The numbers; they cover the cycle.
        numbers: Vec<OfferNumber>,
        /// Why.
        reason: Reason,
    },
    /// Accepts the offer on the table.
    Accept {
        /// The thread.
        thread: ThreadId,
        /// Revision of the offer that the author saw.
        offer: u64,
        /// Digest of the numbers that the author saw.
        digest: OfferDigest,
    },
    /// Asks or answers in words; the turn stays.
    Ask {
        /// The thread.
        thread: ThreadId,
        /// The words.
        text: String,
    },
    /// Plans a tactic.
    PlanTactic(Box<Activity>),
    /// Changes a tactic.
    ReviseTactic {
        /// The tactic.
        tactic: TacticId,
        /// Its revision that the author saw.
        seen: u64,
        /// What is planned instead; the unit where it acts stays.
        activity: Box<Activity>,
    },
    /// Takes a tactic off the board.
    DropTactic {
        /// The tactic.
        tactic: TacticId,
        /// Its revision that the author saw.
        seen: u64,
    },
    /// Does again what the author took back last.
    Redo,
    /// Writes leaf cells one by one, each in place of the number that its author saw, as the merge of a scenario does.
    Write(Vec<Changes>),
    /// Writes the totals of two trees at once, organization × time or organization × product, spread so that both tie.
    AssignMargins {
        /// Target or commitment.
        slice: Slice,
        /// What it counts.
        measure: Measure,
        /// What the two trees break down.
        at: Address,
        /// The totals of each tree; each covers it exactly once.
        margins: Box<[Margin; 2]>,
        /// In which proportion the cells start.
        method: Method,
    },
    /// Sets the highest street percentage, in hundredths of a percent, or takes it away.
    SetHedgeCap(Option<u32>),
    /// Takes back what the author did in a revision, the last or an earlier one.
    TakeBack {
        /// The revision that did it.
        revision: u64,
        /// Also where a cell has been changed since: it gets the number back that stood there before.
        anyway: bool,
    },
    /// Writes the text of the driver tree, or with `None` goes back to the default.
    SetModel(Option<String>),
    /// Offers a target to a unit with terms, or anew after its thread was settled or withdrawn.
    Propose(Box<Proposed>),
    /// Moves a thread in any other way.
    Negotiate {
        /// The thread.
        thread: ThreadId,
        /// The revision that moved it last, as the author saw it.
        seen: u64,
        /// What to do.
        motion: Box<Motion>,
    },
    /// Bounds the threads of the board.
    SetPolicy(Policy),
    /// Moves units to other parents, each from a month on.
    Reorganize(Vec<Move>),
    /// Signs, or does what leads to a signature. Never read from a message: who sends it has proved who they are.
    #[cfg(feature = "server")]
    #[serde(skip)]
    Approve(Box<crate::approval::Wish>),
    /// Says something about a cell, a unit or a goal. Never read from a message: whom it tells is known to the server.
    #[cfg(feature = "server")]
    #[serde(skip)]
    Comment(Box<crate::comment::Wish>),
}

/// An offer with terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The child end.
    pub unit: MemberId,
    /// What is offered.
    pub measure: Measure,
    /// The numbers; they cover the cycle.
    pub numbers: Vec<OfferNumber>,
    /// Why; required where something settled is negotiated anew.
    pub reason: Option<Reason>,
    /// Until when, on what conditions, with what evidence.
    pub terms: Terms,
    /// The revision that moved the unit's thread last, as the author saw it; `None` when there was none.
    pub answers: Option<u64>,
}

impl Verb {
    /// Whether people do it on the board itself; everything else is sent by other pages and by tools.
    pub fn is_of_board(&self) -> bool {
        match self {
            Self::Assign { .. }
            | Self::Hold { .. }
            | Self::Release { .. }
            | Self::Undo
            | Self::Redo
            | Self::TakeBack { .. }
            | Self::Offer { .. }
            | Self::Counter { .. }
            | Self::Accept { .. }
            | Self::Ask { .. } => true,
            Self::Propose(proposed) => proposed.terms.is_empty(),
            Self::Negotiate { motion, .. } => matches!(
                **motion,
                Motion::Withdraw { .. } | Motion::Escalate { .. } | Motion::SendBack { .. } | Motion::Impose { .. }
            ),
            _ => false,
        }
    }
}
