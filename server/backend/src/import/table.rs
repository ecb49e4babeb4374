//! A table as a file gives it: rows of cells with the line each stands on.

use crate::dataset::Day;
use csv::StringRecord;

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or blanks.
    Empty,
    /// Text, trimmed.
    Text(&'a str),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Day(Day),
}

impl Cell<'_> {
    /// The cell as a person would write it; whole numbers without decimals.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => format!("{}-{:02}", day.month.code(), day.day),
        }
    }
}

/// A cell of a workbook, owned.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(Box<str>),
    Number(f64),
    Day(Day),
}

/// CSV rows stay in their compact records, workbook rows keep their types.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rows {
    Text(Vec<(u64, StringRecord)>),
    Values(Vec<(u64, Vec<Value>)>),
}

/// A table of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: String,
    width: usize,
    rows: Rows,
}

impl Table {
    pub(super) fn new(name: String, rows: Rows) -> Self {
        let width = match &rows {
            Rows::Text(rows) => rows.iter().map(|(_, row)| row.len()).max(),
            Rows::Values(rows) => rows.iter().map(|(_, row)| row.len()).max(),
        };
        Self { name, width: width.unwrap_or(0), rows }
    }

    /// Name of the sheet, or of the file without its ending.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many columns the widest row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are, a header included.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Text(rows) => rows.len(),
            Rows::Values(rows) => rows.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line of the file or row of the sheet where a row begins, from 1.
    pub fn line(&self, row: usize) -> u64 {
        match &self.rows {
            Rows::Text(rows) => rows.get(row).map_or(row as u64 + 1, |(line, _)| *line),
            Rows::Values(rows) => rows.get(row).map_or(row as u64 + 1, |(line, _)| *line),
        }
    }

    /// How many cells a row has.
    pub fn row_width(&self, row: usize) -> usize {
        match &self.rows {
            Rows::Text(rows) => rows.get(row).map_or(0, |(_, row)| row.len()),
            Rows::Values(rows) => rows.get(row).map_or(0, |(_, row)| row.len()),
        }
    }

    /// A cell; beyond a row's end there is nothing.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match &self.rows {
            Rows::Text(rows) => match rows.get(row).and_then(|(_, row)| row.get(column)).map(trimmed) {
                None | Some("") => Cell::Empty,
                Some(text) => Cell::Text(text),
            },
            Rows::Values(rows) => match rows.get(row).and_then(|(_, row)| row.get(column)) {
                None | Some(Value::Empty) => Cell::Empty,
                Some(Value::Text(text)) => match trimmed(text) {
                    "" => Cell::Empty,
                    text => Cell::Text(text),
                },
                Some(Value::Number(number)) => Cell::Number(*number),
                Some(Value::Day(day)) => Cell::Day(*day),
            },
        }
    }

    /// The first rows as words, for a preview.
    pub fn preview(&self, rows: usize) -> Vec<Vec<String>> {
        let row = |row| (0..self.width).map(|column| self.cell(row, column).words()).collect();
        (0..self.len().min(rows)).map(row).collect()
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}
