//! Creating a board: its first commands, decided and stored together with it.

use super::{Board, BoardError, Boards, key};
use crate::clock;
use crate::opening::Opening;
use crate::store::StoreError;
use domain::actor::{Actor, Role};
use domain::command::{Command, Verb};
use domain::decide::decide;
use domain::event::Entry;
use domain::goal::GoalTarget;
use domain::plan::Plan;
use domain::rejection::Rejection;
use std::sync::Arc;
use thiserror::Error;
use uuid::Uuid;

/// Why a board cannot be created.
#[derive(Debug, Error)]
pub enum CreateError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was created, and cannot be opened.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The opening could not be worked out.
    #[error("the opening could not be worked out")]
    Interrupted,
}

/// The author of what no person does: the demo company, and commands of the command line.
pub fn system() -> Actor {
    Actor { person: "system".to_owned(), name: "Pacto".to_owned(), role: Role::Administrator, unit: None }
}

impl Boards {
    /// Creates a board from an opening and its goals; all of it or nothing.
    ///
    /// # Errors
    /// The actor may not open boards, the opening does not fit its own outline, or the store failed.
    pub async fn create(&self, actor: &Actor, opening: Opening, goals: &[GoalTarget]) -> Result<Board, CreateError> {
        let (actor, goals) = (actor.clone(), goals.to_vec());
        let title = opening.outline.title.clone();
        let decided = tokio::task::spawn_blocking(move || first_entries(&actor, opening, goals));
        let entries = decided.await.map_err(|_| CreateError::Interrupted)??;
        let id = Uuid::now_v7().to_string();
        self.store.create_board(&key(&id), &title, &entries).await?;
        Ok(self.open(&id).await?)
    }
}

fn first_entries(actor: &Actor, opening: Opening, goals: Vec<GoalTarget>) -> Result<Vec<Entry>, Rejection> {
    let mut plan = Plan::new(Arc::new(opening.outline.clone()));
    let loads = opening.columns.into_iter();
    let loads = loads.map(|column| Verb::Load { slice: column.slice, measure: column.measure, cells: column.cells });
    let verbs = std::iter::once(Verb::Open(Box::new(opening.outline))).chain(loads);
    let mut entries = Vec::new();
    for verb in verbs.chain(goals.into_iter().map(Verb::SetGoal)) {
        let command = Command { id: Uuid::now_v7(), base: plan.revision(), verb };
        let events = decide(&plan, &command, actor)?;
        let revision = plan.revision() + 1;
        let entry = Entry { revision, command: command.id, actor: actor.clone(), at: clock::now(), events };
        plan.evolve(&entry);
        entries.push(entry);
    }
    Ok(entries)
}
