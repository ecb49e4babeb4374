use axum::body::Body;
use axum::extract::Request;
use axum::http::Uri;

use super::{changes_something, content_security_policy, is_foreign};

/// Whether a request with these lines would be refused, where people reach the server at https://plan.example.com.
fn refused(method: &str, headers: &[(&str, &str)]) -> bool {
    let mut request = Request::builder().method(method).uri("/api/offer").header("host", "127.0.0.1:4600");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let base_url = Uri::from_static("https://plan.example.com");
    changes_something(&request) && is_foreign(request.headers(), request.uri(), Some(&base_url))
}

#[test]
fn a_form_on_another_site_is_refused() {
    for headers in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://plan.example.com")],
        &[("origin", "https://plan.example.com.evil.example")],
        &[("origin", "http://plan.example.com")],
    ] {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            assert!(refused(method, headers), "{method} {headers:?}");
        }
    }
}

#[test]
fn a_sibling_subdomain_is_another_site() {
    assert!(refused("POST", &[("sec-fetch-site", "same-site"), ("origin", "https://blog.example.com")]));
}

#[test]
fn our_own_pages_may_change_things() {
    for headers in [
        &[("sec-fetch-site", "same-origin"), ("origin", "https://plan.example.com")][..],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://plan.example.com")],
        &[("origin", "http://127.0.0.1:4600")],
    ] {
        assert!(!refused("POST", headers), "{headers:?}");
    }
}

#[test]
fn a_program_that_is_no_browser_may_change_things() {
    assert!(!refused("POST", &[("authorization", "Bearer token")]));
}

#[test]
fn reading_from_a_link_on_another_site_is_allowed() {
    assert!(!refused("GET", &[("sec-fetch-site", "cross-site")]));
}

#[test]
fn another_site_cannot_open_the_live_channel() {
    let upgrade = [("upgrade", "websocket"), ("origin", "https://evil.example")];
    assert!(refused("GET", &upgrade));
    assert!(!refused("GET", &[("upgrade", "websocket"), ("origin", "https://plan.example.com")]));
}

#[test]
fn scripts_run_only_with_the_nonce_of_the_page() {
    let policy = content_security_policy(Some("abc"));
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'nonce-abc';"));
    let scripts = policy.split(';').find(|rule| rule.contains("script-src")).unwrap();
    assert!(!scripts.contains("unsafe-inline") && !scripts.contains("'unsafe-eval'"));
    assert!(policy.contains("frame-ancestors 'none'"));
}
