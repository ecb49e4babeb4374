//! The terms of an offer in words.

use super::ThreadPage;
use crate::board::display;
use crate::board::rejection::place;
use crate::text::{board as words, thread as text};
use domain::number::Region;
use domain::thread::{Condition, Evidence, Terms};
use leptos::prelude::*;

pub(super) fn drawn(page: &ThreadPage, terms: &Terms, region: Region) -> Option<impl IntoView + use<>> {
    let until = terms.valid_until.map(|until| text::stands_until(region, display::moment(until, region)));
    let conditions = terms.conditions.iter().map(|condition| {
        let holds = match condition {
            Condition::Promise(_) => "",
            other if other.holds(page.plan, false) => "✓ ",
            _ => "○ ",
        };
        view! { <li>{holds}{condition_words(page, condition, region)}</li> }
    });
    let conditions = conditions.collect_view();
    let evidence =
        terms.evidence.iter().map(|known| view! { <li>{evidenced(page, known, region)}</li> }).collect_view();
    (!terms.is_empty()).then(|| {
        view! {
            <div class="thread-terms">
                {until.map(|until| view! { <p>{until}</p> })}
                {(!conditions.is_empty()).then(|| view! { <p>{text::on_condition(region)}</p><ul>{conditions}</ul> })}
                {(!evidence.is_empty()).then(|| view! { <p>{text::rests_on(region)}</p><ul>{evidence}</ul> })}
            </div>
        }
    })
}

/// A condition in words.
pub(super) fn condition_words(page: &ThreadPage, condition: &Condition, region: Region) -> String {
    let outline = page.plan.outline();
    match condition {
        Condition::Promise(text) => text.clone(),
        Condition::Settled { unit, measure } => {
            text::settled_thread(region, page.unit_name(*unit, region), words::measure(region, *measure))
        }
        Condition::AtLeast { slice, measure, at, amount } => {
            let number = format!("{} · {}", words::slice(region, *slice), place(outline, *at, region));
            text::reaches(region, number, display::exact(*amount, outline.decimals(*measure), region))
        }
    }
}

fn evidenced(page: &ThreadPage, evidence: &Evidence, region: Region) -> AnyView {
    let outline = page.plan.outline();
    match evidence {
        // Only http and https pass the rules.
        Evidence::Link(address) => {
            view! { <a href=address.clone() rel="noreferrer noopener external">{address.clone()}</a> }.into_any()
        }
        Evidence::Number { slice, measure, at } => {
            let number = page.plan.get(*slice, *measure, *at);
            let number = number.map(|number| display::exact(number, outline.decimals(*measure), region));
            let number = number.unwrap_or_else(|| words::empty_cell(region).to_owned());
            view! { {words::slice(region, *slice)}" · "{place(outline, *at, region)}": "{number} }.into_any()
        }
        Evidence::Thread(id) => match page.plan.thread(*id) {
            Some(thread) => {
                view! { {page.unit_name(thread.unit, region)}" · "{words::measure(region, thread.measure)} }.into_any()
            }
            None => text::an_earlier_thread(region).into_any(),
        },
    }
}
