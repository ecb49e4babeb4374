//! The store: one pool over SQLite or PostgreSQL, and the only place with SQL.

mod asides;
pub mod events;
pub mod history;
pub(crate) mod mails;
pub(crate) mod meetings;
pub(crate) mod people;
pub(crate) mod scenarios;
pub(crate) mod sessions;
pub mod snapshots;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};
use std::ops::{Deref, DerefMut};
use thiserror::Error;
use tokio::sync::{Mutex, MutexGuard};

static SQLITE_STEPS: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES_STEPS: Migrator = sqlx::migrate!("../../migrations/postgres");

/// What SQLite is told on every connection: readers beside the writer, commits on disk, references kept, patience.
const SQLITE_SETTINGS: &str =
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 10000;";

const SQLITE_CONNECTIONS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Why the store could not do what was asked; for the log, never for users.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address names neither SQLite nor PostgreSQL.
    #[error("a database address starts with sqlite: or postgres:")]
    UnknownDatabase,
    /// The database refused or could not be reached.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought to this version.
    #[error("the migrations failed: {0}")]
    Migration(#[from] MigrateError),
    /// A stored value that this version cannot read.
    #[error("the stored {0} cannot be read")]
    Unreadable(&'static str),
    /// Somebody else has appended to the log meanwhile.
    #[error("somebody else has appended to the log")]
    Conflict,
    /// A command of this identifier is in the log already.
    #[error("the command is in the log already")]
    DuplicateCommand,
    /// The log is not what was written.
    #[error("the log is damaged at revision {revision}")]
    BrokenChain {
        /// The first revision that is missing, altered or unreadable.
        revision: u64,
    },
    /// Somebody has this e-mail address.
    #[error("the e-mail address is taken")]
    EmailTaken,
}

/// Everything that is kept, for all organizations.
#[derive(Debug)]
pub struct Store {
    pool: AnyPool,
    /// SQLite has one writer at a time: waiting here is fair, waiting in SQLite is not.
    writer: Option<Mutex<()>>,
}

impl Store {
    /// Opens the database of an address (`sqlite:///folder/pacto.db?mode=rwc` or `postgres://…`) and brings its tables to this version.
    ///
    /// # Errors
    /// The address is of another kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        if url.starts_with("sqlite:") {
            let options = AnyPoolOptions::new().max_connections(SQLITE_CONNECTIONS).after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SQLITE_SETTINGS).await.map(|_| ()) })
            });
            let pool = options.connect(url).await?;
            SQLITE_STEPS.run(&pool).await?;
            Ok(Self { pool, writer: Some(Mutex::new(())) })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = AnyPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).connect(url).await?;
            POSTGRES_STEPS.run(&pool).await?;
            Ok(Self { pool, writer: None })
        } else {
            Err(StoreError::UnknownDatabase)
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.pool.execute("select 1").await?;
        Ok(())
    }

    /// Closes every connection; SQLite folds its write-ahead log into the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether this is SQLite, where all writing happens in this process.
    pub fn is_embedded(&self) -> bool {
        self.writer.is_some()
    }

    /// The pool, for reading.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a writing transaction; on SQLite it waits for its turn as the one writer.
    ///
    /// # Errors
    /// No connection is to be had.
    pub(crate) async fn write(&self) -> Result<Writing<'_>, StoreError> {
        let turn = match &self.writer {
            Some(writer) => Some(writer.lock().await),
            None => None,
        };
        // SQLite takes its lock at once: a reader that turns writer half way would be refused without waiting.
        let begin = if turn.is_some() { "begin immediate" } else { "begin" };
        let transaction = self.pool.begin_with(begin).await?;
        Ok(Writing { transaction, _turn: turn })
    }
}

/// A writing transaction: it is undone unless it is committed.
pub(crate) struct Writing<'a> {
    // Before the turn, so that it is dropped first.
    transaction: Transaction<'static, Any>,
    _turn: Option<MutexGuard<'a, ()>>,
}

impl Writing<'_> {
    /// Makes everything durable.
    ///
    /// # Errors
    /// The database could not; nothing is stored then.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Writing<'_> {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.transaction
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }
}
