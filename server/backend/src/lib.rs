//! Pacto's stores, live boards, identity, imports and forecasts: native only, knows nothing of the pages.

mod clock;
pub mod dataset;
pub mod demo;
pub mod export;
pub mod forecast;
pub mod identity;
pub mod import;
pub mod live;
pub mod mail;
pub mod opening;
pub mod store;

/// What the pages must know of how the server was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether the people of the demo company can be picked instead of signing in.
    pub demo: bool,
    /// Address under which people reach this server, where it is known; without a slash at the end.
    pub base_url: Option<String>,
}
