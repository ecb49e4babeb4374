//! The router: which address is answered by whom, and through which layers every request passes.
use app::{App, shell};
use axum::Router;
use axum::extract::{FromRef, Request, State};
use axum::http::{StatusCode, Uri};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use tower_http::trace::TraceLayer;

use crate::command_line::Settings;
use crate::health::{self, Readiness};
use crate::{security, site};

/// What handlers may reach.
#[derive(Clone, Debug, FromRef)]
pub struct Services {
    /// Where pages find their script and module.
    pub leptos: LeptosOptions,
    /// Whether requests may be sent here.
    pub readiness: Readiness,
    /// Address under which people reach this server, where it is known.
    pub base_url: Option<Uri>,
}

impl Services {
    /// Makes what the settings ask for.
    pub fn new(settings: &Settings) -> Self {
        Self {
            leptos: LeptosOptions::builder().output_name("pacto").build(),
            readiness: Readiness::default(),
            base_url: settings.base_url.clone(),
        }
    }

    /// Gives pages and server functions what they look for in their context; runs once a request.
    fn provide_context(&self) {
        security::allow_scripts_of_this_page();
    }
}

/// Assembles every route and layer.
pub fn router(services: Services) -> Router {
    let context = {
        let services = services.clone();
        move || services.provide_context()
    };
    let page = {
        let options = services.leptos.clone();
        move || shell(options.clone())
    };
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .leptos_routes_with_context(&services, generate_route_list(App), context, page)
        .fallback(file_or_missing_page)
        .layer(middleware::from_fn_with_state(services.clone(), security::refuse_foreign_changes))
        .layer(middleware::from_fn_with_state(services.clone(), security::add_headers))
        .layer(TraceLayer::new_for_http())
        .with_state(services)
}

/// Serves a file of the site, else the application's own page for what does not exist.
async fn file_or_missing_page(State(services): State<Services>, request: Request) -> Response {
    if let Some(file) = site::respond(&request) {
        return file;
    }
    if site::is_file_address(request.uri().path()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let options = services.leptos.clone();
    let render =
        leptos_axum::render_app_async_with_context(move || services.provide_context(), move || shell(options.clone()));
    let mut response = render(request).await;
    // A status that the page itself has chosen, such as a redirect to sign in, stands.
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
