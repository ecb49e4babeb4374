//! Everything that happened to a number as CSV, as the person who asks may see it, each line with the digest of the chain.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::plan_pages::{Spot, record};
use app::region::region_of;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::export;
use backend::live::PastError;

/// Answers with one line for every revision that moved the number, held it, let it go, or was said about it.
pub async fn number(State(state): State<AppState>, reader: BoardReader, Query(spot): Query<Spot>) -> Response {
    let (plan, person, id) = (reader.plan(), reader.reader.person.clone(), reader.board.id());
    let region = region_of(&reader.reader.parts.headers);
    let Some(node) = spot.node(plan.outline()) else { return StatusCode::NOT_FOUND.into_response() };
    let life = match state.boards.why(id, (0, &plan), &person, node).await {
        Ok(life) => life,
        Err(PastError::Unknown) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return broken(&error),
    };
    let mut rows = Vec::new();
    for row in record::lines(region, &plan, &life) {
        match state.boards.digest_at(id, row.revision, &person).await {
            Ok(digest) => rows.push((row, digest)),
            Err(error) => return broken(&error),
        }
    }
    let name = record::name(region, plan.outline(), node);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"pacto-record.csv\""),
    ];
    match export::record(&name, plan.outline().decimals(node.measure), &rows) {
        Ok(csv) => (headers, csv).into_response(),
        Err(error) => broken(&error),
    }
}
