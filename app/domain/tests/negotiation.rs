//! Offers, counter-offers and agreements: whose turn it is, what freezes, and what both sides may rely on.

use crate::support::board::*;
use domain::address::Address;
use domain::command::Verb;
use domain::effect;
use domain::goal::{GoalTarget, Metric, Reading};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Party, Reason, Side, ThreadState, digest};

const REVENUE: Measure = Measure::Revenue;

fn not_your_turn(refusal: &Rejection, turn: Option<Party>) -> bool {
    *refusal == Rejection::NotYourTurn { turn }
}

#[test]
fn an_offer_is_countered_and_the_counter_offer_accepted() {
    let mut board = planned();
    let anvik = manager(ANVIK);
    let opened = board.run(&committee(), offer(ANVIK, yearly(360), None));
    let thread = board.thread(ANVIK);
    assert_eq!((thread.id, thread.state()), (opened, ThreadState::Offered));
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(360), "an offer sets the target");
    let countered = board.run(&anvik, counter(thread.id, opened, yearly(330)));
    let thread = board.thread(ANVIK);
    assert_eq!(thread.state().turn(), Some(Party::Parent));
    assert_eq!(board.revenue(Slice::Commitment, at(ANVIK, YEAR)), Some(330), "a counter-offer sets the commitment");
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(360));
    assert_eq!(thread.position(Side::Parent).unwrap().total(), 360);
    let closed = board.accept(&committee(), ANVIK);
    let thread = board.thread(ANVIK);
    assert_eq!(thread.state(), ThreadState::Agreed);
    let agreement = thread.agreement.clone().unwrap();
    assert_eq!((agreement.revision, agreement.side, agreement.author.as_str()), (closed, Side::Parent, "Carmen"));
    assert_eq!(thread.offers.iter().map(|offer| offer.revision).collect::<Vec<_>>(), [opened, countered]);
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(330));
    assert_ties_cell_by_cell(&board, ANVIK);
    assert_eq!(board.revenue(Slice::Agreed, at(NORTH, YEAR)), Some(330));
}

#[test]
fn an_accept_by_the_unit_ties_target_commitment_and_agreed_also_where_the_commitment_stood_elsewhere() {
    let mut board = planned();
    let cadiz = manager(CADIZ);
    board.run(&cadiz, write(Slice::Commitment, at(CADIZ_TOWN, SECOND_QUARTER), Some(77)));
    board.run(&committee(), offer(CADIZ, quarterly([700, 0, 40, 1]), None));
    board.accept(&cadiz, CADIZ);
    assert_ties_cell_by_cell(&board, CADIZ);
    let quarters = [0, 1, 2, 3].map(|quarter| board.revenue(Slice::Agreed, at(CADIZ, 1 + 4 * quarter)));
    assert_eq!(quarters.map(|number| number.unwrap_or(0)), [700, 0, 40, 1]);
}

#[test]
fn only_the_side_whose_turn_it_is_can_accept() {
    let mut board = planned();
    let anvik = manager(ANVIK);
    board.run(&committee(), offer(ANVIK, yearly(360), None));
    let thread = board.thread(ANVIK);
    let first = thread.latest().unwrap().clone();
    let refusal = board.refusal(&committee(), accept(&thread, &first));
    assert!(not_your_turn(&refusal, Some(Party::Child)), "{refusal:?}");
    board.run(&anvik, counter(thread.id, first.revision, yearly(330)));
    let thread = board.thread(ANVIK);
    let refusal = board.refusal(&anvik, accept(&thread, thread.latest().unwrap()));
    assert!(not_your_turn(&refusal, Some(Party::Parent)), "{refusal:?}");
    board.accept(&committee(), ANVIK);
    let thread = board.thread(ANVIK);
    let latest = thread.latest().unwrap();
    let verbs = [
        (committee(), accept(&thread, latest)),
        (anvik.clone(), accept(&thread, latest)),
        (committee(), offer(ANVIK, yearly(1), Some(latest.revision))),
        (anvik, counter(thread.id, latest.revision, yearly(1))),
    ];
    for (actor, verb) in verbs {
        let refusal = board.refusal(&actor, verb.clone());
        assert!(not_your_turn(&refusal, None), "{verb:?}: {refusal:?}");
    }
}

