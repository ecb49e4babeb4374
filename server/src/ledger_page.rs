//! The ledger of over-assignment, and setting its cap there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::form::{Query as Fields, Unsent, hundredths};
use app::ledger_page::{LedgerPage, Outcome, document};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::actor::Actor;
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

async fn page(
    state: &AppState,
    reader: BoardReader,
    measure: Measure,
    (status, outcome): (StatusCode, Option<&Outcome>),
) -> Response {
    let people = match state.identity.people().await {
        Ok(people) => people,
        Err(error) => return broken(&error),
    };
    let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
    let people: Vec<Actor> = people.iter().map(|person| person.on(plan.outline())).collect();
    let page = LedgerPage { board: &board, plan: &plan, actor: &actor, people: &people, measure, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    let fields = Fields(pairs);
    let saved = fields.get("saved").map(|_| &Outcome::Saved);
    page(&state, reader, measure(&fields), (StatusCode::OK, saved)).await
}

async fn set_cap(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let region = region_of(&reader.reader.parts.headers);
    let fields = Fields(pairs);
    let measure = measure(&fields);
    let cap = match read(fields.text("cap").to_owned(), region) {
        Ok(cap) => cap,
        Err(outcome) => {
            return page(&state, reader, measure, (StatusCode::UNPROCESSABLE_ENTITY, Some(&outcome))).await;
        }
    };
    let base = reader.board.read(|plan| plan.revision());
    match reader.submit(Command { id: Uuid::now_v7(), base, verb: Verb::SetHedgeCap(cap) }).await {
        Ok(_) => {
            let to = format!("/boards/{}/ledger?measure={measure:?}&saved=true", reader.board.id());
            Redirect::to(&to).into_response()
        }
        Err((status, unsent)) => page(&state, reader, measure, (status, Some(&Outcome::Unsent(unsent)))).await,
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
