//! The last refusal of a move in a thread.

use super::accept_verb;
use crate::board::display;
use crate::board::rejection;
use crate::board::state::{BoardState, Refusal};
use crate::settled::{Settle, maybe_part, on};
use crate::text::negotiation as text;
use domain::command::Verb;
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Thread};
use leptos::prelude::*;

/// The last refusal: why, and for a changed offer the difference and the way on.
#[component]
pub(super) fn Refused(state: BoardState, thread: Memo<Option<Thread>>) -> impl IntoView {
    let region = state.region;
    let sentence = move |refusal: &Refusal| {
        let measure = state.options.with(|options| options.measure);
        state.with_plan(|plan| rejection::sentence(&refusal.rejection, plan.outline(), measure, region))
    };
    let changes = move |refusal: &Refusal| {
        let Rejection::OfferChanged { measure, seen, now, .. } = &refusal.rejection else { return Vec::new() };
        let decimals = state.with_plan(|plan| plan.outline().decimals(*measure)).unwrap_or(0);
        let write = |amount: i64| display::exact(amount, decimals, region);
        let same = |number: &&OfferNumber| !seen.contains(*number);
        let changed = now.iter().filter(same).map(|number| {
            let before = seen.iter().find(|before| before.period == number.period).map(|before| before.amount);
            let period = state.with_plan(|plan| {
                plan.outline().periods.get(number.period).map(|period| display::name(&period.name, region))
            });
            let before = before.map_or_else(|| "—".to_owned(), write);
            format!("{} {before} → {}", period.flatten().unwrap_or_default(), write(number.amount))
        });
        changed.collect()
    };
    let accept_new = move |_| {
        if let Some(verb) = thread.with_untracked(|thread| accept_verb(thread.as_ref())) {
            state.submit(verb);
        }
    };
    let shown = maybe_part(move || {
        state.refusal.get().map(|refusal| {
            let lines = changes(&refusal);
            let stale_accept = !lines.is_empty() && matches!(refusal.verb, Verb::Accept { .. });
            view! {
                <div class="refusal" role="alert">
                    <p><strong>{text::not_sent(region)}</strong>" "{sentence(&refusal)}</p>
                    <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    <div class="answer-verbs">
                        {stale_accept.then(|| view! {
                            <button type="button" class="primary" on:click=on(accept_new)>{text::accept_new(region)}</button>
                        })}
                        <button type="button" on:click=on(move |_| state.refusal.set(None))>{text::dismiss(region)}</button>
                    </div>
                </div>
            }
            .settled()
        })
    });
    view! { {shown} }
}
