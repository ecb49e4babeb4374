//! Live boards: one task per open board, the only door for writes.

mod audience;
mod board;
mod create;
mod inbox;
mod meeting;
mod merging;
mod past;
mod record;
mod scenario;
mod subscription;
mod task;

pub use crate::clock::Clock;
pub use crate::store::events::{BoardSummary, LogEnd};
pub use crate::store::scenarios::ScenarioSummary;
pub use board::{Acknowledged, Board, SubmitError};
pub use create::{CreateError, system};
pub use meeting::Drive;
pub use merging::{MergeError, Merging};
pub use past::PastError;
pub use record::{CheckedLog, RecordFault};
pub use scenario::{MOST_SCENARIOS, NAME_LIMIT, Place, ScenarioError};
pub use subscription::Subscription;

use crate::identity::{ORGANIZATION, Person};
use crate::store::events::BoardKey;
use crate::store::scenarios::Origin;
use crate::store::{Store, StoreError};
use past::Past;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;
use tokio::sync::OnceCell;

/// Why a board cannot be opened.
#[derive(Debug, Error)]
pub enum BoardError {
    /// There is no such board or scenario, or not for this person.
    #[error("there is no such board")]
    Unknown,
    /// The revision where a scenario branches off cannot be rebuilt.
    #[error("the revision where the scenario branches off cannot be rebuilt")]
    NoBranchingPoint,
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
    news: meeting::News,
}

impl Boards {
    /// The boards of [`ORGANIZATION`], which has been founded.
    pub fn new(store: Arc<Store>) -> Self {
        Self::by_clock(store, Clock::default())
    }

    /// The same, where entries are dated and holds end by another clock than the machine's.
    pub fn by_clock(store: Arc<Store>, clock: Clock) -> Self {
        Self { store, clock, open: Arc::default(), news: meeting::News::default() }
    }

    /// Every board, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn list(&self) -> Result<Vec<BoardSummary>, StoreError> {
        self.store.boards(ORGANIZATION).await
    }

    /// The board or scenario of an identifier for a person, folded from its log when nobody has asked for it before.
    /// Every edge opens boards by this door.
    ///
    /// # Errors
    /// There is none, or not for this person, its log is damaged, or the store failed.
    pub async fn open_for(&self, id: &str, person: &Person) -> Result<Board, BoardError> {
        self.let_in(id, person).await?;
        let board = self.open(id).await?;
        // Whoever takes a scenario back closes it then: what is still open now was open to this person all along.
        if board.plan().is_some() {
            self.let_in(id, person).await?;
        }
        Ok(board)
    }

    /// Whether a person may look at a board or scenario, as far as their view of it goes.
    ///
    /// # Errors
    /// The store failed.
    pub async fn is_open_to(&self, id: &str, person: &Person) -> Result<bool, StoreError> {
        let origin = self.store.origin(&key(id)).await?;
        Ok(origin.is_some_and(|origin| origin.is_open_to(&person.id)))
    }

    async fn let_in(&self, id: &str, person: &Person) -> Result<(), BoardError> {
        if self.is_open_to(id, person).await? { Ok(()) } else { Err(BoardError::Unknown) }
    }

    /// The board or scenario of an identifier, whoever may see it.
    ///
    /// # Errors
    /// There is none, its log is damaged, or the store failed.
    pub async fn open(&self, id: &str) -> Result<Board, BoardError> {
        let key = key(id);
        let known = self.cell(id, false);
        let cell = match known {
            Some(cell) => cell,
            // Only what exists gets a place: identifiers come from strangers.
            None if self.store.origin(&key).await?.is_some() => self.cell(id, true).ok_or(BoardError::Unknown)?,
            None => return Err(BoardError::Unknown),
        };
        cell.get_or_try_init(|| self.fold(key)).await.cloned()
    }

    /// Folds a log from where it begins.
    async fn fold(&self, key: BoardKey) -> Result<Board, BoardError> {
        let (store, clock) = (Arc::clone(&self.store), self.clock.clone());
        match self.store.origin(&key).await?.ok_or(BoardError::Unknown)? {
            Origin::Opening => task::open(store, clock, key, Past::BEGINNING, None).await,
            Origin::Branch(scenario) => {
                let point = self.branching_point(&scenario).await?;
                task::open(store, clock, key, point, Some(scenario.board.as_str().into())).await
            }
        }
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

/// What the store calls a board.
pub(crate) fn key(board: &str) -> BoardKey {
    BoardKey { organization: ORGANIZATION.to_owned(), board: board.to_owned() }
}
