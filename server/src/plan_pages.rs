//! The pages around a plan: scenarios, comparing, merging, its past. Plain forms that work without script; everybody
//! sees of a plan or scenario what they may see on the board.

mod merge;
mod past;
mod scenarios;

use crate::state::AppState;
use app::api::error::ApiError;
use app::api::session::Me;
use app::plan_pages::{ComparePage, Page, Side, Spot, WhyPage, document};
use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use backend::identity::{Person, session};
use backend::live::{Board, BoardError, PastError, Place, ScenarioError};
use domain::actor::Actor;
use serde::Deserialize;
use tower_sessions::Session;

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

/// Somebody who is signed in; everybody else is led to sign in before anything is read.
struct Reader {
    person: Person,
    parts: Parts,
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let person = session::person(&session, &state.identity).await.map_err(|error| {
            tracing::error!("a session could not be read: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        })?;
        match person {
            Some(person) => Ok(Self { person, parts: parts.clone() }),
            None => Err(Redirect::to("/sign-in").into_response()),
        }
    }
}

impl Reader {
    fn page(self, status: StatusCode, page: Page) -> Response {
        (status, Html(document(self.parts, Me::from(self.person), page))).into_response()
    }

    fn failed(self, failure: Failure) -> Response {
        let (status, error) = match failure {
            Failure::Unknown => (StatusCode::NOT_FOUND, ApiError::NotFound),
            Failure::Broken => (StatusCode::INTERNAL_SERVER_ERROR, ApiError::Server),
        };
        self.page(status, Page::Failed(error))
    }
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
    actor: Actor,
}

impl Open {
    async fn find(state: &AppState, id: &str, person: &Person) -> Result<Self, Failure> {
        let board = state.boards.open_for(id, person).await?;
        let place = state.boards.place(id, person).await.map_err(|error| Failure::broken(&error))?;
        let place = place.ok_or(Failure::Unknown)?;
        let actor = board.actor(person);
        Ok(Self { place, board, actor })
    }

    /// It as it is now, as its reader may see it.
    fn side(self) -> Side {
        let id = self.board.id().to_owned();
        Side { id, scenario: self.place.scenario, revision: None, plan: self.board.seen_by(&self.actor) }
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
    reader: Reader,
    Path(board): Path<String>,
    Query(versions): Query<Versions>,
    Query(spot): Query<Spot>,
) -> Response {
    match compared(&state, &reader.person, &board, versions, spot).await {
        Ok(page) => reader.page(StatusCode::OK, Page::Compare(Box::new(page))),
        Err(failure) => reader.failed(failure),
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
    let other = Open::find(state, &versions.other.or(latest).unwrap_or_else(|| board.clone()), person).await?;
    if one.place.board != board || other.place.board != board {
        return Err(Failure::Unknown);
    }
    let (one, other) = (one.side(), other.side());
    let node = spot.node(one.plan.outline()).ok_or(Failure::Unknown)?;
    Ok(ComparePage { board, node, one, other, choices })
}

async fn why(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(spot): Query<Spot>,
) -> Response {
    match explained(&state, &reader.person, &id, spot).await {
        Ok(page) => reader.page(StatusCode::OK, Page::Why(Box::new(page))),
        Err(failure) => reader.failed(failure),
    }
}

async fn explained(state: &AppState, person: &Person, id: &str, spot: Spot) -> Result<WhyPage, Failure> {
    let open = Open::find(state, id, person).await?;
    let plan = open.board.seen_by(&open.actor);
    let node = spot.node(plan.outline()).ok_or(Failure::Unknown)?;
    let bridge = state.boards.why(id, (0, plan.revision()), &open.actor, node).await?;
    Ok(WhyPage { id: id.to_owned(), is_scenario: open.place.scenario.is_some(), plan, bridge })
}
