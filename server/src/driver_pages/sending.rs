//! What was simulated or sought, sent as offers and counter-offers through the board's own door.

use super::{Fields, Visitor};
use crate::signed_in::broken;
use crate::state::AppState;
use app::driver_pages::{Fate, OffersPage, Page, Row, Simulation, Spot};
use app::form::Query;
use axum::extract::{self, Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use backend::identity::Person;
use backend::live::SubmitError;
use domain::actor::Role;
use domain::command::{Command, Verb};
use domain::decide::decide;
use domain::dimension::{MemberId, ROOT};
use domain::event::Entry;
use domain::measure::Measure;
use domain::model::{Way, proposals};
use domain::number::Region;
use domain::outline::Outline;
use domain::plan::Plan;
use domain::thread::{Reason, ReasonCode, Side};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    extract::Query(fields): extract::Query<Fields>,
) -> Response {
    let reason = (ReasonCode::Market, String::new());
    preview(&state, visitor, Query(fields), reason, false).await
}

async fn preview(
    state: &AppState,
    visitor: Visitor,
    query: Query,
    reason: (ReasonCode, String),
    is_incomplete: bool,
) -> Response {
    let spot = match visitor.spot(&query) {
        Ok(spot) => spot,
        Err(error) => return visitor.missing(&error),
    };
    let people = match state.identity.people().await {
        Ok(people) => people,
        Err(error) => return broken(&error),
    };
    let whole = visitor.board().read(Plan::clone);
    let region = visitor.region();
    let page = OffersPage { reason, is_incomplete, ..proposed(&spot, whole, &people, query, region) };
    let status = if is_incomplete { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visitor.page(status, &spot, Page::Offers(Box::new(page)))
}

fn way(spot: &Spot, query: &Query) -> Way {
    match query.get("way") {
        Some("below") => Way::Below,
        Some("open") => Way::OpenThreads,
        Some("edge") if spot.at.unit != ROOT => Way::Edge,
        _ if spot.at.unit == ROOT => Way::Below,
        _ => Way::Edge,
    }
}

/// What the drivers of a query would send; each row is decided on what the ones before it leave.
fn proposed(spot: &Spot, mut whole: Plan, people: &[Person], query: Query, region: Region) -> OffersPage {
    let way = way(spot, &query);
    let (mut rows, mut impossible, mut unanswered): (Vec<Row>, Vec<Measure>, Vec<String>) = Default::default();
    let mut missing: Vec<(Measure, i128)> = Vec::new();
    for setting in Simulation::of(spot, &query, region).settings() {
        let Some(measure) = spot.model.measure_of(&setting.lever) else {
            unanswered.push(setting.lever);
            continue;
        };
        let place = (spot.at.unit, spot.at.period);
        let Ok(made) = proposals(&spot.plan, &spot.actor, place, (measure, setting.to), way) else {
            impossible.push(measure);
            // Those who cannot be asked are named all the same.
            let now = i128::from(spot.plan.get(domain::measure::Slice::Outlook, measure, spot.at).unwrap_or(0));
            let stuck = proposals(&spot.plan, &spot.actor, place, (measure, now), way).unwrap_or_default();
            let stuck = stuck.into_iter().filter(|proposal| proposal.obstacle.is_some());
            rows.extend(stuck.map(|proposal| Row {
                id: Uuid::nil(),
                proposal,
                readers: Vec::new(),
                fate: Fate::Ready,
            }));
            continue;
        };
        if way == Way::OpenThreads {
            let now = i128::from(spot.plan.get(domain::measure::Slice::Outlook, measure, spot.at).unwrap_or(0));
            let reached = now + made.iter().map(|proposal| proposal.to() - proposal.from).sum::<i128>();
            missing.extend((reached != setting.to).then_some((measure, setting.to - reached)));
        }
        for proposal in made {
            let reason = Reason { code: ReasonCode::Other, text: "?".to_owned() };
            let id = Uuid::now_v7();
            let fate = match proposal.verb(reason) {
                None => Fate::Ready,
                Some(verb) => tried(&mut whole, spot, Command { id, base: spot.plan.revision(), verb }),
            };
            let readers = readers(people, spot.plan.outline(), proposal.unit, proposal.side);
            rows.push(Row { id, proposal, readers, fate });
        }
    }
    let (reason, is_incomplete, is_sent) = ((ReasonCode::Market, String::new()), false, false);
    OffersPage { query, way, rows, impossible, missing, unanswered, reason, is_incomplete, is_sent }
}

/// Decides a command on a copy of the plan, and lets the copy go on from there.
fn tried(whole: &mut Plan, spot: &Spot, command: Command) -> Fate {
    match decide(whole, &command, &spot.actor) {
        Ok(events) => {
            let (revision, command) = (whole.revision() + 1, command.id);
            whole.evolve(&Entry { revision, command, actor: spot.actor.clone(), at: 0, events });
            Fate::Ready
        }
        Err(refusal) => Fate::Refused(refusal),
    }
}

/// The managers at the other end of an edge; nobody where that is the planning committee.
fn readers(people: &[Person], outline: &Outline, unit: MemberId, side: Option<Side>) -> Vec<String> {
    let of = |unit: MemberId| -> Vec<String> {
        let code = outline.units.get(unit).map(|member| member.code.as_str());
        let manages = |person: &&Person| person.role == Role::Manager && person.unit.as_deref() == code;
        people.iter().filter(manages).map(|person| person.name.clone()).collect()
    };
    match side {
        Some(Side::Child) => {
            outline.units.upwards(unit).skip(1).map(of).find(|names| !names.is_empty()).unwrap_or_default()
        }
        _ => of(unit),
    }
}

pub(super) async fn send(State(state): State<AppState>, visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    let query = Query(fields);
    let reason = Reason {
        code: reason_code(query.get("code").unwrap_or_default()),
        text: query.get("reason").unwrap_or_default().replace("\r\n", "\n"),
    };
    let rows = chosen(&query);
    if rows.is_empty() || reason.text.is_empty() {
        let kept = |name: &str| ["unit", "period", "way"].contains(&name) || name.starts_with("x.");
        let kept = Query(query.0.iter().filter(|(name, _)| kept(name)).cloned().collect());
        return preview(&state, visitor, kept, (reason.code, reason.text), true).await;
    }
    let base = query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    let mut sent = Vec::with_capacity(rows.len());
    for mut row in rows {
        let Some(verb) = row.proposal.verb(reason.clone()) else { continue };
        row.fate = submit(&visitor, Command { id: row.id, base, verb }).await;
        sent.push(row);
    }
    // Looked at only now: this is the board with what was sent.
    let spot = match visitor.spot(&query) {
        Ok(spot) => spot,
        Err(error) => return visitor.missing(&error),
    };
    let page = OffersPage {
        way: way(&spot, &query),
        query: Query::default(),
        rows: sent,
        impossible: Vec::new(),
        missing: Vec::new(),
        unanswered: Vec::new(),
        reason: (reason.code, String::new()),
        is_incomplete: false,
        is_sent: true,
    };
    visitor.page(StatusCode::OK, &spot, Page::Offers(Box::new(page)))
}

async fn submit(visitor: &Visitor, command: Command) -> Fate {
    debug_assert!(matches!(command.verb, Verb::Offer { .. } | Verb::Counter { .. }));
    match visitor.board().submit(command, visitor.actor()).await {
        Ok(_) => Fate::Sent,
        Err(SubmitError::Refused(refusal)) => Fate::Refused(refusal),
        Err(SubmitError::NotStored) => Fate::NotStored,
    }
}

/// The marked rows, each once; as many as a form holds.
fn chosen(query: &Query) -> Vec<Row> {
    let fields = query.0.iter();
    let encoded: HashMap<&str, &str> =
        fields.filter_map(|(name, row)| Some((name.strip_prefix("row.")?, row.as_str()))).collect();
    let mut seen = HashSet::new();
    let rows = query.all("send").filter_map(|id| Row::decoded(id, encoded.get(id)?));
    rows.filter(|row| seen.insert(row.id)).collect()
}

fn reason_code(written: &str) -> ReasonCode {
    ReasonCode::ALL.into_iter().find(|code| format!("{code:?}") == written).unwrap_or(ReasonCode::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_marked_row_is_sent_once_however_many_there_are() {
        let ids: Vec<Uuid> = (1..=3_000).map(Uuid::from_u128).collect();
        let row = |id: &Uuid| (format!("row.{id}"), "1:0:5:parent:::1=7".to_owned());
        let mark = |id: &Uuid| ("send".to_owned(), id.to_string());
        let twice = ids.iter().map(mark).chain(ids.iter().take(9).map(mark));
        let query = Query(ids.iter().map(row).chain(twice).collect());
        assert_eq!(chosen(&query).iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    }
}
