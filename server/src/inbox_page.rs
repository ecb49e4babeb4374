//! The inbox of a board: accepting many offers there, and putting threads aside. Plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::form::{Query as Fields, Unsent};
use app::inbox_page::{Chosen, InboxPage, Outcome, Tray, deadlines, document};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::actor::Actor;
use domain::calendar::DAY;
use domain::inbox::Aside;
use domain::plan::Plan;
use domain::thread::ThreadId;

type Pairs = Vec<(String, String)>;

/// The page and its forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/inbox", get(show).post(answer))
        .route("/boards/{board}/inbox/aside", post(put_aside))
        .route("/boards/{board}/deadlines.ics", get(calendar))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    people: Vec<Actor>,
    asides: Vec<Aside>,
    query: Fields,
    now: i64,
    presenter: Option<String>,
}

impl Asked {
    /// # Errors
    /// The page that says that the database failed.
    async fn new(state: &AppState, reader: BoardReader, pairs: Pairs) -> Result<Self, Response> {
        let people = state.identity.people().await.map_err(|error| broken(&error))?;
        let asides = state.boards.asides(reader.board.id(), &reader.actor.person).await;
        let asides = asides.map_err(|error| broken(&error))?;
        let meeting = state.boards.meeting_pulse(reader.board.id()).await.map_err(|error| broken(&error))?;
        let presenter = meeting.map(|meeting| meeting.presenter.name);
        // Whoever sees a thread may know whom it waits for, also where they see no more of that unit.
        let people = reader.board.read(|plan| people.iter().map(|person| person.on(plan.outline())).collect());
        let (plan, query, now) = (reader.plan(), Fields(pairs), state.boards.now());
        Ok(Self { plan, query, people, asides, now, presenter, reader })
    }

    fn shown<'a>(&'a self, outcome: Option<&'a Outcome>) -> InboxPage<'a> {
        let Self { reader, plan, people, asides, query, now, presenter } = self;
        let (board, actor, now) = (reader.board.id(), &reader.actor, *now);
        InboxPage { board, plan, actor, people, asides, query, outcome, now, presenter: presenter.as_deref() }
    }

    fn answer(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let page = self.shown(outcome);
        self.reader.reader.clone().page(status, |parts, me| document(parts, me, page))
    }
}

async fn show(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    match Asked::new(&state, reader, pairs).await {
        Ok(asked) => {
            let accepted = asked.query.get("accepted").and_then(|count| count.parse().ok()).map(Outcome::Accepted);
            let outcome = accepted.or_else(|| match asked.query.get("done")? {
                "aside" => Some(Outcome::PutAside),
                "back" => Some(Outcome::TakenBack),
                _ => None,
            });
            asked.answer(StatusCode::OK, outcome.as_ref())
        }
        Err(failed) => failed,
    }
}

/// Shows what accepting would do, or accepts.
async fn answer(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let mut asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let chosen = Chosen::read(&asked.query);
    if chosen.is_empty() {
        return asked.answer(StatusCode::UNPROCESSABLE_ENTITY, Some(&Outcome::NothingChosen));
    }
    if asked.query.text("do") != "accept" {
        return asked.answer(StatusCode::OK, Some(&Outcome::Review));
    }
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    let mut not: Vec<(ThreadId, Unsent)> = Vec::new();
    for one in &chosen {
        if let Err((_, unsent)) = asked.reader.submit(one.command(&asked.plan, base)).await {
            not.push((one.thread, unsent));
        }
    }
    let accepted = chosen.len() - not.len();
    if not.is_empty() {
        let to = format!("/boards/{}/inbox?accepted={accepted}", asked.reader.board.id());
        return Redirect::to(&to).into_response();
    }
    asked.plan = asked.reader.plan();
    asked.answer(StatusCode::CONFLICT, Some(&Outcome::PartlyAccepted(accepted, not)))
}

/// Answers with the deadlines as a calendar file.
async fn calendar(State(state): State<AppState>, reader: BoardReader) -> Response {
    let asked = match Asked::new(&state, reader, Pairs::new()).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let origin = state.base_url.as_ref().map(|origin| origin.to_string().trim_end_matches('/').to_owned());
    let region = region_of(&asked.reader.reader.parts.headers);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"pacto-deadlines.ics\""),
    ];
    (headers, deadlines(&asked.shown(None), region, origin.as_deref())).into_response()
}

/// Puts a thread off, mutes it or takes it back: what, the thread and the revision that moved it, with colons between.
async fn put_aside(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let query = Fields(pairs);
    let mut parts = query.text("aside").split(':');
    let what = parts.next().unwrap_or_default();
    let numbers: Vec<u64> = parts.flat_map(str::parse).collect();
    let [thread, moved] = numbers[..] else { return StatusCode::BAD_REQUEST.into_response() };
    let (boards, board, person) = (&state.boards, reader.board.id(), &reader.actor.person);
    let until = boards.now() + DAY;
    let done = match what {
        "back" => boards.take_back(board, person, thread).await,
        "day" => boards.put_aside(board, person, &Aside { thread, moved, until: Some(until) }).await,
        "mute" => boards.put_aside(board, person, &Aside { thread, moved, until: None }).await,
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    if let Err(error) = done {
        return broken(&error);
    }
    let done = if what == "back" { "back" } else { "aside" };
    let tray = Tray::read(&query).code();
    Redirect::to(&format!("/boards/{board}/inbox?tray={tray}&done={done}")).into_response()
}
