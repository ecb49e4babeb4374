//! The planning grid: units by periods, rows virtualised, one tab stop.

mod editing;
mod head;
mod keys;
mod row;

use crate::board::state::{BoardState, Selection};
use crate::settled::{Settle, maybe_words, on, words};
use crate::text::board as text;
use domain::dimension::MemberId;
use editing::Editing;
pub(crate) use editing::entry_sentence;
use head::Head;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use row::GridRow;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Rows drawn beyond what is visible, above and below.
const MARGIN: usize = 8;
/// Row height for a mouse, in pixels; the style sheet says the same.
const ROW_HEIGHT: f64 = 32.0;
/// Row height for a finger.
const TOUCH_ROW_HEIGHT: f64 = 44.0;

/// The part of the grid that the reader sees.
#[derive(Clone, Copy)]
struct Viewport {
    /// Pixels scrolled.
    top: RwSignal<f64>,
    /// Visible pixels.
    height: RwSignal<f64>,
    /// Pixels of a row.
    row: RwSignal<f64>,
}

impl Viewport {
    /// The rows to draw, as a range of places in the order.
    fn range(self, count: usize) -> std::ops::Range<usize> {
        let row = self.row.get();
        let first = ((self.top.get() / row) as usize).saturating_sub(MARGIN).min(count);
        let shown = (self.height.get() / row) as usize + 2 * MARGIN + 1;
        first..(first + shown).min(count)
    }
}

/// The planning grid.
#[component]
pub fn Grid(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let region = state.region;
    let frame = NodeRef::<Div>::new();
    let viewport = Viewport { top: RwSignal::new(0.0), height: RwSignal::new(1_500.0), row: RwSignal::new(ROW_HEIGHT) };
    let columns = Memo::new(move |_| state.columns());
    let order = Memo::new(move |_| state.order());
    let editing = Editing::new(state, columns, frame);
    let range = Memo::new(move |_| viewport.range(order.with(Vec::len)));
    let shown = move || {
        let range = range.get();
        order.with(|order| order.get(range.clone()).unwrap_or_default().iter().copied().zip(range).collect::<Vec<_>>())
    };
    // In whole pixels: what writes fractions is large.
    let height = move |rows: usize| format!("height:{}px", rows * viewport.row.get() as usize);
    let above = words(move || height(range.get().start));
    let below = words(move || {
        let rest = order.with(Vec::len).saturating_sub(range.get().end);
        height(rest)
    });
    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            viewport.top.set(frame.scroll_top().into());
            viewport.height.set(frame.client_height().into());
        }
    };
    Effect::new(move |_| {
        let coarse = window().match_media("(pointer: coarse)").ok().flatten();
        if coarse.is_some_and(|query| query.matches()) {
            viewport.row.set(TOUCH_ROW_HEIGHT);
        }
        if frame.get().is_some() {
            measure();
        }
        let resized = window_event_listener(ev::resize, move |_| measure());
        on_cleanup(move || resized.remove());
    });
    Effect::new(move |_| {
        if let Some(selection) = state.selected.get() {
            let place = order.with_untracked(|order| order.iter().position(|unit| *unit == selection.unit));
            if let (Some(place), Some(frame)) = (place, frame.get_untracked()) {
                scroll_to(&frame, place, viewport.row.get_untracked());
            }
            // The row may only be drawn by the scroll above: sideways comes a frame later.
            request_animation_frame(move || show_sideways(selection));
        }
    });
    let template = words(move || {
        let widths = columns.with(|columns| columns.iter().map(head::width).collect::<Vec<_>>().join(" "));
        format!("--columns: var(--column-unit) {widths}")
    });
    let active = maybe_words(move || state.selected.get().map(cell_id));
    let generation = Memo::new(move |previous: Option<&(u32, Vec<_>)>| {
        let columns = columns.get();
        match previous {
            Some((count, known)) if *known == columns => (*count, columns),
            Some((count, _)) => (count + 1, columns),
            None => (0, columns),
        }
    });
    let rows = move || {
        let generation = generation.with(|(count, _)| *count);
        shown().into_iter().map(move |(unit, place)| (generation, unit, place)).collect::<Vec<_>>()
    };
    view! {
        <div
            class="grid"
            role="treegrid"
            tabindex="0"
            aria-label=text::planning_grid(region)
            aria-describedby="grid-unit"
            aria-rowcount=words(move || (order.with(Vec::len) + 1).to_string())
            aria-colcount=words(move || (columns.with(Vec::len) + 1).to_string())
            aria-activedescendant=active
            style=template
            node_ref=frame
            on:scroll=on(move |_| measure())
            on:keydown=on(move |event| keys::pressed(&event, state, editing, order, columns))
        >
            <Head state columns/>
            <div role="rowgroup" class="grid-body">
                <div style=above></div>
                <For each=rows key=|key| *key let((_, unit, place))>
                    <GridRow state unit place columns editing/>
                </For>
                <div style=below></div>
            </div>
        </div>
    }
    .settled()
}

/// Scrolls a cell into view sideways.
fn show_sideways(selection: Selection) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    if let Some(cell) = document().get_element_by_id(&cell_id(selection)) {
        cell.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The element id of a cell.
fn cell_id(selection: Selection) -> String {
    format!("cell-{}-{}", selection.unit, selection.column)
}

/// Selects a cell.
fn select(state: BoardState, unit: MemberId, column: usize) {
    let selection = Some(Selection { unit, column });
    if state.selected.get_untracked() != selection {
        state.selected.set(selection);
    }
}

/// Scrolls just enough that a row stands below the head and above the lower edge.
fn scroll_to(frame: &leptos::web_sys::HtmlElement, place: usize, row: f64) {
    let head = 2.0 * row;
    let (top, bottom) = (place as f64 * row, (place as f64 + 1.0) * row);
    let (first, last) = (f64::from(frame.scroll_top()), f64::from(frame.scroll_top() + frame.client_height()) - head);
    if top < first {
        frame.set_scroll_top(top as i32);
    } else if bottom > last {
        frame.set_scroll_top((first + bottom - last) as i32);
    }
}
