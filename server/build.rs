//! Keeps what the server knows of the site true, also where the server is built first.
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    // A server that is compiled without the folder would never look for it again.
    std::fs::create_dir_all("../target/site")?;
    // A dev build reads the folder as it is; a release has to embed a file that was added.
    let watched = if std::env::var("PROFILE").as_deref() == Ok("release") { "../target/site" } else { "build.rs" };
    // Cargo reads its instructions from standard output.
    writeln!(std::io::stdout(), "cargo::rerun-if-changed={watched}")
}
