//! A view: what one person may see of a board. Their subtree in detail, their ancestors' totals, and for each ancestor
//! one opaque leaf that stands for the rest, so that ancestors' totals stay exact.

use crate::access;
use crate::actor::{Actor, Role};
use crate::address::{Address, CellChange};
use crate::approval::Sealed;
use crate::dimension::{MemberId, Name, ROOT};
use crate::event::{Assignment, Changes, Entry, Event};
use crate::hold::{Hold, HoldReason};
use crate::journal::{Act, JournalEntry};
use crate::measure::{Measure, Slice};
use crate::outline::{Outline, Standing};
use crate::plan::Plan;
use crate::tactic::Tactic;
use crate::undo::Done;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers of the rest that a reader is told, each with all that depends on it.
type Told = BTreeSet<(Slice, Measure, Address)>;

/// Projects plans and entries of one board for one person.
#[derive(Clone, Debug)]
pub struct View {
    outline: Arc<Outline>,
    /// For each unit outside, the opaque leaf that stands for it.
    rest: Vec<Option<MemberId>>,
    whole: bool,
}

impl View {
    /// The view of a person on a board with this outline.
    pub fn new(outline: &Arc<Outline>, actor: &Actor) -> Self {
        let units = outline.units.len();
        let whole = access::scope(actor) == Some(ROOT);
        if whole {
            return Self { outline: Arc::clone(outline), rest: vec![None; units as usize], whole };
        }
        let mut standing: Vec<Standing> = (0..units).map(|unit| access::standing(outline, actor, unit)).collect();
        let mut rest = vec![None; units as usize];
        let parents: Vec<MemberId> = (0..units).filter(|unit| standing[*unit as usize] == Standing::Total).collect();
        for parent in parents {
            let mut hidden =
                outline.units.children(parent).filter(|child| standing[*child as usize] == Standing::Hidden);
            let Some(first) = hidden.next() else { continue };
            let groups: Vec<MemberId> = std::iter::once(first).chain(hidden).collect();
            for child in groups {
                let end = outline.units.get(child).map_or(child, |member| member.end);
                rest[child as usize..end as usize].fill(Some(first));
            }
            standing[first as usize] = Standing::Rest;
        }
        let mut seen = (**outline).clone();
        seen.units = seen.units.masked(|unit| matches!(standing[unit as usize], Standing::Open | Standing::Total));
        seen.standing = standing;
        Self { outline: Arc::new(seen), rest, whole }
    }

    /// The outline as the person may see it: units outside have neither name nor code.
    pub fn outline(&self) -> &Arc<Outline> {
        &self.outline
    }

