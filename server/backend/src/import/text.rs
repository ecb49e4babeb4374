//! CSV: encoding and delimiter are found out, not asked.

use super::table::{Rows, Table};
use super::{ImportError, MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How much of a file the delimiter is judged by.
const SAMPLE_ROWS: usize = 60;

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Table, ImportError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ImportError::TooLarge { limit: MAX_BYTES });
    }
    let text = decode(bytes);
    let mut records = Vec::new();
    let mut cells = 0;
    for record in reader(&text, delimiter(&text)).into_records() {
        let record = record.map_err(|_| ImportError::Damaged)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        cells += record.len();
        if record.len() > MAX_COLUMNS || cells > MAX_CELLS || records.len() == MAX_ROWS {
            return Err(ImportError::TableTooLarge { table: name.to_owned() });
        }
        records.push((line(&text, &record), record));
    }
    Ok(Table::new(name.to_owned(), Rows::Text(records)))
}

/// Where a record begins: the reader counts the blank lines before it as its own.
fn line(text: &str, record: &StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let rest = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| b"\r\n".contains(byte)).filter(|byte| **byte == b'\n').count();
    position.line() + blank as u64
}

/// By its mark; else UTF-8 where it is valid, UTF-16 where every second byte is nothing, else what spreadsheets write.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let head = &bytes[..bytes.len().min(200)];
    if head.len() > 3 && head.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count() * 3 > head.len() {
        return UTF_16LE.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    // Flexible: a row of another width is reported with its line, not a damaged file.
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// The delimiter under which most rows have the same width; the comma last, since it also stands in numbers.
fn delimiter(text: &str) -> u8 {
    let agreement = |delimiter: u8| {
        let widths: Vec<usize> = reader(text, delimiter)
            .into_records()
            .take(SAMPLE_ROWS)
            .flatten()
            .map(|row: StringRecord| row.len())
            .collect();
        let usual = widths.iter().copied().max_by_key(|width| widths.iter().filter(|other| *other == width).count());
        let usual = usual.filter(|width| *width > 1)?;
        let agreeing = widths.iter().filter(|width| **width == usual).count();
        // In thousandths, so that the order of the candidates breaks ties.
        Some(agreeing * 1000 / widths.len())
    };
    let mut best = (b',', 0);
    for candidate in [b'\t', b'|', b';', b','] {
        if let Some(agreed) = agreement(candidate)
            && agreed > best.1
        {
            best = (candidate, agreed);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_row(bytes: &[u8]) -> Vec<String> {
        read("sales", bytes).unwrap().preview(1).remove(0)
    }

    #[test]
    fn the_delimiter_is_found_even_where_commas_are_decimals() {
        assert_eq!(first_row(b"a,b\n1,2\n"), ["a", "b"]);
        assert_eq!(first_row(b"region;ventas\nSur;1.234,56\nNorte;7,5\n"), ["region", "ventas"]);
        assert_eq!(first_row(b"1,5;2,5\n3,5;4,5\n"), ["1,5", "2,5"]);
        assert_eq!(first_row(b"1\tNorthwest, US\tx\n2\tSouth\ty\n"), ["1", "Northwest, US", "x"]);
        assert_eq!(first_row(b"1|2|Bikes\n"), ["1", "2", "Bikes"]);
        assert_eq!(first_row(b"only\n1\n"), ["only"]);
    }

    #[test]
    fn accents_survive_every_encoding_of_a_spreadsheet() {
        let expected = ["Categoría", "Año"];
        assert_eq!(first_row("Categoría,Año\n".as_bytes()), expected);
        assert_eq!(first_row("\u{feff}Categoría,Año\n".as_bytes()), expected);
        assert_eq!(first_row(b"Categor\xeda,A\xf1o\n"), expected);
        let utf16 = |mark: bool| {
            let text = if mark { "\u{feff}Categoría,Año\n" } else { "Categoría,Año\n" };
            text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        assert_eq!(first_row(&utf16(true)), expected);
        assert_eq!(first_row(&utf16(false)), expected);
    }

    #[test]
    fn lines_are_those_of_the_file_also_after_blank_and_broken_lines() {
        let table = read("sales", b"a,b\n\n1,\"two\nlines\"\n3,4\n").unwrap();
        assert_eq!((0..table.len()).map(|row| table.line(row)).collect::<Vec<_>>(), [1, 3, 5]);
    }
}
