//! The server that is played against: the real program over a data folder, stopped by its handle at the latest when it
//! is let go.

use crate::game::Failure;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use tokio::time::timeout;

/// How long it may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Program {
    /// Starts the binary on a free port over a data folder and waits until it is ready.
    ///
    /// # Errors
    /// It cannot be started, or does not become ready.
    pub async fn start(binary: &Path, folder: &Path) -> Result<Self, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Server(format!("{}: {error}", binary.display()));
        let mut child = Command::new(binary)
            .args(["serve", "--address", "127.0.0.1:0", "--data-folder"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| failed(&error))?;
        let log = child.stderr.take().ok_or_else(|| failed(&"it has no log"))?;
        let mut lines = BufReader::new(log).lines();
        let ready = timeout(PATIENCE, ready(&mut lines)).await.map_err(|_| failed(&"it does not become ready"))?;
        let address = ready.ok_or_else(|| failed(&"it ended before it was ready"))?;
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&complaints);
        // Read on, so that the program never waits for somebody to read its log.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains("ERROR") || line.contains("panicked") {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            }
        });
        Ok(Self { child, address, complaints })
    }

    /// Ends it as a power cut would, so that the record holds nothing but what was on disk; gives the errors of
    /// its log.
    ///
    /// # Errors
    /// It does not end.
    pub async fn kill(mut self) -> Result<Vec<String>, Failure> {
        self.child.kill().await.map_err(|error| Failure::Server(format!("it cannot be stopped: {error}")))?;
        Ok(std::mem::take(&mut *self.complaints.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

async fn ready(lines: &mut Lines<BufReader<ChildStderr>>) -> Option<SocketAddr> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some((_, address)) = line.split_once("ready at http://") {
            return address.trim().parse().ok();
        }
    }
    None
}
