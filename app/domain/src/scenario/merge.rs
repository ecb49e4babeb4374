//! Merging a scenario back: base, theirs and mine, leaf cell by leaf cell, with both intents where they conflict.

use super::compare::{self, CellDifference};
use crate::address::CellChange;
use crate::dimension::MemberId;
use crate::event::{Changes, Entry};
use crate::evolve::{changes_of, is_written};
use crate::measure::{Measure, Slice};
use crate::node::Node;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::thread::Reason;
use crate::why::{self, Cause};
use thiserror::Error;

/// One of the two that have gone on since the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// The plan that is merged into.
    Theirs,
    /// The scenario.
    Mine,
}

/// Which number a cell shall have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The plan's.
    Theirs,
    /// The scenario's.
    Mine,
    /// What stood there when the scenario left the plan.
    Base,
}

/// Who gave a cell its number, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Revision of the plan or of the scenario.
    pub revision: u64,
    /// Their name; empty where the reader may not know.
    pub author: String,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// How: what they wrote, offered or agreed to, of which the cell is a part.
    pub cause: Cause,
    /// Why, where they said so.
    pub reason: Option<Reason>,
}

/// A number on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// In rounding units; `None` is null.
    pub number: Option<i64>,
    /// Who put it there since the base; `None` where nobody did, or the side's entries were not attributed.
    pub intent: Option<Intent>,
}

/// A leaf cell that has another number than the base on one side or on both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The leaf cell.
    pub node: Node,
    /// What stood there when the scenario left the plan, in rounding units.
    pub base: Option<i64>,
    /// The plan's number now.
    pub theirs: Position,
    /// The scenario's number.
    pub mine: Position,
    /// What somebody has chosen; without it the side that changed counts.
    pub choice: Option<Choice>,
}

impl Changed {
    /// Whether both sides changed it, and not to the same number.
    pub fn is_conflict(&self) -> bool {
        let (theirs, mine) = (self.theirs.number, self.mine.number);
        theirs != self.base && mine != self.base && theirs != mine
    }

    /// The number it shall have; `None` while a conflict waits for a choice.
    fn resolved(&self) -> Option<Option<i64>> {
        match self.choice {
            Some(Choice::Theirs) => Some(self.theirs.number),
            Some(Choice::Mine) => Some(self.mine.number),
            Some(Choice::Base) => Some(self.base),
            None if self.is_conflict() => None,
            None if self.mine.number == self.base => Some(self.theirs.number),
            None => Some(self.mine.number),
        }
    }
}

/// A conflict has no choice yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{conflicts} conflicts have no choice yet")]
pub struct Unresolved {
    /// How many.
    pub conflicts: usize,
}

/// The three-way difference of the targets and commitments of three plans with one outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// In order of nodes.
    changed: Vec<Changed>,
}

impl Merge {
    /// Compares a plan and a scenario, each as the same person may see it, with what both come from.
    pub fn of(base: &Plan, theirs: &Plan, mine: &Plan) -> Self {
        let mut changed = Vec::new();
        for slice in Slice::STORED.into_iter().filter(|slice| is_written(*slice)) {
            for measure in Measure::ALL {
                // The rest of what a person may not see changes there alone and is nobody's to write.
                let open = |cell: &CellDifference| base.outline().standing(cell.at.unit) == Standing::Open;
                let cells = |plan| compare::cells(base, plan, slice, measure).into_iter().filter(open).peekable();
                let (mut left, mut right) = (cells(theirs), cells(mine));
                while let Some(at) = [left.peek(), right.peek()].into_iter().flatten().map(|cell| cell.at).min() {
                    let theirs = left.next_if(|cell| cell.at == at).map(|cell| cell.numbers);
                    let mine = right.next_if(|cell| cell.at == at).map(|cell| cell.numbers);
                    let base = theirs.or(mine).and_then(|numbers| numbers.one);
                    let position = |numbers: Option<compare::Comparison>| Position {
                        number: numbers.map_or(base, |numbers| numbers.other),
                        intent: None,
                    };
                    let (theirs, mine) = (position(theirs), position(mine));
                    changed.push(Changed { node: Node { slice, measure, at }, base, theirs, mine, choice: None });
                }
            }
        }
        Self { changed }
    }

    /// Reads who changed the cells from an entry that a side has made since the base, oldest first.
    pub fn attribute(&mut self, branch: Branch, entry: &Entry) {
        let parts = entry.events.iter().flat_map(|event| changes_of(event).into_iter().map(move |part| (event, part)));
        for (event, changes) in parts {
            for cell in &changes.cells {
                let node = Node { slice: changes.slice, measure: changes.measure, at: cell.at };
                let Some(changed) = self.cell(node) else { continue };
                let position = match branch {
                    Branch::Theirs => &mut changed.theirs,
                    Branch::Mine => &mut changed.mine,
                };
                let (cause, reason) = why::cause_of(entry, event);
                let author = entry.actor.name.clone();
                position.intent = Some(Intent { revision: entry.revision, author, at: entry.at, cause, reason });
            }
        }
    }

    /// Every leaf cell that either side has changed, in order of slices, measures and addresses.
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }

    /// The cells that both sides have changed to different numbers, chosen or not.
    pub fn conflicts(&self) -> impl Iterator<Item = &Changed> {
        self.changed.iter().filter(|changed| changed.is_conflict())
    }

    /// Chooses the number of a cell; whether it is one that has changed.
    pub fn choose(&mut self, node: Node, choice: Choice) -> bool {
        let cell = self.cell(node);
        cell.map(|cell| cell.choice = Some(choice)).is_some()
    }

    /// Chooses for every cell at or below a unit of an outline that has changed.
    pub fn choose_unit(&mut self, plan: &Plan, unit: MemberId, choice: Choice) {
        let units = &plan.outline().units;
        for changed in self.changed.iter_mut().filter(|changed| units.contains(unit, changed.node.at.unit)) {
            changed.choice = Some(choice);
        }
    }

    /// What is to be written into the plan, for [`crate::command::Verb::Write`]; empty where nothing is.
    ///
    /// # Errors
    /// A conflict has no choice yet.
    pub fn result(&self) -> Result<Vec<Changes>, Unresolved> {
        let conflicts = self.changed.iter().filter(|changed| changed.resolved().is_none()).count();
        if conflicts > 0 {
            return Err(Unresolved { conflicts });
        }
        let mut result: Vec<Changes> = Vec::new();
        for changed in &self.changed {
            let (from, to) = (changed.theirs.number, changed.resolved().flatten());
            let Node { slice, measure, at } = changed.node;
            if from == to {
                continue;
            }
            let cell = CellChange { at, from, to };
            match result.last_mut().filter(|last| (last.slice, last.measure) == (slice, measure)) {
                Some(last) => last.cells.push(cell),
                None => result.push(Changes { slice, measure, cells: vec![cell] }),
            }
        }
        Ok(result)
    }

    fn cell(&mut self, node: Node) -> Option<&mut Changed> {
        let place = self.changed.binary_search_by_key(&node, |changed| changed.node).ok()?;
        self.changed.get_mut(place)
    }
}
