//! The pages of a board's driver tree: simulation, sensitivity, goal seek, what is sent of it, and the tree's text. Drawn
//! on the server, made of plain forms, and complete without any script.

mod area;
mod cards;
mod figure;
pub mod form;
mod frame;
mod offers;
mod rows;
mod seek;
mod sensitivity;
mod sentence;
mod spot;
mod tornado;
mod tree;
mod tree_text;

pub use form::Simulation;
pub use offers::{Fate, OffersPage, Row};
pub use spot::Spot;
pub use tree_text::{TextPage, TextTrouble, mark as text_mark};

use crate::api::session::Me;
use crate::form::Query;
use crate::shell;
use crate::text::drivers as text;
use axum::http::request::Parts;
use leptos::prelude::*;

/// A page of the driver tree.
#[derive(Debug)]
pub enum Page {
    /// The tree, and what happens to it if.
    Tree(Query),
    /// What moves a goal.
    Sensitivity(Query),
    /// What it takes to reach a goal.
    Seek(Query),
    /// What would be sent, or has been.
    Offers(Box<OffersPage>),
    /// The text of the tree.
    Text(TextPage),
}

/// Renders a page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, spot: &Spot, page: Page) -> String {
    shell::plain(parts, me, |region| {
        let content = match page {
            Page::Tree(query) => tree::view(region, spot, &query).into_any(),
            Page::Sensitivity(query) => sensitivity::view(region, spot, &query).into_any(),
            Page::Seek(query) => seek::view(region, spot, &query).into_any(),
            Page::Offers(page) => offers::view(region, spot, *page).into_any(),
            Page::Text(page) => tree_text::view(region, spot, page).into_any(),
        };
        (text::driver_tree(region).to_owned(), content)
    })
}
