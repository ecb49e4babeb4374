//! The text of the tree: shown to everybody, checked and saved for administrators.

use super::{Fields, Visitor};
use app::driver_pages::{Page, TextPage, TextTrouble, text_mark};
use app::form::Query;
use axum::extract::{self, Form};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use backend::live::SubmitError;
use domain::access;
use domain::command::{Command, Verb};
use domain::model::Model;
use domain::plan::Plan;
use domain::rejection::Rejection;
use uuid::Uuid;

pub(super) async fn show(visitor: Visitor, extract::Query(fields): extract::Query<Fields>) -> Response {
    let is_saved = Query(fields).get("saved").is_some();
    answer(visitor, StatusCode::OK, TextPage { is_saved, ..TextPage::default() })
}

/// The page with a draft as its tree, where that is one.
fn answer(visitor: Visitor, status: StatusCode, page: TextPage) -> Response {
    let plan = visitor.0.plan();
    let page = TextPage { stored: plan.model_text().map(str::to_owned), ..page };
    let plan = if page.is_checked { plan.with_model_text(page.draft.clone()) } else { plan };
    match visitor.spot_of(plan, &Query::default()) {
        Ok(spot) => visitor.page(status, &spot, Page::Text(page)),
        Err(error) => visitor.missing(&error),
    }
}

pub(super) async fn write(visitor: Visitor, Form(fields): Form<Fields>) -> Response {
    let query = Query(fields);
    let written = query.0.iter().find(|(name, _)| name == "text");
    let draft = written.map(|(_, text)| text.replace("\r\n", "\n")).unwrap_or_default();
    let refused = |status, trouble| {
        (status, TextPage { draft: Some(draft.clone()), trouble: Some(trouble), ..TextPage::default() })
    };
    if !access::may_set_model(visitor.actor()) {
        let (status, page) = refused(StatusCode::FORBIDDEN, TextTrouble::NotAllowed);
        return answer(visitor, status, TextPage { draft: None, ..page });
    }
    let action = query.get("do").unwrap_or("save");
    if action != "reset"
        && let Err(trouble) = checked(&visitor, &draft)
    {
        let (status, page) = refused(StatusCode::UNPROCESSABLE_ENTITY, trouble);
        return answer(visitor, status, page);
    }
    if action == "check" {
        let page = TextPage { draft: Some(draft), is_checked: true, ..TextPage::default() };
        return answer(visitor, StatusCode::OK, page);
    }
    let (base, stored) = visitor.board().read(|plan| (plan.revision(), text_mark(plan.model_text())));
    if query.get("seen") != Some(stored.as_str()) {
        let (status, page) = refused(StatusCode::CONFLICT, TextTrouble::ChangedMeanwhile);
        return answer(visitor, status, page);
    }
    let is_default = action == "reset" || draft == Model::PROFIT_AND_LOSS;
    let verb = Verb::SetModel((!is_default).then(|| draft.clone()));
    let command = Command { id: Uuid::now_v7(), base, verb };
    let (status, trouble) = match visitor.board().submit(command, visitor.actor()).await {
        Ok(_) => {
            return Redirect::to(&format!("/boards/{}/drivers/model?saved=yes", visitor.board().id())).into_response();
        }
        Err(SubmitError::Refused(Rejection::Model(error))) => {
            (StatusCode::UNPROCESSABLE_ENTITY, TextTrouble::Wrong(error))
        }
        Err(SubmitError::Refused(_)) => (StatusCode::FORBIDDEN, TextTrouble::NotAllowed),
        Err(SubmitError::NotStored) => (StatusCode::INTERNAL_SERVER_ERROR, TextTrouble::NotStored),
    };
    let (status, page) = refused(status, trouble);
    answer(visitor, status, page)
}

/// Whether a draft is a tree that has values on this board.
fn checked(visitor: &Visitor, draft: &str) -> Result<(), TextTrouble> {
    let decimals = visitor.board().read(|plan| plan.outline().money_decimals);
    Model::parse(draft, decimals).map_err(TextTrouble::Wrong)?;
    let plan: Plan = visitor.0.plan().with_model_text(Some(draft.to_owned()));
    let spot = visitor.spot_of(plan, &Query::default());
    if spot.is_ok_and(|spot| !spot.is_stand_in) { Ok(()) } else { Err(TextTrouble::NoValues) }
}
