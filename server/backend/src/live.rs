//! Live boards: one task per open board, the only door for writes.

mod audience;
mod board;
mod create;
mod past;
mod subscription;
mod task;

pub use crate::clock::Clock;
pub use crate::store::events::BoardSummary;
pub use board::{Acknowledged, Board, SubmitError};
pub use create::{CreateError, system};
pub use past::PastError;
pub use subscription::Subscription;

use crate::identity::ORGANIZATION;
use crate::store::events::BoardKey;
use crate::store::{Store, StoreError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;
use tokio::sync::OnceCell;

/// Why a board cannot be opened.
#[derive(Debug, Error)]
pub enum BoardError {
    /// There is no such board.
    #[error("there is no such board")]
    Unknown,
    /// Its log does not begin by opening it.
    #[error("the log of the board does not begin by opening it")]
    NotOpened,
    /// The store failed, or the log is damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The boards of this installation; each is opened when it is first asked for, and stays open.
#[derive(Clone, Debug)]
pub struct Boards {
    store: Arc<Store>,
    clock: Clock,
    open: Arc<Mutex<HashMap<String, Arc<OnceCell<Board>>>>>,
}

impl Boards {
    /// The boards of [`ORGANIZATION`], which has been founded.
    pub fn new(store: Arc<Store>) -> Self {
        Self::by_clock(store, Clock::default())
    }

    /// The same, where entries are dated and holds end by another clock than the machine's.
    pub fn by_clock(store: Arc<Store>, clock: Clock) -> Self {
        Self { store, clock, open: Arc::default() }
    }

    /// Every board, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn list(&self) -> Result<Vec<BoardSummary>, StoreError> {
        self.store.boards(ORGANIZATION).await
    }

    /// The board of an identifier, folded from its log when nobody has asked for it before.
    ///
    /// # Errors
    /// There is no such board, its log is damaged, or the store failed.
    pub async fn open(&self, id: &str) -> Result<Board, BoardError> {
        let key = key(id);
        let known = self.cell(id, false);
        let cell = match known {
            Some(cell) => cell,
            // Only what exists gets a place: identifiers come from strangers.
            None if self.store.has_board(&key).await? => self.cell(id, true).ok_or(BoardError::Unknown)?,
            None => return Err(BoardError::Unknown),
        };
        let open = || task::open(Arc::clone(&self.store), self.clock.clone(), key);
        cell.get_or_try_init(open).await.cloned()
    }

    /// The place of a board; one whose task has ended is no longer a place.
    fn cell(&self, id: &str, make: bool) -> Option<Arc<OnceCell<Board>>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.get(id).is_some_and(|cell| cell.get().is_some_and(Board::is_closed)) {
            open.remove(id);
        }
        if make {
            open.entry(id.to_owned()).or_default();
        }
        open.get(id).cloned()
    }
}

fn key(board: &str) -> BoardKey {
    BoardKey { organization: ORGANIZATION.to_owned(), board: board.to_owned() }
}
