//! Scenarios: branches of a board with a log of their own, private or shared. Each opens like a board.

use super::{BoardError, Boards, key};
use crate::clock;
use crate::identity::{ORGANIZATION, Person};
use crate::store::StoreError;
use crate::store::scenarios::{Origin, ScenarioSummary};
use domain::plan::Plan;
use thiserror::Error;
use uuid::Uuid;

/// Longest name, in characters.
pub const NAME_LIMIT: usize = 80;
/// Most scenarios that one person keeps of one board.
pub const MOST_SCENARIOS: usize = 50;

/// Why something does not happen to a scenario.
#[derive(Debug, Error)]
pub enum ScenarioError {
    /// There is no such board or scenario, or not for this person.
    #[error("there is no such board or scenario")]
    Unknown,
    /// Only its owner renames, shares or discards it.
    #[error("only its owner may do this to a scenario")]
    NotYours,
    /// A scenario needs a name of at most [`NAME_LIMIT`] characters.
    #[error("a scenario needs a name of at most {NAME_LIMIT} characters")]
    Name,
    /// The person has [`MOST_SCENARIOS`] of this board.
    #[error("nobody keeps more than {MOST_SCENARIOS} scenarios of a board")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The board cannot be opened.
    #[error(transparent)]
    Board(BoardError),
}

impl From<BoardError> for ScenarioError {
    fn from(error: BoardError) -> Self {
        match error {
            BoardError::Unknown => Self::Unknown,
            error => Self::Board(error),
        }
    }
}

/// What an identifier stands for: a board, or a scenario of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The board's identifier.
    pub board: String,
    /// The scenario, where it is one.
    pub scenario: Option<ScenarioSummary>,
}

impl Boards {
    /// The scenarios of a board that a person may look at, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn scenarios(&self, board: &str, person: &Person) -> Result<Vec<ScenarioSummary>, StoreError> {
        let mut scenarios = self.store.scenarios(&key(board)).await?;
        scenarios.retain(|scenario| scenario.is_open_to(&person.id));
        Ok(scenarios)
    }

    /// What an identifier stands for; `None` where there is nothing, or nothing for this person.
    ///
    /// # Errors
    /// The store failed.
    pub async fn place(&self, id: &str, person: &Person) -> Result<Option<Place>, StoreError> {
        let origin = self.store.origin(&key(id)).await?;
        let place = |origin| match origin {
            Origin::Opening => Place { board: id.to_owned(), scenario: None },
            Origin::Branch(scenario) => Place { board: scenario.board.clone(), scenario: Some(scenario) },
        };
        Ok(origin.filter(|origin| origin.is_open_to(&person.id)).map(place))
    }

    /// Branches a board as it is now; the scenario is private. Costs two rows, whatever the size of the plan.
    ///
    /// # Errors
    /// There is no such board, the name is empty or too long, the person keeps too many, or the store failed.
    pub async fn branch(&self, board: &str, person: &Person, name: &str) -> Result<ScenarioSummary, ScenarioError> {
        let name = named(name)?;
        if self.place(board, person).await?.is_none_or(|place| place.scenario.is_some()) {
            return Err(ScenarioError::Unknown);
        }
        let kept = self.store.scenarios(&key(board)).await?;
        if kept.iter().filter(|scenario| scenario.owner == person.id).count() >= MOST_SCENARIOS {
            return Err(ScenarioError::TooMany);
        }
        let scenario = ScenarioSummary {
            id: Uuid::now_v7().to_string(),
            board: board.to_owned(),
            name,
            owner: person.id.clone(),
            owner_name: person.name.clone(),
            shared: false,
            revision: self.open(board).await?.read(Plan::revision),
            created_at: clock::now(),
        };
        self.store.create_scenario(ORGANIZATION, &scenario).await?;
        Ok(scenario)
    }

    /// Calls a scenario otherwise.
    ///
    /// # Errors
    /// There is none for this person, it is another's, the name is empty or too long, or the store failed.
    pub async fn rename_scenario(&self, id: &str, person: &Person, name: &str) -> Result<(), ScenarioError> {
        let name = named(name)?;
        self.owned(id, person).await?;
        Ok(self.store.rename_scenario(&key(id), &name).await?)
    }

    /// Shows a scenario to everybody who may see its board, or to its owner alone from now on.
    ///
    /// # Errors
    /// There is none for this person, it is another's, or the store failed.
    pub async fn share_scenario(&self, id: &str, person: &Person, shared: bool) -> Result<(), ScenarioError> {
        self.owned(id, person).await?;
        self.store.share_scenario(&key(id), shared).await?;
        if !shared {
            self.let_everybody_go(id).await;
        }
        Ok(())
    }

    /// Takes a scenario out of use.
    ///
    /// # Errors
    /// There is none for this person, it is another's, or the store failed.
    pub async fn discard_scenario(&self, id: &str, person: &Person) -> Result<(), ScenarioError> {
        self.owned(id, person).await?;
        self.store.discard_scenario(&key(id)).await?;
        self.let_everybody_go(id).await;
        Ok(())
    }

    /// A scenario of a person.
    async fn owned(&self, id: &str, person: &Person) -> Result<ScenarioSummary, ScenarioError> {
        let place = self.place(id, person).await?;
        let scenario = place.and_then(|place| place.scenario).ok_or(ScenarioError::Unknown)?;
        if scenario.owner == person.id { Ok(scenario) } else { Err(ScenarioError::NotYours) }
    }

    /// Closes a scenario: who follows it comes in again where they still may.
    async fn let_everybody_go(&self, id: &str) {
        if let Some(open) = self.cell(id, false).and_then(|cell| cell.get().cloned()) {
            open.close().await;
        }
    }
}

fn named(name: &str) -> Result<String, ScenarioError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_LIMIT && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(ScenarioError::Name) }
}
