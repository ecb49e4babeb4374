//! The pages around a plan: scenarios, comparing, merging, its past. Plain forms that work without script; everybody
//! sees of a plan or scenario what they may see on the board.

mod merge;
mod past;
mod scenarios;

use crate::signed_in::SignedIn;
use crate::state::AppState;
use app::api::error::ApiError;
use app::plan_pages::{ComparePage, Page, Side, Spot, WhyPage, document};
use app::shell;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use backend::identity::Person;
use backend::live::{Board, BoardError, PastError, Place, ScenarioError};
use domain::plan::Plan;
use serde::Deserialize;
use std::sync::Arc;

/// Every page around a plan.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/scenarios", get(scenarios::show).post(scenarios::create))
        .route("/boards/{board}/compare", get(compare))
        .route("/boards/{board}/past", get(past::show))
        .route("/boards/{board}/why", get(why))
        .route("/scenarios/{scenario}/rename", post(scenarios::rename))
        .route("/scenarios/{scenario}/share", post(scenarios::share))
        .route("/scenarios/{scenario}/discard", post(scenarios::discard))
        .route("/scenarios/{scenario}/merge", get(merge::show).post(merge::carry_out))
        .route("/scenarios/{scenario}/merged", get(merge::done))
}

fn answer(reader: SignedIn, status: StatusCode, page: Page) -> Response {
    reader.page(status, |parts, me| document(parts, me, page))
}

fn failed(reader: SignedIn, failure: Failure) -> Response {
    let (status, error) = match failure {
        Failure::Unknown => (StatusCode::NOT_FOUND, ApiError::NotFound),
        Failure::Broken => (StatusCode::INTERNAL_SERVER_ERROR, ApiError::Server),
    };
    reader.page(status, |parts, me| shell::failure(parts, me, &error))
}

/// Why a page cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// There is no such thing, or not for this person.
    Unknown,
    /// Something failed; the log says what.
    Broken,
}

impl Failure {
    /// Logs a failure once, here at the edge.
    fn broken(error: &dyn std::error::Error) -> Self {
        tracing::error!("a page around a plan failed: {error}");
        Self::Broken
    }
}

impl From<BoardError> for Failure {
    fn from(error: BoardError) -> Self {
        match error {
            BoardError::Unknown => Self::Unknown,
            error => Self::broken(&error),
        }
    }
}

impl From<PastError> for Failure {
    fn from(error: PastError) -> Self {
        match error {
            PastError::Unknown | PastError::NoRevision { .. } => Self::Unknown,
            error => Self::broken(&error),
        }
    }
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        match error {
            ScenarioError::Unknown => Self::Unknown,
            error => Self::broken(&error),
        }
    }
}

/// A board or scenario that somebody looks at.
struct Open {
    place: Place,
    board: Board,
    seen: Plan,
}

impl Open {
    async fn find(state: &AppState, id: &str, person: &Person) -> Result<Self, Failure> {
        let board = state.boards.open_for(id, person).await?;
        let place = state.boards.place(id, person).await.map_err(|error| Failure::broken(&error))?;
        let place = place.ok_or(Failure::Unknown)?;
        let (_, seen) = board.read_by(person);
        Ok(Self { place, board, seen })
    }

    /// It as it is now, as its reader may see it.
    fn side(self) -> Side {
        let id = self.board.id().to_owned();
        Side { id, scenario: self.place.scenario, revision: None, plan: self.seen }
    }
}

/// Which two versions to compare; the plan where none is named.
#[derive(Debug, Deserialize)]
struct Versions {
    one: Option<String>,
    other: Option<String>,
}

async fn compare(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(board): Path<String>,
    Query(versions): Query<Versions>,
    Query(spot): Query<Spot>,
) -> Response {
    match compared(&state, &reader.person, &board, versions, spot).await {
        Ok(page) => answer(reader, StatusCode::OK, Page::Compare(Box::new(page))),
        Err(failure) => failed(reader, failure),
    }
}

async fn compared(
    state: &AppState,
    person: &Person,
    id: &str,
    versions: Versions,
    spot: Spot,
) -> Result<ComparePage, Failure> {
    let board = Open::find(state, id, person).await?.place.board;
    let choices = state.boards.scenarios(&board, person).await.map_err(|error| Failure::broken(&error))?;
    // Where nobody has chosen, the latest scenario is what there is to compare with.
    let latest = choices.last().map(|scenario| scenario.id.clone());
    let one = Open::find(state, versions.one.as_deref().unwrap_or(&board), person).await?;
    let mut other = Open::find(state, &versions.other.or(latest).unwrap_or_else(|| board.clone()), person).await?;
    if one.place.board != board || other.place.board != board {
        return Err(Failure::Unknown);
    }
    let tree = |open: &Open| open.board.read(|plan| Arc::clone(plan.outline()));
    let (tree, others) = (tree(&one), tree(&other));
    if tree.units != others.units {
        // Units have moved in one of them: both are read under the tree of the one.
        other.seen = other.board.read_under(person, &tree).ok_or(Failure::Unknown)?;
    }
    let (one, other) = (one.side(), other.side());
    let node = spot.node(one.plan.outline()).ok_or(Failure::Unknown)?;
    Ok(ComparePage { board, node, one, other, choices })
}

async fn why(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(spot): Query<Spot>,
) -> Response {
    match explained(&state, &reader.person, &id, spot).await {
        Ok(page) => answer(reader, StatusCode::OK, Page::Why(Box::new(page))),
        Err(failure) => failed(reader, failure),
    }
}

async fn explained(state: &AppState, person: &Person, id: &str, spot: Spot) -> Result<WhyPage, Failure> {
    let open = Open::find(state, id, person).await?;
    let plan = open.seen;
    let node = spot.node(plan.outline()).ok_or(Failure::Unknown)?;
    let bridge = state.boards.why(id, (0, &plan), person, node).await?;
    Ok(WhyPage { id: id.to_owned(), is_scenario: open.place.scenario.is_some(), plan, bridge })
}
