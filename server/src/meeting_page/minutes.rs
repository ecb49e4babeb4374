//! The minutes of a meeting, as a page and as files.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::api::error::ApiError;
use app::meeting_page::{Minutes, minutes_document, minutes_text};
use app::region::region_of;
use app::shell::failure;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::actor::Actor;
use domain::meeting::Meeting;
use domain::number::Language;
use domain::plan::Plan;

type Address = Path<(String, String)>;

/// What minutes are written from.
struct Wanted {
    reader: BoardReader,
    meeting: Meeting,
    then: Plan,
    plan: Plan,
    people: Vec<Actor>,
    now: i64,
}

impl Wanted {
    /// # Errors
    /// The page that says that there is no such meeting, or that the database failed.
    async fn new(state: &AppState, reader: BoardReader, id: &str) -> Result<Self, Box<Response>> {
        let board = reader.board.id().to_owned();
        let meeting = state.boards.meeting(&board, id).await.map_err(|error| Box::new(broken(&error)))?;
        let Some(meeting) = meeting else {
            let missing = |parts, me| failure(parts, me, &ApiError::NotFound);
            return Err(Box::new(reader.page(StatusCode::NOT_FOUND, missing)));
        };
        let person = &reader.reader.person;
        let then = state.boards.board_at(&board, meeting.opened.revision, person).await;
        let then = then.map_err(|error| Box::new(broken(&error)))?;
        let plan = match meeting.closed {
            Some(closed) => {
                let ended = state.boards.board_at(&board, closed.revision, person).await;
                ended.map_err(|error| Box::new(broken(&error)))?
            }
            None => reader.plan(),
        };
        let people = state.identity.people().await.map_err(|error| Box::new(broken(&error)))?;
        let people = people.iter().map(|person| person.on(plan.outline())).collect();
        Ok(Self { meeting, then, plan, people, now: state.boards.now(), reader })
    }

    fn minutes(&self) -> Minutes<'_> {
        let Self { reader, meeting, then, plan, people, now } = self;
        Minutes { board: reader.board.id(), meeting, then, plan, people, now: *now }
    }
}

/// The page, in both languages.
pub(super) async fn show(State(state): State<AppState>, reader: BoardReader, Path((_, id)): Address) -> Response {
    match Wanted::new(&state, reader, &id).await {
        Ok(wanted) => {
            let reader = wanted.reader.reader.clone();
            reader.page(StatusCode::OK, |parts, me| minutes_document(parts, me, wanted.minutes()))
        }
        Err(missing) => *missing,
    }
}

/// The file in English.
pub(super) async fn english(state: State<AppState>, reader: BoardReader, address: Address) -> Response {
    file(state, reader, address, Language::En).await
}

/// The file in Spanish.
pub(super) async fn spanish(state: State<AppState>, reader: BoardReader, address: Address) -> Response {
    file(state, reader, address, Language::Es).await
}

async fn file(
    State(state): State<AppState>,
    reader: BoardReader,
    Path((_, id)): Address,
    language: Language,
) -> Response {
    let wanted = match Wanted::new(&state, reader, &id).await {
        Ok(wanted) => wanted,
        Err(missing) => return *missing,
    };
    let region = region_of(&wanted.reader.reader.parts.headers);
    let name = match language {
        Language::En => "attachment; filename=\"pacto-minutes.en.md\"",
        Language::Es => "attachment; filename=\"pacto-acta.es.md\"",
    };
    let headers = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8"), (header::CONTENT_DISPOSITION, name)];
    (headers, minutes_text(&wanted.minutes(), region, language)).into_response()
}
