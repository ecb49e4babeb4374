//! `pacto check`: whether the record is what was written.

use crate::command_line::{Check, Settings};
use crate::state::{AppState, StateError};
use backend::live::{CheckedLog, LogEnd};
use backend::store::StoreError;
use std::io::Write;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the record does not hold, or was not checked.
#[derive(Debug, Error)]
pub enum CheckFailure {
    /// Logs are not what was written; each was named.
    #[error("{count} of {all} logs are damaged")]
    Damaged {
        /// How many.
        count: usize,
        /// Of how many.
        all: usize,
    },
    /// The file of an earlier check cannot be read.
    #[error("cannot read {path}: {source}")]
    Noted {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A line of that file is not one that a check prints.
    #[error("{path}, line {line}: expected a board, a revision and a digest, as `pacto check` prints them")]
    NotedLine {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
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

/// Checks every log, and prints a line for each: its board, last revision, digest, title and
/// signatures, or what is wrong with it.
///
/// # Errors
/// A log is damaged, or something could not be read.
pub async fn check(settings: &Settings, asked: &Check, print: &mut (impl Write + Send)) -> Result<(), CheckFailure> {
    let noted = asked.against.as_deref().map_or_else(|| Ok(Vec::new()), noted)?;
    let state = AppState::open(settings, false).await?;
    let (mut all, mut count, mut printed) = (0, 0, Ok(()));
    let each = |log: CheckedLog| {
        all += 1;
        count += usize::from(log.end.is_err());
        if printed.is_ok() {
            printed = writeln!(print, "{}", line(&log));
        }
    };
    state.boards.check_record(&noted, each).await?;
    printed?;
    state.store.close().await;
    if count == 0 { Ok(()) } else { Err(CheckFailure::Damaged { count, all }) }
}

fn line(CheckedLog { board, end, signatures }: &CheckedLog) -> String {
    let signed = match signatures {
        0 => String::new(),
        1 => " (1 signature holds)".to_owned(),
        many => format!(" ({many} signatures hold)"),
    };
    match end {
        Ok(end) => format!("{} {} {} {}{signed}", board.id, end.revision, hexadecimal(&end.digest), board.title),
        Err(fault) => format!("{} DAMAGED: {fault} ({})", board.id, board.title),
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Ends of logs as an earlier check printed them; what it found damaged says nothing.
fn noted(path: &Path) -> Result<Vec<(String, LogEnd)>, CheckFailure> {
    let read = std::fs::read_to_string(path);
    let text = read.map_err(|source| CheckFailure::Noted { path: path.to_owned(), source })?;
    let told = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.contains(" DAMAGED: "));
    let end = |(number, line): (usize, &str)| {
        noted_end(line).ok_or_else(|| CheckFailure::NotedLine { path: path.to_owned(), line: number + 1 })
    };
    told.map(end).collect()
}

fn noted_end(line: &str) -> Option<(String, LogEnd)> {
    let mut words = line.split_whitespace();
    let (board, revision, digest) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
    let bytes = (0..digest.len() / 2).map(|at| u8::from_str_radix(digest.get(2 * at..2 * at + 2)?, 16).ok());
    let digest = bytes.collect::<Option<Vec<u8>>>()?.try_into().ok()?;
    Some((board.to_owned(), LogEnd { revision, digest }))
}
