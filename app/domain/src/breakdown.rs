//! Breaking a total down the trees, level by level, so that every node ties exactly and every hold stays.

mod above;
mod basis;
mod certificate;
mod corridor;
mod explain;
pub(crate) mod flow;
mod implied;
mod kept;
mod table;
mod weights;

pub(crate) use corridor::first_level as children;
pub use explain::{ExplainedChild, explain};
pub use implied::{edited_below, implied_total};

use crate::address::{Address, CellChange};
use crate::column::Column;
use crate::event::Changes;
use crate::hold::Hold;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::spread::{Infeasible, Share};
use basis::{Basis, Pays};
use certificate::Trouble;
use corridor::{Bound, bounds_of, split};
use kept::{Kept, Origin, fits};
use std::cell::Cell;
pub(crate) use table::assign_margins;

/// Numbers beyond this could let totals leave the exact range: ten thousand million million rounding units.
pub const LIMIT: i64 = 10_000_000_000_000_000;
/// From this many leaf cells on a total flows down in one pass where it can.
const MANY: usize = 600;

/// A number to be written at a leaf or total.
struct Request<'a> {
    plan: &'a Plan,
    slice: Slice,
    measure: Measure,
    at: Address,
    to: Option<i64>,
    basis: Basis<'a>,
    /// The held totals above, the nearest first.
    chain: Vec<Address>,
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
    /// Whether some kept number crossed a node instead of lying inside or outside.
    crossed: &'a Cell<bool>,
}

/// How one node is divided among its children, in order.
struct Division {
    children: Vec<Address>,
    /// What is kept at or below each.
    inside: Vec<Vec<Kept>>,
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
    if plan.outline().leaf_cells_below(at) >= MANY
        && let Some(to) = to.filter(|to| !is_too_large(plan, slot, at, (*to).into()))
        && flow::is_free(plan, slot, at)
        && let Some(column) = flow::leaves(plan, slot, at, to, method)
    {
        let (slice, measure) = slot;
        return Ok(Changes { slice, measure, cells: changes(plan, slot, at, &column) });
    }
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
    if is_too_large(plan, (slice, measure), at, asked) {
        return Err(Rejection::TooLarge);
    }
    let (request, kept) = request(plan, (slice, measure), at, to, method, beside)?;
    let crossed = Cell::new(false);
    let cells = request.attempt(&kept, true, &crossed);
    let cells = cells.map_err(|trouble| certificate::rejection(&request, &kept, crossed.get(), trouble))?;
    Ok(Changes { slice, measure, cells })
}

/// Whether a number, or the company's total with it, would leave the exact range.
fn is_too_large(plan: &Plan, (slice, measure): (Slice, Measure), at: Address, asked: i128) -> bool {
    let number = |at: Address| i128::from(plan.get(slice, measure, at).unwrap_or(0));
    asked > LIMIT.into() || number(Address::COMPANY) - number(at) + asked > LIMIT.into()
}

/// What a number asks for, with everything that stays for it.
fn request<'a>(
    plan: &'a Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: Option<i64>,
    method: &'a Method,
    beside: &[Address],
) -> Result<(Request<'a>, Vec<Kept>), Rejection> {
    let number = |at: &Address| i128::from(plan.get(slice, measure, *at).unwrap_or(0));
    let basis = Basis::new(plan, (slice, measure), at, to, method)?;
    let chain = kept::chain(plan, (slice, measure), at);
    let mut kept = kept::gather(plan, (slice, measure), at, chain.last().copied().unwrap_or(at));
    // An empty cell has no number that could be preserved.
    let preserved = method.keeps().iter().filter(|kept| **kept != at && plan.count(slice, measure, **kept) > 0);
    let stays = beside.iter().chain(preserved);
    kept.extend(stays.map(|at| Kept::fixed(*at, number(at), Origin::Command)));
    kept.sort_by_key(|hold| hold.at);
    Ok((Request { plan, slice, measure, at, to, basis, chain }, kept))
}

/// The leaf cells in the units of an address in which a column differs from the plan's.
fn changes(plan: &Plan, (slice, measure): (Slice, Measure), at: Address, column: &Column) -> Vec<CellChange> {
    column.changes(plan.column(slice, measure), plan.outline(), plan.outline().units.subtree(at.unit))
}

