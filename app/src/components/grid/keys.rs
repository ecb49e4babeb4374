//! The grid's keys.

use super::editing::Editing;
use super::select;
use crate::board::sheet::Column;
use crate::board::state::BoardState;
use domain::command::Verb;
use domain::dimension::{MemberId, ROOT};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Rows that a page key moves.
const PAGE: isize = 15;

/// Answers a key; what the grid does not use goes on to the browser.
pub(super) fn pressed(
    event: &KeyboardEvent,
    state: BoardState,
    editing: Editing,
    order: Memo<Vec<MemberId>>,
    columns: Memo<Vec<Column>>,
) {
    let used = if editing.is_open() {
        while_editing(event, state, editing, order, columns)
    } else {
        while_moving(event, state, editing, order, columns)
    };
    if used {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn while_editing(
    event: &KeyboardEvent,
    state: BoardState,
    editing: Editing,
    order: Memo<Vec<MemberId>>,
    columns: Memo<Vec<Column>>,
) -> bool {
    match event.key().as_str() {
        "Enter" if event.alt_key() => editing.look(),
        "Enter" => {
            if editing.commit() {
                step(state, order, columns, 1, 0);
            }
        }
        "Tab" => {
            if editing.commit() {
                step(state, order, columns, 0, if event.shift_key() { -1 } else { 1 });
            }
        }
        "Escape" => editing.cancel(),
        _ => return false,
    }
    true
}

fn while_moving(
    event: &KeyboardEvent,
    state: BoardState,
    editing: Editing,
    order: Memo<Vec<MemberId>>,
    columns: Memo<Vec<Column>>,
) -> bool {
    let control = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let unit = state.selected.get_untracked().map(|selection| selection.unit);
    let open = |wanted: bool| {
        if let Some(unit) = unit
            && state.is_expanded(unit) != wanted
        {
            state.toggle(unit);
        }
    };
    const FAR: isize = 1 << 24;
    match (key.as_str(), control, event.alt_key()) {
        ("ArrowDown", false, true) => open(true),
        ("ArrowUp", false, true) => open(false),
        ("ArrowDown", _, _) => step(state, order, columns, if control { FAR } else { 1 }, 0),
        ("ArrowUp", _, _) => step(state, order, columns, if control { -FAR } else { -1 }, 0),
        ("ArrowLeft", _, _) => step(state, order, columns, 0, if control { -FAR } else { -1 }),
        ("ArrowRight", _, _) => step(state, order, columns, 0, if control { FAR } else { 1 }),
        ("Home", _, _) => step(state, order, columns, if control { -FAR } else { 0 }, -FAR),
        ("End", _, _) => step(state, order, columns, if control { FAR } else { 0 }, FAR),
        ("PageDown", _, _) => step(state, order, columns, PAGE, 0),
        ("PageUp", _, _) => step(state, order, columns, -PAGE, 0),
        ("z", true, false) if !event.shift_key() => state.go(Verb::Undo),
        ("y" | "z" | "Z", true, false) => state.go(Verb::Redo),
        (_, true, true) if event.code() == "KeyH" => state.ask_hold(),
        ("Enter" | "F2" | "Delete", false, _) if editing.misses(event.time_stamp()) => {}
        ("Enter" | "F2", false, _) => editing.begin(None),
        ("Delete", false, _) => editing.clear(),
        ("+", false, _) if unit.is_some() && on_name(state) => open(true),
        ("-", false, _) if unit.is_some() && on_name(state) => open(false),
        (typed, false, false) if typed.chars().count() == 1 && !matches!(typed, " " | "?") && !on_name(state) => {
            editing.begin_with(typed, event.time_stamp());
        }
        _ => return false,
    }
    true
}

fn on_name(state: BoardState) -> bool {
    state.selected.get_untracked().is_none_or(|selection| selection.column == 0)
}

/// Moves the selection by rows and columns, and stops at the edges.
fn step(state: BoardState, order: Memo<Vec<MemberId>>, columns: Memo<Vec<Column>>, rows: isize, across: isize) {
    let last_column = columns.with_untracked(Vec::len) as isize;
    order.with_untracked(|order| {
        let current = state.selected.get_untracked();
        let place = current.and_then(|selection| order.iter().position(|unit| *unit == selection.unit));
        let row = place.map_or(0, |place| place as isize + rows).clamp(0, order.len().max(1) as isize - 1);
        let column = current.map_or(0, |selection| selection.column as isize + across).clamp(0, last_column);
        let unit = order.get(row as usize).copied().unwrap_or(ROOT);
        select(state, unit, column as usize);
    });
}
