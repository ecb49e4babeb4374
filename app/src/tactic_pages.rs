//! The pages of tactics: rendered on the server, made of plain forms, and complete without any script.

mod calendar;
mod curve;
mod editor;
mod filter;
mod form;
mod list;
mod listing;
mod options;
mod outcome;
mod show;
mod stale;
mod walk;

pub use editor::{Editor, Notice, Stale, Task, looked_at};
pub use filter::{Filter, State, Walk};
pub use form::{Typed, activity, refused};
pub use list::ListPage;
pub use listing::{Line, Listing, Numbers};
pub use outcome::OutcomeView;
pub use show::ShowPage;

use crate::board_frame::{Frame, document};
use crate::text::tactic as text;
use axum::http::request::Parts;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::rejection::Rejection;
use leptos::prelude::*;

/// A page of tactics.
#[derive(Clone, Debug)]
pub enum Page {
    /// The tactics and how they hang together.
    List(Box<ListPage>),
    /// One tactic, to be read.
    Show(Box<ShowPage>),
    /// One tactic, to be written.
    Edit(Box<Editor>),
}

/// Renders a page as a whole document.
pub fn page(parts: Parts, frame: Frame, page: Page) -> String {
    let region = crate::region::region_of(&parts.headers);
    let title = match &page {
        Page::List(_) => text::tactics(region).to_owned(),
        Page::Show(page) => page.name.clone(),
        Page::Edit(page) => page.heading(region),
    };
    document(parts, frame, &title, |region| view(region, page))
}

fn view(region: Region, page: Page) -> AnyView {
    match page {
        Page::List(page) => list::view(region, *page).into_any(),
        Page::Show(page) => show::view(region, *page).into_any(),
        Page::Edit(page) => editor::view(region, *page).into_any(),
    }
}

/// The address of the list of a board.
fn home(board: &str) -> String {
    format!("/boards/{board}/tactics")
}

/// The sentence after a tactic was sent.
pub fn sent(region: Region, name: &str) -> String {
    text::sent(region, name)
}

/// The sentence after a tactic was dropped.
pub fn dropped(region: Region) -> String {
    text::dropped(region).to_owned()
}

/// The sentence where the store failed.
pub fn not_stored(region: Region) -> &'static str {
    text::not_stored(region)
}

/// The sentence for a refusal.
pub fn sentence(rejection: &Rejection, outline: &Outline, region: Region) -> String {
    crate::board::rejection::sentence(rejection, outline, Measure::Revenue, region)
}
