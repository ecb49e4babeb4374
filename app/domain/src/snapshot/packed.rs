//! The leaf rows of a column as bytes: for each row the distance from the row before, the bits of the periods that are
//! known, and their numbers as differences, each in as few bytes as it needs.

use crate::address::Address;
use crate::column::Column;
use crate::dimension::ROOT;
use crate::outline::Outline;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::{Formatter, Result as FormatResult};

/// A packed column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed(Vec<u8>);

impl Packed {
    /// Packs the leaf rows that `keep` wants.
    pub(super) fn of(column: &Column, outline: &Outline, keep: impl Fn(Address) -> bool) -> Self {
        let mut packed = Self::default();
        let mut next = 0;
        for (at, numbers, known) in column.leaf_rows(outline).filter(|(at, ..)| keep(*at)) {
            let slot = slot(outline, at);
            packed.write(slot - next);
            packed.write(known);
            next = slot + 1;
            let mut before = 0i64;
            for (place, number) in numbers.iter().enumerate() {
                if known >> place.min(63) & 1 != 0 {
                    let step = number.wrapping_sub(before);
                    packed.write((step << 1 ^ step >> 63).cast_unsigned());
                    before = *number;
                }
            }
        }
        packed
    }

    /// Whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the rows into a column whose totals are to be rolled up; bytes that make no sense end it.
    pub(super) fn unpack(&self, column: &mut Column, outline: &Outline) {
        let mut bytes = self.0.as_slice();
        let places = outline.periods.leaf_places(ROOT).len();
        let mut numbers = vec![0i64; places];
        let mut next = 0u64;
        while let Some((gap, known)) = read(&mut bytes).zip(read(&mut bytes)) {
            let Some(at) = next.checked_add(gap).and_then(|slot| address(outline, slot)) else { return };
            next = slot(outline, at) + 1;
            let mut before = 0i64;
            for (place, number) in numbers.iter_mut().enumerate() {
                *number = 0;
                if known >> place.min(63) & 1 != 0 {
                    let Some(step) = read(&mut bytes) else { return };
                    before = before.wrapping_add((step >> 1).cast_signed() ^ -(step & 1).cast_signed());
                    *number = before;
                }
            }
            column.write_row(outline, at, &numbers, known);
        }
    }

    fn write(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn slot(outline: &Outline, at: Address) -> u64 {
    let (products, channels) = (u64::from(outline.products.len()), u64::from(outline.channels.len()));
    (u64::from(at.unit) * products + u64::from(at.product)) * channels + u64::from(at.channel)
}

fn address(outline: &Outline, slot: u64) -> Option<Address> {
    let (products, channels) = (u64::from(outline.products.len()), u64::from(outline.channels.len()));
    let (row, channel) = (slot.checked_div(channels)?, slot.checked_rem(channels)?);
    let (unit, product) = (row.checked_div(products)?, row.checked_rem(products)?);
    let unit = u32::try_from(unit).ok().filter(|unit| *unit < outline.units.len())?;
    Some(Address { unit, product: product as u32, channel: channel as u32, period: ROOT })
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(Bytes)
    }
}

struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = Packed;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> FormatResult {
        formatter.write_str("packed rows")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed, E> {
        Ok(Packed(bytes.to_vec()))
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Packed, E> {
        Ok(Packed(bytes))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Packed, A::Error> {
        let mut packed = Packed::default();
        while let Some(byte) = bytes.next_element()? {
            packed.0.push(byte);
        }
        Ok(packed)
    }
}
