//! Units that move on a live board: one revision, after which everybody goes on under the new tree.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{Move as Made, sensible};
use domain::address::Address;
use domain::command::{Command, Verb};
use domain::decide::{decide, decide_on_board};
use domain::dimension::MemberId;
use domain::event::Event;
use domain::hold::HoldReason;
use domain::journal::Act;
use domain::live::{decode, encode};
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::reorganization::{Move, MoveFault, Reorganization, laid_out};
use domain::snapshot::Snapshot;
use domain::view::View;
use domain::why::{Cause, Why};
use proptest::prelude::*;
use uuid::Uuid;

fn unit(plan: &Plan, code: &str) -> MemberId {
    plan.outline().units.find(code).unwrap()
}

fn moves(unit: MemberId, to: MemberId, from: MemberId) -> Verb {
    Verb::Reorganize(vec![Move { unit, to, from }])
}

#[test]
fn a_unit_that_moves_takes_its_numbers_along_and_everybody_is_told_who_moved_it() {
    let mut board = planned();
    board.run(&committee(), hold(at(CADIZ_PORT, JANUARY)));
    let revision = board.run(&committee(), moves(CADIZ, NORTH, FEBRUARY));
    let plan = &board.plan;
    let (north, south, cadiz) = (unit(plan, "north"), unit(plan, "south"), unit(plan, "cadiz"));
    assert_eq!(plan.outline().units.parent(cadiz), Some(north));
    assert_eq!((board.target(at(north, YEAR)), board.target(at(south, YEAR))), (Some(1_200), Some(300)));
    let held = plan.holds().get(Measure::Revenue, at(unit(plan, "cadiz-port"), JANUARY)).unwrap();
    assert_eq!(held.reason, HoldReason::Asked);
    let line = plan.journal().last().unwrap();
    assert_eq!((line.revision, &*line.author), (revision, "Carmen"));
    assert_eq!(line.act, Act::Moved { unit: cadiz, to: north, from: FEBRUARY });
    assert_eq!(plan.reorganized(), revision);
    let structure = plan.structure().unwrap();
    assert_eq!(structure.planned, plain());
    assert_eq!(structure.moves.len(), 1);
    let so_far = Reorganization::so_far(plan).unwrap();
    let read = |slice| {
        let read = |unit| so_far.as_is(plan, slice, Measure::Revenue, at(unit, FIRST_QUARTER)).unwrap();
        (read(north), read(south))
    };
    // January still counts where it was planned.
    assert_eq!(read(Slice::Target), (1_000, 500));
    assert_eq!(so_far.affected().into_iter().collect::<Vec<_>>(), [COMPANY, north, south]);
}

#[test]
fn moves_follow_each_other_in_the_order_of_their_months() {
    let mut board = planned();
    board.run(&committee(), moves(CADIZ, NORTH, MARCH));
    let (cadiz, company) = (unit(&board.plan, "cadiz"), COMPANY);
    board.run(&committee(), moves(cadiz, company, FEBRUARY));
    let plan = &board.plan;
    // From March on it belongs to the north, whenever that was decided.
    assert_eq!(plan.outline().units.parent(unit(plan, "cadiz")), Some(unit(plan, "north")));
    let so_far = Reorganization::so_far(plan).unwrap();
    let read =
        |code, period| so_far.as_is(plan, Slice::Target, Measure::Revenue, at(unit(plan, code), period)).unwrap();
    let months = |code| [JANUARY, FEBRUARY, MARCH].map(|month| read(code, month));
    assert_eq!((months("north"), months("south")), ([200, 200, 400], [300, 100, 100]));
    assert_eq!(plan.structure().unwrap().moves.len(), 2);
}

#[test]
fn what_was_written_down_before_is_refused_and_moves_are_the_committees() {
    let mut board = planned();
    let seen = board.plan.revision();
    assert_eq!(board.refusal(&manager(SOUTH), moves(CADIZ, NORTH, MARCH)), Rejection::NotAllowed);
    assert_eq!(board.refusal(&executive(), moves(CADIZ, NORTH, MARCH)), Rejection::NotAllowed);
    let none = Rejection::Move(MoveFault::Unknown);
    assert_eq!(board.refusal(&committee(), Verb::Reorganize(Vec::new())), none);
    assert_eq!(board.refusal(&committee(), moves(SOUTH, CADIZ, MARCH)), Rejection::Move(MoveFault::Circle));
    board.run(&committee(), hold(at(SOUTH, YEAR)));
    let refused = board.refusal(&committee(), moves(CADIZ, NORTH, MARCH));
    assert!(matches!(refused, Rejection::Move(MoveFault::Held { number: 300, .. })), "{refused:?}");
    board.run(&committee(), release(at(SOUTH, YEAR)));
    board.run(&committee(), moves(CADIZ, NORTH, MARCH));
    let late = Command { id: Uuid::nil(), base: seen, verb: target(at(SOUTH, JANUARY), 7) };
    assert_eq!(decide(&board.plan, &late, &committee()), Err(Rejection::Reorganized));
    assert_eq!(decide_on_board(&board.plan, &late, &committee()), Err(Rejection::Reorganized));
    let on_board = Command { base: board.plan.revision(), verb: moves(CADIZ, COMPANY, MARCH), ..late };
    assert_eq!(decide_on_board(&board.plan, &on_board, &committee()), Err(Rejection::NotAllowed));
}

