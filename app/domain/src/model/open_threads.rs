//! The open threads below a unit, and how far each may move.

use crate::access;
use crate::actor::Actor;
use crate::address::Address;
use crate::dimension::{MemberId, ROOT};
use crate::hold::Corridor;
use crate::measure::Measure;
use crate::plan::Plan;
use crate::spread::Share;
use crate::thread::Step;

/// What keeps a number of an open thread from moving further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Holds on the unit's number, or on numbers below it.
    Held,
    /// The range that the other side has said would do.
    Range(Corridor),
}

/// The units below one whose threads are open, the outermost of each branch: what is offered to a unit contains what its
/// own units are offered.
pub(super) fn open_below(plan: &Plan, unit: MemberId, measure: Measure) -> Vec<MemberId> {
    let units = &plan.outline().units;
    let open = |unit: MemberId| plan.thread_of(unit, measure).is_some_and(|thread| thread.state().is_open());
    let mut found: Vec<MemberId> = Vec::new();
    let mut next = unit + 1;
    while let Some(member) = units.get(next).filter(|_| units.contains(unit, next)) {
        if open(next) {
            found.push(next);
        }
        next = if open(next) { member.end } else { next + 1 };
    }
    found
}

/// The total nearest to one that is wanted which shares can come to.
pub(super) fn nearest(total: i128, shares: &[Share]) -> i128 {
    let least: i128 = shares.iter().map(|share| share.low.unwrap_or(0)).sum();
    let most: Option<i128> = shares.iter().map(|share| share.high).sum();
    most.map_or(total, |most| total.min(most)).max(least)
}

/// What the number of an open thread has to stay between.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    held: Option<(i128, Option<i128>)>,
    range: Option<Corridor>,
}

impl Limits {
    /// The limits of a unit's number in a period: holds on it and in it, and for the whole cycle the range that the side
    /// opposite to the author has named last.
    pub(super) fn of(plan: &Plan, (unit, period): (MemberId, MemberId), measure: Measure, actor: &Actor) -> Self {
        let (outline, at) = (plan.outline(), Address::of(unit, period));
        let inside = plan.holds().meeting(outline, measure, at).filter(|hold| outline.contains(at, hold.at));
        let inside: Vec<_> = inside.collect();
        let outermost = inside
            .iter()
            .filter(|hold| !inside.iter().any(|other| other.at != hold.at && outline.contains(other.at, hold.at)));
        let low = outermost.map(|hold| i128::from(hold.corridor.low)).sum();
        let high = plan.holds().get(measure, at).and_then(|hold| hold.corridor.high).map(i128::from);
        let side = access::side(outline, actor, unit);
        let said = plan.thread_of(unit, measure).into_iter().flat_map(|thread| &thread.steps).rev();
        let range = said.filter(|_| period == ROOT).find_map(|taken| match &taken.step {
            Step::Rejected { side: by, corridor, .. } if Some(*by) != side => Some(*corridor),
            _ => None,
        });
        Self { held: (!inside.is_empty()).then_some((low, high)), range }
    }

    /// A share in proportion to a number inside the limits; the number itself where they leave no room.
    pub(super) fn around(&self, now: i128) -> Share {
        let range = self.range.map(|range| (i128::from(range.low), range.high.map(i128::from)));
        let bounds = || self.held.into_iter().chain(range);
        let low = bounds().map(|(low, _)| low).fold(0, i128::max);
        let high = bounds().filter_map(|(_, high)| high).min();
        match high {
            Some(high) if high < low => Share::held(now),
            high => Share { weight: now.max(0), low: Some(low), high },
        }
    }

    /// Which limit a number has come to.
    pub(super) fn binding(&self, number: i128) -> Option<Bound> {
        let at = |(low, high): (i128, Option<i128>)| number == low || Some(number) == high;
        let range = self.range.filter(|range| at((range.low.into(), range.high.map(i128::from))));
        let held = self.held.filter(|held| at(*held)).map(|_| Bound::Held);
        held.or(range.map(Bound::Range))
    }
}
