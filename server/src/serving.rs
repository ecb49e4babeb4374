//! Listens, serves and stops without cutting off an answer.
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::commands::CommandError;
use crate::health::Readiness;

/// How long open requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop, then lets open requests finish for up to ten seconds.
///
/// # Errors
/// [`CommandError::Listen`] where the address cannot be had, [`CommandError::Serve`] where the socket fails.
pub async fn serve(address: SocketAddr, router: Router, readiness: Readiness) -> Result<(), CommandError> {
    let listener = TcpListener::bind(address).await.map_err(|source| CommandError::Listen { address, source })?;
    // Port 0 asks for any free port: say which one it became.
    let address = listener.local_addr().unwrap_or(address);
    readiness.set(true);
    tracing::info!("Pacto is ready at http://{address}");

    let (stopping, mut stopped) = watch::channel(false);
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            readiness.set(false);
            stopping.send_replace(true);
        });
    let out_of_grace = async {
        if stopped.wait_for(|stopped| *stopped).await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending().await
        }
    };
    tokio::select! {
        result = serving => result.map_err(CommandError::Serve),
        () = out_of_grace => {
            tracing::warn!("stopped with requests still open");
            Ok(())
        }
    }
}

/// Completes on Ctrl+C, or on SIGTERM where there is such a thing.
async fn asked_to_stop() {
    let interrupt = async {
        // Without a handler the default action ends the process, which is what was asked for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
