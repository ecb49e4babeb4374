//! The course of a thread: its states, its moves, and who may make them.
//!
//! A draft is nobody's thread yet: [`Course::open`] is the first offer. After it the sides answer each other until they
//! agree, or until one of them, the limit of rounds or a deadline hands the thread to the arbiter, who sends it back or
//! imposes a number. What keeps the turn (a question, a delegation, a part that is accepted) is no move of the course.

use super::Side;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where a thread stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ThreadState {
    /// The parent has offered; the child's turn.
    Offered,
    /// The child has countered; the parent's turn.
    Countered,
    /// Both agreed; nobody's turn.
    Agreed,
    /// The arbiter's turn.
    Escalated,
    /// The arbiter has set the numbers; nobody's turn.
    Imposed,
    /// The parent took its offer back; nobody's turn.
    Withdrawn,
    /// It was settled and is negotiated anew in the thread that follows it; nobody's turn.
    Reopened,
}

impl ThreadState {
    /// Who may move now.
    pub fn turn(self) -> Option<Party> {
        match self {
            Self::Offered => Some(Party::Child),
            Self::Countered => Some(Party::Parent),
            Self::Escalated => Some(Party::Arbiter),
            Self::Agreed | Self::Imposed | Self::Withdrawn | Self::Reopened => None,
        }
    }

    /// Whether somebody still has to move.
    pub fn is_open(self) -> bool {
        self.turn().is_some()
    }

    /// Whether it ended without numbers that hold: for its edge it is as if nothing had been offered.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Reopened)
    }

    /// Whether its numbers are frozen.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Agreed | Self::Imposed)
    }
}

/// Who takes part in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Party {
    /// The level above the unit.
    Parent,
    /// The unit.
    Child,
    /// The lowest superior of both sides: a manager above the parent, or the committee.
    Arbiter,
    /// The board's clock, at a deadline.
    Clock,
}

impl From<Side> for Party {
    fn from(side: Side) -> Self {
        match side {
            Side::Parent => Self::Parent,
            Side::Child => Self::Child,
        }
    }
}

/// What moves a thread on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Numbers: an offer, a counter-offer, or other numbers in place of one's own that are not answered yet.
    Propose,
    /// Takes what the other side has on the table.
    Accept,
    /// Says no without a number, with the range that would do.
    Reject,
    /// Takes an offer back before it is answered.
    Withdraw,
    /// Hands the thread to the arbiter.
    Escalate,
    /// The arbiter gives the thread back to the side that had to move.
    SendBack,
    /// The arbiter sets the numbers.
    Impose,
    /// The parent negotiates anew what was settled: this thread ends, and another follows it.
    Reopen,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 8] = [
        Self::Propose,
        Self::Accept,
        Self::Reject,
        Self::Withdraw,
        Self::Escalate,
        Self::SendBack,
        Self::Impose,
        Self::Reopen,
    ];
}

/// What a thread may take at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Rounds: answers of the parent, its first offer among them. One more goes to the arbiter.
    pub rounds: u8,
    /// How often the arbiter may send it back.
    pub send_backs: u8,
}

impl Limits {
    /// No limit: what has happened has happened.
    pub const NONE: Self = Self { rounds: u8::MAX, send_backs: u8::MAX };
}

/// Why a move is not to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Misplaced {
    /// It is somebody else's turn, or nobody's.
    #[error("it is not this party's turn")]
    Turn,
    /// The other side has nothing on the table to accept.
    #[error("there is nothing on the table to accept")]
    NothingToAccept,
    /// The offer has been answered.
    #[error("the offer has been answered")]
    Answered,
    /// The arbiter has sent the thread back as often as the board allows.
    #[error("the thread cannot be sent back again")]
    SentBackAlready,
}

/// Where a thread stands in its course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Course {
    /// Its state.
    pub state: ThreadState,
    /// Answers of the parent so far.
    pub round: u8,
    /// How often the arbiter has sent it back.
    pub sent_back: u8,
    /// Which side has to move when the arbiter sends it back.
    pub back_to: Side,
    /// The last answer was a rejection, without numbers of its own.
    pub rejected: bool,
}

impl Course {
    /// The course after the parent's first offer.
    pub fn open() -> Self {
        Self { state: ThreadState::Offered, round: 1, sent_back: 0, back_to: Side::Child, rejected: false }
    }

    /// The course after a move.
    ///
    /// # Errors
    /// [`Misplaced`].
    pub fn after(self, party: Party, what: Move, limits: Limits) -> Result<Self, Misplaced> {
        use ThreadState::{Agreed, Countered, Escalated, Imposed, Offered, Reopened, Withdrawn};
        let with = |state| Self { state, ..self };
        match (self.state, party, what) {
            // Numbers of one's own may be replaced until they are answered.
            (Offered, Party::Parent, Move::Propose) | (Countered, Party::Child, Move::Propose) => {
                Ok(Self { rejected: false, ..self })
            }
            (Offered, Party::Child, Move::Propose) => Ok(Self { rejected: false, ..with(Countered) }),
            (Offered, Party::Child, Move::Reject) => Ok(Self { rejected: true, ..with(Countered) }),
            (Offered, Party::Child, Move::Accept) => Ok(with(Agreed)),
            (Offered, Party::Parent, Move::Withdraw) => {
                if self.rejected {
                    Err(Misplaced::Answered)
                } else {
                    Ok(with(Withdrawn))
                }
            }
            (Countered, Party::Parent, Move::Propose | Move::Reject) => {
                let state = if self.round >= limits.rounds { Escalated } else { Offered };
                let (rejected, round) = (what == Move::Reject, self.round.saturating_add(1));
                Ok(Self { rejected, round, back_to: Side::Child, ..with(state) })
            }
            (Countered, Party::Parent, Move::Accept) => {
                if self.rejected {
                    Err(Misplaced::NothingToAccept)
                } else {
                    Ok(with(Agreed))
                }
            }
            (Countered, Party::Child, Move::Withdraw) => Err(Misplaced::Answered),
            (Offered, Party::Child | Party::Clock, Move::Escalate) => {
                Ok(Self { back_to: Side::Child, ..with(Escalated) })
            }
            (Countered, Party::Parent | Party::Clock, Move::Escalate) => {
                Ok(Self { back_to: Side::Parent, ..with(Escalated) })
            }
            (Escalated, Party::Arbiter, Move::SendBack) => {
                if self.sent_back >= limits.send_backs {
                    return Err(Misplaced::SentBackAlready);
                }
                let state = if self.back_to == Side::Child { Offered } else { Countered };
                Ok(Self { sent_back: self.sent_back + 1, ..with(state) })
            }
            (Escalated, Party::Arbiter | Party::Clock, Move::Impose) => Ok(with(Imposed)),
            (Agreed | Imposed, Party::Parent, Move::Reopen) => Ok(with(Reopened)),
            _ => Err(Misplaced::Turn),
        }
    }
}
