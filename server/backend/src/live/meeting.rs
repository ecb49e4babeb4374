//! Meetings of a board by the clock of the boards. The store is the truth; a signal inside this process wakes those who
//! follow here, and whoever follows elsewhere looks at the store.

use super::{Boards, key};
use crate::store::StoreError;
use crate::store::meetings::MeetingKey;
use domain::actor::{Actor, Party};
use domain::meeting::{Contested, Item, Mark, Meeting, Note, sensible_minutes};
use domain::thread::ThreadId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use uuid::Uuid;

/// Signals by board.
#[derive(Clone, Debug, Default)]
pub(super) struct News(Arc<Mutex<HashMap<String, watch::Sender<()>>>>);

impl News {
    fn of(&self, board: &str) -> watch::Sender<()> {
        let mut boards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        boards.entry(board.to_owned()).or_default().clone()
    }
}

/// What a presenter does.
#[derive(Clone, Debug)]
pub enum Drive {
    /// Goes to an item.
    Go(Contested),
    /// Plans minutes for an item.
    Plan(ThreadId, u32),
    /// Writes something down about an item.
    Note(ThreadId, String),
    /// Lets somebody else drive.
    HandOver(Party),
    /// Ends the meeting, which the board has reached with a revision.
    End(u64),
}

impl Boards {
    /// Is told whenever a meeting of a board changes in this process.
    pub fn meeting_news(&self, board: &str) -> watch::Receiver<()> {
        self.news.of(board).subscribe()
    }

    /// The meeting that goes on at a board, with what it holds.
    ///
    /// # Errors
    /// The store failed.
    pub async fn meeting_now(&self, board: &str) -> Result<Option<Meeting>, StoreError> {
        match self.store.meeting_now(&key(board)).await? {
            Some(meeting) => self.meeting(board, &meeting.id).await,
            None => Ok(None),
        }
    }

    /// Whether a meeting goes on at a board.
    ///
    /// # Errors
    /// The store failed.
    pub async fn meets(&self, board: &str) -> Result<bool, StoreError> {
        Ok(self.store.meeting_now(&key(board)).await?.is_some())
    }

    /// What goes on at a board, in brief: the meeting's head and who is there.
    ///
    /// # Errors
    /// The store failed.
    pub async fn meeting_pulse(&self, board: &str) -> Result<Option<Meeting>, StoreError> {
        let board = key(board);
        let Some(mut meeting) = self.store.meeting_now(&board).await? else { return Ok(None) };
        meeting.people = self.store.attendees(MeetingKey { board: &board, meeting: &meeting.id }).await?;
        Ok(Some(meeting))
    }

    /// A meeting of a board with what it holds.
    ///
    /// # Errors
    /// The store failed.
    pub async fn meeting(&self, board: &str, meeting: &str) -> Result<Option<Meeting>, StoreError> {
        self.store.meeting(MeetingKey { board: &key(board), meeting }).await
    }

    /// The meetings of a board without what they hold, the latest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn meetings(&self, board: &str) -> Result<Vec<Meeting>, StoreError> {
        self.store.meetings(&key(board)).await
    }

    /// Begins a meeting about an agenda; false where another one goes on.
    ///
    /// # Errors
    /// The store failed.
    pub async fn begin_meeting(
        &self,
        board: &str,
        presenter: &Actor,
        revision: u64,
        (minutes, agenda): (u32, &[Contested]),
    ) -> Result<bool, StoreError> {
        let (at, minutes) = (self.now(), sensible_minutes(minutes));
        let items = agenda.iter().enumerate().map(|(place, contested)| {
            let since = (place == 0).then_some(at);
            Item { since, ..joining(*contested, minutes) }
        });
        let new = Meeting {
            id: Uuid::now_v7().to_string(),
            presenter: presenter.into(),
            opened: Mark { at, revision },
            closed: None,
            minutes,
            version: 1,
            items: items.collect(),
            people: Vec::new(),
            notes: Vec::new(),
        };
        let begun = self.store.begin_meeting(&key(board), &new).await?;
        self.news.of(board).send_replace(());
        Ok(begun)
    }

    /// Notes that somebody is in a meeting, for some milliseconds from now unless more is heard of them.
    ///
    /// # Errors
    /// The store failed.
    pub async fn attend_meeting(
        &self,
        board: &str,
        meeting: &str,
        actor: &Actor,
        lasting: i64,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let (board, until) = (key(board), now.saturating_add(lasting));
        self.store.attend(MeetingKey { board: &board, meeting }, &actor.into(), (now, until)).await
    }

    /// Has a presenter drive a meeting; false where they do not, or the meeting is over.
    ///
    /// # Errors
    /// The store failed.
    pub async fn drive_meeting(
        &self,
        board: &str,
        meeting: &Meeting,
        actor: &Actor,
        drive: Drive,
    ) -> Result<bool, StoreError> {
        let (now, key) = (self.now(), key(board));
        let (of, person) = (MeetingKey { board: &key, meeting: &meeting.id }, actor.person.as_str());
        let done = match drive {
            Drive::Go(contested) => {
                self.store.go_to_item(of, person, &joining(contested, meeting.minutes), now).await?
            }
            Drive::Plan(thread, minutes) => {
                self.store.plan_minutes(of, person, thread, sensible_minutes(minutes)).await?
            }
            Drive::Note(thread, text) => {
                let note = Note { thread, author: actor.name.clone(), at: now, text };
                self.store.write_note(of, person, &note).await?
            }
            Drive::HandOver(to) => self.store.hand_over(of, person, &to).await?,
            Drive::End(revision) => self.store.end_meeting(of, person, Mark { at: now, revision }).await?,
        };
        self.news.of(board).send_replace(());
        Ok(done)
    }

    /// Has somebody drive in place of a presenter who has gone; false where somebody else was faster.
    ///
    /// # Errors
    /// The store failed.
    pub async fn take_over_meeting(&self, board: &str, meeting: &Meeting, actor: &Actor) -> Result<bool, StoreError> {
        let key = key(board);
        let of = MeetingKey { board: &key, meeting: &meeting.id };
        let taken = self.store.hand_over(of, &meeting.presenter.person, &actor.into()).await?;
        self.news.of(board).send_replace(());
        Ok(taken)
    }
}

fn joining(contested: Contested, minutes: u32) -> Item {
    Item { thread: contested.thread, minutes, spent: 0, since: None, weight: contested.weight }
}
