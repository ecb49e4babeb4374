//! The outlook of a leaf cell: what the plan now says will happen there.

use crate::address::Address;
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;

/// The measures whose outlook may change when a slice of a measure does.
pub(crate) fn dependents(slice: Slice, measure: Measure) -> &'static [Measure] {
    match (slice, measure) {
        (_, Measure::Revenue) => &[Measure::Revenue, Measure::Units, Measure::CostOfGoods],
        (_, Measure::Units) => &[Measure::Units],
        (_, Measure::CostOfGoods) => &[Measure::CostOfGoods],
        (_, Measure::SalesExpense) => &[Measure::SalesExpense],
        (_, Measure::MarketingExpense) => &[Measure::MarketingExpense],
        (_, Measure::ServiceExpense) => &[Measure::ServiceExpense],
    }
}

/// The outlook of a leaf cell: agreed, else commitment, else target, else the baseline; in a unit that has agreed, the
/// agreed number alone. Units and cost that nobody has planned follow revenue in the proportion of the baseline, or of
/// last year. `None` where it is not derived but given (the rest of what a person may not see).
pub(crate) fn leaf(plan: &Plan, measure: Measure, at: Address) -> Option<Option<i64>> {
    if plan.outline().standing(at.unit) == Standing::Rest {
        return None;
    }
    let of = |slice, measure| plan.get(slice, measure, at);
    let planned = |measure| {
        let slices = [Slice::Agreed, Slice::Commitment, Slice::Target];
        // Of a unit that has agreed nothing else counts, so that its outlook is the agreed number.
        let counting = if plan.is_agreed(measure, at.unit) { 1 } else { slices.len() };
        slices.into_iter().take(counting).find_map(|slice| of(slice, measure))
    };
    if let Some(number) = planned(measure) {
        return Some(Some(number));
    }
    if plan.is_agreed(measure, at.unit) {
        return Some(None);
    }
    let follows = matches!(measure, Measure::Units | Measure::CostOfGoods);
    let proportion = || {
        let revenue = planned(Measure::Revenue)?;
        [Slice::Baseline, Slice::LastYear].into_iter().find_map(|slice| {
            let (part, whole) = (of(slice, measure)?, of(slice, Measure::Revenue)?);
            (whole > 0).then(|| scaled(revenue, part, whole))
        })
    };
    let number = if follows { proportion() } else { None };
    Some(number.or_else(|| of(Slice::Baseline, measure)))
}

/// `revenue · part / whole`, rounded half up; exact in `i128`.
fn scaled(revenue: i64, part: i64, whole: i64) -> i64 {
    let (numerator, whole) = (i128::from(revenue) * i128::from(part), i128::from(whole));
    let rounded = (numerator * 2 + whole).div_euclid(whole * 2);
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}
