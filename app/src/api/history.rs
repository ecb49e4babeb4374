//! The history of a unit beside its plan, as a chart.
#![expect(missing_docs, reason = "arguments of server functions become public fields; their functions explain them")]

use crate::api::encoding::Packed;
use crate::api::error::ApiError;
use domain::dimension::MemberId;
use domain::measure::Measure;
use leptos::prelude::*;

/// The options of the history chart of a unit, as the person who asks may see it: every quarter of the past, and the
/// quarters of the plan. The browser hands them to the chart library as they are.
#[server(input = Packed, output = Packed)]
pub async fn read_history_chart(board: String, unit: MemberId, measure: Measure) -> Result<String, ApiError> {
    use crate::api::context::{boards, failed, person, store};
    use crate::board::history_chart::chart;
    use backend::identity::ORGANIZATION;
    use backend::live::BoardError;
    use domain::dimension::ROOT;
    use domain::outline::{Standing, UNASSIGNED};
    let person = person().await?;
    let board = boards()?.open_for(&board, &person).await.map_err(|error| match error {
        BoardError::Unknown => ApiError::NotFound,
        error => failed(error),
    })?;
    let actor = board.actor(&person);
    let place = board.read(|plan| {
        let standing = domain::access::standing(plan.outline(), &actor, unit);
        let member = plan.outline().units.get(unit)?;
        matches!(standing, Standing::Open | Standing::Total).then(|| member.code.clone())
    });
    let code = place.ok_or(ApiError::NotFound)?;
    let code = code.strip_suffix(UNASSIGNED).map_or(code.as_str(), |code| code.trim_end_matches('/'));
    let past = store()?.past(ORGANIZATION, (unit != ROOT).then_some(code)).await.map_err(failed)?;
    let chart = board.read(|plan| chart(plan, &past, unit, measure, crate::region::page_region()));
    serde_json::to_string(&chart).map_err(failed)
}
