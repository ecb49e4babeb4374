//! From a number that was simulated or sought to offers: who would have to be asked for what, by quarter.

use super::open_threads::{Bound, Limits, nearest, open_below};
use crate::access;
use crate::actor::Actor;
use crate::address::Address;
use crate::calendar::quarter_period;
use crate::command::Verb;
use crate::dimension::{MemberId, ROOT};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::spread::{Infeasible, Share, spread};
use crate::thread::{OfferNumber, Reason, Side, ThreadId};

/// To whom a number is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On the edge above the unit itself.
    Edge,
    /// Spread over the units right below.
    Below,
    /// Spread over the open threads below, however deep, by the smallest change of each in proportion; all else stays.
    OpenThreads,
}

/// Why a unit is not asked; its number stays, and the others take the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The author speaks for neither side of this edge.
    NotYours,
    /// Both sides have agreed.
    Agreed,
    /// The offer on the table waits for the other side.
    NotYourTurn,
    /// A unit can only answer what it was offered.
    NothingOffered,
    /// The number is what the plan says already.
    Unchanged,
}

/// A unit, what the plan expects of it, and what would be sent to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The child end of the edge.
    pub unit: MemberId,
    /// What is offered.
    pub measure: Measure,
    /// The outlook of the cycle, in rounding units.
    pub from: i128,
    /// The numbers by quarter.
    pub numbers: Vec<OfferNumber>,
    /// For which side the author speaks.
    pub side: Option<Side>,
    /// The thread and the revision of the offer on its table, where there is one.
    pub answers: Option<(ThreadId, u64)>,
    /// Why it is not sent.
    pub obstacle: Option<Obstacle>,
    /// What keeps it from moving further.
    pub bound: Option<Bound>,
}

impl Proposal {
    /// The numbers of the cycle together.
    pub fn to(&self) -> i128 {
        self.numbers.iter().map(|number| i128::from(number.amount)).sum()
    }

    /// The offer or counter-offer that says it; `None` where nothing can be sent.
    pub fn verb(&self, reason: Reason) -> Option<Verb> {
        if self.obstacle.is_some() {
            return None;
        }
        let (measure, numbers) = (self.measure, self.numbers.clone());
        match (self.side?, self.answers) {
            (Side::Child, Some((thread, answers))) => Some(Verb::Counter { thread, answers, numbers, reason }),
            (Side::Child, None) => None,
            (Side::Parent, answers) => {
                let answers = answers.map(|(_, revision)| revision);
                Some(Verb::Offer { unit: self.unit, measure, numbers, reason: Some(reason), answers })
            }
        }
    }
}

/// What everybody would be asked for a measure of a unit to have a value in a period: units by [`spread`] in the
/// proportion of their outlook, then quarters; a unit that cannot be asked keeps its number. Open threads go as far as
/// their limits let them.
///
/// # Errors
/// [`Infeasible`] where those who can be asked cannot take the change.
pub fn proposals(
    plan: &Plan,
    actor: &Actor,
    (unit, period): (MemberId, MemberId),
    (measure, to): (Measure, i128),
    way: Way,
) -> Result<Vec<Proposal>, Infeasible> {
    let present = |unit, period| i128::from(plan.get(Slice::Outlook, measure, Address::of(unit, period)).unwrap_or(0));
    let units: Vec<MemberId> = match way {
        Way::Edge => vec![unit],
        Way::Below => plan.outline().child_units(unit).collect(),
        Way::OpenThreads => open_below(plan, unit, measure),
    };
    let obstacles: Vec<Option<Obstacle>> = units.iter().map(|&unit| obstacle(plan, actor, unit, measure)).collect();
    let limits: Vec<Limits> = match way {
        Way::OpenThreads => units.iter().map(|&unit| Limits::of(plan, (unit, period), measure, actor)).collect(),
        Way::Edge | Way::Below => vec![Limits::default(); units.len()],
    };
    let share = |((&unit, obstacle), limits): ((&MemberId, &Option<Obstacle>), &Limits)| {
        let now = present(unit, period);
        let share = limits.around(now);
        if obstacle.is_some() { Share::held(now) } else { share }
    };
    let shares: Vec<Share> = units.iter().zip(&obstacles).zip(&limits).map(share).collect();
    let totals = match way {
        Way::Edge => vec![to],
        Way::Below => spread(to, &shares)?,
        Way::OpenThreads => {
            // Everybody beside the open threads keeps their number.
            let beside = present(unit, period) - units.iter().map(|&unit| present(unit, period)).sum::<i128>();
            spread(nearest(to - beside, &shares), &shares)?
        }
    };
    let proposal = |(((unit, obstacle), total), limits): (((MemberId, Option<Obstacle>), i128), Limits)| {
        let now: [i128; 4] = std::array::from_fn(|quarter| present(unit, quarter_period(quarter as u8)));
        let change = total - present(unit, period);
        let quarters = quarters(plan, now, period, change)?;
        let amount = |amount: i128| i64::try_from(amount).unwrap_or(i64::MAX);
        let number = |(quarter, to): (u8, i128)| OfferNumber { period: quarter_period(quarter), amount: amount(to) };
        let thread = plan.thread_of(unit, measure);
        let answers = thread.filter(|thread| thread.state().is_open()).map(|thread| (thread.id, thread.moved));
        Ok(Proposal {
            unit,
            measure,
            from: now.iter().sum(),
            numbers: (0..).zip(quarters).map(number).collect(),
            side: access::side(plan.outline(), actor, unit),
            answers,
            obstacle: obstacle.or((quarters == now).then_some(Obstacle::Unchanged)),
            bound: limits.binding(total).filter(|_| obstacle.is_none()),
        })
    };
    units.into_iter().zip(obstacles).zip(totals).zip(limits).map(proposal).collect()
}

/// The quarters when a period of the cycle changes by so much: the year in the proportion of its quarters, anything else
/// inside its own.
fn quarters(plan: &Plan, now: [i128; 4], period: MemberId, change: i128) -> Result<[i128; 4], Infeasible> {
    let mut quarters = now;
    if period == ROOT {
        let shares = now.map(|quarter| Share { low: Some(0), ..Share::free(quarter.max(0)) });
        let spread = spread(now.iter().sum::<i128>() + change, &shares)?;
        quarters.iter_mut().zip(spread).for_each(|(quarter, to)| *quarter = to);
        return Ok(quarters);
    }
    for (index, quarter) in (0..).zip(&mut quarters) {
        if plan.outline().periods.contains(quarter_period(index), period) {
            *quarter += change;
        }
    }
    Ok(quarters)
}

/// Why nothing can be sent on the edge above a unit, if so.
fn obstacle(plan: &Plan, actor: &Actor, unit: MemberId, measure: Measure) -> Option<Obstacle> {
    let side = access::side(plan.outline(), actor, unit).filter(|_| unit != ROOT);
    let Some(side) = side else { return Some(Obstacle::NotYours) };
    match plan.thread_of(unit, measure) {
        None => (side == Side::Child).then_some(Obstacle::NothingOffered),
        Some(thread) if thread.state().is_settled() => Some(Obstacle::Agreed),
        Some(thread) if thread.state().is_over() => (side == Side::Child).then_some(Obstacle::NothingOffered),
        Some(thread) => (thread.state().turn() != Some(side.into())).then_some(Obstacle::NotYourTurn),
    }
}
