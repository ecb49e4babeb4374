//! A total flowing down to many leaf cells at once, straight into a copy of the column.
//!
//! It gives what [`super::assign`] gives cell by cell, and steps aside wherever something asks for more than
//! proportions and held leaf cells: held totals, mixed signs, a corridor that binds and cannot be met.

use super::kept;
use crate::address::Address;
use crate::column::{Column, Rows};
use crate::dimension::ROOT;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::outline::{Outline, Standing};
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
    let some = |slice: Slice| Some(column(slice)).filter(|column| !column.is_empty());
    let mut flow = Flow {
        plan,
        references: references.iter().map(|slice| column(*slice)).collect(),
        current: column(Slice::Target),
        forecast: [some(Slice::Baseline), some(Slice::Tactics)],
        last_year: column(Slice::LastYear),
        held: Some(plan.held_leaves(measure)).filter(|held| !held.is_empty()),
        has_quarters: has_quarters(plan),
        rows: spread.open(),
        missing: Vec::new(),
        levels: Vec::new(),
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
    /// Baseline and tactics, where there are any.
    forecast: [Option<&'a Column>; 2],
    last_year: &'a Column,
    /// The values of held leaf cells, where there are any.
    held: Option<&'a Column>,
    has_quarters: bool,
    /// Where the numbers go.
    rows: Rows<'a>,
    /// Cells of rows that are not there yet.
    missing: Vec<(Address, i64)>,
    /// Levels that are not in use.
    levels: Vec<Level<'a>>,
}

/// A leaf row: its numbers and the bits of those that are known.
type Row<'a> = (&'a [i64], u64);

/// The children of one node while they get their numbers; used again for other nodes, so that nothing is allocated for
/// each of very many.
#[derive(Default)]
struct Level<'a> {
    nodes: Vec<Address>,
    /// Of nodes that are the year of one unit, product and channel, the weights and what is held.
    rows: Vec<Option<[Row<'a>; 2]>>,
    weights: Vec<i64>,
    siblings: Siblings,
    numbers: Vec<i64>,
}

/// The children along the first dimension that splits.
fn first_level(outline: &Outline, at: Address, nodes: &mut Vec<Address>) {
    nodes.clear();
    nodes.extend(outline.child_units(at.unit).map(|unit| Address { unit, ..at }));
    if nodes.is_empty() {
        nodes.extend(outline.periods.children(at.period).map(|period| Address { period, ..at }));
    }
    if nodes.is_empty() {
        nodes.extend(outline.products.children(at.product).map(|product| Address { product, ..at }));
    }
    if nodes.is_empty() {
        nodes.extend(outline.channels.children(at.channel).map(|channel| Address { channel, ..at }));
    }
}

impl<'a> Flow<'a> {
    /// Gives `at` the total.
    fn descend(&mut self, at: Address, total: i64) -> Result<(), Impossible> {
        if let Some(row) = self.row_at(at)
            && self.row(at, total, row)
        {
            return Ok(());
        }
        self.part(at, total)
    }

    /// Gives `at` the total, level by level.
    fn part(&mut self, at: Address, total: i64) -> Result<(), Impossible> {
        let outline = self.plan.outline();
        if outline.is_leaf(at) {
            let place = outline.periods.leaves_before(at.period) as usize;
            let row = self.rows.row_mut(outline, at);
            match row.and_then(|(numbers, known)| Some((numbers.get_mut(place)?, known))) {
                Some((number, known)) => {
                    *number = total;
                    *known |= 1i64.checked_shl(place as u32).unwrap_or(0);
                }
                None => self.missing.push((at, total)),
            }
            return Ok(());
        }
        let mut level = self.levels.pop().unwrap_or_default();
        first_level(outline, at, &mut level.nodes);
        self.below(total, &mut level)?;
        self.levels.push(level);
        Ok(())
    }

    /// Gives the nodes of a level their shares of a total.
    fn below(&mut self, total: i64, level: &mut Level<'a>) -> Result<(), Impossible> {
        let outline = self.plan.outline();
        let Level { nodes, rows, weights, siblings, numbers } = level;
        rows.clear();
        rows.extend(nodes.iter().map(|node| self.row_at(*node)));
        self.weights(nodes, rows, weights)?;
        siblings.weights.clone_from(weights);
        siblings.lows.clear();
        siblings.held.clear();
        for (node, row) in nodes.iter().zip(rows.iter()) {
            let (low, held) = match (row, self.held) {
                (Some([_, (held, holds)]), _) => (sum(held), holds.count_ones()),
                (None, held) => held.map_or((0, 0), |held| held.sum_and_count(outline, *node)),
            };
            siblings.lows.push(low);
            siblings.held.push(held > 0 && held as usize == outline.leaf_cells_below(*node));
        }
        numbers.clear();
        numbers.resize(nodes.len(), 0);
        siblings.spread(total, numbers)?;
        for ((((node, row), number), weight), held) in
            nodes.iter().zip(rows).zip(numbers).zip(weights).zip(&siblings.held)
        {
            let empty = |column: &Column| column.count(outline, *node) == 0;
            let forecast = || self.forecast.iter().flatten().any(|column| !empty(column));
            let untouched = *number == 0 && *weight == 0 && empty(self.current) && !forecast();
            if *held || untouched {
                continue;
            }
            let done = row.is_some_and(|row| self.row(*node, *number, row));
            if !done {
                self.part(*node, *number)?;
            }
        }
        Ok(())
    }

