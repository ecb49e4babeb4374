//! The frame around the server's own pages of a board: top bar, where one is, and the ways between the pages.

use crate::api::session::Me;
use crate::shell;
use crate::text::{document as text, tactic};
use axum::http::request::Parts;
use domain::number::Region;
use leptos::prelude::*;

/// A page of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Goals and grid.
    Board,
    /// The tactics.
    Tactics,
}

impl Place {
    const ALL: [Self; 2] = [Self::Board, Self::Tactics];

    fn address(self, board: &str) -> String {
        match self {
            Self::Board => format!("/boards/{board}"),
            Self::Tactics => format!("/boards/{board}/tactics"),
        }
    }

    fn word(self, region: Region) -> &'static str {
        match self {
            Self::Board => text::board(region),
            Self::Tactics => tactic::tactics(region),
        }
    }
}

/// Who reads which board, and where on it they are.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Who reads.
    pub me: Me,
    /// The board's identifier.
    pub board: String,
    /// The board's title.
    pub title: String,
    /// Where.
    pub place: Place,
}

/// Renders a page of a board as a whole document without script, in the language and colours that the request asks for.
pub fn document(parts: Parts, frame: Frame, title: &str, content: impl FnOnce(Region) -> AnyView) -> String {
    let title = format!("{title} · {}", frame.title);
    let me = frame.me.clone();
    shell::plain(parts, me, |region| {
        let page = view! {
            {tabs(region, frame)}
            {content(region)}
        };
        (title, page)
    })
}

fn tabs(region: Region, frame: Frame) -> impl IntoView {
    let links = Place::ALL.map(|place| {
        view! {
            <a href=place.address(&frame.board) aria-current=(place == frame.place).then_some("page")>
                {place.word(region)}
            </a>
        }
    });
    view! {
        <nav class="board-tabs" aria-label=text::pages_of_board(region)>
            <span class="board-tabs-title">{frame.title}</span>
            {links.collect_view()}
        </nav>
    }
}
