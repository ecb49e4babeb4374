//! A column: one measure in one slice over all four dimensions, with every total moved by delta.
//!
//! A row is a unit, product and channel with a number for each leaf period; totals over periods are summed when read.
//! Copies share their rows until one of them writes, so that a branch of a plan costs nothing.

mod pages;
mod roll_up;

use crate::address::{Address, CellChange};
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::outline::Outline;
use pages::{Pages, Writer};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// No row.
const EMPTY: u32 = u32::MAX;
/// Set in the index where the row is a leaf in every dimension but the period.
const LEAF: u32 = 1 << 31;

/// The numbers of one measure in one slice: leaf cells and all their totals, sparse in rows.
#[derive(Clone, Debug)]
pub struct Column {
    /// Row per (unit, product, channel), [`EMPTY`] where there is none; allocated with the first number.
    index: Arc<Vec<u32>>,
    /// Numbers of the leaf rows, in rounding units, 0 where null; after them the bits of the leaf periods that have a
    /// number: zero means null, not 0.
    leaves: Pages<i64>,
    /// Sums of the rows that are totals, per leaf period.
    sums: Pages<i64>,
    /// Leaf cells with a number below the rows that are totals, per leaf period.
    counts: Pages<u32>,
    /// Whether rows may have come whose totals are missing.
    has_new_rows: bool,
}

/// Shared by every column that nothing was written in: to put one in the place of another allocates nothing.
static BLANK: LazyLock<Column> = LazyLock::new(|| {
    let (leaves, sums, counts) = (Pages::new(0), Pages::new(0), Pages::new(0));
    Column { index: Arc::default(), leaves, sums, counts, has_new_rows: false }
});

impl Default for Column {
    fn default() -> Self {
        BLANK.clone()
    }
}

/// A row's numbers and which of them are known; of a total, what is summed and how often.
#[derive(Clone, Copy)]
enum Row<'a> {
    Leaf(&'a [i64], u64),
    Total(&'a [i64], &'a [u32]),
}

impl Row<'_> {
    fn number(self, places: Range<usize>) -> Option<i64> {
        let is_known = match self {
            Self::Leaf(_, known) => known & bits(&places) != 0,
            Self::Total(_, counts) => counts.get(places.clone())?.iter().any(|count| *count != 0),
        };
        is_known.then(|| self.sum(places))
    }

    fn sum(self, places: Range<usize>) -> i64 {
        let (Self::Leaf(numbers, _) | Self::Total(numbers, _)) = self;
        numbers.get(places).unwrap_or_default().iter().fold(0, |sum, number| sum.wrapping_add(*number))
    }

    fn count(self, places: Range<usize>) -> u32 {
        match self {
            Self::Leaf(_, known) => (known & bits(&places)).count_ones(),
            Self::Total(_, counts) => counts.get(places).unwrap_or_default().iter().sum(),
        }
    }
}

/// Where a row stands in the index of every column of an outline.
#[derive(Clone, Copy)]
pub(crate) struct Slot(usize);

impl Slot {
    /// That of an address in any period; `None` where a foreign member would otherwise read a neighbour's row.
    pub(crate) fn of(outline: &Outline, at: Address) -> Option<Self> {
        let inside = at.product < outline.products.len() && at.channel < outline.channels.len();
        inside.then(|| Self(slot(outline, at.unit, at.product, at.channel)))
    }
}

/// Where a leaf cell stands in a column.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    row: usize,
    place: u32,
}

/// The leaf rows of a column, to write in.
pub(crate) struct Rows<'a> {
    index: &'a [u32],
    leaves: Writer<'a, i64>,
}

