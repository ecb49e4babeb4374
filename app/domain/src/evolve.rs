//! Evolve: what a plan becomes by what happened.

mod threads;

use crate::access;
use crate::address::Address;
use crate::dimension::{MemberId, Name};
use crate::event::{Assignment, Changes, Entry, Event};
use crate::hold::HoldReason;
use crate::journal::{Act, JournalEntry, TacticDeed};
use crate::measure::Slice;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::tactic::{Activity, Tactic, TacticId};
use crate::undo::{Done, Undone};
use std::sync::Arc;

/// For this many revisions an assignment can be taken back. Revisions and not assignments are counted: everybody sees as
/// many of them, whatever each may read.
pub(crate) const UNDOABLE: u64 = 500;
/// Cells from which on all totals of a column are summed anew, if they are also more than one in [`MANY_OF`].
const MANY: usize = 256;
/// Moving the totals of one cell costs about as much as summing this many leaf cells.
const MANY_OF: usize = 16;

impl Plan {
    /// Applies one revision. Entries are facts: nothing is judged here, and an entry already applied is skipped.
    pub fn evolve(&mut self, entry: &Entry) {
        if entry.revision <= self.revision {
            return;
        }
        self.revision = entry.revision;
        for event in &entry.events {
            self.apply(entry, event);
        }
        self.forget();
    }

    /// Forgets what was done too long ago to be taken back, or to be made again.
    pub(crate) fn forget(&mut self) {
        let recent = self.revision.saturating_sub(UNDOABLE);
        while self.undoable.front().is_some_and(|done| done.revision <= recent) {
            self.undoable.pop_front();
        }
        let old = self.redoable.iter().take_while(|back| back.done.revision <= recent).count();
        self.redoable.drain(..old);
    }

    pub(crate) fn change(&mut self, changes: &Changes) {
        let cells = || changes.cells.iter().map(|cell| (cell.at, cell.to));
        if self.are_many(changes.cells.len()) {
            return self.put_all(changes.slice, changes.measure, cells());
        }
        for (at, to) in cells() {
            self.put(changes.slice, changes.measure, at, to);
        }
    }

    /// Whether so many cells of one column change at once that its totals are better summed anew.
    pub(crate) fn are_many(&self, cells: usize) -> bool {
        cells > self.few()
    }

    /// Up to how many changing cells of one column its totals are better moved one by one.
    pub(crate) fn few(&self) -> usize {
        MANY.max(self.outline.leaf_cells_below(Address::COMPANY) / MANY_OF)
    }

