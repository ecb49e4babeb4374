//! A field for longer words. The framework does not escape what stands in a `<textarea>`, so that this does.

use leptos::prelude::*;

/// A text area; its words come back as they were typed.
pub(super) fn area(
    (id, name): (&'static str, &'static str),
    words: &str,
    (rows, is_code): (u16, bool),
    described_by: Option<&'static str>,
) -> impl IntoView + use<> {
    // The parser of a browser drops a first line end.
    let inner = format!("\n{}", escaped(words));
    let class = if is_code { "code" } else { "" };
    let spelling = if is_code { "false" } else { "true" };
    view! {
        <textarea
            id=id name=name rows=rows.to_string() class=class required=true
            spellcheck=spelling
            aria-describedby=described_by inner_html=inner
        ></textarea>
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
