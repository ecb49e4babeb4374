//! A total flowing down to many leaf cells at once, straight into a copy of the column.
//!
//! It gives what [`super::Breakdown`] gives cell by cell, and steps aside wherever something asks for more than
//! proportions and held leaf cells: held totals, mixed signs, a corridor that binds and cannot be met. Above those, the
//! breakdown goes on level by level and lets each large part without them flow.

mod parts;
mod year;

use super::kept;
use crate::address::Address;
use crate::column::{Column, Rows, Slot};
use crate::dimension::ROOT;
use crate::measure::{Measure, Slice};
use crate::method::Method;
use crate::outline::{Outline, Standing};
use crate::plan::Plan;
use crate::spread::proportion::{Impossible, Siblings};
use year::{QUARTERS, YEAR, has_quarters, quarters, sum};

/// Whether nothing that meets an address is kept but held leaf cells.
pub(crate) fn is_free(plan: &Plan, (slice, measure): (Slice, Measure), at: Address) -> bool {
    let mut kept = plan.wide_holds(measure).chain(kept::on_the_table(plan, (slice, measure), at));
    !kept.any(|place| plan.outline().meet(place, at).is_some())
}

/// The column of a slice and measure with the leaf cells that it would have if a total were spread, its totals as they
/// were; `None` where the spread needs more than this does. Whoever asks knows that nothing is kept below but held leaf
/// cells.
pub(crate) fn leaves(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
    to: i64,
    method: &Method,
) -> Option<Column> {
    let outline = plan.outline();
    if outline.standing(at.unit) != Standing::Open || slice != Slice::Target || to < 0 || outline.is_leaf(at) {
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
    let references: Vec<&Column> = references.iter().map(|slice| column(*slice)).collect();
    let source = Source {
        plan,
        references: &references,
        current: column(Slice::Target),
        forecast: [some(Slice::Baseline), some(Slice::Tactics)],
        last_year: column(Slice::LastYear),
        held: Some(plan.held_leaves(measure)).filter(|held| !held.is_empty()),
        has_quarters: has_quarters(outline),
    };
    let flow = Flow::new(source, spread.open());
    for Rest { rows, cells } in parts::run(flow, at, to).ok()? {
        rows.iter().for_each(|(at, months, known)| spread.write_row(outline, *at, months, *known));
        for (at, to) in cells {
            spread.write(outline, at, Some(to));
        }
    }
    Some(spread)
}

/// What the numbers come from.
#[derive(Clone, Copy)]
struct Source<'a> {
    plan: &'a Plan,
    references: &'a [&'a Column],
    current: &'a Column,
    /// Baseline and tactics, where there are any.
    forecast: [Option<&'a Column>; 2],
    last_year: &'a Column,
    /// The values of held leaf cells, where there are any.
    held: Option<&'a Column>,
    has_quarters: bool,
}

/// What is written when everything else is.
#[derive(Default)]
struct Rest {
    /// Years of rows that are not there yet or that others write, and which of their months are known.
    rows: Vec<(Address, [i64; YEAR], u64)>,
    /// Cells of such rows.
    cells: Vec<(Address, i64)>,
}

struct Flow<'a> {
    source: Source<'a>,
    /// Where the numbers go.
    rows: Rows<'a>,
    rest: Rest,
    /// Nodes of fewer leaf cells are put off.
    small: usize,
    /// Those nodes and their totals.
    put_off: Vec<(Address, i64)>,
    /// Levels that are not in use.
    levels: Vec<Level<'a>>,
}

/// A node that is the year of one unit, product and channel: its weights with the sums of their quarters, which of them
/// are known, and what is held.
struct Year<'a> {
    slot: Slot,
    weights: &'a [i64; YEAR],
    quarters: [i64; QUARTERS],
    known: u64,
    held: Option<(&'a [i64; YEAR], u64)>,
}

