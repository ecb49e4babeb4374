//! Meeting mode: one presents, others follow. Before a meeting the agenda and the earlier ones, during it the item that is
//! discussed, after it the minutes. Rendered on the server, made of plain forms; a script only follows by itself.

mod agenda;
mod decided;
mod head;
mod item;
mod lobby;
mod minutes;
mod moves;
mod numbers;
mod side;

pub use minutes::{Minutes, document as minutes_document, text as minutes_text};

use crate::api::session::Me;
use crate::board::display;
use crate::form::{Query, Unsent, alert};
use crate::shell;
use crate::text::{meeting as text, thread as thread_text};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::dimension::MemberId;
use domain::measure::Measure;
use domain::meeting::{Contested, Item, Meeting, Weight};
use domain::number::{Region, format_percent};
use domain::plan::Plan;
use domain::thread::{Thread, ThreadId};
use leptos::prelude::*;
use uuid::Uuid;

/// What became of what a form asked for.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The board has taken an answer.
    Sent,
    /// Words are written down.
    Noted,
    /// Somebody had begun a meeting a moment before.
    Joined,
    /// The reader drives no meeting.
    NotPresenting,
    /// There were no words.
    NoteNeeded,
    /// The thread is no longer as the form showed it.
    MovedMeanwhile,
    /// The board has not taken an answer about numbers of a measure.
    Unsent(Unsent, Measure),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct MeetingPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody, on this board.
    pub people: &'a [Actor],
    /// The meeting that goes on.
    pub meeting: Option<&'a Meeting>,
    /// Meetings that have ended, the latest first.
    pub earlier: &'a [Meeting],
    /// What is contested and not yet an item, as far as the reader may see it, in its order.
    pub agenda: &'a [Contested],
    /// Everything that was asked for.
    pub query: &'a Query,
    /// What became of what a form asked for.
    pub outcome: Option<&'a Outcome>,
    /// Changes with everything that the page shows.
    pub stamp: &'a str,
    /// Now, in milliseconds since 1970 UTC.
    pub now: i64,
    /// What an answer sent from this page is called, so that sending it twice says it once.
    pub command: Uuid,
}

/// What the reader looks at.
enum Shown<'a> {
    /// An item that they may see.
    Item(&'a Thread),
    /// An item that they may not see.
    Hidden,
    /// None.
    Nothing,
}

/// A line of the agenda.
struct Row<'a> {
    thread: &'a Thread,
    item: Option<&'a Item>,
    weight: Option<Weight>,
}

impl<'a> MeetingPage<'a> {
    fn home(&self) -> String {
        format!("/boards/{}/meeting", self.board)
    }

    /// The address of an item that somebody looks at alone.
    fn address(&self, thread: ThreadId) -> String {
        format!("{}?item={thread}", self.home())
    }

    /// Whether the reader has stopped following.
    fn is_alone(&self) -> bool {
        ["item", "alone"].iter().any(|field| self.query.get(field).is_some())
    }

    /// Whether the reader drives, and sees what everybody is shown.
    fn drives(&self, meeting: &Meeting) -> bool {
        meeting.is_driven_by(&self.actor.person) && !self.is_alone()
    }

    /// A thread that the reader may see.
    fn thread(&self, id: ThreadId) -> Option<&'a Thread> {
        self.plan.thread(id).filter(|thread| access::sees(self.plan.outline(), self.actor, thread.unit))
    }

    fn shown(&self, meeting: &Meeting) -> Shown<'a> {
        let wanted = match self.is_alone() {
            true => self.query.get("item").and_then(|item| item.parse().ok()),
            false => meeting.current().map(|item| item.thread),
        };
        match wanted.map(|wanted| self.thread(wanted)) {
            Some(Some(thread)) => Shown::Item(thread),
            // What somebody asks for by itself and may not see is as if it did not exist.
            Some(None) if !self.is_alone() => Shown::Hidden,
            _ => Shown::Nothing,
        }
    }

    /// The items that the reader may see in their order, then what has become contested since.
    fn rows(&self, meeting: Option<&'a Meeting>) -> Vec<Row<'a>> {
        let items = meeting.map_or(&[][..], |meeting| &meeting.items).iter();
        let known = items.filter_map(|item| {
            let thread = self.thread(item.thread)?;
            Some(Row { thread, item: Some(item), weight: item.weight })
        });
        let new = self.agenda.iter().filter_map(|contested| {
            let thread = self.thread(contested.thread)?;
            Some(Row { thread, item: None, weight: contested.weight })
        });
        known.chain(new).collect()
    }

    fn name(&self, unit: MemberId, region: Region) -> String {
        unit_name(self.plan, unit, region)
    }

    fn exact(&self, measure: Measure, number: i64, region: Region) -> String {
        display::exact(number, self.plan.outline().decimals(measure), region)
    }
}

fn unit_name(plan: &Plan, unit: MemberId, region: Region) -> String {
    display::unit_name(plan.outline(), unit, region)
}

/// Minutes and seconds.
fn clock(milliseconds: i64) -> String {
    let seconds = milliseconds.max(0) / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn share(weight: Weight, region: Region) -> String {
    format_percent(weight.share.into(), 1_000_000, 2, region).unwrap_or_default()
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: MeetingPage) -> String {
    shell::plain(parts, me, |region| {
        let board = page.plan.outline().title.clone();
        let body = match page.meeting {
            Some(meeting) => running(&page, meeting, region),
            None => lobby::section(&page, region),
        };
        let content = view! {
            <main
                class="page thread-page meeting"
                id="content"
                data-events=format!("{}/events", page.home())
                data-stamp=page.stamp.to_owned()
            >
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{board.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <div data-part="said">{page.outcome.map(|outcome| said(&page, outcome, region))}</div>
                <p class="alert" id="meeting-held" role="status" hidden>{text::held_back(region)}</p>
                <p class="alert" id="meeting-cut" role="status" hidden>{text::cut_off(region)}</p>
                <p class="visually-hidden" id="meeting-spoken" role="status"></p>
                {body}
            </main>
            <script src="/meeting.js" defer></script>
        };
        (format!("{} · {board}", text::title(region)), content)
    })
}

fn said(page: &MeetingPage, outcome: &Outcome, region: Region) -> AnyView {
    let notice = |words: String| view! { <p class="notice" role="status">{words}</p> }.into_any();
    let wrong = |words: &str| alert(words.to_owned()).into_any();
    match outcome {
        Outcome::Sent => notice(thread_text::sent(region).to_owned()),
        Outcome::Noted => notice(text::noted(region).to_owned()),
        Outcome::Joined => {
            let name = page.meeting.map(|meeting| meeting.presenter.name.clone()).unwrap_or_default();
            notice(text::joined(region, name))
        }
        Outcome::NotPresenting => wrong(text::not_presenting(region)),
        Outcome::NoteNeeded => wrong(text::note_needed(region)),
        Outcome::MovedMeanwhile => wrong(text::moved_meanwhile(region)),
        Outcome::Unsent(unsent, measure) => wrong(&unsent.sentence(page.plan.outline(), *measure, region)),
    }
}

fn running(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    view! {
        <div data-part="head">{head::section(page, meeting, region)}</div>
        <div class="meeting-columns">
            <div class="meeting-stage">
                <div data-part="item">{item::section(page, meeting, region)}</div>
                <div data-part="moves">{moves::section(page, meeting, region)}</div>
            </div>
            <div class="meeting-side" data-part="side">{side::section(page, meeting, region)}</div>
        </div>
        // Without the script there are no keys, and nothing that speaks of them.
        <p class="meeting-keys" hidden>{text::keys(region)}</p>
    }
    .into_any()
}
