//! The task of an open board: decides, stores, publishes and answers, one batch after the other.

use super::BoardError;
use super::audience::Audience;
use super::board::{Acknowledged, Board, Published, Shared, SubmitError};
use super::past::Past;
use super::subscription::Viewer;
use crate::clock::Clock;
use crate::store::events::{BoardKey, LogEnd};
use crate::store::{Store, StoreError};
use domain::actor::Actor;
use domain::command::{Command, CommandId};
use domain::decide::{decide, expired};
use domain::dimension::MemberId;
use domain::event::{Entry, Event};
use domain::plan::Plan;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

/// Messages that may wait for a board; whoever sends more waits.
const MAILBOX: usize = 1_024;
/// Commands that are stored in one transaction.
const BATCH: usize = 256;

/// How long a board waits before it tries again to let a hold end.
const RETRY: Duration = Duration::from_secs(1);
/// How long it sleeps at most: a hold may end in a year.
const LONGEST_SLEEP: u64 = 3_600_000;
/// How long a scenario stays in memory that nobody follows: there are more of them than boards.
const UNUSED: Duration = Duration::from_secs(600);

type Answer = oneshot::Sender<Result<Acknowledged, SubmitError>>;

/// What a board is asked for.
#[derive(Debug)]
pub(super) enum Message {
    /// Decide and store a command.
    Submit { command: Command, actor: Actor, answer: Answer },
    /// Send everything new to a viewer from now on.
    Join { viewer: Viewer, joined: oneshot::Sender<()> },
    /// A viewer looks at a unit.
    Look { viewer: u64, unit: Option<MemberId> },
    /// A viewer is gone.
    Leave { viewer: u64 },
    /// Read what the log holds beyond what is published.
    CatchUp { done: oneshot::Sender<()> },
    /// Let everybody go.
    Close,
}

struct Task {
    store: Arc<Store>,
    clock: Clock,
    key: BoardKey,
    shared: Shared,
    mailbox: mpsc::Receiver<Message>,
    /// Ahead of what is published while a batch is being stored.
    tentative: Plan,
    end: LogEnd,
    applied: HashMap<CommandId, u64>,
    audience: Audience,
    /// The log may hold what the plan does not.
    stale: bool,
    /// Not before this instant is it tried again to let holds end.
    patient_until: Option<Instant>,
    is_scenario: bool,
    /// Who waits until it knows all that the log holds.
    catching_up: Vec<oneshot::Sender<()>>,
    closing: bool,
}

/// Folds a board from its log, which begins behind a past, and starts its task; a scenario knows its board.
pub(super) async fn open(
    store: Arc<Store>,
    clock: Clock,
    key: BoardKey,
    from: Past,
    board: Option<Arc<str>>,
) -> Result<Board, BoardError> {
    let mut published = from.plan.map(Published::new);
    let mut applied = HashMap::new();
    let fold = |entry: Entry| {
        if let Some(Event::Opened(outline)) = entry.events.first() {
            published.get_or_insert_with(|| Published::new(Plan::new(Arc::new((**outline).clone()))));
        }
        if let Some(published) = &mut published {
            published.evolve(&entry);
        }
        applied.insert(entry.command, entry.revision);
    };
    let end = store.replay(&key, from.end, fold).await?;
    let published = published.ok_or(BoardError::NotOpened)?;
    tracing::info!(board = key.board, revision = end.revision, "board opened");
    let tentative = published.plan.clone();
    let shared: Shared = Arc::new(RwLock::new(published));
    let (sender, mailbox) = mpsc::channel(MAILBOX);
    let is_scenario = board.is_some();
    let board = Board::new(&key.board, board, Arc::clone(&shared), sender);
    let audience = Audience::new();
    let (stale, patient_until, closing) = (false, None, false);
    let task = Task {
        store,
        clock,
        key,
        shared,
        mailbox,
        tentative,
        end,
        applied,
        audience,
        stale,
        patient_until,
        is_scenario,
        catching_up: Vec::new(),
        closing,
    };
    tokio::spawn(task.run());
    Ok(board)
}

