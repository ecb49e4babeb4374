//! Pages: what an address shows.

pub mod board;
pub mod boards;
pub mod not_found;
pub mod sign_in;

use crate::api::boards::BoardListing;
use crate::api::error::ApiError;
use crate::api::session::{Entrance, Me};
use crate::board::state::FirstPaint;
use crate::region::use_region;
use crate::settled::{Settle, Settled};
#[cfg(feature = "ssr")]
use crate::text::{general, people};
#[cfg(feature = "ssr")]
use domain::number::Region;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A page with what it shows: the server reads it, draws it and sends it along; the browser draws the same and takes
/// over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Page {
    /// Signing in.
    SignIn(Entrance),
    /// The list of boards.
    Boards(Me, Vec<BoardListing>),
    /// A board.
    Board(Box<FirstPaint>),
    /// What was asked for could not be had.
    Failed(ApiError),
}

impl Page {
    /// Draws the page.
    pub(crate) fn draw(self) -> Settled {
        match self {
            Self::SignIn(entrance) => view! { <sign_in::SignInPage entrance/> }.settled(),
            Self::Boards(me, boards) => view! { <boards::Boards me boards/> }.settled(),
            Self::Board(first) => view! { <board::OpenBoard first=*first/> }.settled(),
            Self::Failed(error) => view! { <Failed error/> }.settled(),
        }
    }

    /// What the browser's window is called, before the product's name; empty for the name alone.
    #[cfg(feature = "ssr")]
    pub(crate) fn title(&self, region: Region) -> String {
        match self {
            Self::SignIn(_) => people::sign_in(region).to_owned(),
            Self::Boards(..) => general::boards(region).to_owned(),
            Self::Board(first) => first.title.clone(),
            Self::Failed(ApiError::NotFound) => general::not_found(region).to_owned(),
            Self::Failed(_) => String::new(),
        }
    }
}

/// What a page shows when its data could not be had.
#[component]
fn Failed(
    /// Why.
    error: ApiError,
) -> impl IntoView {
    let region = use_region();
    match error {
        ApiError::NotFound => view! { <not_found::NotFound/> }.settled(),
        error => {
            view! { <main class="page" id="content"><p role="alert">{error.sentence(region)}</p></main> }.settled()
        }
    }
}
