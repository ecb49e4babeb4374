//! Margins: the given totals of one tree of a table in which two trees tie at once.

use crate::address::Address;
use crate::dimension::{Dimension, MemberId};
use crate::outline::Outline;
use serde::{Deserialize, Serialize};

/// A dimension along which a number breaks down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Axis {
    /// The organization.
    Unit,
    /// Products.
    Product,
    /// Channels.
    Channel,
    /// Time.
    Period,
}

impl Axis {
    /// Every dimension, in the order of an address.
    pub const ALL: [Self; 4] = [Self::Unit, Self::Product, Self::Channel, Self::Period];

    /// An address's member of this dimension.
    pub fn member(self, at: Address) -> MemberId {
        match self {
            Self::Unit => at.unit,
            Self::Product => at.product,
            Self::Channel => at.channel,
            Self::Period => at.period,
        }
    }

    /// An address with another member of this dimension.
    pub fn with(self, at: Address, member: MemberId) -> Address {
        match self {
            Self::Unit => Address { unit: member, ..at },
            Self::Product => Address { product: member, ..at },
            Self::Channel => Address { channel: member, ..at },
            Self::Period => Address { period: member, ..at },
        }
    }

    /// The tree of this dimension.
    pub fn dimension(self, outline: &Outline) -> &Dimension {
        match self {
            Self::Unit => &outline.units,
            Self::Product => &outline.products,
            Self::Channel => &outline.channels,
            Self::Period => &outline.periods,
        }
    }
}

/// Given totals along one dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// The dimension.
    pub along: Axis,
    /// Members and their totals in rounding units, in any order: every leaf lies below exactly one of them.
    pub totals: Vec<(MemberId, i64)>,
}

impl Margin {
    /// The sum of the totals.
    pub fn total(&self) -> i64 {
        // Totals are refused long before their sum leaves the range.
        self.totals.iter().fold(0, |sum, (_, total)| sum.saturating_add(*total))
    }

    /// Whether the totals cover a member's leaves exactly once.
    pub(crate) fn covers(&self, outline: &Outline, top: MemberId) -> bool {
        let dimension = self.along.dimension(outline);
        if !self.totals.iter().all(|(member, _)| dimension.contains(top, *member)) {
            return false;
        }
        // Counted first: a list that names the same member over and over would be long.
        let places = |member: MemberId| dimension.leaf_places(member).len();
        if self.totals.iter().map(|(member, _)| places(*member)).fold(0, usize::saturating_add) != places(top) {
            return false;
        }
        let mut leaves: Vec<MemberId> = self.totals.iter().flat_map(|(member, _)| dimension.leaves(*member)).collect();
        leaves.sort_unstable();
        leaves.into_iter().eq(dimension.leaves(top))
    }
}

/// A given total that conflicts with others or with what is held, and what would take it out of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginConflict {
    /// The dimension of its tree.
    pub along: Axis,
    /// The member.
    pub member: MemberId,
    /// What was given, in rounding units.
    pub total: i64,
    /// The smallest change of it alone that makes the totals possible, in rounding units; `None` where there is none.
    pub change: Option<i64>,
}
