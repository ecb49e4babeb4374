//! What somebody else did to a tactic while it was being changed: theirs beside yours.

use super::editor::{Editor, Stale};
use super::form::{Typed, activity, cost};
use super::options::{labels, shown};
use crate::text::tactic as text;
use domain::number::Region;
use leptos::prelude::*;

/// Theirs beside yours, field by field, where they differ.
pub(super) fn view(region: Region, stale: &Stale, page: &Editor) -> impl IntoView + use<> {
    let help = if stale.theirs.is_some() { text::stale_help(region) } else { text::stale_gone(region) };
    let outline = page.plan.outline();
    let table = stale.theirs.as_ref().map(|theirs| {
        let theirs = Typed::of(theirs, outline, region);
        // Both as the form would write them: 1K and 1,000 do not differ.
        let yours = activity(&page.typed, outline, region).map(|yours| Typed::of(&yours, outline, region));
        let yours = yours.unwrap_or_else(|_| page.typed.clone());
        let lines = yours.cost_lines().max(theirs.cost_lines());
        let mut names: Vec<(String, String)> =
            labels(region, &outline.currency).into_iter().map(|(name, label)| (name.to_owned(), label)).collect();
        for line in 0..lines {
            let label = |part: &str| format!("{part} {}", line + 1);
            names.push((cost(line, "measure"), label(text::cost_line(region))));
            names.push((cost(line, "basis"), label(text::cost_basis(region))));
            names.push((cost(line, "amount"), label(&text::cost_amount(region, &outline.currency))));
        }
        let differs = |(name, _): &(String, String)| theirs.text(name) != yours.text(name);
        let written = |name: &str, value: &str| shown(region, &page.plan, name, value);
        let rows: Vec<_> = names
            .into_iter()
            .filter(differs)
            .map(|(name, label)| {
                let (old, new) = (written(&name, theirs.text(&name)), written(&name, yours.text(&name)));
                view! { <tr><th scope="row">{label}</th><td>{old}</td><td>{new}</td></tr> }
            })
            .collect();
        view! {
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::field(region)}</th>
                        <th scope="col">{text::theirs(region)}</th>
                        <th scope="col">{text::yours(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="stale alert" role="alert">
            <h2>{text::stale_title(region, &stale.by)}</h2>
            <p>{help}</p>
            {table}
        </section>
    }
}
