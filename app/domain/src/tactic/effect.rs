//! The effect of one tactic on its own: reach × response × value, and its cost, by month.

use super::phase::{self, WHOLE_MONTH, Weights};
use super::{Activity, CostBasis, CostLine, ResponseDriver, SHARE};
use crate::breakdown::LIMIT;
use crate::measure::Measure;
use crate::number::wide::multiply_divide_half_even;
use crate::plan::Plan;

/// A number for each month of the cycle.
pub type Months = [i64; 12];

/// A hundred percent in hundredths of a percent.
const WHOLE: u128 = 10_000;

/// What a tactic brings and costs, month by month, in rounding units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// By measure, in the order of [`Measure::ALL`]: what is added to the baseline.
    pub measures: [Months; Measure::ALL.len()],
    /// The part of the audience that responds, in parts of [`SHARE`].
    pub share: Months,
}

impl Effect {
    /// The months of a measure.
    pub fn months(&self, measure: Measure) -> &Months {
        &self.measures[measure as usize]
    }

    /// The sum of a measure.
    pub fn total(&self, measure: Measure) -> i64 {
        self.months(measure).iter().sum()
    }

    /// All cost in SG&A.
    pub fn expense(&self) -> i64 {
        Measure::EXPENSES.into_iter().map(|measure| self.total(measure)).sum()
    }

    pub(super) fn months_mut(&mut self, measure: Measure) -> &mut Months {
        &mut self.measures[measure as usize]
    }
}

/// The effect of a tactic on its own. Each total is rounded once, halves to the even neighbour, then laid over the months
/// by the largest remainder; `None` where a number leaves the range of the board.
pub fn effect(plan: &Plan, activity: &Activity) -> Option<Effect> {
    let active = phase::active(activity, plan.outline().cycle.start());
    let profiled = phase::profiled(plan, activity, &active);
    let mut effect = Effect::default();
    let mut spend = 0i64;
    for line in &activity.costs {
        let (total, weights) =
            (cost(activity, line, &active)?, if line.basis == CostBasis::PerHead { &active } else { &profiled });
        spend = within(i128::from(spend) + i128::from(total))?;
        let months = phase::months(total, weights)?;
        effect.months_mut(line.measure).iter_mut().zip(months).for_each(|(sum, month)| *sum += month);
    }
    let drivers = &activity.drivers;
    let (response, reach) = (drivers.response, u128::from(drivers.reach));
    // The part of `max` that responds, as a fraction; the divisor is never 0.
    let half = u128::from(response.half.max(1).unsigned_abs());
    let (part, divisor) = match response.driver {
        ResponseDriver::Spend => (spend.max(0).unsigned_abs().into(), u128::from(spend.max(0).unsigned_abs()) + half),
        ResponseDriver::Reach => (half, reach + half),
    };
    let of_responses = |worth: u128, per: u128| {
        multiply_divide_half_even(reach * u128::from(response.max) * worth, part, per * WHOLE * divisor)
    };
    let revenue = within_unsigned(of_responses(drivers.value.max(0).unsigned_abs().into(), 1)?)?;
    let units = within_unsigned(of_responses(drivers.pieces.into(), 100)?)?;
    let without_margin = (i128::from(drivers.margin) - 10_000).unsigned_abs();
    let cost = multiply_divide_half_even(revenue.unsigned_abs().into(), without_margin, WHOLE)?;
    let share = of_responses(SHARE.unsigned_abs().into(), drivers.audience.max(1).into())?;
    for (measure, total) in
        [(Measure::Revenue, revenue), (Measure::Units, units), (Measure::CostOfGoods, within_unsigned(cost)?)]
    {
        *effect.months_mut(measure) = phase::months(total, &profiled)?;
    }
    effect.share = phase::months(i64::try_from(share).ok()?.min(SHARE), &profiled)?;
    Some(effect)
}

/// What a cost line adds up to.
fn cost(activity: &Activity, line: &CostLine, active: &Weights) -> Option<i64> {
    let amount = i128::from(line.amount);
    let drivers = &activity.drivers;
    within(match line.basis {
        CostBasis::Whole => amount,
        CostBasis::PerReached => amount * i128::from(drivers.reach),
        CostBasis::PerHead => {
            let months: i128 = active.iter().sum();
            let people = u128::from(drivers.headcount) * months.unsigned_abs();
            let cost = multiply_divide_half_even(amount.unsigned_abs(), people, WHOLE_MONTH.unsigned_abs())?;
            i128::try_from(cost).ok()? * amount.signum()
        }
    })
}

fn within(number: i128) -> Option<i64> {
    i64::try_from(number).ok().filter(|number| number.unsigned_abs() <= LIMIT.unsigned_abs())
}

fn within_unsigned(number: u128) -> Option<i64> {
    within(i128::try_from(number).ok()?)
}
