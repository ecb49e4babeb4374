//! Replaying a log at once gives what its revisions give one by one: numbers, goals, journal and what can be taken back.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use proptest::prelude::*;

/// Every number of a plan, totals too.
fn numbers(plan: &Plan) -> Vec<Option<i64>> {
    let mut numbers = Vec::new();
    for slice in Slice::ALL {
        for measure in Measure::ALL {
            numbers.extend(addresses(plan.outline()).into_iter().map(|at| plan.get(slice, measure, at)));
        }
    }
    numbers
}

fn replayed(board: &Board, from: usize) -> Plan {
    let mut plan = Plan::new(board.plan.outline().clone());
    board.log[..from].iter().for_each(|entry| plan.evolve(entry));
    plan.replay(&board.log);
    plan
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_log_replayed_at_once_gives_what_its_revisions_give_one_by_one(
        steps in prop::collection::vec(sensible(), 0..80),
        from in any::<prop::sample::Index>(),
    ) {
        let mut board = Board::open(family());
        for step in steps {
            if let Some((actor, verb)) = step.on(&board.plan) {
                let _ = board.try_run(&actor, verb);
            }
        }
        let plan = replayed(&board, from.index(board.log.len()));
        prop_assert_eq!(Snapshot::of(&plan), Snapshot::of(&board.plan));
        prop_assert_eq!(numbers(&plan), numbers(&board.plan));
        prop_assert_eq!(plan.check(), board.plan.check());
    }
}

#[test]
fn after_hundreds_of_spreads_replayed_at_once_the_same_ones_can_be_taken_back() {
    let mut board = Board::open(family());
    for time in 0..520 {
        let actor = if time % 3 == 0 { second_committee() } else { committee() };
        board.run(&actor, target(domain::address::Address::COMPANY, 1_000_000 + time * 7));
    }
    let mut plan = replayed(&board, 1);
    assert_eq!(Snapshot::of(&plan), Snapshot::of(&board.plan));
    plan.replay(&board.log);
    assert_eq!(Snapshot::of(&plan), Snapshot::of(&board.plan), "what is applied already is left out");
}
