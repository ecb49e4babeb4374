//! The baseline: what history alone says will happen in each month of the cycle.

use super::grid::{Grid, Place};
use super::{Cells, OpeningError};
use crate::forecast::baseline;
use domain::calendar::Month;
use domain::measure::Measure;
use domain::spread::{Share, spread};
use std::collections::BTreeMap;

/// What is forecast; expenses repeat the last known year.
const FORECAST: [Measure; 3] = [Measure::Revenue, Measure::Units, Measure::CostOfGoods];

/// The columns of the baseline, in ten-thousandths: facts up to the last full month, forecasts in whole rounding units after it.
pub(super) fn columns(grid: &Grid) -> Result<BTreeMap<Measure, Cells>, OpeningError> {
    let mut columns: BTreeMap<Measure, Cells> = BTreeMap::new();
    let Some(last_full) = grid.last_full() else { return Ok(columns) };
    for unit in grid.units() {
        let places: Vec<Place> = grid.places_of(unit).collect();
        let revenue = forecast(grid, unit, &places, last_full);
        let recent = FORECAST.map(|measure| {
            let weights: Vec<i128> = places.iter().map(|place| grid.recent(*place, measure).max(0)).collect();
            Recent { measure, sum: weights.iter().sum(), weights }
        });
        for index in 0..12 {
            let month = grid.cycle().month(index);
            if month <= last_full {
                known(grid, &places, (index, month), &mut columns);
            } else {
                let ahead = (month.ordinal() - last_full.ordinal() - 1) as usize;
                let revenue = revenue.get(ahead).copied().unwrap_or(0);
                expected(grid, &places, &recent, (index, revenue), &mut columns)?;
                repeated(grid, &places, (index, month), &mut columns);
            }
        }
    }
    Ok(columns)
}

/// A unit's revenue after the last full month, month by month to the end of the cycle, in rounding units.
fn forecast(grid: &Grid, unit: u32, places: &[Place], last_full: Month) -> Vec<i128> {
    let ahead = grid.cycle().month(11).ordinal() - last_full.ordinal();
    let Some(first) = grid.first_month(unit).filter(|first| *first <= last_full) else { return Vec::new() };
    let Ok(ahead) = usize::try_from(ahead) else { return Vec::new() };
    let scale = grid.scale(Measure::Revenue) as f64;
    let in_month = |ordinal| {
        let month = Month::from_ordinal(ordinal);
        places.iter().filter_map(|place| grid.amount(*place, month, Measure::Revenue)).sum::<i128>() as f64 / scale
    };
    let history: Vec<f64> = (first.ordinal()..=last_full.ordinal()).map(in_month).collect();
    // From here on the forecast is an integer like every other number.
    baseline(&history, ahead)
        .into_iter()
        .map(|value| if value.is_finite() { value.max(0.0).round() as i128 } else { 0 })
        .collect()
}

/// Months that facts know are what they were.
fn known(grid: &Grid, places: &[Place], (index, month): (u8, Month), columns: &mut BTreeMap<Measure, Cells>) {
    for measure in Measure::ALL {
        let cells = columns.entry(measure).or_default();
        for place in places {
            if let Some(amount) = grid.amount(*place, month, measure) {
                cells.insert((*place, index), amount.max(0));
            }
        }
    }
}

/// What the places of a unit had in the twelve months that end with the last full one.
struct Recent {
    measure: Measure,
    weights: Vec<i128>,
    sum: i128,
}

/// A month's revenue, and units and cost in its proportion, on products and channels as in the last twelve months.
fn expected(
    grid: &Grid,
    places: &[Place],
    recent: &[Recent; FORECAST.len()],
    (index, revenue): (u8, i128),
    columns: &mut BTreeMap<Measure, Cells>,
) -> Result<(), OpeningError> {
    let base = recent[0].sum;
    for Recent { measure, weights, sum } in recent {
        let (measure, sum) = (*measure, *sum);
        if base == 0 || sum == 0 {
            continue;
        }
        // revenue × sum ÷ base, from rounding units of money to those of the measure, to the nearest.
        let (over, under) = (revenue * sum * grid.scale(Measure::Revenue), base * grid.scale(measure));
        let total = (over * 2 + under).div_euclid(under * 2);
        let shares: Vec<Share> = weights.iter().map(|weight| Share::within(*weight, 0, total)).collect();
        let cells = columns.entry(measure).or_default();
        for (place, number) in places.iter().zip(spread(total, &shares)?) {
            if number != 0 {
                cells.insert((*place, index), number * grid.scale(measure));
            }
        }
    }
    Ok(())
}

/// Expenses are those of the same month of the last year that knows it.
fn repeated(grid: &Grid, places: &[Place], (index, month): (u8, Month), columns: &mut BTreeMap<Measure, Cells>) {
    let Some(last_full) = grid.last_full() else { return };
    let years = (month.ordinal() - last_full.ordinal() + 11) / 12;
    let source = month.plus(-12 * years);
    for measure in Measure::EXPENSES {
        let cells = columns.entry(measure).or_default();
        for place in places {
            if let Some(amount) = grid.amount(*place, source, measure) {
                cells.insert((*place, index), amount.max(0));
            }
        }
    }
}
