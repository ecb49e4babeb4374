//! One function per command of the command line.

pub mod check;
pub mod import;
pub mod people;

use std::net::SocketAddr;

use crate::command_line::{Command, CommandLine, Demo, Settings, UserCommand};
use crate::mailing::Mailing;
use crate::routes;
use crate::serving;
use crate::state::{AppState, StateError};
use backend::demo::{DemoOptions, FoundingError};
use backend::identity::session::delete_expired_continuously;
use backend::store::StoreError;
use check::CheckFailure;
use import::ImportFailure;
use people::AddFailure;
use std::sync::Arc;

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
    /// What the server stands on cannot be had.
    #[error(transparent)]
    State(#[from] StateError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The demo company cannot be founded.
    #[error("cannot found the demo company: {0}")]
    Demo(#[from] FoundingError),
    /// Files cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportFailure),
    /// The record is damaged, or cannot be checked.
    #[error(transparent)]
    Check(#[from] CheckFailure),
    /// A person cannot be added.
    #[error("nobody was added: {0}")]
    AddUser(#[from] AddFailure),
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
        Command::Import(asked) => Ok(import::import(&settings, &asked, &mut std::io::stdout()).await?),
        Command::Check(asked) => Ok(check::check(&settings, &asked, &mut std::io::stdout()).await?),
        Command::User(user) => match user.command {
            UserCommand::Add(person) => Ok(people::add(&settings, &person, &mut std::io::stdout()).await?),
        },
    }
}

async fn serve(settings: &Settings) -> Result<(), CommandError> {
    let state = AppState::open(settings, false).await?;
    if let Some(key) = state.identity.offer_boot_key().await? {
        tracing::info!(
            "nobody can sign in yet: open the first page and create the administrator with the boot key {key}"
        );
    }
    listen(settings, state).await
}

async fn listen(settings: &Settings, state: AppState) -> Result<(), CommandError> {
    tokio::spawn(delete_expired_continuously(Arc::clone(&state.store)));
    let readiness = state.readiness.clone();
    let mailing = Mailing::start(&state);
    let served = serving::serve(settings.address, routes::router(state), readiness).await;
    if let Some(mailing) = mailing {
        mailing.stop().await;
    }
    served
}

/// Creates the demo company where the data folder holds none, and serves it.
async fn demo(settings: &Settings, options: &Demo) -> Result<(), CommandError> {
    let state = AppState::open(settings, true).await?;
    if state.boards.list().await?.is_empty() {
        let options = DemoOptions { units: options.units, products: options.products, seed: options.seed };
        tracing::info!(
            "creating the demo company with {} territories and {} products",
            options.units,
            options.products
        );
        let mut tenth = 0;
        let progress = |done: usize, total: usize| {
            let now = done * 10 / total.max(1);
            if now > tenth {
                tenth = now;
                tracing::info!("history written: {} %", now * 10);
            }
        };
        let company = backend::demo::company(options);
        backend::demo::found(&state.store, &state.identity, &state.boards, company, progress).await?;
    }
    for person in state.identity.people().await? {
        let unit = person.unit.map(|unit| format!(", {unit}")).unwrap_or_default();
        tracing::info!("demo person: {} <{}>, {}{unit}", person.name, person.email, person.role.code());
    }
    listen(settings, state).await
}
