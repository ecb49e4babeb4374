//! The handle of an open board: read, submit, subscribe.

use super::subscription::{self, Subscription, Viewer};
use super::task::Message;
use crate::identity::Person;
use domain::access;
use domain::actor::Actor;
use domain::command::Command;
use domain::dimension::ROOT;
use domain::event::Entry;
use domain::live::{Down, encode};
use domain::log;
use domain::outline::Outline;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::reorganization::laid_out;
use domain::snapshot::Snapshot;
use domain::view::View;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, spawn_blocking};

/// Recent entries kept for those who come back after a cut.
const RECENT_ENTRIES: usize = 512;
/// And at most this many bytes of them.
const RECENT_BYTES: usize = 4 * 1024 * 1024;

/// The command is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The revision it became.
    pub revision: u64,
}

/// Why a command did not happen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmitError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// It could not be stored; it may be sent again.
    #[error("the command could not be stored; it may be sent again")]
    NotStored,
}

/// What is durable of a board, for everybody to read.
#[derive(Debug)]
pub(super) struct Published {
    pub plan: Plan,
    recent: VecDeque<(Arc<Entry>, usize)>,
    recent_bytes: usize,
}

impl Published {
    pub fn new(plan: Plan) -> Self {
        Self { plan, recent: VecDeque::new(), recent_bytes: 0 }
    }

    /// Takes an entry that is on disk.
    pub fn evolve(&mut self, entry: &Entry) {
        self.plan.evolve(entry);
        if entry.reorganizes() {
            // Whoever comes back from before knows the units by other numbers, and takes a snapshot.
            self.recent.clear();
            self.recent_bytes = 0;
            return;
        }
        let bytes = log::payload(entry).len();
        self.recent.push_back((Arc::new(entry.clone()), bytes));
        self.recent_bytes += bytes;
        while self.recent.len() > RECENT_ENTRIES || self.recent_bytes > RECENT_BYTES {
            let Some((_, bytes)) = self.recent.pop_front() else { break };
            self.recent_bytes -= bytes;
        }
    }

    /// The entries behind a revision, where all of them are still at hand.
    fn since(&self, revision: u64) -> Option<impl Iterator<Item = &Arc<Entry>>> {
        let first = self.recent.front().map_or(self.plan.revision() + 1, |(entry, _)| entry.revision);
        let at_hand = (first.saturating_sub(1)..=self.plan.revision()).contains(&revision);
        at_hand.then(|| self.recent.iter().map(|(entry, _)| entry).filter(move |entry| entry.revision > revision))
    }
}

/// What the task writes and everybody reads.
pub(super) type Shared = Arc<RwLock<Published>>;

/// An open board.
#[derive(Clone, Debug)]
pub struct Board {
    id: Arc<str>,
    plan: Option<Arc<str>>,
    shared: Shared,
    mailbox: mpsc::Sender<Message>,
    viewers: Arc<AtomicU64>,
}

impl Board {
    pub(super) fn new(id: &str, plan: Option<Arc<str>>, shared: Shared, mailbox: mpsc::Sender<Message>) -> Self {
        Self { id: id.into(), plan, shared, mailbox, viewers: Arc::default() }
    }

    /// The board's identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The identifier of the board where a scenario branches off; `None` for a board.
    pub fn plan(&self) -> Option<&str> {
        self.plan.as_deref()
    }

    /// A person as the rules of this board see them.
    pub fn actor(&self, person: &Person) -> Actor {
        self.read(|plan| person.on(plan.outline()))
    }

    /// Reads the whole plan, which holds what not everybody may see. Writing waits meanwhile, so be brief.
    pub fn read<T>(&self, read: impl FnOnce(&Plan) -> T) -> T {
        read(&self.published().plan)
    }

    /// Who a person is on this board, and the plan as they may see it, both of one moment.
    pub fn read_by(&self, person: &Person) -> (Actor, Plan) {
        // Of a copy, so that nobody who writes waits for it.
        let plan = self.read(Plan::clone);
        let actor = person.on(plan.outline());
        let seen = View::new(plan.outline(), &actor).plan(&plan);
        (actor, seen)
    }

