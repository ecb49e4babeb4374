//! Leaves: what they read, and what it means to give one of them another value.

use super::evaluation::{Change, Evaluation, EvaluationError};
use super::source::Source;
use super::{Kind, Node};
use crate::entry::Ratio;
use crate::spread::{Share, spread};

impl Evaluation {
    /// The value of every leaf in every column.
    pub(super) fn leaves(&self, source: &dyn Source) -> Result<Vec<Change>, EvaluationError> {
        let mut changes = Vec::new();
        for (index, node) in self.model.nodes.iter().enumerate() {
            let whole = |value: i64| Ratio::from(i128::from(value));
            let given = match &node.kind {
                Kind::Measure(measure, slice) => {
                    for column in 0..=self.months {
                        let month = (column < self.months).then_some(column);
                        let value = source.measure(*measure, *slice, month).map(whole);
                        changes.push((self.cell(column, index), value));
                    }
                    continue;
                }
                Kind::Goal(metric) => {
                    let value = source.goal(*metric).map(|target| self.unit_value(index, target.into())).transpose()?;
                    changes.extend((0..=self.months).map(|column| (self.cell(column, index), value)));
                    continue;
                }
                Kind::Driver(default) => match source.driver(self.model.owner(index)) {
                    Some(value) => Some(self.unit_value(index, value.into())?),
                    None => *default,
                },
                Kind::Constant(value, _) => Some(*value),
                _ => continue,
            };
            self.given(index, given, &mut changes)?;
        }
        Ok(changes)
    }

    /// A single number in every column: an amount in equal parts, anything else in each of them.
    fn given(&self, index: usize, value: Option<Ratio>, changes: &mut Vec<Change>) -> Result<(), EvaluationError> {
        let part = |months: usize| self.part(&self.model.nodes[index], value?, months);
        let (month, whole) = (part(1), part(self.span.len()));
        if value.is_some() && (month.is_none() || whole.is_none()) {
            return Err(self.too_large(index));
        }
        changes.extend((0..self.months).map(|column| (self.cell(column, index), month)));
        changes.push((self.cell(self.months, index), whole));
        Ok(())
    }

    /// What so many months have of a number of the cycle.
    fn part(&self, node: &Node, value: Ratio, months: usize) -> Option<Ratio> {
        if !node.adds_up {
            return Some(value);
        }
        let share = Ratio::new(months as i128, (self.months as i128).max(1)).ok()?;
        value.multiply(share).ok()
    }

    /// A number of rounding units of a node's unit as its value.
    pub(super) fn unit_value(&self, index: usize, steps: i128) -> Result<Ratio, EvaluationError> {
        let unit = self.model.nodes[index].unit;
        Ratio::new(steps, unit.steps().into()).map_err(|_| self.too_large(index))
    }

    /// A value in whole rounding units of a node's unit.
    pub(super) fn to_steps(&self, index: usize, value: Ratio) -> Result<Ratio, EvaluationError> {
        let unit = self.model.nodes[index].unit;
        value.multiply(Ratio::from(i128::from(unit.steps()))).map_err(|_| self.too_large(index))
    }

    /// The present value of a leaf in rounding units: of a driver that of the cycle, of a measure that of the period.
    pub(super) fn lever(&self, index: usize) -> Result<Option<i128>, EvaluationError> {
        let node = &self.model.nodes[index];
        let value = match node.kind {
            Kind::Driver(_) if self.months > 0 => {
                let months = if node.adds_up { self.months } else { 1 };
                let of_months = Ratio::from(months as i128);
                let month = self.at(0, index);
                month.map(|month| month.multiply(of_months)).transpose().map_err(|_| self.too_large(index))?
            }
            _ => self.at(self.months, index),
        };
        value.map(|value| self.to_steps(index, value).map(Ratio::rounded)).transpose()
    }

    /// What a leaf's columns become when it takes a value: the months of a measure move in their present proportion.
    pub(super) fn moved(&self, index: usize, steps: i128) -> Result<Vec<Change>, EvaluationError> {
        let mut changes = Vec::with_capacity(self.months + 1);
        if !matches!(self.model.nodes[index].kind, Kind::Measure(..)) {
            self.given(index, Some(self.unit_value(index, steps)?), &mut changes)?;
            return Ok(changes);
        }
        if !self.span.is_empty() {
            let shares: Vec<Share> = self.proportions(index).into_iter().map(Share::free).collect();
            let months = spread(steps, &shares).map_err(|_| self.too_large(index))?;
            let cells = self.span.clone().zip(months);
            changes.extend(cells.map(|(month, value)| (self.cell(month, index), Some(Ratio::from(value)))));
        }
        changes.push((self.cell(self.months, index), Some(Ratio::from(steps))));
        Ok(changes)
    }

    /// In which proportion the months of a measure move: as they stand; alike where none is above zero.
    pub(super) fn proportions(&self, index: usize) -> Vec<i128> {
        let month = |month| self.at(month, index).map_or(0, |value| value.rounded().max(0));
        let months: Vec<i128> = self.span.clone().map(month).collect();
        if months.iter().any(|&month| month > 0) { months } else { vec![1; months.len()] }
    }
}
