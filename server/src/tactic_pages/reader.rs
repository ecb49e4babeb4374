//! Who reads a board's pages, and the board as they may see it.

use crate::state::AppState;
use app::api::session::Me;
use app::board_frame::{Frame, Place, missing};
use app::tactic_pages::{Page, page};
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use backend::identity::{Person, session};
use backend::live::{Board, BoardError};
use domain::actor::Actor;
use domain::plan::Plan;
use std::collections::HashMap;
use tower_sessions::Session;

/// Somebody who has signed in, and a board as they may see it; everybody else is answered before anything is read.
pub(super) struct Reader {
    pub parts: Parts,
    pub person: Person,
    pub board: Board,
    pub actor: Actor,
    pub plan: Plan,
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await.map_err(|error| error.into_response())?;
        let person = session::person(&session, &state.identity).await.map_err(|error| failed(&error))?;
        let Some(person) = person else { return Err(Redirect::to("/sign-in").into_response()) };
        let places = Path::<HashMap<String, String>>::from_request_parts(parts, state).await;
        let id = places.ok().and_then(|Path(mut places)| places.remove("board")).unwrap_or_default();
        let board = match state.boards.open(&id).await {
            Ok(board) => board,
            Err(BoardError::Unknown) => return Err(not_found(parts.clone(), person)),
            Err(error) => return Err(failed(&error)),
        };
        let actor = board.actor(&person);
        // Large plans are projected beside, not in the way of, other requests.
        let (seen_board, seen_actor) = (board.clone(), actor.clone());
        let plan = tokio::task::spawn_blocking(move || seen_board.seen_by(&seen_actor)).await;
        let plan = plan.map_err(|error| failed(&error))?;
        Ok(Self { parts: parts.clone(), person, board, actor, plan })
    }
}

impl Reader {
    /// A page, drawn beside other requests.
    pub async fn page(self, status: StatusCode, content: Page) -> Response {
        let frame = Frame {
            me: Me::from(self.person),
            board: self.board.id().to_owned(),
            title: self.plan.outline().title.clone(),
            place: Place::Tactics,
        };
        let parts = self.parts;
        match tokio::task::spawn_blocking(move || page(parts, frame, content)).await {
            Ok(html) => (status, Html(html)).into_response(),
            Err(error) => failed(&error),
        }
    }

    /// The page that says that there is no such page.
    pub fn missing(self) -> Response {
        not_found(self.parts, self.person)
    }
}

fn not_found(parts: Parts, person: Person) -> Response {
    (StatusCode::NOT_FOUND, Html(missing(parts, Me::from(person)))).into_response()
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!("a page of tactics could not be made: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
