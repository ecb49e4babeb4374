//! Who reads a page about a board, and the board: what every such page begins with.

use crate::state::AppState;
use app::api::session::Me;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use backend::identity::{Person, session};
use backend::live::{Board, BoardError};
use domain::actor::Actor;
use domain::plan::Plan;
use tower_sessions::Session;

/// Somebody who is signed in, at the board that the address names as `{board}`; everybody else is answered before a
/// handler runs.
#[derive(Debug)]
pub struct BoardReader {
    /// Who reads.
    pub person: Person,
    /// Who they are on this board.
    pub actor: Actor,
    /// The board.
    pub board: Board,
    parts: Parts,
}

impl FromRequestParts<AppState> for BoardReader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let person = session::person(&session, &state.identity).await.map_err(|error| failed(&error))?;
        let Some(person) = person else { return Err(Redirect::to("/sign-in").into_response()) };
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let id = params.iter().find(|(name, _)| *name == "board").map_or("", |(_, id)| id);
        let board = state.boards.open_for(id, &person).await.map_err(|error| match error {
            // The board's own page says that there is none.
            BoardError::Unknown => Redirect::to(&format!("/boards/{id}")).into_response(),
            error => failed(&error),
        })?;
        Ok(Self { actor: board.actor(&person), person, board, parts: parts.clone() })
    }
}

impl BoardReader {
    /// The plan as the reader may see it.
    pub fn plan(&self) -> Plan {
        self.board.seen_by(&self.actor)
    }

    /// Answers with a page; `write` is given the request and the reader, as `app`'s documents want them.
    pub fn page(self, status: StatusCode, write: impl FnOnce(Parts, Me) -> String) -> Response {
        (status, Html(write(self.parts, Me::from(self.person)))).into_response()
    }
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!("a page about a board could not be shown: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
