//! Holds: numbers that a spread may not change.

use crate::address::Address;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// Why a number is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldReason {
    /// A person asked for it.
    Asked,
    /// Both sides of a thread agreed to it.
    Agreed,
}

/// A target, leaf or total, that spreads and edits keep as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// What is held.
    pub measure: Measure,
    /// Where.
    pub at: Address,
    /// Name of who holds it.
    pub by: String,
    /// Why.
    pub reason: HoldReason,
}
