//! The facts by place and month, exact, and what boards read from them.

use super::{Cells, History, OpeningError, Places, Request};
use crate::dataset::FACT_DECIMALS;
use domain::address::Address;
use domain::calendar::{Cycle, Month};
use domain::measure::Measure;
use std::collections::BTreeMap;

/// A leaf of each dimension, by the numbers of [`Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) unit: u32,
    pub(super) product: u32,
    pub(super) channel: u32,
}

/// One amount per measure, in ten-thousandths.
type Amounts = [Option<i128>; Measure::ALL.len()];

pub(super) struct Grid {
    cycle: Cycle,
    money_decimals: u8,
    /// Every place's amounts by month ordinal.
    months: BTreeMap<Place, BTreeMap<i32, Amounts>>,
    /// Ordinal of the last month that a forecast may rest on.
    last_full: Option<i32>,
}

impl Grid {
    pub(super) fn new(history: &History, request: &Request, places: &mut Places) -> Self {
        let mut months: BTreeMap<Place, BTreeMap<i32, Amounts>> = BTreeMap::new();
        for fact in &history.facts {
            let place = Place {
                unit: places.units.leaf(&fact.unit),
                product: places.products.leaf(&fact.product),
                channel: places.channels.leaf(&fact.channel),
            };
            let amounts = months.entry(place).or_default().entry(fact.month.ordinal()).or_default();
            for (sum, amount) in amounts.iter_mut().zip(fact.amounts) {
                if let Some(amount) = amount {
                    *sum = Some(sum.unwrap_or(0) + i128::from(amount));
                }
            }
        }
        let last_full = history.span.map(|span| span.last_full.ordinal());
        Self { cycle: request.cycle, money_decimals: request.money_decimals, months, last_full }
    }

    /// The last month that a forecast may rest on.
    pub(super) fn last_full(&self) -> Option<Month> {
        self.last_full.map(Month::from_ordinal)
    }

    pub(super) fn cycle(&self) -> Cycle {
        self.cycle
    }

    /// Every place of one unit's leaf.
    pub(super) fn places_of(&self, unit: u32) -> impl Iterator<Item = Place> + '_ {
        let from = Place { unit, product: 0, channel: 0 };
        let to = Place { unit, product: u32::MAX, channel: u32::MAX };
        self.months.range(from..=to).map(|(place, _)| *place)
    }

    /// The leaves of units that have facts.
    pub(super) fn units(&self) -> Vec<u32> {
        let mut units: Vec<u32> = self.months.keys().map(|place| place.unit).collect();
        units.dedup();
        units
    }

    /// What a place had in a month, in ten-thousandths.
    pub(super) fn amount(&self, place: Place, month: Month, measure: Measure) -> Option<i128> {
        self.months.get(&place)?.get(&month.ordinal())?[measure as usize]
    }

    /// What a place had in the twelve months that end with the last full one.
    pub(super) fn recent(&self, place: Place, measure: Measure) -> i128 {
        let Some((end, months)) = self.last_full.zip(self.months.get(&place)) else { return 0 };
        months.range(end - 11..=end).filter_map(|(_, amounts)| amounts[measure as usize]).sum()
    }

    /// The first month in which a unit has facts.
    pub(super) fn first_month(&self, unit: u32) -> Option<Month> {
        let first = |place| self.months.get(&place).and_then(|months| months.keys().next());
        self.places_of(unit).filter_map(first).min().map(|ordinal| Month::from_ordinal(*ordinal))
    }

    /// The cells of the year before the cycle, in ten-thousandths: only what facts know, so that months after their end are missing.
    pub(super) fn last_year(&self, measure: Measure) -> Cells {
        let start = self.cycle.previous().start().ordinal();
        let of_place = |(place, months): (&Place, &BTreeMap<i32, Amounts>)| {
            let place = *place;
            let cell = move |(ordinal, amounts): (&i32, &Amounts)| {
                amounts[measure as usize].map(|amount| ((place, (ordinal - start) as u8), amount))
            };
            months.range(start..start + 12).filter_map(cell).collect::<Vec<_>>()
        };
        self.months.iter().flat_map(of_place).collect()
    }

    /// How many ten-thousandths a rounding unit has.
    pub(super) fn scale(&self, measure: Measure) -> i128 {
        let decimals = if measure.is_money() { self.money_decimals.min(FACT_DECIMALS) } else { 0 };
        10_i128.pow(u32::from(FACT_DECIMALS - decimals))
    }

    /// Rounding units of an amount in ten-thousandths, to the nearest, halves up.
    pub(super) fn nearest(&self, measure: Measure, amount: i128) -> i128 {
        let scale = self.scale(measure);
        (amount * 2 + scale).div_euclid(scale * 2)
    }

    /// Rounds cells so that every run of them ties: each is the difference of two rounded running sums.
    pub(super) fn rounded(
        &self,
        measure: Measure,
        cells: &[(Address, i128)],
    ) -> Result<Vec<(Address, i64)>, OpeningError> {
        let mut sum = 0;
        let mut given = 0;
        let cell = |(address, amount): &(Address, i128)| {
            sum += amount;
            let upto = self.nearest(measure, sum);
            let number = i64::try_from(upto - given).map_err(|_| OpeningError::TooLarge)?;
            given = upto;
            Ok((*address, number))
        };
        cells.iter().map(cell).collect()
    }
}
