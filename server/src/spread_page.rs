//! The pages that spread, one total by any way or the totals of two trees at once, and sending there: plain forms that work
//! without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::api::error::ApiError;
use app::form::{Query, Unsent};
use app::region::region_of;
use app::shell::failure;
use app::spread_page::{self, Form, Outcome, Problem, SpreadPage};
use app::two_trees_page;
use axum::Router;
use axum::extract;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::command::{Command, Verb};
use domain::node::Node;
use domain::plan::Plan;
use uuid::Uuid;

type Fields = Vec<(String, String)>;

/// The pages and their forms.
pub fn routes() -> Router<AppState> {
    [Form::Total, Form::TwoTrees].into_iter().fold(Router::new(), |routes, form| {
        let page = format!("/boards/{{board}}/{}", form.path());
        let show = move |reader, query| show(form, reader, query);
        let send = move |reader, fields| send(form, reader, fields);
        let take_back = move |reader, fields| take_back(form, reader, fields);
        routes.route(&page, get(show).post(send)).route(&format!("{page}/back"), post(take_back))
    })
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    node: Node,
    query: Query,
    form: Form,
}

impl Asked {
    /// Reads which number a form is about.
    ///
    /// # Errors
    /// The page that says that there is no such number, or not for this person.
    fn new(form: Form, reader: BoardReader, fields: Fields) -> Result<Self, Box<Response>> {
        let (query, plan) = (Query(fields), reader.plan());
        match spread_page::node(&plan, &reader.actor, &query) {
            Some(node) => Ok(Self { reader, plan, node, query, form }),
            None => {
                let missing = |parts, me| failure(parts, me, &ApiError::NotFound);
                Err(Box::new(reader.page(StatusCode::NOT_FOUND, missing)))
            }
        }
    }

    fn shown<'a>(&'a self, outcome: Option<&'a Outcome>) -> SpreadPage<'a> {
        let Self { reader, plan, node, query, form } = self;
        SpreadPage { board: reader.board.id(), plan, actor: &reader.actor, node: *node, query, outcome, form: *form }
    }

    fn page(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let document = match self.form {
            Form::Total => spread_page::document,
            Form::TwoTrees => two_trees_page::document,
        };
        self.reader.reader.clone().page(status, |parts, me| document(parts, me, self.shown(outcome)))
    }

    /// The command that the form asks for.
    fn verb(&self) -> Result<Verb, Problem> {
        let region = region_of(&self.reader.reader.parts.headers);
        match self.form {
            Form::Total => spread_page::verb(&self.plan, self.node, &self.query, region),
            Form::TwoTrees => two_trees_page::verb(&self.shown(None), region),
        }
    }

    /// Submits a command and leads to the page that says what became of it.
    async fn submit(self, command: Command, said: impl FnOnce(u64) -> String) -> Response {
        match self.reader.submit(command).await {
            Ok(revision) => {
                let (board, page) = (self.reader.board.id(), self.form.path());
                let asked = self.form.address(self.node, &self.query);
                Redirect::to(&format!("/boards/{board}/{page}?{asked}&{}", said(revision))).into_response()
            }
            Err((status, unsent)) => self.page(status, Some(&Outcome::Unsent(unsent))),
        }
    }
}

async fn show(form: Form, reader: BoardReader, extract::Query(fields): extract::Query<Fields>) -> Response {
    let asked = match Asked::new(form, reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let sent = asked.query.get("sent").and_then(|revision| revision.parse().ok()).map(Outcome::Sent);
    let outcome = sent.or_else(|| asked.query.get("back").map(|_| Outcome::TakenBack));
    asked.page(StatusCode::OK, outcome.as_ref())
}

async fn send(form: Form, reader: BoardReader, extract::Form(fields): extract::Form<Fields>) -> Response {
    let asked = match Asked::new(form, reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let verb = match asked.verb() {
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

async fn take_back(form: Form, reader: BoardReader, extract::Form(fields): extract::Form<Fields>) -> Response {
    let asked = match Asked::new(form, reader, fields) {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let revision = asked.query.get("revision").and_then(|revision| revision.parse().ok()).unwrap_or(0);
    let base = asked.plan.revision();
    let verb = Verb::TakeBack { revision, anyway: false };
    asked.submit(Command { id: Uuid::now_v7(), base, verb }, |_| "back=yes".to_owned()).await
}
