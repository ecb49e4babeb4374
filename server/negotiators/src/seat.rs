//! A seat: one of the clients that play at once. A member of the committee stays on theirs; managers take turns on one,
//! each at a browser of their own, whenever there is something to answer.

use crate::client::{Answer, Client};
use crate::game::Failure;
use crate::hall::{Hall, Superior};
use crate::moves::{LAST_RESORT, MOVES, Move, draw, repaired};
use crate::notes::Acknowledged;
use crate::person::Person;
use crate::races::{RaceId, Told};
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::rejection::Rejection;
use domain::thread::Side;
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How often somebody looks whether there is something to do.
const LOOKING: Duration = Duration::from_millis(30);
/// How long a seat waits for letters before somebody looks by without one.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many moves somebody thinks of before the last resort.
const IDEAS: usize = 4;
/// How often somebody follows what a refusal says is possible: once for each number there can be, and once more.
const REPAIRS: usize = 13;

/// Shares of moves, in hundredths: that look for a rival, that are sent twice, and after which the channel is cut.
const RACING: f64 = 0.10;
const REPEATING: f64 = 0.03;
const CUTTING: f64 = 0.02;
/// Of looks of the committee, those that replace an offer which nobody has answered yet.
const REPLACING: f64 = 0.03;

/// A seat and those who share it.
#[derive(Debug)]
pub struct Seat {
    /// Its number.
    pub number: usize,
    /// Who sits on it, one at a time.
    pub people: Vec<Person>,
    /// What decides here.
    pub dice: ChaCha8Rng,
}

impl Seat {
    /// Plays until everything is over; gives the people back with what they hold.
    ///
    /// # Errors
    /// The server does not answer as it should.
    pub async fn play(mut self, hall: Arc<Hall>) -> Result<Self, Failure> {
        let Self { number, people, dice } = &mut self;
        match people.as_mut_slice() {
            [member] if member.unit().is_none() => committee(&hall, *number, member, dice).await?,
            managers => {
                let mut rested = Instant::now();
                let mut next = 0;
                while !hall.is_empty() {
                    let count = managers.len();
                    let written = |place: &usize| managers[*place].unit().is_some_and(|unit| hall.take_letter(unit));
                    let called = (next..next + count).map(|place| place % count).find(written);
                    let rested_enough = rested.elapsed() > PATIENCE;
                    let Some(place) = called.or(rested_enough.then_some(next % count.max(1))) else {
                        sleep(LOOKING).await;
                        continue;
                    };
                    next = place + 1;
                    if let Some(manager) = managers.get_mut(place) {
                        visit(&hall, *number, manager, dice).await?;
                    }
                    rested = Instant::now();
                }
            }
        }
        Ok(self)
    }
}

/// A member of the committee: answers what is theirs, and takes up races about anything.
async fn committee(hall: &Arc<Hall>, seat: usize, member: &mut Person, dice: &mut ChaCha8Rng) -> Result<(), Failure> {
    let theirs = |unit: &MemberId| hall.superior(*unit) == Some(Superior::Committee(seat));
    let mut client = Client::sit_down(hall, seat, member).await?;
    while !hall.is_empty() {
        client.listen(Duration::ZERO).await?;
        if rival(hall, seat, &mut client, dice).await? {
            continue;
        }
        let open: Vec<MemberId> = hall.still_open().into_iter().filter(theirs).collect();
        let turns = turns(hall, &client, &open)?;
        if !turns.is_empty() {
            let unit = turns[dice.random_range(0..turns.len())];
            answer(hall, seat, &mut client, unit, dice).await?;
        } else if !open.is_empty() && dice.random_bool(REPLACING) {
            replace(hall, seat, &mut client, open[dice.random_range(0..open.len())], dice).await?;
        } else {
            client.listen(LOOKING).await?;
        }
    }
    Ok(())
}

/// A manager comes by, answers everything that waits for them, and leaves.
async fn visit(hall: &Arc<Hall>, seat: usize, manager: &mut Person, dice: &mut ChaCha8Rng) -> Result<(), Failure> {
    let Some(own) = manager.unit() else { return Ok(()) };
    let theirs = |unit: &MemberId| *unit == own || hall.superior(*unit) == Some(Superior::Manager(own));
    let mut client = Client::sit_down(hall, seat, manager).await?;
    loop {
        client.listen(Duration::ZERO).await?;
        let open: Vec<MemberId> = hall.still_open().into_iter().filter(theirs).collect();
        let turns = turns(hall, &client, &open)?;
        if turns.is_empty() {
            return Ok(());
        }
        let unit = turns[dice.random_range(0..turns.len())];
        answer(hall, seat, &mut client, unit, dice).await?;
    }
}

/// The units among some where it is this person's turn; those that are settled are over.
fn turns(hall: &Hall, client: &Client<'_>, open: &[MemberId]) -> Result<Vec<MemberId>, Failure> {
    let mut turns = Vec::new();
    for &unit in open {
        let Some(table) = client.table(unit)? else { continue };
        if table.is_settled() {
            hall.is_over(unit);
        } else if table.is_my_turn() {
            turns.push(unit);
        }
    }
    Ok(turns)
}

