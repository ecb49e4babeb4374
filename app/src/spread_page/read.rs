//! Reads the fields of the form in the reader's own way of writing numbers.

use super::way::Way;
use crate::components::grid::entry_sentence;
use crate::query::Query;
use crate::text::spread as text;
use domain::dimension::ROOT;
use domain::entry::{Entry, EntryError, Ratio, parse};
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::number::Region;
use domain::plan::Plan;
use domain::rejection::Rejection;
use std::ops::Range;

/// Why a form asks for nothing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field cannot be read.
    Field {
        /// Its name.
        name: String,
        /// What is wrong, as a sentence.
        sentence: String,
    },
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
        let said = |error: EntryError| self.field(name, entry_sentence(&error, self.region));
        match parse(self.typed(name)?, self.region, decimals).map_err(said)? {
            entry @ (Entry::Set(_)
            | Entry::Add(_)
            | Entry::ChangePercent(_)
            | Entry::Multiply(_)
            | Entry::Divide(_)) => entry.apply(current).map_err(said)?.ok_or_else(|| self.unreadable(name)),
            _ => Err(self.unreadable(name)),
        }
    }

    /// A percentage in hundredths of a percent; the sign may be left out.
    pub fn hundredths(&self, name: &str) -> Result<i64, Problem> {
        self.percent(name, self.typed(name)?)
    }

    fn percent(&self, name: &str, written: &str) -> Result<i64, Problem> {
        let (sign, size) = match written.strip_prefix(['-', '−']) {
            Some(size) => (-1, size),
            None => (1, written.strip_prefix('+').unwrap_or(written)),
        };
        let size = size.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}']);
        match parse(size, self.region, 2) {
            Ok(Entry::Set(hundredths)) => Ok(sign * hundredths),
            Err(error) => Err(self.field(name, entry_sentence(&error, self.region))),
            Ok(_) => Err(self.unreadable(name)),
        }
    }

    /// A growth from month to month in percent, as a factor.
    pub fn growth(&self, name: &str) -> Result<Ratio, Problem> {
        let hundredths = self.hundredths(name)?;
        Ratio::new(10_000 + i128::from(hundredths), 10_000).map_err(|_| self.unreadable(name))
    }

    /// Percentages one after the other, in hundredths of a percent.
    pub fn percents(&self, name: &str) -> Result<Vec<u32>, Problem> {
        let read = |written: &str| {
            let hundredths = self.percent(name, written)?;
            u32::try_from(hundredths).map_err(|_| self.unreadable(name))
        };
        self.typed(name)?.split([' ', ';']).filter(|written| !written.is_empty()).map(read).collect()
    }

    /// A whole number of 0 or more; 0 where nothing is typed.
    pub fn part(&self, name: &str) -> Result<u32, Problem> {
        let Some(written) = self.query.get(name) else { return Ok(0) };
        let read = parse(written, self.region, 0).ok();
        let part = read.and_then(|entry| if let Entry::Set(part) = entry { u32::try_from(part).ok() } else { None });
        part.ok_or_else(|| self.unreadable(name))
    }

    /// Twelve parts, one for each month of the cycle.
    pub fn parts(&self, name: &str) -> Result<[u32; 12], Problem> {
        let mut parts = [0; 12];
        for (month, part) in parts.iter_mut().enumerate() {
            *part = self.part(&format!("{name}.{month}"))?;
        }
        Ok(parts)
    }

    /// A day as browsers write it: year, month and day.
    pub fn day(&self, name: &str) -> Result<(i32, u8, u8), Problem> {
        let mut numbers = self.typed(name)?.splitn(3, '-');
        let day = (|| {
            let year = numbers.next()?.parse().ok()?;
            Some((year, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
        })();
        day.ok_or_else(|| self.unreadable(name))
    }

    /// The months of the node's period, counted from the first of the cycle.
    pub fn months(&self) -> Range<u8> {
        let places = self.plan.outline().periods.leaf_places(self.node.at.period);
        let all = self.plan.outline().periods.leaf_places(ROOT).len();
        let month = |place: usize| u8::try_from(place.min(all)).unwrap_or(u8::MAX);
        month(places.start)..month(places.end).max(1)
    }

    fn typed(&self, name: &str) -> Result<&str, Problem> {
        self.query.get(name).ok_or_else(|| self.missing(name))
    }

    pub fn missing(&self, name: &str) -> Problem {
        self.field(name, text::missing(self.region).to_owned())
    }

    pub fn unreadable(&self, name: &str) -> Problem {
        self.field(name, crate::text::board::unreadable(self.region).to_owned())
    }

    fn field(&self, name: &str, sentence: String) -> Problem {
        Problem::Field { name: name.to_owned(), sentence }
    }
}
