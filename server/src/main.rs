//! The `pacto` binary: reads the command line, starts the log and runs one command.
use std::process::ExitCode;

use clap::Parser as _;
use server::command_line::CommandLine;
use server::{commands, telemetry};

#[tokio::main]
async fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    telemetry::start(command_line.settings.log_format);
    match commands::run(command_line).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            tracing::error!("{reason}");
            ExitCode::FAILURE
        }
    }
}
