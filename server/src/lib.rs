//! The `pacto` program as a library, so that tests reach the same router that the binary serves.
pub mod command_line;
pub mod commands;
pub mod health;
pub mod routes;
pub mod security;
pub mod serving;
pub mod site;
pub mod telemetry;
