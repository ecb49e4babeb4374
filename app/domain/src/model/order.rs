//! The order of computing, and the circles that have none.

use super::check::Checked;
use super::problem::{ModelError, Problem};
use super::{Kind, Model, Node};
use std::collections::BTreeSet;

/// The operands that a node needs in the same month: a lag needs what it looks back at earlier.
fn needed(node: &Node) -> &[usize] {
    let first = usize::from(matches!(node.kind, Kind::Lag(_)));
    &node.operands[first..]
}

/// Puts the nodes in an order in which every operand comes first.
pub(super) fn ordered(checked: Checked, money_decimals: u8) -> Result<Model, ModelError> {
    let Checked { mut declarations, places, nodes } = checked;
    let mut waiting: Vec<usize> = nodes.iter().map(|node| needed(node).len()).collect();
    let mut needed_by = vec![Vec::new(); nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for &operand in needed(node) {
            needed_by[operand].push(index);
        }
    }
    let mut ready: BTreeSet<usize> = (0..nodes.len()).filter(|&index| waiting[index] == 0).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for &user in &needed_by[index] {
            waiting[user] -= 1;
            if waiting[user] == 0 {
                ready.insert(user);
            }
        }
    }
    if let Some(stuck) = waiting.iter().position(|&operands| operands > 0) {
        let path = circle(stuck, &nodes, &waiting);
        let owner = path[0];
        let names = path.iter().map(|&owner| declarations[owner].name.clone()).collect();
        let node = Some(declarations[owner].name.clone());
        return Err(ModelError { place: places[owner], node, problem: Problem::Circle(names) });
    }
    let mut at = vec![0; nodes.len()];
    for (place, &index) in order.iter().enumerate() {
        at[index] = place;
    }
    let renumbered = |&index: &usize| {
        let node: &Node = &nodes[index];
        Node { operands: node.operands.iter().map(|&operand| at[operand]).collect(), ..node.clone() }
    };
    let nodes: Vec<Node> = order.iter().map(renumbered).collect();
    for declaration in &mut declarations {
        declaration.root = at[declaration.root];
    }
    let mut users = vec![Vec::new(); nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for &operand in &node.operands {
            if users[operand].last() != Some(&index) {
                users[operand].push(index);
            }
        }
    }
    Ok(Model { declarations, nodes, users, money_decimals })
}

/// The declarations along a circle, the first one again at the end. Every node that waits waits for another.
fn circle(stuck: usize, nodes: &[Node], waiting: &[usize]) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut node = stuck;
    while !path.contains(&node) {
        path.push(node);
        node = needed(&nodes[node]).iter().copied().find(|&operand| waiting[operand] > 0).unwrap_or(node);
    }
    let start = path.iter().position(|&known| known == node).unwrap_or(0);
    let mut owners: Vec<usize> = path[start..].iter().map(|&node| nodes[node].owner).collect();
    owners.dedup();
    // A circle that begins in the middle of a formula ends in the same declaration.
    if owners.len() > 1 && owners.first() == owners.last() {
        owners.pop();
    }
    let first = owners.iter().position(|owner| Some(owner) == owners.iter().min()).unwrap_or(0);
    owners.rotate_left(first);
    owners.push(owners[0]);
    owners
}
