//! A plan of many leaf cells for measuring, the same natively and in a browser: rows under four levels of units, by
//! twelve months, targets everywhere, every twentieth leaf cell held.

use domain::actor::{Actor, Role};
use domain::address::{Address, CellChange};
use domain::calendar::Cycle;
use domain::column::Column;
use domain::command::{Command, Method, Verb};
use domain::decide::decide;
use domain::dimension::{Dimension, DimensionError, MemberSource, Name};
use domain::effect;
use domain::event::{Assignment, Changes, Entry, Event};
use domain::goal::{GoalTarget, Metric};
use domain::hold::{Corridor, Hold, HoldReason, Holder};
use domain::live;
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use uuid::Uuid;

/// A board and what is done to it.
pub struct Work {
    /// The board.
    pub plan: Plan,
    cells: Vec<Address>,
}

/// A tree whose members on every level have as many children as the widths say.
fn tree(root: &str, widths: &[usize]) -> Result<Dimension, DimensionError> {
    let mut sources: Vec<MemberSource> = Vec::new();
    let mut level = vec![None];
    for width in widths {
        let mut next = Vec::new();
        for parent in &level {
            for _ in 0..*width {
                let code = format!("{root}-{}", sources.len());
                sources.push(MemberSource { code: code.clone(), name: Name::same(&code), parent: parent.clone() });
                next.push(Some(code));
            }
        }
        level = next;
    }
    Dimension::build(root, Name::same(root), &sources)
}

/// A revision of the committee.
pub fn entry(revision: u64, events: Vec<Event>) -> Entry {
    let actor = Actor { person: "bench".to_owned(), name: "Bench".to_owned(), role: Role::Committee, unit: None };
    Entry { revision, command: Uuid::from_u128(revision.into()), actor, at: 0, events }
}

/// A number that looks random and is always the same.
fn scattered(place: u64) -> u64 {
    let mixed = (place ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ mixed >> 31).wrapping_mul(0x94d0_49bb_1331_11eb) >> 11
}

impl Work {
    /// 84,000 rows: 1,008,000 leaf cells.
    pub fn million() -> Result<Self, DimensionError> {
        Self::of(&[4, 5, 210, 20])
    }

    fn of(widths: &[usize]) -> Result<Self, DimensionError> {
        let cycle = Cycle { year: 2027, first_month: 1 };
        let outline = Outline {
            title: "Bench".to_owned(),
            cycle,
            currency: "EUR".to_owned(),
            money_decimals: 2,
            history_end: None,
            units: tree("units", widths)?,
            products: tree("products", &[])?,
            channels: tree("channels", &[])?,
            periods: cycle.periods()?,
            standing: Vec::new(),
        };
        let mut cells = Vec::new();
        for unit in outline.units.leaves(0) {
            cells.extend(outline.periods.leaves(0).map(|period| Address::of(unit, period)));
        }
        let mut plan = Plan::new(outline.into());
        let number = |place: usize| 10_000 + (scattered(place as u64) % 1_000_000).cast_signed();
        let change = |(place, at): (usize, &Address)| CellChange { at: *at, from: None, to: Some(number(place)) };
        let changes = Changes {
            slice: Slice::Target,
            measure: Measure::Revenue,
            cells: cells.iter().enumerate().map(change).collect(),
        };
        plan.evolve(&entry(1, vec![Event::Loaded(changes)]));
        let goals = Metric::ALL.map(|metric| Event::GoalSet(GoalTarget { metric, target: 1_000_000_000 }));
        plan.evolve(&entry(2, goals.to_vec()));
        let hold = |(place, at): (usize, &Address)| {
            let corridor = Corridor::fixed(number(place));
            let (measure, reason) = (Measure::Revenue, HoldReason::Asked);
            Event::Held(Hold { measure, at: *at, corridor, holder: Holder::default(), reason, why: None, until: None })
        };
        let held = |(place, _): &(usize, &Address)| scattered(*place as u64 + 7).is_multiple_of(20);
        plan.evolve(&entry(3, cells.iter().enumerate().filter(held).map(hold).collect()));
        Ok(Self { plan, cells })
    }

    /// The company's target for the year.
    pub fn total(&self) -> i64 {
        self.plan.get(Slice::Target, Measure::Revenue, Address::COMPANY).unwrap_or(0)
    }

    /// A leaf cell somewhere gets another number.
    pub fn edit(&self, time: u64) -> Entry {
        let at = self.cells[scattered(time) as usize % self.cells.len()];
        let from = self.plan.get(Slice::Target, Measure::Revenue, at);
        let to = Some(10_000 + (time % 1_000_000).cast_signed());
        let cells = vec![CellChange { at, from, to }];
        let changes = Changes { slice: Slice::Target, measure: Measure::Revenue, cells };
        entry(0, vec![Event::Assigned(Assignment { at, from, to, method: Method::Current, changes })])
    }

    /// So many edits one after the other, to be replayed.
    pub fn edits(&self, times: u64) -> Vec<Entry> {
        let first = self.plan.revision() + 1;
        (0..times).map(|time| Entry { revision: first + time, ..self.edit(time) }).collect()
    }

    /// The column of targets with the company's total spread over every leaf cell that is not held.
    pub fn spread(&self, to: i64) -> Option<Column> {
        effect::spread_column(&self.plan, Measure::Revenue, Address::COMPANY, to, &Method::Current)
    }

    /// The board with one total held among the 4,200, as while a unit is negotiated.
    pub fn negotiated(&self) -> Plan {
        let at = Address { unit: 3, ..Address::COMPANY };
        let corridor = Corridor::fixed(self.plan.get(Slice::Target, Measure::Revenue, at).unwrap_or(0));
        let (measure, reason) = (Measure::Revenue, HoldReason::Asked);
        let hold = Hold { measure, at, corridor, holder: Holder::default(), reason, why: None, until: None };
        let mut plan = self.plan.clone();
        plan.evolve(&entry(plan.revision() + 1, vec![Event::Held(hold)]));
        plan
    }

    /// What becomes of the committee's command that spreads the company's total.
    pub fn decide(&self, plan: &Plan, to: i64) -> Result<Vec<Event>, Rejection> {
        let Entry { actor, .. } = entry(0, Vec::new());
        let (slice, measure, at) = (Slice::Target, Measure::Revenue, Address::COMPANY);
        let verb = Verb::Assign { slice, measure, at, to: Some(to), method: Method::Current };
        decide(plan, &Command { id: Uuid::nil(), base: plan.revision(), verb }, &actor)
    }

    /// A copy of the targets that shares nothing.
    pub fn column(&self) -> Column {
        self.spread(self.total() + 1).unwrap_or_default()
    }

    /// The plan, packed.
    pub fn snapshot(&self) -> Vec<u8> {
        live::encode(&Snapshot::of(&self.plan))
    }
}
