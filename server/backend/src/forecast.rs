//! Baselines: what history alone says will happen.
//!
//! With two years of history the method is MSTL with a period of twelve months (Bandara, Hyndman and Bergmeir 2021,
//! arXiv:2107.13462): a seasonal-trend decomposition by LOESS, whose seasonally adjusted part the exponential
//! smoothing model of the best corrected Akaike criterion carries on (level, trend or damped trend; Hyndman, Koehler,
//! Ord and Snyder 2008), and whose season repeats.

use augurs::ets::AutoETS;
use augurs::forecaster::transforms::Log;
use augurs::forecaster::{Forecaster, Transformer};
use augurs::mstl::{MSTLModel, stlrs};

const YEAR: usize = 12;

/// Below this share of the mean a month is too close to zero for seasons that multiply.
const SMALLEST_SHARE: f64 = 0.05;

/// No forecast month exceeds the best month of history by more than this factor.
const CEILING: f64 = 3.0;

/// Forecasts consecutive months after `history` (one amount a month, oldest first, in any unit of its own).
///
/// Months before the first sale are not history. Two years or more are forecast by season and trend; between one and
/// two, last year repeats with the growth seen so far; less repeats its mean; none is zero. The result is finite, never
/// negative, and the same for the same history.
pub fn baseline(history: &[f64], months: usize) -> Vec<f64> {
    let known: Vec<f64> = history.iter().map(|&amount| if amount.is_finite() { amount } else { 0.0 }).collect();
    let first = known.iter().position(|&amount| amount != 0.0).unwrap_or(known.len());
    let known = &known[first..];
    let forecast = match known.len() {
        0 => vec![0.0; months],
        1..YEAR => vec![mean(known); months],
        length if length < 2 * YEAR => last_year_with_growth(known, months),
        _ => season_and_trend(known, months).unwrap_or_else(|| last_year_with_growth(known, months)),
    };
    let ceiling = CEILING * known.iter().copied().fold(0.0, f64::max);
    forecast.into_iter().map(|amount| amount.clamp(0.0, ceiling)).collect()
}

/// MSTL with exponential smoothing; `None` where the library finds no model or no finite number.
fn season_and_trend(history: &[f64], months: usize) -> Option<Vec<f64>> {
    let mean = mean(history);
    if mean <= 0.0 {
        return None;
    }
    // The library decomposes in single precision: amounts near one lose least.
    let scaled: Vec<f64> = history.iter().map(|&amount| amount / mean).collect();
    let lowest = scaled.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if highest - lowest < 1e-6 {
        return Some(vec![mean; months]);
    }
    // Few years tell no change of the season from noise: it is averaged over all of them.
    let mut decomposition = stlrs::MstlParams::new();
    decomposition.seasonal_lengths(&[10 * history.len() + 1]);
    let model = MSTLModel::new(vec![YEAR], AutoETS::non_seasonal().into_trend_model()).mstl_params(decomposition);
    let multiplies = lowest > SMALLEST_SHARE;
    let transformers = if multiplies { vec![Log::new().boxed()] } else { Vec::new() };
    let mut forecaster = Forecaster::new(model).with_transformers(transformers);
    forecaster.fit(scaled.as_slice()).ok()?;
    let forecast = forecaster.predict(months, None).ok()?.point;
    let usable = forecast.len() == months && forecast.iter().all(|amount| amount.is_finite());
    usable.then(|| forecast.into_iter().map(|amount| amount * mean).collect())
}

/// The last twelve months, moved by the growth of the months that can be compared with the year before them.
fn last_year_with_growth(history: &[f64], months: usize) -> Vec<f64> {
    let last_year = history.len() - YEAR;
    let compared = last_year.min(YEAR);
    let after: f64 = history[history.len() - compared..].iter().sum();
    let before: f64 = history[last_year - compared..][..compared].iter().sum();
    // Growth seen in three months of twelve counts for a quarter.
    let certainty = compared as f64 / YEAR as f64;
    let growth =
        if before > 0.0 && after > 0.0 { 1.0 + ((after / before).clamp(0.5, 2.0) - 1.0) * certainty } else { 1.0 };
    let mut factor = 1.0;
    let mut forecast = Vec::with_capacity(months);
    for month in 0..months {
        if month % YEAR == 0 {
            factor *= growth;
        }
        forecast.push(history[last_year + month % YEAR] * factor);
    }
    forecast
}

fn mean(amounts: &[f64]) -> f64 {
    amounts.iter().sum::<f64>() / amounts.len().max(1) as f64
}
