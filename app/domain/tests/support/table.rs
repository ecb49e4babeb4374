//! Values for the leaves of a model, as plain tables.

use domain::goal::Metric;
use domain::measure::{Measure, Slice};
use domain::model::Source;
use std::collections::BTreeMap;
use std::ops::Range;

/// Leaves as plain tables.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub months: usize,
    pub span: Range<usize>,
    /// Months of each measure; the whole period is the sum of those in the span that are there.
    pub measures: BTreeMap<Measure, Vec<Option<i64>>>,
    pub drivers: BTreeMap<String, i64>,
    pub goals: Vec<(Metric, i64)>,
}

impl Source for Table {
    fn months(&self) -> usize {
        self.months
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn measure(&self, measure: Measure, slice: Option<Slice>, month: Option<usize>) -> Option<i64> {
        let months = self.measures.get(&measure).filter(|_| slice.is_none())?;
        match month {
            Some(month) => months[month],
            None => {
                let there: Vec<i64> = months[self.span.clone()].iter().flatten().copied().collect();
                (!there.is_empty()).then(|| there.iter().sum())
            }
        }
    }

    fn goal(&self, metric: Metric) -> Option<i64> {
        self.goals.iter().find(|(known, _)| *known == metric).map(|(_, target)| *target)
    }

    fn driver(&self, name: &str) -> Option<i64> {
        self.drivers.get(name).copied()
    }
}
