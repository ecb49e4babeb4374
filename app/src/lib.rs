//! Pacto's pages, components, the live board's client state and its server functions.
#![recursion_limit = "256"]

pub mod api;
pub mod board;
mod components;
#[cfg(feature = "ssr")]
pub mod import_pages;
mod pages;
pub mod region;
mod settled;
mod shell;
mod text;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use pages::board::BoardPage;
use pages::boards::{Boards, Home};
use pages::not_found::NotFound;
use pages::sign_in::SignInPage;

pub use shell::shell;

fn page_title(title: String) -> String {
    if title.is_empty() { "Pacto".to_owned() } else { format!("{title} · Pacto") }
}

/// The application: every page, with what all pages share.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let region = region::page_region();
    provide_context(region);
    // Tests, and whoever measures, wait for this mark: from here on the page reacts.
    Effect::new(|_| {
        if let Some(body) = document().body() {
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
    // Pages are rendered whole: they are read without script, and their status is known before the first byte.
    view! {
        <Title formatter=page_title/>
        <a class="skip" href="#content" rel="external">{text::general::skip_to_content(region)}</a>
        <Router>
            <Routes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/boards") view=Boards ssr=SsrMode::Async/>
                <Route path=path!("/boards/:board") view=BoardPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
