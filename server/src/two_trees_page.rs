//! The page that writes the totals of two trees at once, and sending them: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::api::error::ApiError;
use app::form::Query;
use app::region::region_of;
use app::shell::failure;
use app::spread_page::{self, Outcome};
use app::two_trees_page::{TwoTreesPage, document, verb};
use axum::Router;
use axum::extract::{self, Form};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::command::{Command, Verb};
use domain::plan::Plan;
use uuid::Uuid;

type Fields = Vec<(String, String)>;

/// The page and its forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/two-trees", get(show).post(send))
        .route("/boards/{board}/two-trees/back", post(take_back))
}

fn page(reader: BoardReader, plan: &Plan, status: StatusCode, query: &Query, outcome: Option<&Outcome>) -> Response {
    let Some(node) = spread_page::node(plan, query) else {
        return reader.page(StatusCode::NOT_FOUND, |parts, me| failure(parts, me, &ApiError::NotFound));
    };
    let (actor, board) = (reader.actor.clone(), reader.board.id().to_owned());
    let page = TwoTreesPage { board: &board, plan, actor: &actor, node, query, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(reader: BoardReader, extract::Query(fields): extract::Query<Fields>) -> Response {
    let (plan, query) = (reader.plan(), Query(fields));
    let sent = query.get("sent").and_then(|revision| revision.parse().ok()).map(Outcome::Sent);
    let outcome = sent.or_else(|| query.get("back").map(|_| Outcome::TakenBack));
    page(reader, &plan, StatusCode::OK, &query, outcome.as_ref())
}

/// Submits a command and leads to the page that says what became of it.
async fn submit(reader: BoardReader, plan: &Plan, query: &Query, command: Command, word: &str) -> Response {
    match reader.submit(command).await {
        Ok(revision) => {
            let place = spread_page::node(plan, query).map(spread_page::address).unwrap_or_default();
            let (board, across) = (reader.board.id(), query.get("across").unwrap_or("Period"));
            let across = if across.chars().all(char::is_alphanumeric) { across } else { "Period" };
            Redirect::to(&format!("/boards/{board}/two-trees?{place}&across={across}&{word}={revision}"))
                .into_response()
        }
        Err((status, unsent)) => page(reader, plan, status, query, Some(&Outcome::Unsent(unsent))),
    }
}

async fn send(reader: BoardReader, Form(fields): Form<Fields>) -> Response {
    let (plan, query) = (reader.plan(), Query(fields));
    let region = region_of(&reader.reader.parts.headers);
    let asked = spread_page::node(&plan, &query).and_then(|node| {
        let (board, actor) = (reader.board.id(), &reader.actor);
        verb(&TwoTreesPage { board, plan: &plan, actor, node, query: &query, outcome: None }, region)
    });
    let Some(verb) = asked else { return page(reader, &plan, StatusCode::UNPROCESSABLE_ENTITY, &query, None) };
    let id = query.get("id").and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::now_v7);
    let base = query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    submit(reader, &plan, &query, Command { id, base, verb }, "sent").await
}

async fn take_back(reader: BoardReader, Form(fields): Form<Fields>) -> Response {
    let (plan, query) = (reader.plan(), Query(fields));
    let revision = query.get("revision").and_then(|revision| revision.parse().ok()).unwrap_or(0);
    let verb = Verb::TakeBack { revision, anyway: false };
    submit(reader, &plan, &query, Command { id: Uuid::now_v7(), base: plan.revision(), verb }, "back").await
}
