//! What an edit of a total would change, part by part, before it is sent.

use super::{Sheet, focus_on, head};
use crate::board::display;
use crate::board::rejection::place;
use crate::settled::{Settle, Settled, on};
use crate::text::{board, dialog as text, general};
use domain::address::Address;
use domain::command::Verb;
use domain::effect::{Part, Parts};
use domain::number::{format_exact, with_sign};
use leptos::html;
use leptos::prelude::*;

/// Parts that are shown one by one; the rest is summed.
const SHOWN: usize = 8;

/// Asks whether an edit is meant.
#[component]
pub(super) fn Spread(sheet: Sheet, verb: Verb, parts: Parts) -> impl IntoView {
    let state = sheet.state;
    let region = state.region;
    let (_, measure) = parts.slot;
    let (decimals, total_name, names) = state
        .with_plan_untracked(|plan| {
            let outline = plan.outline();
            let name = |part: &Part| place(outline, below(part.at, parts.total.at), region);
            let names: Vec<String> = parts.children.iter().take(SHOWN).map(name).collect();
            (outline.decimals(measure), place(outline, parts.total.at, region), names)
        })
        .unwrap_or_default();
    let exact = move |number: i64| display::exact(number, decimals, region);
    let row = move |class: &'static str, name: String, part: Part| -> Settled {
        let before = part.from.map_or_else(|| board::empty_cell(region).to_owned(), exact);
        view! {
            <tr class=class>
                <th scope="row">{name}</th>
                <td>{before}</td>
                <td>{exact(part.to)}</td>
                <td>{with_sign(exact(part.by()))}</td>
            </tr>
        }
        .settled()
    };
    let mut rows: Vec<Settled> =
        names.into_iter().zip(&parts.children).map(|(name, part)| row("", name, *part)).collect();
    let hidden = parts.children.get(SHOWN..).unwrap_or_default();
    if !hidden.is_empty() {
        let from = hidden.iter().filter_map(|part| part.from).reduce(i64::saturating_add);
        let to = hidden.iter().map(|part| part.to).fold(0, i64::saturating_add);
        rows.push(row("rest", text::more_parts(region, hidden.len()), Part { at: parts.total.at, from, to }));
    }
    rows.push(row("total", total_name.clone(), parts.total));
    let beside = (parts.beside != 0).then(|| {
        view! {
            <tr>
                <th scope="row" colspan="3">{text::beside(region)}</th>
                <td>{with_sign(exact(parts.beside))}</td>
            </tr>
        }
    });
    let count = match parts.cells {
        1 => text::one_cell(region).to_owned(),
        cells => text::many_cells(region, format_exact(cells as i64, 0, region)),
    };
    let confirm = NodeRef::<html::Button>::new();
    focus_on(confirm);
    let send = move |_| {
        if sheet.send(vec![verb.clone()]) {
            let said = board::moved(region, &total_name, exact(parts.total.to), parts.cells);
            state.announcement.set(said);
        }
    };
    view! {
        {head(sheet, text::what_changes(region).to_owned())}
        <div class="dialog-body">
            <p>{count}" "{board::measure(region, measure)}</p>
            <table class="effects parts">
                <thead>
                    <tr>
                        <th scope="col">{text::part(region)}</th>
                        <th scope="col">{text::before(region)}</th>
                        <th scope="col">{text::after(region)}</th>
                        <th scope="col">{text::difference(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}{beside}</tbody>
            </table>
        </div>
        <footer class="dialog-foot">
            <small>{text::confirm_keys(region)}</small>
            <button type="button" on:click=on(move |_| sheet.close())>{general::cancel(region)}</button>
            <button type="button" class="primary" node_ref=confirm on:click=on(send)>{text::send_change(region)}</button>
        </footer>
    }
}

/// What of a part's address is not its total's: the rest is in the heading.
fn below(part: Address, total: Address) -> Address {
    if part.unit == total.unit { part } else { Address { unit: part.unit, ..Address::COMPANY } }
}
