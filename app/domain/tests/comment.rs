//! Comments: who may say what to whom, who reads it, and that it stays with its unit.

use crate::support::board::*;
use domain::actor::Actor;
use domain::command::{Command, Verb};
use domain::comment::{Fault, TOLD_LIMIT, Topic, Wish};
use domain::dimension::ROOT;
use domain::goal::Metric;
use domain::live::{decode, encode};
use domain::measure::Measure;
use domain::rejection::Rejection;
use domain::reorganization::Move;
use domain::snapshot::Snapshot;
use domain::view::View;

fn says(topic: Topic, told: &[Actor]) -> Verb {
    Verb::Comment(Box::new(Wish { topic, text: " **Why** so much? ".to_owned(), told: told.to_vec() }))
}

fn fault(board: &mut Board, author: &Actor, topic: Topic, told: &[Actor]) -> Fault {
    match board.refusal(author, says(topic, told)) {
        Rejection::Comment(fault) => *fault,
        other => panic!("not refused as a comment: {other:?}"),
    }
}

/// How many comments somebody reads.
fn reads(board: &Board, reader: &Actor) -> usize {
    View::new(board.plan.outline(), reader).plan(&board.plan).comments().iter().count()
}

const CELL: Topic = Topic::Cell(Measure::Revenue, at_anvik());

const fn at_anvik() -> domain::address::Address {
    domain::address::Address { unit: ANVIK, product: ROOT, channel: ROOT, period: JANUARY }
}

#[test]
fn what_is_said_about_a_unit_is_read_by_whoever_sees_it_and_moves_no_number() {
    let mut board = planned();
    let before = board.plan.check();
    let revision = board.run(&manager(ANVIK), says(CELL, &[committee(), committee(), manager(ANVIK)]));
    let comments: Vec<_> = board.plan.comments().about(CELL).collect();
    assert_eq!((comments.len(), comments[0].revision, comments[0].text.as_str()), (1, revision, "**Why** so much?"));
    let told: Vec<&str> = comments[0].told.iter().map(|told| told.name.as_str()).collect();
    assert_eq!(told, [committee().name], "nobody is told twice, nor of their own words");
    assert_ne!(board.plan.check(), before, "the revision has moved");
    for (reader, count) in [(committee(), 1), (manager(NORTH), 1), (manager(BODO), 0), (manager(SOUTH), 0)] {
        assert_eq!(reads(&board, &reader), count, "{}", reader.name);
    }
    assert_eq!(board.plan.comments().about(Topic::Unit(ANVIK)).count(), 0, "a row is not its cells");
}

#[test]
fn nobody_is_told_of_what_they_may_not_see() {
    let mut board = planned();
    assert_eq!(fault(&mut board, &manager(NORTH), CELL, &[manager(SOUTH)]), Fault::MayNotSee(manager(SOUTH).name));
    assert_eq!(fault(&mut board, &manager(SOUTH), CELL, &[]), Fault::TopicUnknown);
    assert_eq!(fault(&mut board, &committee(), Topic::Unit(9_999), &[]), Fault::TopicUnknown);
    assert_eq!(fault(&mut board, &guest(), Topic::Goal(Metric::TopLine), &[]), Fault::TopicUnknown);
    let crowd: Vec<Actor> = vec![committee(); TOLD_LIMIT + 1];
    assert_eq!(fault(&mut board, &manager(ANVIK), CELL, &crowd), Fault::TooManyTold);
    let empty = Verb::Comment(Box::new(Wish { topic: CELL, text: " \n".to_owned(), told: Vec::new() }));
    assert_eq!(board.refusal(&committee(), empty), Rejection::ReasonMissing);
}

