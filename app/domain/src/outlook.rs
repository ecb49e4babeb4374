//! The outlook of a leaf cell: what the plan now says will happen there.

use crate::address::Address;
use crate::dimension::{MemberId, ROOT};
use crate::measure::{Measure, Slice};
use crate::outline::Standing;
use crate::plan::Plan;
use std::sync::Arc;

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

/// The numbers of one column in the leaf row of a cell, and the bits of those that are known.
#[derive(Clone, Copy, Default)]
struct Numbers<'a>(&'a [i64], u64);

impl<'a> Numbers<'a> {
    fn of(plan: &'a Plan, slice: Slice, measure: Measure, at: Address) -> Self {
        let row = plan.column(slice, measure).leaf_row_at(&plan.outline, at);
        row.map_or_else(Self::default, |(numbers, known)| Self(numbers, known))
    }

    fn get(self, place: usize) -> Option<i64> {
        if self.1.checked_shr(place as u32).unwrap_or(0) & 1 == 0 { None } else { self.0.get(place).copied() }
    }
}

/// The outlook of one leaf cell, from the numbers there by slice and measure.
///
/// The outlook is agreed, else commitment, else target, else baseline and tactics; in a unit that has agreed, the agreed
/// number alone. Units and cost that nobody has planned follow revenue in the proportion of baseline and tactics, or of
/// last year. A planned expense is a budget, which pays for the tactics too: their cost is added to the baseline only.
fn outlook(
    measure: Measure,
    is_agreed: impl Fn(Measure) -> bool,
    number: impl Fn(Slice, Measure) -> Option<i64>,
) -> Option<i64> {
    // The strongest of what people have planned; in a unit that has agreed nothing else counts.
    let planned = |measure| {
        let weaker = || number(Slice::Commitment, measure).or_else(|| number(Slice::Target, measure));
        number(Slice::Agreed, measure).or_else(|| if is_agreed(measure) { None } else { weaker() })
    };
    let own = planned(measure);
    if own.is_some() || is_agreed(measure) {
        return own;
    }
    let follows = matches!(measure, Measure::Units | Measure::CostOfGoods);
    let revenue = if follows { planned(Measure::Revenue) } else { None };
    let followed = revenue.and_then(|revenue| {
        [Slice::Baseline, Slice::LastYear].into_iter().find_map(|slice| {
            // What tactics add belongs to the baseline.
            let added = |measure| if slice == Slice::Baseline { number(Slice::Tactics, measure) } else { None };
            let with_tactics = |measure| Some(number(slice, measure)?.wrapping_add(added(measure).unwrap_or(0)));
            let (part, whole) = (with_tactics(measure)?, with_tactics(Measure::Revenue)?);
            (whole > 0).then(|| scaled(revenue, part, whole))
        })
    });
    followed.or_else(|| forecast(number(Slice::Baseline, measure), number(Slice::Tactics, measure)))
}

/// The leaf rows of one unit, product and channel in every slice of one measure.
type Row<'a> = [Numbers<'a>; Slice::ALL.len()];

fn row(plan: &Plan, measure: Measure, at: Address) -> Row<'_> {
    Slice::ALL.map(|slice| match slice {
        Slice::Outlook => Numbers::default(),
        slice => Numbers::of(plan, slice, measure, at),
    })
}

/// The planned numbers of a row where they come from one slice in all its periods, whose bits are `full`.
fn all_planned<'a>(plan: &'a Plan, measure: Measure, at: Address, full: u64) -> Option<Numbers<'a>> {
    let mut slices = [Slice::Agreed, Slice::Commitment, Slice::Target].into_iter();
    let planned = slices.find_map(|slice| {
        let numbers = Numbers::of(plan, slice, measure, at);
        (numbers.1 != 0).then_some((slice, numbers))
    });
    let (slice, numbers) = planned.filter(|(_, numbers)| numbers.1 == full)?;
    (slice == Slice::Agreed || !plan.is_agreed(measure, at.unit)).then_some(numbers)
}

/// Whether no leaf cell of a measure has anything stronger than a target.
fn has_targets_at_most(plan: &Plan, measure: Measure) -> bool {
    let nothing = |slice| plan.column(slice, measure).count(plan.outline(), Address::COMPANY) == 0;
    plan.outline().standing.is_empty()
        && nothing(Slice::Agreed)
        && nothing(Slice::Commitment)
        && plan.agreed.iter().all(|(agreed, _)| *agreed != measure)
}

/// Whether every leaf cell of a measure has a target and nothing stronger: then the outlook is the targets, and shares
/// their rows until one of the two is written.
fn is_target(plan: &Plan, measure: Measure) -> bool {
    let outline = plan.outline();
    let cells = plan.column(Slice::Target, measure).count(outline, Address::COMPANY) as usize;
    cells == outline.leaf_cells_below(Address::COMPANY) && has_targets_at_most(plan, measure)
}

/// Whether the outlook of a measure is one column with its targets, and stays so when a target is written.
pub(crate) fn shares_targets(plan: &Plan, measure: Measure) -> bool {
    plan.column(Slice::Outlook, measure).is_same(plan.column(Slice::Target, measure))
        && has_targets_at_most(plan, measure)
}

