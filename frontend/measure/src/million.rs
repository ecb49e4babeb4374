//! The bench of 1,008,000 leaf cells: what `app/domain/benches/million.rs` does, timed by the page.

#[path = "../../../app/domain/benches/work.rs"]
pub mod work;

use crate::allocated;
use domain::address::Address;
use domain::command::{Command, Method, Verb};
use domain::decide::decide;
use domain::event::Entry;
use domain::goal;
use domain::live;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use std::hint::black_box;
use uuid::Uuid;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use work::{Work, entry};

/// A board of 1,008,000 leaf cells.
#[wasm_bindgen]
pub struct Million {
    work: Work,
    plan: Plan,
    edits: Vec<Entry>,
    done: usize,
    asked: i64,
}

#[wasm_bindgen]
impl Million {
    /// Builds the board.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsError> {
        let work = Work::million()?;
        Ok(Self { plan: work.plan.clone(), asked: work.total(), work, edits: Vec::new(), done: 0 })
    }

    /// Makes so many edits of leaf cells, to be applied.
    pub fn prepare(&mut self, times: u32) {
        (self.plan, self.edits, self.done) = (self.work.plan.clone(), self.work.edits(times.into()), 0);
    }

    /// Applies the next edits that are prepared and reads every goal after each.
    pub fn edit(&mut self, times: u32) {
        for _ in 0..times {
            if let Some(entry) = self.edits.get(self.done) {
                self.plan.evolve(entry);
                black_box(goal::read(&self.plan));
                self.done += 1;
            }
        }
    }

    /// Replays everything that is prepared; gives how many cell events that is.
    pub fn replay(&mut self) -> u32 {
        self.plan = self.work.plan.clone();
        self.plan.replay(&self.edits);
        self.edits.len() as u32
    }

    /// Spreads another total of the company into all leaf cells that are not held; gives whether it was possible.
    pub fn spread(&mut self) -> bool {
        self.asked += 7_919;
        black_box(self.work.spread(self.asked)).is_some()
    }

    /// The board, packed.
    pub fn snapshot(&self) -> Vec<u8> {
        self.work.snapshot()
    }
}

/// A board that was opened from its snapshot.
#[wasm_bindgen]
pub struct Opened {
    plan: Plan,
    before: usize,
}

#[wasm_bindgen]
impl Opened {
    /// Opens the board and reads every goal.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        let before = allocated::bytes();
        let snapshot: Snapshot = live::decode(bytes)?;
        let plan = snapshot.open();
        black_box(goal::read(&plan));
        Ok(Self { plan, before })
    }

    /// Spreads the company's total over every leaf cell that is not held, as its author can take back.
    pub fn spread(&mut self) -> Result<(), JsError> {
        let at = Address::COMPANY;
        let to = self.plan.get(Slice::Target, Measure::Revenue, at).map(|total| total + 1_000_000_007);
        let verb = Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to, method: Method::Current };
        let revision = self.plan.revision() + 1;
        let command = Command { id: Uuid::nil(), base: self.plan.revision(), verb };
        let actor = entry(0, Vec::new()).actor;
        let events = decide(&self.plan, &command, &actor).map_err(|refusal| JsError::new(&format!("{refusal:?}")))?;
        self.plan.evolve(&entry(revision, events));
        Ok(())
    }

    /// Bytes that the plan has allocated, its outline left out.
    pub fn bytes(&self) -> f64 {
        (allocated::bytes() - self.before) as f64 - self.outline_bytes()
    }

    /// Bytes of the outline: codes and names of every member.
    pub fn outline_bytes(&self) -> f64 {
        let before = allocated::bytes();
        let copy = (**self.plan.outline()).clone();
        let bytes = allocated::bytes() - before;
        drop(black_box(copy));
        bytes as f64
    }
}
