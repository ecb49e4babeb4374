//! `pacto import`: files become history, and history becomes a board if that is asked for.

use crate::board_opening::{self, Wanted, comfortable, levels, next_year};
use crate::command_line::{Import, NewBoard, Settings};
use crate::state::{AppState, StateError};
use app::import_pages::{Trouble, reason};
use backend::identity::ORGANIZATION;
use backend::import::{
    Checked, ImportError, KnownMembers, Mapping, Part, Problem, Table, check, guess_all, read_tables,
};
use backend::live::system;
use backend::store::StoreError;
use backend::store::history::{Loaded, Tally};
use domain::number::Region;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why files were not imported, or no board opened.
#[derive(Debug, Error)]
pub enum ImportFailure {
    /// A file cannot be read from the disk.
    #[error("cannot read {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file is no table.
    #[error("cannot read {path}: {source}")]
    Table {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ImportError,
    },
    /// The mapping file cannot be read.
    #[error("{path} is no mapping: {source}; --print-mapping writes one")]
    Mapping {
        /// The file.
        path: PathBuf,
        /// Where it goes wrong.
        source: serde_json::Error,
    },
    /// The mapping file names a table that no file has.
    #[error("the mapping names the table {0:?}, which none of the files has")]
    NoSuchTable(String),
    /// Two tables of one name cannot have mappings of their own.
    #[error("two tables are called {0:?}: rename a file or sheet")]
    SameTable(String),
    /// Rows have problems.
    #[error("nothing was stored: {count} problems in {rows} rows; correct them, or use --leave-out-bad-rows")]
    Problems {
        /// How many problems.
        count: usize,
        /// In how many rows.
        rows: usize,
    },
    /// No table is used, or none has a good row.
    #[error("nothing was stored: no table is used, or none has a good row; --print-mapping shows what was guessed")]
    Nothing,
    /// The store cannot be opened.
    #[error(transparent)]
    State(#[from] StateError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No board was opened.
    #[error("the history is stored, and no board was opened: {0}")]
    Board(Trouble),
    /// Nobody reads what is printed.
    #[error("cannot print: {0}")]
    Print(#[from] std::io::Error),
    /// A mapping cannot be printed.
    #[error("cannot print the mapping: {0}")]
    PrintMapping(serde_json::Error),
}

/// A table's mapping in a file: the headers are there for people, who count no columns.
#[derive(Debug, Serialize, Deserialize)]
struct TableMapping {
    #[serde(default)]
    headers: Vec<String>,
    #[serde(flatten)]
    mapping: Mapping,
}

/// A table and where it comes from.
struct Source {
    path: PathBuf,
    table: Table,
}

/// Imports files.
///
/// # Errors
/// A file or mapping cannot be read, rows have problems, or the store failed; nothing is stored then.
pub async fn import(settings: &Settings, asked: &Import, print: &mut (impl Write + Send)) -> Result<(), ImportFailure> {
    let (paths, tables) = read(&asked.files)?;
    let mut mappings = guess_all(&tables);
    if let Some(path) = &asked.mapping {
        override_with(path, &tables, &mut mappings)?;
    }
    if asked.print_mapping {
        return print_mapping(&tables, mappings, print);
    }
    let state = AppState::open(settings, false).await?;
    let known = state.store.members(ORGANIZATION).await?;
    let checked = checked(&tables, &mappings, &known);
    for problem in &checked.problems {
        writeln!(print, "{}", line(problem, &paths, &tables, &mappings))?;
    }
    let more = checked.problem_count - checked.problems.len();
    if more > 0 {
        writeln!(print, "and {more} more problems")?;
    }
    let (count, rows, read) = (checked.problem_count, checked.bad_rows, checked.rows);
    let dataset = checked.accept(asked.leave_out_bad_rows).map_err(|_| ImportFailure::Problems { count, rows })?;
    if dataset == Default::default() {
        return Err(ImportFailure::Nothing);
    }
    writeln!(print, "{read} rows read, {rows} left out")?;
    writeln!(
        print,
        "{} facts, {} quotas, {} units, {} products, {} channels",
        dataset.facts.len(),
        dataset.quotas.len(),
        dataset.units.len(),
        dataset.products.len(),
        dataset.channels.len()
    )?;
    if asked.dry_run {
        writeln!(print, "nothing was stored: this was a dry run")?;
        return Ok(());
    }
    let mut tenth = 0;
    let progress = |done: usize, total: usize| {
        let now = done * 10 / total.max(1);
        if now > tenth {
            tenth = now;
            // Progress that cannot be printed must not stop an import.
            let _ = writeln!(print, "stored {} %", now * 10);
        }
    };
    let loaded = state.store.load_dataset(ORGANIZATION, &dataset, progress).await?;
    tell(&loaded, print)?;
    if asked.board.open_board.is_some() {
        let board = open_board(&state, &asked.board).await.map_err(ImportFailure::Board)?;
        writeln!(print, "board opened: /boards/{board}")?;
    }
    state.store.close().await;
    Ok(())
}

fn read(files: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<Table>), ImportFailure> {
    let mut sources = Vec::new();
    for path in files {
        let bytes = std::fs::read(path).map_err(|source| ImportFailure::File { path: path.clone(), source })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let tables =
            read_tables(&name, &bytes).map_err(|source| ImportFailure::Table { path: path.clone(), source })?;
        sources.extend(tables.into_iter().map(|table| Source { path: path.clone(), table }));
    }
    Ok(sources.into_iter().map(|source| (source.path, source.table)).unzip())
}

fn override_with(path: &Path, tables: &[Table], mappings: &mut [Mapping]) -> Result<(), ImportFailure> {
    let text = std::fs::read(path).map_err(|source| ImportFailure::File { path: path.to_owned(), source })?;
    let given: BTreeMap<String, TableMapping> =
        serde_json::from_slice(&text).map_err(|source| ImportFailure::Mapping { path: path.to_owned(), source })?;
    for (name, given) in given {
        let mut known = false;
        for (_, mapping) in tables.iter().zip(mappings.iter_mut()).filter(|(table, _)| table.name() == name) {
            mapping.clone_from(&given.mapping);
            known = true;
        }
        if !known {
            return Err(ImportFailure::NoSuchTable(name));
        }
    }
    Ok(())
}

fn print_mapping(tables: &[Table], mappings: Vec<Mapping>, print: &mut impl Write) -> Result<(), ImportFailure> {
    let mut named = BTreeMap::new();
    for (table, mapping) in tables.iter().zip(mappings) {
        let headers = if mapping.header { table.preview(1).into_iter().next().unwrap_or_default() } else { Vec::new() };
        if named.insert(table.name(), TableMapping { headers, mapping }).is_some() {
            return Err(ImportFailure::SameTable(table.name().to_owned()));
        }
    }
    serde_json::to_writer_pretty(&mut *print, &named).map_err(ImportFailure::PrintMapping)?;
    writeln!(print)?;
    Ok(())
}

fn checked(tables: &[Table], mappings: &[Mapping], known: &KnownMembers) -> Checked {
    let parts: Vec<Part<'_>> = tables.iter().zip(mappings).map(|(table, mapping)| Part { table, mapping }).collect();
    check(&parts, known)
}

/// `sales.csv:3:6 Date: what is wrong`; a workbook also says its sheet.
fn line(problem: &Problem, paths: &[PathBuf], tables: &[Table], mappings: &[Mapping]) -> String {
    let at = problem.table;
    let file = paths.get(at).map(|path| path.display().to_string()).unwrap_or_default();
    let alone = paths.iter().filter(|path| Some(*path) == paths.get(at)).count() == 1;
    let table = tables.get(at);
    let sheet = table.filter(|_| !alone).map(|table| format!("[{}]", table.name())).unwrap_or_default();
    let header = |column| {
        let header = table.filter(|_| mappings.get(at).is_some_and(|mapping| mapping.header))?.cell(0, column).words();
        (!header.is_empty()).then(|| format!("{header}: "))
    };
    let column = problem.column.map(|column| {
        let header = header(column).unwrap_or_default();
        format!("{} {header}", column + 1)
    });
    let reason = reason(Region::EnUs, &problem.kind);
    format!("{file}{sheet}:{}:{}{reason}", problem.line, column.unwrap_or(" ".to_owned()))
}

fn tell(loaded: &Loaded, print: &mut impl Write) -> std::io::Result<()> {
    let mut row = |what: &str, tally: Tally| {
        let Tally { added, changed, unchanged } = tally;
        writeln!(print, "{what}: {added} added, {changed} changed, {unchanged} unchanged")
    };
    row("members", loaded.members)?;
    row("facts", loaded.facts)?;
    row("quotas", loaded.quotas)
}

async fn open_board(state: &AppState, asked: &NewBoard) -> Result<String, Trouble> {
    let span = state.store.history_span(ORGANIZATION).await.map_err(|_| Trouble::NotOpened)?;
    let members = state.store.members(ORGANIZATION).await.map_err(|_| Trouble::NotOpened)?;
    let year = asked.open_board.or(span.map(next_year)).ok_or(Trouble::NoHistory)?;
    let wanted = Wanted {
        title: asked.title.clone().unwrap_or_else(|| format!("Plan {year}")),
        company: asked.company.clone(),
        year,
        first_month: asked.first_month,
        currency: asked.currency.clone(),
        decimals: asked.decimals,
        levels: match asked.product_levels {
            None => comfortable(&levels(&members.products)),
            Some(0) => None,
            levels => levels,
        },
    };
    let request = wanted.request(span)?;
    board_opening::open(&state.store, &state.boards, |_| system(), request).await
}
