//! The scenarios of a board: list, make, name, share, discard.

use super::{Failure, Open, answer, failed};
use crate::signed_in::SignedIn;
use crate::state::AppState;
use app::plan_pages::{Page, ScenarioTrouble, ScenariosPage};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::live::ScenarioError;
use serde::Deserialize;

/// A form with a name.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    name: String,
}

/// A form that shares or takes back.
#[derive(Debug, Deserialize)]
pub(super) struct Sharing {
    shared: bool,
}

pub(super) async fn show(State(state): State<AppState>, reader: SignedIn, Path(board): Path<String>) -> Response {
    list(&state, reader, &board, None).await
}

/// The list of the board that an identifier belongs to.
async fn list(state: &AppState, reader: SignedIn, id: &str, trouble: Option<ScenarioTrouble>) -> Response {
    let read = async {
        let board = Open::find(state, id, &reader.person).await?.place.board;
        let scenarios = state.boards.scenarios(&board, &reader.person).await;
        Ok((board, scenarios.map_err(|error| Failure::broken(&error))?))
    };
    match read.await {
        Ok((board, scenarios)) => {
            let status = match trouble {
                None => StatusCode::OK,
                Some(ScenarioTrouble::NotYours) => StatusCode::FORBIDDEN,
                Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let person = reader.person.id.clone();
            answer(reader, status, Page::Scenarios(ScenariosPage { trouble, board, person, scenarios }))
        }
        Err(failure) => failed(reader, failure),
    }
}

pub(super) async fn create(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(board): Path<String>,
    Form(form): Form<Named>,
) -> Response {
    match state.boards.branch(&board, &reader.person, &form.name).await {
        Ok(scenario) => Redirect::to(&format!("/boards/{}", scenario.id)).into_response(),
        Err(error) => refused(&state, reader, &board, error).await,
    }
}

pub(super) async fn rename(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<Named>,
) -> Response {
    let renamed = state.boards.rename_scenario(&id, &reader.person, &form.name).await;
    to_list(&state, reader, &id, renamed).await
}

pub(super) async fn share(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<Sharing>,
) -> Response {
    match state.boards.share_scenario(&id, &reader.person, form.shared).await {
        Ok(()) => Redirect::to(&back(&reader, &id)).into_response(),
        Err(error) => refused(&state, reader, &id, error).await,
    }
}

pub(super) async fn discard(State(state): State<AppState>, reader: SignedIn, Path(id): Path<String>) -> Response {
    let place = state.boards.place(&id, &reader.person).await;
    let board = place.ok().flatten().map(|place| place.board);
    let discarded = state.boards.discard_scenario(&id, &reader.person).await;
    to_list(&state, reader, &board.unwrap_or(id), discarded).await
}

/// The page that sent a form, where it is one of ours: the board or the list.
fn back(reader: &SignedIn, id: &str) -> String {
    let referer = reader.parts.headers.get("referer").and_then(|referer| referer.to_str().ok());
    if referer.is_some_and(|referer| referer.ends_with("/scenarios")) {
        format!("/boards/{id}/scenarios")
    } else {
        format!("/boards/{id}")
    }
}

async fn to_list(state: &AppState, reader: SignedIn, id: &str, done: Result<(), ScenarioError>) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("/boards/{id}/scenarios")).into_response(),
        Err(error) => refused(state, reader, id, error).await,
    }
}

async fn refused(state: &AppState, reader: SignedIn, id: &str, error: ScenarioError) -> Response {
    let trouble = match error {
        ScenarioError::Name => ScenarioTrouble::Name,
        ScenarioError::TooMany => ScenarioTrouble::TooMany,
        ScenarioError::NotYours => ScenarioTrouble::NotYours,
        error => return failed(reader, error.into()),
    };
    list(state, reader, id, Some(trouble)).await
}
