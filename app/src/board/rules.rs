//! The rules that decide commands in the browser: code that it fetches when somebody begins to use a board.

use crate::board::state::BoardState;
use crate::text::general as text;
use domain::actor::Actor;
use domain::command::Command;
use domain::decide::{Decide, decide_on_board};
use domain::effect::{self, Parts, Preview};
use domain::plan::Plan;
use domain::rejection::Rejection;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::sync::OnceLock;

/// What is called of the fetched code; whatever only the rules use is left out of the module that every page loads.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// Decides a command.
    pub(crate) decide: Decide,
    /// What a command would do to cells and goals.
    pub(crate) preview: fn(&mut Plan, &Command, &Actor) -> Result<Preview, Rejection>,
    /// What a spread would change, part by part.
    pub(crate) parts: fn(&Plan, &Command, &Actor) -> Result<Parts, Rejection>,
}

/// The same code serves every board that a page shows.
static FETCHED: OnceLock<Rules> = OnceLock::new();

#[wasm_split(board_rules, fallible, wasm_split_path = leptos::wasm_split)]
fn board_rules() -> Result<Rules, SplitLoaderError> {
    Ok(Rules { decide: decide_on_board, preview: effect::preview, parts: effect::parts })
}

/// The rules, once they are here.
pub(crate) fn rules() -> Option<Rules> {
    FETCHED.get().copied()
}

impl BoardState {
    /// Fetches the rules unless they are here; what is pending is decided by them from then on.
    pub(crate) async fn fetch_rules(self) -> Result<(), SplitLoaderError> {
        if rules().is_none() {
            let rules = board_rules().await?;
            let _ = FETCHED.set(rules);
        }
        // Whoever asked for them may have left the board by now, and its signals with it.
        if self.is_ruled.try_get_untracked() == Some(false) {
            self.is_ruled.set(true);
            self.replica.update(|replica| {
                if let (Some(replica), Some(rules)) = (replica, rules()) {
                    replica.decide_by(rules.decide);
                }
            });
        }
        Ok(())
    }

    /// A part of the page whose reader may send commands, fetched with the rules.
    pub(crate) async fn ruled<T>(
        self,
        part: impl Future<Output = Result<T, SplitLoaderError>>,
    ) -> Result<T, SplitLoaderError> {
        self.fetch_rules().await?;
        part.await
    }

    /// Does what needs the rules: now, or as soon as they are here. Whether now.
    pub(crate) fn by_rules(self, act: impl FnOnce() + 'static) -> bool {
        if self.is_ruled.get_untracked() {
            act();
            return true;
        }
        leptos::task::spawn_local(async move {
            match self.fetch_rules().await {
                Ok(()) => act(),
                Err(_) => {
                    let _ = self.announcement.try_set(text::part_is_missing(self.region).to_owned());
                }
            }
        });
        false
    }
}
