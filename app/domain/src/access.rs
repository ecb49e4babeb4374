//! The only judge of what a person may see and do.

use crate::actor::{Actor, Role};
use crate::dimension::{MemberId, ROOT};
use crate::hold::Holder;
use crate::measure::Slice;
use crate::outline::{Outline, Standing};
use crate::thread::{Party, Side, Thread, ThreadState};

/// The unit whose subtree a person sees in detail; `None` sees nothing in detail.
pub fn scope(actor: &Actor) -> Option<MemberId> {
    match actor.role {
        Role::Administrator | Role::Committee | Role::Executive => Some(ROOT),
        Role::Manager => actor.unit,
    }
}

/// How much of a unit a person may see.
pub fn standing(outline: &Outline, actor: &Actor, unit: MemberId) -> Standing {
    let Some(scope) = scope(actor) else {
        return if unit == ROOT { Standing::Total } else { Standing::Hidden };
    };
    if outline.units.contains(scope, unit) {
        Standing::Open
    } else if outline.units.contains(unit, scope) {
        Standing::Total
    } else {
        Standing::Hidden
    }
}

/// Whether a person sees a unit's cells and threads in detail.
pub fn sees(outline: &Outline, actor: &Actor, unit: MemberId) -> bool {
    standing(outline, actor, unit) == Standing::Open
}

/// Whether a person may write a slice of a unit: the committee everywhere, a manager the commitments of their subtree
/// and the targets strictly below their own unit.
pub fn may_assign(outline: &Outline, actor: &Actor, slice: Slice, unit: MemberId) -> bool {
    match (actor.role, slice) {
        (Role::Administrator | Role::Committee, Slice::Target) => true,
        (Role::Manager, Slice::Commitment) => sees(outline, actor, unit),
        (Role::Manager, Slice::Target) => sees(outline, actor, unit) && actor.unit != Some(unit),
        _ => false,
    }
}

/// Whether a person may write the targets of every cell below a unit, its own number left as it is.
pub fn may_distribute(outline: &Outline, actor: &Actor, unit: MemberId) -> bool {
    outline.child_units(unit).next().is_some()
        && outline.child_units(unit).all(|child| may_assign(outline, actor, Slice::Target, child))
}

/// Whether a person may plan tactics that act in a unit: the committee everywhere, a manager in their subtree.
pub fn may_plan_tactics(outline: &Outline, actor: &Actor, unit: MemberId) -> bool {
    match actor.role {
        Role::Administrator | Role::Committee => true,
        Role::Manager => sees(outline, actor, unit),
        Role::Executive => false,
    }
}

/// Whether a person may release what somebody holds: the holder, the committee, and managers who answer for the
/// holder's unit or one above it.
pub fn may_release(outline: &Outline, actor: &Actor, holder: &Holder) -> bool {
    let own = actor.person == holder.person;
    match actor.role {
        Role::Administrator | Role::Committee => true,
        Role::Manager => {
            own || actor.unit.zip(holder.unit).is_some_and(|(own, unit)| outline.units.contains(own, unit))
        }
        Role::Executive => false,
    }
}

/// Whether a person may set corporate goals.
pub fn may_set_goals(actor: &Actor) -> bool {
    matches!(actor.role, Role::Administrator | Role::Committee)
}

/// Which side of the edge above a unit a person speaks for, if any.
pub fn side(outline: &Outline, actor: &Actor, unit: MemberId) -> Option<Side> {
    match (actor.role, actor.unit) {
        (Role::Administrator | Role::Committee, _) => Some(Side::Parent),
        (Role::Manager, Some(own)) if own == unit => Some(Side::Child),
        (Role::Manager, Some(own)) if outline.units.contains(own, unit) => Some(Side::Parent),
        _ => None,
    }
}

/// Whether a person may arbitrate between a unit and its parent: a manager above the parent, or the committee.
pub fn arbitrates(outline: &Outline, actor: &Actor, unit: MemberId) -> bool {
    let Some(parent) = outline.units.parent(unit) else { return false };
    match (actor.role, actor.unit) {
        (Role::Administrator | Role::Committee, _) => true,
        (Role::Manager, Some(own)) => own != parent && outline.units.contains(own, parent),
        _ => false,
    }
}

/// In which part a person may move a thread now, and for which side they speak: the arbiter while it is escalated, else
/// their own side, or one that has delegated its answer to them.
pub fn party(outline: &Outline, actor: &Actor, thread: &Thread) -> Option<(Party, Side)> {
    if thread.state() == ThreadState::Escalated && arbitrates(outline, actor, thread.unit) {
        return Some((Party::Arbiter, Side::Parent));
    }
    let delegated = || thread.answers_for(&actor.person).filter(|_| sees(outline, actor, thread.unit));
    side(outline, actor, thread.unit).or_else(delegated).map(|side| (side.into(), side))
}

/// Whether a person may move units to other parents.
pub fn may_reorganize(actor: &Actor) -> bool {
    may_set_goals(actor)
}

/// Whether a person may import history and open boards.
pub fn may_import(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Committee)
}

/// Whether a person may open a scenario: a private one its owner alone, a shared one everybody who may see its board.
/// What they see of it is what they may see of the plan.
pub fn opens_scenario(owner: &str, shared: bool, person: &str) -> bool {
    shared || owner == person
}

/// Whether a person may submit a unit for approval: the committee, and managers who answer for it or for one above it.
pub fn may_submit(outline: &Outline, actor: &Actor, unit: MemberId) -> bool {
    may_set_goals(actor) || actor.role == Role::Manager && sees(outline, actor, unit)
}

/// Whether a person's word is the last one about a unit that is signed off.
pub fn may_approve(actor: &Actor) -> bool {
    matches!(actor.role, Role::Executive | Role::Committee)
}

/// Whether a person may write the text of a board's driver tree.
pub fn may_set_model(actor: &Actor) -> bool {
    actor.role == Role::Administrator
}
