//! What a method needs to know before it weighs anything, worked out once for the whole breakdown.

use super::clamped;
use super::kept::{Bounds, FREE};
use crate::address::Address;
use crate::column::Column;
use crate::measure::{Measure, Slice};
use crate::method::{Corridor, Method, Profile, Ramp, Reference, Rounding, Shape, growth};
use crate::outline::{Outline, Standing};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{Infeasible, Share, spread, top_up};
use std::collections::BTreeMap;

/// From this many leaf cells on a column is summed once instead of cell by cell.
const MANY: usize = 256;

static EQUAL: Method = Method::Equal;

/// A method, and what it reads below the total.
pub(super) struct Basis<'a> {
    pub(super) method: &'a Method,
    /// Nothing for the methods that only look at what stands there.
    inputs: Option<Box<Inputs>>,
}

/// Sums over leaf cells that a method reads.
struct Inputs {
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
    /// Where cells with a number keep it.
    set: Option<(Slice, Measure)>,
}

/// What a method pays to a child before it divides the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pays {
    /// Nothing: what is kept below only bounds the child.
    Nothing,
    /// What is kept at one value below.
    Fixed,
    /// Every number that is set below.
    Set,
}

impl<'a> Basis<'a> {
    /// A method that reads nothing.
    pub(super) fn plain(method: &'a Method) -> Self {
        Self { method, inputs: None }
    }

    /// Reads what the method needs below `at` for a number of this size; an empty cell needs nothing.
    ///
    /// # Errors
    /// Those of [`Method::check`]; [`Rejection::NothingToFollow`] for a corridor around nothing; of a number that is not
    /// 0 also [`Rejection::NothingToFollow`], [`Rejection::CancelOut`] and [`Rejection::MixedSigns`] for a reference
    /// that gives no proportion.
    pub(super) fn new(
        plan: &Plan,
        slot: (Slice, Measure),
        at: Address,
        to: Option<i64>,
        method: &'a Method,
    ) -> Result<Self, Rejection> {
        method.check(plan.outline(), at, to)?;
        let mut basis = Self::plain(method);
        let Method::By(profile) = method else { return Ok(basis) };
        if to.is_none() || plan.outline().is_leaf(at) {
            return Ok(basis);
        }
        let (sums, given, months) = (Column::default(), BTreeMap::new(), [0; 12]);
        let mut inputs = Inputs { at, sums, given, months, corridor: None, set: None };
        let follows = inputs.read(plan, slot, profile)?;
        let stays_empty = profile.corridor.is_some() && plan.count(slot.0, slot.1, at) == 0;
        if stays_empty || !follows && to != Some(0) {
            return Err(inputs.nothing_to_follow(plan, profile));
        }
        if !follows {
            // Nothing is nobody's in any proportion.
            basis.method = &EQUAL;
        }
        inputs.corridor = profile.corridor.map(|corridor| inputs.bounded(plan, slot, corridor));
        basis.inputs = Some(Box::new(inputs));
        Ok(basis)
    }

    /// Whether the method looks only at what stands there.
    pub(super) fn is_plain(&self) -> bool {
        self.inputs.is_none()
    }

    /// Spreads over one level, rounding as the method says.
    pub(super) fn spread(&self, total: i128, shares: &[Share]) -> Result<Vec<i128>, Infeasible> {
        match self.method {
            Method::By(profile) if profile.rounding == Rounding::TopUp => top_up(total, shares),
            _ => spread(total, shares),
        }
    }

    /// What is paid before the rest is divided by weights.
    pub(super) fn pays(&self) -> Pays {
        let Some(Method::By(profile)) = self.inputs.as_ref().map(|_| self.method) else { return Pays::Nothing };
        match profile.shape {
            Shape::Repeat => Pays::Fixed,
            Shape::Unset(_) => Pays::Set,
            _ => Pays::Nothing,
        }
    }

    /// Whether the method itself bounds cells.
    pub(super) fn is_bounded(&self) -> bool {
        self.inputs.as_ref().is_some_and(|inputs| inputs.set.is_some() || inputs.corridor.is_some())
    }

