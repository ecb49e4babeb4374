//! Small boards, their people, and a log that is decided and evolved as a server does.

use domain::actor::{Actor, Role};
use domain::address::Address;
use domain::calendar::Cycle;
use domain::command::{Command, Method, Verb};
use domain::decide::decide;
use domain::dimension::{Dimension, MemberId, MemberSource, Name, ROOT};
use domain::event::Entry;
use domain::hold::{Corridor, HoldTerms};
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::thread::{Inputs, Motion, Offer, OfferNumber, Reason, ReasonCode, Thread, ThreadId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Units of [`family`], in depth-first order.
pub const NORTH: MemberId = 1;
pub const ANVIK: MemberId = 2;
pub const BODO: MemberId = 3;
pub const SOUTH: MemberId = 4;
pub const CADIZ: MemberId = 5;
pub const CADIZ_PORT: MemberId = 6;
pub const CADIZ_TOWN: MemberId = 7;
pub const DURBAN: MemberId = 8;

/// Periods of every board.
pub const YEAR: MemberId = 0;
pub const FIRST_QUARTER: MemberId = 1;
pub const JANUARY: MemberId = 2;
pub const FEBRUARY: MemberId = 3;
pub const MARCH: MemberId = 4;
pub const SECOND_QUARTER: MemberId = 5;

/// A tree from pairs of code and parent code; an empty parent is the root.
pub fn tree(root: &str, members: &[(&str, &str)]) -> Dimension {
    let source = |(code, parent): &(&str, &str)| MemberSource {
        code: (*code).to_owned(),
        name: Name::same(format!("name of {code}")),
        parent: (!parent.is_empty()).then(|| (*parent).to_owned()),
    };
    let sources: Vec<MemberSource> = members.iter().map(source).collect();
    Dimension::build(root, Name::same(root), &sources).unwrap()
}

/// An outline of a calendar year in cents.
pub fn outline(units: Dimension, products: Dimension, channels: Dimension) -> Outline {
    let cycle = Cycle { year: 2027, first_month: 1 };
    Outline {
        title: "Board".to_owned(),
        cycle,
        currency: "EUR".to_owned(),
        money_decimals: 2,
        history_end: None,
        units,
        products,
        channels,
        periods: cycle.periods().unwrap(),
        standing: Vec::new(),
    }
}

/// Units under one root, one product, one channel.
pub fn flat(units: u32) -> Outline {
    let codes: Vec<String> = (1..=units).map(|unit| format!("unit-{unit}")).collect();
    let members: Vec<(&str, &str)> = codes.iter().map(|code| (code.as_str(), "")).collect();
    outline(tree("company", &members), tree("products", &[]), tree("channels", &[]))
}

/// An uneven tree of nine units.
pub fn units() -> Dimension {
    let members = [
        ("north", ""),
        ("anvik", "north"),
        ("bodo", "north"),
        ("south", ""),
        ("cadiz", "south"),
        ("cadiz-port", "cadiz"),
        ("cadiz-town", "cadiz"),
        ("durban", "south"),
    ];
    tree("company", &members)
}

/// The uneven tree with one product and one channel.
pub fn plain() -> Outline {
    outline(units(), tree("products", &[]), tree("channels", &[]))
}

/// The uneven tree with products and channels of their own: 240 leaf cells.
pub fn family() -> Outline {
    outline(units(), tree("products", &[("food", ""), ("tools", "")]), tree("channels", &[("shop", ""), ("web", "")]))
}

fn person(name: &str, role: Role, unit: Option<MemberId>) -> Actor {
    Actor { person: format!("person-{name}"), name: name.to_owned(), role, unit }
}

pub fn committee() -> Actor {
    person("Carmen", Role::Committee, None)
}

pub fn second_committee() -> Actor {
    person("Conrad", Role::Administrator, None)
}

pub fn executive() -> Actor {
    person("Elena", Role::Executive, None)
}

pub fn manager(unit: MemberId) -> Actor {
    person(&format!("Manager {unit}"), Role::Manager, Some(unit))
}

pub fn guest() -> Actor {
    person("Guest", Role::Manager, None)
}

/// A unit's cell or total of all products and channels.
pub fn at(unit: MemberId, period: MemberId) -> Address {
    Address::of(unit, period)
}

/// An offer of one number for the year.
pub fn yearly(amount: i64) -> Vec<OfferNumber> {
    vec![OfferNumber { period: YEAR, amount }]
}

/// An offer of one number for each quarter.
pub fn quarterly(amounts: [i64; 4]) -> Vec<OfferNumber> {
    (0..).zip(amounts).map(|(quarter, amount)| OfferNumber { period: 1 + 4 * quarter, amount }).collect()
}

pub fn reason() -> Reason {
    Reason { code: ReasonCode::Market, text: "the market shrinks".to_owned() }
}

pub fn write(slice: Slice, at: Address, to: Option<i64>) -> Verb {
    Verb::Assign { slice, measure: Measure::Revenue, at, to, method: Method::Current }
}

pub fn target(at: Address, to: i64) -> Verb {
    write(Slice::Target, at, Some(to))
}

pub fn hold(at: Address) -> Verb {
    Verb::Hold { measure: Measure::Revenue, at, terms: HoldTerms::default() }
}

/// Holds a number between two bounds.
pub fn hold_within(at: Address, low: i64, high: Option<i64>) -> Verb {
    let corridor = Some(Corridor { low, high });
    Verb::Hold { measure: Measure::Revenue, at, terms: HoldTerms { corridor, ..HoldTerms::default() } }
}

pub fn release(at: Address) -> Verb {
    Verb::Release { measure: Measure::Revenue, at }
}

pub fn load(slice: Slice, measure: Measure, cells: &[(Address, i64)]) -> Verb {
    Verb::Load { slice, measure, cells: cells.to_vec() }
}

pub fn offer(unit: MemberId, numbers: Vec<OfferNumber>, answers: Option<u64>) -> Verb {
    Verb::Offer { unit, measure: Measure::Revenue, numbers, reason: None, answers }
}

pub fn counter(thread: ThreadId, answers: u64, numbers: Vec<OfferNumber>) -> Verb {
    Verb::Counter { thread, answers, numbers, reason: reason() }
}

/// Accepts exactly what an offer says.
pub fn accept(thread: &Thread, offer: &Offer) -> Verb {
    Verb::Accept { thread: thread.id, offer: offer.revision, digest: offer.digest() }
}

pub fn command(number: u128, base: u64, verb: Verb) -> Command {
    Command { id: Uuid::from_u128(number), base, verb }
}

/// A board and its log.
#[derive(Clone)]
pub struct Board {
    pub plan: Plan,
    pub log: Vec<Entry>,
}

impl Board {
    pub fn open(outline: Outline) -> Self {
        let mut board = Self { plan: Plan::new(outline.clone().into()), log: Vec::new() };
        board.run(&committee(), Verb::Open(Box::new(outline)));
        board
    }

    /// Decides and evolves; gives the revision.
    pub fn try_run(&mut self, actor: &Actor, verb: Verb) -> Result<u64, Rejection> {
        let revision = self.plan.revision() + 1;
        let command = command(revision.into(), self.plan.revision(), verb);
        let events = decide(&self.plan, &command, actor)?;
        let entry = Entry {
            revision,
            command: command.id,
            actor: actor.clone(),
            at: 1_790_000_000_000 + i64::try_from(revision).unwrap(),
            events,
        };
        self.plan.evolve(&entry);
        self.log.push(entry);
        Ok(revision)
    }

    pub fn run(&mut self, actor: &Actor, verb: Verb) -> u64 {
        self.try_run(actor, verb.clone()).unwrap_or_else(|rejection| panic!("{verb:?} was refused: {rejection:?}"))
    }

    pub fn refusal(&mut self, actor: &Actor, verb: Verb) -> Rejection {
        let accepted = format!("{verb:?} was not refused");
        self.try_run(actor, verb).expect_err(&accepted)
    }

    /// Writes targets of revenue as the committee.
    pub fn targets(&mut self, numbers: &[(Address, i64)]) {
        for (at, to) in numbers {
            self.run(&committee(), target(*at, *to));
        }
    }

    pub fn target(&self, at: Address) -> Option<i64> {
        self.plan.get(Slice::Target, Measure::Revenue, at)
    }

    pub fn revenue(&self, slice: Slice, at: Address) -> Option<i64> {
        self.plan.get(slice, Measure::Revenue, at)
    }

    pub fn thread(&self, unit: MemberId) -> Thread {
        self.plan.thread_of(unit, Measure::Revenue).unwrap().clone()
    }

    /// Accepts the offer on a unit's table, whatever has changed since it was made.
    pub fn accept(&mut self, actor: &Actor, unit: MemberId) -> u64 {
        let thread = self.thread(unit);
        let offer = thread.on_the_table().unwrap();
        let (offer, digest) = (offer.revision, offer.digest());
        let confirmed = Some(Inputs::of(&self.plan, unit, Measure::Revenue));
        let motion = Motion::Accept { offer, digest, periods: Vec::new(), ticked: Vec::new(), confirmed };
        self.run(actor, Verb::Negotiate { thread: thread.id, seen: thread.moved, motion: Box::new(motion) })
    }
}

/// Targets of 100 a month in every leaf unit for the first quarter.
pub fn planned() -> Board {
    let mut board = Board::open(plain());
    for unit in [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN] {
        for month in [JANUARY, FEBRUARY, MARCH] {
            board.targets(&[(at(unit, month), 100)]);
        }
    }
    board
}

/// Asserts that the leaf cells of a unit have the same target, commitment and agreed number.
pub fn assert_ties_cell_by_cell(board: &Board, unit: u32) {
    let outline = board.plan.outline();
    for cell in leaf_cells(outline).into_iter().filter(|cell| outline.units.contains(unit, cell.unit)) {
        let target = board.revenue(Slice::Target, cell);
        assert_eq!(board.revenue(Slice::Commitment, cell), target, "commitment at {cell:?}");
        assert_eq!(board.revenue(Slice::Agreed, cell), target, "agreed at {cell:?}");
    }
}

/// Asserts that two plans read alike wherever their outline may be read.
pub fn assert_alike(one: &Plan, other: &Plan) {
    for slice in Slice::ALL {
        for measure in Measure::ALL {
            for at in addresses(one.outline()) {
                let of = |plan: &Plan| plan.get(slice, measure, at);
                assert_eq!(of(one), of(other), "{slice:?} {measure:?} at {at:?}");
            }
        }
    }
    assert_eq!(one.check(), other.check());
    // Goals, holds, threads, journal, what can be undone, and every stored leaf.
    assert_eq!(Snapshot::of(one), Snapshot::of(other));
}

/// Every address of an outline that a holder may read.
pub fn addresses(outline: &Outline) -> Vec<Address> {
    let mut all = Vec::new();
    for unit in 0..outline.units.len() {
        for product in 0..outline.products.len() {
            for channel in 0..outline.channels.len() {
                for period in 0..outline.periods.len() {
                    all.push(Address { unit, product, channel, period });
                }
            }
        }
    }
    all.retain(|at| outline.knows(*at));
    all
}

/// Every leaf cell.
pub fn leaf_cells(outline: &Outline) -> Vec<Address> {
    addresses(outline).into_iter().filter(|at| outline.is_leaf(*at)).collect()
}

/// The sums that some leaf cells make at every address above them.
pub fn sums(outline: &Outline, cells: impl IntoIterator<Item = (Address, i64)>) -> BTreeMap<Address, i128> {
    let mut sums = BTreeMap::new();
    for (at, number) in cells {
        for unit in outline.units.upwards(at.unit) {
            for product in outline.products.upwards(at.product) {
                for channel in outline.channels.upwards(at.channel) {
                    for period in outline.periods.upwards(at.period) {
                        *sums.entry(Address { unit, product, channel, period }).or_insert(0) += i128::from(number);
                    }
                }
            }
        }
    }
    sums
}

/// Asserts that every total of a slice and measure is the sum of the leaf cells below it, null where there is none.
pub fn assert_ties(plan: &Plan, slice: Slice, measure: Measure) {
    let outline = plan.outline();
    let sums = sums(outline, plan.leaves(slice, measure));
    for at in addresses(outline) {
        let number = plan.get(slice, measure, at).map(i128::from);
        assert_eq!(number, sums.get(&at).copied(), "{slice:?} {measure:?} at {at:?}");
    }
}

pub const COMPANY: MemberId = ROOT;

/// Where, what, the nearest that is possible, and the holds of a refusal, in the order of their addresses.
pub fn bound_by(refusal: &Rejection) -> (Address, i64, i64, Vec<Address>) {
    let Rejection::Held { at, total, nearest, holds, .. } = refusal else { panic!("not held: {refusal:?}") };
    let mut holds: Vec<Address> = holds.iter().map(|binding| binding.hold.at).collect();
    holds.sort_unstable();
    (*at, *total, *nearest, holds)
}

/// Which held number would move elsewhere, and by how much.
pub fn elsewhere(refusal: &Rejection) -> (Address, i64) {
    let Rejection::HeldElsewhere { at, by, .. } = refusal else { panic!("not held elsewhere: {refusal:?}") };
    (*at, *by)
}
