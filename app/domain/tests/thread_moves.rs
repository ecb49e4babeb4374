//! Every move of a thread on the board: who may make it, what it writes and freezes, and what a deadline does.

use crate::support::board::*;
use crate::support::thread::*;
use domain::actor::Actor;
use domain::address::Address;
use domain::command::Verb;
use domain::conservation;
use domain::dimension::MemberId;
use domain::hold::{Corridor, HoldReason};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::thread::{
    Delegate, Limits, Misplaced, Motion, OfferNumber, Party, Policy, Settlement, Side, Terms, ThreadState,
};

const REVENUE: Measure = Measure::Revenue;

fn escalate(board: &mut Board, actor: &Actor, unit: MemberId) {
    let verb = motion(board, unit, Motion::Escalate { reason: reason() });
    board.run(actor, verb);
}

fn impose(board: &Board, unit: MemberId, numbers: Vec<OfferNumber>) -> Verb {
    motion(board, unit, Motion::Impose { numbers, reason: reason() })
}

/// An offer of 360 to Anvik that its manager has countered with 330.
fn contested() -> Board {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    board.run(&manager(ANVIK), counter(first, first, yearly(330)));
    board
}

#[test]
fn a_manager_above_the_parent_or_the_committee_imposes_what_the_sides_could_not_agree_on() {
    let mut board = planned();
    let first = board.run(&manager(CADIZ), offer(CADIZ_TOWN, yearly(500), None));
    board.run(&manager(CADIZ_TOWN), counter(first, first, yearly(200)));
    let verb = impose(&board, CADIZ_TOWN, yearly(400));
    assert_eq!(board.refusal(&manager(SOUTH), verb), Rejection::NotYourTurn { turn: Some(Party::Parent) });
    escalate(&mut board, &manager(CADIZ), CADIZ_TOWN);
    for party in [manager(CADIZ), manager(CADIZ_TOWN)] {
        let verb = impose(&board, CADIZ_TOWN, yearly(400));
        let refusal = board.refusal(&party, verb);
        assert_eq!(refusal, Rejection::NotYourTurn { turn: Some(Party::Arbiter) }, "a side is no arbiter");
    }
    let verb = impose(&board, CADIZ_TOWN, yearly(400));
    board.run(&manager(SOUTH), verb);
    let thread = board.thread(CADIZ_TOWN);
    assert_eq!((thread.state(), thread.settled().unwrap().total()), (ThreadState::Imposed, 400));
    let of = |slice| board.revenue(slice, at(CADIZ_TOWN, YEAR));
    assert_eq!([Slice::Target, Slice::Agreed, Slice::Outlook].map(of), [Some(400); 3]);
    assert_eq!(of(Slice::Commitment), Some(200), "what the unit promised stays beside it");
    let line = conservation::read(&board.plan, CADIZ, REVENUE).unwrap();
    assert_eq!((line.agreed, line.open), (400, 0));
    let refusal = board.refusal(&committee(), target(at(CADIZ_TOWN, YEAR), 1));
    assert!(matches!(refusal, Rejection::Held { nearest: 400, .. }), "{refusal:?}");
    let hold = board.plan.holds().get(REVENUE, at(CADIZ_TOWN, YEAR)).unwrap();
    assert_eq!((hold.reason, hold.why.as_deref()), (HoldReason::Agreed, Some("the market shrinks")));
}

#[test]
fn what_a_unit_has_promised_beside_the_imposed_number_is_no_longer_expected() {
    let mut board = Board::open(family());
    let known = Address { product: 1, channel: 1, period: JANUARY, ..at(CADIZ_PORT, YEAR) };
    board.run(&committee(), load(Slice::LastYear, REVENUE, &[(known, 1)]));
    let first = board.run(&committee(), offer(SOUTH, yearly(0), None));
    let quarters = [1, 5, 9, 13].map(|period| OfferNumber { period, amount: 12 });
    board.run(&manager(SOUTH), counter(first, first, quarters.to_vec()));
    escalate(&mut board, &committee(), SOUTH);
    assert_eq!(board.revenue(Slice::Outlook, at(SOUTH, YEAR)), Some(48));
    let verb = impose(&board, SOUTH, yearly(0));
    board.run(&committee(), verb);
    assert_eq!(board.revenue(Slice::Outlook, at(SOUTH, YEAR)), Some(0));
    assert_eq!(board.revenue(Slice::Outlook, at(DURBAN, YEAR)), None, "nothing of it is agreed there");
    let opened = Snapshot::of(&board.plan).open();
    assert_eq!(opened.get(Slice::Outlook, REVENUE, at(SOUTH, YEAR)), Some(0), "a snapshot says the same");
}

