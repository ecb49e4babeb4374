//! Dimensions: trees of members, kept as arrays in depth-first order.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// A member's place in its dimension's array: dense, 0 is the root, a subtree is a range.
pub type MemberId = u32;

/// The root of every dimension.
pub const ROOT: MemberId = 0;

/// A name in both languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl Name {
    /// Takes one text for both languages, for sources that have only one.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { en: text.clone(), es: text }
    }

    /// Takes a text for each language.
    pub fn new(en: impl Into<String>, es: impl Into<String>) -> Self {
        Self { en: en.into(), es: es.into() }
    }
}

/// One member of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Stable code of the source, unique in the dimension.
    pub code: String,
    /// What people read.
    pub name: Name,
    /// The member above; the root has none.
    pub parent: Option<MemberId>,
    /// One past the last member of this member's subtree.
    pub end: MemberId,
    /// Steps from the root.
    pub depth: u32,
}

/// A member as a source gives it, before it has a place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSource {
    /// Stable code, unique in the dimension.
    pub code: String,
    /// What people read.
    pub name: Name,
    /// Code of the member above; `None` hangs it under the root.
    pub parent: Option<String>,
}

/// Why members do not make a tree.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum DimensionError {
    /// The same code twice.
    #[error("member code {0} is given twice")]
    Repeated(String),
    /// A parent that no member has as its code.
    #[error("member {code} names the unknown parent {parent}")]
    UnknownParent {
        /// The member.
        code: String,
        /// Its unknown parent.
        parent: String,
    },
    /// Members that are their own ancestors.
    #[error("member {0} is its own ancestor")]
    Circle(String),
    /// Stored members that are not a tree in depth-first order.
    #[error("member {0} is not where its tree wants it")]
    Disordered(String),
}

/// A tree of members in depth-first order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<Member>")]
pub struct Dimension {
    members: Vec<Member>,
    /// Where each member hangs, apart from the names so that a walk touches little memory.
    places: Vec<Place>,
    /// How many leaves stand before each member, and at the end how many there are.
    leaves_before: Vec<u32>,
}

/// Where a member hangs in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// The member above; the root has itself there.
    above: MemberId,
    /// One past the last member of the subtree.
    end: MemberId,
}

impl Serialize for Dimension {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

impl TryFrom<Vec<Member>> for Dimension {
    type Error = DimensionError;

    /// Takes members that are in depth-first order already.
    fn try_from(members: Vec<Member>) -> Result<Self, DimensionError> {
        let mut open: Vec<MemberId> = Vec::new();
        let mut ends: Vec<MemberId> = (1..=members.len() as MemberId).collect();
        for (id, member) in (0..).zip(&members) {
            while let Some(&above) = open.last().filter(|above| Some(**above) != member.parent) {
                ends[above as usize] = id;
                open.pop();
            }
            // A root that names a parent would be above itself: no way upwards would end.
            if open.len() != member.depth as usize
                || open.is_empty() != (id == ROOT)
                || open.last() != member.parent.as_ref()
            {
                return Err(DimensionError::Disordered(member.code.clone()));
            }
            open.push(id);
        }
        open.iter().for_each(|above| ends[*above as usize] = members.len() as MemberId);
        if let Some((member, _)) = members.iter().zip(ends).find(|(member, end)| member.end != *end) {
            return Err(DimensionError::Disordered(member.code.clone()));
        }
        if members.is_empty() {
            Err(DimensionError::Disordered(String::new()))
        } else {
            Ok(Self::from_members(members))
        }
    }
}

impl Dimension {
    /// Builds the tree under a root of the given code and name; siblings keep the order of the source.
    pub fn build(code: &str, name: Name, sources: &[MemberSource]) -> Result<Self, DimensionError> {
        let mut children: BTreeMap<&str, Vec<&MemberSource>> = BTreeMap::new();
        let mut known: BTreeMap<&str, ()> = BTreeMap::from([(code, ())]);
        for source in sources {
            if known.insert(&source.code, ()).is_some() {
                return Err(DimensionError::Repeated(source.code.clone()));
            }
            children.entry(source.parent.as_deref().unwrap_or(code)).or_default().push(source);
        }
        for source in sources {
            if let Some(parent) = &source.parent
                && !known.contains_key(parent.as_str())
            {
                return Err(DimensionError::UnknownParent { code: source.code.clone(), parent: parent.clone() });
            }
        }
        let root = Member { code: code.to_owned(), name, parent: None, end: 1, depth: 0 };
        let mut members = vec![root];
        // A stack of (source, parent), the next one on top: a recursion would be as deep as the source is.
        let below = |code: &str, parent: MemberId| {
            children.get(code).into_iter().flatten().rev().map(move |&source| (source, parent))
        };
        let mut stack: Vec<(&MemberSource, MemberId)> = below(code, ROOT).collect();
        while let Some((source, parent)) = stack.pop() {
            let id = members.len() as MemberId;
            let depth = members[parent as usize].depth + 1;
            members.push(Member {
                code: source.code.clone(),
                name: source.name.clone(),
                parent: Some(parent),
                end: id + 1,
                depth,
            });
            stack.extend(below(&source.code, id));
        }
        if members.len() <= sources.len() {
            let placed: BTreeMap<&str, ()> = members.iter().map(|member| (member.code.as_str(), ())).collect();
            let lost = sources.iter().find(|source| !placed.contains_key(source.code.as_str()));
            return Err(DimensionError::Circle(lost.map(|source| source.code.clone()).unwrap_or_default()));
        }
        for id in (1..members.len()).rev() {
            let end = members[id].end;
            if let Some(parent) = members[id].parent {
                let above = &mut members[parent as usize];
                above.end = above.end.max(end);
            }
        }
        Ok(Self::from_members(members))
    }

