//! Writes the JavaScript glue and the final module of the front end: `bindgen INPUT.wasm OUTPUT_FOLDER NAME`.
//!
//! It is a tool of our own because the library of the same `=` pinned version can then never be out of step with the
//! `wasm-bindgen` that the front end was compiled with, and nothing has to be installed.
use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output_folder, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm OUTPUT_FOLDER NAME");
        return ExitCode::from(2);
    };
    match write_glue(input, output_folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("bindgen: {input}: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Writes `NAME.js`, `NAME_bg.wasm` and, where a crate brings scripts of its own, `snippets/`.
fn write_glue(input: &str, output_folder: &str, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(PathBuf::from(input))
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)?;
    bindgen.generate(output_folder)?;
    Ok(())
}
