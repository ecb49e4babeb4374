//! Rolling up: every total of a column from its leaf rows, dimension by dimension, each row added to its parent once.

use super::pages::Pages;
use super::{Column, EMPTY, leaf, total};
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::outline::Outline;
use crate::side_by_side;
use std::ops::Range;
use std::sync::Arc;

/// Leaf periods of a row of months: the width that is worth code of its own.
const YEAR: usize = 12;

/// One dimension in the index of a column: its members are `step` slots apart, and each of the `groups` of them stands
/// `apart` slots from the next.
struct Axis<'a> {
    dimension: &'a Dimension,
    step: usize,
    groups: usize,
    apart: usize,
}

/// Some groups, and some members of each.
type Part = (Range<usize>, Range<MemberId>);

impl Axis<'_> {
    /// About as many parts of the same size.
    fn parts(&self, count: usize) -> Vec<Part> {
        let members = 0..self.dimension.len();
        if self.groups >= count {
            return ranges(self.groups, count).map(|groups| (groups, members.clone())).collect();
        }
        let members = ranges(members.len(), count);
        members.map(|members| (0..self.groups, members.start as MemberId..members.end as MemberId)).collect()
    }

    /// Goes through the slots in a part and those of their parents, the deepest first.
    fn each(&self, (groups, members): Part, mut to: impl FnMut(usize, usize)) {
        for group in groups {
            for member in members.clone().rev() {
                let Some(parent) = self.dimension.parent(member) else { continue };
                for within in 0..self.step {
                    let slot = |member: MemberId| group * self.apart + member as usize * self.step + within;
                    to(slot(member), slot(parent));
                }
            }
        }
    }
}

/// So many places in ranges of about the same length.
fn ranges(places: usize, count: usize) -> impl Iterator<Item = Range<usize>> {
    let length = places.div_ceil(count.max(1)).max(1);
    (0..places).step_by(length).map(move |start| start..(start + length).min(places))
}

/// Totals while they are being summed, one row after the other.
#[derive(Default)]
struct Totals {
    width: usize,
    sums: Vec<i64>,
    counts: Vec<u32>,
    /// Leaf rows without null below each total, not yet in its counts.
    full_rows: Vec<u32>,
}

impl Column {
    /// Sums every total anew from the leaf rows.
    pub fn roll_up(&mut self, outline: &Outline) {
        if self.index.is_empty() {
            return;
        }
        let width = outline.periods.leaf_places(ROOT).len();
        let mut totals = Totals::new(width, self.sums.rows());
        let size = |dimension: &Dimension| dimension.len() as usize;
        let (units, products, channels) = (size(&outline.units), size(&outline.products), size(&outline.channels));
        let axis = |dimension, step, groups, apart| Axis { dimension, step, groups, apart };
        self.along(&axis(&outline.channels, 1, units * products, channels), &mut totals);
        self.along(&axis(&outline.products, channels, units, channels * products), &mut totals);
        self.along(&axis(&outline.units, products * channels, 1, 0), &mut totals);
        totals.count_full_rows();
        self.has_new_rows = false;
        self.sums = Pages::of(width, &totals.sums);
        self.counts = Pages::of(width, &totals.counts);
    }

    /// Adds every row to that of its parent in one dimension: leaf rows first, which are most of the work and of which
    /// none waits for another, then totals, the deepest first.
    fn along(&mut self, axis: &Axis<'_>, totals: &mut Totals) {
        if axis.dimension.len() == 1 {
            return;
        }
        if self.has_new_rows {
            self.make_totals(axis, totals);
        }
        let threads = side_by_side::threads(self.leaves.rows() * totals.width);
        let (width, rows) = (totals.width, totals.full_rows.len());
        let mut parts = axis.parts(threads).into_iter();
        let own = parts.next().map(|part| (part, std::mem::take(totals)));
        let others = parts.map(|part| (part, Totals::new(width, rows)));
        let column = &*self;
        let parts = side_by_side::each(own.into_iter().chain(others).collect(), threads, |(part, mut totals)| {
            let above = totals.add_leaf_rows(column, axis, part);
            (totals, above)
        });
        let (sums, above): (Vec<Totals>, Vec<_>) = parts.into_iter().unzip();
        *totals = sums.into_iter().reduce(Totals::and).unwrap_or_default();
        above.into_iter().rev().flatten().for_each(|(child, parent)| totals.add_total(child, parent));
    }

