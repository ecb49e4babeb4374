//! The outlook, kept up to date edit by edit, is the one that is derived anew.

use crate::support::board::*;
use crate::support::cases::cases;
use domain::address::Address;
use domain::command::Verb;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use proptest::prelude::*;

/// The plan as it comes out of its snapshot: every total and every outlook derived anew.
fn reopened(plan: &Plan) -> Plan {
    Snapshot::of(plan).open()
}

/// What is tried on a leaf cell, a total above it, or the whole board.
#[derive(Clone, Copy, Debug)]
enum Step {
    Target(Option<i64>),
    Total(i64),
    /// The unit promises what it is asked for: its outlook stays the same number, and no longer follows the target.
    Promise,
    Commitment(Option<i64>),
    Baseline(i64),
    Offer(i64),
    Accept,
    Undo,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..1_000i64).prop_map(|number| Step::Target(Some(number))),
        1 => Just(Step::Target(None)),
        1 => (0..10_000i64).prop_map(Step::Total),
        2 => Just(Step::Promise),
        1 => prop::option::of(0..1_000i64).prop_map(Step::Commitment),
        1 => (0..1_000i64).prop_map(Step::Baseline),
        1 => (0..10_000i64).prop_map(Step::Offer),
        1 => Just(Step::Accept),
        1 => Just(Step::Undo),
        2 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn an_outlook_that_shares_the_rows_of_its_targets_is_the_one_derived_anew(
        steps in prop::collection::vec((step(), any::<prop::sample::Index>()), 1..24),
    ) {
        let mut board = Board::open(plain());
        let cells = leaf_cells(board.plan.outline());
        let loaded: Vec<_> = cells.iter().map(|at| (*at, 100)).collect();
        board.run(&second_committee(), load(Slice::Target, Measure::Revenue, &loaded));
        board.run(&second_committee(), load(Slice::LastYear, Measure::CostOfGoods, &loaded[..20]));
        board.run(&second_committee(), load(Slice::LastYear, Measure::Revenue, &loaded));
        // Every leaf cell has a target: from here on both are one column.
        board.plan = reopened(&board.plan);
        for (step, place) in steps {
            // Few, so that they meet.
            let at = *place.get(&cells[..4]);
            let year = Address { period: YEAR, ..at };
            let verb = match step {
                Step::Target(to) => write(Slice::Target, at, to),
                Step::Total(to) => target(year, to),
                Step::Promise => write(Slice::Commitment, at, board.target(at)),
                Step::Commitment(to) => write(Slice::Commitment, at, to),
                Step::Baseline(number) => load(Slice::Baseline, Measure::Revenue, &[(at, number)]),
                Step::Offer(amount) => offer(at.unit, yearly(amount), None),
                Step::Accept => {
                    let thread = board.plan.thread_of(at.unit, Measure::Revenue);
                    let Some((thread, latest)) = thread.and_then(|thread| Some((thread, thread.latest()?))) else {
                        continue;
                    };
                    accept(thread, latest)
                }
                Step::Undo => Verb::Undo,
                Step::Reopen => {
                    board.plan = reopened(&board.plan);
                    continue;
                }
            };
            let actor = match &verb {
                Verb::Load { .. } => second_committee(),
                Verb::Assign { slice: Slice::Commitment, .. } | Verb::Accept { .. } => manager(at.unit),
                _ => committee(),
            };
            // What is refused changes nothing, and is not what is tried here.
            if board.try_run(&actor, verb).is_ok() {
                assert_alike(&board.plan, &reopened(&board.plan));
            }
        }
    }
}