impl Rows<'_> {
    /// Hands the leaf rows from a slot on to another writer, as far as whole pages go; where rows are not in the order of
    /// their slots, others too. Neither sees the rows of the other.
    pub(crate) fn split_off(&mut self, slot: Slot) -> Self {
        let row = self.index.iter().skip(slot.0).find_map(|row| leaf(*row)).unwrap_or(usize::MAX);
        Rows { index: self.index, leaves: self.leaves.split_off(row) }
    }

    /// The numbers of a leaf row by leaf period, and the bits of those that are known; `None` where there is no row yet.
    pub(crate) fn row_mut(&mut self, slot: Slot) -> Option<(&mut [i64], &mut i64)> {
        let row = leaf(*self.index.get(slot.0)?)?;
        self.leaves.row_mut(row).split_last_mut().map(|(known, numbers)| (numbers, known))
    }

    /// Where a leaf cell stands; `None` where there is no row yet, or no such cell.
    pub(crate) fn spot(&self, outline: &Outline, at: Address) -> Option<Spot> {
        let place = outline.periods.leaves_before(at.period);
        let is_cell = outline.periods.is_leaf(at.period) && place < u64::BITS;
        let row = leaf(*self.index.get(Slot::of(outline, at)?.0)?).filter(|_| is_cell)?;
        Some(Spot { row, place })
    }

    /// Writes a leaf cell.
    pub(crate) fn write(&mut self, Spot { row, place }: Spot, to: Option<i64>) {
        let Some((known, numbers)) = self.leaves.row_mut(row).split_last_mut() else { return };
        let Some(number) = numbers.get_mut(place as usize) else { return };
        *number = to.unwrap_or(0);
        *known = *known & !(1 << place) | i64::from(to.is_some()) << place;
    }
}

/// The bits of some leaf periods.
fn bits(places: &Range<usize>) -> u64 {
    let below = |place: usize| 1u64.checked_shl(place as u32).map_or(u64::MAX, |bit| bit - 1);
    below(places.end) & !below(places.start)
}

impl Column {
    /// The number at an address, in rounding units; `None` where no leaf cell below has one.
    pub fn get(&self, outline: &Outline, at: Address) -> Option<i64> {
        self.find(outline, at)?.number(outline.periods.leaf_places(at.period))
    }

    /// How many leaf cells at or below an address have a number.
    pub fn count(&self, outline: &Outline, at: Address) -> u32 {
        self.find(outline, at).map_or(0, |row| row.count(outline.periods.leaf_places(at.period)))
    }

    /// The sum at or below an address, and how many leaf cells it is of.
    pub(crate) fn sum_and_count(&self, outline: &Outline, at: Address) -> (i64, u32) {
        let Some(row) = self.find(outline, at) else { return (0, 0) };
        let places = outline.periods.leaf_places(at.period);
        (row.sum(places.clone()), row.count(places))
    }

    /// Reads the company's number of the whole cycle, then those of its leaf periods, as many as asked for.
    pub(crate) fn company(&self, outline: &Outline, numbers: &mut [Option<i64>]) {
        let Some(row) = self.find(outline, Address::COMPANY) else { return };
        let places = std::iter::once(outline.periods.leaf_places(ROOT)).chain((0..).map(|place| place..place + 1));
        numbers.iter_mut().zip(places).for_each(|(number, places)| *number = row.number(places));
    }

    /// Writes a leaf cell and moves every total above it; costs the product of the three depths. Gives what stood
    /// there. An address that is not a leaf cell of the outline is left alone.
    pub fn set(&mut self, outline: &Outline, at: Address, to: Option<i64>) -> Option<i64> {
        let from = self.write(outline, at, to)?;
        if from == to {
            return from;
        }
        // Commands are refused long before a total leaves the range; wrapping only keeps a foreign log from a panic.
        let delta = to.unwrap_or(0).wrapping_sub(from.unwrap_or(0));
        let cells = u32::from(to.is_some()).wrapping_sub(u32::from(from.is_some()));
        let place = outline.periods.leaves_before(at.period) as usize;
        if cells != 0 {
            each_above(outline, at, |slot| self.make_total(slot));
            let mut counts = self.counts.open();
            each_above(outline, at, |slot| {
                if let Some(count) = total(&self.index, slot).and_then(|row| counts.row_mut(row).get_mut(place)) {
                    *count = count.wrapping_add(cells);
                }
            });
        }
        let mut sums = self.sums.open();
        each_above(outline, at, |slot| {
            if let Some(sum) = total(&self.index, slot).and_then(|row| sums.row_mut(row).get_mut(place)) {
                *sum = sum.wrapping_add(delta);
            }
        });
        from
    }

    /// Writes a leaf cell without moving its totals: [`Self::roll_up`] follows. Gives what stood there; `None` where the
    /// address is not a leaf cell of the outline.
    pub fn write(&mut self, outline: &Outline, at: Address, to: Option<i64>) -> Option<Option<i64>> {
        let place = outline.periods.leaves_before(at.period);
        let bit = 1u64.checked_shl(place).filter(|_| outline.periods.is_leaf(at.period))?;
        let row = self.leaf_row_of(outline, at)?;
        let (known, numbers) = self.leaves.row(row).split_last()?;
        let from = (known.cast_unsigned() & bit != 0).then_some(*numbers.get(place as usize)?);
        if from != to {
            let (known, numbers) = self.leaves.row_mut(row).split_last_mut()?;
            *numbers.get_mut(place as usize)? = to.unwrap_or(0);
            *known = if to.is_some() { *known | bit.cast_signed() } else { *known & !bit.cast_signed() };
        }
        Some(from)
    }

