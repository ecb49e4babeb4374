//! Passwords: argon2id, away from the threads that serve.

use super::IdentityError;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

const MINIMUM: usize = 10;
const MAXIMUM: usize = 1_000;

/// Each takes 19 MiB and a core for some 20 ms: more at once would starve everything else.
const AT_ONCE: usize = 2;

/// What the password of an unknown address is checked against, so that it takes as long as any other.
static NOBODY: LazyLock<String> = LazyLock::new(|| password_auth::generate_hash("nobody"));

/// Hashes and verifies, a few at a time.
#[derive(Debug)]
pub(super) struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Passwords {
    /// Judges the length of a new password and hashes it with a salt of its own.
    pub async fn hash(&self, password: &str) -> Result<String, IdentityError> {
        let length = password.chars().count();
        if length < MINIMUM {
            return Err(IdentityError::PasswordTooShort { minimum: MINIMUM });
        }
        if length > MAXIMUM {
            return Err(IdentityError::PasswordTooLong { maximum: MAXIMUM });
        }
        let password = password.to_owned();
        let hash = self.apart(move || password_auth::generate_hash(password)).await;
        // Only a panic in the hashing ends here; an empty hash lets nobody in.
        Ok(hash.unwrap_or_default())
    }

    /// Whether a password belongs to a hash; one that is empty belongs to nothing, and takes as long to find out.
    pub async fn verify(&self, password: &str, hash: &str) -> bool {
        if password.chars().count() > MAXIMUM {
            return false;
        }
        let (password, hash) = (password.to_owned(), hash.to_owned());
        let verified = self.apart(move || {
            let known = if hash.is_empty() { NOBODY.as_str() } else { &hash };
            password_auth::verify_password(password, known).is_ok() && !hash.is_empty()
        });
        verified.await.unwrap_or(false)
    }

    async fn apart<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.ok()?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.ok()
    }
}
