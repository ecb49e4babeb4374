//! Which address shows which page: the server reads what a page needs, draws it and sends both.

use crate::api::boards::{list_boards, read_first_paint};
use crate::api::error::ApiError;
use crate::api::session::read_entrance;
use crate::board::packed::pack;
use crate::hydration::PAGE;
use crate::pages::Page;
use crate::region::{page_region, use_region};
use crate::settled::Settle;
use crate::text::document as text;
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

fn window_title(title: String) -> String {
    if title.is_empty() { "Pacto".to_owned() } else { format!("{title} · Pacto") }
}

/// The application: every page, with what all pages share.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let region = page_region();
    provide_context(region);
    // Pages are rendered whole: they are read without script, and their status is known before the first byte.
    view! {
        <Title formatter=window_title/>
        <a class="skip" href="#content">{text::skip_to_content(region)}</a>
        <Router>
            <Routes fallback=|| shown(Page::Failed(ApiError::NotFound))>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                <Route path=path!("/boards") view=Boards ssr=SsrMode::Async/>
                <Route path=path!("/boards/:board") view=Board ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// The first page leads to the only board where there is one, else to their list.
#[component]
fn Home() -> impl IntoView {
    read(async || {
        let (me, boards) = list_boards().await?;
        leptos_axum::redirect(&match boards.as_slice() {
            [board] => format!("/boards/{}", board.board),
            _ => "/boards".to_owned(),
        });
        Ok(Page::Boards(me, boards))
    })
}

#[component]
fn SignIn() -> impl IntoView {
    read(async || Ok(Page::SignIn(read_entrance().await?)))
}

#[component]
fn Boards() -> impl IntoView {
    read(async || list_boards().await.map(|(me, boards)| Page::Boards(me, boards)))
}

#[component]
fn Board() -> impl IntoView {
    let params = use_params_map();
    let board = params.with_untracked(|params| params.get("board").unwrap_or_default());
    read(move || {
        let first = read_first_paint(board.clone());
        async { Ok(Page::Board(Box::new(first.await?))) }
    })
}

/// Shows a page once it is read, or why it could not be.
fn read<F>(page: impl Fn() -> F + Send + Sync + 'static) -> impl IntoView
where
    F: Future<Output = Result<Page, ApiError>> + Send + 'static,
{
    view! {
        <Suspense>
            {move || {
                let page = page();
                Suspend::new(async move { shown(page.await.unwrap_or_else(Page::Failed)).settled() })
            }}
        </Suspense>
    }
}

/// Draws a page where the browser finds it again, beside what it was drawn from.
fn shown(page: Page) -> impl IntoView {
    match page {
        Page::Failed(ApiError::NotSignedIn) => leptos_axum::redirect("/sign-in"),
        Page::Failed(ApiError::NotFound) => {
            if let Some(response) = use_context::<ResponseOptions>() {
                response.set_status(StatusCode::NOT_FOUND);
            }
        }
        _ => {}
    }
    let shows = pack(&page);
    view! {
        <Title text=page.title(use_region())/>
        <div id=PAGE data-shows=shows>{page.draw()}</div>
    }
}
