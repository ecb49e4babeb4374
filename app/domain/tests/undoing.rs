//! Undo and redo of one's own work, and cells that are written one by one.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::address::{Address, CellChange};
use domain::command::Verb;
use domain::event::Changes;
use domain::journal::Act;
use domain::measure::{Measure, Slice};
use domain::method::MethodName;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::view::View;
use proptest::prelude::*;

/// Asserts that two plans have the same numbers; what was done to get there may differ.
fn assert_same_numbers(one: &Plan, other: &Plan) {
    for slice in Slice::ALL {
        for measure in Measure::ALL {
            for at in addresses(one.outline()) {
                let of = |plan: &Plan| plan.get(slice, measure, at);
                assert_eq!(of(one), of(other), "{slice:?} {measure:?} at {at:?}");
            }
        }
    }
}

fn played(moves: &[Move]) -> Board {
    let mut board = Board::open(family());
    for step in moves {
        if let Some((actor, verb)) = step.on(&board.plan) {
            let _ = board.try_run(&actor, verb);
        }
    }
    board
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn undo_then_redo_is_identity_however_often_also_over_a_snapshot(
        moves in prop::collection::vec(sensible(), 1..16), author in anybody(), often in 1_usize..6
    ) {
        let mut board = played(&moves);
        let mut before = vec![board.plan.clone()];
        while before.len() <= often && board.try_run(&author, Verb::Undo).is_ok() {
            before.push(board.plan.clone());
        }
        while let Some(undone) = before.pop() {
            assert_same_numbers(&board.plan, &undone);
            if before.is_empty() {
                break;
            }
            board.plan = Snapshot::of(&board.plan).open();
            board.run(&author, Verb::Redo);
        }
        // What was made again can be taken back again.
        let after = board.plan.clone();
        if board.try_run(&author, Verb::Undo).is_ok() {
            board.run(&author, Verb::Redo);
            assert_same_numbers(&board.plan, &after);
        }
    }

    #[test]
    fn a_person_who_sees_a_part_decides_their_own_redo_as_the_server_does(
        moves in prop::collection::vec(sensible(), 1..16)
    ) {
        let board = played(&moves);
        for actor in people() {
            let seen = View::new(board.plan.outline(), &actor).plan(&board.plan);
            let decided = |plan: &Plan| domain::decide::decide(plan, &command(1, 1, Verb::Redo), &actor).is_ok();
            prop_assert_eq!(decided(&seen), decided(&board.plan), "{}", actor.name);
        }
    }
}

#[test]
fn redo_makes_again_what_was_undone_last_and_undo_takes_it_back_once_more() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10), (at(1, JANUARY), 20), (at(1, JANUARY), 30)]);
    let numbers = |board: &mut Board, verbs: &[Verb]| -> Vec<Option<i64>> {
        let each = |verb: &Verb| {
            board.run(&committee(), verb.clone());
            board.target(at(1, JANUARY))
        };
        verbs.iter().map(each).collect()
    };
    assert_eq!(numbers(&mut board, &[Verb::Undo, Verb::Undo]), [Some(20), Some(10)]);
    assert_eq!(numbers(&mut board, &[Verb::Redo, Verb::Undo, Verb::Redo]), [Some(20), Some(10), Some(20)]);
    assert_eq!(numbers(&mut board, &[Verb::Redo]), [Some(30)]);
    assert_eq!(board.refusal(&committee(), Verb::Redo), Rejection::NothingToRedo);
    assert_eq!(numbers(&mut board, &[Verb::Undo, Verb::Undo, Verb::Undo]), [Some(20), Some(10), None]);
    assert_eq!(board.refusal(&committee(), Verb::Undo), Rejection::NothingToUndo);
    assert_eq!(board.refusal(&executive(), Verb::Redo), Rejection::NotAllowed);
}

#[test]
fn a_new_assignment_forgets_ones_own_undone_ones_and_not_those_of_others() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10)]);
    board.run(&second_committee(), target(at(2, JANUARY), 5));
    board.run(&committee(), Verb::Undo);
    board.run(&second_committee(), Verb::Undo);
    board.targets(&[(at(1, FEBRUARY), 1)]);
    assert_eq!(board.refusal(&committee(), Verb::Redo), Rejection::NothingToRedo);
    board.run(&second_committee(), Verb::Redo);
    assert_eq!(board.target(at(2, JANUARY)), Some(5));
}

