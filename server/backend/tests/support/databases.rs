//! A fresh database for a test, of either kind. Include it with `#[path]` and use [`each`].

use backend::store::Store;
use std::fmt::{Display, Formatter};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// An empty, migrated store that nobody else uses; displays as its address, for messages and for opening it again.
pub struct Fresh {
    store: Store,
    url: String,
    _folder: Option<TempDir>,
}

// Traits rather than methods: what one test program leaves unused is no warning there.
impl Deref for Fresh {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Display for Fresh {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.url)
    }
}

/// A fresh store of each kind: SQLite first, then PostgreSQL where it is installed.
pub async fn each() -> Vec<Fresh> {
    let mut all = vec![sqlite().await];
    all.extend(postgres().await);
    all
}

async fn sqlite() -> Fresh {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("pacto.db").display());
    Fresh { store: Store::open(&url).await.unwrap(), url, _folder: Some(folder) }
}

/// On a server that lives as long as this test program.
async fn postgres() -> Option<Fresh> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Some(server) = SERVER.get_or_init(Server::start) else {
        eprintln!("PostgreSQL is not installed: its half of the test is skipped");
        return None;
    };
    let name = format!("fresh_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    assert!(server.tool("createdb").arg(&name).status().unwrap().success(), "createdb {name}");
    let url = format!("postgres://postgres@localhost/{name}?host={}", server.folder.display());
    Some(Fresh { store: Store::open(&url).await.unwrap(), url, _folder: None })
}

struct Server {
    programs: PathBuf,
    folder: PathBuf,
    as_root: bool,
    // Its standard input is the life line: it closes with this process, however that ends.
    _keeper: Child,
}

impl Server {
    fn start() -> Option<Self> {
        let programs = programs()?;
        let id = Command::new("id").arg("-u").output().ok()?;
        let as_root = id.stdout.trim_ascii() == b"0";
        let folder = std::env::temp_dir().join(format!("pacto-postgres-{}", std::process::id()));
        // No TCP port and no fsync: two test programs cannot meet, and the data dies with the test.
        let script = format!(
            "mkdir -m 700 '{folder}' && cd '{folder}' || exit 1
            '{bin}/initdb' -D data -U postgres -A trust -E UTF8 --no-sync >initdb.log 2>&1 || exit 1
            '{bin}/postgres' -D data -k '{folder}' -c listen_addresses= -c fsync=off -c max_connections=200 >postgres.log 2>&1 </dev/null &
            cat >/dev/null; kill -INT $!; wait $!; cd /; rm -rf '{folder}'",
            folder = folder.display(),
            bin = programs.display(),
        );
        let keeper = as_owner(as_root, "sh").args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap();
        let server = Self { programs, folder, as_root, _keeper: keeper };
        let begun = Instant::now();
        while !server.tool("pg_isready").stdout(Stdio::null()).status().unwrap().success() {
            assert!(begun.elapsed() < Duration::from_secs(60), "PostgreSQL did not start: {}", server.folder.display());
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    fn tool(&self, program: &str) -> Command {
        let mut command = as_owner(self.as_root, &self.programs.join(program).display().to_string());
        command.arg("-h").arg(&self.folder).args(["-U", "postgres"]);
        command
    }
}

/// PostgreSQL refuses to run as root.
fn as_owner(as_root: bool, program: &str) -> Command {
    let mut command = Command::new(if as_root { "runuser" } else { program });
    if as_root {
        command.args(["-u", "postgres", "--", program]);
    }
    command.current_dir("/");
    command
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    installed.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|bin| bin.join("initdb").exists()).map(|bin| Path::new(&bin).to_owned())
    })
}
