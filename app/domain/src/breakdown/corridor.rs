//! What kept numbers leave the nodes above them: derived corridors, and which of the kept numbers make them.

use super::Breakdown;
use super::kept::{Bounds, FREE, Kept, both};
use crate::address::Address;
use crate::dimension::MemberId;
use crate::outline::{Outline, Standing};
use crate::plan::Plan;

/// From this many on, kept leaf cells are added up instead of being found again level by level.
const MANY: usize = 16;

/// Which bound of a kept number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    High,
}

impl Breakdown<'_> {
    /// The kept numbers at or below `at`, in the order of the addresses; of one that crosses it, the part inside, kept
    /// as it is.
    pub(super) fn inside(&self, at: Address, kept: &[Kept]) -> Vec<Kept> {
        self.parts(at, kept, false)
    }

    /// The same where nothing else moves: the part of a corridor that crosses `at` has the corridor's whole room.
    pub(super) fn windows(&self, at: Address, kept: &[Kept]) -> Vec<Kept> {
        self.parts(at, kept, true)
    }

    fn parts(&self, at: Address, kept: &[Kept], alone: bool) -> Vec<Kept> {
        let outline = self.plan.outline();
        let part = |hold: &Kept| match outline.meet(at, hold.at)? {
            meet if meet == hold.at => Some(*hold),
            meet if meet == at => None,
            meet => {
                self.crossed.set(true);
                let now = |at| i128::from(self.number(self.slice, at) + self.moved.get(outline, at).unwrap_or(0));
                let inside = now(meet);
                let outside = if alone { now(hold.at) - inside } else { 0 };
                let (low, high) = if alone { (hold.low, hold.high) } else { (inside, Some(inside)) };
                Some(Kept { at: meet, low: (low - outside).max(0), high: high.map(|high| high - outside), ..*hold })
            }
        };
        let from = |unit: MemberId| kept.partition_point(|hold| hold.at.unit < unit);
        let end = outline.units.get(at.unit).map_or(at.unit, |unit| unit.end);
        let mut inside: Vec<Kept> = kept[from(at.unit)..from(end)].iter().filter_map(part).collect();
        for above in outline.units.upwards(at.unit).skip(1) {
            inside.extend(kept[from(above)..from(above + 1)].iter().filter_map(part));
        }
        inside.sort_by_key(|hold| hold.at);
        inside
    }

    /// The next level: along the first dimension (unit, period, product, channel) that splits and that no kept number
    /// straddles.
    pub(super) fn children(&self, at: Address, kept: &[Kept]) -> Vec<Address> {
        let outline = self.plan.outline();
        let below: [fn(Address) -> MemberId; 4] = [|at| at.unit, |at| at.period, |at| at.product, |at| at.channel];
        let mut first = None;
        for (along, member) in below.into_iter().enumerate() {
            let level = level(outline, at, along);
            // A kept number inside `at` straddles a level exactly when it is as wide as `at` along it.
            if !level.is_empty() && kept.iter().all(|hold| member(hold.at) != member(at)) {
                return level;
            }
            first = first.or((!level.is_empty()).then_some(level));
        }
        first.unwrap_or_default()
    }

    /// What kept numbers at or below a node leave it: at least their sum, and no more than that when nothing is free.
    pub(super) fn corridor(&self, at: Address, kept: &[Kept]) -> Bounds {
        let (own, below) = split(at, kept);
        let bounds = bounds_of(own);
        if below.is_empty() || bounds.1 == Some(bounds.0) {
            return bounds;
        }
        both(bounds, self.derived(at, below))
    }

    fn derived(&self, at: Address, kept: &[Kept]) -> Bounds {
        if let Some(all) = self.only_leaves(at, kept) {
            let low = kept.iter().map(|hold| hold.low).sum();
            return (low, if all { kept.iter().map(|hold| hold.high).sum() } else { None });
        }
        let children = self.children(at, kept).into_iter();
        let corridors = children.map(|child| self.corridor(child, &self.inside(child, kept)));
        corridors.fold((0, Some(0)), |sum, child| (sum.0 + child.0, sum.1.zip(child.1).map(|(a, b)| a + b)))
    }

    /// The sum of something over the fixed numbers at or below a node that lie in no other.
    pub(super) fn settled(&self, at: Address, kept: &[Kept], of: &dyn Fn(&Kept) -> i128) -> i128 {
        let (own, below) = split(at, kept);
        if let Some(own) = own.iter().find(|own| own.fixed_at().is_some()) {
            return of(own);
        }
        if below.is_empty() {
            return 0;
        }
        if self.only_leaves(at, below).is_some() {
            return below.iter().filter(|hold| hold.fixed_at().is_some()).map(of).sum();
        }
        let children = self.children(at, below).into_iter();
        children.map(|child| self.settled(child, &self.inside(child, below), of)).sum()
    }

    /// The kept numbers whose own bound makes the corridor of a node what it is.
    pub(super) fn active(&self, at: Address, kept: &[Kept], bound: Bound, out: &mut Vec<(Kept, Bound)>) {
        let (own, below) = split(at, kept);
        let derived = if below.is_empty() { FREE } else { self.derived(at, below) };
        let decides = |hold: &&Kept| match bound {
            Bound::Low => hold.low > 0 && hold.low >= derived.0,
            Bound::High => hold.high.is_some_and(|high| derived.1.is_none_or(|derived| high <= derived)),
        };
        let tightest = match bound {
            Bound::Low => own.iter().filter(decides).max_by_key(|hold| hold.low),
            Bound::High => own.iter().filter(decides).min_by_key(|hold| hold.high),
        };
        if let Some(hold) = tightest {
            out.push((*hold, bound));
        } else if self.only_leaves(at, below).is_some() {
            let counts = |hold: &&Kept| bound == Bound::High || hold.low > 0;
            out.extend(below.iter().filter(counts).map(|hold| (*hold, bound)));
        } else if !below.is_empty() {
            for child in self.children(at, below) {
                self.active(child, &self.inside(child, below), bound, out);
            }
        }
    }

    /// Where many different leaf cells are kept and nothing else: whether they are all that lie below.
    fn only_leaves(&self, at: Address, kept: &[Kept]) -> Option<bool> {
        let outline = self.plan.outline();
        let different = || kept.is_sorted_by(|one, next| one.at < next.at);
        (kept.len() >= MANY && different() && kept.iter().all(|hold| outline.is_leaf(hold.at)))
            .then(|| kept.len() == leaf_cells(self.plan, at))
    }
}

