//! Rejections: why a rule said no. They cross the wire whole and are said in the reader's language; those at the end, of
//! what only the server's pages ask for, never cross it.

use crate::address::Address;
use crate::dimension::MemberId;
use crate::hold::{Binding, Hold};
use crate::margin::{Axis, MarginConflict};
use crate::measure::Measure;
use crate::model::ModelError;
use crate::reorganization::MoveFault;
use crate::tactic::TacticFault;
use crate::thread::{Inputs, Misplaced, OfferNumber, Party};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How many holds a refusal names at most.
pub const LISTED: usize = 8;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Rejection {
    /// The person may not do this here.
    #[error("this person may not do this here")]
    NotAllowed,
    /// A member, cell or thread that is not on the board.
    #[error("the board has no such member, cell or thread")]
    Unknown,
    /// The board is already open, or not yet.
    #[error("the board is already open, or not yet")]
    Opening,
    /// A slice that people do not write.
    #[error("this slice is not written by people")]
    NotWritable,
    /// A negative number where there is none.
    #[error("the number must not be negative")]
    Negative,
    /// A number so large that totals could leave the exact range.
    #[error("the number is too large")]
    TooLarge,
    /// Both sides agreed to the number at this address.
    #[error("the number is agreed")]
    Agreed {
        /// The agreed leaf or total.
        at: Address,
    },
    /// The spread cannot tie: the held numbers below need more, or allow less.
    #[error("held numbers make {total} impossible; {nearest} is the nearest possible total")]
    Held {
        /// Where the holds bind.
        at: Address,
        /// What was asked for, in rounding units.
        total: i64,
        /// The nearest total that the holds allow.
        nearest: i64,
        /// The holds that bind, those whose own change would do first; at most [`LISTED`].
        holds: Vec<Binding>,
        /// How many more bind.
        more: u32,
    },
    /// A held total elsewhere would move.
    #[error("a held total would move by {by}")]
    HeldElsewhere {
        /// The held total.
        at: Address,
        /// By how much it would move, in rounding units.
        by: i64,
        /// The hold, where its author may see it.
        hold: Option<Box<Binding>>,
    },
    /// A hold whose corridor the present number is not in.
    #[error("the present number {number} is not in the corridor")]
    OutsideCorridor {
        /// The leaf or total.
        at: Address,
        /// The number that stands there, in rounding units.
        number: i64,
    },
    /// Only who holds a number, or a superior, may release it or hold it otherwise.
    #[error("{} holds this", .hold.holder.name)]
    NotYourHold {
        /// The hold.
        hold: Box<Hold>,
    },
    /// Numbers of both signs cannot be weights.
    #[error("numbers of both signs cannot be spread in proportion")]
    MixedSigns,
    /// The reference or shape that was chosen gives no proportion here.
    #[error("the method has nothing to go by here")]
    NothingToFollow,
    /// The reference has numbers here that add up to zero, so that no part of it is a share.
    #[error("the numbers of the reference cancel out to zero")]
    CancelOut,
    /// The method's own inputs make no sense.
    #[error("the inputs of the method make no sense")]
    MethodInvalid,
    /// There is nothing to hold in an empty cell.
    #[error("there is no number to hold")]
    NothingToHold,
    /// The author has nothing to take back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The author has nothing to make again.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// Somebody changed the same cells after the author.
    #[error("{by} changed this afterwards")]
    ChangedSince {
        /// Their name.
        by: String,
        /// Where.
        at: Address,
    },
    /// It is the other side's turn.
    #[error("it is the other side's turn")]
    NotYourTurn {
        /// Whose turn it is; nobody's when agreed.
        turn: Option<Party>,
    },
    /// The offer on the table is not the one the author saw.
    #[error("the offer has changed")]
    OfferChanged {
        /// What is offered.
        measure: Measure,
        /// The numbers the author saw, where they are still known.
        seen: Vec<OfferNumber>,
        /// The numbers on the table.
        now: Vec<OfferNumber>,
        /// The revision that an answer names now.
        offer: u64,
    },
    /// The numbers of an offer do not cover the cycle exactly once.
    #[error("the numbers do not cover the cycle exactly once")]
    Periods,
    /// A counter-offer without a reason, or a question without words.
    #[error("a reason in words is required")]
    ReasonMissing,
    /// A text that is longer than the board keeps.
    #[error("the text is longer than {limit} characters")]
    TextTooLong {
        /// The limit in characters.
        limit: u32,
    },
    /// A counter-offer equal to the offer is an accept.
    #[error("these are the numbers on the table: accept them")]
    SameNumbers,
    /// Units on a path assign more beyond their own targets than the board allows.
    #[error("the numbers at the end of the path would be too far above the corporate target")]
    HedgeCap {
        /// What is counted.
        measure: Measure,
        /// The path, from the company down, as far as the author may see it.
        path: Vec<MemberId>,
        /// What the over-assignments would come to, in hundredths of a percent; `None` where the author may not know it,
        /// or where something is assigned without any target.
        street: Option<i64>,
        /// What the board allows.
        cap: u32,
    },
    /// A move that the course of its thread does not allow now, though it is this party's turn.
    #[error("{0}")]
    Misplaced(Misplaced),
    /// What the offer was made on has changed: who accepts has to see it first.
    #[error("what the offer was made on has changed")]
    Stale {
        /// What is offered.
        measure: Measure,
        /// What it was made on.
        was: Inputs,
        /// What is there now.
        now: Inputs,
    },
    /// Conditions of the offer that do not hold.
    #[error("conditions of the offer do not hold")]
    ConditionsOpen {
        /// Their places among its conditions.
        open: Vec<u8>,
    },
    /// Terms that name what the unit may not see, or more than an offer may carry, or no address.
    #[error("the terms of the offer make no sense")]
    TermsInvalid,
    /// Numbers that are agreed while the rest is negotiated would change.
    #[error("part of the numbers is agreed")]
    PartAgreed,
    /// A policy whose numbers a board cannot keep.
    #[error("the policy makes no sense")]
    PolicyInvalid,
    /// Units have moved since the author looked: what they named may be another unit now.
    #[error("the organization has changed since the author looked")]
    Reorganized,
    /// The unit at or above what would change is on its way to approval, or frozen.
    #[error("the numbers are locked by the approval of a unit at or above")]
    Locked {
        /// The unit.
        unit: MemberId,
    },
    /// A tactic that cannot be planned like this.
    #[error("{0}")]
    #[serde(skip)]
    Tactic(TacticFault),
    /// The tactic is not the one the author saw.
    #[error("{by} has changed the tactic")]
    #[serde(skip)]
    TacticChanged {
        /// Who changed it last.
        by: String,
    },
    /// The totals of a tree that do not cover what they break down exactly once.
    #[error("the totals do not cover the tree exactly once")]
    #[serde(skip)]
    Uncovered {
        /// Along which dimension.
        along: Axis,
    },
    /// The totals of two trees that no numbers meet, alone or with what is held.
    #[error("the totals ask for {short} more than they or what is held allow")]
    #[serde(skip)]
    Margins {
        /// What the two trees break down.
        at: Address,
        /// By how much, in rounding units.
        short: i64,
        /// The totals that conflict, those whose own change would do first; at most [`LISTED`].
        totals: Vec<MarginConflict>,
        /// The holds that conflict, those whose own change would do first; at most [`LISTED`].
        holds: Vec<Binding>,
        /// How many more totals and holds conflict.
        more: u32,
    },
    /// A text that is no driver tree.
    #[error("{0}")]
    #[serde(skip)]
    Model(ModelError),
    /// Units that cannot move like this.
    #[error("{0}")]
    #[serde(skip)]
    Move(MoveFault),
    /// Something for approvals that does not happen. It is never asked for in a message, nor refused in one.
    #[cfg(feature = "server")]
    #[error("{0}")]
    #[serde(skip)]
    Approval(Box<crate::approval::Fault>),
    /// Something that is not said. It is never asked for in a message, nor refused in one.
    #[cfg(feature = "server")]
    #[error("{0}")]
    #[serde(skip)]
    Comment(Box<crate::comment::Fault>),
}

#[cfg(feature = "server")]
impl Rejection {
    /// It as it crosses the wire: of what only the server's pages ask for, a browser is told that it may not ask.
    pub fn for_a_browser(self) -> Self {
        match self {
            Self::Tactic(_)
            | Self::TacticChanged { .. }
            | Self::Uncovered { .. }
            | Self::Margins { .. }
            | Self::Model(_)
            | Self::Move(_)
            | Self::Approval(_)
            | Self::Comment(_) => Self::NotAllowed,
            told => told,
        }
    }
}
