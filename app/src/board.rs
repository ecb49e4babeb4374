//! The board in the browser: its state, what it shows, and its live channel.

#[cfg(feature = "hydrate")]
pub mod channel;
#[cfg(feature = "hydrate")]
pub mod day;
pub mod display;
#[cfg(feature = "ssr")]
pub mod history_chart;
#[cfg(feature = "hydrate")]
mod outbox;
pub mod packed;
pub mod question;
pub mod rejection;
mod rules;
pub mod sheet;
pub mod state;
#[cfg(feature = "hydrate")]
mod ways;
