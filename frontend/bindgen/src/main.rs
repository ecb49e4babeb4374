//! Writes the JavaScript glue and the final modules of the front end: `bindgen INPUT.wasm OUTPUT_FOLDER NAME [parts]`.
//!
//! It is a tool of our own because the library of the same `=` pinned version can then never be out of step with the
//! `wasm-bindgen` that the front end was compiled with, and nothing has to be installed.
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

/// The script that fetches parts, as the main module imports it.
const FETCHING: &str = "./parts.js";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let written = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [input, output_folder, name] => write_glue(Path::new(input), output_folder, name, false),
        [input, output_folder, name, "parts"] => write_parts(input, output_folder, name),
        _ => {
            eprintln!("usage: bindgen INPUT.wasm OUTPUT_FOLDER NAME [parts]");
            return ExitCode::from(2);
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("bindgen: {}: {reason}", arguments[0]);
            ExitCode::FAILURE
        }
    }
}

/// Splits off what `wasm_split` marks, as `split_PART.wasm`, what several parts share, as `chunk_NUMBER.wasm`, and
/// writes the glue of the rest. The input must have been linked with `--emit-relocs`.
fn write_parts(input: &str, output_folder: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let whole = std::fs::read(input)?;
    // Beside the input: it is not yet what a browser can load.
    let rest: PathBuf = Path::new(input).with_extension("rest.wasm");
    let glue = format!("./{name}.js");
    let mut options = Options::new(&whole);
    options.output_dir = Path::new(output_folder);
    options.main_out_path = &rest;
    options.link_name = FETCHING;
    options.main_module = &glue;
    wasm_split_cli_support::transform(options).map_err(|reason| format!("{reason:#}"))?;
    write_glue(&rest, output_folder, name, true)
}

/// Writes `NAME.js`, `NAME_bg.wasm` and, where a crate brings scripts of its own, `snippets/`.
fn write_glue(input: &Path, output_folder: &str, name: &str, has_parts: bool) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        // Parts import what the linker has named.
        .keep_lld_exports(has_parts)
        .demangle(!has_parts)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)?;
    bindgen.generate(output_folder)?;
    Ok(())
}