#[test]
fn what_is_sent_back_waits_for_whose_turn_it_was_and_rounds_beyond_the_limit_escalate_by_themselves() {
    let mut board = contested();
    let limits = Limits { rounds: 1, send_backs: 1 };
    board.run(&committee(), Verb::SetPolicy(Policy { limits, ..Policy::default() }));
    let moved = board.thread(ANVIK).moved;
    board.run(&manager(NORTH), offer(ANVIK, yearly(350), Some(moved)));
    let thread = board.thread(ANVIK);
    assert_eq!((thread.state(), thread.position(Side::Parent).unwrap().total()), (ThreadState::Escalated, 350));
    let verb = motion(&board, ANVIK, Motion::SendBack { reason: reason() });
    board.run(&committee(), verb);
    assert_eq!(board.thread(ANVIK).state(), ThreadState::Offered);
    let verb = motion(&board, ANVIK, Motion::Escalate { reason: reason() });
    board.run(&manager(ANVIK), verb);
    let verb = motion(&board, ANVIK, Motion::SendBack { reason: reason() });
    assert_eq!(board.refusal(&committee(), verb), Rejection::Misplaced(Misplaced::SentBackAlready));
}

#[test]
fn a_rejection_needs_a_reason_and_a_range_and_passes_the_turn_without_a_number() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(360), None));
    let reject = |low, high| Motion::Reject { reason: reason(), corridor: Corridor { low, high } };
    for (low, high) in [(0, None), (-1, Some(3)), (5, Some(4))] {
        let verb = motion(&board, ANVIK, reject(low, high));
        assert_eq!(board.refusal(&manager(ANVIK), verb), Rejection::TermsInvalid);
    }
    let verb = motion(&board, ANVIK, reject(280, Some(320)));
    board.run(&manager(ANVIK), verb);
    let thread = board.thread(ANVIK);
    assert_eq!((thread.state(), thread.on_the_table()), (ThreadState::Countered, None));
    assert_eq!(board.revenue(Slice::Commitment, at(ANVIK, YEAR)), None);
    let moved = thread.moved;
    board.run(&committee(), offer(ANVIK, yearly(320), Some(moved)));
    board.accept(&manager(ANVIK), ANVIK);
    assert_ties_cell_by_cell(&board, ANVIK);
}

#[test]
fn the_parents_offer_stands_after_the_parent_has_rejected_a_counter_offer() {
    let mut board = contested();
    let corridor = Corridor { low: 350, high: None };
    let verb = motion(&board, ANVIK, Motion::Reject { reason: reason(), corridor });
    board.run(&committee(), verb);
    let verb = accepting(&board, ANVIK, &[], &[], None);
    board.run(&manager(ANVIK), verb);
    let thread = board.thread(ANVIK);
    assert_eq!((thread.state(), thread.settled().unwrap().total()), (ThreadState::Agreed, 360));
    assert_ties_cell_by_cell(&board, ANVIK);
    assert_eq!(conservation::read(&board.plan, NORTH, REVENUE).unwrap().agreed, 360);
}

#[test]
fn an_offer_is_taken_back_only_before_it_is_answered_and_the_next_one_opens_a_thread_that_follows() {
    let mut board = contested();
    let verb = motion(&board, ANVIK, Motion::Withdraw { reason: None });
    assert_eq!(board.refusal(&committee(), verb), Rejection::NotYourTurn { turn: Some(Party::Parent) });
    let first = board.run(&committee(), offer(BODO, yearly(500), None));
    let verb = motion(&board, BODO, Motion::Withdraw { reason: Some(reason()) });
    board.run(&manager(NORTH), verb);
    let thread = board.thread(BODO);
    assert_eq!((thread.state(), thread.state().turn()), (ThreadState::Withdrawn, None));
    let line = conservation::read(&board.plan, NORTH, REVENUE).unwrap();
    assert_eq!((line.open, line.reserve), (360, 500), "what nobody is asked for any more is reserve");
    board.targets(&[(at(NORTH, YEAR), 700)]);
    assert_eq!(board.target(at(BODO, YEAR)), Some(340), "nothing is on the table there any more");
    let second = board.run(&committee(), offer(BODO, yearly(400), None));
    let thread = board.thread(BODO);
    assert_eq!((thread.id, thread.follows, thread.state()), (second, Some(first), ThreadState::Offered));
}

