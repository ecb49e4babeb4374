//! The page of a board's holds, and releasing them there: plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::holds_page::{HoldsPage, Outcome, document};
use axum::Router;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::address::Address;
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::measure::Measure;
use serde::Deserialize;
use uuid::Uuid;

/// The page and its form.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/holds", get(show))
        .route("/boards/{board}/holds/release", post(release).get(back))
}

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    mine: bool,
    /// What has just been released: unit, product, channel and period, with dots between.
    #[serde(default)]
    released: Option<String>,
}

impl Wanted {
    fn outcome(&self) -> Option<Outcome> {
        let members: Vec<MemberId> = self.released.as_ref()?.split('.').flat_map(str::parse).collect();
        let [unit, product, channel, period] = members[..] else { return None };
        Some(Outcome::Released(Address { unit, product, channel, period }))
    }
}

/// The hold that a form names.
#[derive(Debug, Deserialize)]
struct Released {
    measure: Measure,
    unit: MemberId,
    product: MemberId,
    channel: MemberId,
    period: MemberId,
    /// The revision that the form was drawn at.
    base: u64,
    #[serde(default)]
    mine: bool,
}

fn page(reader: BoardReader, status: StatusCode, mine: bool, outcome: Option<&Outcome>) -> Response {
    let (plan, actor, board) = (reader.plan(), reader.actor.clone(), reader.board.id().to_owned());
    let page = HoldsPage { board: &board, plan: &plan, actor: &actor, mine, outcome };
    reader.page(status, |parts, me| document(parts, me, page))
}

async fn show(reader: BoardReader, Query(wanted): Query<Wanted>) -> Response {
    page(reader, StatusCode::OK, wanted.mine, wanted.outcome().as_ref())
}

async fn release(reader: BoardReader, Form(released): Form<Released>) -> Response {
    let Released { measure, unit, product, channel, period, base, mine } = released;
    let at = Address { unit, product, channel, period };
    let command = Command { id: Uuid::now_v7(), base, verb: Verb::Release { measure, at } };
    match reader.submit(command).await {
        Ok(_) => {
            let query = if mine { "mine=true&" } else { "" };
            let board = reader.board.id();
            let to = format!("/boards/{board}/holds?{query}released={unit}.{product}.{channel}.{period}");
            Redirect::to(&to).into_response()
        }
        Err((status, unsent)) => page(reader, status, mine, Some(&Outcome::Unsent(measure, unsent))),
    }
}

/// Whoever loads the page of a refused release again, or changes its language, sees the list.
async fn back(Path(board): Path<String>) -> Redirect {
    Redirect::to(&format!("/boards/{board}/holds"))
}
