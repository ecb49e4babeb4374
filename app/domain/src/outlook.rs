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

/// All that the outlook of one measure depends on, for the leaf cells of one unit, product and channel.
///
/// The outlook is agreed, else commitment, else target, else baseline and tactics; in a unit that has agreed, the agreed
/// number alone. Units and cost that nobody has planned follow revenue in the proportion of baseline and tactics, or of
/// last year. A planned expense is a budget, which pays for the tactics too: their cost is added to the baseline only.
struct Sources<'a> {
    /// What people have planned, the strongest first; in a unit that has agreed nothing else counts.
    planned: [Numbers<'a>; 3],
    followed: Option<Followed<'a>>,
    baseline: Numbers<'a>,
    /// What tactics add, and what they add to revenue.
    tactics: [Numbers<'a>; 2],
    is_agreed: bool,
}

/// What a measure that follows revenue depends on besides.
struct Followed<'a> {
    /// What people have planned of revenue, the strongest first.
    revenue: [Numbers<'a>; 3],
    /// The measure and revenue in the baseline, then in last year.
    history: [(Numbers<'a>, Numbers<'a>); 2],
}

impl<'a> Sources<'a> {
    fn of(plan: &'a Plan, measure: Measure, at: Address) -> Self {
        let planned = |measure| {
            let row = |slice| Numbers::of(plan, slice, measure, at);
            let agreed = row(Slice::Agreed);
            match plan.is_agreed(measure, at.unit) {
                true => [agreed, Numbers::default(), Numbers::default()],
                false => [agreed, row(Slice::Commitment), row(Slice::Target)],
            }
        };
        let history = |slice| (Numbers::of(plan, slice, measure, at), Numbers::of(plan, slice, Measure::Revenue, at));
        let follows = matches!(measure, Measure::Units | Measure::CostOfGoods);
        Self {
            planned: planned(measure),
            followed: follows.then(|| Followed {
                revenue: planned(Measure::Revenue),
                history: [history(Slice::Baseline), history(Slice::LastYear)],
            }),
            baseline: Numbers::of(plan, Slice::Baseline, measure, at),
            tactics: [measure, Measure::Revenue].map(|measure| Numbers::of(plan, Slice::Tactics, measure, at)),
            is_agreed: plan.is_agreed(measure, at.unit),
        }
    }

    /// The outlook at the place of a leaf period.
    fn outlook(&self, place: usize) -> Option<i64> {
        let first = |planned: &[Numbers; 3]| planned.iter().find_map(|numbers| numbers.get(place));
        let planned = first(&self.planned);
        if planned.is_some() || self.is_agreed {
            return planned;
        }
        let followed = self.followed.as_ref().and_then(|Followed { revenue, history }| {
            let revenue = first(revenue)?;
            // What tactics add belongs to the first of the two, the baseline.
            let added = self.tactics.map(|tactics| tactics.get(place).unwrap_or(0));
            history.iter().zip([added, [0; 2]]).find_map(|((part, whole), [more, more_whole])| {
                let (part, whole) = (part.get(place)?.wrapping_add(more), whole.get(place)?.wrapping_add(more_whole));
                (whole > 0).then(|| scaled(revenue, part, whole))
            })
        });
        followed.or_else(|| forecast(self.baseline.get(place), self.tactics[0].get(place)))
    }
}

/// The outlook of a leaf cell; `None` where it is not derived but given (the rest of what a person may not see).
pub(crate) fn leaf(plan: &Plan, measure: Measure, at: Address) -> Option<Option<i64>> {
    if plan.outline().standing(at.unit) == Standing::Rest {
        return None;
    }
    let place = plan.outline().periods.leaves_before(at.period) as usize;
    Some(Sources::of(plan, measure, at).outlook(place))
}

/// Computes the outlook of some measures anew, with all their totals; what is given stays.
pub(crate) fn refresh(plan: &mut Plan, measures: &[Measure]) {
    let outline = Arc::clone(plan.outline());
    let places = outline.periods.leaf_places(ROOT).len();
    let products: Vec<MemberId> = outline.products.leaves(ROOT).collect();
    let channels: Vec<MemberId> = outline.channels.leaves(ROOT).collect();
    let open = |unit: &MemberId| outline.is_leaf_unit(*unit) && outline.standing(*unit) == Standing::Open;
    let units: Vec<MemberId> = (0..outline.units.len()).filter(open).collect();
    let mut numbers = vec![0; places];
    for measure in measures {
        let mut column = std::mem::take(plan.column_mut(Slice::Outlook, *measure));
        let stored = |slice: &Slice| !plan.column(*slice, *measure).is_empty();
        if Slice::STORED.iter().any(stored) || !column.is_empty() {
            for &unit in &units {
                for &product in &products {
                    for &channel in &channels {
                        let at = Address { unit, product, channel, period: ROOT };
                        let sources = Sources::of(plan, *measure, at);
                        let mut known = 0u64;
                        for (place, number) in numbers.iter_mut().enumerate() {
                            let outlook = sources.outlook(place);
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
