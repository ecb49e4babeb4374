//! Real files that are not part of the project: tests skip, with a message, where they are absent.

use backend::import::{Table, read_tables};
use std::path::PathBuf;

/// The folder of a data set, in `PACTO_TEST_DATA` or beside the project.
pub fn folder(set: &str) -> Option<PathBuf> {
    let given = std::env::var_os("PACTO_TEST_DATA").map(PathBuf::from);
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = given.unwrap_or_else(beside).join(set);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("the real data {set} are not here: the test is skipped");
    None
}

/// The only table of a file.
pub fn table(folder: &std::path::Path, file: &str) -> Table {
    let bytes = std::fs::read(folder.join(file)).unwrap();
    read_tables(file, &bytes).unwrap().remove(0)
}
