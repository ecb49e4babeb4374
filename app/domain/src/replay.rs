//! Replay: many revisions at once. Totals are summed when the last of them has been applied, and what falls out of the
//! undo list on the way is never put into it.

use crate::address::CellChange;
use crate::column::Spot;
use crate::event::{Assignment, Changes, Entry, Event};
use crate::evolve::UNDOABLE;
use crate::measure::{Measure, Slice};
use crate::outlook;
use crate::plan::{COLUMNS, Plan, place};
use crate::undo::Done;
use std::collections::VecDeque;
use std::sync::Arc;

/// Cells are found first and then written, so many together: each of them is somewhere else in memory, and looking for one
/// does not wait for the one before.
const TOGETHER: usize = 256;

/// Assignments of a run that can still be taken back after it, so far.
type Recent<'a> = VecDeque<(&'a Entry, &'a Assignment)>;

/// What a run has changed so far, by column.
struct Tally {
    cells: [usize; COLUMNS],
    /// Whose totals are better summed at the end.
    many: [bool; COLUMNS],
    /// Up to how many cells they are not.
    few: usize,
}

impl Tally {
    /// Counts changes; whether they belong to a column that changes so much.
    fn are_many(&mut self, changes: &Changes) -> bool {
        let place = place(changes.slice, changes.measure);
        self.cells[place] += changes.cells.len();
        self.many[place] |= self.cells[place] > self.few;
        self.many[place]
    }
}

impl Plan {
    /// Applies revisions in order, those already applied left out; gives what [`Plan::evolve`] gives one by one.
    pub fn replay(&mut self, entries: &[Entry]) {
        let mut rest = entries;
        while let Some(first) = rest.first() {
            if only_writes(first) {
                rest = self.run(rest);
            } else {
                self.evolve(first);
                rest = &rest[1..];
            }
        }
    }

    /// Applies the first revisions, which do nothing but write numbers; gives the rest.
    fn run<'a>(&mut self, entries: &'a [Entry]) -> &'a [Entry] {
        let outline = Arc::clone(&self.outline);
        let mut tally = Tally { cells: [0; COLUMNS], many: [false; COLUMNS], few: self.few() };
        // Looks ahead until one column is known to change so much that moving its totals would be waste; of the others
        // that is found out when it happens.
        let run = entries.iter().take_while(|entry| only_writes(entry)).flat_map(|entry| &entry.events);
        let first = run.filter_map(written).find(|changes| tally.are_many(changes));
        tally.cells = [0; COLUMNS];
        // That one is kept apart, open for writing; what depends on it is computed at the end.
        let apart =
            first.filter(|changes| changes.slice != Slice::Outlook).map(|changes| (changes.slice, changes.measure));
        let mut column =
            apart.map(|(slice, measure)| std::mem::take(self.column_mut(slice, measure))).unwrap_or_default();
        let mut open = column.open();
        let mut missing: Vec<&CellChange> = Vec::new();
        let mut waiting: Vec<(Spot, Option<i64>)> = Vec::new();
        let (mut recent, mut rest) = (Recent::new(), entries);
        while let Some((entry, after)) = rest.split_first().filter(|(entry, _)| only_writes(entry)) {
            rest = after;
            if entry.revision <= self.revision {
                continue;
            }
            self.revision = entry.revision;
            for event in &entry.events {
                let Some(changes) = written(event) else { continue };
                if apart == Some((changes.slice, changes.measure)) {
                    for cell in &changes.cells {
                        match open.spot(&outline, cell.at) {
                            Some(spot) => waiting.push((spot, cell.to)),
                            None => missing.push(cell),
                        }
                    }
                    if waiting.len() >= TOGETHER {
                        waiting.drain(..).for_each(|(spot, to)| open.write(spot, to));
                    }
                } else {
                    self.write_cells(changes, tally.are_many(changes));
                }
                if let Event::Assigned(assignment) = event {
                    self.wrote(entry, assignment, false);
                    self.gone_on(entry);
                    let old = entry.revision.saturating_sub(UNDOABLE);
                    while recent.front().is_some_and(|(first, _)| first.revision <= old) {
                        recent.pop_front();
                    }
                    recent.push_back((entry, assignment));
                }
            }
        }
        waiting.into_iter().for_each(|(spot, to)| open.write(spot, to));
        let done: Vec<Done> = recent.into_iter().map(|(entry, assignment)| self.done(entry, assignment)).collect();
        self.undoable.extend(done.into_iter().map(Arc::new));
        self.forget();
        for cell in missing {
            column.write(&outline, cell.at, cell.to);
        }
        if let Some((slice, measure)) = apart {
            *self.column_mut(slice, measure) = column;
        }
        self.sum(tally.many);
        rest
    }

    fn write_cells(&mut self, changes: &Changes, many: bool) {
        let (slice, measure) = (changes.slice, changes.measure);
        if many {
            let Self { outline, columns, .. } = self;
            let column = &mut columns[place(slice, measure)];
            for cell in &changes.cells {
                column.write(outline, cell.at, cell.to);
            }
        } else {
            for cell in &changes.cells {
                self.put(slice, measure, cell.at, cell.to);
            }
        }
    }

    /// Brings the totals of some columns, and the outlook that depends on them, up to date.
    fn sum(&mut self, columns: [bool; COLUMNS]) {
        let outline = Arc::clone(&self.outline);
        let mut stale: Vec<Measure> = Vec::new();
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                if columns[place(slice, measure)] {
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
