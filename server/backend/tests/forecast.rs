//! What people may expect of a baseline.

use backend::forecast::baseline;
use proptest::prelude::*;

const SEASON: [f64; 12] = [0.8, 0.85, 0.9, 1.0, 1.1, 1.2, 1.15, 1.0, 0.9, 0.95, 1.0, 1.15];

/// A series without noise: a season that multiplies a level with yearly growth.
fn seasonal(months: usize, level: f64, growth: f64) -> Vec<f64> {
    let months = 0..months;
    months.map(|month| level * SEASON[month % 12] * (1.0 + growth * month as f64 / 12.0)).collect()
}

fn assert_near(forecast: &[f64], truth: &[f64], tolerance: f64) {
    assert_eq!(forecast.len(), truth.len());
    for (month, (forecast, truth)) in forecast.iter().zip(truth).enumerate() {
        let error = (forecast - truth).abs() / truth;
        assert!(error < tolerance, "month {month}: {forecast} instead of {truth}");
    }
}

#[test]
fn a_season_with_growth_goes_on_within_a_few_percent() {
    for (growth, known) in [(0.06, 36), (0.12, 48), (-0.05, 35), (0.0, 24), (0.08, 27)] {
        let truth = seasonal(known + 12, 250_000.0, growth);
        assert_near(&baseline(&truth[..known], 12), &truth[known..], 0.03);
    }
}

#[test]
fn an_additive_season_that_touches_zero_goes_on() {
    let truth: Vec<f64> = (0..48).map(|month| [0.0, 100.0, 200.0, 300.0][month % 12 / 3]).collect();
    let forecast = baseline(&truth[..36], 12);
    for (forecast, truth) in forecast.iter().zip(&truth[36..]) {
        assert!((forecast - truth).abs() < 10.0, "{forecast} instead of {truth}");
    }
}

#[test]
fn a_constant_series_stays() {
    for known in [1, 7, 12, 18, 24, 36] {
        assert_near(&baseline(&vec![420.0; known], 14), &[420.0; 14], 1e-9);
    }
}

#[test]
fn a_drop_of_half_a_year_is_seen_and_does_not_run_away() {
    let mut history = seasonal(36, 1_000.0, 0.0);
    for (index, amount) in history[30..].iter_mut().enumerate() {
        *amount *= 1.0 - 0.06 * (index + 1) as f64;
    }
    let year: f64 = baseline(&history, 12).iter().sum();
    assert!((4_000.0..10_000.0).contains(&year), "{year}");
}

#[test]
fn with_less_than_two_years_last_year_repeats_with_the_growth_seen() {
    let mut history = vec![100.0; 12];
    history.extend([120.0; 6]);
    let forecast = baseline(&history, 12);
    assert_near(&forecast[..6], &[110.0; 6], 1e-9);
    assert_near(&forecast[6..], &[132.0; 6], 1e-9);
    assert_near(&baseline(&SEASON, 12), &SEASON, 1e-9);
}

#[test]
fn with_less_than_a_year_the_mean_repeats_and_nothing_stays_nothing() {
    assert_eq!(baseline(&[10.0, 20.0, 30.0], 4), [20.0; 4]);
    assert_eq!(baseline(&[], 3), [0.0; 3]);
    assert_eq!(baseline(&[0.0; 36], 3), [0.0; 3]);
    assert!(baseline(&seasonal(36, 9.0, 0.1), 0).is_empty());
}

#[test]
fn months_before_the_first_sale_are_not_history() {
    let mut history = vec![0.0; 30];
    history.extend([50.0; 6]);
    assert_eq!(baseline(&history, 12), [50.0; 12]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_history_makes_a_baseline_infinite_negative_or_different_the_second_time(
        history in prop::collection::vec(
            prop_oneof![4 => 0.0..1e9_f64, 1 => Just(0.0), 1 => -1e6..0.0_f64, 1 => Just(f64::NAN)], 0..60),
        months in 0usize..26,
    ) {
        let forecast = baseline(&history, months);
        prop_assert_eq!(forecast.len(), months);
        prop_assert!(forecast.iter().all(|amount| amount.is_finite() && *amount >= 0.0));
        prop_assert_eq!(forecast, baseline(&history, months));
    }
}