impl Task {
    async fn run(mut self) {
        loop {
            let due = self.audience.due();
            let ends = self.next_end();
            let unused = (self.is_scenario && self.audience.is_empty()).then(|| Instant::now() + UNUSED);
            let message = tokio::select! {
                biased;
                message = self.mailbox.recv() => message,
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    self.flush();
                    continue;
                }
                () = sleep_until(ends.unwrap_or_else(Instant::now)), if ends.is_some() => {
                    self.let_holds_end().await;
                    continue;
                }
                () = sleep_until(unused.unwrap_or_else(Instant::now)), if unused.is_some() => return,
            };
            let Some(message) = message else { return };
            let mut batch = Vec::new();
            self.take(message, &mut batch);
            while batch.len() < BATCH
                && let Ok(message) = self.mailbox.try_recv()
            {
                self.take(message, &mut batch);
            }
            if !batch.is_empty() {
                self.carry_out(batch).await;
            }
            if !self.catching_up.is_empty() {
                self.catch_up().await;
                for done in self.catching_up.drain(..) {
                    let _ = done.send(());
                }
            }
            if self.closing {
                return;
            }
            if self.audience.due().is_some_and(|due| due <= Instant::now()) {
                self.flush();
            }
        }
    }

    fn take(&mut self, message: Message, batch: &mut Vec<(Command, Actor, Answer)>) {
        match message {
            Message::Submit { command, actor, answer } => batch.push((command, actor, answer)),
            Message::Join { viewer, joined } => {
                self.audience.join(&self.tentative, viewer);
                let _ = joined.send(());
            }
            Message::Look { viewer, unit } => self.audience.look(viewer, unit),
            Message::Leave { viewer } => self.audience.leave(viewer),
            Message::CatchUp { done } => self.catching_up.push(done),
            Message::Close => self.closing = true,
        }
    }

    /// Decides commands one after the other, stores what they do in one transaction, and only then answers.
    async fn carry_out(&mut self, batch: Vec<(Command, Actor, Answer)>) {
        if self.stale && !self.catch_up().await {
            for (_, _, answer) in batch {
                let _ = answer.send(Err(SubmitError::NotStored));
            }
            return;
        }
        let mut entries = Vec::new();
        // On a busy board nobody is judged against a hold that has just ended.
        self.expire(&mut entries);
        let mut answers = Vec::with_capacity(batch.len());
        for (command, actor, answer) in batch {
            let id = command.id;
            answers.push((id, answer, self.decide(command, actor, &mut entries)));
        }
        let stored = entries.is_empty() || self.store(&entries).await;
        for (id, answer, outcome) in answers {
            // A refusal may rest on what was not stored: then it is none.
            let known = || self.applied.get(&id).map(|revision| Acknowledged { revision: *revision });
            let _ = answer.send(if stored { outcome } else { known().ok_or(SubmitError::NotStored) });
        }
    }

    fn decide(
        &mut self,
        command: Command,
        actor: Actor,
        entries: &mut Vec<Entry>,
    ) -> Result<Acknowledged, SubmitError> {
        if let Some(revision) = self.applied.get(&command.id) {
            return Ok(Acknowledged { revision: *revision });
        }
        let events = decide(&self.tentative, &command, &actor)?;
        let revision = self.tentative.revision() + 1;
        let entry = Entry { revision, command: command.id, actor, at: self.clock.now(), events };
        self.take_up(entry, entries);
        Ok(Acknowledged { revision })
    }

    fn take_up(&mut self, entry: Entry, entries: &mut Vec<Entry>) {
        self.tentative.evolve(&entry);
        self.applied.insert(entry.command, entry.revision);
        entries.push(entry);
    }

    /// When the next hold ends by itself, or it is looked again after the store has failed.
    fn next_end(&self) -> Option<Instant> {
        // What is decided but not stored may have taken holds along that still stand in the log.
        if self.stale {
            return Some(self.patient_until.unwrap_or_else(Instant::now));
        }
        let moment = self.tentative.next_deadline()?;
        let wait = u64::try_from(moment.saturating_sub(self.clock.now())).unwrap_or(0);
        let end = Instant::now() + Duration::from_millis(wait.min(LONGEST_SLEEP));
        Some(self.patient_until.map_or(end, |patient| end.max(patient)))
    }

    /// Lets the holds go whose time has come, as an entry of the log like any other.
    fn expire(&mut self, entries: &mut Vec<Entry>) {
        let now = self.clock.now();
        let events = expired(&self.tentative, now);
        if !events.is_empty() {
            let (revision, command) = (self.tentative.revision() + 1, Uuid::now_v7());
            self.take_up(Entry { revision, command, actor: super::create::system(), at: now, events }, entries);
        }
    }

    /// Lets holds end while nobody writes; where that fails, the board goes on and tries again later.
    async fn let_holds_end(&mut self) {
        let mut entries = Vec::new();
        let ready = !self.stale || self.catch_up().await;
        if ready {
            self.expire(&mut entries);
        }
        let ended = ready && (entries.is_empty() || self.store(&entries).await);
        self.patient_until = (!ended).then(|| Instant::now() + RETRY);
    }

    /// Stores and publishes entries; when that fails, goes back to what the log says.
    async fn store(&mut self, entries: &[Entry]) -> bool {
        match self.store.append(&self.key, self.end, entries).await {
            Ok(end) => {
                self.end = end;
                self.publish(entries);
                true
            }
            Err(error) => {
                tracing::error!(board = self.key.board, "commands were not stored: {error}");
                for entry in entries {
                    self.applied.remove(&entry.command);
                }
                self.stale = true;
                self.catch_up().await;
                false
            }
        }
    }

    /// Reads what the log holds beyond what is published, and decides from there; false while the store does not answer.
    async fn catch_up(&mut self) -> bool {
        let mut missed = Vec::new();
        let replayed: Result<LogEnd, StoreError> =
            self.store.replay(&self.key, self.end, |entry| missed.push(entry)).await;
        match replayed {
            Ok(end) => {
                self.end = end;
                self.applied.extend(missed.iter().map(|entry| (entry.command, entry.revision)));
                self.publish(&missed);
                self.tentative = self.shared.read().unwrap_or_else(PoisonError::into_inner).plan.clone();
                self.stale = false;
                true
            }
            Err(error) => {
                tracing::error!(board = self.key.board, "the log cannot be read: {error}");
                false
            }
        }
    }

    /// Lets everybody read entries that are on disk.
    fn publish(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.shared.write().unwrap_or_else(PoisonError::into_inner).evolve(entry);
            let published = self.shared.read().unwrap_or_else(PoisonError::into_inner);
            self.audience.tell(&published.plan, entry);
        }
    }

    fn flush(&mut self) {
        let published = self.shared.read().unwrap_or_else(PoisonError::into_inner);
        self.audience.flush(&published.plan);
    }
}
