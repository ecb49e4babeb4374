//! Bytes that are not what they should be: mutated messages, entries and typed texts stop nothing.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::hostile::*;
use crate::support::random::method;
use crate::support::wild::{wild, wild_address, wild_amount, wild_numbers};
use domain::address::{Address, CellChange};
use domain::calendar::{Cycle, Month};
use domain::command::Verb;
use domain::decide::decide;
use domain::dimension::Dimension;
use domain::event::{Assignment, Changes, Entry, Event};
use domain::goal::{GoalTarget, Metric};
use domain::hold::{Corridor, Hold, HoldReason, Holder};
use domain::live::{Down, Unreadable, Up, decode, encode};
use domain::log;
use domain::measure::{Measure, Slice};
use domain::method::Method;
use domain::outline::{Outline, OutlineError, Standing};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Side};
use proptest::prelude::*;
use uuid::Uuid;

#[test]
fn an_outline_beyond_all_bounds_is_neither_read_nor_opened() {
    let many: Vec<String> = (0..500).map(|code| code.to_string()).collect();
    let members: Vec<(&str, &str)> = many.iter().map(|code| (code.as_str(), "")).collect();
    let wide = || tree("all", &members);
    let cycle = |year, first_month| Cycle { year, first_month };
    for (outline, expect) in [
        (family(), Ok(())),
        (outline(wide(), wide(), tree("c", &[])), Ok(())),
        (outline(wide(), wide(), wide()), Err(OutlineError::TooLarge)),
        (Outline { periods: wide(), ..family() }, Err(OutlineError::TooLarge)),
        (Outline { standing: vec![Standing::Rest; 10], ..family() }, Err(OutlineError::Inconsistent)),
        (Outline { cycle: cycle(i32::MAX, 2), ..family() }, Err(OutlineError::Inconsistent)),
        (Outline { cycle: cycle(2027, 0), ..family() }, Err(OutlineError::Inconsistent)),
        (
            Outline { history_end: Some(Month { year: i32::MIN, month: 1 }), ..family() },
            Err(OutlineError::Inconsistent),
        ),
    ] {
        assert_eq!(outline.check(), expect);
        let read = decode::<Outline>(&encode(&outline));
        assert_eq!(read, if expect.is_ok() { Ok(outline.clone()) } else { Err(Unreadable) });
        let open = command(1, 0, Verb::Open(Box::new(outline)));
        let opened = decide(&Plan::new(family().into()), &open, &committee());
        assert_eq!(opened.err(), expect.err().map(|_| Rejection::TooLarge));
    }
}

#[test]
fn a_tree_whose_root_names_a_parent_is_not_read() {
    let members = family().units.members().to_vec();
    assert!(Dimension::try_from(members.clone()).is_ok());
    for above in [0, 1, 99] {
        let mut circular = members.clone();
        circular[0].parent = Some(above);
        assert!(Dimension::try_from(circular).is_err(), "the way upwards would never end");
    }
}

#[test]
fn a_length_that_no_message_has_takes_no_memory() {
    // An entry whose list of events, or a name in it, says that it goes on for 2^63 bytes.
    let entry = Entry { revision: 1, command: Uuid::nil(), actor: committee(), at: 0, events: Vec::new() };
    let long = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    let bytes = log::payload(&entry);
    for place in 0..=bytes.len() {
        let mut bytes = bytes.clone();
        bytes.splice(place..(place + 1).min(bytes.len()), long);
        event_bytes(&bytes);
        command_bytes(&bytes);
    }
}

