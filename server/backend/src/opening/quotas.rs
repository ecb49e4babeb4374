//! Quotas that somebody has set become targets.

use super::grid::{Grid, Place};
use super::places::Places;
use super::{Cells, OpeningError};
use crate::dataset::Quota;
use domain::measure::Measure;
use domain::outline::UNASSIGNED;
use domain::spread::{Share, spread};
use std::collections::{BTreeMap, BTreeSet};

/// A quota inside the cycle, and the leaves that it covers.
struct Covered<'a> {
    quota: &'a Quota,
    first: u8,
    leaves: BTreeSet<String>,
}

impl Covered<'_> {
    fn months(&self) -> std::ops::Range<u8> {
        self.first..self.first + self.quota.months
    }

    /// Whether another quota says more precisely what this one sums up: of the same or fewer leaves, in fewer months.
    fn is_detailed_by(&self, other: &Self) -> bool {
        let inside = other.first >= self.first && other.months().end <= self.months().end;
        let finer = other.leaves.len() < self.leaves.len() || other.quota.months < self.quota.months;
        inside && finer && other.leaves.is_subset(&self.leaves)
    }
}

/// Targets from the quotas that lie in the cycle, in rounding units; the most detailed ones count.
pub(super) fn targets(
    quotas: &[Quota],
    grid: &Grid,
    baseline: &BTreeMap<Measure, Cells>,
    places: &mut Places,
) -> Result<Cells, OpeningError> {
    let covered: Vec<Covered<'_>> = quotas
        .iter()
        .filter_map(|quota| {
            let first = grid.cycle().index_of(quota.start)?;
            grid.cycle().index_of(quota.start.plus(i32::from(quota.months) - 1))?;
            let members = places.units.named(&quota.unit);
            let leaves = members.iter().flat_map(|code| places.units.below(code)).collect();
            Some(Covered { quota, first, leaves })
        })
        .collect();
    let mut targets = Cells::new();
    for one in covered.iter().filter(|one| !covered.iter().any(|other| one.is_detailed_by(other))) {
        let total = grid.nearest(Measure::Revenue, one.quota.amount.into());
        let weights = weights(one, grid, baseline, places);
        let shares: Vec<Share> = weights.values().map(|weight| Share::free(*weight)).collect();
        for (at, number) in weights.keys().zip(spread(total, &shares)?) {
            if number != 0 {
                *targets.entry(*at).or_default() += number;
            }
        }
    }
    Ok(targets)
}

/// Where a quota goes: by last year where it knows all of its months, else by the baseline, else in equal parts.
fn weights(one: &Covered<'_>, grid: &Grid, baseline: &BTreeMap<Measure, Cells>, places: &mut Places) -> Cells {
    let leaves: Vec<u32> = one.leaves.iter().map(|code| places.units.leaf(code)).collect();
    let all: Vec<Place> = leaves.iter().flat_map(|unit| grid.places_of(*unit)).collect();
    let last_month = grid.cycle().previous().month(one.months().end - 1);
    let mut weights = Cells::new();
    if grid.last_full().is_some_and(|last_full| last_month <= last_full) {
        for place in &all {
            for index in one.months() {
                let month = grid.cycle().previous().month(index);
                if let Some(amount) = grid.amount(*place, month, Measure::Revenue).filter(|amount| *amount > 0) {
                    weights.insert((*place, index), amount);
                }
            }
        }
    }
    if weights.is_empty()
        && let Some(cells) = baseline.get(&Measure::Revenue)
    {
        let at = all.iter().flat_map(|place| one.months().map(move |index| (*place, index)));
        weights =
            at.filter_map(|at| cells.get(&at).filter(|number| **number > 0).map(|number| (at, *number))).collect();
    }
    if weights.is_empty() {
        let units = if leaves.is_empty() { vec![places.units.leaf(&one.quota.unit)] } else { leaves };
        let (product, channel) = (places.products.leaf(UNASSIGNED), places.channels.leaf(UNASSIGNED));
        let place = |unit: u32| Place { unit, product, channel };
        weights = units.iter().flat_map(|unit| one.months().map(|index| ((place(*unit), index), 1))).collect();
    }
    weights
}
