//! Who reads a board's pages of tactics, and the plan as they may see it.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::api::error::ApiError;
use app::board_frame::{Frame, Place};
use app::region::region_of;
use app::shell;
use app::tactic_pages::{Page, page};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use backend::live::Board;
use domain::actor::Actor;
use domain::number::Region;
use domain::plan::Plan;

/// Somebody who has signed in, and a board as they may see it; everybody else is answered before a handler runs.
pub(super) struct Reader {
    pub reader: BoardReader,
    pub region: Region,
    pub board: Board,
    pub actor: Actor,
    pub plan: Plan,
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let reader = BoardReader::from_request_parts(parts, state).await?;
        let board = reader.board.clone();
        let read = board.read_beside(&reader.reader.person).await;
        let (actor, plan) = read.map_err(|error| broken(&error))?;
        Ok(Self { reader, region: region_of(&parts.headers), board, actor, plan })
    }
}

impl Reader {
    /// A page, drawn beside other requests.
    pub async fn page(self, status: StatusCode, content: Page) -> Response {
        let (reader, board) = (self.reader, self.board.id().to_owned());
        let title = self.plan.outline().title.clone();
        let draw = move || {
            let frame = |me| Frame { me, board, title, place: Place::Tactics };
            reader.page(status, |parts, me| page(parts, frame(me), content))
        };
        tokio::task::spawn_blocking(draw).await.unwrap_or_else(|error| broken(&error))
    }

    /// The page that says that there is no such page.
    pub fn missing(self) -> Response {
        self.reader.page(StatusCode::NOT_FOUND, |parts, me| shell::failure(parts, me, &ApiError::NotFound))
    }
}
