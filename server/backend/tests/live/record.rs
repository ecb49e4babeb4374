//! The record, checked on both databases.

use crate::board::{OPENED, assign, committee, create, leaf, person, submit, unit};
use crate::databases::{self, Fresh};
use crate::tampering;
use backend::identity::ORGANIZATION;
use backend::live::{Board, Boards, LogEnd, RecordFault};
use backend::store::Store;
use backend::store::events::BoardKey;
use domain::actor::Role;
use domain::approval::{Act, Action, ApprovalUnit, Proof, Wish, fingerprint};
use domain::command::{Command, Verb};
use domain::decide::decide;
use domain::dimension::MemberId;
use domain::event::Entry;
use domain::live::encode;
use domain::measure::Slice;
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use std::sync::Arc;
use uuid::Uuid;

async fn again(fresh: &Fresh) -> Arc<Store> {
    Arc::new(Store::open(&fresh.to_string()).await.unwrap())
}

fn key(board: &Board) -> BoardKey {
    BoardKey { organization: ORGANIZATION.to_owned(), board: board.id().to_owned() }
}

/// A board with five edits behind its opening, and a discarded scenario of it with one.
async fn lived(fresh: &Fresh) -> (Boards, Board) {
    let id = create(&again(fresh).await).await.id().to_owned();
    let boards = Boards::new(again(fresh).await);
    let board = boards.open(&id).await.unwrap();
    let (carla, at) = (person("carla", Role::Committee, None), leaf(unit(&board, "north-1"), 0));
    for number in 1..=5 {
        submit(&board, &committee(&board), assign(Slice::Target, at, number)).await.unwrap();
    }
    let scenario = boards.branch(board.id(), &carla, "More").await.unwrap();
    let branch = boards.open_for(&scenario.id, &carla).await.unwrap();
    submit(&branch, &committee(&branch), assign(Slice::Target, at, 9)).await.unwrap();
    boards.discard_scenario(&scenario.id, &carla).await.unwrap();
    (boards, board)
}

async fn found(fresh: &Fresh, noted: &[(String, LogEnd)]) -> Vec<(String, Result<LogEnd, RecordFault>)> {
    let mut found = Vec::new();
    let boards = Boards::new(again(fresh).await);
    boards.check_record(noted, |log| found.push((log.board.id, log.end))).await.unwrap();
    found
}

#[tokio::test]
async fn an_untouched_record_holds_with_its_scenarios_and_snapshots() {
    for fresh in databases::each().await {
        let (_, board) = lived(&fresh).await;
        let store = again(&fresh).await;
        let end = store.replay(&key(&board), LogEnd::START, |_| ()).await.unwrap();
        let snapshot = board.read(|plan| encode(&Snapshot::of(plan)));
        store.keep_snapshot(&key(&board), end, &snapshot).await.unwrap();
        let found = found(&fresh, &[(board.id().to_owned(), end)]).await;
        assert_eq!(found.len(), 2, "a discarded scenario keeps its log");
        assert_eq!(found[0], (board.id().to_owned(), Ok(end)));
        assert_eq!(found[1].1.as_ref().unwrap().revision, OPENED + 6, "a scenario goes on behind its board");
    }
}

#[tokio::test]
async fn whatever_an_administrator_changes_in_the_log_is_found() {
    let changes = [
        ("update board_event set actor = 'somebody else' where revision = 6", 6),
        ("update board_event set at = at - 1 where revision = 7", 7),
        ("update board_event set command_id = '00000000-0000-0000-0000-000000000000' where revision = 5", 5),
        ("update board_event set payload = (select payload from board_event where revision = 4) where revision = 5", 5),
        ("delete from board_event where revision = 6", 6),
    ];
    for (statement, damaged) in changes {
        for fresh in databases::each().await {
            let (_, board) = lived(&fresh).await;
            tampering::tamper(&fresh, statement).await;
            let found = found(&fresh, &[]).await;
            let fault = Err(RecordFault::Log { revision: damaged });
            assert_eq!(found[0], (board.id().to_owned(), fault.clone()), "{statement}");
            assert_eq!(found[1].1, fault, "what a scenario shares with its board is its record too: {statement}");
        }
    }
}

