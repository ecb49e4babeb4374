//! Breaking a total down the trees, level by level, so that every node ties exactly and every hold stays.

mod basis;
mod explain;
mod implied;
mod weights;

pub use explain::{ExplainedChild, explain};
pub use implied::{edited_below, implied_total};

use crate::address::{Address, CellChange};
use crate::column::Column;
use crate::dimension::MemberId;
use crate::event::Changes;
use crate::hold::{Hold, HoldReason};
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{Infeasible, Share};
use basis::{Basis, preserved};

/// Numbers beyond this could let totals leave the exact range: ten thousand million million rounding units.
pub const LIMIT: i64 = 10_000_000_000_000_000;

/// A number that the breakdown keeps.
#[derive(Clone, Copy, Debug)]
struct Kept {
    at: Address,
    value: i128,
}

struct Breakdown<'a> {
    plan: &'a Plan,
    slice: Slice,
    measure: Measure,
    basis: &'a Basis<'a>,
    /// What the cells decided so far move by.
    moved: &'a Column,
    /// Whether only what is free below a child counts as its weight, as when a held total gives way around an edit.
    around: bool,
}

/// The children of one node, in order.
struct Level {
    children: Vec<Address>,
    /// What is kept at or below each.
    inside: Vec<Vec<Kept>>,
    weights: Vec<i128>,
    /// What each is paid before the rest is spread.
    fixed: Vec<i128>,
    /// Their parts in the spread of the rest.
    shares: Vec<Share>,
}

