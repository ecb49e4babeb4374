//! Lists of boards, and a board's first paint.

#[cfg(feature = "ssr")]
use crate::api::error::ApiError;
#[cfg(feature = "ssr")]
use crate::api::session::Me;
#[cfg(feature = "ssr")]
use crate::board::state::FirstPaint;
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
    use crate::api::context::{boards, failed, identity, person};
    use crate::plan_pages::bar;
    use backend::live::BoardError;
    use domain::actor::Actor;
    let person = person().await?;
    let found = boards()?.open_for(&board, &person).await.map_err(|error| match error {
        BoardError::Unknown => ApiError::NotFound,
        error => failed(error),
    })?;
    let place = boards()?.place(&board, &person).await.map_err(failed)?.ok_or(ApiError::NotFound)?;
    let scenarios = boards()?.scenarios(&place.board, &person).await.map_err(failed)?;
    let region = crate::region::page_region();
    let switcher = bar::switcher(region, &place, &scenarios, &person.id);
    let band = bar::band(region, &place, &person.id);
    let (actor, plan) = found.read_by(&person);
    let people = identity()?.people().await.map_err(failed)?;
    let people: Vec<Actor> = found.read(|plan| people.iter().map(|person| person.on(plan.outline())).collect());
    let waiting = boards()?.waiting(&board, &plan, &actor, &people).await.map_err(failed)?;
    let to_sign = crate::approval_pages::waiting(&plan, &actor, &people, boards()?.now()).len();
    let meets = boards()?.meets(&board).await.map_err(failed)?;
    let switcher = switcher + &bar::inbox(region, &board, waiting + to_sign) + &bar::approvals(region, &board, to_sign);
    let switcher = switcher + &bar::meeting(region, &board, meets);
    Ok(FirstPaint { switcher, band, ..FirstPaint::of(&board, &plan, actor) })
}