/// With `FUZZ_SEEDS` they are also written to that folder, as a start for the fuzz targets.
#[test]
fn every_valid_message_and_entry_passes() {
    let board = lively();
    let submit = |(number, verb)| encode(&Up::Submit(command(number, 7, verb)));
    let verbs = [target(at(NORTH, YEAR), 5), hold(at(SOUTH, YEAR)), offer(ANVIK, yearly(9), None), Verb::Undo];
    let commands: Vec<Vec<u8>> = (1..).zip(verbs).map(submit).collect();
    let typed: Vec<Vec<u8>> = ["1.250,5", "+2,5M", "h 1..2K", "p< 10 000", "=(1200+3)/12", "*1,05"]
        .map(|text| [&[0, 2, 64, 66, 15, 0, 0, 0, 0, 0], text.as_bytes()].concat())
        .to_vec();
    commands.iter().for_each(|bytes| command_bytes(bytes));
    let events = valid_events(&board);
    events.iter().for_each(|bytes| event_bytes(bytes));
    typed.iter().for_each(|bytes| typed_bytes(bytes));
    if let Some(folder) = std::env::var_os("FUZZ_SEEDS") {
        for (name, seeds) in [("commands", commands), ("events", events), ("typed", typed)] {
            let folder = std::path::Path::new(&folder).join(name);
            std::fs::create_dir_all(&folder).unwrap();
            for (number, seed) in seeds.iter().enumerate() {
                std::fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
            }
        }
    }
}

#[test]
fn numbers_at_the_ends_of_the_range_stop_nothing() {
    let cells = leaf_cells(&family());
    for (from, to) in [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (i64::MIN, -1)] {
        let numbers = vec![OfferNumber { period: YEAR, amount: from }, OfferNumber { period: YEAR, amount: to }];
        let cell = |at: &Address| CellChange { at: *at, from: Some(from), to: Some(to) };
        let changes =
            Changes { slice: Slice::Target, measure: Measure::Revenue, cells: cells.iter().map(cell).collect() };
        let held = a_hold(Measure::Revenue, at(u32::MAX, u32::MAX), Corridor { low: from, high: Some(to) });
        let (thread, side, based_on) = (None, Side::Child, u64::MAX);
        let events = vec![
            Event::Held(held),
            Event::Offered { thread, unit: u32::MAX, side, numbers, reason: None, based_on, changes: changes.clone() },
            Event::Loaded(Changes { slice: Slice::Commitment, ..changes }),
        ];
        event_bytes(&log::payload(&Entry { revision: 1, command: Uuid::nil(), actor: committee(), at: from, events }));
    }
    a_way_back_under_a_held_total(&[(Some(i64::MIN), Some(5))]);
    a_way_back_under_a_held_total(&[(None, Some(5)), (None, Some(7)), (None, Some(7))]);
    let outline = family();
    assert_eq!(outline.units.children(u32::MAX).count() + outline.periods.children(u32::MAX - 1).count(), 0);
}

/// Takes back an assignment that moved one cell this way; all other cells are below zero, their total is held.
fn a_way_back_under_a_held_total(moves: &[(Option<i64>, Option<i64>)]) {
    let cells = leaf_cells(&family());
    let (slice, measure) = (Slice::Target, Measure::Revenue);
    let below = cells[1..].iter().map(|at| CellChange { at: *at, from: None, to: Some(-10) }).collect();
    let moved = moves.iter().map(|(from, to)| CellChange { at: cells[0], from: *from, to: *to }).collect();
    let changes = Changes { slice, measure, cells: moved };
    let events = vec![
        Event::Loaded(Changes { slice, measure, cells: below }),
        Event::Held(a_hold(measure, Address::COMPANY, Corridor { low: -5, high: Some(-5) })),
        Event::Assigned(Assignment { at: cells[0], from: None, to: Some(5), method: Method::Current, changes }),
    ];
    event_bytes(&log::payload(&Entry { revision: 1, command: Uuid::nil(), actor: committee(), at: 0, events }));
}

fn a_hold(measure: Measure, at: Address, corridor: Corridor) -> Hold {
    let holder = Holder { person: String::new(), name: "Nobody".to_owned(), unit: None };
    Hold { measure, at, corridor, holder, reason: HoldReason::Agreed, why: None, until: None }
}

