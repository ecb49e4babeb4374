//! A total flowing down to many leaf cells at once, straight into a copy of the column.
//!
//! It gives what [`super::assign`] gives cell by cell, and steps aside wherever something asks for more than
//! proportions and held leaf cells: held totals, mixed signs, a corridor that binds and cannot be met.

use super::corridor::first_level;
use super::kept;
use crate::address::Address;
use crate::column::{Column, Rows};
use crate::dimension::ROOT;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::spread::proportion::{Impossible, Siblings, share};

/// The column of a slice and measure as it would be if a total were spread, with every total above and below it; `None`
/// where the spread needs more than this does.
pub(crate) fn flow(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: i64,
    method: &Method,
) -> Option<Column> {
    let outline = plan.outline();
    let is_bound = || plan.has_wide_holds(measure) || kept::on_the_table(plan, (slice, measure), at).next().is_some();
    if outline.standing(at.unit) != Standing::Open
        || slice != Slice::Target
        || to < 0
        || outline.is_leaf(at)
        || is_bound()
    {
        return None;
    }
    let references: &[Slice] = match method {
        Method::Current | Method::Each => &[Slice::Target, Slice::LastYear, Slice::Baseline],
        Method::LastYear => &[Slice::LastYear, Slice::Baseline, Slice::Target],
        Method::Equal => &[],
        Method::By(_) => return None,
    };
    let column = |slice: Slice| plan.column(slice, measure);
    let mut spread = column(Slice::Target).clone();
    let mut flow = Flow {
        plan,
        references: references.iter().map(|slice| column(*slice)).collect(),
        current: column(Slice::Target),
        baseline: column(Slice::Baseline),
        tactics: column(Slice::Tactics),
        last_year: column(Slice::LastYear),
        held: plan.held_leaves(measure),
        has_quarters: has_quarters(plan),
        rows: spread.rows(outline),
        missing: Vec::new(),
    };
    flow.descend(at, to).ok()?;
    let Flow { missing, .. } = flow;
    for (at, to) in missing {
        spread.write(outline, at, Some(to));
    }
    spread.roll_up(outline);
    Some(spread)
}

const QUARTERS: usize = 4;
const MONTHS: usize = 3;
const YEAR: usize = QUARTERS * MONTHS;

/// Whether the periods are four quarters of three months.
fn has_quarters(plan: &Plan) -> bool {
    let periods = &plan.outline().periods;
    let quarter = |quarter| {
        periods.children(quarter).count() == MONTHS && periods.children(quarter).all(|month| periods.is_leaf(month))
    };
    periods.children(ROOT).count() == QUARTERS && periods.children(ROOT).all(quarter)
}

struct Flow<'a> {
    plan: &'a Plan,
    references: Vec<&'a Column>,
    current: &'a Column,
    baseline: &'a Column,
    tactics: &'a Column,
    last_year: &'a Column,
    /// The values of held leaf cells.
    held: &'a Column,
    has_quarters: bool,
    /// Where the numbers go.
    rows: Rows<'a>,
    /// Cells of rows that are not there yet.
    missing: Vec<(Address, i64)>,
}

impl<'a> Flow<'a> {
    /// Gives `at` the total.
    fn descend(&mut self, at: Address, total: i64) -> Result<(), Impossible> {
        let outline = self.plan.outline();
        if at.period == ROOT && self.has_quarters && self.is_row(at) && self.row(at, total) {
            return Ok(());
        }
        if outline.is_leaf(at) {
            let place = outline.periods.leaves_before(at.period) as usize;
            let row = self.rows.row_mut(outline, at);
            match row.and_then(|(numbers, known)| Some((numbers.get_mut(place)?, known))) {
                Some((number, known)) => {
                    *number = total;
                    *known |= 1u64.checked_shl(place as u32).unwrap_or(0);
                }
                None => self.missing.push((at, total)),
            }
            return Ok(());
        }
        let nodes = first_level(outline, at);
        let mut siblings = Siblings { weights: self.weights(&nodes)?, ..Siblings::default() };
        let weights = siblings.weights.clone();
        for node in &nodes {
            let held = self.held.count(outline, *node) as usize;
            siblings.lows.push(if held > 0 { self.held.get(outline, *node).unwrap_or(0) } else { 0 });
            siblings.held.push(held > 0 && held == outline.leaf_cells_below(*node));
        }
        let mut numbers = vec![0; nodes.len()];
        siblings.spread(total, &mut numbers)?;
        for (((node, number), weight), held) in nodes.iter().zip(numbers).zip(weights).zip(siblings.held) {
            let empty = |column: &Column| column.count(outline, *node) == 0;
            let forecast = !empty(self.baseline) || !empty(self.tactics);
            let untouched = number == 0 && weight == 0 && empty(self.current) && !forecast;
            if !held && !untouched {
                self.descend(*node, number)?;
            }
        }
        Ok(())
    }