    fn apply(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::Opened(outline) => {
                *self = Self { revision: entry.revision, ..Self::new(Arc::new((**outline).clone())) };
            }
            Event::Loaded(changes) => self.change(changes),
            Event::Elsewhere(changes) => changes.iter().for_each(|changes| self.change(changes)),
            Event::GoalSet(goal) => {
                self.goals.retain(|known| known.metric != goal.metric);
                self.goals.push(*goal);
                self.note(entry, Act::SetGoal(*goal));
            }
            Event::ModelSet(text) => {
                self.model.clone_from(text);
                self.note(entry, Act::SetModel { is_default: text.is_none() });
            }
            Event::Assigned(assignment) | Event::MarginsAssigned { assignment, .. } => {
                self.change(&assignment.changes);
                self.wrote(entry, assignment, false);
                self.gone_on(entry);
                self.remember(entry, assignment);
            }
            Event::Undone { revision, assignment } => {
                self.change(&assignment.changes);
                self.wrote(entry, assignment, true);
                self.undoable.retain(|done| done.revision != *revision);
                let scope = access::scope(&entry.actor);
                // Of those who also write where the reader does not look, the reader could not tell when to forget it.
                if let Some(scope) = scope.filter(|unit| self.outline.standing(*unit) == Standing::Open) {
                    self.redoable.push(Arc::new(Undone { scope, done: self.done(entry, assignment) }));
                }
            }
            Event::Redone { revision, assignment } => {
                self.change(&assignment.changes);
                self.wrote(entry, assignment, false);
                self.redoable.retain(|back| back.done.revision != *revision);
                self.remember(entry, assignment);
            }
            Event::HedgeCapSet(cap) => self.hedge_cap = *cap,
            Event::Held(hold) => {
                if hold.reason == HoldReason::Asked {
                    self.note(entry, Act::Held { measure: hold.measure, at: hold.at, held: true });
                }
                self.hold_all(std::slice::from_ref(hold));
            }
            Event::Released { measure, at } => {
                // An agreement is let go by its thread, which has a line of its own.
                if self.holds.get(*measure, *at).is_none_or(|hold| !hold.reason.is_agreement()) {
                    self.note(entry, Act::Held { measure: *measure, at: *at, held: false });
                }
                self.let_go(&[(*measure, *at)]);
            }
            Event::Expired { measure, at } => {
                self.note(entry, Act::Expired { measure: *measure, at: *at });
                self.release(*measure, *at);
            }
            Event::Offered { .. } => self.offered(entry, event),
            Event::Remarked { thread, side, text } => self.remarked(entry, *thread, *side, text),
            Event::Accepted { .. } => self.accepted(entry, event),
            Event::Stepped { .. } => self.stepped(entry, event),
            Event::PolicySet(policy) => {
                self.policy = *policy;
                self.note(entry, Act::SetPolicy);
            }
            Event::Approval { stood, deed } => {
                stood.iter().for_each(|stood| self.stages.set(*stood));
                self.take_approval(entry, deed);
            }
            #[cfg(feature = "server")]
            Event::Commented(said) => Arc::make_mut(&mut self.comments).take(entry, said),
            #[cfg(feature = "reorganize")]
            Event::Reorganized(moves) => self.reorganize(entry, moves),
            // A browser is never sent one: it takes a snapshot of what came of it.
            #[cfg(not(feature = "reorganize"))]
            Event::Reorganized(_) => {}
            Event::TacticPlanned { activity, changes } => {
                self.planned(entry, entry.revision, activity, changes, TacticDeed::Planned);
            }
            Event::TacticRevised { tactic, activity, changes } => {
                self.planned(entry, *tactic, activity, changes, TacticDeed::Revised);
            }
            Event::TacticDropped { tactic, name, unit, changes } => {
                changes.iter().for_each(|changes| self.change(changes));
                self.tactics.retain(|known| known.id != *tactic);
                self.note_tactic(entry, *tactic, (name, *unit), TacticDeed::Dropped);
            }
        }
    }

    /// A browser holds where units stand, and nothing else.
    #[cfg(not(feature = "server"))]
    fn take_approval(&mut self, _: &Entry, _: &crate::approval::Sealed) {}

    fn planned(&mut self, entry: &Entry, id: TacticId, activity: &Activity, changes: &[Changes], deed: TacticDeed) {
        changes.iter().for_each(|changes| self.change(changes));
        let author = entry.actor.name.clone();
        let tactic = Tactic { id, revision: entry.revision, author, activity: activity.clone() };
        match self.tactics.iter_mut().find(|known| known.id == id) {
            Some(known) => *known = tactic,
            None => self.tactics.push(tactic),
        }
        self.note_tactic(entry, id, (&activity.name, activity.at.unit), deed);
    }

    fn note_tactic(&mut self, entry: &Entry, tactic: TacticId, (name, unit): (&Name, MemberId), deed: TacticDeed) {
        self.note(entry, Act::Tactic { tactic, name: name.clone(), unit, deed });
    }

    /// Keeps an assignment so that its author can take it back.
    fn remember(&mut self, entry: &Entry, assignment: &Assignment) {
        self.undoable.push_back(Arc::new(self.done(entry, assignment)));
    }

    /// What an entry did, as its author can take it back.
    pub(crate) fn done(&self, entry: &Entry, assignment: &Assignment) -> Done {
        let person = &entry.actor.person;
        let latest = self.undoable.back().map(|done| &done.person).filter(|known| ***known == **person);
        Done::new(entry.revision, latest.cloned().unwrap_or_else(|| person.as_str().into()), assignment)
    }

    /// Forgets what the author took back: they have written something else since.
    pub(crate) fn gone_on(&mut self, entry: &Entry) {
        self.redoable.retain(|back| *back.done.person != *entry.actor.person);
    }

    pub(crate) fn wrote(&mut self, entry: &Entry, assignment: &Assignment, undo: bool) {
        let unit = assignment.at.unit;
        let below = assignment.changes.cells.iter().filter(|cell| self.outline.units.contains(unit, cell.at.unit));
        let cells = if self.outline.standing(unit) == Standing::Open { below.count() } else { 0 };
        let act = Act::Wrote {
            slice: assignment.changes.slice,
            measure: assignment.changes.measure,
            at: assignment.at,
            from: assignment.from,
            to: assignment.to,
            cells: cells as u32,
            method: assignment.method.name(),
            undo,
        };
        self.note(entry, act);
    }

    pub(crate) fn note(&mut self, entry: &Entry, act: Act) {
        let author = self.journal.author(&entry.actor.name);
        self.journal.push(JournalEntry { revision: entry.revision, author, at: entry.at, act });
    }

    /// Reads something from the plan as it would be after some changes, then puts everything back; revision, threads
    /// and journal stay as they are.
    pub fn what_if<T>(&mut self, changes: &[Changes], read: impl FnOnce(&Self) -> T) -> T {
        let mut back = Vec::new();
        for changes in changes {
            for cell in &changes.cells {
                let from = self.put(changes.slice, changes.measure, cell.at, cell.to);
                back.push((changes.slice, changes.measure, cell.at, from));
            }
        }
        let answer = read(self);
        for (slice, measure, at, from) in back.into_iter().rev() {
            self.put(slice, measure, at, from);
        }
        answer
    }
}

/// The cell changes of an event that a whole-plan reader would apply.
pub fn changes_of(event: &Event) -> Vec<&Changes> {
    match event {
        Event::Loaded(changes) | Event::Offered { changes, .. } => vec![changes],
        Event::Assigned(assignment)
        | Event::Undone { assignment, .. }
        | Event::Redone { assignment, .. }
        | Event::MarginsAssigned { assignment, .. } => vec![&assignment.changes],
        Event::Accepted { changes, .. }
        | Event::Stepped { changes, .. }
        | Event::Elsewhere(changes)
        | Event::TacticPlanned { changes, .. }
        | Event::TacticRevised { changes, .. }
        | Event::TacticDropped { changes, .. } => changes.iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a slice is one that people write.
pub(crate) fn is_written(slice: Slice) -> bool {
    matches!(slice, Slice::Target | Slice::Commitment)
}
