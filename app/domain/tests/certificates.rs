//! Certificates are exact: the change that a refusal names makes the number possible, and one unit less does not.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{address, amount, method, terms};
use domain::address::Address;
use domain::command::{Method, Verb};
use domain::hold::{Binding, Corridor, HoldReason, HoldTerms};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use proptest::prelude::*;

const REVENUE: Measure = Measure::Revenue;

fn assign(at: Address, to: i64, method: Method) -> Verb {
    Verb::Assign { slice: Slice::Target, measure: REVENUE, at, to: Some(to), method }
}

/// The board with a hold given another corridor.
fn with(board: &Board, binding: &Binding, corridor: Corridor) -> Board {
    let mut changed = board.clone();
    let terms = HoldTerms { corridor: Some(corridor), ..HoldTerms::default() };
    changed.run(&committee(), Verb::Hold { measure: REVENUE, at: binding.hold.at, terms });
    changed
}

/// Asserts that the change of a binding hold makes a number possible, and that one unit less does not.
#[cfg(test)]
fn assert_exact(board: &Board, binding: &Binding, verb: &Verb) {
    let Some(change) = binding.change else { return };
    assert_ne!(change, 0);
    let does = |change: i64| {
        let repaired = Binding { change: Some(change), ..binding.clone() }.repaired().unwrap();
        with(board, binding, repaired).try_run(&committee(), verb.clone())
    };
    let done = does(change);
    assert!(done.is_ok(), "{verb:?} with {binding:?}: {done:?}");
    let less = does(change - change.signum());
    assert!(less.is_err(), "{verb:?} with one unit less of {binding:?}");
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn in_one_tree_each_change_is_exact_where_none_is_named_none_exists_and_the_nearest_total_is_the_nearest(
        numbers in prop::array::uniform5(0_i64..60),
        holds in prop::collection::btree_map(0_u32..9, (0_i64..30, prop::option::of(0_i64..30), any::<bool>()), 0..7),
        asked_for in 0_u32..9,
        total in 0_i64..300,
        method in method(),
    ) {
        let mut board = Board::open(plain());
        for (unit, number) in [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN].into_iter().zip(numbers) {
            board.targets(&[(at(unit, JANUARY), number)]);
        }
        for (unit, (below, above, fixed)) in holds {
            let number = board.target(at(unit, JANUARY)).unwrap();
            let (low, high) = ((number - below).max(0), above.map(|above| number + above));
            let verb = if fixed { hold(at(unit, JANUARY)) } else { hold_within(at(unit, JANUARY), low, high) };
            board.run(&committee(), verb);
        }
        let verb = |to| assign(at(asked_for, JANUARY), to, method.clone());
        let outcome = board.clone().try_run(&committee(), verb(total));
        let Err(refusal) = outcome else { return Ok(()) };
        let Rejection::Held { at: place, total: said, nearest, holds, more: 0 } = &refusal else {
            // A method may have nothing to go by.
            prop_assert!(matches!(method, Method::By(_)), "{:?}", refusal);
            return Ok(());
        };
        prop_assert_eq!((*place, *said), (at(asked_for, JANUARY), total));
        prop_assert!(board.clone().try_run(&committee(), verb(*nearest)).is_ok());
        let nearer = nearest + (total - nearest).signum();
        prop_assert!(board.clone().try_run(&committee(), verb(nearer)).is_err());
        for binding in holds {
            assert_exact(&board, binding, &verb(total));
            if binding.change.is_none() {
                // Without either bound it is as if the hold were not there.
                let free = Corridor { low: 0, high: None };
                let Corridor { low, high } = binding.hold.corridor;
                for corridor in [Corridor { low, ..free }, Corridor { high, ..free }] {
                    let still = with(&board, binding, corridor).try_run(&committee(), verb(total));
                    prop_assert!(still.is_err(), "{binding:?} could have been changed");
                }
            }
        }
    }

    #[test]
    fn where_holds_cross_each_other_in_several_trees_a_change_is_only_named_when_it_is_exact(
        history in prop::collection::vec((prop::sample::select(leaf_cells(&family())), 0_i64..500), 0..60),
        steps in prop::collection::vec((address(), amount(), method(), terms(), any::<bool>()), 1..16),
    ) {
        let mut board = Board::open(family());
        board.run(&committee(), load(Slice::LastYear, REVENUE, &history));
        for (at, to, method, terms, writes) in steps {
            if !writes {
                let _ = board.try_run(&committee(), Verb::Hold { measure: REVENUE, at, terms });
                continue;
            }
            let verb = assign(at, to, method);
            match board.clone().try_run(&committee(), verb.clone()) {
                Ok(_) => {
                    board.run(&committee(), verb);
                }
                Err(Rejection::Held { holds, .. }) => {
                    holds.iter().for_each(|binding| assert_exact(&board, binding, &verb));
                }
                Err(Rejection::HeldElsewhere { hold: Some(binding), .. }) => assert_exact(&board, &binding, &verb),
                Err(_) => {}
            }
        }
    }

    #[test]
    fn what_a_refusal_asks_of_an_open_thread_is_exact(
        offers in prop::collection::btree_map(1_u32..9, 0_i64..900, 1..6),
        asked_for in 0_u32..9,
        total in 0_i64..1_500,
    ) {
        let mut board = planned();
        for (unit, amount) in offers.iter().rev() {
            let _ = board.try_run(&committee(), offer(*unit, yearly(*amount), None));
        }
        let verb = assign(at(asked_for, YEAR), total, Method::Current);
        let Err(Rejection::Held { holds, .. }) = board.clone().try_run(&committee(), verb.clone()) else {
            return Ok(());
        };
        for binding in holds {
            prop_assert_eq!(binding.hold.reason, HoldReason::OnTheTable);
            let unit = binding.hold.at.unit;
            let Some(change) = binding.change else { continue };
            let does = |change: i64| {
                let mut changed = board.clone();
                let now = changed.target(at(unit, YEAR)).unwrap();
                let answers = changed.thread(unit).latest().map(|offer| offer.revision);
                // The offer itself may be bound by what is on the table below or beside it.
                changed.try_run(&committee(), offer(unit, yearly(now + change), answers)).ok()?;
                Some(changed.try_run(&committee(), verb.clone()).is_ok())
            };
            prop_assert_ne!(does(change), Some(false), "{:?}", binding);
            prop_assert_ne!(does(change - change.signum()), Some(true), "{:?}", binding);
        }
    }
}
