//! Where the values of leaves come from.

use crate::address::Address;
use crate::dimension::{MemberId, ROOT};
use crate::goal::Metric;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The values that people gave to drivers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drivers {
    values: BTreeMap<String, i64>,
}

impl Drivers {
    /// The value of a driver in rounding units of its unit ([`super::Unit::steps`]).
    pub fn get(&self, name: &str) -> Option<i64> {
        self.values.get(name).copied()
    }

    /// Gives a driver a value, or with `None` what its model says.
    pub fn set(&mut self, name: &str, value: Option<i64>) {
        match value {
            Some(value) => self.values.insert(name.to_owned(), value),
            None => self.values.remove(name),
        };
    }
}

/// What an evaluation reads.
pub trait Source {
    /// How many months the cycle has.
    fn months(&self) -> usize;

    /// The months that the whole period consists of.
    fn span(&self) -> Range<usize>;

    /// A measure in a month, or with `None` in the whole period, in rounding units.
    fn measure(&self, measure: Measure, slice: Option<Slice>, month: Option<usize>) -> Option<i64>;

    /// The target of a corporate goal.
    fn goal(&self, metric: Metric) -> Option<i64>;

    /// The value that people gave to a driver, in rounding units of its unit.
    fn driver(&self, name: &str) -> Option<i64>;
}

/// A plan at one address and in one slice, with the drivers beside it.
#[derive(Debug)]
pub struct PlanSource<'a> {
    plan: &'a Plan,
    slice: Slice,
    at: Address,
    drivers: &'a Drivers,
    months: Vec<MemberId>,
    span: Range<usize>,
}

impl<'a> PlanSource<'a> {
    /// Reads a slice of a plan; the whole period is that of the address.
    pub fn new(plan: &'a Plan, slice: Slice, at: Address, drivers: &'a Drivers) -> Self {
        let periods = &plan.outline().periods;
        let months: Vec<MemberId> = periods.leaves(ROOT).collect();
        let inside = |month: &MemberId| periods.contains(at.period, *month);
        let start = months.iter().position(inside).unwrap_or(0);
        let length = months[start..].iter().take_while(|month| inside(month)).count();
        Self { plan, slice, at, drivers, months, span: start..start + length }
    }
}

impl Source for PlanSource<'_> {
    fn months(&self) -> usize {
        self.months.len()
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn measure(&self, measure: Measure, slice: Option<Slice>, month: Option<usize>) -> Option<i64> {
        let period = month.map_or(self.at.period, |month| self.months[month]);
        self.plan.get(slice.unwrap_or(self.slice), measure, Address { period, ..self.at })
    }

    fn goal(&self, metric: Metric) -> Option<i64> {
        self.plan.goal(metric)
    }

    fn driver(&self, name: &str) -> Option<i64> {
        self.drivers.get(name)
    }
}
