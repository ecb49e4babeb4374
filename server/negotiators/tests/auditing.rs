//! The audit finds what must not be: it is tried on boards where it happened on purpose.
#![cfg(test)]

#[path = "../../backend/tests/support/board.rs"]
#[expect(dead_code, reason = "shared with the tests of the backend")]
mod board;

use backend::live::Board;
use backend::store::Store;
use board::{assign, committee, create, leaf, manager, submit, unit};
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::command::Verb;
use domain::event::Entry;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::thread::OfferNumber;
use negotiators::audit::{Findings, doubled, threads};
use negotiators::conservation;
use negotiators::notes::Acknowledged;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// The board with an offer to a zone, as its author was told of it.
async fn offered(folder: &TempDir) -> (Board, Acknowledged) {
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("pacto.db").display());
    let board = create(&Arc::new(Store::open(&url).await.unwrap())).await;
    let unit = unit(&board, "north-1");
    let quarter = |quarter| OfferNumber { period: quarter_period(quarter), amount: 3_100 };
    let numbers = (0..4).map(quarter).collect();
    let verb = Verb::Offer { unit, measure: Measure::Revenue, numbers, reason: None, answers: None };
    let revision = submit(&board, &committee(&board), verb.clone()).await.unwrap().revision;
    (board, Acknowledged { command: Uuid::now_v7(), revision, unit, verb })
}

fn lost(plan: &Plan, acknowledged: Acknowledged) -> usize {
    let mut found = Findings::default();
    threads(&mut found, plan, &[acknowledged]);
    found.lost
}

#[tokio::test]
async fn an_offer_that_is_not_in_its_thread_or_has_other_numbers_is_found() {
    let folder = TempDir::new().unwrap();
    let (board, told) = offered(&folder).await;
    let plan = board.read(Plan::clone);
    assert_eq!(lost(&plan, told.clone()), 0);
    assert_eq!(lost(&plan, Acknowledged { revision: told.revision + 1, ..told.clone() }), 1);
    assert_eq!(lost(&plan, Acknowledged { unit: unit(&board, "north-2"), ..told.clone() }), 1);
    let mut other = told.clone();
    if let Verb::Offer { numbers, .. } = &mut other.verb {
        numbers[0].amount += 1;
    }
    assert_eq!(lost(&plan, other), 1);
    let accepted = Verb::Accept { thread: told.revision, offer: told.revision, digest: [0; 16] };
    assert_eq!(lost(&plan, Acknowledged { verb: accepted, ..told }), 1, "nobody has accepted");
}

#[tokio::test]
async fn a_command_that_happened_twice_is_found() {
    let folder = TempDir::new().unwrap();
    let (board, told) = offered(&folder).await;
    let entry = |revision| Entry { revision, command: told.command, actor: committee(&board), at: 0, events: vec![] };
    let mut found = Findings::default();
    doubled(&mut found, &board.read(Plan::clone), &[entry(1)]);
    assert_eq!(found.doubled, 0);
    doubled(&mut found, &board.read(Plan::clone), &[entry(1), entry(2)]);
    assert_eq!(found.doubled, 1);
}

#[tokio::test]
async fn a_line_ties_until_the_cells_of_an_offer_say_something_else() {
    let folder = TempDir::new().unwrap();
    let (board, told) = offered(&folder).await;
    let lines = board.read(conservation::read);
    assert!(lines.parents > 1 && lines.untied.is_empty(), "{lines:?}");
    // The committee may write over its own offer, which stands in the thread as it was.
    submit(&board, &committee(&board), assign(Slice::Target, leaf(told.unit, 0), 7)).await.unwrap();
    let lines = board.read(conservation::read);
    assert_eq!(lines.untied.keys().copied().collect::<Vec<_>>(), [unit(&board, "north")]);
}

#[tokio::test]
async fn agreed_numbers_stand_in_the_cells_whatever_is_tried_above() {
    let folder = TempDir::new().unwrap();
    let (board, told) = offered(&folder).await;
    let digest = board.read(|plan| plan.thread(told.revision).unwrap().latest().unwrap().digest());
    let accept = Verb::Accept { thread: told.revision, offer: told.revision, digest };
    submit(&board, &manager(&board, "north-1"), accept).await.unwrap();
    let above = assign(Slice::Target, Address::of(unit(&board, "north"), 0), 40_000);
    submit(&board, &committee(&board), above).await.unwrap();
    assert!(board.read(conservation::read).untied.is_empty());
}
