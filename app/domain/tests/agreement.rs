//! Agreements: what freezes, what goes on around it, and the conservation line.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::sensible;
use crate::support::thread::accepting;
use domain::command::Verb;
use domain::conservation;
use domain::event::Event;
use domain::goal::{GoalTarget, Metric};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use proptest::prelude::*;

const REVENUE: Measure = Measure::Revenue;

#[test]
fn what_is_agreed_is_frozen_for_targets_commitments_undo_imports_and_release() {
    let mut board = planned();
    let anvik = manager(ANVIK);
    board.run(&anvik, write(Slice::Commitment, at(ANVIK, JANUARY), Some(100)));
    board.run(&committee(), offer(ANVIK, yearly(300), None));
    board.accept(&anvik, ANVIK);
    let held = at(ANVIK, YEAR);
    for place in [held, at(ANVIK, JANUARY)] {
        let refusal = board.refusal(&anvik, write(Slice::Commitment, place, Some(7)));
        assert_eq!(refusal, Rejection::Agreed { at: held });
    }
    assert_eq!(board.refusal(&anvik, Verb::Undo), Rejection::Agreed { at: held });
    assert_eq!(board.refusal(&committee(), release(held)), Rejection::Agreed { at: held });
    let refusal = board.refusal(&committee(), target(held, 301));
    assert_eq!(bound_by(&refusal), (held, 301, 300, vec![held]));
    let moves = |slice| load(slice, REVENUE, &[(at(ANVIK, JANUARY), 105)]);
    assert_eq!(elsewhere(&board.refusal(&committee(), moves(Slice::Target))), (held, 5));
    for slice in [Slice::Commitment, Slice::Agreed] {
        assert_eq!(board.refusal(&committee(), moves(slice)), Rejection::Agreed { at: held });
    }
}

#[test]
fn edits_of_siblings_and_of_totals_above_leave_what_is_agreed() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(300), None));
    board.accept(&manager(ANVIK), ANVIK);
    board.run(&committee(), target(at(BODO, YEAR), 1_000));
    board.run(&committee(), target(at(NORTH, YEAR), 400));
    assert_eq!(board.target(at(BODO, YEAR)), Some(100));
    board.run(&committee(), target(at(COMPANY, FIRST_QUARTER), 700));
    board.run(&committee(), target(at(NORTH, JANUARY), 120));
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(300));
    assert_ties_cell_by_cell(&board, ANVIK);
    let refusal = board.refusal(&committee(), target(at(NORTH, YEAR), 299));
    assert!(matches!(refusal, Rejection::Held { nearest: 300, .. }), "{refusal:?}");
}

#[test]
fn a_counter_offer_of_a_unit_keeps_what_its_children_have_agreed() {
    let mut board = planned();
    board.run(&manager(NORTH), offer(ANVIK, yearly(300), None));
    board.accept(&manager(ANVIK), ANVIK);
    let first = board.run(&committee(), offer(NORTH, yearly(700), None));
    board.run(&manager(NORTH), counter(first, first, yearly(600)));
    assert_ties_cell_by_cell(&board, ANVIK);
    assert_eq!(board.revenue(Slice::Commitment, at(BODO, YEAR)), Some(300));
    let answers = board.thread(NORTH).latest().unwrap().revision;
    let refusal = board.refusal(&manager(NORTH), counter(first, answers, yearly(200)));
    assert!(matches!(refusal, Rejection::Held { total: 200, nearest: 300, .. }), "{refusal:?}");
}

#[test]
fn agreements_below_an_agreed_unit_keep_its_agreed_number() {
    let mut board = planned();
    board.run(&committee(), offer(NORTH, yearly(600), None));
    board.accept(&manager(NORTH), NORTH);
    let first = board.run(&manager(NORTH), offer(ANVIK, yearly(360), None));
    assert_eq!(board.target(at(BODO, YEAR)), Some(240));
    board.run(&manager(ANVIK), counter(first, first, yearly(330)));
    board.accept(&manager(NORTH), ANVIK);
    let agreed = [NORTH, ANVIK, BODO].map(|unit| board.revenue(Slice::Agreed, at(unit, YEAR)));
    assert_eq!(agreed, [Some(600), Some(330), Some(270)]);
    assert_eq!(board.target(at(BODO, YEAR)), Some(270));
    assert_eq!(board.revenue(Slice::Outlook, at(NORTH, YEAR)), Some(600));
    assert_ties_cell_by_cell(&board, ANVIK);
}

