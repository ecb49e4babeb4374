//! The plan: every number of a board, its goals, holds and threads, as plain data.

use crate::address::Address;
use crate::approval::Stages;
use crate::column::Column;
use crate::dimension::MemberId;
use crate::event::Assignment;
use crate::goal::{GoalTarget, Metric};
use crate::hold::{Hold, HoldReason};
use crate::holds::Holds;
use crate::journal::Journal;
use crate::measure::{Measure, Slice};
use crate::outline::Outline;
use crate::outlook;
use crate::reorganization::Structure;
use crate::tactic::{Tactic, TacticId};
use crate::thread::{Policy, Thread, ThreadId};
use crate::undo::{Done, Undone};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// Slices by measures.
pub(crate) const COLUMNS: usize = Slice::ALL.len() * Measure::ALL.len();

/// An assignment that its author can still take back, as it stands in a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Undoable {
    /// The revision that made it.
    pub revision: u64,
    /// The author's identifier.
    pub person: String,
    /// What was done.
    pub assignment: Assignment,
}

/// An assignment that its author took back and can still make again, as it stands in a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Redoable {
    /// The unit whose subtree its author writes: who sees all of it knows when the author has gone on.
    pub scope: MemberId,
    /// The way back that was taken.
    pub undone: Undoable,
}

/// The state of a board at one revision.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) outline: Arc<Outline>,
    pub(crate) revision: u64,
    pub(crate) columns: Vec<Column>,
    pub(crate) goals: Vec<GoalTarget>,
    pub(crate) holds: Arc<Holds>,
    /// The values of held leaf cells, by measure.
    pub(crate) held: Vec<Column>,
    /// The holds that are more than one value of one leaf cell.
    pub(crate) wide_holds: Arc<BTreeSet<(Measure, Address)>>,
    /// The units that have agreed on a measure, read from the holds.
    pub(crate) agreed: Arc<BTreeSet<(Measure, MemberId)>>,
    pub(crate) threads: Vec<Thread>,
    pub(crate) tactics: Vec<Tactic>,
    pub(crate) journal: Journal,
    pub(crate) undoable: VecDeque<Arc<Done>>,
    pub(crate) redoable: Vec<Arc<Undone>>,
    /// The highest street percentage, in hundredths of a percent; `None` is no cap.
    pub(crate) hedge_cap: Option<u32>,
    /// The text of the driver tree; `None` is the default.
    pub(crate) model: Option<String>,
    /// How threads are bounded.
    pub(crate) policy: Policy,
    /// How the organization was planned, where units have moved since and the reader sees the whole board.
    pub(crate) structure: Option<Arc<Structure>>,
    /// The revision that moved units last; 0 where none has.
    pub(crate) reorganized: u64,
    /// Where units stand on their way to approval.
    pub(crate) stages: Stages,
    /// What was said and set for approvals.
    #[cfg(feature = "server")]
    pub(crate) approvals: Arc<crate::approval::Approvals>,
    /// What was said about cells, units and goals.
    #[cfg(feature = "server")]
    pub(crate) comments: Arc<crate::comment::Comments>,
}

impl Plan {
    /// A plan without numbers.
    pub fn new(outline: Arc<Outline>) -> Self {
        Self {
            outline,
            revision: 0,
            columns: vec![Column::default(); COLUMNS],
            goals: Vec::new(),
            holds: Arc::default(),
            held: vec![Column::default(); Measure::ALL.len()],
            wide_holds: Arc::default(),
            agreed: Arc::default(),
            threads: Vec::new(),
            tactics: Vec::new(),
            journal: Journal::default(),
            undoable: VecDeque::new(),
            redoable: Vec::new(),
            hedge_cap: None,
            model: None,
            policy: Policy::default(),
            structure: None,
            reorganized: 0,
            stages: Stages::default(),
            #[cfg(feature = "server")]
            approvals: Arc::default(),
            #[cfg(feature = "server")]
            comments: Arc::default(),
        }
    }

    /// The dimensions of the board.
    pub fn outline(&self) -> &Arc<Outline> {
        &self.outline
    }

    /// The last revision applied.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The number at an address in rounding units, leaf or total; `None` is null.
    pub fn get(&self, slice: Slice, measure: Measure, at: Address) -> Option<i64> {
        self.column(slice, measure).get(&self.outline, at)
    }

