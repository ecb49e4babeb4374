//! The `pacto` program as a library, so that tests reach the same router that the binary serves.
pub mod board_opening;
pub mod board_reader;
pub mod command_line;
pub mod commands;
pub mod export;
pub mod health;
pub mod holds_page;
pub mod import_pages;
pub mod live_channel;
pub mod plan_pages;
pub mod routes;
pub mod security;
pub mod serving;
pub mod site;
pub mod state;
pub mod tactic_pages;
pub mod telemetry;
