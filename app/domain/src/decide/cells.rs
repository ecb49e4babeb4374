//! Deciding leaf cells that are written one by one.

use super::undo::changed_by;
use super::{may, within_reach};
use crate::access;
use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::breakdown;
use crate::command::Method;
use crate::dimension::{Dimension, MemberId};
use crate::event::{Assignment, Changes, Event};
use crate::outline::Outline;
use crate::plan::Plan;
use crate::rejection::Rejection;
use std::collections::BTreeSet;

/// One assignment for each slice and measure; all of them or none.
pub(super) fn write(plan: &Plan, actor: &Actor, base: u64, all: &[Changes]) -> Result<Vec<Event>, Rejection> {
    let mut slots = BTreeSet::new();
    let once = all.iter().all(|changes| slots.insert((changes.slice, changes.measure)));
    if all.is_empty() || !once {
        return Err(Rejection::Unknown);
    }
    all.iter().map(|changes| Ok(Event::Assigned(assignment(plan, actor, base, changes)?))).collect()
}

fn assignment(plan: &Plan, actor: &Actor, base: u64, changes: &Changes) -> Result<Assignment, Rejection> {
    let (outline, slice, measure) = (plan.outline(), changes.slice, changes.measure);
    if !crate::evolve::is_written(slice) {
        return Err(Rejection::NotWritable);
    }
    let in_order = changes.cells.is_sorted_by(|one, next| one.at < next.at);
    let real = |cell: &CellChange| outline.knows(cell.at) && outline.is_leaf(cell.at);
    if changes.cells.is_empty() || !in_order || !changes.cells.iter().all(real) {
        return Err(Rejection::Unknown);
    }
    may(changes.cells.iter().all(|cell| access::may_assign(outline, actor, slice, cell.at.unit)))?;
    let at = changes.cells.iter().map(|cell| cell.at).reduce(|one, other| join(outline, one, other));
    let at = at.ok_or(Rejection::Unknown)?;
    let mut company = i128::from(plan.get(slice, measure, Address::COMPANY).unwrap_or(0));
    let (mut total, mut count) = (plan.get(slice, measure, at).unwrap_or(0), plan.count(slice, measure, at));
    for cell in &changes.cells {
        if plan.get(slice, measure, cell.at) != cell.from {
            let by = changed_by(plan, actor, base, (slice, measure), cell.at);
            return Err(Rejection::ChangedSince { by, at: cell.at });
        }
        let (from, to) = (cell.from.unwrap_or(0), cell.to.unwrap_or(0));
        if to < 0 {
            return Err(Rejection::Negative);
        }
        company += i128::from(to) - i128::from(from);
        if to > breakdown::LIMIT || company > breakdown::LIMIT.into() {
            return Err(Rejection::TooLarge);
        }
        total = total.wrapping_add(to.wrapping_sub(from));
        count = count.wrapping_add(u32::from(cell.to.is_some())).wrapping_sub(u32::from(cell.from.is_some()));
    }
    breakdown::keeps_holds(plan, changes, Some(at))?;
    within_reach(plan, actor, changes)?;
    let (from, to) = (plan.get(slice, measure, at), (count > 0).then_some(total));
    Ok(Assignment { at, from, to, method: Method::Each, changes: changes.clone() })
}

/// The smallest total that contains both addresses.
fn join(outline: &Outline, one: Address, other: Address) -> Address {
    let common = |dimension: &Dimension, one: MemberId, other: MemberId| {
        dimension.upwards(one).find(|above| dimension.contains(*above, other)).unwrap_or(crate::dimension::ROOT)
    };
    Address {
        unit: common(&outline.units, one.unit, other.unit),
        product: common(&outline.products, one.product, other.product),
        channel: common(&outline.channels, one.channel, other.channel),
        period: common(&outline.periods, one.period, other.period),
    }
}
