//! Merging a scenario back into its board: what both have changed, as one person may see it, and one command.

use super::{Board, Boards, PastError, ScenarioError, SubmitError};
use crate::identity::Person;
use crate::store::scenarios::ScenarioSummary;
use domain::actor::Actor;
use domain::command::{Command, Verb};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::scenario::merge::{Branch, Merge, Unresolved};
use thiserror::Error;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Why a scenario is not merged.
#[derive(Debug, Error)]
pub enum MergeError {
    /// Conflicts have no choice yet.
    #[error(transparent)]
    Unresolved(#[from] Unresolved),
    /// The plan has every number already.
    #[error("the plan has every number already")]
    Nothing,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// Units have moved in the scenario or on its board since they parted.
    #[error("the organization has changed since the scenario was made")]
    Reorganized,
    /// It could not be stored; it may be sent again.
    #[error("the merge could not be stored; it may be sent again")]
    NotStored,
    /// There is no such scenario, or it cannot be opened.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// What happened since cannot be told.
    #[error(transparent)]
    Past(#[from] PastError),
}

/// A scenario beside its board, as one person may see both.
#[derive(Debug)]
pub struct Merging {
    /// The scenario.
    pub scenario: ScenarioSummary,
    /// Who looks.
    pub actor: Actor,
    /// The board's plan.
    pub theirs: Plan,
    /// The scenario's plan.
    pub mine: Plan,
    /// The cells that either has changed, with who changed them.
    pub merge: Merge,
}

impl Boards {
    /// Reads what a scenario and its board have changed since they parted.
    ///
    /// # Errors
    /// There is no such scenario for this person, it or its board cannot be opened, or the past cannot be told.
    pub async fn merging(&self, id: &str, person: &Person) -> Result<Merging, MergeError> {
        let place = self.place(id, person).await.map_err(ScenarioError::from)?;
        let scenario = place.and_then(|place| place.scenario).ok_or(ScenarioError::Unknown)?;
        let open = async |id: &str| self.open_for(id, person).await.map_err(ScenarioError::from);
        let (board, branch) = (open(&scenario.board).await?, open(id).await?);
        let parted = |board: &Board| board.read(Plan::reorganized) > scenario.revision;
        if parted(&board) || parted(&branch) {
            return Err(MergeError::Reorganized);
        }
        let base = self.board_at(&scenario.board, scenario.revision, person).await?;
        let reader = person.clone();
        let compared = spawn_blocking(move || {
            let ((actor, theirs), (_, mine)) = (board.read_by(&reader), branch.read_by(&reader));
            let merge = Merge::of(&base, &theirs, &mine);
            (actor, theirs, mine, merge)
        });
        let (actor, theirs, mine, mut merge) = compared.await.map_err(|_| PastError::Interrupted)?;
        for (side, id, plan) in [(Branch::Theirs, &scenario.board, &theirs), (Branch::Mine, &scenario.id, &mine)] {
            let since = (scenario.revision, plan.revision());
            self.replay_between(id, since, person, |entry| merge.attribute(side, &entry)).await?;
        }
        Ok(Merging { scenario, actor, theirs, mine, merge })
    }

    /// Writes what a merge comes to into the board, as one command of the person who looks; the revision it became and
    /// how many cells it wrote.
    ///
    /// # Errors
    /// A conflict waits for a choice, there is nothing to write, a rule says no, or the store failed.
    pub async fn merge(&self, merging: &Merging) -> Result<(u64, usize), MergeError> {
        let changes = merging.merge.result()?;
        let cells = changes.iter().map(|changes| changes.cells.len()).sum();
        if cells == 0 {
            return Err(MergeError::Nothing);
        }
        let board = self.open(&merging.scenario.board).await.map_err(ScenarioError::from)?;
        let command = Command { id: Uuid::now_v7(), base: merging.theirs.revision(), verb: Verb::Write(changes) };
        match board.submit(command, &merging.actor).await {
            Ok(stored) => Ok((stored.revision, cells)),
            Err(SubmitError::Refused(rejection)) => Err(rejection.into()),
            Err(SubmitError::NotStored) => Err(MergeError::NotStored),
        }
    }
}
