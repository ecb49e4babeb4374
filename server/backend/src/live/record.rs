//! The record, checked from its first entry: every log is what was written, and every kept snapshot is what its log gives.

use super::past::Past;
use super::{Boards, PastError, key};
use crate::identity::ORGANIZATION;
use crate::store::StoreError;
use crate::store::events::{BoardKey, BoardSummary, LogEnd};
use crate::store::scenarios::Origin;
use domain::live::encode;
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use thiserror::Error;

/// A log that was checked.
#[derive(Debug)]
pub struct CheckedLog {
    /// The board or scenario.
    pub board: BoardSummary,
    /// Where its log ends, or what is wrong with it.
    pub end: Result<LogEnd, RecordFault>,
}

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordFault {
    /// The log is not what was written.
    #[error("revision {revision} is missing, altered or unreadable")]
    Log {
        /// The first such revision.
        revision: u64,
    },
    /// The board is not opened by its log.
    #[error("the log does not begin by opening the board")]
    NotOpened,
    /// A snapshot shows other numbers than the log gives.
    #[error("the snapshot at revision {revision} is not what the log gives")]
    Snapshot {
        /// Where it stands.
        revision: u64,
    },
    /// The log no longer holds what was noted of it.
    #[error("revision {revision} is not the one that was noted")]
    Noted {
        /// The noted revision.
        revision: u64,
    },
}

impl Boards {
    /// Reads every log of the organization from its first entry, also of discarded scenarios, oldest first, and gives
    /// what was found of each.
    ///
    /// `noted` are ends of logs as somebody wrote them down, by board: a chain cannot tell by itself that it was cut short
    /// or written anew from some revision on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn check_record(
        &self,
        noted: &[(String, LogEnd)],
        mut each: impl FnMut(CheckedLog) + Send,
    ) -> Result<(), StoreError> {
        for (board, origin) in self.store.logs(ORGANIZATION).await? {
            let of_board: Vec<LogEnd> = noted.iter().filter(|(id, _)| *id == board.id).map(|(_, end)| *end).collect();
            let end = match self.checked(&key(&board.id), &origin, &of_board).await {
                Ok(end) => Ok(end),
                Err(Trouble::Fault(fault)) => Err(fault),
                Err(Trouble::Store(StoreError::BrokenChain { revision })) => Err(RecordFault::Log { revision }),
                Err(Trouble::Store(error)) => return Err(error),
            };
            each(CheckedLog { board, end });
        }
        Ok(())
    }

    async fn checked(&self, board: &BoardKey, origin: &Origin, noted: &[LogEnd]) -> Result<LogEnd, Trouble> {
        let mut past = match origin {
            Origin::Opening => Past::BEGINNING,
            // What it shares with its board is checked there; here it is read once more, without any snapshot.
            Origin::Branch(scenario) => {
                self.go_on(&key(&scenario.board), Past::BEGINNING, scenario.revision, |_, _| ()).await?
            }
        };
        for (revision, payload) in self.store.snapshots(board).await? {
            past = self.go_on(board, past, revision, |_, _| ()).await?;
            let plan = past.plan.as_ref().ok_or(RecordFault::NotOpened)?;
            if past.end.revision != revision || payload.is_none_or(|payload| payload != bytes(plan)) {
                return Err(RecordFault::Snapshot { revision }.into());
            }
        }
        past = self.go_on(board, past, u64::MAX, |_, _| ()).await?;
        if past.plan.is_none() {
            return Err(RecordFault::NotOpened.into());
        }
        for end in noted {
            if self.store.log_end_at(board, end.revision).await? != Some(*end) {
                return Err(RecordFault::Noted { revision: end.revision }.into());
            }
        }
        Ok(past.end)
    }
}

fn bytes(plan: &Plan) -> Vec<u8> {
    encode(&Snapshot::of(plan))
}

enum Trouble {
    Fault(RecordFault),
    Store(StoreError),
}

impl From<RecordFault> for Trouble {
    fn from(fault: RecordFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<PastError> for Trouble {
    fn from(error: PastError) -> Self {
        match error {
            PastError::Store(error) => Self::Store(error),
            PastError::NoRevision { revision, .. } => Self::Fault(RecordFault::Log { revision }),
            PastError::Unknown | PastError::Interrupted => Self::Fault(RecordFault::NotOpened),
        }
    }
}
