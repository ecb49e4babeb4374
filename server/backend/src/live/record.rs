//! The record, checked from its first entry: every log is what was written, and every kept snapshot is what its log gives.

use super::past::Past;
use super::{Boards, key};
use crate::identity::ORGANIZATION;
use crate::store::StoreError;
use crate::store::events::{BoardKey, BoardSummary, LogEnd};
use crate::store::scenarios::Origin;
use domain::approval::{fingerprint, signed};
use domain::event::Entry;
use domain::live::decode;
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
    /// How many signatures it holds, each checked against the figures of its revision.
    pub signatures: usize,
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
    /// A signature stands under other figures than those of its revision.
    #[error("the signature in revision {revision} is not one of the figures that the log gives there")]
    Signature {
        /// The revision.
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
                Err(StoreError::BrokenChain { revision }) => Err(RecordFault::Log { revision }),
                checked => checked?,
            };
            let signatures = end.as_ref().map_or(0, |(_, signatures)| *signatures);
            each(CheckedLog { board, end: end.map(|(end, _)| end), signatures });
        }
        Ok(())
    }

    async fn checked(
        &self,
        board: &BoardKey,
        origin: &Origin,
        noted: &[LogEnd],
    ) -> Result<Result<(LogEnd, usize), RecordFault>, StoreError> {
        let (mut signatures, mut unfit) = (0, None);
        let mut verify = |plan: &Plan, entry: Entry| {
            for (subject, content) in entry.events.iter().filter_map(signed) {
                signatures += 1;
                if unfit.is_none() && fingerprint(plan, subject) != content {
                    unfit = Some(entry.revision);
                }
            }
        };
        let mut past = match origin {
            Origin::Opening => Past::BEGINNING,
            // What it shares with its board is checked there; here it is read once more, without any snapshot.
            Origin::Branch(scenario) => {
                self.go_on(&key(&scenario.board), Past::BEGINNING, scenario.revision, |_, _| ()).await?
            }
        };
        for revision in self.store.snapshot_revisions(board).await? {
            past = self.go_on(board, past, revision, &mut verify).await?;
            let kept = self.store.snapshot_before(board, revision).await?;
            let kept = kept.filter(|(end, _)| *end == past.end);
            let kept = kept.and_then(|(_, bytes)| decode::<Snapshot>(&bytes).ok()).map(Snapshot::without_undo);
            if kept.is_none() || kept != past.plan.as_ref().map(|plan| Snapshot::of(plan).without_undo()) {
                return Ok(Err(RecordFault::Snapshot { revision }));
            }
        }
        past = self.go_on(board, past, u64::MAX, &mut verify).await?;
        if past.plan.is_none() {
            return Ok(Err(RecordFault::NotOpened));
        }
        if let Some(revision) = unfit {
            return Ok(Err(RecordFault::Signature { revision }));
        }
        for end in noted {
            if self.store.log_end_at(board, end.revision).await? != Some(*end) {
                return Ok(Err(RecordFault::Noted { revision: end.revision }));
            }
        }
        Ok(Ok((past.end, signatures)))
    }
}
