//! The document around the application: what the server sends before any script runs.

use crate::api::error::ApiError;
use crate::api::session::Me;
use crate::components::topbar::Topbar;
use crate::region::{page_region, page_theme};
use crate::routes::App;
use crate::text::document::skip_to_content;
use crate::text::general;
use axum::http::request::Parts;
use domain::number::{Language, Region};
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// Renders the whole document, with the application in its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let head = view! {
        <HydrationScripts options/>
        <MetaTags/>
    };
    document(head, view! { <App/> })
}

/// Writes a page of plain forms, without any script, as a whole document behind the top bar: `page` gives its title and
/// its content in the reader's language.
pub(crate) fn plain<V: IntoView>(parts: Parts, me: Me, page: impl FnOnce(Region) -> (String, V)) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(parts);
        let region = page_region();
        provide_context(region);
        let (title, content) = page(region);
        let body = view! {
            <a class="skip" href="#content">{skip_to_content(region)}</a>
            <Topbar me/>
            {content}
        };
        document(view! { <title>{format!("{title} · Pacto")}</title> }, body).to_html()
    });
    // No script runs here, whether the browser allows scripts or not.
    html.replace("<noscript>", "").replace("</noscript>", "")
}

/// Writes the page that says that what was asked for could not be had, and leads back.
pub fn failure(parts: Parts, me: Me, error: &ApiError) -> String {
    plain(parts, me, |region| {
        let content = view! {
            <main class="page narrow" id="content">
                <h1>{error.sentence(region)}</h1>
                <p>{general::not_found_help(region)}</p>
                <p><a class="button primary" href="/boards">{general::to_boards(region)}</a></p>
            </main>
        };
        (error.sentence(region), content)
    })
}

/// Renders a document in the reader's language and colours: what every page has in its head, then its own.
pub(crate) fn document(head: impl IntoView, body: impl IntoView) -> impl IntoView {
    let region = page_region();
    let language = match region.language() {
        Language::En => "en",
        Language::Es => "es",
    };
    view! {
        <!DOCTYPE html>
        <html lang=language data-region=region.tag() data-theme=page_theme()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href="/pkg/pacto.css"/>
                {head}
            </head>
            <body>{body}</body>
        </html>
    }
}
