//! Scenarios, on both databases.

use crate::board::{Follower, OPENED, SENTINEL, assign, create, leaf, person, submit, unit};
use crate::databases;
use backend::identity::Person;
use backend::live::{Board, BoardError, Boards, MergeError, PastError, ScenarioError, ScenarioSummary};
use backend::store::Store;
use domain::actor::Role;
use domain::address::Address;
use domain::command::Verb;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::scenario::merge::{Choice, Merge};
use std::sync::Arc;

/// A board, two committee members and a manager of the north.
struct Office {
    boards: Boards,
    board: Board,
    carla: Person,
    david: Person,
    noah: Person,
}

impl Office {
    async fn new(fresh: &databases::Fresh) -> Self {
        let store = again(fresh).await;
        let id = create(&store).await.id().to_owned();
        let boards = Boards::new(store);
        let board = boards.open(&id).await.unwrap();
        let carla = person("carla", Role::Committee, None);
        let david = person("david", Role::Committee, None);
        Self { boards, board, carla, david, noah: person("noah", Role::Manager, Some("north")) }
    }

    /// Carla's scenario.
    async fn branch(&self) -> (ScenarioSummary, Board) {
        let scenario = self.boards.branch(self.board.id(), &self.carla, "  More in the north ").await.unwrap();
        let open = self.boards.open_for(&scenario.id, &self.carla).await.unwrap();
        (scenario, open)
    }

    fn cell(&self, zone: &str) -> Address {
        leaf(unit(&self.board, zone), 0)
    }

    async fn write(&self, board: &Board, author: &Person, zone: &str, to: i64) -> u64 {
        submit(board, &board.actor(author), assign(Slice::Target, self.cell(zone), to)).await.unwrap().revision
    }

    fn target(&self, board: &Board, zone: &str) -> Option<i64> {
        board.read(|plan| plan.get(Slice::Target, Measure::Revenue, self.cell(zone)))
    }

    fn node(&self, zone: &str) -> Node {
        Node { slice: Slice::Target, measure: Measure::Revenue, at: self.cell(zone) }
    }
}

async fn again(fresh: &databases::Fresh) -> Arc<Store> {
    Arc::new(Store::open(&fresh.to_string()).await.unwrap())
}

fn numbers(plan: &Plan) -> Vec<(Address, i64)> {
    plan.leaves(Slice::Target, Measure::Revenue).collect()
}

#[tokio::test]
async fn what_is_written_in_a_scenario_leaves_the_plan_alone_and_the_other_way_round() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        office.write(&office.board, &office.carla, "north-1", 300).await;
        let (scenario, branch) = office.branch().await;
        assert_eq!(
            (scenario.name.as_str(), scenario.revision, scenario.shared),
            ("More in the north", OPENED + 1, false)
        );
        assert_eq!((branch.plan(), office.target(&branch, "north-1")), (Some(office.board.id()), Some(300)));
        assert_eq!(office.write(&branch, &office.carla, "north-1", 900).await, OPENED + 2, "revisions count on");
        office.write(&office.board, &office.david, "south-1", 700).await;
        assert_eq!(office.target(&office.board, "north-1"), Some(300));
        assert_eq!(office.target(&branch, "south-1"), None);
        let listed: Vec<String> = office.boards.list().await.unwrap().into_iter().map(|board| board.id).collect();
        assert_eq!(listed, [office.board.id()], "a scenario is no board of its own");
    }
}

#[tokio::test]
async fn a_scenario_survives_a_restart_with_its_numbers_name_and_standing() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "north-1", 900).await;
        office.write(&office.board, &office.david, "north-1", 400).await;
        office.boards.rename_scenario(&scenario.id, &office.carla, "North first").await.unwrap();
        office.boards.share_scenario(&scenario.id, &office.carla, true).await.unwrap();

        let restarted = Boards::new(again(&fresh).await);
        let listed = restarted.scenarios(office.board.id(), &office.david).await.unwrap();
        let expected = ScenarioSummary { name: "North first".to_owned(), shared: true, ..scenario.clone() };
        assert_eq!(listed, [expected]);
        let opened = restarted.open_for(&scenario.id, &office.david).await.unwrap();
        assert_eq!(office.target(&opened, "north-1"), Some(900));
        assert_eq!(opened.read(Plan::check), branch.read(Plan::check));
        office.write(&opened, &office.david, "north-2", 10).await;
        let third = Boards::new(again(&fresh).await).open_for(&scenario.id, &office.carla).await.unwrap();
        assert_eq!(numbers(&third.read_by(&office.carla).1).len(), 2);
    }
}

