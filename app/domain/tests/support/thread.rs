//! Moves of threads, and the clock of a board.

use super::board::*;
use domain::actor::Actor;
use domain::command::{Proposed, Verb};
use domain::decide::expired;
use domain::dimension::MemberId;
use domain::event::{Entry, Event};
use domain::measure::Measure;
use domain::thread::{Inputs, Motion, OfferNumber, Terms};
use uuid::Uuid;

pub fn motion(board: &Board, unit: MemberId, motion: Motion) -> Verb {
    let thread = board.thread(unit);
    Verb::Negotiate { thread: thread.id, seen: thread.moved, motion: Box::new(motion) }
}

pub fn accepting(
    board: &Board,
    unit: MemberId,
    periods: &[MemberId],
    ticked: &[u8],
    confirmed: Option<Inputs>,
) -> Verb {
    let thread = board.thread(unit);
    let offer = thread.on_the_table().unwrap();
    let (offer, digest) = (offer.revision, offer.digest());
    motion(board, unit, Motion::Accept { offer, digest, periods: periods.to_vec(), ticked: ticked.to_vec(), confirmed })
}

pub fn proposed(unit: MemberId, numbers: Vec<OfferNumber>, terms: Terms, answers: Option<u64>) -> Verb {
    Verb::Propose(Box::new(Proposed {
        unit,
        measure: Measure::Revenue,
        numbers,
        reason: Some(reason()),
        terms,
        answers,
    }))
}

/// Lets the clock of a board go to a moment.
pub fn tick(board: &mut Board, moment: i64) -> Vec<Event> {
    let events = expired(&board.plan, moment);
    if !events.is_empty() {
        let revision = board.plan.revision() + 1;
        let clock = Actor { person: "system".to_owned(), name: "Pacto".to_owned(), ..committee() };
        let entry = Entry { revision, command: Uuid::from_u128(revision.into()), actor: clock, at: moment, events };
        board.plan.evolve(&entry);
        board.log.push(entry.clone());
        return entry.events;
    }
    events
}