    /// Projects a whole plan.
    pub fn plan(&self, plan: &Plan) -> Plan {
        if self.whole {
            return plan.clone();
        }
        let mut seen = Plan::new(Arc::clone(&self.outline));
        // The outlook of what is put depends on what is agreed.
        plan.holds.iter().filter_map(|hold| self.hold(hold)).for_each(|hold| seen.hold(&hold));
        let mut coordinates: BTreeSet<Address> = BTreeSet::new();
        for slice in Slice::STORED {
            for measure in Measure::ALL {
                for (at, number) in plan.leaves(slice, measure) {
                    match self.rest_of(at.unit) {
                        // An actor whose unit is not on the board sees nothing, not everything.
                        None if !self.named(at.unit) => {}
                        None => seen.write(slice, measure, at, number),
                        Some(rest) => {
                            coordinates.insert(Address { unit: rest, ..at });
                        }
                    }
                }
            }
        }
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                for at in &coordinates {
                    if let Some(number) = self.rest_number(plan, slice, measure, *at) {
                        seen.write(slice, measure, *at, number);
                    }
                }
            }
        }
        seen.roll_up();
        seen.revision = plan.revision;
        seen.goals = plan.goals.clone();
        seen.hedge_cap = plan.hedge_cap;
        seen.model = plan.model.clone();
        seen.policy = plan.policy;
        seen.reorganized = plan.reorganized;
        seen.stages = plan.stages.with_units(|unit| self.named(unit).then_some(unit));
        #[cfg(feature = "server")]
        {
            seen.approvals = Arc::new(plan.approvals.seen(|unit| self.open(unit)));
            seen.comments = Arc::new(plan.comments.seen(|unit| self.open(unit)));
        }
        seen.threads = plan.threads.iter().filter(|thread| self.open(thread.unit)).cloned().collect();
        let named = |tactic: &&Tactic| self.named(tactic.activity.at.unit);
        seen.tactics = plan.tactics.iter().filter(named).cloned().collect();
        let read = plan.journal.iter().filter(|line| self.reads(&line.act)).cloned();
        seen.journal = read.map(|line| self.line(line)).collect();
        let known = plan.undoable.iter().filter(|done| self.named(done.assignment.at.unit));
        let opened = |done: &Arc<Done>| {
            let mut undoable = done.undoable(|cell| self.open(cell.at.unit));
            undoable.assignment.method = undoable.assignment.method.seen(|unit| self.open(unit));
            Arc::new(undoable.into())
        };
        seen.undoable = known.map(opened).collect();
        // Everything that such an author does is open to the reader, cells included.
        seen.redoable = plan.redoable.iter().filter(|back| self.open(back.scope)).cloned().collect();
        seen
    }

    fn line(&self, mut line: JournalEntry) -> JournalEntry {
        if let Act::Wrote { at, cells, .. } = &mut line.act
            && !self.open(at.unit)
        {
            *cells = 0;
        }
        line
    }

    /// Projects one revision; `after` is the whole plan with that revision applied.
    pub fn entry(&self, after: &Plan, entry: &Entry) -> Entry {
        self.entry_beside(after, entry, &mut Told::new())
    }

    /// Projects revisions that were missed, in order; `after` is the whole plan with the last of them applied. A number of
    /// the rest stands with the last revision that moved it, and only there: it is the same in all of them.
    pub fn missed<'a>(&self, after: &Plan, entries: impl DoubleEndedIterator<Item = &'a Entry>) -> Vec<Entry> {
        let mut told = Told::new();
        let mut seen: Vec<Entry> = entries.rev().map(|entry| self.entry_beside(after, entry, &mut told)).collect();
        seen.reverse();
        seen
    }

    /// Projects one revision without the numbers of the rest that are told already.
    fn entry_beside(&self, after: &Plan, entry: &Entry, told: &mut Told) -> Entry {
        if self.whole {
            #[cfg(not(feature = "server"))]
            return entry.clone();
            #[cfg(feature = "server")]
            return crate::comment::without(entry);
        }
        let events: Vec<Event> =
            entry.events.iter().flat_map(|event| self.event(after, entry.revision, event, told)).collect();
        let anonymous = events.iter().all(|event| matches!(event, Event::Elsewhere(_) | Event::Loaded(_)));
        let nobody = Actor { person: String::new(), name: String::new(), role: Role::Committee, unit: None };
        let actor = if anonymous { nobody } else { entry.actor.clone() };
        Entry { events, actor, ..*entry }
    }

    fn event(&self, after: &Plan, revision: u64, event: &Event, told: &mut Told) -> Vec<Event> {
        let all = crate::evolve::changes_of(event);
        let elsewhere: Vec<Changes> = all.iter().flat_map(|changes| self.outside(after, changes, told)).collect();
        let inside: Vec<Changes> = all.iter().map(|changes| self.inside(changes)).collect();
        let mut seen: Vec<Event> = match event {
            Event::Opened(_) => vec![Event::Opened(Box::new((*self.outline).clone()))],
            Event::Assigned(assignment) if self.named(assignment.at.unit) => {
                vec![Event::Assigned(self.assignment(assignment))]
            }
            Event::MarginsAssigned { margins, assignment } if self.named(assignment.at.unit) => {
                let (margins, assignment) = (margins.clone(), self.assignment(assignment));
                // Who sees the unit as a total only may not read the totals of its children.
                let open = self.open(assignment.at.unit);
                vec![if open { Event::MarginsAssigned { margins, assignment } } else { Event::Assigned(assignment) }]
            }
            Event::Undone { revision, assignment } if self.named(assignment.at.unit) => {
                vec![Event::Undone { revision: *revision, assignment: self.assignment(assignment) }]
            }
            Event::Redone { revision, assignment } if self.named(assignment.at.unit) => {
                vec![Event::Redone { revision: *revision, assignment: self.assignment(assignment) }]
            }
            Event::Offered { unit, changes, .. } if self.open(*unit) => {
                let mut offered = event.clone();
                if let Event::Offered { changes: kept, .. } = &mut offered {
                    *kept = self.inside(changes);
                }
                vec![offered]
            }
            Event::Accepted { thread, side, changes, holds }
                if after.thread(*thread).is_some_and(|thread| self.open(thread.unit)) =>
            {
                let changes = changes.iter().map(|changes| self.inside(changes)).collect();
                vec![Event::Accepted { thread: *thread, side: *side, changes, holds: holds.clone() }]
            }
            Event::Accepted { holds, .. } => {
                let held = holds.iter().filter_map(|hold| self.hold(hold)).map(Event::Held);
                loaded(inside).chain(held).collect()
            }
            Event::Stepped { thread, step, holds, released, .. } => {
                let id = thread.unwrap_or(revision);
                if after.thread(id).is_some_and(|thread| self.open(thread.unit)) {
                    let (thread, step, changes) = (*thread, step.clone(), inside);
                    vec![Event::Stepped { thread, step, changes, holds: holds.clone(), released: released.clone() }]
                } else {
                    let named = released.iter().filter(|(_, at)| self.named(at.unit));
                    let let_go = named.map(|(measure, at)| Event::Released { measure: *measure, at: *at });
                    let held = holds.iter().filter_map(|hold| self.hold(hold)).map(Event::Held);
                    let_go.chain(loaded(inside)).chain(held).collect()
                }
            }
            Event::Held(hold) => self.hold(hold).map(Event::Held).into_iter().collect(),
            Event::Released { at, .. } | Event::Expired { at, .. } if self.named(at.unit) => vec![event.clone()],
            Event::Remarked { thread, .. } if after.thread(*thread).is_some_and(|thread| self.open(thread.unit)) => {
                vec![event.clone()]
            }
            // Who sees a part of the board takes a snapshot instead; that it happened is no secret.
            Event::Reorganized(_) => vec![Event::Reorganized(Vec::new())],
            Event::Approval { stood: Some((subject, stage)), deed } if self.named(subject.unit) => {
                // Of a unit that they see as a total only, a reader knows that it is locked.
                let deed = if self.open(subject.unit) { deed.clone() } else { Sealed::default() };
                vec![Event::Approval { stood: Some((*subject, *stage)), deed }]
            }
            #[cfg(feature = "server")]
            Event::Approval { stood: None, deed } => {
                let seen = deed.seen(|unit| self.open(unit));
                seen.map(|deed| Event::Approval { stood: None, deed }).into_iter().collect()
            }
            Event::GoalSet(_) | Event::ModelSet(_) | Event::HedgeCapSet(_) | Event::PolicySet(_) => vec![event.clone()],
            Event::TacticPlanned { activity, .. } | Event::TacticRevised { activity, .. }
                if self.named(activity.at.unit) =>
            {
                vec![with_changes(event, inside)]
            }
            Event::TacticDropped { unit, .. } if self.named(*unit) => vec![with_changes(event, inside)],
            _ => loaded(inside).collect(),
        };
        let agreed = agreements(event).flat_map(|(measure, unit)| self.agreed_outside(after, measure, unit, told));
        let elsewhere: Vec<Changes> = elsewhere.into_iter().chain(agreed).collect();
        if !elsewhere.is_empty() {
            seen.push(Event::Elsewhere(elsewhere));
        }
        seen
    }

    fn rest_of(&self, unit: MemberId) -> Option<MemberId> {
        self.rest.get(unit as usize).copied().flatten()
    }

    fn open(&self, unit: MemberId) -> bool {
        self.outline.standing(unit) == Standing::Open
    }

    fn named(&self, unit: MemberId) -> bool {
        matches!(self.outline.standing(unit), Standing::Open | Standing::Total)
    }

    /// A hold as the person may see it: of a unit that they see as a total only, without the holder's words.
    fn hold(&self, hold: &Hold) -> Option<Hold> {
        let mut seen = self.named(hold.at.unit).then(|| hold.clone())?;
        seen.why = seen.why.filter(|_| self.open(hold.at.unit));
        Some(seen)
    }

    fn reads(&self, act: &Act) -> bool {
        match act {
            Act::Wrote { at, .. } | Act::Held { at, .. } | Act::Expired { at, .. } => self.named(at.unit),
            Act::Offered { unit, .. } | Act::Accepted { unit, .. } | Act::Negotiated { unit, .. } => self.open(*unit),
            Act::Tactic { unit, .. } => self.named(*unit),
            Act::Moved { unit, to, .. } => self.named(*unit) && self.named(*to),
            Act::SetGoal(_) | Act::SetModel { .. } | Act::SetPolicy => true,
        }
    }

    /// An assignment with the cells and inputs that the person may see in detail.
    fn assignment(&self, assignment: &Assignment) -> Assignment {
        let (changes, method) = (self.inside(&assignment.changes), assignment.method.seen(|unit| self.open(unit)));
        Assignment { changes, method, ..*assignment }
    }

    fn inside(&self, changes: &Changes) -> Changes {
        let cells = changes.cells.iter().filter(|cell| self.open(cell.at.unit)).copied().collect();
        Changes { cells, ..*changes }
    }

    /// The new numbers of the rest, outlook included, for every coordinate that some change outside has touched.
    fn outside(&self, after: &Plan, changes: &Changes, told: &mut Told) -> Vec<Changes> {
        let touched: BTreeSet<Address> = changes
            .cells
            .iter()
            .filter_map(|cell| self.rest_of(cell.at.unit).map(|unit| Address { unit, ..cell.at }))
            .filter(|at| told.insert((changes.slice, changes.measure, *at)))
            .collect();
        if touched.is_empty() {
            return Vec::new();
        }
        let dependents = crate::outlook::dependents(changes.slice, changes.measure);
        std::iter::once((changes.slice, changes.measure))
            .chain(dependents.iter().map(|measure| (Slice::Outlook, *measure)))
            .map(|(slice, measure)| {
                let number = |at: &Address| self.rest_number(after, slice, measure, *at);
                let cells = touched.iter().map(|at| CellChange { at: *at, from: None, to: number(at) }).collect();
                Changes { slice, measure, cells }
            })
            .collect()
    }

    /// The outlook of the rest where an agreement of a unit outside has changed it without a number of its own.
    fn agreed_outside(&self, after: &Plan, measure: Measure, unit: MemberId, told: &mut Told) -> Vec<Changes> {
        if self.open(unit) {
            return Vec::new();
        }
        let outside = crate::outlook::not_agreed(after, measure, unit).filter_map(|(dependent, at)| {
            self.rest_of(at.unit).map(|unit| (Slice::Outlook, dependent, Address { unit, ..at }))
        });
        let mut changes: Vec<Changes> = Vec::new();
        let untold: BTreeSet<(Slice, Measure, Address)> = outside.filter(|number| told.insert(*number)).collect();
        for (slice, measure, at) in untold {
            let cell = CellChange { at, from: None, to: self.rest_number(after, slice, measure, at) };
            match changes.last_mut().filter(|last| last.measure == measure) {
                Some(last) => last.cells.push(cell),
                None => changes.push(Changes { slice, measure, cells: vec![cell] }),
            }
        }
        changes
    }

    /// The sum of everything that an opaque leaf stands for.
    fn rest_number(&self, plan: &Plan, slice: Slice, measure: Measure, at: Address) -> Option<i64> {
        let parent = plan.outline().units.parent(at.unit)?;
        let children = plan.outline().units.children(parent).filter(|child| self.rest_of(*child) == Some(at.unit));
        children.filter_map(|unit| plan.get(slice, measure, Address { unit, ..at })).reduce(i64::wrapping_add)
    }
}

