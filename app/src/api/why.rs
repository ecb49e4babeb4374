//! Why a number is what it is, for the board's side panel.
#![expect(missing_docs, reason = "arguments of server functions become public fields; their functions explain them")]

use crate::api::encoding::Packed;
use crate::api::error::ApiError;
use domain::node::Node;
use leptos::prelude::*;

/// The life of a number as the person who asks may see it, drawn on the server: the browser shows it as it is.
#[server(input = Packed, output = Packed)]
pub async fn read_why(board: String, node: Node) -> Result<String, ApiError> {
    use crate::api::context::{boards, failed, person};
    use crate::plan_pages::fragment;
    use backend::live::{BoardError, PastError};
    use domain::outline::Standing;
    let (person, boards) = (person().await?, boards()?);
    let open = boards.open_for(&board, &person).await.map_err(|error| match error {
        BoardError::Unknown => ApiError::NotFound,
        error => failed(error),
    })?;
    let (_, plan) = open.read_by(&person);
    let outline = plan.outline();
    let seen = matches!(outline.standing(node.at.unit), Standing::Open | Standing::Total);
    if !seen || !outline.knows(node.at) {
        return Err(ApiError::NotFound);
    }
    let bridge = boards.why(&board, (0, &plan), &person, node).await.map_err(|error| match error {
        PastError::Unknown => ApiError::NotFound,
        error => failed(error),
    })?;
    Ok(fragment(crate::region::page_region(), &board, &plan, &bridge))
}
