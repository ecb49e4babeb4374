//! `pacto user add`: somebody gets an account.

use crate::command_line::{AddUser, Settings};
use crate::state::{AppState, StateError};
use backend::identity::{IdentityError, NewPerson, ORGANIZATION};
use backend::store::StoreError;
use domain::actor::Role;
use std::io::{BufRead as _, IsTerminal as _, Write};
use std::path::PathBuf;
use thiserror::Error;

/// Why a person was not added.
#[derive(Debug, Error)]
pub enum AddFailure {
    /// The password file cannot be read.
    #[error("cannot read the password from {path}: {source}")]
    PasswordFile {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Standard input cannot be read.
    #[error("cannot read the password from standard input: {0}")]
    PasswordInput(std::io::Error),
    /// No password was given.
    #[error("no password: give it on standard input or with --password-file")]
    PasswordMissing,
    /// A unit for somebody who answers for none.
    #[error("only a manager answers for a unit; leave --unit out")]
    UnitNotWanted,
    /// History knows no such unit.
    #[error("no unit has the code {0:?}; codes are those of the imported history")]
    NoSuchUnit(String),
    /// The person cannot be added as they are.
    #[error("{0}")]
    Identity(#[from] IdentityError),
    /// The store cannot be opened.
    #[error(transparent)]
    State(#[from] StateError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody reads what is printed.
    #[error("cannot print: {0}")]
    Print(#[from] std::io::Error),
}

/// Adds a person who signs in with a password.
///
/// # Errors
/// The password cannot be read, something about the person is invalid or taken, or the store failed.
pub async fn add(settings: &Settings, asked: &AddUser, print: &mut impl Write) -> Result<(), AddFailure> {
    if asked.unit.is_some() && asked.role != Role::Manager {
        return Err(AddFailure::UnitNotWanted);
    }
    let password = password(asked)?;
    let state = AppState::open(settings, false).await?;
    if let Some(unit) = &asked.unit {
        let units = state.store.members(ORGANIZATION).await?.units;
        // Before the first import nobody can know.
        if !units.is_empty() && !units.iter().any(|known| known.code == *unit) {
            return Err(AddFailure::NoSuchUnit(unit.clone()));
        }
    }
    let person = NewPerson {
        email: asked.email.clone(),
        name: asked.name.clone(),
        role: asked.role,
        unit: asked.unit.clone(),
        password: Some(password),
    };
    let person = state.identity.add(person).await?;
    writeln!(print, "added {} <{}>, {}", person.name, person.email, person.role.code())?;
    state.store.close().await;
    Ok(())
}

/// The first line, without its end.
fn password(asked: &AddUser) -> Result<String, AddFailure> {
    let text = match &asked.password_file {
        Some(path) => {
            std::fs::read_to_string(path).map_err(|source| AddFailure::PasswordFile { path: path.clone(), source })?
        }
        None => {
            let input = std::io::stdin();
            if input.is_terminal() {
                write!(std::io::stderr(), "Password (it will be seen): ")?;
            }
            let mut line = String::new();
            input.lock().read_line(&mut line).map_err(AddFailure::PasswordInput)?;
            line
        }
    };
    let password = text.lines().next().unwrap_or_default().to_owned();
    if password.is_empty() { Err(AddFailure::PasswordMissing) } else { Ok(password) }
}
