//! Who reads a page that the server writes whole: everybody else is led to sign in before anything is read.

use crate::state::AppState;
use app::api::session::Me;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use backend::identity::{Person, session};
use tower_sessions::Session;

/// Somebody who has signed in, and what they asked with.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who reads.
    pub person: Person,
    /// What they asked with: language, colours, where they come from.
    pub parts: Parts,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        match session::person(&session, &state.identity).await {
            Ok(Some(person)) => Ok(Self { person, parts: parts.clone() }),
            Ok(None) => Err(Redirect::to("/sign-in").into_response()),
            Err(error) => Err(broken(&error)),
        }
    }
}

impl SignedIn {
    /// Answers with a page; `write` is given the request and the reader, as `app`'s documents want them.
    pub fn page(self, status: StatusCode, write: impl FnOnce(Parts, Me) -> String) -> Response {
        (status, Html(write(self.parts, Me::from(self.person)))).into_response()
    }
}

/// Answers that a page could not be made; the log says why.
pub fn broken(error: &dyn std::error::Error) -> Response {
    tracing::error!("a page could not be made: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
