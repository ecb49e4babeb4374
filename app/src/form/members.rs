//! Members of a dimension to choose from.

use crate::board::display;
use domain::dimension::{Dimension, MemberId, ROOT};
use domain::number::Region;
use domain::outline::{Outline, Standing};

/// Members that a list offers at most; what lies deeper is reached from the board.
const MOST: usize = 600;

/// A member to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its id.
    pub id: MemberId,
    /// Its name, indented by its depth.
    pub words: String,
}

/// The members of a dimension that may be chosen, in order: as many levels as a list bears, and the one chosen.
fn choices(
    dimension: &Dimension,
    region: Region,
    chosen: Option<MemberId>,
    may: impl Fn(MemberId) -> bool,
) -> Vec<Choice> {
    let members: Vec<(MemberId, u32)> = (0..)
        .zip(dimension.members())
        .filter(|(id, member)| may(*id) && !member.name.en.is_empty())
        .map(|(id, member)| (id, member.depth))
        .collect();
    let deepest = members.iter().map(|(_, depth)| *depth).max().unwrap_or(0);
    let fits = |depth: &u32| members.iter().filter(|(_, own)| own <= depth).count() <= MOST;
    let depth = (0..=deepest).rev().find(fits).unwrap_or(0);
    let top = members.iter().map(|(_, depth)| *depth).min().unwrap_or(0);
    let shown = members.into_iter().filter(|(id, own)| *own <= depth || Some(*id) == chosen);
    let named = shown.filter_map(|(id, depth)| {
        let indent = "\u{a0}\u{a0}".repeat((depth - top) as usize);
        Some(Choice { id, words: format!("{indent}{}", display::name(&dimension.get(id)?.name, region)) })
    });
    named.collect()
}

/// The units that a reader sees by name.
pub(crate) fn named(outline: &Outline, region: Region, chosen: Option<MemberId>) -> Vec<Choice> {
    choices(&outline.units, region, chosen, |unit| matches!(outline.standing(unit), Standing::Open | Standing::Total))
}

/// The units in which a person may plan.
pub(crate) fn plannable(
    outline: &Outline,
    region: Region,
    chosen: Option<MemberId>,
    may: impl Fn(MemberId) -> bool,
) -> Vec<Choice> {
    choices(&outline.units, region, chosen, may)
}

/// The members below the root of a dimension.
pub(crate) fn below_root(dimension: &Dimension, region: Region, chosen: Option<MemberId>) -> Vec<Choice> {
    choices(dimension, region, chosen, |member| member != ROOT)
}

/// The members of a dimension, its root under a name that says so.
pub(crate) fn every(dimension: &Dimension, region: Region, chosen: Option<MemberId>, all: &str) -> Vec<Choice> {
    let root = Choice { id: ROOT, words: all.to_owned() };
    std::iter::once(root).chain(below_root(dimension, region, chosen)).collect()
}
