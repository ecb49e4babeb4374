use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::{File, is_file_address, respond_from};

fn small_site(path: &str) -> Option<File> {
    let content: &'static [u8] = match path {
        "pkg/pacto.js" => b"script",
        "pkg/pacto.js.br" => b"compressed script",
        "pkg/fonts/inter-1A2B.woff2" => b"font",
        "pkg/parts/journal_tab-1a2b.wasm" => b"part",
        ".secret.js" | "../Cargo.js" | "pkg/../../Cargo.js" => b"not for anybody",
        _ => return None,
    };
    Some(File { content: content.into(), digest: [content.len() as u8; 32] })
}

fn ask(address: &str, headers: &[(header::HeaderName, &'static str)]) -> Option<Response> {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
    respond_from(small_site, address, &headers)
}

fn header_of(response: &Response, name: header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn a_browser_that_takes_brotli_gets_the_compressed_copy_with_the_type_of_the_original() {
    let response = ask("/pkg/pacto.js", &[(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")]).unwrap();
    assert_eq!(header_of(&response, header::CONTENT_ENCODING), "br");
    assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(header_of(&response, header::VARY), "accept-encoding");
}

#[test]
fn a_client_that_does_not_take_brotli_gets_the_original() {
    for accepted in ["gzip", "br;q=0", "br; q=0.0, gzip"] {
        let response = ask("/pkg/pacto.js", &[(header::ACCEPT_ENCODING, accepted)]).unwrap();
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), "", "{accepted}");
    }
    assert_eq!(header_of(&ask("/pkg/pacto.js", &[]).unwrap(), header::CONTENT_ENCODING), "");
}

#[test]
fn an_unchanged_file_is_not_sent_twice() {
    let tag = "\"06060606060606060606060606060606\"";
    assert_eq!(header_of(&ask("/pkg/pacto.js", &[]).unwrap(), header::ETAG), tag);
    let again = ask("/pkg/pacto.js", &[(header::IF_NONE_MATCH, "W/\"06060606060606060606060606060606\", \"other\"")]);
    assert_eq!(again.unwrap().status(), StatusCode::NOT_MODIFIED);
    let compressed = [(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, tag)];
    assert_eq!(ask("/pkg/pacto.js", &compressed).unwrap().status(), StatusCode::OK);
}

#[test]
fn only_files_with_a_hash_in_their_name_are_kept_for_ever() {
    for hashed in ["/pkg/fonts/inter-1A2B.woff2", "/pkg/parts/journal_tab-1a2b.wasm"] {
        let response = ask(hashed, &[]).unwrap();
        assert!(header_of(&response, header::CACHE_CONTROL).contains("immutable"), "{hashed}");
    }
    assert_eq!(header_of(&ask("/pkg/pacto.js", &[]).unwrap(), header::CACHE_CONTROL), "no-cache");
}

#[test]
fn nothing_outside_the_site_is_served() {
    for address in [
        "/../Cargo.js",
        "/pkg/../../Cargo.js",
        "/pkg/%2e%2e/%2e%2e/Cargo.js",
        "//etc/passwd",
        "/.secret.js",
        "/pkg\\..\\Cargo.js",
        "/pkg/pacto.js.br",
        "/pkg/",
        "/",
        "",
    ] {
        assert!(ask(address, &[]).is_none(), "{address}");
    }
}

#[test]
fn an_address_with_an_extension_is_meant_for_a_file() {
    assert!(is_file_address("/pkg/missing"));
    assert!(is_file_address("/robots.txt"));
    assert!(!is_file_address("/boards/2027"));
}
