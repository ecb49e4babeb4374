//! Dates and hours, written for a reader.

use super::region::{Language, Region};
use crate::calendar::{DAY, Month};

const MINUTE: i64 = 60_000;

/// Day, short month, year and 24-hour time: `22 nov 2026, 14:05` in Spanish, `Nov 22, 2026, 14:05` in English.
///
/// `milliseconds` since 1970-01-01 UTC; a caller who wants another zone adds its offset and names it.
pub fn format_moment(milliseconds: i64, region: Region) -> String {
    let (year, month, day) = civil_from_days(milliseconds.div_euclid(DAY));
    let minutes = milliseconds.rem_euclid(DAY) / MINUTE;
    let (hour, minute) = (minutes / 60, minutes % 60);
    let name = Month { year: 0, month }.name();
    match region.language() {
        Language::Es => format!("{day} {} {year}, {hour:02}:{minute:02}", name.es),
        Language::En => format!("{} {day}, {year}, {hour:02}:{minute:02}", name.en),
    }
}

/// The Gregorian year, month and day of a day since 1970-01-01.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
fn civil_from_days(days: i64) -> (i64, u8, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u8, day)
}
