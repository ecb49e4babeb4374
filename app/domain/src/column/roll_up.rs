//! Rolling up: every total of a column from its leaf rows, dimension by dimension, each row added to its parent once.

use super::pages::Pages;
use super::{Column, EMPTY, LEAF};
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::outline::Outline;
use std::ops::Range;
use std::sync::Arc;

/// Totals while they are being summed, one row after the other.
struct Totals<'a> {
    column: &'a Column,
    index: Arc<Vec<u32>>,
    width: usize,
    sums: Vec<i64>,
    counts: Vec<u32>,
    /// The bits of a leaf row without null.
    full: u64,
    /// Leaf rows without null below each total, not yet in its counts.
    full_rows: Vec<u32>,
}

/// Leaf periods of a row of months: the width that is worth code of its own.
const YEAR: usize = 12;

impl Column {
    /// Sums every total anew from the leaf rows.
    pub fn roll_up(&mut self, outline: &Outline) {
        if self.index.is_empty() {
            return;
        }
        let width = outline.periods.leaf_places(ROOT).len();
        let rows = self.sums.rows();
        let (sums, counts) = (vec![0; rows * width], vec![0; rows * width]);
        let index = Arc::clone(&self.index);
        let full = super::bits(&(0..width));
        let mut totals = Totals { column: self, index, width, sums, counts, full, full_rows: vec![0; rows] };
        let (products, channels) = (outline.products.len() as usize, outline.channels.len() as usize);
        let units = outline.units.len() as usize;
        totals.along(&outline.channels, 1, (units * products, channels));
        totals.along(&outline.products, channels, (units, channels * products));
        totals.along(&outline.units, products * channels, (1, 0));
        let Totals { index, sums, mut counts, full_rows, .. } = totals;
        for (counts, rows) in counts.chunks_mut(width.max(1)).zip(full_rows) {
            counts.iter_mut().for_each(|count| *count += rows);
        }
        self.index = index;
        self.sums = Pages::of(width, &sums);
        self.counts = Pages::of(width, &counts);
    }
}

impl Totals<'_> {
    /// Adds every row to the row of its parent in one dimension, the deepest first: members are `step` slots apart, and
    /// the same is done for `groups` starting points, `apart` slots from each other.
    fn along(&mut self, dimension: &Dimension, step: usize, (groups, apart): (usize, usize)) {
        for group in 0..groups {
            for member in (1..dimension.len()).rev() {
                let Some(parent) = dimension.parent(member) else { continue };
                for within in 0..step {
                    let slot = |member: MemberId| group * apart + member as usize * step + within;
                    let child = self.index[slot(member)];
                    if child != EMPTY {
                        self.add(child, slot(parent));
                    }
                }
            }
        }
    }

    fn add(&mut self, child: u32, slot: usize) {
        let width = self.width;
        if self.index[slot] == EMPTY {
            Arc::make_mut(&mut self.index)[slot] = self.sums.len().checked_div(width).unwrap_or(0) as u32;
            self.sums.resize(self.sums.len() + width, 0);
            self.counts.resize(self.counts.len() + width, 0);
            self.full_rows.push(0);
        }
        let parent = self.index[slot];
        if parent & LEAF != 0 {
            return;
        }
        let into = parent as usize * width..(parent as usize + 1) * width;
        if child & LEAF != 0 {
            return self.add_leaf((child & !LEAF) as usize, parent as usize, into);
        }
        let from = child as usize * width;
        for place in 0..width {
            self.sums[into.start + place] = self.sums[into.start + place].wrapping_add(self.sums[from + place]);
            self.counts[into.start + place] += self.counts[from + place];
        }
        self.full_rows[parent as usize] += self.full_rows[child as usize];
    }

    fn add_leaf(&mut self, row: usize, parent: usize, into: Range<usize>) {
        let Some((known, numbers)) = self.column.leaves.row(row).split_last() else { return };
        let sums = &mut self.sums[into.clone()];
        match (<&mut [i64; YEAR]>::try_from(&mut *sums), <&[i64; YEAR]>::try_from(numbers)) {
            (Ok(sums), Ok(numbers)) => {
                (0..YEAR).for_each(|place| sums[place] = sums[place].wrapping_add(numbers[place]))
            }
            _ => sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum = sum.wrapping_add(*number)),
        }
        let known = known.cast_unsigned();
        if known == self.full {
            self.full_rows[parent] += 1;
            return;
        }
        for (place, count) in self.counts[into].iter_mut().enumerate() {
            *count += (known >> place.min(63)) as u32 & 1;
        }
    }
}
