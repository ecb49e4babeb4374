//! Delivering mails by SMTP.

use super::Written;
use crate::identity::Person;
use lettre::address::AddressError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::fmt::{Debug, Formatter};
use std::time::{Duration, SystemTime};
use thiserror::Error;
use url::Url;

/// How long a mail server may take for one step.
const STEP: Duration = Duration::from_secs(20);
/// And for a whole mail.
const WHOLE: Duration = Duration::from_secs(60);

/// Why mails cannot be set up.
#[derive(Debug, Error)]
pub enum MailerError {
    /// One of the two settings is missing.
    #[error("mail needs both the URL of an SMTP server and the address of the sender")]
    HalfSet,
    /// The URL of the server cannot be read.
    #[error("the URL of the SMTP server cannot be read: {0}")]
    Url(String),
    /// The sender is no address.
    #[error("the sender is no mail address: {0}")]
    Sender(AddressError),
}

/// Why a mail was not delivered.
#[derive(Debug, Error)]
pub enum SendError {
    /// There is no mail server.
    #[error("mail is not set up")]
    NotSetUp,
    /// The person's address is none.
    #[error("{0}")]
    Address(#[from] AddressError),
    /// It cannot be put into the form of a mail.
    #[error("{0}")]
    Unwritable(#[from] lettre::error::Error),
    /// The server refused it or could not be reached.
    #[error("{0}")]
    Server(#[from] smtp::Error),
    /// The server took too long.
    #[error("the mail server did not answer within {} seconds", WHOLE.as_secs())]
    Slow,
}

impl SendError {
    /// Whether the server has answered: then others mails may fare better.
    pub fn is_answer(&self) -> bool {
        match self {
            Self::Server(error) => error.status().is_some(),
            Self::NotSetUp | Self::Slow => false,
            Self::Address(_) | Self::Unwritable(_) => true,
        }
    }
}

/// An SMTP server, and who writes.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// By the server of a URL: `smtps://user:password@host`, `smtp://host?tls=required`, `smtp://127.0.0.1:25`; a
    /// password beside it stands in place of the URL's. `from` is an address, perhaps with a name: `Pacto <a@b.c>`.
    ///
    /// # Errors
    /// One of the two cannot be read.
    pub fn new(url: &str, password: Option<&str>, from: &str) -> Result<Self, MailerError> {
        let from: Mailbox = from.parse().map_err(MailerError::Sender)?;
        let mut url = Url::parse(url).map_err(|error| MailerError::Url(error.to_string()))?;
        if let Some(password) = password {
            // Without a user the password would belong to nobody.
            let without_user = url.username().is_empty();
            if without_user || url.set_password(Some(password)).is_err() {
                return Err(MailerError::Url("a password needs a user, as in smtps://user@host".to_owned()));
            }
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
        let transport = transport.map_err(|error| MailerError::Url(error.to_string()))?;
        Ok(Self { transport: transport.timeout(Some(STEP)).build(), from })
    }

    /// The address that mails come from.
    pub fn sender(&self) -> String {
        self.from.to_string()
    }

    /// Delivers a mail. A mail of one identifier that arrives twice has one Message-ID, by which mailboxes fold them.
    ///
    /// # Errors
    /// The server refused it or could not be reached, or the person's address is none.
    pub async fn send(&self, to: &Person, id: &str, at: i64, written: Written) -> Result<(), SendError> {
        let address: Address = to.email.parse()?;
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(at.unsigned_abs());
        // So that nobody's absence answers it.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(to.name.clone()), address))
            .subject(written.subject)
            .date(at)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(written.text, written.html))?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(sent) => Ok(sent.map(|_| ())?),
            Err(_) => Err(SendError::Slow),
        }
    }
}

impl Debug for Mailer {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        // The transport holds the password.
        out.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_lead_nowhere_are_refused() {
        assert!(Mailer::new("smtp://127.0.0.1:25", None, "Pacto <pacto@example.com>").is_ok());
        assert!(matches!(Mailer::new("mail.example.com", None, "a@example.com"), Err(MailerError::Url(_))));
        assert!(matches!(Mailer::new("http://example.com", None, "a@example.com"), Err(MailerError::Url(_))));
        assert!(matches!(Mailer::new("smtp://example.com", None, "nobody"), Err(MailerError::Sender(_))));
        assert!(matches!(Mailer::new("smtp://example.com", Some("x"), "a@example.com"), Err(MailerError::Url(_))));
        let mailer = Mailer::new("smtps://user:secret@example.com", None, "a@example.com").unwrap();
        assert!(!format!("{mailer:?}").contains("secret"));
    }
}
