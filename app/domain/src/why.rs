//! Why a number is what it is: every revision that moved it, as a bridge from its first to its current value.
//!
//! It covers every slice and measure at every leaf and total that its reader may see, the derived outlook included; the
//! corporate goals are ratios and sums of such numbers and have no bridge of their own.

use crate::address::Address;
use crate::event::{Changes, Entry, Event};
use crate::evolve::changes_of;
use crate::hold::{Hold, HoldReason};
use crate::journal::TacticDeed;
use crate::measure::{Measure, Slice};
use crate::node::Node;
use crate::outlook;
use crate::plan::Plan;
use crate::tactic::TacticId;
use crate::thread::{Reason, Side, Step as ThreadStep, ThreadId};
use serde::{Deserialize, Serialize};
use std::slice;

/// The life of a number: `first` + Σ `delta` = `last`, exactly, where null counts as 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// The number.
    pub node: Node,
    /// The revision after which it begins; 0 is before the board was opened.
    pub since: u64,
    /// What stood there, in rounding units.
    pub first: Option<i64>,
    /// Every revision that moved it, oldest first.
    pub steps: Vec<Step>,
    /// The last revision that was looked at.
    pub until: u64,
    /// What stands there.
    pub last: Option<i64>,
}

/// A revision that moved the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The revision.
    pub revision: u64,
    /// Name of who did it; empty where the reader may not know.
    pub author: String,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// What they did.
    pub cause: Cause,
    /// Why, where they said so.
    pub reason: Option<Reason>,
    /// By how much the number moved, in rounding units; 0 where null became 0 or 0 null.
    pub delta: i64,
    /// The number afterwards.
    pub value: Option<i64>,
}

/// What moved a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// History, a forecast or an import was loaded.
    Loaded,
    /// Somebody wrote a number: this one, one below, or a total that was broken down.
    Assigned {
        /// What was written, where and in which role.
        node: Node,
        /// Its number before, in rounding units.
        from: Option<i64>,
        /// Its number after.
        to: Option<i64>,
    },
    /// Somebody took an assignment back.
    Undone {
        /// What had been written.
        node: Node,
        /// The revision that had made it.
        revision: u64,
    },
    /// Somebody made an assignment again that they had taken back.
    Redone {
        /// What was written.
        node: Node,
        /// The revision that had taken it back.
        revision: u64,
    },
    /// An offer or counter-offer.
    Offered {
        /// The thread.
        thread: ThreadId,
        /// For which side.
        side: Side,
        /// The sum offered, in rounding units.
        total: i64,
    },
    /// Both sides agreed; `None` where the reader does not see the thread.
    Accepted(Option<ThreadId>),
    /// Something that the reader may only see as totals.
    Elsewhere,
    /// An arbiter set it.
    Imposed(ThreadId),
    /// What was settled is negotiated anew; `None` where the reader does not see the thread.
    Reopened(Option<ThreadId>),
    /// Units moved to other parents.
    Reorganized,
    /// A tactic was planned, changed or dropped.
    Tactic {
        /// The tactic.
        tactic: TacticId,
        /// What was done.
        deed: TacticDeed,
    },
}

/// Follows one number through the entries of a board, whole or as one person may see them, in order of revisions.
#[derive(Clone, Debug)]
pub struct Why {
    /// Right below the node in all that its number depends on, and nowhere else.
    plan: Option<Plan>,
    bridge: Bridge,
}

impl Why {
    /// Follows a number from the opening of its board on.
    pub fn from_the_beginning(node: Node) -> Self {
        let bridge = Bridge { node, since: 0, first: None, steps: Vec::new(), until: 0, last: None };
        Self { plan: None, bridge }
    }

    /// Follows a number from a plan on.
    pub fn since(node: Node, plan: Plan) -> Self {
        let (revision, number) = (plan.revision(), node.of(&plan));
        let bridge = Bridge { node, since: revision, first: number, steps: Vec::new(), until: revision, last: number };
        Self { plan: Some(plan), bridge }
    }

    /// Takes the next revision; one that is known already is skipped.
    pub fn follow(&mut self, entry: &Entry) {
        if entry.revision <= self.bridge.until {
            return;
        }
        entry.events.iter().for_each(|event| self.apply(event));
        self.take(entry);
    }

    /// Adds a step where a revision that is applied has moved the number.
    fn take(&mut self, entry: &Entry) {
        self.bridge.until = entry.revision;
        let (before, after) = (self.bridge.last, self.plan.as_ref().and_then(|plan| self.bridge.node.of(plan)));
        if before == after {
            return;
        }
        self.bridge.last = after;
        let (cause, reason) = cause(entry);
        self.bridge.steps.push(Step {
            revision: entry.revision,
            author: entry.actor.name.clone(),
            at: entry.at,
            cause,
            reason,
            delta: after.unwrap_or(0).wrapping_sub(before.unwrap_or(0)),
            value: after,
        });
    }

