//! The page of a board's rounds and deadlines: plain forms, complete without any script.

use crate::api::session::Me;
use crate::form::{Errors, Fields, Input, Query, Unsent, alert};
use crate::import_pages::form::{code, decode};
use crate::shell;
use crate::text::{board, spread, thread as text};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::measure::Measure;
use domain::number::Region;
use domain::plan::Plan;
use domain::thread::{Limits, Policy, Settlement};
use leptos::prelude::*;

/// What became of a policy.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It holds.
    Saved,
    /// Fields cannot be read.
    Problem(Errors),
    /// It was not carried out.
    Unsent(Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct PolicyPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
}

/// The policy that a form asks for.
///
/// # Errors
/// Fields that cannot be read.
pub fn policy(query: &Query, region: Region) -> Result<Policy, Errors> {
    let mut errors = Errors::default();
    let mut number = |field: &str, may_be_empty: bool| -> Option<u16> {
        let typed = query.get(field);
        let read = typed.and_then(|typed| typed.parse().ok());
        match (typed, read) {
            (Some(_), None) => errors.add(field, board::unreadable(region)),
            (None, _) if !may_be_empty => errors.add(field, spread::missing(region)),
            _ => {}
        }
        read
    };
    let (rounds, send_backs) = (number("rounds", false), number("send_backs", false));
    let (answer_days, arbiter_days) = (number("answer_days", true), number("arbiter_days", true));
    let settlement = query.get("settlement").and_then(decode).unwrap_or_default();
    let few = |number: Option<u16>| u8::try_from(number.unwrap_or(0)).unwrap_or(u8::MAX);
    let limits = Limits { rounds: few(rounds), send_backs: few(send_backs) };
    if errors.is_empty() { Ok(Policy { limits, answer_days, arbiter_days, settlement }) } else { Err(errors) }
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: PolicyPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let said = page.outcome.map(|outcome| match outcome {
            Outcome::Saved => view! { <p class="notice" role="status">{text::policy_saved(region)}</p> }.into_any(),
            Outcome::Problem(errors) => alert(errors.first().unwrap_or_default().to_owned()).into_any(),
            Outcome::Unsent(unsent) => alert(unsent.sentence(page.plan.outline(), Measure::Revenue, region)).into_any(),
        });
        let content = view! {
            <main class="page narrow policy" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::policy_title(region)}</h1>
                <p>{text::policy_help(region)}</p>
                {said}
                {form(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::policy_title(region)), content)
    })
}

fn form(page: &PolicyPage, region: Region) -> impl IntoView + use<> {
    let Policy { limits, answer_days, arbiter_days, settlement } = *page.plan.policy();
    let may = access::may_set_goals(page.actor);
    let mut typed = page.query.clone();
    if page.query.get("rounds").is_none() {
        let days = |days: Option<u16>| days.map(|days| days.to_string()).unwrap_or_default();
        typed.set("rounds", limits.rounds.to_string());
        typed.set("send_backs", limits.send_backs.to_string());
        typed.set("answer_days", days(answer_days));
        typed.set("arbiter_days", days(arbiter_days));
        typed.set("settlement", code(&settlement));
    }
    let nothing = Errors::default();
    let errors = match page.outcome {
        Some(Outcome::Problem(errors)) => errors,
        _ => &nothing,
    };
    let fields = Fields { typed: &typed, errors };
    let settlements =
        Settlement::ALL.map(|settlement| (code(&settlement), text::settlement(region, settlement).to_owned()));
    let button = match may {
        true => view! { <button type="submit" class="primary">{text::policy_save(region)}</button> }.into_any(),
        false => view! { <p class="note">{text::policy_theirs(region)}</p> }.into_any(),
    };
    let empty = Some(text::policy_empty(region));
    view! {
        <section class="card">
        <form method="post" action=format!("/boards/{}/policy", page.board)>
            {fields.input("rounds", text::policy_rounds(region), None, Input::Number)}
            {fields.input("send_backs", text::policy_send_backs(region), None, Input::Number)}
            {fields.input("answer_days", text::policy_answer(region), empty, Input::Number)}
            {fields.input("arbiter_days", text::policy_arbiter(region), empty, Input::Number)}
            {fields.select("settlement", text::policy_settlement(region), None, settlements)}
            {button}
        </form>
        </section>
    }
}
