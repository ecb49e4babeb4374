//! Sessions: who is signed in, kept on the server under the digest of what the browser's cookie says.

use super::{Identity, Person, digest};
use crate::clock;
use crate::store::sessions::StoredSession;
use crate::store::{Store, StoreError};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{self, Id, Record};
use tower_sessions::session_store;
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

const PERSON: &str = "person";
/// The last day on which the session was used, so that using it is written once a day and not with every request.
const DAY: &str = "day";
const INACTIVITY: time::Duration = time::Duration::days(30);
const MILLISECONDS_PER_DAY: i64 = 86_400_000;
const CLEANING: Duration = Duration::from_secs(60 * 60);

/// Why a session cannot be read or written; for the log.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The session's own data.
    #[error("the session failed: {0}")]
    Session(#[from] session::Error),
    /// The person it belongs to.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Finds the session of every request. `secure` where people reach the server by https.
///
/// The cookie is `SameSite=Lax`: with `Strict`, a link in a mail would open signed out. What changes anything is held by
/// the check of the origin.
pub fn layer(store: Arc<Store>, secure: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions::new(store))
        .with_name("pacto")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(secure)
        .with_expiry(Expiry::OnInactivity(INACTIVITY))
}

/// Signs a person in, under an identifier that nobody can have planted before.
///
/// # Errors
/// The store failed.
pub async fn sign_in(session: &Session, person: &Person) -> Result<(), SessionError> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(DAY, clock::now() / MILLISECONDS_PER_DAY).await?;
    Ok(session.insert(PERSON, &person.id).await?)
}

/// Signs out; the live channels of this session close within a heartbeat.
///
/// # Errors
/// The store failed.
pub async fn sign_out(session: &Session) -> Result<(), SessionError> {
    Ok(session.flush().await?)
}

/// Who is signed in.
///
/// # Errors
/// The store failed.
pub async fn person(session: &Session, identity: &Identity) -> Result<Option<Person>, SessionError> {
    let Some(id) = session.get::<String>(PERSON).await? else { return Ok(None) };
    session.insert(DAY, clock::now() / MILLISECONDS_PER_DAY).await?;
    Ok(identity.person(&id).await?)
}

/// Who is signed in now, however long ago the session was read.
///
/// # Errors
/// The store failed.
pub async fn person_now(session: &Session, identity: &Identity) -> Result<Option<Person>, SessionError> {
    session.load().await?;
    let Some(id) = session.get::<String>(PERSON).await? else { return Ok(None) };
    Ok(identity.person(&id).await?)
}

/// Deletes expired sessions every hour, for as long as it is polled.
pub async fn delete_expired_continuously(store: Arc<Store>) {
    let mut hours = tokio::time::interval(CLEANING);
    loop {
        hours.tick().await;
        if let Err(error) = store.delete_expired_sessions().await {
            tracing::warn!("expired sessions were not deleted: {error}");
        }
    }
}

/// Sessions in the store.
#[derive(Clone, Debug)]
pub struct Sessions(Arc<Store>);

impl Sessions {
    /// The sessions of a store.
    pub fn new(store: Arc<Store>) -> Self {
        Self(store)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.0.add_session(&stored(record)?).await.map_err(failed)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.0.save_session(&stored(record)?).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(stored) = self.0.session(&key(id)).await.map_err(failed)? else { return Ok(None) };
        let unreadable = || session_store::Error::Decode("a session cannot be read".to_owned());
        let data = serde_json::from_slice(&stored.data).map_err(|_| unreadable())?;
        let seconds = stored.expires_at.div_euclid(1_000);
        let expiry_date = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| unreadable())?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.delete_session(&key(id)).await.map_err(failed)
    }
}

/// Whoever reads the table cannot sign in with it.
fn key(id: &Id) -> String {
    digest(&id.to_string())
}

fn stored(record: &Record) -> session_store::Result<StoredSession> {
    let data = serde_json::to_vec(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))?;
    Ok(StoredSession { key: key(&record.id), data, expires_at: clock::milliseconds(record.expiry_date) })
}

fn failed(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
