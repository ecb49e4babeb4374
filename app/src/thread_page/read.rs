//! Reads an answer as it is typed.

use super::ThreadPage;
use crate::form::{Errors, number, read_date};
use crate::import_pages::form::decode;
use crate::text::{board, rejection, spread, thread as text};
use domain::address::Address;
use domain::command::{Proposed, Verb};
use domain::dimension::{MemberId, ROOT};
use domain::hold::Corridor;
use domain::measure::Slice;
use domain::node::Node;
use domain::number::Region;
use domain::thread::{
    Condition, Delegate, Evidence, Inputs, Motion, OfferNumber, Party, Reason, ReasonCode, Side, Terms, Thread,
};
use time::{Date, Month, Time};

/// What is wrong with an answer, by the names of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(pub Errors);

impl Problem {
    fn of(field: &str, words: impl Into<String>) -> Self {
        Self(Errors::one(field, words))
    }

    /// It in a sentence.
    pub(super) fn sentence(&self, region: Region) -> String {
        self.0.first().unwrap_or(rejection::periods(region)).to_owned()
    }
}

/// The name of the field for the number of a period.
pub(super) fn number_field(period: MemberId) -> String {
    format!("n.{period}")
}

/// The periods that numbers are given for: those of the offer on the table, else the quarters.
pub(super) fn periods(page: &ThreadPage) -> Vec<MemberId> {
    let latest = page.thread().filter(|thread| !thread.state().is_over()).and_then(Thread::latest);
    match latest.map(|offer| offer.numbers.iter().map(|number| number.period).collect::<Vec<_>>()) {
        Some(periods) if periods.len() > 1 => periods,
        _ => page.plan.outline().periods.children(ROOT).collect(),
    }
}

/// Inputs as a form carries them.
pub(super) fn sealed(inputs: Inputs) -> String {
    let part = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    [inputs.last_year, inputs.baseline, inputs.tactics].map(part).join(":")
}

/// The command that a form asks for.
///
/// # Errors
/// Fields that cannot be read.
pub fn verb(page: &ThreadPage, region: Region) -> Result<Verb, Problem> {
    let query = page.query;
    let (_, side) = page.party().ok_or_else(|| Problem::of("do", rejection::not_allowed(region)))?;
    let deed = query.text("do");
    let thread = page.thread();
    // An answer names what its author saw, not what is there now.
    let seen = query.get("seen").and_then(|seen| seen.parse().ok());
    if deed == "propose" && side == Side::Parent {
        let (unit, measure) = (page.unit, page.measure);
        let (numbers, reason, terms) = (numbers(page, region)?, optional_reason(page), terms(page, region)?);
        return Ok(Verb::Propose(Box::new(Proposed { unit, measure, numbers, reason, terms, answers: seen })));
    }
    let thread = thread.ok_or_else(|| Problem::of("do", rejection::unknown(region)))?;
    let reason = || reason(page);
    let motion = match deed {
        "ask" => return Ok(Verb::Ask { thread: thread.id, text: query.text("reason").to_owned() }),
        "propose" => Motion::Counter { numbers: numbers(page, region)?, reason: reason(), terms: terms(page, region)? },
        "impose" => Motion::Impose { numbers: numbers(page, region)?, reason: reason() },
        "accept" | "part" => accept(page, thread, deed == "part", region)?,
        "reject" => Motion::Reject { reason: reason(), corridor: corridor(page, region)? },
        "withdraw" => Motion::Withdraw { reason: optional_reason(page) },
        "escalate" => Motion::Escalate { reason: reason() },
        "send_back" => Motion::SendBack { reason: reason() },
        "delegate" => Motion::Delegate { to: delegate(page) },
        _ => return Err(Problem::of("do", rejection::unknown(region))),
    };
    Ok(Verb::Negotiate { thread: thread.id, seen: seen.unwrap_or(0), motion: Box::new(motion) })
}

fn reason(page: &ThreadPage) -> Reason {
    let code = page.query.get("code").and_then(decode).unwrap_or(ReasonCode::Other);
    Reason { code, text: page.query.text("reason").to_owned() }
}

fn optional_reason(page: &ThreadPage) -> Option<Reason> {
    page.query.get("reason").map(|_| reason(page))
}

fn numbers(page: &ThreadPage, region: Region) -> Result<Vec<OfferNumber>, Problem> {
    let mut errors = Errors::default();
    let numbers = periods(page).into_iter().map(|period| {
        let field = number_field(period);
        let amount = match page.query.get(&field) {
            Some(typed) => typed_number(page, typed, target(page, period), region),
            None => Err(spread::missing(region).to_owned()),
        };
        let amount = amount.unwrap_or_else(|wrong| {
            errors.add(&field, wrong);
            0
        });
        OfferNumber { period, amount }
    });
    let numbers = numbers.collect();
    if errors.is_empty() { Ok(numbers) } else { Err(Problem(errors)) }
}

