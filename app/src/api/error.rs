//! What a server function answers when it cannot do what was asked; each variant is said in the reader's language.

use crate::api::encoding::PackedEncoding;
use crate::text;
use domain::number::Region;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a server function refused.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ApiError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The person may not do this.
    #[error("this person may not do this")]
    NotAllowed,
    /// There is no such thing, or not for this person.
    #[error("there is no such thing")]
    NotFound,
    /// E-mail or password is wrong.
    #[error("the e-mail or password is wrong")]
    WrongCredentials,
    /// The boot key is wrong.
    #[error("the boot key is wrong")]
    WrongBootKey,
    /// Too many attempts.
    #[error("too many attempts")]
    Wait {
        /// Seconds until the next attempt.
        seconds: u64,
    },
    /// A field of the form is not acceptable.
    #[error("the name, e-mail or password is not acceptable")]
    Invalid,
    /// Something failed on the server; the log says what.
    #[error("the server failed")]
    Server,
}

impl ApiError {
    /// The sentence for the reader.
    pub fn sentence(&self, region: Region) -> String {
        match self {
            Self::NotSignedIn => text::general::not_signed_in(region).to_owned(),
            Self::NotAllowed => text::general::not_allowed(region).to_owned(),
            Self::NotFound => text::general::not_found(region).to_owned(),
            Self::WrongCredentials => text::people::wrong_credentials(region).to_owned(),
            Self::WrongBootKey => text::people::wrong_boot_key(region).to_owned(),
            Self::Wait { seconds } => text::people::too_many_attempts(region, seconds),
            Self::Invalid => text::people::weak_password(region).to_owned(),
            Self::Server => text::general::server_error(region).to_owned(),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = PackedEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Server
    }
}
