//! What an edit of a total would change, shown child by child before it is sent.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::command::Verb;
use domain::effect::{Part, parts};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use proptest::prelude::*;

#[test]
fn the_children_of_a_total_are_shown_with_those_that_move_most_first() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 10), (at(BODO, JANUARY), 30), (at(DURBAN, JANUARY), 60)]);
    let shown = parts(&board.plan, &command(1, 1, target(at(COMPANY, JANUARY), 200)), &committee()).unwrap();
    assert_eq!(shown.slot, (Slice::Target, Measure::Revenue));
    assert_eq!((shown.cells, shown.beside), (3, 0));
    assert_eq!(shown.total, Part { at: at(COMPANY, JANUARY), from: Some(100), to: 200 });
    let south = Part { at: at(SOUTH, JANUARY), from: Some(60), to: 120 };
    let north = Part { at: at(NORTH, JANUARY), from: Some(40), to: 80 };
    assert_eq!(shown.children, [south, north]);
    assert_eq!(south.by(), 60);
}

#[test]
fn a_unit_without_units_is_shown_by_period_and_what_moves_beside_it_is_summed() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10), (at(1, FEBRUARY), 30), (at(2, JANUARY), 60)]);
    board.run(&committee(), hold(at(COMPANY, FIRST_QUARTER)));
    let shown = parts(&board.plan, &command(1, 1, target(at(1, FIRST_QUARTER), 60)), &committee()).unwrap();
    assert_eq!(shown.beside, -20);
    assert_eq!(shown.total, Part { at: at(1, FIRST_QUARTER), from: Some(40), to: 60 });
    let months: Vec<_> = shown.children.iter().map(|part| (part.at, part.by())).collect();
    assert_eq!(months, [(at(1, FEBRUARY), 15), (at(1, JANUARY), 5)]);
}

#[test]
fn what_would_be_refused_shows_its_refusal_and_what_writes_no_number_shows_nothing() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 10)]);
    let shown = |verb, actor| parts(&board.plan, &command(1, 1, verb), &actor);
    assert_eq!(shown(target(at(1, JANUARY), 5), executive()), Err(Rejection::NotAllowed));
    assert_eq!(shown(hold(at(1, JANUARY)), committee()), Err(Rejection::Unknown));
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn what_is_shown_is_what_happens(
        moves in prop::collection::vec(sensible(), 1..30), author in anybody(), place in address(), to in amount()
    ) {
        let mut board = Board::open(family());
        for step in &moves {
            if let Some((actor, verb)) = step.on(&board.plan) {
                let _ = board.try_run(&actor, verb);
            }
        }
        let verb: Verb = target(place, to);
        let Ok(shown) = parts(&board.plan, &command(1, board.plan.revision(), verb.clone()), &author) else {
            return Ok(());
        };
        let company = board.target(at(COMPANY, YEAR)).unwrap_or(0);
        board.run(&author, verb);
        for part in shown.children.iter().chain([&shown.total]) {
            prop_assert_eq!(board.target(part.at).unwrap_or(0), part.to);
        }
        prop_assert_eq!(shown.total.to, to);
        let children: i64 = shown.children.iter().map(Part::by).sum();
        prop_assert!(shown.children.is_empty() || children == shown.total.by());
        prop_assert_eq!(board.target(at(COMPANY, YEAR)).unwrap_or(0) - company, shown.total.by() + shown.beside);
    }
}
