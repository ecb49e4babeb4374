//! One row of the grid, and its cells.

use super::editing::Editing;
use super::{cell_id, head, select};
use crate::board::display;
use crate::board::rejection;
use crate::board::sheet::{Column, ColumnKind, HeldAs, Row, RowStatus};
use crate::board::state::{BoardState, Selection};
use crate::settled::{Settle, maybe_part, maybe_words, on, part, word, words};
use crate::text::board as text;
use domain::approval::Stage;
use domain::dimension::MemberId;
use domain::measure::Slice;
use domain::number::Region;
use domain::plan::Plan;
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn GridRow(
    state: BoardState,
    unit: MemberId,
    place: usize,
    columns: Memo<Vec<Column>>,
    editing: Editing,
) -> impl IntoView {
    let region = state.region;
    let row = Memo::new(move |_| state.row(unit));
    let fixed = row.get_untracked();
    let depth = fixed.as_ref().map_or(0, |row| row.depth);
    let has_children = fixed.as_ref().is_some_and(|row| row.has_children);
    let name = fixed.as_ref().map(|row| name(row, region)).unwrap_or_default();
    let expanded = maybe_words(move || has_children.then(|| state.is_expanded(unit).to_string()));
    let label = {
        let name = name.clone();
        move || if state.is_expanded(unit) { text::collapse(region, &name) } else { text::expand(region, &name) }
    };
    let twist = match has_children {
        true => view! {
            <button
                type="button"
                class="twist"
                tabindex="-1"
                aria-label=words(label)
                on:click=on(move |event: ev::MouseEvent| {
                    event.stop_propagation();
                    state.toggle(unit);
                })
            >
                {word(move || if state.is_expanded(unit) { "▾" } else { "▸" })}
            </button>
        }
        .settled(),
        false => view! { <span class="twist"></span> }.settled(),
    };
    let class = match (depth, has_children) {
        (0, _) => "grid-row company",
        (_, true) => "grid-row parent",
        _ => "grid-row",
    };
    let shown = columns.get_untracked();
    let cells = shown.iter().enumerate().map(|(index, column)| {
        let class = head::class(column, head::starts_group(&shown, index));
        view! { <Cell state unit index column=column.clone() class row editing/> }
    });
    let cells = cells.collect_view();
    let named = Selection { unit, column: 0 };
    let selected = words(move || (state.selected.get() == Some(named)).to_string());
    view! {
        <div
            role="row"
            {..custom_attribute("aria-level", (depth + 1).to_string())}
            class=class
            aria-rowindex=(place + 2).to_string()
            aria-expanded=expanded
            data-unit=unit.to_string()
        >
            <div
                role="rowheader"
                class="unit"
                id=cell_id(named)
                aria-colindex="1"
                aria-selected=selected
                style=format!("--depth:{depth}")
                on:click=on(move |_| select(state, unit, 0))
            >
                {twist}
                <span class="unit-name">{name}</span>
            </div>
            {cells}
        </div>
    }
    .settled()
}

fn name(row: &Row, region: Region) -> String {
    if row.is_rest { text::rest(region).to_owned() } else { display::name(&row.name, region) }
}

