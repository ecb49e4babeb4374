//! The past of a board, on both databases.

use crate::board::{OPENED, SENTINEL, assign, carla, committee, create, leaf, manager, manager_of, submit, unit};
use crate::databases;
use crate::tampering;
use backend::identity::{ORGANIZATION, Person};
use backend::live::{Board, Boards, PastError};
use backend::store::Store;
use backend::store::events::{BoardKey, LogEnd};
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::event::Entry;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use domain::thread::{OfferNumber, Reason, ReasonCode};
use domain::view::View;
use domain::why::{Cause, Why};
use std::sync::Arc;

/// More revisions than twice what lies between two snapshots.
const EDITS: u64 = 2_100;

async fn again(fresh: &databases::Fresh) -> Arc<Store> {
    Arc::new(Store::open(&fresh.to_string()).await.unwrap())
}

fn key(board: &Board) -> BoardKey {
    BoardKey { organization: ORGANIZATION.to_owned(), board: board.id().to_owned() }
}

/// The whole log, as it is stored.
async fn log(store: &Store, board: &Board) -> Vec<Entry> {
    let mut entries = Vec::new();
    store.replay(&key(board), LogEnd::START, |entry| entries.push(entry)).await.unwrap();
    entries
}

/// The whole plan at every revision, folded from nothing; the first is revision 1.
fn plans(entries: &[Entry], board: &Board) -> Vec<Plan> {
    let mut plan = Plan::new(board.read(|plan| plan.outline().clone()));
    let each = |entry| {
        plan.evolve(entry);
        plan.clone()
    };
    entries.iter().map(each).collect()
}

/// A negotiation of the north, edits of everybody, an undo and a redo.
async fn lived(board: &Board) {
    let (north, carla) = (unit(board, "north"), committee(board));
    let numbers = |amount| vec![OfferNumber { period: ROOT, amount }];
    let (measure, answers) = (Measure::Revenue, None);
    let offer = Verb::Offer { unit: north, measure, numbers: numbers(30_000), reason: None, answers };
    let thread = submit(board, &carla, offer).await.unwrap().revision;
    let reason = Reason { code: ReasonCode::Market, text: "The bridge is closed.".to_owned() };
    let counter = Verb::Counter { thread, answers: thread, numbers: numbers(27_000), reason };
    submit(board, &manager(board, "north"), counter).await.unwrap();
    let south = leaf(unit(board, "south-2"), 0);
    submit(board, &carla, assign(Slice::Target, south, SENTINEL + 1)).await.unwrap();
    submit(board, &carla, Verb::Undo).await.unwrap();
    submit(board, &carla, Verb::Redo).await.unwrap();
    submit(board, &manager(board, "south"), assign(Slice::Commitment, south, 5)).await.unwrap();
    submit(board, &carla, assign(Slice::Target, Address::COMPANY, 2_000_000_000)).await.unwrap();
}

fn people() -> Vec<Person> {
    vec![carla(), manager_of("north"), manager_of("south-2"), manager_of("nowhere")]
}

fn assert_alike(one: &Plan, other: &Plan) {
    assert_eq!(Snapshot::of(one), Snapshot::of(other));
    assert_eq!(one.check(), other.check());
}

#[tokio::test]
async fn the_plan_at_any_revision_is_what_the_log_up_to_there_says_for_everybody() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        lived(&board).await;
        let entries = log(&store, &board).await;
        let boards = Boards::new(again(&fresh).await);
        for (revision, whole) in (1..).zip(plans(&entries, &board)) {
            for reader in people() {
                let seen = boards.board_at(board.id(), revision, &reader).await.unwrap();
                assert_alike(&seen, &View::new(whole.outline(), &board.actor(&reader)).plan(&whole));
            }
        }
    }
}

#[tokio::test]
async fn what_happened_between_two_revisions_leads_from_the_one_plan_to_the_other() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        lived(&board).await;
        let last = board.read(Plan::revision);
        let boards = Boards::new(store);
        let outline = board.read(|plan| plan.outline().clone());
        for reader in people() {
            for (after, until) in [(0, last), (0, 1), (1, last), (OPENED, OPENED + 3), (OPENED + 2, last), (last, last)]
            {
                let mut plan = match after {
                    0 => Plan::new(View::new(&outline, &board.actor(&reader)).outline().clone()),
                    _ => boards.board_at(board.id(), after, &reader).await.unwrap(),
                };
                let mut entries = Vec::new();
                boards.replay_between(board.id(), (after, until), &reader, |entry| entries.push(entry)).await.unwrap();
                entries.iter().for_each(|entry| plan.evolve(entry));
                let revisions: Vec<u64> = entries.iter().map(|entry| entry.revision).collect();
                assert_eq!(revisions, (after + 1..=until).collect::<Vec<_>>());
                assert_alike(&plan, &boards.board_at(board.id(), until, &reader).await.unwrap());
            }
        }
    }
}