/// Writes a number at a leaf or total: the leaf cells that must move so that everything ties and every hold stays.
pub(crate) fn assign(
    plan: &Plan,
    slot: (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: &Method,
) -> Result<Changes, Rejection> {
    assign_beside(plan, slot, at, to, method, &[])
}

/// The same, with further numbers that stay as if they were held.
pub(crate) fn assign_beside(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: &Method,
    beside: &[Address],
) -> Result<Changes, Rejection> {
    if to.is_some_and(|to| to < 0) {
        return Err(Rejection::Negative);
    }
    let asked = i128::from(to.unwrap_or(0));
    let number = |at: Address| i128::from(plan.get(slice, measure, at).unwrap_or(0));
    if asked > LIMIT.into() || number(Address::COMPANY) - number(at) + asked > LIMIT.into() {
        return Err(Rejection::TooLarge);
    }
    let mut kept = held(plan, slice, measure, at);
    kept.extend(beside.iter().map(|at| Kept { at: *at, value: number(*at) }));
    kept.extend(preserved(plan, (slice, measure), at, method)?);
    let still = Column::default();
    let basis = Basis::new(plan, (slice, measure), at, asked != 0, method)?;
    let breakdown = Breakdown { plan, slice, measure, basis: &basis, moved: &still, around: false };
    let mut cells = Vec::new();
    let inside = breakdown.inside(at, &kept);
    let above = nearest_above(plan, &kept, at).map(|total| (total, breakdown.beside(at, total, &kept)));
    breakdown.possible(at, asked, &inside, above.as_ref())?;
    match to {
        Some(_) => breakdown.descend(at, asked, &inside, &mut cells)?,
        None if inside.is_empty() => breakdown.clear(at, &mut cells),
        None => return Err(bounded(at, asked, asked, &inside)),
    }
    if let Some((total, mut beside)) = above {
        let moved = moved(plan, &cells);
        let again = Breakdown { basis: &Basis::plain(&Method::Current), moved: &moved, around: true, ..breakdown };
        beside.push(Kept { at, value: asked });
        again.below(total.at, total.value, &beside, &mut cells)?;
    }
    let changes = Changes { slice, measure, cells };
    if !kept.is_empty() {
        every_hold_stays(plan, &kept, &changes)?;
    }
    Ok(changes)
}

/// The numbers that an assignment must keep: held targets; of commitments what is agreed below.
fn held(plan: &Plan, slice: Slice, measure: Measure, at: Address) -> Vec<Kept> {
    let binds = |hold: &&Hold| {
        hold.measure == measure
            && (slice == Slice::Target || hold.reason == HoldReason::Agreed && !plan.outline().contains(hold.at, at))
    };
    plan.holds()
        .iter()
        .filter(binds)
        .map(|hold| Kept { at: hold.at, value: plan.get(slice, measure, hold.at).unwrap_or(0).into() })
        .collect()
}

/// The smallest held total that contains an address and is not that address.
fn nearest_above(plan: &Plan, kept: &[Kept], at: Address) -> Option<Kept> {
    let outline = plan.outline();
    let above = kept.iter().filter(|hold| hold.at != at && outline.contains(hold.at, at));
    above.copied().reduce(|near, hold| if outline.contains(near.at, hold.at) { hold } else { near })
}

/// What some cells move by, with every total.
fn moved(plan: &Plan, cells: &[CellChange]) -> Column {
    let mut moved = Column::default();
    for cell in cells {
        moved.set(plan.outline(), cell.at, Some(cell.to.unwrap_or(0) - cell.from.unwrap_or(0)));
    }
    moved
}

/// Refuses changes that would move a held total which the breakdown did not meet on its way.
fn every_hold_stays(plan: &Plan, kept: &[Kept], changes: &Changes) -> Result<(), Rejection> {
    let moved = moved(plan, &changes.cells);
    for hold in kept {
        let by = moved.get(plan.outline(), hold.at).unwrap_or(0);
        // A held zero may not become null either.
        let gone = || {
            let inside = changes.cells.iter().filter(|cell| plan.outline().contains(hold.at, cell.at));
            let after = inside.fold(plan.count(changes.slice, changes.measure, hold.at), |count, cell| {
                count + u32::from(cell.to.is_some()) - u32::from(cell.from.is_some())
            });
            after == 0
        };
        if by != 0 || hold.value == 0 && gone() {
            return Err(Rejection::HeldElsewhere { at: hold.at, by });
        }
    }
    Ok(())
}

/// Refuses given changes that would move a held target, or a commitment that is agreed.
pub(crate) fn keeps_holds(plan: &Plan, changes: &Changes) -> Result<(), Rejection> {
    if changes.slice == Slice::Commitment || changes.slice == Slice::Agreed {
        let agreed = |hold: &&Hold| hold.measure == changes.measure && hold.reason == HoldReason::Agreed;
        let holds: Vec<&Hold> = plan.holds().iter().filter(agreed).collect();
        let touched = changes.cells.iter().find_map(|cell| {
            holds.iter().find(|hold| cell.from != cell.to && plan.outline().contains(hold.at, cell.at))
        });
        return touched.map_or(Ok(()), |hold| Err(Rejection::Agreed { at: hold.at }));
    }
    if changes.slice != Slice::Target {
        return Ok(());
    }
    every_hold_stays(plan, &held(plan, Slice::Target, changes.measure, Address::COMPANY), changes)
}

fn clamped(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

fn bounded(at: Address, total: i128, nearest: i128, holds: &[Kept]) -> Rejection {
    let holds = holds.iter().map(|hold| hold.at).collect();
    Rejection::Held { at, total: clamped(total), nearest: clamped(nearest), holds }
}

impl Breakdown<'_> {
    fn number(&self, slice: Slice, at: Address) -> i64 {
        self.plan.get(slice, self.measure, at).unwrap_or(0)
    }

    /// What is kept under a held total, but not under `at`.
    fn beside(&self, at: Address, total: Kept, kept: &[Kept]) -> Vec<Kept> {
        let mut beside = self.inside(total.at, kept);
        beside.retain(|hold| hold.at != total.at && !self.plan.outline().contains(at, hold.at));
        beside
    }

    /// Refuses a number that what is kept below, or beside it under a held total, makes impossible.
    fn possible(
        &self,
        at: Address,
        asked: i128,
        inside: &[Kept],
        above: Option<&(Kept, Vec<Kept>)>,
    ) -> Result<(), Rejection> {
        let (mut low, mut high) = self.corridor(at, inside);
        let outside = |low: Option<i128>, high: Option<i128>| {
            low.is_some_and(|low| asked < low) || high.is_some_and(|high| asked > high)
        };
        let mut binding = if outside(low, high) { self.outermost(inside) } else { Vec::new() };
        if let Some((total, beside)) = above {
            let now = i128::from(self.number(self.slice, at));
            let mut all = beside.clone();
            all.push(Kept { at, value: now });
            let (least, most) = self.corridor(total.at, &all);
            let left = |taken: i128| total.value - (taken - now);
            let (least, most) = (most.map(left), least.map(left));
            if outside(least, most) {
                binding.push(*total);
                binding.extend(self.outermost(beside));
            }
            low = low.max(least);
            high = high.map_or(most, |high| Some(most.map_or(high, |most| high.min(most))));
        }
        if binding.is_empty() {
            return Ok(());
        }
        let raised = low.map_or(asked, |low| asked.max(low));
        Err(bounded(at, asked, high.map_or(raised, |high| raised.min(high)), &binding))
    }

    /// Gives `at` the total; a node that is kept must already have it.
    fn descend(&self, at: Address, total: i128, kept: &[Kept], out: &mut Vec<CellChange>) -> Result<(), Rejection> {
        match kept.iter().find(|hold| hold.at == at) {
            // The part of a hold that is still null becomes the zero that was asked for.
            Some(hold) if hold.value == total && (self.around || self.plan.count(self.slice, self.measure, at) > 0) => {
                Ok(())
            }
            Some(hold) if hold.value == total => self.below(at, total, kept, out),
            Some(hold) => Err(bounded(at, total, hold.value, &[*hold])),
            None => self.below(at, total, kept, out),
        }
    }

    /// Breaks the total of `at` down to its children, whatever is kept at `at` itself.
    fn below(&self, at: Address, total: i128, kept: &[Kept], out: &mut Vec<CellChange>) -> Result<(), Rejection> {
        if self.plan.outline().is_leaf(at) {
            let from = self.plan.get(self.slice, self.measure, at);
            let to = Some(clamped(total));
            if from != to {
                out.push(CellChange { at, from, to });
            }
            return Ok(());
        }
        let Level { children, inside, weights, fixed, shares } = self.level(at, kept)?;
        let paid: i128 = fixed.iter().sum();
        let numbers = self
            .basis
            .spread(total - paid, &shares)
            .map_err(|refusal| self.refused(at, (total, paid), kept, &refusal))?;
        let numbers = numbers.iter().zip(&fixed).map(|(number, paid)| number + paid);
        for (((child, weight), number), inside) in children.iter().zip(weights).zip(numbers).zip(inside) {
            // A child without weight, number, forecast or hold has had no decision: it stays null instead of becoming
            // zero. A forecast would go on counting in the outlook.
            let empty = |slice| self.plan.count(slice, self.measure, *child) == 0;
            let untouched = number == 0 && weight == 0 && empty(self.slice) && empty(Slice::Baseline);
            if !untouched {
                self.descend(*child, number, &inside, out)?;
            }
        }
        Ok(())
    }

    /// The children of a node with what they weigh and how far they may go.
    fn level(&self, at: Address, kept: &[Kept]) -> Result<Level, Rejection> {
        let children = self.children(at, kept);
        let inside: Vec<Vec<Kept>> = children.iter().map(|child| self.inside(*child, kept)).collect();
        let weights = self.weights(&children, &inside)?;
        // Around an edit what is kept below a child is paid first; else it only bounds the child's proportion.
        let mut fixed = Vec::with_capacity(children.len());
        let mut shares = Vec::with_capacity(children.len());
        for ((child, weight), inside) in children.iter().zip(&weights).zip(&inside) {
            let (low, high) = self.corridor(*child, inside);
            let paid = if self.around || self.basis.pays_first() { low.unwrap_or(0) } else { 0 };
            fixed.push(paid);
            let less = |bound: Option<i128>| bound.map(|bound| bound - paid);
            shares.push(Share { weight: *weight, low: less(low), high: less(high) });
        }
        Ok(Level { children, inside, weights, fixed, shares })
    }

    fn clear(&self, at: Address, out: &mut Vec<CellChange>) {
        if self.plan.count(self.slice, self.measure, at) == 0 {
            return;
        }
        if self.plan.outline().is_leaf(at) {
            let from = self.plan.get(self.slice, self.measure, at);
            out.push(CellChange { at, from, to: None });
            return;
        }
        for child in self.children(at, &[]) {
            self.clear(child, out);
        }
    }

    /// The kept numbers at or below `at`; of one that crosses it, the part inside, kept as it is.
    fn inside(&self, at: Address, kept: &[Kept]) -> Vec<Kept> {
        let outline = self.plan.outline();
        let part = |hold: &Kept| match outline.meet(at, hold.at)? {
            meet if meet == hold.at => Some(*hold),
            meet if meet == at => None,
            meet => {
                let moved = self.moved.get(outline, meet).unwrap_or(0);
                Some(Kept { at: meet, value: (self.number(self.slice, meet) + moved).into() })
            }
        };
        kept.iter().filter_map(part).collect()
    }

    /// The next level: along the first dimension (unit, period, product, channel) that splits and that no kept number
    /// straddles.
    fn children(&self, at: Address, kept: &[Kept]) -> Vec<Address> {
        let options = self.levels(at);
        let outline = self.plan.outline();
        let clean = options.iter().position(|children| {
            kept.iter().all(|hold| children.iter().any(|child| outline.contains(*child, hold.at)))
        });
        options.into_iter().nth(clean.unwrap_or(0)).unwrap_or_default()
    }

    fn levels(&self, at: Address) -> Vec<Vec<Address>> {
        let outline = self.plan.outline();
        let along = |ids: Vec<MemberId>, place: fn(Address, MemberId) -> Address| -> Vec<Address> {
            ids.into_iter().map(|id| place(at, id)).collect()
        };
        [
            along(outline.child_units(at.unit).collect(), |at, unit| Address { unit, ..at }),
            along(outline.periods.children(at.period).collect(), |at, period| Address { period, ..at }),
            along(outline.products.children(at.product).collect(), |at, product| Address { product, ..at }),
            along(outline.channels.children(at.channel).collect(), |at, channel| Address { channel, ..at }),
        ]
        .into_iter()
        .filter(|children| !children.is_empty())
        .collect()
    }

    /// What the kept numbers below a node leave it: at least their sum, and no more when nothing below is free.
    fn corridor(&self, at: Address, kept: &[Kept]) -> (Option<i128>, Option<i128>) {
        if kept.is_empty() {
            return self.basis.bounds(self.plan, at);
        }
        if let Some(hold) = kept.iter().find(|hold| hold.at == at) {
            return (Some(hold.value), Some(hold.value));
        }
        let corridors =
            self.children(at, kept).into_iter().map(|child| self.corridor(child, &self.inside(child, kept)));
        corridors.fold((Some(0), Some(0)), |(low, high), (child_low, child_high)| {
            (low.zip(child_low).map(|(a, b)| a + b), high.zip(child_high).map(|(a, b)| a + b))
        })
    }

    fn refused(&self, at: Address, (total, paid): (i128, i128), kept: &[Kept], refusal: &Infeasible) -> Rejection {
        match refusal {
            Infeasible::NegativeWeight { .. } => Rejection::MixedSigns,
            Infeasible::Overflow => Rejection::TooLarge,
            Infeasible::LowsAboveTotal(certificate) | Infeasible::HighsBelowTotal(certificate) => {
                bounded(at, total, certificate.bounds() + paid, &self.outermost(kept))
            }
            // Corridors are derived from sums of the same numbers and never cross.
            Infeasible::CrossedBounds { low, .. } => bounded(at, total, low + paid, &self.outermost(kept)),
        }
    }

    /// The kept numbers that lie in no other.
    fn outermost(&self, kept: &[Kept]) -> Vec<Kept> {
        let outline = self.plan.outline();
        let nested = |hold: &Kept| kept.iter().any(|other| other.at != hold.at && outline.contains(other.at, hold.at));
        let mut outermost: Vec<Kept> = kept.iter().copied().filter(|hold| !nested(hold)).collect();
        outermost.sort_by_key(|hold| hold.at);
        outermost.dedup_by_key(|hold| hold.at);
        outermost
    }
}
