//! What a board shows of its scenarios and of its inbox: a list to switch to one, a band while inside one, a link. Links
//! and forms alone, so that the browser takes over none of it.

use super::scenarios::{create_form, share_form, standing};
use crate::text::{approval, inbox, meeting, organization, past, scenario as text};
use backend::live::{Place, ScenarioSummary};
use domain::number::Region;
use leptos::prelude::*;

/// The list of a board's scenarios behind a button that names the present one.
pub fn switcher(region: Region, place: &Place, scenarios: &[ScenarioSummary], person: &str) -> String {
    let present = place.scenario.as_ref();
    let name = present.map_or_else(|| text::plan(region).to_owned(), |scenario| scenario.name.clone());
    let board = &place.board;
    let link = |id: &str, name: &str, by: Option<String>| {
        let current = present.map_or(board.as_str(), |scenario| scenario.id.as_str()) == id;
        view! {
            <li>
                <a href=format!("/boards/{id}") aria-current=current.then_some("page")>
                    <span>{name.to_owned()}</span>
                    {by.map(|by| view! { <small>{by}</small> })}
                </a>
            </li>
        }
    };
    let (mine, others): (Vec<_>, Vec<_>) = scenarios.iter().partition(|scenario| scenario.owner == person);
    let group = |title: &'static str, scenarios: Vec<&ScenarioSummary>| {
        (!scenarios.is_empty()).then(|| {
            let links = scenarios.into_iter().map(|scenario| {
                let by = match (scenario.owner == person, scenario.shared) {
                    (false, _) => text::belongs_to(region, &scenario.owner_name),
                    (true, true) => text::shared(region).to_owned(),
                    (true, false) => text::private(region).to_owned(),
                };
                link(&scenario.id, &scenario.name, Some(by))
            });
            let links = links.collect_view();
            view! { <p class="scenario-group">{title}</p><ul>{links}</ul> }
        })
    };
    let here = present.map_or(board, |scenario| &scenario.id);
    let list = view! {
        <button type="button" class="scenario-switch" popovertarget="scenarios" title=text::switch_help(region)>
            <span class="glyph branch" aria-hidden="true"></span>
            <span class="scenario-name">{name}</span>
        </button>
        <div id="scenarios" class="scenario-list" popover="auto">
            <nav aria-label=text::switch_help(region)>
                <ul>{link(board, text::plan(region), None)}</ul>
                {group(text::mine(region), mine)}
                {group(text::of_others(region), others)}
            </nav>
            {create_form(region, board)}
            <p class="scenario-links">
                <a href=format!("/boards/{board}/scenarios")>{text::manage(region)}</a>
                <a href=format!("/boards/{board}/compare")>{text::compare(region)}</a>
                <a href=format!("/boards/{here}/organization")>{organization::title(region)}</a>
                <a href=format!("/boards/{here}/past")>{past::past(region)}</a>
            </p>
        </div>
    };
    list.to_html()
}

/// The way to the inbox, and how many threads, comments, proposals and signatures wait there.
pub fn inbox(region: Region, board: &str, waiting: usize) -> String {
    way(board, "inbox", inbox::link(region, waiting), inbox::link_help(region), waiting > 0)
}

/// The way to the approvals, and how many units wait for the reader there.
pub fn approvals(region: Region, board: &str, waiting: usize) -> String {
    let words = match waiting {
        0 => approval::link_none(region).to_owned(),
        waiting => approval::link(region, waiting),
    };
    way(board, "approvals", words, approval::link_help(region), waiting > 0)
}

/// The way to the meeting, which goes on or has still to begin.
pub fn meeting(region: Region, board: &str, meets: bool) -> String {
    let words = if meets { meeting::link_now(region) } else { meeting::link(region) };
    way(board, "meeting", words.to_owned(), meeting::link_help(region), meets)
}

/// The way to a page of the board; it stands out where something waits there.
fn way(board: &str, page: &str, words: String, help: &'static str, waits: bool) -> String {
    let class = if waits { "inbox-link waiting" } else { "inbox-link" };
    let href = format!("/boards/{board}/{page}");
    view! { <a class=class href=href rel="external" title=help>{words}</a> }.to_html()
}

/// The band over a scenario; empty over a plan.
pub fn band(region: Region, place: &Place, person: &str) -> String {
    let Some(scenario) = &place.scenario else { return String::new() };
    let is_own = scenario.owner == person;
    let by = (!is_own).then(|| view! { <span>{text::belongs_to(region, &scenario.owner_name)}</span> });
    let id = &scenario.id;
    let band = view! {
        <section class="scenario-words" aria-label=text::band(region)>
            <span class="glyph branch" aria-hidden="true"></span>
            <strong>{text::here(region, &scenario.name)}</strong>
            {by}
            {standing(region, scenario)}
            <span class="scenario-band-help">{text::band(region)}</span>
        </section>
        <section class="scenario-band-actions" aria-label=text::here(region, &scenario.name)>
            {is_own.then(|| share_form(region, scenario))}
            <a class="button" href=format!("/boards/{}/compare?other={id}", scenario.board)>{text::compare(region)}</a>
            <a class="button" href=format!("/scenarios/{id}/merge")>{text::merge(region)}</a>
            <a class="button" href=format!("/boards/{}", scenario.board)>{text::back_to_plan(region)}</a>
        </section>
    };
    band.to_html()
}
