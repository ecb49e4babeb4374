//! The values of a model: computed once, then moved along the dirty path.

use super::source::Source;
use super::{Kind, Model, Whole};
use crate::entry::{EntryError, Ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

/// Why a model has no values.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum EvaluationError {
    /// A value that leaves 128 bits.
    #[error("the value of {node} is too large")]
    TooLarge {
        /// The declaration whose formula it is in.
        node: String,
    },
    /// A name that the model does not have, or that nobody can move.
    #[error("{0} is not a node that can be asked for")]
    Unknown(String),
}

/// The place of one node in one column: months first, then the whole period. Every cell needs earlier ones only.
pub(super) type Cell = usize;

/// A value that a leaf takes.
pub(super) type Change = (Cell, Option<Ratio>);

/// A model with the values of all its nodes in each month and in the whole period.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub(super) model: Arc<Model>,
    pub(super) months: usize,
    pub(super) span: Range<usize>,
    pub(super) values: Vec<Option<Ratio>>,
}

impl Evaluation {
    /// Computes every node.
    ///
    /// # Errors
    /// [`EvaluationError::TooLarge`].
    pub fn new(model: Arc<Model>, source: &dyn Source) -> Result<Self, EvaluationError> {
        let months = source.months();
        let span = source.span().start.min(months)..source.span().end.min(months);
        let values = vec![None; (months + 1) * model.nodes.len()];
        let mut evaluation = Self { model, months, span, values };
        for (cell, value) in evaluation.leaves(source)? {
            evaluation.values[cell] = value;
        }
        for cell in 0..evaluation.values.len() {
            if !evaluation.model.nodes[evaluation.node(cell)].kind.is_leaf() {
                evaluation.values[cell] = evaluation.compute(cell)?;
            }
        }
        Ok(evaluation)
    }

