//! Events: what happened. Only events are stored, sent and replayed.

use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::approval::{Sealed, Stood};
use crate::command::{CommandId, Method};
use crate::dimension::{MemberId, Name};
use crate::goal::GoalTarget;
use crate::hold::Hold;
use crate::margin::Margin;
use crate::measure::{Measure, Slice};
use crate::outline::Outline;
use crate::reorganization::Move;
use crate::tactic::{Activity, TacticId};
use crate::thread::{OfferNumber, Policy, Reason, Side, Step, ThreadId};
use serde::{Deserialize, Serialize};

/// Leaf cells of one slice and measure that got new numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Where the numbers belong.
    pub slice: Slice,
    /// What they count.
    pub measure: Measure,
    /// The cells.
    pub cells: Vec<CellChange>,
}

/// A leaf or total that got a new number, and the leaf cells that moved for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The leaf or total.
    pub at: Address,
    /// Its number before, in rounding units.
    pub from: Option<i64>,
    /// Its number after.
    pub to: Option<i64>,
    /// How it was broken down.
    pub method: Method,
    /// The leaf cells.
    pub changes: Changes,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The board was opened.
    Opened(Box<Outline>),
    /// History, a forecast or an import filled cells.
    Loaded(Changes),
    /// A corporate goal was set.
    GoalSet(GoalTarget),
    /// A number was written.
    Assigned(Assignment),
    /// An assignment was taken back.
    Undone {
        /// The revision that made it.
        revision: u64,
        /// The way back.
        assignment: Assignment,
    },
    /// A target is held.
    Held(Hold),
    /// A target is no longer held.
    Released {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
    },
    /// An offer or counter-offer was made.
    Offered {
        /// The thread it belongs to; `None` opens one.
        thread: Option<ThreadId>,
        /// The child end.
        unit: MemberId,
        /// Who speaks.
        side: Side,
        /// The numbers.
        numbers: Vec<OfferNumber>,
        /// Why.
        reason: Option<Reason>,
        /// The revision its author saw.
        based_on: u64,
        /// The targets or commitments that moved; its measure is the thread's.
        changes: Changes,
    },
    /// Somebody asked or answered.
    Remarked {
        /// The thread.
        thread: ThreadId,
        /// Who speaks.
        side: Side,
        /// The words.
        text: String,
    },
    /// Both sides agreed.
    Accepted {
        /// The thread.
        thread: ThreadId,
        /// Who accepted.
        side: Side,
        /// Target, commitment and agreed numbers that moved.
        changes: Vec<Changes>,
        /// What is held from now on.
        holds: Vec<Hold>,
    },
    /// Something happened that the reader may only see as totals: the new numbers of the rest.
    Elsewhere(Vec<Changes>),
    /// A tactic was planned; it is called by this revision.
    TacticPlanned {
        /// What is planned.
        activity: Box<Activity>,
        /// The leaf cells of tactics that moved, overlap with other tactics taken out.
        changes: Vec<Changes>,
    },
    /// A tactic was changed.
    TacticRevised {
        /// The tactic.
        tactic: TacticId,
        /// What is planned from now on.
        activity: Box<Activity>,
        /// The leaf cells of tactics that moved.
        changes: Vec<Changes>,
    },
    /// A tactic was taken off the board.
    TacticDropped {
        /// The tactic.
        tactic: TacticId,
        /// What it was called.
        name: Name,
        /// Where it acted.
        unit: MemberId,
        /// The leaf cells of tactics that moved.
        changes: Vec<Changes>,
    },
    /// A hold has come to its end.
    Expired {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
    },
    /// An assignment that was taken back was made again.
    Redone {
        /// The revision that took it back.
        revision: u64,
        /// The assignment.
        assignment: Assignment,
    },
    /// The totals of two trees were written at once.
    MarginsAssigned {
        /// What was given.
        margins: Box<[Margin; 2]>,
        /// What became of the number that both break down.
        assignment: Assignment,
    },
    /// The highest street percentage was set, in hundredths of a percent, or taken away.
    HedgeCapSet(Option<u32>),
    /// The driver tree got another text; `None` is the default.
    ModelSet(Option<String>),
    /// Something happened in a thread beside offers, accepts and questions.
    Stepped {
        /// The thread; `None` is the one that this entry opened.
        thread: Option<ThreadId>,
        /// What.
        step: Box<Step>,
        /// Target, commitment and agreed numbers that moved.
        changes: Vec<Changes>,
        /// What is held from now on.
        holds: Vec<Hold>,
        /// What is no longer held.
        released: Vec<(Measure, Address)>,
    },
    /// How threads are bounded from now on.
    PolicySet(Policy),
    /// Units moved to other parents; from here on every unit is called by its number in the new tree.
    Reorganized(Vec<Move>),
    /// Something was done or set for approvals.
    Approval {
        /// Where the unit stands from now on; `None` where no unit is concerned.
        stood: Option<Stood>,
        /// What was done or set, for the server.
        deed: Sealed,
    },
    /// Somebody said something about a cell, a unit or a goal: what, for the server. No browser is sent it.
    #[cfg(feature = "server")]
    Commented(Sealed),
}

impl Entry {
    /// Whether it moved units: what was called by a number before is called by another now.
    pub fn reorganizes(&self) -> bool {
        self.events.iter().any(|event| matches!(event, Event::Reorganized(_)))
    }
}

/// One revision: everything one command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts from 1.
    pub revision: u64,
    /// The command that did it.
    pub command: CommandId,
    /// Who did it.
    pub actor: Actor,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// What happened, in order.
    pub events: Vec<Event>,
}
