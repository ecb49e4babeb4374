//! Every course that a thread can take, one by one: whose turn it is, that it comes to an end, and how long it takes.

use domain::thread::{Course, Limits, Misplaced, Move, Party, ThreadState};
use std::collections::{BTreeMap, BTreeSet};

const PARTIES: [Party; 4] = [Party::Parent, Party::Child, Party::Arbiter, Party::Clock];

/// Where a course can go from a state, with who moves it there and how.
fn moves(course: Course, limits: Limits) -> Vec<(Party, Move, Course)> {
    let all = PARTIES.into_iter().flat_map(|party| Move::ALL.map(|what| (party, what)));
    all.filter_map(|(party, what)| Some((party, what, course.after(party, what, limits).ok()?))).collect()
}

/// Every state that can be reached.
fn reached(limits: Limits) -> BTreeSet<Course> {
    let (mut seen, mut open) = (BTreeSet::from([Course::open()]), vec![Course::open()]);
    while let Some(course) = open.pop() {
        open.extend(moves(course, limits).into_iter().map(|(.., next)| next).filter(|next| seen.insert(*next)));
    }
    seen
}

/// The longest run of moves from a state to its end, moves that replace one's own numbers left out.
fn longest(course: Course, limits: Limits, known: &mut BTreeMap<Course, usize>) -> usize {
    if let Some(length) = known.get(&course) {
        return *length;
    }
    let answers = moves(course, limits).into_iter().filter(|(party, what, next)| {
        *what != Move::Reopen
            && !(*what == Move::Propose && course.state.turn() != Some(*party) && next.state == course.state)
    });
    let length = answers.map(|(.., next)| 1 + longest(next, limits, known)).max().unwrap_or(0);
    known.insert(course, length);
    length
}

#[test]
fn no_course_has_a_dead_end_and_the_turn_is_always_defined() {
    for (rounds, send_backs) in [(1, 0), (1, 1), (2, 0), (3, 1), (5, 2)] {
        let limits = Limits { rounds, send_backs };
        for course in reached(limits) {
            let moves = moves(course, limits);
            match course.state.turn() {
                Some(party) => {
                    let by_turn: Vec<Move> =
                        moves.iter().filter(|(of, ..)| *of == party).map(|(_, what, _)| *what).collect();
                    assert!(!by_turn.is_empty(), "{course:?} is a dead end under {limits:?}");
                    // Whoever has the turn can end it alone, or hand it on.
                    assert!(
                        by_turn.iter().any(|what| matches!(what, Move::Accept | Move::Impose | Move::Escalate)),
                        "{course:?} goes on for ever under {limits:?}"
                    );
                    let others = moves.iter().filter(|(of, ..)| *of != party);
                    for (of, what, next) in others {
                        let own = *what == Move::Propose && next.state == course.state
                            || *what == Move::Withdraw
                            || *of == Party::Clock && matches!(what, Move::Escalate | Move::Impose);
                        assert!(own, "{of:?} moves {course:?} by {what:?} in the turn of {party:?}");
                    }
                }
                None => assert!(moves.iter().all(|(of, what, _)| (*of, *what) == (Party::Parent, Move::Reopen))),
            }
        }
    }
}

#[test]
fn with_three_rounds_and_one_send_back_no_course_is_longer_than_eleven_moves() {
    let limits = Limits { rounds: 3, send_backs: 1 };
    let mut known = BTreeMap::new();
    // The first offer is a move too.
    assert_eq!(1 + longest(Course::open(), limits, &mut known), 11);
    let states = reached(limits);
    let of = |state| states.iter().filter(|course| course.state == state).count();
    let open = [ThreadState::Offered, ThreadState::Countered, ThreadState::Escalated].map(of);
    assert_eq!((open, states.len()), ([12, 20, 30], 144));
}

#[test]
fn a_round_beyond_the_limit_goes_to_the_arbiter_who_may_send_it_back_once() {
    let limits = Limits { rounds: 1, send_backs: 1 };
    let step = |course: Course, party, what| course.after(party, what, limits).unwrap();
    let countered = step(Course::open(), Party::Child, Move::Propose);
    let escalated = step(countered, Party::Parent, Move::Propose);
    assert_eq!(escalated.state, ThreadState::Escalated);
    assert_eq!(escalated.after(Party::Parent, Move::Propose, limits), Err(Misplaced::Turn));
    let back = step(escalated, Party::Arbiter, Move::SendBack);
    assert_eq!(back.state.turn(), Some(Party::Child), "the parent's last offer waits for its answer");
    let again = step(step(back, Party::Child, Move::Reject), Party::Parent, Move::Reject);
    assert_eq!(again.state, ThreadState::Escalated);
    assert_eq!(again.after(Party::Arbiter, Move::SendBack, limits), Err(Misplaced::SentBackAlready));
    assert_eq!(step(again, Party::Arbiter, Move::Impose).state, ThreadState::Imposed);
}

#[test]
fn after_a_rejection_there_is_nothing_to_accept_but_what_still_stands() {
    let limits = Limits { rounds: 5, send_backs: 1 };
    let step = |course: Course, party, what| course.after(party, what, limits).unwrap();
    let rejected = step(Course::open(), Party::Child, Move::Reject);
    assert_eq!(rejected.after(Party::Parent, Move::Accept, limits), Err(Misplaced::NothingToAccept));
    let countered = step(Course::open(), Party::Child, Move::Propose);
    let stands = step(countered, Party::Parent, Move::Reject);
    assert_eq!(step(stands, Party::Child, Move::Accept).state, ThreadState::Agreed, "the parent's offer still stands");
    assert_eq!(stands.after(Party::Parent, Move::Withdraw, limits), Err(Misplaced::Answered));
    assert_eq!(step(Course::open(), Party::Parent, Move::Withdraw).state, ThreadState::Withdrawn);
}

#[test]
fn a_deadline_goes_to_the_arbiter_and_back_to_whose_turn_it_was() {
    let limits = Limits { rounds: 5, send_backs: 1 };
    let step = |course: Course, party, what| course.after(party, what, limits).unwrap();
    let countered = step(Course::open(), Party::Child, Move::Propose);
    for (course, state) in [(Course::open(), ThreadState::Offered), (countered, ThreadState::Countered)] {
        let late = step(course, Party::Clock, Move::Escalate);
        assert_eq!((late.state, step(late, Party::Arbiter, Move::SendBack).state), (ThreadState::Escalated, state));
    }
}
