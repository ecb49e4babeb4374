//! The driver tree of a board: its text, and what it reads at a unit in a period.

use super::evaluation::{Evaluation, EvaluationError};
use super::source::{Drivers, PlanSource, Source};
use super::{Model, ModelError};
use crate::address::Address;
use crate::goal::{self, GoalReading, Metric, Reading};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use std::ops::Range;
use std::sync::Arc;

impl Model {
    /// The driver tree of a board: what somebody has written, else the profit and loss statement.
    ///
    /// # Errors
    /// [`ModelError`] where the text was written by another version and is not understood any more.
    pub fn of(plan: &Plan) -> Result<Self, ModelError> {
        Self::parse(plan.model_text().unwrap_or(Self::PROFIT_AND_LOSS), plan.outline().money_decimals)
    }
}

/// What is asked of a unit in a period, in the terms of a goal: the corporate goal for the company's year, elsewhere what
/// its target cells say.
pub fn asked(plan: &Plan, metric: Metric, at: Address) -> Option<i64> {
    if at == Address::COMPANY {
        return plan.goal(metric);
    }
    let target = goal::reading(plan, metric, Slice::Target, at)?;
    i64::try_from(target.comparable()).ok()
}

/// A plan at a unit in a period; the goals are what is asked there.
#[derive(Debug)]
pub struct BoardSource<'a> {
    plan: &'a Plan,
    slice: Slice,
    at: Address,
    source: PlanSource<'a>,
}

impl<'a> BoardSource<'a> {
    /// Reads a slice of a plan; drivers have the values of the text.
    pub fn new(plan: &'a Plan, slice: Slice, at: Address, drivers: &'a Drivers) -> Self {
        Self { plan, slice, at, source: PlanSource::new(plan, slice, at, drivers) }
    }
}

impl Source for BoardSource<'_> {
    fn months(&self) -> usize {
        self.source.months()
    }

    fn span(&self) -> Range<usize> {
        self.source.span()
    }

    fn measure(&self, measure: Measure, slice: Option<Slice>, month: Option<usize>) -> Option<i64> {
        self.source.measure(measure, slice, month)
    }

    fn goal(&self, metric: Metric) -> Option<i64> {
        // What is asked this year was not asked last year.
        (self.slice != Slice::LastYear).then(|| asked(self.plan, metric, self.at)).flatten()
    }

    fn driver(&self, name: &str) -> Option<i64> {
        self.source.driver(name)
    }
}

/// Computes a driver tree in a slice of a plan, at a unit in a period.
///
/// # Errors
/// [`EvaluationError::TooLarge`].
pub fn evaluate(plan: &Plan, model: &Arc<Model>, slice: Slice, at: Address) -> Result<Evaluation, EvaluationError> {
    Evaluation::new(Arc::clone(model), &BoardSource::new(plan, slice, at, &Drivers::default()))
}

/// The goals as a driver tree gives them at a unit in a period; with the default one those of [`goal::read`] for the
/// company's year.
pub fn readings(plan: &Plan, at: Address, now: &Evaluation, last_year: &Evaluation) -> Vec<GoalReading> {
    let top_line = asked(plan, Metric::TopLine, at);
    let card = |metric| {
        let is_gap = metric == Metric::Gap;
        let value = now.reading(metric);
        let target = if is_gap { Some(0) } else { asked(plan, metric, at) };
        let drawn = if is_gap { Metric::TopLine } else { metric };
        GoalReading {
            metric,
            value,
            last_year: if is_gap { None } else { last_year.reading(metric) },
            target,
            status: goal::status(metric, value, target, top_line),
            trend: std::array::from_fn(|month| now.month_reading(drawn, month).map(Reading::drawn)),
        }
    };
    Metric::ALL.map(card).into()
}