    fn is_row(&self, at: Address) -> bool {
        let outline = self.plan.outline();
        outline.units.is_leaf(at.unit) && outline.products.is_leaf(at.product) && outline.channels.is_leaf(at.channel)
    }

    /// The weights of some nodes, as [`super::Breakdown::weights`] finds them.
    fn weights(&self, nodes: &[Address]) -> Result<Vec<i64>, Impossible> {
        let outline = self.plan.outline();
        for reference in &self.references {
            let weights: Vec<i64> = nodes.iter().map(|node| reference.get(outline, *node).unwrap_or(0)).collect();
            if weights.iter().any(|weight| *weight < 0) {
                return Err(Impossible);
            }
            if weights.iter().any(|weight| *weight > 0) {
                return Ok(weights);
            }
        }
        let known = |node: &Address| {
            let columns = [self.current, self.last_year, self.baseline];
            i64::from(columns.into_iter().any(|column| column.count(outline, *node) > 0))
        };
        let known: Vec<i64> = nodes.iter().map(known).collect();
        Ok(if known.contains(&1) { known } else { vec![1; nodes.len()] })
    }

    /// Spreads the year of one unit, product and channel over its quarters and their months, where each of them has a
    /// weight in the first reference and no hold binds more than itself; false where that is not so.
    fn row(&mut self, at: Address, total: i64) -> bool {
        let outline = self.plan.outline();
        let row = |column: &'a Column| column.leaf_row_at(outline, at).unwrap_or_default();
        let Some((weights, _)) = self.references.first().map(|reference| row(reference)) else { return false };
        let Ok(mut weights) = <[i64; YEAR]>::try_from(weights) else { return false };
        let (held, holds) = row(self.held);
        let mut quarters = [0i64; QUARTERS];
        let mut lows = [0i64; QUARTERS];
        for (place, weight) in weights.iter_mut().enumerate() {
            if *weight < 0 {
                return false;
            }
            quarters[place / MONTHS] += *weight;
            if holds >> place & 1 != 0 {
                lows[place / MONTHS] += held[place];
                *weight = 0;
            }
        }
        let mut totals = [0i64; QUARTERS];
        if !split(total, &quarters, &lows, &mut totals) {
            return false;
        }
        let mut months = [0i64; YEAR];
        for quarter in 0..QUARTERS {
            let places = quarter * MONTHS..(quarter + 1) * MONTHS;
            let (Ok(weights), Ok(months)) = (
                <&[i64; MONTHS]>::try_from(&weights[places.clone()]),
                <&mut [i64; MONTHS]>::try_from(&mut months[places]),
            ) else {
                return false;
            };
            if !split(totals[quarter] - lows[quarter], weights, &[0; MONTHS], months) {
                return false;
            }
        }
        let (_, known) = row(self.current);
        let ((_, baseline), (_, tactics)) = (row(self.baseline), row(self.tactics));
        let mut written = known | baseline | tactics;
        for (place, month) in months.iter_mut().enumerate() {
            if holds >> place & 1 != 0 {
                *month = held[place];
            }
            written |= u64::from(*month != 0 || weights[place] != 0) << place;
        }
        let Some((numbers, known)) = self.rows.row_mut(outline, at) else { return false };
        for (place, number) in numbers.iter_mut().enumerate().filter(|(place, _)| written >> place & 1 != 0) {
            *number = months[place];
        }
        *known = written;
        true
    }
}

/// Shares of a total by the largest remainder; false where there is no weight or a low would bind.
fn split<const N: usize>(total: i64, weights: &[i64; N], lows: &[i64; N], out: &mut [i64; N]) -> bool {
    let sum: i64 = weights.iter().sum();
    if sum <= 0 || total < 0 {
        return false;
    }
    let ratio = total as f64 / sum as f64;
    let mut remainders = [0i64; N];
    let mut missing = total;
    for place in 0..N {
        (out[place], remainders[place]) = share(weights[place], total, sum, ratio);
        missing -= out[place];
        if out[place] < lows[place] {
            return false;
        }
    }
    for _ in 0..missing {
        let mut best = 0;
        for place in 1..N {
            if remainders[place] > remainders[best] {
                best = place;
            }
        }
        remainders[best] = -1;
        out[best] += 1;
    }
    true
}
