//! Every answer passes through the same layers, whatever route gives it.

use crate::running::ONE_AT_A_TIME;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use axum::{Extension, Router};
use clap::Parser as _;
use server::command_line::CommandLine;
use server::routes::router;
use server::state::AppState;
use std::sync::Arc;
use tower::ServiceExt as _;

async fn router_of(arguments: &[&str]) -> Router {
    let folder = tempfile::tempdir().unwrap();
    let data = ["pacto", "serve", "--data-folder", folder.path().to_str().unwrap()];
    let line = CommandLine::parse_from([&data, arguments].concat());
    // The folder lives as long as the router.
    router(AppState::open(&line.settings, false).await.unwrap()).layer(Extension(Arc::new(folder)))
}

async fn ask(router: Router, request: axum::http::request::Builder) -> Response {
    let _turn = ONE_AT_A_TIME.lock().await;
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_process_that_has_not_finished_its_start_is_alive_but_not_ready() {
    let router = router_of(&[]).await;
    assert_eq!(ask(router.clone(), Request::get("/healthz")).await.status(), StatusCode::OK);
    assert_eq!(ask(router, Request::get("/readyz")).await.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_the_reader() {
    for address in ["/", "/healthz", "/missing", "/pkg/missing.js"] {
        let response = ask(router_of(&[]).await, Request::get(address)).await;
        let headers = response.headers();
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{address}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{address}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{address}");
    }
}

#[tokio::test]
async fn every_page_has_a_nonce_of_its_own() {
    let router = router_of(&[]).await;
    let mut policies = Vec::new();
    for _ in 0..2 {
        let response = ask(router.clone(), Request::get("/")).await;
        policies.push(response.headers()[header::CONTENT_SECURITY_POLICY].clone());
    }
    assert!(policies[0].to_str().unwrap().contains("'nonce-"));
    assert_ne!(policies[0], policies[1]);
}

#[tokio::test]
async fn browsers_are_told_to_stay_on_https_only_where_people_use_https() {
    let plain = ask(router_of(&[]).await, Request::get("/healthz")).await;
    assert!(!plain.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    let secure = ask(router_of(&["--base-url", "https://plan.example.com"]).await, Request::get("/healthz")).await;
    assert!(secure.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_change_sent_by_another_site_is_refused() {
    let request = Request::post("/api/offer").header(header::ORIGIN, "https://evil.example");
    assert_eq!(ask(router_of(&[]).await, request).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_does_not_exist_is_missing() {
    for address in ["/missing", "/pkg/missing.js", "/pkg/../../Cargo.toml"] {
        assert_eq!(ask(router_of(&[]).await, Request::get(address)).await.status(), StatusCode::NOT_FOUND, "{address}");
    }
}
