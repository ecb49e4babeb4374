//! The structure of the project, held as a test: who may import whom, where what stands, how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file may have before it wants to be two.
const LONGEST: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file of ours below a folder with one of these extensions.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "node_modules" | "target" | "results") && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn everything(extensions: &[&str]) -> Vec<PathBuf> {
    ["app", "server", "frontend", "style", "migrations", "end2end"]
        .iter()
        .flat_map(|folder| files(folder, extensions))
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// Lines of Rust files in a folder that hold a text, as `path:line`.
fn places(folder: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(folder, &["rs"]) {
        for (number, line) in read(&path).lines().enumerate() {
            if line.contains(text) && !line.trim_start().starts_with("//") {
                found.push(format!("{}:{}", shown(&path), number + 1));
            }
        }
    }
    found
}

#[test]
fn files_are_short_enough_to_have_one_reason() {
    let long: Vec<String> = everything(&["rs", "ts", "css", "mjs", "js"])
        .into_iter()
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{} ({lines})", shown(&path)))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:#?}");
}

#[test]
fn no_module_is_called_mod_or_utils() {
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name == "mod.rs" || name.contains("util") || name.contains("helper")
    };
    let bad: Vec<String> = everything(&["rs"]).iter().filter(|path| named(path)).map(|path| shown(path)).collect();
    assert!(bad.is_empty(), "a name that says nothing: {bad:#?}");
}

/// The dependencies on our own crates that a manifest names, tests left out.
fn arrows(manifest: &str) -> Vec<String> {
    let text = read(&root().join(manifest));
    let dependencies = text.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap().to_owned();
    let ours = ["app", "backend", "domain", "frontend", "server"];
    let name = |line: &str| line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned();
    dependencies.lines().map(name).filter(|name| ours.contains(&name.as_str())).collect()
}

#[test]
fn imports_run_one_way() {
    assert!(arrows("app/domain/Cargo.toml").is_empty());
    assert_eq!(arrows("server/backend/Cargo.toml"), ["domain"]);
    assert_eq!(arrows("server/negotiators/Cargo.toml"), ["backend", "domain"]);
    assert_eq!(arrows("frontend/Cargo.toml"), ["app"]);
    for allowed in arrows("app/Cargo.toml") {
        assert!(["domain", "backend"].contains(&allowed.as_str()), "app may not know {allowed}");
    }
    let app = read(&root().join("app/Cargo.toml"));
    assert!(app.contains("backend = { workspace = true, optional = true }"), "app knows backend on the server only");
}

#[test]
fn sql_stands_in_the_store_alone() {
    let elsewhere: Vec<String> = ["app", "server", "frontend"]
        .iter()
        .flat_map(|folder| places(folder, "sqlx::"))
        .filter(|place| !place.starts_with("server/backend/src/store"))
        .filter(|place| !place.starts_with("server/backend/tests") && !place.starts_with("server/tests/"))
        .collect();
    assert!(elsewhere.is_empty(), "SQL outside the store: {elsewhere:#?}");
}

#[test]
fn whoever_answers_a_person_opens_boards_for_that_person() {
    let whole: Vec<String> = ["app/src", "server/src"]
        .iter()
        .flat_map(|folder| [places(folder, "oards.open("), places(folder, "oards()?.open(")].concat())
        // The sign-in page of the demo names the units of its people, and nobody is signed in yet.
        .filter(|place| !place.starts_with("app/src/api/session.rs"))
        .collect();
    assert!(whole.is_empty(), "a private scenario could be seen here: {whole:#?}");
}

#[test]
fn server_functions_stand_in_the_api_alone() {
    let elsewhere: Vec<String> =
        places("app", "#[server").into_iter().filter(|place| !place.starts_with("app/src/api/")).collect();
    assert!(elsewhere.is_empty(), "server functions outside the api: {elsewhere:#?}");
}

#[test]
fn every_test_of_the_engine_runs() {
    let engine = read(&root().join("app/domain/tests/engine.rs"));
    for file in std::fs::read_dir(root().join("app/domain/tests")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "engine") else { continue };
        assert!(engine.contains(&format!("\nmod {module};\n")), "tests/engine.rs leaves {name} out");
    }
}

#[test]
fn entry_points_are_thin() {
    assert!(read(&root().join("server/src/main.rs")).lines().count() <= 60);
    assert!(read(&root().join("frontend/src/lib.rs")).lines().count() <= 15);
}

/// Whether a line of a view shows a literal of letters to the reader.
fn shows_literal_text(line: &str) -> bool {
    let text = line.trim();
    let child = text.strip_prefix('"').or_else(|| text.split_once(">\"").map(|(_, rest)| rest));
    let Some(literal) = child.and_then(|rest| rest.split('"').next()) else { return false };
    // The two halves of the logo are a name, not a text.
    literal.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && literal != "pact"
}

#[test]
fn no_component_holds_text_of_its_own() {
    let mut found = Vec::new();
    for folder in ["app/src/components", "app/src/pages"] {
        for path in files(folder, &["rs"]) {
            let mut in_view = false;
            for (number, line) in read(&path).lines().enumerate() {
                in_view = (in_view || line.contains("view! {")) && line != "}";
                if in_view && !line.trim_start().starts_with("//") && shows_literal_text(line) {
                    found.push(format!("{}:{}: {}", shown(&path), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "text that is not in app/src/text: {found:#?}");
}

/// Words between backticks in a document that look like a path or the name of a test.
fn quoted(document: &str) -> Vec<String> {
    let text = read(&root().join(document));
    let outside_of_blocks: String = text.split("```").step_by(2).collect();
    outside_of_blocks.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn paths_that_documents_name_exist() {
    let folders = ["app/", "server/", "frontend/", "style/", "migrations/", "end2end/", "docs/"];
    for document in ["README.md", "docs/ARCHITECTURE.md", "docs/CONTRIBUTING.md"] {
        for word in quoted(document) {
            let path = word.split(['*', ':', ' ']).next().unwrap_or_default();
            if folders.iter().any(|folder| path.starts_with(folder)) {
                assert!(root().join(path).exists(), "{document} names {path}, which does not exist");
            }
        }
    }
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let architecture = read(&root().join("docs/ARCHITECTURE.md"));
    let table = architecture.split("## Invariants").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ") && !line.contains("---")).skip(1).collect();
    assert!(rows.len() >= 5, "the invariants are listed in a table");
    let tests: String = everything(&["rs", "ts"]).iter().map(|path| read(path)).collect();
    for row in rows {
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).filter(|name| !name.contains('/')).collect();
        assert!(!names.is_empty(), "an invariant without a test: {row}");
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "no test is called {name}");
        }
    }
}