#[test]
fn about_a_goal_the_committee_speaks_to_everybody_and_a_manager_to_those_who_know_them() {
    let mut board = planned();
    let goal = Topic::Goal(Metric::GrossMargin);
    board.run(&committee(), says(goal, &[manager(NORTH)]));
    board.run(&manager(NORTH), says(goal, &[executive()]));
    for (reader, count) in [(executive(), 2), (manager(NORTH), 2), (manager(SOUTH), 1), (manager(ANVIK), 1)] {
        assert_eq!(reads(&board, &reader), count, "{}", reader.name);
    }
    assert_eq!(fault(&mut board, &manager(NORTH), goal, &[manager(SOUTH)]), Fault::MayNotSee(manager(SOUTH).name));
    // That a sibling is told, and what they are called, reaches no other manager.
    let name = manager(NORTH).name;
    let view = View::new(board.plan.outline(), &manager(SOUTH));
    let seen = view.plan(&board.plan);
    assert!(seen.comments().iter().flat_map(|comment| &comment.told).all(|told| told.name.is_empty()));
    let mut sent = encode(&Snapshot::of(&seen).for_a_browser());
    board.log.iter().for_each(|entry| sent.extend(encode(&view.entry(&board.plan, entry))));
    assert!(!sent.windows(name.len()).any(|bytes| bytes == name.as_bytes()));
}

#[test]
fn an_answer_about_the_same_topic_settles_what_somebody_was_told() {
    let mut board = planned();
    let waiting = |board: &Board, actor: &Actor| board.plan.comments().unanswered(&actor.person).count();
    board.run(&committee(), says(CELL, &[manager(ANVIK)]));
    board.run(&committee(), says(Topic::Unit(ANVIK), &[manager(ANVIK)]));
    assert_eq!(waiting(&board, &manager(ANVIK)), 2);
    board.run(&manager(ANVIK), says(CELL, &[committee()]));
    assert_eq!((waiting(&board, &manager(ANVIK)), waiting(&board, &committee())), (1, 1));
    board.run(&committee(), says(CELL, &[]));
    assert_eq!((waiting(&board, &manager(ANVIK)), waiting(&board, &committee())), (1, 0));
}

#[test]
fn comments_outlive_a_snapshot_and_move_with_their_unit() {
    let mut board = Board::open(family());
    board.run(&committee(), says(Topic::Unit(CADIZ), &[manager(CADIZ)]));
    board.run(&committee(), says(Topic::Goal(Metric::TopLine), &[]));
    let (opened, code) = (Snapshot::of(&board.plan).open(), |board: &Board, unit| {
        board.plan.outline().units.get(unit).map(|member| member.code.clone())
    });
    assert_eq!(opened.comments(), board.plan.comments());
    let cadiz = code(&board, CADIZ);
    board.run(&committee(), Verb::Reorganize(vec![Move { unit: CADIZ, to: NORTH, from: JANUARY }]));
    let Some(Topic::Unit(moved)) = board.plan.comments().iter().next().map(|comment| comment.topic) else {
        panic!("the comment is gone")
    };
    assert_ne!(moved, CADIZ);
    assert_eq!(code(&board, moved), cadiz);
}

#[test]
fn a_comment_is_never_read_from_a_message() {
    let mut message = encode(&command(1, 0, Verb::Undo));
    message.extend([0; 64]);
    let verb = message.len() - 65;
    for index in 0..=u8::MAX {
        message[verb] = index;
        for end in verb + 1..message.len() {
            if let Ok(command) = decode::<Command>(&message[..end]) {
                assert!(!matches!(command.verb, Verb::Comment(_)), "{command:?}");
            }
        }
    }
}

#[test]
fn nobody_who_follows_a_board_is_sent_what_was_said() {
    let mut board = planned();
    board.run(&committee(), says(Topic::Goal(Metric::TopLine), &[executive()]));
    let entry = board.log.last().unwrap();
    for reader in [committee(), executive(), manager(NORTH)] {
        let sent = View::new(board.plan.outline(), &reader).entry(&board.plan, entry);
        assert!(sent.events.is_empty() && sent.revision == entry.revision, "{}", reader.name);
    }
}