/// The children of one node while they get their numbers; used again for other nodes, so that nothing is allocated for
/// each of very many.
#[derive(Default)]
struct Level<'a> {
    nodes: Vec<Address>,
    /// The nodes again, where all of them are such years and have weights.
    years: Vec<Year<'a>>,
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
    fn new(source: Source<'a>, rows: Rows<'a>) -> Self {
        Self { source, rows, rest: Rest::default(), small: 0, put_off: Vec::new(), levels: Vec::new() }
    }

    /// Gives each of some nodes its total.
    fn run(mut self, nodes: &[(Address, i64)]) -> Result<Rest, Impossible> {
        nodes.iter().try_for_each(|(at, total)| self.descend(*at, *total))?;
        Ok(self.rest)
    }

    /// Gives `at` the total.
    fn descend(&mut self, at: Address, total: i64) -> Result<(), Impossible> {
        if let Some(year) = self.year(at)
            && self.spread_year(at, &year, total)
        {
            return Ok(());
        }
        if self.source.plan.outline().leaf_cells_below(at) < self.small {
            self.put_off.push((at, total));
            return Ok(());
        }
        self.part(at, total)
    }

    /// Gives `at` the total, level by level.
    fn part(&mut self, at: Address, total: i64) -> Result<(), Impossible> {
        let outline = self.source.plan.outline();
        if outline.is_leaf(at) {
            let place = outline.periods.leaves_before(at.period) as usize;
            let row = Slot::of(outline, at).and_then(|slot| self.rows.row_mut(slot));
            match row.and_then(|(numbers, known)| Some((numbers.get_mut(place)?, known))) {
                Some((number, known)) => {
                    *number = total;
                    *known |= 1i64.checked_shl(place as u32).unwrap_or(0);
                }
                None => self.rest.cells.push((at, total)),
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
        let outline = self.source.plan.outline();
        let Level { nodes, years, weights, siblings, numbers } = level;
        self.years(nodes, years, weights);
        if years.is_empty() {
            self.weights(nodes, weights)?;
        }
        if weights.iter().any(|weight| *weight < 0) {
            return Err(Impossible);
        }
        siblings.weights.clone_from(weights);
        siblings.lows.clear();
        siblings.held.clear();
        for year in years.iter() {
            let (low, holds) = year.held.map_or((0, 0), |(held, holds)| (sum(&quarters(held)), holds));
            siblings.lows.push(low);
            siblings.held.push(holds.count_ones() as usize == YEAR);
        }
        for node in nodes.iter().skip(years.len()) {
            let (low, held) = self.source.held.map_or((0, 0), |held| held.sum_and_count(outline, *node));
            siblings.lows.push(low);
            siblings.held.push(held > 0 && held as usize == outline.leaf_cells_below(*node));
        }
        numbers.clear();
        numbers.resize(nodes.len(), 0);
        siblings.spread(total, numbers)?;
        let mut years = years.iter();
        for (((node, number), weight), held) in nodes.iter().zip(numbers).zip(weights).zip(&siblings.held) {
            let year = years.next();
            let empty = |column: &Column| column.count(outline, *node) == 0;
            let forecast = || self.source.forecast.iter().flatten().any(|column| !empty(column));
            let untouched = *number == 0 && *weight == 0 && empty(self.source.current) && !forecast();
            if *held || untouched {
                continue;
            }
            let done = year.is_some_and(|year| self.spread_year(*node, year, *number));
            if !done {
                self.descend(*node, *number)?;
            }
        }
        Ok(())
    }

    /// The nodes as years, with their weights, where all of them are and some have a weight; else none.
    fn years(&self, nodes: &[Address], years: &mut Vec<Year<'a>>, weights: &mut Vec<i64>) {
        years.clear();
        years.extend(nodes.iter().map_while(|node| self.year(*node)));
        weights.clear();
        weights.extend(years.iter().map(|year| sum(&year.quarters)));
        if years.len() < nodes.len() || weights.iter().all(|weight| *weight == 0) {
            years.clear();
        }
    }

    /// A node as a year, where it is that of one unit, product and channel with a row to go by.
    // Called for each of very many rows.
    #[inline(always)]
    fn year(&self, at: Address) -> Option<Year<'a>> {
        let slot =
            Slot::of(self.source.plan.outline(), at).filter(|_| at.period == ROOT && self.source.has_quarters)?;
        let (weights, known) = self.source.references.first()?.leaf_row(slot)?;
        let held = self.source.held.and_then(|held| held.leaf_row(slot)).filter(|(_, holds)| *holds != 0);
        let held = held.and_then(|(held, holds)| Some((<&[i64; YEAR]>::try_from(held).ok()?, holds)));
        let weights = <&[i64; YEAR]>::try_from(weights).ok()?;
        Some(Year { slot, weights, quarters: quarters(weights), known, held })
    }

    /// The weights of some nodes, as [`super::Breakdown::weights`] finds them.
    fn weights(&self, nodes: &[Address], weights: &mut Vec<i64>) -> Result<(), Impossible> {
        let outline = self.source.plan.outline();
        for reference in self.source.references {
            weights.clear();
            weights.extend(nodes.iter().map(|node| reference.sum_and_count(outline, *node).0));
            if weights.iter().any(|weight| *weight < 0) {
                return Err(Impossible);
            }
            if weights.iter().any(|weight| *weight > 0) {
                return Ok(());
            }
        }
        let baseline = self.source.forecast[0];
        let known = |node: &Address| {
            let columns = [Some(self.source.current), Some(self.source.last_year), baseline];
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
    fn spread_year(&mut self, at: Address, year: &Year<'a>, total: i64) -> bool {
        let mut weights = *year.weights;
        let Some(months) = year::spread(total, &mut weights, &year.quarters, year.held) else { return false };
        let bits = |column: &Column| column.leaf_row(year.slot).map_or(0, |(_, known)| known);
        let is_current = self.source.references.first().is_some_and(|first| std::ptr::eq(*first, self.source.current));
        let known = if is_current { year.known } else { bits(self.source.current) };
        let mut written = self.source.forecast.iter().flatten().fold(known, |known, column| known | bits(column));
        if written.count_ones() as usize != YEAR {
            for (place, month) in months.iter().enumerate() {
                written |= u64::from(*month != 0 || weights[place] != 0) << place;
            }
        }
        let Some((numbers, known)) = self.rows.row_mut(year.slot) else {
            self.rest.rows.push((at, months, written));
            return true;
        };
        // What is not written is null, and zero already.
        let Ok(numbers) = <&mut [i64; YEAR]>::try_from(numbers) else { return false };
        *numbers = months;
        *known = written.cast_signed();
        true
    }
}
