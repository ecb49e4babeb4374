//! What a plan would do to the corporate goals, before anybody sends it.

mod moves;
mod parts;

pub use moves::{MovedChild, Moves, moves};
pub use parts::{Part, Parts, parts};

use crate::actor::Actor;
use crate::address::Address;
use crate::breakdown::flow;
use crate::column::Column;
use crate::command::{Command, CommandId};
use crate::decide::{decide_on_board, written};
use crate::event::{Changes, Entry, Event};
use crate::evolve::changes_of;
use crate::goal::{self, GoalReading};
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{OfferNumber, Side, Thread};

/// From more leaf cells than this on an edit shows what it will change before it is sent.
pub const LARGE_SPREAD: usize = 10_000;

/// What a command would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many leaf cells it would move.
    pub cells: usize,
    /// The goals as they would be.
    pub goals: Vec<GoalReading>,
}

/// Previews a command; the plan is as before when this returns.
pub fn preview(plan: &mut Plan, command: &Command, actor: &Actor) -> Result<Preview, Rejection> {
    let events = decide_on_board(plan, command, actor)?;
    let changes: Vec<Changes> = events.iter().flat_map(changes_of).cloned().collect();
    let cells = match events.first() {
        Some(Event::Accepted { changes, .. }) => changes.first().map_or(0, |target| target.cells.len()),
        _ => changes.iter().map(|changes| changes.cells.len()).sum(),
    };
    Ok(Preview { cells, goals: plan.what_if(&changes, goal::read) })
}

/// What several commands would do one after the other.
#[derive(Clone, Debug)]
pub struct Together {
    /// Which would be refused, and why.
    pub refused: Vec<(CommandId, Rejection)>,
    /// The goals as they would be after the others.
    pub goals: Vec<GoalReading>,
}

/// Previews several commands, each on what those before it have done.
pub fn together(plan: &Plan, commands: &[Command], actor: &Actor) -> Together {
    let mut ahead = plan.clone();
    let mut refused = Vec::new();
    for command in commands {
        match decide_on_board(&ahead, command, actor) {
            Ok(events) => {
                let (revision, command, actor) = (ahead.revision() + 1, command.id, actor.clone());
                ahead.evolve(&Entry { revision, command, actor, at: 0, events });
            }
            Err(rejection) => refused.push((command.id, rejection)),
        }
    }
    Together { refused, goals: goal::read(&ahead) }
}

/// The targets, totals too, as they would be if a total were spread over what lies below it, for spreads that need no
/// more than proportions and held leaf cells; `None` for all others. Nothing is judged: [`decide_on_board`] does that.
pub fn spread_column(plan: &Plan, measure: Measure, at: Address, to: i64, method: &Method) -> Option<Column> {
    let slot = (Slice::Target, measure);
    if !flow::is_free(plan, slot, at) {
        return None;
    }
    let mut column = flow::leaves(plan, slot, at, to, method)?;
    column.roll_up(plan.outline());
    Some(column)
}

/// The plan with [`spread_column`] in it, its outlook and goals up to date.
pub fn spread(plan: &Plan, measure: Measure, at: Address, to: i64, method: &Method) -> Option<Plan> {
    let column = spread_column(plan, measure, at, to, method)?;
    let mut spread = plan.clone();
    spread.replace(Slice::Target, measure, column);
    Some(spread)
}

/// Both positions of a thread and the middle between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    /// The goals if the parent's latest were agreed.
    pub parent: Vec<GoalReading>,
    /// The goals if the middle were agreed.
    pub middle: Vec<GoalReading>,
    /// The goals if the child's latest, or its draft, were agreed.
    pub child: Vec<GoalReading>,
}

/// Reads both positions' effect on every goal; the child's is its draft, else its latest, else the parent's.
pub fn positions(plan: &mut Plan, thread: &Thread, draft: Option<&[OfferNumber]>) -> Result<Positions, Rejection> {
    let latest = |side| thread.position(side).map(|offer| offer.numbers.clone());
    let parent = latest(Side::Parent).unwrap_or_default();
    let child = draft.map(<[OfferNumber]>::to_vec).or(latest(Side::Child)).unwrap_or_else(|| parent.clone());
    let middle = middle(&parent, &child);
    let mut goals = |numbers: &[OfferNumber]| {
        let changes = written(plan, (Slice::Commitment, thread.measure), thread.unit, numbers)?;
        Ok::<_, Rejection>(plan.what_if(&[changes], goal::read))
    };
    Ok(Positions { parent: goals(&parent)?, middle: goals(&middle)?, child: goals(&child)? })
}

/// The middle between two positions, period by period, rounded down; the child's where their periods differ.
pub fn middle(parent: &[OfferNumber], child: &[OfferNumber]) -> Vec<OfferNumber> {
    let meet = |number: &OfferNumber| {
        let other = parent.iter().find(|other| other.period == number.period);
        let amount = other.map_or(number.amount, |other| i64::midpoint(other.amount, number.amount));
        OfferNumber { amount, ..*number }
    };
    child.iter().map(meet).collect()
}