/// What some cells move by, with every total.
fn moved(plan: &Plan, cells: &[CellChange]) -> Column {
    let outline = plan.outline();
    let by = |cell: &CellChange| Some(cell.to.unwrap_or(0).saturating_sub(cell.from.unwrap_or(0)));
    let mut moved = Column::default();
    let many = plan.are_many(cells.len());
    for cell in cells {
        if many {
            moved.write(outline, cell.at, by(cell));
        } else {
            moved.set(outline, cell.at, by(cell));
        }
    }
    if many {
        moved.roll_up(outline);
    }
    moved
}

/// Refuses changes that would move a held number which the breakdown did not meet on its way out of its corridor.
fn every_hold_stays(plan: &Plan, kept: &[Kept], changes: &Changes) -> Result<(), Trouble> {
    if kept.is_empty() || changes.cells.is_empty() {
        return Ok(());
    }
    let (slice, measure, outline) = (changes.slice, changes.measure, plan.outline());
    let by = moved(plan, &changes.cells);
    // A zero that is held exactly may not become null either; a corridor, or a zero on the table, may have been empty
    // before.
    let mut gone = Column::default();
    for cell in changes.cells.iter().filter(|cell| cell.from.is_some() != cell.to.is_some()) {
        gone.set(outline, cell.at, Some(i64::from(cell.from.is_some()) - i64::from(cell.to.is_some())));
    }
    let leaves = |hold: &&Kept| {
        let [now, by] = [plan.get(slice, measure, hold.at), by.get(outline, hold.at)].map(|number| number.unwrap_or(0));
        let after = i128::from(now) + i128::from(by);
        let count = i64::from(plan.count(slice, measure, hold.at));
        let was_filled = hold.origin == Origin::Hold && hold.high == Some(hold.low);
        !fits((hold.low, hold.high), after) || was_filled && count > 0 && gone.get(outline, hold.at) == Some(count)
    };
    let mut left = kept.iter().filter(leaves);
    match left.next() {
        None => Ok(()),
        Some(hold) => {
            let by = by.get(outline, hold.at).unwrap_or(0);
            Err(Trouble::Elsewhere { kept: *hold, by, alone: left.next().is_none() })
        }
    }
}

/// Refuses given changes that would move a held target, or a commitment that is agreed; of targets that change because
/// of a number at `from`, also what is on the table of units that this comes to from above.
pub(crate) fn keeps_holds(plan: &Plan, changes: &Changes, from: Option<Address>) -> Result<(), Rejection> {
    let (slice, measure) = (changes.slice, changes.measure);
    if slice == Slice::Commitment || slice == Slice::Agreed {
        let moved = changes.cells.iter().filter(|cell| cell.from != cell.to);
        let agreed = |hold: &&Hold| hold.reason.is_agreement();
        let mut touched = moved.filter_map(|cell| plan.holds().above(plan.outline(), measure, cell.at).find(agreed));
        return touched.next().map_or(Ok(()), |hold| Err(Rejection::Agreed { at: hold.at }));
    }
    if slice != Slice::Target {
        return Ok(());
    }
    let mut kept = kept::gather(plan, (slice, measure), from.unwrap_or(Address::COMPANY), Address::COMPANY);
    kept.retain(|hold| from.is_some() || hold.origin == Origin::Hold);
    every_hold_stays(plan, &kept, changes).map_err(|trouble| certificate::of_changes(plan, (slice, measure), trouble))
}

