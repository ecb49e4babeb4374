//! What people have put aside in their inboxes, by the clock of the boards.

use super::{Boards, key};
use crate::store::StoreError;
use domain::actor::Actor;
use domain::inbox::{self, Aside};
use domain::plan::Plan;
use domain::thread::ThreadId;

impl Boards {
    /// Now, in milliseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The threads of a board that a person has put aside.
    ///
    /// # Errors
    /// The store failed.
    pub async fn asides(&self, board: &str, person: &str) -> Result<Vec<Aside>, StoreError> {
        self.store.asides(&key(board), person).await
    }

    /// Puts a thread aside for a person, in place of an earlier time.
    ///
    /// # Errors
    /// The store failed.
    pub async fn put_aside(&self, board: &str, person: &str, aside: &Aside) -> Result<(), StoreError> {
        self.store.put_aside(&key(board), person, aside).await
    }

    /// Takes a thread back into a person's inbox.
    ///
    /// # Errors
    /// The store failed.
    pub async fn take_back(&self, board: &str, person: &str, thread: ThreadId) -> Result<(), StoreError> {
        self.store.take_back(&key(board), person, thread).await
    }

    /// How many threads and comments of a board wait for a person's answer.
    ///
    /// # Errors
    /// The store failed.
    pub async fn waiting(
        &self,
        board: &str,
        plan: &Plan,
        actor: &Actor,
        people: &[Actor],
    ) -> Result<usize, StoreError> {
        let asides = self.asides(board, &actor.person).await?;
        let comments = inbox::to_answer(plan, actor, &asides).count();
        Ok(inbox::waiting(plan, actor, people, &asides, self.now()) + comments)
    }
}