    /// Whether a cell without a number gets none.
    pub(super) fn leaves_empty(&self) -> bool {
        self.inputs.as_ref().is_some_and(|inputs| inputs.corridor.is_some())
    }

    /// The least and most of a node below which nothing is held.
    pub(super) fn bounds(&self, plan: &Plan, at: Address) -> Bounds {
        let inputs = self.inputs.as_ref().filter(|inputs| self.is_bounded() && plan.outline().contains(inputs.at, at));
        let Some(inputs) = inputs else { return FREE };
        let (mut low, mut high) = FREE;
        if let Some((slice, measure)) = inputs.set {
            low = plan.get(slice, measure, at).unwrap_or(0).into();
            high = (self.sum(plan, at) == 0).then_some(low);
        }
        if let Some((lows, highs)) = &inputs.corridor {
            let number = |column: &Column| i128::from(column.get(plan.outline(), at).unwrap_or(0));
            low = low.max(number(lows));
            high = Some(high.map_or(number(highs), |high: i128| high.min(number(highs))));
        }
        (low, high)
    }

    /// What the leaf weights add up to at a node.
    pub(super) fn sum(&self, plan: &Plan, at: Address) -> i128 {
        self.inputs.as_ref().map_or(0, |inputs| inputs.sum(plan, at))
    }

    /// What the given numbers at or below a node add up to.
    pub(super) fn given(&self, at: Address) -> i128 {
        self.inputs.as_ref().and_then(|inputs| inputs.given.get(&at)).copied().unwrap_or(0)
    }

    /// What the months of a node's period weigh.
    pub(super) fn season(&self, outline: &Outline, at: Address) -> i128 {
        self.inputs.as_ref().map_or(0, |inputs| inputs.season(outline, at))
    }

    /// What the first month of a node's period weighs.
    pub(super) fn first_month(&self, outline: &Outline, at: Address) -> i128 {
        let first = outline.periods.leaf_places(at.period).start;
        self.inputs.as_ref().and_then(|inputs| inputs.months.get(first)).copied().unwrap_or(0)
    }
}

impl Inputs {
    /// Reads what a shape needs; whether it gives any proportion.
    fn read(&mut self, plan: &Plan, slot: (Slice, Measure), profile: &Profile) -> Result<bool, Rejection> {
        let (outline, at) = (plan.outline(), self.at);
        let has = |reference: &Reference| plan.get(reference.slice, reference.measure, at).is_some_and(|sum| sum != 0);
        Ok(match &profile.shape {
            Shape::Current | Shape::Equal => true,
            Shape::Reference(reference) => has(reference),
            Shape::Blend(references) => references.iter().any(|(parts, reference)| *parts > 0 && has(reference)),
            Shape::Magnitude(reference) => {
                let sizes = self.below(plan, *reference);
                self.sums = column(outline, sizes.map(|(cell, number)| (cell, clamped(i128::from(number).abs()))));
                self.sum(plan, at) > 0
            }
            Shape::Numbers(numbers) => {
                self.gather(outline, numbers);
                self.given.get(&at).is_some_and(|sum| *sum > 0)
            }
            Shape::Repeat => {
                let slices = [slot.0, Slice::LastYear, Slice::Baseline];
                let known = slices.into_iter().flat_map(|slice| self.below(plan, Reference { slice, measure: slot.1 }));
                self.sums = column(outline, known.map(|(cell, _)| (cell, 1)));
                if self.sum(plan, at) == 0 {
                    self.sums = column(outline, cells(outline, at).map(|cell| (cell, 1)));
                }
                true
            }
            Shape::Unset(reference) => {
                self.set = Some(slot);
                self.sums = self.unset(plan, slot, *reference)?;
                true
            }
            Shape::Growth(factor) => {
                self.months = growth(*factor).ok_or(Rejection::MethodInvalid)?;
                true
            }
            Shape::Line(line) => {
                self.months = line.weights().ok_or(Rejection::MethodInvalid)?;
                self.season(outline, at) > 0
            }
            Shape::Season(season) => {
                self.months = season.map(i128::from);
                self.season(outline, at) > 0
            }
            Shape::Ramp(ramp) => capacity(ramp, outline, at) > 0,
        })
    }