/// A number, or a change of the one that stands there.
fn typed_number(page: &ThreadPage, typed: &str, node: Node, region: Region) -> Result<i64, String> {
    number(typed, region, page.plan.outline().decimals(node.measure), node.of(page.plan))
}

/// The target of the unit in a period.
fn target(page: &ThreadPage, period: MemberId) -> Node {
    Node { slice: Slice::Target, measure: page.measure, at: Address::of(page.unit, period) }
}

fn terms(page: &ThreadPage, region: Region) -> Result<Terms, Problem> {
    let query = page.query;
    let until =
        |day: &str| end_of(day).filter(|end| *end > now()).ok_or_else(|| Problem::of("until", text::day_over(region)));
    let valid_until = query.get("until").map(until).transpose()?;
    let lines = |field| query.text(field).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    let mut conditions: Vec<Condition> = lines("promises").map(Condition::Promise).collect();
    if let Some((unit, measure)) = query.get("settled").and_then(|settled| settled.split_once(':')) {
        let named = unit.parse().ok().zip(decode(measure));
        let (unit, measure) = named.ok_or_else(|| Problem::of("settled", rejection::unknown(region)))?;
        conditions.push(Condition::Settled { unit, measure });
    }
    if let Some(typed) = query.get("reach.amount") {
        let slice = query.get("reach.slice").and_then(decode).unwrap_or(Slice::Commitment);
        let measure = query.get("reach.measure").and_then(decode).unwrap_or(page.measure);
        let at = Address::of(page.unit, ROOT);
        let node = Node { slice, measure, at };
        let amount = typed_number(page, typed, node, region).map_err(|wrong| Problem::of("reach.amount", wrong))?;
        conditions.push(Condition::AtLeast { slice, measure, at, amount });
    }
    let number = |slice| Evidence::Number { slice, measure: page.measure, at: Address::of(page.unit, ROOT) };
    let evidence = query.all("evidence").filter_map(decode).map(number).chain(lines("links").map(Evidence::Link));
    Ok(Terms { valid_until, conditions, evidence: evidence.collect() })
}

fn accept(page: &ThreadPage, thread: &Thread, is_part: bool, region: Region) -> Result<Motion, Problem> {
    let query = page.query;
    let offer = query.get("offer").and_then(|offer| offer.parse().ok()).unwrap_or(0);
    let seen = thread.offers.iter().find(|known| known.revision == offer);
    let periods: Vec<MemberId> = match is_part {
        true => query.all("period").filter_map(|period| period.parse().ok()).collect(),
        false => Vec::new(),
    };
    if is_part && periods.is_empty() {
        return Err(Problem::of("period", text::tick_one(region)));
    }
    let ticked = query.all("tick").filter_map(|place| place.parse().ok()).collect();
    // The form shows what has changed: it confirms what it was drawn with, and nothing newer.
    let now = Inputs::of(page.plan, thread.unit, thread.measure);
    let confirmed = (query.text("inputs") == sealed(now)).then_some(now);
    Ok(Motion::Accept {
        offer,
        digest: seen.map(|offer| offer.digest()).unwrap_or_default(),
        periods,
        ticked,
        confirmed,
    })
}

fn corridor(page: &ThreadPage, region: Region) -> Result<Corridor, Problem> {
    let bound = |field: &str| {
        let read =
            |typed| typed_number(page, typed, target(page, ROOT), region).map_err(|wrong| Problem::of(field, wrong));
        page.query.get(field).map(read).transpose()
    };
    match (bound("least")?, bound("most")?) {
        (None, None) => Err(Problem::of("least", text::no_bound(region))),
        (Some(low), Some(high)) if low > high => Err(Problem::of("most", board::crossed_bounds(region))),
        (low, high) => Ok(Corridor { low: low.unwrap_or(0), high }),
    }
}

/// Somebody of those that the page offers; nobody else where none is named.
fn delegate(page: &ThreadPage) -> Option<Delegate> {
    let chosen = page.query.text("delegate");
    let known = page.people.iter().find(|(person, _)| person == chosen);
    known.map(|(person, name)| Delegate { person: person.clone(), name: name.clone() })
}

/// Whether somebody moves as an arbiter.
pub(super) fn arbitrates(page: &ThreadPage) -> bool {
    page.party().is_some_and(|(party, _)| party == Party::Arbiter)
}

/// The end of a day in universal time, in milliseconds since 1970.
fn end_of(day: &str) -> Option<i64> {
    let day = read_date(day)?;
    let month = Month::try_from(day.month.month).ok()?;
    let date = Date::from_calendar_date(day.month.year, month, day.day).ok()?;
    Some(date.with_time(Time::MIDNIGHT).assume_utc().unix_timestamp() * 1_000 + 86_399_000)
}

fn now() -> i64 {
    time::OffsetDateTime::now_utc().unix_timestamp() * 1_000
}
