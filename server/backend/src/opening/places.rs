//! The leaves that history names, and the dimensions that hold them.

use crate::import::KnownMembers;
use domain::dimension::{Dimension, DimensionError, MemberId, MemberSource, Name, ROOT};
use domain::outline::UNASSIGNED;
use std::collections::{BTreeMap, BTreeSet};

/// Code of the root of every dimension of a board.
const ROOT_CODE: &str = "*";

/// The leaves of all three dimensions.
pub(super) struct Places {
    pub(super) units: Leaves,
    pub(super) products: Leaves,
    pub(super) channels: Leaves,
}

impl Places {
    pub(super) fn new(members: &KnownMembers, product_depth: Option<u32>) -> Self {
        Self {
            units: Leaves::new(&members.units, None),
            products: Leaves::new(&members.products, product_depth),
            channels: Leaves::new(&members.channels, None),
        }
    }
}

/// The leaves of one dimension, numbered as history names them.
pub(super) struct Leaves {
    /// The members of the board, parents by code.
    sources: Vec<MemberSource>,
    /// For every stored code, the code that stands for it on the board: itself, or an ancestor at the depth of the board.
    shown: BTreeMap<String, String>,
    /// Codes with something below them.
    inner: BTreeSet<String>,
    children: BTreeMap<String, Vec<String>>,
    codes: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Leaves {
    fn new(members: &[MemberSource], depth: Option<u32>) -> Self {
        let parents: BTreeMap<&str, Option<&str>> =
            members.iter().map(|member| (member.code.as_str(), member.parent.as_deref())).collect();
        let shown = members.iter().map(|member| {
            // From the member up to the root; a circle is found when the dimension is built.
            let up: Vec<&str> =
                std::iter::successors(Some(member.code.as_str()), |code| parents.get(code).copied().flatten())
                    .take(members.len())
                    .collect();
            let hidden = depth.map_or(0, |depth| up.len().saturating_sub(depth.max(1) as usize));
            (member.code.clone(), up.get(hidden).copied().unwrap_or(member.code.as_str()).to_owned())
        });
        let shown: BTreeMap<String, String> = shown.collect();
        let is_shown = |member: &&MemberSource| shown.get(&member.code) == Some(&member.code);
        let sources: Vec<MemberSource> = members.iter().filter(is_shown).cloned().collect();
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for source in &sources {
            if let Some(parent) = &source.parent {
                children.entry(parent.clone()).or_default().push(source.code.clone());
            }
        }
        let inner = children.keys().cloned().collect();
        Self { sources, shown, inner, children, codes: Vec::new(), numbers: BTreeMap::new() }
    }

    /// The number of the leaf that takes what history books on a code; a leaf is added where that is no leaf.
    pub(super) fn leaf(&mut self, code: &str) -> u32 {
        if let Some(number) = self.numbers.get(code) {
            return *number;
        }
        let leaf = match self.shown.get(code).cloned() {
            Some(shown) if !self.inner.contains(&shown) => shown,
            Some(shown) => self.rest_of(Some(shown)),
            // Nothing is lost: what names no member stands beside the members.
            None => self.rest_of(None),
        };
        let number = match self.numbers.get(&leaf) {
            Some(number) => *number,
            None => {
                let number = self.codes.len() as u32;
                self.numbers.insert(leaf.clone(), number);
                self.codes.push(leaf);
                number
            }
        };
        self.numbers.insert(code.to_owned(), number);
        number
    }

    /// The leaf below a member, or below the root, that takes what its children do not.
    fn rest_of(&mut self, parent: Option<String>) -> String {
        let code = parent.as_ref().map_or(UNASSIGNED.to_owned(), |parent| format!("{parent}/{UNASSIGNED}"));
        let is_there = self.numbers.contains_key(&code) || self.shown.contains_key(&code);
        // A dimension without members is its root, which is a leaf.
        let is_root = parent.is_none() && self.sources.is_empty();
        if !is_there && !is_root {
            let name = Name::new("Unassigned", "Sin asignar");
            self.sources.push(MemberSource { code: code.clone(), name, parent: parent.clone() });
            if let Some(parent) = parent {
                self.children.entry(parent).or_default().push(code.clone());
            }
        }
        code
    }

    /// The codes of the members that a text names: a code, or the last step of several paths.
    pub(super) fn named(&self, text: &str) -> Vec<String> {
        if let Some(shown) = self.shown.get(text) {
            return vec![shown.clone()];
        }
        let step = format!("/{text}");
        self.sources.iter().map(|source| &source.code).filter(|code| code.ends_with(&step)).cloned().collect()
    }

    /// The codes of the leaves at or below a member.
    pub(super) fn below(&self, code: &str) -> Vec<String> {
        let mut leaves = Vec::new();
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            match self.children.get(code) {
                Some(children) if leaves.len() <= self.sources.len() => {
                    open.extend(children.iter().map(String::as_str))
                }
                _ => leaves.push(code.to_owned()),
            }
        }
        leaves
    }

    pub(super) fn dimension(&self, root: Name) -> Result<Dimension, DimensionError> {
        Dimension::build(ROOT_CODE, root, &self.sources)
    }

    /// The member of each leaf, by its number; the root where there is no member at all.
    pub(super) fn ids(&self, dimension: &Dimension) -> Vec<MemberId> {
        let ids: BTreeMap<&str, MemberId> =
            (0..).zip(dimension.members()).map(|(id, member)| (member.code.as_str(), id)).collect();
        self.codes.iter().map(|code| ids.get(code.as_str()).copied().unwrap_or(ROOT)).collect()
    }
}