#[test]
fn redo_after_somebody_else_changed_the_cells_is_refused_with_their_name() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10)]);
    board.run(&committee(), Verb::Undo);
    board.run(&second_committee(), target(at(1, JANUARY), 7));
    let refusal = board.refusal(&committee(), Verb::Redo);
    assert_eq!(refusal, Rejection::ChangedSince { by: "Conrad".to_owned(), at: at(1, JANUARY) });
    board.run(&second_committee(), Verb::Undo);
    board.run(&committee(), Verb::Redo);
    assert_eq!(board.target(at(1, JANUARY)), Some(10));
}

#[test]
fn redo_that_would_move_what_was_held_since_is_refused() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10), (at(1, JANUARY), 30)]);
    board.run(&committee(), Verb::Undo);
    board.run(&second_committee(), hold(at(COMPANY, JANUARY)));
    let refusal = board.refusal(&committee(), Verb::Redo);
    assert!(
        matches!(&refusal, Rejection::HeldElsewhere { at: place, by: 20, .. } if *place == at(COMPANY, JANUARY)),
        "{refusal:?}"
    );
}

fn cells(slice: Slice, cells: &[(Address, Option<i64>, Option<i64>)]) -> Changes {
    let cells = cells.iter().map(|(at, from, to)| CellChange { at: *at, from: *from, to: *to }).collect();
    Changes { slice, measure: Measure::Revenue, cells }
}

#[test]
fn cells_are_written_all_or_none_each_over_what_its_author_saw_and_undone_together() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 10), (at(DURBAN, JANUARY), 40)]);
    let before = board.plan.clone();
    let targets = cells(
        Slice::Target,
        &[
            (at(ANVIK, JANUARY), Some(10), Some(15)),
            (at(BODO, JANUARY), None, Some(7)),
            (at(DURBAN, JANUARY), Some(40), None),
        ],
    );
    let costs = Changes { measure: Measure::CostOfGoods, ..cells(Slice::Target, &[(at(BODO, MARCH), None, Some(3))]) };
    board.run(&committee(), Verb::Write(vec![targets.clone(), costs]));
    assert_eq!(
        [ANVIK, BODO, DURBAN, COMPANY].map(|unit| board.target(at(unit, JANUARY))),
        [Some(15), Some(7), None, Some(22)]
    );
    let written = board.plan.clone();
    let late = command(7, before.revision(), Verb::Write(vec![targets]));
    let refusal = domain::decide::decide(&board.plan, &late, &second_committee()).unwrap_err();
    assert_eq!(refusal, Rejection::ChangedSince { by: "Carmen".to_owned(), at: at(ANVIK, JANUARY) });
    board.run(&committee(), Verb::Undo);
    assert_same_numbers(&board.plan, &before);
    board.run(&committee(), Verb::Redo);
    assert_same_numbers(&board.plan, &written);
    let line = board.plan.journal().iter().find(|line| line.revision == written.revision()).unwrap();
    let domain::journal::Act::Wrote { at: total, from, to, cells, method, .. } = line.act else { panic!("{line:?}") };
    assert_eq!((total, from, to, cells, method), (at(COMPANY, JANUARY), Some(50), Some(22), 3, MethodName::Each));
}

