//! Over-assignment: the ledger's rows, street percentages along a path, and the cap that a board may set.

use crate::support::board::*;
use crate::support::cases::cases;
use domain::command::Verb;
use domain::goal::{GoalTarget, Metric};
use domain::hedge::{HIGHEST_CAP, HedgeRow, assigned_for, ledger, read, street};
use domain::measure::Measure;
use domain::rejection::Rejection;
use proptest::prelude::*;

fn goal(target: i64) -> Verb {
    Verb::SetGoal(GoalTarget { metric: Metric::TopLine, target })
}

/// The company wants 1,000 and assigns 1,100; the north was offered 500 and assigns 550 to its own.
fn hedged() -> Board {
    let mut board = Board::open(plain());
    board.targets(&[(at(SOUTH, YEAR), 600)]);
    board.run(&committee(), goal(1_000));
    board.run(&committee(), offer(NORTH, yearly(500), None));
    board.run(&manager(NORTH), offer(ANVIK, yearly(300), None));
    board.run(&manager(NORTH), offer(BODO, yearly(250), None));
    board
}

fn hundredths(board: &Board, unit: u32) -> Option<i64> {
    street(&board.plan, unit, Measure::Revenue).hundredths()
}

#[test]
fn a_row_is_what_a_unit_assigns_beyond_its_own_target() {
    let board = hedged();
    let row = |unit| read(&board.plan, unit, Measure::Revenue).unwrap();
    assert_eq!(row(NORTH), HedgeRow { unit: NORTH, target: 500, assigned: 550 });
    assert_eq!([row(COMPANY).hedge(), row(NORTH).hedge(), row(SOUTH).hedge()], [100, 50, 0]);
    assert_eq!(read(&board.plan, ANVIK, Measure::Revenue), None);
    let units: Vec<u32> = ledger(&board.plan, COMPANY, Measure::Revenue).iter().map(|row| row.unit).collect();
    assert_eq!(units, [COMPANY, NORTH, SOUTH, CADIZ]);
}

#[test]
fn over_assignments_multiply_down_the_path_to_the_people() {
    let board = hedged();
    // 1.1 · 1.1 − 1 = 21 %; the south assigns what it has.
    assert_eq!(hundredths(&board, COMPANY), Some(1_000));
    assert_eq!(hundredths(&board, NORTH), Some(2_100));
    assert_eq!(hundredths(&board, ANVIK), Some(2_100));
    assert_eq!(hundredths(&board, CADIZ_PORT), Some(1_000));
}

#[test]
fn a_target_that_is_not_assigned_yet_lowers_the_street_percentage() {
    let mut board = hedged();
    board.run(&committee(), goal(2_200));
    assert_eq!(read(&board.plan, COMPANY, Measure::Revenue).unwrap().hedge(), -1_100);
    // 0.5 · 1.1 − 1.
    assert_eq!(hundredths(&board, ANVIK), Some(-4_500));
}

#[test]
fn what_would_pass_the_cap_is_refused_with_the_path() {
    let mut board = hedged();
    board.run(&committee(), Verb::SetHedgeCap(Some(2_100)));
    let thread = |board: &Board, unit| board.thread(unit).latest().unwrap().revision;
    let answers = Some(thread(&board, ANVIK));
    let refusal = board.refusal(&manager(NORTH), offer(ANVIK, yearly(301), answers));
    let path = vec![COMPANY, NORTH];
    assert_eq!(refusal, Rejection::HedgeCap { measure: Measure::Revenue, path, street: Some(2_122), cap: 2_100 });
    // At the cap or lower is allowed, and whoever gets closer to it from above as well.
    board.run(&manager(NORTH), offer(ANVIK, yearly(299), answers));
    board.run(&committee(), Verb::SetHedgeCap(Some(0)));
    let answers = Some(thread(&board, ANVIK));
    board.run(&manager(NORTH), offer(ANVIK, yearly(290), answers));
    assert!(matches!(board.refusal(&committee(), goal(999)), Rejection::HedgeCap { .. }));
    board.run(&committee(), Verb::SetHedgeCap(None));
    board.run(&committee(), goal(999));
}

