//! Comparing two plans of one outline, such as two scenarios, or a board then and now.

use crate::address::Address;
use crate::dimension::MemberId;
use crate::measure::{Measure, Slice};
use crate::node::Node;
use crate::plan::Plan;

/// A number in two plans, in rounding units; `None` is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// In the one.
    pub one: Option<i64>,
    /// In the other.
    pub other: Option<i64>,
}

impl Comparison {
    /// The other less the one, where null counts as 0.
    pub fn difference(self) -> i64 {
        self.other.unwrap_or(0).wrapping_sub(self.one.unwrap_or(0))
    }
}

/// A leaf cell that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellDifference {
    /// The leaf cell.
    pub at: Address,
    /// Its two numbers.
    pub numbers: Comparison,
}

/// The leaf cells of a unit that differ, in order of addresses; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDifference {
    /// The leaf unit.
    pub unit: MemberId,
    /// Its cells.
    pub cells: Vec<CellDifference>,
}

/// A number, leaf or total, in two plans.
pub fn node(one: &Plan, other: &Plan, node: Node) -> Comparison {
    Comparison { one: node.of(one), other: node.of(other) }
}

/// The leaf cells of a slice and measure that differ, by unit; one pass over the leaf cells of both plans.
pub fn units(one: &Plan, other: &Plan, slice: Slice, measure: Measure) -> Vec<UnitDifference> {
    let mut units: Vec<UnitDifference> = Vec::new();
    for cell in cells(one, other, slice, measure) {
        match units.last_mut().filter(|known| known.unit == cell.at.unit) {
            Some(known) => known.cells.push(cell),
            None => units.push(UnitDifference { unit: cell.at.unit, cells: vec![cell] }),
        }
    }
    units
}

/// The leaf cells of a slice and measure that differ, in order of addresses.
pub(super) fn cells(one: &Plan, other: &Plan, slice: Slice, measure: Measure) -> Vec<CellDifference> {
    let (mut left, mut right) = (one.leaves(slice, measure).peekable(), other.leaves(slice, measure).peekable());
    let mut differing = Vec::new();
    // Leaf cells come in order of addresses, so that what stands at the same address meets.
    while let Some(at) = [left.peek(), right.peek()].into_iter().flatten().map(|(at, _)| *at).min() {
        let one = left.next_if(|(next, _)| *next == at).map(|(_, number)| number);
        let other = right.next_if(|(next, _)| *next == at).map(|(_, number)| number);
        if one != other {
            differing.push(CellDifference { at, numbers: Comparison { one, other } });
        }
    }
    differing
}
