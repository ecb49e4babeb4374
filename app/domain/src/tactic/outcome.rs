//! Outcome: what a tactic does to the plan, read by comparing the plan without it, or before a change of it, with the
//! plan after.

use super::cover::{Cover, cover};
use super::effect::{Effect, effect};
use super::landing::{net_effects, settle};
use super::{Activity, TacticId};
use crate::actor::Actor;
use crate::address::Address;
use crate::command::Command;
use crate::decide::decide;
use crate::dimension::ROOT;
use crate::event::Entry;
use crate::goal::{self, GoalReading};
use crate::measure::Measure;
use crate::plan::Plan;
use crate::rejection::Rejection;

/// Another tactic that acts on some of the same customers in some of the same months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The other tactic.
    pub tactic: TacticId,
    /// The revenue it brings before, in rounding units, overlap taken out.
    pub before: i64,
    /// The revenue it brings after.
    pub after: i64,
}

/// What a tactic does to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its effect on its own.
    pub alone: Effect,
    /// Its effect beside the other tactics.
    pub net: Effect,
    /// Every goal, before and after.
    pub goals: [Vec<GoalReading>; 2],
    /// The target it pays for, then the budgets that its cost lines draw on in the same unit, before and after.
    pub covers: Vec<(Measure, [Cover; 2])>,
    /// The tactics it meets.
    pub meetings: Vec<Meeting>,
}

/// The plan as it would be after a command, which is given the next revision.
///
/// # Errors
/// The command would be refused.
pub fn tried(plan: &Plan, command: &Command, actor: &Actor) -> Result<Plan, Rejection> {
    let events = decide(plan, command, actor)?;
    let mut after = plan.clone();
    let revision = plan.revision() + 1;
    after.evolve(&Entry { revision, command: command.id, actor: actor.clone(), at: 0, events });
    Ok(after)
}

/// The plan as it would be without a tactic; `None` where there is no such tactic or a number leaves the range.
pub fn without(plan: &Plan, id: TacticId) -> Option<Plan> {
    let at = plan.tactic(id)?.activity.at;
    let mut before = plan.clone();
    before.tactics.retain(|tactic| tactic.id != id);
    let changes = settle(&before, before.tactics().iter().map(|tactic| &tactic.activity), &[at])?;
    changes.iter().for_each(|changes| before.change(changes));
    Some(before)
}

/// What a tactic of the plan `after` does, compared with the plan `before`; `None` where there is no such tactic or a
/// number leaves the range.
pub fn outcome(before: &Plan, after: &Plan, id: TacticId) -> Option<Outcome> {
    let own = &after.tactic(id)?.activity;
    let (old, new) = (net_effects(before)?, net_effects(after)?);
    let revenue = |plan: &Plan, effects: &[Effect], other: TacticId| {
        let place = plan.tactics().iter().position(|tactic| tactic.id == other)?;
        Some(effects.get(place)?.total(Measure::Revenue))
    };
    let place = after.tactics().iter().position(|tactic| tactic.id == id)?;
    let met = after.tactics().iter().filter(|other| other.id != id && meet(after, own, &other.activity));
    let meetings = met.filter_map(|other| {
        let (before, after) = (revenue(before, &old, other.id)?, revenue(after, &new, other.id)?);
        Some(Meeting { tactic: other.id, before, after })
    });
    let mut measures = vec![own.target.measure];
    measures.extend(own.costs.iter().map(|line| line.measure));
    let mut seen = Vec::new();
    measures.retain(|measure| {
        !seen.contains(measure) && {
            seen.push(*measure);
            true
        }
    });
    let at = Address::of(own.target.unit, ROOT);
    let covers = measures.into_iter().map(|measure| (measure, [before, after].map(|plan| cover(plan, measure, at))));
    Some(Outcome {
        alone: effect(after, own)?,
        net: new.get(place)?.clone(),
        goals: [goal::read(before), goal::read(after)],
        covers: covers.collect(),
        meetings: meetings.collect(),
    })
}

/// Whether two tactics act on some of the same customers in some of the same months.
fn meet(plan: &Plan, one: &Activity, other: &Activity) -> bool {
    let same_segment = match (&one.segment, &other.segment) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    let same_months = one.start.month <= other.end.month && other.start.month <= one.end.month;
    same_segment && same_months && plan.outline().meet(one.at, other.at).is_some()
}
