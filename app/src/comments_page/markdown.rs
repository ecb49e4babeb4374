//! Comments as HTML: Markdown in, a few harmless elements out, whatever was typed.

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, html};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words, lists, quotations, code and links: no image, because it would tell its server who reads; no heading, because a
/// comment stands under those of its page.
const ELEMENTS: [&str; 13] =
    ["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::new();
    cleaner
        .tags(HashSet::from(ELEMENTS))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// A comment as HTML that may stand in any page. A single line break stays one, as in a message.
pub(crate) fn rendered(text: &str) -> String {
    let broken = |event| if event == Event::SoftBreak { Event::HardBreak } else { event };
    // What looks like HTML was typed as words.
    let worded = |event| match event {
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        event => event,
    };
    let mut drawn = String::new();
    html::push_html(&mut drawn, Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).map(broken).map(worded));
    CLEANER.clean(&drawn).to_string()
}

/// The first words of a comment, without its marks, for a line in a list.
pub(crate) fn beginning(text: &str) -> String {
    const MOST: usize = 140;
    let mut words = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                words.push_str(&part)
            }
            _ if !words.ends_with(' ') && !words.is_empty() && breaks(&event) => words.push(' '),
            _ => {}
        }
    }
    let words = words.trim();
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

fn breaks(event: &Event) -> bool {
    use pulldown_cmark::TagEnd;
    match event {
        Event::SoftBreak | Event::HardBreak | Event::Rule => true,
        Event::End(end) => matches!(end, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_a_few_elements() {
        assert_eq!(rendered("**No**\nyet"), "<p><strong>No</strong><br>\nyet</p>\n");
        assert_eq!(rendered("- one\n- two"), "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
        assert!(rendered("[plan](https://example.com)").contains("rel=\"noopener noreferrer nofollow\""));
        assert_eq!(rendered("# Loud"), "Loud\n");
    }

    #[test]
    fn nothing_that_is_typed_runs_or_fetches() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![](https://example.com/pixel.png)",
            "[x](javascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<a href=\"javascript:alert(1)\" style=\"position:fixed\">x</a>",
            "**a**<iframe src=//example.com></iframe>",
            "[x](https://a \"\\\" onclick=\\\"alert(1)\")",
            "```\n</code></pre><svg/onload=alert(1)>\n```",
        ];
        for text in hostile {
            let drawn = rendered(text);
            let tags: Vec<&str> = drawn.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect();
            for tag in tags {
                let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                assert!(ELEMENTS.contains(&name), "{text} gives <{tag}>");
                assert!(!tag.contains("javascript:") && !tag.contains("data:") && !tag.contains("style="), "{drawn}");
                assert!(name == "a" || !tag.contains(' '), "{text} gives <{tag}>");
            }
        }
    }

    #[test]
    fn a_line_in_a_list_has_the_first_words_without_marks() {
        assert_eq!(beginning("**No**, not\nyet\n\n- `one`\n- two"), "No, not yet one two");
        assert_eq!(beginning(&"word ".repeat(60)).chars().count(), 140);
    }
}
