//! Units: what a node of the model counts, checked as dimensions.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a value counts: powers of money, pieces, days and people; a pure number has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    money: i8,
    pieces: i8,
    days: i8,
    people: i8,
    /// Whether a pure number is shown in percent.
    percent: bool,
}

impl Unit {
    /// A pure number.
    pub const NUMBER: Self = Self { money: 0, pieces: 0, days: 0, people: 0, percent: false };
    /// A pure number shown in percent.
    pub const PERCENT: Self = Self { percent: true, ..Self::NUMBER };
    /// Money.
    pub const MONEY: Self = Self { money: 1, ..Self::NUMBER };
    /// Pieces.
    pub const PIECES: Self = Self { pieces: 1, ..Self::NUMBER };
    /// Days.
    pub const DAYS: Self = Self { days: 1, ..Self::NUMBER };
    /// People.
    pub const PEOPLE: Self = Self { people: 1, ..Self::NUMBER };

    /// The units that have a name in the text.
    pub(super) const NAMED: [(&'static str, Self); 6] = [
        ("money", Self::MONEY),
        ("pieces", Self::PIECES),
        ("days", Self::DAYS),
        ("people", Self::PEOPLE),
        ("percent", Self::PERCENT),
        ("number", Self::NUMBER),
    ];

    /// How many rounding units make one: amounts are kept whole, everything else in ten-thousandths.
    ///
    /// Money is already counted in the board's rounding unit, so that this is 1; a percentage has hundredths of a percent.
    pub fn steps(self) -> i64 {
        let amount = [Self::MONEY, Self::PIECES, Self::DAYS, Self::PEOPLE].contains(&self);
        if amount { 1 } else { 10_000 }
    }

    /// Whether it is money and nothing else.
    pub fn is_money(self) -> bool {
        self == Self::MONEY
    }

    /// Whether it is shown in percent.
    pub fn is_percent(self) -> bool {
        self.percent
    }

    /// Whether a number of the cycle is the sum of its months rather than the same in each of them.
    pub(super) fn adds_up(self) -> bool {
        self.money.saturating_add(self.pieces) > 0 && self.days >= 0
    }

    /// The power of money, which decides how often a number is scaled by the rounding unit.
    pub(super) fn power_of_money(self) -> i8 {
        self.money
    }

    /// Whether two values may be added: percent and number may.
    pub fn fits(self, other: Self) -> bool {
        Self { percent: false, ..self } == Self { percent: false, ..other }
    }

    /// Whether it is a pure number.
    pub(super) fn is_pure(self) -> bool {
        self.fits(Self::NUMBER)
    }

    /// Percent where either is; for units that fit.
    pub(super) fn joined(self, other: Self) -> Self {
        Self { percent: self.percent || other.percent, ..self }
    }

    /// The unit of a product, or of a ratio where `sign` is −1; `None` beyond every sensible power.
    pub(super) fn times(self, other: Self, sign: i8) -> Option<Self> {
        let power = |left: i8, right: i8| left.checked_add(right.checked_mul(sign)?);
        let unit = Self {
            money: power(self.money, other.money)?,
            pieces: power(self.pieces, other.pieces)?,
            days: power(self.days, other.days)?,
            people: power(self.people, other.people)?,
            percent: false,
        };
        let percent = unit.is_pure() && (sign < 0 || self.percent || other.percent);
        Some(Self { percent, ..unit })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_pure() {
            return formatter.write_str(if self.percent { "percent" } else { "number" });
        }
        let powers = [self.money, self.pieces, self.days, self.people];
        let mut text = String::new();
        for sign in [1i8, -1] {
            for (power, (name, _)) in powers.iter().zip(Self::NAMED) {
                for _ in 0..power.saturating_mul(sign).max(0) {
                    if text.is_empty() && sign < 0 {
                        text.push_str("number");
                    }
                    if !text.is_empty() {
                        text.push(if sign > 0 { '*' } else { '/' });
                    }
                    text.push_str(name);
                }
            }
        }
        formatter.write_str(&text)
    }
}
