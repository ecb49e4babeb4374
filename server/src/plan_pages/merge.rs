//! Merging a scenario into its board.

use super::{Failure, answer, failed};
use crate::signed_in::SignedIn;
use crate::state::AppState;
use app::plan_pages::{Choices, MergePage, MergeTrouble, MergedPage, Page, seal};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::live::{MergeError, Merging};
use serde::Deserialize;

/// What a merge did, in the address of its page.
#[derive(Debug, Deserialize)]
pub(super) struct Done {
    revision: u64,
    cells: u64,
}

pub(super) async fn show(State(state): State<AppState>, reader: SignedIn, Path(id): Path<String>) -> Response {
    match state.boards.merging(&id, &reader.person).await {
        Ok(merging) => page(reader, merging, Choices::default(), None),
        Err(error) => unmerged(reader, &id, error),
    }
}

fn page(reader: SignedIn, merging: Merging, choices: Choices, trouble: Option<MergeTrouble>) -> Response {
    let status = match trouble {
        None => StatusCode::OK,
        Some(MergeTrouble::Changed) => StatusCode::CONFLICT,
        Some(MergeTrouble::NotStored) => StatusCode::SERVICE_UNAVAILABLE,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    answer(reader, status, Page::Merge(Box::new(MergePage { trouble, merging, choices })))
}

pub(super) async fn carry_out(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    let mut merging = match state.boards.merging(&id, &reader.person).await {
        Ok(merging) => merging,
        Err(error) => return unmerged(reader, &id, error),
    };
    let choices = Choices::read(&form);
    let seen = form.iter().any(|(name, value)| name == "seal" && *value == seal(&merging.merge));
    choices.apply(&mut merging.merge, &merging.theirs);
    if !seen {
        return page(reader, merging, choices, Some(MergeTrouble::Changed));
    }
    let trouble = match state.boards.merge(&merging).await {
        Ok((revision, cells)) => {
            let done = format!("/scenarios/{id}/merged?revision={revision}&cells={cells}");
            return Redirect::to(&done).into_response();
        }
        Err(MergeError::Nothing) => MergeTrouble::Nothing,
        Err(MergeError::Unresolved(unresolved)) => MergeTrouble::Unresolved(unresolved.conflicts),
        Err(MergeError::Refused(domain::rejection::Rejection::ChangedSince { .. })) => MergeTrouble::Changed,
        Err(MergeError::Refused(rejection)) => MergeTrouble::Refused(rejection),
        Err(MergeError::NotStored) => MergeTrouble::NotStored,
        Err(error) => return failed(reader, failure(error)),
    };
    page(reader, merging, choices, Some(trouble))
}

pub(super) async fn done(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Response {
    let place = match state.boards.place(&id, &reader.person).await {
        Ok(place) => place,
        Err(error) => return failed(reader, Failure::broken(&error)),
    };
    match place.and_then(|place| place.scenario) {
        Some(scenario) => {
            let is_own = scenario.owner == reader.person.id;
            let page = MergedPage { scenario, is_own, revision: done.revision, cells: done.cells };
            answer(reader, StatusCode::OK, Page::Merged(page))
        }
        None => failed(reader, Failure::Unknown),
    }
}

fn unmerged(reader: SignedIn, id: &str, error: MergeError) -> Response {
    match error {
        MergeError::Reorganized => answer(reader, StatusCode::CONFLICT, Page::Apart(id.to_owned())),
        error => failed(reader, failure(error)),
    }
}

fn failure(error: MergeError) -> Failure {
    match error {
        MergeError::Scenario(error) => error.into(),
        MergeError::Past(error) => error.into(),
        error => Failure::broken(&error),
    }
}
