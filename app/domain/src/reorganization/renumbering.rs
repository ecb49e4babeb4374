//! Renumberings: members are numbered in depth-first order, so that a move gives many of them another number.

use crate::actor::Actor;
use crate::address::{Address, CellChange};
use crate::dimension::{Dimension, MemberId};
use crate::event::{Assignment, Changes};
use crate::hold::{Hold, Holder};
use std::collections::BTreeMap;

/// Which number each member of one outline has in another with the same members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbering {
    to: Vec<MemberId>,
    from: Vec<MemberId>,
}

impl Renumbering {
    /// Every member keeps its number.
    pub(super) fn identity(members: u32) -> Self {
        Self { to: (0..members).collect(), from: (0..members).collect() }
    }

    /// From the old numbers of all members in their new order.
    pub(super) fn of_order(order: &[MemberId]) -> Self {
        let mut to = vec![0; order.len()];
        for (new, old) in (0..).zip(order) {
            if let Some(place) = to.get_mut(*old as usize) {
                *place = new;
            }
        }
        Self { to, from: order.to_vec() }
    }

    /// From one tree to another with the same members; `None` where a code is in one of them only.
    pub fn between(one: &Dimension, other: &Dimension) -> Option<Self> {
        let codes = || other.members().iter().map(|member| member.code.as_str());
        let places: BTreeMap<&str, MemberId> = codes().zip(0..).collect();
        let to: Vec<MemberId> =
            one.members().iter().map(|member| places.get(member.code.as_str()).copied()).collect::<Option<_>>()?;
        let mut from = vec![None; other.len() as usize];
        for (old, new) in (0..).zip(&to) {
            *from.get_mut(*new as usize)? = Some(old);
        }
        Some(Self { to, from: from.into_iter().collect::<Option<_>>()? })
    }

    /// This one, then another.
    pub(super) fn then(&self, next: &Self) -> Self {
        let to = self.to.iter().filter_map(|member| next.of(*member)).collect();
        let from = next.from.iter().filter_map(|member| self.back(*member)).collect();
        Self { to, from }
    }

    /// The new number of a member.
    pub fn of(&self, member: MemberId) -> Option<MemberId> {
        self.to.get(member as usize).copied()
    }

    /// The old number of a member.
    pub fn back(&self, member: MemberId) -> Option<MemberId> {
        self.from.get(member as usize).copied()
    }

    /// A unit by its new number; one that is on neither outline stays what it is.
    pub fn unit(&self, unit: MemberId) -> MemberId {
        self.of(unit).unwrap_or(unit)
    }

    /// An address by its new numbers.
    pub fn address(&self, at: Address) -> Address {
        Address { unit: self.unit(at.unit), ..at }
    }

    /// A person whose place has another number: what they may see and do is judged by the new tree.
    pub fn actor(&self, actor: &Actor) -> Actor {
        Actor { unit: actor.unit.map(|unit| self.unit(unit)), ..actor.clone() }
    }

    pub(super) fn hold(&self, hold: &Hold) -> Hold {
        let holder = Holder { unit: hold.holder.unit.map(|unit| self.unit(unit)), ..hold.holder.clone() };
        Hold { at: self.address(hold.at), holder, ..hold.clone() }
    }

    pub(super) fn assignment(&self, assignment: &Assignment) -> Assignment {
        let Changes { slice, measure, cells } = &assignment.changes;
        let cells = cells.iter().map(|cell| CellChange { at: self.address(cell.at), ..*cell }).collect();
        let changes = Changes { slice: *slice, measure: *measure, cells };
        Assignment { at: self.address(assignment.at), changes, ..assignment.clone() }
    }
}
