//! The router: which address is answered by whom, and through which layers every request passes.
use app::{App, shell};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use tower_http::trace::TraceLayer;

use std::sync::Arc;

use crate::state::AppState;
use crate::{
    approval_pages, comments_page, driver_pages, export, health, holds_page, import_pages, inbox_page, ledger_page,
    live_channel, mail_page, meeting_page, organization_page, plan_pages, policy_page, record_export, security, site,
    spread_page, tactic_pages, thread_page,
};

/// Gives pages and server functions what they look for in their context; runs once a request.
fn provide_context_of(state: &AppState) {
    security::allow_scripts_of_this_page();
    provide_context(Arc::clone(&state.store));
    provide_context(state.boards.clone());
    provide_context(state.identity.clone());
    provide_context(state.settings.clone());
}

/// Assembles every route and layer.
pub fn router(state: AppState) -> Router {
    let context = {
        let state = state.clone();
        move || provide_context_of(&state)
    };
    let page = {
        let options = state.leptos.clone();
        move || shell(options.clone())
    };
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/live", any(live_channel::open))
        .route("/boards/{board}/export.csv", get(export::board))
        .route("/boards/{board}/record.csv", get(record_export::number))
        .merge(approval_pages::routes())
        .merge(import_pages::routes())
        .merge(holds_page::routes())
        .merge(comments_page::routes())
        .merge(inbox_page::routes())
        .merge(ledger_page::routes())
        .merge(mail_page::routes())
        .merge(meeting_page::routes())
        .merge(organization_page::routes())
        .merge(spread_page::routes())
        .merge(thread_page::routes())
        .merge(policy_page::routes())
        .merge(tactic_pages::routes())
        .merge(plan_pages::routes())
        .merge(driver_pages::routes())
        .leptos_routes_with_context(&state, generate_route_list(App), context, page)
        .fallback(file_or_missing_page)
        .layer(state.sessions())
        .layer(middleware::from_fn_with_state(state.clone(), security::refuse_foreign_changes))
        .layer(middleware::from_fn_with_state(state.clone(), security::add_headers))
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

/// Serves a file of the site, else the application's own page for what does not exist.
async fn file_or_missing_page(State(state): State<AppState>, request: Request) -> Response {
    if let Some(file) = site::respond(&request) {
        return file;
    }
    if site::is_file_address(request.uri().path()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let options = state.leptos.clone();
    let render =
        leptos_axum::render_app_async_with_context(move || provide_context_of(&state), move || shell(options.clone()));
    let mut response = render(request).await;
    // A status that the page itself has chosen, such as a redirect to sign in, stands.
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
