//! Server functions: forms, lists and everything that is not the live board.

pub mod boards;
mod encoding;
pub mod error;
pub mod history;
pub mod session;
pub mod why;

#[cfg(feature = "ssr")]
pub(crate) mod context;
