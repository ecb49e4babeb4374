//! Why a table cannot be filled: the bounds that conflict, and the smallest change of each alone that would do.

use super::network::Network;
use super::{Bound, LARGEST, MOST_CELLS, Table};
use std::cmp::Reverse;
use thiserror::Error;

/// How many changes are tried out.
const TRIED: usize = 8;

/// Which bound of a subtotal is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundSide {
    /// The least it may be.
    Low,
    /// The most it may be.
    High,
}

/// One bound among those that conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place among the bounds of the table.
    pub bound: usize,
    /// Whether it asks for too much or allows too little.
    pub side: BoundSide,
    /// The smallest change of it alone that makes the table possible, in rounding units: negative lowers it, positive
    /// raises it; a bound of one value moves whole. `None` where no change of it alone does.
    pub change: Option<i128>,
}

/// Bounds that ask for more than other bounds allow: Σ least − Σ most = short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// By how much, in rounding units.
    pub short: i128,
    /// The bounds, those whose own change would do first.
    pub parts: Vec<Part>,
}

/// Why a table cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The trees and weights do not fit each other.
    #[error("the table has not one weight for each cell")]
    Shape,
    /// A weight below 0: proportions between mixed signs mean nothing.
    #[error("a cell has a negative weight")]
    NegativeWeight,
    /// Amounts or cells beyond what is exact.
    #[error("the table is too large")]
    TooLarge,
    /// A bound on a subtotal that lies inside both trees at once.
    #[error("bound {bound} crosses both trees")]
    Crossing {
        /// Its place among the bounds.
        bound: usize,
    },
    /// Bounds that conflict.
    #[error("bounds ask for {} more than others allow", .0.short)]
    Infeasible(Certificate),
}

/// Refuses what is no table.
pub(super) fn check(table: &Table) -> Result<(), Refusal> {
    let (rows, columns) = (table.rows.leaf_nodes().len(), table.columns.leaf_nodes().len());
    let cells = rows.checked_mul(columns).ok_or(Refusal::TooLarge)?;
    if cells != table.weights.len() || cells == 0 {
        return Err(Refusal::Shape);
    }
    if table.weights.iter().any(|weight| *weight < 0) {
        return Err(Refusal::NegativeWeight);
    }
    let large = |amount: i128| !(0..LARGEST).contains(&amount);
    let too_large = |bound: &Bound| large(bound.low) || bound.high.is_some_and(large);
    if cells > MOST_CELLS || table.weights.iter().any(|weight| large(*weight)) || table.bounds.iter().any(too_large) {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// The certificate of a table that is not possible even where every cell takes part.
pub(super) fn refusal(table: &Table, network: &Network) -> Refusal {
    let Some(cut) = network.cut() else { return Refusal::TooLarge };
    let mut parts: Vec<Part> = Vec::new();
    for (index, bound) in table.bounds.iter().enumerate() {
        let Some(arc) = network.arc(bound).map(|arc| network.arcs[arc]) else { continue };
        let side = match (cut.inside[arc.from], cut.inside[arc.to]) {
            (false, true) if bound.low == arc.low && bound.low > 0 => BoundSide::Low,
            (true, false) if bound.high == Some(arc.high) => BoundSide::High,
            _ => continue,
        };
        parts.push(Part { bound: index, side, change: None });
    }
    Refusal::Infeasible(Certificate { short: cut.short, parts })
}

/// The certificate of bounds that leave the subtotal of `bound` no value.
pub(super) fn opposed(table: &Table, bound: &Bound) -> Certificate {
    let same = |(_, other): &(usize, &Bound)| (other.row, other.column) == (bound.row, bound.column);
    let here = || table.bounds.iter().enumerate().filter(same);
    let least = here().max_by_key(|(index, other)| (other.low, Reverse(*index)));
    let most = here().filter_map(|(index, other)| Some((other.high?, index))).min();
    let part = |bound, side| Part { bound, side, change: None };
    let low = least.map(|(index, _)| part(index, BoundSide::Low));
    let high = most.map(|(_, index)| part(index, BoundSide::High));
    let short = least.map_or(0, |(_, least)| least.low) - most.map_or(0, |(most, _)| most);
    Certificate { short, parts: low.into_iter().chain(high).collect() }
}

/// A refusal with the changes that would do, as far as they are tried out.
pub(super) fn tried(table: &Table, refusal: Refusal) -> Refusal {
    let Refusal::Infeasible(Certificate { short, mut parts }) = refusal else { return refusal };
    // The largest changes least for its size; what can be said twice is said the same way whatever the order.
    let size = |part: &Part| {
        let bound = &table.bounds[part.bound];
        let amount = if part.side == BoundSide::Low { Some(bound.low) } else { bound.high };
        (Reverse(amount), part.side, bound.row, bound.column)
    };
    parts.sort_by_key(size);
    for part in parts.iter_mut().take(TRIED) {
        part.change = change(table, part, short);
    }
    parts.sort_by_key(|part| part.change.is_none());
    Refusal::Infeasible(Certificate { short, parts })
}

/// The change of one bound by `short`, if it alone makes the table possible; less cannot, as this conflict would stay.
fn change(table: &Table, part: &Part, short: i128) -> Option<i128> {
    let by = if part.side == BoundSide::Low { -short } else { short };
    let mut changed = table.clone();
    let bound = changed.bounds.get_mut(part.bound)?;
    let whole = bound.is_exact();
    if whole || part.side == BoundSide::Low {
        bound.low += by;
    }
    if whole || part.side == BoundSide::High {
        bound.high = bound.high.map(|high| high + by);
    }
    if bound.low < 0 {
        return None;
    }
    Network::of(&changed, true).ok()?.is_possible().then_some(by)
}
