//! The grid's head: groups of columns, and the columns.

use crate::board::display;
use crate::board::sheet::{Column, ColumnKind};
use crate::board::state::BoardState;
use crate::settled::{Settle, part, words};
use crate::text::board as text;
use domain::measure::Slice;
use domain::number::Region;
use leptos::prelude::*;

/// A column's width, as the style sheet names it.
pub(super) fn width(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Status => "var(--column-status)",
        ColumnKind::Gap => "var(--column-gap)",
        _ => "var(--column-number)",
    }
}

/// A column's name.
pub(super) fn name(column: &Column, region: Region) -> String {
    match column.kind {
        ColumnKind::Year(slice) => text::slice(region, slice).to_owned(),
        ColumnKind::Gap => text::gap(region).to_owned(),
        ColumnKind::Status => text::status(region).to_owned(),
        ColumnKind::Period { .. } => display::name(&column.period, region),
    }
}

/// What a derived column means, for whoever asks.
fn meaning(column: &Column, region: Region) -> Option<&'static str> {
    (column.kind == ColumnKind::Gap).then(|| text::gap_meaning(region))
}

/// A column's class: the numbers of history are quieter, and a rule stands before each group.
pub(super) fn class(column: &Column, first_of_group: bool) -> String {
    let kind = match column.kind {
        ColumnKind::Year(Slice::LastYear | Slice::Baseline) => "history",
        ColumnKind::Year(Slice::Target) => "target",
        ColumnKind::Year(_) => "commitment",
        ColumnKind::Gap => "gap",
        ColumnKind::Status => "state",
        ColumnKind::Period { .. } => "period",
    };
    if first_of_group { format!("{kind} group-start") } else { kind.to_owned() }
}

/// Whether a rule stands before the column.
pub(super) fn starts_group(columns: &[Column], index: usize) -> bool {
    let group = |column: &Column| match column.kind {
        ColumnKind::Year(Slice::LastYear | Slice::Baseline) => 0,
        ColumnKind::Period { .. } => 2,
        _ => 1,
    };
    match (columns.get(index), index.checked_sub(1).and_then(|before| columns.get(before))) {
        (Some(column), Some(before)) => group(column) != group(before),
        _ => index == 0,
    }
}

#[component]
pub(super) fn Head(state: BoardState, columns: Memo<Vec<Column>>) -> impl IntoView {
    let region = state.region;
    let year = state.first.with_value(|first| first.year);
    let currency = state.first.with_value(|first| first.currency.clone());
    let unit = move || {
        let measure = state.options.with(|options| options.measure);
        state.scale().unit(measure, &currency, region)
    };
    let groups = part(move || {
        let periods = columns
            .with(|columns| columns.iter().filter(|column| matches!(column.kind, ColumnKind::Period { .. })).count());
        let slice = text::slice(region, state.options.with(|options| options.slice));
        let by_period = (periods > 0).then(|| {
            let span = format!("grid-column: span {periods}");
            view! { <div class="group-start" style=span>{text::by_period(region, slice)}</div> }
        });
        view! {
            <div class="grid-groups" aria-hidden="true">
                <div id="grid-unit">{words(unit.clone())}</div>
                <div class="group-start" style="grid-column: span 2">{text::history(region)}</div>
                <div class="group-start" style="grid-column: span 4">{text::year(region, year)}</div>
                {by_period}
            </div>
        }
        .settled()
    });
    let heads = part(move || {
        let columns = columns.get();
        let cells = columns.iter().enumerate().map(|(index, column)| {
            let class = class(column, starts_group(&columns, index));
            view! {
                <div role="columnheader" class=class aria-colindex=(index + 2).to_string() title=meaning(column, region)>
                    {name(column, region)}
                </div>
            }
        });
        cells.collect_view().settled()
    });
    view! {
        <div role="rowgroup" class="grid-head">
            {groups}
            <div role="row" class="grid-row" aria-rowindex="1">
                <div role="columnheader" class="unit" aria-colindex="1">{text::unit(region)}</div>
                {heads}
            </div>
        </div>
    }
    .settled()
}
