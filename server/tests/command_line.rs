//! The program itself, as somebody at a terminal runs it.

use clap::Parser as _;
use domain::address::Address;
use domain::measure::{Measure, Slice};
use server::command_line::CommandLine;
use server::state::AppState;
use sqlx::{Connection as _, Executor as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const SALES: &str = "Region,Salesperson,Product,Date,Sales
South,Ana,Water,2026-01-15,100.25
North,Eva,Bread,2026-12-31,1000.5
";

fn pacto(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pacto"))
        .args(arguments)
        .arg("--data-folder")
        .arg(folder.join("data"))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads no password has closed its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn folder(sales: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("sales.csv"), sales).unwrap();
    folder
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_file_is_imported_once_and_changes_nothing_the_second_time() {
    let folder = folder(SALES);
    let first = pacto(folder.path(), &["import", "sales.csv", "--open-board", "2027", "--currency", "COP"], "");
    assert!(first.status.success(), "{}", said(&first));
    assert!(printed(&first).contains("facts: 2 added, 0 changed, 0 unchanged"), "{}", printed(&first));
    assert!(printed(&first).contains("board opened: /boards/"));
    let second = pacto(folder.path(), &["import", "sales.csv"], "");
    assert!(printed(&second).contains("facts: 0 added, 0 changed, 2 unchanged"), "{}", printed(&second));
}

#[test]
fn a_bad_row_is_named_by_file_line_and_column_and_nothing_is_stored() {
    let folder = folder(&SALES.replace("2026-12-31", "yesterday"));
    let refused = pacto(folder.path(), &["import", "sales.csv"], "");
    assert!(!refused.status.success());
    assert_eq!(
        printed(&refused),
        "sales.csv:3:4 Date: “yesterday” is not a day, month, quarter or year.\n",
        "{}",
        said(&refused)
    );
    assert!(said(&refused).contains("nothing was stored: 1 problems in 1 rows"));
    let told = pacto(folder.path(), &["import", "sales.csv", "--leave-out-bad-rows"], "");
    assert!(printed(&told).contains("facts: 1 added, 0 changed, 0 unchanged"), "it was not there before");
}

#[test]
fn a_dry_run_stores_nothing() {
    let folder = folder(SALES);
    let dry = pacto(folder.path(), &["import", "sales.csv", "--dry-run"], "");
    assert!(dry.status.success() && printed(&dry).contains("2 facts"), "{}", said(&dry));
    let real = pacto(folder.path(), &["import", "sales.csv"], "");
    assert!(printed(&real).contains("facts: 2 added"));
}

#[test]
fn a_mapping_can_be_printed_edited_and_used() {
    let folder = folder(SALES);
    let guessed = printed(&pacto(folder.path(), &["import", "sales.csv", "--print-mapping"], ""));
    assert!(!folder.path().join("data").exists(), "printing opens no store");
    std::fs::write(folder.path().join("mapping.json"), guessed.replace("\"Revenue\"", "\"Units\"")).unwrap();
    let used = pacto(folder.path(), &["import", "sales.csv", "--mapping", "mapping.json"], "");
    assert!(used.status.success(), "{}", said(&used));
    std::fs::write(folder.path().join("mapping.json"), guessed.replace("\"sales\"", "\"other\"")).unwrap();
    let unknown = pacto(folder.path(), &["import", "sales.csv", "--mapping", "mapping.json"], "");
    assert!(said(&unknown).contains("names the table \"other\", which none of the files has"), "{}", said(&unknown));
}

#[test]
fn a_person_is_added_with_a_password_from_standard_input_or_a_file() {
    let folder = folder(SALES);
    let add = |extra: &[&str], input: &str| {
        let common = ["user", "add", "--email", "ana@example.com", "--name", "Ana"];
        pacto(folder.path(), &[&common, extra].concat(), input)
    };
    let error = |extra: &[&str], input: &str| {
        let output = add(extra, input);
        assert!(!output.status.success());
        said(&output)
    };
    assert!(error(&["--role", "committee"], "").contains("no password"));
    assert!(error(&["--role", "committee"], "short\n").contains("shorter than"));
    assert!(error(&["--role", "boss"], "").contains("administrator, committee, manager, executive"));
    assert!(error(&["--role", "manager"], "a good password\n").contains("a manager needs a unit"));
    assert!(error(&["--role", "executive", "--unit", "x"], "a good password\n").contains("only a manager"));
    assert!(error(&["--role", "executive", "--password-file", "none"], "").contains("none"));
    let added = add(&["--role", "committee"], "a good password\n");
    assert_eq!(printed(&added), "added Ana <ana@example.com>, committee\n", "{}", said(&added));
    assert!(error(&["--role", "committee"], "a good password\n").contains("somebody has this e-mail address"));
}

#[tokio::test]
async fn a_record_is_checked_and_a_changed_row_is_found() {
    let folder = folder(SALES);
    let opened = pacto(folder.path(), &["import", "sales.csv", "--open-board", "2027", "--title", "Plan to sign"], "");
    assert!(opened.status.success(), "{}", said(&opened));
    let good = pacto(folder.path(), &["check"], "");
    assert!(good.status.success() && printed(&good).trim_end().ends_with("Plan to sign"), "{}", said(&good));
    std::fs::write(folder.path().join("noted.txt"), printed(&good)).unwrap();
    assert!(pacto(folder.path(), &["check", "--against", "noted.txt"], "").status.success());

    let database = format!("sqlite://{}", folder.path().join("data/pacto.db").display());
    let change = async |statement: &str| {
        let mut connection = sqlx::SqliteConnection::connect(&database).await.unwrap();
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    };
    change("delete from board_event where revision = (select max(revision) from board_event)").await;
    assert!(pacto(folder.path(), &["check"], "").status.success(), "a chain does not know how long it was");
    let cut = pacto(folder.path(), &["check", "--against", "noted.txt"], "");
    assert!(!cut.status.success() && printed(&cut).contains("is not the one that was noted"), "{}", printed(&cut));
    change("update board_event set actor = 'nobody' where revision = 2").await;
    let changed = pacto(folder.path(), &["check"], "");
    assert!(!changed.status.success() && said(&changed).contains("1 of 1 logs are damaged"), "{}", said(&changed));
    assert!(printed(&changed).contains("DAMAGED: revision 2 is missing, altered or unreadable (Plan to sign)"));
    std::fs::write(folder.path().join("noted.txt"), "not a board").unwrap();
    let unread = pacto(folder.path(), &["check", "--against", "noted.txt"], "");
    assert!(said(&unread).contains("noted.txt, line 1: expected a board"), "{}", said(&unread));
}

/// The real files, with the mapping that is documented; skipped where they are absent.
#[tokio::test]
async fn the_documented_import_of_a_bicycle_maker_opens_a_board_that_ties_to_the_cent() {
    let given = std::env::var_os("PACTO_TEST_DATA").map(PathBuf::from);
    let data = given.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data").into());
    let data = data.join("adventureworks");
    if !data.is_dir() {
        eprintln!("the real data adventureworks are not here: the test is skipped");
        return;
    }
    let folder = TempDir::new().unwrap();
    let files = ["SalesTerritory.csv.gz", "Product.csv.gz", "FactResellerSales.csv.gz", "FactSalesQuota.csv.gz"];
    let files: Vec<String> = files.iter().map(|file| data.join(file).display().to_string()).collect();
    let mapping = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/adventureworks.json");
    let mut arguments = vec!["import", "--mapping", mapping, "--open-board", "2020"];
    arguments.extend(files.iter().map(String::as_str));
    let output = pacto(folder.path(), &arguments, "");
    assert!(output.status.success(), "{}", said(&output));
    for line in ["facts: 57851 added, 0 changed, 0 unchanged", "quotas: 163 added, 0 changed, 0 unchanged"] {
        assert!(printed(&output).contains(line), "{}", printed(&output));
    }

    let data = folder.path().join("data");
    let line = CommandLine::parse_from(["pacto", "serve", "--data-folder", data.to_str().unwrap()]);
    let state = AppState::open(&line.settings, false).await.unwrap();
    let listed = state.boards.list().await.unwrap();
    let board = state.boards.open(&listed[0].id).await.unwrap();
    let total = |slice| board.read(|plan| plan.get(slice, Measure::Revenue, Address::COMPANY));
    assert_eq!(total(Slice::LastYear), Some(3_250_000_558), "reseller sales of 2019");
    assert_eq!(total(Slice::Target), Some(1_841_000_000), "the quotas of two quarters of 2020");
}
