//! The board: goal strip, grid and side panel.

use crate::api::session::Me;
use crate::board::state::{BoardState, FirstPaint, Line};
use crate::components::dialog::Dialog;
use crate::components::goal_strip::GoalStrip;
use crate::components::grid::Grid;
use crate::components::panel::Panel;
use crate::components::status_bar::StatusBar;
use crate::components::toolbar::Toolbar;
use crate::components::topbar::{Topbar, initials};
use crate::pages::not_found::NotFound;
use crate::region::use_region;
use crate::settled::{Settle, When, part, words};
use leptos::prelude::*;

/// The board's page.
#[component]
pub fn OpenBoard(
    /// What the server has rendered.
    first: FirstPaint,
) -> impl IntoView {
    let region = use_region();
    let title = first.title.clone();
    let (switcher, band) = (first.switcher.clone(), first.band.clone());
    let me = Me { person: first.actor.person.clone(), name: first.actor.name.clone(), role: first.actor.role };
    #[cfg(feature = "hydrate")]
    let board = first.board.clone();
    let state = BoardState::new(first, region);
    // The channel is opened after hydration: the first paint must be what the server has sent.
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| crate::board::channel::connect(state, board.clone()));
    let unknown = move || state.line.get() == Line::NoSuchBoard;
    view! {
        <When holds=move || !unknown() fallback=|| view! { <NotFound/> }>
            <div class="board-page">
                <Topbar me=me.clone() title=title.clone() beside_title=switcher.clone()>
                    <People state/>
                </Topbar>
                <div class="scenario-band" inner_html=band.clone()></div>
                <main class="board" id="content">
                    <GoalStrip state/>
                    <div class="board-main">
                        <Toolbar state/>
                        <Grid state/>
                    </div>
                    <Panel state/>
                </main>
                <StatusBar state/>
                <Dialog state/>
            </div>
        </When>
    }
    .settled()
}

/// Faces shown before the rest is counted.
const FACES: usize = 3;

/// Who else is here.
#[component]
fn People(state: BoardState) -> impl IntoView {
    let others = Memo::new(move |_| {
        let mine = state.actor().person;
        let mut others = state.present.get();
        others.retain(|present| present.person != mine);
        others
    });
    let rest = move || others.with(|others| others.len().saturating_sub(FACES));
    view! {
        <span class="people">
            {part(move || {
                let faces = others.get().into_iter().take(FACES).map(|present| {
                    view! {
                        <span class="avatar other" title=present.name.clone() role="img" aria-label=present.name.clone()>
                            {initials(&present.name)}
                        </span>
                    }
                });
                faces.collect_view().settled()
            })}
            <When holds=move || { rest() > 0 }>
                <span class="avatar more">{words(move || format!("+{}", rest()))}</span>
            </When>
        </span>
    }
    .settled()
}
