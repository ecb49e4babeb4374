//! A small board for tests: three regions of two zones, one product, one channel. Include it with `#[path]`.

use backend::identity::{ORGANIZATION, Person};
use backend::live::{Acknowledged, Board, Boards, SubmitError, Subscription, system};
use backend::opening::{LoadedColumn, Opening};
use backend::store::Store;
use domain::actor::{Actor, Role};
use domain::address::Address;
use domain::calendar::{Cycle, month_period};
use domain::command::{Command, Method, Verb};
use domain::decide::decide_on_board;
use domain::dimension::{Dimension, MemberId, MemberSource, Name};
use domain::event::Entry;
use domain::goal::{GoalTarget, Metric};
use domain::live::{Down, decode};
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::replica::{Received, Replica};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The revision of a board that has just been created: opened, two columns loaded, a goal set.
pub const OPENED: u64 = 4;

/// A number that stands in one cell of a southern zone and nowhere else.
pub const SENTINEL: i64 = 987_654_321;

/// What the board is opened with. Every month of every zone had 1,000 last year; the second south zone's January has
/// the sentinel.
pub fn opening() -> Opening {
    let cycle = Cycle { year: 2027, first_month: 1 };
    let units = [("north", None), ("north-1", Some("north")), ("north-2", Some("north")), ("south", None)];
    let units = units.into_iter().chain([("south-1", Some("south")), ("south-2", Some("south")), ("east", None)]);
    let units: Vec<MemberSource> = units
        .chain([("east-1", Some("east")), ("east-2", Some("east"))])
        .map(|(code, parent)| MemberSource {
            code: code.to_owned(),
            name: Name::same(code.to_uppercase()),
            parent: parent.map(str::to_owned),
        })
        .collect();
    let one = |code: &str| MemberSource { code: code.to_owned(), name: Name::same(code), parent: None };
    let outline = Outline {
        title: "Quotas 2027".to_owned(),
        cycle,
        currency: "USD".to_owned(),
        money_decimals: 0,
        history_end: None,
        units: Dimension::build("company", Name::same("Company"), &units).unwrap(),
        products: Dimension::build("products", Name::same("Products"), &[one("bicycle")]).unwrap(),
        channels: Dimension::build("channels", Name::same("Channels"), &[one("shop")]).unwrap(),
        periods: cycle.periods().unwrap(),
        standing: Vec::new(),
    };
    let zones: Vec<MemberId> = outline.units.leaves(0).collect();
    let cells = zones.iter().flat_map(|zone| (0..12).map(|month| leaf(*zone, month)));
    let secret = leaf(outline.units.find("south-2").unwrap(), 0);
    let cells: Vec<(Address, i64)> = cells.map(|at| (at, if at == secret { SENTINEL } else { 1_000 })).collect();
    let column = |slice| LoadedColumn { slice, measure: Measure::Revenue, cells: cells.clone() };
    Opening { columns: vec![column(Slice::LastYear), column(Slice::Baseline)], outline }
}

/// The leaf cell of a zone and a month, 0 to 11.
pub fn leaf(zone: MemberId, month: u8) -> Address {
    Address { unit: zone, product: 1, channel: 1, period: month_period(month) }
}

/// Creates the board in a store.
pub async fn create(store: &Arc<Store>) -> Board {
    store.found_organization(ORGANIZATION, "Test", "en").await.unwrap();
    let goal = GoalTarget { metric: Metric::TopLine, target: 90_000 };
    Boards::new(Arc::clone(store)).create(&system(), opening(), &[goal]).await.unwrap()
}

/// Somebody who signs in as this.
pub fn person(name: &str, role: Role, unit: Option<&str>) -> Person {
    Person {
        id: name.to_owned(),
        email: format!("{name}@example.com"),
        name: name.to_owned(),
        role,
        unit: unit.map(str::to_owned),
    }
}

/// A member of the committee.
pub fn carla() -> Person {
    person("carla", Role::Committee, None)
}

/// The manager of a unit, who signs in.
pub fn manager_of(unit: &str) -> Person {
    person(&format!("manager of {unit}"), Role::Manager, Some(unit))
}

/// A member of the committee, on a board.
pub fn committee(board: &Board) -> Actor {
    board.actor(&carla())
}

/// The manager of a unit, on a board.
pub fn manager(board: &Board, unit: &str) -> Actor {
    board.actor(&manager_of(unit))
}

/// A unit by code.
pub fn unit(board: &Board, code: &str) -> MemberId {
    board.read(|plan| plan.outline().units.find(code)).unwrap()
}

/// A command with an identifier of its own.
pub fn command(board: &Board, verb: Verb) -> Command {
    Command { id: Uuid::now_v7(), base: board.read(|plan| plan.revision()), verb }
}

/// Writes a number of revenue.
pub fn assign(slice: Slice, at: Address, to: i64) -> Verb {
    Verb::Assign { slice, measure: Measure::Revenue, at, to: Some(to), method: Method::Current }
}

/// Submits a command of its own.
pub async fn submit(board: &Board, actor: &Actor, verb: Verb) -> Result<Acknowledged, SubmitError> {
    board.submit(command(board, verb), actor).await
}

/// Somebody who follows a board as a browser does.
pub struct Follower {
    pub subscription: Subscription,
    pub replica: Replica,
    /// Every byte received.
    pub bytes: Vec<u8>,
    /// The entries received after the first messages.
    pub entries: Vec<Entry>,
    /// The last presence received.
    pub present: Vec<domain::live::Present>,
}

impl Follower {
    /// Opens the board's page.
    pub async fn new(board: &Board, actor: &Actor) -> Self {
        let mut subscription = board.subscribe(actor.clone(), None).await.unwrap();
        let mut bytes = Vec::new();
        let welcome = next(&mut subscription, &mut bytes).await;
        let Down::Welcome { actor: welcomed, .. } = welcome else { panic!("{welcome:?} is no welcome") };
        assert_eq!(&welcomed, actor);
        let state = next(&mut subscription, &mut bytes).await;
        let Down::Snapshot(snapshot) = state else { panic!("{state:?} is no snapshot") };
        let replica = Replica::new(snapshot.open(), welcomed, Vec::new(), Some(decide_on_board));
        Self { subscription, replica, bytes, entries: Vec::new(), present: Vec::new() }
    }

    /// Receives until the page has a revision.
    pub async fn reach(&mut self, revision: u64) {
        while self.replica.confirmed().revision() < revision {
            self.receive().await;
        }
    }

    /// Receives one message.
    pub async fn receive(&mut self) {
        match next(&mut self.subscription, &mut self.bytes).await {
            Down::Entries { entries, check } => {
                for entry in &entries {
                    assert_eq!(self.replica.receive(entry), Received::Applied);
                }
                let last = entries.last().map(|entry| entry.revision);
                if last == Some(self.replica.confirmed().revision()) {
                    assert_eq!(self.replica.confirmed().check(), check, "the page differs from the server");
                }
                self.entries.extend(entries);
            }
            Down::Presence(present) => self.present = present,
            other => panic!("unexpected {other:?}"),
        }
    }
}

/// The next message of a subscription.
pub async fn next(subscription: &mut Subscription, bytes: &mut Vec<u8>) -> Down {
    let message = tokio::time::timeout(Duration::from_secs(20), subscription.next()).await;
    let message = message.expect("a message within twenty seconds").expect("the board is open");
    bytes.extend_from_slice(&message);
    decode(&message).unwrap()
}
