//! The top bar: where one is, who one is, language and colours.

use crate::api::session::{ChooseRegion, ChooseTheme, Me, SignOut};
use crate::region::use_region;
use crate::settled::{Settle, on};
use crate::text::{general as text, people};
use domain::actor::Role;
use domain::number::Region;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The top bar of every page behind the sign-in.
#[component]
pub fn Topbar(
    /// Who is signed in.
    #[prop(into)]
    me: Option<Me>,
    /// What the page shows: a board's title.
    #[prop(optional, into)]
    title: Option<String>,
    /// What stands beside the title, drawn by the server alone.
    #[prop(optional, into)]
    beside_title: Option<String>,
    /// Who else is here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let region = use_region();
    let signed_in = me.is_some();
    let may_import = me.as_ref().is_some_and(|me| domain::access::may_import(me.role));
    view! {
        <header class="topbar">
            <a class="logo" href="/boards" title=text::to_boards(region)>
                "pact"
                <span>"o"</span>
            </a>
            {title.map(|title| view! { <h1 class="topbar-title">{title}</h1> })}
            {beside_title.map(|drawn| view! { <div class="scenario-bar" inner_html=drawn></div> })}
            {signed_in.then(|| view! {
                <nav class="topbar-links">
                    <a href="/boards">{text::boards(region)}</a>
                    {may_import.then(|| view! { <a href="/import" rel="external">{text::import_history(region)}</a> })}
                </nav>
            })}
            <div class="topbar-end">
                {children.map(|children| children())}
                {me.map(|me| view! { <Person me/> })}
                <RegionChoice region/>
                <ThemeChoice/>
            </div>
        </header>
    }
    .settled()
}

#[component]
fn Person(me: Me) -> impl IntoView {
    let region = use_region();
    let initials = initials(&me.name);
    let role: Role = me.role;
    view! {
        <span class="person">
            <span class="avatar" aria-hidden="true">{initials}</span>
            <span class="person-words">
                <span class="person-name">{me.name}</span>
                <span class="person-role">{people::role(region, role)}</span>
            </span>
        </span>
        <form method="post" action=SignOut::url()>
            <button class="quiet" type="submit">{text::sign_out(region)}</button>
        </form>
    }
    .settled()
}

/// The first letters of the first and the last name; the style sheet makes them capital.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).collect()
}

/// Chooses language and number format; works without script.
#[component]
fn RegionChoice(region: Region) -> impl IntoView {
    let options = Region::ALL.into_iter().map(|option| {
        view! { <option value=option.tag() selected=option == region>{option.tag()}</option> }
    });
    // Without script the button sends the form; with it the list does.
    view! {
        <form method="post" action=ChooseRegion::url() class="region-choice">
            <label class="visually-hidden" for="region">{text::language(region)}</label>
            <select
                id="region"
                name="region"
                on:change=on(move |event| {
                    let form = event_target::<leptos::web_sys::HtmlSelectElement>(&event).form();
                    if let Some(form) = form {
                        let _ = form.submit();
                    }
                })
            >
                {options.collect_view()}
            </select>
            <noscript>
                <button class="quiet" type="submit">{text::choose(region)}</button>
            </noscript>
        </form>
    }
    .settled()
}

/// Switches between light and dark; at once with script, by a form without.
#[component]
fn ThemeChoice() -> impl IntoView {
    let region = use_region();
    view! {
        <form method="post" action=ChooseTheme::url() class="theme-choice">
            <button class="quiet icon" type="submit" name="theme" value=other_theme aria-label=text::theme(region)>
                "◐"
            </button>
        </form>
    }
    .settled()
}

#[cfg(feature = "ssr")]
fn other_theme() -> &'static str {
    if crate::region::page_theme() == Some("dark") { "light" } else { "dark" }
}

#[cfg(not(feature = "ssr"))]
fn other_theme() -> &'static str {
    let root = document().document_element();
    let shown = root.and_then(|root| root.get_attribute("data-theme"));
    if shown.as_deref() == Some("dark") { "light" } else { "dark" }
}
