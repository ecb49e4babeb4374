//! The pages around a plan: its scenarios, comparing, merging, and its past. Rendered on the server, made of plain
//! forms, and complete without any script.

pub mod bar;
mod cause;
mod compare;
mod merge;
mod merge_rows;
mod merged;
mod past;
pub mod record;
mod scenarios;
mod spot;
mod why;

pub use compare::{ComparePage, Side};
pub use merge::{MergePage, MergeTrouble};
pub use merge_rows::{Choices, seal};
pub use merged::MergedPage;
pub use past::{PastPage, PastTrouble};
pub use scenarios::{ScenarioTrouble, ScenariosPage};
pub use spot::Spot;
pub use spot::query as node_query;
pub use why::{WhyPage, fragment};

use crate::api::session::Me;
use crate::shell;
use crate::text::{past as past_text, scenario as text};
use axum::http::request::Parts;
use domain::number::Region;
use leptos::prelude::*;

/// A page around a plan.
#[derive(Debug)]
pub enum Page {
    /// The scenarios of a board.
    Scenarios(ScenariosPage),
    /// Two versions of a board.
    Compare(Box<ComparePage>),
    /// A scenario beside its board.
    Merge(Box<MergePage>),
    /// What a merge did.
    Merged(MergedPage),
    /// A scenario that cannot be merged because units have moved; its identifier.
    Apart(String),
    /// A board then and now.
    Past(Box<PastPage>),
    /// Why a number is what it is.
    Why(Box<WhyPage>),
}

/// Renders a page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: Page) -> String {
    shell::plain(parts, me, |region| view(region, page))
}

fn view(region: Region, page: Page) -> (String, AnyView) {
    let (title, content) = match page {
        Page::Scenarios(page) => (text::scenarios(region), scenarios::view(region, &page).into_any()),
        Page::Compare(page) => (text::compare_title(region), compare::view(region, &page).into_any()),
        Page::Merge(page) => (text::merge(region), merge::view(region, *page).into_any()),
        Page::Merged(page) => (text::merged_title(region), merged::view(region, &page).into_any()),
        Page::Apart(id) => (text::merge(region), merged::apart(region, &id).into_any()),
        Page::Past(page) => (past_text::past(region), past::view(region, &page).into_any()),
        Page::Why(page) => (past_text::why_title(region), why::view(region, &page).into_any()),
    };
    (title.to_owned(), content)
}

/// The way back to a board or scenario, above the heading of a page.
fn way_back(region: Region, id: &str, is_scenario: bool) -> impl IntoView + use<> {
    let words = if is_scenario { text::back_to_scenario(region) } else { text::back_to_plan(region) };
    view! { <p class="way-back"><a href=format!("/boards/{id}")>"← "{words}</a></p> }
}
