//! The minutes of a meeting in both languages: built from the log between its two revisions, and from what was noted.

mod blocks;
mod markdown;

use crate::api::session::Me;
use crate::board::display;
use crate::shell;
use crate::text::meeting as text;
use axum::http::request::Parts;
use blocks::{Block, blocks};
use domain::actor::Actor;
use domain::meeting::Meeting;
use domain::number::{Language, Region};
use domain::plan::Plan;
use leptos::prelude::*;

/// What minutes are written from.
#[derive(Clone, Copy, Debug)]
pub struct Minutes<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The plan when it began, as the reader may see it.
    pub then: &'a Plan,
    /// The plan when it ended, or now where it goes on, as the reader may see it.
    pub plan: &'a Plan,
    /// Everybody, on this board.
    pub people: &'a [Actor],
    /// Now, in milliseconds since 1970 UTC.
    pub now: i64,
}

/// Both languages: the reader's first, then the other in the writing of most of its readers.
fn regions(own: Region) -> [Region; 2] {
    let other = if own.language() == Language::En { Region::EsCo } else { Region::EnUs };
    [own, other]
}

fn tag(region: Region) -> &'static str {
    match region.language() {
        Language::En => "en",
        Language::Es => "es",
    }
}

/// The minutes as a text in Markdown, in one of both languages.
pub fn text(minutes: &Minutes, own: Region, language: Language) -> String {
    let region = regions(own).into_iter().find(|region| region.language() == language).unwrap_or(own);
    markdown::written(&blocks(minutes, region))
}

/// Renders the minutes as a whole document, in both languages one after the other.
pub fn document(parts: Parts, me: Me, minutes: Minutes) -> String {
    shell::plain(parts, me, |region| {
        let board = minutes.plan.outline().title.clone();
        let home = format!("/boards/{}/meeting", minutes.board);
        let file = |language: &str| format!("{home}/{}/minutes/{language}.md", minutes.meeting.id);
        let articles = regions(region).map(|region| {
            let drawn = blocks(&minutes, region).into_iter().map(drawn).collect_view();
            view! { <article class="card" lang=tag(region)>{drawn}</article> }
        });
        let content = view! {
            <main class="page minutes" id="content">
                <p class="way-back"><a href=home.clone()>"← "{text::back_to_meeting(region)}</a></p>
                <h1>{text::minutes(region)}" · "{board.clone()}</h1>
                <p>{text::minutes_help(region)}" "{text::print_help(region)}</p>
                <p class="minutes-files">
                    <a href=file("en") download>{text::download_en(region)}</a>
                    <a href=file("es") download>{text::download_es(region)}</a>
                </p>
                {articles.collect_view()}
            </main>
        };
        let moment = display::moment(minutes.meeting.opened.at, region);
        (format!("{} · {board}", text::minutes_of(region, moment)), content)
    })
}

fn drawn(block: Block) -> AnyView {
    match block {
        Block::Title(words) => view! { <h2 class="minutes-title">{words}</h2> }.into_any(),
        Block::Heading(words) => view! { <h3>{words}</h3> }.into_any(),
        Block::Item(words) => view! { <h4>{words}</h4> }.into_any(),
        Block::Words(words) => view! { <p>{words}</p> }.into_any(),
        Block::Facts(facts) => {
            let facts = facts.into_iter().map(|(name, words)| view! { <dt>{name}</dt><dd>{words}</dd> });
            view! { <dl>{facts.collect_view()}</dl> }.into_any()
        }
        Block::List(lines) => {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
            view! { <ul>{lines.collect_view()}</ul> }.into_any()
        }
        Block::Table(head, rows) => table(head, rows),
    }
}

fn table(head: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let heads = head.into_iter().enumerate().map(|(place, words)| {
        view! { <th scope="col" class:number=place != 0>{words}</th> }
    });
    let rows = rows.into_iter().map(|row| {
        let mut cells = row.into_iter();
        let first = cells.next().unwrap_or_default();
        let cells = cells.map(|words| view! { <td class="number">{words}</td> });
        view! { <tr><th scope="row">{first}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll">
            <table class="sheet">
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
