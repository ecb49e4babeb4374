//! What a tactic does to the plan, compared with the plan without it or before a change of it.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::address::Address;
use domain::command::Verb;
use domain::goal::Metric;
use domain::measure::{Measure, Slice};
use domain::tactic::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn effects_beside_each_other_read_at_once_are_those_read_one_by_one(
        activities in prop::collection::vec(activity(), 1..6)
    ) {
        let mut board = Board::open(family());
        for activity in &activities {
            board.run(&committee(), Verb::PlanTactic(Box::new(activity.clone())));
        }
        let one_by_one: Option<Vec<Effect>> =
            board.plan.tactics().iter().map(|tactic| net_effect(&board.plan, tactic.id)).collect();
        prop_assert_eq!(net_effects(&board.plan), one_by_one);
    }

    #[test]
    fn a_plan_without_a_tactic_is_the_plan_after_it_is_dropped_and_what_it_brings_is_the_difference(
        activities in prop::collection::vec(activity(), 1..5), which in any::<prop::sample::Index>()
    ) {
        let mut board = Board::open(family());
        for activity in &activities {
            board.run(&committee(), Verb::PlanTactic(Box::new(activity.clone())));
        }
        let tactic = which.get(board.plan.tactics()).clone();
        let drop = command(77, board.plan.revision(), Verb::DropTactic { tactic: tactic.id, seen: tactic.revision });
        let dropped = tried(&board.plan, &drop, &committee()).unwrap();
        let before = without(&board.plan, tactic.id).unwrap();
        let sum = |plan: &domain::plan::Plan, measure| {
            i128::from(plan.get(Slice::Tactics, measure, Address::COMPANY).unwrap_or(0))
        };
        for measure in Measure::ALL {
            assert_ties(&before, Slice::Tactics, measure);
            prop_assert_eq!(sum(&before, measure), sum(&dropped, measure));
        }
        let outcome = outcome(&before, &board.plan, tactic.id).unwrap();
        let lost: i64 = outcome.meetings.iter().map(|meeting| meeting.before - meeting.after).sum();
        let gained = sum(&board.plan, Measure::Revenue) - sum(&before, Measure::Revenue);
        prop_assert_eq!(gained, i128::from(outcome.net.total(Measure::Revenue) - lost), "all that moves is named");
        prop_assert!(outcome.meetings.iter().all(|meeting| meeting.tactic != tactic.id));
        prop_assert!(outcome.net.total(Measure::Revenue) <= outcome.alone.total(Measure::Revenue));
        prop_assert_eq!(outcome.covers[0].0, tactic.activity.target.measure);
    }
}

#[test]
fn trying_a_tactic_leaves_the_plan_as_it_was_and_shows_every_goal_before_and_after() {
    let board = Board::open(family());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let planned = activity().new_tree(&mut runner).unwrap().current();
    let check = board.plan.check();
    let command = command(1, 1, Verb::PlanTactic(Box::new(planned)));
    let after = tried(&board.plan, &command, &committee()).unwrap();
    let outcome = outcome(&board.plan, &after, after.revision()).unwrap();
    assert_eq!(board.plan.check(), check);
    assert_eq!(outcome.goals[0].len(), Metric::ALL.len());
    assert_eq!(outcome.goals[1], domain::goal::read(&after));
    assert!(tried(&board.plan, &command, &executive()).is_err());
}
