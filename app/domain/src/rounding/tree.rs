//! One of the two trees of a table: nodes in depth-first order, each a range of leaves.

use crate::dimension::{Dimension, MemberId};
use std::ops::Range;

/// A tree of nodes in depth-first order; node 0 is the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    parents: Vec<Option<usize>>,
    /// The leaves at or below each node, by their place among all leaves.
    leaves: Vec<Range<usize>>,
    /// The node of each leaf.
    nodes: Vec<usize>,
}

impl Tree {
    /// The subtree of a member: node `n` is the member `top + n`.
    pub fn of(dimension: &Dimension, top: MemberId) -> Self {
        let end = dimension.get(top).map_or(top, |member| member.end);
        let first = dimension.leaves_before(top) as usize;
        let places = |member| {
            let places = dimension.leaf_places(member);
            places.start - first..places.end - first
        };
        let parent = |member| dimension.parent(member).filter(|_| member != top);
        Self {
            parents: (top..end).map(|member| parent(member).map(|parent| (parent - top) as usize)).collect(),
            leaves: (top..end).map(places).collect(),
            nodes: dimension.leaves(top).map(|leaf| (leaf - top) as usize).collect(),
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The node above.
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.parents.get(node).copied().flatten()
    }

    /// The places of the leaves at or below a node.
    pub fn leaves(&self, node: usize) -> Range<usize> {
        self.leaves.get(node).cloned().unwrap_or_default()
    }

    /// The node of each leaf, in order.
    pub fn leaf_nodes(&self) -> &[usize] {
        &self.nodes
    }

    /// The place of a node among the leaves, if it is one.
    pub fn leaf(&self, node: usize) -> Option<usize> {
        let place = self.leaves.get(node)?.start;
        (self.nodes.get(place) == Some(&node)).then_some(place)
    }
}
