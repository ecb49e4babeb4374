//! The inbox: who is asked, where a thread stands for everybody, and what is put aside.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::sensible;
use crate::support::thread::motion;
use domain::access;
use domain::actor::Actor;
use domain::inbox::{Aside, Tray, asked, plain_offer, tray, waiting};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::thread::{Delegate, Motion};
use proptest::prelude::*;

fn everybody() -> Vec<Actor> {
    [committee(), executive()].into_iter().chain([NORTH, ANVIK, BODO, CADIZ, CADIZ_PORT].map(manager)).collect()
}

fn names(people: &[&Actor]) -> Vec<String> {
    people.iter().map(|actor| actor.name.clone()).collect()
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn whoever_is_asked_may_answer_and_stands_in_one_tray(moves in prop::collection::vec(sensible(), 1..16)) {
        let mut board = Board::open(family());
        for step in &moves {
            let Some((actor, verb)) = step.on(&board.plan) else { continue };
            let _ = board.try_run(&actor, verb);
        }
        let people = everybody();
        for thread in board.plan.threads() {
            for actor in asked(board.plan.outline(), thread, &people) {
                let party = access::party(board.plan.outline(), actor, thread).map(|(party, _)| party);
                prop_assert_eq!(party, thread.state().turn());
            }
            let needs = people.iter().filter(|actor| tray(&board.plan, thread, actor, &people) == Tray::NeedsAnswer);
            prop_assert_eq!(needs.count(), asked(board.plan.outline(), thread, &people).len());
        }
    }
}

#[test]
fn the_nearest_manager_is_asked_before_the_committee_and_a_delegate_before_both() {
    let mut board = planned();
    let people = everybody();
    let first = board.run(&committee(), offer(ANVIK, yearly(400), None));
    let asked_now = |board: &Board| names(&asked(board.plan.outline(), &board.thread(ANVIK), &people));
    assert_eq!(asked_now(&board), [manager(ANVIK).name]);
    board.run(&manager(ANVIK), counter(first, first, yearly(330)));
    assert_eq!(asked_now(&board), [manager(NORTH).name]);
    let escalate = motion(&board, ANVIK, Motion::Escalate { reason: reason() });
    board.run(&committee(), escalate);
    assert_eq!(asked_now(&board), [committee().name], "nobody manages the company");

    let first = board.run(&committee(), offer(BODO, yearly(400), None));
    let to = Some(Delegate { person: executive().person, name: executive().name });
    let delegate = motion(&board, BODO, Motion::Delegate { to });
    board.run(&manager(BODO), delegate);
    let thread = board.thread(BODO);
    assert_eq!((thread.id, names(&asked(board.plan.outline(), &thread, &people))), (first, vec![executive().name]));
    assert_eq!(tray(&board.plan, &thread, &manager(BODO), &people), Tray::Answered, "the delegate answers for them");
    assert_eq!(tray(&board.plan, &thread, &manager(CADIZ), &people), Tray::Information);
}

#[test]
fn nobody_answers_for_both_sides() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(400), None));
    let to = |actor: Actor| Motion::Delegate { to: Some(Delegate { person: actor.person, name: actor.name }) };
    let delegate = motion(&board, ANVIK, to(executive()));
    board.run(&manager(ANVIK), delegate);
    board.run(&executive(), counter(first, first, yearly(330)));
    let again = motion(&board, ANVIK, to(executive()));
    assert_eq!(board.refusal(&committee(), again), Rejection::NotAllowed);
    let other = motion(&board, ANVIK, to(second_committee()));
    board.run(&committee(), other);
}

#[test]
fn what_was_put_off_waits_for_its_time_or_the_next_move_and_what_is_muted_for_its_person() {
    let mut board = planned();
    let people = everybody();
    let first = board.run(&committee(), offer(ANVIK, yearly(400), None));
    let count = |board: &Board, aside: Aside, moment| {
        waiting(&board.plan, &manager(ANVIK), &people, std::slice::from_ref(&aside), moment)
    };
    let put_off = Aside { thread: first, moved: first, until: Some(100) };
    let muted = Aside { until: None, ..put_off };
    assert_eq!([99, 100].map(|moment| count(&board, put_off, moment)), [0, 1]);
    board.run(&manager(ANVIK), counter(first, first, yearly(330)));
    let moved = board.thread(ANVIK).moved;
    board.run(&committee(), offer(ANVIK, yearly(390), Some(moved)));
    assert_eq!([put_off, muted].map(|aside| count(&board, aside, 0)), [1, 0]);
}

#[test]
fn only_an_offer_without_conditions_whose_inputs_stand_is_accepted_among_others() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(400), None));
    let plain = |board: &Board| plain_offer(&board.plan, &board.thread(ANVIK)).map(|offer| offer.total());
    assert_eq!(plain(&board), Some(400));
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &[(at(ANVIK, JANUARY), 90)]));
    assert_eq!(plain(&board), None, "what it was made on has changed");
}
