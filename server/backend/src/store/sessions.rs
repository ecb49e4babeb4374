//! Sessions as they are kept: opaque data under the digest of an identifier that only the browser holds.

use super::{Store, StoreError};
use crate::clock;
use sqlx::Row as _;

/// A session as it is kept.
pub(crate) struct StoredSession {
    /// Digest of the identifier.
    pub key: String,
    /// Its values.
    pub data: Vec<u8>,
    /// In milliseconds since 1970 UTC.
    pub expires_at: i64,
}

impl Store {
    /// Adds a session.
    pub(crate) async fn add_session(&self, session: &StoredSession) -> Result<(), StoreError> {
        self.write_session("insert into session (id, data, expires_at) values ($1, $2, $3)", session).await
    }

    /// Writes a session that is there; one that has been deleted meanwhile stays deleted.
    pub(crate) async fn save_session(&self, session: &StoredSession) -> Result<(), StoreError> {
        self.write_session("update session set data = $2, expires_at = $3 where id = $1", session).await
    }

    async fn write_session(&self, statement: &str, session: &StoredSession) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(statement)
            .bind(&session.key)
            .bind(session.data.as_slice())
            .bind(session.expires_at)
            .execute(&mut *writing)
            .await?;
        writing.commit().await
    }

    /// A session that has not expired.
    pub(crate) async fn session(&self, key: &str) -> Result<Option<StoredSession>, StoreError> {
        let row = sqlx::query("select data, expires_at from session where id = $1 and expires_at > $2")
            .bind(key)
            .bind(clock::now())
            .fetch_optional(self.pool())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(StoredSession {
            key: key.to_owned(),
            data: row.try_get("data")?,
            expires_at: row.try_get("expires_at")?,
        }))
    }

    /// Deletes a session.
    pub(crate) async fn delete_session(&self, key: &str) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("delete from session where id = $1").bind(key).execute(&mut *writing).await?;
        writing.commit().await
    }

    /// Deletes what has expired.
    ///
    /// # Errors
    /// The database failed.
    pub async fn delete_expired_sessions(&self) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("delete from session where expires_at <= $1").bind(clock::now()).execute(&mut *writing).await?;
        writing.commit().await
    }
}
