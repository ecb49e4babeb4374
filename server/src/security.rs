//! What every answer forbids the browser, and which requests are refused before anybody reads them.
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

static SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
static PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The content security policy; only scripts of our own origin or with the nonce of the page run.
fn content_security_policy(nonce: Option<&str>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Puts the nonce of the page that is being rendered into its policy; called where that page's context is made.
pub fn allow_scripts_of_this_page() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    if let Ok(policy) = HeaderValue::try_from(content_security_policy(Some(&nonce))) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Adds the headers that protect the reader; a policy that the page has set stands.
pub async fn add_headers(State(base_url): State<Option<Uri>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::try_from(content_security_policy(None))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // Whoever uses the machine next must not find a plan in its cache; files of the site have said otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        PERMISSIONS_POLICY.clone(),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    if base_url.is_some_and(|url| url.scheme_str() == Some("https")) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Refuses a request that could change something, or opens a channel, and was sent by another site's page.
pub async fn refuse_foreign_changes(State(base_url): State<Option<Uri>>, request: Request, next: Next) -> Response {
    if changes_something(&request) && is_foreign(request.headers(), request.uri(), base_url.as_ref()) {
        tracing::warn!(method = %request.method(), path = request.uri().path(), "refused: sent by another site");
        return (StatusCode::FORBIDDEN, "This request was sent by another site.\n").into_response();
    }
    next.run(request).await
}

/// A WebSocket begins as a GET, and browsers apply no same-origin rule to it: it counts as a change.
fn changes_something(request: &Request) -> bool {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    !is_safe || request.headers().contains_key(header::UPGRADE)
}

/// Judges by what a browser says and a page cannot forge; a client that says neither is no browser and has no cookies
/// of a victim to abuse.
fn is_foreign(headers: &HeaderMap, uri: &Uri, base_url: Option<&Uri>) -> bool {
    if let Some(site) = headers.get(&SEC_FETCH_SITE) {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let Some((scheme, authority)) = origin.to_str().ok().and_then(|origin| origin.split_once("://")) else {
        return true;
    };
    let addressed_to = uri
        .authority()
        .map(|authority| authority.as_str())
        .or_else(|| headers.get(header::HOST).and_then(|host| host.to_str().ok()));
    let is_host = addressed_to.is_some_and(|host| host.eq_ignore_ascii_case(authority));
    let is_base_url = base_url.is_some_and(|url| {
        url.scheme_str() == Some(scheme)
            && url.authority().is_some_and(|known| known.as_str().eq_ignore_ascii_case(authority))
    });
    !is_host && !is_base_url
}

#[cfg(test)]
mod tests;
