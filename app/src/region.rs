//! The reader's region: language and number format, the same on the server and in the browser.

use domain::number::Region;
use leptos::prelude::*;

/// Cookie with the region that the reader chose.
pub const REGION_COOKIE: &str = "pacto_region";
/// Cookie with the colours that the reader chose: `light` or `dark`.
pub const THEME_COOKIE: &str = "pacto_theme";

/// The reader's region, from the page's context.
pub fn use_region() -> Region {
    use_context::<Region>().unwrap_or(Region::EnUs)
}

/// Finds the region of this page: from cookie and headers on the server, from the document in the browser.
#[cfg(feature = "ssr")]
pub fn page_region() -> Region {
    use_context::<axum::http::request::Parts>().map_or(Region::EnUs, |parts| region_of(&parts.headers))
}

/// The region that a request asks for.
#[cfg(feature = "ssr")]
pub fn region_of(headers: &axum::http::HeaderMap) -> Region {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    cookie(header("cookie"), REGION_COOKIE)
        .and_then(Region::parse)
        .unwrap_or_else(|| Region::from_accept_language(header("accept-language")))
}

/// Finds the region of this page: from cookie and headers on the server, from the document in the browser.
#[cfg(not(feature = "ssr"))]
pub fn page_region() -> Region {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-region")).and_then(|tag| Region::parse(&tag)).unwrap_or(Region::EnUs)
}

/// The colours the reader chose, if they chose; in the browser the document already has them.
#[cfg(not(feature = "ssr"))]
pub fn page_theme() -> Option<&'static str> {
    None
}

/// The colours the reader chose, if they chose.
#[cfg(feature = "ssr")]
pub fn page_theme() -> Option<&'static str> {
    let parts = use_context::<axum::http::request::Parts>()?;
    let cookies = parts.headers.get("cookie")?.to_str().ok()?;
    match cookie(cookies, THEME_COOKIE) {
        Some("dark") => Some("dark"),
        Some("light") => Some("light"),
        _ => None,
    }
}

#[cfg(feature = "ssr")]
fn cookie<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
