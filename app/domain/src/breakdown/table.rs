//! Writing the totals of two trees at once: a table filled by controlled rounding, then each of its cells broken down.

use super::basis::Basis;
use super::certificate::{Trouble, of_changes};
use super::corridor::Bound as KeptBound;
use super::kept::{Kept, hold_of};
use super::{Breakdown, LIMIT, clamped, every_hold_stays, kept};
use crate::address::Address;
use crate::column::Column;
use crate::event::Changes;
use crate::hold::{Binding, HoldReason};
use crate::margin::{Axis, Margin, MarginConflict};
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::rounding::{Bound, BoundSide, MOST_CELLS, Part, Refusal, Table, Tree, fill};
use std::cell::Cell;

/// What a bound of the table stands for.
enum Source {
    Total(MarginConflict),
    /// What is kept there.
    Kept(Kept),
    /// What is kept inside one cell, or makes it stay as it is.
    Inside(Address, Vec<Kept>),
}

/// The two trees of a table on a board.
struct Trees<'a> {
    breakdown: Breakdown<'a>,
    at: Address,
    along: [Axis; 2],
    table: Table,
    sources: Vec<Source>,
}

/// Writes the totals of two trees: the leaf cells that must move so that both tie and every hold stays. What the table's
/// cells sum up, of the other dimensions, is broken down below each of them as ever.
pub(crate) fn assign_margins(
    plan: &Plan,
    slot: (Slice, Measure),
    at: Address,
    margins: &[Margin; 2],
    method: &Method,
) -> Result<Changes, Rejection> {
    let (slice, measure) = slot;
    judge(plan, slot, at, margins)?;
    let kept = kept::gather(plan, slot, at, at);
    let (still, crossed) = (Column::default(), Cell::new(false));
    let basis = Basis::new(plan, slot, at, Some(margins[0].total()), method)?;
    let breakdown = Breakdown { plan, slice, measure, basis: &basis, moved: &still, around: false, crossed: &crossed };
    let trees = Trees::of(breakdown, at, margins, &kept);
    let filled = fill(&trees.table).map_err(|refusal| trees.rejection(refusal))?;
    let mut cells = Vec::new();
    let told = |trouble: Trouble| of_changes(plan, slot, trouble);
    for ((at, total), weight) in trees.cells().into_iter().zip(filled.cells).zip(&trees.table.weights) {
        // As in a spread: a cell that nobody has decided stays null instead of becoming zero.
        let empty = |slice| plan.count(slice, measure, at) == 0;
        let forecast = !empty(Slice::Baseline) || !empty(Slice::Tactics);
        if total != 0 || *weight != 0 || !empty(slice) || forecast {
            let inside = trees.breakdown.inside(at, &kept);
            trees.breakdown.descend(at, total, &inside, &mut cells).map_err(told)?;
        }
    }
    let changes = Changes { slice, measure, cells };
    every_hold_stays(plan, &kept, &changes).map_err(told)?;
    Ok(changes)
}

/// Refuses totals that are none.
fn judge(plan: &Plan, (slice, measure): (Slice, Measure), at: Address, margins: &[Margin; 2]) -> Result<(), Rejection> {
    let outline = plan.outline();
    if margins[0].along == margins[1].along {
        return Err(Rejection::Uncovered { along: margins[1].along });
    }
    let mut cells = 1usize;
    for margin in margins {
        if let Some((_, total)) = margin.totals.iter().find(|(_, total)| !(0..=LIMIT).contains(total)) {
            return Err(if *total < 0 { Rejection::Negative } else { Rejection::TooLarge });
        }
        let top = margin.along.member(at);
        if !margin.covers(outline, top) {
            return Err(Rejection::Uncovered { along: margin.along });
        }
        cells = cells.saturating_mul(margin.along.dimension(outline).leaf_places(top).len());
        let total: i128 = margin.totals.iter().map(|(_, total)| i128::from(*total)).sum();
        let number = |at| i128::from(plan.get(slice, measure, at).unwrap_or(0));
        if number(Address::COMPANY) - number(at) + total > LIMIT.into() {
            return Err(Rejection::TooLarge);
        }
    }
    if cells > MOST_CELLS { Err(Rejection::TooLarge) } else { Ok(()) }
}

impl<'a> Trees<'a> {
    fn of(breakdown: Breakdown<'a>, at: Address, margins: &[Margin; 2], kept: &[Kept]) -> Self {
        let outline = breakdown.plan.outline();
        let along = [margins[0].along, margins[1].along];
        let [rows, columns] = along.map(|axis| Tree::of(axis.dimension(outline), axis.member(at)));
        let table = Table { rows, columns, weights: Vec::new(), bounds: Vec::new() };
        let mut trees = Self { breakdown, at, along, table, sources: Vec::new() };
        trees.table.weights = trees.weights();
        for margin in margins {
            for (member, total) in &margin.totals {
                let place = trees.place(margin.along.with(at, *member));
                let conflict = MarginConflict { along: margin.along, member: *member, total: *total, change: None };
                let bound = Bound::exactly(place.0, place.1, (*total).into());
                trees.bound(bound, Source::Total(conflict));
            }
        }
        let parts: Vec<Kept> = kept.iter().filter(|hold| !trees.keep(hold)).copied().collect();
        if !parts.is_empty() {
            for at in trees.cells() {
                let inside = trees.breakdown.inside(at, &parts);
                let (low, high) = trees.breakdown.corridor(at, &inside);
                if low > 0 || high.is_some() {
                    let (row, column) = trees.place(at);
                    trees.bound(Bound { row, column, low, high }, Source::Inside(at, inside));
                }
            }
        }
        trees
    }

