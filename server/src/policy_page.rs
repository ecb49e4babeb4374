//! The page of a board's rounds and deadlines, and setting them there.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::form::Query as Fields;
use app::policy_page::{Outcome, PolicyPage, document, policy};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::command::{Command, Verb};
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new().route("/boards/{board}/policy", get(show).post(save))
}

fn page(reader: BoardReader, status: StatusCode, query: &Fields, outcome: Option<&Outcome>) -> Response {
    let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
    let page = PolicyPage { board: &board, plan: &plan, actor: &actor, query, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    let query = Fields(pairs);
    let saved = query.get("saved").map(|_| Outcome::Saved);
    page(reader, StatusCode::OK, &query, saved.as_ref())
}

async fn save(reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let query = Fields(pairs);
    let region = region_of(&reader.reader.parts.headers);
    let wanted = match policy(&query, region) {
        Ok(wanted) => wanted,
        Err(errors) => return page(reader, StatusCode::UNPROCESSABLE_ENTITY, &query, Some(&Outcome::Problem(errors))),
    };
    let command = Command { id: Uuid::now_v7(), base: reader.revision, verb: Verb::SetPolicy(wanted) };
    match reader.submit(command).await {
        Ok(_) => Redirect::to(&format!("/boards/{}/policy?saved=yes", reader.board.id())).into_response(),
        Err((status, unsent)) => page(reader, status, &query, Some(&Outcome::Unsent(unsent))),
    }
}
