//! What people have put aside in their inboxes.

use super::events::BoardKey;
use super::{Store, StoreError};
use domain::inbox::Aside;
use sqlx::Row as _;
use sqlx::any::AnyRow;

impl Store {
    /// The threads of a board that a person has put aside.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn asides(&self, board: &BoardKey, person: &str) -> Result<Vec<Aside>, StoreError> {
        let rows = sqlx::query(
            "select thread, moved, until from aside where organization = $1 and board = $2 and person = $3
            order by thread",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(person)
        .fetch_all(self.pool())
        .await?;
        rows.iter().map(aside).collect()
    }

    /// Puts a thread aside for a person, in place of an earlier time.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn put_aside(&self, board: &BoardKey, person: &str, aside: &Aside) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(
            "insert into aside (organization, board, person, thread, moved, until) values ($1, $2, $3, $4, $5, $6)
            on conflict (organization, board, person, thread)
            do update set moved = excluded.moved, until = excluded.until",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(person)
        .bind(aside.thread.cast_signed())
        .bind(aside.moved.cast_signed())
        .bind(aside.until)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// Takes a thread back into a person's inbox.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn take_back(&self, board: &BoardKey, person: &str, thread: u64) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("delete from aside where organization = $1 and board = $2 and person = $3 and thread = $4")
            .bind(&board.organization)
            .bind(&board.board)
            .bind(person)
            .bind(thread.cast_signed())
            .execute(&mut *writing)
            .await?;
        writing.commit().await
    }
}

fn aside(row: &AnyRow) -> Result<Aside, StoreError> {
    Ok(Aside {
        thread: row.try_get::<i64, _>("thread")?.cast_unsigned(),
        moved: row.try_get::<i64, _>("moved")?.cast_unsigned(),
        until: row.try_get("until")?,
    })
}