/// Something legal at a table, decided on the replica and not sent yet.
fn idea(
    hall: &Hall,
    client: &mut Client<'_>,
    unit: MemberId,
    moves: &[Move],
    dice: &mut ChaCha8Rng,
) -> Result<Option<(&'static str, Command)>, Failure> {
    let Some(table) = client.table(unit)? else { return Ok(None) };
    let Some(chosen) = draw(moves, &table, dice) else { return Ok(None) };
    let mut next = (chosen.verb)(&table, dice);
    for _ in 0..REPAIRS {
        let Some(verb) = next else { break };
        next = match client.prepare(&verb)? {
            Ok(command) => return Ok(Some((chosen.name, command))),
            Err(rejection) => {
                hall.notes.illegal(unit, chosen.name, &verb, &rejection);
                repaired(&verb, &rejection)
            }
        };
    }
    Ok(None)
}

/// Answers at a table where it is this person's turn.
async fn answer(
    hall: &Arc<Hall>,
    seat: usize,
    client: &mut Client<'_>,
    unit: MemberId,
    dice: &mut ChaCha8Rng,
) -> Result<(), Failure> {
    let Some(table) = client.table(unit)? else { return Ok(()) };
    let (last_word, offer) = (table.is_last_word(), table.seen());
    let ideas = std::iter::repeat_n(MOVES.as_slice(), IDEAS).chain(LAST_RESORT.chunks(1));
    let mut found = None;
    for moves in ideas {
        found = idea(hall, client, unit, moves, dice)?;
        if found.is_some() {
            break;
        }
    }
    // Whoever has the last word may also leave it at that.
    let Some((name, command)) = found else {
        if !last_word {
            hall.notes.stuck(unit);
        }
        hall.is_over(unit);
        return Ok(());
    };
    let moves_on = !matches!(command.verb, Verb::Ask { .. });
    let start = match offer {
        Some(offer) if moves_on && dice.random_bool(RACING) => hall.races.invite(seat, unit, offer).await,
        _ => None,
    };
    let race = start.map(|(race, _)| race);
    if let Some((_, at)) = start {
        sleep_until(at).await;
    }
    client.send(&command).await?;
    if race.is_none() && dice.random_bool(REPEATING) {
        client.repeat(&command).await?;
    } else if race.is_none() && dice.random_bool(CUTTING) {
        client.cut().await?;
    }
    settle(hall, client, (unit, name), &command, race).await?;
    if last_word && !moves_on {
        hall.is_over(unit);
    }
    Ok(())
}

/// Takes up a race, if somebody has called for one about an offer that this person may answer too.
async fn rival(hall: &Arc<Hall>, seat: usize, client: &mut Client<'_>, dice: &mut ChaCha8Rng) -> Result<bool, Failure> {
    let mut failed = None;
    let taken = hall.races.join(seat, |unit, offer| {
        let table = client.table(unit).ok()??;
        if table.seen() != Some(offer) {
            return None;
        }
        let answers: Vec<Move> = MOVES.into_iter().filter(|known| known.name != "ask").collect();
        match idea(hall, client, unit, &answers, dice) {
            Ok(found) => found.map(|(name, command)| (unit, name, command)),
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let Some(((race, at), (unit, name, command))) = taken else { return Ok(false) };
    sleep_until(at).await;
    client.send(&command).await?;
    settle(hall, client, (unit, name), &command, Some(race)).await?;
    Ok(true)
}

/// Replaces an offer that waits for its unit.
async fn replace(
    hall: &Arc<Hall>,
    seat: usize,
    client: &mut Client<'_>,
    unit: MemberId,
    dice: &mut ChaCha8Rng,
) -> Result<(), Failure> {
    if client
        .table(unit)?
        .is_none_or(|table| table.is_last_word() || hall.superior(unit) != Some(Superior::Committee(seat)))
    {
        return Ok(());
    }
    let Some((name, command)) = idea(hall, client, unit, &MOVES, dice)? else { return Ok(()) };
    client.send(&command).await?;
    settle(hall, client, (unit, name), &command, None).await
}

/// Waits for the answer to a command and tells whoever is next.
async fn settle(
    hall: &Arc<Hall>,
    client: &mut Client<'_>,
    (unit, name): (MemberId, &'static str),
    command: &Command,
    race: Option<RaceId>,
) -> Result<(), Failure> {
    let answer = client.answer_to(command).await?;
    match &answer {
        Answer::Acknowledged(revision) => {
            let (id, verb, revision) = (command.id, command.verb.clone(), *revision);
            hall.notes.acknowledged(name, Acknowledged { command: id, revision, unit, verb });
            let side = client.table(unit)?.map(|table| table.side);
            match (side, hall.superior(unit)) {
                (Some(Side::Parent), _) => hall.write_to(unit),
                (Some(Side::Child), Some(Superior::Manager(above))) => hall.write_to(above),
                _ => {}
            }
        }
        Answer::Refused(rejection) => hall.notes.refused(&command.verb, rejection),
    }
    if let Some(race) = race {
        let told = match answer {
            Answer::Acknowledged(revision) => Told::Won(revision),
            Answer::Refused(Rejection::OfferChanged { offer, .. }) => Told::Changed(Some(offer)),
            Answer::Refused(Rejection::NotYourTurn { .. }) => Told::Changed(None),
            Answer::Refused(Rejection::Held { .. } | Rejection::HeldElsewhere { .. }) => Told::Held,
            Answer::Refused(_) => Told::Otherwise,
        };
        hall.races.note(race, told);
    }
    Ok(())
}
