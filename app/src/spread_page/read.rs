//! Reads the fields of the form in the reader's own way of writing numbers.

use super::way::Way;
use crate::form::{Errors, Query, hundredths, number, read_date};
use crate::text::{board, spread as text, tactic};
use domain::dimension::ROOT;
use domain::entry::Ratio;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::number::Region;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::tactic::Day;
use std::ops::Range;

/// Why a form asks for nothing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field cannot be read.
    Fields(Errors),
    /// A rule says no.
    Refused(Rejection),
}

/// A form, where it was filled in and by whom.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub plan: &'a Plan,
    pub node: Node,
    pub way: Way,
    pub query: &'a Query,
    pub region: Region,
}

impl Reader<'_> {
    pub fn slot(&self) -> (Slice, Measure) {
        (self.node.slice, self.node.measure)
    }

    /// An amount in rounding units: absolute, or a change of the number that stands at the node.
    pub fn number(&self, name: &str) -> Result<i64, Problem> {
        let decimals = self.plan.outline().decimals(self.node.measure);
        let current = self.plan.get(self.node.slice, self.node.measure, self.node.at);
        self.read(name, |written| number(written, self.region, decimals, current))
    }

    /// A percentage in hundredths of a percent.
    pub fn hundredths(&self, name: &str) -> Result<i64, Problem> {
        self.read(name, |written| hundredths(written, self.region))
    }

    /// A growth from month to month in percent, as a factor.
    pub fn growth(&self, name: &str) -> Result<Ratio, Problem> {
        let hundredths = self.hundredths(name)?;
        Ratio::new(10_000 + i128::from(hundredths), 10_000).map_err(|_| self.unreadable(name))
    }

    /// Percentages of 0 or more one after the other, in hundredths of a percent.
    pub fn percents(&self, name: &str) -> Result<Vec<u32>, Problem> {
        self.read(name, |written| {
            let written = written.split([' ', ';']).filter(|written| !written.is_empty());
            let positive = |size| u32::try_from(size).map_err(|_| board::unreadable(self.region).to_owned());
            written.map(|written| hundredths(written, self.region).and_then(positive)).collect()
        })
    }

    /// A whole number of 0 or more; 0 where nothing is typed.
    pub fn part(&self, name: &str) -> Result<u32, Problem> {
        if self.query.get(name).is_none() {
            return Ok(0);
        }
        let part = self.read(name, |written| number(written, self.region, 0, None))?;
        u32::try_from(part).map_err(|_| self.unreadable(name))
    }

    /// Twelve parts, one for each month of the cycle.
    pub fn parts(&self, name: &str) -> Result<[u32; 12], Problem> {
        let mut parts = [0; 12];
        for (month, part) in parts.iter_mut().enumerate() {
            *part = self.part(&format!("{name}.{month}"))?;
        }
        Ok(parts)
    }

    pub fn day(&self, name: &str) -> Result<Day, Problem> {
        self.read(name, |written| read_date(written).ok_or_else(|| tactic::not_day(self.region).to_owned()))
    }

    /// The months of the node's period, counted from the first of the cycle.
    pub fn months(&self) -> Range<u8> {
        let places = self.plan.outline().periods.leaf_places(self.node.at.period);
        let all = self.plan.outline().periods.leaf_places(ROOT).len();
        let month = |place: usize| u8::try_from(place.min(all)).unwrap_or(u8::MAX);
        month(places.start)..month(places.end).max(1)
    }

    fn read<T>(&self, name: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Problem> {
        let written = self.query.get(name).ok_or_else(|| self.missing(name))?;
        read(written).map_err(|sentence| Problem::Fields(Errors::one(name, sentence)))
    }

    pub fn missing(&self, name: &str) -> Problem {
        Problem::Fields(Errors::one(name, text::missing(self.region)))
    }

    pub fn without_parts(&self, name: &str) -> Problem {
        Problem::Fields(Errors::one(name, text::no_part(self.region)))
    }

    pub fn unreadable(&self, name: &str) -> Problem {
        Problem::Fields(Errors::one(name, board::unreadable(self.region)))
    }
}
