//! Members of a dimension to choose from.

use crate::board::display;
use domain::dimension::{Dimension, MemberId, ROOT};
use domain::number::Region;
use domain::outline::{Outline, Standing};

/// A list offers whole levels up to about so many members, and the first level with a choice however many it has.
const COMFORTABLE: usize = 2_000;

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
    let fits = |depth: &u32| members.iter().filter(|(_, own)| own <= depth).count() <= COMFORTABLE;
    let top = members.iter().map(|(_, depth)| *depth).min().unwrap_or(0);
    let has_choice = |depth: &u32| members.iter().filter(|(_, own)| own == depth).count() > 1;
    let least = (top..=deepest).find(has_choice).unwrap_or(deepest);
    let depth = (least..=deepest).rev().find(fits).unwrap_or(least);
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::dimension::{MemberSource, Name};

    /// How many of the members below the root are offered: regions, and units in them.
    fn offered(regions: usize, units: usize) -> usize {
        let source = |code: String, parent: Option<String>| MemberSource { name: Name::same(&code), code, parent };
        let region = |place: usize| format!("region-{place}");
        let regions_of = (0..regions).map(|place| source(region(place), None));
        let units_of = (0..units).map(|place| source(format!("unit-{place}"), Some(region(place % regions.max(1)))));
        let sources: Vec<MemberSource> = regions_of.chain(units_of).collect();
        let dimension = Dimension::build("company", Name::same("Company"), &sources).unwrap();
        below_root(&dimension, Region::EnUs, None).len()
    }

    #[test]
    fn as_many_levels_are_offered_as_a_list_bears_and_always_the_first() {
        assert_eq!(offered(10, 1_000), 1_010);
        assert_eq!(offered(10, 9_000), 10);
        assert_eq!(offered(9_000, 0), 9_000);
        assert_eq!(offered(1, 9_000), 9_001);
        assert_eq!(offered(0, 0), 0);
    }
}
