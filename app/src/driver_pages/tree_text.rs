//! The text of the tree: for everybody to read, for administrators to write.

use crate::driver_pages::Spot;
use crate::driver_pages::area::area;
use crate::driver_pages::frame::{self, Tab};
use crate::driver_pages::sentence::model_problem;
use crate::driver_pages::tree;
use crate::form::Query;
use crate::text::drivers as text;
use domain::access;
use domain::model::{Model, ModelError};
use domain::number::Region;
use leptos::prelude::*;

/// What became of what an administrator sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextTrouble {
    /// It is no tree.
    Wrong(ModelError),
    /// It is a tree whose values are too large on this board.
    NoValues,
    /// The board has been given another text meanwhile.
    ChangedMeanwhile,
    /// A rule said no.
    NotAllowed,
    /// It could not be stored.
    NotStored,
}

/// The page of the text.
#[derive(Clone, Debug, Default)]
pub struct TextPage {
    /// The text of the board; `None` is the default.
    pub stored: Option<String>,
    /// What stands in the field, where it is not the board's.
    pub draft: Option<String>,
    /// What is wrong with it.
    pub trouble: Option<TextTrouble>,
    /// Whether the draft was checked and is fine.
    pub is_checked: bool,
    /// Whether it has just been saved.
    pub is_saved: bool,
}

/// The page.
pub(super) fn view(region: Region, spot: &Spot, page: TextPage) -> impl IntoView + use<> {
    let stored = page.stored.as_deref();
    let shown = page.draft.clone().unwrap_or_else(|| stored.unwrap_or(Model::PROFIT_AND_LOSS).to_owned());
    let alert = page.trouble.as_ref().map(|trouble| {
        let place = match trouble {
            TextTrouble::Wrong(error) => Some(excerpt(region, &shown, error)),
            _ => None,
        };
        view! {
            <div class="problem-box" role="alert" id="text-problem">
                <p class="problem">{sentence(region, trouble)}</p>
                {place}
            </div>
        }
    });
    let done = page.is_saved.then(|| view! { <p class="verdict good" role="status">"✓ "{text::saved(region)}</p> });
    let checked = page.is_checked.then(|| view! { <p class="verdict good" role="status">"✓ "{text::fine(region)}</p> });
    let body = if access::may_set_model(&spot.actor) {
        editor(region, spot, stored, &shown, page.trouble.is_some()).into_any()
    } else {
        view! {
            <p class="help">{text::only_administrators(region)}</p>
            <pre class="model-text" tabindex="0">{shown.clone()}</pre>
        }
        .into_any()
    };
    let strip = stored.is_some().then(|| view! { <p class="help">{text::strip_reads_default(region)}</p> });
    // A draft that is fine is the tree of this page already.
    let preview = page.trouble.is_none().then(|| {
        view! {
            <section class="model-preview" aria-labelledby="preview-title">
                <h2 id="preview-title">{if page.is_checked { text::preview(region) } else { text::tab_tree(region) }}</h2>
                {tree::table(region, spot, None)}
            </section>
        }
    });
    let content = view! { {done} {checked} {alert} {body} {strip} {preview} {grammar(region)} };
    frame::page(region, spot, Tab::Text, &Query::default(), content.into_any())
}

fn editor(region: Region, spot: &Spot, stored: Option<&str>, shown: &str, is_wrong: bool) -> impl IntoView + use<> {
    let lines = u16::try_from(shown.lines().count()).unwrap_or(u16::MAX).clamp(12, 30) + 2;
    let described = is_wrong.then_some("text-problem");
    let reset = stored.map(|_| {
        view! {
            <form method="post" action=spot.path("model")>
                {seen(stored)}
                <button class="quiet" type="submit" name="do" value="reset">{text::reset(region)}</button>
            </form>
        }
    });
    view! {
        <div class="card model-editor">
            <form method="post" action=spot.path("model")>
                {seen(stored)}
                <label for="model-text"><span>{text::tab_text(region)}</span></label>
                {area(("model-text", "text"), shown, (lines, true), described)}
                <div class="actions">
                    <button class="primary" type="submit" name="do" value="save">{text::save(region)}</button>
                    <button type="submit" name="do" value="check">{text::check(region)}</button>
                </div>
            </form>
            {reset}
        </div>
    }
}

/// Which text its author saw.
fn seen(stored: Option<&str>) -> impl IntoView + use<> {
    view! { <input type="hidden" name="seen" value=mark(stored)/> }
}

/// A short mark of a text, by which a change in between is noticed.
pub fn mark(text: Option<&str>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.unwrap_or_default().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

fn sentence(region: Region, trouble: &TextTrouble) -> String {
    match trouble {
        TextTrouble::Wrong(error) => {
            let place = text::at_place(region, error.place.line, error.place.column);
            format!("{place} {}", model_problem(error, region))
        }
        TextTrouble::NoValues => text::no_values(region).to_owned(),
        TextTrouble::ChangedMeanwhile => text::text_changed_meanwhile(region).to_owned(),
        TextTrouble::NotAllowed => crate::text::rejection::not_allowed(region).to_owned(),
        TextTrouble::NotStored => crate::text::general::server_error(region).to_owned(),
    }
}

/// The line of a problem with the ones around it, and a mark below the place.
fn excerpt(region: Region, shown: &str, error: &ModelError) -> impl IntoView + use<> {
    let line = (error.place.line as usize).max(1);
    let first = line.saturating_sub(2).max(1);
    let mut drawn = String::new();
    for (number, words) in (1..).zip(shown.lines()).skip(first - 1).take(line - first + 1) {
        drawn.push_str(&format!("{number:>4} │ {words}\n"));
    }
    let before = (error.place.column as usize).saturating_sub(1);
    drawn.push_str(&format!("     │ {}▲", " ".repeat(before.min(200))));
    view! { <pre class="model-text excerpt" tabindex="0" aria-label=text::place_of_problem(region)>{drawn}</pre> }
}

/// What a text may say.
fn grammar(region: Region) -> impl IntoView {
    let rows = [
        ("name = formula : unit \"English\" \"Español\"", text::grammar_line(region)),
        ("a + b - c,  a * b,  a / b", text::grammar_arithmetic(region)),
        ("total(a, b),  min(a, b),  max(a, b)", text::grammar_functions(region)),
        ("measure(revenue),  measure(revenue, last_year)", text::grammar_measure(region)),
        ("goal(top_line)", text::grammar_goal(region)),
        ("driver(5%),  driver()", text::grammar_driver(region)),
        ("lag(a, 2),  stock(opening, in, out)", text::grammar_time(region)),
        ("lookup(a, 0 -> 0, 1000 -> 0.3)", text::grammar_lookup(region)),
        ("money, pieces, people, days, percent, number, money/pieces", text::grammar_units(region)),
    ];
    let rows = rows.map(|(code, words)| view! { <tr><th scope="row"><code>{code}</code></th><td>{words}</td></tr> });
    view! {
        <details class="grammar">
            <summary>{text::grammar(region)}</summary>
            <table class="sheet"><tbody>{rows.collect_view()}</tbody></table>
        </details>
    }
}