#[test]
fn each_side_may_replace_its_own_offer_before_it_is_answered() {
    let mut board = planned();
    let anvik = manager(ANVIK);
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    let second = board.run(&second_committee(), offer(ANVIK, yearly(350), Some(first)));
    let thread = board.thread(ANVIK);
    assert_eq!((thread.offers.len(), thread.state()), (2, ThreadState::Offered));
    let third = board.run(&anvik, counter(thread.id, second, yearly(300)));
    board.run(&anvik, counter(thread.id, third, yearly(310)));
    assert_eq!(board.thread(ANVIK).position(Side::Child).unwrap().total(), 310);
    assert_eq!(board.plan.threads().len(), 1, "one thread for an edge and a measure");
}

#[test]
fn an_accept_of_an_offer_that_changed_meanwhile_is_refused_with_both_numbers() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    let seen = board.thread(ANVIK);
    let second = board.run(&second_committee(), offer(ANVIK, yearly(400), Some(first)));
    let stale = accept(&seen, seen.latest().unwrap());
    let refusal = board.refusal(&manager(ANVIK), stale);
    let expected = Rejection::OfferChanged { measure: REVENUE, seen: yearly(360), now: yearly(400), offer: second };
    assert_eq!(refusal, expected);
    let forged = Verb::Accept { thread: seen.id, offer: second, digest: digest(&yearly(360)) };
    let refusal = board.refusal(&manager(ANVIK), forged);
    assert!(matches!(refusal, Rejection::OfferChanged { offer, .. } if offer == second), "{refusal:?}");
    board.accept(&manager(ANVIK), ANVIK);
}

#[test]
fn an_offer_or_counter_offer_that_answers_another_than_the_latest_is_refused() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    for answers in [None, Some(first - 1), Some(first + 1)] {
        let refusal = board.refusal(&committee(), offer(ANVIK, yearly(350), answers));
        assert!(matches!(refusal, Rejection::OfferChanged { offer, .. } if offer == first), "{refusal:?}");
    }
    let refusal = board.refusal(&manager(ANVIK), counter(first, first + 1, yearly(350)));
    assert!(matches!(refusal, Rejection::OfferChanged { .. }), "{refusal:?}");
    let refusal = board.refusal(&committee(), offer(BODO, yearly(350), Some(first)));
    assert_eq!(refusal, Rejection::Unknown, "nothing was offered to bodo");
}

#[test]
fn a_counter_offer_needs_a_reason_in_words_and_other_numbers() {
    let mut board = planned();
    let anvik = manager(ANVIK);
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    let with = |text: &str, amount| Verb::Counter {
        thread: first,
        answers: first,
        numbers: yearly(amount),
        reason: Reason { text: text.to_owned(), ..reason() },
    };
    assert_eq!(board.refusal(&anvik, with("", 300)), Rejection::ReasonMissing);
    assert_eq!(board.refusal(&anvik, with(" \n\t", 300)), Rejection::ReasonMissing);
    assert_eq!(board.refusal(&anvik, with(&"é".repeat(4_001), 300)), Rejection::TextTooLong { limit: 4_000 });
    assert_eq!(board.refusal(&anvik, with("no", 360)), Rejection::SameNumbers);
    board.run(&anvik, with(&"é".repeat(4_000), 300));
    assert_eq!(board.refusal(&anvik, Verb::Ask { thread: first, text: " ".to_owned() }), Rejection::ReasonMissing);
}

