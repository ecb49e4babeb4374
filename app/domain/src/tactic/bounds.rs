//! Bounds: what a tactic must be before it may be planned.

use super::{Activity, CostLine};
use crate::breakdown::LIMIT;
use crate::dimension::ROOT;
use crate::measure::Measure;
use crate::outline::Outline;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Cost lines that a tactic may have.
const COST_LINES: usize = 20;

/// What is wrong with a tactic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TacticFault {
    /// It has no name.
    #[error("the tactic has no name")]
    Name,
    /// Nobody answers for it.
    #[error("the tactic has no owner")]
    Owner,
    /// It ends before it begins, or lies outside the cycle.
    #[error("the dates of the tactic do not lie in the cycle")]
    Dates,
    /// The audience is empty, or the reach is larger than the audience.
    #[error("the tactic reaches more customers than there are")]
    Reach,
    /// The greatest response is more than everybody, or there is no half point.
    #[error("the response is not between nobody and everybody")]
    Response,
    /// The margin is beyond a hundred percent.
    #[error("the margin is beyond a hundred percent")]
    Margin,
    /// A cost line is not a line of SG&A, or there are too many.
    #[error("a cost line of the tactic is not a line of SG&A")]
    Cost,
    /// It does not act inside the unit whose target it pays for.
    #[error("the tactic does not act inside the unit whose target it pays for")]
    Target,
    /// It acts in another unit than before: drop it and plan it there.
    #[error("a tactic stays in its unit")]
    Moved,
}

/// What is wrong with an activity whose members the board knows.
pub(crate) fn fault(outline: &Outline, activity: &Activity) -> Option<TacticFault> {
    let drivers = &activity.drivers;
    let empty = |text: &str| text.trim().is_empty();
    let inside = |day: super::Day| day.exists() && outline.cycle.index_of(day.month).is_some();
    let expense = |line: &CostLine| Measure::EXPENSES.contains(&line.measure);
    let checks = [
        (empty(&activity.name.en) || empty(&activity.name.es), TacticFault::Name),
        (empty(&activity.owner), TacticFault::Owner),
        (!inside(activity.start) || !inside(activity.end) || activity.end < activity.start, TacticFault::Dates),
        (activity.at.period != ROOT, TacticFault::Dates),
        (drivers.audience == 0 || drivers.reach > drivers.audience, TacticFault::Reach),
        (drivers.response.max > 10_000 || !(1..=LIMIT).contains(&drivers.response.half), TacticFault::Response),
        (drivers.margin.unsigned_abs() > 10_000, TacticFault::Margin),
        (activity.costs.len() > COST_LINES || !activity.costs.iter().all(expense), TacticFault::Cost),
        (!outline.units.contains(activity.target.unit, activity.at.unit), TacticFault::Target),
    ];
    checks.into_iter().find_map(|(wrong, fault)| wrong.then_some(fault))
}
