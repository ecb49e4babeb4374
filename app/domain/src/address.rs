//! Where a number stands: one member of each dimension.

use crate::dimension::{MemberId, ROOT};
use serde::{Deserialize, Serialize};

/// One member of each dimension; a leaf cell when all four are leaves, else a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Address {
    /// Organization unit.
    pub unit: MemberId,
    /// Product.
    pub product: MemberId,
    /// Channel.
    pub channel: MemberId,
    /// Period.
    pub period: MemberId,
}

impl Address {
    /// The total of everything.
    pub const COMPANY: Self = Self { unit: ROOT, product: ROOT, channel: ROOT, period: ROOT };

    /// A unit in a period, over all products and channels.
    pub fn of(unit: MemberId, period: MemberId) -> Self {
        Self { unit, period, ..Self::COMPANY }
    }
}

/// The new number of one leaf cell, and what it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// The leaf cell.
    pub at: Address,
    /// Before, in rounding units; `None` is a cell without a decision.
    pub from: Option<i64>,
    /// After.
    pub to: Option<i64>,
}
