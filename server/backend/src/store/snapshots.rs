//! Snapshots of boards: bytes of whole plans at some revisions, beside the log and never instead of it.

use super::events::{BoardKey, LogEnd};
use super::{Store, StoreError};
use domain::live::PROTOCOL;
use domain::log::{self, ChainDigest};
use sqlx::Row as _;

impl Store {
    /// The nearest snapshot at or before a revision, with the end of the log that it stands for; `None` where there is
    /// none of this log and of this version, or where it is damaged.
    ///
    /// # Errors
    /// The database failed.
    pub async fn snapshot_before(
        &self,
        board: &BoardKey,
        revision: u64,
    ) -> Result<Option<(LogEnd, Vec<u8>)>, StoreError> {
        let row = sqlx::query(
            "select board_snapshot.revision, board_snapshot.digest, board_snapshot.payload, board_snapshot.seal
            from board_snapshot join board_event
            on board_event.organization = board_snapshot.organization and board_event.board = board_snapshot.board
            and board_event.revision = board_snapshot.revision and board_event.digest = board_snapshot.digest
            where board_snapshot.organization = $1 and board_snapshot.board = $2 and board_snapshot.revision <= $3
            and board_snapshot.format = $4 order by board_snapshot.revision desc limit 1",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(i64::try_from(revision).unwrap_or(i64::MAX))
        .bind(i64::from(PROTOCOL))
        .fetch_optional(self.pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let revision = row.try_get::<i64, _>("revision")?.cast_unsigned();
        let digest: Vec<u8> = row.try_get("digest")?;
        let payload: Vec<u8> = row.try_get("payload")?;
        let seal: Vec<u8> = row.try_get("seal")?;
        let digest = ChainDigest::try_from(digest.as_slice()).ok();
        let digest = digest.filter(|digest| log::chain(digest, &payload).as_slice() == seal);
        Ok(digest.map(|digest| (LogEnd { revision, digest }, payload)))
    }

    /// The revisions of the snapshots of a board in this version's encoding, in order, damaged ones too.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn snapshot_revisions(&self, board: &BoardKey) -> Result<Vec<u64>, StoreError> {
        let rows = sqlx::query(
            "select revision from board_snapshot where organization = $1 and board = $2 and format = $3
            order by revision",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(i64::from(PROTOCOL))
        .fetch_all(self.pool())
        .await?;
        rows.iter().map(|row| Ok(row.try_get::<i64, _>("revision")?.cast_unsigned())).collect()
    }

    /// Keeps a snapshot at the end of a replay; one that is there already is replaced.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keep_snapshot(&self, board: &BoardKey, end: LogEnd, payload: &[u8]) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(
            "insert into board_snapshot (organization, board, revision, digest, format, payload, seal)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization, board, revision, format)
            do update set digest = excluded.digest, payload = excluded.payload, seal = excluded.seal",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(end.revision.cast_signed())
        .bind(end.digest.to_vec())
        .bind(i64::from(PROTOCOL))
        .bind(payload)
        .bind(log::chain(&end.digest, payload).to_vec())
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }
}
