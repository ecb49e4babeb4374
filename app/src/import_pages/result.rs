//! What an import did, and the next step.

use super::{BoardForm, Step, board, count, steps};
use crate::text::import as text;
use backend::store::history::{Loaded, Tally};
use domain::number::Region;
use leptos::prelude::*;

/// What an import did.
#[derive(Clone, Debug)]
pub struct ResultPage {
    /// Added, changed, unchanged.
    pub loaded: Loaded,
    /// How many rows were left out.
    pub left_out: usize,
    /// The form that opens a board, where there is history.
    pub board: Option<BoardForm>,
}

pub(super) fn view(region: Region, page: ResultPage) -> impl IntoView {
    let total = page.loaded.total();
    let is_new = total.added + total.changed > 0;
    let title = if is_new { text::result_title(region) } else { text::result_nothing_new(region) };
    let rows = [
        (text::result_members(region), page.loaded.members),
        (text::result_facts(region), page.loaded.facts),
        (text::result_quotas(region), page.loaded.quotas),
    ];
    let row = |(words, tally): (&'static str, Tally)| {
        let cells = [tally.added, tally.changed, tally.unchanged];
        let cells = cells.map(|number| view! { <td class="number">{count(region, number)}</td> });
        view! { <tr><th scope="row">{words}</th>{cells.collect_view()}</tr> }
    };
    let left_out = (page.left_out > 0)
        .then(|| view! { <p class="warn">"▲ " {text::left_out(region, count(region, page.left_out))}</p> });
    view! {
        <main class="page narrow import" id="content">
            {steps(region, Step::Board)}
            <h1>{title}</h1>
            <div class="card result">
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::result_what(region)}</th>
                            <th scope="col" class="number">{text::added(region)}</th>
                            <th scope="col" class="number">{text::changed(region)}</th>
                            <th scope="col" class="number">{text::unchanged(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.map(row).collect_view()}</tbody>
                </table>
                {left_out}
                <p><a href="/import">{text::import_more(region)}</a></p>
            </div>
            {page.board.map(|form| {
                board::form(region, form, view! { <h2 id="open-board">{text::board_title(region)}</h2> }.into_any())
            })}
        </main>
    }
}
