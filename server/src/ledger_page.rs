//! The ledger of over-assignment, and setting its cap there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::form::{Query as Fields, Unsent, hundredths};
use app::ledger_page::{LedgerPage, Outcome, document};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::command::{Command, Verb};
use domain::measure::Measure;
use domain::number::Region;
use domain::rejection::Rejection;
use uuid::Uuid;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new().route("/boards/{board}/ledger", get(show).post(set_cap))
}

type Pairs = Vec<(String, String)>;

/// The measure that an address or form is about.
fn measure(fields: &Fields) -> Measure {
    fields.measure("measure").unwrap_or(Measure::Revenue)
}

fn page(reader: BoardReader, status: StatusCode, measure: Measure, outcome: Option<&Outcome>) -> Response {
    let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
    let page = LedgerPage { board: &board, plan: &plan, actor: &actor, measure, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    let fields = Fields(pairs);
    let saved = fields.get("saved").map(|_| &Outcome::Saved);
    page(reader, StatusCode::OK, measure(&fields), saved)
}

async fn set_cap(reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let region = region_of(&reader.reader.parts.headers);
    let fields = Fields(pairs);
    let measure = measure(&fields);
    let cap = match read(fields.text("cap").to_owned(), region) {
        Ok(cap) => cap,
        Err(outcome) => return page(reader, StatusCode::UNPROCESSABLE_ENTITY, measure, Some(&outcome)),
    };
    let base = reader.board.read(|plan| plan.revision());
    match reader.submit(Command { id: Uuid::now_v7(), base, verb: Verb::SetHedgeCap(cap) }).await {
        Ok(_) => {
            let to = format!("/boards/{}/ledger?measure={measure:?}&saved=true", reader.board.id());
            Redirect::to(&to).into_response()
        }
        Err((status, unsent)) => page(reader, status, measure, Some(&Outcome::Unsent(unsent))),
    }
}

/// A cap in hundredths of a percent; nothing typed is none.
fn read(typed: String, region: Region) -> Result<Option<u32>, Outcome> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let refused = |size| if size < 0 { Rejection::Negative } else { Rejection::TooLarge };
    match hundredths(&typed, region) {
        Ok(size) => u32::try_from(size).map(Some).map_err(|_| Outcome::Unsent(Unsent::Refused(refused(size)))),
        Err(sentence) => Err(Outcome::Unreadable { typed, sentence }),
    }
}