#[tokio::test]
async fn a_number_is_explained_from_the_log_as_far_as_its_reader_sees_it() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        lived(&board).await;
        let (now, boards) = (board.read(Plan::clone), Boards::new(Arc::clone(&store)));
        let company = Node { slice: Slice::Outlook, measure: Measure::Revenue, at: Address::COMPANY };
        for reader in people() {
            for since in [0, OPENED] {
                let seen = board.read_by(&reader).1;
                let bridge = boards.why(board.id(), (since, &seen), &reader, company).await.unwrap();
                assert_eq!(bridge.last, company.of(&seen));
                let moved: i64 = bridge.steps.iter().map(|step| step.delta).sum();
                assert_eq!(bridge.first.unwrap_or(0) + moved, bridge.last.unwrap_or(0));
            }
        }
        let whole = boards.why(board.id(), (0, &now), &carla(), company).await.unwrap();
        let mut why = Why::from_the_beginning(company);
        log(&store, &board).await.iter().for_each(|entry| why.follow(entry));
        assert_eq!(whole, why.bridge());
        // The north sees by how much, and when, and not by whom or for what: the south is not theirs to see.
        let north = boards.why(board.id(), (0, &now), &manager_of("north"), company).await.unwrap();
        assert_eq!(north.steps.len(), whole.steps.len());
        for (seen, step) in north.steps.iter().zip(&whole.steps) {
            assert_eq!((seen.revision, seen.delta, seen.value), (step.revision, step.delta, step.value));
        }
        let south = whole.steps.iter().position(|step| step.author == "manager of south").unwrap();
        assert_eq!((north.steps[south].author.as_str(), north.steps[south].cause), ("", Cause::Elsewhere));
    }
}

#[tokio::test]
async fn whoever_looks_back_leaves_snapshots_that_say_the_same_and_damaged_ones_are_passed_over() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        lived(&board).await;
        let (author, zone) = (committee(&board), unit(&board, "north-1"));
        let edits = (0..EDITS).map(|number| {
            let month = u8::try_from(number % 12).unwrap();
            submit(&board, &author, assign(Slice::Target, leaf(zone, month), number.cast_signed()))
        });
        for answer in futures::future::join_all(edits).await {
            answer.unwrap();
        }
        let plans = plans(&log(&store, &board).await, &board);
        let boards = Boards::new(Arc::clone(&store));
        let assert_past = async |revision: u64| {
            for reader in [carla(), manager_of("south")] {
                let actor = board.actor(&reader);
                let seen = boards.board_at(board.id(), revision, &reader).await.unwrap();
                let whole = &plans[usize::try_from(revision).unwrap() - 1];
                let expected = View::new(whole.outline(), &actor).plan(whole);
                assert_eq!((seen.revision(), seen.check()), (expected.revision(), expected.check()));
                for slice in Slice::ALL {
                    let leaves = |plan: &Plan| plan.leaves(slice, Measure::Revenue).collect::<Vec<_>>();
                    assert_eq!(leaves(&seen), leaves(&expected));
                }
                assert_eq!(seen.threads(), expected.threads());
                assert_eq!(seen.journal(), expected.journal());
            }
        };
        let nearest = async |revision: u64| {
            let found = store.snapshot_before(&key(&board), revision).await.unwrap();
            found.map(|(end, _)| end.revision)
        };
        assert_past(900).await;
        assert_eq!(nearest(u64::MAX).await, None, "a short way is not worth a snapshot");
        for revision in [2_100, 1_500, 1_024, 1_023, 2_048, 2_047, 2_049] {
            assert_past(revision).await;
        }
        let kept = [nearest(u64::MAX).await, nearest(2_047).await, nearest(1_023).await];
        assert_eq!(kept, [Some(2_048), Some(1_024), None]);

        tampering::tamper(&fresh, "update board_snapshot set payload = digest where revision = 2048").await;
        assert_eq!(nearest(2_100).await, None, "damaged");
        assert_past(2_100).await;
        assert_eq!(nearest(2_100).await, Some(2_048), "made again");
        tampering::tamper(&fresh, "update board_snapshot set digest = seal").await;
        assert_eq!(nearest(2_100).await, None, "of another log");
        assert_past(2_100).await;
        tampering::tamper(&fresh, "update board_snapshot set format = 0").await;
        assert_eq!(nearest(2_100).await, None, "of another version");
        assert_past(2_100).await;
    }
}

#[tokio::test]
async fn a_board_or_revision_that_does_not_exist_has_no_past() {
    for fresh in databases::each().await {
        let store = again(&fresh).await;
        let board = create(&store).await;
        let (boards, carla) = (Boards::new(store), carla());
        assert!(matches!(boards.board_at("nowhere", 1, &carla).await, Err(PastError::Unknown)));
        let error = boards.board_at(board.id(), 9, &carla).await.unwrap_err();
        assert!(matches!(error, PastError::NoRevision { revision: 9, last: OPENED }), "{error}");
        assert!(matches!(boards.board_at(board.id(), 0, &carla).await, Err(PastError::NoRevision { .. })));
        for range in [(1, u64::MAX), (9, 9), (3, 2)] {
            let far = boards.replay_between(board.id(), range, &carla, |_| ()).await;
            assert!(matches!(far, Err(PastError::NoRevision { .. })), "{range:?}: {far:?}");
        }
    }
}
