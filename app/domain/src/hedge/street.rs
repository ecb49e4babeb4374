//! Street percentages: exact products of over-assignments.

use super::HedgeRow;
use super::natural::Natural;

/// By how much the numbers at the end of a path exceed the corporate target: Π (assigned ÷ target) − 1, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Street {
    numerator: Natural,
    /// Zero where something is assigned without any target.
    denominator: Natural,
}

impl Default for Street {
    fn default() -> Self {
        Self { numerator: Natural::from(1), denominator: Natural::from(1) }
    }
}

impl Street {
    /// The street one unit further down; a unit without a row adds nothing.
    pub(super) fn then(&self, row: Option<HedgeRow>) -> Self {
        let Some(row) = row.filter(|row| row.assigned != row.target) else { return self.clone() };
        let part = |amount: i128| Natural::from(u128::try_from(amount).unwrap_or(0));
        let (assigned, target) = (part(row.assigned), part(row.target));
        Self { numerator: self.numerator.times(&assigned), denominator: self.denominator.times(&target) }
    }

    /// Whether it is more than a cap in hundredths of a percent.
    pub fn exceeds(&self, cap: u32) -> bool {
        self.scaled(10_000) > self.parts(10_000 + u128::from(cap))
    }

    /// Whether it is more than another.
    pub fn is_above(&self, other: &Self) -> bool {
        let ratios = (self.numerator.times(&other.denominator), other.numerator.times(&self.denominator));
        // Of two without a target neither is more.
        ratios.0 > ratios.1
    }

    /// In hundredths of a percent, rounded half up; `None` where something is assigned without any target, or where it
    /// leaves the range.
    pub fn hundredths(&self) -> Option<i64> {
        let twice = self.scaled(20_000);
        // The largest k of which k − ½ is not above the ratio in ten-thousandths.
        let fits = |k: u128| k == 0 || self.parts(2 * k - 1) <= twice;
        let mut most = 1u128;
        while fits(most) {
            most = most.checked_mul(2).filter(|most| *most < 1 << 62)?;
        }
        let mut least = most / 2;
        while most - least > 1 {
            let middle = u128::midpoint(least, most);
            if fits(middle) {
                least = middle;
            } else {
                most = middle;
            }
        }
        Some(i64::try_from(least).ok()? - 10_000)
    }

    fn scaled(&self, by: u128) -> Natural {
        self.numerator.times(&Natural::from(by))
    }

    fn parts(&self, by: u128) -> Natural {
        self.denominator.times(&Natural::from(by))
    }
}
