//! Slopes: one sweep from a goal back to every leaf.
//!
//! Slopes are floats. They choose directions and are shown as slopes; no amount is computed from one without being
//! evaluated exactly afterwards.

use super::evaluation::{Cell, Evaluation, segment, slope};
use super::{Kind, Whole};

impl Evaluation {
    /// The slope of a node's whole value by every cell; zero where it does not depend on it or something is null.
    ///
    /// Reverse accumulation (Linnainmaa 1976). At a kink the slope is that of the first operand, or to the right.
    pub(super) fn sweep(&self, goal: usize) -> Vec<f64> {
        let mut slopes = vec![0.0; self.values.len()];
        let top = self.cell(self.months, goal);
        slopes[top] = 1.0;
        for cell in (0..=top).rev() {
            let by = slopes[cell];
            if by != 0.0 {
                for (operand, slope) in self.partials(cell) {
                    slopes[operand] += by * slope;
                }
            }
        }
        slopes
    }

    /// The slope of a goal by a leaf, value by value: over all columns that move with it.
    pub(super) fn slope_of(&self, slopes: &[f64], leaf: usize) -> f64 {
        let node = &self.model.nodes[leaf];
        let whole = slopes[self.cell(self.months, leaf)];
        let month = |month: usize| slopes[self.cell(month, leaf)];
        if matches!(node.kind, Kind::Measure(..)) {
            let parts = self.proportions(leaf);
            let sum: f64 = parts.iter().map(|&part| part as f64).sum();
            let shares = self.span.clone().zip(parts);
            return whole + shares.map(|(at, part)| month(at) * part as f64 / sum).sum::<f64>();
        }
        let months: f64 = (0..self.months).map(month).sum();
        if !node.adds_up {
            return whole + months;
        }
        (whole * self.span.len() as f64 + months) / self.months.max(1) as f64
    }

    /// The cells that a cell is computed from, each with its slope.
    fn partials(&self, cell: Cell) -> Vec<(Cell, f64)> {
        let (column, index) = (self.column(cell), self.node(cell));
        let node = &self.model.nodes[index];
        if self.values[cell].is_none() || node.kind.is_leaf() {
            return Vec::new();
        }
        match (node.whole, &node.kind) {
            (Whole::Months, _) if column == self.months => {
                self.span.clone().map(|month| (self.cell(month, index), 1.0)).collect()
            }
            (Whole::Last, _) if column == self.months => {
                self.span.clone().next_back().map(|month| (self.cell(month, index), 1.0)).into_iter().collect()
            }
            (_, Kind::Lag(back)) => match column.checked_sub(*back as usize) {
                Some(earlier) => vec![(self.cell(earlier, node.operands[0]), 1.0)],
                None => node.operands.get(1).map(|&first| (self.cell(column, first), 1.0)).into_iter().collect(),
            },
            (_, Kind::Stock) => {
                let before = match column.checked_sub(1) {
                    Some(earlier) => self.cell(earlier, index),
                    None => self.cell(column, node.operands[0]),
                };
                let moves = [(self.cell(column, node.operands[1]), 1.0), (self.cell(column, node.operands[2]), -1.0)];
                [(before, 1.0)].into_iter().chain(moves).collect()
            }
            _ => {
                let partial = |place: usize| (self.cell(column, node.operands[place]), self.partial(cell, place));
                (0..node.operands.len()).map(partial).collect()
            }
        }
    }

    /// The slope of a formula by one of its operands in the same column.
    fn partial(&self, cell: Cell, place: usize) -> f64 {
        let (column, node) = (self.column(cell), &self.model.nodes[self.node(cell)]);
        let exact = |place: usize| node.operands.get(place).and_then(|&operand| self.at(column, operand));
        let number = |place: usize| exact(place).map_or(0.0, |value| value.approximate());
        match &node.kind {
            Kind::Sum(minus) if minus[place] => -1.0,
            Kind::Sum(_) => 1.0,
            Kind::Product => (0..node.operands.len()).filter(|&other| other != place).map(number).product(),
            Kind::Ratio if place == 0 => 1.0 / number(1),
            Kind::Ratio => -number(0) / (number(1) * number(1)),
            Kind::Least | Kind::Greatest => {
                let value = self.values[cell];
                let first = (0..node.operands.len()).find(|&operand| exact(operand) == value);
                f64::from(u8::from(first == Some(place)))
            }
            Kind::Lookup(points) => {
                let pair = exact(0).and_then(|of| segment(points, of));
                pair.and_then(|pair| slope(pair).ok()).map_or(0.0, |slope| slope.approximate())
            }
            _ => 1.0,
        }
    }
}