#[test]
fn a_manager_learns_of_a_hidden_path_only_as_far_as_they_see_it() {
    let mut board = hedged();
    board.run(&committee(), Verb::SetHedgeCap(Some(2_100)));
    // More for the south raises what the company assigns, and so the street of the north's people.
    let refusal = board.refusal(&committee(), target(at(SOUTH, YEAR), 650));
    let (measure, cap) = (Measure::Revenue, 2_100);
    assert_eq!(refusal, Rejection::HedgeCap { measure, path: vec![COMPANY, NORTH], street: Some(2_650), cap });
    let durban = board.target(at(DURBAN, YEAR)).unwrap();
    let refusal = board.refusal(&manager(SOUTH), target(at(DURBAN, YEAR), durban + 50));
    assert_eq!(refusal, Rejection::HedgeCap { measure, path: vec![COMPANY], street: None, cap });
}

#[test]
fn only_those_who_set_goals_set_the_cap() {
    let mut board = hedged();
    for actor in [manager(NORTH), executive(), guest()] {
        assert_eq!(board.refusal(&actor, Verb::SetHedgeCap(Some(500))), Rejection::NotAllowed);
    }
    assert_eq!(board.refusal(&committee(), Verb::SetHedgeCap(Some(HIGHEST_CAP + 1))), Rejection::TooLarge);
    board.run(&committee(), Verb::SetHedgeCap(Some(500)));
    assert_eq!(board.plan.hedge_cap(), Some(500));
    let packed = domain::snapshot::Snapshot::of(&board.plan);
    assert_eq!(packed.open().hedge_cap(), Some(500));
}

proptest! {
    #![proptest_config(cases(5_000))]

    /// The row of a unit whose children are assigned its target and a rate is exactly that rate, to the rounding unit.
    #[test]
    fn an_over_assignment_by_a_rate_is_that_rate(target in 1_000_i64..1_000_000_000_000, rate in 0_u32..5_000) {
        let assigned = assigned_for(target, rate);
        let exact = i128::from(target) * i128::from(10_000 + rate);
        prop_assert!((i128::from(assigned) * 10_000 - exact).abs() * 2 <= 10_000);
        let mut board = Board::open(plain());
        board.run(&committee(), goal(target));
        board.targets(&[(at(COMPANY, YEAR), assigned)]);
        prop_assert_eq!(read(&board.plan, COMPANY, Measure::Revenue).unwrap().hedge(), i128::from(assigned - target));
        let street = street(&board.plan, CADIZ_TOWN, Measure::Revenue);
        // The exact ratio, rounded half up to hundredths of a percent.
        let (a, t) = (i128::from(assigned), i128::from(target));
        prop_assert_eq!(street.hundredths().map(i128::from), Some((a * 20_000 + t).div_euclid(t * 2) - 10_000));
        prop_assert_eq!(street.exceeds(rate), a * 10_000 > t * i128::from(10_000 + rate));
    }

    /// A cap is kept: no accepted command raises any path above it.
    #[test]
    fn no_accepted_offer_raises_a_path_above_the_cap(
        offers in prop::collection::vec((prop::sample::select(vec![NORTH, ANVIK, BODO, SOUTH, CADIZ, DURBAN]), 0_i64..900), 1..12),
        cap in 0_u32..6_000,
    ) {
        let mut board = hedged();
        board.run(&committee(), Verb::SetHedgeCap(Some(cap)));
        for (unit, amount) in offers {
            let latest = board.plan.thread_of(unit, Measure::Revenue).and_then(|thread| thread.latest());
            let latest = latest.map(|offer| offer.revision);
            let before: Vec<_> = (0..9).map(|unit| street(&board.plan, unit, Measure::Revenue)).collect();
            let accepted = board.try_run(&committee(), offer(unit, yearly(amount), latest));
            for (unit, before) in (0..9).zip(before) {
                let after = street(&board.plan, unit, Measure::Revenue);
                prop_assert!(!after.exceeds(cap) || !after.is_above(&before));
            }
            if let Err(refusal) = accepted {
                prop_assert!(matches!(refusal, Rejection::HedgeCap { .. } | Rejection::Held { .. }), "{:?}", refusal);
            }
        }
    }
}