    /// The weights and what is held, where `at` is the year of one unit, product and channel.
    fn row_at(&self, at: Address) -> Option<[Row<'a>; 2]> {
        let outline = self.plan.outline();
        let is_row = at.period == ROOT
            && self.has_quarters
            && outline.units.is_leaf(at.unit)
            && outline.products.is_leaf(at.product)
            && outline.channels.is_leaf(at.channel);
        let row = |column: &'a Column| column.leaf_row_at(outline, at).unwrap_or_default();
        is_row.then(|| [self.references.first().copied(), self.held].map(|column| column.map(row).unwrap_or_default()))
    }

    /// The weights of some nodes, as [`super::Breakdown::weights`] finds them.
    fn weights(
        &self,
        nodes: &[Address],
        rows: &[Option<[Row<'a>; 2]>],
        weights: &mut Vec<i64>,
    ) -> Result<(), Impossible> {
        let outline = self.plan.outline();
        for (place, reference) in self.references.iter().enumerate() {
            weights.clear();
            weights.extend(nodes.iter().zip(rows).map(|(node, row)| match row {
                Some([(numbers, _), _]) if place == 0 => sum(numbers),
                _ => reference.sum_and_count(outline, *node).0,
            }));
            if weights.iter().any(|weight| *weight < 0) {
                return Err(Impossible);
            }
            if weights.iter().any(|weight| *weight > 0) {
                return Ok(());
            }
        }
        let baseline = self.forecast[0];
        let known = |node: &Address| {
            let columns = [Some(self.current), Some(self.last_year), baseline];
            i64::from(columns.into_iter().flatten().any(|column| column.count(outline, *node) > 0))
        };
        weights.clear();
        weights.extend(nodes.iter().map(known));
        if !weights.contains(&1) {
            weights.fill(1);
        }
        Ok(())
    }

    /// Spreads the year of one unit, product and channel over its quarters and their months, where each of them has a
    /// weight in the first reference and no hold binds more than itself; false where that is not so.
    fn row(&mut self, at: Address, total: i64, [(weights, weighed), (held, holds)]: [Row<'a>; 2]) -> bool {
        let outline = self.plan.outline();
        let row = |column: &'a Column| column.leaf_row_at(outline, at).unwrap_or_default();
        let Ok(mut weights) = <[i64; YEAR]>::try_from(weights) else { return false };
        let mut quarters = [0i64; QUARTERS];
        let mut lows = [0i64; QUARTERS];
        if weights.iter().any(|weight| *weight < 0) {
            return false;
        }
        for (quarter, months) in quarters.iter_mut().zip(weights.chunks_exact(MONTHS)) {
            *quarter = months.iter().sum();
        }
        let mut rest = holds;
        while rest != 0 {
            let place = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            lows[place / MONTHS] += held[place];
            weights[place] = 0;
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
        let is_current = self.references.first().is_some_and(|first| std::ptr::eq(*first, self.current));
        let known = if is_current { weighed } else { row(self.current).1 };
        let mut written = self.forecast.iter().flatten().fold(known, |known, column| known | row(column).1);
        let mut rest = holds;
        while rest != 0 {
            let place = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            months[place] = held[place];
        }
        for (place, month) in months.iter().enumerate() {
            written |= u64::from(*month != 0 || weights[place] != 0) << place;
        }
        let Some((numbers, known)) = self.rows.row_mut(outline, at) else { return false };
        // What is not written is null, and zero already.
        match <&mut [i64; YEAR]>::try_from(&mut *numbers) {
            Ok(numbers) => *numbers = months,
            Err(_) => return false,
        }
        *known = written.cast_signed();
        true
    }
}

/// The sum of a row; a year's is code of its own.
fn sum(numbers: &[i64]) -> i64 {
    match <&[i64; YEAR]>::try_from(numbers) {
        Ok(year) => year.iter().fold(0, |sum, number| sum.wrapping_add(*number)),
        Err(_) => numbers.iter().fold(0, |sum, number| sum.wrapping_add(*number)),
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
    // A unit goes to each whose place among the remainders, the first of equal ones first, is below what is missing.
    for (place, out) in out.iter_mut().enumerate() {
        let earlier = (0..place).filter(|other| remainders[*other] >= remainders[place]).count();
        let later = (place + 1..N).filter(|other| remainders[*other] > remainders[place]).count();
        *out += i64::from(((earlier + later) as i64) < missing);
    }
    true
}
