//! What an edit of a total would change, child by child, before anybody sends it.

use crate::actor::Actor;
use crate::address::Address;
use crate::breakdown::children;
use crate::command::Command;
use crate::decide::decide_on_board;
use crate::event::Event;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use std::collections::BTreeMap;

/// One child of a total, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The child.
    pub at: Address,
    /// Its number before, in rounding units.
    pub from: Option<i64>,
    /// Its number after.
    pub to: i64,
}

impl Part {
    /// By how much it moves, in rounding units.
    pub fn by(&self) -> i64 {
        self.to.saturating_sub(self.from.unwrap_or(0))
    }
}

/// What an edit would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The slice and measure that are written.
    pub slot: (Slice, Measure),
    /// How many leaf cells move.
    pub cells: usize,
    /// The leaf or total that is written.
    pub total: Part,
    /// Its children that move, those that move most first.
    pub children: Vec<Part>,
    /// The sum of what moves beside it, because a total above is held; in rounding units.
    pub beside: i64,
}

/// The children of the leaf or total that a command writes, as they are and as they would be.
///
/// # Errors
/// What the command is refused with; [`Rejection::Unknown`] where it writes no number.
pub fn parts(plan: &Plan, command: &Command, actor: &Actor) -> Result<Parts, Rejection> {
    let events = decide_on_board(plan, command, actor)?;
    let Some(Event::Assigned(assignment)) = events.first() else { return Err(Rejection::Unknown) };
    let (outline, at, changes) = (plan.outline(), assignment.at, &assignment.changes);
    let children = children(outline, at);
    let number = |at| plan.get(changes.slice, changes.measure, at);
    let (mut moved, mut inside, mut beside) = (BTreeMap::<usize, i64>::new(), 0i64, 0i64);
    for cell in &changes.cells {
        let by = cell.to.unwrap_or(0).saturating_sub(cell.from.unwrap_or(0));
        if !outline.contains(at, cell.at) {
            beside = beside.saturating_add(by);
            continue;
        }
        inside = inside.saturating_add(by);
        if let Some(child) = children.iter().position(|child| outline.contains(*child, cell.at)) {
            let sum = moved.entry(child).or_default();
            *sum = sum.saturating_add(by);
        }
    }
    let part = |at: Address, by: i64| Part { at, from: number(at), to: number(at).unwrap_or(0).saturating_add(by) };
    let mut parts: Vec<Part> = moved.into_iter().map(|(child, by)| part(children[child], by)).collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.by().unsigned_abs()), part.at));
    Ok(Parts {
        slot: (changes.slice, changes.measure),
        cells: changes.cells.len(),
        total: part(at, inside),
        children: parts,
        beside,
    })
}
