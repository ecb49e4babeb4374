//! Exports a board as CSV, as the person who asks may see it.

use crate::state::AppState;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::identity::session;
use backend::live::BoardError;
use domain::measure::Measure;
use serde::Deserialize;
use tower_sessions::Session;

/// What to export.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// The measure; revenue where none is named.
    #[serde(default = "revenue")]
    measure: Measure,
}

fn revenue() -> Measure {
    Measure::Revenue
}

/// Answers with one line per unit and month: every stored slice of one measure.
pub async fn board(
    State(state): State<AppState>,
    session: Session,
    Path(board): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let person = match session::person(&session, &state.identity).await {
        Ok(Some(person)) => person,
        Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => return failed(&error),
    };
    let board = match state.boards.open_for(&board, &person).await {
        Ok(board) => board,
        Err(BoardError::Unknown) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return failed(&error),
    };
    let seen = board.read_by(&person).1;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"pacto.csv\""),
    ];
    match backend::export::csv(&seen, wanted.measure) {
        Ok(csv) => (headers, csv).into_response(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!("a board could not be exported: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