    /// Every leaf cell with a number, by address.
    pub fn leaves<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = (Address, i64)> + 'a {
        self.leaves_of(outline, 0..outline.units.len())
    }

    /// The same of some units that follow each other.
    pub fn leaves_of<'a>(
        &'a self,
        outline: &'a Outline,
        units: Range<MemberId>,
    ) -> impl Iterator<Item = (Address, i64)> + 'a {
        let periods: Vec<MemberId> = outline.periods.leaves(ROOT).collect();
        self.leaf_rows_of(outline, units).flat_map(move |(at, numbers, known)| {
            let cells = periods.clone().into_iter().zip(numbers).enumerate();
            let known = move |place: &usize| known & 1u64.checked_shl(*place as u32).unwrap_or(0) != 0;
            cells.filter(move |(place, _)| known(place)).map(move |(_, (period, number))| {
                let cell = Address { period, ..at };
                (cell, *number)
            })
        })
    }

    /// Every leaf row with a number, in the order of units, products and channels: its address in the root period, its
    /// numbers by leaf period, and the bits of those that are known.
    pub fn leaf_rows<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = (Address, &'a [i64], u64)> + 'a {
        self.leaf_rows_of(outline, 0..outline.units.len())
    }

    /// The same of some units that follow each other, without a look at others.
    pub fn leaf_rows_of<'a>(
        &'a self,
        outline: &'a Outline,
        units: Range<MemberId>,
    ) -> impl Iterator<Item = (Address, &'a [i64], u64)> + 'a {
        let slots = slot(outline, units.start, 0, 0)..slot(outline, units.end, 0, 0);
        let rows = self.index.iter().enumerate().take(slots.end).skip(slots.start);
        rows.filter_map(move |(slot, row)| {
            let (known, numbers) = self.leaves.row(leaf(*row)?).split_last().filter(|(known, _)| **known != 0)?;
            Some((row_address(outline, slot as u32), numbers, known.cast_unsigned()))
        })
    }

    /// The numbers of a leaf row by leaf period, and the bits of those that are known.
    pub fn leaf_row_at(&self, outline: &Outline, at: Address) -> Option<(&[i64], u64)> {
        self.leaf_row(Slot::of(outline, at)?)
    }

    /// The same in a slot.
    pub(crate) fn leaf_row(&self, slot: Slot) -> Option<(&[i64], u64)> {
        let row = leaf(*self.index.get(slot.0)?)?;
        self.leaves.row(row).split_last().map(|(known, numbers)| (numbers, known.cast_unsigned()))
    }

    /// Writes a leaf row without moving its totals: [`Self::roll_up`] follows. What `known` does not name becomes null.
    pub fn write_row(&mut self, outline: &Outline, at: Address, numbers: &[i64], known: u64) {
        let row = Address { period: outline.periods.len().saturating_sub(1), ..at };
        if !outline.is_leaf(row) {
            return;
        }
        self.prepare(outline);
        let row = self.make_leaf(slot(outline, at.unit, at.product, at.channel));
        let known = known & bits(&outline.periods.leaf_places(ROOT));
        let Some((bits, cells)) = self.leaves.row_mut(row).split_last_mut() else { return };
        for (place, cell) in cells.iter_mut().enumerate() {
            let named = known & 1u64.checked_shl(place as u32).unwrap_or(0) != 0;
            *cell = if named { numbers.get(place).copied().unwrap_or(0) } else { 0 };
        }
        *bits = known.cast_signed();
    }

    /// All leaf rows to write in; totals do not move: [`Self::roll_up`] follows.
    pub(crate) fn open(&mut self) -> Rows<'_> {
        Rows { index: &self.index, leaves: self.leaves.writer() }
    }

    /// The leaf cells of some units that follow each other in which this column differs from what it was `before`.
    pub fn changes(&self, before: &Self, outline: &Outline, units: Range<MemberId>) -> Vec<CellChange> {
        let periods: Vec<MemberId> = outline.periods.leaves(ROOT).collect();
        let mut changes = Vec::new();
        let mut slots = slot(outline, units.start, 0, 0)..slot(outline, units.end, 0, 0);
        slots.end = slots.end.min(self.index.len());
        for slot in slots.filter(|slot| leaf(self.index[*slot]).is_some()) {
            let [(old, old_known), (new, new_known)] =
                [before, self].map(|column| column.leaf_row(Slot(slot)).unwrap_or_default());
            let at = row_address(outline, slot as u32);
            for (place, period) in periods.iter().enumerate() {
                let is_known = |known: u64| known.checked_shr(place as u32).unwrap_or(0) & 1 != 0;
                let number = |numbers: &[i64], known| numbers.get(place).copied().filter(|_| is_known(known));
                let (from, to) = (number(old, old_known), number(new, new_known));
                if from != to {
                    changes.push(CellChange { at: Address { period: *period, ..at }, from, to });
                }
            }
        }
        changes
    }

    /// Whether nothing was ever written here.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Whether a copy still shares everything with the other.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.index, &other.index) && self.leaves.is_same(&other.leaves)
    }

    fn find(&self, outline: &Outline, at: Address) -> Option<Row<'_>> {
        let slot = Slot::of(outline, at).filter(|_| at.period < outline.periods.len() && !self.is_empty())?;
        if let Some((numbers, known)) = self.leaf_row(slot) {
            return Some(Row::Leaf(numbers, known));
        }
        total(&self.index, slot.0).map(|row| Row::Total(self.sums.row(row), self.counts.row(row)))
    }

    /// Makes room for an outline's rows before the first number.
    fn prepare(&mut self, outline: &Outline) {
        if !self.index.is_empty() {
            return;
        }
        let size = |dimension: &Dimension| dimension.len() as usize;
        let slots = size(&outline.units) * size(&outline.products) * size(&outline.channels);
        let width = outline.periods.leaf_places(ROOT).len();
        self.index = Arc::new(vec![EMPTY; slots]);
        (self.leaves, self.sums, self.counts) = (Pages::new(width + 1), Pages::new(width), Pages::new(width));
    }

    /// The row of a leaf cell, made when it is missing; `None` where units, products and channels have no such leaf.
    fn leaf_row_of(&mut self, outline: &Outline, at: Address) -> Option<usize> {
        let Slot(slot) = Slot::of(outline, at)?;
        if let Some(row) = self.index.get(slot).copied().and_then(leaf) {
            return Some(row);
        }
        outline.is_leaf(at).then(|| self.prepare(outline))?;
        Some(self.make_leaf(slot))
    }

    /// The leaf row of a slot, made when it is missing.
    fn make_leaf(&mut self, slot: usize) -> usize {
        if self.index[slot] == EMPTY {
            let row = self.leaves.push();
            Arc::make_mut(&mut self.index)[slot] = row as u32 | LEAF;
            self.has_new_rows = true;
        }
        (self.index[slot] & !LEAF) as usize
    }

    /// Makes the row of a total when it is missing.
    fn make_total(&mut self, slot: usize) {
        if self.index[slot] == EMPTY {
            let row = self.sums.push();
            self.counts.push();
            Arc::make_mut(&mut self.index)[slot] = row as u32;
        }
    }
}

