//! Meetings in the store, on both databases: two who begin at once, driving, handing over, and what is left of it.

use crate::board::{OPENED, committee, create, manager, person};
use crate::databases;
use crate::storing::again;
use backend::live::{Board, Boards, Clock, Drive};
use domain::actor::{Actor, Party, Role};
use domain::goal::Metric;
use domain::meeting::{Contested, Meeting, Weight};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

fn contested(thread: u64) -> Contested {
    Contested { thread, weight: Some(Weight { goal: Metric::OperatingIncome, share: thread * 1_000 }) }
}

fn other(board: &Board) -> Actor {
    board.actor(&person("hannah", Role::Committee, None))
}

async fn now(boards: &Boards, board: &Board) -> Meeting {
    boards.meeting_now(board.id()).await.unwrap().expect("a meeting goes on")
}

#[tokio::test]
async fn of_two_who_begin_at_once_one_presents_and_both_are_in_the_same_meeting() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let (here, there) = (Boards::new(again(&fresh).await), Boards::new(again(&fresh).await));
        let (one, two) = (committee(&board), other(&board));
        let agenda = [contested(7), contested(9)];
        let (first, second) = tokio::join!(
            here.begin_meeting(board.id(), &one, OPENED, (5, &agenda)),
            there.begin_meeting(board.id(), &two, OPENED, (9, &agenda))
        );
        assert_ne!(first.unwrap(), second.unwrap(), "exactly one begins on {fresh}");
        let (seen, elsewhere) = (now(&here, &board).await, now(&there, &board).await);
        assert_eq!(seen, elsewhere);
        assert_eq!(seen.items.iter().map(|item| item.thread).collect::<Vec<_>>(), [7, 9]);
        assert_eq!(seen.items[1].weight, contested(9).weight);
        assert_eq!(seen.current().map(|item| item.thread), Some(7));
        assert!(here.meets(board.id()).await.unwrap() && here.meetings(board.id()).await.unwrap().len() == 1);
    }
}

#[tokio::test]
async fn only_who_presents_drives_and_everything_is_there_after_a_restart() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let boards = Boards::new(again(&fresh).await);
        let (one, two) = (committee(&board), other(&board));
        let mut news = boards.meeting_news(board.id());
        let unweighed = Contested { thread: 7, weight: None };
        assert!(boards.begin_meeting(board.id(), &one, OPENED, (5, &[unweighed, contested(9)])).await.unwrap());
        assert!(news.has_changed().unwrap(), "whoever follows here is told");
        news.mark_unchanged();
        let meeting = now(&boards, &board).await;
        let drive =
            async |actor: &Actor, what: Drive| boards.drive_meeting(board.id(), &meeting, actor, what).await.unwrap();
        assert!(!drive(&two, Drive::Go(contested(9))).await && !drive(&two, Drive::End(OPENED)).await);
        assert_eq!(now(&boards, &board).await, meeting, "whoever does not present changes nothing");

        assert!(drive(&one, Drive::Go(contested(9))).await);
        assert!(drive(&one, Drive::Go(contested(9))).await, "a second click goes where the meeting is");
        assert!(drive(&one, Drive::Go(contested(11))).await, "what became contested since joins");
        assert!(drive(&one, Drive::Plan(11, 12)).await);
        assert!(drive(&one, Drive::Note(9, "The bridge | is closed.".to_owned())).await);
        boards.attend_meeting(board.id(), &meeting.id, &one, 60_000).await.unwrap();
        boards.attend_meeting(board.id(), &meeting.id, &manager(&board, "north"), 0).await.unwrap();
        assert!(drive(&one, Drive::HandOver(Party::from(&two))).await);
        assert!(!drive(&one, Drive::Note(9, "Too late.".to_owned())).await);
        assert!(news.has_changed().unwrap());

        let restarted = Boards::new(again(&fresh).await);
        let kept = now(&restarted, &board).await;
        assert_eq!(kept.presenter, Party::from(&two));
        assert_eq!(kept.version, meeting.version + 6);
        let items: Vec<_> = kept.items.iter().map(|item| (item.thread, item.minutes, item.since.is_some())).collect();
        assert_eq!(items, [(7, 5, false), (9, 5, false), (11, 12, true)]);
        assert_eq!((kept.items[0].weight, kept.notes.len()), (None, 1));
        assert_eq!((kept.notes[0].thread, kept.notes[0].text.as_str()), (9, "The bridge | is closed."));
        let here: Vec<&str> = kept.here(restarted.now()).map(|attendee| attendee.who.name.as_str()).collect();
        assert_eq!((here, kept.people.len()), (vec!["carla"], 2));
        assert!(boards.take_over_meeting(board.id(), &kept, &one).await.unwrap());
        assert!(!boards.take_over_meeting(board.id(), &kept, &two).await.unwrap(), "somebody was faster");

        assert!(drive(&one, Drive::End(OPENED + 3)).await);
        assert!(!drive(&one, Drive::Go(contested(7))).await, "it has ended");
        boards.attend_meeting(board.id(), &meeting.id, &two, 60_000).await.unwrap();
        assert!(boards.meeting_now(board.id()).await.unwrap().is_none());
        let ended = restarted.meeting(board.id(), &meeting.id).await.unwrap().unwrap();
        assert_eq!(ended.closed.map(|closed| closed.revision), Some(OPENED + 3));
        assert!(ended.current().is_none() && ended.people.len() == 2, "nobody comes after the end");
        assert!(restarted.begin_meeting(board.id(), &two, OPENED + 3, (5, &[contested(7)])).await.unwrap());
        assert_eq!(restarted.meetings(board.id()).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn the_clocks_of_the_items_are_the_servers() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let time = Arc::new(AtomicI64::new(1_000_000));
        let clock = Arc::clone(&time);
        let boards = Boards::by_clock(again(&fresh).await, Clock::new(move || clock.load(Ordering::SeqCst)));
        let set = |moment| time.store(moment, Ordering::SeqCst);
        let one = committee(&board);
        boards.begin_meeting(board.id(), &one, OPENED, (1, &[contested(7), contested(9)])).await.unwrap();
        let meeting = now(&boards, &board).await;
        set(1_045_000);
        boards.drive_meeting(board.id(), &meeting, &one, Drive::Go(contested(9))).await.unwrap();
        set(1_050_000);
        boards.drive_meeting(board.id(), &meeting, &one, Drive::Go(contested(7))).await.unwrap();
        set(1_066_000);
        let items = now(&boards, &board).await.items;
        assert_eq!(items.iter().map(|item| item.elapsed(boards.now())).collect::<Vec<_>>(), [61_000, 5_000]);
        assert!(items[0].is_over(boards.now()) && !items[1].is_over(boards.now()));
        boards.drive_meeting(board.id(), &meeting, &one, Drive::End(OPENED)).await.unwrap();
        let ended = boards.meeting(board.id(), &meeting.id).await.unwrap().unwrap();
        assert_eq!(ended.items.iter().map(|item| item.spent).collect::<Vec<_>>(), [61_000, 5_000]);
    }
}
