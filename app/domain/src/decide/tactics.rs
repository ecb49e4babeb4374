//! Deciding tactics: who may plan them, within which bounds, and which leaf cells follow.

use crate::access;
use crate::actor::Actor;
use crate::address::Address;
use crate::breakdown::LIMIT;
use crate::command::Verb;
use crate::event::{Changes, Event};
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::tactic::{Activity, Tactic, TacticFault, TacticId, fault, settle};

/// Longest name, owner or segment, in characters.
const TEXT_LIMIT: u32 = 200;

pub(super) fn decide(plan: &Plan, actor: &Actor, verb: &Verb) -> Result<Event, Rejection> {
    match verb {
        Verb::PlanTactic(activity) => {
            let activity = checked(plan, actor, activity)?;
            let changes = changes(plan, None, Some(&activity))?;
            Ok(Event::TacticPlanned { activity: Box::new(activity), changes })
        }
        Verb::ReviseTactic { tactic, seen, activity } => {
            let before = known(plan, actor, *tactic, *seen)?;
            let activity = checked(plan, actor, activity)?;
            if activity.at.unit != before.activity.at.unit {
                return Err(Rejection::Tactic(TacticFault::Moved));
            }
            let changes = changes(plan, Some(before), Some(&activity))?;
            Ok(Event::TacticRevised { tactic: *tactic, activity: Box::new(activity), changes })
        }
        Verb::DropTactic { tactic, seen } => {
            let before = known(plan, actor, *tactic, *seen)?;
            let changes = changes(plan, Some(before), None)?;
            let (name, unit) = (before.activity.name.clone(), before.activity.at.unit);
            Ok(Event::TacticDropped { tactic: *tactic, name, unit, changes })
        }
        _ => Err(Rejection::Unknown),
    }
}

/// The tactic that a change names, as its author saw it.
fn known<'a>(plan: &'a Plan, actor: &Actor, id: TacticId, seen: u64) -> Result<&'a Tactic, Rejection> {
    let hidden = |unit| access::standing(plan.outline(), actor, unit) == Standing::Hidden;
    let tactic = plan.tactic(id).filter(|tactic| !hidden(tactic.activity.at.unit)).ok_or(Rejection::Unknown)?;
    super::may(access::may_plan_tactics(plan.outline(), actor, tactic.activity.at.unit))?;
    if tactic.revision == seen { Ok(tactic) } else { Err(Rejection::TacticChanged { by: tactic.author.clone() }) }
}

/// An activity that may be planned, without blanks around its words.
fn checked(plan: &Plan, actor: &Actor, activity: &Activity) -> Result<Activity, Rejection> {
    super::known(plan, activity.at)?;
    super::known(plan, Address::of(activity.target.unit, crate::dimension::ROOT))?;
    super::may(access::may_plan_tactics(plan.outline(), actor, activity.at.unit))?;
    if let Some(fault) = fault(plan.outline(), activity) {
        return Err(Rejection::Tactic(fault));
    }
    let mut activity = activity.clone();
    let segment = activity.segment.take().filter(|segment| !segment.trim().is_empty());
    let mut segment = segment.unwrap_or_default();
    for text in [&mut activity.name.en, &mut activity.name.es, &mut activity.owner, &mut segment] {
        *text = text.trim().to_owned();
        if text.chars().count() > TEXT_LIMIT as usize {
            return Err(Rejection::TextTooLong { limit: TEXT_LIMIT });
        }
    }
    activity.segment = Some(segment).filter(|segment| !segment.is_empty());
    let drivers = &activity.drivers;
    if drivers.value < 0 {
        return Err(Rejection::Negative);
    }
    let amounts = activity.costs.iter().map(|line| line.amount).chain([drivers.value]);
    if amounts.map(i64::unsigned_abs).any(|amount| amount > LIMIT.unsigned_abs()) {
        return Err(Rejection::TooLarge);
    }
    Ok(activity)
}

/// The leaf cells that follow when a tactic is replaced by another, or comes or goes.
fn changes(plan: &Plan, before: Option<&Tactic>, after: Option<&Activity>) -> Result<Vec<Changes>, Rejection> {
    let under: Vec<Address> =
        before.map(|tactic| tactic.activity.at).into_iter().chain(after.map(|after| after.at)).collect();
    let stay = plan.tactics().iter().filter(|tactic| before.is_none_or(|before| before.id != tactic.id));
    let activities = stay.map(|tactic| &tactic.activity).chain(after);
    let changes = settle(plan, activities, &under).ok_or(Rejection::TooLarge)?;
    for changes in &changes {
        let moved =
            changes.cells.iter().map(|cell| i128::from(cell.to.unwrap_or(0)) - i128::from(cell.from.unwrap_or(0)));
        let now = plan.get(Slice::Tactics, changes.measure, Address::COMPANY).unwrap_or(0);
        if (i128::from(now) + moved.sum::<i128>()).unsigned_abs() > LIMIT.unsigned_abs().into() {
            return Err(Rejection::TooLarge);
        }
    }
    Ok(changes)
}

/// The leaf cells of tactics that follow from other history: what they bring is spread in its proportion.
pub(super) fn resettled(plan: &Plan, loaded: &Changes) -> Result<Vec<Changes>, Rejection> {
    let history = matches!(loaded.slice, Slice::Baseline | Slice::LastYear);
    if !history || plan.tactics().is_empty() || matches!(loaded.measure, Measure::Units | Measure::CostOfGoods) {
        return Ok(Vec::new());
    }
    let mut after = plan.clone();
    after.change(loaded);
    let outline = plan.outline();
    let touched = |at: &Address| loaded.cells.iter().any(|cell| outline.contains(*at, cell.at));
    let under: Vec<Address> = plan.tactics().iter().map(|tactic| tactic.activity.at).filter(touched).collect();
    settle(&after, plan.tactics().iter().map(|tactic| &tactic.activity), &under).ok_or(Rejection::TooLarge)
}