    /// Makes the totals that are missing above the rows in one dimension.
    fn make_totals(&mut self, axis: &Axis<'_>, totals: &mut Totals) {
        axis.each((0..axis.groups, 0..axis.dimension.len()), |child, parent| {
            if self.index[child] != EMPTY && self.index[parent] == EMPTY {
                Arc::make_mut(&mut self.index)[parent] = totals.push();
            }
        });
    }
}

impl Totals {
    fn new(width: usize, rows: usize) -> Self {
        Self { width, sums: vec![0; rows * width], counts: vec![0; rows * width], full_rows: vec![0; rows] }
    }

    /// Adds a row of zeros and gives its place.
    fn push(&mut self) -> u32 {
        self.full_rows.push(0);
        self.sums.resize(self.full_rows.len() * self.width, 0);
        self.counts.resize(self.full_rows.len() * self.width, 0);
        self.full_rows.len() as u32 - 1
    }

    fn places(&self, row: usize) -> Range<usize> {
        row * self.width..(row + 1) * self.width
    }

    /// Adds the leaf rows in a part to those of their parents; gives the totals in it with those above them, the deepest
    /// first.
    fn add_leaf_rows(&mut self, column: &Column, axis: &Axis<'_>, part: Part) -> Vec<(usize, usize)> {
        let mut above = Vec::new();
        axis.each(part, |child, parent| {
            let Some(parent) = total(&column.index, parent) else { return };
            match leaf(column.index[child]) {
                Some(child) => self.add_leaf_row(column, child, parent),
                None => above.extend(total(&column.index, child).map(|child| (child, parent))),
            }
        });
        above
    }

    fn add_leaf_row(&mut self, column: &Column, row: usize, parent: usize) {
        let Some((known, numbers)) = column.leaves.row(row).split_last() else { return };
        let places = self.places(parent);
        let sums = &mut self.sums[places.clone()];
        match (<&mut [i64; YEAR]>::try_from(&mut *sums), <&[i64; YEAR]>::try_from(numbers)) {
            (Ok(sums), Ok(numbers)) => {
                (0..YEAR).for_each(|place| sums[place] = sums[place].wrapping_add(numbers[place]))
            }
            _ => sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum = sum.wrapping_add(*number)),
        }
        let known = known.cast_unsigned();
        if known == super::bits(&(0..self.width)) {
            self.full_rows[parent] += 1;
            return;
        }
        for (place, count) in self.counts[places].iter_mut().enumerate() {
            *count += (known >> place.min(63)) as u32 & 1;
        }
    }

    fn add_total(&mut self, row: usize, parent: usize) {
        for (from, into) in self.places(row).zip(self.places(parent)) {
            self.sums[into] = self.sums[into].wrapping_add(self.sums[from]);
            self.counts[into] += self.counts[from];
        }
        self.full_rows[parent] += self.full_rows[row];
    }

    /// What both have summed into the same rows.
    fn and(mut self, other: Self) -> Self {
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, other)| *sum = sum.wrapping_add(*other));
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, other)| *count += other);
        self.full_rows.iter_mut().zip(&other.full_rows).for_each(|(rows, other)| *rows += other);
        self
    }

    fn count_full_rows(&mut self) {
        for (counts, rows) in self.counts.chunks_mut(self.width.max(1)).zip(&self.full_rows) {
            counts.iter_mut().for_each(|count| *count += rows);
        }
    }
}
