//! What a command would move, child by child, for people to see before it is sent.

use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::breakdown::{ExplainedChild, children, explain};
use crate::command::{Command, Verb};
use crate::decide::decide;
use crate::event::Event;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;

/// What a command would move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// How many leaf cells, wherever they lie.
    pub cells: usize,
    /// How many of them lie beside the number that is written, because a held total above gives way.
    pub beside: usize,
    /// The children of the node looked at.
    pub children: Vec<MovedChild>,
}

/// What a command would do to one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedChild {
    /// The child.
    pub at: Address,
    /// Its number now, in rounding units.
    pub from: Option<i64>,
    /// Its number afterwards.
    pub to: Option<i64>,
    /// How many of its leaf cells would move.
    pub cells: usize,
    /// Why it gets what it gets, where a total is spread.
    pub explained: Option<ExplainedChild>,
}

/// Tells what an assignment, undo or redo would move, and what happens to the children of a node at or below its number:
/// of the number itself if no node is named. The plan stays as it is.
///
/// # Errors
/// Those of [`decide`].
pub fn moves(plan: &Plan, command: &Command, actor: &Actor, node: Option<Address>) -> Result<Moves, Rejection> {
    let events = decide(plan, command, actor)?;
    let assignment = events.iter().find_map(|event| match event {
        Event::Assigned(assignment) | Event::Undone { assignment, .. } | Event::Redone { assignment, .. } => {
            Some(assignment)
        }
        _ => None,
    });
    let Some(assignment) = assignment else { return Ok(Moves::default()) };
    let (outline, cells) = (plan.outline(), &assignment.changes.cells);
    let slot = (assignment.changes.slice, assignment.changes.measure);
    let node = node.unwrap_or(assignment.at);
    let explained = match &command.verb {
        Verb::Assign { at, to: Some(to), method, .. } => explain(plan, slot, *at, *to, method, node)?,
        _ => Vec::new(),
    };
    let mut moved: Vec<MovedChild> = match explained.is_empty() {
        true => children(outline, node).into_iter().map(|at| still(plan, slot, at, None)).collect(),
        false => explained.into_iter().map(|child| still(plan, slot, child.at, Some(child))).collect(),
    };
    let mut counts: Vec<i64> = moved.iter().map(|child| plan.count(slot.0, slot.1, child.at).into()).collect();
    for cell in cells {
        let place = moved.iter().position(|child| outline.contains(child.at, cell.at));
        if let Some((child, count)) = place.and_then(|place| moved.get_mut(place).zip(counts.get_mut(place))) {
            child.count(cell);
            *count += i64::from(cell.to.is_some()) - i64::from(cell.from.is_some());
        }
    }
    for (child, _) in moved.iter_mut().zip(counts).filter(|(_, count)| *count == 0) {
        child.to = None;
    }
    let beside = cells.iter().filter(|cell| !outline.contains(assignment.at, cell.at)).count();
    Ok(Moves { cells: cells.len(), beside, children: moved })
}

fn still(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    explained: Option<ExplainedChild>,
) -> MovedChild {
    let number = plan.get(slice, measure, at);
    MovedChild { at, from: number, to: number, cells: 0, explained }
}

impl MovedChild {
    /// Takes one of its cells along.
    fn count(&mut self, cell: &CellChange) {
        let by = cell.to.unwrap_or(0).wrapping_sub(cell.from.unwrap_or(0));
        self.to = Some(self.to.unwrap_or(0).wrapping_add(by));
        self.cells += 1;
    }
}
