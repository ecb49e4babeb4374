//! The step after an import: a board from the history.

use super::desk::{Progress, failed};
use super::{Importer, PATIENCE, status};
use crate::board_opening::{self, Wanted, comfortable, levels, next_year};
use crate::state::AppState;
use app::import_pages::{BoardForm, Doing, Page, Trouble};
use axum::extract::{Form, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::identity::ORGANIZATION;
use serde::Deserialize;

/// What the form answers.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    title: String,
    company: String,
    year: i32,
    first_month: u8,
    currency: String,
    decimals: u8,
    #[serde(default)]
    levels: String,
}

/// The form as it stands before anybody has answered; with their answer, where it was refused.
pub(super) async fn form(state: &AppState, trouble: Option<Trouble>) -> Result<BoardForm, Trouble> {
    let span = state.store.history_span(ORGANIZATION).await.map_err(|error| failed(&error))?;
    let choices = match span {
        Some(_) => levels(&state.store.members(ORGANIZATION).await.map_err(|error| failed(&error))?.products),
        None => Vec::new(),
    };
    Ok(BoardForm {
        trouble,
        span,
        title: String::new(),
        company: String::new(),
        year: span.map_or(0, next_year),
        first_month: 1,
        currency: "USD".to_owned(),
        decimals: 2,
        levels: comfortable(&choices),
        choices,
    })
}

pub(super) async fn show(State(state): State<AppState>, importer: Importer) -> Response {
    let job = state.imports.job(importer.id());
    let refused = job.and_then(|job| match job.progress() {
        Progress::Failed(trouble) => Some(BoardForm { trouble: Some(trouble), ..job.form.clone()? }),
        _ => None,
    });
    match refused {
        Some(form) => {
            state.imports.forget_job(importer.id());
            page(importer, form)
        }
        None => match form(&state, None).await {
            Ok(form) => page(importer, form),
            Err(trouble) => status(Some(&trouble)).into_response(),
        },
    }
}

fn page(importer: Importer, form: BoardForm) -> Response {
    let status = status(form.trouble.as_ref());
    importer.page(status, Page::Board(form))
}

pub(super) async fn open(State(state): State<AppState>, importer: Importer, Form(answer): Form<Answer>) -> Response {
    let form = match form(&state, None).await {
        Ok(form) => form,
        Err(trouble) => return status(Some(&trouble)).into_response(),
    };
    let form = BoardForm {
        title: answer.title,
        company: answer.company,
        year: answer.year,
        first_month: answer.first_month,
        currency: answer.currency,
        decimals: answer.decimals,
        levels: answer.levels.parse().ok(),
        ..form
    };
    let wanted = Wanted {
        title: form.title.clone(),
        company: form.company.clone(),
        year: form.year,
        first_month: form.first_month,
        currency: form.currency.clone(),
        decimals: form.decimals,
        levels: form.levels,
    };
    let begun = wanted.request(form.span).and_then(|request| {
        let (worker, person) = (state.clone(), importer.0.person.clone());
        state.imports.begin(&importer.0.person, Doing::Opening, Some(form.clone()), |_| async move {
            let actor = |opening: &backend::opening::Opening| person.on(&opening.outline);
            let board = board_opening::open(&worker.store, &worker.boards, actor, request).await?;
            Ok(Progress::Opened(board))
        })
    });
    match begun {
        Ok(job) => {
            job.wait(PATIENCE).await;
            Redirect::to("/import/progress").into_response()
        }
        Err(trouble) => page(importer, BoardForm { trouble: Some(trouble), ..form }),
    }
}
