//! The page for an address that shows nothing.

use crate::region::use_region;
use crate::settled::Settle;
use crate::text::general as text;
use leptos::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    let region = use_region();
    view! {
        <main class="page narrow" id="content">
            <h1>{text::not_found(region)}</h1>
            <p>{text::not_found_help(region)}</p>
            <p><a class="button primary" href="/boards">{text::to_boards(region)}</a></p>
        </main>
    }
    .settled()
}
