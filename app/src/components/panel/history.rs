//! The history of the selected unit beside its plan, month by month: as a chart, and as a table.

use crate::board::display;
use crate::board::state::BoardState;
use crate::components::chart::ChartView;
use crate::text::board as text;
use charming::Chart;
use charming::component::{Axis, Grid, Legend};
use charming::datatype::DataPoint;
use charming::element::{AxisType, Tooltip, Trigger};
use charming::series::{Bar, Line};
use domain::address::Address;
use domain::calendar::month_period;
use domain::dimension::MemberId;
use domain::measure::Slice;
use domain::number::{Magnitude, Region};
use leptos::prelude::*;

/// The slices beside each other, history first.
const SLICES: [Slice; 4] = [Slice::LastYear, Slice::Baseline, Slice::Target, Slice::Commitment];

/// A month's name and its number in every slice.
type MonthLine = (String, [Option<i64>; SLICES.len()]);

/// The history tab.
#[component]
pub(super) fn History(state: BoardState, unit: MemberId) -> impl IntoView {
    let region = state.region;
    let as_table = RwSignal::new(false);
    let months = Memo::new(move |_| months(state, unit));
    let title = move || {
        let name = state.with_plan(|plan| {
            plan.outline().units.get(unit).map(|member| display::name(&member.name, region))
        });
        text::chart_title(region, name.flatten().unwrap_or_default())
    };
    let unit_words = move || {
        let measure = state.options.with(|options| options.measure);
        state.scale().unit(measure, &state.first.with_value(|first| first.currency.clone()), region)
    };
    let partial = state.first.with_value(|first| first.history_end).map(|end| {
        let month = format!("{} {}", display::name(&end.name(), region), end.year);
        view! { <p class="panel-note">{text::last_year_partial(region, month)}</p> }
    });
    let chart = Signal::derive(move || chart(&months.get(), state, region));
    view! {
        <section class="history-tab">
            <p class="history-title">
                <strong>{title}</strong>
                <small>{unit_words}</small>
            </p>
            <Show when=move || !as_table.get() fallback=move || view! { <MonthTable state months/> }>
                <ChartView chart label=Signal::derive(title)/>
            </Show>
            {partial}
            <button type="button" class="quiet" on:click=move |_| as_table.update(|shown| *shown = !*shown)>
                {move || if as_table.get() { text::show_chart(region) } else { text::show_table(region) }}
            </button>
        </section>
    }
}

fn months(state: BoardState, unit: MemberId) -> Vec<MonthLine> {
    let options = state.options.get();
    let read = state.with_plan(|plan| {
        let month = |index| {
            let period = month_period(index);
            let at = Address { unit, product: options.product, channel: options.channel, period };
            let name = plan.outline().periods.get(period).map(|month| display::name(&month.name, state.region));
            (name.unwrap_or_default(), SLICES.map(|slice| plan.get(slice, options.measure, at)))
        };
        (0..12).map(month).collect()
    });
    read.unwrap_or_default()
}

/// Last year as bars, what is planned as lines; floats for drawing only.
fn chart(months: &[MonthLine], state: BoardState, region: Region) -> Chart {
    let scale = state.scale();
    let power = match scale.magnitude {
        Magnitude::Ones => 0,
        Magnitude::Thousands => 3,
        Magnitude::Millions => 6,
        Magnitude::Billions => 9,
    };
    let divisor = 10_f64.powi(i32::from(scale.decimals) + power);
    let points = |slice: usize| -> Vec<DataPoint> {
        let point = |number: Option<i64>| match number {
            // Thousandths of the printed unit are finer than a pixel, and keep the tooltip readable.
            Some(number) => DataPoint::from((number as f64 / divisor * 1_000.0).round() / 1_000.0),
            None => DataPoint::from("-"),
        };
        months.iter().map(|(_, numbers)| point(numbers[slice])).collect()
    };
    let names: Vec<String> = months.iter().map(|(name, _)| name.clone()).collect();
    let line = |index: usize| Line::new().name(text::slice(region, SLICES[index])).data(points(index));
    Chart::new()
        .tooltip(Tooltip::new().trigger(Trigger::Axis))
        .legend(Legend::new().bottom(0))
        .grid(Grid::new().left(44).right(8).top(12).bottom(56))
        .x_axis(Axis::new().type_(AxisType::Category).data(names))
        .y_axis(Axis::new().type_(AxisType::Value))
        .series(Bar::new().name(text::slice(region, SLICES[0])).data(points(0)))
        .series(line(1))
        .series(line(2))
        .series(line(3))
}

#[component]
fn MonthTable(state: BoardState, months: Memo<Vec<MonthLine>>) -> impl IntoView {
    let region = state.region;
    let heads = SLICES.map(|slice| view! { <th scope="col">{text::slice(region, slice)}</th> });
    let rows = move || {
        let scale = state.scale();
        let row = |(name, numbers): MonthLine| {
            let write = |number: Option<i64>| number.map_or_else(|| "—".to_owned(), |number| scale.write(number, region));
            let cells = numbers.map(|number| view! { <td>{write(number)}</td> });
            view! { <tr><th scope="row">{name}</th>{cells.into_iter().collect_view()}</tr> }
        };
        months.get().into_iter().map(row).collect_view()
    };
    view! {
        <table class="effects">
            <thead>
                <tr>
                    <th scope="col">{text::month(region)}</th>
                    {heads.into_iter().collect_view()}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