#[test]
fn a_unit_whose_children_are_agreed_can_agree_to_more_but_not_to_less() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(500), None));
    board.accept(&manager(ANVIK), ANVIK);
    let refusal = board.refusal(&committee(), offer(NORTH, yearly(499), None));
    assert!(matches!(refusal, Rejection::Held { total: 499, nearest: 500, .. }), "{refusal:?}");
    board.run(&committee(), offer(NORTH, quarterly([650, 50, 0, 0]), None));
    board.accept(&manager(NORTH), NORTH);
    assert_ties_cell_by_cell(&board, NORTH);
    assert_eq!(board.revenue(Slice::Agreed, at(NORTH, YEAR)), Some(700));
    assert_eq!(board.revenue(Slice::Agreed, at(ANVIK, YEAR)), Some(500));
}

#[test]
fn the_conservation_line_adds_up_at_both_sides_latest() {
    let mut board = planned();
    board.run(&committee(), Verb::SetGoal(GoalTarget { metric: Metric::TopLine, target: 2_000 }));
    // South is asked for 1,100; cadiz agrees to 640, durban counters 360 with 300.
    board.run(&committee(), offer(SOUTH, yearly(1_100), None));
    board.run(&manager(SOUTH), offer(CADIZ, yearly(640), None));
    board.accept(&manager(CADIZ), CADIZ);
    let first = board.run(&manager(SOUTH), offer(DURBAN, yearly(360), None));
    board.run(&manager(DURBAN), counter(first, first, yearly(300)));
    let south = conservation::read(&board.plan, SOUTH, REVENUE).unwrap();
    assert_eq!((south.target, south.agreed, south.open, south.open_at_children), (1_100, 640, 360, 300));
    assert_eq!((south.reserve, south.gap(), south.gap_at_children()), (0, 100, 160));
    // The company: south is open at 1,100 on both sides, north has its 600 without an offer.
    let company = conservation::read(&board.plan, COMPANY, REVENUE).unwrap();
    assert_eq!((company.target, company.open, company.open_at_children, company.reserve), (2_000, 1_100, 1_100, 600));
    assert_eq!((company.gap(), company.gap_at_children()), (300, 300));
    assert_eq!(conservation::read(&board.plan, DURBAN, REVENUE), None, "a unit without children");
    for unit in [COMPANY, NORTH, SOUTH, CADIZ] {
        let line = conservation::read(&board.plan, unit, REVENUE).unwrap();
        assert_eq!(line.target, line.agreed + line.open + line.reserve + line.gap());
        assert_eq!(line.target, line.agreed + line.open_at_children + line.reserve + line.gap_at_children());
    }
}

#[test]
fn a_unit_that_agreed_to_its_own_counter_offer_is_measured_by_it() {
    let mut board = planned();
    let first = board.run(&committee(), offer(NORTH, yearly(900), None));
    board.run(&manager(NORTH), counter(first, first, yearly(700)));
    assert_eq!(conservation::read(&board.plan, NORTH, REVENUE).unwrap().target, 900);
    board.accept(&committee(), NORTH);
    assert_eq!(conservation::read(&board.plan, NORTH, REVENUE).unwrap().target, 700);
}

