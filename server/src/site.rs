//! The site's files: modules, glue, styles, fonts and charts. Embedded in a release, read from the folder in a dev build.
use std::borrow::Cow;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Site;

/// One file as it lies in the site.
struct File {
    content: Cow<'static, [u8]>,
    digest: [u8; 32],
}

fn find(path: &str) -> Option<File> {
    let file = Site::get(path)?;
    Some(File { digest: file.metadata.sha256_hash(), content: file.data })
}

/// Tells whether an address can only be meant for a file, so that a missing one needs no page around the answer.
pub fn is_file_address(path: &str) -> bool {
    path.starts_with("/pkg/") || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// Answers a request for a file of the site; nothing where there is no such file.
pub fn respond(request: &Request) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    respond_from(find, request.uri().path(), request.headers())
}

fn respond_from(find: impl Fn(&str) -> Option<File>, address: &str, headers: &HeaderMap) -> Option<Response> {
    let path = address.strip_prefix('/').filter(|path| is_inside(path))?;
    let content_type = content_type(path)?;
    let compressed = if accepts_brotli(headers) { find(&format!("{path}.br")) } else { None };
    let is_compressed = compressed.is_some();
    let file = compressed.or_else(|| find(path))?;

    let tag = entity_tag(&file.digest, is_compressed);
    let is_known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(file.content));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        if is_compressed {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(path)));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    Some(response)
}

/// Refuses what could leave the folder when a dev build reads from the disk, and hidden files.
fn is_inside(path: &str) -> bool {
    !path.contains(['\\', '\0', ':', '%']) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// The types that the site holds; a file of any other, such as a compressed copy, is not served by its own name.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "ico" => Some("image/x-icon"),
        "js" => Some("text/javascript; charset=utf-8"),
        "json" => Some("application/json"),
        "png" => Some("image/png"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "webmanifest" => Some("application/manifest+json"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// Fonts and parts carry a hash in their name; everything else keeps its name from one build to the next and is asked
/// for again.
fn cache_control(path: &str) -> &'static str {
    if path.starts_with("pkg/fonts/") || path.starts_with("pkg/parts/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// The compressed copy is another representation, so it has another tag.
fn entity_tag(digest: &[u8; 32], is_compressed: bool) -> String {
    let hexadecimal: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let suffix = if is_compressed { "-br" } else { "" };
    format!("\"{hexadecimal}{suffix}\"")
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
            let is_refused = parts
                .filter_map(|part| part.strip_prefix("q="))
                .any(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            is_brotli && !is_refused
        })
}

#[cfg(test)]
mod tests;