#[test]
fn cells_that_are_written_obey_rights_holds_and_limits() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 10), (at(BODO, JANUARY), 20), (at(CADIZ_TOWN, JANUARY), 5)]);
    let one = |unit, from, to| vec![cells(Slice::Target, &[(at(unit, JANUARY), from, to)])];
    let north = manager(NORTH);
    let refused = [
        (one(CADIZ_TOWN, Some(5), Some(6)), Rejection::NotAllowed),
        (one(NORTH, Some(30), Some(6)), Rejection::Unknown),
        (one(ANVIK, Some(10), Some(-1)), Rejection::Negative),
        (one(ANVIK, Some(10), Some(i64::MAX)), Rejection::TooLarge),
        (vec![cells(Slice::Agreed, &[(at(ANVIK, JANUARY), None, Some(6))])], Rejection::NotWritable),
        (vec![cells(Slice::Target, &[])], Rejection::Unknown),
        (Vec::new(), Rejection::Unknown),
        ([one(ANVIK, Some(10), Some(1)), one(BODO, Some(20), Some(1))].concat(), Rejection::Unknown),
    ];
    for (changes, rejection) in refused {
        assert_eq!(board.refusal(&north, Verb::Write(changes.clone())), rejection, "{changes:?}");
    }
    board.run(&committee(), hold(at(NORTH, JANUARY)));
    let refusal = board.refusal(&north, Verb::Write(one(ANVIK, Some(10), Some(11))));
    assert!(
        matches!(&refusal, Rejection::HeldElsewhere { at: place, by: 1, .. } if *place == at(NORTH, JANUARY)),
        "{refusal:?}"
    );
    let both = [(at(ANVIK, JANUARY), Some(10), Some(11)), (at(BODO, JANUARY), Some(20), Some(19))];
    board.run(&north, Verb::Write(vec![cells(Slice::Target, &both)]));
    // The smallest total above is the manager's own unit, whose target they may not write: its cells they may.
    board.run(&north, Verb::Undo);
    assert_eq!(board.target(at(ANVIK, JANUARY)), Some(10));
}

fn take_back(revision: u64, anyway: bool) -> Verb {
    Verb::TakeBack { revision, anyway }
}

#[test]
fn an_earlier_change_is_taken_back_and_later_ones_stay() {
    let mut board = Board::open(flat(2));
    let first = board.run(&committee(), target(at(1, JANUARY), 10));
    board.targets(&[(at(2, JANUARY), 20)]);
    board.run(&committee(), take_back(first, false));
    assert_eq!((board.target(at(1, JANUARY)), board.target(at(2, JANUARY))), (None, Some(20)));
    let left: Vec<u64> = board.plan.undoable(&committee().person).map(|done| done.revision).collect();
    assert_eq!(left, [first + 1]);
    assert_eq!(board.refusal(&committee(), take_back(first, false)), Rejection::NothingToUndo);
    assert_eq!(board.refusal(&second_committee(), take_back(first + 1, true)), Rejection::NothingToUndo);
    assert_eq!(board.refusal(&executive(), take_back(first + 1, true)), Rejection::NotAllowed);
    board.run(&committee(), Verb::Redo);
    assert_eq!(board.target(at(1, JANUARY)), Some(10));
}

#[test]
fn what_somebody_changed_since_is_only_taken_back_when_its_author_insists() {
    let mut board = Board::open(flat(3));
    board.targets(&[(at(1, JANUARY), 10), (at(2, JANUARY), 30)]);
    let spread = board.run(&committee(), target(at(COMPANY, JANUARY), 80));
    assert_eq!(board.target(at(1, JANUARY)), Some(20));
    board.run(&second_committee(), target(at(1, JANUARY), 25));
    board.run(&second_committee(), target(at(3, JANUARY), 7));
    let refusal = board.refusal(&committee(), take_back(spread, false));
    assert_eq!(refusal, Rejection::ChangedSince { by: "Conrad".to_owned(), at: at(COMPANY, JANUARY) });

    board.run(&committee(), take_back(spread, true));
    assert_eq!([1, 2, 3].map(|unit| board.target(at(unit, JANUARY))), [Some(10), Some(30), Some(7)]);
    let Some(Act::Wrote { from, to, undo: true, .. }) = board.plan.journal().last().map(|line| &line.act) else {
        panic!("the journal says that it was taken back");
    };
    assert_eq!((*from, *to), (Some(92), Some(47)));
    board.run(&committee(), Verb::Redo);
    assert_eq!([1, 2, 3].map(|unit| board.target(at(unit, JANUARY))), [Some(25), Some(60), Some(7)]);
}

#[test]
fn whoever_insists_moves_no_held_number() {
    let mut board = Board::open(flat(2));
    let own = board.run(&committee(), target(at(1, JANUARY), 10));
    board.run(&second_committee(), target(at(1, JANUARY), 25));
    board.run(&second_committee(), hold(at(1, JANUARY)));
    let refusal = board.refusal(&committee(), take_back(own, true));
    assert_eq!(elsewhere(&refusal), (at(1, JANUARY), -25));
}
