//! The outline of a board: its dimensions, its cycle and its rounding units.

mod bounds;

pub use bounds::{LARGEST, OutlineError};

use crate::address::Address;
use crate::calendar::{Cycle, Month};
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// Code of the member that takes what a source leaves open (expense without a product, quota without a channel).
pub const UNASSIGNED: &str = "unassigned";

/// How much of a unit a person may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// In detail.
    #[default]
    Open,
    /// As a total only: an ancestor of the person's own unit.
    Total,
    /// A leaf that stands for everything hidden below its parent.
    Rest,
    /// Not at all.
    Hidden,
}

/// The dimensions of a board and what its numbers mean; fixed when the board is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Outline {
    /// What the board is called.
    pub title: String,
    /// The fiscal year.
    pub cycle: Cycle,
    /// ISO 4217 code of all money.
    pub currency: String,
    /// Decimal places of the rounding unit of money: 2 is a cent, 0 a whole unit.
    pub money_decimals: u8,
    /// The last month with facts when the board was opened; later months of last year are missing, not zero.
    pub history_end: Option<Month>,
    /// Organization units.
    pub units: Dimension,
    /// Products.
    pub products: Dimension,
    /// Channels.
    pub channels: Dimension,
    /// The year, its quarters, its months.
    pub periods: Dimension,
    /// How much of each unit the holder of this outline may see; empty means all in detail.
    pub standing: Vec<Standing>,
}

impl Outline {
    /// Decimal places of a measure's rounding unit.
    pub fn decimals(&self, measure: Measure) -> u8 {
        if measure.is_money() { self.money_decimals } else { 0 }
    }

    /// How much of a unit the holder may see.
    pub fn standing(&self, unit: MemberId) -> Standing {
        self.standing.get(unit as usize).copied().unwrap_or_default()
    }

    /// Whether a unit is a leaf of what the holder may see.
    pub fn is_leaf_unit(&self, unit: MemberId) -> bool {
        self.units.is_leaf(unit) || self.standing(unit) == Standing::Rest
    }

    /// The children of a unit that the holder may see, the rest among them.
    pub fn child_units(&self, unit: MemberId) -> impl Iterator<Item = MemberId> + '_ {
        let open = self.standing(unit) != Standing::Rest;
        self.units.children(unit).filter(move |&child| open && self.standing(child) != Standing::Hidden)
    }

    /// Whether every coordinate names a member.
    pub fn knows(&self, at: Address) -> bool {
        at.unit < self.units.len()
            && at.product < self.products.len()
            && at.channel < self.channels.len()
            && at.period < self.periods.len()
            && self.standing(at.unit) != Standing::Hidden
    }

    /// Whether the address is a leaf cell.
    pub fn is_leaf(&self, at: Address) -> bool {
        self.is_leaf_unit(at.unit)
            && self.products.is_leaf(at.product)
            && self.channels.is_leaf(at.channel)
            && self.periods.is_leaf(at.period)
    }

    /// How many leaf cells there is room for at or below an address, those that the holder may not see among them.
    pub fn leaf_cells_below(&self, at: Address) -> usize {
        self.units.leaf_places(at.unit).len()
            * self.products.leaf_places(at.product).len()
            * self.channels.leaf_places(at.channel).len()
            * self.periods.leaf_places(at.period).len()
    }

    /// The leaf cells at or below a unit.
    pub(crate) fn leaf_cells_of(&self, unit: MemberId) -> impl Iterator<Item = Address> + '_ {
        let products = |unit| self.products.leaves(ROOT).map(move |product| (unit, product));
        let channels = |(unit, product)| self.channels.leaves(ROOT).map(move |channel| (unit, product, channel));
        let rows = self.units.leaves(unit).flat_map(products).flat_map(channels);
        rows.flat_map(|(unit, product, channel)| {
            self.periods.leaves(ROOT).map(move |period| Address { unit, product, channel, period })
        })
    }

    /// What lies at or under both addresses, if anything does.
    pub fn meet(&self, one: Address, other: Address) -> Option<Address> {
        let deeper = |dimension: &Dimension, one, other| {
            if dimension.contains(one, other) { Some(other) } else { dimension.contains(other, one).then_some(one) }
        };
        Some(Address {
            unit: deeper(&self.units, one.unit, other.unit)?,
            product: deeper(&self.products, one.product, other.product)?,
            channel: deeper(&self.channels, one.channel, other.channel)?,
            period: deeper(&self.periods, one.period, other.period)?,
        })
    }

    /// Whether `below` lies at or under `above` in every dimension.
    pub fn contains(&self, above: Address, below: Address) -> bool {
        self.units.contains(above.unit, below.unit)
            && self.products.contains(above.product, below.product)
            && self.channels.contains(above.channel, below.channel)
            && self.periods.contains(above.period, below.period)
    }
}