    /// Takes a revision that moved units: `after` is the plan right behind it as the reader may see it, and `node` the
    /// number by the numbers of its units.
    pub fn reorganize(&mut self, entry: &Entry, after: Plan, node: Node) {
        self.plan = Some(after);
        self.bridge.node = node;
        self.take(entry);
    }

    /// The bridge up to the last revision taken.
    pub fn bridge(self) -> Bridge {
        self.bridge
    }

    /// Applies what concerns the node: the leaf cells at or below it, and what is agreed there.
    fn apply(&mut self, event: &Event) {
        if let Event::Opened(outline) = event {
            self.plan = Some(Plan::new((**outline).clone().into()));
        }
        let (node, Some(plan)) = (self.bridge.node, &mut self.plan) else { return };
        for changes in changes_of(event).into_iter().filter(|changes| concerns(node, changes.slice, changes.measure)) {
            let below = changes.cells.iter().filter(|cell| plan.outline().contains(node.at, cell.at));
            let cells = below.copied().collect();
            plan.change(&Changes { cells, ..*changes });
        }
        let holds = match event {
            Event::Held(hold) => slice::from_ref(hold),
            Event::Accepted { holds, .. } | Event::Stepped { holds, .. } => holds,
            _ => &[],
        };
        // A number that is no longer agreed is again what the other slices say.
        match event {
            Event::Stepped { released, .. } => plan.let_go(released),
            Event::Released { measure, at } => plan.let_go(&[(*measure, *at)]),
            _ => {}
        }
        plan.hold_all(holds);
    }
}

/// Whether a number depends on leaf cells of a slice and measure.
fn concerns(node: Node, slice: Slice, measure: Measure) -> bool {
    let derived = node.slice == Slice::Outlook && slice != Slice::Outlook;
    (slice, measure) == (node.slice, node.measure)
        || derived && outlook::dependents(slice, measure).contains(&node.measure)
}

/// What one event of a revision did, or where that does not tell, the revision.
pub(crate) fn cause_of(entry: &Entry, event: &Event) -> (Cause, Option<Reason>) {
    told(entry.revision, event).unwrap_or_else(|| cause(entry))
}

/// What a revision did, by its most telling event.
fn cause(entry: &Entry) -> (Cause, Option<Reason>) {
    let told = entry.events.iter().find_map(|event| told(entry.revision, event));
    let loaded = || entry.events.iter().any(|event| matches!(event, Event::Loaded(_)));
    // A projection turns what somebody hidden did to open cells into loads without a name.
    let anonymous = entry.actor.name.is_empty();
    told.unwrap_or_else(|| (if loaded() && !anonymous { Cause::Loaded } else { Cause::Elsewhere }, None))
}

fn told(revision: u64, event: &Event) -> Option<(Cause, Option<Reason>)> {
    let node = |at: Address, slice, measure| Node { slice, measure, at };
    let cause = match event {
        Event::Assigned(done) | Event::MarginsAssigned { assignment: done, .. } => {
            let node = node(done.at, done.changes.slice, done.changes.measure);
            Cause::Assigned { node, from: done.from, to: done.to }
        }
        Event::Undone { revision, assignment: done } => {
            Cause::Undone { node: node(done.at, done.changes.slice, done.changes.measure), revision: *revision }
        }
        Event::Redone { revision, assignment: done } => {
            Cause::Redone { node: node(done.at, done.changes.slice, done.changes.measure), revision: *revision }
        }
        Event::Offered { thread, side, numbers, reason, .. } => {
            let total = numbers.iter().map(|number| number.amount).sum();
            return Some((Cause::Offered { thread: thread.unwrap_or(revision), side: *side, total }, reason.clone()));
        }
        Event::Accepted { thread, .. } => Cause::Accepted(Some(*thread)),
        Event::Stepped { thread: Some(thread), step, .. } => match &**step {
            ThreadStep::PartAccepted { .. } => Cause::Accepted(Some(*thread)),
            ThreadStep::Imposed { reason, .. } => return Some((Cause::Imposed(*thread), reason.clone())),
            ThreadStep::Reopened { reason } => return Some((Cause::Reopened(Some(*thread)), Some(reason.clone()))),
            _ => return None,
        },
        Event::Held(Hold { reason: HoldReason::Agreed | HoldReason::PartAgreed, .. }) => Cause::Accepted(None),
        // Only what is agreed moves a number when it is let go.
        Event::Released { .. } => Cause::Reopened(None),
        Event::TacticPlanned { .. } => Cause::Tactic { tactic: revision, deed: TacticDeed::Planned },
        Event::TacticRevised { tactic, .. } => Cause::Tactic { tactic: *tactic, deed: TacticDeed::Revised },
        Event::TacticDropped { tactic, .. } => Cause::Tactic { tactic: *tactic, deed: TacticDeed::Dropped },
        Event::Reorganized(_) => Cause::Reorganized,
        _ => return None,
    };
    Some((cause, None))
}
