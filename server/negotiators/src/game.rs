//! A whole game: from founding the company to what was found in its record.

use crate::audit::{self, Findings, Played};
use crate::client::Client;
use crate::company::{self, Company};
use crate::door::Door;
use crate::hall::{Hall, Superior};
use crate::person::Person;
use crate::program::Program;
use crate::seat::Seat;
use domain::dimension::{MemberId, ROOT};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

/// How large a game is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Territories of the demo company, about; regions and zones come on top.
    pub units: usize,
    /// Products, about.
    pub products: usize,
    /// Clients that play at once.
    pub clients: usize,
    /// Rounds of offer and answer at every unit.
    pub rounds: u32,
    /// The same seed gives the same company and the same intentions; who is faster is for the machine to say.
    pub seed: u64,
    /// How long the playing may take.
    pub longest: Duration,
}

impl Options {
    /// How many of the clients are members of the committee.
    pub fn committee(&self) -> usize {
        (self.clients / 8).clamp(2, self.clients.max(2))
    }
}

/// Why a game was not played to its end.
#[derive(Debug, Error)]
pub enum Failure {
    /// There is no folder for the data.
    #[error("there is no folder for the data: {0}")]
    Folder(std::io::Error),
    /// The company cannot be founded.
    #[error("the company cannot be founded: {0}")]
    Founding(String),
    /// The server cannot be started, or ended by itself.
    #[error("the server: {0}")]
    Server(String),
    /// Somebody is not let in.
    #[error("nobody is signed in: {0}")]
    SignIn(String),
    /// A connection broke.
    #[error("the network: {0}")]
    Network(String),
    /// A message that makes no sense.
    #[error("the live channel: {0}")]
    Protocol(String),
    /// Something did not come.
    #[error("a client waited in vain for {0}")]
    Waited(String),
    /// A seat has fallen over.
    #[error("a seat has fallen over: {0}")]
    Seat(String),
    /// The game takes too long.
    #[error("after {} seconds {open} units still negotiate", longest.as_secs())]
    TooLong {
        /// How long it was allowed to take.
        longest: Duration,
        /// Units whose negotiation is not over.
        open: usize,
    },
    /// The record cannot be read.
    #[error("the record cannot be read: {0}")]
    Record(String),
}

/// Plays a game against a binary of the server, in a folder that is thrown away.
///
/// # Errors
/// It could not be played to its end. What does not tie is no error here, but among the findings.
pub async fn play(options: &Options, binary: &Path) -> Result<Findings, Failure> {
    let folder = tempfile::Builder::new().prefix("pacto-negotiators-").tempdir().map_err(Failure::Folder)?;
    let company = company::found(folder.path(), options).await?;
    // Killed with this function at the latest.
    let program = Program::start(binary, folder.path()).await?;
    let negotiated = negotiate(options, &company, &program).await;
    let (played, hall) = negotiated.map_err(|failure| match program.complaints() {
        log if log.is_empty() => failure,
        log => Failure::Server(format!("{failure}; its log says: {}", log.join("; "))),
    })?;
    let complaints = program.kill()?;
    audit::audit(options, folder.path(), &company, played, &hall, complaints).await
}

async fn negotiate(options: &Options, company: &Company, program: &Program) -> Result<(Played, Arc<Hall>), Failure> {
    let door = Door::find(program.address).await?;
    let mut dice = ChaCha8Rng::seed_from_u64(options.seed);
    let superiors = superiors(options, company, &mut dice);
    let regions: Vec<MemberId> = company.outline.units.children(ROOT).collect();
    let hall = Arc::new(Hall::new(door, company.board.clone(), options.rounds, superiors, &regions));
    let begun = Instant::now();
    let seats = with_patience(options, &hall, all(seats(options, company, dice), |seat| seat.play(Arc::clone(&hall))));
    let seats = seats.await?;
    let took = begun.elapsed();

    // At rest: what the server holds, as somebody sees it who comes for the first time; then everybody once more.
    let mut auditor = Person::new(company.committee[0].clone());
    Client::sit_down(&hall, options.clients, &mut auditor).await?;
    let seats = with_patience(options, &hall, all(seats, |seat| come_back(seat, Arc::clone(&hall)))).await?;
    let people = seats.into_iter().flat_map(|seat| seat.people).collect();
    Ok((Played { auditor, people, took }, hall))
}

/// Who speaks for the level above each unit: the committee, or where there is one, often the manager above.
fn superiors(options: &Options, company: &Company, dice: &mut ChaCha8Rng) -> Vec<Superior> {
    let of = |unit: MemberId| {
        let committee = Superior::Committee(dice.random_range(0..options.committee()));
        let above = company.outline.units.parent(unit).filter(|above| *above != ROOT);
        above.filter(|_| dice.random_bool(0.5)).map_or(committee, Superior::Manager)
    };
    (0..company.outline.units.len()).map(of).collect()
}

fn seats(options: &Options, company: &Company, mut dice: ChaCha8Rng) -> Vec<Seat> {
    let committee = company.committee.iter().map(|account| vec![Person::new(account.clone())]);
    let managing = options.clients.saturating_sub(options.committee()).max(1);
    let mut managers: Vec<Vec<Person>> = (0..managing).map(|_| Vec::new()).collect();
    for (place, account) in company.managers.iter().enumerate() {
        managers[place % managing].push(Person::new(account.clone()));
    }
    let everybody = committee.chain(managers).enumerate();
    everybody.map(|(number, people)| Seat { number, people, dice: ChaCha8Rng::seed_from_u64(dice.random()) }).collect()
}

/// Everybody who has played comes once more with what they hold, and reads what they have missed.
async fn come_back(mut seat: Seat, hall: Arc<Hall>) -> Result<Seat, Failure> {
    for person in seat.people.iter_mut().filter(|person| person.replica.is_some()) {
        Client::sit_down(&hall, seat.number, person).await?;
    }
    Ok(seat)
}

async fn with_patience<T>(
    options: &Options,
    hall: &Hall,
    playing: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let longest = options.longest;
    timeout(longest, playing).await.unwrap_or_else(|_| Err(Failure::TooLong { longest, open: hall.still_open().len() }))
}

/// Lets all seats do something at once; the first that fails ends it for all.
async fn all<F>(seats: Vec<Seat>, each: impl Fn(Seat) -> F) -> Result<Vec<Seat>, Failure>
where
    F: Future<Output = Result<Seat, Failure>> + Send + 'static,
{
    let mut playing: JoinSet<Result<Seat, Failure>> = seats.into_iter().map(each).collect();
    let mut done = Vec::new();
    while let Some(seat) = playing.join_next().await {
        done.push(seat.map_err(|error| Failure::Seat(error.to_string()))??);
    }
    Ok(done)
}

/// Where the binary of the server lies, if it lies beside this program.
pub fn binary_beside() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.join("pacto"))
}
