//! The live channel's messages: commands up, projected entries down. Encoded with postcard.

use crate::actor::Actor;
use crate::command::{Command, CommandId};
use crate::dimension::MemberId;
use crate::event::Entry;
use crate::rejection::Rejection;
use crate::snapshot::Snapshot;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

/// Changes whenever a message does: a page of another build is told to reload.
pub const PROTOCOL: u32 = 7;

/// Seconds between heartbeats of the browser; the server closes after three without one.
pub const HEARTBEAT_SECONDS: u32 = 10;

/// From the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Up {
    /// The first message.
    Hello {
        /// [`PROTOCOL`] of the page.
        protocol: u32,
        /// The board's identifier.
        board: String,
        /// The revision the page has; `None` asks for a snapshot.
        revision: Option<u64>,
    },
    /// A command; sending it again does no harm.
    Submit(Command),
    /// Where the person is looking.
    Looking(Option<MemberId>),
    /// The page differs from what the server says, or has missed something: asks for a snapshot.
    Resynchronise,
    /// Still here.
    Heartbeat,
}

/// From the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Down {
    /// The answer to [`Up::Hello`]: who the person is on this board.
    Welcome {
        /// The person.
        actor: Actor,
        /// The board's last revision.
        revision: u64,
    },
    /// The whole plan, as the person may see it.
    Snapshot(Box<Snapshot>),
    /// New revisions, in order.
    Entries {
        /// The revisions.
        entries: Vec<Entry>,
        /// [`crate::plan::Plan::check`] after the last of them.
        check: u64,
    },
    /// The command is on disk; it is also among the entries.
    Acknowledged {
        /// The command.
        command: CommandId,
        /// The revision it became.
        revision: u64,
    },
    /// The command was refused.
    Refused {
        /// The command.
        command: CommandId,
        /// Why.
        rejection: Rejection,
    },
    /// The command could not be stored; it is kept and may be sent again.
    NotStored {
        /// The command.
        command: CommandId,
    },
    /// Who is here.
    Presence(Vec<Present>),
    /// Whether a meeting goes on at the board.
    Meets(bool),
    /// Too much was missed: ask for a snapshot.
    Resynchronise,
    /// The page is of another build: reload it.
    NewBuild,
    /// The board is unknown or not for this person.
    NoSuchBoard,
    /// Still here.
    Heartbeat,
}

/// A person on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// The person's identifier.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// Where they look, if it is a unit that the reader may see.
    pub unit: Option<MemberId>,
}

/// A message that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the live message cannot be read")]
pub struct Unreadable;

/// Encodes a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // A Vec takes any message; an empty one is refused by the reader as unreadable.
    postcard::to_stdvec(message).unwrap_or_default()
}

/// Decodes a message.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    postcard::from_bytes(bytes).map_err(|_| Unreadable)
}
