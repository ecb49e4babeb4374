//! The page that spreads a total, and sending it there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::api::error::ApiError;
use app::form::{Query, Unsent};
use app::region::region_of;
use app::shell::failure;
use app::spread_page::{self, Outcome, Problem, SpreadPage, document};
use axum::Router;
use axum::extract::{self, Form};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::command::{Command, Verb};
use domain::node::Node;
use uuid::Uuid;

type Fields = Vec<(String, String)>;

/// The page and its forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/spread", get(show).post(send))
        .route("/boards/{board}/spread/back", post(take_back))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    node: Node,
    query: Query,
}

impl Asked {
    /// Reads which number a form is about.
    ///
    /// # Errors
    /// The page that says that there is no such number, or not for this person.
    fn new(reader: BoardReader, fields: Fields) -> Result<Self, Box<Response>> {
        let query = Query(fields);
        match spread_page::node(&reader.plan(), &query) {
            Some(node) => Ok(Self { reader, node, query }),
            None => {
                let missing = |parts, me| failure(parts, me, &ApiError::NotFound);
                Err(Box::new(reader.page(StatusCode::NOT_FOUND, missing)))
            }
        }
    }

    fn page(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let Self { reader, node, query } = self;
        let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
        let page = SpreadPage { board: &board, plan: &plan, actor: &actor, node, query: &query, outcome };
        reader.page(status, |parts, me| document(parts, me, page))
    }

    /// Submits a command and leads to the page that says what became of it.
    async fn submit(self, command: Command, said: impl FnOnce(u64) -> String) -> Response {
        match self.reader.submit(command).await {
            Ok(revision) => {
                let (board, node) = (self.reader.board.id(), spread_page::address(self.node));
                Redirect::to(&format!("/boards/{board}/spread?{node}&{}", said(revision))).into_response()
            }
            Err((status, unsent)) => self.page(status, Some(&Outcome::Unsent(unsent))),
        }
    }
}

async fn show(reader: BoardReader, extract::Query(fields): extract::Query<Fields>) -> Response {
    let asked = match Asked::new(reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let sent = asked.query.get("sent").and_then(|revision| revision.parse().ok()).map(Outcome::Sent);
    let outcome = sent.or_else(|| asked.query.get("back").map(|_| Outcome::TakenBack));
    asked.page(StatusCode::OK, outcome.as_ref())
}

async fn send(reader: BoardReader, Form(fields): Form<Fields>) -> Response {
    let asked = match Asked::new(reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let region = region_of(&asked.reader.reader.parts.headers);
    let verb = match spread_page::verb(&asked.reader.plan(), asked.node, &asked.query, region) {
        Ok(verb) => verb,
        Err(Problem::Refused(rejection)) => {
            return asked.page(StatusCode::CONFLICT, Some(&Outcome::Unsent(Unsent::Refused(rejection))));
        }
        Err(Problem::Fields(_)) => return asked.page(StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let id = asked.query.get("id").and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::now_v7);
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    asked.submit(Command { id, base, verb }, |revision| format!("sent={revision}")).await
}

async fn take_back(reader: BoardReader, Form(fields): Form<Fields>) -> Response {
    let asked = match Asked::new(reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let revision = asked.query.get("revision").and_then(|revision| revision.parse().ok()).unwrap_or(0);
    let base = asked.reader.board.read(|plan| plan.revision());
    let verb = Verb::TakeBack { revision, anyway: false };
    asked.submit(Command { id: Uuid::now_v7(), base, verb }, |_| "back=yes".to_owned()).await
}
