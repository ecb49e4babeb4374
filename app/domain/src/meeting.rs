//! Meetings about contested numbers: what is discussed in which order and for how long, who drives, who is there.
//!
//! A meeting stands beside its board: no number depends on it. What is decided in it stands in the board's log.

mod agenda;
mod decision;

pub use agenda::{Contested, Weight, agenda, is_contested, weight};
pub use decision::{Decided, Decision, decisions, other_changes};

use crate::access;
use crate::actor::{Actor, Party};
use crate::plan::Plan;
use crate::thread::{Side, ThreadId};

/// Minutes that are planned for an item where nobody says otherwise.
pub const MINUTES: u32 = 5;
/// The most minutes that can be planned for an item.
pub const MOST_MINUTES: u32 = 120;
const MINUTE: i64 = 60_000;

/// A moment of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In milliseconds since 1970 UTC.
    pub at: i64,
    /// The last revision of the board then.
    pub revision: u64,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its identifier.
    pub id: String,
    /// Who drives.
    pub presenter: Party,
    /// When it began.
    pub opened: Mark,
    /// When it ended.
    pub closed: Option<Mark>,
    /// Minutes planned for an item that joins it.
    pub minutes: u32,
    /// Counts its changes, so that a page knows that it is old.
    pub version: u64,
    /// What is or was discussed, in order.
    pub items: Vec<Item>,
    /// Who is or was there, in the order they came.
    pub people: Vec<Attendee>,
    /// What was written down, oldest first.
    pub notes: Vec<Note>,
}

/// An item of a meeting: a thread, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The thread.
    pub thread: ThreadId,
    /// Minutes planned for it.
    pub minutes: u32,
    /// Milliseconds that it has taken, the present discussion left out.
    pub spent: i64,
    /// Since when it is discussed now, in milliseconds since 1970 UTC.
    pub since: Option<i64>,
    /// What lay between both positions when it joined the meeting.
    pub weight: Option<Weight>,
}

/// Somebody who is or was in a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub who: Party,
    /// When they first came, in milliseconds since 1970 UTC.
    pub came_at: i64,
    /// Until when they count as there if nothing more is heard of them.
    pub here_until: i64,
}

/// Something written down about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The item's thread.
    pub thread: ThreadId,
    /// Name of who wrote it.
    pub author: String,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The words.
    pub text: String,
}

impl Item {
    /// Milliseconds that it has taken until a moment.
    pub fn elapsed(&self, now: i64) -> i64 {
        let running = self.since.map_or(0, |since| now.saturating_sub(since).max(0));
        self.spent.saturating_add(running)
    }

    /// Milliseconds that are planned for it.
    pub fn planned(&self) -> i64 {
        i64::from(self.minutes) * MINUTE
    }

    /// Whether it has taken longer than planned.
    pub fn is_over(&self, now: i64) -> bool {
        self.elapsed(now) > self.planned()
    }

    /// Whether it is or was discussed.
    pub fn is_begun(&self) -> bool {
        self.since.is_some() || self.spent > 0
    }
}

impl Meeting {
    /// The item that is discussed now.
    pub fn current(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.since.is_some())
    }

    /// The item of a thread.
    pub fn item(&self, thread: ThreadId) -> Option<&Item> {
        self.items.iter().find(|item| item.thread == thread)
    }

    /// Who is there at a moment, in the order they came.
    pub fn here(&self, now: i64) -> impl Iterator<Item = &Attendee> {
        self.people.iter().filter(move |attendee| attendee.here_until > now)
    }

    /// Whether a person is there at a moment.
    pub fn is_here(&self, person: &str, now: i64) -> bool {
        self.here(now).any(|attendee| attendee.who.person == person)
    }

    /// Whether a person drives it.
    pub fn is_driven_by(&self, person: &str) -> bool {
        self.closed.is_none() && self.presenter.person == person
    }

    /// Whether somebody may take over from a presenter who has gone.
    pub fn may_be_taken_over(&self, plan: &Plan, actor: &Actor, now: i64) -> bool {
        let orphaned = self.closed.is_none() && !self.is_here(&self.presenter.person, now);
        orphaned && !self.is_driven_by(&actor.person) && may_present(plan, actor)
    }
}

/// Whether a person may begin and drive a meeting: the committee, and managers who speak for the level above in a thread
/// that is still open.
pub fn may_present(plan: &Plan, actor: &Actor) -> bool {
    let speaks = |unit| access::side(plan.outline(), actor, unit) == Some(Side::Parent);
    access::may_set_goals(actor) || plan.threads().iter().any(|thread| thread.state().is_open() && speaks(thread.unit))
}

/// Minutes as somebody chooses them, within what a meeting bears.
pub fn sensible_minutes(minutes: u32) -> u32 {
    minutes.clamp(1, MOST_MINUTES)
}
