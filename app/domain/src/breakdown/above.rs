//! One attempt to write a number: what is kept below it, and how the held totals above give way.

use super::basis::Basis;
use super::certificate::Trouble;
use super::corridor::{Bound, bounds_of};
use super::kept::{Bounds, FREE, Kept, Origin, both, fits};
use super::{Breakdown, Request, every_hold_stays, moved};
use crate::address::{Address, CellChange};
use crate::column::Column;
use crate::event::Changes;
use crate::method::Method;
use std::cell::Cell;

/// A held total above an edit.
pub(super) struct Level {
    at: Address,
    /// What it is held at.
    own: Vec<Kept>,
    /// What is kept inside it, beside the part that the edit moves.
    beside: Vec<Kept>,
    /// What everything beside that part may add up to.
    room: Bounds,
    /// What the total may become, as the levels above it leave it.
    allowed: Bounds,
}

impl Request<'_> {
    /// The cells that must move, or what stands in the way; not `whole`, only whether the corridors leave a way.
    pub(super) fn attempt(&self, kept: &[Kept], whole: bool, crossed: &Cell<bool>) -> Result<Vec<CellChange>, Trouble> {
        let still = Column::default();
        let Self { plan, slice, measure, ref basis, at, .. } = *self;
        let breakdown = Breakdown { plan, slice, measure, basis, moved: &still, around: false, crossed };
        let asked = i128::from(self.to.unwrap_or(0));
        let inside = breakdown.windows(at, kept);
        let levels = self.levels(&breakdown, kept);
        self.possible(&breakdown, &inside, &levels)?;
        let mut cells = Vec::new();
        match self.to {
            None if !inside.is_empty() => {
                let mut binding = Vec::new();
                breakdown.active(at, &inside, Bound::Low, &mut binding);
                // Also what is held at zero keeps its number from becoming null.
                if binding.is_empty() {
                    binding.extend(inside.iter().map(|hold| (*hold, Bound::Low)));
                }
                return Err(Trouble::Held { at, total: 0, nearest: 0, binding });
            }
            _ if !whole => return Ok(cells),
            Some(_) => breakdown.descend(at, asked, &inside, &mut cells)?,
            None => breakdown.clear(at, &mut cells),
        }
        self.give_way(&breakdown, &levels, &mut cells)?;
        let changes = Changes { slice, measure, cells };
        every_hold_stays(plan, kept, &changes)?;
        Ok(changes.cells)
    }

    fn now(&self, at: Address) -> i128 {
        self.plan.get(self.slice, self.measure, at).unwrap_or(0).into()
    }

    /// The held totals above, the nearest first, with what each may become.
    pub(super) fn levels(&self, breakdown: &Breakdown, kept: &[Kept]) -> Vec<Level> {
        let mut levels = Vec::with_capacity(self.chain.len());
        let mut inner = self.at;
        for at in &self.chain {
            let mut beside = breakdown.inside(*at, kept);
            let own = beside.extract_if(.., |hold| hold.at == *at).collect();
            beside.retain(|hold| !self.plan.outline().contains(inner, hold.at));
            let now = self.now(inner);
            let (low, high) = breakdown.corridor(*at, &with(&beside, inner, now));
            let room = (low - now, high.map(|high| high - now));
            levels.push(Level { at: *at, own, beside, room, allowed: FREE });
            inner = *at;
        }
        let mut above: Option<Bounds> = None;
        for level in levels.iter_mut().rev() {
            level.allowed = both(bounds_of(&level.own), above.unwrap_or(FREE));
            above = Some(left(level.allowed, level.room));
        }
        levels
    }

    /// Refuses a number that what is kept below, or beside it under a held total, makes impossible.
    pub(super) fn possible(&self, breakdown: &Breakdown, inside: &[Kept], levels: &[Level]) -> Result<(), Trouble> {
        let asked = i128::from(self.to.unwrap_or(0));
        let below = breakdown.corridor(self.at, inside);
        let above = levels.first().map_or(FREE, |level| left(level.allowed, level.room));
        let (low, high) = both(below, above);
        if fits((low, high), asked) {
            return Ok(());
        }
        let mut binding = Vec::new();
        let nearest = if asked < low {
            if asked < below.0 {
                breakdown.active(self.at, inside, Bound::Low, &mut binding);
            }
            self.binding_above(breakdown, levels, Bound::Low, &mut binding);
            low
        } else {
            if below.1.is_some_and(|high| high < asked) {
                breakdown.active(self.at, inside, Bound::High, &mut binding);
            }
            self.binding_above(breakdown, levels, Bound::High, &mut binding);
            high.unwrap_or(asked)
        };
        Err(Trouble::Held { at: self.at, total: asked, nearest, binding })
    }

    /// The held totals above that leave no room for the number asked for, with what is kept beside it under them.
    fn binding_above(&self, breakdown: &Breakdown, levels: &[Level], bound: Bound, out: &mut Vec<(Kept, Bound)>) {
        let asked = i128::from(self.to.unwrap_or(0));
        let (mut others, mut inner, mut beside) = (Some(0), self.at, Vec::new());
        for level in levels {
            let own = bounds_of(&level.own);
            let (room, opposite) = match bound {
                Bound::Low => (level.room.1, Bound::High),
                Bound::High => (Some(level.room.0), Bound::Low),
            };
            // Where a total above can grow or shrink without end, the levels above it never bind.
            others = others.zip(room).map(|(others, room): (i128, i128)| others + room);
            let Some(others) = others else { return };
            breakdown.active(level.at, &with(&level.beside, inner, self.now(inner)), opposite, &mut beside);
            let broken = match bound {
                Bound::Low => asked + others < own.0,
                Bound::High => own.1.is_some_and(|high| asked + others > high),
            };
            if broken {
                out.extend(
                    level
                        .own
                        .iter()
                        .filter(|hold| !fits((hold.low, hold.high), asked + others))
                        .map(|hold| (*hold, bound)),
                );
                out.append(&mut beside);
            }
            inner = level.at;
        }
    }

    /// Lets each held total absorb what its corridor allows, and spreads the rest over its other cells.
    fn give_way(&self, breakdown: &Breakdown, levels: &[Level], cells: &mut Vec<CellChange>) -> Result<(), Trouble> {
        let (mut inner, mut number) = (self.at, i128::from(self.to.unwrap_or(0)));
        for level in levels {
            let total = self.now(level.at);
            let natural = total + number - self.now(inner);
            // What it may become, and what it can with the number below it.
            let reach = (number + level.room.0, level.room.1.map(|high| number + high));
            let (low, high) = both(level.allowed, reach);
            let becomes = high.map_or(natural, |high| natural.min(high)).max(low);
            if becomes != natural {
                let moved = moved(self.plan, cells);
                let plain = Basis::plain(&Method::Current);
                let again = Breakdown { basis: &plain, moved: &moved, around: true, ..*breakdown };
                again.below(level.at, becomes, &with(&level.beside, inner, number), cells)?;
            }
            if becomes == total {
                return Ok(());
            }
            (inner, number) = (level.at, becomes);
        }
        Ok(())
    }
}

/// Kept numbers and one more, in the order of the addresses.
fn with(kept: &[Kept], at: Address, value: i128) -> Vec<Kept> {
    let mut all = kept.to_vec();
    all.insert(kept.partition_point(|hold| hold.at <= at), Kept::fixed(at, value, Origin::Command));
    all
}

/// What a total leaves one of its parts when everything else adds up to something in `room`.
fn left(total: Bounds, room: Bounds) -> Bounds {
    (room.1.map_or(0, |most| total.0 - most), total.1.map(|high| high - room.0))
}
