//! Meetings: the order of the agenda, the clock of an item, who may drive, and what was decided between two revisions.

use crate::support::board::*;
use crate::support::thread::motion;
use domain::actor::Party;
use domain::command::Verb;
use domain::goal::{GoalTarget, Metric};
use domain::measure::{Measure, Slice};
use domain::meeting::*;
use domain::thread::{Motion, Side, ThreadDeed};

fn goals(metric: Metric, target: i64) -> Verb {
    Verb::SetGoal(GoalTarget { metric, target })
}

/// Offers a number to a unit and counters it.
fn contested(board: &mut Board, unit: u32, offered: i64, countered: i64) -> u64 {
    let first = board.run(&committee(), offer(unit, yearly(offered), None));
    board.run(&manager(unit), counter(first, first, yearly(countered)));
    first
}

fn order(board: &Board) -> Vec<u64> {
    agenda(&board.plan).iter().map(|contested| contested.thread).collect()
}

#[test]
fn what_moves_the_largest_share_of_a_goal_comes_first() {
    let mut board = planned();
    board.run(&committee(), goals(Metric::TopLine, 2_000));
    let small = contested(&mut board, ANVIK, 400, 390);
    let large = contested(&mut board, BODO, 400, 300);
    let middle = contested(&mut board, DURBAN, 400, 350);
    assert_eq!(order(&board), [large, middle, small]);
    let weights: Vec<Option<Weight>> = agenda(&board.plan).iter().map(|contested| contested.weight).collect();
    let expect = [50_000, 25_000, 5_000].map(|share| Some(Weight { goal: Metric::TopLine, share }));
    assert_eq!(weights, expect, "100, 50 and 10 of a target of 2,000");
}

#[test]
fn a_small_amount_that_moves_a_tight_goal_comes_before_a_large_one_that_does_not() {
    let mut board = planned();
    let expenses = |amount| [(at(ANVIK, JANUARY), amount)];
    board.run(&committee(), load(Slice::Baseline, Measure::SalesExpense, &expenses(100)));
    board.run(&committee(), goals(Metric::TopLine, 1_000_000));
    board.run(&committee(), goals(Metric::SellingGeneralAdministrative, 100));
    let revenue = contested(&mut board, BODO, 900, 300);
    let (unit, measure, numbers) = (ANVIK, Measure::SalesExpense, yearly(100));
    let asked = Verb::Offer { unit, measure, numbers, reason: None, answers: None };
    let expense = board.run(&committee(), asked);
    board.run(&manager(ANVIK), counter(expense, expense, yearly(120)));
    assert_eq!(order(&board), [expense, revenue]);
}

#[test]
fn only_open_threads_with_two_positions_that_differ_are_contested() {
    let mut board = planned();
    let offered = board.run(&committee(), offer(ANVIK, yearly(400), None));
    assert!(order(&board).is_empty(), "nobody has answered yet");
    board.run(&manager(ANVIK), counter(offered, offered, yearly(390)));
    assert_eq!(order(&board), [offered]);
    let moved = board.thread(ANVIK).moved;
    board.run(&committee(), offer(ANVIK, yearly(390), Some(moved)));
    assert!(order(&board).is_empty(), "both say the same");

    let handed_on = board.run(&committee(), offer(BODO, yearly(400), None));
    let escalate = motion(&board, BODO, Motion::Escalate { reason: reason() });
    board.run(&manager(BODO), escalate);
    assert_eq!(agenda(&board.plan), [Contested { thread: handed_on, weight: None }], "one side has named no number");
}

#[test]
fn the_clock_of_an_item_runs_while_it_is_discussed_and_says_when_it_is_over() {
    let item = Item { thread: 7, minutes: 5, spent: 60_000, since: Some(1_000_000), weight: None };
    assert_eq!(item.elapsed(1_000_000), 60_000);
    assert_eq!(item.elapsed(1_030_000), 90_000);
    assert_eq!(item.elapsed(900_000), 60_000, "a clock that is behind takes no time back");
    assert!(!item.is_over(1_240_000) && item.is_over(1_240_001));
    let rests = Item { since: None, ..item };
    assert_eq!((rests.elapsed(9_000_000), rests.is_over(9_000_000)), (60_000, false));
    assert!(rests.is_begun() && !Item { spent: 0, ..rests }.is_begun());
    assert_eq!([0, 5, 9_999].map(sensible_minutes), [1, 5, MOST_MINUTES]);
}

