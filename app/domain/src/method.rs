//! Methods: in which proportion a total is broken down, and what limits or rounds it.
//!
//! A method only divides: what is asked of the total itself (add, subtract, percent, a plain number) is resolved by
//! [`crate::entry`] before, and [`crate::breakdown::implied_total`] tells the total that a repeated value, a growth from
//! a start or a line implies. Clearing is an assignment of nothing. Every input is stored with the event.

mod check;
mod ramp;
mod shape;

pub use ramp::{Activity, Proration, Ramp, prorate};
pub use shape::Line;
pub(crate) use shape::growth;

use crate::address::Address;
use crate::dimension::MemberId;
use crate::entry::Ratio;
use crate::measure::{Measure, Slice};
use serde::{Deserialize, Serialize};

/// In which proportion a total is broken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// In proportion to the numbers that stand there, or to last year where there are none.
    Current,
    /// In proportion to last year.
    LastYear,
    /// The same for every member of a level.
    Equal,
    /// Not at all: every leaf cell was given its own number.
    Each,
    /// By a shape, with what it keeps and how it rounds.
    By(Box<Profile>),
}

/// A shape, with what limits and rounds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The proportions.
    pub shape: Shape,
    /// How far a cell may leave the number that stands there.
    pub corridor: Option<Corridor>,
    /// Numbers below the total that stay as if they were held: edits to preserve.
    pub keep: Vec<Address>,
    /// Who gets the units that proportions leave over.
    pub rounding: Rounding,
}

/// Proportions over the members of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// As [`Method::Current`].
    Current,
    /// As [`Method::Equal`].
    Equal,
    /// In proportion to a reference.
    Reference(Reference),
    /// In proportion to a reference's leaf cells without their signs.
    Magnitude(Reference),
    /// In proportion to given numbers of 0 or more at leaves or totals; where none are given, as [`Method::Current`].
    Numbers(Vec<(Address, i64)>),
    /// In proportion to several references at once: the shares of each at a level, by its parts.
    Blend(Vec<(u32, Reference)>),
    /// The same for every leaf cell, after what is held.
    Repeat,
    /// Cells with a number keep it; the empty ones share the rest in proportion to the reference, alike without one.
    Unset(Reference),
    /// Months grow by this factor, each on the one before.
    Growth(Ratio),
    /// Months lie on a straight line.
    Line(Line),
    /// Months of the cycle, first to last, in these parts.
    Season([u32; 12]),
    /// Months and units in proportion to capacity: season × ramp × active part.
    Ramp(Ramp),
}

/// A measure's numbers in one slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// In which role.
    pub slice: Slice,
    /// What they count.
    pub measure: Measure,
}

/// How far each leaf cell may leave its number, in hundredths of a percent; an empty cell stays empty. A bound between
/// two rounding units is the one inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corridor {
    /// Downwards, at most 10,000.
    pub down: u16,
    /// Upwards, at most 1,000,000.
    pub up: u32,
}

impl Corridor {
    /// The least that a number may become, in rounding units.
    pub(crate) fn low(self, number: i128) -> i128 {
        (number * (10_000 - i128::from(self.down)) + 9_999).div_euclid(10_000)
    }

    /// The most that a number may become, in rounding units.
    pub(crate) fn high(self, number: i128) -> i128 {
        (number * (10_000 + i128::from(self.up))).div_euclid(10_000)
    }
}

/// Who gets the units that proportions leave over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// The largest fractions: every part is within one unit of its real share.
    LargestRemainder,
    /// Webster's divisors: a part never shrinks when the total grows.
    TopUp,
}

/// A method's name, for people to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MethodName {
    /// [`Method::Current`] or [`Shape::Current`].
    Current,
    /// [`Method::LastYear`].
    LastYear,
    /// [`Method::Equal`] or [`Shape::Equal`].
    Equal,
    /// [`Method::Each`].
    Each,
    /// [`Shape::Reference`].
    Reference(Reference),
    /// [`Shape::Magnitude`].
    Magnitude(Reference),
    /// [`Shape::Numbers`].
    Numbers,
    /// [`Shape::Blend`].
    Blend,
    /// [`Shape::Repeat`].
    Repeat,
    /// [`Shape::Unset`].
    Unset,
    /// [`Shape::Growth`].
    Growth,
    /// [`Shape::Line`].
    Line,
    /// [`Shape::Season`].
    Season,
    /// [`Shape::Ramp`].
    Ramp,
}

impl From<Shape> for Method {
    fn from(shape: Shape) -> Self {
        let profile = Profile { shape, corridor: None, keep: Vec::new(), rounding: Rounding::LargestRemainder };
        Self::By(Box::new(profile))
    }
}

impl Method {
    /// What it is called; none of its numbers.
    pub fn name(&self) -> MethodName {
        let profile = match self {
            Self::Current => return MethodName::Current,
            Self::LastYear => return MethodName::LastYear,
            Self::Equal => return MethodName::Equal,
            Self::Each => return MethodName::Each,
            Self::By(profile) => profile,
        };
        match profile.shape {
            Shape::Current => MethodName::Current,
            Shape::Equal => MethodName::Equal,
            Shape::Reference(reference) => MethodName::Reference(reference),
            Shape::Magnitude(reference) => MethodName::Magnitude(reference),
            Shape::Numbers(_) => MethodName::Numbers,
            Shape::Blend(_) => MethodName::Blend,
            Shape::Repeat => MethodName::Repeat,
            Shape::Unset(_) => MethodName::Unset,
            Shape::Growth(_) => MethodName::Growth,
            Shape::Line(_) => MethodName::Line,
            Shape::Season(_) => MethodName::Season,
            Shape::Ramp(_) => MethodName::Ramp,
        }
    }

    /// The numbers below the total that stay as if they were held.
    pub fn keeps(&self) -> &[Address] {
        match self {
            Self::By(profile) => &profile.keep,
            _ => &[],
        }
    }

    /// The same without inputs about units that a reader may not see.
    pub(crate) fn seen(&self, open: impl Fn(MemberId) -> bool) -> Self {
        let mut seen = self.clone();
        if let Self::By(profile) = &mut seen {
            profile.keep.retain(|at| open(at.unit));
            match &mut profile.shape {
                Shape::Numbers(numbers) => numbers.retain(|(at, _)| open(at.unit)),
                Shape::Ramp(ramp) => ramp.activity.retain(|activity| open(activity.unit)),
                _ => {}
            }
        }
        seen
    }
}
