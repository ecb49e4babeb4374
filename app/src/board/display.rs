//! How the board writes numbers: scaled to what the whole company needs, the unit stated once.

use crate::text;
use domain::address::Address;
use domain::dimension::{MemberId, Name};
use domain::goal::{GoalReading, Metric, Reading};
use domain::measure::{Measure, Slice};
use domain::number::{
    Language, Magnitude, Region, format_compact, format_exact, format_moment, format_percent, format_scaled, with_sign,
};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::tactic::Day;
use serde::{Deserialize, Serialize};

/// What one printed unit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Decimal places of the rounding unit.
    pub decimals: u8,
    /// Ones, thousands or millions.
    pub magnitude: Magnitude,
    /// Places printed after the decimal separator.
    pub places: u8,
}

impl Scale {
    /// The scale in which a measure of the whole company reads well.
    pub fn of(plan: &Plan, measure: Measure) -> Self {
        let decimals = plan.outline().decimals(measure);
        let largest = [Slice::Target, Slice::Baseline, Slice::LastYear, Slice::Commitment]
            .into_iter()
            .filter_map(|slice| plan.get(slice, measure, Address::COMPANY))
            .map(i64::unsigned_abs)
            .max()
            .unwrap_or(0);
        let whole = largest / 10_u64.pow(decimals.into());
        let (magnitude, places) = match whole {
            ..100_000 => (Magnitude::Ones, 0),
            100_000..50_000_000 => (Magnitude::Thousands, 1),
            _ => (Magnitude::Millions, 2),
        };
        Self { decimals, magnitude, places }
    }

    /// Writes a number in this scale, rounded half to even.
    pub fn write(self, value: i64, region: Region) -> String {
        format_scaled(value.into(), self.decimals, self.magnitude, self.places, region)
    }

    /// The same with a sign in front.
    pub fn write_signed(self, value: i64, region: Region) -> String {
        with_sign(self.write(value, region))
    }

    /// The unit in words, stated once beside the grid.
    pub fn unit(self, measure: Measure, currency: &str, region: Region) -> String {
        match (measure.is_money(), self.magnitude) {
            (true, Magnitude::Millions) => text::board::millions(region, currency),
            (true, Magnitude::Thousands) => text::board::thousands(region, currency),
            (true, _) => currency.to_owned(),
            (false, Magnitude::Millions) => text::board::million_pieces(region).to_owned(),
            (false, Magnitude::Thousands) => text::board::thousand_pieces(region).to_owned(),
            (false, _) => text::board::pieces(region).to_owned(),
        }
    }
}

/// The name of a unit in the reader's language; empty where there is no such unit.
pub fn unit_name(outline: &Outline, unit: MemberId, region: Region) -> String {
    outline.units.get(unit).map(|member| name(&member.name, region)).unwrap_or_default()
}

/// A name in the reader's language.
pub fn name(name: &Name, region: Region) -> String {
    match region.language() {
        Language::En => name.en.clone(),
        Language::Es => name.es.clone(),
    }
}

/// From a day to a day: `Apr 5 – Jul 15` in English, `5 abr – 15 jul` in Spanish.
pub fn days(start: Day, end: Day, region: Region) -> String {
    let write = |day: Day| {
        let month = name(&day.month.name(), region);
        match region.language() {
            Language::En => format!("{month} {}", day.day),
            Language::Es => format!("{} {month}", day.day),
        }
    };
    format!("{} – {}", write(start), write(end))
}

/// A goal's value, short: money with a suffix, ratios as percent.
pub fn reading(reading: Reading, money_decimals: u8, region: Region) -> String {
    match reading {
        Reading::Amount(amount) => format_compact(amount, money_decimals, region),
        Reading::Ratio { numerator, denominator } => {
            format_percent(numerator, denominator, 1, region).unwrap_or_default()
        }
    }
}

/// A goal's target, short, in the terms of its metric.
pub fn goal_target(target: i64, ratio: bool, money_decimals: u8, region: Region) -> String {
    if ratio {
        format_percent(target.into(), 10_000, 1, region).unwrap_or_default()
    } else {
        format_compact(target.into(), money_decimals, region)
    }
}

/// A signed difference of money, short.
pub fn difference(amount: i128, money_decimals: u8, region: Region) -> String {
    with_sign(format_compact(amount, money_decimals, region))
}

/// A signed change in percent; nothing where there is no base.
pub fn change(now: i128, before: i128, region: Region) -> Option<String> {
    format_percent(now - before, before, 1, region).map(with_sign)
}

/// An exact number in rounding units.
pub fn exact(value: i64, decimals: u8, region: Region) -> String {
    format_exact(value, decimals, region)
}

/// A factor as somebody types it, for hints: `1,05`.
pub fn example_factor(region: Region) -> String {
    format_exact(105, 2, region)
}

/// What may be typed where a number is asked for.
pub fn typing_help(region: Region) -> String {
    text::board::typing_help(region, format_exact(25, 1, region), example_factor(region))
}

/// What a goal of several comes to; a dash where it cannot be read.
pub fn goal_value(goals: &[GoalReading], metric: Metric, money_decimals: u8, region: Region) -> String {
    let value = goals.iter().find(|goal| goal.metric == metric).and_then(|goal| goal.value);
    value.map_or_else(|| "—".to_owned(), |value| reading(value, money_decimals, region))
}

/// A signed number of percentage points from hundredths of a percent.
pub fn points(hundredths: i128, region: Region) -> String {
    with_sign(format_scaled(hundredths, 2, Magnitude::Ones, 1, region))
}

/// The same to the hundredth.
#[cfg(feature = "ssr")]
pub fn points_exact(hundredths: i128, region: Region) -> String {
    with_sign(format_scaled(hundredths, 2, Magnitude::Ones, 2, region))
}

/// A moment in the reader's own time.
#[cfg(feature = "hydrate")]
pub fn moment(milliseconds: i64, region: Region) -> String {
    format_moment(milliseconds - super::day::behind_universal_time(milliseconds), region)
}

/// A moment in universal time, which is named: the server does not know the reader's.
#[cfg(not(feature = "hydrate"))]
pub fn moment(milliseconds: i64, region: Region) -> String {
    format!("{} UTC", format_moment(milliseconds, region))
}
