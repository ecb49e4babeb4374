//! Lists of boards, a board's first paint, and what of it is drawn anew.

use crate::api::encoding::Packed;
use crate::api::error::ApiError;
#[cfg(feature = "ssr")]
use crate::api::session::Me;
#[cfg(feature = "ssr")]
use crate::board::state::FirstPaint;
#[cfg(feature = "ssr")]
use domain::actor::Actor;
#[cfg(feature = "ssr")]
use domain::plan::Plan;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A board in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardListing {
    /// Identifier.
    pub board: String,
    /// Title.
    pub title: String,
    /// Milliseconds since 1970 UTC.
    pub created_at: i64,
}

/// The boards of the organization, and who asks.
#[cfg(feature = "ssr")]
pub async fn list_boards() -> Result<(Me, Vec<BoardListing>), ApiError> {
    use crate::api::context::{boards, failed, person};
    let person = person().await?;
    let boards = boards()?.list().await.map_err(failed)?;
    let listing = |board: backend::live::BoardSummary| BoardListing {
        board: board.id,
        title: board.title,
        created_at: board.created_at,
    };
    Ok((person.into(), boards.into_iter().map(listing).collect()))
}

/// What the server renders of a board, as the person who asks may see it.
#[cfg(feature = "ssr")]
pub async fn read_first_paint(board: String) -> Result<FirstPaint, ApiError> {
    use crate::api::context::{boards, failed, person};
    use crate::plan_pages::bar;
    let person = person().await?;
    let found = open(&board, &person).await?;
    let place = boards()?.place(&board, &person).await.map_err(failed)?.ok_or(ApiError::NotFound)?;
    let scenarios = boards()?.scenarios(&place.board, &person).await.map_err(failed)?;
    let region = crate::region::page_region();
    let switcher = bar::switcher(region, &place, &scenarios, &person.id);
    let band = bar::band(region, &place, &person.id);
    let (actor, plan) = found.read_beside(&person).await.map_err(failed)?;
    let switcher = format!("{switcher}<span id=\"ways\">{}</span>", ways(&board, &found, &plan, &actor).await?);
    Ok(FirstPaint { switcher, band, ..FirstPaint::of(&board, &plan, actor) })
}

/// The ways to what waits for the reader on a board, drawn for its bar.
#[server(input = Packed, output = Packed)]
pub async fn what_waits(
    /// The board.
    board: String,
) -> Result<String, ApiError> {
    let person = crate::api::context::person().await?;
    let found = open(&board, &person).await?;
    let (actor, plan) = found.read_beside(&person).await.map_err(crate::api::context::failed)?;
    ways(&board, &found, &plan, &actor).await
}

#[cfg(feature = "ssr")]
async fn open(board: &str, person: &backend::identity::Person) -> Result<backend::live::Board, ApiError> {
    use backend::live::BoardError;
    crate::api::context::boards()?.open_for(board, person).await.map_err(|error| match error {
        BoardError::Unknown => ApiError::NotFound,
        error => crate::api::context::failed(error),
    })
}

#[cfg(feature = "ssr")]
async fn ways(board: &str, found: &backend::live::Board, plan: &Plan, actor: &Actor) -> Result<String, ApiError> {
    use crate::api::context::{boards, failed, identity};
    use crate::plan_pages::bar;
    let region = crate::region::page_region();
    let people = identity()?.people().await.map_err(failed)?;
    let people: Vec<Actor> = found.read(|plan| people.iter().map(|person| person.on(plan.outline())).collect());
    let waiting = boards()?.waiting(board, plan, actor, &people).await.map_err(failed)?;
    let to_sign = crate::approval_pages::waiting(plan, actor, &people, boards()?.now()).len();
    let meets = boards()?.meets(board).await.map_err(failed)?;
    let inbox = bar::inbox(region, board, waiting + to_sign);
    Ok(inbox + &bar::approvals(region, board, to_sign) + &bar::meeting(region, board, meets))
}