#[test]
fn the_outlook_of_a_unit_that_has_agreed_is_the_agreed_number_whatever_the_forecast_says() {
    let mut board = planned();
    let forecast = [(at(ANVIK, JANUARY), 90), (at(ANVIK, SECOND_QUARTER + 1), 70)];
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &forecast));
    board.run(&committee(), offer(ANVIK, yearly(330), None));
    assert_eq!(board.revenue(Slice::Outlook, at(ANVIK, YEAR)), Some(330), "a total leaves no forecast beside it");
    board.accept(&manager(ANVIK), ANVIK);
    assert_eq!(board.revenue(Slice::Agreed, at(ANVIK, SECOND_QUARTER + 1)), Some(0));
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &[(at(ANVIK, SECOND_QUARTER + 2), 55)]));
    board.run(&committee(), target(at(ANVIK, MARCH), 200));
    assert_eq!(board.revenue(Slice::Outlook, at(ANVIK, YEAR)), Some(330));
    board.run(&committee(), offer(BODO, yearly(300), None));
    let late = [(at(BODO, SECOND_QUARTER + 1), 70)];
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &late));
    assert_eq!(board.revenue(Slice::Outlook, at(BODO, YEAR)), Some(370));
    board.accept(&manager(BODO), BODO);
    assert_eq!(board.revenue(Slice::Outlook, at(BODO, YEAR)), Some(300), "a forecast between offer and accept");
    assert_ties_cell_by_cell(&board, BODO);
    // A hold keeps the spread out of the port, but not the agreement.
    board.run(&committee(), hold(at(CADIZ_PORT, YEAR)));
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &[(at(CADIZ_PORT, SECOND_QUARTER + 1), 70)]));
    board.run(&committee(), offer(CADIZ, yearly(600), None));
    board.accept(&manager(CADIZ), CADIZ);
    assert_eq!(board.revenue(Slice::Outlook, at(CADIZ, YEAR)), Some(600));
    assert_ties_cell_by_cell(&board, CADIZ);
}

#[test]
fn an_offer_that_an_agreement_above_has_no_room_for_is_refused_and_not_bent() {
    let mut board = planned();
    board.run(&committee(), offer(CADIZ, yearly(600), None));
    board.accept(&manager(CADIZ), CADIZ);
    let refusal = board.refusal(&committee(), offer(CADIZ_PORT, quarterly([0, 0, 600, 1]), None));
    assert!(matches!(refusal, Rejection::Held { total: 1, nearest: 0, .. }), "{refusal:?}");
    board.run(&committee(), offer(CADIZ_PORT, quarterly([0, 0, 599, 1]), None));
    assert_eq!(board.target(at(CADIZ_TOWN, YEAR)), Some(0));
}

#[test]
fn what_an_offer_moved_below_an_agreed_number_is_agreed_with_the_first_part_of_it() {
    let mut board = Board::open(family());
    board.run(&committee(), target(at(CADIZ_TOWN, YEAR), 600));
    board.run(&committee(), offer(CADIZ, yearly(600), None));
    board.accept(&manager(CADIZ), CADIZ);
    board.run(&committee(), offer(CADIZ_PORT, quarterly([0, 0, 0, 1]), None));
    let part = accepting(&board, CADIZ_PORT, &[FIRST_QUARTER], &[], None);
    board.run(&manager(CADIZ_PORT), part);
    for slice in [Slice::Target, Slice::Agreed] {
        assert_eq!(board.revenue(slice, at(CADIZ, YEAR)), Some(600), "{slice:?}");
        assert_eq!(board.revenue(slice, at(CADIZ_PORT, YEAR)), Some(1), "{slice:?}");
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn whatever_happens_later_every_agreed_number_is_the_target_and_the_agreed_total_of_its_unit(
        moves in prop::collection::vec(sensible(), 1..30)
    ) {
        let mut board = Board::open(family());
        for step in moves {
            let Some((actor, verb)) = step.on(&board.plan) else { continue };
            if board.try_run(&actor, verb).is_err() {
                continue;
            }
            if let Some(Event::Offered { unit, numbers, changes, .. }) = board.log.last().unwrap().events.first() {
                for number in numbers {
                    let written = board.plan.get(changes.slice, changes.measure, at(*unit, number.period));
                    prop_assert_eq!(written, Some(number.amount), "what is offered is what is written");
                }
            }
            let agreed = board.plan.threads().iter().filter(|thread| thread.state().is_settled());
            for thread in agreed {
                for number in &thread.settled().unwrap().numbers {
                    let of = |slice| board.plan.get(slice, thread.measure, at(thread.unit, number.period));
                    prop_assert_eq!(of(Slice::Target), Some(number.amount));
                    prop_assert_eq!(of(Slice::Agreed), Some(number.amount));
                    prop_assert_eq!(of(Slice::Outlook), Some(number.amount));
                }
            }
        }
    }
}
