//! Nodes: where a number of a plan stands, leaf or total.

use crate::address::Address;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// A number of a plan: one slice of one measure at a leaf or total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Node {
    /// In which role.
    pub slice: Slice,
    /// What it counts.
    pub measure: Measure,
    /// Where.
    pub at: Address,
}

impl Node {
    /// The number in a plan, in rounding units; `None` is null.
    pub fn of(self, plan: &Plan) -> Option<i64> {
        plan.get(self.slice, self.measure, self.at)
    }
}
