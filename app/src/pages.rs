//! Pages: what an address shows.

pub mod board;
pub mod boards;
pub mod not_found;
pub mod sign_in;

use crate::api::error::ApiError;
use crate::region::use_region;
use crate::settled::Settle;
use leptos::prelude::*;
use leptos_router::components::Redirect;

/// What a page shows when its data could not be had: the way to sign in, or what went wrong.
#[component]
pub fn Failed(
    /// Why.
    error: ApiError,
) -> impl IntoView {
    let region = use_region();
    #[cfg(feature = "ssr")]
    if error == ApiError::NotFound
        && let Some(response) = use_context::<leptos_axum::ResponseOptions>()
    {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    match error {
        ApiError::NotSignedIn => view! { <Redirect path="/sign-in"/> }.into_any().settled(),
        ApiError::NotFound => view! { <not_found::NotFound/> }.settled(),
        error => {
            view! { <main class="page" id="content"><p role="alert">{error.sentence(region)}</p></main> }.settled()
        }
    }
}
