//! Reorganizations: units that move to another parent from a month on, with the plan as it was made and as it is now side
//! by side.
//!
//! The plan goes on under the last structure ([`Reorganization::carry`]), with everything that belongs to the units that
//! moved, and remembers how it was planned ([`Structure`]). Beside it each month rolls up by the structure that is valid in
//! it, so that what a unit did before its move stays with the parent it did it for.

mod carry;
#[cfg(feature = "reorganize")]
mod evolve;
mod renumbering;

pub use renumbering::Renumbering;

use crate::address::Address;
use crate::dimension::{Dimension, Member, MemberId, ROOT};
use crate::hold::Hold;
use crate::measure::{Measure, Slice};
use crate::outline::Outline;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use thiserror::Error;

/// A unit that hangs under another parent from a month on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What moves, with everything below it.
    pub unit: MemberId,
    /// Its new parent.
    pub to: MemberId,
    /// The first month there.
    pub from: MemberId,
}

/// How the organization was planned, and what has moved since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// The outline that the board was opened with.
    pub planned: Outline,
    /// The moves, by the numbers of that outline, in the order in which they were made.
    pub moves: Vec<Move>,
}

/// Why units cannot move like this.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum MoveFault {
    /// A unit or month that is not on the board, or a board that is not seen whole.
    #[error("the board has no such unit or month")]
    Unknown,
    /// The company itself, or a unit that would come to lie below itself.
    #[error("a unit cannot lie below itself")]
    Circle,
    /// The new parent has numbers of its own: units below it would hide them.
    #[error("the new parent is a leaf")]
    UnderLeaf,
    /// The old parent would be left without units, a leaf without numbers.
    #[error("a parent keeps at least one unit")]
    LastChild,
    /// A held total would leave its corridor, because a unit that is part of it comes or goes.
    #[error("a held total would become {number}")]
    Held {
        /// The hold, where it stands after the move.
        hold: Box<Hold>,
        /// What the total would become, in rounding units.
        number: i64,
    },
    /// What tactics bring would leave the exact range.
    #[error("the numbers of tactics would be too large")]
    TooLarge,
}

/// A structure, and the first month in which it is valid.
#[derive(Clone, Debug)]
struct Era {
    /// The place of its first month among the leaf periods.
    first: usize,
    outline: Arc<Outline>,
    /// From the numbers of the planned outline to those of this one.
    renumbering: Renumbering,
}

/// The structures of a board, month by month, ready to be read beside its plan.
#[derive(Clone, Debug)]
pub struct Reorganization {
    /// By first month; the first is the planned outline.
    eras: Vec<Era>,
}

impl Reorganization {
    /// Judges moves of a planned outline, by its numbers, and prepares the structures they make; those of one month happen
    /// in the given order.
    ///
    /// # Errors
    /// Every [`MoveFault`] but those of [`Reorganization::carry`].
    pub fn of(outline: &Arc<Outline>, moves: &[Move]) -> Result<Self, MoveFault> {
        if !outline.standing.is_empty() {
            return Err(MoveFault::Unknown);
        }
        let planned = Renumbering::identity(outline.units.len());
        let mut eras = vec![Era { first: 0, outline: Arc::clone(outline), renumbering: planned }];
        let mut dated: Vec<(usize, &Move)> = Vec::with_capacity(moves.len());
        for made in moves {
            if !outline.periods.is_leaf(made.from) {
                return Err(MoveFault::Unknown);
            }
            dated.push((outline.periods.leaves_before(made.from) as usize, made));
        }
        dated.sort_by_key(|(first, _)| *first);
        for (first, made) in dated {
            let Some(last) = eras.last() else { break };
            let (unit, to) = (last.renumbering.of(made.unit), last.renumbering.of(made.to));
            let (unit, to) = unit.zip(to).ok_or(MoveFault::Unknown)?;
            let (units, step) = moved(&last.outline.units, unit, to)?;
            let era = Era {
                first,
                outline: Arc::new(Outline { units, ..(*last.outline).clone() }),
                renumbering: last.renumbering.then(&step),
            };
            if last.first == first && eras.len() > 1 {
                eras.pop();
            }
            eras.push(era);
        }
        Ok(Self { eras })
    }