#[tokio::test]
async fn a_private_scenario_is_for_its_owner_alone_whatever_is_asked() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "north-1", 900).await;
        for other in [&office.david, &office.noah] {
            let (boards, id) = (&office.boards, scenario.id.as_str());
            assert_eq!(boards.scenarios(office.board.id(), other).await.unwrap(), []);
            assert_eq!(boards.place(id, other).await.unwrap(), None);
            assert!(matches!(boards.open_for(id, other).await, Err(BoardError::Unknown)));
            assert!(matches!(boards.board_at(id, OPENED + 1, other).await, Err(PastError::Unknown)));
            assert!(matches!(boards.replay_between(id, (1, 2), other, |_| ()).await, Err(PastError::Unknown)));
            let why = boards.why(id, (0, &office.board.read(Plan::clone)), other, office.node("north-1")).await;
            assert!(matches!(why, Err(PastError::Unknown)));
            assert!(matches!(boards.revision_by(id, i64::MAX, other).await, Err(PastError::Unknown)));
            let merging = boards.merging(id, other).await;
            assert!(matches!(merging, Err(MergeError::Scenario(ScenarioError::Unknown))));
            assert!(matches!(boards.rename_scenario(id, other, "Mine").await, Err(ScenarioError::Unknown)));
            assert!(matches!(boards.share_scenario(id, other, true).await, Err(ScenarioError::Unknown)));
            assert!(matches!(boards.discard_scenario(id, other).await, Err(ScenarioError::Unknown)));
        }
    }
}

#[tokio::test]
async fn a_shared_scenario_shows_everybody_what_they_see_of_the_plan_and_obeys_the_same_rules() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "south-2", SENTINEL + 5).await;
        office.boards.share_scenario(&scenario.id, &office.carla, true).await.unwrap();
        let open = office.boards.open_for(&scenario.id, &office.noah).await.unwrap();
        let noah = open.actor(&office.noah);
        let follower = Follower::new(&open, &noah).await;
        assert!(!String::from_utf8_lossy(&follower.bytes).contains("SOUTH"));
        assert_eq!(office.target(&office.board, "south-2"), None);
        let foreign = submit(&open, &noah, assign(Slice::Commitment, office.cell("south-1"), 1)).await;
        assert_eq!(foreign, Err(Rejection::NotAllowed.into()));
        submit(&open, &noah, assign(Slice::Commitment, office.cell("north-1"), 1)).await.unwrap();
        let refused = office.boards.discard_scenario(&scenario.id, &office.noah).await;
        assert!(matches!(refused, Err(ScenarioError::NotYours)));
    }
}

#[tokio::test]
async fn whoever_follows_a_scenario_is_let_go_when_it_is_taken_back_or_discarded() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, _) = office.branch().await;
        let id = scenario.id.as_str();
        for discard in [false, true] {
            office.boards.share_scenario(id, &office.carla, true).await.unwrap();
            let open = office.boards.open_for(id, &office.david).await.unwrap();
            let mut follower = Follower::new(&open, &open.actor(&office.david)).await;
            if discard {
                office.boards.discard_scenario(id, &office.carla).await.unwrap();
            } else {
                office.boards.share_scenario(id, &office.carla, false).await.unwrap();
            }
            while follower.subscription.next().await.is_some() {}
            let late = submit(&open, &open.actor(&office.david), Verb::Undo).await;
            assert!(late.is_err(), "the old handle writes nothing any more");
            assert!(matches!(office.boards.open_for(id, &office.david).await, Err(BoardError::Unknown)));
            assert_eq!(office.boards.open_for(id, &office.carla).await.is_err(), discard);
        }
        assert_eq!(office.boards.scenarios(office.board.id(), &office.carla).await.unwrap(), []);
        assert!(matches!(office.boards.open(id).await, Err(BoardError::Unknown)));
    }
}

#[tokio::test]
async fn a_scenario_needs_a_name_and_a_board() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, _) = office.branch().await;
        for name in ["", "   ", &"x".repeat(81), "two\nlines"] {
            let refused = office.boards.branch(office.board.id(), &office.carla, name).await;
            assert!(matches!(refused, Err(ScenarioError::Name)), "{name}");
        }
        for board in ["nowhere", scenario.id.as_str()] {
            let refused = office.boards.branch(board, &office.carla, "Another").await;
            assert!(matches!(refused, Err(ScenarioError::Unknown)), "{board}");
        }
    }
}

