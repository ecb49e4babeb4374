//! What a method needs to know before it weighs anything, worked out once for the whole breakdown.

use super::{Kept, clamped};
use crate::address::Address;
use crate::column::Column;
use crate::measure::{Measure, Slice};
use crate::method::{Corridor, MOST_INPUTS, Method, Ramp, Reference, Rounding, Shape, growth};
use crate::outline::{Outline, Standing};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{Infeasible, Share, spread, top_up};
use std::collections::BTreeMap;

/// Every node on the way down looks through what is kept: more would take too long.
const MOST_KEPT: usize = 1_000;

/// A method, and the sums over leaf cells that it reads.
pub(super) struct Basis<'a> {
    pub(super) method: &'a Method,
    /// Where the breakdown starts: what lies elsewhere has no bounds of the method.
    at: Address,
    /// Leaf weights of a shape that no slice holds.
    sums: Column,
    /// Given numbers, at every address that contains them.
    given: BTreeMap<Address, i128>,
    /// One weight for each month of the cycle.
    months: [i128; 12],
    /// The corridor of cells that have one.
    corridor: Option<(Column, Column)>,
    /// Cells that keep their numbers.
    set: Option<(Slice, Measure)>,
}

impl<'a> Basis<'a> {
    /// A method without inputs.
    pub(super) fn plain(method: &'a Method) -> Self {
        let (sums, given, months) = (Column::default(), BTreeMap::new(), [0; 12]);
        Self { method, at: Address::COMPANY, sums, given, months, corridor: None, set: None }
    }

    /// Reads what the method needs below `at`.
    ///
    /// # Errors
    /// [`Rejection::MethodInvalid`], [`Rejection::TooLarge`]; where something is `asked` for,
    /// [`Rejection::NothingToFollow`] and [`Rejection::CancelOut`] for a reference that gives no proportion.
    pub(super) fn new(
        plan: &Plan,
        (slice, measure): (Slice, Measure),
        at: Address,
        asked: bool,
        method: &'a Method,
    ) -> Result<Self, Rejection> {
        let mut basis = Self::plain(method);
        let Method::By(profile) = method else { return Ok(basis) };
        basis.at = at;
        let outline = plan.outline();
        let below = |reference: &Reference| {
            let cells = plan.leaves(reference.slice, reference.measure);
            cells.filter(|(cell, _)| outline.contains(at, *cell)).collect::<Vec<(Address, i64)>>()
        };
        let mut follows = true;
        match &profile.shape {
            Shape::Current | Shape::Equal => {}
            Shape::Reference(reference) => {
                follows = plan.get(reference.slice, reference.measure, at).is_some_and(|sum| sum != 0);
                if asked && !follows && below(reference).iter().any(|(_, number)| *number != 0) {
                    return Err(Rejection::CancelOut);
                }
            }
            Shape::Magnitude(reference) => {
                let sizes = below(reference).into_iter();
                basis.sums = column(outline, sizes.map(|(cell, number)| (cell, clamped(i128::from(number).abs()))));
                follows = basis.sum(plan, at) > 0;
            }
            Shape::Numbers(numbers) => {
                basis.gather(outline, at, numbers)?;
                follows = basis.given(at) > 0;
            }
            Shape::Blend(references) => {
                within(references.len(), 12)?;
                let counts = |(parts, reference): &(u32, Reference)| {
                    *parts > 0 && plan.get(reference.slice, reference.measure, at).is_some_and(|sum| sum != 0)
                };
                follows = references.iter().any(counts);
            }
            Shape::Repeat => {
                let marked = |(cell, _): (Address, i64)| (cell, 1);
                let slices = [slice, Slice::LastYear, Slice::Baseline];
                let known = slices.into_iter().flat_map(|slice| below(&Reference { slice, measure })).map(marked);
                basis.sums = column(outline, known);
                if basis.sum(plan, at) == 0 {
                    basis.sums = column(outline, cells(outline, at).map(|cell| (cell, 1)));
                }
            }
            Shape::Unset(reference) => {
                basis.set = Some((slice, measure));
                let empty = |cell: &Address| plan.get(slice, measure, *cell).is_none();
                let others = [Slice::LastYear, Slice::Baseline].map(|slice| Reference { slice, measure });
                for reference in std::iter::once(*reference).chain(others) {
                    let free = below(&reference).into_iter().filter(|(cell, _)| empty(cell));
                    let free: Vec<(Address, i64)> = free.filter(|(_, number)| *number != 0).collect();
                    if free.iter().any(|(_, number)| *number < 0) {
                        return Err(Rejection::MixedSigns);
                    }
                    basis.sums = column(outline, free.into_iter());
                    if basis.sum(plan, at) > 0 {
                        return basis.bounded(plan, (slice, measure), at, profile.corridor);
                    }
                }
                basis.sums = column(outline, cells(outline, at).filter(empty).map(|cell| (cell, 1)));
            }
            Shape::Growth(factor) => basis.months = growth(*factor).ok_or(Rejection::MethodInvalid)?,
            Shape::Line(line) => basis.months = line.weights().ok_or(Rejection::MethodInvalid)?,
            Shape::Season(season) => basis.months = season.map(i128::from),
            Shape::Ramp(ramp) => {
                within(ramp.activity.len().max(ramp.steps.len()), MOST_INPUTS)?;
                if !ramp.activity.is_sorted_by(|one, next| one.unit < next.unit) {
                    return Err(Rejection::MethodInvalid);
                }
                follows = basis.capacity(ramp, outline, at) > 0;
            }
        }
        if matches!(profile.shape, Shape::Line(_) | Shape::Season(_)) {
            follows = basis.season(outline, at) > 0;
        }
        if asked && !follows {
            return Err(Rejection::NothingToFollow);
        }
        basis.bounded(plan, (slice, measure), at, profile.corridor)
    }

