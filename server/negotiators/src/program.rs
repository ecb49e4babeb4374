//! The server that is played against: the real program over a data folder, stopped by its handle at the latest when it
//! is let go.

use crate::game::Failure;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
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

/// Kills the child on the way out, whatever the way is.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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
            .spawn()
            .map_err(|error| failed(&error))?;
        let log = child.stderr.take();
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut program = Self { child, address: nowhere, complaints: Arc::default() };
        let log = BufReader::new(log.ok_or_else(|| failed(&"it has no log"))?);
        let (ready, mut readiness) = mpsc::unbounded_channel();
        let kept = Arc::clone(&program.complaints);
        // To its end, so that the program never waits for somebody to read its log.
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("ready at http://") {
                    let _ = ready.send(address.trim().parse());
                }
                if line.contains("ERROR") || line.contains("panicked") {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            }
        });
        let address = timeout(PATIENCE, readiness.recv()).await.map_err(|_| failed(&"it does not become ready"))?;
        let ended = || failed(&program.complaints().join("; "));
        program.address = address.ok_or_else(ended)?.map_err(|error| failed(&error))?;
        Ok(program)
    }

    /// The errors of its log so far.
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends it as a power cut would, so that the record holds nothing but what was on disk; gives the errors of its log.
    ///
    /// # Errors
    /// It does not end, or has ended before by itself.
    pub fn kill(mut self) -> Result<Vec<String>, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Server(error.to_string());
        if let Some(status) = self.child.try_wait().map_err(|error| failed(&error))? {
            return Err(failed(&format!("it ended by itself ({status}): {}", self.complaints().join("; "))));
        }
        self.child.kill().and_then(|()| self.child.wait()).map_err(|error| failed(&error))?;
        Ok(self.complaints())
    }
}
