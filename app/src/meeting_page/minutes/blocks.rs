//! What minutes say, in the order they say it, before anybody draws it.

use super::Minutes;
use crate::board::display;
use crate::meeting_page::{agenda, clock, decided, unit_name};
use crate::text::{board as words, meeting as text};
use crate::thread_page::state_word;
use domain::goal::{self, GoalReading, Metric};
use domain::inbox;
use domain::meeting::{Decision, Item, decisions, other_changes};
use domain::number::Region;
use domain::thread::{Thread, ThreadId};

/// A piece of the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// What the minutes are of.
    Title(String),
    /// A part of them.
    Heading(String),
    /// An item.
    Item(String),
    /// A sentence or more.
    Words(String),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    /// Lines.
    List(Vec<String>),
    /// Heads and rows; the first of each row names it.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// The minutes in one language.
pub(super) fn blocks(minutes: &Minutes, region: Region) -> Vec<Block> {
    let meeting = minutes.meeting;
    let last = meeting.closed.map_or(minutes.plan.revision(), |closed| closed.revision);
    let made = decisions(minutes.plan, meeting.opened.revision, last);
    let mut blocks = vec![
        Block::Title(text::minutes_title(region, &minutes.plan.outline().title)),
        Block::Facts(facts(minutes, last, region)),
        Block::Heading(text::discussed_items(region).to_owned()),
    ];
    // An item that the reader may not see is not in their plan.
    let seen = |item: &&Item| minutes.plan.thread(item.thread).is_some();
    let (begun, not_reached): (Vec<&Item>, Vec<&Item>) =
        meeting.items.iter().filter(seen).partition(|item| item.is_begun());
    if begun.is_empty() {
        blocks.push(Block::Words(text::nothing_discussed(region).to_owned()));
    }
    let mut told: Vec<ThreadId> = Vec::new();
    for item in begun {
        if let Some(thread) = minutes.plan.thread(item.thread) {
            // What is negotiated anew goes on in the thread that follows it.
            let after = minutes.plan.thread_of(thread.unit, thread.measure).unwrap_or(thread);
            told.extend([thread.id, after.id]);
            blocks.push(Block::Item(named(minutes, thread, region)));
            blocks.push(Block::List(discussed(minutes, item, [thread, after], &made, region)));
        }
    }
    let rest: Vec<String> = not_reached
        .into_iter()
        .filter_map(|item| minutes.plan.thread(item.thread))
        .map(|thread| format!("{}. {}", named(minutes, thread, region), stands(minutes, thread, region)))
        .collect();
    if !rest.is_empty() {
        blocks.extend([Block::Heading(text::not_reached(region).to_owned()), Block::List(rest)]);
    }
    let others = made.iter().filter(|decision| !told.contains(&decision.thread));
    let others: Vec<String> = others.map(|decision| elsewhere(minutes, decision, region)).collect();
    if !others.is_empty() {
        blocks.extend([Block::Heading(text::other_threads(region).to_owned()), Block::List(others)]);
    }
    blocks.push(Block::Heading(text::goals_then(region).to_owned()));
    blocks.push(goals(minutes, region));
    let changes = other_changes(minutes.plan, meeting.opened.revision, last);
    if changes > 0 {
        blocks.push(Block::Words(text::other_changes(region, changes)));
    }
    blocks
}

fn facts(minutes: &Minutes, last: u64, region: Region) -> Vec<(String, String)> {
    let meeting = minutes.meeting;
    let ended = match meeting.closed {
        Some(closed) => display::moment(closed.at, region),
        None => text::goes_on_still(region).to_owned(),
    };
    let people: Vec<&str> = meeting.people.iter().map(|attendee| attendee.who.name.as_str()).collect();
    let revisions = text::revisions_from(region, meeting.opened.revision, last);
    let facts = [
        (text::began(region), display::moment(meeting.opened.at, region)),
        (text::ended(region), ended),
        (text::presenter(region), meeting.presenter.name.clone()),
        (text::attended(region), people.join(", ")),
        (text::revisions(region), revisions),
    ];
    facts.map(|(name, words)| (name.to_owned(), words)).into()
}

fn named(minutes: &Minutes, thread: &Thread, region: Region) -> String {
    let unit = unit_name(minutes.plan, thread.unit, region);
    format!("{unit} · {}", words::measure(region, thread.measure))
}

fn discussed(
    minutes: &Minutes,
    item: &Item,
    [thread, after]: [&Thread; 2],
    made: &[Decision],
    region: Region,
) -> Vec<String> {
    let decimals = minutes.plan.outline().decimals(thread.measure);
    let write = |number: Option<i64>| {
        number.map_or_else(|| text::no_number(region).to_owned(), |number| display::exact(number, decimals, region))
    };
    let then = minutes.then.thread(thread.id).map(|then| {
        let [above, below] = agenda::totals(then).map(write);
        text::positions_then(region, above, below)
    });
    let time = text::time_taken(region, clock(item.elapsed(minutes.now)), clock(item.planned()));
    let made = made.iter().filter(|decision| [thread.id, after.id].contains(&decision.thread));
    let made = made.map(|decision| text::decided(region, decided::line(minutes.plan, decision, region)));
    let notes = minutes.meeting.notes.iter().filter(|note| note.thread == thread.id);
    let notes = notes.map(|note| text::noted_by(region, &note.author, display::moment(note.at, region), &note.text));
    let stands = stands(minutes, after, region);
    then.into_iter().chain(made).chain(notes).chain([stands, time]).collect()
}

/// Where a thread stands at the end, and whose turn it is.
fn stands(minutes: &Minutes, thread: &Thread, region: Region) -> String {
    let outline = minutes.plan.outline();
    let state = state_word(region, thread.state());
    match thread.settled() {
        Some(settled) => {
            text::stands_settled(region, display::exact(settled.total(), outline.decimals(thread.measure), region))
        }
        None if thread.state().is_open() => {
            let asked = inbox::asked(outline, thread, minutes.people);
            let names: Vec<&str> = asked.iter().map(|actor| actor.name.as_str()).collect();
            let names = if names.is_empty() { text::nobody(region).to_owned() } else { names.join(", ") };
            text::stands_open(region, state, names)
        }
        None => text::stands_over(region, state),
    }
}

fn elsewhere(minutes: &Minutes, decision: &Decision, region: Region) -> String {
    let unit = unit_name(minutes.plan, decision.unit, region);
    let line = decided::line(minutes.plan, decision, region);
    format!("{unit} · {}: {line}", words::measure(region, decision.measure))
}

fn goals(minutes: &Minutes, region: Region) -> Block {
    let decimals = minutes.plan.outline().money_decimals;
    let (before, after) = (goal::read(minutes.then), goal::read(minutes.plan));
    let value = |goals: &[GoalReading], metric| display::goal_value(goals, metric, decimals, region);
    let target = |metric: Metric| match minutes.plan.goal(metric).filter(|_| metric != Metric::Gap) {
        Some(target) => display::goal_target(target, metric.is_ratio(), decimals, region),
        None => "—".to_owned(),
    };
    let rows = Metric::ALL.map(|metric| {
        let name = words::metric(region, metric).to_owned();
        vec![name, value(&before, metric), value(&after, metric), target(metric)]
    });
    let heads = [text::goal(region), text::before(region), text::after(region), text::goal_target(region)];
    Block::Table(heads.map(str::to_owned).into(), rows.into())
}