/// The units and measures that an event agrees on, or no longer.
fn agreements(event: &Event) -> impl Iterator<Item = (Measure, MemberId)> {
    let (held, released): (&[Hold], &[(Measure, Address)]) = match event {
        Event::Accepted { holds, .. } => (holds, &[]),
        Event::Stepped { holds, released, .. } => (holds, released),
        _ => (&[], &[]),
    };
    let held = held.iter().filter(|hold| hold.reason == HoldReason::Agreed).map(Hold::number);
    let numbers: BTreeSet<_> = held.chain(released.iter().copied()).map(|(measure, at)| (measure, at.unit)).collect();
    numbers.into_iter()
}

/// An event about a tactic with other leaf cells.
fn with_changes(event: &Event, other: Vec<Changes>) -> Event {
    let mut event = event.clone();
    if let Event::TacticPlanned { changes, .. }
    | Event::TacticRevised { changes, .. }
    | Event::TacticDropped { changes, .. } = &mut event
    {
        *changes = other;
    }
    event
}

fn loaded(changes: Vec<Changes>) -> impl Iterator<Item = Event> {
    changes.into_iter().filter(|changes| !changes.cells.is_empty()).map(Event::Loaded)
}

impl crate::dimension::Dimension {
    /// The same tree with neither code nor name where `keep` says no.
    fn masked(&self, keep: impl Fn(MemberId) -> bool) -> Self {
        let blank = |(id, member): (usize, &crate::dimension::Member)| {
            let mut member = member.clone();
            if !keep(id as MemberId) {
                (member.code, member.name) = (String::new(), Name::default());
            }
            member
        };
        Self::from_members(self.members().iter().enumerate().map(blank).collect())
    }
}
