//! What people are mailed about, and when.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::sensible;
use crate::support::thread::{accepting, motion};
use domain::actor::Actor;
use domain::approval::{Act, Action, ApprovalUnit, Proof, Waiting, Want, Wish, fingerprint};
use domain::command::Verb;
use domain::comment::Topic;
use domain::inbox::{Aside, Tray, tray};
use domain::mail::{Notice, REMINDERS, Timing, gives_up, notices, of_threads, pause, reminder};
use domain::measure::Slice;
use domain::thread::{Delegate, Motion};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

fn everybody() -> Vec<Actor> {
    [committee(), executive()].into_iter().chain([NORTH, ANVIK, BODO, CADIZ, CADIZ_PORT].map(manager)).collect()
}

fn told(board: &Board, actor: &Actor) -> Vec<Notice> {
    let people = everybody();
    let found = notices(&board.plan, &people, 0).into_iter().filter(|(known, _)| known.person == actor.person);
    found.map(|(_, notice)| notice).collect()
}

fn keys(board: &Board, actor: &Actor) -> Vec<String> {
    told(board, actor).iter().map(Notice::key).collect()
}

fn signs(board: &mut Board, actor: &Actor, action: Action) {
    let content = fingerprint(&board.plan, ApprovalUnit::whole(ANVIK));
    let proof = Some(Proof::Password);
    let act = Act::Move {
        subject: ApprovalUnit::whole(ANVIK),
        action,
        content,
        comment: String::new(),
        books_gap: false,
        proof,
    };
    board.run(actor, Verb::Approve(Box::new(Wish { act, now: 0 })));
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn who_is_told_of_a_thread_is_who_finds_it_in_their_inbox(moves in prop::collection::vec(sensible(), 1..16)) {
        let mut board = Board::open(family());
        for step in &moves {
            let Some((actor, verb)) = step.on(&board.plan) else { continue };
            let _ = board.try_run(&actor, verb);
        }
        let people = everybody();
        let found = of_threads(&board.plan, &people, 0);
        for actor in &people {
            let own = found.iter().filter(|(known, _)| known.person == actor.person);
            let mut own: Vec<u64> = own.filter_map(|(_, notice)| notice.thread()).collect();
            let waits = board.plan.threads().iter().filter(|one| tray(&board.plan, one, actor, &people) == Tray::NeedsAnswer);
            let mut waits: Vec<u64> = waits.map(|thread| thread.id).collect();
            own.sort_unstable();
            waits.sort_unstable();
            prop_assert_eq!(own, waits);
        }
    }

    #[test]
    fn whoever_looks_each_minute_reminds_at_each_hour_once_and_whoever_looks_seldom_at_the_nearest(
        open in 1..200 * HOUR,
        looks in prop::collection::vec(0..200 * HOUR, 0..20),
    ) {
        let (since, due) = (0, open);
        let minutes = (0..=open / MINUTE + 1).map(|minute| reminder(since, due, minute * MINUTE));
        let mut each: Vec<i64> = minutes.flatten().collect();
        each.dedup();
        let whole: Vec<i64> = REMINDERS.into_iter().filter(|hours| since < due - hours * HOUR).collect();
        prop_assert_eq!(each, whole);
        for now in looks {
            let begun = REMINDERS.into_iter().filter(|hours| due - hours * HOUR <= now);
            match reminder(since, due, now) {
                Some(hours) => {
                    prop_assert!(now < due && due - hours * HOUR <= now && since < due - hours * HOUR);
                    prop_assert_eq!(begun.min(), Some(hours));
                }
                None => prop_assert!(now >= due || begun.min().is_none_or(|hours| since >= due - hours * HOUR)),
            }
        }
    }
}

