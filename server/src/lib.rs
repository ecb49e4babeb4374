//! The `pacto` program as a library, so that tests reach the same router that the binary serves.
pub mod board_opening;
pub mod command_line;
pub mod commands;
pub mod driver_pages;
pub mod export;
pub mod health;
pub mod import_pages;
pub mod live_channel;
pub mod routes;
pub mod security;
pub mod serving;
pub mod site;
pub mod state;
pub mod telemetry;
