//! The document around the application: what the server sends before any script runs.

use crate::region::{page_region, page_theme};
use crate::routes::App;
use domain::number::Language;
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