#[test]
fn a_thread_is_told_anew_when_another_offer_waits_and_not_when_a_part_is_accepted_or_somebody_else_is_asked() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, quarterly([100, 100, 100, 100]), None));
    let once = keys(&board, &manager(ANVIK));
    assert_eq!(once, [format!("answer:{first}:{first}")]);
    let part = accepting(&board, ANVIK, &[FIRST_QUARTER], &[], None);
    board.run(&manager(ANVIK), part);
    assert_eq!(keys(&board, &manager(ANVIK)), once, "they know: it was they who accepted a part");
    let to = Some(Delegate { person: manager(NORTH).person, name: manager(NORTH).name });
    let delegate = motion(&board, ANVIK, Motion::Delegate { to });
    board.run(&manager(ANVIK), delegate);
    assert_eq!((keys(&board, &manager(ANVIK)), keys(&board, &manager(NORTH))), (Vec::new(), once));
    let other = offer(BODO, yearly(300), None);
    let opened = board.run(&committee(), other);
    let moved = board.run(&committee(), offer(BODO, yearly(310), Some(opened)));
    assert_eq!(keys(&board, &manager(BODO)), [format!("answer:{opened}:{moved}")]);
}

#[test]
fn what_is_put_aside_rests_and_a_signature_is_asked_for_again_for_each_change_that_was_signed() {
    let mut board = planned();
    let thread = board.run(&committee(), offer(BODO, yearly(300), None));
    let waits = told(&board, &manager(BODO)).remove(0);
    let aside = |moved, until| [Aside { thread, moved, until }];
    assert!(waits.rests(&board.plan, &aside(thread, None), 0) && waits.rests(&board.plan, &aside(thread, Some(1)), 0));
    assert!(!waits.rests(&board.plan, &aside(thread, Some(1)), 1) && !waits.rests(&board.plan, &[], 0));

    signs(&mut board, &manager(ANVIK), Action::Submit);
    let asked = told(&board, &manager(NORTH));
    assert!(
        matches!(&asked[..], [Notice::Approval { waiting: Waiting { want: Want::Signature, .. }, .. }]),
        "{asked:?}"
    );
    assert!(!asked[0].rests(&board.plan, &aside(thread, None), 0));
    signs(&mut board, &manager(NORTH), Action::Promote);
    assert!(told(&board, &manager(NORTH)).is_empty());
    let change = |to| write(Slice::Target, at(ANVIK, JANUARY), Some(to));
    board.run(&committee(), change(41));
    let again = keys(&board, &manager(NORTH));
    assert!(again.len() == 1 && again[0].starts_with("sign-again:"), "{again:?}");
    board.run(&committee(), change(42));
    assert_eq!(keys(&board, &manager(NORTH)), again, "one call for a signature, however many changes it covers");
    signs(&mut board, &manager(NORTH), Action::Confirm);
    assert!(told(&board, &manager(NORTH)).is_empty());
    board.run(&committee(), change(43));
    assert_ne!(keys(&board, &manager(NORTH)), again);
}

#[test]
fn whom_a_comment_tells_is_told_until_they_answer_it_or_put_it_aside() {
    let mut board = planned();
    let topic = Topic::Unit(ANVIK);
    let says = |told: &[Actor]| {
        Verb::Comment(Box::new(domain::comment::Wish { topic, text: "Why?".to_owned(), told: told.to_vec() }))
    };
    let said = board.run(&committee(), says(&[manager(ANVIK), manager(NORTH)]));
    assert_eq!(keys(&board, &manager(ANVIK)), [format!("comment:{said}")]);
    let waits = told(&board, &manager(NORTH)).remove(0);
    let aside = [Aside { thread: said, moved: said, until: None }];
    assert!(waits.rests(&board.plan, &aside, 0) && !waits.rests(&board.plan, &[], 0));
    board.run(&manager(ANVIK), says(&[]));
    assert!(told(&board, &manager(ANVIK)).is_empty() && told(&board, &manager(NORTH)).len() == 1);
}

#[test]
fn a_digest_makes_up_for_every_day_nobody_looked_and_pauses_grow_to_an_hour() {
    assert!(Timing::AtOnce.tells(0, 5) && !Timing::Never.tells(5, 0));
    assert!(Timing::Daily.tells(5, 4) && !Timing::Daily.tells(5, 5));
    assert!(Timing::ALL.iter().all(|timing| Timing::parse(timing.code()) == Some(*timing)));
    assert_eq!([1, 2, 3, 6, 7, 63, 64, u32::MAX].map(pause).map(|pause| pause / MINUTE), [1, 2, 4, 32, 60, 60, 60, 60]);
    assert!(!gives_up(0, 120 * HOUR - 1) && gives_up(0, 120 * HOUR));
}