    /// Takes the members of a tree, in depth-first order.
    pub(crate) fn from_members(members: Vec<Member>) -> Self {
        let place = |(id, member): (MemberId, &Member)| Place { above: member.parent.unwrap_or(id), end: member.end };
        let places = (0..).zip(&members).map(place).collect();
        let mut leaves_before = Vec::with_capacity(members.len() + 1);
        let mut leaves = 0;
        leaves_before.push(leaves);
        for (id, member) in (0..).zip(&members) {
            leaves += u32::from(member.end == id + 1);
            leaves_before.push(leaves);
        }
        Self { members, places, leaves_before }
    }

    /// Every member, in depth-first order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many members there are, the root included.
    pub fn len(&self) -> u32 {
        self.members.len() as u32
    }

    /// Never true: a dimension has a root.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The member of an id, if there is one.
    pub fn get(&self, id: MemberId) -> Option<&Member> {
        self.members.get(id as usize)
    }

    /// The id of a code.
    pub fn find(&self, code: &str) -> Option<MemberId> {
        self.members.iter().position(|member| member.code == code).map(|id| id as MemberId)
    }

    /// The member above.
    pub fn parent(&self, id: MemberId) -> Option<MemberId> {
        self.places.get(id as usize).map(|place| place.above).filter(|above| *above != id)
    }

    /// One past the last member of a member's subtree.
    fn end(&self, id: MemberId) -> Option<MemberId> {
        self.places.get(id as usize).map(|place| place.end)
    }

    /// Whether nothing lies below; false for an id that is not there.
    pub fn is_leaf(&self, id: MemberId) -> bool {
        self.end(id) == id.checked_add(1)
    }

    /// How many leaves stand before a member in depth-first order: a leaf's place among the leaves.
    pub fn leaves_before(&self, id: MemberId) -> u32 {
        self.leaves_before.get(id as usize).or(self.leaves_before.last()).copied().unwrap_or(0)
    }

    /// The places of the leaves at or below a member, among all leaves.
    pub fn leaf_places(&self, id: MemberId) -> std::ops::Range<usize> {
        let end = self.end(id).unwrap_or(id);
        self.leaves_before(id) as usize..self.leaves_before(end) as usize
    }

    /// A member and all those below it.
    pub(crate) fn subtree(&self, id: MemberId) -> std::ops::Range<MemberId> {
        id..self.end(id).unwrap_or(id)
    }

    /// The direct children, in order.
    pub fn children(&self, id: MemberId) -> impl Iterator<Item = MemberId> + '_ {
        let end = self.end(id).unwrap_or(0);
        std::iter::successors(id.checked_add(1), move |&child| self.end(child)).take_while(move |&child| child < end)
    }

    /// The member itself, then its ancestors up to the root.
    pub fn upwards(&self, id: MemberId) -> impl Iterator<Item = MemberId> + '_ {
        std::iter::successors((id < self.len()).then_some(id), move |&below| self.parent(below))
    }

    /// The leaves at or below a member, in order.
    pub fn leaves(&self, id: MemberId) -> impl Iterator<Item = MemberId> + '_ {
        let end = self.end(id).unwrap_or(id);
        (id..end).filter(move |&below| self.is_leaf(below))
    }

    /// Whether `below` is `above` or lies under it.
    pub fn contains(&self, above: MemberId, below: MemberId) -> bool {
        // Asked most often of a leaf and itself, which needs no look at where it hangs.
        above == below && below < self.len() || self.end(above).is_some_and(|end| (above..end).contains(&below))
    }
}
