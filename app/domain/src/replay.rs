//! Replay: many revisions at once. Totals are summed when the last of them has been applied, and what falls out of the
//! undo list on the way is never put into it.

use crate::event::{Assignment, Changes, Entry, Event};
use crate::evolve::UNDOABLE;
use crate::measure::{Measure, Slice};
use crate::outlook;
use crate::plan::Plan;
use crate::undo::Done;
use std::collections::VecDeque;
use std::sync::Arc;

/// Slices by measures.
const SLOTS: usize = Slice::ALL.len() * Measure::ALL.len();

/// Assignments of a run that can still be taken back after it, so far.
type Recent<'a> = VecDeque<(&'a Entry, &'a Assignment)>;

impl Plan {
    /// Applies revisions in order, those already applied left out; gives what [`Plan::evolve`] gives one by one.
    pub fn replay(&mut self, entries: &[Entry]) {
        let mut rest = entries;
        while !rest.is_empty() {
            let (run, others) = rest.split_at(rest.iter().take_while(|entry| only_writes(entry)).count());
            self.run(run);
            rest = match others.split_first() {
                Some((other, after)) => {
                    self.evolve(other);
                    after
                }
                None => others,
            };
        }
    }

    /// Applies revisions that do nothing but write numbers.
    fn run(&mut self, entries: &[Entry]) {
        let mut cells = [0; SLOTS];
        for changes in entries.iter().flat_map(|entry| &entry.events).filter_map(written) {
            cells[slot(changes)] += changes.cells.len();
        }
        let many = cells.map(|cells| self.are_many(cells));
        let mut recent = Recent::new();
        for entry in entries {
            if entry.revision <= self.revision {
                continue;
            }
            self.revision = entry.revision;
            for event in &entry.events {
                let Some(changes) = written(event) else { continue };
                self.write_cells(changes, many[slot(changes)]);
                if let Event::Assigned(assignment) = event {
                    self.wrote(entry, assignment, false);
                    self.gone_on(entry);
                    self.make_room(&mut recent);
                    recent.push_back((entry, assignment));
                }
            }
        }
        self.undoable.extend(recent.into_iter().map(|(entry, assignment)| Arc::new(Done::of(entry, assignment))));
        self.sum(many);
    }

    fn write_cells(&mut self, changes: &Changes, many: bool) {
        let (slice, measure) = (changes.slice, changes.measure);
        if many {
            let outline = Arc::clone(&self.outline);
            let column = self.column_mut(slice, measure);
            for cell in &changes.cells {
                column.write(&outline, cell.at, cell.to);
            }
        } else {
            for cell in &changes.cells {
                self.put(slice, measure, cell.at, cell.to);
            }
        }
    }

    /// Forgets the oldest revision where the undo list is full.
    fn make_room(&mut self, recent: &mut Recent<'_>) {
        if self.undoable.len() + recent.len() < UNDOABLE {
            return;
        }
        if let Some(oldest) = self.undoable.front().map(|done| done.revision) {
            while self.undoable.front().is_some_and(|done| done.revision == oldest) {
                self.undoable.pop_front();
            }
        } else if let Some(oldest) = recent.front().map(|(entry, _)| entry.revision) {
            while recent.front().is_some_and(|(entry, _)| entry.revision == oldest) {
                recent.pop_front();
            }
        }
    }

    /// Brings the totals of some columns, and the outlook that depends on them, up to date.
    fn sum(&mut self, columns: [bool; SLOTS]) {
        let outline = Arc::clone(&self.outline);
        let mut stale: Vec<Measure> = Vec::new();
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                if columns[slice as usize * Measure::ALL.len() + measure as usize] {
                    self.column_mut(slice, measure).roll_up(&outline);
                    stale.extend(outlook::dependents(slice, measure).iter().filter(|_| slice != Slice::Outlook));
                }
            }
        }
        stale.sort_unstable();
        stale.dedup();
        outlook::refresh(self, &stale);
    }
}

/// Whether a revision writes numbers and does nothing else.
fn only_writes(entry: &Entry) -> bool {
    entry.events.iter().all(|event| written(event).is_some())
}

fn written(event: &Event) -> Option<&Changes> {
    match event {
        Event::Loaded(changes) => Some(changes),
        Event::Assigned(assignment) => Some(&assignment.changes),
        _ => None,
    }
}

fn slot(changes: &Changes) -> usize {
    changes.slice as usize * Measure::ALL.len() + changes.measure as usize
}
