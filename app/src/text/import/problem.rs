//! What is wrong with files and rows, as sentences.

use super::table::field;
use crate::text::texts;
use backend::import::{ImportError, ProblemKind};
use domain::number::Region;

texts! {
    no_column(field) { "No column means: {field}.", "Ninguna columna significa: {field}." }
    too_wide(found, expected) { "The row has {found} cells, the table {expected} columns.", "La fila tiene {found} celdas; la tabla, {expected} columnas." }
    missing(field) { "{field}: the cell is empty.", "{field}: la celda está vacía." }
    not_a_number(text) { "“{text}” is not a number.", "«{text}» no es un número." }
    ambiguous_number(text) { "“{text}” could be two numbers. Choose the decimal mark.", "«{text}» podría ser dos números. Elija el signo decimal." }
    too_many_decimals(text) { "“{text}” has more than four decimals. Have them rounded, or correct the file.", "«{text}» tiene más de cuatro decimales. Redondéelos o corrija el archivo." }
    too_large(text) { "“{text}” is too large.", "«{text}» es demasiado grande." }
    not_a_day(text) { "“{text}” is not a day, month, quarter or year.", "«{text}» no es un día, mes, trimestre ni año." }
    ambiguous_day(text) { "“{text}” could be two days. Choose the order of day and month.", "«{text}» podría ser dos días. Elija el orden de día y mes." }
    unknown_member(field, text) { "{field}: nothing is called “{text}”.", "{field}: nada se llama «{text}»." }
    ambiguous_member(field, text) { "{field}: several are called “{text}”. Use the code.", "{field}: varios se llaman «{text}». Use el código." }
    repeated_member(code) { "Code “{code}” stands for two different members.", "El código «{code}» nombra a dos miembros distintos." }
    two_parents(code, first, second) { "“{code}” is below “{first}” in an earlier row and below “{second}” here.", "«{code}» está debajo de «{first}» en una fila anterior y debajo de «{second}» aquí." }
    circle(code) { "“{code}” is above itself.", "«{code}» está por encima de sí mismo." }
    repeated_key(key, first) { "Match key “{key}” already stands on line {first}.", "La clave «{key}» ya está en la línea {first}." }
    repeated_quota(first) { "Line {first} already has a quota of this unit and period.", "La línea {first} ya tiene una cuota de esta unidad y período." }
    no_amount { "The row has no amount.", "La fila no tiene ningún importe." }
    file_too_large(file, megabytes) { "{file} holds more than {megabytes} MB once unpacked. Split it.", "{file} ocupa más de {megabytes} MB descomprimido. Divídalo." }
    too_many_entries(file, limit) { "{file} has more than {limit} parts inside. Save it again as a plain workbook.", "{file} tiene más de {limit} partes. Guárdelo de nuevo como un libro simple." }
    table_too_large(file, table) { "Table {table} of {file} has more than a million rows or 200 columns. Split it.", "La tabla {table} de {file} tiene más de un millón de filas o 200 columnas. Divídala." }
    damaged(file) { "{file} is damaged, or is not what its name says.", "{file} está dañado o no es lo que dice su nombre." }
    unknown_format(file) { "{file} is of a kind that is not read here. Save it as CSV or XLSX.", "{file} es de un tipo que aquí no se lee. Guárdelo como CSV o XLSX." }
    empty(file) { "{file} is empty.", "{file} está vacío." }
}

/// What is wrong with a row.
pub fn reason(region: Region, kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NoColumn(wanted) => no_column(region, field(region, *wanted)),
        ProblemKind::TooWide { expected, found } => too_wide(region, found, expected),
        ProblemKind::Missing(wanted) => missing(region, field(region, *wanted)),
        ProblemKind::NotANumber(text) => not_a_number(region, text),
        ProblemKind::AmbiguousNumber(text) => ambiguous_number(region, text),
        ProblemKind::TooManyDecimals(text) => too_many_decimals(region, text),
        ProblemKind::TooLarge(text) => too_large(region, text),
        ProblemKind::NotADay(text) => not_a_day(region, text),
        ProblemKind::AmbiguousDay(text) => ambiguous_day(region, text),
        ProblemKind::UnknownMember { field: named, text } => unknown_member(region, field(region, *named), text),
        ProblemKind::AmbiguousMember { field: named, text } => ambiguous_member(region, field(region, *named), text),
        ProblemKind::RepeatedMember(code) => repeated_member(region, code),
        ProblemKind::TwoParents { code, first, second } => two_parents(region, code, first, second),
        ProblemKind::Circle(code) => circle(region, code),
        ProblemKind::RepeatedKey { key, first } => repeated_key(region, key, first),
        ProblemKind::RepeatedQuota { first } => repeated_quota(region, first),
        ProblemKind::NoAmount => no_amount(region).to_owned(),
    }
}

/// Why a file could not be read.
pub fn unreadable(region: Region, file: &str, error: &ImportError) -> String {
    match error {
        ImportError::TooLarge { limit } => file_too_large(region, file, limit >> 20),
        ImportError::TooManyEntries { limit } => too_many_entries(region, file, limit),
        ImportError::TableTooLarge { table } => table_too_large(region, file, table),
        ImportError::Damaged => damaged(region, file),
        ImportError::UnknownFormat => unknown_format(region, file),
        ImportError::Empty => empty(region, file),
    }
}
