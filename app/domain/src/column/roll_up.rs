//! Rolling up: every total of a column from its leaf rows, dimension by dimension, each row added to its parent once.

use super::pages::Pages;
use super::{Column, EMPTY, LEAF};
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::outline::Outline;
use std::sync::Arc;

/// Totals while they are being summed, one row after the other.
struct Totals<'a> {
    column: &'a Column,
    index: Arc<Vec<u32>>,
    width: usize,
    sums: Vec<i64>,
    counts: Vec<u32>,
}

impl Column {
    /// Sums every total anew from the leaf rows.
    pub fn roll_up(&mut self, outline: &Outline) {
        if self.index.is_empty() {
            return;
        }
        let width = outline.periods.leaf_places(ROOT).len();
        let rows = self.sums.rows();
        let (sums, counts) = (vec![0; rows * width], vec![0; rows * width]);
        let mut totals = Totals { column: self, index: Arc::clone(&self.index), width, sums, counts };
        let (products, channels) = (outline.products.len() as usize, outline.channels.len() as usize);
        let units = outline.units.len() as usize;
        totals.along(&outline.channels, 1, (units * products, channels));
        totals.along(&outline.products, channels, (units, channels * products));
        totals.along(&outline.units, products * channels, (1, 0));
        let Totals { index, sums, counts, .. } = totals;
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
        }
        let parent = self.index[slot];
        if parent & LEAF != 0 {
            return;
        }
        let into = parent as usize * width..(parent as usize + 1) * width;
        if child & LEAF == 0 {
            let from = child as usize * width;
            for place in 0..width {
                self.sums[into.start + place] = self.sums[into.start + place].wrapping_add(self.sums[from + place]);
                self.counts[into.start + place] += self.counts[from + place];
            }
            return;
        }
        let row = (child & !LEAF) as usize;
        let numbers = self.column.numbers.row(row);
        let known = self.column.known.row(row).first().copied().unwrap_or(0);
        for (sum, number) in self.sums[into.clone()].iter_mut().zip(numbers) {
            *sum = sum.wrapping_add(*number);
        }
        for (place, count) in self.counts[into].iter_mut().enumerate() {
            *count += (known >> place.min(63)) as u32 & 1;
        }
    }
}
