//! The pages of an import, from files to a board: plain forms that work without script.

mod board;
mod desk;
mod upload;

pub use desk::Imports;

use crate::signed_in::SignedIn;
use crate::state::AppState;
use app::import_pages::form::{apply, fit};
use app::import_pages::{ColumnsPage, Doing, Page, ResultPage, Trouble, UploadPage, document};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, FromRequestParts, Multipart, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use backend::identity::{ORGANIZATION, Person};
use backend::import::{Mapping, Table, guess_all};
use desk::{Draft, Progress, failed};
use domain::access::may_import;
use std::sync::Arc;
use std::time::Duration;

/// How long an answer waits for a job that is nearly done.
const PATIENCE: Duration = Duration::from_millis(700);

/// Every page of the import.
pub fn routes() -> Router<AppState> {
    let files = post(receive_files).layer(DefaultBodyLimit::max(upload::MOST_RECEIVED));
    Router::new()
        .route("/import", get(show_upload))
        .route("/import/files", files)
        .route("/import/columns", get(show_columns).post(change_columns))
        .route("/import/load", post(load))
        .route("/import/progress", get(show_progress))
        .route("/import/result", get(show_result))
        .route("/import/board", get(board::show).post(board::open))
}

/// Somebody who may import; everybody else is answered before anything is read.
struct Importer(SignedIn);

impl FromRequestParts<AppState> for Importer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let importer = Self(SignedIn::from_request_parts(parts, state).await?);
        if may_import(importer.0.person.role) {
            Ok(importer)
        } else {
            Err(importer.page(StatusCode::FORBIDDEN, Page::Forbidden))
        }
    }
}

impl Importer {
    fn id(&self) -> &str {
        &self.0.person.id
    }

    fn page(self, status: StatusCode, page: Page) -> Response {
        self.0.page(status, |parts, me| document(parts, me, page))
    }
}