    /// Reads the leaves again and walks from those that changed; says how many cells were computed.
    ///
    /// # Errors
    /// [`EvaluationError::TooLarge`]; the values are then as they were.
    pub fn refresh(&mut self, source: &dyn Source) -> Result<usize, EvaluationError> {
        let leaves = self.leaves(source)?;
        self.update(&leaves)
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The value of a declared node in the whole period; money is in rounding units.
    pub fn value(&self, name: &str) -> Option<Ratio> {
        let declaration = self.model.declaration(name)?;
        self.values[self.cell(self.months, declaration.root)]
    }

    /// The value of a declared node in a month, from 0.
    pub fn month(&self, name: &str, month: usize) -> Option<Ratio> {
        let declaration = self.model.declaration(name).filter(|_| month < self.months)?;
        self.values[self.cell(month, declaration.root)]
    }

    pub(super) fn cell(&self, column: usize, node: usize) -> Cell {
        column * self.model.nodes.len() + node
    }

    pub(super) fn node(&self, cell: Cell) -> usize {
        cell % self.model.nodes.len()
    }

    pub(super) fn column(&self, cell: Cell) -> usize {
        cell / self.model.nodes.len()
    }

    pub(super) fn at(&self, column: usize, node: usize) -> Option<Ratio> {
        self.values[self.cell(column, node)]
    }

    pub(super) fn too_large(&self, node: usize) -> EvaluationError {
        EvaluationError::TooLarge { node: self.model.owner(node).to_owned() }
    }

    /// Gives leaves their values and computes what depends on them, each cell once; a value that stays stops the walk.
    pub(super) fn update(&mut self, changes: &[Change]) -> Result<usize, EvaluationError> {
        let mut before: Vec<Change> = Vec::new();
        let mut dirty = BTreeSet::new();
        for &(cell, value) in changes {
            self.put(cell, value, &mut before, &mut dirty);
        }
        let mut visited = 0;
        while let Some(cell) = dirty.pop_first() {
            visited += 1;
            match self.compute(cell) {
                Ok(value) => self.put(cell, value, &mut before, &mut dirty),
                Err(error) => {
                    for &(cell, value) in before.iter().rev() {
                        self.values[cell] = value;
                    }
                    return Err(error);
                }
            }
        }
        Ok(visited)
    }

    fn put(&mut self, cell: Cell, value: Option<Ratio>, before: &mut Vec<Change>, dirty: &mut BTreeSet<Cell>) {
        if self.values[cell] != value {
            before.push((cell, self.values[cell]));
            self.values[cell] = value;
            self.mark(cell, dirty);
        }
    }

    /// Marks the cells that read this one.
    fn mark(&self, cell: Cell, dirty: &mut BTreeSet<Cell>) {
        let (column, node) = (self.column(cell), self.node(cell));
        if column < self.months {
            let reads = match self.model.nodes[node].whole {
                Whole::Operands => false,
                Whole::Months => self.span.contains(&column),
                Whole::Last => column + 1 == self.span.end,
            };
            if reads {
                dirty.insert(self.cell(self.months, node));
            }
            if self.model.nodes[node].kind == Kind::Stock && column + 1 < self.months {
                dirty.insert(self.cell(column + 1, node));
            }
        }
        for &user in &self.model.users[node] {
            let reader = &self.model.nodes[user];
            match reader.kind {
                _ if column == self.months => {
                    if reader.whole == Whole::Operands {
                        dirty.insert(self.cell(column, user));
                    }
                }
                Kind::Lag(back) => {
                    let back = back as usize;
                    if reader.operands[0] == node && column + back < self.months {
                        dirty.insert(self.cell(column + back, user));
                    }
                    if reader.operands.get(1) == Some(&node) && column < back {
                        dirty.insert(self.cell(column, user));
                    }
                }
                _ => {
                    dirty.insert(self.cell(column, user));
                }
            }
        }
    }

    fn compute(&self, cell: Cell) -> Result<Option<Ratio>, EvaluationError> {
        let (column, index) = (self.column(cell), self.node(cell));
        let node = &self.model.nodes[index];
        let value = match (node.whole, &node.kind) {
            (Whole::Months, _) if column == self.months => total(self.span.clone().map(|month| self.at(month, index))),
            (Whole::Last, _) if column == self.months => {
                Ok(self.span.clone().next_back().and_then(|month| self.at(month, index)))
            }
            (_, Kind::Lag(back)) => Ok(match column.checked_sub(*back as usize) {
                Some(earlier) => self.at(earlier, node.operands[0]),
                None => node.operands.get(1).and_then(|&first| self.at(column, first)),
            }),
            (_, Kind::Stock) => self.stock(column, index),
            _ => self.formula(column, index),
        };
        value.map_err(|_| self.too_large(index))
    }

    fn stock(&self, column: usize, index: usize) -> Result<Option<Ratio>, EntryError> {
        let operands = &self.model.nodes[index].operands;
        let before = match column.checked_sub(1) {
            Some(earlier) => self.at(earlier, index),
            None => self.at(column, operands[0]),
        };
        let Some(before) = before else { return Ok(None) };
        let moved = |operand: usize| self.at(column, operands[operand]).unwrap_or(Ratio::from(0));
        before.add(moved(1))?.subtract(moved(2)).map(Some)
    }

    /// A node from its operands in the same column.
    fn formula(&self, column: usize, index: usize) -> Result<Option<Ratio>, EntryError> {
        let node = &self.model.nodes[index];
        let operands = node.operands.iter().map(|&operand| self.at(column, operand));
        if node.kind == Kind::Total {
            return total(operands);
        }
        let Some(operands) = operands.collect::<Option<Vec<Ratio>>>() else { return Ok(None) };
        match (&node.kind, operands.as_slice()) {
            (Kind::Sum(minus), operands) => {
                let mut sum = Ratio::from(0);
                for (&operand, &minus) in operands.iter().zip(minus) {
                    sum = if minus { sum.subtract(operand)? } else { sum.add(operand)? };
                }
                Ok(Some(sum))
            }
            (Kind::Product, operands) => {
                operands.iter().try_fold(Ratio::from(1), |product, &factor| product.multiply(factor)).map(Some)
            }
            (Kind::Ratio, &[above, below]) => {
                if below.numerator() > 0 {
                    above.divide(below).map(Some)
                } else {
                    Ok(None)
                }
            }
            (Kind::Least, operands) => Ok(operands.iter().min().copied()),
            (Kind::Greatest, operands) => Ok(operands.iter().max().copied()),
            (Kind::Lookup(points), &[of]) => curve(points, of).map(Some),
            _ => Ok(None),
        }
    }
}

/// The sum of what is there; null where nothing is.
fn total(values: impl Iterator<Item = Option<Ratio>>) -> Result<Option<Ratio>, EntryError> {
    values.flatten().try_fold(None, |sum: Option<Ratio>, value| match sum {
        Some(sum) => sum.add(value).map(Some),
        None => Ok(Some(value)),
    })
}

/// The line between the two points around `of`; `None` before the first and from the last one on.
pub(super) fn segment(points: &[(Ratio, Ratio)], of: Ratio) -> Option<[(Ratio, Ratio); 2]> {
    points.windows(2).find(|pair| pair[0].0 <= of && of < pair[1].0).map(|pair| [pair[0], pair[1]])
}

/// The slope of a line between two points.
pub(super) fn slope([from, to]: [(Ratio, Ratio); 2]) -> Result<Ratio, EntryError> {
    to.1.subtract(from.1)?.divide(to.0.subtract(from.0)?)
}

fn curve(points: &[(Ratio, Ratio)], of: Ratio) -> Result<Ratio, EntryError> {
    match segment(points, of) {
        Some(pair) => pair[0].1.add(slope(pair)?.multiply(of.subtract(pair[0].0)?)?),
        None => {
            let end = if of < points[0].0 { points.first() } else { points.last() };
            Ok(end.map_or(of, |(_, value)| *value))
        }
    }
}