fn meeting(presenter: &str, people: &[(&str, i64)]) -> Meeting {
    let party = |name: &str| Party { person: format!("person-{name}"), name: name.to_owned() };
    let attendee =
        |(name, here_until): &(&str, i64)| Attendee { who: party(name), came_at: 0, here_until: *here_until };
    Meeting {
        id: "m".to_owned(),
        presenter: party(presenter),
        opened: Mark { at: 0, revision: 1 },
        closed: None,
        minutes: MINUTES,
        version: 1,
        items: Vec::new(),
        people: people.iter().map(attendee).collect(),
        notes: Vec::new(),
    }
}

#[test]
fn whoever_speaks_for_the_level_above_may_drive_and_take_over_once_the_presenter_is_gone() {
    let mut board = planned();
    assert!(may_present(&board.plan, &committee()) && !may_present(&board.plan, &manager(NORTH)));
    contested(&mut board, ANVIK, 400, 390);
    assert!(may_present(&board.plan, &manager(NORTH)), "an open thread of a unit below");
    for other in [manager(ANVIK), manager(SOUTH), executive()] {
        assert!(!may_present(&board.plan, &other), "{}", other.name);
    }
    let meeting = meeting("Conrad", &[("Conrad", 100), ("Carmen", 500)]);
    assert!(!meeting.may_be_taken_over(&board.plan, &committee(), 99));
    assert!(meeting.may_be_taken_over(&board.plan, &committee(), 100));
    assert!(!meeting.may_be_taken_over(&board.plan, &executive(), 100));
    assert!(!meeting.may_be_taken_over(&board.plan, &second_committee(), 100), "who drives has it");
    assert_eq!(meeting.here(100).map(|attendee| attendee.who.name.as_str()).collect::<Vec<_>>(), ["Carmen"]);
}

#[test]
fn decisions_are_those_between_two_revisions_with_what_was_said_before() {
    let mut board = planned();
    contested(&mut board, ANVIK, 400, 380);
    let begun = board.plan.revision();
    let moved = board.thread(ANVIK).moved;
    board.run(&committee(), offer(ANVIK, yearly(390), Some(moved)));
    let thread = board.thread(ANVIK);
    board.run(&manager(ANVIK), accept(&thread, thread.latest().unwrap()));
    let handed_on = board.run(&committee(), offer(BODO, yearly(500), None));
    let escalate = motion(&board, BODO, Motion::Escalate { reason: reason() });
    board.run(&manager(BODO), escalate);
    let impose = motion(&board, BODO, Motion::Impose { numbers: yearly(450), reason: reason() });
    board.run(&committee(), impose);
    board.run(&committee(), goals(Metric::TopLine, 2_000));
    let ended = board.plan.revision();
    contested(&mut board, DURBAN, 400, 350);

    let found = decisions(&board.plan, begun, ended);
    let told: Vec<_> = found.iter().map(|known| (known.unit, known.decided, known.from, known.to)).collect();
    assert_eq!(
        told,
        [
            (ANVIK, Decided::Offered(Side::Parent), Some(400), Some(390)),
            (ANVIK, Decided::Accepted, Some(380), Some(390)),
            (BODO, Decided::Offered(Side::Parent), None, Some(500)),
            (BODO, Decided::Moved(ThreadDeed::Escalated), None, None),
            (BODO, Decided::Moved(ThreadDeed::Imposed), Some(500), Some(450)),
        ]
    );
    assert_eq!(found[4].reason.as_deref(), Some("the market shrinks"));
    assert_eq!((found[3].thread, found[1].author.as_str()), (handed_on, manager(ANVIK).name.as_str()));
    assert_eq!(other_changes(&board.plan, begun, ended), 1, "the goal");
}
