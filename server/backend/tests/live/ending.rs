//! Holds that end by themselves, by a clock that the test sets.

use crate::board::{OPENED, assign, committee, create, leaf, submit, unit};
use crate::databases;
use crate::storing::again;
use crate::tampering;
use backend::live::{Board, Boards, Clock, SubmitError, system};
use domain::address::Address;
use domain::command::Verb;
use domain::hold::HoldTerms;
use domain::journal::Act;
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

const NOON: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;

/// A board at noon, with a number of a northern zone that is held for some milliseconds.
struct Held {
    board: Board,
    now: Arc<AtomicI64>,
    at: Address,
}

impl Held {
    async fn open(fresh: &databases::Fresh, lasts: i64) -> Self {
        let created = create(&again(fresh).await).await;
        let now = Arc::new(AtomicI64::new(NOON));
        let clock = {
            let now = Arc::clone(&now);
            Clock::new(move || now.load(Ordering::SeqCst))
        };
        let board = Boards::by_clock(again(fresh).await, clock).open(created.id()).await.unwrap();
        let at = leaf(unit(&board, "north-1"), 0);
        let terms = HoldTerms { until: Some(NOON + lasts), ..HoldTerms::default() };
        let held = Self { board, now, at };
        held.write(500).await.unwrap();
        submit(&held.board, &committee(&held.board), Verb::Hold { measure: Measure::Revenue, at, terms })
            .await
            .unwrap();
        held
    }

    async fn write(&self, number: i64) -> Result<u64, SubmitError> {
        let edit = assign(Slice::Target, self.at, number);
        submit(&self.board, &committee(&self.board), edit).await.map(|acknowledged| acknowledged.revision)
    }

    fn is(&self, moment: i64) {
        self.now.store(moment, Ordering::SeqCst);
    }

    async fn waits_until_it_has_ended(&self) {
        let ended = async {
            while !self.board.read(|plan| plan.holds().is_empty()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), ended).await.expect("the hold ends");
    }
}

#[tokio::test]
async fn a_busy_board_judges_nobody_against_a_hold_that_has_just_ended() {
    for fresh in databases::each().await {
        let held = Held::open(&fresh, HOUR).await;
        held.is(NOON + HOUR - 1);
        assert!(matches!(held.write(600).await, Err(SubmitError::Refused(Rejection::Held { .. }))));
        held.is(NOON + HOUR);
        // The task sleeps for an hour by the machine's clock: it is the edit that finds the hold ended.
        assert_eq!(held.write(600).await, Ok(OPENED + 4));
        let ended = held.board.read(|plan| plan.journal().iter().rev().nth(1).cloned()).unwrap();
        assert_eq!((ended.revision, ended.at, ended.author.to_string()), (OPENED + 3, NOON + HOUR, system().name));
        assert_eq!(ended.act, Act::Expired { measure: Measure::Revenue, at: held.at });
    }
}

#[tokio::test]
async fn a_hold_ends_at_its_moment_while_nobody_writes() {
    for fresh in databases::each().await {
        let held = Held::open(&fresh, 40).await;
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert!(!held.board.read(|plan| plan.holds().is_empty()), "its clock says that it is still noon");
        held.is(NOON + 40);
        held.waits_until_it_has_ended().await;
        assert_eq!(held.board.read(|plan| plan.revision()), OPENED + 3);
        let restarted = Boards::new(again(&fresh).await).open(held.board.id()).await.unwrap();
        assert!(restarted.read(|plan| plan.holds().is_empty()), "it ended in the log, for everybody who reads it");
    }
}

#[tokio::test]
async fn a_hold_that_could_not_end_ends_when_the_store_answers_again() {
    for fresh in databases::each().await {
        let held = Held::open(&fresh, 40).await;
        tampering::tamper(&fresh, "alter table board_event rename to board_event_away").await;
        held.is(NOON + HOUR);
        assert_eq!(held.write(600).await, Err(SubmitError::NotStored));
        assert!(!held.board.read(|plan| plan.holds().is_empty()));
        tampering::tamper(&fresh, "alter table board_event_away rename to board_event").await;
        held.waits_until_it_has_ended().await;
        held.write(600).await.unwrap();
    }
}
