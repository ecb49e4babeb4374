//! What came of a game: what everybody was told, what the server held, what everybody's replica shows and what the log
//! gives, held against each other.

use crate::company::{Company, database};
use crate::conservation;
use crate::game::{Failure, Options};
use crate::hall::Hall;
use crate::notes::{Acknowledged, numbers};
use crate::person::Person;
use crate::races::Told;
use crate::table::{self, MEASURE};
use backend::identity::ORGANIZATION;
use backend::live::Boards;
use backend::store::Store;
use backend::store::events::{BoardKey, LogEnd};
use domain::command::Verb;
use domain::event::{Entry, Event};
use domain::plan::Plan;
use domain::replica::Replica;
use domain::snapshot::Snapshot;
use domain::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinSet, spawn_blocking};

/// How many examples of something are kept.
const EXAMPLES: usize = 5;

/// What a game leaves behind.
#[derive(Debug)]
pub struct Played {
    /// Somebody who came for the first time when everything was over.
    pub auditor: Person,
    /// Everybody else.
    pub people: Vec<Person>,
    /// How long they played.
    pub took: Duration,
}

/// What was found. What must be zero says so.
#[derive(Debug, Default)]
pub struct Findings {
    /// Units below the company, each with a negotiation of its own.
    pub units: usize,
    /// Clients at once.
    pub clients: usize,
    /// Rounds at every unit.
    pub rounds: u32,
    /// How long they played.
    pub took: Duration,
    /// Offers and counter-offers that were acknowledged.
    pub offers: usize,
    /// Threads, and those that are settled.
    pub threads: [usize; 2],
    /// Moves by kind.
    pub moves: BTreeMap<&'static str, u32>,
    /// Refusals of the server, by kind.
    pub refusals: BTreeMap<&'static str, u32>,
    /// How long offers took to be acknowledged, and to arrive at other clients; in order.
    pub times: [Vec<Duration>; 2],
    /// Races with two rivals, those that one of the two won, and those whose losers were told so.
    pub races: [usize; 3],
    /// Must be 0: moves acknowledged to a client that are not in the server's state.
    pub lost: usize,
    /// Must be 0: more than one open thread for a unit and measure, or a command that happened twice.
    pub doubled: usize,
    /// Parents whose conservation line was read.
    pub lines: usize,
    /// Must be 0: conservation lines that do not tie.
    pub untied: usize,
    /// Replicas held against the log.
    pub replicas: usize,
    /// Must be 0: replicas, and plans of the server, that differ from what the log gives.
    pub mismatches: usize,
    /// Must be 0: refusals that no move of anybody else explains.
    pub senseless: usize,
    /// Must be 0: clients that differed from the server on the way, or were told what they sent was not stored.
    pub faults: usize,
    /// Must be 0: units where nothing was legal.
    pub stuck: usize,
    /// Must be empty: errors in the server's log.
    pub complaints: Vec<String>,
    /// Examples of what must not be.
    pub examples: Vec<String>,
    /// Counted on the way: sign-ins, visits, whole plans sent, cuts, repeats, lags.
    pub counts: BTreeMap<&'static str, u32>,
}

