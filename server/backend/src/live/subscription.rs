//! A subscription: the queue between a board and one viewer.

use super::task::Message;
use domain::actor::Actor;
use domain::dimension::MemberId;
use domain::live::{Down, encode};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc;

/// Messages that may wait for a viewer; whoever is further behind is told to resynchronise.
const QUEUE: usize = 128;

/// An encoded [`Down`], shared by everybody who gets the same.
pub(super) type Bytes = Arc<[u8]>;

/// A message with the last revision in it, if it is about revisions.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub last: Option<u64>,
    pub bytes: Bytes,
}

/// The board's end.
#[derive(Debug)]
pub(super) struct Viewer {
    pub id: u64,
    pub actor: Actor,
    /// Where they look.
    pub looking: Option<MemberId>,
    sender: mpsc::Sender<Outgoing>,
    lagging: Arc<AtomicBool>,
}

/// The reader's end.
#[derive(Debug)]
pub(super) struct Queue {
    receiver: mpsc::Receiver<Outgoing>,
    lagging: Arc<AtomicBool>,
}

impl Viewer {
    pub fn new(id: u64, actor: Actor) -> (Self, Queue) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let lagging = Arc::new(AtomicBool::new(false));
        let queue = Queue { receiver, lagging: Arc::clone(&lagging) };
        (Self { id, actor, looking: None, sender, lagging }, queue)
    }

    /// Has the reader told to resynchronise; the viewer is to be dropped.
    pub fn cut(&self) {
        self.lagging.store(true, Ordering::Release);
    }

    /// Queues a message; false when there is no room or no reader, and the viewer is to be dropped.
    pub fn send(&self, message: &Outgoing) -> bool {
        match self.sender.try_send(message.clone()) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Full(_)) => {
                self.cut();
                false
            }
            Err(mpsc::error::TrySendError::Closed(_)) => false,
        }
    }
}

/// What one viewer gets of a board.
#[derive(Debug)]
pub struct Subscription {
    id: u64,
    first: VecDeque<Bytes>,
    revision: u64,
    queue: Queue,
    mailbox: mpsc::Sender<Message>,
    /// Was told to resynchronise, and gets nothing more.
    cut: bool,
}

impl Subscription {
    pub(super) fn new(
        id: u64,
        first: VecDeque<Bytes>,
        revision: u64,
        queue: Queue,
        mailbox: mpsc::Sender<Message>,
    ) -> Self {
        Self { id, first, revision, queue, mailbox, cut: false }
    }

    /// The next message, an encoded [`Down`]; `None` when the board has closed. May be dropped half way without loss.
    pub async fn next(&mut self) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.first.pop_front() {
            return Some(bytes);
        }
        loop {
            if self.cut {
                // Nothing comes any more, and the reader has been told so.
                std::future::pending::<()>().await;
            }
            if self.queue.lagging.load(Ordering::Acquire) {
                self.cut = true;
                self.queue.receiver.close();
                while self.queue.receiver.try_recv().is_ok() {}
                return Some(encode(&Down::Resynchronise).into());
            }
            match self.queue.receiver.recv().await {
                // Known from the beginning.
                Some(message) if message.last.is_some_and(|last| last <= self.revision) => {}
                Some(message) => return Some(message.bytes),
                None if self.queue.lagging.load(Ordering::Acquire) => {}
                None => return None,
            }
        }
    }

    /// Says where the person is looking.
    pub fn look(&self, unit: Option<MemberId>) {
        // A board too busy to hear it has more important things to say.
        let _ = self.mailbox.try_send(Message::Look { viewer: self.id, unit });
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        // Where there is no room, the next message finds the queue closed.
        let _ = self.mailbox.try_send(Message::Leave { viewer: self.id });
    }
}
