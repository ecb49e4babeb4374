//! Iterative proportional fitting: the table closest to the seed that keeps all bounds, as near as floats come.
//!
//! Floats are safe here: only comparisons and the four operations that IEEE 754 rounds exactly are used, so that every
//! machine gives the same bits, and what comes out is only where the exact table starts from. No float is kept, or
//! compared with another machine's.

use super::circulation::Arc;
use super::network::Network;
use super::{PLACES, Table};

/// Rounds at most; a seed without zeros needs about ten.
const ROUNDS: usize = 200;
/// Relative distance from the given totals at which fitting ends.
const CLOSE: f64 = 1e-13;
/// What a cell without a weight counts where it must take part: little beside the smallest weight there is.
const LEAST: f64 = 1.0 / 1_048_576.0;

/// A subtotal that has a bound, and how much it scales its cells.
struct Constraint {
    cells: Vec<usize>,
    low: f64,
    high: f64,
    scale: f64,
}

/// The cells of the fitted table, row by row, in 2⁻⁴⁰ of a rounding unit.
pub(super) fn fit(table: &Table, network: &Network, open: bool) -> Vec<i128> {
    let bounds: Vec<(f64, f64)> =
        network.arcs[network.cells()].iter().map(|arc| (arc.low as f64, arc.high as f64)).collect();
    let value = |weight: &i128| if open && *weight == 0 { LEAST } else { *weight as f64 };
    let mut values: Vec<f64> = table.weights.iter().map(value).collect();
    let mut constraints = constraints(table, network);
    for _ in 0..ROUNDS {
        let mut distance = 0.0_f64;
        for constraint in &mut constraints {
            distance = distance.max(constraint.meet(&mut values, &bounds));
        }
        if distance < CLOSE {
            break;
        }
    }
    let unit = (1u64 << PLACES) as f64;
    values.iter().zip(&bounds).map(|(value, bound)| (clamp(*value, *bound) * unit) as i128).collect()
}

fn constraints(table: &Table, network: &Network) -> Vec<Constraint> {
    let cells = network.cells();
    let mut arcs: Vec<(usize, usize, usize)> = table
        .bounds
        .iter()
        .filter_map(|bound| Some((network.arc(bound)?, bound.row, bound.column)))
        .filter(|(arc, ..)| !cells.contains(arc))
        .collect();
    arcs.sort_unstable();
    arcs.dedup_by_key(|(arc, ..)| *arc);
    let width = table.columns.leaf_nodes().len();
    let constraint = |(arc, row, column): (usize, usize, usize)| {
        let Arc { low, high, .. } = network.arcs[arc];
        let cells =
            table.rows.leaves(row).flat_map(|row| table.columns.leaves(column).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| row * width + column).collect();
        Constraint { cells, low: low as f64, high: high as f64, scale: 1.0 }
    };
    arcs.into_iter().map(constraint).collect()
}

fn clamp(value: f64, (low, high): (f64, f64)) -> f64 {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}

impl Constraint {
    /// Scales the cells so that their sum, each kept inside its own bounds, keeps this bound; gives the relative distance
    /// that it was away. Where the bound does not bind the cells are left as the others want them.
    fn meet(&mut self, values: &mut [f64], bounds: &[(f64, f64)]) -> f64 {
        let sum = |scale: f64, values: &[f64]| {
            self.cells.iter().fold(0.0, |sum, cell| sum + clamp(values[*cell] * scale, bounds[*cell]))
        };
        let now = sum(1.0, values);
        let alone = if self.low < self.high && self.scale != 1.0 { 1.0 / self.scale } else { 1.0 };
        let free = sum(alone, values);
        let goal = if free < self.low {
            self.low
        } else if free > self.high {
            self.high
        } else {
            return self.apply(alone, values, now - free, free);
        };
        let Some(scale) = self.scale_to(goal, values, bounds) else { return 0.0 };
        self.apply(scale, values, now - goal, goal)
    }

    fn apply(&mut self, scale: f64, values: &mut [f64], distance: f64, goal: f64) -> f64 {
        if scale != 1.0 {
            self.scale *= scale;
            self.cells.iter().for_each(|cell| values[*cell] *= scale);
        }
        distance.abs() / goal.max(1.0)
    }

    /// The factor with which the cells, each kept inside its bounds, add up to a goal.
    fn scale_to(&self, goal: f64, values: &[f64], bounds: &[(f64, f64)]) -> Option<f64> {
        let weight = self.cells.iter().fold(0.0, |sum, cell| sum + values[*cell]);
        let plain = goal / weight;
        let is_free = |cell: &usize| {
            let (value, (low, high)) = (values[*cell] * plain, bounds[*cell]);
            low <= value && value <= high
        };
        if weight > 0.0 && self.cells.iter().all(is_free) {
            return Some(plain);
        }
        // Where each cell leaves its least, and where it reaches its most.
        let mut turns: Vec<(f64, f64, f64)> = Vec::with_capacity(self.cells.len() * 2);
        let mut fixed = 0.0;
        for cell in &self.cells {
            let (value, (low, high)) = (values[*cell], bounds[*cell]);
            fixed += low;
            if value > 0.0 && low < high {
                turns.push((low / value, value, -low));
                turns.push((high / value, -value, high));
            }
        }
        turns.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut slope = 0.0;
        for (scale, steeper, more) in turns {
            if slope > 0.0 && fixed + slope * scale >= goal {
                break;
            }
            slope += steeper;
            fixed += more;
        }
        let scale = (goal - fixed) / slope;
        (slope > 0.0 && scale.is_finite() && scale >= 0.0).then_some(scale)
    }
}