impl Findings {
    /// Everything that must be zero and is not, in words.
    pub fn wrong(&self) -> Vec<String> {
        let all = [
            (self.lost, "moves acknowledged to a client are not in the server's state"),
            (self.doubled, "threads or commands are doubled"),
            (self.untied, "conservation lines do not tie"),
            (self.mismatches, "plans differ from what the log gives"),
            (self.races[0] - self.races[2], "races were won by both, or lost without being told so"),
            (self.senseless, "refusals make no sense"),
            (self.faults, "times a client differed from the server, or a command was not stored"),
            (self.stuck, "units had no legal move"),
            (self.complaints.len(), "errors stand in the server's log"),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
    }

    fn example(&mut self, what: String) {
        if self.examples.len() < EXAMPLES * 4 {
            self.examples.push(what);
        }
    }
}

/// Holds everything against each other, when the server has ended.
///
/// # Errors
/// The record cannot be read.
pub async fn audit(
    options: &Options,
    folder: &Path,
    company: &Company,
    played: Played,
    hall: &Hall,
    complaints: Vec<String>,
) -> Result<Findings, Failure> {
    let acknowledged = hall.notes.all_acknowledged();
    let mut found = Findings {
        units: company.units.len(),
        clients: options.clients,
        rounds: options.rounds,
        took: played.took,
        offers: acknowledged.iter().filter(|known| numbers(&known.verb).is_some()).count(),
        moves: hall.notes.moves(),
        refusals: hall.notes.refusals(),
        times: hall.notes.times(),
        complaints,
        ..Findings::default()
    };
    noted(&mut found, hall);
    let (replayed, log) = replay(folder, company, &mut found).await?;
    let server = played.auditor.replica.as_ref().map(Replica::confirmed);
    let server = server.ok_or_else(|| Failure::Record("nobody has seen the server's state".to_owned()))?;
    threads(&mut found, server, &acknowledged);
    doubled(&mut found, server, &log);
    let lines = conservation::read(server);
    (found.lines, found.untied) = (lines.parents, lines.untied.len());
    lines
        .untied
        .into_iter()
        .take(EXAMPLES)
        .for_each(|(unit, why)| found.example(format!("line of unit {unit}: {why}")));
    mismatches(&mut found, replayed, played).await?;
    Ok(found)
}

/// What the clients noted by themselves.
fn noted(found: &mut Findings, hall: &Hall) {
    use crate::notes::Count;
    let count = |what| hall.notes.counted(what);
    found.counts = BTreeMap::from([
        ("sign_ins", count(Count::SignIns)),
        ("visits", count(Count::Visits)),
        ("snapshots", count(Count::Snapshots)),
        ("cuts", count(Count::Cuts)),
        ("sent_again", count(Count::Repeats)),
        ("told_to_resynchronise", count(Count::Lags)),
        ("illegal_ideas", hall.notes.illegal_ideas()),
    ]);
    found.faults = (count(Count::Differences) + count(Count::NotStored)) as usize;
    let stuck = hall.notes.all_stuck();
    found.stuck = stuck.len();
    stuck.into_iter().take(EXAMPLES).for_each(|tried| found.example(format!("no legal move: {tried}")));
    let senseless = hall.notes.senseless();
    found.senseless = senseless.len();
    senseless.into_iter().take(EXAMPLES).for_each(|said| found.example(format!("refused: {said}")));
    found.doubled += hall.notes.contradictions();
    let outcomes = hall.races.outcomes();
    let right = |told: &&[Told; 2]| match told {
        [Told::Won(won), Told::Changed(now)] | [Told::Changed(now), Told::Won(won)] => {
            now.is_none_or(|now| now >= *won)
        }
        [Told::Won(_), Told::Won(_)] | [Told::Otherwise, _] | [_, Told::Otherwise] => false,
        // Somebody else was faster than both, or has moved what stands beside it.
        _ => true,
    };
    let won = |told: &&[Told; 2]| told.iter().filter(|told| matches!(told, Told::Won(_))).count() == 1;
    found.races = [outcomes.len(), outcomes.iter().filter(won).count(), outcomes.iter().filter(right).count()];
    let wrong = outcomes.iter().filter(|told| !right(told)).take(EXAMPLES);
    wrong.for_each(|told| found.example(format!("race: {told:?}")));
}

/// The plan that the log gives, by its own two ways and from its first entry, and the log itself.
async fn replay(folder: &Path, company: &Company, found: &mut Findings) -> Result<(Plan, Vec<Entry>), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Record(error.to_string());
    let store = Arc::new(Store::open(&database(folder)).await.map_err(|error| failed(&error))?);
    let mut log = Vec::new();
    let key = BoardKey { organization: ORGANIZATION.to_owned(), board: company.board.clone() };
    store.replay(&key, LogEnd::START, |entry| log.push(entry)).await.map_err(|error| failed(&error))?;
    let boards = Boards::new(Arc::clone(&store));
    // As `pacto check` does: the chain from its first entry, and every snapshot that was kept.
    let mut damaged = Vec::new();
    let checked = boards.check_record(&[], |log| damaged.extend(log.end.err()));
    checked.await.map_err(|error| failed(&error))?;
    found.mismatches += damaged.len();
    damaged.into_iter().for_each(|fault| found.example(format!("the record: {fault}")));
    let opened = boards.open(&company.board).await.map_err(|error| failed(&error))?;
    let one_by_one = opened.read(Plan::clone);
    let at_once = log.first().and_then(|first| match first.events.first() {
        Some(Event::Opened(outline)) => Some(Plan::new(Arc::new((**outline).clone()))),
        _ => None,
    });
    let mut at_once = at_once.ok_or_else(|| failed(&"the log does not begin by opening the board"))?;
    at_once.replay(&log);
    if !alike(&one_by_one, &at_once) {
        found.mismatches += 1;
        found.example("the log replayed at once differs from the log entry by entry".to_owned());
    }
    store.close().await;
    Ok((one_by_one, log))
}

