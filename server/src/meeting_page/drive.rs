//! What the forms of a meeting ask for.

use super::Asked;
use crate::signed_in::broken;
use crate::state::AppState;
use app::meeting_page::{MeetingPage, Outcome};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use backend::live::Drive;
use backend::store::StoreError;
use domain::actor::Party;
use domain::command::Command;
use domain::measure::Measure;
use domain::meeting::{Contested, MINUTES, Meeting, may_present, weight};
use domain::thread::{Thread, ThreadId};
use uuid::Uuid;

/// The most letters of a note.
const NOTE: usize = 4_000;

/// Why nothing was done.
pub(super) enum Refused {
    /// The page says why.
    Because(StatusCode, Box<Outcome>),
    /// There is no page.
    Broken(Box<Response>),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Broken(Box::new(broken(&error)))
    }
}

fn conflict(outcome: Outcome) -> Refused {
    Refused::Because(StatusCode::CONFLICT, Box::new(outcome))
}

fn unreadable() -> Refused {
    Refused::Broken(Box::new(StatusCode::BAD_REQUEST.into_response()))
}

/// Does what a form asks for, and says where it leads.
///
/// # Errors
/// Why nothing was done.
pub(super) async fn done(state: &AppState, asked: &Asked) -> Result<String, Refused> {
    let home = asked.home();
    let what = asked.query.text("do");
    if what == "begin" {
        return begin(state, asked).await;
    }
    // What was drawn for a meeting that has ended is not done in the next.
    let meeting = asked.meeting.as_ref().filter(|meeting| meeting.id == asked.query.text("meeting"));
    let meeting = meeting.ok_or_else(|| conflict(Outcome::NotPresenting))?;
    match what {
        "go" => go(state, asked, meeting, thread(asked, "item")?.id).await.map(|()| home),
        "plan" => {
            let minutes = asked.query.get("minutes").and_then(|minutes| minutes.parse().ok());
            let plan = Drive::Plan(thread(asked, "item")?.id, minutes.ok_or_else(unreadable)?);
            drive(state, asked, meeting, plan).await.map(|()| home)
        }
        "note" | "leave" => note(state, asked, meeting, what == "leave").await,
        "hand" => {
            let to = heir(asked, meeting).ok_or_else(|| conflict(Outcome::NotPresenting))?;
            drive(state, asked, meeting, Drive::HandOver(to)).await.map(|()| home)
        }
        "take" => {
            let (plan, actor) = (&asked.plan, &asked.reader.actor);
            let may = meeting.may_be_taken_over(plan, actor, asked.now);
            let board = asked.reader.board.id();
            let taken = may && state.boards.take_over_meeting(board, meeting, actor).await?;
            if taken { Ok(home) } else { Err(conflict(Outcome::NotPresenting)) }
        }
        "end" => {
            let revision = asked.reader.board.read(|plan| plan.revision());
            drive(state, asked, meeting, Drive::End(revision)).await?;
            Ok(format!("{home}/{}/minutes", meeting.id))
        }
        "middle" => middle(asked, thread(asked, "item")?).await.map(|()| format!("{home}?done=sent")),
        _ => Err(unreadable()),
    }
}

async fn begin(state: &AppState, asked: &Asked) -> Result<String, Refused> {
    let (actor, board) = (&asked.reader.actor, asked.reader.board.id());
    let home = asked.home();
    let joined = Ok(format!("{home}?done=joined"));
    if asked.meeting.is_some() {
        return joined;
    }
    if !may_present(&asked.plan, actor) || asked.agenda.is_empty() {
        return Err(conflict(Outcome::NotPresenting));
    }
    let minutes = asked.query.get("minutes").and_then(|minutes| minutes.parse().ok()).unwrap_or(MINUTES);
    let agenda = (minutes, asked.agenda.as_slice());
    let begun = state.boards.begin_meeting(board, actor, asked.plan.revision(), agenda).await?;
    if begun { Ok(home) } else { joined }
}

/// The thread that a field names, where the reader may see it.
fn thread<'a>(asked: &'a Asked, field: &str) -> Result<&'a Thread, Refused> {
    let id = asked.query.get(field).and_then(|id| id.parse().ok());
    id.and_then(|id: ThreadId| asked.plan.thread(id)).ok_or_else(unreadable)
}

async fn drive(state: &AppState, asked: &Asked, meeting: &Meeting, what: Drive) -> Result<(), Refused> {
    let (board, actor) = (asked.reader.board.id(), &asked.reader.actor);
    match state.boards.drive_meeting(board, meeting, actor, what).await? {
        true => Ok(()),
        false => Err(conflict(Outcome::NotPresenting)),
    }
}

async fn go(state: &AppState, asked: &Asked, meeting: &Meeting, to: ThreadId) -> Result<(), Refused> {
    let weight = match meeting.item(to) {
        Some(item) => item.weight,
        None => asked.plan.thread(to).and_then(|thread| weight(&asked.plan, thread)),
    };
    drive(state, asked, meeting, Drive::Go(Contested { thread: to, weight })).await
}

/// Writes something down; whoever leaves an item open goes on to the next.
async fn note(state: &AppState, asked: &Asked, meeting: &Meeting, leaves: bool) -> Result<String, Refused> {
    let item = thread(asked, "item")?.id;
    let text: String = asked.query.text("text").chars().take(NOTE).collect();
    if text.is_empty() {
        return Err(Refused::Because(StatusCode::UNPROCESSABLE_ENTITY, Box::new(Outcome::NoteNeeded)));
    }
    drive(state, asked, meeting, Drive::Note(item, text)).await?;
    if leaves && asked.query.get("next").is_some() {
        go(state, asked, meeting, thread(asked, "next")?.id).await?;
    }
    Ok(format!("{}?done=noted", asked.home()))
}

/// Whoever a form hands over to: somebody who is there and may present.
fn heir(asked: &Asked, meeting: &Meeting) -> Option<Party> {
    let person = asked.query.text("person");
    let actor = asked.people.iter().find(|actor| actor.person == person)?;
    // Judged on the whole plan: the heir may see what the presenter does not.
    let may = asked.reader.board.read(|plan| may_present(plan, actor));
    (may && meeting.is_here(person, asked.now)).then(|| actor.into())
}

/// Puts the middle between both positions on the table, or sets it.
async fn middle(asked: &Asked, thread: &Thread) -> Result<(), Refused> {
    let moved = || conflict(Outcome::MovedMeanwhile);
    // The middle that the form has shown is that of the thread as it was.
    if asked.query.text("seen") != thread.moved.to_string() {
        return Err(moved());
    }
    let id = asked.query.get("command").and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::now_v7);
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    let page = MeetingPage {
        board: asked.reader.board.id(),
        plan: &asked.plan,
        actor: &asked.reader.actor,
        people: &asked.people,
        meeting: asked.meeting.as_ref(),
        earlier: &[],
        agenda: &asked.agenda,
        query: &asked.query,
        outcome: None,
        stamp: "",
        now: asked.now,
        command: id,
    };
    let measure: Measure = thread.measure;
    let verb = page.middle(thread.id).ok_or_else(moved)?;
    let sent = asked.reader.submit(Command { id, base, verb }).await;
    sent.map(|_| ()).map_err(|(status, unsent)| Refused::Because(status, Box::new(Outcome::Unsent(unsent, measure))))
}
