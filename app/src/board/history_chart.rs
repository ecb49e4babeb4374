//! The history chart: quarters of the past as bars, the plan's target and commitment beside them.

use crate::board::display::{self, Scale};
use crate::text::board as text;
use backend::dataset::FACT_DECIMALS;
use backend::store::history::past::PastMonth;
use charming::Chart;
use charming::component::{Axis, Grid, Legend};
use charming::datatype::DataPoint;
use charming::element::{AxisType, Tooltip, Trigger};
use charming::series::Bar;
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::dimension::MemberId;
use domain::measure::{Measure, Slice};
use domain::number::{Magnitude, Region};
use domain::plan::Plan;
use std::collections::BTreeMap;

/// Years of the past that are shown.
const YEARS: i32 = 3;
const QUARTERS: i32 = 4;

/// Builds the chart of one unit and measure; floats for drawing only.
pub fn chart(plan: &Plan, past: &[PastMonth], unit: MemberId, measure: Measure, region: Region) -> Chart {
    let outline = plan.outline();
    let scale = Scale::of(plan, measure);
    let power = match scale.magnitude {
        Magnitude::Ones => 0,
        Magnitude::Thousands => 3,
        Magnitude::Millions => 6,
        Magnitude::Billions => 9,
    };
    let drawn = |amount: i64, decimals: u8| {
        // Thousandths of the printed unit are finer than a pixel, and keep the tooltip readable.
        let value = amount as f64 / 10_f64.powi(i32::from(decimals) + power);
        DataPoint::from((value * 1_000.0).round() / 1_000.0)
    };
    let start = outline.cycle.start().ordinal();
    let mut quarters: BTreeMap<i32, i64> = BTreeMap::new();
    for month in past {
        let quarter = (month.month.ordinal() - start).div_euclid(3);
        if let Some(amount) = month.amounts[measure as usize]
            && (-YEARS * QUARTERS..0).contains(&quarter)
        {
            *quarters.entry(quarter).or_default() += amount;
        }
    }
    let first = quarters.keys().next().copied().unwrap_or(0);
    let name = |quarter: i32| {
        let period = outline.periods.get(quarter_period(quarter.rem_euclid(QUARTERS) as u8));
        let name = period.map(|period| display::name(&period.name, region)).unwrap_or_default();
        format!("{name} {}", outline.cycle.year + quarter.div_euclid(QUARTERS))
    };
    let planned = |slice: Slice, quarter: i32| {
        let at = Address::of(unit, quarter_period(quarter as u8));
        plan.get(slice, measure, at).map(|amount| drawn(amount, scale.decimals))
    };
    let missing = || DataPoint::from("-");
    let points = |slice: Option<Slice>| -> Vec<DataPoint> {
        let point = |quarter: i32| match slice {
            None => quarters.get(&quarter).map(|amount| drawn(*amount, FACT_DECIMALS)),
            Some(slice) if quarter >= 0 => planned(slice, quarter),
            Some(_) => None,
        };
        (first..QUARTERS).map(|quarter| point(quarter).unwrap_or_else(missing)).collect()
    };
    let bars = |slice: Slice| Bar::new().name(text::slice(region, slice)).data(points(Some(slice)));
    Chart::new()
        .tooltip(Tooltip::new().trigger(Trigger::Axis))
        .legend(Legend::new().bottom(0))
        .grid(Grid::new().left(44).right(8).top(12).bottom(72))
        .x_axis(Axis::new().type_(AxisType::Category).data((first..QUARTERS).map(name).collect::<Vec<_>>()))
        .y_axis(Axis::new().type_(AxisType::Value))
        .series(Bar::new().name(crate::text::chart::actual(region)).data(points(None)))
        .series(bars(Slice::Baseline))
        .series(bars(Slice::Target))
        .series(bars(Slice::Commitment))
}
