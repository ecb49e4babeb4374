//! The pages of a board's driver tree, for whoever may see the board: plain addresses and forms without any script.

mod editing;
mod sending;

use crate::board_reader::BoardReader;
use crate::state::AppState;
use app::api::error::ApiError;
use app::driver_pages::{Page, Spot, document};
use app::form::Query;
use app::region::region_of;
use app::shell;
use axum::Router;
use axum::extract::{self, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use backend::live::Board;
use domain::actor::Actor;
use domain::number::Region;
use domain::plan::Plan;

type Fields = Vec<(String, String)>;

/// Every page of the driver tree.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/drivers", get(show_tree))
        .route("/boards/{board}/drivers/sensitivity", get(show_sensitivity))
        .route("/boards/{board}/drivers/seek", get(show_seek))
        .route("/boards/{board}/drivers/offers", get(sending::show).post(sending::send))
        .route("/boards/{board}/drivers/model", get(editing::show).post(editing::write))
}

/// Somebody who reads the driver tree of a board.
struct Visitor(BoardReader);

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        BoardReader::from_request_parts(parts, state).await.map(Self)
    }
}

impl Visitor {
    fn board(&self) -> &Board {
        &self.0.board
    }

    fn actor(&self) -> &Actor {
        &self.0.actor
    }

    /// The reader's region: what people type is read in it.
    fn region(&self) -> Region {
        region_of(&self.0.reader.parts.headers)
    }

    /// Where a query looks, of the board as this person sees it.
    fn spot(&self, query: &Query) -> Result<Spot, ApiError> {
        self.spot_of(self.0.plan(), query)
    }

    fn spot_of(&self, plan: Plan, query: &Query) -> Result<Spot, ApiError> {
        Spot::new(self.board().id().to_owned(), plan, self.actor().clone(), query)
    }

    fn page(self, status: StatusCode, spot: &Spot, page: Page) -> Response {
        self.0.page(status, |parts, me| document(parts, me, spot, page))
    }

    fn missing(self, error: &ApiError) -> Response {
        let status = match error {
            ApiError::NotAllowed => StatusCode::FORBIDDEN,
            ApiError::Server => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::NOT_FOUND,
        };
        self.0.page(status, |parts, me| shell::failure(parts, me, error))
    }
}

fn show(visitor: Visitor, fields: Fields, page: fn(Query) -> Page) -> Response {
    let query = Query(fields);
    match visitor.spot(&query) {
        Ok(spot) => visitor.page(StatusCode::OK, &spot, page(query)),
        Err(error) => visitor.missing(&error),
    }
}

async fn show_tree(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Tree)
}

async fn show_sensitivity(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Sensitivity)
}

async fn show_seek(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    show(visitor, fields, Page::Seek)
}
