//! What one person may see: the projection of a state is the fold of projected entries, and nothing hidden is in it.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::event::Entry;
use domain::live::{Down, decode, encode};
use domain::measure::{Measure, Slice};
use domain::outline::Standing;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::view::View;
use proptest::prelude::*;

/// Plays random moves on the board of nine units; the plans after every revision come with it.
fn played(moves: &[Move]) -> (Board, Vec<Plan>) {
    let mut board = Board::open(family());
    let mut plans = vec![board.plan.clone()];
    for step in moves {
        if let Some((actor, verb)) = step.on(&board.plan)
            && board.try_run(&actor, verb).is_ok()
        {
            plans.push(board.plan.clone());
        }
    }
    (board, plans)
}

/// Folds projected entries from nothing.
fn fold(view: &View, entries: &[Entry]) -> Plan {
    let mut seen = Plan::new(view.outline().clone());
    entries.iter().for_each(|entry| seen.evolve(entry));
    seen
}

/// Asserts that a person reads the true total of every unit that has a name for them.
fn assert_true_totals(actor: &Actor, whole: &Plan, seen: &Plan) {
    for slice in Slice::ALL {
        for measure in Measure::ALL {
            for at in addresses(whole.outline()) {
                let standing = access::standing(whole.outline(), actor, at.unit);
                if standing != Standing::Hidden {
                    let number = seen.get(slice, measure, at);
                    assert_eq!(number, whole.get(slice, measure, at), "{}: {slice:?} at {at:?}", actor.name);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn the_projection_of_a_state_is_the_fold_of_projected_entries_and_every_visible_total_is_true(
        moves in prop::collection::vec(sensible(), 1..16)
    ) {
        let (board, plans) = played(&moves);
        for actor in people() {
            let view = View::new(board.plan.outline(), &actor);
            let entries: Vec<Entry> =
                board.log.iter().zip(&plans).map(|(entry, after)| view.entry(after, entry)).collect();
            let (projected, folded) = (view.plan(&board.plan), fold(&view, &entries));
            assert_alike(&projected, &folded);
            // Those whose unit is not on the board see no total either.
            if actor.unit != Some(77) {
                assert_true_totals(&actor, &board.plan, &folded);
                prop_assert_eq!(folded.check(), board.plan.check());
            }
        }
    }

    #[test]
    fn entries_that_were_missed_may_all_be_projected_with_the_latest_plan(
        moves in prop::collection::vec(sensible(), 1..16), cut in 0_usize..12
    ) {
        let (board, plans) = played(&moves);
        let cut = cut.min(plans.len() - 1);
        for actor in people() {
            let view = View::new(board.plan.outline(), &actor);
            let mut seen = view.plan(&plans[cut]);
            let mut once = seen.clone();
            board.log[cut + 1..].iter().for_each(|entry| seen.evolve(&view.entry(&board.plan, entry)));
            assert_alike(&view.plan(&board.plan), &seen);
            // Also where every number of the rest is told but once.
            view.missed(&board.plan, board.log[cut + 1..].iter()).iter().for_each(|entry| once.evolve(entry));
            assert_alike(&seen, &once);
        }
    }

    #[test]
    fn a_snapshot_and_its_tail_are_the_whole_log_also_over_the_wire_and_entries_apply_once(
        moves in prop::collection::vec(sensible(), 1..16), cut in 0_usize..12
    ) {
        let (board, plans) = played(&moves);
        let cut = cut.min(plans.len() - 1);
        for actor in [committee(), manager(CADIZ), guest()] {
            let view = View::new(board.plan.outline(), &actor);
            let sent = encode(&Down::Snapshot(Box::new(Snapshot::of(&view.plan(&plans[cut])))));
            let Ok(Down::Snapshot(snapshot)) = decode(&sent) else { panic!("the snapshot cannot be read") };
            let mut seen = snapshot.open();
            assert_alike(&seen, &view.plan(&plans[cut]));
            for (entry, after) in board.log.iter().zip(&plans) {
                let entry = view.entry(after, entry);
                seen.evolve(&domain::log::entry(&domain::log::payload(&entry)).unwrap());
                seen.evolve(&entry);
            }
            assert_alike(&seen, &view.plan(&board.plan));
        }
    }

    #[test]
    fn neither_entries_nor_snapshots_nor_refusals_hold_a_hidden_number_or_name(
        secrets in prop::collection::vec(1_i64 << 40..1_i64 << 48, 24),
        moves in prop::collection::vec(sensible(), 1..12),
    ) {
        let cadiz = manager(CADIZ);
        let mut board = Board::open(family());
        // Anvik and bodo have numbers in every cell of the same months: only their sum may be seen.
        let months = [JANUARY, MARCH];
        let cells: Vec<Address> = leaf_cells(board.plan.outline())
            .into_iter()
            .filter(|at| [ANVIK, BODO].contains(&at.unit) && months.contains(&at.period))
            .collect();
        let numbers: Vec<(Address, i64)> = cells.iter().zip(&secrets).map(|(at, number)| (*at, *number)).collect();
        for slice in [Slice::Target, Slice::LastYear] {
            board.run(&committee(), load(slice, Measure::Revenue, &numbers));
        }
        for (at, number) in &numbers {
            board.run(&manager(at.unit), write(Slice::Commitment, *at, Some(*number)));
        }
        let secret_offer = secrets[0] + secrets[23];
        board.run(&committee(), offer(ANVIK, yearly(secret_offer), None));
        board.run(&manager(ANVIK), Verb::Ask { thread: board.plan.revision(), text: "SECRET?".to_owned() });
        let view = View::new(board.plan.outline(), &cadiz);
        let mut sent: Vec<Vec<u8>> = board.log.iter().map(|entry| encode(&view.entry(&board.plan, entry))).collect();
        sent.push(encode(&Snapshot::of(&view.plan(&board.plan))));
        // What the manager tries on every hold of the company must not answer with them either.
        board.run(&committee(), hold(at(COMPANY, JANUARY)));
        board.run(&committee(), hold(at(BODO, JANUARY)));
        for step in moves {
            if let Some((_, verb)) = step.on(&board.plan)
                && let Err(rejection) = domain::decide::decide(&board.plan, &command(7, 7, verb), &cadiz)
            {
                sent.push(encode(&rejection.clone().for_a_browser()));
                let said = format!("{rejection:?}");
                for unit in [NORTH, ANVIK, BODO, DURBAN] {
                    prop_assert!(!said.contains(&format!("unit: {unit},")), "{said}");
                }
            }
        }
        let numbers = numbers.iter().map(|(_, number)| *number).chain([secret_offer]);
        let mut hidden: Vec<Vec<u8>> = numbers.map(|number| encode(&number)).collect();
        hidden.extend(["SECRET", "anvik", "bodo", "north", "durban", "Manager 2"].map(|word| word.as_bytes().to_vec()));
        for message in sent {
            for secret in &hidden {
                prop_assert!(!message.windows(secret.len()).any(|bytes| bytes == secret), "{secret:?} was sent");
            }
        }
    }
}

#[test]
fn a_manager_sees_their_subtree_their_ancestors_totals_and_one_rest_for_each_ancestor() {
    let mut board = Board::open(plain());
    let numbers = [(ANVIK, 1), (BODO, 20), (CADIZ_PORT, 300), (CADIZ_TOWN, 4_000), (DURBAN, 50_000)];
    for (unit, number) in numbers {
        board.targets(&[(at(unit, JANUARY), number)]);
    }
    let view = View::new(board.plan.outline(), &manager(CADIZ));
    let seen = view.plan(&board.plan);
    let outline = view.outline();
    assert_eq!(outline.child_units(ROOT).collect::<Vec<_>>(), [NORTH, SOUTH]);
    assert_eq!(outline.child_units(NORTH).collect::<Vec<_>>(), [] as [u32; 0], "the rest of the company");
    let targets = [ROOT, NORTH, SOUTH, CADIZ, CADIZ_PORT, DURBAN]
        .map(|unit| seen.get(Slice::Target, Measure::Revenue, at(unit, YEAR)));
    assert_eq!(targets, [54_321, 21, 54_300, 4_300, 300, 50_000].map(Some));
    assert_eq!(seen.get(Slice::Target, Measure::Revenue, at(ANVIK, YEAR)), None);
    assert!(!outline.knows(at(ANVIK, YEAR)));
    for (unit, standing) in [
        (ROOT, Standing::Total),
        (NORTH, Standing::Rest),
        (BODO, Standing::Hidden),
        (CADIZ, Standing::Open),
        (CADIZ_TOWN, Standing::Open),
        (DURBAN, Standing::Rest),
    ] {
        assert_eq!(outline.standing(unit), standing, "unit {unit}");
    }
    assert_eq!(outline.units.get(NORTH).unwrap().code, "");
    assert_eq!(outline.units.get(DURBAN).unwrap().name.en, "");
    assert_eq!(outline.units.get(SOUTH).unwrap().code, "south");
}

#[test]
fn threads_are_seen_by_those_who_see_the_unit_and_by_nobody_beside_it() {
    let mut board = Board::open(plain());
    board.run(&committee(), offer(CADIZ, yearly(10), None));
    let threads = |actor: &Actor| View::new(board.plan.outline(), actor).plan(&board.plan).threads().len();
    for actor in [committee(), executive(), manager(SOUTH), manager(CADIZ)] {
        assert_eq!(threads(&actor), 1, "{}", actor.name);
    }
    for actor in [manager(NORTH), manager(DURBAN), manager(CADIZ_TOWN), guest()] {
        assert_eq!(threads(&actor), 0, "{}", actor.name);
    }
}

#[test]
fn an_entry_about_hidden_cells_names_nobody_but_one_about_ones_own_does() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 10), (at(CADIZ_PORT, JANUARY), 10)]);
    let view = View::new(board.plan.outline(), &manager(CADIZ));
    let author = |place: usize| view.entry(&board.plan, &board.log[place]).actor.name;
    assert_eq!((author(1).as_str(), author(2).as_str()), ("", "Carmen"));
}

