//! Looking at the boards: what waits for whom at a moment.

use super::Mails;
use crate::identity::Person;
use crate::live::{Board, BoardError, key};
use crate::store::StoreError;
use domain::actor::Actor;
use domain::mail::{Notice, notices};
use domain::plan::Plan;
use domain::view::View;
use std::collections::HashMap;

/// A board on which nothing has happened for so long is not opened to look for mails: a quarter of a year.
const ASLEEP: i64 = 92 * 86_400_000;

/// What a board had to tell at a moment.
pub(super) struct Sight {
    pub board: String,
    plan: Plan,
    /// What waits for a person, what they have put aside left out; those for whom nothing waits have no place.
    waiting: HashMap<String, Vec<Notice>>,
}

impl Sight {
    pub fn of(&self, person: &Person) -> &[Notice] {
        self.waiting.get(&person.id).map_or(&[], Vec::as_slice)
    }

    /// A person on the board, and the plan as they may see it.
    pub fn seen_by(&self, person: &Person) -> (Actor, Plan) {
        let actor = person.on(self.plan.outline());
        let seen = View::new(self.plan.outline(), &actor).plan(&self.plan);
        (actor, seen)
    }
}

impl Mails {
    /// What waits on every board for whom of everybody.
    ///
    /// # Errors
    /// The store failed.
    pub(super) async fn look(&self, everybody: &[Person], now: i64) -> Result<Vec<Sight>, StoreError> {
        let mut sights = Vec::new();
        for board in self.boards.list().await? {
            let latest = self.store.latest_entry_at(&key(&board.id)).await?;
            if latest.is_none_or(|latest| latest < now - ASLEEP) {
                continue;
            }
            match self.boards.open(&board.id).await {
                Ok(open) => sights.push(self.look_at(&open, everybody, now).await?),
                Err(BoardError::Store(error)) => return Err(error),
                // One damaged board keeps nobody from the mails of the others.
                Err(error) => tracing::warn!(board = board.id, "nobody is mailed about the board: {error}"),
            }
        }
        Ok(sights)
    }

    async fn look_at(&self, board: &Board, everybody: &[Person], now: i64) -> Result<Sight, StoreError> {
        // Another server may have written: what it knows has to be known here before anybody is told.
        board.catch_up().await;
        let plan = board.read(Plan::clone);
        let people: Vec<Actor> = everybody.iter().map(|person| person.on(plan.outline())).collect();
        let looked = tokio::task::spawn_blocking(move || {
            let mut waiting: HashMap<String, Vec<Notice>> = HashMap::new();
            for (actor, notice) in notices(&plan, &people, now) {
                waiting.entry(actor.person.clone()).or_default().push(notice);
            }
            (plan, waiting)
        });
        let (plan, mut waiting) = looked.await.map_err(|_| StoreError::Unreadable("plan"))?;
        for (person, notices) in &mut waiting {
            let asides = self.boards.asides(board.id(), person).await?;
            notices.retain(|notice| !notice.rests(&plan, &asides, now));
        }
        waiting.retain(|_, notices| !notices.is_empty());
        Ok(Sight { board: board.id().to_owned(), plan, waiting })
    }
}
