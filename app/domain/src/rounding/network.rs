//! The network of a table: source → nodes of the rows → cells → nodes of the columns → source again.
//!
//! Every subtotal of the two nested families is what flows along one arc.

use super::circulation::{Arc, Cut, balance};
use super::{Bound, LARGEST, Refusal, Table, Tree, certificate};
use std::ops::Range;

/// The arcs of a table with their bounds.
#[derive(Clone)]
pub(super) struct Network {
    shape: Shape,
    pub(super) arcs: Vec<Arc>,
}

/// Where the nodes and arcs of a table stand.
#[derive(Clone)]
struct Shape {
    rows: Tree,
    columns: Tree,
    /// The nodes of each tree between root and leaves, and the place of each node among them.
    between_rows: Between,
    between_columns: Between,
}

#[derive(Clone)]
struct Between {
    nodes: Vec<usize>,
    places: Vec<Option<usize>>,
}

impl Between {
    fn of(tree: &Tree) -> Self {
        let nodes: Vec<usize> = (1..tree.len()).filter(|node| tree.leaf(*node).is_none()).collect();
        let mut places = vec![None; tree.len()];
        nodes.iter().enumerate().for_each(|(place, node)| places[*node] = Some(place));
        Self { nodes, places }
    }

    fn place(&self, node: Option<usize>) -> Option<usize> {
        self.places.get(node?).copied().flatten()
    }
}

impl Shape {
    fn of(table: &Table) -> Self {
        let (rows, columns) = (table.rows.clone(), table.columns.clone());
        let (between_rows, between_columns) = (Between::of(&rows), Between::of(&columns));
        Self { rows, columns, between_rows, between_columns }
    }

    fn row_leaves(&self) -> usize {
        self.rows.leaf_nodes().len()
    }

    fn column_leaves(&self) -> usize {
        self.columns.leaf_nodes().len()
    }

    /// The first of what stands after the two trees themselves: the parts of a row, the parts of a column, the cells.
    fn starts(&self) -> [usize; 3] {
        let row_parts = self.row_leaves() * self.between_columns.nodes.len();
        let column_parts = self.column_leaves() * self.between_rows.nodes.len();
        [0, row_parts, row_parts + column_parts]
    }

    /// The node in which the part of a leaf row that lies in a node of the columns is summed.
    fn row_part(&self, leaf: usize, column: Option<usize>) -> usize {
        match self.between_columns.place(column) {
            None => self.rows.leaf_nodes()[leaf],
            Some(place) => self.rows.len() + self.columns.len() + leaf * self.between_columns.nodes.len() + place,
        }
    }

    /// The node in which the part of a leaf column that lies in a node of the rows is summed.
    fn column_part(&self, row: Option<usize>, leaf: usize) -> usize {
        match self.between_rows.place(row) {
            None => self.rows.len() + self.columns.leaf_nodes()[leaf],
            Some(place) => {
                let first = self.rows.len() + self.columns.len() + self.starts()[1];
                first + leaf * self.between_rows.nodes.len() + place
            }
        }
    }

    fn nodes(&self) -> usize {
        self.rows.len() + self.columns.len() + self.starts()[2]
    }

    /// The ends of every arc, in their order.
    fn ends(&self) -> Vec<(usize, usize)> {
        let after_rows = self.rows.len();
        let mut ends = vec![(after_rows, 0)];
        ends.extend((1..self.rows.len()).filter_map(|node| Some((self.rows.parent(node)?, node))));
        let above = |node| Some((after_rows + node, after_rows + self.columns.parent(node)?));
        ends.extend((1..self.columns.len()).filter_map(above));
        for leaf in 0..self.row_leaves() {
            let part =
                |node: &usize| (self.row_part(leaf, self.columns.parent(*node)), self.row_part(leaf, Some(*node)));
            ends.extend(self.between_columns.nodes.iter().map(part));
        }
        for leaf in 0..self.column_leaves() {
            let part =
                |node: &usize| (self.column_part(Some(*node), leaf), self.column_part(self.rows.parent(*node), leaf));
            ends.extend(self.between_rows.nodes.iter().map(part));
        }
        for (row, row_node) in self.rows.leaf_nodes().iter().enumerate() {
            for (column, column_node) in self.columns.leaf_nodes().iter().enumerate() {
                let from = self.row_part(row, self.columns.parent(*column_node));
                ends.push((from, self.column_part(self.rows.parent(*row_node), column)));
            }
        }
        ends
    }

    /// The arc along which a subtotal flows; `None` where it lies in neither family.
    fn arc(&self, row: usize, column: usize) -> Option<usize> {
        let first = self.rows.len() + self.columns.len() - 1;
        let [_, column_parts, cells] = self.starts().map(|start| first + start);
        if row >= self.rows.len() || column >= self.columns.len() {
            return None;
        }
        match (row, column, self.rows.leaf(row), self.columns.leaf(column)) {
            (row, 0, ..) => Some(row),
            (0, column, ..) => Some(self.rows.len() - 1 + column),
            (.., Some(row), Some(column)) => Some(cells + row * self.column_leaves() + column),
            (_, column, Some(leaf), None) => {
                let nodes = &self.between_columns;
                nodes.place(Some(column)).map(|place| first + leaf * nodes.nodes.len() + place)
            }
            (row, _, None, Some(leaf)) => {
                let nodes = &self.between_rows;
                nodes.place(Some(row)).map(|place| column_parts + leaf * nodes.nodes.len() + place)
            }
            _ => None,
        }
    }
}

