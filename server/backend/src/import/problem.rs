//! What is wrong with a row, typed so that every language can say it.

use super::mapping::Field;
use serde::{Deserialize, Serialize};

/// A problem of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which of the tables, from 0.
    pub table: usize,
    /// The line in the file or row in the sheet, from 1, a header included.
    pub line: u64,
    /// The column, from 0, where one is to blame.
    pub column: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The mapping has no column that this kind of table needs.
    NoColumn(Field),
    /// More cells than the table has columns.
    TooWide {
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// An empty cell where something must stand.
    Missing(Field),
    /// Not a number.
    NotANumber(String),
    /// A number that could be read in two ways, such as 1.234.
    AmbiguousNumber(String),
    /// More than four decimals.
    TooManyDecimals(String),
    /// A number that does not fit.
    TooLarge(String),
    /// Not a day, month, quarter or year.
    NotADay(String),
    /// A day that could be read in two ways, such as 03/04/2026.
    AmbiguousDay(String),
    /// No member has this code or name.
    UnknownMember {
        /// The field that names it.
        field: Field,
        /// What it says.
        text: String,
    },
    /// Several members have this name.
    AmbiguousMember {
        /// The field that names it.
        field: Field,
        /// What it says.
        text: String,
    },
    /// A code that stands for two different members.
    RepeatedMember(String),
    /// A member below two others.
    TwoParents {
        /// The member.
        code: String,
        /// Its parent in an earlier row.
        first: String,
        /// Its parent here.
        second: String,
    },
    /// A member that is its own ancestor.
    Circle(String),
    /// A match key that stood before.
    RepeatedKey {
        /// The key.
        key: String,
        /// The line where it stood first.
        first: u64,
    },
    /// A second quota of the same unit and period.
    RepeatedQuota {
        /// The line where it stood first.
        first: u64,
    },
    /// A row without any amount.
    NoAmount,
}
