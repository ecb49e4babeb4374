//! The hedge ledger: what a unit assigns beyond its own target, and what that comes to down the path to the people who
//! carry the numbers.
//!
//! A unit has its own target t and assigns a = t · (1 + ρ) to its children; its row of the ledger is a − t. Down a path
//! the over-assignments multiply: street % = Π (1 + ρ) − 1.

mod natural;
mod street;

pub use street::Street;

use crate::actor::Actor;
use crate::command::CommandId;
use crate::conservation;
use crate::dimension::{MemberId, ROOT};
use crate::event::{Entry, Event};
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::Side;
use serde::{Deserialize, Serialize};

/// The most that a policy may allow on top of the corporate target, in hundredths of a percent: tenfold.
pub const HIGHEST_CAP: u32 = 100_000;

/// A unit's row of the ledger, for the whole cycle, in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HedgeRow {
    /// The unit.
    pub unit: MemberId,
    /// Its own target: what it agreed to, else what it was offered, else the corporate goal for the company.
    pub target: i128,
    /// What it assigns to its children: agreed, open and in reserve.
    pub assigned: i128,
}

impl HedgeRow {
    /// What it assigns beyond its own target; negative where some of the target is not assigned yet.
    pub fn hedge(&self) -> i128 {
        self.assigned - self.target
    }
}

/// A unit's row; `None` for a unit without children or without a target.
pub fn read(plan: &Plan, unit: MemberId, measure: Measure) -> Option<HedgeRow> {
    let line = conservation::read(plan, unit, measure)?;
    Some(HedgeRow { unit, target: line.target, assigned: line.target - line.gap() })
}

/// The rows of every unit at or below one, in the order of the tree.
pub fn ledger(plan: &Plan, top: MemberId, measure: Measure) -> Vec<HedgeRow> {
    let end = plan.outline().units.get(top).map_or(top, |member| member.end);
    (top..end).filter_map(|unit| read(plan, unit, measure)).collect()
}

/// What the numbers below a unit carry beyond the corporate target: the over-assignments of every unit from the company
/// down to it, itself among them, multiplied.
pub fn street(plan: &Plan, unit: MemberId, measure: Measure) -> Street {
    let path = plan.outline().units.upwards(unit);
    path.fold(Street::default(), |street, above| street.then(open_row(plan, above, measure)))
}

/// A unit's over-assignment as far as the holder of the plan knows it.
fn open_row(plan: &Plan, unit: MemberId, measure: Measure) -> Option<HedgeRow> {
    // Of a unit seen as a total only, the offers that make its target are unknown.
    (plan.outline().standing(unit) == Standing::Open).then(|| read(plan, unit, measure)).flatten()
}

/// What a unit assigns that over-assigns its target by a rate in hundredths of a percent, rounded half up; exact.
pub fn assigned_for(target: i64, rate: u32) -> i64 {
    let parts = i128::from(target) * (10_000 + i128::from(rate));
    i64::try_from((parts * 2 + 10_000).div_euclid(20_000)).unwrap_or(i64::MAX)
}

/// Lets events through that raise the street percentage of no path above the board's cap. Undo and redo go back to what
/// was allowed when it was written.
///
/// # Errors
/// [`Rejection::HedgeCap`] with the path whose percentage would be highest.
pub(crate) fn within_policy(plan: &Plan, actor: &Actor, events: Vec<Event>) -> Result<Vec<Event>, Rejection> {
    let Some(cap) = plan.hedge_cap else { return Ok(events) };
    let mut measures: Vec<Measure> = events.iter().filter_map(|event| touched(plan, event)).collect();
    measures.sort_unstable();
    measures.dedup();
    if measures.is_empty() {
        return Ok(events);
    }
    let (revision, command) = (plan.revision() + 1, CommandId::nil());
    let entry = Entry { revision, command, actor: actor.clone(), at: 0, events };
    let mut after = plan.clone();
    after.evolve(&entry);
    for measure in measures {
        let (before, now) = (streets(plan, measure), streets(&after, measure));
        let mut worst: Option<(MemberId, &Street)> = None;
        for (unit, (street, before)) in (0..).zip(now.iter().zip(&before)) {
            let raised = street.exceeds(cap) && street.is_above(before);
            if raised && worst.is_none_or(|(_, worst)| street.is_above(worst)) {
                worst = Some((unit, street));
            }
        }
        if let Some((unit, street)) = worst {
            let mut path: Vec<MemberId> = plan.outline().units.upwards(unit).collect();
            path.reverse();
            return Err(Rejection::HedgeCap { measure, path, street: street.hundredths(), cap });
        }
    }
    Ok(entry.events)
}

/// The street percentage of every unit, in the order of the tree.
fn streets(plan: &Plan, measure: Measure) -> Vec<Street> {
    let units = &plan.outline().units;
    let mut streets: Vec<Street> = Vec::with_capacity(units.len() as usize);
    for unit in 0..units.len() {
        let above = units.parent(unit).and_then(|parent| streets.get(parent as usize));
        let street = above.cloned().unwrap_or_default();
        streets.push(street.then(open_row(plan, unit, measure)));
    }
    streets
}

/// The measure in which an event moves targets, if it does.
fn touched(plan: &Plan, event: &Event) -> Option<Measure> {
    let of_changes = |changes: &crate::event::Changes| (changes.slice == Slice::Target).then_some(changes.measure);
    match event {
        Event::GoalSet(_) => Some(Measure::Revenue),
        Event::Loaded(changes) => of_changes(changes),
        Event::Assigned(assignment) | Event::MarginsAssigned { assignment, .. } => of_changes(&assignment.changes),
        Event::Offered { side: Side::Parent, changes, .. } => Some(changes.measure),
        Event::Accepted { thread, .. } => plan.thread(*thread).map(|thread| thread.measure),
        Event::Stepped { changes, .. } => changes.iter().find_map(of_changes),
        _ => None,
    }
}

/// The path of a refusal as far as its reader may see it.
pub(crate) fn seen_path(path: Vec<MemberId>, seen: impl Fn(MemberId) -> bool) -> (Vec<MemberId>, bool) {
    let hidden = path.iter().position(|unit| *unit != ROOT && !seen(*unit));
    let end = hidden.unwrap_or(path.len());
    (path.into_iter().take(end).collect(), hidden.is_none())
}