#[tokio::test]
async fn a_log_that_was_cut_short_or_written_anew_is_found_by_what_was_noted() {
    for fresh in databases::each().await {
        let (_, board) = lived(&fresh).await;
        let noted = (board.id().to_owned(), found(&fresh, &[]).await[0].1.clone().unwrap());
        tampering::tamper(&fresh, &format!("delete from board_event where board = '{}' and revision = 9", board.id()))
            .await;
        assert!(found(&fresh, &[]).await[0].1.is_ok(), "a chain does not know how long it was");
        let fault = RecordFault::Noted { revision: noted.1.revision };
        assert_eq!(found(&fresh, &[noted]).await[0].1, Err(fault));
    }
}

#[tokio::test]
async fn a_snapshot_with_other_numbers_is_found_also_with_a_right_seal() {
    for fresh in databases::each().await {
        let (_, board) = lived(&fresh).await;
        let store = again(&fresh).await;
        let end = store.replay(&key(&board), LogEnd::START, |_| ()).await.unwrap();
        let remembers_less = Snapshot::of(&board.read(domain::plan::Plan::clone)).without_undo();
        store.keep_snapshot(&key(&board), end, &encode(&remembers_less)).await.unwrap();
        assert!(found(&fresh, &[]).await[0].1.is_ok(), "how long something can be taken back is not recorded");
        let mut forged = board.read(domain::plan::Plan::clone);
        forged = forged.with_model_text(Some("x".to_owned()));
        store.keep_snapshot(&key(&board), end, &encode(&Snapshot::of(&forged))).await.unwrap();
        let fault = RecordFault::Snapshot { revision: end.revision };
        assert_eq!(found(&fresh, &[]).await[0].1, Err(fault));
        tampering::tamper(&fresh, "update board_snapshot set payload = digest").await;
        assert!(found(&fresh, &[]).await[0].1.is_err());
    }
}

/// A unit's proposal of the figures that it has.
fn proposal(plan: &Plan, unit: MemberId) -> Verb {
    let subject = ApprovalUnit::whole(unit);
    let (action, content, comment) = (Action::Submit, fingerprint(plan, subject), String::new());
    let act = Act::Move { subject, action, content, comment, books_gap: false, proof: Some(Proof::Password) };
    Verb::Approve(Box::new(Wish { act, now: 0 }))
}

#[tokio::test]
async fn a_signature_under_other_figures_than_its_revision_has_is_found_also_in_a_right_chain() {
    for fresh in databases::each().await {
        let (_, board) = lived(&fresh).await;
        let store = again(&fresh).await;
        let unit = unit(&board, "north-1");
        let signed = |plan: &Plan| {
            let command = Command { id: Uuid::now_v7(), base: plan.revision(), verb: proposal(plan, unit) };
            let (command, events) = (command.id, decide(plan, &command, &committee(&board)).unwrap());
            Entry { revision: OPENED + 6, command, actor: committee(&board), at: 0, events }
        };
        let end = store.replay(&key(&board), LogEnd::START, |_| ()).await.unwrap();
        let before = Boards::new(again(&fresh).await);
        let before = before.board_at(board.id(), OPENED + 4, &person("carla", Role::Committee, None)).await.unwrap();
        let forged = signed(&before);
        store.append(&key(&board), end, &[forged]).await.unwrap();
        let fault = RecordFault::Signature { revision: OPENED + 6 };
        assert_eq!(found(&fresh, &[]).await[0].1, Err(fault));
        assert!(found(&fresh, &[]).await[1].1.is_ok(), "its scenario branches off before");
    }
    for fresh in databases::each().await {
        let (_, board) = lived(&fresh).await;
        let unit = unit(&board, "north-1");
        let proposal = board.read(|plan| proposal(plan, unit));
        submit(&board, &committee(&board), proposal).await.unwrap();
        assert!(found(&fresh, &[]).await[0].1.is_ok());
    }
}