    /// The structures that a plan has had so far; `None` where nothing has moved.
    pub fn so_far(plan: &Plan) -> Option<Self> {
        let structure = plan.structure()?;
        // What was accepted once is accepted again.
        Self::of(&Arc::new(structure.planned.clone()), &structure.moves).ok()
    }

    /// The structures of a plan after more moves, by the plan's numbers.
    ///
    /// # Errors
    /// Those of [`Reorganization::of`].
    pub fn after(plan: &Plan, moves: &[Move]) -> Result<Self, MoveFault> {
        let planned =
            plan.structure().map_or_else(|| Arc::clone(plan.outline()), |known| Arc::new(known.planned.clone()));
        let mut all = plan.structure().map(|known| known.moves.clone()).unwrap_or_default();
        all.extend(planned_moves(plan, moves)?);
        Self::of(&planned, &all)
    }

    /// The outline that is valid at the end of the cycle.
    pub fn outline(&self) -> &Arc<Outline> {
        &self.last().outline
    }

    /// The outline that the board was opened with.
    pub fn planned(&self) -> &Arc<Outline> {
        // There always is the planned one.
        &self.eras[0].outline
    }

    /// From the numbers of the planned outline to those of [`Reorganization::outline`].
    pub fn renumbering(&self) -> &Renumbering {
        &self.last().renumbering
    }

    /// A number of a plan under the last structure, rolled up as the organization was planned.
    pub fn as_planned(&self, plan: &Plan, slice: Slice, measure: Measure, at: Address) -> Option<i64> {
        self.rolled_up(plan, &self.eras[..1], (slice, measure), at)
    }

    /// A number of a plan under the last structure, rolled up as it is: each month by the structure that is valid in it.
    /// `None` where no leaf cell below has a number.
    pub fn as_is(&self, plan: &Plan, slice: Slice, measure: Measure, at: Address) -> Option<i64> {
        self.rolled_up(plan, &self.eras, (slice, measure), at)
    }

    fn rolled_up(&self, plan: &Plan, eras: &[Era], (slice, measure): (Slice, Measure), at: Address) -> Option<i64> {
        let periods = &plan.outline().periods;
        let mut sum: Option<i64> = None;
        for (era, until) in eras.iter().zip(eras.iter().skip(1).map(|next| next.first).chain([usize::MAX])) {
            let units: Vec<MemberId> = self.leaves(era, at.unit);
            let valid = |period: &MemberId| (era.first..until).contains(&(periods.leaves_before(*period) as usize));
            for period in periods.leaves(at.period).filter(valid) {
                for unit in &units {
                    if let Some(number) = plan.get(slice, measure, Address { unit: *unit, period, ..at }) {
                        sum = Some(sum.unwrap_or(0).wrapping_add(number));
                    }
                }
            }
        }
        sum
    }

    /// The leaf units below a unit in a structure; all by the numbers of the last one.
    fn leaves(&self, era: &Era, unit: MemberId) -> Vec<MemberId> {
        let last = self.renumbering();
        let there = last.back(unit).and_then(|planned| era.renumbering.of(planned));
        let below = there.into_iter().flat_map(|unit| era.outline.units.leaves(unit));
        below.filter_map(|leaf| era.renumbering.back(leaf)).filter_map(|planned| last.of(planned)).collect()
    }

    /// The units whose totals differ between the structures, by the numbers of the last one.
    pub fn affected(&self) -> BTreeSet<MemberId> {
        let mut affected = BTreeSet::new();
        for (before, after) in self.eras.iter().zip(self.eras.iter().skip(1)) {
            for unit in 0..before.outline.units.len() {
                if before.above(unit).next() != after.above(unit).next() {
                    affected.extend(before.above(unit).chain(after.above(unit)));
                }
            }
        }
        affected.into_iter().filter_map(|planned| self.renumbering().of(planned)).collect()
    }

