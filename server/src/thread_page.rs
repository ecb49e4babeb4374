//! The page of one thread, and every answer sent there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::api::error::ApiError;
use app::form::Query as Fields;
use app::region::region_of;
use app::shell::failure;
use app::thread_page::{Outcome, ThreadPage, document, place, verb};
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::access;
use domain::command::Command;
use domain::dimension::MemberId;
use domain::measure::Measure;
use domain::plan::Plan;
use domain::thread::Side;
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The page and its forms.
pub fn routes() -> Router<AppState> {
    Router::new().route("/boards/{board}/thread", get(show).post(answer))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    unit: MemberId,
    measure: Measure,
    people: Vec<(String, String)>,
    query: Fields,
}

impl Asked {
    /// Reads which thread a form is about.
    ///
    /// # Errors
    /// The page that says that there is none, or not for this person.
    async fn new(state: &AppState, reader: BoardReader, pairs: Pairs) -> Result<Self, Box<Response>> {
        let (query, plan) = (Fields(pairs), reader.plan());
        let Some((unit, measure)) = place(&plan, &reader.actor, &query) else {
            let missing = |parts, me| failure(parts, me, &ApiError::NotFound);
            return Err(Box::new(reader.page(StatusCode::NOT_FOUND, missing)));
        };
        let people = state.identity.people().await.map_err(|error| Box::new(broken(&error)))?;
        // Whoever answers for somebody has to see what they answer, and to stand on no other side.
        let other = access::side(plan.outline(), &reader.actor, unit).map(Side::other);
        let thread = plan.thread_of(unit, measure);
        let answers_for = |person: &str| thread.and_then(|thread| thread.answers_for(person));
        let may_answer = |person: &&backend::identity::Person| {
            let actor = person.on(plan.outline());
            person.id != reader.actor.person
                && access::sees(plan.outline(), &actor, unit)
                && (other.is_none() || access::side(plan.outline(), &actor, unit) != other)
                && (other.is_none() || answers_for(&person.id) != other)
        };
        let people = people.iter().filter(may_answer).map(|person| (person.id.clone(), person.name.clone())).collect();
        Ok(Self { reader, plan, unit, measure, people, query })
    }

    fn shown(&self) -> ThreadPage<'_> {
        let Self { reader, plan, unit, measure, people, query } = self;
        ThreadPage {
            board: reader.board.id(),
            plan,
            actor: &reader.actor,
            unit: *unit,
            measure: *measure,
            people,
            query,
            outcome: None,
            command: Uuid::now_v7(),
        }
    }

    fn answer(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let page = ThreadPage { outcome, ..self.shown() };
        self.reader.reader.clone().page(status, |parts, me| document(parts, me, page))
    }
}

async fn show(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    match Asked::new(&state, reader, pairs).await {
        Ok(asked) => {
            let sent = asked.query.get("sent").map(|_| Outcome::Sent);
            asked.answer(StatusCode::OK, sent.as_ref())
        }
        Err(missing) => *missing,
    }
}

async fn answer(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(missing) => return *missing,
    };
    let region = region_of(&asked.reader.reader.parts.headers);
    let verb = match verb(&asked.shown(), region) {
        Ok(verb) => verb,
        Err(problem) => return asked.answer(StatusCode::UNPROCESSABLE_ENTITY, Some(&Outcome::Problem(problem))),
    };
    let id = asked.query.get("command").and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::now_v7);
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    match asked.reader.submit(Command { id, base, verb }).await {
        Ok(_) => {
            let (board, unit, measure) = (asked.reader.board.id(), asked.unit, asked.measure);
            if asked.query.text("back") == "meeting" {
                return Redirect::to(&format!("/boards/{board}/meeting?done=sent")).into_response();
            }
            Redirect::to(&format!("/boards/{board}/thread?unit={unit}&measure={measure:?}&sent=yes")).into_response()
        }
        Err((status, unsent)) => {
            // What others said meanwhile stands on the page that says why this was not sent.
            let asked = Asked { plan: asked.reader.plan(), ..asked };
            asked.answer(status, Some(&Outcome::Unsent(unsent)))
        }
    }
}
