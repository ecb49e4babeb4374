//! A board of 100,800 leaf cells for measuring: natively by a bench, in a browser by `frontend/measure`.

use domain::actor::{Actor, Role};
use domain::address::{Address, CellChange};
use domain::calendar::Cycle;
use domain::command::{Command, Method, Verb};
use domain::decide::decide;
use domain::dimension::{Dimension, DimensionError, MemberSource, Name};
use domain::event::{Assignment, Changes, Entry, Event};
use domain::goal::{GoalTarget, Metric};
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use uuid::Uuid;

/// A tree whose members on every level have as many children as the widths say.
pub fn tree(root: &str, widths: &[usize]) -> Result<Dimension, DimensionError> {
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

/// 100 branches in 20 areas of 4 regions, 28 products in 4 lines, 3 channels, 12 months.
pub fn outline() -> Result<Outline, DimensionError> {
    let cycle = Cycle { year: 2027, first_month: 1 };
    Ok(Outline {
        title: "Bench".to_owned(),
        cycle,
        currency: "EUR".to_owned(),
        money_decimals: 2,
        history_end: None,
        units: tree("units", &[4, 5, 5])?,
        products: tree("products", &[4, 7])?,
        channels: tree("channels", &[3])?,
        periods: cycle.periods()?,
        standing: Vec::new(),
    })
}

/// Who edits.
pub fn committee() -> Actor {
    Actor { person: "bench".to_owned(), name: "Bench".to_owned(), role: Role::Committee, unit: None }
}

/// A revision of the committee.
pub fn entry(revision: u64, events: Vec<Event>) -> Entry {
    Entry { revision, command: Uuid::from_u128(revision.into()), actor: committee(), at: 0, events }
}

/// Every leaf cell of an outline.
pub fn leaf_cells(outline: &Outline) -> Vec<Address> {
    let mut cells = Vec::new();
    for unit in outline.units.leaves(0) {
        for product in outline.products.leaves(0) {
            for channel in outline.channels.leaves(0) {
                cells.extend(outline.periods.leaves(0).map(|period| Address { unit, product, channel, period }));
            }
        }
    }
    cells
}

/// A board with last year, a forecast and targets in every leaf cell, and a goal for every metric.
pub fn board(outline: Outline) -> Plan {
    let cells = leaf_cells(&outline);
    let mut plan = Plan::new(outline.into());
    let mut slots: Vec<(Slice, Measure)> = Vec::new();
    for measure in Measure::ALL {
        slots.extend([(Slice::LastYear, measure), (Slice::Baseline, measure)]);
    }
    slots.push((Slice::Target, Measure::Revenue));
    for (slice, measure) in slots {
        let number = |at: &Address| i64::from((at.unit * 31 + at.product * 17 + at.channel * 7 + at.period) % 9_973);
        let cells = cells.iter().map(|at| CellChange { at: *at, from: None, to: Some(100_000 + number(at)) }).collect();
        plan.evolve(&entry(plan.revision() + 1, vec![Event::Loaded(Changes { slice, measure, cells })]));
    }
    let goals = Metric::ALL.map(|metric| Event::GoalSet(GoalTarget { metric, target: 1_000_000_000 }));
    plan.evolve(&entry(plan.revision() + 1, goals.to_vec()));
    plan
}

/// A leaf cell in the middle of every tree.
pub fn middle(plan: &Plan) -> Address {
    let cells = leaf_cells(plan.outline());
    cells[cells.len() / 2]
}

/// The event of one written leaf cell.
pub fn assigned(at: Address, from: Option<i64>, to: i64) -> Event {
    let changes =
        Changes { slice: Slice::Target, measure: Measure::Revenue, cells: vec![CellChange { at, from, to: Some(to) }] };
    Event::Assigned(Assignment { at, from, to: Some(to), method: Method::Current, changes })
}

/// The command of one written cell.
pub fn assign(at: Address, to: i64) -> Verb {
    Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to: Some(to), method: Method::Current }
}

/// Decides a command that is known to be possible.
pub fn decided(plan: &Plan, command: &Command, actor: &Actor) -> Vec<Event> {
    let decided = decide(plan, command, actor);
    assert!(decided.is_ok(), "{decided:?}");
    decided.unwrap_or_default()
}
