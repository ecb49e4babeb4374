//! Why is this number what it is: the bridge of the selected number, drawn by the server, over the unit's journal.

use super::journal::Journal;
use crate::api::why::read_why;
use crate::board::sheet::ColumnKind;
use crate::board::state::BoardState;
use crate::settled::{Settle, words};
use domain::address::Address;
use domain::dimension::{MemberId, ROOT};
use domain::measure::Slice;
use domain::node::Node;
use leptos::prelude::*;

/// The why tab.
#[component]
pub(super) fn Why(state: BoardState, unit: MemberId) -> impl IntoView {
    let drawn = RwSignal::new(String::new());
    // It is read again when the number that is stored has moved, not while an edit is on its way.
    let number = Memo::new(move |_| {
        let node = node(state, unit);
        state.replica.with(|replica| replica.as_ref().map(|replica| (node, node.of(replica.confirmed()))))
    });
    let board = state.first.with_value(|first| first.board.clone());
    Effect::new(move |_| {
        let Some((node, _)) = number.get() else { return };
        let board = board.clone();
        leptos::task::spawn_local(async move {
            let read = read_why(board, node).await;
            // Somebody may have chosen another number meanwhile.
            if number.try_get_untracked().flatten().is_some_and(|(now, _)| now == node) {
                drawn.set(read.unwrap_or_else(|error| error.sentence(state.region)));
            }
        });
    });
    view! {
        <div class="why" aria-live="polite" inner_html=words(move || drawn.get())></div>
        <Journal state unit/>
    }
    .settled()
}

/// The selected number; the year's target where what is selected is none.
fn node(state: BoardState, unit: MemberId) -> Node {
    let options = state.options.get();
    let column =
        state.selected.get().and_then(|selected| state.columns().get(selected.column.checked_sub(1)?).cloned());
    let slice = match column.as_ref().map(|column| column.kind) {
        Some(ColumnKind::Gap) => Slice::Outlook,
        Some(kind) => kind.slice().unwrap_or(Slice::Target),
        None => Slice::Target,
    };
    let whole = Address { unit, product: options.product, channel: options.channel, period: ROOT };
    let at = column.map_or(whole, |column| options.address(unit, &column));
    Node { slice, measure: options.measure, at }
}