/// The leaf row that an index names.
fn leaf(row: u32) -> Option<usize> {
    (row != EMPTY && row & LEAF != 0).then_some((row & !LEAF) as usize)
}

/// The row of a total in a slot.
fn total(index: &[u32], slot: usize) -> Option<usize> {
    index.get(slot).filter(|row| **row & LEAF == 0).map(|row| *row as usize)
}

/// Goes through the slots of all totals above a leaf cell.
fn each_above(outline: &Outline, at: Address, mut to: impl FnMut(usize)) {
    for unit in outline.units.upwards(at.unit) {
        for product in outline.products.upwards(at.product) {
            for channel in outline.channels.upwards(at.channel) {
                if (unit, product, channel) != (at.unit, at.product, at.channel) {
                    to(slot(outline, unit, product, channel));
                }
            }
        }
    }
}

fn slot(outline: &Outline, unit: MemberId, product: MemberId, channel: MemberId) -> usize {
    ((unit as usize * outline.products.len() as usize) + product as usize) * outline.channels.len() as usize
        + channel as usize
}

/// Where a row stands, in the root period.
fn row_address(outline: &Outline, slot: u32) -> Address {
    let (products, channels) = (outline.products.len().max(1), outline.channels.len().max(1));
    let (unit, product, channel) = (slot / channels / products, slot / channels % products, slot % channels);
    Address { unit, product, channel, period: ROOT }
}
