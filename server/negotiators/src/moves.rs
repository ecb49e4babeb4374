//! Every move that a negotiator may try. Whether it is legal is for `decide` to say; here stands only how likely somebody
//! tries it, and with which numbers. A new move is a function and a line of [`MOVES`].

use crate::table::{MEASURE, Table};
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::{MemberId, ROOT};
use domain::measure::Slice;
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Reason, ReasonCode, Side};
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;

/// A kind of move.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// What it is called in the figures.
    pub name: &'static str,
    /// How likely somebody tries it at a table, against the other moves; 0 never.
    pub weight: fn(&Table<'_>) -> u32,
    /// What they send.
    pub verb: fn(&Table<'_>, &mut ChaCha8Rng) -> Option<Verb>,
}

/// Every kind of move.
pub const MOVES: [Move; 5] = [
    Move { name: "offer", weight: may_offer, verb: offer },
    Move { name: "offer again", weight: may_offer_again, verb: offer },
    Move { name: "counter", weight: may_counter, verb: counter },
    Move { name: "accept", weight: may_accept, verb: accept },
    Move { name: "ask", weight: may_ask, verb: ask },
];

/// What somebody tries when nothing of what they have tried was legal: to accept, else to ask for what stands already.
pub const LAST_RESORT: [Move; 3] = [
    Move { name: "accept", weight: may_accept, verb: accept },
    Move { name: "offer", weight: may_offer, verb: offer_what_stands },
    Move { name: "counter", weight: may_counter, verb: counter },
];

/// The same with the nearest number that the refusal says is possible, as somebody takes it who reads what they are told;
/// `None` where it says no such number.
pub fn repaired(verb: &Verb, rejection: &Rejection) -> Option<Verb> {
    let Rejection::Held { at, nearest, .. } = rejection else { return None };
    let mut verb = verb.clone();
    let (Verb::Offer { numbers, .. } | Verb::Counter { numbers, .. }) = &mut verb else { return None };
    let number = numbers.iter_mut().find(|number| number.period == at.period && number.amount != *nearest)?;
    number.amount = *nearest;
    Some(verb)
}

/// Draws one of some moves by their weights.
pub fn draw(moves: &[Move], table: &Table<'_>, dice: &mut ChaCha8Rng) -> Option<Move> {
    let all: u32 = moves.iter().map(|known| (known.weight)(table)).sum();
    let mut ticket = if all == 0 { return None } else { dice.random_range(0..all) };
    moves.iter().copied().find(|known| {
        let weight = (known.weight)(table);
        let drawn = ticket < weight;
        ticket = ticket.saturating_sub(weight);
        drawn
    })
}

fn may_offer(table: &Table<'_>) -> u32 {
    let free = table.side == Side::Parent && table.is_my_turn() && !table.is_last_word();
    if free { 85 } else { 0 }
}

/// Replaces an offer that is not answered yet: what a child's answer may collide with.
fn may_offer_again(table: &Table<'_>) -> u32 {
    let waits = table.side == Side::Parent && table.thread.is_some() && !table.is_my_turn() && !table.is_settled();
    if waits { 40 } else { 0 }
}

fn may_counter(table: &Table<'_>) -> u32 {
    let free = table.side == Side::Child && table.thread.is_some() && table.is_my_turn() && !table.is_last_word();
    if !free {
        0
    } else if table.answered() + 1 < table.rounds {
        90
    } else {
        40
    }
}

/// Seldom before the last round, so that it comes to a last round.
fn may_accept(table: &Table<'_>) -> u32 {
    if table.thread.is_none() || !table.is_my_turn() {
        0
    } else if table.answered() + 1 < table.rounds {
        4
    } else {
        50
    }
}

fn may_ask(table: &Table<'_>) -> u32 {
    if table.thread.is_some() && table.is_my_turn() { 6 } else { 0 }
}

fn offer(table: &Table<'_>, dice: &mut ChaCha8Rng) -> Option<Verb> {
    let numbers = numbers(table, (Slice::Target, 40), dice);
    let reason = dice.random_bool(0.4).then(|| reason(dice));
    Some(Verb::Offer { unit: table.unit, measure: MEASURE, numbers, reason, answers: table.seen() })
}

fn offer_what_stands(table: &Table<'_>, dice: &mut ChaCha8Rng) -> Option<Verb> {
    let numbers = numbers(table, (Slice::Target, 0), dice);
    Some(Verb::Offer { unit: table.unit, measure: MEASURE, numbers, reason: None, answers: table.seen() })
}

fn counter(table: &Table<'_>, dice: &mut ChaCha8Rng) -> Option<Verb> {
    let numbers = numbers(table, (Slice::Target, 120), dice);
    Some(Verb::Counter { thread: table.thread?.id, answers: table.seen()?, numbers, reason: reason(dice) })
}

fn accept(table: &Table<'_>, _: &mut ChaCha8Rng) -> Option<Verb> {
    let latest = table.latest()?;
    Some(Verb::Accept { thread: table.thread?.id, offer: table.seen()?, digest: latest.digest() })
}

fn ask(table: &Table<'_>, dice: &mut ChaCha8Rng) -> Option<Verb> {
    let text = format!("What does this rest on? ({})", dice.random_range(0..1_000));
    Some(Verb::Ask { thread: table.thread?.id, text })
}

fn reason(dice: &mut ChaCha8Rng) -> Reason {
    let code = ReasonCode::ALL[dice.random_range(0..ReasonCode::ALL.len())];
    Reason { code, text: format!("As we see the market here ({}).", dice.random_range(0..1_000)) }
}

/// What stands in a slice, by the year, its quarters or its months, each moved by up to some thousandths.
fn numbers(table: &Table<'_>, (slice, thousandths): (Slice, i64), dice: &mut ChaCha8Rng) -> Vec<OfferNumber> {
    let periods = &table.plan.outline().periods;
    let chosen: Vec<MemberId> = match dice.random_range(0..10) {
        0 => vec![ROOT],
        1 => periods.leaves(ROOT).collect(),
        _ => periods.children(ROOT).collect(),
    };
    let number = |period| {
        let stands = table.plan.get(slice, MEASURE, Address::of(table.unit, period)).unwrap_or(0);
        let by = if thousandths == 0 { 0 } else { dice.random_range(-thousandths..=thousandths) };
        OfferNumber { period, amount: (stands + stands / 1_000 * by).max(0) }
    };
    chosen.into_iter().map(number).collect()
}
