//! A column: one measure in one slice over all four dimensions, with every total moved by delta.

use crate::address::Address;
use crate::dimension::{Dimension, MemberId};
use crate::outline::Outline;

const EMPTY: u32 = u32::MAX;

/// The numbers of one measure in one slice: leaf cells and all their totals, sparse in blocks of periods.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Block number per (unit, product, channel), [`EMPTY`] where there is none; allocated with the first number.
    index: Vec<u32>,
    /// Sum per block and period, in rounding units.
    sums: Vec<i64>,
    /// Leaf cells with a number per block and period: zero means null, not 0.
    counts: Vec<u32>,
}

impl Column {
    /// The number at an address, in rounding units; `None` where no leaf cell below has one.
    pub fn get(&self, outline: &Outline, at: Address) -> Option<i64> {
        let place = self.place(outline, at)?;
        (self.counts.get(place).copied().unwrap_or(0) > 0).then(|| self.sums.get(place).copied())?
    }

    /// How many leaf cells at or below an address have a number.
    pub fn count(&self, outline: &Outline, at: Address) -> u32 {
        self.place(outline, at).and_then(|place| self.counts.get(place).copied()).unwrap_or(0)
    }

    /// Writes a leaf cell and moves every total above it; costs the product of the four depths. Gives what stood there.
    pub fn set(&mut self, outline: &Outline, at: Address, to: Option<i64>) -> Option<i64> {
        let from = self.get(outline, at);
        if from == to {
            return from;
        }
        if self.index.is_empty() {
            let slots =
                outline.units.len() as usize * outline.products.len() as usize * outline.channels.len() as usize;
            self.index = vec![EMPTY; slots];
        }
        // Commands are refused long before a total leaves the range; wrapping only keeps a foreign log from a panic.
        let delta = to.unwrap_or(0).wrapping_sub(from.unwrap_or(0));
        let cells = u32::from(to.is_some()).wrapping_sub(u32::from(from.is_some()));
        let (channels, products, units) = (&outline.channels, &outline.products, &outline.units);
        let periods: [Option<MemberId>; 4] = path(&outline.periods, at.period);
        for unit in units.upwards(at.unit) {
            for product in products.upwards(at.product) {
                for channel in channels.upwards(at.channel) {
                    let start = self.block(outline, unit, product, channel);
                    for period in periods.iter().flatten() {
                        let place = start + *period as usize;
                        self.sums[place] = self.sums[place].wrapping_add(delta);
                        self.counts[place] = self.counts[place].wrapping_add(cells);
                    }
                }
            }
        }
        from
    }

    /// Every leaf cell with a number, by address.
    pub fn leaves<'a>(&'a self, outline: &'a Outline) -> impl Iterator<Item = (Address, i64)> + 'a {
        let channels = outline.channels.len();
        let products = outline.products.len();
        let periods = outline.periods.len() as usize;
        self.index.iter().enumerate().filter(|(_, block)| **block != EMPTY).flat_map(move |(slot, &block)| {
            let slot = slot as u32;
            let (unit, product, channel) = (slot / channels / products, slot / channels % products, slot % channels);
            let leaf = outline.is_leaf(Address { unit, product, channel, period: outline.periods.len() - 1 });
            let range = if leaf { 0..outline.periods.len() } else { 0..0 };
            range.filter_map(move |period| {
                let place = block as usize * periods + period as usize;
                let at = Address { unit, product, channel, period };
                (outline.periods.is_leaf(period) && self.counts[place] > 0).then(|| (at, self.sums[place]))
            })
        })
    }

    fn place(&self, outline: &Outline, at: Address) -> Option<usize> {
        // A foreign member would otherwise read a neighbour's number.
        let known = at.product < outline.products.len()
            && at.channel < outline.channels.len()
            && at.period < outline.periods.len();
        let block = *self.index.get(slot(outline, at.unit, at.product, at.channel)).filter(|_| known)?;
        (block != EMPTY).then(|| block as usize * outline.periods.len() as usize + at.period as usize)
    }

    /// Start of the block of (unit, product, channel), made when it is missing.
    fn block(&mut self, outline: &Outline, unit: MemberId, product: MemberId, channel: MemberId) -> usize {
        let slot = slot(outline, unit, product, channel);
        let periods = outline.periods.len() as usize;
        if self.index[slot] == EMPTY {
            self.index[slot] = (self.sums.len() / periods) as u32;
            self.sums.resize(self.sums.len() + periods, 0);
            self.counts.resize(self.counts.len() + periods, 0);
        }
        self.index[slot] as usize * periods
    }
}

fn slot(outline: &Outline, unit: MemberId, product: MemberId, channel: MemberId) -> usize {
    ((unit as usize * outline.products.len() as usize) + product as usize) * outline.channels.len() as usize
        + channel as usize
}

/// A member and its ancestors; periods are never deeper than year, quarter, month.
fn path(dimension: &Dimension, id: MemberId) -> [Option<MemberId>; 4] {
    let mut above = dimension.upwards(id);
    std::array::from_fn(|_| above.next())
}
