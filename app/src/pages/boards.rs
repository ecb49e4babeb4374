//! The list of boards, and the first page, which leads to the only board where there is one.

use crate::api::boards::{BoardListing, list_boards};
use crate::components::topbar::Topbar;
use crate::pages::Failed;
use crate::region::use_region;
use crate::settled::Settle;
use crate::text::general as text;
use domain::number::format_moment;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    let boards = Resource::new(|| (), |()| list_boards());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match boards.await {
                    Ok((_, boards)) => {
                        let path = match boards.as_slice() {
                            [board] => format!("/boards/{}", board.board),
                            _ => "/boards".to_owned(),
                        };
                        view! { <Redirect path/> }.into_any().settled()
                    }
                    Err(error) => view! { <Failed error/> }.settled(),
                }
            })}
        </Suspense>
    }
}

/// The list of boards.
#[component]
pub fn Boards() -> impl IntoView {
    let region = use_region();
    let boards = Resource::new(|| (), |()| list_boards());
    view! {
        <Title text=text::boards(region)/>
        <Suspense fallback=move || view! { <p class="page">{text::loading(region)}</p> }>
            {move || Suspend::new(async move {
                match boards.await {
                    Ok((me, boards)) => {
                        let may_import = domain::access::may_import(me.role);
                        view! {
                            <Topbar me title=text::boards(region)/>
                            <main class="page narrow" id="content">
                                {if boards.is_empty() { empty(may_import).settled() } else { list(boards).settled() }}
                            </main>
                        }
                        .settled()
                    }
                    Err(error) => view! { <Failed error/> }.settled(),
                }
            })}
        </Suspense>
    }
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
