//! What server functions find around them: who asks, and the parts of the backend.

use crate::api::error::ApiError;
use backend::Settings;
use backend::identity::{Identity, Person, session};
use backend::live::Boards;
use backend::store::Store;
use leptos::prelude::use_context;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tower_sessions::Session;

/// A part of the backend that the routes provide.
fn provided<T: Clone + 'static>() -> Result<T, ApiError> {
    use_context::<T>().ok_or(ApiError::Server)
}

pub fn identity() -> Result<Identity, ApiError> {
    provided()
}

pub fn boards() -> Result<Boards, ApiError> {
    provided()
}

pub fn store() -> Result<Arc<Store>, ApiError> {
    provided()
}

pub fn settings() -> Result<Settings, ApiError> {
    provided()
}

pub async fn session() -> Result<Session, ApiError> {
    leptos_axum::extract::<Session>().await.map_err(|_| ApiError::Server)
}

/// Where the request comes from; attempts to sign in are counted by it.
pub async fn address() -> IpAddr {
    let connection = leptos_axum::extract::<axum::extract::ConnectInfo<SocketAddr>>().await;
    connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |connection| connection.0.ip())
}

/// The person who is signed in, if anybody is.
pub async fn visitor() -> Result<Option<Person>, ApiError> {
    let (session, identity) = (session().await?, identity()?);
    session::person(&session, &identity).await.map_err(failed)
}

/// The person who is signed in.
pub async fn person() -> Result<Person, ApiError> {
    visitor().await?.ok_or(ApiError::NotSignedIn)
}

/// Logs a failure once, here at the edge; the reader only hears that there was one.
pub fn failed(error: impl std::error::Error + 'static) -> ApiError {
    tracing::error!(error = &error as &dyn std::error::Error, "a server function failed");
    ApiError::Server
}
