//! Workbooks: a sheet per table, typed cells, and archives that are larger than they look.

#![cfg(test)]

use backend::import::{
    Cell, DecimalMark, ImportError, Kind, KnownMembers, MAX_BYTES, MAX_ENTRIES, Part, check, guess_all, read_tables,
};
use domain::measure::Measure;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let sales = book.add_worksheet().set_name("Ventas").unwrap();
    for (column, header) in ["Vendedor", "Producto", "Canal", "Fecha", "Ventas", "Unidades"].iter().enumerate() {
        sales.write(0, column as u16, *header).unwrap();
    }
    for (row, amount) in [(1, 0.1 + 0.2), (2, 3.0 * 19.99)] {
        sales.write(row, 0, "Ana").unwrap();
        sales.write(row, 1, 349).unwrap();
        sales.write(row, 2, "Directo").unwrap();
        sales.write_with_format(row, 3, ExcelDateTime::from_ymd(2026, 4, row as u8).unwrap(), &date).unwrap();
        sales.write(row, 4, amount).unwrap();
        sales.write(row, 5, row).unwrap();
    }
    // Far from the rest, and nothing: a range from corner to corner would be gigabytes.
    sales.write_blank(1_000_000, 150, &date).unwrap();
    let units = book.add_worksheet().set_name("Organización").unwrap();
    units.write_row(0, 0, ["Código", "Nombre"]).unwrap();
    units.write_row(1, 0, ["A1", "Ana"]).unwrap();
    let products = book.add_worksheet().set_name("Productos").unwrap();
    products.write_row(0, 0, ["Código", "Nombre", "Categoría"]).unwrap();
    products.write(1, 0, 349).unwrap();
    products.write_row(1, 1, ["Agua", "Bebidas"]).unwrap();
    let channels = book.add_worksheet().set_name("Canales").unwrap();
    channels.write_row(0, 0, ["Código", "Nombre"]).unwrap();
    channels.write_row(1, 0, ["D", "Directo"]).unwrap();
    book.add_worksheet().set_name("Vacía").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_a_sheet_per_table_is_imported_as_guessed() {
    let tables = read_tables("empresa.xlsx", &workbook()).unwrap();
    let names: Vec<&str> = tables.iter().map(|table| table.name()).collect();
    assert_eq!(names, ["Ventas", "Organización", "Productos", "Canales"]);
    let mappings = guess_all(&tables);
    let kinds: Vec<Kind> = mappings.iter().map(|mapping| mapping.kind).collect();
    assert_eq!(kinds, [Kind::Facts, Kind::Organization, Kind::Products, Kind::Channels]);
    let parts: Vec<Part<'_>> = tables.iter().zip(&mappings).map(|(table, mapping)| Part { table, mapping }).collect();
    let dataset = check(&parts, &KnownMembers::default()).accept(false).unwrap();
    let found: Vec<_> = dataset
        .facts
        .iter()
        .map(|fact| (fact.unit.as_str(), fact.product.as_str(), fact.channel.as_str(), fact.day.day, fact.amounts[0]))
        .collect();
    assert_eq!(found, [("A1", "349", "D", 1, Some(3_000)), ("A1", "349", "D", 2, Some(599_700))]);
    assert_eq!(dataset.facts[1].amounts[Measure::Units as usize], Some(20_000));
    assert_eq!(dataset.products[1].parent.as_deref(), Some("Bebidas"));
}

#[test]
fn numbers_of_a_workbook_are_numbers_whatever_mark_its_texts_use() {
    let tables = read_tables("empresa.xlsx", &workbook()).unwrap();
    assert_eq!(tables[0].cell(1, 5), Cell::Number(1.0));
    assert_eq!(tables[0].line(2), 3);
    let mut mapping = guess_all(&tables).remove(0);
    mapping.kind = Kind::Flat;
    mapping.decimal = DecimalMark::Comma;
    let checked = check(&[Part { table: &tables[0], mapping: &mapping }], &KnownMembers::default());
    assert_eq!(checked.dataset.facts[0].amounts[0], Some(3_000));
}

fn archive(entries: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive
            .start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_that_inflates_beyond_the_limit_is_refused_before_it_is_read() {
    let bomb = archive([("xl/worksheets/sheet1.xml".to_owned(), vec![b' '; MAX_BYTES as usize + 1])]);
    assert!(bomb.len() < 1 << 20, "small outside");
    assert_eq!(read_tables("bomb.xlsx", &bomb), Err(ImportError::TooLarge { limit: MAX_BYTES }));

    // The same, with the declared sizes turned into lies: both headers say one byte.
    let mut liar = bomb.clone();
    let real = (MAX_BYTES as u32 + 1).to_le_bytes();
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == real {
            liar[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
    }
    assert!(read_tables("liar.xlsx", &liar).is_err());
}

#[test]
fn an_archive_of_thousands_of_entries_is_refused() {
    let many = archive((0..=MAX_ENTRIES).map(|index| (format!("{index}.xml"), Vec::new())));
    assert_eq!(read_tables("many.xlsx", &many), Err(ImportError::TooManyEntries { limit: MAX_ENTRIES }));
}

#[test]
fn what_is_no_table_is_refused_with_a_reason() {
    assert_eq!(read_tables("empty.csv", b""), Err(ImportError::Empty));
    assert_eq!(read_tables("report.pdf", b"%PDF-1.7"), Err(ImportError::UnknownFormat));
    assert_eq!(read_tables("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0]), Err(ImportError::UnknownFormat));
    assert_eq!(read_tables("broken.xlsx", b"PK\x03\x04broken"), Err(ImportError::Damaged));
    assert_eq!(read_tables("broken.csv.gz", &[0x1f, 0x8b, 8, 0]), Err(ImportError::Damaged));
    assert_eq!(read_tables("other.zip", &archive([("a.txt".to_owned(), vec![1])])), Err(ImportError::UnknownFormat));
}
