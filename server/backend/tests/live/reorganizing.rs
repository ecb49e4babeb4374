//! Units that move on a live board, on both databases.

use crate::board::{
    Follower, OPENED, SENTINEL, assign, carla, committee, create, leaf, manager, manager_of, next, submit, unit,
};
use crate::databases;
use backend::live::{Board, Boards, MergeError, SubmitError};
use backend::store::Store;
use domain::address::Address;
use domain::calendar::month_period;
use domain::command::{Command, Verb};
use domain::dimension::ROOT;
use domain::live::Down;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::reorganization::Move;
use domain::why::Cause;
use std::sync::Arc;
use uuid::Uuid;

/// The year of a unit last year.
fn year(plan: &Plan, code: &str) -> Option<i64> {
    let at = Address::of(plan.outline().units.find(code)?, ROOT);
    plan.get(Slice::LastYear, Measure::Revenue, at)
}

/// Moves the second zone of the south, with the sentinel in it, to the north from March on.
async fn moved(board: &Board) -> u64 {
    let (zone, north) = (unit(board, "south-2"), unit(board, "north"));
    let moves = vec![Move { unit: zone, to: north, from: month_period(2) }];
    submit(board, &committee(board), Verb::Reorganize(moves)).await.unwrap().revision
}

#[tokio::test]
async fn everybody_comes_in_again_and_sees_what_the_new_tree_gives_them() {
    for fresh in databases::each().await {
        let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
        let board = create(&store).await;
        let south = manager(&board, "south");
        let mut pages = [Follower::new(&board, &south).await, Follower::new(&board, &committee(&board)).await];
        let seen = board.read(Plan::revision);
        let revision = moved(&board).await;
        for page in &mut pages {
            loop {
                match next(&mut page.subscription, &mut page.bytes).await {
                    Down::Presence(_) => {}
                    down => break assert_eq!(down, Down::Resynchronise),
                }
            }
        }
        // Whoever comes back from before receives a snapshot, never entries in other numbers.
        let mut back = board.subscribe(manager(&board, "south"), Some(seen)).await.unwrap();
        let bytes = &mut Vec::new();
        assert!(matches!(next(&mut back, bytes).await, Down::Welcome { .. }));
        let Down::Snapshot(snapshot) = next(&mut back, bytes).await else { panic!("no snapshot") };
        let plan = snapshot.open();
        assert_eq!((plan.reorganized(), year(&plan, "south")), (revision, Some(12_000)));
        let north = board.read_by(&manager_of("north")).1;
        assert_eq!(year(&north, "north"), Some(35_000 + SENTINEL));
        assert_eq!(year(&board.read_by(&manager_of("south")).1, "north"), None);

        // What was written down before names units by other numbers.
        let verb = assign(Slice::Commitment, leaf(south.unit.unwrap() + 1, 0), 5);
        let late = board.submit(Command { id: Uuid::now_v7(), base: seen, verb }, &south).await;
        assert_eq!(late, Err(SubmitError::Refused(Rejection::Reorganized)));

        // The log says the same to whoever opens the board anew.
        let boards = Boards::new(Arc::new(Store::open(&fresh.to_string()).await.unwrap()));
        let again = boards.open(board.id()).await.unwrap();
        assert_eq!(again.read(Plan::check), board.read(Plan::check));
        assert_eq!(again.read(|plan| plan.outline().clone()), board.read(|plan| plan.outline().clone()));
    }
}

#[tokio::test]
async fn the_past_before_a_move_is_read_as_it_was_or_under_the_new_tree() {
    for fresh in databases::each().await {
        let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
        let board = create(&store).await;
        let revision = moved(&board).await;
        let boards = Boards::new(store);
        let (id, north, south) = (board.id(), manager_of("north"), manager_of("south"));
        let then = boards.board_at(id, OPENED, &north).await.unwrap();
        assert_eq!((year(&then, "north"), year(&then, "south-2")), (Some(24_000), None));
        let laid_out = boards.board_at_under(id, OPENED, &board.read_by(&north).1, &north).await.unwrap();
        assert_eq!(
            (year(&laid_out, "north"), year(&laid_out, "south-2")),
            (Some(35_000 + SENTINEL), Some(11_000 + SENTINEL))
        );
        let theirs = boards.board_at_under(id, OPENED, &board.read_by(&south).1, &south).await.unwrap();
        assert_eq!((year(&theirs, "south"), year(&theirs, "south-2")), (Some(12_000), None));

        let node = |code| Node {
            slice: Slice::LastYear,
            measure: Measure::Revenue,
            at: Address::of(unit(&board, code), ROOT),
        };
        for reader in [carla(), south.clone()] {
            for since in [0, OPENED] {
                let seen = board.read_by(&reader).1;
                let bridge = boards.why(id, (since, &seen), &reader, node("south")).await.unwrap();
                let step = bridge.steps.last().unwrap();
                assert_eq!((step.cause, step.revision, step.value), (Cause::Reorganized, revision, Some(12_000)));
                assert_eq!(step.delta, -(11_000 + SENTINEL));
                assert_eq!(bridge.node, node("south"));
            }
        }
    }
}

#[tokio::test]
async fn a_scenario_from_before_a_move_is_not_merged_cell_by_cell() {
    for fresh in databases::each().await {
        let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
        let id = create(&store).await.id().to_owned();
        let boards = Boards::new(store);
        let board = boards.open(&id).await.unwrap();
        let scenario = boards.branch(&id, &carla(), "Before").await.unwrap();
        let branch = boards.open_for(&scenario.id, &carla()).await.unwrap();
        submit(&branch, &committee(&branch), assign(Slice::Target, leaf(unit(&branch, "north-1"), 0), 5))
            .await
            .unwrap();
        moved(&board).await;
        assert!(matches!(boards.merging(&scenario.id, &carla()).await, Err(MergeError::Reorganized)));
        let tree = board.read(|plan| Arc::clone(plan.outline()));
        let seen = branch.read_under(&carla(), &tree).unwrap();
        assert_eq!(year(&seen, "north"), Some(35_000 + SENTINEL));
        let after = boards.branch(&id, &carla(), "After").await.unwrap();
        assert!(boards.merging(&after.id, &carla()).await.is_ok());
    }
}
