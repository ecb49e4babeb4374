//! Links: from a goal over targets to tactics and their owners, and back.

use super::{Activity, Tactic};
use crate::dimension::MemberId;
use crate::goal::Metric;
use crate::measure::Measure;
use crate::plan::Plan;

/// The goal that a measure counts towards: the line of the profit and loss statement where it first appears.
pub fn goal_of_measure(measure: Measure) -> Metric {
    match measure {
        Measure::Revenue | Measure::Units => Metric::TopLine,
        Measure::CostOfGoods => Metric::GrossMargin,
        Measure::SalesExpense | Measure::MarketingExpense | Measure::ServiceExpense => {
            Metric::SellingGeneralAdministrative
        }
    }
}

/// The goal that a tactic serves, by the target it pays for.
pub fn goal_of(activity: &Activity) -> Metric {
    goal_of_measure(activity.target.measure)
}

/// The tactics that serve a goal: those of its own line, of the top line for the gap, all for the operating result.
pub fn of_goal(plan: &Plan, metric: Metric) -> impl Iterator<Item = &Tactic> {
    plan.tactics().iter().filter(move |tactic| match metric {
        Metric::OperatingIncome | Metric::OperatingMargin => true,
        Metric::Gap => goal_of(&tactic.activity) == Metric::TopLine,
        line => goal_of(&tactic.activity) == line,
    })
}

/// The tactics that pay for the target of a unit and measure.
pub fn of_target(plan: &Plan, unit: MemberId, measure: Measure) -> impl Iterator<Item = &Tactic> {
    plan.tactics().iter().filter(move |tactic| {
        let target = tactic.activity.target;
        (target.unit, target.measure) == (unit, measure)
    })
}

/// The tactics that act at or below a unit.
pub fn of_unit(plan: &Plan, unit: MemberId) -> impl Iterator<Item = &Tactic> {
    plan.tactics().iter().filter(move |tactic| plan.outline().units.contains(unit, tactic.activity.at.unit))
}

/// The tactics that somebody answers for.
pub fn of_owner<'a>(plan: &'a Plan, owner: &'a str) -> impl Iterator<Item = &'a Tactic> {
    plan.tactics().iter().filter(move |tactic| tactic.activity.owner == owner)
}