/// Everything that was acknowledged is in the threads, with its numbers.
pub fn threads(found: &mut Findings, server: &Plan, acknowledged: &[Acknowledged]) {
    let settled = server.threads().iter().filter(|thread| table::is_settled(thread)).count();
    found.threads = [server.threads().len(), settled];
    for known in acknowledged {
        let threads = server.threads().iter().filter(|thread| (thread.unit, thread.measure) == (known.unit, MEASURE));
        let is_there = |thread: &domain::thread::Thread| match &known.verb {
            Verb::Accept { .. } => table::settled_by(thread) == Some(known.revision),
            Verb::Ask { .. } => thread.remarks.iter().any(|remark| remark.revision == known.revision),
            verb => {
                let offer = thread.offers.iter().find(|offer| offer.revision == known.revision);
                offer.is_some_and(|offer| Some(offer.numbers.as_slice()) == numbers(verb))
            }
        };
        if !threads.into_iter().any(is_there) {
            found.lost += 1;
            found.example(format!("lost: revision {} at unit {}: {:?}", known.revision, known.unit, known.verb));
        }
    }
}

/// No unit has two open threads about one thing, and no command is in the log twice.
pub fn doubled(found: &mut Findings, server: &Plan, log: &[Entry]) {
    let mut open = BTreeSet::new();
    for thread in server.threads().iter().filter(|thread| !table::is_settled(thread)) {
        if !open.insert((thread.unit, thread.measure)) {
            found.doubled += 1;
            found.example(format!("unit {} has two open threads about {:?}", thread.unit, thread.measure));
        }
    }
    let mut commands = BTreeSet::new();
    for entry in log {
        if !commands.insert(entry.command) {
            found.doubled += 1;
            found.example(format!("command {} happened again in revision {}", entry.command, entry.revision));
        }
    }
}

/// What the server held and everybody's replica shows is what the log gives.
async fn mismatches(found: &mut Findings, replayed: Plan, played: Played) -> Result<(), Failure> {
    let replayed = Arc::new(replayed);
    let mut comparing = JoinSet::new();
    let everybody = std::iter::once(played.auditor).chain(played.people);
    for (person, replica) in everybody.filter_map(|person| Some((person.account.email, person.replica?))) {
        let replayed = Arc::clone(&replayed);
        comparing.spawn(async move {
            let compared = spawn_blocking(move || {
                let seen = View::new(replayed.outline(), replica.actor()).plan(&replayed);
                replica.pending().is_empty() && alike(replica.plan(), &seen)
            });
            (person, compared.await)
        });
    }
    while let Some(compared) = comparing.join_next().await {
        let (person, same) = compared.map_err(|error| Failure::Record(error.to_string()))?;
        found.replicas += 1;
        if !same.map_err(|error| Failure::Record(error.to_string()))? {
            found.mismatches += 1;
            found.example(format!("what {person} sees is not what the log gives"));
        }
    }
    Ok(())
}

/// Whether two plans are the same in everything that is kept, and in every total of the company.
fn alike(one: &Plan, other: &Plan) -> bool {
    // What only a server opens never reaches a replica.
    let shown = |plan| Snapshot::of(plan).for_a_browser();
    one.revision() == other.revision() && one.check() == other.check() && shown(one) == shown(other)
}
