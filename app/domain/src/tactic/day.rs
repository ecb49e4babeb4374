//! A day of the calendar, for the dates of a tactic.

use crate::calendar::Month;
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// Its month.
    pub month: Month,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The first day of a month.
    pub fn first(month: Month) -> Self {
        Self { month, day: 1 }
    }

    /// The last day of a month.
    pub fn last(month: Month) -> Self {
        Self { month, day: days(month) }
    }

    /// Whether the calendar has it.
    pub fn exists(self) -> bool {
        let Month { year, month } = self.month;
        (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=days(self.month)).contains(&self.day)
    }
}

/// How many days a month has.
pub(super) fn days(month: Month) -> u8 {
    let leap = month.year % 4 == 0 && (month.year % 100 != 0 || month.year % 400 == 0);
    match month.month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_365_days_and_a_leap_year_one_more() {
        let year = |year| (1..=12).map(|month| u32::from(days(Month { year, month }))).sum::<u32>();
        assert_eq!([2027, 2028, 1900, 2000].map(year), [365, 366, 365, 366]);
    }

    #[test]
    fn a_day_that_no_calendar_has_does_not_exist() {
        let day = |month, day| Day { month: Month { year: 2027, month }, day }.exists();
        assert_eq!([day(2, 28), day(2, 29), day(13, 1), day(4, 31), day(4, 0)], [true, false, false, false, false]);
        assert!(!Day::first(Month { year: i32::MAX, month: 1 }).exists());
    }
}