    /// The plan under the last structure: cells, holds, threads, tactics, journal and what can be undone go with their
    /// units, and what tactics bring is settled anew where they act.
    ///
    /// # Errors
    /// [`MoveFault::Held`] and [`MoveFault::TooLarge`].
    pub fn carry(&self, plan: &Plan) -> Result<Plan, MoveFault> {
        let carried = carry::carry(plan, self.outline())?;
        carry::keeps_holds(&carried)?;
        Ok(carried)
    }

    fn last(&self) -> &Era {
        &self.eras[self.eras.len() - 1]
    }
}

impl Era {
    /// What lies above a unit, nearest first; all by the numbers of the planned outline.
    fn above(&self, planned: MemberId) -> impl Iterator<Item = MemberId> + '_ {
        let upwards = self.renumbering.of(planned).into_iter().flat_map(|unit| self.outline.units.upwards(unit));
        upwards.skip(1).filter_map(|above| self.renumbering.back(above))
    }
}

/// Moves by the numbers of the planned outline instead of the plan's own.
fn planned_moves(plan: &Plan, moves: &[Move]) -> Result<Vec<Move>, MoveFault> {
    let Some(structure) = plan.structure() else { return Ok(moves.to_vec()) };
    let numbers = Renumbering::between(&plan.outline().units, &structure.planned.units).ok_or(MoveFault::Unknown)?;
    let planned = |made: &Move| {
        let unit = numbers.of(made.unit).zip(numbers.of(made.to));
        unit.map(|(unit, to)| Move { unit, to, from: made.from }).ok_or(MoveFault::Unknown)
    };
    moves.iter().map(planned).collect()
}

/// The same plan under another outline with the same members: what was there before or after units moved, to be read beside
/// it. `None` where members differ, or numbers would be too large.
pub fn laid_out(plan: &Plan, outline: &Arc<Outline>) -> Option<Plan> {
    carry::carry(plan, outline).ok()
}

/// The tree with a unit as the last child of another parent, and where every member stands in it.
fn moved(units: &Dimension, unit: MemberId, to: MemberId) -> Result<(Dimension, Renumbering), MoveFault> {
    let parent = units.parent(unit).ok_or(if unit == ROOT { MoveFault::Circle } else { MoveFault::Unknown })?;
    if units.contains(unit, to) {
        return Err(MoveFault::Circle);
    }
    if units.is_leaf(to) {
        return Err(MoveFault::UnderLeaf);
    }
    if parent != to && units.children(parent).count() == 1 {
        return Err(MoveFault::LastChild);
    }
    let mut order: Vec<MemberId> = Vec::with_capacity(units.len() as usize);
    let mut open = vec![ROOT];
    while let Some(member) = open.pop() {
        order.push(member);
        let mut below: Vec<MemberId> = units.children(member).filter(|child| *child != unit).collect();
        below.extend((member == to).then_some(unit));
        open.extend(below.into_iter().rev());
    }
    let renumbering = Renumbering::of_order(&order);
    let mut members: Vec<Member> = order.iter().filter_map(|old| units.get(*old)).cloned().collect();
    for (place, old) in order.iter().enumerate() {
        let above = if *old == unit { Some(to) } else { units.parent(*old) };
        let above = above.and_then(|above| renumbering.of(above));
        members[place].parent = above;
        members[place].depth = above.map_or(0, |above| members[above as usize].depth + 1);
        members[place].end = place as MemberId + 1;
    }
    for place in (1..members.len()).rev() {
        let end = members[place].end;
        if let Some(parent) = members[place].parent {
            let above = &mut members[parent as usize];
            above.end = above.end.max(end);
        }
    }
    Ok((Dimension::from_members(members), renumbering))
}