#[test]
fn what_can_be_taken_back_is_the_same_for_a_reader_of_a_part_however_much_is_written_elsewhere() {
    let (cadiz, north) = (manager(CADIZ), manager(NORTH));
    let mut board = Board::open(plain());
    let view = View::new(board.plan.outline(), &cadiz);
    let commit = |unit, to| write(Slice::Commitment, at(unit, JANUARY), Some(to));
    board.run(&cadiz, commit(CADIZ_TOWN, 2));
    board.run(&cadiz, commit(CADIZ_PORT, 1));
    board.run(&cadiz, Verb::Undo);
    let mut seen = view.plan(&board.plan);
    let mut own = |board: &mut Board, elsewhere: i64| {
        for to in 0..elsewhere {
            board.run(&north, commit(ANVIK, 2 * to + board.plan.revision().cast_signed()));
            seen.evolve(&view.entry(&board.plan, board.log.last().unwrap()));
        }
        assert_alike(&view.plan(&board.plan), &seen);
        (seen.undoable(&cadiz.person).count(), seen.redoable(&cadiz.person).count())
    };
    assert_eq!(own(&mut board, 497), (1, 1));
    assert_eq!(own(&mut board, 1), (0, 1));
    assert_eq!(board.refusal(&cadiz, Verb::Undo), Rejection::NothingToUndo);
    assert_eq!(own(&mut board, 2), (0, 0));
    assert_eq!(board.refusal(&cadiz, Verb::Redo), Rejection::NothingToRedo);
}
