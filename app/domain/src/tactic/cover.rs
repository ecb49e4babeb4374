//! Cover: how far baseline and tactics pay for a target.

use crate::address::Address;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;

/// A target, what history alone forecasts of it, and what the tactics add; in rounding units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// What is asked.
    pub target: Option<i64>,
    /// What history alone forecasts.
    pub baseline: Option<i64>,
    /// What the tactics add, overlap taken out.
    pub tactics: Option<i64>,
}

impl Cover {
    /// Baseline and tactics together; `None` where there is neither.
    pub fn covered(&self) -> Option<i64> {
        crate::outlook::forecast(self.baseline, self.tactics)
    }

    /// The gap: target less baseline and tactics; negative where they bring more than is asked.
    pub fn gap(&self) -> Option<i64> {
        Some(self.target? - self.covered().unwrap_or(0))
    }
}

/// Reads target, baseline and tactics of a measure at an address.
pub fn cover(plan: &Plan, measure: Measure, at: Address) -> Cover {
    let of = |slice| plan.get(slice, measure, at);
    Cover { target: of(Slice::Target), baseline: of(Slice::Baseline), tactics: of(Slice::Tactics) }
}
