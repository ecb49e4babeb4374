//! Goes the rounds of the postman while the server runs.

use crate::state::AppState;
use app::mail;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The pause between two rounds.
const MINUTE: Duration = Duration::from_secs(60);
/// How long a mail that is on its way may keep the server from stopping.
const GRACE: Duration = Duration::from_secs(10);

/// The postman of a running server.
#[derive(Debug)]
pub struct Mailing {
    stop: watch::Sender<bool>,
    rounds: JoinHandle<()>,
}

impl Mailing {
    /// Begins the rounds, where mail is set up.
    pub fn start(state: &AppState) -> Option<Self> {
        let mailer = state.mails.mailer()?;
        tracing::info!("mails are sent from {}", mailer.sender());
        let (stop, stopped) = watch::channel(false);
        Some(Self { stop, rounds: tokio::spawn(rounds(state.clone(), stopped)) })
    }

    /// Lets the mail that is on its way arrive, and ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(GRACE, self.rounds).await.is_err() {
            tracing::warn!("stopped while a mail was being sent: it may be sent again");
        }
    }
}

async fn rounds(state: AppState, mut stopped: watch::Receiver<bool>) {
    loop {
        match state.mails.round(mail::write, &stopped).await {
            Ok(round) if round.sent + round.failed > 0 => {
                tracing::info!("mails: {} sent, {} not sent", round.sent, round.failed);
            }
            Ok(_) => {}
            Err(error) => tracing::error!("the round of mails was not finished: {error}"),
        }
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}
