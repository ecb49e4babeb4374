//! Decide: whether a command may happen to a plan, and what would happen.

mod cells;
pub(crate) mod negotiate;
mod reorganize;
mod sight;
mod tactics;
mod undo;

pub(crate) use negotiate::written;

use crate::access;
use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::approval;
use crate::breakdown;
use crate::command::{Command, Verb};
use crate::event::{Assignment, Changes, Event};
use crate::hedge;
use crate::hold::{Binding, Corridor, Hold, HoldReason, HoldTerms, Holder};
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::model::Model;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use std::collections::BTreeMap;

/// Decides a command of an actor; the same function on the server and in the browser. What it refuses names nothing
/// that the actor may not see.
pub fn decide(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    knows_the_units(plan, command)?;
    within_policy(plan, command, actor, judge(plan, command, actor))
}

/// The same for what people do on the board itself ([`Verb::is_of_board`]): what a browser decides before it sends. So
/// the rules of everything else weigh on no page that never needs them.
///
/// # Errors
/// Those of [`decide`]; [`Rejection::NotAllowed`] for what other pages and tools send.
pub fn decide_on_board(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    knows_the_units(plan, command)?;
    within_policy(plan, command, actor, judge_on_board(plan, command, actor))
}

/// How a browser decides: [`decide_on_board`], once its code is there.
pub type Decide = fn(&Plan, &Command, &Actor) -> Result<Vec<Event>, Rejection>;

/// Refuses what was written down before units moved: it calls units by other numbers.
fn knows_the_units(plan: &Plan, command: &Command) -> Result<(), Rejection> {
    if command.base < plan.reorganized() { Err(Rejection::Reorganized) } else { Ok(()) }
}

fn within_policy(
    plan: &Plan,
    command: &Command,
    actor: &Actor,
    judged: Result<Vec<Event>, Rejection>,
) -> Result<Vec<Event>, Rejection> {
    let judged = judged.and_then(|events| hedge::within_policy(plan, actor, unlocked(plan, actor, events)?));
    judged.map_err(|rejection| sight::within(plan, &command.verb, actor, rejection))
}

/// Lets events through that change no number which is locked for their author.
fn unlocked(plan: &Plan, actor: &Actor, events: Vec<Event>) -> Result<Vec<Event>, Rejection> {
    if plan.stages.is_empty() {
        return Ok(events);
    }
    for changes in events.iter().flat_map(crate::evolve::changes_of) {
        for cell in &changes.cells {
            if cell.from != cell.to
                && let Some(unit) = approval::locked(plan, actor, cell.at.unit, changes.measure)
            {
                return Err(Rejection::Locked { unit });
            }
        }
    }
    Ok(events)
}

fn judge(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    if plan.revision() == 0 && !matches!(command.verb, Verb::Open(_)) {
        return Err(Rejection::Opening);
    }
    let event = match &command.verb {
        Verb::Open(outline) => {
            if plan.revision() > 0 {
                return Err(Rejection::Opening);
            }
            may(access::may_import(actor.role))?;
            outline.check().map_err(|_| Rejection::TooLarge)?;
            Event::Opened(outline.clone())
        }
        Verb::Load { slice, measure, cells } => {
            may(access::may_import(actor.role))?;
            let loaded = load(plan, *slice, *measure, cells)?;
            let settled = tactics::resettled(plan, &loaded)?;
            return Ok(std::iter::once(loaded).chain(settled).map(Event::Loaded).collect());
        }
        Verb::SetGoal(goal) => {
            may(access::may_set_goals(actor))?;
            if goal.target.unsigned_abs() > breakdown::LIMIT.unsigned_abs() {
                return Err(Rejection::TooLarge);
            }
            Event::GoalSet(*goal)
        }
        Verb::SetHedgeCap(cap) => {
            may(access::may_set_goals(actor))?;
            if cap.is_some_and(|cap| cap > hedge::HIGHEST_CAP) {
                return Err(Rejection::TooLarge);
            }
            Event::HedgeCapSet(*cap)
        }
        Verb::SetModel(text) => {
            may(access::may_set_model(actor))?;
            if let Some(text) = text {
                Model::parse(text, plan.outline().money_decimals).map_err(Rejection::Model)?;
            }
            Event::ModelSet(text.clone())
        }
        Verb::AssignMargins { slice, measure, at, margins, method } => {
            known(plan, *at)?;
            let (from, to) = (plan.get(*slice, *measure, *at), Some(margins[0].total()));
            // A manager may move their own target between the units below, as they may write each of those; not change it.
            let moves = from == to && *slice == Slice::Target && access::may_distribute(plan.outline(), actor, at.unit);
            if !moves {
                assignable(plan, actor, (*slice, *measure), *at)?;
            }
            let changes = breakdown::assign_margins(plan, (*slice, *measure), *at, margins, method)?;
            within_reach(plan, actor, &changes)?;
            let assignment = Assignment { at: *at, from, to, method: method.clone(), changes };
            Event::MarginsAssigned { margins: margins.clone(), assignment }
        }
        Verb::SetPolicy(policy) => {
            may(access::may_set_goals(actor))?;
            if !policy.is_sound() {
                return Err(Rejection::PolicyInvalid);
            }
            Event::PolicySet(*policy)
        }
        Verb::Propose(proposed) => return negotiate::propose(plan, actor, proposed, command.base),
        Verb::Negotiate { thread, seen, motion } => {
            return negotiate::motion(plan, actor, (*thread, *seen), motion, command.base);
        }
        #[cfg(feature = "server")]
        Verb::Approve(wish) => return approval::judge(plan, actor, wish, command.base),
        #[cfg(feature = "server")]
        Verb::Comment(wish) => crate::comment::judge(plan, actor, wish)?,
        Verb::Reorganize(moves) => reorganize::reorganize(plan, actor, moves)?,
        Verb::Write(changes) => return cells::write(plan, actor, command.base, changes),
        Verb::PlanTactic(_) | Verb::ReviseTactic { .. } | Verb::DropTactic { .. } => {
            tactics::decide(plan, actor, &command.verb)?
        }
        _ => return judge_on_board(plan, command, actor),
    };
    Ok(vec![event])
}