/// What is kept at a node itself, and what below; both in the order of the addresses.
pub(super) fn split(at: Address, kept: &[Kept]) -> (&[Kept], &[Kept]) {
    kept.split_at(kept.partition_point(|hold| hold.at <= at))
}

/// The bounds that satisfy every one of some numbers kept at the same place.
pub(super) fn bounds_of(own: &[Kept]) -> Bounds {
    own.iter().fold(FREE, |bounds, hold| both(bounds, (hold.low, hold.high)))
}

fn level(outline: &Outline, at: Address, along: usize) -> Vec<Address> {
    match along {
        0 => outline.child_units(at.unit).map(|unit| Address { unit, ..at }).collect(),
        1 => outline.periods.children(at.period).map(|period| Address { period, ..at }).collect(),
        2 => outline.products.children(at.product).map(|product| Address { product, ..at }).collect(),
        _ => outline.channels.children(at.channel).map(|channel| Address { channel, ..at }).collect(),
    }
}

/// How many leaf cells lie at or below an address, for the holder of the plan.
fn leaf_cells(plan: &Plan, at: Address) -> usize {
    let outline = plan.outline();
    let end = outline.units.get(at.unit).map_or(at.unit, |unit| unit.end);
    let shown = |unit: &MemberId| outline.is_leaf_unit(*unit) && outline.standing(*unit) != Standing::Hidden;
    let units = (at.unit..end).filter(shown).count();
    let others = [
        outline.products.leaves(at.product).count(),
        outline.channels.leaves(at.channel).count(),
        outline.periods.leaves(at.period).count(),
    ];
    others.into_iter().fold(units, |cells, leaves| cells * leaves)
}