impl Network {
    /// The network of a table; not `open`, cells without a weight take no more than they must.
    ///
    /// # Errors
    /// [`Refusal::Crossing`] for a bound in neither family, [`Refusal::Infeasible`] where two leave nothing.
    pub(super) fn of(table: &Table, open: bool) -> Result<Self, Refusal> {
        let shape = Shape::of(table);
        let arcs = shape.ends().into_iter().map(|(from, to)| Arc { from, to, low: 0, high: LARGEST }).collect();
        let mut network = Self { shape, arcs };
        for (index, bound) in table.bounds.iter().enumerate() {
            let arc = network.arc(bound).ok_or(Refusal::Crossing { bound: index })?;
            let arc = &mut network.arcs[arc];
            arc.low = arc.low.max(bound.low);
            arc.high = bound.high.map_or(arc.high, |high| arc.high.min(high));
            if arc.low > arc.high {
                return Err(Refusal::Infeasible(certificate::opposed(table, bound)));
            }
        }
        if !open {
            let cells = network.cells();
            for (arc, weight) in network.arcs[cells].iter_mut().zip(&table.weights) {
                if *weight == 0 {
                    arc.high = arc.low;
                }
            }
        }
        Ok(network)
    }

    /// The arc of a bound.
    pub(super) fn arc(&self, bound: &Bound) -> Option<usize> {
        self.shape.arc(bound.row, bound.column)
    }

    /// The arcs of the cells, row by row.
    pub(super) fn cells(&self) -> Range<usize> {
        let first = self.shape.rows.len() + self.shape.columns.len() - 1 + self.shape.starts()[2];
        first..self.arcs.len()
    }

    /// Whether whole numbers exist that keep every bound.
    pub(super) fn is_possible(&self) -> bool {
        self.cut().is_none()
    }

    /// Where the bounds conflict most, if they do.
    pub(super) fn cut(&self) -> Option<Cut> {
        let least = self.arcs.iter().map(|arc| arc.low).collect();
        balance(self.shape.nodes(), &self.arcs, least).err()
    }

    /// The same network in parts of a rounding unit.
    pub(super) fn finer(&self, places: u32) -> Self {
        let finer = |arc: &Arc| Arc { low: arc.low << places, high: arc.high << places, ..*arc };
        Self { shape: self.shape.clone(), arcs: self.arcs.iter().map(finer).collect() }
    }

    /// A flow with cells close to the given ones; `None` where the bounds allow none.
    pub(super) fn nearest(&self, cells: &[i128]) -> Option<Vec<i128>> {
        let mut flow = self.summed(cells);
        flow.iter_mut().zip(&self.arcs).for_each(|(flow, arc)| *flow = (*flow).max(arc.low).min(arc.high));
        balance(self.shape.nodes(), &self.arcs, flow).ok()
    }

    /// A flow of whole numbers, each of them the one below or above what `exact` says in parts of a unit.
    pub(super) fn around(&self, exact: &[i128], places: u32) -> Option<Vec<i128>> {
        let part = (1i128 << places) - 1;
        let arcs: Vec<Arc> = self
            .arcs
            .iter()
            .zip(exact)
            .map(|(arc, exact)| Arc { low: exact >> places, high: (exact + part) >> places, ..*arc })
            .collect();
        let nearest = exact.iter().map(|exact| (exact + (1 << (places - 1))) >> places).collect();
        balance(self.shape.nodes(), &arcs, nearest).ok()
    }

    /// What flows along every arc when the cells are given.
    fn summed(&self, cells: &[i128]) -> Vec<i128> {
        let shape = &self.shape;
        let mut flow = vec![0; self.arcs.len()];
        let mut sums = vec![0; shape.nodes()];
        for (place, amount) in self.cells().zip(cells) {
            flow[place] = *amount;
            sums[self.arcs[place].from] += amount;
            sums[self.arcs[place].to] += amount;
        }
        let (rows, columns) = (shape.rows.len(), shape.rows.len() + shape.columns.len() - 1);
        let [_, column_parts, end] = shape.starts().map(|start| columns + start);
        // Children stand behind their parents, and the parts of a leaf sum up to it.
        for place in (columns..column_parts).rev().chain((1..rows).rev()) {
            let Arc { from, to, .. } = self.arcs[place];
            flow[place] = sums[to];
            sums[from] += flow[place];
        }
        for place in (column_parts..end).rev().chain((rows..columns).rev()) {
            let Arc { from, to, .. } = self.arcs[place];
            flow[place] = sums[from];
            sums[to] += flow[place];
        }
        flow[0] = sums[0];
        flow
    }
}
