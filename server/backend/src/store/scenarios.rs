//! Scenarios: where each branches off, whose it is, and who may see it.

use super::events::{BoardKey, BoardSummary};
use super::{Store, StoreError};
use crate::clock;
use domain::access;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A scenario, as the lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioSummary {
    /// The scenario's identifier; it opens like a board's.
    pub id: String,
    /// The board where it branches off.
    pub board: String,
    /// What people call it.
    pub name: String,
    /// The identifier of the person it belongs to.
    pub owner: String,
    /// Their name when they made it.
    pub owner_name: String,
    /// Whether everybody who may see the board may see it.
    pub shared: bool,
    /// The last revision that it shares with the board.
    pub revision: u64,
    /// When it was made, in milliseconds since 1970 UTC.
    pub created_at: i64,
}

impl ScenarioSummary {
    /// Whether a person may look at it.
    pub fn is_open_to(&self, person: &str) -> bool {
        access::opens_scenario(&self.owner, self.shared, person)
    }
}

/// Where a log begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// With the opening of a board.
    Opening,
    /// Behind a revision of a board.
    Branch(ScenarioSummary),
}

impl Origin {
    /// Whether a person may look at what the log says, as far as they may see the board.
    pub(crate) fn is_open_to(&self, person: &str) -> bool {
        match self {
            Self::Opening => true,
            Self::Branch(scenario) => scenario.is_open_to(person),
        }
    }
}

const COLUMNS: &str = "scenario.scenario, scenario.board, board.title, scenario.owner, scenario.owner_name,
    scenario.shared, scenario.revision, scenario.created_at, scenario.discarded_at";

impl Store {
    /// The scenarios of a board that are in use, oldest first, whoever may see them.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn scenarios(&self, board: &BoardKey) -> Result<Vec<ScenarioSummary>, StoreError> {
        let query = format!(
            "select {COLUMNS} from scenario
            join board on board.organization = scenario.organization and board.board = scenario.scenario
            where scenario.organization = $1 and scenario.board = $2 and scenario.discarded_at is null
            order by scenario.created_at, scenario.scenario"
        );
        let rows = sqlx::query(&query).bind(&board.organization).bind(&board.board).fetch_all(self.pool()).await?;
        rows.iter().map(summary).collect()
    }

    /// Where the log of an identifier begins, whoever may read it; `None` where there is none, or it is discarded.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn origin(&self, id: &BoardKey) -> Result<Option<Origin>, StoreError> {
        let query = format!(
            "select {COLUMNS} from board left join scenario
            on scenario.organization = board.organization and scenario.scenario = board.board
            where board.organization = $1 and board.board = $2"
        );
        let row = sqlx::query(&query).bind(&id.organization).bind(&id.board).fetch_optional(self.pool()).await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<Option<String>, _>("scenario")?.is_none() {
            return Ok(Some(Origin::Opening));
        }
        let discarded = row.try_get::<Option<i64>, _>("discarded_at")?.is_some();
        if discarded { Ok(None) } else { Ok(Some(Origin::Branch(summary(&row)?))) }
    }

    /// Every log of an organization and where it begins, also of discarded scenarios, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn logs(&self, organization: &str) -> Result<Vec<(BoardSummary, Origin)>, StoreError> {
        let query = format!(
            "select board.board as log, board.created_at as opened_at, {COLUMNS} from board left join scenario
            on scenario.organization = board.organization and scenario.scenario = board.board
            where board.organization = $1 order by board.created_at, board.board"
        );
        let rows = sqlx::query(&query).bind(organization).fetch_all(self.pool()).await?;
        let read = |row: &AnyRow| {
            let board = BoardSummary {
                id: row.try_get("log")?,
                title: row.try_get("title")?,
                created_at: row.try_get("opened_at")?,
            };
            let is_scenario = row.try_get::<Option<String>, _>("scenario")?.is_some();
            let origin = if is_scenario { Origin::Branch(summary(row)?) } else { Origin::Opening };
            Ok((board, origin))
        };
        rows.iter().map(read).collect()
    }

    /// Makes a scenario with an empty log behind a revision of its board.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn create_scenario(&self, organization: &str, new: &ScenarioSummary) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("insert into board (organization, board, title, created_at) values ($1, $2, $3, $4)")
            .bind(organization)
            .bind(&new.id)
            .bind(&new.name)
            .bind(new.created_at)
            .execute(&mut *writing)
            .await?;
        sqlx::query(
            "insert into scenario (organization, scenario, board, revision, owner, owner_name, shared, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(organization)
        .bind(&new.id)
        .bind(&new.board)
        .bind(new.revision.cast_signed())
        .bind(&new.owner)
        .bind(&new.owner_name)
        .bind(i64::from(new.shared))
        .bind(new.created_at)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// Calls a scenario otherwise.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn rename_scenario(&self, scenario: &BoardKey, name: &str) -> Result<(), StoreError> {
        self.change("update board set title = $3 where organization = $1 and board = $2", scenario, name).await
    }

    /// Shows a scenario to everybody who may see its board, or to its owner alone.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn share_scenario(&self, scenario: &BoardKey, shared: bool) -> Result<(), StoreError> {
        let query = "update scenario set shared = $3 where organization = $1 and scenario = $2";
        self.change(query, scenario, i64::from(shared)).await
    }

    /// Takes a scenario out of use; its log stays.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn discard_scenario(&self, scenario: &BoardKey) -> Result<(), StoreError> {
        let query = "update scenario set discarded_at = $3 where organization = $1 and scenario = $2";
        self.change(query, scenario, clock::now()).await
    }

    async fn change<'q, T>(&self, query: &'static str, scenario: &BoardKey, value: T) -> Result<(), StoreError>
    where
        T: sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + 'q,
    {
        let mut writing = self.write().await?;
        sqlx::query(query)
            .bind(scenario.organization.clone())
            .bind(scenario.board.clone())
            .bind(value)
            .execute(&mut *writing)
            .await?;
        writing.commit().await
    }
}

fn summary(row: &AnyRow) -> Result<ScenarioSummary, StoreError> {
    Ok(ScenarioSummary {
        id: row.try_get("scenario")?,
        board: row.try_get("board")?,
        name: row.try_get("title")?,
        owner: row.try_get("owner")?,
        owner_name: row.try_get("owner_name")?,
        shared: row.try_get::<i64, _>("shared")? != 0,
        revision: row.try_get::<i64, _>("revision")?.cast_unsigned(),
        created_at: row.try_get("created_at")?,
    })
}
