//! The list of boards.

use crate::api::boards::BoardListing;
use crate::api::session::Me;
use crate::components::topbar::Topbar;
use crate::region::use_region;
use crate::settled::Settle;
use crate::text::general as text;
use domain::number::format_moment;
use leptos::prelude::*;

/// The list of boards.
#[component]
pub fn Boards(
    /// The reader.
    me: Me,
    /// The boards.
    boards: Vec<BoardListing>,
) -> impl IntoView {
    let region = use_region();
    let may_import = domain::access::may_import(me.role);
    view! {
        <Topbar me title=text::boards(region)/>
        <main class="page narrow" id="content">
            {if boards.is_empty() { empty(may_import).settled() } else { list(boards).settled() }}
        </main>
    }
    .settled()
}

fn list(boards: Vec<BoardListing>) -> impl IntoView {
    let region = use_region();
    let item = |board: BoardListing| {
        view! {
            <li>
                <a href=format!("/boards/{}", board.board)>
                    <strong>{board.title}</strong>
                    <small>{text::board_opened_on(region, format_moment(board.created_at, region))}</small>
                </a>
            </li>
        }
    };
    view! { <ul class="board-list">{boards.into_iter().map(item).collect_view()}</ul> }
}

fn empty(may_import: bool) -> impl IntoView {
    let region = use_region();
    let first_action = may_import.then(|| {
        view! {
            <p>{text::no_boards_help(region)}</p>
            <p><a class="button primary" href="/import" rel="external">{text::import_history(region)}</a></p>
        }
    });
    view! {
        <section class="empty">
            <h2>{text::no_boards(region)}</h2>
            {first_action}
            {(!may_import).then(|| view! { <p>{text::no_boards_for_you(region)}</p> })}
        </section>
    }
}