fn judge_on_board(plan: &Plan, command: &Command, actor: &Actor) -> Result<Vec<Event>, Rejection> {
    if plan.revision() == 0 {
        return Err(Rejection::Opening);
    }
    let event = match &command.verb {
        Verb::Assign { slice, measure, at, to, method } => {
            let slot = (*slice, *measure);
            Event::Assigned(assign(plan, actor, slot, *at, *to, method)?)
        }
        Verb::Hold { measure, at, terms } => Event::Held(hold(plan, actor, *measure, *at, terms)?),
        Verb::Release { measure, at } => release(plan, actor, *measure, *at)?,
        Verb::Undo => return undo::undo(plan, actor),
        Verb::Redo => return undo::redo(plan, actor),
        Verb::TakeBack { revision, anyway } => return undo::take_back(plan, actor, *revision, *anyway),
        Verb::Offer { .. } | Verb::Counter { .. } | Verb::Accept { .. } | Verb::Ask { .. } => {
            return negotiate::decide(plan, command, actor);
        }
        Verb::Propose(proposed) if proposed.terms.is_empty() => {
            return negotiate::propose_on_board(plan, actor, proposed, command.base);
        }
        Verb::Negotiate { thread, seen, motion } => {
            return negotiate::motion_on_board(plan, actor, (*thread, *seen), motion);
        }
        _ => return Err(Rejection::NotAllowed),
    };
    Ok(vec![event])
}

pub(crate) fn may(allowed: bool) -> Result<(), Rejection> {
    if allowed { Ok(()) } else { Err(Rejection::NotAllowed) }
}

/// Refuses changes that reach cells which the author does not even see: a held total above would push them there.
fn within_reach(plan: &Plan, actor: &Actor, changes: &Changes) -> Result<(), Rejection> {
    let sees = |at: Address| access::standing(plan.outline(), actor, at.unit) != Standing::Hidden;
    let outside = changes.cells.iter().find(|cell| !access::sees(plan.outline(), actor, cell.at.unit));
    match outside {
        None => Ok(()),
        Some(cell) => {
            let by = cell.to.unwrap_or(0).saturating_sub(cell.from.unwrap_or(0));
            let hold = plan.holds().above(plan.outline(), changes.measure, cell.at).find(|hold| sees(hold.at)).cloned();
            let at = hold.as_ref().map_or(cell.at, |hold| hold.at);
            let hold = hold.map(|hold| Box::new(Binding { hold, change: None }));
            Err(Rejection::HeldElsewhere { at, by, hold })
        }
    }
}

fn known(plan: &Plan, at: Address) -> Result<(), Rejection> {
    if plan.outline().knows(at) { Ok(()) } else { Err(Rejection::Unknown) }
}

