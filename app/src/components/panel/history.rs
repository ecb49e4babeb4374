//! The history of the selected unit beside its plan, month by month: as a chart, and as a table.

use crate::api::history::read_history_chart;
use crate::board::display;
use crate::board::state::BoardState;
use crate::components::chart::ChartView;
use crate::settled::{Settle, When, on, part, word, words};
use crate::text::board as text;
use domain::address::Address;
use domain::calendar::month_period;
use domain::dimension::MemberId;
use domain::measure::Slice;
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
        let name =
            state.with_plan(|plan| plan.outline().units.get(unit).map(|member| display::name(&member.name, region)));
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
    let board = state.first.with_value(|first| first.board.clone());
    let options = RwSignal::new(None);
    // Read again when this unit's numbers move: the chart is drawn from what the server has confirmed.
    Effect::new(move |_| {
        months.track();
        let measure = state.options.with(|options| options.measure);
        let board = board.clone();
        leptos::task::spawn_local(async move {
            if let Ok(json) = read_history_chart(board, unit, measure).await {
                // The tab may be closed by now.
                let _ = options.try_set(Some(json));
            }
        });
    });
    view! {
        <section class="history-tab">
            <p class="history-title">
                <strong>{words(title)}</strong>
                <small>{words(unit_words)}</small>
            </p>
            <When holds=move || !as_table.get() fallback=move || view! { <MonthTable state months/> }>
                <ChartView options=options.into() label=Signal::derive(title)/>
            </When>
            {partial}
            <button type="button" class="quiet" on:click=on(move |_| as_table.update(|shown| *shown = !*shown))>
                {word(move || if as_table.get() { text::show_chart(region) } else { text::show_table(region) })}
            </button>
        </section>
    }
    .settled()
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

#[component]
fn MonthTable(state: BoardState, months: Memo<Vec<MonthLine>>) -> impl IntoView {
    let region = state.region;
    let heads = SLICES.map(|slice| view! { <th scope="col">{text::slice(region, slice)}</th> });
    let rows = part(move || {
        let scale = state.scale();
        let row = |(name, numbers): MonthLine| {
            let write =
                |number: Option<i64>| number.map_or_else(|| "—".to_owned(), |number| scale.write(number, region));
            let cells = numbers.map(|number| view! { <td>{write(number)}</td> });
            view! { <tr><th scope="row">{name}</th>{cells.into_iter().collect_view()}</tr> }
        };
        months.get().into_iter().map(row).collect_view().settled()
    });
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
    .settled()
}