#[test]
fn a_part_that_is_accepted_is_frozen_while_the_rest_goes_on() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, quarterly([100, 90, 80, 70]), None));
    let verb = accepting(&board, ANVIK, &[FIRST_QUARTER], &[], None);
    board.run(&manager(ANVIK), verb);
    let thread = board.thread(ANVIK);
    assert_eq!((thread.state(), thread.parts.clone()), (ThreadState::Offered, vec![quarterly([100, 0, 0, 0])[0]]));
    let quarter = |slice, quarter: u32| board.revenue(slice, at(ANVIK, 1 + 4 * quarter));
    assert_eq!([0, 1].map(|number| quarter(Slice::Agreed, number)), [Some(100), None]);
    assert_eq!([0, 1].map(|number| quarter(Slice::Outlook, number)), [Some(100), Some(90)]);
    let moved = board.thread(ANVIK).moved;
    let other = counter(first, moved, quarterly([99, 80, 80, 70]));
    assert_eq!(board.refusal(&manager(ANVIK), other), Rejection::PartAgreed);
    let refusal = board.refusal(&committee(), target(at(ANVIK, FIRST_QUARTER), 5));
    assert!(matches!(refusal, Rejection::Held { nearest: 100, .. }), "{refusal:?}");
    assert!(matches!(board.refusal(&committee(), release(at(ANVIK, FIRST_QUARTER))), Rejection::Agreed { .. }));
    board.run(&manager(ANVIK), counter(first, moved, quarterly([100, 80, 80, 70])));
    board.accept(&committee(), ANVIK);
    assert_eq!(board.thread(ANVIK).settled().unwrap().total(), 330);
    assert_ties_cell_by_cell(&board, ANVIK);
}

#[test]
fn the_last_part_is_an_accept_of_the_whole() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, quarterly([100, 90, 80, 70]), None));
    let periods = [1, 5, 9].to_vec();
    let verb = accepting(&board, ANVIK, &periods, &[], None);
    board.run(&manager(ANVIK), verb);
    assert!(board.thread(ANVIK).state().is_open());
    let verb = accepting(&board, ANVIK, &[13], &[], None);
    board.run(&manager(ANVIK), verb);
    assert_eq!(board.thread(ANVIK).state(), ThreadState::Agreed);
    assert_ties_cell_by_cell(&board, ANVIK);
}

#[test]
fn somebody_who_answers_in_place_of_a_manager_says_so_and_no_longer_when_it_is_taken_back() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(360), None));
    let to = Delegate { person: executive().person, name: executive().name };
    let verb = motion(&board, ANVIK, Motion::Delegate { to: Some(to.clone()) });
    assert_eq!(board.refusal(&executive(), verb.clone()), Rejection::NotAllowed, "nobody appoints themselves");
    board.run(&manager(ANVIK), verb);
    let moved = board.thread(ANVIK).moved;
    let id = board.thread(ANVIK).id;
    board.run(&executive(), counter(id, moved, yearly(340)));
    let offer = board.thread(ANVIK).latest().unwrap().clone();
    assert_eq!((offer.author.as_str(), offer.on_behalf.as_deref()), ("Elena", Some("Manager 2")));
    let verb = motion(&board, ANVIK, Motion::Delegate { to: None });
    board.run(&manager(ANVIK), verb);
    let moved = board.thread(ANVIK).moved;
    assert_eq!(board.refusal(&executive(), counter(id, moved, yearly(320))), Rejection::NotAllowed);
    // Who does not see the unit in detail cannot answer for it, whoever asks them to.
    let to = Delegate { person: manager(BODO).person, name: "Bodo".to_owned() };
    let verb = motion(&board, ANVIK, Motion::Delegate { to: Some(to) });
    board.run(&manager(ANVIK), verb);
    assert_eq!(board.refusal(&manager(BODO), counter(id, moved, yearly(320))), Rejection::NotAllowed);
}