    /// The same beside other requests: a large plan takes its time.
    ///
    /// # Errors
    /// Reading it has panicked.
    pub async fn read_beside(&self, person: &Person) -> Result<(Actor, Plan), JoinError> {
        let (board, person) = (self.clone(), person.clone());
        spawn_blocking(move || board.read_by(&person)).await
    }

    /// The plan as a person may see it under another tree of the same members, as that of a scenario whose units have
    /// moved; `None` where there are other members.
    pub fn read_under(&self, person: &Person, outline: &Arc<Outline>) -> Option<Plan> {
        let plan = laid_out(&self.read(Plan::clone), outline)?;
        Some(View::new(plan.outline(), &person.on(plan.outline())).plan(&plan))
    }

    /// Has a command decided and stored. A command that has been sent before is answered as it was then.
    ///
    /// # Errors
    /// A rule said no, or the store failed.
    pub async fn submit(&self, command: Command, actor: &Actor) -> Result<Acknowledged, SubmitError> {
        let (answer, answered) = oneshot::channel();
        let message = Message::Submit { command, actor: actor.clone(), answer };
        self.mailbox.send(message).await.map_err(|_| SubmitError::NotStored)?;
        answered.await.unwrap_or(Err(SubmitError::NotStored))
    }

    /// Follows the board: a welcome, then a snapshot or what was missed since a revision, then everything new.
    ///
    /// # Errors
    /// The board has closed; open it again.
    pub async fn subscribe(&self, actor: Actor, from: Option<u64>) -> Result<Subscription, SubmitError> {
        let id = self.viewers.fetch_add(1, Ordering::Relaxed);
        let (viewer, queue) = Viewer::new(id, actor.clone());
        let (joined, has_joined) = oneshot::channel();
        self.mailbox.send(Message::Join { viewer, joined }).await.map_err(|_| SubmitError::NotStored)?;
        has_joined.await.map_err(|_| SubmitError::NotStored)?;
        // What is published from here on is in the queue too, and skipped there as far as it is in the beginning.
        let board = self.clone();
        let beginning = spawn_blocking(move || board.beginning(&actor, from));
        let (revision, first) = beginning.await.map_err(|_| SubmitError::NotStored)?;
        Ok(Subscription::new(id, first, revision, queue, self.mailbox.clone()))
    }

    /// The first messages of a subscription, and the revision that they lead to.
    fn beginning(&self, actor: &Actor, from: Option<u64>) -> (u64, VecDeque<subscription::Bytes>) {
        // Copied, which shares nearly everything: what a person may see of it takes long enough to work out that nobody
        // who writes may wait for it.
        let (plan, missed) = {
            let published = self.published();
            let missed = from.and_then(|from| published.since(from));
            (published.plan.clone(), missed.map(|missed| missed.cloned().collect::<Vec<_>>()))
        };
        let revision = plan.revision();
        let view = View::new(plan.outline(), actor);
        let state = match missed {
            // The latest plan serves for every missed entry: the last number of a rest is the one that stays.
            Some(missed) => {
                let entries = view.missed(&plan, missed.iter().map(|entry| &**entry));
                Down::Entries { entries, check: plan.check() }
            }
            None if access::scope(actor) == Some(ROOT) => Down::Snapshot(Box::new(Snapshot::of(&plan).for_a_browser())),
            None => Down::Snapshot(Box::new(Snapshot::of(&view.plan(&plan)).for_a_browser())),
        };
        let welcome = Down::Welcome { actor: actor.clone(), revision };
        (revision, [welcome, state].iter().map(|message| encode(message).into()).collect())
    }

    /// Takes in what another server has written, as far as the store answers.
    pub(crate) async fn catch_up(&self) {
        let (done, caught_up) = oneshot::channel();
        // Where nobody listens, it is closed, and whoever opens it again reads the log.
        if self.mailbox.send(Message::CatchUp { done }).await.is_ok() {
            let _ = caught_up.await;
        }
    }

    /// Ends its task once it has done what it was asked before: whoever follows it has to come in again.
    pub(super) async fn close(&self) {
        // Where nobody listens, it is closed already.
        let _ = self.mailbox.send(Message::Close).await;
        self.mailbox.closed().await;
    }

    /// Whether its task has ended.
    pub(super) fn is_closed(&self) -> bool {
        self.mailbox.is_closed()
    }

    fn published(&self) -> RwLockReadGuard<'_, Published> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner)
    }
}
