//! The page of a board's organization, and moving units there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::form::Query as Fields;
use app::organization_page::{OrganizationPage, Outcome, document, wanted};
use axum::Router;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::journal::Act;
use domain::plan::Plan;
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new().route("/boards/{board}/organization", get(show).post(reorganize))
}

async fn page(reader: BoardReader, status: StatusCode, query: Fields, outcome: Option<Outcome>) -> Response {
    let drawn = move || {
        let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
        let (outcome, command) = (outcome.as_ref(), Uuid::now_v7());
        let page = OrganizationPage { board: &board, plan: &plan, actor: &actor, query: &query, outcome, command };
        reader.page(status, |parts, me| document(parts, me, page))
    };
    // Large plans are read beside, not in the way of, other requests.
    tokio::task::spawn_blocking(drawn).await.unwrap_or_else(|error| crate::signed_in::broken(&error))
}

async fn show(reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    let query = Fields(pairs);
    let moved = query.get("moved").and_then(|revision| moved_in(&reader.plan(), revision.parse().ok()?));
    page(reader, StatusCode::OK, query, moved.map(Outcome::Moved)).await
}

async fn reorganize(reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let query = Fields(pairs);
    let asked = wanted(&query).zip(query.get("base").and_then(|base| base.parse().ok()));
    let Some((made, base)) = asked else { return page(reader, StatusCode::UNPROCESSABLE_ENTITY, query, None).await };
    let id = query.get("command").and_then(|id| Uuid::parse_str(id).ok()).unwrap_or_else(Uuid::now_v7);
    match reader.submit(Command { id, base, verb: Verb::Reorganize(vec![made]) }).await {
        Ok(revision) => {
            Redirect::to(&format!("/boards/{}/organization?moved={revision}", reader.board.id())).into_response()
        }
        Err((status, unsent)) => page(reader, status, query, Some(Outcome::Unsent(unsent))).await,
    }
}

/// The unit that a revision moved.
fn moved_in(plan: &Plan, revision: u64) -> Option<MemberId> {
    plan.journal().iter().rev().find_map(|line| match line.act {
        Act::Moved { unit, .. } if line.revision == revision => Some(unit),
        _ => None,
    })
}
