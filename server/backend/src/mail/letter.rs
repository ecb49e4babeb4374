//! What a mail is written from, and what it is once it is written.

use super::Zone;
use crate::identity::Person;
use domain::actor::Actor;
use domain::mail::Notice;
use domain::number::Region;
use domain::plan::Plan;

/// What a mail is written from.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// To whom.
    pub to: &'a Person,
    /// In which language, with which numbers.
    pub region: Region,
    /// By which clock.
    pub zone: Zone,
    /// Where people reach this server, without a slash at its end, where it is known.
    pub base_url: Option<&'a str>,
    /// What it tells, by board; never empty.
    pub parts: Vec<Part>,
}

/// What a mail tells of a board.
#[derive(Clone, Debug)]
pub struct Part {
    /// The board's identifier.
    pub board: String,
    /// The plan as the person may see it now: whatever a mail says of it, they may see.
    pub plan: Plan,
    /// The person, on this board.
    pub actor: Actor,
    /// What waits; never empty.
    pub notices: Vec<Notice>,
    /// How many other things wait there that they were told of before.
    pub earlier: usize,
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its subject.
    pub subject: String,
    /// It as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}
