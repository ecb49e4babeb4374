//! Controlled rounding: one table whose subtotals tie in two trees at once.
//!
//! The real table keeps the proportions of a seed as far as the given totals, holds and corridors allow (iterative
//! proportional fitting). It is then rounded by an integral flow: source → first tree → cells → second tree → sink, in
//! which every subtotal may only be the whole number below or above its real value. Such a flow always exists for two
//! trees; a third tree is reported as sums.
//!
//! L. H. Cox, "A Constructive Procedure for Unbiased Controlled Rounding", JASA 82 (1987); W. E. Deming and
//! F. F. Stephan, "On a Least Squares Adjustment of a Sampled Frequency Table", Annals of Mathematical Statistics 11
//! (1940); A. J. Hoffman's circulation theorem (1960) is the certificate.

mod certificate;
mod circulation;
mod fit;
mod network;
mod tree;

pub use certificate::{BoundSide, Certificate, Part, Refusal};
pub use tree::Tree;

use crate::spread::ExactShare;
use network::Network;

/// Binary places of the real table's fractions.
const PLACES: u32 = 40;
/// Bounds and weights beyond this are refused, in rounding units.
pub const LARGEST: i128 = 1 << 60;
/// Cells that a table may have.
pub const MOST_CELLS: usize = 1 << 21;

/// What one subtotal may be: that of a node of the rows and a node of the columns, in rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The node of the rows.
    pub row: usize,
    /// The node of the columns.
    pub column: usize,
    /// The least; 0 is no bound.
    pub low: i128,
    /// The most; `None` is no bound.
    pub high: Option<i128>,
}

impl Bound {
    /// A subtotal that is given.
    pub fn exactly(row: usize, column: usize, value: i128) -> Self {
        Self { row, column, low: value, high: Some(value) }
    }

    /// Whether it allows one value only.
    pub fn is_exact(&self) -> bool {
        self.high == Some(self.low)
    }
}

/// A table to be filled: its two trees, the proportions of its cells, and what its subtotals may be.
#[derive(Clone, Debug)]
pub struct Table {
    /// The first tree.
    pub rows: Tree,
    /// The second tree.
    pub columns: Tree,
    /// The seed: a weight for each leaf of the rows and each leaf of the columns, row by row; 0 or more.
    pub weights: Vec<i128>,
    /// Given totals, holds and corridors, in any order. A bound may stand at every node of one tree over the whole other
    /// tree, and at every node of one tree for a single leaf of the other: these two families are each nested, which is
    /// what an integral flow needs.
    pub bounds: Vec<Bound>,
}

/// A filled table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The cells, row by row, in rounding units.
    pub cells: Vec<i128>,
    /// The real table, row by row, in 2⁻⁴⁰ of a rounding unit; it meets every bound exactly.
    pub exact: Vec<i128>,
}

impl Filled {
    /// The real value of a cell, or of several together.
    pub fn exact_share(&self, cells: impl IntoIterator<Item = usize>) -> ExactShare {
        let sum: i128 = cells.into_iter().filter_map(|cell| self.exact.get(cell)).sum();
        let numerator = sum & ((1 << PLACES) - 1);
        let shared = numerator.trailing_zeros().min(PLACES);
        ExactShare { whole: sum >> PLACES, numerator: numerator >> shared, denominator: 1 << (PLACES - shared) }
    }
}

/// Fills a table so that every bound is kept and every subtotal of both trees, also that of one node for a single leaf
/// of the other tree, is less than one unit away from its real value.
///
/// Cells without a weight stay 0 as long as the others can carry the totals; where they cannot, every such cell takes
/// part with next to no weight. The order of the bounds changes nothing.
///
/// # Errors
/// [`Refusal`] when no such table exists, with the bounds that conflict and the smallest change of each that would do.
pub fn fill(table: &Table) -> Result<Filled, Refusal> {
    certificate::check(table)?;
    let support = Network::of(table, false).map_err(|refusal| certificate::tried(table, refusal))?;
    // Whether the cells with a weight can carry the totals shows when their fit is made exact.
    let (network, exact) = match real(table, &support, false) {
        Some(exact) => (support, exact),
        None => {
            let network = Network::of(table, true)?;
            if !network.is_possible() {
                return Err(certificate::tried(table, certificate::refusal(table, &network)));
            }
            let exact = real(table, &network, true).ok_or(Refusal::TooLarge)?;
            (network, exact)
        }
    };
    let rounded = network.around(&exact, PLACES).ok_or(Refusal::TooLarge)?;
    let cells = network.cells();
    Ok(Filled { cells: rounded[cells.clone()].to_vec(), exact: exact[cells].to_vec() })
}

/// The real table's flow in parts of a unit, close to the fit of the seed; `None` where the bounds allow none.
fn real(table: &Table, network: &Network, open: bool) -> Option<Vec<i128>> {
    network.finer(PLACES).nearest(&fit::fit(table, network, open))
}
