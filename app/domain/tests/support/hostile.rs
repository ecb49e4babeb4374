//! What must hold for any bytes and any text: the bodies of the fuzz targets, run on mutated messages by the tests too.

use super::board::*;
use domain::command::{Command, Verb};
use domain::decide::{decide, decide_on_board};
use domain::effect;
use domain::entry::{EntryError, editing_text, parse, read_value};
use domain::event::Entry;
use domain::live::{Down, Up, decode, encode};
use domain::log;
use domain::measure::{Measure, Slice};
use domain::number::{Region, format_unmistakable};
use domain::plan::Plan;
use domain::replica::Replica;
use domain::snapshot::Snapshot;
use domain::view::View;
use domain::{conservation, goal};
use std::cell::OnceCell;

thread_local! {
    static BOARD: OnceCell<Board> = const { OnceCell::new() };
}

/// A board with numbers in every slice, holds, threads in all states and something to undo.
pub fn lively() -> Board {
    BOARD.with(|board| board.get_or_init(build).clone())
}

fn build() -> Board {
    let mut board = Board::open(family());
    let cells = leaf_cells(&family());
    for (slice, measure) in [
        (Slice::LastYear, Measure::Revenue),
        (Slice::Baseline, Measure::Revenue),
        (Slice::Baseline, Measure::Units),
        (Slice::Target, Measure::CostOfGoods),
    ] {
        let numbers: Vec<_> = (100..).zip(&cells).map(|(number, at)| (*at, number * 7 % 900)).collect();
        board.run(&committee(), load(slice, measure, &numbers));
    }
    board.targets(&[(at(COMPANY, YEAR), 1_200_000), (at(NORTH, JANUARY), 5_000)]);
    board.run(&committee(), hold(at(ANVIK, FEBRUARY)));
    board.run(&committee(), offer(NORTH, yearly(600_000), None));
    board.run(&committee(), offer(SOUTH, quarterly([1_000, 2_000, 3_000, 4_000]), None));
    board.accept(&manager(NORTH), NORTH);
    let thread = board.thread(SOUTH);
    board.run(&manager(SOUTH), counter(thread.id, thread.latest().unwrap().revision, yearly(9_000)));
    board.run(&manager(SOUTH), Verb::Ask { thread: thread.id, text: "why?".to_owned() });
    board.run(&manager(SOUTH), write(Slice::Commitment, at(CADIZ, YEAR), Some(4_321)));
    board
}

/// Valid messages of the server and entries of the log: the whole life of a board, whole and as a manager sees it.
pub fn valid_events(board: &Board) -> Vec<Vec<u8>> {
    let view = View::new(board.plan.outline(), &manager(SOUTH));
    let seen: Vec<Entry> = board.log.iter().map(|entry| view.entry(&board.plan, entry)).collect();
    let check = board.plan.check();
    let mut all: Vec<Vec<u8>> = board.log.iter().chain(&seen).map(log::payload).collect();
    for log in [&board.log, &seen] {
        all.extend(log.chunks(3).map(|entries| encode(&Down::Entries { entries: entries.to_vec(), check })));
    }
    all.push(encode(&Down::Snapshot(Box::new(Snapshot::of(&board.plan)))));
    all.push(encode(&Down::Snapshot(Box::new(Snapshot::of(&view.plan(&board.plan))))));
    all
}

/// Reads all that a page, a board's task and the store read of a plan.
fn read_everything(plan: &Plan) {
    let outline = plan.outline();
    goal::read(plan);
    plan.check();
    for unit in 0..outline.units.len().min(16) {
        for measure in [Measure::Revenue, Measure::Units] {
            conservation::read(plan, unit, measure);
        }
    }
    for actor in [committee(), manager(SOUTH)] {
        let view = View::new(outline, &actor);
        let seen = view.plan(plan);
        let sent: Snapshot = decode(&encode(&Snapshot::of(&seen))).expect("what is sent can be read");
        assert_eq!(Snapshot::of(&sent.open()), Snapshot::of(&seen), "a snapshot opens as what was packed");
    }
}

/// Commands that meet whatever a plan has become.
fn go_on(plan: &Plan) {
    let verbs = [
        target(at(COMPANY, YEAR), 777_777),
        target(at(CADIZ_PORT, MARCH), 5),
        write(Slice::Commitment, at(SOUTH, FIRST_QUARTER), None),
        hold(at(SOUTH, YEAR)),
        offer(CADIZ, yearly(5_000), None),
        Verb::Undo,
        Verb::Redo,
        Verb::TakeBack { revision: plan.revision(), anyway: true },
    ];
    for verb in verbs {
        happen(plan, &command(1, plan.revision(), verb));
    }
}

