//! The document around the application: what the server sends before any script runs.

use crate::region::{page_region, page_theme};
use crate::routes::App;
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

/// Writes a page without any script as a whole document, in the language and colours that the request asks for.
pub(crate) fn plain<V: IntoView>(parts: axum::http::request::Parts, page: impl FnOnce(Region) -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(parts);
        let region = page_region();
        provide_context(region);
        page(region).to_html()
    });
    // No script runs here, whether the browser allows scripts or not.
    html.replace("<noscript>", "").replace("</noscript>", "")
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
