//! Planning, changing and dropping tactics: read the form, look at what it brings, send it as a command like any edit.

use super::reader::Reader;
use super::{Pairs, Place, may_plan, may_plan_somewhere, shown, today};
use app::form::Errors;
use app::tactic_pages::{
    Editor, Notice, OutcomeView, Page, Stale, Task, Typed, activity, looked_at, refused, sentence,
};
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::live::{Acknowledged, SubmitError};
use domain::access;
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::rejection::Rejection;
use domain::tactic::{Activity, Day, TacticId, outcome, tried};
use uuid::Uuid;

fn forbidden() -> Response {
    StatusCode::FORBIDDEN.into_response()
}

/// An empty form, or one with a copy of a tactic.
pub(super) async fn begin(reader: Reader, Query(pairs): Query<Pairs>) -> Response {
    if !may_plan_somewhere(&reader) {
        return forbidden();
    }
    let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let copied = said("copy").and_then(|id| reader.plan.tactic(id.parse().ok()?));
    let region = reader.region;
    let typed = match copied {
        Some(tactic) => Typed::of(&tactic.activity, reader.plan.outline(), region).copied(region),
        None => blank(&reader, said("unit").and_then(|unit| unit.parse().ok())),
    };
    let editor = editor(&reader, Task::Plan, typed);
    reader.page(StatusCode::OK, Page::Edit(Box::new(editor))).await
}

/// The form of a tactic as it stands on the board.
pub(super) async fn open(reader: Reader, Path(place): Path<Place>) -> Response {
    let Some(tactic) = reader.plan.tactic(place.tactic) else { return reader.missing() };
    if !may_plan(&reader, tactic.activity.at.unit) {
        return forbidden();
    }
    let typed = Typed::of(&tactic.activity, reader.plan.outline(), reader.region);
    let task = Task::Change { tactic: tactic.id, seen: tactic.revision };
    let editor = editor(&reader, task, typed);
    reader.page(StatusCode::OK, Page::Edit(Box::new(editor))).await
}

/// Looks at a new tactic, or sends it.
pub(super) async fn plan(reader: Reader, Form(pairs): Form<Pairs>) -> Response {
    if !may_plan_somewhere(&reader) {
        return forbidden();
    }
    take(reader, Task::Plan, Typed::new(pairs)).await
}

/// Looks at a change of a tactic, or sends it.
pub(super) async fn change(reader: Reader, Path(place): Path<Place>, Form(pairs): Form<Pairs>) -> Response {
    let typed = Typed::new(pairs);
    let seen = typed.text("seen").parse().unwrap_or(0);
    match reader.plan.tactic(place.tactic) {
        Some(tactic) if !may_plan(&reader, tactic.activity.at.unit) => forbidden(),
        // One that is gone is refused by the rules, with what was typed kept.
        None if !may_plan_somewhere(&reader) => reader.missing(),
        _ => take(reader, Task::Change { tactic: place.tactic, seen }, typed).await,
    }
}

/// Takes a tactic off the board.
pub(super) async fn drop(reader: Reader, Path(place): Path<Place>, Form(pairs): Form<Pairs>) -> Response {
    let tactic = place.tactic;
    let Some(known) = reader.plan.tactic(tactic) else { return reader.missing() };
    if !may_plan(&reader, known.activity.at.unit) {
        return forbidden();
    }
    let typed = Typed::new(pairs);
    let seen = typed.text("seen").parse().unwrap_or(0);
    let command = command(&reader, Uuid::now_v7(), &typed, Verb::DropTactic { tactic, seen });
    match reader.board.submit(command, &reader.actor).await {
        Ok(_) => Redirect::to(&format!("/boards/{}/tactics?dropped=1", reader.board.id())).into_response(),
        Err(error) => {
            let region = reader.region;
            let (status, words) = match &error {
                SubmitError::Refused(rejection) => {
                    (status(rejection), sentence(rejection, reader.plan.outline(), region))
                }
                SubmitError::NotStored => {
                    (StatusCode::SERVICE_UNAVAILABLE, app::tactic_pages::not_stored(region).to_owned())
                }
            };
            shown(reader, tactic, status, Some(words)).await
        }
    }
}

fn command(reader: &Reader, id: Uuid, typed: &Typed, verb: Verb) -> Command {
    Command { id, base: typed.text("base").parse().unwrap_or(reader.plan.revision()), verb }
}

fn verb(task: Task, activity: Activity) -> Verb {
    let activity = Box::new(activity);
    match task {
        Task::Plan => Verb::PlanTactic(activity),
        Task::Change { tactic, seen } => Verb::ReviseTactic { tactic, seen, activity },
    }
}

/// What stands in an empty form.
fn blank(reader: &Reader, unit: Option<MemberId>) -> Typed {
    let outline = reader.plan.outline();
    let mut typed = Typed::default();
    let own = access::scope(&reader.actor).unwrap_or_default();
    let unit = unit.filter(|unit| *unit < outline.units.len() && may_plan(reader, *unit)).unwrap_or(own);
    let (first, last) = (Day::first(outline.cycle.month(0)), Day::last(outline.cycle.month(11)));
    let start = today().clamp(first, last);
    let date = |day: Day| format!("{}-{:02}", day.month.code(), day.day);
    let texts = [
        ("owner", reader.actor.name.clone()),
        ("unit", unit.to_string()),
        ("start", date(start)),
        ("end", date(last)),
        ("headcount", "0".to_owned()),
        ("cost.0.measure", "MarketingExpense".to_owned()),
        ("cost.1.measure", "SalesExpense".to_owned()),
    ];
    texts.into_iter().for_each(|(name, value)| typed.set(name, value));
    typed
}

