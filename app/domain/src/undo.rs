//! What authors can take back and make again: assignments with their cells, packed where a spread moved many.

use crate::address::{Address, CellChange};
use crate::dimension::MemberId;
use crate::event::{Assignment, Changes};
use crate::plan::{Redoable, Undoable};
use std::sync::Arc;

/// Up to this many cells are kept as they are: their totals are looked at more often than they cost.
const FEW: usize = 32;

/// An assignment that its author can still take back.
#[derive(Debug)]
pub(crate) struct Done {
    /// The revision that made it.
    pub(crate) revision: u64,
    /// The author's identifier.
    pub(crate) person: Arc<str>,
    /// What was done; its cells are in `cells`.
    pub(crate) assignment: Assignment,
    cells: Cells,
}

/// An assignment that its author took back and can still make again.
#[derive(Debug)]
pub(crate) struct Undone {
    /// The unit whose subtree its author writes.
    pub(crate) scope: MemberId,
    /// The way back that was taken.
    pub(crate) done: Done,
}

impl Done {
    /// What a person did.
    pub(crate) fn new(revision: u64, person: Arc<str>, assignment: &Assignment) -> Self {
        let Assignment { at, from, to, method, changes } = assignment;
        let bare = Changes { cells: Vec::new(), ..*changes };
        let assignment = Assignment { at: *at, from: *from, to: *to, method: method.clone(), changes: bare };
        Self { revision, person, assignment, cells: Cells::of(&changes.cells) }
    }

    /// Its leaf cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = CellChange> + '_ {
        let (few, packed) = match &self.cells {
            Cells::One(cell) => (std::slice::from_ref(cell), None),
            Cells::Few(cells) => (&**cells, None),
            Cells::Packed(bytes) => (Default::default(), Some(Unpacked { bytes, at: Address::COMPANY })),
        };
        few.iter().copied().chain(packed.into_iter().flatten())
    }

    /// The same without the cells that are not wanted.
    pub(crate) fn undoable(&self, wants: impl Fn(&CellChange) -> bool) -> Undoable {
        let mut assignment = self.assignment.clone();
        assignment.changes.cells = self.cells().filter(wants).collect();
        Undoable { revision: self.revision, person: self.person.to_string(), assignment }
    }
}

impl From<Undoable> for Done {
    fn from(Undoable { revision, person, assignment }: Undoable) -> Self {
        Self::new(revision, person.into(), &assignment)
    }
}

impl Undone {
    /// As it stands in a snapshot.
    pub(crate) fn redoable(&self) -> Redoable {
        Redoable { scope: self.scope, undone: self.done.undoable(|_| true) }
    }
}

impl From<Redoable> for Undone {
    fn from(Redoable { scope, undone }: Redoable) -> Self {
        Self { scope, done: undone.into() }
    }
}

/// Leaf cells with what they were and what they became.
#[derive(Debug)]
enum Cells {
    One(CellChange),
    Few(Box<[CellChange]>),
    /// For each cell a byte of flags, the steps from the cell before where it is not in the same row, and the numbers;
    /// all in as few bytes as they need.
    Packed(Box<[u8]>),
}

/// The cell is in the row of the one before.
const SAME_ROW: u8 = 1;
/// There was no number before.
const FROM_NULL: u8 = 2;
/// There is none after.
const TO_NULL: u8 = 4;

impl Cells {
    fn of(cells: &[CellChange]) -> Self {
        match cells {
            [cell] => return Self::One(*cell),
            few if few.len() <= FEW => return Self::Few(few.into()),
            _ => {}
        }
        let mut bytes = Vec::with_capacity(cells.len() * 8);
        let mut before = Address::COMPANY;
        for CellChange { at, from, to } in cells {
            let same = Address { period: at.period, ..before } == *at;
            let flag = |is: bool, flag: u8| if is { flag } else { 0 };
            bytes.push(flag(same, SAME_ROW) | flag(from.is_none(), FROM_NULL) | flag(to.is_none(), TO_NULL));
            let step = |to: MemberId, from: MemberId| i64::from(to) - i64::from(from);
            if !same {
                write(&mut bytes, step(at.unit, before.unit));
                write(&mut bytes, step(at.product, before.product));
                write(&mut bytes, step(at.channel, before.channel));
            }
            write(&mut bytes, step(at.period, before.period));
            from.iter().for_each(|from| write(&mut bytes, *from));
            to.iter().for_each(|to| write(&mut bytes, to.wrapping_sub(from.unwrap_or(0))));
            before = *at;
        }
        Self::Packed(bytes.into())
    }
}

/// Cells as they come out of their bytes.
struct Unpacked<'a> {
    bytes: &'a [u8],
    at: Address,
}

impl Iterator for Unpacked<'_> {
    type Item = CellChange;

    fn next(&mut self) -> Option<CellChange> {
        let (flags, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        let moved = |from: MemberId, step: i64| (i64::from(from) + step) as MemberId;
        if flags & SAME_ROW == 0 {
            self.at.unit = moved(self.at.unit, self.read()?);
            self.at.product = moved(self.at.product, self.read()?);
            self.at.channel = moved(self.at.channel, self.read()?);
        }
        self.at.period = moved(self.at.period, self.read()?);
        let from = if flags & FROM_NULL == 0 { Some(self.read()?) } else { None };
        let to = if flags & TO_NULL == 0 { Some(self.read()?.wrapping_add(from.unwrap_or(0))) } else { None };
        Some(CellChange { at: self.at, from, to })
    }
}

impl Unpacked<'_> {
    fn read(&mut self) -> Option<i64> {
        let mut value = 0u64;
        for shift in (0..u64::BITS).step_by(7) {
            let (first, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed());
            }
        }
        None
    }
}

/// Writes a number in as few bytes as it needs, negative ones beside the positive.
fn write(bytes: &mut Vec<u8>, number: i64) {
    let mut value = (number << 1 ^ number >> 63).cast_unsigned();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_packed() {
        let numbers = [None, Some(0), Some(-1), Some(63), Some(64), Some(i64::MAX), Some(i64::MIN), Some(1 << 40)];
        let mut cells = Vec::new();
        for (place, from) in (0u32..).zip(numbers) {
            for (other, to) in (0u32..).zip(numbers) {
                let at = Address { unit: place * place, product: other / 3, channel: place % 2, period: 16 - other };
                cells.push(CellChange { at, from, to });
            }
        }
        let packed = Cells::of(&cells);
        let Cells::Packed(bytes) = &packed else { panic!("not packed") };
        let back: Vec<CellChange> = Unpacked { bytes, at: Address::COMPANY }.collect();
        assert_eq!(back, cells);
    }
}
