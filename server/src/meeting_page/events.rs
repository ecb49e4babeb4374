//! What followers hear: a stamp whenever something that they are shown has changed, as server-sent events. It says that the
//! page is old and nothing of what is new: that, everybody fetches as they may see it.

use super::stamp;
use crate::board_reader::BoardReader;
use crate::state::AppState;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use backend::live::{Board, Boards};
use domain::actor::Actor;
use domain::meeting::Meeting;
use futures::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

/// How often the board's revision is looked at.
const GLANCE: Duration = Duration::from_millis(500);
/// How often the store is: what another node has done is heard within this time.
const LOOK: Duration = Duration::from_secs(2);
/// How often whoever follows is noted as there.
const BEAT: Duration = Duration::from_secs(10);
/// For how long they count as there after it, in milliseconds.
const THERE: i64 = 25_000;
/// The same after a page of theirs has gone: one that loads again, or another that is still open, is heard before.
const GONE: i64 = 12_000;
/// A browser connects again by itself after this time, and proves again who it is.
const LIFE: Duration = Duration::from_secs(600);
const SILENCE: Duration = Duration::from_secs(15);

/// `GET /boards/{board}/meeting/events`.
pub(super) async fn follow(State(state): State<AppState>, reader: BoardReader) -> Response {
    let now = Instant::now();
    let follower = Follower {
        news: state.boards.meeting_news(reader.board.id()),
        presence: Presence {
            boards: state.boards.clone(),
            board: reader.board.id().to_owned(),
            actor: reader.actor,
            meeting: None,
        },
        board: reader.board,
        readiness: state.readiness.clone(),
        serves: state.readiness.is_set(),
        meeting: None,
        told: None,
        begun: now,
        looked: None,
        beaten: None,
    };
    let events = stream::unfold(follower, |mut follower| async move {
        let stamp = follower.next().await?;
        Some((Ok::<Event, Infallible>(Event::default().data(stamp)), follower))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SILENCE)).into_response()
}

/// Somebody who follows.
struct Follower {
    news: watch::Receiver<()>,
    presence: Presence,
    board: Board,
    readiness: crate::health::Readiness,
    /// Whether the process was ready to serve when they came: once it is no longer, they go elsewhere.
    serves: bool,
    meeting: Option<Meeting>,
    told: Option<String>,
    begun: Instant,
    looked: Option<Instant>,
    beaten: Option<Instant>,
}

impl Follower {
    /// The next stamp; `None` when it is time to connect again.
    async fn next(&mut self) -> Option<String> {
        loop {
            if self.begun.elapsed() > LIFE || (self.serves && !self.readiness.is_set()) {
                return None;
            }
            if self.looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
                self.look().await;
            }
            let (revision, now) = (self.board.read(|plan| plan.revision()), self.presence.boards.now());
            let stamp = stamp(self.meeting.as_ref(), revision, now);
            if self.told.as_ref() != Some(&stamp) {
                self.told = Some(stamp.clone());
                return Some(stamp);
            }
            match timeout(GLANCE, self.news.changed()).await {
                Ok(Ok(())) => self.looked = None,
                // The signal lives as long as the boards; without it the store is still looked at.
                Ok(Err(_)) => sleep(GLANCE).await,
                Err(_) => {}
            }
        }
    }

    async fn look(&mut self) {
        self.looked = Some(Instant::now());
        // Whoever comes is seen by others at once.
        match self.presence.boards.meeting_pulse(&self.presence.board).await {
            Ok(meeting) => {
                let id = meeting.as_ref().map(|meeting| meeting.id.clone());
                if id != self.presence.meeting {
                    (self.presence.meeting, self.beaten) = (id, None);
                }
                self.meeting = meeting;
            }
            Err(error) => tracing::warn!("a meeting could not be looked at: {error}"),
        }
        if self.beaten.is_none_or(|beaten| beaten.elapsed() >= BEAT) {
            self.beaten = Some(Instant::now());
            self.presence.beat(THERE).await;
        }
    }
}

/// Notes somebody as there, and that they go when it is dropped.
struct Presence {
    boards: Boards,
    board: String,
    actor: Actor,
    meeting: Option<String>,
}

impl Presence {
    async fn beat(&self, lasting: i64) {
        let Some(meeting) = &self.meeting else { return };
        if let Err(error) = self.boards.attend_meeting(&self.board, meeting, &self.actor, lasting).await {
            tracing::warn!("nobody was noted as there: {error}");
        }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let (Ok(runtime), Some(meeting)) = (Handle::try_current(), self.meeting.take()) else { return };
        let (boards, board, actor) = (self.boards.clone(), std::mem::take(&mut self.board), self.actor.clone());
        runtime.spawn(async move {
            if let Err(error) = boards.attend_meeting(&board, &meeting, &actor, GONE).await {
                tracing::warn!("nobody was noted as gone: {error}");
            }
        });
    }
}
