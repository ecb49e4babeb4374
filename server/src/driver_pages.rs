//! The pages of a board's driver tree, for whoever may see the board: plain addresses and forms without any script.

mod editing;
mod sending;

use crate::state::AppState;
use app::api::error::ApiError;
use app::api::session::Me;
use app::driver_pages::{Page, Query, Spot, document, failure};
use axum::Router;
use axum::extract::{self, FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use backend::identity::{Person, session};
use backend::live::{Board, BoardError};
use domain::actor::Actor;
use domain::plan::Plan;
use tower_sessions::Session;

type Fields = Vec<(String, String)>;

/// Every page of the driver tree.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/drivers", get(show_tree))
        .route("/boards/{board}/drivers/sensitivity", get(show_sensitivity))
        .route("/boards/{board}/drivers/seek", get(show_seek))
        .route("/boards/{board}/drivers/offers", get(sending::show).post(sending::send))
        .route("/boards/{board}/drivers/model", get(editing::show).post(editing::write))
}

/// Somebody who is signed in, at a board.
struct Visitor {
    person: Person,
    board: Board,
    actor: Actor,
    parts: Parts,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let person = session::person(&session, &state.identity).await.map_err(|error| failed(&error))?;
        let Some(person) = person else { return Err(Redirect::to("/sign-in").into_response()) };
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let board = match state.boards.open(&id).await {
            Ok(board) => board,
            Err(BoardError::Unknown) => return Err(missing(parts.clone(), person, &ApiError::NotFound)),
            Err(error) => return Err(failed(&error)),
        };
        let actor = board.actor(&person);
        Ok(Self { person, board, actor, parts: parts.clone() })
    }
}

impl Visitor {
    /// Where a query looks, of the board as this person sees it.
    fn spot(&self, query: &Query) -> Result<Spot, ApiError> {
        self.spot_of(self.board.seen_by(&self.actor), query)
    }

    fn spot_of(&self, plan: Plan, query: &Query) -> Result<Spot, ApiError> {
        Spot::new(self.board.id().to_owned(), plan, self.actor.clone(), query)
    }

    fn page(self, status: StatusCode, spot: &Spot, page: Page) -> Response {
        (status, Html(document(self.parts, Me::from(self.person), spot, page))).into_response()
    }

    fn missing(self, error: &ApiError) -> Response {
        missing(self.parts, self.person, error)
    }
}

fn missing(parts: Parts, person: Person, error: &ApiError) -> Response {
    let status = match error {
        ApiError::NotAllowed => StatusCode::FORBIDDEN,
        ApiError::Server => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::NOT_FOUND,
    };
    (status, Html(failure(parts, Me::from(person), error))).into_response()
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!("a page of the driver tree could not be made: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn show(visitor: Visitor, fields: Fields, page: fn(Query) -> Page) -> Response {
    let query = Query(fields);
    match visitor.spot(&query) {
        Ok(spot) => visitor.page(StatusCode::OK, &spot, page(query)),
        Err(error) => visitor.missing(&error),
    }
}

async fn show_tree(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Tree)
}

async fn show_sensitivity(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Sensitivity)
}

async fn show_seek(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Seek)
}
