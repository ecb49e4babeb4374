//! The command line: every flag can also be given as an environment variable.
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::Uri;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Plan by agreement: targets, offers and commitments on one live board.
#[derive(Debug, Parser)]
#[command(name = "pacto", version)]
pub struct CommandLine {
    /// What every command may need.
    #[command(flatten)]
    pub settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Settings that hold for every command.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Folder that holds the database and everything else that must survive a restart
    #[arg(long, global = true, env = "PACTO_DATA_FOLDER", default_value = "./data")]
    pub data_folder: PathBuf,
    /// Address and port to listen on
    #[arg(long, global = true, env = "PACTO_ADDRESS", default_value = "127.0.0.1:4600")]
    pub address: SocketAddr,
    /// Address under which people reach this server, such as https://plan.example.com
    #[arg(long, global = true, env = "PACTO_BASE_URL", value_parser = parse_base_url)]
    pub base_url: Option<Uri>,
    /// Database to use instead of the SQLite file in the data folder, such as postgres://host/pacto
    #[arg(long, global = true, env = "PACTO_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// How log lines are written
    #[arg(long, global = true, env = "PACTO_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for log collectors.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the organization in the data folder
    Serve,
    /// Create the demo company where the data folder is empty, and serve it
    Demo(Demo),
    /// Import facts and members from CSV or XLSX files
    Import(Import),
    /// Manage people
    User(User),
}

/// How large the demo company is.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Organization units, about
    #[arg(long, default_value_t = 40)]
    pub units: u32,
    /// Products, about
    #[arg(long, default_value_t = 24)]
    pub products: u32,
    /// The same seed makes the same company
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What to import.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Files to read, in this order
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Planning year of files that name months only
    #[arg(long)]
    pub year: Option<i16>,
}

/// Manage people.
#[derive(Debug, Args)]
pub struct User {
    /// What to do with them.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What to do with a person.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; the password is read from standard input unless a file is given
    Add(AddUser),
}

/// A person to add.
#[derive(Clone, Debug, Args)]
pub struct AddUser {
    /// Address to sign in with
    #[arg(long)]
    pub email: String,
    /// Name that others see
    #[arg(long)]
    pub name: String,
    /// Role, such as administrator or planner
    #[arg(long)]
    pub role: String,
    /// Organization unit that the person answers for
    #[arg(long)]
    pub unit: Option<String>,
    /// File whose first line is the password
    #[arg(long)]
    pub password_file: Option<PathBuf>,
}

/// Reads a base URL: http or https, a host, and nothing after it.
fn parse_base_url(text: &str) -> Result<Uri, String> {
    let url: Uri = text.parse().map_err(|error| format!("not a URL: {error}"))?;
    match url.scheme_str() {
        Some("http" | "https") => {}
        _ => return Err("must begin with http:// or https://".to_owned()),
    }
    if url.path() != "/" || url.query().is_some() {
        return Err("must end after the host and port".to_owned());
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn settings_may_stand_before_or_after_the_command() {
        for line in [["pacto", "--address", "127.0.0.1:1", "demo"], ["pacto", "demo", "--address", "127.0.0.1:1"]] {
            assert_eq!(CommandLine::parse_from(line).settings.address.port(), 1);
        }
    }

    #[test]
    fn a_base_url_is_an_origin() {
        assert!(parse_base_url("https://plan.example.com").is_ok());
        assert!(parse_base_url("http://plan.example.com:8080/").is_ok());
        assert!(parse_base_url("plan.example.com").is_err());
        assert!(parse_base_url("https://plan.example.com/pacto").is_err());
        assert!(parse_base_url("ftp://plan.example.com").is_err());
    }
}