    fn bound(&mut self, bound: Bound, source: Source) {
        self.table.bounds.push(bound);
        self.sources.push(source);
    }

    fn number(&self, at: Address) -> i128 {
        self.breakdown.number(self.breakdown.slice, at).into()
    }

    /// The nodes of the two trees in which an address lies.
    fn place(&self, at: Address) -> (usize, usize) {
        let [row, column] = self.along.map(|axis| (axis.member(at) - axis.member(self.at)) as usize);
        (row, column)
    }

    /// Where the table's cells stand, row by row.
    fn cells(&self) -> Vec<Address> {
        self.addresses(0, 0)
    }

    fn addresses(&self, row: usize, column: usize) -> Vec<Address> {
        let [first, second] = self.along;
        let member = |axis: Axis, node: usize| axis.member(self.at) + node as u32;
        let (rows, columns) = (&self.table.rows, &self.table.columns);
        let rows = rows.leaf_nodes()[rows.leaves(row)].iter().map(|node| first.with(self.at, member(first, *node)));
        let columns = &columns.leaf_nodes()[columns.leaves(column)];
        rows.flat_map(|at| columns.iter().map(move |node| second.with(at, member(second, *node)))).collect()
    }

    /// The seed: the first of the method's references that has numbers here; all alike where none has.
    fn weights(&self) -> Vec<i128> {
        let slice = self.breakdown.slice;
        let references: &[Slice] = match self.breakdown.basis.method {
            Method::Equal => &[],
            Method::LastYear => &[Slice::LastYear, Slice::Baseline, slice],
            _ => &[slice, Slice::Target, Slice::LastYear, Slice::Baseline],
        };
        let cells = self.cells();
        let reference = references.iter().find(|slice| self.breakdown.number(**slice, self.at) != 0);
        let weight = |at: &Address| reference.map_or(1, |slice| self.breakdown.number(*slice, *at).into());
        cells.iter().map(weight).collect()
    }

    /// Bounds what is kept over all of the other dimensions; not what is kept inside cells.
    fn keep(&mut self, hold: &Kept) -> bool {
        let outline = self.breakdown.plan.outline();
        let Some(meet) = outline.meet(self.at, hold.at) else { return true };
        let other = |axis: &&Axis| !self.along.contains(*axis);
        if !Axis::ALL.iter().filter(other).all(|axis| axis.member(meet) == axis.member(self.at)) {
            return false;
        }
        let (row, column) = self.place(meet);
        let inside_both = self.table.rows.leaf(row).is_none() && self.table.columns.leaf(column).is_none();
        if inside_both && row != 0 && column != 0 {
            // No flow keeps a total that lies inside both trees: its cells stay as they are.
            for at in self.addresses(row, column) {
                let (row, column) = self.place(at);
                self.bound(Bound::exactly(row, column, self.number(at)), Source::Inside(at, vec![*hold]));
            }
            return true;
        }
        // What lies outside does not move.
        let outside = self.number(hold.at) - self.number(meet);
        let (low, high) = ((hold.low - outside).max(0), hold.high.map(|high| high - outside));
        self.bound(Bound { row, column, low, high }, Source::Kept(*hold));
        true
    }

    fn rejection(&self, refusal: Refusal) -> Rejection {
        let certificate = match refusal {
            Refusal::NegativeWeight => return Rejection::MixedSigns,
            Refusal::Infeasible(certificate) => certificate,
            Refusal::Shape | Refusal::TooLarge | Refusal::Crossing { .. } => return Rejection::TooLarge,
        };
        let (mut totals, mut holds) = (Vec::new(), Vec::new());
        for part in &certificate.parts {
            let change = part.change.and_then(|by| i64::try_from(by).ok());
            match &self.sources[part.bound] {
                Source::Total(conflict) => totals.push(MarginConflict { change, ..*conflict }),
                Source::Kept(kept) => holds.push((*kept, change)),
                Source::Inside(at, inside) => holds.extend(self.active(*at, inside, part, change)),
            }
        }
        let slot = (self.breakdown.slice, self.breakdown.measure);
        let mut seen = Vec::new();
        holds.retain(|(kept, _)| {
            let new = !seen.contains(&(kept.origin, kept.of));
            seen.push((kept.origin, kept.of));
            new
        });
        let binding = |(kept, change): (Kept, Option<i64>)| {
            let hold = hold_of(self.breakdown.plan, slot, &kept)?;
            let change = change.filter(|_| hold.reason == HoldReason::Asked);
            Some(Binding { hold, change })
        };
        let mut holds: Vec<Binding> = holds.into_iter().filter_map(binding).collect();
        holds.sort_by_key(|binding| binding.change.is_none());
        Rejection::Margins { at: self.at, short: clamped(certificate.short), totals, holds, more: 0 }
    }

    /// What is kept inside a cell and makes its bound what it is; one hold alone can also be changed alone.
    fn active(&self, at: Address, inside: &[Kept], part: &Part, change: Option<i64>) -> Vec<(Kept, Option<i64>)> {
        let below = inside.iter().all(|hold| self.breakdown.plan.outline().contains(at, hold.at));
        let bound = if part.side == BoundSide::Low { KeptBound::Low } else { KeptBound::High };
        let mut active = Vec::new();
        if below {
            self.breakdown.active(at, inside, bound, &mut active);
        }
        match active.as_slice() {
            [(kept, _)] if kept.at == kept.of && inside.len() == 1 => vec![(*kept, change)],
            [] => inside.iter().map(|kept| (*kept, None)).collect(),
            several => several.iter().map(|(kept, _)| (*kept, None)).collect(),
        }
    }
}