#[tokio::test]
async fn the_past_of_a_scenario_leads_through_its_board_and_on() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        office.write(&office.board, &office.carla, "north-1", 300).await;
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "north-1", 900).await;
        office.write(&office.board, &office.carla, "north-1", 111).await;
        let (id, carla, last) = (scenario.id.as_str(), &office.carla, OPENED + 2);
        let number = |plan: &Plan| office.node("north-1").of(plan);
        for (revision, expected) in [(OPENED, None), (OPENED + 1, Some(300)), (last, Some(900))] {
            assert_eq!(number(&office.boards.board_at(id, revision, carla).await.unwrap()), expected);
        }
        let mut revisions = Vec::new();
        let each = |entry: domain::event::Entry| revisions.push(entry.revision);
        office.boards.replay_between(id, (0, last), carla, each).await.unwrap();
        assert_eq!(revisions, (1..=last).collect::<Vec<_>>());
        let bridge =
            office.boards.why(id, (0, &branch.read(Plan::clone)), carla, office.node("north-1")).await.unwrap();
        assert_eq!(bridge.steps.iter().map(|step| step.value).collect::<Vec<_>>(), [Some(300), Some(900)]);
        assert_eq!(office.boards.revision_by(id, i64::MAX, carla).await.unwrap(), Some(last));
        assert_eq!(office.boards.revision_by(id, 0, carla).await.unwrap(), None);
        let beyond = office.boards.board_at(id, last + 1, carla).await;
        assert!(matches!(beyond, Err(PastError::NoRevision { .. })));
    }
}

#[tokio::test]
async fn a_merge_writes_what_was_chosen_in_one_step_that_is_undone_at_once() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        for zone in ["north-1", "north-2", "south-1"] {
            office.write(&office.board, &office.carla, zone, 100).await;
        }
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "north-1", 900).await;
        office.write(&branch, &office.carla, "north-2", 800).await;
        office.write(&office.board, &office.david, "north-1", 400).await;
        office.write(&office.board, &office.david, "south-1", 50).await;
        let before = office.board.read(numbers);

        let mut merging = office.boards.merging(&scenario.id, &office.carla).await.unwrap();
        let conflict = merging.merge.conflicts().next().unwrap().clone();
        assert_eq!((conflict.node, merging.merge.conflicts().count()), (office.node("north-1"), 1));
        let author = |position: &domain::scenario::merge::Position| position.intent.as_ref().unwrap().author.clone();
        assert_eq!((author(&conflict.theirs), author(&conflict.mine)), ("david".to_owned(), "carla".to_owned()));
        assert!(matches!(office.boards.merge(&merging).await, Err(MergeError::Unresolved(_))));
        assert!(merging.merge.choose(conflict.node, Choice::Mine));
        let (revision, cells) = office.boards.merge(&merging).await.unwrap();
        assert_eq!((cells, office.board.read(Plan::revision)), (2, revision));
        let now = ["north-1", "north-2", "south-1"].map(|zone| office.target(&office.board, zone));
        assert_eq!(now, [Some(900), Some(800), Some(50)]);

        let stale = office.boards.merge(&merging).await;
        assert!(matches!(stale, Err(MergeError::Refused(Rejection::ChangedSince { .. }))), "{stale:?}");
        let again = office.boards.merging(&scenario.id, &office.carla).await.unwrap();
        assert!(matches!(office.boards.merge(&again).await, Err(MergeError::Nothing)));
        submit(&office.board, &office.board.actor(&office.carla), Verb::Undo).await.unwrap();
        assert_eq!(office.board.read(numbers), before);
    }
}

#[tokio::test]
async fn a_manager_merges_what_they_may_write_and_sees_nothing_else() {
    for fresh in databases::each().await {
        let office = Office::new(&fresh).await;
        let (scenario, branch) = office.branch().await;
        office.write(&branch, &office.carla, "south-1", 77).await;
        office.boards.share_scenario(&scenario.id, &office.carla, true).await.unwrap();
        let noah = branch.actor(&office.noah);
        submit(&branch, &noah, assign(Slice::Commitment, office.cell("north-1"), 5)).await.unwrap();
        let merging = office.boards.merging(&scenario.id, &office.noah).await.unwrap();
        let seen = |merge: &Merge| merge.changed().iter().map(|cell| cell.node.at.unit).collect::<Vec<_>>();
        assert_eq!(seen(&merging.merge), [unit(&office.board, "north-1")]);
        office.boards.merge(&merging).await.unwrap();
        assert_eq!(office.target(&office.board, "south-1"), None);
    }
}
