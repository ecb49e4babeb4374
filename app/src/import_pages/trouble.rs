//! What keeps an import from going on, each said in the reader's language.

use crate::text::import as text;
use backend::import::ImportError;
use domain::number::Region;
use thiserror::Error;

/// Why an import does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    /// No file was chosen.
    #[error("no file was chosen")]
    NoFile,
    /// Too many files at a time.
    #[error("more than {limit} files")]
    TooManyFiles {
        /// The most.
        limit: usize,
    },
    /// The files together are too large.
    #[error("the files are larger than {megabytes} MB")]
    UploadTooLarge {
        /// The most.
        megabytes: u64,
    },
    /// The browser stopped sending.
    #[error("the upload did not arrive whole")]
    UploadInterrupted,
    /// A file cannot be read.
    #[error("{file}: {error}")]
    File {
        /// Its name.
        file: String,
        /// Why.
        error: ImportError,
    },
    /// Too many tables in all files.
    #[error("more than {limit} tables")]
    TooManyTables {
        /// The most.
        limit: usize,
    },
    /// The memory for uploaded files is taken.
    #[error("no room for more uploaded files")]
    NoRoom,
    /// The uploaded files are no longer kept.
    #[error("the uploaded files are no longer kept")]
    Expired,
    /// Somebody imports or opens a board at this moment.
    #[error("{name} is importing")]
    Busy {
        /// Who.
        name: String,
    },
    /// Rows have problems, and nobody said to leave them out.
    #[error("rows have problems")]
    HasProblems,
    /// What the columns mean has changed since it was checked.
    #[error("the columns have changed since they were checked")]
    LookFirst,
    /// No table is used, or none has a good row.
    #[error("there is nothing to import")]
    NothingToImport,
    /// The store failed.
    #[error("the import failed")]
    NotStored,
    /// A board needs history.
    #[error("there is no history")]
    NoHistory,
    /// A board needs a title.
    #[error("a board needs a title of at most 200 characters")]
    TitleMissing,
    /// A year that cannot be meant.
    #[error("the fiscal year must lie between 1900 and 2200")]
    YearWrong,
    /// No ISO 4217 code.
    #[error("a currency has three letters")]
    CurrencyWrong,
    /// A year that history does not reach.
    #[error("there is no history for {year}")]
    YearWithoutHistory {
        /// The fiscal year.
        year: i32,
    },
    /// A number of the board does not fit.
    #[error("a number is too large for this many decimals")]
    NumberTooLarge,
    /// A quota or forecast could not be broken down.
    #[error("a quota or forecast could not be broken down")]
    Unspreadable,
    /// The members make no tree.
    #[error("the members make no tree: {reason}")]
    NoTree {
        /// What is wrong with them.
        reason: String,
    },
    /// The board could not be opened.
    #[error("the board could not be opened")]
    NotOpened,
}

impl Trouble {
    /// The sentence for the reader: what happened, and what to do.
    pub fn sentence(&self, region: Region) -> String {
        let sentence = match self {
            Self::NoFile => text::no_file(region),
            Self::TooManyFiles { limit } => return text::too_many_files(region, limit),
            Self::UploadTooLarge { megabytes } => return text::upload_too_large(region, megabytes),
            Self::UploadInterrupted => text::upload_interrupted(region),
            Self::File { file, error } => return text::problem::unreadable(region, file, error),
            Self::TooManyTables { limit } => return text::too_many_tables(region, limit),
            Self::NoRoom => text::no_room(region),
            Self::Expired => text::expired(region),
            Self::Busy { name } => return text::busy(region, name),
            Self::HasProblems => text::has_problems(region),
            Self::LookFirst => text::look_first(region),
            Self::NothingToImport => text::nothing_to_import(region),
            Self::NotStored => text::not_stored(region),
            Self::NoHistory => text::no_history(region),
            Self::TitleMissing => text::title_missing(region),
            Self::YearWrong => text::year_wrong(region),
            Self::CurrencyWrong => text::currency_wrong(region),
            Self::YearWithoutHistory { year } => return text::year_without_history(region, year),
            Self::NumberTooLarge => text::board_number_too_large(region),
            Self::Unspreadable => text::board_quota_unspreadable(region),
            Self::NoTree { reason } => return text::board_members_broken(region, reason),
            Self::NotOpened => text::board_failed(region),
        };
        sentence.to_owned()
    }
}