fn load(plan: &Plan, slice: Slice, measure: Measure, cells: &[(Address, i64)]) -> Result<Changes, Rejection> {
    if matches!(slice, Slice::Outlook | Slice::Tactics) {
        return Err(Rejection::NotWritable);
    }
    // A cell that is given twice takes its last number.
    let mut last: BTreeMap<Address, i64> = BTreeMap::new();
    let mut sum = 0u128;
    for (at, to) in cells {
        known(plan, *at)?;
        if !plan.outline().is_leaf(*at) {
            return Err(Rejection::Unknown);
        }
        if *to < 0 && !matches!(slice, Slice::Baseline | Slice::LastYear) {
            return Err(Rejection::Negative);
        }
        sum += u128::from(to.unsigned_abs());
        if sum > u128::from(breakdown::LIMIT.unsigned_abs()) {
            return Err(Rejection::TooLarge);
        }
        last.insert(*at, *to);
    }
    let change = |(at, to)| CellChange { at, from: plan.get(slice, measure, at), to: Some(to) };
    let changes = Changes { slice, measure, cells: last.into_iter().map(change).collect() };
    breakdown::keeps_holds(plan, &changes, None)?;
    Ok(changes)
}

fn assign(
    plan: &Plan,
    actor: &Actor,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: &Method,
) -> Result<Assignment, Rejection> {
    assignable(plan, actor, (slice, measure), at)?;
    let changes = breakdown::assign(plan, (slice, measure), at, to, method)?;
    within_reach(plan, actor, &changes)?;
    Ok(Assignment { at, from: plan.get(slice, measure, at), to, method: method.clone(), changes })
}

/// Refuses a number that is not the actor's to write, or that is agreed.
fn assignable(plan: &Plan, actor: &Actor, (slice, measure): (Slice, Measure), at: Address) -> Result<(), Rejection> {
    known(plan, at)?;
    if !crate::evolve::is_written(slice) {
        return Err(Rejection::NotWritable);
    }
    may(access::may_assign(plan.outline(), actor, slice, at.unit))?;
    let agreed = |hold: &&Hold| hold.reason.is_agreement();
    if slice == Slice::Commitment
        && let Some(hold) = plan.holds().above(plan.outline(), measure, at).find(agreed)
    {
        return Err(Rejection::Agreed { at: hold.at });
    }
    Ok(())
}

fn hold(plan: &Plan, actor: &Actor, measure: Measure, at: Address, terms: &HoldTerms) -> Result<Hold, Rejection> {
    known(plan, at)?;
    may(access::may_assign(plan.outline(), actor, Slice::Target, at.unit))?;
    releasable(plan, actor, plan.holds().get(measure, at))?;
    let number = plan.get(Slice::Target, measure, at);
    let fixed = || number.map(Corridor::fixed).ok_or(Rejection::NothingToHold);
    let corridor = terms.corridor.map_or_else(fixed, Ok)?;
    if corridor.low < 0 {
        return Err(Rejection::Negative);
    }
    if corridor.is_fixed() && number.is_none() {
        return Err(Rejection::NothingToHold);
    }
    let number = number.unwrap_or(0);
    if !corridor.contains(number) {
        return Err(Rejection::OutsideCorridor { at, number });
    }
    let why = terms.why.as_deref().map(str::trim).filter(|why| !why.is_empty());
    why.map_or(Ok(()), negotiate::worded)?;
    let holder = Holder { person: actor.person.clone(), name: actor.name.clone(), unit: actor.unit };
    let reason = HoldReason::Asked;
    Ok(Hold { measure, at, corridor, holder, reason, why: why.map(str::to_owned), until: terms.until })
}

fn release(plan: &Plan, actor: &Actor, measure: Measure, at: Address) -> Result<Event, Rejection> {
    may(access::may_assign(plan.outline(), actor, Slice::Target, at.unit))?;
    let held = plan.holds().get(measure, at);
    releasable(plan, actor, held)?;
    held.map(|_| Event::Released { measure, at }).ok_or(Rejection::Unknown)
}

/// Refuses to touch what is agreed, and what others hold who do not answer to the actor.
fn releasable(plan: &Plan, actor: &Actor, hold: Option<&Hold>) -> Result<(), Rejection> {
    match hold {
        Some(hold) if hold.reason.is_agreement() => Err(Rejection::Agreed { at: hold.at }),
        Some(hold) if !access::may_release(plan.outline(), actor, &hold.holder) => {
            Err(Rejection::NotYourHold { hold: Box::new(hold.clone()) })
        }
        _ => Ok(()),
    }
}

/// The holds that end and the answers that are due at or before a moment, in milliseconds since 1970 UTC, as what happens
/// then. Who keeps a board's log asks for them with a clock, so that everybody who reads the log lets go of a hold at the
/// same revision.
pub fn expired(plan: &Plan, moment: i64) -> Vec<Event> {
    let ended: Vec<Event> = plan.holds().ended(moment).map(|(measure, at)| Event::Expired { measure, at }).collect();
    // What a deadline does rests on the holds that are left.
    if ended.is_empty() { negotiate::overdue(plan, moment) } else { ended }
}
