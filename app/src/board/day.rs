//! Days as the reader's own clock and calendar have them.

use js_sys::Date;

fn date(milliseconds: i64) -> Date {
    Date::new(&(milliseconds as f64).into())
}

/// How far the reader's time is behind universal time at a moment, in milliseconds.
pub fn behind_universal_time(milliseconds: i64) -> i64 {
    date(milliseconds).get_timezone_offset() as i64 * 60_000
}

/// Milliseconds since 1970 UTC.
pub fn now() -> i64 {
    Date::now() as i64
}

/// The last moment of a day that a date field has written as `2027-03-31`, in milliseconds since 1970 UTC.
pub fn end(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let end = Date::new_with_year_month_day_hr_min_sec_milli(year.cast_unsigned(), month - 1, day, 23, 59, 59, 999);
    Some(end.get_time() as i64)
}

/// The day of a moment as a date field takes it.
pub fn field(milliseconds: i64) -> String {
    let date = date(milliseconds);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}
