//! XLSX: what an archive would inflate to is checked before anything is read.

use super::table::{Rows, Table, Value};
use super::{ImportError, MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ENTRIES, MAX_ROWS};
use crate::dataset::Day;
use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};
use domain::calendar::Month;
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Table>, ImportError> {
    bound(bytes)?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| ImportError::UnknownFormat)?;
    let mut budget = Budget { cells: MAX_CELLS, bytes: MAX_BYTES };
    let mut tables = Vec::new();
    for name in book.sheet_names() {
        let table = sheet(&mut book, &name, &mut budget)?;
        if !table.is_empty() {
            tables.push(table);
        }
    }
    Ok(tables)
}

/// Refuses archives that declare, or really hold, more than the limit: 511 KB can inflate to 521 MiB.
fn bound(bytes: &[u8]) -> Result<(), ImportError> {
    let too_large = ImportError::TooLarge { limit: MAX_BYTES };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(ImportError::TooManyEntries { limit: MAX_ENTRIES });
    }
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| ImportError::Damaged)?;
        declared = declared.saturating_add(entry.size());
    }
    if declared > MAX_BYTES {
        return Err(too_large);
    }
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| ImportError::Damaged)?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| ImportError::Damaged)?;
        left = left.checked_sub(read).ok_or_else(|| too_large.clone())?;
    }
    Ok(())
}

/// What may still be kept: one shared string can stand in a million cells.
struct Budget {
    cells: usize,
    bytes: u64,
}

fn sheet<R: Read + std::io::Seek>(book: &mut Xlsx<R>, name: &str, budget: &mut Budget) -> Result<Table, ImportError> {
    let too_large = || ImportError::TableTooLarge { table: name.to_owned() };
    let mut rows: Vec<(u64, Vec<Value>)> = Vec::new();
    // Cell by cell: a range would be allocated from corner to corner, however far apart they are.
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // Charts and macro sheets have no cells.
        Err(_) => return Ok(Table::new(name.to_owned(), Rows::Values(rows))),
    };
    while let Some(cell) = cells.next_cell().map_err(|_| ImportError::Damaged)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value());
        if value == Value::Empty {
            continue;
        }
        let (line, column) = (u64::from(row) + 1, column as usize);
        let text = if let Value::Text(text) = &value { text.len() as u64 } else { 0 };
        budget.bytes = budget.bytes.checked_sub(text).ok_or_else(too_large)?;
        budget.cells = budget.cells.checked_sub(1).ok_or_else(too_large)?;
        if rows.last().is_none_or(|(last, _)| *last != line) {
            rows.push((line, Vec::new()));
        }
        if column >= MAX_COLUMNS || rows.len() > MAX_ROWS {
            return Err(too_large());
        }
        if let Some((_, last)) = rows.last_mut() {
            last.resize(last.len().max(column + 1), Value::Empty);
            last[column] = value;
        }
    }
    Ok(Table::new(name.to_owned(), Rows::Values(rows)))
}

fn value(data: &DataRef<'_>) -> Value {
    match data {
        DataRef::Int(number) => Value::Text(number.to_string().into()),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => text_value(text),
        DataRef::SharedString(text) => text_value(text),
        DataRef::Bool(truth) => Value::Text(truth.to_string().into()),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Value::Day(Day { month: Month { year: year.into(), month }, day })
        }
        DataRef::DateTime(moment) => Value::Number(moment.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_value(text),
        // An error of a formula is a value that cannot be read: it becomes a problem of its row.
        DataRef::Error(error) => Value::Text(error.to_string().into()),
        DataRef::Empty => Value::Empty,
    }
}

fn text_value(text: &str) -> Value {
    if text.trim().is_empty() { Value::Empty } else { Value::Text(text.into()) }
}
