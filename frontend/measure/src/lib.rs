//! The engine's bench, inside a browser: the same boards as `app/domain/benches`, timed by the page.

mod allocated;
pub mod million;
pub mod stream;

#[path = "../../../app/domain/benches/board.rs"]
pub mod board;

use board::{assign, board, committee, decided, entry, middle, outline};
use domain::command::Command;
use domain::goal;
use domain::plan::Plan;
use uuid::Uuid;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A board of 100,800 leaf cells.
#[wasm_bindgen]
pub struct Bench {
    plan: Plan,
}

#[wasm_bindgen]
impl Bench {
    /// Builds the board.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsError> {
        Ok(Self { plan: board(outline()?) })
    }

    /// Decides and applies leaf edits one after the other and reads every goal after each; gives something that depends
    /// on all of them.
    pub fn edit(&mut self, times: u32) -> u32 {
        let (at, actor) = (middle(&self.plan), committee());
        let mut read = 0;
        for time in 0..times {
            let revision = self.plan.revision() + 1;
            let verb = assign(at, 1 + i64::from(time % 2));
            let command = Command { id: Uuid::from_u128(revision.into()), base: revision - 1, verb };
            self.plan.evolve(&entry(revision, decided(&self.plan, &command, &actor)));
            read += goal::read(&self.plan).iter().filter(|goal| goal.value.is_some()).count() as u32;
        }
        read
    }
}
