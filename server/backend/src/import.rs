//! Imports: files become tables, tables with a mapping become a checked dataset, and nothing is half imported.

pub mod amount;
pub mod check;
mod day;
pub mod guess;
pub mod known;
pub mod mapping;
mod members;
pub mod problem;
mod row;
mod synonyms;
pub mod table;
mod text;
mod workbook;

pub use check::{Checked, Part, check};
pub use guess::{guess, guess_all};
pub use known::KnownMembers;
pub use mapping::{DateOrder, DecimalMark, Excess, Field, Kind, Mapping};
pub use problem::{Problem, ProblemKind};
pub use table::{Cell, Table};

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use std::io::Read;
use thiserror::Error;

/// Most bytes a file may hold once inflated.
pub const MAX_BYTES: u64 = 256 << 20;
/// Most entries an XLSX archive may have.
pub const MAX_ENTRIES: usize = 2_000;
/// Most rows in one table.
pub const MAX_ROWS: usize = 1_000_000;
/// Most columns in one table.
pub const MAX_COLUMNS: usize = 200;
/// Most filled cells in one file.
pub const MAX_CELLS: usize = 12_000_000;

/// Why a file could not be read as tables.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ImportError {
    /// The file holds more than the limit once inflated.
    #[error("the file holds more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// An archive with too many entries.
    #[error("the archive has more than {limit} entries")]
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// A table with too many rows, columns or cells.
    #[error("table {table} is larger than a table may be")]
    TableTooLarge {
        /// The sheet or file.
        table: String,
    },
    /// Not what its name or first bytes say.
    #[error("the file is damaged")]
    Damaged,
    /// A kind of file that is not read: old XLS, ODS, PDF.
    #[error("files of this kind are not read")]
    UnknownFormat,
    /// No row at all.
    #[error("the file is empty")]
    Empty,
}

/// Reads CSV (also gzip-compressed) as one table, or an XLSX workbook as a table per sheet with content.
///
/// # Errors
/// The file is empty, damaged, of another kind, or larger than the limits of this module once inflated.
pub fn read_tables(file_name: &str, bytes: &[u8]) -> Result<Vec<Table>, ImportError> {
    let tables = if bytes.starts_with(&[0x1f, 0x8b]) {
        let plain = inflate(bytes)?;
        vec![text::read(stem(file_name), &plain)?]
    } else if bytes.starts_with(b"PK") {
        workbook::read(bytes)?
    } else if bytes.starts_with(b"%PDF") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(ImportError::UnknownFormat);
    } else {
        vec![text::read(stem(file_name), bytes)?]
    };
    if tables.iter().all(|table| table.is_empty()) { Err(ImportError::Empty) } else { Ok(tables) }
}

fn inflate(bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
    let mut plain = Vec::new();
    // One byte more than the limit tells "at the limit" from "over it".
    let read = MultiGzDecoder::new(bytes).take(MAX_BYTES + 1).read_to_end(&mut plain);
    read.map_err(|_| ImportError::Damaged)?;
    if plain.len() as u64 > MAX_BYTES { Err(ImportError::TooLarge { limit: MAX_BYTES }) } else { Ok(plain) }
}

/// The file's name without folder and endings.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.split('.').next().unwrap_or(name)
}