/// Lets everybody try a command; where it may happen, it does.
fn happen(plan: &Plan, command: &Command) {
    for actor in [committee(), manager(SOUTH), manager(CADIZ), executive()] {
        let mut plan = plan.clone();
        let _ = effect::preview(&mut plan, command, &actor);
        if let Ok(events) = decide(&plan, command, &actor) {
            let revision = plan.revision().saturating_add(1);
            plan.evolve(&Entry { revision, command: command.id, actor, at: 0, events });
            read_everything(&plan);
        }
    }
}

/// Takes bytes for what a browser sends: a message of the live channel, or a command kept on the device.
pub fn command_bytes(bytes: &[u8]) {
    let sent = match decode::<Up>(bytes) {
        Ok(up) => {
            assert_eq!(decode::<Up>(&encode(&up)).as_ref(), Ok(&up), "a message survives the wire");
            if let Up::Submit(command) = up { Some(command) } else { None }
        }
        Err(_) => None,
    };
    let kept = decode::<Command>(bytes).ok();
    for command in sent.iter().chain(&kept) {
        happen(&lively().plan, command);
        happen(&Plan::new(family().into()), command);
    }
}

/// Takes bytes for what the log or the server says: an entry, or a message of the live channel.
pub fn event_bytes(bytes: &[u8]) {
    let board = lively();
    let mut entries = Vec::new();
    match decode::<Down>(bytes) {
        Ok(Down::Snapshot(snapshot)) => {
            let plan = snapshot.open();
            read_everything(&plan);
            go_on(&plan);
        }
        Ok(Down::Entries { entries: sent, check: _ }) => {
            let mut replica = Replica::new(board.plan.clone(), manager(SOUTH), Vec::new(), Some(decide_on_board));
            sent.iter().for_each(|entry| {
                replica.receive(entry);
            });
            entries = sent;
        }
        Ok(down) => assert_eq!(decode::<Down>(&encode(&down)).as_ref(), Ok(&down), "a message survives the wire"),
        Err(_) => {}
    }
    if let Ok(entry) = log::entry(bytes) {
        assert_eq!(log::entry(&log::payload(&entry)).as_ref(), Ok(&entry), "an entry survives the log");
        entries.push(entry);
    }
    let mut plan = board.plan;
    for entry in entries {
        let next = Entry { revision: plan.revision().saturating_add(1), ..entry };
        plan.evolve(&next);
        let view = View::new(plan.outline(), &manager(SOUTH));
        view.entry(&plan, &next);
        read_everything(&plan);
        go_on(&plan);
    }
}

/// Takes bytes for a region, a rounding unit, a present number and a typed text.
pub fn typed_bytes(bytes: &[u8]) {
    let Some((head, text)) = bytes.split_at_checked(10) else { return };
    let region = Region::ALL[usize::from(head[0] % 4)];
    let decimals = head[1];
    let present = i64::from_le_bytes(head[2..].try_into().expect("eight bytes"));
    let text = String::from_utf8_lossy(text);
    match parse(&text, region, decimals) {
        Ok(entry) => {
            for current in [Some(present), None] {
                let doubt = entry.doubt(current);
                assert!(doubt.is_none_or(|doubt| doubt.literal != doubt.meant), "{text:?} is in doubt of nothing");
                if let Ok(Some(value)) = entry.apply(current) {
                    echoed(value, region, decimals);
                }
            }
        }
        Err(EntryError::Unreadable { at } | EntryError::Ambiguous { at, .. }) => {
            assert!(at <= text.chars().count(), "{text:?} is in doubt behind its end");
        }
        Err(_) => {}
    }
    if let Ok(Some(value)) = read_value(&text, region, decimals) {
        echoed(value, region, decimals);
    }
}

/// What is echoed, and what an editor opens with, is read back as the same number.
fn echoed(value: i64, region: Region, decimals: u8) {
    let echo = format_unmistakable(value, decimals, region);
    // More digits than 128 bits hold are refused, not misread.
    let same =
        |read: Result<Option<i64>, EntryError>| matches!(read, Err(EntryError::TooLarge)) || read == Ok(Some(value));
    assert!(same(read_value(&echo, region, decimals)), "{echo:?} is not {value}");
    let edited = editing_text(Some(value), region, decimals);
    let read = parse(&edited, region, decimals).and_then(|entry| entry.apply(None));
    assert!(same(read), "{edited:?} is not {value}");
}