#[test]
fn what_was_settled_is_reopened_with_a_reason_and_its_numbers_move_again() {
    let mut board = contested();
    board.accept(&committee(), ANVIK);
    let settled = board.thread(ANVIK);
    let again = |board: &Board, unit| proposed(unit, yearly(350), Terms::default(), Some(board.thread(unit).moved));
    let verb = again(&board, ANVIK);
    assert_eq!(board.refusal(&manager(ANVIK), verb.clone()), Rejection::NotAllowed);
    let reopened = board.run(&manager(NORTH), verb);
    let thread = board.thread(ANVIK);
    assert_eq!((thread.id, thread.follows, thread.state()), (reopened, Some(settled.id), ThreadState::Offered));
    assert_eq!(board.plan.thread(settled.id).unwrap().state(), ThreadState::Reopened);
    assert_eq!(board.revenue(Slice::Agreed, at(ANVIK, YEAR)), None);
    assert_eq!(board.revenue(Slice::Outlook, at(ANVIK, YEAR)), Some(330), "the promise stands until it is changed");
    assert!(board.plan.holds().get(REVENUE, at(ANVIK, YEAR)).is_none());
    board.accept(&manager(ANVIK), ANVIK);
    assert_ties_cell_by_cell(&board, ANVIK);
    assert_eq!(board.revenue(Slice::Outlook, at(ANVIK, YEAR)), Some(350));
}

#[test]
fn what_children_or_superiors_have_agreed_to_stays_agreed_when_a_unit_is_reopened() {
    let mut board = planned();
    board.run(&committee(), offer(NORTH, yearly(600), None));
    board.accept(&manager(NORTH), NORTH);
    board.run(&manager(NORTH), offer(ANVIK, yearly(330), None));
    board.accept(&manager(ANVIK), ANVIK);
    let moved = board.thread(NORTH).moved;
    board.run(&committee(), proposed(NORTH, yearly(500), Terms::default(), Some(moved)));
    let of = |board: &Board, unit| board.revenue(Slice::Agreed, at(unit, YEAR));
    assert_eq!([ANVIK, BODO, NORTH].map(|unit| of(&board, unit)), [Some(330), None, Some(330)]);
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(330));
    board.accept(&manager(NORTH), NORTH);
    let moved = board.thread(ANVIK).moved;
    board.run(&manager(NORTH), proposed(ANVIK, yearly(300), Terms::default(), Some(moved)));
    assert_eq!(of(&board, NORTH), Some(500), "what is agreed above holds");
}

#[test]
fn an_answer_that_is_late_goes_to_the_arbiter_whose_own_deadline_is_settled_by_policy() {
    for (settlement, state, total) in [
        (Settlement::Wait, ThreadState::Escalated, None),
        (Settlement::Parent, ThreadState::Imposed, Some(360)),
        (Settlement::Child, ThreadState::Imposed, Some(330)),
        (Settlement::Middle, ThreadState::Imposed, Some(345)),
    ] {
        let mut board = planned();
        let policy = Policy { answer_days: Some(3), arbiter_days: Some(2), settlement, ..Policy::default() };
        board.run(&committee(), Verb::SetPolicy(policy));
        let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
        board.run(&manager(ANVIK), counter(first, first, yearly(330)));
        let due = board.plan.next_deadline().unwrap();
        assert_eq!(tick(&mut board, due - 1), []);
        tick(&mut board, due);
        assert_eq!(board.thread(ANVIK).state(), ThreadState::Escalated);
        let due = board.plan.next_deadline().unwrap();
        tick(&mut board, due);
        let thread = board.thread(ANVIK);
        assert_eq!((thread.state(), thread.settled().map(|offer| offer.total())), (state, total));
        assert_eq!(board.plan.next_deadline(), None, "the clock does not come back to it");
        assert_eq!(tick(&mut board, due + 1), []);
        if let Some(total) = total {
            assert_eq!(board.revenue(Slice::Agreed, at(ANVIK, YEAR)), Some(total));
        }
    }
}

#[test]
fn of_two_answers_that_were_made_on_the_same_state_one_is_told() {
    let mut board = contested();
    let accept = accepting(&board, ANVIK, &[], &[], None);
    let corridor = Corridor { low: 350, high: None };
    let reject = motion(&board, ANVIK, Motion::Reject { reason: reason(), corridor });
    let offer = offer(ANVIK, yearly(350), Some(board.thread(ANVIK).moved));
    board.run(&committee(), reject);
    for late in [accept, offer] {
        let refusal = board.refusal(&second_committee(), late);
        assert!(matches!(refusal, Rejection::OfferChanged { .. } | Rejection::NotYourTurn { .. }), "{refusal:?}");
    }
}