#[test]
fn the_numbers_of_an_offer_cover_the_cycle_exactly_once() {
    let mut board = planned();
    let number = |period, amount| OfferNumber { period, amount };
    let wrong = [
        vec![],
        vec![number(FIRST_QUARTER, 1)],
        vec![number(YEAR, 1), number(JANUARY, 1)],
        vec![number(YEAR, 1), number(YEAR, 1)],
        vec![number(YEAR, 1), number(17, 1)],
        vec![number(YEAR, 1), number(u32::MAX, 0)],
        [quarterly([1; 4]), vec![number(MARCH, 1)]].concat(),
    ];
    for numbers in wrong {
        assert_eq!(board.refusal(&committee(), offer(ANVIK, numbers.clone(), None)), Rejection::Periods, "{numbers:?}");
    }
    assert_eq!(board.refusal(&committee(), offer(ANVIK, yearly(-1), None)), Rejection::Negative);
    assert_eq!(board.refusal(&committee(), offer(ANVIK, yearly(i64::MAX), None)), Rejection::TooLarge);
    assert_eq!(board.refusal(&committee(), offer(COMPANY, yearly(1), None)), Rejection::Unknown);
    assert_eq!(board.refusal(&committee(), offer(99, yearly(1), None)), Rejection::Unknown);
}

#[test]
fn a_question_keeps_the_turn() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    for actor in [manager(ANVIK), committee()] {
        board.run(&actor, Verb::Ask { thread: first, text: "  why so much? ".to_owned() });
    }
    let thread = board.thread(ANVIK);
    assert_eq!((thread.state(), thread.remarks.len()), (ThreadState::Offered, 2));
    assert_eq!((thread.remarks[0].side, thread.remarks[0].text.as_str()), (Side::Child, "why so much?"));
}

#[test]
fn nobody_beside_the_two_ends_of_the_edge_takes_part() {
    let mut board = planned();
    let first = board.run(&committee(), offer(CADIZ, yearly(900), None));
    let thread = board.thread(CADIZ);
    let outsiders = [manager(DURBAN), manager(NORTH), manager(CADIZ_TOWN), executive(), guest()];
    for actor in outsiders {
        let verbs = [
            offer(CADIZ, yearly(1), Some(first)),
            counter(first, first, yearly(1)),
            accept(&thread, thread.latest().unwrap()),
            Verb::Ask { thread: first, text: "?".to_owned() },
        ];
        for verb in verbs {
            assert_eq!(board.refusal(&actor, verb.clone()), Rejection::NotAllowed, "{}: {verb:?}", actor.name);
        }
    }
    assert_eq!(board.refusal(&manager(CADIZ), offer(CADIZ, yearly(1), Some(first))), Rejection::NotAllowed);
    // The manager above speaks for the parent side, as the committee does.
    board.run(&manager(SOUTH), offer(CADIZ, yearly(800), Some(first)));
    board.run(&manager(CADIZ), offer(CADIZ_TOWN, yearly(300), None));
}

#[test]
fn positions_and_previews_show_every_side_and_leave_the_plan_as_it_was() {
    let mut board = planned();
    board.run(&committee(), Verb::SetGoal(GoalTarget { metric: Metric::TopLine, target: 2_000 }));
    let first = board.run(&committee(), offer(ANVIK, quarterly([300, 101, 0, 0]), None));
    board.run(&manager(ANVIK), counter(first, first, quarterly([250, 50, 0, 0])));
    let before = domain::snapshot::Snapshot::of(&board.plan);
    let outlook = board.revenue(Slice::Outlook, Address::COMPANY);
    let thread = board.thread(ANVIK);
    let top_line = |goals: &[domain::goal::GoalReading]| goals[0].value;
    let positions = effect::positions(&mut board.plan, &thread, None).unwrap();
    // The other four leaf units stand at 300 each.
    assert_eq!(top_line(&positions.parent), Some(Reading::Amount(1_601)));
    assert_eq!(top_line(&positions.child), Some(Reading::Amount(1_500)));
    // (300 + 250) ÷ 2 and (101 + 50) ÷ 2, rounded down.
    assert_eq!(top_line(&positions.middle), Some(Reading::Amount(1_550)));
    let draft = effect::positions(&mut board.plan, &thread, Some(&quarterly([0, 1, 0, 0]))).unwrap();
    assert_eq!(top_line(&draft.child), Some(Reading::Amount(1_201)));
    let verb = accept(&thread, thread.latest().unwrap());
    let accepting = command(99, board.plan.revision(), verb);
    let preview = effect::preview(&mut board.plan, &accepting, &committee()).unwrap();
    assert_eq!(top_line(&preview.goals), Some(Reading::Amount(1_500)));
    assert!(effect::preview(&mut board.plan, &accepting, &manager(BODO)).is_err());
    let typed = command(98, board.plan.revision(), target(at(BODO, JANUARY), 150));
    let preview = effect::preview(&mut board.plan, &typed, &committee()).unwrap();
    assert_eq!((preview.cells, top_line(&preview.goals)), (1, Some(Reading::Amount(1_550))));
    assert_eq!(domain::snapshot::Snapshot::of(&board.plan), before);
    assert_eq!(board.revenue(Slice::Outlook, Address::COMPANY), outlook);
}

