//! A board at one revision beside another.

use super::{Failure, Open, answer, failed};
use crate::signed_in::SignedIn;
use crate::state::AppState;
use app::plan_pages::{Page, PastPage, PastTrouble, Side, Spot};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use backend::identity::Person;
use domain::plan::Plan;
use serde::Deserialize;
use time::{Date, Month, Time};

/// How many lines of the journal lie between the two revisions where nobody has chosen.
const LINES: usize = 30;

/// Which revisions; empty fields of a form count as not chosen.
#[derive(Debug, Deserialize)]
pub(super) struct Range {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    /// As a field for a day and a time writes it, UTC.
    #[serde(default)]
    moment: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(range): Query<Range>,
    Query(spot): Query<Spot>,
) -> Response {
    match page(&state, &reader.person, &id, &range, spot).await {
        Ok(page) => {
            let status = if page.trouble.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            answer(reader, status, Page::Past(Box::new(page)))
        }
        Err(failure) => failed(reader, failure),
    }
}

async fn page(state: &AppState, person: &Person, id: &str, range: &Range, spot: Spot) -> Result<PastPage, Failure> {
    let Open { place, seen: present, .. } = Open::find(state, id, person).await?;
    let (last, begun) = (present.revision(), first(&present));
    let mut trouble = None;
    let mut chosen = |text: &str, default: u64| match text {
        "" => default,
        text => match text.parse().ok().filter(|revision| (1..=last).contains(revision)) {
            Some(revision) => revision,
            None => {
                trouble = Some(PastTrouble::NoRevision);
                default
            }
        },
    };
    let (mut from, mut to) = (chosen(&range.from, begun), chosen(&range.to, last));
    if let Some(moment) = moment(&range.moment) {
        match state.boards.revision_by(id, moment, person).await? {
            Some(revision) => from = revision,
            None => trouble = Some(PastTrouble::NoMoment),
        }
    }
    if from > to {
        (trouble, from, to) = (Some(PastTrouble::NoRevision), begun, last);
    }
    let now = if to == last { present } else { state.boards.board_at(id, to, person).await? };
    let then = state.boards.board_at_under(id, from, &now, person).await?;
    let node = spot.node(now.outline()).ok_or(Failure::Unknown)?;
    let at = then.journal().iter().rev().find(|line| line.revision <= from).map_or(0, |line| line.at);
    let side = |plan: Plan| Side {
        id: id.to_owned(),
        scenario: place.scenario.clone(),
        revision: Some(plan.revision()),
        plan,
    };
    Ok(PastPage { trouble, node, then: side(then), now: side(now), at, last })
}

/// The revision before the last lines of the journal.
fn first(plan: &Plan) -> u64 {
    let line = plan.journal().iter().rev().take(LINES).last();
    line.map_or(1, |line| line.revision.saturating_sub(1)).max(1)
}

/// A moment such as `2026-11-25T10:30`, its last minute included, in milliseconds since 1970 UTC.
fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let mut day = day.splitn(3, '-');
    let (year, month, day) = (day.next()?.parse().ok()?, day.next()?.parse::<u8>().ok()?, day.next()?.parse().ok()?);
    let mut time = time.split(':');
    let (hour, minute) = (time.next()?.parse().ok()?, time.next()?.parse().ok()?);
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let moment = date.with_time(Time::from_hms(hour, minute, 59).ok()?).assume_utc();
    Some(moment.unix_timestamp() * 1_000 + 999)
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_moment_is_read_as_the_field_writes_it() {
        assert_eq!(moment("1970-01-01T00:00"), Some(59_999));
        assert_eq!(moment("2026-11-25T10:30"), Some(1_795_602_659_999));
        for wrong in ["", "yesterday", "2026-13-01T00:00", "2026-11-25", "2026-11-25T25:00"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
