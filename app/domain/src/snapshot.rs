//! Snapshots: a plan packed for the wire or the store; totals and the outlook are computed again when it is opened.

mod packed;

use crate::address::Address;
use crate::approval::{Sealed, Stages};
use crate::goal::GoalTarget;
use crate::hold::Hold;
use crate::journal::JournalEntry;
use crate::measure::{Measure, Slice};
use crate::outline::{Outline, Standing};
use crate::plan::{Plan, Redoable, Undoable};
use crate::reorganization::Structure;
use crate::tactic::Tactic;
use crate::thread::{Policy, Thread};
use packed::Packed;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

/// A plan at one revision, as one person may see it or whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    outline: Outline,
    revision: u64,
    goals: Vec<GoalTarget>,
    holds: Vec<Hold>,
    threads: Vec<Thread>,
    tactics: Vec<Tactic>,
    journal: Vec<JournalEntry>,
    undoable: VecDeque<Undoable>,
    redoable: Vec<Redoable>,
    columns: Vec<(Slice, Measure, Packed)>,
    hedge_cap: Option<u32>,
    model: Option<String>,
    policy: Policy,
    structure: Option<Structure>,
    reorganized: u64,
    stages: Stages,
    of_server: Sealed,
}

impl Snapshot {
    /// Packs a plan.
    pub fn of(plan: &Plan) -> Self {
        let mut columns = Vec::new();
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                let given = |at: Address| slice != Slice::Outlook || plan.outline().standing(at.unit) == Standing::Rest;
                let packed = Packed::of(plan.column(slice, measure), plan.outline(), given);
                if !packed.is_empty() {
                    columns.push((slice, measure, packed));
                }
            }
        }
        Self {
            outline: (**plan.outline()).clone(),
            revision: plan.revision,
            goals: plan.goals.clone(),
            holds: plan.holds.iter().cloned().collect(),
            threads: plan.threads.clone(),
            tactics: plan.tactics.clone(),
            journal: plan.journal.iter().cloned().collect(),
            undoable: plan.undoable.iter().map(|done| done.undoable(|_| true)).collect(),
            redoable: plan.redoable.iter().map(|back| back.redoable()).collect(),
            columns,
            hedge_cap: plan.hedge_cap,
            model: plan.model.clone(),
            policy: plan.policy,
            structure: plan.structure().cloned(),
            reorganized: plan.reorganized,
            stages: plan.stages.clone(),
            of_server: plan.sealed(),
        }
    }

    /// The same without what a browser would carry and never open.
    #[cfg(feature = "server")]
    pub fn for_a_browser(self) -> Self {
        Self { of_server: Sealed::default(), ..self }
    }

    /// The same without what can be taken back: for how long is for the program to say, and no part of the record.
    #[cfg(feature = "server")]
    pub fn without_undo(self) -> Self {
        Self { undoable: VecDeque::new(), redoable: Vec::new(), ..self }
    }

    /// Opens the plan again.
    pub fn open(self) -> Plan {
        let mut plan = Plan::new(Arc::new(self.outline));
        // The outlook of what is put depends on what is agreed.
        self.holds.iter().for_each(|hold| plan.hold(hold));
        let outline = Arc::clone(&plan.outline);
        for (slice, measure, packed) in self.columns {
            packed.unpack(plan.column_mut(slice, measure), &outline);
        }
        plan.roll_up();
        plan.revision = self.revision;
        plan.goals = self.goals;
        plan.threads = self.threads;
        plan.tactics = self.tactics;
        plan.journal = self.journal.into_iter().collect();
        plan.undoable = self.undoable.into_iter().map(|done| Arc::new(done.into())).collect();
        plan.redoable = self.redoable.into_iter().map(|back| Arc::new(back.into())).collect();
        plan.hedge_cap = self.hedge_cap;
        plan.model = self.model;
        plan.policy = self.policy;
        plan.structure = self.structure.map(Arc::new);
        plan.reorganized = self.reorganized;
        plan.stages = self.stages;
        plan.unseal(&self.of_server);
        plan
    }
}

#[cfg(feature = "server")]
impl Plan {
    fn sealed(&self) -> Sealed {
        Sealed::of(&(&*self.approvals, &*self.comments))
    }

    fn unseal(&mut self, of_server: &Sealed) {
        let (approvals, comments) = of_server.open().unwrap_or_default();
        (self.approvals, self.comments) = (Arc::new(approvals), Arc::new(comments));
    }
}

/// A browser holds where units stand, and nothing else.
#[cfg(not(feature = "server"))]
impl Plan {
    fn sealed(&self) -> Sealed {
        Sealed::default()
    }

    fn unseal(&mut self, _: &Sealed) {}
}

impl Plan {
    /// A number that two plans share when all company totals agree: a replica that differs asks for a snapshot.
    pub fn check(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |value: u64| hash = (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3);
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                for period in 0..self.outline.periods.len() {
                    let at = Address::of(crate::dimension::ROOT, period);
                    mix(self.get(slice, measure, at).map_or(u64::MAX, i64::cast_unsigned));
                }
            }
        }
        mix(self.revision);
        hash
    }
}
