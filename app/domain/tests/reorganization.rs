//! Units that move to another parent: nothing is lost, everything ties, and the plan as it was made stays readable.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{Move as Made, sensible};
use domain::access;
use domain::address::Address;
use domain::command::Verb;
use domain::hold::HoldReason;
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::reorganization::{Move, MoveFault, Reorganization};
use domain::snapshot::Snapshot;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn reorganized(board: &Board, moves: &[Move]) -> Result<Reorganization, MoveFault> {
    Reorganization::of(board.plan.outline(), moves)
}

fn code(outline: &Outline, unit: u32) -> String {
    outline.units.get(unit).map(|unit| unit.code.clone()).unwrap_or_default()
}

/// Every leaf cell by the code of its unit.
fn by_code(plan: &Plan, slice: Slice, measure: Measure) -> BTreeMap<(String, Address), i64> {
    let key = |at: Address| (code(plan.outline(), at.unit), Address { unit: 0, ..at });
    plan.leaves(slice, measure).map(|(at, number)| (key(at), number)).collect()
}

const CADIZ_TO_NORTH: Move = Move { unit: CADIZ, to: NORTH, from: FEBRUARY };

#[test]
fn each_month_rolls_up_by_the_structure_that_is_valid_in_it() {
    let board = planned();
    let moved = reorganized(&board, &[CADIZ_TO_NORTH]).unwrap();
    let plan = moved.carry(&board.plan).unwrap();
    let read = |unit, period| {
        let at = moved.renumbering().address(at(unit, period));
        let as_is = moved.as_is(&plan, Slice::Target, Measure::Revenue, at);
        (moved.as_planned(&plan, Slice::Target, Measure::Revenue, at).unwrap(), as_is.unwrap())
    };
    assert_eq!(read(NORTH, JANUARY), (200, 200));
    assert_eq!(read(NORTH, FEBRUARY), (200, 400));
    assert_eq!(read(NORTH, FIRST_QUARTER), (600, 1_000));
    assert_eq!(read(SOUTH, FIRST_QUARTER), (900, 500));
    assert_eq!(read(CADIZ, FIRST_QUARTER), (600, 600));
    assert_eq!(read(COMPANY, YEAR), (1_500, 1_500));
}

#[test]
fn a_move_carries_cells_holds_threads_and_what_can_be_undone() {
    let mut board = planned();
    board.run(&committee(), offer(CADIZ, yearly(700), None));
    board.run(&manager(CADIZ), counter(board.thread(CADIZ).id, board.thread(CADIZ).offers[0].revision, yearly(600)));
    board.run(&manager(CADIZ), target(at(CADIZ_PORT, JANUARY), 123));
    board.run(&manager(CADIZ), hold(at(CADIZ_PORT, JANUARY)));
    let moved = reorganized(&board, &[CADIZ_TO_NORTH]).unwrap();
    let mut after = board.clone();
    after.plan = moved.carry(&board.plan).unwrap();
    let numbers = moved.renumbering();
    let (cadiz, port) = (numbers.unit(CADIZ), numbers.unit(CADIZ_PORT));
    assert_eq!(code(after.plan.outline(), cadiz), "cadiz");
    assert_eq!(after.plan.outline().units.parent(cadiz), Some(numbers.unit(NORTH)));
    assert_eq!(after.target(at(port, JANUARY)), Some(123));
    assert_eq!(after.thread(cadiz).offers, board.thread(CADIZ).offers);
    let held = after.plan.holds().get(Measure::Revenue, at(port, JANUARY)).unwrap();
    assert_eq!((held.reason, held.holder.unit), (HoldReason::Asked, Some(cadiz)));
    // The manager of the new parent answers for it now, the old one no longer does.
    let (north, south) = (numbers.actor(&manager(NORTH)), numbers.actor(&manager(SOUTH)));
    assert!(access::sees(after.plan.outline(), &north, port) && !access::sees(after.plan.outline(), &south, port));
    // Its author takes back what was written before the move.
    after.run(&numbers.actor(&manager(CADIZ)), Verb::Release { measure: Measure::Revenue, at: at(port, JANUARY) });
    after.run(&numbers.actor(&manager(CADIZ)), Verb::Undo);
    assert_ne!(after.target(at(port, JANUARY)), Some(123));
    assert_ties(&after.plan, Slice::Target, Measure::Revenue);
}

#[test]
fn a_held_total_that_would_change_is_named() {
    let mut board = planned();
    board.run(&committee(), hold(at(SOUTH, FIRST_QUARTER)));
    let Err(MoveFault::Held { hold, number }) = reorganized(&board, &[CADIZ_TO_NORTH]).unwrap().carry(&board.plan)
    else {
        panic!("not refused")
    };
    assert_eq!((hold.corridor.low, number), (900, 300));
    board.run(&committee(), release(at(SOUTH, FIRST_QUARTER)));
    // A total that contains both parents does not change.
    board.run(&committee(), crate::support::board::hold(at(COMPANY, FIRST_QUARTER)));
    assert!(reorganized(&board, &[CADIZ_TO_NORTH]).unwrap().carry(&board.plan).is_ok());
}

