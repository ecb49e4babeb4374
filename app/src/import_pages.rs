//! The pages of an import: rendered on the server, made of plain forms, and complete without any script.

mod board;
mod columns;
pub mod form;
mod preview;
mod progress;
mod result;
mod trouble;
mod upload;

pub use board::{BoardForm, Level};
pub use columns::{ColumnView, ColumnsPage, TableView};
pub use preview::Preview;
pub use progress::Doing;
pub use result::ResultPage;
pub use trouble::Trouble;
pub use upload::UploadPage;

use crate::api::session::Me;
use crate::components::topbar::Topbar;
use crate::region::page_region;
use crate::shell;
use crate::text::{document, general, import as text};
use axum::http::request::Parts;
use backend::import::ProblemKind;
use domain::number::{Region, format_exact};
use leptos::prelude::*;

/// A page of the import.
#[derive(Clone, Debug)]
pub enum Page {
    /// Choose files.
    Upload(UploadPage),
    /// Say what tables and columns mean, and look at what that gives.
    Columns(Box<ColumnsPage>),
    /// Something is being done.
    Progress(Doing),
    /// What an import did.
    Result(ResultPage),
    /// Open a board.
    Board(BoardForm),
    /// This person may not import.
    Forbidden,
}

/// Renders a page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: Page) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(parts);
        provide_context(page_region());
        view(me, page).to_html()
    });
    // No script runs here, whether the browser allows scripts or not.
    html.replace("<noscript>", "").replace("</noscript>", "")
}

/// What is wrong with a row, as a sentence.
pub fn reason(region: Region, kind: &ProblemKind) -> String {
    text::problem::reason(region, kind)
}

fn view(me: Me, page: Page) -> impl IntoView {
    let region = page_region();
    let content = match page {
        Page::Upload(page) => upload::view(region, page).into_any(),
        Page::Columns(page) => columns::view(region, *page).into_any(),
        Page::Progress(doing) => progress::view(region, doing).into_any(),
        Page::Result(page) => result::view(region, page).into_any(),
        Page::Board(form) => board::page(region, form).into_any(),
        Page::Forbidden => forbidden(region).into_any(),
    };
    let body = view! {
        <a class="skip" href="#content">{document::skip_to_content(region)}</a>
        <Topbar me/>
        {content}
    };
    shell::document(view! { <title>{format!("{} · Pacto", text::page_title(region))}</title> }, body)
}

fn forbidden(region: Region) -> impl IntoView {
    view! {
        <main class="page narrow" id="content">
            <h1>{text::forbidden(region)}</h1>
            <p>{text::forbidden_help(region)}</p>
            <p><a class="button primary" href="/boards">{general::to_boards(region)}</a></p>
        </main>
    }
}

/// Where in the import a page stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Files,
    Columns,
    Load,
    Board,
}

fn steps(region: Region, now: Step) -> impl IntoView {
    let steps = [
        (Step::Files, text::step_files(region)),
        (Step::Columns, text::step_columns(region)),
        (Step::Load, text::step_load(region)),
        (Step::Board, text::step_board(region)),
    ];
    let step = |(step, word): (Step, &'static str)| {
        let class = if step < now { "done" } else { "" };
        view! { <li class=class aria-current=(step == now).then_some("step")>{word}</li> }
    };
    view! { <ol class="steps" aria-label=text::steps(region)>{steps.map(step).collect_view()}</ol> }
}

fn alert(region: Region, trouble: Option<Trouble>) -> impl IntoView {
    trouble.map(|trouble| view! { <p class="problem alert" role="alert">{trouble.sentence(region)}</p> })
}

fn count(region: Region, number: usize) -> String {
    format_exact(i64::try_from(number).unwrap_or(i64::MAX), 0, region)
}

/// One choice of a list.
fn choice(value: String, words: String, chosen: bool) -> impl IntoView {
    view! { <option value=value selected=chosen>{words}</option> }
}