fn editor(reader: &Reader, task: Task, typed: Typed) -> Editor {
    Editor {
        board: reader.board.id().to_owned(),
        plan: reader.plan.clone(),
        actor: reader.actor.clone(),
        task,
        typed,
        errors: Errors::default(),
        notice: None,
        outcome: None,
        looked: String::new(),
        command: Uuid::now_v7().to_string(),
    }
}

/// The status of a refusal.
fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::NotAllowed => StatusCode::FORBIDDEN,
        Rejection::TacticChanged { .. } | Rejection::Unknown => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn take(reader: Reader, task: Task, typed: Typed) -> Response {
    let region = reader.region;
    let read = activity(&typed, reader.plan.outline(), region);
    let wants_to_send = typed.text("do") == "send";
    let (looked, sent_id) = (typed.text("looked").to_owned(), Uuid::parse_str(typed.text("command")).ok());
    let mut form = editor(&reader, task, typed);
    let activity = match read {
        Ok(activity) => activity,
        Err(errors) => {
            form.errors = errors;
            form.notice = Some(Notice::Problems);
            return reader.page(StatusCode::UNPROCESSABLE_ENTITY, Page::Edit(Box::new(form))).await;
        }
    };
    let seen_before = looked == looked_at(&activity);
    if let (true, true, Some(id)) = (wants_to_send, seen_before, sent_id) {
        let sent = command(&reader, id, &form.typed, verb(task, activity.clone()));
        match reader.board.submit(sent, &reader.actor).await {
            Ok(acknowledged) => return done(&reader, task, acknowledged),
            Err(SubmitError::NotStored) => {
                form.notice = Some(Notice::NotStored);
                form.command = id.to_string();
                return look(reader, form, activity, StatusCode::SERVICE_UNAVAILABLE).await;
            }
            Err(SubmitError::Refused(rejection)) => return refuse(reader, form, &rejection).await,
        }
    }
    if wants_to_send {
        form.notice = Some(Notice::LookFirst);
        return look(reader, form, activity, StatusCode::CONFLICT).await;
    }
    look(reader, form, activity, StatusCode::OK).await
}

fn done(reader: &Reader, task: Task, acknowledged: Acknowledged) -> Response {
    let id = match task {
        Task::Plan => acknowledged.revision,
        Task::Change { tactic, .. } => tactic,
    };
    Redirect::to(&format!("/boards/{}/tactics?sent={id}#tactic-{id}", reader.board.id())).into_response()
}

/// The form with what its activity would bring, or with why it may not be planned.
async fn look(reader: Reader, mut form: Editor, activity: Activity, status: StatusCode) -> Response {
    let (plan, actor, task) = (reader.plan.clone(), reader.actor.clone(), form.task);
    let wanted = command(&reader, Uuid::now_v7(), &form.typed, verb(task, activity.clone()));
    let board = reader.board.id().to_owned();
    let looked = tokio::task::spawn_blocking(move || brings(&board, &plan, &wanted, &actor, task)).await;
    match looked {
        Ok(Ok(shown)) => {
            form.outcome = shown.map(Box::new);
            form.looked = looked_at(&activity);
            reader.page(status, Page::Edit(Box::new(form))).await
        }
        Ok(Err(rejection)) => refuse(reader, form, &rejection).await,
        Err(error) => {
            tracing::error!("a tactic could not be looked at: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What a command about a tactic would do.
fn brings(
    board: &str,
    plan: &domain::plan::Plan,
    command: &Command,
    actor: &domain::actor::Actor,
    task: Task,
) -> Result<Option<OutcomeView>, Rejection> {
    let after = tried(plan, command, actor)?;
    let (tactic, against_nothing): (TacticId, bool) = match task {
        Task::Plan => (after.revision(), true),
        Task::Change { tactic, .. } => (tactic, false),
    };
    let outcome = outcome(plan, &after, tactic);
    let board = board.to_owned();
    Ok(outcome.map(|outcome| OutcomeView { board, plan: after, tactic, outcome, against_nothing }))
}

/// The form with what a rule said; where somebody else was faster, with theirs beside it.
async fn refuse(reader: Reader, mut form: Editor, rejection: &Rejection) -> Response {
    let region = reader.region;
    let outline = reader.plan.outline();
    // The plan was read before the command was decided: what others have changed since is read now.
    let now = reader.board.read_by(&reader.reader.reader.person).1;
    form.notice = Some(match (rejection, form.task) {
        (Rejection::TacticChanged { by }, Task::Change { tactic, .. }) => {
            let known = now.tactic(tactic);
            if let Some(known) = known {
                form.task = Task::Change { tactic, seen: known.revision };
            }
            Notice::Stale(Box::new(Stale { by: by.clone(), theirs: known.map(|known| known.activity.clone()) }))
        }
        (Rejection::Unknown, Task::Change { tactic, .. }) if now.tactic(tactic).is_none() => {
            Notice::Stale(Box::new(Stale { by: dropped_by(&now, tactic), theirs: None }))
        }
        _ => match refused(rejection, outline, region) {
            Some(errors) => {
                form.errors = errors;
                Notice::Problems
            }
            None => Notice::Refused(sentence(rejection, outline, region)),
        },
    });
    form.looked = String::new();
    reader.page(status(rejection), Page::Edit(Box::new(form))).await
}

/// Who took a tactic off the board.
fn dropped_by(plan: &domain::plan::Plan, id: TacticId) -> String {
    use domain::journal::{Act, TacticDeed};
    let dropped = plan
        .journal()
        .iter()
        .rev()
        .find(|line| matches!(&line.act, Act::Tactic { tactic, deed: TacticDeed::Dropped, .. } if *tactic == id));
    dropped.map(|line| line.author.to_string()).unwrap_or_default()
}
