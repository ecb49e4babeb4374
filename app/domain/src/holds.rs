//! All holds of a plan, in the order of their addresses: a unit's subtree is a range.

use crate::address::Address;
use crate::dimension::MemberId;
use crate::hold::Hold;
use crate::measure::Measure;
use crate::outline::Outline;
use std::collections::btree_map::Values;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Map;
use std::sync::Arc;

/// The holds of a plan, one for each measure and address at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Apart from the tree, whose nodes have room for twice what is in them.
    held: BTreeMap<(Measure, Address), Arc<Hold>>,
    /// Those that end by themselves, the next one first.
    ends: BTreeSet<(i64, Measure, Address)>,
}

impl Holds {
    /// Every hold, by measure, then by address.
    pub fn iter(&self) -> impl Iterator<Item = &Hold> {
        self.into_iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The hold on exactly this number.
    pub fn get(&self, measure: Measure, at: Address) -> Option<&Hold> {
        self.held.get(&(measure, at)).map(|hold| &**hold)
    }

    /// The holds on numbers that contain this one, itself among them.
    pub fn above<'a>(&'a self, outline: &'a Outline, measure: Measure, at: Address) -> impl Iterator<Item = &'a Hold> {
        let units = (!self.is_empty()).then(|| outline.units.upwards(at.unit)).into_iter().flatten();
        units
            .flat_map(move |unit| self.of_units(measure, unit, unit + 1))
            .filter(move |hold| outline.contains(hold.at, at))
    }

    /// The holds on numbers that share leaf cells with this one.
    pub fn meeting<'a>(
        &'a self,
        outline: &'a Outline,
        measure: Measure,
        at: Address,
    ) -> impl Iterator<Item = &'a Hold> {
        let end = outline.units.get(at.unit).map_or(at.unit, |unit| unit.end);
        let above = outline.units.upwards(at.unit).skip(1);
        above
            .flat_map(move |unit| self.of_units(measure, unit, unit + 1))
            .chain(self.of_units(measure, at.unit, end))
            .filter(move |hold| outline.meet(hold.at, at).is_some())
    }

    /// When the next hold ends, in milliseconds since 1970 UTC.
    pub fn next_end(&self) -> Option<i64> {
        self.ends.first().map(|(until, ..)| *until)
    }

    /// The holds that have ended at a moment, in milliseconds since 1970 UTC.
    pub fn ended(&self, moment: i64) -> impl Iterator<Item = (Measure, Address)> + '_ {
        let past = self.ends.iter().take_while(move |(until, ..)| *until <= moment);
        past.map(|(_, measure, at)| (*measure, *at))
    }

    /// Takes a hold in place of an earlier one on the same number.
    pub(crate) fn insert(&mut self, hold: Hold) {
        self.remove(hold.measure, hold.at);
        self.ends.extend(hold.until.map(|until| (until, hold.measure, hold.at)));
        self.held.insert((hold.measure, hold.at), Arc::new(hold));
    }

    /// Lets a number go.
    pub(crate) fn remove(&mut self, measure: Measure, at: Address) {
        if let Some(until) = self.held.remove(&(measure, at)).and_then(|hold| hold.until) {
            self.ends.remove(&(until, measure, at));
        }
    }

    /// The holds on numbers of exactly this unit.
    pub(crate) fn of_unit(&self, measure: Measure, unit: MemberId) -> impl Iterator<Item = &Hold> {
        self.of_units(measure, unit, unit + 1)
    }

    fn of_units(&self, measure: Measure, from: MemberId, end: MemberId) -> impl Iterator<Item = &Hold> {
        let first = |unit| (measure, Address { unit, ..Address::COMPANY });
        self.held.range(first(from)..first(end.max(from))).map(|(_, hold)| &**hold)
    }
}

/// Every hold of a plan, by measure, then by address.
type Iter<'a> = Map<Values<'a, (Measure, Address), Arc<Hold>>, fn(&'a Arc<Hold>) -> &'a Hold>;

impl<'a> IntoIterator for &'a Holds {
    type Item = &'a Hold;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.held.values().map(|hold| hold.as_ref())
    }
}
