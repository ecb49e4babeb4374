//! What is acknowledged, what is stored, and what happens when storing fails.

use crate::board::{OPENED, assign, command, committee, create, leaf, manager, submit, unit};
use crate::databases;
use crate::tampering;
use backend::live::{BoardError, Boards, SubmitError};
use backend::store::{Store, StoreError};
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Reason, ReasonCode, ThreadState};
use std::sync::Arc;

/// A store of its own over the same database: another node, or the same after a restart.
pub async fn again(fresh: &databases::Fresh) -> Arc<Store> {
    Arc::new(Store::open(&fresh.to_string()).await.unwrap())
}

#[tokio::test]
async fn an_acknowledged_edit_is_there_after_a_restart() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let north = unit(&board, "north");
        let before = submit(&board, &committee(&board), assign(Slice::Target, Address::of(north, ROOT), 30_000)).await;
        assert_eq!(before.unwrap().revision, OPENED + 1);

        let restarted = Boards::new(again(&fresh).await).open(board.id()).await.unwrap();
        assert_eq!(restarted.read(|plan| plan.check()), board.read(|plan| plan.check()));
        let target = |plan: &domain::plan::Plan| plan.get(Slice::Target, Measure::Revenue, Address::of(north, ROOT));
        assert_eq!(restarted.read(target), Some(30_000));
        let after =
            submit(&restarted, &committee(&board), assign(Slice::Target, Address::of(north, ROOT), 31_000)).await;
        assert_eq!(after.unwrap().revision, OPENED + 2);
    }
}

#[tokio::test]
async fn a_thread_survives_a_restart_with_its_turn_and_reason() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let north = unit(&board, "north");
        let numbers = |amount| vec![OfferNumber { period: ROOT, amount }];
        let offer = Verb::Offer {
            unit: north,
            measure: Measure::Revenue,
            numbers: numbers(30_000),
            reason: None,
            answers: None,
        };
        let thread = submit(&board, &committee(&board), offer).await.unwrap().revision;
        let reason = Reason { code: ReasonCode::Market, text: "The bridge is closed.".to_owned() };
        let counter = Verb::Counter { thread, answers: thread, numbers: numbers(27_000), reason };
        submit(&board, &manager(&board, "north"), counter).await.unwrap();

        let restarted = Boards::new(again(&fresh).await).open(board.id()).await.unwrap();
        let kept = restarted.read(|plan| plan.thread(thread).cloned()).unwrap();
        assert_eq!(Some(&kept), board.read(|plan| plan.thread(thread).cloned()).as_ref());
        assert_eq!((kept.state(), kept.offers.len()), (ThreadState::Countered, 2));
        let latest = kept.latest().unwrap();
        let accept = Verb::Accept { thread, offer: latest.revision, digest: latest.digest() };
        submit(&restarted, &committee(&restarted), accept).await.unwrap();
        assert_eq!(restarted.read(|plan| plan.thread(thread).unwrap().state()), ThreadState::Agreed);
    }
}

#[tokio::test]
async fn the_same_command_twice_is_applied_once_also_after_a_restart() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let author = committee(&board);
        let edit = command(&board, assign(Slice::Target, leaf(unit(&board, "north-1"), 0), 500));
        let (first, second) = tokio::join!(board.submit(edit.clone(), &author), board.submit(edit.clone(), &author));
        assert_eq!(first, second);
        submit(&board, &author, assign(Slice::Target, leaf(unit(&board, "north-1"), 0), 600)).await.unwrap();
        assert_eq!(board.submit(edit.clone(), &author).await, first);

        let restarted = Boards::new(again(&fresh).await).open(board.id()).await.unwrap();
        assert_eq!(restarted.submit(edit, &author).await, first);
        assert_eq!(restarted.read(|plan| plan.revision()), OPENED + 2);
        let at = leaf(unit(&board, "north-1"), 0);
        assert_eq!(restarted.read(|plan| plan.get(Slice::Target, Measure::Revenue, at)), Some(600));
    }
}

#[tokio::test]
async fn a_refused_command_leaves_nothing_behind() {
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let foreign = assign(Slice::Commitment, leaf(unit(&board, "south-1"), 0), 5);
        let answer = submit(&board, &manager(&board, "north"), foreign).await;
        assert_eq!(answer, Err(SubmitError::Refused(Rejection::NotAllowed)));
        let restarted = Boards::new(again(&fresh).await).open(board.id()).await.unwrap();
        assert_eq!(restarted.read(|plan| plan.revision()), OPENED);
    }
}

