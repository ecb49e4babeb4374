//! Tactics: plan lines of marketing, sales and service, with what drives them, what they bring and what they cost.
//!
//! What a tactic brings on its own is in [`effect`], what two of them bring to the same audience in [`net`], and where it
//! lands in [`crate::measure::Slice::Tactics`]: leaf cells that follow from the tactics, the baseline and last year.

mod bounds;
mod cover;
mod day;
mod effect;
mod landing;
mod links;
mod outcome;
mod overlap;
mod phase;

pub use bounds::TacticFault;
pub(crate) use bounds::fault;
pub use cover::{Cover, cover};
pub use day::Day;
pub use effect::{Effect, Months, effect};
pub(crate) use landing::settle;
pub use landing::{net_effect, net_effects};
pub use links::{goal_of, goal_of_measure, of_goal, of_owner, of_target, of_unit};
pub use outcome::{Meeting, Outcome, outcome, tried, without};
pub use overlap::{Claim, SHARE, net};

use crate::address::Address;
use crate::dimension::{MemberId, Name};
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// A tactic is called by the revision that planned it.
pub type TacticId = u64;

/// What a tactic is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TacticKind {
    /// Tells an audience about an offer.
    Campaign,
    /// Keeps customers who would leave.
    Retention,
    /// Sells further products to those who have one.
    CrossSell,
    /// Wins new customers.
    Acquisition,
    /// Serves better, or serves at less cost.
    ServiceLevel,
    /// Changes a price or a discount.
    Price,
    /// Pays a channel for what it sells.
    ChannelProgramme,
}

impl TacticKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Campaign,
        Self::Retention,
        Self::CrossSell,
        Self::Acquisition,
        Self::ServiceLevel,
        Self::Price,
        Self::ChannelProgramme,
    ];
}

/// How effect and cost lie over the months between the dates. A month that is only partly inside counts in proportion to
/// its days inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Profile {
    /// The same every month.
    Even,
    /// 1, 2, 3 … : it has to become known.
    Rising,
    /// … 3, 2, 1: it wears out.
    Falling,
    /// In proportion to the baseline revenue of where it acts, or to last year's; even where there is neither.
    Season,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::Even, Self::Rising, Self::Falling, Self::Season];
}

/// What the response saturates with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ResponseDriver {
    /// The cost of the tactic in rounding units: more money raises the response of those reached.
    Spend,
    /// The customers reached: the best are reached first, and more reach lowers the response.
    Reach,
}

/// A saturating response: the hyperbola of Michaelis and Menten, which is Hill's function with the exponent 1.
///
/// Driven by spend x, of those reached `max · x ÷ (x + half)` respond. Driven by reach x, it is the number of responses
/// that saturates, `max · half · x ÷ (x + half)`, so that of those reached `max · half ÷ (x + half)` respond. Either way
/// at x = half the response is half of `max`.
///
/// L. Michaelis and M. L. Menten, Biochemische Zeitschrift 49 (1913); for marketing J. D. C. Little, "Models and
/// Managers: The Concept of a Decision Calculus", Management Science 16 (1970), and Y. Jin et al., "Bayesian Methods for
/// Media Mix Modeling with Carryover and Shape Effects" (2017).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// What it saturates with.
    pub driver: ResponseDriver,
    /// The greatest response, in hundredths of a percent of those reached; 10,000 is everybody.
    pub max: u32,
    /// Where the response is half of the greatest: rounding units of money, or customers; at least 1.
    pub half: i64,
}

/// What a tactic's effect is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drivers {
    /// Customers where it acts, of its segment; at least 1.
    pub audience: u32,
    /// Those of them whom it reaches.
    pub reach: u32,
    /// Which part of them responds.
    pub response: Response,
    /// Revenue of one response, in rounding units of money.
    pub value: i64,
    /// Pieces that a hundred responses buy; 0 where only the price changes.
    pub pieces: u32,
    /// Gross margin of that revenue, in hundredths of a percent; the rest is cost of goods.
    pub margin: i32,
    /// People who work on it.
    pub headcount: u32,
}

/// What the amount of a cost line is multiplied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CostBasis {
    /// Nothing: it is the whole cost.
    Whole,
    /// The customers reached: a unit cost.
    PerReached,
    /// The people who work on it, for each full month; a month that is only partly inside counts by its days.
    PerHead,
}

impl CostBasis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Whole, Self::PerReached, Self::PerHead];
}

/// A cost of a tactic in a line of SG&A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// Sales, marketing or service expense.
    pub measure: Measure,
    /// What the amount is multiplied with.
    pub basis: CostBasis,
    /// In rounding units of money; negative where the tactic saves.
    pub amount: i64,
}

/// The target that a tactic pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidTarget {
    /// Whose target; where the tactic acts lies at or below it.
    pub unit: MemberId,
    /// What is counted.
    pub measure: Measure,
}

/// What a person plans: everything about a tactic but who planned it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// What it is called.
    pub name: Name,
    /// What it is for.
    pub kind: TacticKind,
    /// Name of who answers for it.
    pub owner: String,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// How it lies over the months.
    pub profile: Profile,
    /// Unit, product and channel where it acts; the period is the whole cycle.
    pub at: Address,
    /// The customers meant, by the name of their segment; `None` is everybody.
    pub segment: Option<String>,
    /// What its effect is computed from.
    pub drivers: Drivers,
    /// What it costs.
    pub costs: Vec<CostLine>,
    /// What it is for.
    pub target: PaidTarget,
}

/// A tactic on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tactic {
    /// The revision that planned it.
    pub id: TacticId,
    /// The revision that last changed it; what a change names, so that nobody overwrites what they have not seen.
    pub revision: u64,
    /// Name of who last changed it.
    pub author: String,
    /// What is planned.
    pub activity: Activity,
}
