//! Who reads a page about a board, and the board: what every such page begins with.

use crate::signed_in::{SignedIn, broken};
use crate::state::AppState;
use app::api::session::Me;
use app::form::Unsent;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use backend::live::{Board, BoardError, SubmitError};
use domain::actor::Actor;
use domain::command::Command;
use domain::plan::Plan;

/// Somebody who is signed in, at the board that the address names as `{board}`; everybody else is answered before a
/// handler runs.
#[derive(Debug)]
pub struct BoardReader {
    /// Who reads, and what they asked with.
    pub reader: SignedIn,
    /// Who they are on this board.
    pub actor: Actor,
    /// The revision at which they are that.
    pub revision: u64,
    /// The board.
    pub board: Board,
}

impl FromRequestParts<AppState> for BoardReader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let reader = SignedIn::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let id = params.iter().find(|(name, _)| *name == "board").map_or("", |(_, id)| id);
        let board = state.boards.open_for(id, &reader.person).await.map_err(|error| match error {
            // The board's own page says that there is none.
            BoardError::Unknown => Redirect::to(&format!("/boards/{id}")).into_response(),
            error => broken(&error),
        })?;
        let (actor, revision) = board.read(|plan| (reader.person.on(plan.outline()), plan.revision()));
        Ok(Self { actor, revision, reader, board })
    }
}

impl BoardReader {
    /// The plan as the reader may see it.
    pub fn plan(&self) -> Plan {
        self.board.read_by(&self.reader.person).1
    }

    /// Submits a command as the reader, and gives the revision that it stands in.
    ///
    /// # Errors
    /// Why it was not carried out, and the status of the page that says so.
    pub async fn submit(&self, mut command: Command) -> Result<u64, (StatusCode, Unsent)> {
        // Who the reader is was read at that revision: units that have moved since are known by other numbers.
        command.base = command.base.min(self.revision);
        let submitted = self.board.submit(command, &self.actor).await;
        submitted.map(|acknowledged| acknowledged.revision).map_err(|error| match error {
            SubmitError::Refused(rejection) => (StatusCode::CONFLICT, Unsent::Refused(rejection)),
            SubmitError::NotStored => (StatusCode::SERVICE_UNAVAILABLE, Unsent::NotStored),
        })
    }

    /// Answers with a page; `write` is given the request and the reader, as `app`'s documents want them.
    pub fn page(self, status: StatusCode, write: impl FnOnce(Parts, Me) -> String) -> Response {
        self.reader.page(status, write)
    }
}
