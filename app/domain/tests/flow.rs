//! The one-pass spread of large totals gives what the spread cell by cell gives.

use crate::support::board::{Board, addresses, assert_ties, committee, family, leaf_cells, plain};
use crate::support::cases::cases;
use domain::address::Address;
use domain::command::{Method, Verb};
use domain::effect;
use domain::measure::{Measure, Slice};
use proptest::prelude::*;

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Current), Just(Method::LastYear), Just(Method::Equal)]
}

/// Numbers of a slice: how many of its leaf cells have one, and how large they may be.
fn numbers() -> impl Strategy<Value = Vec<Option<i64>>> {
    (0.0..1.0f64, prop_oneof![Just(3i64), Just(1_000), Just(10_000_000_000)]).prop_flat_map(|(share, most)| {
        prop::collection::vec(prop::option::weighted(share, prop_oneof![1 => Just(0), 4 => 0..most]), 240)
    })
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_total_that_flows_down_at_once_gives_every_leaf_cell_what_the_slow_way_gives(
        wide in any::<bool>(),
        targets in numbers(),
        last_year in numbers(),
        baseline in numbers(),
        holds in prop::collection::vec(0..240usize, 0..30),
        place in any::<prop::sample::Index>(),
        to in prop_oneof![0..50i64, 0..100_000i64, 0..5_000_000_000_000i64],
        method in method(),
    ) {
        let mut board = Board::open(if wide { family() } else { plain() });
        let leaves = leaf_cells(board.plan.outline());
        for (slice, numbers) in [(Slice::Target, &targets), (Slice::LastYear, &last_year), (Slice::Baseline, &baseline)] {
            let cells: Vec<(Address, i64)> =
                leaves.iter().zip(numbers).filter_map(|(at, number)| number.map(|number| (*at, number))).collect();
            board.run(&committee(), Verb::Load { slice, measure: Measure::Revenue, cells });
        }
        for hold in holds {
            let at = leaves[hold % leaves.len()];
            // A cell without a number, or held already, cannot be held.
            let _ = board.try_run(&committee(), crate::support::board::hold(at));
        }
        let all = addresses(board.plan.outline());
        let at = *place.get(&all);
        let flowed = effect::spread(&board.plan, Measure::Revenue, at, to, &method);
        let verb = Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to: Some(to), method };
        let decided = board.try_run(&committee(), verb);
        match (&flowed, &decided) {
            (Some(flowed), Ok(_)) => {
                for at in all {
                    for slice in [Slice::Target, Slice::Outlook] {
                        prop_assert_eq!(
                            flowed.get(slice, Measure::Revenue, at),
                            board.plan.get(slice, Measure::Revenue, at)
                        );
                    }
                }
                assert_ties(flowed, Slice::Target, Measure::Revenue);
            }
            (Some(_), Err(rejection)) => prop_assert!(false, "refused: {rejection:?}"),
            // A leaf cell that is held may be written where it stands, which is not a spread.
            (None, Ok(_)) => prop_assert!(board.plan.outline().is_leaf(at), "did not flow"),
            (None, Err(_)) => {}
        }
    }
}