#[test]
fn moves_that_make_no_tree_are_refused() {
    let board = planned();
    let fault = |unit, to, from| Reorganization::of(board.plan.outline(), &[Move { unit, to, from }]).unwrap_err();
    assert_eq!(fault(COMPANY, NORTH, JANUARY), MoveFault::Circle);
    assert_eq!(fault(SOUTH, CADIZ, JANUARY), MoveFault::Circle);
    assert_eq!(fault(CADIZ, ANVIK, JANUARY), MoveFault::UnderLeaf);
    assert_eq!(fault(CADIZ, 99, JANUARY), MoveFault::Unknown);
    assert_eq!(fault(CADIZ, NORTH, FIRST_QUARTER), MoveFault::Unknown);
    let both = [ANVIK, BODO].map(|unit| Move { unit, to: SOUTH, from: MARCH });
    assert_eq!(Reorganization::of(board.plan.outline(), &both).unwrap_err(), MoveFault::LastChild);
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let month = prop::sample::select(vec![JANUARY, FEBRUARY, MARCH, 6, 10]);
    let made = (1_u32..9, 0_u32..9, month).prop_map(|(unit, to, from)| Move { unit, to, from });
    prop::collection::vec(made, 1..5)
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// After any moves of any board: children sum to parents, every cell, hold, thread and tactic is still there, what a
    /// company total was it is, and the plan as it was made has not changed.
    #[test]
    fn after_any_moves_everything_ties_and_nothing_is_lost(
        made in prop::collection::vec(sensible(), 0..25),
        moves in moves(),
    ) {
        let mut board = Board::open(family());
        board.targets(&[(Address::COMPANY, 12_345)]);
        for made in &made {
            if let Some((actor, verb)) = Made::on(made, &board.plan) {
                let _ = board.try_run(&actor, verb);
            }
        }
        let before = Snapshot::of(&board.plan);
        let Ok(moved) = Reorganization::of(board.plan.outline(), &moves) else { return Ok(()) };
        let plan = &board.plan;
        match moved.carry(plan) {
            Ok(carried) => {
                for measure in Measure::ALL {
                    for slice in Slice::STORED {
                        assert_ties(&carried, slice, measure);
                        let same = by_code(plan, slice, measure) == by_code(&carried, slice, measure);
                        prop_assert!(same || slice == Slice::Tactics);
                        // Tactics land where they act, which is another set of units now.
                        let company = |plan: &Plan| plan.get(slice, measure, Address::COMPANY);
                        prop_assert!(slice == Slice::Tactics || company(plan) == company(&carried));
                    }
                }
                prop_assert_eq!(carried.holds().len(), plan.holds().len());
                prop_assert_eq!(carried.threads().len(), plan.threads().len());
                prop_assert_eq!(carried.tactics().len(), plan.tactics().len());
                prop_assert_eq!(carried.journal().len(), plan.journal().len());
                for thread in plan.threads() {
                    let other = carried.thread(thread.id).unwrap();
                    let codes = (code(plan.outline(), thread.unit), code(carried.outline(), other.unit));
                    prop_assert_eq!(codes.0, codes.1);
                }
                let numbers = moved.renumbering();
                for slice in Slice::ALL {
                    for measure in [Measure::Revenue, Measure::CostOfGoods] {
                        for unit in 0..9 {
                            // The last structure is what the months of the last era show.
                            let december = numbers.address(at(unit, 16));
                            let as_is = moved.as_is(&carried, slice, measure, december);
                            prop_assert_eq!(carried.get(slice, measure, december), as_is);
                        }
                        for period in 0..plan.outline().periods.len() {
                            let company = at(COMPANY, period);
                            let whole = carried.get(slice, measure, company);
                            prop_assert_eq!(moved.as_is(&carried, slice, measure, company), whole);
                            prop_assert_eq!(moved.as_planned(&carried, slice, measure, company), whole);
                            // Children sum to parents in every month, whatever structure is valid in it.
                            let leaf = plan.outline().periods.is_leaf(period);
                            let read = |unit| moved.as_is(&carried, slice, measure, at(unit, period)).unwrap_or(0);
                            let all: i64 = (0..9).filter(|unit| carried.outline().units.is_leaf(*unit)).map(read).sum();
                            prop_assert!(!leaf || all == read(COMPANY));
                        }
                    }
                }
                // As planned is what the plan was, unit for unit.
                for unit in 0..9 {
                    let read = moved.as_planned(&carried, Slice::Target, Measure::Revenue, numbers.address(at(unit, YEAR)));
                    prop_assert_eq!(read, plan.get(Slice::Target, Measure::Revenue, at(unit, YEAR)));
                }
                assert_alike(&carried, &Snapshot::of(&carried).open());
            }
            Err(MoveFault::Held { hold, number }) => prop_assert!(!hold.corridor.contains(number)),
            Err(fault) => prop_assert!(false, "{:?}", fault),
        }
        prop_assert_eq!(before, Snapshot::of(plan));
    }
}
