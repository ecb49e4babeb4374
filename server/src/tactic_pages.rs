//! The pages of tactics: plain forms that work without script, and commands that go through the live board.

mod reader;
mod write;

use crate::state::AppState;
use app::tactic_pages::{Filter, ListPage, OutcomeView, Page, ShowPage};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access;
use domain::calendar::Month;
use domain::dimension::{MemberId, Name};
use domain::number::{Language, Region};
use domain::plan::Plan;
use domain::tactic::{Day, TacticId, outcome, without};
use reader::Reader;
use time::OffsetDateTime;

/// Every page of tactics.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/tactics", get(list))
        .route("/boards/{board}/tactics/new", get(write::begin).post(write::plan))
        .route("/boards/{board}/tactics/{tactic}", get(show))
        .route("/boards/{board}/tactics/{tactic}/edit", get(write::open).post(write::change))
        .route("/boards/{board}/tactics/{tactic}/drop", post(write::drop))
}

type Pairs = Vec<(String, String)>;

/// The address of a tactic.
#[derive(Clone, Debug, serde::Deserialize)]
struct Place {
    tactic: TacticId,
}

/// What day it is, in the server's calendar (UTC).
fn today() -> Day {
    let date = OffsetDateTime::now_utc().date();
    Day { month: Month { year: date.year(), month: date.month().into() }, day: date.day() }
}

fn name_in(region: Region, name: &Name) -> String {
    match region.language() {
        Language::En => name.en.clone(),
        Language::Es => name.es.clone(),
    }
}

/// Whether a person may plan tactics in a unit of a plan as they see it.
fn may_plan(reader: &Reader, unit: MemberId) -> bool {
    access::may_plan_tactics(reader.plan.outline(), &reader.actor, unit)
}

/// Whether a person may plan tactics anywhere.
fn may_plan_somewhere(reader: &Reader) -> bool {
    access::scope(&reader.actor).is_some_and(|unit| may_plan(reader, unit))
}

async fn list(reader: Reader, Query(pairs): Query<Pairs>) -> Response {
    let region = reader.region;
    let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let sent = said("sent").and_then(|id| reader.plan.tactic(id.parse().ok()?));
    let sent = sent.map(|tactic| app::tactic_pages::sent(region, &name_in(region, &tactic.activity.name)));
    let notice = sent.or_else(|| said("dropped").map(|_| app::tactic_pages::dropped(region)));
    let page = ListPage {
        board: reader.board.id().to_owned(),
        plan: reader.plan.clone(),
        actor: reader.actor.clone(),
        filter: Filter::of(&pairs),
        today: today(),
        notice,
    };
    reader.page(StatusCode::OK, Page::List(Box::new(page))).await
}

async fn show(reader: Reader, Path(place): Path<Place>) -> Response {
    shown(reader, place.tactic, StatusCode::OK, None).await
}

/// The page of a tactic, with the reason why something did not happen to it.
async fn shown(reader: Reader, id: TacticId, status: StatusCode, problem: Option<String>) -> Response {
    let Some(tactic) = reader.plan.tactic(id).cloned() else { return reader.missing() };
    let region = reader.region;
    let page = ShowPage {
        board: reader.board.id().to_owned(),
        name: name_in(region, &tactic.activity.name),
        plan: reader.plan.clone(),
        may_change: may_plan(&reader, tactic.activity.at.unit),
        may_plan: may_plan_somewhere(&reader),
        today: today(),
        outcome: brought(reader.board.id(), &reader.plan, id).map(Box::new),
        problem,
        tactic,
    };
    reader.page(status, Page::Show(Box::new(page))).await
}

/// What a tactic of the plan brings, against the plan without it.
fn brought(board: &str, plan: &Plan, id: TacticId) -> Option<OutcomeView> {
    let outcome = outcome(&without(plan, id)?, plan, id)?;
    Some(OutcomeView { board: board.to_owned(), plan: plan.clone(), tactic: id, outcome, against_nothing: true })
}
