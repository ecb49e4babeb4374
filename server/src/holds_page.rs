//! The page of a board's holds, and releasing them there: plain forms that work without script.

use crate::state::AppState;
use app::api::session::Me;
use app::holds_page::{HoldsPage, Outcome, document};
use axum::Router;
use axum::extract::{Form, FromRequestParts as _, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use backend::identity::{Person, session};
use backend::live::{Board, BoardError, SubmitError};
use domain::address::Address;
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::measure::Measure;
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/holds", get(show))
        .route("/boards/{board}/holds/release", post(release).get(back))
}

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    mine: bool,
    /// What has just been released: unit, product, channel and period, with dots between.
    #[serde(default)]
    released: Option<String>,
}

impl Wanted {
    fn outcome(&self) -> Option<Outcome> {
        let members: Vec<MemberId> = self.released.as_ref()?.split('.').flat_map(str::parse).collect();
        let [unit, product, channel, period] = members[..] else { return None };
        Some(Outcome::Released(Address { unit, product, channel, period }))
    }
}

/// The hold that a form names.
#[derive(Debug, Deserialize)]
struct Released {
    measure: Measure,
    unit: MemberId,
    product: MemberId,
    channel: MemberId,
    period: MemberId,
    #[serde(default)]
    mine: bool,
}

/// A board, and who reads its page.
struct Reader {
    person: Person,
    board: Board,
    parts: Parts,
}

impl Reader {
    async fn of(state: &AppState, board: &str, mut parts: Parts) -> Result<Self, Response> {
        let session = Session::from_request_parts(&mut parts, state).await.map_err(|error| error.into_response())?;
        let person = session::person(&session, &state.identity).await.map_err(|error| failed(&error))?;
        let Some(person) = person else { return Err(Redirect::to("/sign-in").into_response()) };
        let board = state.boards.open(board).await.map_err(|error| match error {
            // The board's own page says that there is none.
            BoardError::Unknown => Redirect::to(&format!("/boards/{board}")).into_response(),
            error => failed(&error),
        })?;
        Ok(Self { person, board, parts })
    }

    fn page(self, status: StatusCode, mine: bool, outcome: Option<&Outcome>) -> Response {
        let actor = self.board.actor(&self.person);
        let plan = self.board.seen_by(&actor);
        let page = HoldsPage { board: self.board.id(), plan: &plan, actor: &actor, mine, outcome };
        (status, Html(document(self.parts, Me::from(self.person), page))).into_response()
    }
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!("the holds of a board could not be shown: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn show(
    State(state): State<AppState>,
    Path(board): Path<String>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    match Reader::of(&state, &board, request.into_parts().0).await {
        Ok(reader) => reader.page(StatusCode::OK, wanted.mine, wanted.outcome().as_ref()),
        Err(response) => response,
    }
}

async fn release(
    State(state): State<AppState>,
    Path(board): Path<String>,
    parts: Parts,
    Form(released): Form<Released>,
) -> Response {
    let reader = match Reader::of(&state, &board, parts).await {
        Ok(reader) => reader,
        Err(response) => return response,
    };
    let Released { measure, unit, product, channel, period, mine } = released;
    let at = Address { unit, product, channel, period };
    let actor = reader.board.actor(&reader.person);
    let base = reader.board.read(|plan| plan.revision());
    let command = Command { id: Uuid::now_v7(), base, verb: Verb::Release { measure, at } };
    let (status, outcome) = match reader.board.submit(command, &actor).await {
        Ok(_) => {
            let query = if mine { "mine=true&" } else { "" };
            let to = format!("/boards/{board}/holds?{query}released={unit}.{product}.{channel}.{period}");
            return Redirect::to(&to).into_response();
        }
        Err(SubmitError::Refused(rejection)) => (StatusCode::CONFLICT, Outcome::Refused(measure, rejection)),
        Err(SubmitError::NotStored) => (StatusCode::SERVICE_UNAVAILABLE, Outcome::NotStored),
    };
    reader.page(status, mine, Some(&outcome))
}

/// Whoever loads the page of a refused release again, or changes its language, sees the list.
async fn back(Path(board): Path<String>) -> Redirect {
    Redirect::to(&format!("/boards/{board}/holds"))
}
