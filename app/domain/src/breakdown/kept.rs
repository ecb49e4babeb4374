//! What a breakdown keeps: holds, what open threads have on the table, and what the same command has just written.

use crate::address::Address;
use crate::hold::{Corridor, Hold, HoldReason, Holder};
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::thread::{Offer, Side, Thread, ThreadState};

/// The least and the most, in rounding units; `None` is no bound.
pub(super) type Bounds = (i128, Option<i128>);

/// Bounds that keep nothing: a target is never negative.
pub(super) const FREE: Bounds = (0, None);

/// What keeps a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A hold.
    Hold,
    /// An open thread.
    Table,
    /// The command itself.
    Command,
}

/// A number that the breakdown keeps inside bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// Where; of a number that crosses the node looked at, the part inside.
    pub(super) at: Address,
    /// The number it is, or is a part of.
    pub(super) of: Address,
    pub(super) origin: Origin,
    pub(super) low: i128,
    pub(super) high: Option<i128>,
}

impl Kept {
    pub(super) fn fixed(at: Address, value: i128, origin: Origin) -> Self {
        Self { at, of: at, origin, low: value, high: Some(value) }
    }

    /// The value it is kept at, if there is only one.
    pub(super) fn fixed_at(&self) -> Option<i128> {
        self.high.filter(|high| *high == self.low)
    }
}

/// The bounds that satisfy both.
pub(super) fn both(one: Bounds, other: Bounds) -> Bounds {
    let high = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    (one.0.max(other.0), high)
}

/// Whether a number is inside bounds.
pub(super) fn fits((low, high): Bounds, number: i128) -> bool {
    low <= number && high.is_none_or(|high| number <= high)
}

/// The held totals that give way around an edit: the smallest that contains it, then the smallest that contains that.
pub(super) fn chain(plan: &Plan, (slice, measure): (Slice, Measure), at: Address) -> Vec<Address> {
    let outline = plan.outline();
    let mut above: Vec<Address> = Vec::new();
    if slice == Slice::Target {
        above.extend(plan.holds().above(outline, measure, at).map(|hold| hold.at));
    }
    let mut chain = Vec::new();
    let mut inner = at;
    loop {
        above.retain(|hold| *hold != inner && outline.contains(*hold, inner));
        let nearest = above.iter().copied().reduce(|near, hold| if outline.contains(near, hold) { hold } else { near });
        let Some(nearest) = nearest else { return chain };
        chain.push(nearest);
        inner = nearest;
    }
}

/// Everything that an assignment at `at` must keep inside `top`, in the order of the addresses: of targets what is held
/// or on the table; of commitments what is agreed or countered below.
pub(super) fn gather(plan: &Plan, slot: (Slice, Measure), at: Address, top: Address) -> Vec<Kept> {
    let (slice, measure) = slot;
    let outline = plan.outline();
    let number = |at: Address| i128::from(plan.get(slice, measure, at).unwrap_or(0));
    let mut kept: Vec<Kept> = Vec::new();
    for hold in plan.holds().meeting(outline, measure, top) {
        if slice == Slice::Target {
            let Corridor { low, high } = hold.corridor;
            let (low, high) = (low.into(), high.map(i128::from));
            kept.push(Kept { at: hold.at, of: hold.at, origin: Origin::Hold, low, high });
        } else if hold.reason.is_agreement() && !outline.contains(hold.at, at) {
            kept.push(Kept::fixed(hold.at, number(hold.at), Origin::Hold));
        }
    }
    for place in on_the_table(plan, slot, at).filter(|place| outline.meet(*place, top).is_some()) {
        kept.push(Kept::fixed(place, number(place), Origin::Table));
    }
    kept.sort_by_key(|kept| kept.at);
    kept
}

/// Where open threads have numbers that a command at `at` may not move: those of units that it comes to from above or
/// from beside.
pub(super) fn on_the_table(
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    at: Address,
) -> impl Iterator<Item = Address> {
    let outline = plan.outline();
    let threads = plan.threads().iter();
    let open = threads.filter(move |thread| {
        let moved = thread.measure == measure && !outline.units.contains(thread.unit, at.unit);
        moved && thread.state().is_open()
    });
    let offers = open.filter_map(move |thread| Some((thread.unit, position(thread, slice)?)));
    offers.flat_map(|(unit, offer)| offer.numbers.iter().map(move |number| Address::of(unit, number.period)))
}

/// The offer of an open thread that stands in a slice: the parent's in the targets, a counter-offer in the commitments.
fn position(thread: &Thread, slice: Slice) -> Option<&Offer> {
    match slice {
        Slice::Target => thread.position(Side::Parent),
        Slice::Commitment if matches!(thread.state(), ThreadState::Countered | ThreadState::Escalated) => {
            thread.position(Side::Child)
        }
        _ => None,
    }
}

/// The hold behind a kept number; none behind what the command itself has written.
pub(super) fn hold_of(plan: &Plan, (slice, measure): (Slice, Measure), kept: &Kept) -> Option<Hold> {
    if kept.origin != Origin::Table {
        return plan.holds().get(measure, kept.of).filter(|_| kept.origin == Origin::Hold).cloned();
    }
    let offer = plan.thread_of(kept.of.unit, measure).and_then(|thread| position(thread, slice))?;
    let number = plan.get(slice, measure, kept.of).unwrap_or(0);
    Some(Hold {
        measure,
        at: kept.of,
        corridor: Corridor::fixed(number),
        holder: Holder { name: offer.author.clone(), ..Holder::default() },
        reason: HoldReason::OnTheTable,
        why: None,
        until: None,
    })
}
