//! A replica: what a browser holds of a board. The confirmed plan, and on top of it the commands not yet confirmed.

use crate::actor::Actor;
use crate::command::{Command, CommandId};
use crate::decide::Decide;
use crate::event::Entry;
use crate::plan::Plan;
use crate::rejection::Rejection;

/// The confirmed plan and the pending commands of one person.
#[derive(Clone, Debug)]
pub struct Replica {
    confirmed: Plan,
    /// The confirmed plan with the pending commands; `None` while nothing is pending.
    shown: Option<Plan>,
    pending: Vec<Command>,
    actor: Actor,
    decide: Option<Decide>,
}

/// What became of a received revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Applied, or known already.
    Applied,
    /// Revisions are missing: ask for what came after this one.
    Gap {
        /// The last revision held.
        after: u64,
    },
}

impl Replica {
    /// A replica of a plan as its person may see it, with commands kept from an earlier connection. What decides them
    /// may come later, see [`Replica::decide_by`].
    pub fn new(confirmed: Plan, actor: Actor, pending: Vec<Command>, decide: Option<Decide>) -> Self {
        let mut replica = Self { confirmed, shown: None, pending, actor, decide };
        replica.rebase();
        replica
    }

    /// Takes what decides commands, and shows what is pending.
    pub fn decide_by(&mut self, decide: Decide) {
        self.decide = Some(decide);
        self.rebase();
    }

    /// The plan to show: confirmed and pending.
    pub fn plan(&self) -> &Plan {
        self.shown.as_ref().unwrap_or(&self.confirmed)
    }

    /// The plan to try things on; whoever changes it puts everything back.
    pub fn plan_mut(&mut self) -> &mut Plan {
        self.shown.as_mut().unwrap_or(&mut self.confirmed)
    }

    /// The plan that the server has confirmed.
    pub fn confirmed(&self) -> &Plan {
        &self.confirmed
    }

    /// The person.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Commands not yet confirmed, in order.
    pub fn pending(&self) -> &[Command] {
        &self.pending
    }

    /// Decides a command on the plan shown and keeps it until the server answers; unseen while nothing can decide it.
    pub fn submit(&mut self, command: Command) -> Result<(), Rejection> {
        if let Some(decide) = self.decide {
            let events = decide(self.plan(), &command, &self.actor)?;
            let mut plan = self.shown.take().unwrap_or_else(|| self.confirmed.clone());
            plan.evolve(&self.assumed(&plan, &command, events));
            self.shown = Some(plan);
        }
        self.pending.push(command);
        Ok(())
    }

    /// Takes a revision from the server.
    pub fn receive(&mut self, entry: &Entry) -> Received {
        let after = self.confirmed.revision();
        if entry.revision <= after {
            return Received::Applied;
        }
        if entry.revision != after + 1 {
            return Received::Gap { after };
        }
        self.confirmed.evolve(entry);
        let before = self.pending.len();
        self.pending.retain(|command| command.id != entry.command);
        if before > 0 {
            self.rebase();
        }
        Received::Applied
    }

    /// Takes a refusal from the server: the command is rolled back and handed out to be offered again.
    pub fn refuse(&mut self, command: CommandId) -> Option<Command> {
        let place = self.pending.iter().position(|pending| pending.id == command)?;
        let refused = self.pending.remove(place);
        self.rebase();
        Some(refused)
    }

    /// Takes a snapshot in place of the confirmed plan.
    pub fn reset(&mut self, confirmed: Plan, actor: Actor) {
        self.confirmed = confirmed;
        self.actor = actor;
        self.rebase();
    }

    fn rebase(&mut self) {
        self.shown = None;
        let Some(decide) = self.decide.filter(|_| !self.pending.is_empty()) else { return };
        let mut plan = self.confirmed.clone();
        for command in &self.pending {
            // A command that no longer fits stays pending, unseen, until the server says so.
            if let Ok(events) = decide(&plan, command, &self.actor) {
                plan.evolve(&self.assumed(&plan, command, events));
            }
        }
        self.shown = Some(plan);
    }

    /// The entry that the server will probably make of a command.
    fn assumed(&self, plan: &Plan, command: &Command, events: Vec<crate::event::Event>) -> Entry {
        Entry { revision: plan.revision() + 1, command: command.id, actor: self.actor.clone(), at: 0, events }
    }
}
