//! Plays a game, prints its figures and writes them; what does not tie makes it fail.

use clap::Parser;
use negotiators::game::binary_beside;
use negotiators::{Failure, Options, figures, play};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Play whole negotiations over a real server with many clients at once.
#[derive(Debug, Parser)]
#[command(name = "negotiators")]
struct CommandLine {
    /// Territories of the demo company, about; regions and zones come on top
    #[arg(long, default_value_t = 400)]
    units: usize,
    /// Products, about
    #[arg(long, default_value_t = 12)]
    products: usize,
    /// Clients at once
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Rounds of offer and answer at every unit
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// The same seed gives the same company and the same intentions
    #[arg(long, default_value_t = 2027)]
    seed: u64,
    /// Seconds that the playing may take
    #[arg(long, default_value_t = 600)]
    longest: u64,
    /// The server's binary [default: pacto beside this program]
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Where the figures are written
    #[arg(long)]
    figures: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let asked = CommandLine::parse();
    match run(&asked).await {
        Ok(wrong) if wrong.is_empty() => ExitCode::SUCCESS,
        Ok(wrong) => {
            wrong.iter().for_each(|what| say(&format!("WRONG: {what}\n")));
            ExitCode::FAILURE
        }
        Err(failure) => {
            say(&format!("the game was not played to its end (seed {}): {failure}\n", asked.seed));
            ExitCode::FAILURE
        }
    }
}

async fn run(asked: &CommandLine) -> Result<Vec<String>, Failure> {
    let options = Options {
        units: asked.units,
        products: asked.products,
        clients: asked.clients,
        rounds: asked.rounds,
        seed: asked.seed,
        longest: Duration::from_secs(asked.longest),
    };
    let binary = asked.binary.clone().or_else(binary_beside).unwrap_or_else(|| "pacto".into());
    say(&format!(
        "seed {}: {} clients negotiate with {} territories and their zones and regions in {} rounds\n",
        options.seed, options.clients, options.units, options.rounds
    ));
    let found = play(&options, &binary).await?;
    let table = figures::table(&found);
    say(&table);
    found.complaints.iter().take(10).for_each(|line| say(&format!("the server said: {line}\n")));
    found.examples.iter().for_each(|line| say(&format!("{line}\n")));
    if let Some(path) = &asked.figures {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Failure::Folder)?;
        }
        std::fs::write(path, table).map_err(Failure::Folder)?;
    }
    Ok(found.wrong())
}

/// Nobody who does not read it keeps the game from its end.
fn say(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