    /// How many leaf cells at or below an address have a number.
    pub fn count(&self, slice: Slice, measure: Measure, at: Address) -> u32 {
        self.column(slice, measure).count(&self.outline, at)
    }

    /// Every leaf cell of a slice and measure that has a number.
    pub fn leaves(&self, slice: Slice, measure: Measure) -> impl Iterator<Item = (Address, i64)> + '_ {
        self.column(slice, measure).leaves(&self.outline)
    }

    /// The target of a corporate goal.
    pub fn goal(&self, metric: Metric) -> Option<i64> {
        self.goals.iter().find(|goal| goal.metric == metric).map(|goal| goal.target)
    }

    /// The highest street percentage that the board allows, in hundredths of a percent; `None` is no cap.
    pub fn hedge_cap(&self) -> Option<u32> {
        self.hedge_cap
    }

    /// How threads are bounded.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// How the organization was planned and what has moved since; `None` where nothing has, or for who sees a part only.
    pub fn structure(&self) -> Option<&Structure> {
        self.structure.as_deref()
    }

    /// The revision that moved units last; 0 where none has. What was written down before calls units by other numbers.
    pub fn reorganized(&self) -> u64 {
        self.reorganized
    }

    /// When the next hold ends or the next answer is due, in milliseconds since 1970 UTC.
    pub fn next_deadline(&self) -> Option<i64> {
        self.threads.iter().filter_map(|thread| thread.due).chain(self.holds.next_end()).min()
    }

    /// The held targets.
    pub fn holds(&self) -> &Holds {
        &self.holds
    }

    /// Every thread, oldest first.
    pub fn threads(&self) -> &[Thread] {
        &self.threads
    }

    /// A thread by its id.
    pub fn thread(&self, id: ThreadId) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == id)
    }

    /// The thread of a unit and measure.
    pub fn thread_of(&self, unit: u32, measure: Measure) -> Option<&Thread> {
        self.threads.iter().rev().find(|thread| thread.unit == unit && thread.measure == measure)
    }

    /// Every tactic, oldest first.
    pub fn tactics(&self) -> &[Tactic] {
        &self.tactics
    }

    /// A tactic by its id.
    pub fn tactic(&self, id: TacticId) -> Option<&Tactic> {
        self.tactics.iter().find(|tactic| tactic.id == id)
    }

    /// What happened, oldest first, as far as the holder may see it.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What a person can still take back, as far as the holder may see it, the latest first.
    pub fn undoable<'a>(&'a self, person: &'a str) -> impl Iterator<Item = Undoable> + 'a {
        let own = self.undoable.iter().rev().filter(move |done| *done.person == *person);
        own.map(|done| done.undoable(|_| true))
    }

    /// What a person has taken back and can make again, the latest first.
    pub fn redoable<'a>(&'a self, person: &'a str) -> impl Iterator<Item = Undoable> + 'a {
        let own = self.redoable.iter().rev().filter(move |back| *back.done.person == *person);
        own.map(|back| back.redoable().undone)
    }

    /// The text of the board's driver tree, where somebody has written one; else the default holds.
    pub fn model_text(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// The plan with another text of its driver tree, to look at before anybody sends it.
    pub fn with_model_text(self, text: Option<String>) -> Self {
        Self { model: text, ..self }
    }

    /// Holds a target from now on, in place of an earlier hold on the same number.
    pub(crate) fn hold(&mut self, hold: &Hold) {
        self.release(hold.measure, hold.at);
        Arc::make_mut(&mut self.holds).insert(hold.clone());
        if hold.reason == HoldReason::Agreed {
            Arc::make_mut(&mut self.agreed).insert((hold.measure, hold.at.unit));
        }
        if hold.corridor.is_fixed() && self.outline.is_leaf(hold.at) {
            self.held[hold.measure as usize].set(&self.outline, hold.at, Some(hold.corridor.low));
        } else {
            Arc::make_mut(&mut self.wide_holds).insert((hold.measure, hold.at));
        }
    }

    /// Lets a held target go.
    pub(crate) fn release(&mut self, measure: Measure, at: Address) {
        let agreed = self.holds.get(measure, at).is_some_and(|hold| hold.reason == HoldReason::Agreed);
        Arc::make_mut(&mut self.holds).remove(measure, at);
        if agreed && !self.holds.of_unit(measure, at.unit).any(|hold| hold.reason == HoldReason::Agreed) {
            Arc::make_mut(&mut self.agreed).remove(&(measure, at.unit));
        }
        self.held[measure as usize].set(&self.outline, at, None);
        if self.wide_holds.contains(&(measure, at)) {
            Arc::make_mut(&mut self.wide_holds).remove(&(measure, at));
        }
    }

    /// Where something other than a leaf cell of a measure at one value is held.
    pub(crate) fn wide_holds(&self, measure: Measure) -> impl Iterator<Item = Address> + '_ {
        let from = self.wide_holds.range((measure, Address::COMPANY)..);
        from.take_while(move |(held, _)| *held == measure).map(|(_, at)| *at)
    }

    /// The values of the held leaf cells of a measure, and their sums.
    pub(crate) fn held_leaves(&self, measure: Measure) -> &Column {
        &self.held[measure as usize]
    }

    /// Whether a unit, or one above it, has agreed on a measure.
    pub(crate) fn is_agreed(&self, measure: Measure, unit: MemberId) -> bool {
        !self.agreed.is_empty() && self.outline.units.upwards(unit).any(|above| self.agreed.contains(&(measure, above)))
    }

    pub(crate) fn column(&self, slice: Slice, measure: Measure) -> &Column {
        &self.columns[place(slice, measure)]
    }

    pub(crate) fn column_mut(&mut self, slice: Slice, measure: Measure) -> &mut Column {
        &mut self.columns[place(slice, measure)]
    }

    /// Writes a leaf cell, moves its totals, and brings the outlook that depends on it up to date.
    pub(crate) fn put(&mut self, slice: Slice, measure: Measure, at: Address, to: Option<i64>) -> Option<i64> {
        let is_outlook = slice == Slice::Target && to.is_some() && outlook::shares_targets(self, measure);
        if is_outlook {
            // Let go first: what nobody shares is written in place.
            *self.column_mut(Slice::Outlook, measure) = Column::default();
        }
        let from = self.set(slice, measure, at, to);
        if is_outlook {
            *self.column_mut(Slice::Outlook, measure) = self.column(Slice::Target, measure).clone();
        }
        if from != to && slice != Slice::Outlook {
            for dependent in outlook::dependents(slice, measure) {
                if is_outlook && *dependent == measure || outlook::is_blank(self, *dependent) {
                    continue;
                }
                if let Some(number) = outlook::leaf(self, *dependent, at) {
                    self.set(Slice::Outlook, *dependent, at, number);
                }
            }
        }
        from
    }

    fn set(&mut self, slice: Slice, measure: Measure, at: Address, to: Option<i64>) -> Option<i64> {
        let Self { outline, columns, .. } = self;
        columns[place(slice, measure)].set(outline, at, to)
    }

    /// Writes many leaf cells of one column at once: totals and outlook are computed anew instead of cell by cell.
    pub(crate) fn put_all(
        &mut self,
        slice: Slice,
        measure: Measure,
        cells: impl Iterator<Item = (Address, Option<i64>)>,
    ) {
        let outline = Arc::clone(&self.outline);
        let column = self.column_mut(slice, measure);
        for (at, to) in cells {
            column.write(&outline, at, to);
        }
        column.roll_up(&outline);
        if slice != Slice::Outlook {
            outlook::refresh(self, outlook::dependents(slice, measure));
        }
    }

    /// Puts another column, its totals with it, in the place of one that people write.
    pub(crate) fn replace(&mut self, slice: Slice, measure: Measure, column: Column) {
        *self.column_mut(slice, measure) = column;
        outlook::refresh(self, outlook::dependents(slice, measure));
    }

    /// Writes a leaf cell and nothing above or beside it: [`Self::roll_up`] follows.
    pub(crate) fn write(&mut self, slice: Slice, measure: Measure, at: Address, to: i64) {
        let outline = Arc::clone(&self.outline);
        self.column_mut(slice, measure).write(&outline, at, Some(to));
    }

    /// Computes every total and the outlook anew.
    pub(crate) fn roll_up(&mut self) {
        let outline = Arc::clone(&self.outline);
        for column in &mut self.columns {
            column.roll_up(&outline);
        }
        outlook::refresh(self, &Measure::ALL);
    }
}

/// The place of a slice and measure among the columns.
pub(crate) fn place(slice: Slice, measure: Measure) -> usize {
    slice as usize * Measure::ALL.len() + measure as usize
}