#[tokio::test]
async fn commands_that_come_together_are_stored_together() {
    const COMMANDS: u64 = 200;
    for fresh in databases::each().await {
        let board = create(&again(&fresh).await).await;
        let (author, at) = (committee(&board), leaf(unit(&board, "north-1"), 0));
        let edits =
            (0..COMMANDS).map(|number| {
                let (board, author) = (board.clone(), author.clone());
                async move {
                    submit(&board, &author, assign(Slice::Target, at, number.cast_signed())).await.unwrap().revision
                }
            });
        let mut revisions = futures::future::join_all(edits).await;
        revisions.sort_unstable();
        assert_eq!(revisions, (OPENED + 1..=OPENED + COMMANDS).collect::<Vec<_>>());
        if let Some(transactions) = tampering::transactions_of_the_log(&fresh).await {
            assert!(transactions < COMMANDS.cast_signed() / 4, "{transactions} transactions for {COMMANDS} commands");
        }
    }
}

#[tokio::test]
async fn a_log_that_somebody_has_touched_is_not_opened() {
    let tampering = [
        ("update board_event set payload = (select payload from board_event where revision = 4) where revision = 5", 5),
        ("update board_event set digest = (select digest from board_event where revision = 4) where revision = 5", 5),
        ("delete from board_event where revision = 5", 5),
        ("delete from board_event where revision = 1", 1),
    ];
    for (statement, damaged) in tampering {
        for fresh in databases::each().await {
            let board = create(&again(&fresh).await).await;
            for number in [1, 2] {
                let edit = assign(Slice::Target, leaf(unit(&board, "north-1"), 0), number);
                submit(&board, &committee(&board), edit).await.unwrap();
            }
            tampering::tamper(&fresh, statement).await;
            let opened = Boards::new(again(&fresh).await).open(board.id()).await;
            let error = opened.map(|board| board.id().to_owned()).unwrap_err();
            assert!(
                matches!(error, BoardError::Store(StoreError::BrokenChain { revision }) if revision == damaged),
                "{statement}: {error}"
            );
        }
    }
}

#[tokio::test]
async fn a_command_that_cannot_be_stored_changes_nothing_and_may_be_sent_again() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        let at = leaf(unit(&board, "north-1"), 0);
        tampering::tamper(&fresh, "alter table board_event rename to board_event_away").await;
        let edit = command(&board, assign(Slice::Target, at, 500));
        assert_eq!(board.submit(edit.clone(), &committee(&board)).await, Err(SubmitError::NotStored));
        assert_eq!(board.submit(edit.clone(), &committee(&board)).await, Err(SubmitError::NotStored));
        assert_eq!(board.read(|plan| plan.get(Slice::Target, Measure::Revenue, at)), None);

        tampering::tamper(&fresh, "alter table board_event_away rename to board_event").await;
        assert_eq!(board.submit(edit, &committee(&board)).await.unwrap().revision, OPENED + 1);
        assert_eq!(board.read(|plan| plan.get(Slice::Target, Measure::Revenue, at)), Some(500));
    }
}

#[tokio::test]
async fn two_nodes_on_one_log_never_write_the_same_revision() {
    for fresh in databases::each().await {
        let here = create(&again(&fresh).await).await;
        let there = Boards::new(again(&fresh).await).open(here.id()).await.unwrap();
        let author = committee(&here);
        let edit = |number| assign(Slice::Target, leaf(unit(&here, "north-1"), 0), number);
        let first = command(&here, edit(1));
        let revision = here.submit(first.clone(), &author).await.unwrap().revision;

        let second = command(&there, edit(2));
        assert_eq!(there.submit(second.clone(), &author).await, Err(SubmitError::NotStored));
        assert_eq!(there.submit(second, &author).await.unwrap().revision, revision + 1);
        // Known there without having been sent there: the log is what both fold.
        assert_eq!(there.submit(first.clone(), &author).await.unwrap().revision, revision);
        let third = command(&there, edit(3));
        there.submit(third.clone(), &author).await.unwrap();
        assert_eq!(here.submit(third, &author).await.unwrap().revision, revision + 2);
        assert_eq!(here.read(|plan| plan.check()), there.read(|plan| plan.check()));
    }
}

#[tokio::test]
async fn a_board_that_does_not_exist_is_unknown() {
    for fresh in databases::each().await {
        let boards = Boards::new(again(&fresh).await);
        assert!(matches!(boards.open("no-such-board").await, Err(BoardError::Unknown)));
        assert!(boards.list().await.unwrap().is_empty());
        let board = create(&again(&fresh).await).await;
        let listed = boards.list().await.unwrap();
        assert_eq!((listed[0].id.as_str(), listed[0].title.as_str()), (board.id(), "Quotas 2027"));
        assert!(boards.open(board.id()).await.is_ok());
    }
}
