//! Who follows a board: grouped by what they may see, so that every revision is projected and encoded once a group.

use super::subscription::{Outgoing, Viewer};
use domain::access;
use domain::dimension::MemberId;
use domain::event::Entry;
use domain::live::{Down, Present, encode};
use domain::plan::Plan;
use domain::view::View;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

/// What happens within this time is sent in one message: sending is what costs.
const TICK: Duration = Duration::from_millis(16);
/// Where people look may be a little older.
const PRESENCE_TICK: Duration = Duration::from_millis(200);

/// Everybody with the same view.
#[derive(Debug)]
struct Group {
    view: View,
    waiting: Vec<Entry>,
    viewers: Vec<Viewer>,
}

/// The viewers of a board.
#[derive(Debug)]
pub(super) struct Audience {
    groups: BTreeMap<Option<MemberId>, Group>,
    somebody_moved: bool,
    has_news: bool,
    news_sent: Instant,
    presence_sent: Instant,
}

impl Audience {
    pub fn new() -> Self {
        let now = Instant::now();
        let (news_sent, presence_sent) = (now, now);
        Self { groups: BTreeMap::new(), somebody_moved: false, has_news: false, news_sent, presence_sent }
    }

    pub fn join(&mut self, plan: &Plan, viewer: Viewer) {
        let group = self.groups.entry(access::scope(&viewer.actor)).or_insert_with(|| Group {
            view: View::new(plan.outline(), &viewer.actor),
            waiting: Vec::new(),
            viewers: Vec::new(),
        });
        group.viewers.push(viewer);
        self.somebody_moved = true;
    }

    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub fn leave(&mut self, viewer: u64) {
        self.groups.values_mut().for_each(|group| group.viewers.retain(|known| known.id != viewer));
        self.groups.retain(|_, group| !group.viewers.is_empty());
        self.somebody_moved = true;
    }

    pub fn look(&mut self, viewer: u64, unit: Option<MemberId>) {
        let mut viewers = self.groups.values_mut().flat_map(|group| &mut group.viewers);
        if let Some(known) = viewers.find(|known| known.id == viewer) {
            self.somebody_moved |= known.looking != unit;
            known.looking = unit;
        }
    }

    /// Projects an entry for everybody; `after` is the plan with this entry as its last. Where units have moved, everybody
    /// comes in again: what they may see is another part of the tree.
    pub fn tell(&mut self, after: &Plan, entry: &Entry) {
        if entry.reorganizes() {
            self.groups.values().flat_map(|group| &group.viewers).for_each(Viewer::cut);
            self.groups.clear();
            self.somebody_moved = true;
            return;
        }
        for group in self.groups.values_mut() {
            group.waiting.push(group.view.entry(after, entry));
            self.has_news = true;
        }
    }

    /// When to flush, if there is something to send: at once after a pause, else with the tick.
    pub fn due(&self) -> Option<Instant> {
        let news = self.has_news.then(|| self.news_sent + TICK);
        let presence = self.somebody_moved.then(|| self.presence_sent + PRESENCE_TICK);
        news.into_iter().chain(presence).min()
    }

    /// Sends what is due.
    pub fn flush(&mut self, plan: &Plan) {
        let now = Instant::now();
        if self.has_news && self.news_sent + TICK <= now {
            (self.has_news, self.news_sent) = (false, now);
            let check = plan.check();
            for group in self.groups.values_mut() {
                let entries = std::mem::take(&mut group.waiting);
                let Some(last) = entries.last().map(|entry| entry.revision) else { continue };
                self.somebody_moved |= group.send(Some(last), &Down::Entries { entries, check });
            }
        }
        if self.somebody_moved && self.presence_sent + PRESENCE_TICK <= now {
            (self.somebody_moved, self.presence_sent) = (false, now);
            let present = self.present();
            for group in self.groups.values_mut() {
                let list = group.visible(&present);
                // Who cannot be told is gone, and that is news for the others.
                self.somebody_moved |= group.send(None, &Down::Presence(list));
            }
        }
        self.groups.retain(|_, group| !group.viewers.is_empty());
    }

    /// Everybody here once, wherever one of their pages looks.
    fn present(&self) -> Vec<Present> {
        let mut present: BTreeMap<&str, Present> = BTreeMap::new();
        for viewer in self.groups.values().flat_map(|group| &group.viewers) {
            let known = present.entry(&viewer.actor.person).or_insert_with(|| Present {
                person: viewer.actor.person.clone(),
                name: viewer.actor.name.clone(),
                unit: None,
            });
            known.unit = viewer.looking.or(known.unit);
        }
        present.into_values().collect()
    }
}

impl Group {
    /// Queues a message for everybody and drops those who cannot take it; whether there were any.
    fn send(&mut self, last: Option<u64>, message: &Down) -> bool {
        let message = Outgoing { last, bytes: encode(message).into() };
        let before = self.viewers.len();
        self.viewers.retain(|viewer| viewer.send(&message));
        self.viewers.len() < before
    }

    /// The people, with the places that this group may see.
    fn visible(&self, present: &[Present]) -> Vec<Present> {
        let Some(reader) = self.viewers.first() else { return Vec::new() };
        let sees = |unit: &MemberId| access::sees(self.view.outline(), &reader.actor, *unit);
        present.iter().map(|person| Present { unit: person.unit.filter(sees), ..person.clone() }).collect()
    }
}