#[test]
fn why_a_number_is_what_it_is_tells_of_the_move() {
    let mut board = planned();
    board.run(&committee(), target(at(CADIZ_PORT, JANUARY), 150));
    let node = |unit| Node { slice: Slice::Target, measure: Measure::Revenue, at: at(unit, YEAR) };
    let mut why = Why::from_the_beginning(node(SOUTH));
    board.log.iter().for_each(|entry| why.follow(entry));
    let revision = board.run(&committee(), moves(CADIZ, NORTH, MARCH));
    let south = unit(&board.plan, "south");
    why.reorganize(board.log.last().unwrap(), board.plan.clone(), node(south));
    board.run(&committee(), target(at(unit(&board.plan, "durban"), MARCH), 130));
    why.follow(board.log.last().unwrap());
    let bridge = why.bridge();
    assert_eq!((bridge.node, bridge.last), (node(south), board.target(at(south, YEAR))));
    let moved = bridge.steps.iter().find(|step| step.revision == revision).unwrap();
    assert_eq!((moved.cause, moved.delta, moved.author.as_str()), (Cause::Reorganized, -650, "Carmen"));
    assert_eq!(bridge.steps.iter().map(|step| step.delta).sum::<i64>(), bridge.last.unwrap());
}

#[test]
fn a_manager_goes_on_with_what_the_new_tree_gives_them_and_hears_of_no_others() {
    let mut board = planned();
    board.run(&committee(), moves(CADIZ, NORTH, MARCH));
    let entry = board.log.last().unwrap();
    let (north, south) = (manager(unit(&board.plan, "north")), manager(unit(&board.plan, "south")));
    for (actor, lines) in [(&north, 1), (&south, 0)] {
        let view = View::new(board.plan.outline(), actor);
        let seen = view.plan(&board.plan);
        assert_eq!(view.entry(&board.plan, entry).events, [Event::Reorganized(Vec::new())]);
        let moved = seen.journal().iter().filter(|line| matches!(line.act, Act::Moved { .. })).count();
        assert_eq!((moved, seen.structure(), seen.reorganized()), (lines, None, entry.revision));
    }
    let seen = View::new(board.plan.outline(), &north).plan(&board.plan);
    assert_eq!(seen.get(Slice::Target, Measure::Revenue, at(unit(&seen, "cadiz-port"), MARCH)), Some(100));
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Whatever is done before, between and after moves: everything ties, the log leads to the plan, at once or one by one,
    /// a snapshot opens to it, and the plan before, laid out under the new tree, has every number of the plan after.
    #[test]
    fn the_log_leads_through_moves_to_the_plan(
        steps in prop::collection::vec(
            prop_oneof![4 => sensible().prop_map(Ok), 1 => (1_u32..9, 0_u32..9, 2_u32..17).prop_map(Err)],
            1..30,
        ),
    ) {
        let mut board = Board::open(family());
        board.targets(&[(Address::COMPANY, 12_345)]);
        for step in &steps {
            match step {
                Ok(made) => {
                    if let Some((actor, verb)) = Made::on(made, &board.plan) {
                        let _ = board.try_run(&actor, verb);
                    }
                }
                Err((unit, to, from)) => {
                    let before = board.plan.clone();
                    if board.try_run(&committee(), moves(*unit, *to, *from)).is_ok() {
                        let laid_out = laid_out(&before, board.plan.outline()).unwrap();
                        for slice in Slice::ALL {
                            for measure in Measure::ALL {
                                prop_assert!(laid_out.leaves(slice, measure).eq(board.plan.leaves(slice, measure)));
                                assert_ties(&board.plan, slice, measure);
                            }
                        }
                    }
                }
            }
        }
        let mut one_by_one = Plan::new(family().into());
        board.log.iter().for_each(|entry| one_by_one.evolve(&decode(&encode(entry)).unwrap()));
        let mut at_once = Plan::new(family().into());
        at_once.replay(&board.log);
        for plan in [&one_by_one, &at_once, &Snapshot::of(&board.plan).open()] {
            prop_assert_eq!(Snapshot::of(plan), Snapshot::of(&board.plan));
            assert_alike(plan, &board.plan);
        }
    }
}
