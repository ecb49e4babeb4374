//! The page on which everybody says how they want to be mailed, and the trial mail.

use crate::signed_in::{SignedIn, broken};
use crate::state::AppState;
use app::form::Query as Fields;
use app::mail;
use app::mail_page::{MailPage, Outcome, document, preference};
use app::region::region_of;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};

type Pairs = Vec<(String, String)>;

/// The page and its forms.
pub fn routes() -> Router<AppState> {
    Router::new().route("/mail", get(show).post(save)).route("/mail/trial", post(try_out))
}

async fn page(state: &AppState, reader: SignedIn, query: &Fields, answer: (StatusCode, Option<&Outcome>)) -> Response {
    let (status, outcome) = answer;
    let known = match state.mails.preference(&reader.person).await {
        Ok(known) => known,
        Err(error) => return broken(&error),
    };
    let latest = match state.mails.latest(&reader.person).await {
        Ok(latest) => latest,
        Err(error) => return broken(&error),
    };
    let (address, sender) = (reader.person.email.clone(), state.mails.mailer().map(|mailer| mailer.sender()));
    let page = MailPage {
        address: &address,
        sender: sender.as_deref(),
        preference: &known.preference,
        is_said: known.is_said,
        latest: &latest,
        query,
        outcome,
    };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(State(state): State<AppState>, reader: SignedIn, Query(pairs): Query<Pairs>) -> Response {
    let query = Fields(pairs);
    let outcome = match query.get("done") {
        Some("saved") => Some(Outcome::Saved),
        Some("trial") => Some(Outcome::TrialSent),
        _ => None,
    };
    page(&state, reader, &query, (StatusCode::OK, outcome.as_ref())).await
}

async fn save(State(state): State<AppState>, reader: SignedIn, Form(pairs): Form<Pairs>) -> Response {
    let query = Fields(pairs);
    match preference(&query, region_of(&reader.parts.headers)) {
        Ok(wanted) => match state.mails.prefer(&reader.person, &wanted).await {
            Ok(()) => Redirect::to("/mail?done=saved").into_response(),
            Err(error) => broken(&error),
        },
        Err(errors) => {
            let outcome = Outcome::Problem(errors);
            page(&state, reader, &query, (StatusCode::UNPROCESSABLE_ENTITY, Some(&outcome))).await
        }
    }
}

/// Sends a mail while the reader waits, and says what the mail server said.
async fn try_out(State(state): State<AppState>, reader: SignedIn) -> Response {
    let region = match state.mails.preference(&reader.person).await {
        Ok(known) => known.preference.region,
        Err(error) => return broken(&error),
    };
    match state.mails.try_out(&reader.person, mail::trial(region, state.mails.base_url())).await {
        Ok(()) => Redirect::to("/mail?done=trial").into_response(),
        Err(error) => {
            let outcome = Outcome::TrialFailed(error.to_string());
            // Not a status of gateways: some that stand before a server put pages of their own in its place.
            page(&state, reader, &Fields::default(), (StatusCode::FAILED_DEPENDENCY, Some(&outcome))).await
        }
    }
}
