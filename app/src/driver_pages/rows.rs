//! The tree as rows: every node below the one that uses it, once in full.

use domain::model::{Joint, Model};

/// A node in the drawing of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub name: String,
    pub depth: usize,
    /// How it goes into the node above.
    pub joint: Joint,
    /// Whether it stands further up in full.
    pub is_again: bool,
}

/// The rows of a tree, from what nothing else uses down to what people move.
pub(super) fn rows(model: &Model) -> Vec<Node> {
    let mut rows: Vec<Node> = Vec::new();
    let names = model.declarations().iter().map(domain::model::Declaration::name);
    // What only uses itself, by looking back in time, comes last.
    for root in model.roots().into_iter().chain(names) {
        if rows.iter().any(|row| row.name == root) {
            continue;
        }
        let mut open = vec![(root, 0, Joint::Within)];
        while let Some((name, depth, joint)) = open.pop() {
            let is_again = rows.iter().any(|row| row.name == name);
            rows.push(Node { name: name.to_owned(), depth, joint, is_again });
            if !is_again {
                let below = model.branches(name).into_iter().rev();
                open.extend(below.map(|branch| (branch.name, depth + 1, branch.joint)));
            }
        }
    }
    rows
}

/// The sign of a joint.
pub(super) fn sign(joint: Joint) -> &'static str {
    match joint {
        Joint::Plus => "+",
        Joint::Minus => "−",
        Joint::Times => "×",
        Joint::Over => "÷",
        Joint::Within => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_stands_once_in_full_also_one_that_looks_back_at_itself() {
        let text = "a = b + c : number \"\" \"\"\nb = driver(1) : number \"\" \"\"\nc = b + 1 : number \"\" \"\"\n\
                    d = lag(d, 1, b) : number \"\" \"\"\n";
        let rows = rows(&Model::parse(text, 0).unwrap());
        let drawn: Vec<(&str, usize, bool)> =
            rows.iter().map(|row| (row.name.as_str(), row.depth, row.is_again)).collect();
        let a = [("a", 0, false), ("b", 1, false), ("c", 1, false), ("b", 2, true)];
        assert_eq!(drawn, [&a[..], &[("d", 0, false), ("d", 1, true), ("b", 1, true)]].concat());
    }
}
