//! One function per command of the command line.
use std::net::SocketAddr;

use crate::command_line::{AddUser, Command, CommandLine, Demo, Import, Settings, UserCommand};
use crate::routes::{self, Services};
use crate::serving;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The address is taken, or is not ours to listen on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The listening socket failed while serving.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
    /// The command is known, but this version cannot do it.
    #[error("`pacto {0}` is not built yet")]
    NotBuiltYet(&'static str),
}

/// Runs the command that the command line names.
///
/// # Errors
/// Whatever kept that command from finishing.
pub async fn run(command_line: CommandLine) -> Result<(), CommandError> {
    let settings = command_line.settings;
    match command_line.command {
        Command::Serve => serve(&settings).await,
        Command::Demo(company) => demo(&settings, &company).await,
        Command::Import(import) => self::import(&settings, &import).await,
        Command::User(user) => match user.command {
            UserCommand::Add(person) => add_user(&settings, &person).await,
        },
    }
}

async fn serve(settings: &Settings) -> Result<(), CommandError> {
    let services = Services::new(settings);
    let readiness = services.readiness.clone();
    serving::serve(settings.address, routes::router(services), readiness).await
}

/// Creates the demo company where the data folder holds none, and serves it.
async fn demo(settings: &Settings, _company: &Demo) -> Result<(), CommandError> {
    serve(settings).await
}

async fn import(_settings: &Settings, _import: &Import) -> Result<(), CommandError> {
    Err(CommandError::NotBuiltYet("import"))
}

async fn add_user(_settings: &Settings, _person: &AddUser) -> Result<(), CommandError> {
    Err(CommandError::NotBuiltYet("user add"))
}