    fn bounded(
        mut self,
        plan: &Plan,
        (slice, measure): (Slice, Measure),
        at: Address,
        corridor: Option<Corridor>,
    ) -> Result<Self, Rejection> {
        let Some(Corridor { down, up }) = corridor else { return Ok(self) };
        if down > 10_000 {
            return Err(Rejection::MethodInvalid);
        }
        let outline = plan.outline();
        let inside = plan.leaves(slice, measure).filter(|(cell, _)| outline.contains(at, *cell));
        let (mut lows, mut highs) = (Column::default(), Column::default());
        for (cell, number) in inside {
            let part = |percent: i128| i128::from(number) * percent;
            // A bound is a whole number of units inside the corridor.
            let low = (part(10_000 - i128::from(down)) + 9_999).div_euclid(10_000);
            let high = part(10_000 + i128::from(up)).div_euclid(10_000);
            lows.set(outline, cell, Some(clamped(low)));
            highs.set(outline, cell, Some(clamped(high.min(super::LIMIT.into()))));
        }
        self.corridor = Some((lows, highs));
        Ok(self)
    }

    fn gather(&mut self, outline: &Outline, at: Address, numbers: &[(Address, i64)]) -> Result<(), Rejection> {
        within(numbers.len(), MOST_INPUTS)?;
        for (given, number) in numbers {
            if *number < 0 {
                return Err(Rejection::Negative);
            }
            if !outline.knows(*given) || !outline.contains(at, *given) {
                return Err(Rejection::Unknown);
            }
            for unit in outline.units.upwards(given.unit) {
                for product in outline.products.upwards(given.product) {
                    for channel in outline.channels.upwards(given.channel) {
                        for period in outline.periods.upwards(given.period) {
                            let above = Address { unit, product, channel, period };
                            *self.given.entry(above).or_insert(0) += i128::from(*number);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Spreads over one level, rounding as the method says.
    pub(super) fn spread(&self, total: i128, shares: &[Share]) -> Result<Vec<i128>, Infeasible> {
        match self.method {
            Method::By(profile) if profile.rounding == Rounding::TopUp => top_up(total, shares),
            _ => spread(total, shares),
        }
    }

    /// Whether what bounds the children is paid before the rest is divided by weights.
    pub(super) fn pays_first(&self) -> bool {
        matches!(self.method, Method::By(profile) if matches!(profile.shape, Shape::Repeat | Shape::Unset(_)))
    }

    /// The least and most of a node below which nothing is held.
    pub(super) fn bounds(&self, plan: &Plan, at: Address) -> (Option<i128>, Option<i128>) {
        let (mut low, mut high) = (0, None);
        if self.set.is_none() && self.corridor.is_none() || !plan.outline().contains(self.at, at) {
            return (Some(low), high);
        }
        if let Some((slice, measure)) = self.set {
            low = plan.get(slice, measure, at).unwrap_or(0).into();
            high = (self.sum(plan, at) == 0).then_some(low);
        }
        if let Some((lows, highs)) = &self.corridor {
            let number = |column: &Column| i128::from(column.get(plan.outline(), at).unwrap_or(0));
            low = low.max(number(lows));
            high = Some(high.map_or(number(highs), |high: i128| high.min(number(highs))));
        }
        (Some(low), high)
    }

    /// What the leaf weights add up to at a node.
    pub(super) fn sum(&self, plan: &Plan, at: Address) -> i128 {
        self.sums.get(plan.outline(), at).unwrap_or(0).into()
    }

    /// What the given numbers at or below a node add up to.
    pub(super) fn given(&self, at: Address) -> i128 {
        self.given.get(&at).copied().unwrap_or(0)
    }

    /// What the months of a node's period weigh.
    pub(super) fn season(&self, outline: &Outline, at: Address) -> i128 {
        months(outline, at).map(|month| self.months.get(month).copied().unwrap_or(0)).sum()
    }

    /// What the first month of a node's period weighs.
    pub(super) fn first_month(&self, outline: &Outline, at: Address) -> i128 {
        months(outline, at).next().and_then(|month| self.months.get(month).copied()).unwrap_or(0)
    }

    /// What the units at or below a node can carry in its period.
    pub(super) fn capacity(&self, ramp: &Ramp, outline: &Outline, at: Address) -> i128 {
        let units = outline.units.get(at.unit).map_or(0..0, |member| at.unit..member.end);
        let leaves = units.filter(|unit| outline.is_leaf_unit(*unit) && outline.standing(*unit) != Standing::Hidden);
        let unit = |unit| {
            let capacity = ramp.capacity(outline.cycle, unit);
            months(outline, at).filter_map(|month| capacity.get(month).copied()).sum::<i128>()
        };
        leaves.map(unit).sum()
    }
}

/// The numbers strictly below `at` that a method leaves as they are; empty cells have none.
pub(super) fn preserved(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    method: &Method,
) -> Result<Vec<Kept>, Rejection> {
    let Method::By(profile) = method else { return Ok(Vec::new()) };
    within(profile.keep.len(), MOST_KEPT)?;
    if !profile.keep.iter().all(|kept| plan.outline().knows(*kept)) {
        return Err(Rejection::Unknown);
    }
    let below = profile.keep.iter().filter(|kept| **kept != at && plan.outline().contains(at, **kept));
    let kept = |at: &Address| plan.get(slice, measure, *at).map(|value| Kept { at: *at, value: value.into() });
    Ok(below.filter_map(kept).collect())
}

/// Places in the cycle of the months at or below an address's period.
fn months(outline: &Outline, at: Address) -> impl Iterator<Item = usize> + '_ {
    let before = outline.periods.leaves(crate::dimension::ROOT).take_while(move |month| *month < at.period).count();
    before..before + outline.periods.leaves(at.period).count()
}

/// Every leaf cell at or below an address.
fn cells(outline: &Outline, at: Address) -> impl Iterator<Item = Address> + '_ {
    let units = outline.units.get(at.unit).map_or(0..0, |member| at.unit..member.end);
    let leaves = units.filter(|unit| outline.is_leaf_unit(*unit) && outline.standing(*unit) != Standing::Hidden);
    leaves.flat_map(move |unit| {
        outline.products.leaves(at.product).flat_map(move |product| {
            outline.channels.leaves(at.channel).flat_map(move |channel| {
                let periods = outline.periods.leaves(at.period);
                periods.map(move |period| Address { unit, product, channel, period })
            })
        })
    })
}

fn column(outline: &Outline, cells: impl Iterator<Item = (Address, i64)>) -> Column {
    let mut column = Column::default();
    for (at, number) in cells {
        column.set(outline, at, Some(number));
    }
    column
}

fn within(inputs: usize, most: usize) -> Result<(), Rejection> {
    if inputs <= most { Ok(()) } else { Err(Rejection::TooLarge) }
}
