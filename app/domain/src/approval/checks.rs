//! What a unit must keep before it is submitted, checked on its numbers.

use super::path::{Check, Consequence, Rule};
use super::unit::ApprovalUnit;
use crate::address::Address;
use crate::conservation;
use crate::dimension::ROOT;
use crate::hedge;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::thread::Thread;
use serde::{Deserialize, Serialize};

/// What was found where a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// Conservation lines that do not close: by how much, in rounding units.
    Gaps(Vec<(Measure, i64)>),
    /// How many threads are open.
    Threads(u32),
    /// A rate in hundredths of a percent; `None` where there is nothing to divide by.
    Rate(Option<i64>),
    /// An amount of a measure, in rounding units.
    Amount(Measure, i64),
}

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// The rule.
    pub rule: Rule,
    /// What was found.
    pub found: Found,
}

impl Breach {
    /// Whether it keeps the unit from being submitted, with its gap booked or not.
    pub fn blocks(&self, booked: bool) -> bool {
        self.rule.consequence == Consequence::Block && !(booked && matches!(self.found, Found::Gaps(_)))
    }
}

/// The conservation lines of a unit that do not close, in rounding units.
pub fn gaps(plan: &Plan, subject: ApprovalUnit) -> Vec<(Measure, i64)> {
    let gap = |measure| conservation::read(plan, subject.unit, measure).map(|line| line.gap()).filter(|gap| *gap != 0);
    let saturated = |gap: i128| i64::try_from(gap).unwrap_or(if gap < 0 { i64::MIN } else { i64::MAX });
    subject.group.measures().filter_map(|measure| Some((measure, saturated(gap(measure)?)))).collect()
}

/// The rules that a unit breaks.
pub fn breaches(plan: &Plan, subject: ApprovalUnit, rules: &[Rule]) -> Vec<Breach> {
    rules.iter().filter_map(|rule| Some(Breach { rule: *rule, found: broken(plan, subject, rule.check)? })).collect()
}

fn broken(plan: &Plan, subject: ApprovalUnit, check: Check) -> Option<Found> {
    let unit = subject.unit;
    let number = |slice, measure| plan.get(slice, measure, Address::of(unit, ROOT));
    let outlook = |measure| i128::from(number(Slice::Outlook, measure).unwrap_or(0));
    let revenue = outlook(Measure::Revenue);
    match check {
        Check::Gap => Some(gaps(plan, subject)).filter(|gaps| !gaps.is_empty()).map(Found::Gaps),
        Check::OpenThreads => {
            let inside = |thread: &&Thread| {
                subject.group.contains(thread.measure) && plan.outline().units.contains(unit, thread.unit)
            };
            let open = plan.threads().iter().filter(|thread| thread.state().is_open()).filter(inside).count();
            (open > 0).then(|| Found::Threads(u32::try_from(open).unwrap_or(u32::MAX)))
        }
        Check::Growth { low, high } => {
            let before = i128::from(number(Slice::LastYear, Measure::Revenue).unwrap_or(0));
            // In whole numbers: the rate lies between two without being divided.
            let grown = 10_000 * (revenue - before);
            let kept = before > 0 && i128::from(low) * before <= grown && grown <= i128::from(high) * before;
            (!kept).then(|| Found::Rate(rate(revenue - before, before)))
        }
        Check::Street { cap } => {
            let street = hedge::street(plan, unit, Measure::Revenue);
            street.exceeds(cap).then(|| Found::Rate(street.hundredths()))
        }
        Check::Margin { floor } => {
            let margin = revenue - outlook(Measure::CostOfGoods);
            let kept = revenue > 0 && 10_000 * margin >= i128::from(floor) * revenue;
            (!kept).then(|| Found::Rate(rate(margin, revenue)))
        }
        Check::Expense { limit } => {
            let expense: i128 = Measure::EXPENSES.into_iter().map(outlook).sum();
            let kept = revenue > 0 && 10_000 * expense <= i128::from(limit) * revenue;
            (!kept).then(|| Found::Rate(rate(expense, revenue)))
        }
        Check::Limit { unit: bound, measure, low, high } => {
            let amount = number(Slice::Outlook, measure).unwrap_or(0);
            let kept = low.is_none_or(|low| low <= amount) && high.is_none_or(|high| amount <= high);
            let binds = bound == unit && subject.group.contains(measure);
            (binds && !kept).then_some(Found::Amount(measure, amount))
        }
    }
}

/// A part of a whole in hundredths of a percent, rounded down.
fn rate(part: i128, whole: i128) -> Option<i64> {
    (whole > 0).then(|| (10_000 * part).div_euclid(whole)).and_then(|rate| i64::try_from(rate).ok())
}
