//! What the clients note while they play: what they sent, what they were told, and how long it took.

use domain::command::{CommandId, Verb};
use domain::dimension::MemberId;
use domain::live::Down;
use domain::rejection::Rejection;
use domain::thread::OfferNumber;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How many refusals of replicas are remembered for a unit.
const LAST: usize = 3;

/// A command that the server has acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The command.
    pub command: CommandId,
    /// The revision it became.
    pub revision: u64,
    /// The unit of its thread.
    pub unit: MemberId,
    /// What was asked for.
    pub verb: Verb,
}

/// Things that are only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Somebody signed in with a password.
    SignIns,
    /// Somebody sat down and opened the live channel.
    Visits,
    /// A whole plan came, instead of what was missed.
    Snapshots,
    /// A channel was cut before an answer.
    Cuts,
    /// A command was sent once more.
    Repeats,
    /// The server said that too much was missed.
    Lags,
    /// A replica differed from what the server said.
    Differences,
    /// A command could not be stored.
    NotStored,
}

#[derive(Debug)]
struct Sent {
    at: Instant,
    seat: usize,
    is_offer: bool,
    acknowledged: bool,
}

#[derive(Debug, Default)]
struct Book {
    sent: HashMap<CommandId, Sent>,
    acknowledged: Vec<Acknowledged>,
    told: HashMap<CommandId, u64>,
    contradictions: usize,
    acknowledgements: Vec<Duration>,
    arrivals: Vec<Duration>,
    refusals: BTreeMap<&'static str, u32>,
    senseless: Vec<String>,
    counts: BTreeMap<Count, u32>,
    moves: BTreeMap<&'static str, u32>,
    illegal: HashMap<MemberId, Vec<String>>,
    illegal_ideas: u32,
    stuck: Vec<String>,
}

/// The notes of everybody.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Book>);

impl Notes {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts something.
    pub fn count(&self, what: Count) {
        *self.book().counts.entry(what).or_default() += 1;
    }

    /// A command is about to leave; only the first time counts.
    pub fn sent(&self, command: CommandId, seat: usize, verb: &Verb) {
        let is_offer = numbers(verb).is_some();
        let sent = Sent { at: Instant::now(), seat, is_offer, acknowledged: false };
        self.book().sent.entry(command).or_insert(sent);
    }

    /// A message has come to a client of a seat that sits there since some instant.
    pub fn arrived(&self, down: &Down, at: Instant, seat: usize, since: Instant) {
        let mut book = self.book();
        match down {
            Down::Acknowledged { command, revision } => {
                // A command that was sent twice is answered twice, and has happened once.
                let first = *book.told.entry(*command).or_insert(*revision);
                book.contradictions += usize::from(first != *revision);
                let Some(sent) = book.sent.get_mut(command).filter(|sent| sent.is_offer && !sent.acknowledged) else {
                    return;
                };
                sent.acknowledged = true;
                let took = at - sent.at;
                book.acknowledgements.push(took);
            }
            Down::Entries { entries, .. } => {
                for entry in entries {
                    let sent = book.sent.get(&entry.command).filter(|sent| sent.is_offer);
                    // What a client missed while it was away says nothing about the way of a message.
                    if let Some(sent) = sent.filter(|sent| sent.seat != seat && sent.at > since) {
                        let took = at - sent.at;
                        book.arrivals.push(took);
                    }
                }
            }
            _ => {}
        }
    }

    /// A client was told that its command is on disk.
    pub fn acknowledged(&self, name: &'static str, acknowledged: Acknowledged) {
        let mut book = self.book();
        *book.moves.entry(name).or_default() += 1;
        book.acknowledged.push(acknowledged);
    }

    /// A client was told that its command is refused; legal as it was on the client's replica, only that somebody else
    /// was faster explains it.
    pub fn refused(&self, verb: &Verb, rejection: &Rejection) {
        let mut book = self.book();
        let kind = match rejection {
            Rejection::OfferChanged { .. } => "the offer has changed",
            Rejection::NotYourTurn { .. } => "settled, or the other side's turn",
            Rejection::Held { .. } | Rejection::HeldElsewhere { .. } | Rejection::Agreed { .. } => "held meanwhile",
            Rejection::SameNumbers => "the same numbers meanwhile",
            _ => {
                let said = format!("{rejection:?} to {verb:?}");
                book.senseless.push(said);
                "senseless"
            }
        };
        *book.refusals.entry(kind).or_default() += 1;
    }

    /// A replica has refused a move before it was sent.
    pub fn illegal(&self, unit: MemberId, name: &str, verb: &Verb, rejection: &Rejection) {
        let mut book = self.book();
        book.illegal_ideas += 1;
        let said = book.illegal.entry(unit).or_default();
        said.push(format!("{name}: {rejection:?} to {verb:?}"));
        // What was tried before the last resort explains nothing.
        let old = said.len().saturating_sub(LAST);
        said.drain(..old);
    }

    /// At a unit, nothing that anybody could think of was legal.
    pub fn stuck(&self, unit: MemberId) {
        let mut book = self.book();
        let tried = book.illegal.get(&unit).map(|tried| tried.join("; ")).unwrap_or_default();
        book.stuck.push(format!("unit {unit}: {tried}"));
    }

    /// How many ideas a replica refused.
    pub fn illegal_ideas(&self) -> u32 {
        self.book().illegal_ideas
    }

    /// Units where nothing was legal, with what was tried last.
    pub fn all_stuck(&self) -> Vec<String> {
        self.book().stuck.clone()
    }

    /// Everything that was acknowledged.
    pub fn all_acknowledged(&self) -> Vec<Acknowledged> {
        self.book().acknowledged.clone()
    }

    /// How often the server named two revisions for one command.
    pub fn contradictions(&self) -> usize {
        self.book().contradictions
    }

    /// How long offers took to be acknowledged, and to arrive at other clients; in order.
    pub fn times(&self) -> [Vec<Duration>; 2] {
        let book = self.book();
        let mut times = [book.acknowledgements.clone(), book.arrivals.clone()];
        times.iter_mut().for_each(|times| times.sort_unstable());
        times
    }

    /// Refusals by kind.
    pub fn refusals(&self) -> BTreeMap<&'static str, u32> {
        self.book().refusals.clone()
    }

    /// Refusals that no move of anybody else explains.
    pub fn senseless(&self) -> Vec<String> {
        self.book().senseless.clone()
    }

    /// How often something happened.
    pub fn counted(&self, what: Count) -> u32 {
        self.book().counts.get(&what).copied().unwrap_or_default()
    }

    /// Acknowledged moves by kind.
    pub fn moves(&self) -> BTreeMap<&'static str, u32> {
        self.book().moves.clone()
    }
}

/// The numbers of an offer or counter-offer.
pub fn numbers(verb: &Verb) -> Option<&[OfferNumber]> {
    match verb {
        Verb::Offer { numbers, .. } | Verb::Counter { numbers, .. } => Some(numbers),
        _ => None,
    }
}
