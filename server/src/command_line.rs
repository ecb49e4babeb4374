//! The command line: every flag can also be given as an environment variable.
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::Uri;
use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::actor::Role;

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
    /// What delivers mails, such as smtps://user:password@host or smtp://host?tls=required; without it none are sent
    #[arg(long, global = true, env = "PACTO_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// File whose first line is the password of the user in the SMTP URL
    #[arg(long, global = true, env = "PACTO_SMTP_PASSWORD_FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Who sends mails, such as "Pacto <pacto@example.com>"
    #[arg(long, global = true, env = "PACTO_MAIL_FROM")]
    pub mail_from: Option<String>,
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
    /// Check that every log is what was written, from its first entry, and print where each ends
    Check(Check),
}

/// How large the demo company is.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Organization units, about
    #[arg(long, default_value_t = 40)]
    pub units: usize,
    /// Products, about
    #[arg(long, default_value_t = 12)]
    pub products: usize,
    /// The same seed makes the same company
    #[arg(long, default_value_t = 2027)]
    pub seed: u64,
}

/// What to import.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// CSV files (also gzip-compressed) and XLSX workbooks; tables of members and facts may come in any order
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// JSON file with the mapping of each table; tables that it does not name are guessed
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Print the mapping that would be used as JSON, to be edited and given as --mapping; import nothing
    #[arg(long)]
    pub print_mapping: bool,
    /// Import the good rows although others have problems
    #[arg(long)]
    pub leave_out_bad_rows: bool,
    /// Read and check everything, and store nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The board to open afterwards.
    #[command(flatten)]
    pub board: NewBoard,
}

/// The board to open after an import.
#[derive(Clone, Debug, Args)]
pub struct NewBoard {
    /// Open a board of this fiscal year, called by its last month
    #[arg(long, value_name = "YEAR")]
    pub open_board: Option<i32>,
    /// Title of the board [default: Plan YEAR]
    #[arg(long, requires = "open_board")]
    pub title: Option<String>,
    /// What the whole organization is called
    #[arg(long, requires = "open_board", default_value = "Whole organization")]
    pub company: String,
    /// ISO 4217 code of all money
    #[arg(long, requires = "open_board", default_value = "USD")]
    pub currency: String,
    /// First month of the fiscal year, 1 to 12
    #[arg(long, requires = "open_board", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub first_month: u8,
    /// Decimals of money, 0 to 4
    #[arg(long, requires = "open_board", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=4))]
    pub decimals: u8,
    /// Levels of products on the board, 0 for all [default: as many as have at most 100 products]
    #[arg(long, requires = "open_board", value_name = "LEVELS")]
    pub product_levels: Option<u32>,
}

/// What to hold the record against.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// File with what an earlier check printed: every end it names must still be in its log
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
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
    /// Role: administrator, committee, manager or executive
    #[arg(long, value_parser = parse_role)]
    pub role: Role,
    /// Code of the organization unit that a manager answers for
    #[arg(long)]
    pub unit: Option<String>,
    /// File whose first line is the password
    #[arg(long)]
    pub password_file: Option<PathBuf>,
}

/// Reads a role by its word.
fn parse_role(text: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::code).join(", ");
    Role::parse(text).ok_or_else(|| format!("must be one of {}", known()))
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
