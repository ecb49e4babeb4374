//! Probes for whoever restarts or routes to this process.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::StatusCode;

/// Whether requests may be sent here: not before the start has finished, and not once stopping has begun.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// Whether requests may be sent here.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Says from now on that the process is ready, or that it is not.
    pub fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Release);
    }
}

/// `/healthz`: the process answers. A process that does not should be restarted.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: requests may be sent here; 503 while starting or stopping.
pub async fn ready(State(readiness): State<Readiness>) -> (StatusCode, &'static str) {
    if readiness.is_set() { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}
