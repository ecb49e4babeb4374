//! Measures, and the slices in which each of them is planned.

use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Measure {
    /// Net sales, money.
    Revenue,
    /// Pieces sold.
    Units,
    /// Cost of goods sold, money.
    CostOfGoods,
    /// Sales expense, a line of SG&A, money.
    SalesExpense,
    /// Marketing expense, a line of SG&A, money.
    MarketingExpense,
    /// Service expense, a line of SG&A, money.
    ServiceExpense,
}

impl Measure {
    /// Every measure, in the order of the profit and loss statement.
    pub const ALL: [Self; 6] = [
        Self::Revenue,
        Self::Units,
        Self::CostOfGoods,
        Self::SalesExpense,
        Self::MarketingExpense,
        Self::ServiceExpense,
    ];

    /// The lines of SG&A.
    pub const EXPENSES: [Self; 3] = [Self::SalesExpense, Self::MarketingExpense, Self::ServiceExpense];

    /// Whether it counts money rather than pieces.
    pub fn is_money(self) -> bool {
        self != Self::Units
    }
}

/// In which role a measure's number stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slice {
    /// What the level above asks of a unit.
    Target,
    /// What the unit says it will deliver.
    Commitment,
    /// The quota both agreed to.
    Agreed,
    /// What history alone forecasts.
    Baseline,
    /// The same months of the cycle before.
    LastYear,
    /// What the plan now says will happen: agreed, else commitment, else target, else baseline and tactics. Derived, never
    /// stored.
    Outlook,
    /// What the tactics add to the baseline: revenue, units, cost of goods and expenses.
    Tactics,
}

impl Slice {
    /// Every slice.
    pub const ALL: [Self; 7] =
        [Self::Target, Self::Commitment, Self::Agreed, Self::Baseline, Self::LastYear, Self::Outlook, Self::Tactics];

    /// The slices that events write.
    pub const STORED: [Self; 6] =
        [Self::Target, Self::Commitment, Self::Agreed, Self::Baseline, Self::LastYear, Self::Tactics];
}
