//! The status bar: the live line, who is here, what is unsent, and the selected number in full.

use crate::board::display;
use crate::board::state::{BoardState, Line};
use crate::settled::{Settle, When, maybe_words, on, word, words};
use crate::text::board as text;
use leptos::prelude::*;

/// The status bar.
#[component]
pub fn StatusBar(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let region = state.region;
    let pending = move || state.replica.with(|replica| replica.as_ref().map_or(0, |replica| replica.pending().len()));
    // What can be read and not yet changed is still on its way.
    let shown = move || match state.line.get() {
        Line::Live if !state.is_ruled.get() || state.replica.with(Option::is_none) => Line::Connecting,
        line => line,
    };
    let line = words(move || match (shown(), pending()) {
        (Line::Connecting, _) => text::connecting(region).to_owned(),
        (Line::Live, 0) => text::live(region).to_owned(),
        (Line::Live, count) => text::sending(region, count),
        (Line::Offline, 0) => text::offline_nothing(region).to_owned(),
        (Line::Offline, 1) => text::offline_kept_one(region).to_owned(),
        (Line::Offline, count) => text::offline_kept(region, count),
        (Line::SignedOut, _) => crate::text::general::not_signed_in(region).to_owned(),
        (Line::NewBuild, _) => text::new_build(region).to_owned(),
        (Line::NoSuchBoard, _) => text::no_such_board(region).to_owned(),
    });
    let class = word(move || match shown() {
        Line::Live => "line good",
        Line::Connecting => "line none",
        _ => "line bad",
    });
    let people = words(move || match state.present.with(Vec::len) {
        0 | 1 => text::one_person_here(region).to_owned(),
        count => text::people_here(region, count),
    });
    let revision = words(move || {
        let confirmed = state.replica.with(|replica| replica.as_ref().map(|replica| replica.confirmed().revision()));
        text::revision(region, confirmed.unwrap_or_else(|| state.first.with_value(|first| first.revision)))
    });
    let selected = maybe_words(move || {
        let selection = state.selected.get()?;
        let columns = state.columns();
        let column = columns.get(selection.column.checked_sub(1)?)?;
        let place = columns.iter().position(|known| known == column)?;
        let number = (*state.row(selection.unit)?.numbers.get(place)?)?;
        Some(text::selection(region, display::exact(number, state.decimals(), region)))
    });
    view! {
        <footer class="status-bar">
            <span class=class data-line=words(move || format!("{:?}", shown()))>
                <span aria-hidden="true">"● "</span>
                <span role="status">{line}</span>
            </span>
            <span>{people}</span>
            <span>{revision}</span>
            <When holds=move || state.draft.with(Option::is_some)>
                <span class="private">{text::private_draft(region)}</span>
            </When>
            <When holds=move || state.line.get() == Line::NewBuild>
                <button
                    type="button"
                    on:click=on(|_| {
                        let _ = window().location().reload();
                    })
                >
                    {text::reload(region)}
                </button>
            </When>
            <When holds=move || state.line.get() == Line::SignedOut>
                <a href="/sign-in" rel="external">{crate::text::people::sign_in(region)}</a>
            </When>
            <span class="announcement" role="status">{words(move || state.announcement.get())}</span>
            <span class="status-end">{selected}</span>
            <details class="keys">
                <summary>{text::keys(region)}</summary>
                <div class="keys-sheet">
                    <p>{text::keys_help(region)}</p>
                    <p>{display::typing_help(region)}</p>
                </div>
            </details>
        </footer>
    }
    .settled()
}
