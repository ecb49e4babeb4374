//! The rules that decide commands in the browser: code that it fetches beside the plan, when the page is there already.
//! Until both are here a board can be read and not yet changed.

use crate::board::state::{BoardState, Line};
use crate::text::board as text;
use domain::actor::Actor;
use domain::command::Command;
use domain::decide::{Decide, decide_on_board};
use domain::effect::{self, Parts, Preview};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::replica::Replica;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Whether they are on their way: an attempt that fails is made again once, not by everybody who waited for it.
static IS_FETCHING: AtomicBool = AtomicBool::new(false);

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
    async fn fetch_rules(self) -> Result<(), SplitLoaderError> {
        if rules().is_none() {
            let rules = board_rules().await?;
            let _ = FETCHED.set(rules);
        }
        // Whoever asked for them may have left the board by now, and its signals with it.
        if self.is_ruled.try_get_untracked() == Some(false) {
            self.is_ruled.set(true);
            self.need_not_wait();
            // Where nothing is pending the plan that is shown stays as it is, and nobody needs to read it again.
            let rebase = |replica: &mut Option<Replica>| {
                let (Some(replica), Some(rules)) = (replica, rules()) else { return false };
                replica.decide_by(rules.decide);
                !replica.pending().is_empty()
            };
            if self.replica.try_update_untracked(rebase) == Some(true) {
                self.replica.notify();
            }
        }
        Ok(())
    }

    /// Fetches the rules in the background; whether they are here. Where they cannot be had their reader is told.
    pub(crate) fn has_rules(self) -> bool {
        if self.is_ruled.get_untracked() {
            return true;
        }
        if IS_FETCHING.swap(true, Ordering::Relaxed) {
            return false;
        }
        leptos::task::spawn_local(async move {
            let fetched = self.fetch_rules().await;
            IS_FETCHING.store(false, Ordering::Relaxed);
            // Who is offline knows why something is missing.
            if fetched.is_err() && self.line.try_get_untracked() == Some(Line::Live) {
                self.announcement.set(text::rules_are_missing(self.region).to_owned());
            }
        });
        false
    }

    /// Whether somebody can change something: until plan and rules are here they are told to wait.
    pub(crate) fn decides(self) -> bool {
        let decides = self.has_rules() && self.replica.with_untracked(Option::is_some);
        if !decides {
            self.announcement.set(text::rules_are_coming(self.region).to_owned());
        }
        decides
    }

    /// Takes back what somebody was told who had to wait for plan or rules.
    pub(crate) fn need_not_wait(self) {
        let has_plan = self.replica.with_untracked(Option::is_some);
        let is_over = self.announcement.with_untracked(|said| {
            said == text::rules_are_missing(self.region) || has_plan && said == text::rules_are_coming(self.region)
        });
        if is_over && self.is_ruled.get_untracked() {
            self.announcement.set(String::new());
        }
    }

    /// A part of the page whose reader may send commands, fetched with the rules.
    pub(crate) async fn ruled<T>(
        self,
        part: impl Future<Output = Result<T, SplitLoaderError>>,
    ) -> Result<T, SplitLoaderError> {
        self.fetch_rules().await?;
        part.await
    }
}