/// Every move that either side could try on the one thread of the enumeration.
#[cfg(test)]
fn moves(board: &Board) -> Vec<(domain::actor::Actor, Verb)> {
    let (parent, child) = (committee(), manager(1));
    let mut moves = Vec::new();
    let thread = board.plan.thread_of(1, REVENUE).cloned();
    let latest = thread.as_ref().and_then(|thread| thread.latest()).map(|offer| offer.revision);
    for amount in [100, 80] {
        moves.push((parent.clone(), offer(1, yearly(amount), latest)));
        let Some(thread) = &thread else { continue };
        for actor in [&parent, &child] {
            moves.push((actor.clone(), counter(thread.id, latest.unwrap(), yearly(amount))));
        }
        moves.push((parent.clone(), offer(1, yearly(amount), None)));
    }
    if let Some(thread) = &thread {
        for actor in [&parent, &child] {
            moves.push((actor.clone(), accept(thread, thread.latest().unwrap())));
            moves.push((actor.clone(), accept(thread, &thread.offers[0])));
            moves.push((actor.clone(), Verb::Ask { thread: thread.id, text: "why?".to_owned() }));
        }
    }
    moves
}

/// Plays on from a state; counts the states seen.
#[cfg(test)]
fn play(board: &Board, depth: u32, seen: &mut [u32; 2]) {
    seen[0] += 1;
    let before = board.plan.thread_of(1, REVENUE).map(|thread| (thread.state(), thread.offers.len()));
    let mut forward: Vec<Side> = Vec::new();
    for (actor, verb) in moves(board) {
        let mut next = board.clone();
        if next.try_run(&actor, verb.clone()).is_err() {
            continue;
        }
        let thread = next.thread(1);
        let moved = before != Some((thread.state(), thread.offers.len()));
        if moved {
            forward.push(if actor.unit.is_some() { Side::Child } else { Side::Parent });
            assert_ne!(before.map(|(state, _)| state), Some(ThreadState::Agreed), "{verb:?} moved an agreed thread");
        } else {
            assert!(matches!(verb, Verb::Ask { .. }), "{verb:?} was accepted and did nothing");
        }
        if thread.state() == ThreadState::Agreed {
            seen[1] += u32::from(moved);
            let number = Some(thread.latest().unwrap().total());
            for slice in [Slice::Target, Slice::Commitment, Slice::Agreed, Slice::Outlook] {
                assert_eq!(next.revenue(slice, at(1, YEAR)), number, "{slice:?}");
            }
        } else {
            assert_eq!(next.revenue(Slice::Agreed, at(1, YEAR)), None);
        }
        if depth > 1 && (moved || depth > 4) {
            play(&next, depth - 1, seen);
        }
    }
    match before {
        Some((ThreadState::Agreed, _)) => assert!(forward.is_empty()),
        Some((state, _)) => {
            assert!(forward.iter().any(|side| Some(Party::from(*side)) == state.turn()), "{state:?} is a dead end")
        }
        None => assert_eq!(forward, [Side::Parent, Side::Parent]),
    }
}

#[test]
fn no_sequence_of_moves_panics_agrees_twice_or_leaves_the_side_in_turn_without_a_move() {
    let mut board = Board::open(flat(2));
    board.targets(&[(at(1, JANUARY), 60), (at(1, FEBRUARY), 30), (at(2, JANUARY), 50)]);
    let mut seen = [0, 0];
    play(&board, 6, &mut seen);
    assert!(seen[0] > 500 && seen[1] > 100, "{seen:?}");
}