/// The outlook of a leaf cell; `None` where it is not derived but given (the rest of what a person may not see).
pub(crate) fn leaf(plan: &Plan, measure: Measure, at: Address) -> Option<Option<i64>> {
    if plan.outline().standing(at.unit) == Standing::Rest {
        return None;
    }
    let place = plan.outline().periods.leaves_before(at.period) as usize;
    let number = |slice, measure| Numbers::of(plan, slice, measure, at).get(place);
    Some(outlook(measure, |measure| plan.is_agreed(measure, at.unit), number))
}

/// Whether a measure has no number in any slice, so that it has no outlook either.
pub(crate) fn is_blank(plan: &Plan, measure: Measure) -> bool {
    Slice::ALL.iter().all(|slice| plan.column(*slice, measure).is_empty())
}

/// Computes the outlook of some measures anew, with all their totals; what is given stays.
pub(crate) fn refresh(plan: &mut Plan, measures: &[Measure]) {
    let outline = Arc::clone(plan.outline());
    let places = outline.periods.leaf_places(ROOT).len();
    let full = 1u64.checked_shl(places as u32).map_or(u64::MAX, |bit| bit - 1);
    let products: Vec<MemberId> = outline.products.leaves(ROOT).collect();
    let channels: Vec<MemberId> = outline.channels.leaves(ROOT).collect();
    let open = |unit: &MemberId| outline.is_leaf_unit(*unit) && outline.standing(*unit) == Standing::Open;
    let units: Vec<MemberId> = (0..outline.units.len()).filter(open).collect();
    let mut numbers = vec![0; places];
    for measure in measures {
        if is_target(plan, *measure) {
            *plan.column_mut(Slice::Outlook, *measure) = plan.column(Slice::Target, *measure).clone();
            continue;
        }
        let is_blank = is_blank(plan, *measure);
        let mut column = std::mem::take(plan.column_mut(Slice::Outlook, *measure));
        if !is_blank {
            for &unit in &units {
                for &product in &products {
                    for &channel in &channels {
                        let at = Address { unit, product, channel, period: ROOT };
                        if let Some(Numbers(planned, known)) = all_planned(plan, *measure, at, full) {
                            column.write_row(&outline, at, planned, known);
                            continue;
                        }
                        let (own, revenue) = (row(plan, *measure, at), row(plan, Measure::Revenue, at));
                        let agreed = [*measure, Measure::Revenue].map(|measure| plan.is_agreed(measure, unit));
                        let mut known = 0u64;
                        for (place, number) in numbers.iter_mut().enumerate() {
                            let is_own = |of: Measure| of == *measure;
                            let at =
                                |slice: Slice, of| if is_own(of) { own } else { revenue }[slice as usize].get(place);
                            let outlook = outlook(*measure, |of| agreed[usize::from(!is_own(of))], at);
                            known |= u64::from(outlook.is_some()) << place.min(63);
                            *number = outlook.unwrap_or(0);
                        }
                        if known != 0 || column.leaf_row_at(&outline, at).is_some() {
                            column.write_row(&outline, at, &numbers, known);
                        }
                    }
                }
            }
            column.roll_up(&outline);
        }
        *plan.column_mut(Slice::Outlook, *measure) = column;
    }
}

/// Whether a unit that has just agreed on a measure still has an outlook where no agreed number is.
pub(crate) fn exceeds_agreed(plan: &Plan, measure: Measure, unit: MemberId) -> bool {
    let cells = |slice| plan.column(slice, measure).count(plan.outline(), Address { unit, ..Address::COMPANY });
    cells(Slice::Outlook) != cells(Slice::Agreed)
}

/// The leaf cells at or below a unit whose outlook depends on whether it has agreed: something is known there, and no
/// agreed number.
pub(crate) fn not_agreed(plan: &Plan, measure: Measure, unit: MemberId) -> impl Iterator<Item = (Measure, Address)> {
    let known =
        move |dependent: Measure, at: Address| Slice::ALL.iter().any(|slice| plan.get(*slice, dependent, at).is_some());
    let cells = plan.outline().leaf_cells_of(unit);
    let open = cells.filter(move |at| plan.get(Slice::Agreed, measure, *at).is_none());
    open.flat_map(move |at| {
        let dependents = dependents(Slice::Agreed, measure).iter();
        dependents.filter(move |dependent| known(**dependent, at)).map(move |dependent| (*dependent, at))
    })
}

/// Baseline and tactics together; `None` where there is neither.
pub(crate) fn forecast(baseline: Option<i64>, tactics: Option<i64>) -> Option<i64> {
    match (baseline, tactics) {
        (Some(baseline), Some(tactics)) => Some(baseline.wrapping_add(tactics)),
        (baseline, tactics) => baseline.or(tactics),
    }
}

/// `revenue · part / whole`, rounded half up; exact in `i128`.
fn scaled(revenue: i64, part: i64, whole: i64) -> i64 {
    let (numerator, whole) = (i128::from(revenue) * i128::from(part), i128::from(whole));
    let rounded = (numerator * 2 + whole).div_euclid(whole * 2);
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}