#[component]
fn Cell(
    state: BoardState,
    unit: MemberId,
    index: usize,
    column: Column,
    class: String,
    row: Memo<Option<Row>>,
    editing: Editing,
) -> impl IntoView {
    let region = state.region;
    let selection = Selection { unit, column: index + 1 };
    let kind = column.kind;
    let number = Memo::new(move |_| row.with(|row| row.as_ref()?.numbers.get(index).copied().flatten()));
    let held = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.held.get(index).copied())));
    let is_held = move || !matches!(held.get(), None | Some(HeldAs::Free));
    let status = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.status)));
    let here = Memo::new(move |_| state.selected.get() == Some(selection));
    let edited = Memo::new(move |_| editing.at(selection));
    let glow = glow(number);
    let class = words(move || {
        let mut class = format!("cell {class}");
        for (set, word) in [
            (here.get(), " selected"),
            (held.get() == Some(HeldAs::Fixed), " held"),
            (held.get() == Some(HeldAs::Corridor), " corridor"),
            (glow.get(), " changed"),
            (kind == ColumnKind::Gap && number.get().is_some_and(|number| number > 0), " short"),
            (kind == ColumnKind::Gap && number.get().is_some_and(|number| number < 0), " over"),
            (offered(kind, status.get()), " offered"),
            (contested(kind, status.get()), " contested"),
            (matches!(status.get(), Some(RowStatus::Agreed | RowStatus::Imposed)), " agreed"),
        ] {
            if set {
                class.push_str(word);
            }
        }
        class
    });
    let content = part(move || match (kind, edited.get()) {
        // The open field outlives what happens to the plan meanwhile.
        (_, true) => untrack(|| editing.input()).settled(),
        (ColumnKind::Status, _) => {
            let stage = row.with(|row| row.as_ref().and_then(|row| row.stage));
            status_pill(status.get(), stage, region).settled()
        }
        (kind, _) => {
            let scale = state.scale();
            let written = number.get().map(|number| match kind {
                ColumnKind::Gap => scale.write_signed(number, region),
                _ => scale.write(number, region),
            });
            written.settled()
        }
    });
    let note_id = format!("{}-hold", cell_id(selection));
    let described = {
        let note_id = note_id.clone();
        maybe_words(move || is_held().then(|| note_id.clone()))
    };
    // Who holds the number, why, until when, and what it may be: seen where the cell is pointed at or selected.
    let note = maybe_part(move || {
        (is_held() && !edited.get()).then(|| {
            let column = column.clone();
            let said = words(move || {
                let (measure, at) = state.options.with(|options| (options.measure, options.address(unit, &column)));
                let held = |plan: &Plan| Some(rejection::hold(plan.holds().get(measure, at)?, plan.outline(), region));
                let said = state.with_plan(held).flatten();
                said.map(|said| crate::text::rejection::held_number(region, said)).unwrap_or_default()
            });
            view! { <div class="hold-note" id=note_id.clone() role="note">{said}</div> }.settled()
        })
    });
    let click = move |_| {
        let again = here.get_untracked();
        select(state, unit, index + 1);
        if again && !edited.get_untracked() {
            editing.begin(None);
        }
    };
    view! {
        <div
            role="gridcell"
            class=class
            id=cell_id(selection)
            aria-colindex=(index + 2).to_string()
            aria-selected=words(move || here.get().to_string())
            aria-describedby=described
            on:click=on(click)
            on:dblclick=on(move |_| {
                select(state, unit, index + 1);
                editing.begin(None);
            })
        >
            {content}
            {note}
        </div>
    }
    .settled()
}

/// True for a moment after a number changed under the reader's eyes.
fn glow(number: Memo<Option<i64>>) -> RwSignal<bool> {
    let glow = RwSignal::new(false);
    Effect::new(move |before: Option<Option<i64>>| {
        let now = number.get();
        if before.is_some_and(|before| before != now) {
            glow.set(true);
            set_timeout(
                move || {
                    // The row may have been recycled meanwhile.
                    let _ = glow.try_set(false);
                },
                std::time::Duration::from_millis(1_200),
            );
        }
        now
    });
    glow
}

fn offered(kind: ColumnKind, status: Option<RowStatus>) -> bool {
    kind == ColumnKind::Year(Slice::Target)
        && matches!(status, Some(RowStatus::Offered | RowStatus::Escalated | RowStatus::YourTurn))
}

fn contested(kind: ColumnKind, status: Option<RowStatus>) -> bool {
    kind == ColumnKind::Year(Slice::Commitment)
        && matches!(status, Some(RowStatus::Countered | RowStatus::Escalated | RowStatus::Contested(_)))
}

/// Where a unit stands: what is asked of the reader, else its approval, else its negotiation.
fn status_pill(status: Option<RowStatus>, stage: Option<Stage>, region: Region) -> impl IntoView {
    let status = status.unwrap_or(RowStatus::NotStarted);
    let (class, shape, word) = match stage.filter(|_| status != RowStatus::YourTurn) {
        Some(Stage::UnderReview) => ("pill offer", "◐", text::under_review(region).to_owned()),
        Some(Stage::SignedOff) => ("pill good", "✓", text::signed_off(region).to_owned()),
        Some(Stage::Approved) => ("pill good", "●", text::approved(region).to_owned()),
        Some(Stage::Frozen) => ("pill none", "■", text::frozen(region).to_owned()),
        Some(Stage::Archived) => ("pill none", "▣", text::archived(region).to_owned()),
        None => negotiated(status, region),
    };
    view! {
        <span class=class>
            <span aria-hidden="true">{shape}" "</span>
            {word}
        </span>
    }
}

fn negotiated(status: RowStatus, region: Region) -> (&'static str, &'static str, String) {
    match status {
        RowStatus::NotStarted => ("pill none", "○", text::not_started(region).to_owned()),
        RowStatus::Offered => ("pill offer", "◌", text::offered(region).to_owned()),
        RowStatus::Countered => ("pill warn", "◆", text::countered(region).to_owned()),
        RowStatus::YourTurn => ("pill warn strong", "◆", text::your_turn(region).to_owned()),
        RowStatus::Agreed => ("pill good", "●", text::agreed_status(region).to_owned()),
        RowStatus::Escalated => ("pill warn", "▲", text::escalated(region).to_owned()),
        RowStatus::Imposed => ("pill good", "■", text::imposed(region).to_owned()),
        RowStatus::Contested(count) => ("pill warn", "◆", text::contested(region, count)),
        RowStatus::AllAgreed => ("pill good", "●", text::all_agreed(region).to_owned()),
    }
}
