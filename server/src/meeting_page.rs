//! Meetings: begin, drive, follow, end, and their minutes. Plain forms that work without script; numbers are moved by the
//! board's own commands alone.

mod drive;
mod events;
mod minutes;

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::form::Query as Fields;
use app::meeting_page::{MeetingPage, Outcome, document};
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::actor::Actor;
use domain::meeting::{Contested, Meeting, agenda, is_contested, weight};
use domain::plan::Plan;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// For how long somebody who has opened the page counts as there, in milliseconds, unless their browser says more.
const OPENED: i64 = 90_000;

type Pairs = Vec<(String, String)>;

/// The pages, their forms, and what followers hear.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/meeting", get(show).post(act))
        .route("/boards/{board}/meeting/events", get(events::follow))
        .route("/boards/{board}/meeting/{meeting}/minutes", get(minutes::show))
        .route("/boards/{board}/meeting/{meeting}/minutes/en.md", get(minutes::english))
        .route("/boards/{board}/meeting/{meeting}/minutes/es.md", get(minutes::spanish))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    people: Vec<Actor>,
    meeting: Option<Meeting>,
    earlier: Vec<Meeting>,
    agenda: Vec<Contested>,
    query: Fields,
    now: i64,
}

impl Asked {
    /// Reads what goes on; whoever asks is there from now on.
    ///
    /// # Errors
    /// The page that says that the database failed.
    async fn new(state: &AppState, reader: BoardReader, pairs: Pairs) -> Result<Self, Box<Response>> {
        let failed = |error: &dyn std::error::Error| Box::new(broken(error));
        let (boards, board) = (&state.boards, reader.board.id());
        if let Some(pulse) = boards.meeting_pulse(board).await.map_err(|error| failed(&error))? {
            let attended = boards.attend_meeting(board, &pulse.id, &reader.actor, OPENED).await;
            attended.map_err(|error| failed(&error))?;
        }
        let meeting = boards.meeting_now(board).await.map_err(|error| failed(&error))?;
        let mut earlier = boards.meetings(board).await.map_err(|error| failed(&error))?;
        earlier.retain(|meeting| meeting.closed.is_some());
        let people = state.identity.people().await.map_err(|error| failed(&error))?;
        let people = reader.board.read(|plan| people.iter().map(|person| person.on(plan.outline())).collect());
        let plan = reader.plan();
        let (seen, known) = (plan.clone(), meeting.clone());
        // What both positions do to the goals is worked out for every thread.
        let agenda = spawn_blocking(move || contested(&seen, known.as_ref())).await.map_err(|error| failed(&error))?;
        let (query, now) = (Fields(pairs), boards.now());
        Ok(Self { reader, plan, people, meeting, earlier, agenda, query, now })
    }

    fn answer(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let stamp = stamp(self.meeting.as_ref(), self.plan.revision(), self.now);
        let page = MeetingPage {
            board: self.reader.board.id(),
            plan: &self.plan,
            actor: &self.reader.actor,
            people: &self.people,
            meeting: self.meeting.as_ref(),
            earlier: &self.earlier,
            agenda: &self.agenda,
            query: &self.query,
            outcome,
            stamp: &stamp,
            now: self.now,
            command: Uuid::now_v7(),
        };
        self.reader.reader.clone().page(status, |parts, me| document(parts, me, page))
    }

    fn home(&self) -> String {
        format!("/boards/{}/meeting", self.reader.board.id())
    }
}

/// What is contested and no item of a meeting, as far as a plan shows it.
fn contested(plan: &Plan, meeting: Option<&Meeting>) -> Vec<Contested> {
    let Some(meeting) = meeting else { return agenda(plan) };
    let new = plan.threads().iter().filter(|thread| is_contested(thread) && meeting.item(thread.id).is_none());
    new.map(|thread| Contested { thread: thread.id, weight: weight(plan, thread) }).collect()
}

/// Changes with everything that somebody who follows is shown, and says nothing of what it is.
fn stamp(meeting: Option<&Meeting>, revision: u64, now: i64) -> String {
    let mut hasher = DefaultHasher::new();
    revision.hash(&mut hasher);
    if let Some(meeting) = meeting {
        (&meeting.id, meeting.version).hash(&mut hasher);
        meeting.here(now).for_each(|attendee| attendee.who.person.hash(&mut hasher));
    }
    format!("{:016x}", hasher.finish())
}

async fn show(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    match Asked::new(&state, reader, pairs).await {
        Ok(asked) => {
            let outcome = match asked.query.text("done") {
                "sent" => Some(Outcome::Sent),
                "noted" => Some(Outcome::Noted),
                "joined" if asked.meeting.is_some() => Some(Outcome::Joined),
                _ => None,
            };
            asked.answer(StatusCode::OK, outcome.as_ref())
        }
        Err(failed) => *failed,
    }
}

async fn act(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return *failed,
    };
    match drive::done(&state, &asked).await {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(drive::Refused::Broken(response)) => *response,
        Err(drive::Refused::Because(status, outcome)) => {
            // What others did meanwhile stands on the page that says why this was not done.
            let asked = Asked { plan: asked.reader.plan(), ..asked };
            asked.answer(status, Some(&*outcome))
        }
    }
}