/// One change to some bytes.
#[derive(Clone, Debug)]
enum Mutation {
    Set(usize, u8),
    Flip(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

/// Bytes that mean much to the encoding: ends of ranges, long lengths, the markers of some and none.
fn telling() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(vec![
        vec![0],
        vec![1],
        vec![0x7f],
        vec![0xff],
        vec![0xff, 0xff, 0xff, 0xff, 0x0f],
        vec![0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        vec![0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        vec![0x80, 0x80, 0x80, 0x80, 0x08],
    ])
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let place = || any::<usize>();
    let mutation = prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, to)| Mutation::Set(at, to)),
        4 => (place(), 0..8_u8).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
        3 => (place(), telling()).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        2 => (place(), 1..9_usize).prop_map(|(at, count)| Mutation::Remove(at, count)),
        1 => (place(), 1..40_usize).prop_map(|(at, count)| Mutation::Repeat(at, count)),
        1 => place().prop_map(Mutation::Cut),
    ];
    prop::collection::vec(mutation, 1..5)
}

fn mutated(mut bytes: Vec<u8>, mutations: Vec<Mutation>) -> Vec<u8> {
    for mutation in mutations {
        let length = bytes.len().max(1);
        match mutation {
            Mutation::Set(at, to) => bytes.get_mut(at % length).into_iter().for_each(|byte| *byte = to),
            Mutation::Flip(at, bit) => bytes.get_mut(at % length).into_iter().for_each(|byte| *byte ^= 1 << bit),
            Mutation::Insert(at, more) => {
                let at = (at % length).min(bytes.len());
                bytes.splice(at..at, more);
            }
            Mutation::Remove(at, count) => {
                let at = (at % length).min(bytes.len());
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Mutation::Repeat(at, count) => {
                let at = (at % length).min(bytes.len());
                let again = bytes[at..(at + count).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            Mutation::Cut(at) => bytes.truncate(at % length),
        }
    }
    bytes
}

fn wild_changes() -> impl Strategy<Value = Changes> {
    let slice = prop::sample::select(&Slice::ALL[..]);
    let number = || prop::option::of(wild_amount());
    let cell = || (wild_address(), number(), number()).prop_map(|(at, from, to)| CellChange { at, from, to });
    let measure = prop::sample::select(&Measure::ALL[..]);
    let cells = prop_oneof![9 => prop::collection::vec(cell(), 0..6), 1 => prop::collection::vec(cell(), 280..300)];
    (slice, measure, cells).prop_map(|(slice, measure, cells)| Changes { slice, measure, cells })
}

/// An outline whose parts do not fit each other, or are out of all bounds.
fn wild_outline() -> impl Strategy<Value = Outline> {
    let standing = prop::sample::select(vec![Standing::Open, Standing::Total, Standing::Rest, Standing::Hidden]);
    let year = prop_oneof![3 => Just(2027), 1 => any::<i32>()];
    let month = prop_oneof![3 => 1..13_u8, 1 => any::<u8>()];
    let end = prop::option::of((year.clone(), month.clone()).prop_map(|(year, month)| Month { year, month }));
    let tree = || prop::sample::select(vec![units(), tree("p", &[]), tree("p", &[("a", ""), ("b", "a")])]);
    let dimensions = (tree(), tree(), tree(), prop_oneof![3 => Just(family().periods), 1 => tree()]);
    (dimensions, prop::collection::vec(standing, 0..12), year, month, end, any::<u8>()).prop_map(
        |((units, products, channels, periods), standing, year, first_month, history_end, money_decimals)| Outline {
            cycle: Cycle { year, first_month },
            history_end,
            money_decimals,
            units,
            products,
            channels,
            periods,
            standing,
            ..family()
        },
    )
}

fn wild_event() -> impl Strategy<Value = Event> {
    let assignment = || {
        (wild_address(), prop::option::of(wild_amount()), method(), wild_changes())
            .prop_map(|(at, to, method, changes)| Assignment { at, from: to, to, method, changes })
    };
    let measure = || prop::sample::select(&Measure::ALL[..]);
    let bound = || prop::option::of(wild_amount());
    let held = move || {
        let reason = prop::sample::select(vec![HoldReason::Asked, HoldReason::Agreed, HoldReason::OnTheTable]);
        (measure(), wild_address(), reason, wild_amount(), bound(), prop::option::of(any::<i64>())).prop_map(
            |(measure, at, reason, low, high, until)| Hold {
                reason,
                until,
                ..a_hold(measure, at, Corridor { low, high })
            },
        )
    };
    let side = || any::<bool>().prop_map(|parent| if parent { Side::Parent } else { Side::Child });
    let thread = || 0..14_u64;
    let offered = (prop::option::of(thread()), any::<u32>(), side(), wild_numbers(), wild_changes()).prop_map(
        |(thread, unit, side, numbers, changes)| Event::Offered {
            thread,
            unit: if unit % 4 == 0 { unit } else { unit % 9 },
            side,
            numbers,
            reason: None,
            based_on: 0,
            changes,
        },
    );
    let accepted = (thread(), side(), prop::collection::vec(wild_changes(), 0..3), prop::collection::vec(held(), 0..3))
        .prop_map(|(thread, side, changes, holds)| Event::Accepted { thread, side, changes, holds });
    prop_oneof![
        2 => wild_outline().prop_map(|outline| Event::Opened(Box::new(outline))),
        4 => wild_changes().prop_map(Event::Loaded),
        3 => assignment().prop_map(Event::Assigned),
        2 => (thread(), assignment()).prop_map(|(revision, assignment)| Event::Undone { revision, assignment }),
        1 => (thread(), assignment()).prop_map(|(revision, assignment)| Event::Redone { revision, assignment }),
        2 => held().prop_map(Event::Held),
        1 => (measure(), wild_address()).prop_map(|(measure, at)| Event::Released { measure, at }),
        1 => (measure(), wild_address()).prop_map(|(measure, at)| Event::Expired { measure, at }),
        3 => offered,
        3 => accepted,
        1 => prop::collection::vec(wild_changes(), 0..3).prop_map(Event::Elsewhere),
        1 => (prop::sample::select(&Metric::ALL[..]), any::<i64>())
            .prop_map(|(metric, target)| Event::GoalSet(GoalTarget { metric, target })),
        1 => prop::option::of(".{0,12}").prop_map(Event::ModelSet),
    ]
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn no_entry_that_can_be_read_stops_a_page(events in prop::collection::vec(wild_event(), 1..5), revision: u64) {
        let command = command(1, 0, Verb::Undo).id;
        let entry = Entry { revision, command, actor: committee(), at: i64::MIN, events };
        event_bytes(&log::payload(&entry));
        event_bytes(&encode(&Down::Entries { entries: vec![entry.clone(), entry], check: 0 }));
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn no_bytes_of_a_browser_stop_the_server(verb in wild(), base in 0..40_u64, mutations in mutations()) {
        let command = command(1, base, verb);
        command_bytes(&mutated(encode(&Up::Submit(command.clone())), mutations.clone()));
        command_bytes(&mutated(encode(&command), mutations));
    }

    #[test]
    fn no_bytes_of_a_server_or_a_log_stop_a_page(which: prop::sample::Index, mutations in mutations()) {
        event_bytes(&mutated(which.get(&valid_events(&lively())).clone(), mutations));
    }

    #[test]
    fn no_bytes_at_all_stop_anything(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        command_bytes(&bytes);
        event_bytes(&bytes);
        typed_bytes(&bytes);
    }

    #[test]
    fn no_mutated_text_stops_an_editor(
        head in prop::collection::vec(any::<u8>(), 10),
        decimals in 0..4_u8,
        text in "(h |rh|s |r |p<|[-+*/=])?[0-9]{1,4}([.,  ][0-9]{3}){0,3}([.,][0-9]{1,3})?( ?(K|mil|M|MM|m|%|\\.\\.|\\)|\\())?[0-9]{0,3}",
        mutations in mutations(),
    ) {
        let mut bytes = head;
        bytes[1] = if bytes[0] < 200 { decimals } else { bytes[1] };
        bytes.extend(text.into_bytes());
        typed_bytes(&bytes);
        typed_bytes(&mutated(bytes, mutations));
    }
}
