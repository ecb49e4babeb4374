//! The period dimension: a fiscal year of quarters and months.

use crate::dimension::{Dimension, DimensionError, MemberId, MemberSource, Name};
use serde::{Deserialize, Serialize};

/// A day, in milliseconds.
pub const DAY: i64 = 86_400_000;

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_ES: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// Gregorian year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// Months since year 0, for arithmetic.
    pub fn ordinal(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }

    /// The inverse of [`Month::ordinal`].
    pub fn from_ordinal(ordinal: i32) -> Self {
        Self { year: ordinal.div_euclid(12), month: (ordinal.rem_euclid(12) + 1) as u8 }
    }

    /// This month moved by a number of months.
    pub fn plus(self, months: i32) -> Self {
        Self::from_ordinal(self.ordinal() + months)
    }

    /// How many days it has, leap years included.
    pub fn days(self) -> u8 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// `2027-01`.
    pub fn code(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// Short name without the year.
    pub fn name(self) -> Name {
        let index = usize::from(self.month.clamp(1, 12)) - 1;
        Name::new(MONTHS_EN[index], MONTHS_ES[index])
    }
}

/// A planning cycle: one fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// The year the cycle is called by: that of its last month.
    pub year: i32,
    /// Its first calendar month, 1 to 12; 1 is the calendar year.
    pub first_month: u8,
}

impl Cycle {
    /// The first month of the cycle.
    pub fn start(self) -> Month {
        let year = if self.first_month > 1 { self.year - 1 } else { self.year };
        Month { year, month: self.first_month.clamp(1, 12) }
    }

    /// The `index`-th month of the cycle, from 0.
    pub fn month(self, index: u8) -> Month {
        self.start().plus(i32::from(index))
    }

    /// The place of a month in this cycle, 0 to 11, if it lies in it.
    pub fn index_of(self, month: Month) -> Option<u8> {
        u8::try_from(month.ordinal() - self.start().ordinal()).ok().filter(|&index| index < 12)
    }

    /// The cycle of the year before.
    pub fn previous(self) -> Self {
        Self { year: self.year - 1, ..self }
    }

    /// The period dimension: the year, four quarters (`2027-Q1`), twelve months (`2027-01`).
    pub fn periods(self) -> Result<Dimension, DimensionError> {
        let mut sources = Vec::with_capacity(16);
        for quarter in 0..4u8 {
            let code = format!("{:04}-Q{}", self.year, quarter + 1);
            let name = Name::new(format!("Q{}", quarter + 1), format!("T{}", quarter + 1));
            sources.push(MemberSource { code: code.clone(), name, parent: None });
            for index in 0..3u8 {
                let month = self.month(quarter * 3 + index);
                sources.push(MemberSource { code: month.code(), name: month.name(), parent: Some(code.clone()) });
            }
        }
        Dimension::build(&format!("{:04}", self.year), Name::same(self.year.to_string()), &sources)
    }
}

/// Where a month of the cycle (0 to 11) stands in [`Cycle::periods`].
pub fn month_period(index: u8) -> MemberId {
    let index = MemberId::from(index);
    2 + index + index / 3
}

/// Where a quarter of the cycle (0 to 3) stands in [`Cycle::periods`].
pub fn quarter_period(index: u8) -> MemberId {
    1 + 4 * MemberId::from(index)
}
