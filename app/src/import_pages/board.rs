//! The last step: opening a board from the history.

use super::{Step, Trouble, alert, choice, count, steps};
use crate::text::import as text;
use backend::store::history::Span;
use domain::calendar::Month;
use domain::number::{Language, Region};
use leptos::prelude::*;

/// Codes that are offered; every other may be typed.
const CURRENCIES: [&str; 8] = ["COP", "PEN", "MXN", "CLP", "USD", "EUR", "BRL", "ARS"];

/// How many products a board has that shows so many levels of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// From the highest, 1.
    pub levels: u32,
    /// Products down to this level.
    pub members: usize,
}

/// What the form of a new board asks, with what has been answered.
#[derive(Clone, Debug)]
pub struct BoardForm {
    /// Why the last answer was refused.
    pub trouble: Option<Trouble>,
    /// From when to when there is history.
    pub span: Option<Span>,
    /// The board's title; empty asks for the default.
    pub title: String,
    /// What the whole organization is called; empty asks for the default.
    pub company: String,
    /// The fiscal year.
    pub year: i32,
    /// The first month of the fiscal year, 1 to 12.
    pub first_month: u8,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimals of money.
    pub decimals: u8,
    /// How many levels of products; `None` is all.
    pub levels: Option<u32>,
    /// The levels to choose from, the highest first.
    pub choices: Vec<Level>,
}

pub(super) fn page(region: Region, asked: BoardForm) -> impl IntoView {
    view! {
        <main class="page narrow import" id="content">
            {steps(region, Step::Board)}
            {form(region, asked, view! { <h1 id="open-board">{text::board_title(region)}</h1> }.into_any())}
        </main>
    }
}

/// The form under the heading of a page, or of a part of one.
pub(super) fn form(region: Region, asked: BoardForm, heading: AnyView) -> impl IntoView {
    let Some(span) = asked.span else {
        return view! {
            <section class="card">
                {heading}
                <p>{text::no_history(region)}</p>
                <p><a class="button primary" href="/import">{text::import_more(region)}</a></p>
            </section>
        }
        .into_any();
    };
    let or = |given: String, default: String| if given.is_empty() { default } else { given };
    let title = or(asked.title, text::board_name_default(region, asked.year));
    let company = or(asked.company, text::company(region).to_owned());
    let months = (1..=12).map(|month| choice(month.to_string(), month_name(region, month), month == asked.first_month));
    let decimals = (0..=4).map(|places: u8| choice(places.to_string(), places.to_string(), places == asked.decimals));
    let deepest = asked.choices.last().map(|level| level.levels);
    let levels = asked.choices.iter().map(|level| {
        let members = count(region, level.members);
        let (value, words) = if Some(level.levels) == deepest {
            (String::new(), text::product_levels_all(region, members))
        } else {
            (level.levels.to_string(), text::product_levels_some(region, level.levels, members))
        };
        let chosen = asked.levels == Some(level.levels) || (asked.levels.is_none() && Some(level.levels) == deepest);
        choice(value, words, chosen)
    });
    let levels: Vec<_> = levels.collect();
    view! {
        <section class="card board-form" aria-labelledby="open-board">
            {heading}
            <p>{text::board_help(region)} " " {text::board_span(region, span.first.code(), span.last.code())}</p>
            {alert(region, asked.trouble)}
            <form method="post" action="/import/board">
                <label class="wide">
                    <span>{text::board_name(region)}</span>
                    <input name="title" value=title required maxlength="200"/>
                </label>
                <label class="wide">
                    <span>{text::company_name(region)}</span>
                    <input name="company" value=company required maxlength="200"/>
                </label>
                <label>
                    <span>{text::fiscal_year(region)}</span>
                    <input
                        type="number" name="year" value=asked.year.to_string() required min="1900" max="2200"
                        aria-describedby="year-help"
                    />
                    <small id="year-help">{text::fiscal_year_help(region)}</small>
                </label>
                <label>
                    <span>{text::first_month(region)}</span>
                    <select name="first_month">{months.collect_view()}</select>
                </label>
                <label>
                    <span>{text::currency(region)}</span>
                    <input
                        name="currency" value=asked.currency required maxlength="3" pattern="[A-Za-z]{3}"
                        list="currencies" autocapitalize="characters" aria-describedby="currency-help"
                    />
                    <small id="currency-help">{text::currency_help(region)}</small>
                </label>
                <label>
                    <span>{text::decimals(region)}</span>
                    <select name="decimals">{decimals.collect_view()}</select>
                </label>
                {(levels.len() > 1).then(|| view! {
                    <label class="wide">
                        <span>{text::product_levels(region)}</span>
                        <select name="levels">{levels}</select>
                    </label>
                })}
                <datalist id="currencies">
                    {CURRENCIES.map(|currency| view! { <option value=currency></option> }).collect_view()}
                </datalist>
                <button class="primary wide" type="submit">{text::open_board(region)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn month_name(region: Region, month: u8) -> String {
    let name = Month { year: 0, month }.name();
    match region.language() {
        Language::En => name.en,
        Language::Es => name.es,
    }
}
