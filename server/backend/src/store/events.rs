//! Boards and their logs: append only, every row chained to the one before.

use super::{Store, StoreError, Writing};
use crate::clock;
use domain::event::Entry;
use domain::log::{self, ChainDigest, GENESIS};
use futures::TryStreamExt as _;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// Which board, of which organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardKey {
    /// Whose.
    pub organization: String,
    /// The board's identifier.
    pub board: String,
}

/// A line of the list of boards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardSummary {
    /// The board's identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it was opened, in milliseconds since 1970 UTC.
    pub created_at: i64,
}

/// Where a log ends, as far as the holder knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogEnd {
    /// The last revision; 0 when there is none.
    pub revision: u64,
    /// The digest of the last entry.
    pub digest: ChainDigest,
}

impl LogEnd {
    /// The end of an empty log.
    pub const START: Self = Self { revision: 0, digest: GENESIS };
}

impl Store {
    /// The boards of an organization, scenarios left out, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn boards(&self, organization: &str) -> Result<Vec<BoardSummary>, StoreError> {
        let rows = sqlx::query(
            "select board, title, created_at from board where organization = $1 and not exists
            (select 1 from scenario where scenario.organization = board.organization and scenario.scenario = board.board)
            order by created_at, board",
        )
        .bind(organization)
        .fetch_all(self.pool())
        .await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(BoardSummary {
                id: row.try_get("board")?,
                title: row.try_get("title")?,
                created_at: row.try_get("created_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The end of a log as it was at a revision; `None` where there is no such revision.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn log_end_at(&self, board: &BoardKey, revision: u64) -> Result<Option<LogEnd>, StoreError> {
        let row =
            sqlx::query("select digest from board_event where organization = $1 and board = $2 and revision = $3")
                .bind(&board.organization)
                .bind(&board.board)
                .bind(revision.cast_signed())
                .fetch_optional(self.pool())
                .await?;
        let Some(row) = row else { return Ok(None) };
        let digest: Vec<u8> = row.try_get("digest")?;
        let digest = ChainDigest::try_from(digest.as_slice()).map_err(|_| StoreError::BrokenChain { revision })?;
        Ok(Some(LogEnd { revision, digest }))
    }

    /// The last revision at or before a moment, in milliseconds since 1970 UTC; `None` where there is none.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn revision_by(&self, board: &BoardKey, moment: i64) -> Result<Option<u64>, StoreError> {
        let row = sqlx::query(
            "select revision from board_event where organization = $1 and board = $2 and at <= $3
            order by revision desc limit 1",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(moment)
        .fetch_optional(self.pool())
        .await?;
        row.map(|row| Ok(row.try_get::<i64, _>("revision")?.cast_unsigned())).transpose()
    }

    /// When the last entry of a log was written, in milliseconds since 1970 UTC; `None` where there is none.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn latest_entry_at(&self, board: &BoardKey) -> Result<Option<i64>, StoreError> {
        let row = sqlx::query(
            "select at from board_event where organization = $1 and board = $2 order by revision desc limit 1",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .fetch_optional(self.pool())
        .await?;
        row.map(|row| Ok(row.try_get("at")?)).transpose()
    }

    /// Creates a board together with the first entries of its log.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub async fn create_board(&self, board: &BoardKey, title: &str, entries: &[Entry]) -> Result<LogEnd, StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("insert into board (organization, board, title, created_at) values ($1, $2, $3, $4)")
            .bind(&board.organization)
            .bind(&board.board)
            .bind(title)
            .bind(clock::now())
            .execute(&mut *writing)
            .await?;
        let end = write_entries(&mut writing, board, LogEnd::START, entries).await?;
        writing.commit().await?;
        Ok(end)
    }

    /// Appends entries behind the end that the caller knows, all of them or none, and returns the new end.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else has appended, [`StoreError::DuplicateCommand`] when one of the
    /// commands is in the log already. After any other error the caller cannot know whether the entries are stored.
    pub async fn append(&self, board: &BoardKey, end: LogEnd, entries: &[Entry]) -> Result<LogEnd, StoreError> {
        let mut writing = self.write().await?;
        let end = write_entries(&mut writing, board, end, entries).await?;
        writing.commit().await?;
        Ok(end)
    }

    /// Reads the entries behind an end in order, verifies their chain, and returns the end of the log.
    ///
    /// # Errors
    /// The database failed, or [`StoreError::BrokenChain`] where an entry is missing, altered or unreadable.
    pub async fn replay(
        &self,
        board: &BoardKey,
        end: LogEnd,
        each: impl FnMut(Entry) + Send,
    ) -> Result<LogEnd, StoreError> {
        self.replay_until(board, end, u64::MAX, each).await
    }

    /// The same up to a revision, itself included; the end is where it or the log ends.
    ///
    /// # Errors
    /// As [`Self::replay`].
    pub async fn replay_until(
        &self,
        board: &BoardKey,
        mut end: LogEnd,
        until: u64,
        mut each: impl FnMut(Entry) + Send,
    ) -> Result<LogEnd, StoreError> {
        let mut rows = sqlx::query(
            "select revision, command_id, actor, at, payload, digest from board_event
            where organization = $1 and board = $2 and revision > $3 and revision <= $4 order by revision",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(end.revision.cast_signed())
        .bind(i64::try_from(until).unwrap_or(i64::MAX))
        .fetch(self.pool());
        while let Some(row) = rows.try_next().await? {
            let revision = row.try_get::<i64, _>("revision")?.cast_unsigned();
            let payload: Vec<u8> = row.try_get("payload")?;
            let stored: Vec<u8> = row.try_get("digest")?;
            let digest = log::chain(&end.digest, &payload);
            let entry = log::entry(&payload).ok().filter(|_| revision == end.revision + 1 && stored == digest);
            let entry = entry.filter(|entry| says_the_same(entry, &row).unwrap_or(false));
            each(entry.ok_or(StoreError::BrokenChain { revision: end.revision + 1 })?);
            end = LogEnd { revision, digest };
        }
        Ok(end)
    }
}

/// Whether the columns beside an entry, which no digest covers, are the entry's own.
fn says_the_same(entry: &Entry, row: &AnyRow) -> Result<bool, sqlx::Error> {
    Ok(entry.revision == row.try_get::<i64, _>("revision")?.cast_unsigned()
        && row.try_get::<Option<String>, _>("command_id")?.is_none_or(|id| id == entry.command.to_string())
        && row.try_get::<String, _>("actor")? == entry.actor.person
        && row.try_get::<i64, _>("at")? == entry.at)
}

async fn write_entries(
    writing: &mut Writing<'_>,
    board: &BoardKey,
    mut end: LogEnd,
    entries: &[Entry],
) -> Result<LogEnd, StoreError> {
    for entry in entries {
        let payload = log::payload(entry);
        end = LogEnd { revision: entry.revision, digest: log::chain(&end.digest, &payload) };
        sqlx::query(
            "insert into board_event (organization, board, revision, command_id, actor, at, payload, digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(entry.revision.cast_signed())
        .bind(entry.command.to_string())
        .bind(&entry.actor.person)
        .bind(entry.at)
        .bind(payload)
        .bind(end.digest.to_vec())
        .execute(&mut **writing)
        .await
        .map_err(append_error)?;
    }
    Ok(end)
}

/// Both databases name the column in the message, or in the name of the constraint, of what is there already.
fn append_error(error: sqlx::Error) -> StoreError {
    match error.as_database_error() {
        Some(known) if known.is_unique_violation() && known.message().contains("command_id") => {
            StoreError::DuplicateCommand
        }
        Some(known) if known.is_unique_violation() => StoreError::Conflict,
        _ => error.into(),
    }
}
