//! Breaking a total down the trees, level by level, so that every node ties exactly and every hold stays.

use crate::address::{Address, CellChange};
use crate::column::Column;
use crate::command::Method;
use crate::dimension::MemberId;
use crate::event::Changes;
use crate::hold::{Hold, HoldReason};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{Infeasible, Share, spread};
use std::collections::BTreeMap;

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
    method: Method,
    /// What the cells decided so far move by.
    moved: &'a Column,
}

/// Writes a number at a leaf or total: the leaf cells that must move so that everything ties and every hold stays.
pub(crate) fn assign(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: Method,
) -> Result<Changes, Rejection> {
    if to.is_some_and(|to| to < 0) {
        return Err(Rejection::Negative);
    }
    let asked = i128::from(to.unwrap_or(0));
    let number = |at| i128::from(plan.get(slice, measure, at).unwrap_or(0));
    if asked > LIMIT.into() || number(Address::COMPANY) - number(at) + asked > LIMIT.into() {
        return Err(Rejection::TooLarge);
    }
    let kept = held(plan, slice, measure, at);
    let still = Column::default();
    let breakdown = Breakdown { plan, slice, measure, method, moved: &still };
    let mut cells = Vec::new();
    let inside = breakdown.inside(at, &kept);
    match to {
        Some(_) => breakdown.descend(at, asked, &inside, &mut cells)?,
        None if inside.is_empty() => breakdown.clear(at, &mut cells),
        None => return Err(bounded(at, 0, breakdown.corridor(at, &inside).0.unwrap_or(0), &inside)),
    }
    if let Some(total) = nearest_above(plan, &kept, at) {
        let moved = moved(plan, &cells);
        let again = Breakdown { method: Method::Current, moved: &moved, ..breakdown };
        let mut others = again.inside(total.at, &kept);
        others.retain(|hold| hold.at != total.at && !plan.outline().contains(at, hold.at));
        others.push(Kept { at, value: asked });
        let spread = again.below(total.at, total.value, &others, &mut cells);
        spread.map_err(|refusal| asked_instead(refusal, total, at, asked))?;
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
        if by != 0 {
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

fn bounded(at: Address, total: i128, nearest: i128, inside: &[Kept]) -> Rejection {
    let holds = inside.iter().map(|hold| hold.at).collect();
    Rejection::Held { at, total: clamped(total), nearest: clamped(nearest), holds }
}

/// Says the refusal of a held total in terms of the number that was asked for below it.
fn asked_instead(refusal: Rejection, total: Kept, at: Address, asked: i128) -> Rejection {
    match refusal {
        Rejection::Held { at: here, nearest, holds, .. } if here == total.at => {
            let others = holds.into_iter().filter(|hold| *hold != at);
            let holds = std::iter::once(total.at).chain(others).collect();
            let nearest = clamped(asked + total.value - i128::from(nearest));
            Rejection::Held { at, total: clamped(asked), nearest, holds }
        }
        other => other,
    }
}

impl Breakdown<'_> {
    fn number(&self, slice: Slice, at: Address) -> i64 {
        self.plan.get(slice, self.measure, at).unwrap_or(0)
    }

    /// Gives `at` the total; a node that is kept must already have it.
    fn descend(&self, at: Address, total: i128, kept: &[Kept], out: &mut Vec<CellChange>) -> Result<(), Rejection> {
        match kept.iter().find(|hold| hold.at == at) {
            Some(hold) if hold.value == total => Ok(()),
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
        let children = self.children(at, kept);
        let weights = self.weights(at, &children)?;
        let inside: Vec<Vec<Kept>> = children.iter().map(|child| self.inside(*child, kept)).collect();
        let shares: Vec<Share> = children
            .iter()
            .zip(&weights)
            .zip(&inside)
            .map(|((child, weight), inside)| {
                let (low, high) = self.corridor(*child, inside);
                Share { weight: *weight, low, high }
            })
            .collect();
        let numbers = spread(total, &shares).map_err(|refusal| self.refused(at, total, kept, &refusal))?;
        for (((child, weight), number), inside) in children.iter().zip(weights).zip(numbers).zip(inside) {
            // A child without weight, number or hold has had no decision: it stays null instead of becoming zero.
            let untouched = number == 0 && weight == 0 && self.plan.count(self.slice, self.measure, *child) == 0;
            if !untouched {
                self.descend(*child, number, &inside, out)?;
            }
        }
        Ok(())
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

    /// Weights of the children: the method's reference, or the next that has numbers there, or the members that have
    /// any history, or all alike.
    fn weights(&self, at: Address, children: &[Address]) -> Result<Vec<i128>, Rejection> {
        let references: &[Slice] = match self.method {
            Method::Current => &[self.slice, Slice::Target, Slice::LastYear, Slice::Baseline],
            Method::LastYear => &[Slice::LastYear, Slice::Baseline, self.slice],
            Method::Equal => &[],
        };
        for reference in references {
            if self.number(*reference, at) != 0 {
                let weights: Vec<i128> = children.iter().map(|child| self.number(*reference, *child).into()).collect();
                if weights.iter().any(|weight| *weight < 0) {
                    return Err(Rejection::MixedSigns);
                }
                return Ok(weights);
            }
        }
        let known: Vec<i128> = children
            .iter()
            .map(|child| {
                let slices = [self.slice, Slice::LastYear, Slice::Baseline];
                i128::from(slices.into_iter().any(|slice| self.plan.count(slice, self.measure, *child) > 0))
            })
            .collect();
        Ok(if known.iter().any(|weight| *weight > 0) { known } else { vec![1; children.len()] })
    }

    /// What the kept numbers below a node leave it: at least their sum, and no more when nothing below is free.
    fn corridor(&self, at: Address, kept: &[Kept]) -> (Option<i128>, Option<i128>) {
        if kept.is_empty() {
            return (Some(0), None);
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

    fn refused(&self, at: Address, total: i128, kept: &[Kept], refusal: &Infeasible) -> Rejection {
        let nearest = match refusal {
            Infeasible::NegativeWeight { .. } => return Rejection::MixedSigns,
            Infeasible::Overflow => return Rejection::TooLarge,
            Infeasible::LowsAboveTotal(certificate) | Infeasible::HighsBelowTotal(certificate) => certificate.bounds(),
            // Corridors are derived from sums of the same numbers and never cross.
            Infeasible::CrossedBounds { low, .. } => *low,
        };
        let mut maximal: BTreeMap<Address, i128> = BTreeMap::new();
        for hold in kept {
            let nested =
                kept.iter().any(|other| other.at != hold.at && self.plan.outline().contains(other.at, hold.at));
            if !nested {
                maximal.insert(hold.at, hold.value);
            }
        }
        let holds: Vec<Kept> = maximal.into_iter().map(|(at, value)| Kept { at, value }).collect();
        bounded(at, total, nearest, &holds)
    }
}
