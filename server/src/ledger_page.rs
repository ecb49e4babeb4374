//! The ledger of over-assignment, and setting its cap there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::ledger_page::{LedgerPage, Outcome, document};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use backend::live::SubmitError;
use domain::command::{Command, Verb};
use domain::entry::{Entry, parse};
use domain::measure::Measure;
use domain::number::Region;
use serde::Deserialize;
use uuid::Uuid;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new().route("/boards/{board}/ledger", get(show).post(set_cap))
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default = "revenue")]
    measure: Measure,
    /// The cap has just been set.
    #[serde(default)]
    saved: bool,
}

#[derive(Debug, Deserialize)]
struct Cap {
    #[serde(default = "revenue")]
    measure: Measure,
    #[serde(default)]
    cap: String,
}

fn revenue() -> Measure {
    Measure::Revenue
}

fn page(reader: BoardReader, status: StatusCode, measure: Measure, outcome: Option<&Outcome>) -> Response {
    let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
    let page = LedgerPage { board: &board, plan: &plan, actor: &actor, measure, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(reader: BoardReader, Query(wanted): Query<Wanted>) -> Response {
    page(reader, StatusCode::OK, wanted.measure, wanted.saved.then_some(&Outcome::Saved))
}

async fn set_cap(reader: BoardReader, Form(Cap { measure, cap }): Form<Cap>) -> Response {
    let region = region_of(&reader.reader.parts.headers);
    let Ok(hundredths) = hundredths(&cap, region) else {
        return page(reader, StatusCode::UNPROCESSABLE_ENTITY, measure, Some(&Outcome::Unreadable(cap)));
    };
    let base = reader.board.read(|plan| plan.revision());
    let command = Command { id: Uuid::now_v7(), base, verb: Verb::SetHedgeCap(hundredths) };
    let (status, outcome) = match reader.board.submit(command, &reader.actor).await {
        Ok(_) => {
            let to = format!("/boards/{}/ledger?measure={measure:?}&saved=true", reader.board.id());
            return Redirect::to(&to).into_response();
        }
        Err(SubmitError::Refused(rejection)) => (StatusCode::CONFLICT, Outcome::Refused(rejection)),
        Err(SubmitError::NotStored) => (StatusCode::SERVICE_UNAVAILABLE, Outcome::NotStored),
    };
    page(reader, status, measure, Some(&outcome))
}

/// What was typed is no percentage of 0 or more.
struct Unreadable;

/// A percentage in hundredths of a percent; nothing typed is no cap.
fn hundredths(typed: &str, region: Region) -> Result<Option<u32>, Unreadable> {
    match parse(typed.trim().trim_end_matches(['%', ' ', '\u{a0}']), region, 2) {
        Ok(Entry::Clear) => Ok(None),
        Ok(Entry::Set(hundredths)) => u32::try_from(hundredths).map(Some).map_err(|_| Unreadable),
        _ => Err(Unreadable),
    }
}
