//! The log: text for people, JSON for collectors, on standard error.
use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::command_line::LogFormat;

/// Starts the log; `RUST_LOG` chooses what is written, by default everything from `info` up.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}
