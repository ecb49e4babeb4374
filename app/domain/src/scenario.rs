//! Scenarios: branches of a plan, to try things, to compare, and to merge back cell by cell.

pub mod compare;
pub mod merge;

use crate::access;
use crate::actor::Actor;
use crate::command::Command;
use crate::decide::decide;
use crate::event::Entry;
use crate::plan::Plan;
use crate::rejection::Rejection;
use uuid::Uuid;

/// A scenario's identifier, made where the scenario is made.
pub type ScenarioId = Uuid;

/// A branch of a plan. Its revisions count on from the revision where it left the plan.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is known by.
    pub id: ScenarioId,
    /// What people call it.
    pub name: String,
    /// The identifier of the person it belongs to.
    pub owner: String,
    /// Whether everybody who may see the plan may see it; else its owner alone.
    pub shared: bool,
    base: Plan,
    plan: Plan,
}

impl Scenario {
    /// Branches a plan, whole or as its owner may see it; it is private. Costs two copies of the plan.
    pub fn branch(id: ScenarioId, name: String, owner: &Actor, plan: &Plan) -> Self {
        Self { id, name, owner: owner.person.clone(), shared: false, base: plan.clone(), plan: plan.clone() }
    }

    /// The plan where the scenario left it.
    pub fn base(&self) -> &Plan {
        &self.base
    }

    /// The plan as the scenario has it now.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether a person may look at it. What they see of it is what they see of the plan.
    pub fn is_open_to(&self, actor: &Actor) -> bool {
        access::opens_scenario(&self.owner, self.shared, &actor.person)
    }

    /// Decides a command by the rules of the plan and applies it here alone; `at` is the moment, in milliseconds since
    /// 1970 UTC. The entry is what there is to store.
    ///
    /// # Errors
    /// The scenario is not open to the actor, or a rule says no.
    pub fn submit(&mut self, command: &Command, actor: &Actor, at: i64) -> Result<Entry, Rejection> {
        if !self.is_open_to(actor) {
            return Err(Rejection::NotAllowed);
        }
        let events = decide(&self.plan, command, actor)?;
        let entry = Entry { revision: self.plan.revision() + 1, command: command.id, actor: actor.clone(), at, events };
        self.evolve(&entry);
        Ok(entry)
    }

    /// Applies an entry of the scenario's own log.
    pub fn evolve(&mut self, entry: &Entry) {
        self.plan.evolve(entry);
    }
}
