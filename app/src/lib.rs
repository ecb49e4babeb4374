//! Pacto's pages, components, the live board's client state and its server functions.
#![recursion_limit = "256"]

pub mod api;
#[cfg(feature = "ssr")]
pub mod approval_pages;
pub mod board;
#[cfg(feature = "ssr")]
pub mod board_frame;
#[cfg(feature = "ssr")]
pub mod comments_page;
mod components;
#[cfg(feature = "ssr")]
pub mod driver_pages;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
mod goal_table;
#[cfg(feature = "ssr")]
pub mod holds_page;
mod hydration;
#[cfg(feature = "ssr")]
pub mod import_pages;
#[cfg(feature = "ssr")]
pub mod inbox_page;
#[cfg(feature = "ssr")]
pub mod ledger_page;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod mail_page;
#[cfg(feature = "ssr")]
pub mod meeting_page;
mod on_demand;
#[cfg(feature = "ssr")]
pub mod organization_page;
mod pages;
#[cfg(feature = "ssr")]
pub mod plan_pages;
#[cfg(feature = "ssr")]
pub mod policy_page;
pub mod region;
#[cfg(feature = "ssr")]
mod routes;
mod settled;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod spread_page;
#[cfg(feature = "ssr")]
pub mod tactic_pages;
mod text;
#[cfg(feature = "ssr")]
pub mod thread_page;
#[cfg(feature = "ssr")]
pub mod two_trees_page;

#[cfg(feature = "hydrate")]
pub use hydration::hydrate;
#[cfg(feature = "ssr")]
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