    /// Weights of the cells without a number: the reference, else history, else all alike.
    fn unset(&self, plan: &Plan, (slice, measure): (Slice, Measure), first: Reference) -> Result<Column, Rejection> {
        let outline = plan.outline();
        let empty = |cell: &Address| plan.get(slice, measure, *cell).is_none();
        let others = [Slice::LastYear, Slice::Baseline].map(|slice| Reference { slice, measure });
        for reference in std::iter::once(first).chain(others) {
            let free = self.below(plan, reference).filter(|(cell, number)| *number != 0 && empty(cell));
            let free: Vec<(Address, i64)> = free.collect();
            if free.iter().any(|(_, number)| *number < 0) {
                return Err(Rejection::MixedSigns);
            }
            if !free.is_empty() {
                return Ok(column(outline, free.into_iter()));
            }
        }
        Ok(column(outline, cells(outline, self.at).filter(empty).map(|cell| (cell, 1))))
    }

    /// The least and the most of each cell that has a number, as whole units inside the corridor.
    fn bounded(&self, plan: &Plan, (slice, measure): (Slice, Measure), corridor: Corridor) -> (Column, Column) {
        let (outline, reference) = (plan.outline(), Reference { slice, measure });
        let bound = |bound: fn(Corridor, i128) -> i128| {
            let cells = self.below(plan, reference);
            column(outline, cells.map(|(cell, number)| (cell, clamped(bound(corridor, number.into())))))
        };
        (bound(Corridor::low), bound(Corridor::high))
    }

    fn gather(&mut self, outline: &Outline, numbers: &[(Address, i64)]) {
        for (given, number) in numbers {
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
    }

    /// Says why a shape gives no proportion.
    fn nothing_to_follow(&self, plan: &Plan, profile: &Profile) -> Rejection {
        match profile.shape {
            Shape::Reference(reference) if self.below(plan, reference).any(|(_, number)| number != 0) => {
                Rejection::CancelOut
            }
            _ => Rejection::NothingToFollow,
        }
    }

    /// The leaf cells of a reference that lie in the breakdown.
    fn below<'a>(&self, plan: &'a Plan, reference: Reference) -> impl Iterator<Item = (Address, i64)> + use<'a> {
        let at = self.at;
        let leaves = plan.leaves(reference.slice, reference.measure);
        leaves.filter(move |(cell, _)| plan.outline().contains(at, *cell))
    }

    fn sum(&self, plan: &Plan, at: Address) -> i128 {
        self.sums.get(plan.outline(), at).unwrap_or(0).into()
    }

    fn season(&self, outline: &Outline, at: Address) -> i128 {
        outline.periods.leaf_places(at.period).filter_map(|month| self.months.get(month)).sum()
    }
}

/// What the units at or below a node can carry in its period.
pub(super) fn capacity(ramp: &Ramp, outline: &Outline, at: Address) -> i128 {
    let months = outline.periods.leaf_places(at.period);
    let unit = |unit| {
        let capacity = ramp.capacity(outline.cycle, unit);
        months.clone().filter_map(|month| capacity.get(month).copied()).sum::<i128>()
    };
    leaf_units(outline, at).map(unit).sum()
}

/// The leaf units at or below an address that the holder may see.
fn leaf_units(outline: &Outline, at: Address) -> impl Iterator<Item = u32> + '_ {
    let units = outline.units.get(at.unit).map_or(0..0, |member| at.unit..member.end);
    units.filter(|unit| outline.is_leaf_unit(*unit) && outline.standing(*unit) != Standing::Hidden)
}

/// Every leaf cell at or below an address.
fn cells(outline: &Outline, at: Address) -> impl Iterator<Item = Address> + '_ {
    leaf_units(outline, at).flat_map(move |unit| {
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
    let cells: Vec<(Address, i64)> = cells.collect();
    if cells.len() < MANY {
        for (at, number) in cells {
            column.set(outline, at, Some(number));
        }
        return column;
    }
    for (at, number) in cells {
        column.write(outline, at, Some(number));
    }
    column.roll_up(outline);
    column
}