fn clamped(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

impl Breakdown<'_> {
    fn number(&self, slice: Slice, at: Address) -> i64 {
        self.plan.get(slice, self.measure, at).unwrap_or(0)
    }

    /// Gives `at` the total; a node that is kept must allow it.
    fn descend(&self, at: Address, total: i128, kept: &[Kept], out: &mut Vec<CellChange>) -> Result<(), Trouble> {
        let own = split(at, kept).0;
        let bounds = bounds_of(own);
        if !fits(bounds, total) {
            let bound = if total < bounds.0 { Bound::Low } else { Bound::High };
            let nearest = if total < bounds.0 { bounds.0 } else { bounds.1.unwrap_or(total) };
            let binding = own.iter().filter(|hold| !fits((hold.low, hold.high), total));
            let binding = binding.map(|hold| (*hold, bound)).collect();
            return Err(Trouble::Held { at, total, nearest, binding });
        }
        // The part of a hold that is still null becomes the zero that was asked for.
        let stays = bounds.1 == Some(bounds.0) && (self.around || self.plan.count(self.slice, self.measure, at) > 0);
        if stays {
            return Ok(());
        }
        if let Some(cells) = self.flow(at, total, kept) {
            out.extend(cells);
            return Ok(());
        }
        self.below(at, total, kept, out)
    }

    /// What many leaf cells below a node change to, where nothing is kept below but leaf cells that are held.
    fn flow(&self, at: Address, total: i128, kept: &[Kept]) -> Option<Vec<CellChange>> {
        let outline = self.plan.outline();
        let is_held = |kept: &Kept| {
            let is_whole = kept.of == kept.at && kept.origin == Origin::Hold && kept.fixed_at().is_some();
            is_whole && outline.is_leaf(kept.at)
        };
        let is_plain = self.basis.is_plain() && !self.around;
        if !is_plain || outline.leaf_cells_below(at) < MANY || !split(at, kept).1.iter().all(is_held) {
            return None;
        }
        let slot = (self.slice, self.measure);
        let column = flow::leaves(self.plan, slot, at, i64::try_from(total).ok()?, self.basis.method)?;
        Some(changes(self.plan, slot, at, &column))
    }

    /// Breaks the total of `at` down to its children, whatever is kept at `at` itself.
    fn below(&self, at: Address, total: i128, kept: &[Kept], out: &mut Vec<CellChange>) -> Result<(), Trouble> {
        if self.plan.outline().is_leaf(at) {
            let from = self.plan.get(self.slice, self.measure, at);
            let to = Some(clamped(total));
            if from != to {
                out.push(CellChange { at, from, to });
            }
            return Ok(());
        }
        let kept = split(at, kept).1;
        let Division { children, inside, fixed, shares } = self.division(at, kept)?;
        let paid: i128 = fixed.iter().sum();
        let numbers = self.basis.spread(total - paid, &shares);
        let numbers = numbers.map_err(|refusal| self.refused(at, (total, paid), kept, &refusal))?;
        let numbers = numbers.iter().zip(&fixed).map(|(number, paid)| number + paid);
        for (((child, share), number), inside) in children.iter().zip(shares).zip(numbers).zip(inside) {
            // A child without weight, number, forecast or hold has had no decision: it stays null instead of becoming
            // zero. A forecast would go on counting in the outlook.
            let empty = |slice| self.plan.count(slice, self.measure, *child) == 0;
            let forecast = !empty(Slice::Baseline) || !empty(Slice::Tactics);
            let undecided = share.weight == 0 && !forecast || self.basis.leaves_empty();
            let untouched = number == 0 && empty(self.slice) && undecided;
            if !untouched {
                self.descend(*child, number, &inside, out)?;
            }
        }
        Ok(())
    }

    /// How a node is divided, whatever is kept at it; `kept` lies below.
    fn division(&self, at: Address, kept: &[Kept]) -> Result<Division, Trouble> {
        let children = self.children(at, kept);
        let inside: Vec<Vec<Kept>> = children.iter().map(|child| self.inside(*child, kept)).collect();
        let weights = self.weights(&children, &inside)?;
        let mut fixed = Vec::with_capacity(children.len());
        let mut shares = Vec::with_capacity(children.len());
        for ((child, weight), inside) in children.iter().zip(weights).zip(&inside) {
            let (low, high) = self.corridor(*child, inside);
            let paid = self.paid(*child, inside);
            fixed.push(paid);
            shares.push(Share { weight, low: Some(low - paid), high: high.map(|high| high - paid) });
        }
        Ok(Division { children, inside, fixed, shares })
    }

    /// Around an edit, and for some methods, what does not move below a child is paid first; else it only bounds the
    /// child's proportion.
    fn paid(&self, child: Address, inside: &[Kept]) -> i128 {
        match self.basis.pays() {
            Pays::Set => self.number(self.slice, child).into(),
            Pays::Fixed => self.settled(child, inside, &|hold| hold.low),
            Pays::Nothing if self.around => self.settled(child, inside, &|hold| hold.low),
            Pays::Nothing => 0,
        }
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

    fn refused(&self, at: Address, (total, paid): (i128, i128), kept: &[Kept], refusal: &Infeasible) -> Trouble {
        let (nearest, bound) = match refusal {
            Infeasible::NegativeWeight { .. } => return Rejection::MixedSigns.into(),
            Infeasible::Overflow => return Rejection::TooLarge.into(),
            Infeasible::LowsAboveTotal(certificate) => (certificate.bounds() + paid, Bound::Low),
            Infeasible::HighsBelowTotal(certificate) => (certificate.bounds() + paid, Bound::High),
            // Where corridors that cross each other leave a child nothing.
            Infeasible::CrossedBounds { low, .. } => (low + paid, Bound::Low),
        };
        let mut binding = Vec::new();
        self.active(at, kept, bound, &mut binding);
        Trouble::Held { at, total, nearest, binding }
    }
}