/// The status of a page that says why something did not happen.
fn status(trouble: Option<&Trouble>) -> StatusCode {
    match trouble {
        None => StatusCode::OK,
        Some(Trouble::Busy { .. } | Trouble::LookFirst | Trouble::Expired) => StatusCode::CONFLICT,
        Some(Trouble::UploadTooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
        Some(Trouble::NoRoom) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Trouble::NotStored | Trouble::NotOpened) => StatusCode::INTERNAL_SERVER_ERROR,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn show_upload(State(state): State<AppState>, importer: Importer) -> Response {
    let job = state.imports.job(importer.id());
    if job.is_some_and(|job| matches!(job.progress(), Progress::Running(_))) {
        return Redirect::to("/import/progress").into_response();
    }
    upload_page(&state, importer, None).await
}

async fn upload_page(state: &AppState, importer: Importer, trouble: Option<Trouble>) -> Response {
    let (span, trouble) = match state.store.history_span(ORGANIZATION).await {
        Ok(span) => (span, trouble),
        Err(error) => (None, trouble.or(Some(failed(&error)))),
    };
    let begun = state.imports.draft(importer.id()).map(|draft| {
        let mut files = draft.tables.files.clone();
        files.dedup();
        files.join(", ")
    });
    let status = status(trouble.as_ref());
    let megabytes = (upload::MOST_UPLOADED >> 20) as u64;
    importer.page(status, Page::Upload(UploadPage { trouble, begun, span, megabytes }))
}

async fn receive_files(State(state): State<AppState>, importer: Importer, form: Multipart) -> Response {
    match take_files(&state, importer.id(), form).await {
        Ok(()) => Redirect::to("/import/columns").into_response(),
        Err(trouble) => upload_page(&state, importer, Some(trouble)).await,
    }
}

async fn take_files(state: &AppState, person: &str, form: Multipart) -> Result<(), Trouble> {
    let files = upload::receive(form).await?;
    let before = state.imports.draft(person);
    let read = move || {
        let tables = upload::read(files)?;
        let mappings = guessed(&tables.tables, before.as_ref());
        Ok((Arc::new(tables), mappings))
    };
    let (tables, mappings) = state.imports.in_turn(read).await??;
    let draft = state.imports.drafted(&state.store, tables, mappings).await?;
    state.imports.keep(person, draft)
}

/// A table that was corrected and uploaded again means what it meant.
fn guessed(tables: &[Table], before: Option<&Draft>) -> Vec<Mapping> {
    let mut mappings = guess_all(tables);
    for (mapping, table) in mappings.iter_mut().zip(tables) {
        let old = before.and_then(|before| {
            let mut old = before.tables.tables.iter().zip(&before.mappings);
            old.find(|(old, _)| old.name() == table.name() && old.width() == table.width())
        });
        if let Some((_, old)) = old {
            mapping.clone_from(old);
        }
        fit(mapping);
    }
    mappings
}

async fn show_columns(State(state): State<AppState>, importer: Importer) -> Response {
    let Some(draft) = state.imports.draft(importer.id()) else { return Redirect::to("/import").into_response() };
    let trouble = match state.imports.job(importer.id()).map(|job| job.progress()) {
        Some(Progress::Failed(trouble)) => Some(trouble),
        _ => None,
    };
    state.imports.forget_job(importer.id());
    columns_page(importer, draft, trouble)
}

fn columns_page(importer: Importer, draft: Draft, trouble: Option<Trouble>) -> Response {
    let status = status(trouble.as_ref());
    let page = ColumnsPage { trouble, tables: draft.views(), preview: draft.preview };
    importer.page(status, Page::Columns(Box::new(page)))
}

type Answers = Form<Vec<(String, String)>>;

async fn change_columns(State(state): State<AppState>, importer: Importer, Form(form): Answers) -> Response {
    let Some(draft) = state.imports.draft(importer.id()) else {
        return upload_page(&state, importer, Some(Trouble::Expired)).await;
    };
    match changed(&state, importer.id(), &draft, &form).await {
        Ok(_) => Redirect::to("/import/columns").into_response(),
        Err(trouble) => columns_page(importer, draft, Some(trouble)),
    }
}

/// Takes what a form says; the answer is what it gives where that is something else than before.
async fn changed(
    state: &AppState,
    person: &str,
    draft: &Draft,
    form: &[(String, String)],
) -> Result<Option<Draft>, Trouble> {
    let mut mappings = draft.mappings.clone();
    apply(form, &mut mappings);
    if mappings == draft.mappings {
        return Ok(None);
    }
    let changed = state.imports.drafted(&state.store, Arc::clone(&draft.tables), mappings).await?;
    state.imports.keep(person, changed.clone())?;
    Ok(Some(changed))
}

async fn load(State(state): State<AppState>, importer: Importer, Form(form): Answers) -> Response {
    let Some(draft) = state.imports.draft(importer.id()) else {
        return upload_page(&state, importer, Some(Trouble::Expired)).await;
    };
    match changed(&state, importer.id(), &draft, &form).await {
        Ok(None) => {}
        Ok(Some(draft)) => return columns_page(importer, draft, Some(Trouble::LookFirst)),
        Err(trouble) => return columns_page(importer, draft, Some(trouble)),
    }
    let leave_out = form.iter().any(|(name, _)| name == "leave_out_bad_rows");
    if draft.problem_count > 0 && !leave_out {
        return columns_page(importer, draft, Some(Trouble::HasProblems));
    }
    match begin_load(&state, &importer.0.person, &draft, leave_out) {
        Ok(job) => {
            job.wait(PATIENCE).await;
            Redirect::to("/import/progress").into_response()
        }
        Err(trouble) => columns_page(importer, draft, Some(trouble)),
    }
}

fn begin_load(state: &AppState, person: &Person, draft: &Draft, leave_out: bool) -> Result<Arc<desk::Job>, Trouble> {
    let (state, owner) = (state.clone(), person.id.clone());
    let (tables, mappings) = (Arc::clone(&draft.tables), draft.mappings.clone());
    let imports = state.imports.clone();
    imports.begin(person, Doing::Importing { done: 0, total: 0 }, None, |job| async move {
        // Checked again: members may have come in since.
        let checked = state.imports.check(&state.store, tables, mappings).await?;
        let left_out = checked.bad_rows;
        let dataset = checked.accept(leave_out).map_err(|_| Trouble::HasProblems)?;
        if dataset == Default::default() {
            return Err(Trouble::NothingToImport);
        }
        let report = |done, total| job.report(Progress::Running(Doing::Importing { done, total }));
        let loaded = state.store.load_dataset(ORGANIZATION, &dataset, report).await.map_err(|error| failed(&error))?;
        state.imports.forget(&owner);
        Ok(Progress::Loaded(loaded, left_out))
    })
}

async fn show_progress(State(state): State<AppState>, importer: Importer) -> Response {
    let Some(job) = state.imports.job(importer.id()) else { return Redirect::to("/import").into_response() };
    match job.progress() {
        Progress::Running(doing) => {
            // As a header: an element of the page that reloads it is a fault of accessibility to every checker.
            let refresh = (HeaderName::from_static("refresh"), HeaderValue::from_static("1"));
            ([refresh], importer.page(StatusCode::OK, Page::Progress(doing))).into_response()
        }
        Progress::Loaded(..) => Redirect::to("/import/result").into_response(),
        Progress::Opened(board) => {
            state.imports.forget_job(importer.id());
            Redirect::to(&format!("/boards/{board}")).into_response()
        }
        Progress::Failed(_) if job.form.is_some() => Redirect::to("/import/board").into_response(),
        Progress::Failed(_) => Redirect::to("/import/columns").into_response(),
    }
}

async fn show_result(State(state): State<AppState>, importer: Importer) -> Response {
    let progress = state.imports.job(importer.id()).map(|job| job.progress());
    let Some(Progress::Loaded(loaded, left_out)) = progress else { return Redirect::to("/import").into_response() };
    let board = board::form(&state, None).await.ok().filter(|form| form.span.is_some());
    importer.page(StatusCode::OK, Page::Result(ResultPage { loaded, left_out, board }))
}
