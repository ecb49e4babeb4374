//! The agenda: contested threads, in the order of what lies between both positions.

use crate::effect;
use crate::goal::{GoalReading, Metric};
use crate::plan::Plan;
use crate::thread::{Side, Thread, ThreadId, ThreadState};
use std::cmp::Reverse;

const MILLION: i128 = 1_000_000;

/// How much of a goal lies between both positions of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The goal of which it is most.
    pub goal: Metric,
    /// Millionths of that goal's target.
    pub share: u64,
}

/// A contested thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The thread.
    pub thread: ThreadId,
    /// What lies between both positions; `None` where no goal moves, or one side has named no number.
    pub weight: Option<Weight>,
}

/// Whether both sides of an open thread are apart: by their numbers, because one has said no, or before an arbiter.
pub fn is_contested(thread: &Thread) -> bool {
    let positions = thread.position(Side::Parent).zip(thread.position(Side::Child));
    let apart = positions.is_some_and(|(parent, child)| parent.numbers != child.numbers);
    let (course, state) = (&thread.course, thread.state());
    state.is_open() && (apart || course.rejected || state == ThreadState::Escalated)
}

/// The contested threads of a plan: first where the largest share of a goal's target lies between both positions, then
/// where the numbers are furthest apart.
pub fn agenda(plan: &Plan) -> Vec<Contested> {
    let mut scratch = plan.clone();
    let contested = plan.threads().iter().filter(|thread| is_contested(thread));
    let mut weighed: Vec<(Contested, u64)> = contested
        .map(|thread| (Contested { thread: thread.id, weight: weigh(&mut scratch, thread) }, apart(thread)))
        .collect();
    let share = |contested: &Contested| contested.weight.map_or(0, |weight| weight.share);
    weighed.sort_by_key(|(contested, apart)| (Reverse(share(contested)), Reverse(*apart), contested.thread));
    weighed.into_iter().map(|(contested, _)| contested).collect()
}

/// How much of a goal lies between both positions of a thread; `None` where no goal moves, or one side has named no
/// number.
pub fn weight(plan: &Plan, thread: &Thread) -> Option<Weight> {
    weigh(&mut plan.clone(), thread)
}

fn weigh(plan: &mut Plan, thread: &Thread) -> Option<Weight> {
    thread.position(Side::Child)?;
    let positions = effect::positions(plan, thread, None).ok()?;
    let weights = Metric::ALL.into_iter().filter(|metric| *metric != Metric::Gap).filter_map(|metric| {
        let find = |goals: &[GoalReading]| goals.iter().find(|goal| goal.metric == metric).cloned();
        let (parent, child) = (find(&positions.parent)?, find(&positions.child)?);
        let target = i128::from(parent.target?).abs();
        let apart = (parent.value?.comparable() - child.value?.comparable()).abs();
        let share = u64::try_from(apart.checked_mul(MILLION)?.checked_div(target)?).ok()?;
        (share > 0).then_some(Weight { goal: metric, share })
    });
    // Of equal shares the first goal of the strip is named.
    weights.reduce(|most, weight| if weight.share > most.share { weight } else { most })
}

/// How far both positions are apart, in rounding units.
fn apart(thread: &Thread) -> u64 {
    let total = |side| thread.position(side).map(|offer| offer.total());
    total(Side::Parent).zip(total(Side::Child)).map_or(0, |(parent, child)| parent.abs_diff(child))
}
