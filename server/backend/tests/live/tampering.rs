//! What nobody should do to a database, and what only its owner sees.

use crate::databases::Fresh;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};

/// Runs a statement behind the store's back.
pub async fn tamper(fresh: &Fresh, statement: &str) {
    let mut connection = AnyConnection::connect(&fresh.to_string()).await.unwrap();
    connection.execute(statement).await.unwrap();
}

/// In how many transactions the log was written; only PostgreSQL knows.
pub async fn transactions_of_the_log(fresh: &Fresh) -> Option<i64> {
    if fresh.is_embedded() {
        return None;
    }
    let mut connection = AnyConnection::connect(&fresh.to_string()).await.unwrap();
    let row = connection.fetch_one("select count(distinct xmin::text) as transactions from board_event").await.unwrap();
    Some(row.get("transactions"))
}
