//! Real shares: the level at which every child, kept inside its corridor, takes its weight times the level.

use super::{Infeasible, Share, Standing, certificate};
use crate::number::wide::compare_products;

/// The real shares of all children: each is `base + part·flow ÷ divisor` of its [`Part`].
pub(super) struct Filling {
    /// What is left to flow once every base is paid; its sign is the direction.
    pub(super) flow: i128,
    /// The sum of all parts, or 1 where nothing flows; positive.
    pub(super) divisor: i128,
    /// One for each child, in order.
    pub(super) parts: Vec<Part>,
}

/// One child's claim.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// What it has before anything flows; never of the opposite sign where something flows to it.
    pub(super) base: i128,
    /// Its claim on the flow, 0 or more.
    pub(super) part: i128,
    /// What decided its share.
    pub(super) standing: Standing,
}

/// A level at which a child starts or stops to follow the water: `bound ÷ weight`.
struct Breakpoint {
    bound: i128,
    weight: i128,
    index: usize,
    starts: bool,
}

/// Finds the real shares, or says why there are none.
pub(super) fn fill(total: i128, shares: &[Share]) -> Result<Filling, Infeasible> {
    certificate::check(total, shares)?;
    let weightless = shares.iter().all(|share| share.weight == 0 || share.held_at().is_some());
    let weight = |share: &Share| if weightless { 1 } else { share.weight };
    let mut remaining = total;
    let mut parts = Vec::with_capacity(shares.len());
    for share in shares {
        let (base, standing) = match share.held_at() {
            Some(value) => (value, Standing::Held),
            None if weight(share) > 0 => (0, Standing::Free),
            None => without_weight(share),
        };
        remaining = remaining.checked_sub(base).ok_or(Infeasible::Overflow)?;
        parts.push(Part { base, part: 0, standing });
    }
    let mut filling = Filling { flow: remaining, divisor: 0, parts };
    raise_level(&mut filling, shares, weight)?;
    if filling.divisor == 0 {
        pour_over(&mut filling, shares, weight)?;
    }
    Ok(filling)
}

/// What a child without weight takes at any level.
fn without_weight(share: &Share) -> (i128, Standing) {
    match share.clamp(0) {
        base if base > 0 => (base, Standing::AtLow),
        base if base < 0 => (base, Standing::AtHigh),
        base => (base, Standing::Free),
    }
}

/// Walks the breakpoints up to the level; leaves a divisor of 0 and the rest in `flow` if the weights are exhausted.
fn raise_level(filling: &mut Filling, shares: &[Share], weight: impl Fn(&Share) -> i128) -> Result<(), Infeasible> {
    let mut breakpoints = Vec::with_capacity(2 * shares.len());
    // What follows the water, and what those that do not have together.
    let (mut following, mut settled) = (0i128, 0i128);
    for (index, share) in shares.iter().enumerate() {
        let weight = weight(share);
        if weight == 0 || share.held_at().is_some() {
            continue;
        }
        match share.low {
            Some(bound) => {
                settled = settled.checked_add(bound).ok_or(Infeasible::Overflow)?;
                filling.parts[index].base = bound;
                filling.parts[index].standing = Standing::AtLow;
                breakpoints.push(Breakpoint { bound, weight, index, starts: true });
            }
            None => {
                following = following.checked_add(weight).ok_or(Infeasible::Overflow)?;
                filling.parts[index].part = weight;
            }
        }
        breakpoints.extend(share.high.map(|bound| Breakpoint { bound, weight, index, starts: false }));
    }
    breakpoints.sort_by(|a, b| compare_products(a.bound, b.weight, b.bound, a.weight));
    for Breakpoint { bound, weight, index, starts } in breakpoints {
        let missing = filling.flow.checked_sub(settled).ok_or(Infeasible::Overflow)?;
        if compare_products(following, bound, missing, weight).is_ge() {
            break;
        }
        let (change_following, change_settled, part) = if starts {
            (weight, bound.checked_neg(), Part { base: 0, part: weight, standing: Standing::Free })
        } else {
            (-weight, Some(bound), Part { base: bound, part: 0, standing: Standing::AtHigh })
        };
        following = following.checked_add(change_following).ok_or(Infeasible::Overflow)?;
        settled = change_settled.and_then(|change| settled.checked_add(change)).ok_or(Infeasible::Overflow)?;
        filling.parts[index] = part;
    }
    filling.flow = filling.flow.checked_sub(settled).ok_or(Infeasible::Overflow)?;
    filling.divisor = following;
    Ok(())
}

/// Gives what the weights could not take to the children without weight, in proportion to their room.
fn pour_over(filling: &mut Filling, shares: &[Share], weight: impl Fn(&Share) -> i128) -> Result<(), Infeasible> {
    filling.divisor = 1;
    if filling.flow == 0 {
        return Ok(());
    }
    let up = filling.flow > 0;
    let mut rooms = Vec::new();
    for (index, share) in shares.iter().enumerate() {
        if weight(share) > 0 || share.held_at().is_some() {
            continue;
        }
        let base = filling.parts[index].base;
        let room = match if up { share.high } else { share.low } {
            Some(bound) if up => Some(bound.checked_sub(base).ok_or(Infeasible::Overflow)?),
            Some(bound) => Some(base.checked_sub(bound).ok_or(Infeasible::Overflow)?),
            None => None,
        };
        rooms.push((index, room));
    }
    let endless = rooms.iter().any(|(_, room)| room.is_none());
    let mut sum = 0i128;
    for (index, room) in &rooms {
        let part = &mut filling.parts[*index];
        part.part = match room {
            Some(_) if endless => 0,
            Some(room) => *room,
            None => 1,
        };
        sum = sum.checked_add(part.part).ok_or(Infeasible::Overflow)?;
        if *room == Some(0) {
            part.standing = if up { Standing::AtHigh } else { Standing::AtLow };
        } else if part.part > 0 {
            part.standing = Standing::Free;
        }
    }
    // The last unit of room is taken: every bound decides.
    if !endless && sum.unsigned_abs() == filling.flow.unsigned_abs() {
        for (index, _) in rooms {
            filling.parts[index].standing = if up { Standing::AtHigh } else { Standing::AtLow };
        }
    }
    filling.divisor = sum.max(1);
    Ok(())
}
