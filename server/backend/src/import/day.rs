//! Days, months and quarters as people and programs write them.

use super::mapping::DateOrder;
use super::problem::ProblemKind;
use super::table::Cell;
use crate::dataset::Day;
use domain::calendar::Month;
use jiff::ToSpan;
use jiff::civil::Date;

/// Month names in English and Spanish; three letters of them are enough.
const MONTHS: [[&str; 2]; 12] = [
    ["january", "enero"],
    ["february", "febrero"],
    ["march", "marzo"],
    ["april", "abril"],
    ["may", "mayo"],
    ["june", "junio"],
    ["july", "julio"],
    ["august", "agosto"],
    ["september", "septiembre"],
    ["october", "octubre"],
    ["november", "noviembre"],
    ["december", "diciembre"],
];

/// Years that a history may lie in; outside them a number is something else.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2200;

/// Serial days of spreadsheets, from 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;

/// Reads a day and moves it by `shift` days; a month without a day is its first.
pub(super) fn read_day(cell: Cell<'_>, order: DateOrder, shift: i32) -> Result<Option<Day>, ProblemKind> {
    let not_a_day = || ProblemKind::NotADay(cell.words());
    let date = match cell {
        Cell::Empty => return Ok(None),
        Cell::Day(day) => date(day.month.year, day.month.month.into(), day.day.into()),
        Cell::Number(number) if number.fract() == 0.0 && number > *SERIALS.end() => words(&cell.words(), order)?,
        Cell::Number(number) => serial(number),
        Cell::Text(text) if super::amount::is_nothing(text) => return Ok(None),
        Cell::Text(text) => words(text, order)?,
    };
    let date = date.filter(|date| YEARS.contains(&date.year().into())).ok_or_else(not_a_day)?;
    let date = date.checked_add(shift.days()).map_err(|_| not_a_day())?;
    let month = Month { year: date.year().into(), month: date.month() as u8 };
    Ok(Some(Day { month, day: date.day() as u8 }))
}

/// Reads a year.
pub(super) fn read_year(cell: Cell<'_>) -> Result<Option<i32>, ProblemKind> {
    let text = cell.words();
    if cell == Cell::Empty {
        return Ok(None);
    }
    let year = text.parse().ok().filter(|year| YEARS.contains(year));
    year.map(Some).ok_or(ProblemKind::NotADay(text))
}

/// Reads a month of the year, by number or name.
pub(super) fn read_month(cell: Cell<'_>) -> Result<Option<u8>, ProblemKind> {
    let text = cell.words();
    if cell == Cell::Empty {
        return Ok(None);
    }
    let month = text.parse().ok().filter(|month| (1..=12).contains(month)).or_else(|| named_month(&text));
    month.map(Some).ok_or(ProblemKind::NotADay(text))
}

/// Reads a quarter of the year: 3, Q3, T3.
pub(super) fn read_quarter(cell: Cell<'_>) -> Result<Option<u8>, ProblemKind> {
    let text = cell.words();
    if cell == Cell::Empty {
        return Ok(None);
    }
    let quarter =
        text.trim_start_matches(['Q', 'q', 'T', 't']).parse().ok().filter(|quarter| (1..=4).contains(quarter));
    quarter.map(Some).ok_or(ProblemKind::NotADay(text))
}

/// What a day in figures says about its own order; `None` where it says nothing.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    match figures(text)?[..] {
        [first, second, last] if YEARS.contains(&last) || (0..100).contains(&last) => match (first > 12, second > 12) {
            (true, false) if first <= 31 => Some(DateOrder::DayFirst),
            (false, true) if second <= 31 => Some(DateOrder::MonthFirst),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a text is a day under some order.
pub(super) fn looks_like_a_day(text: &str) -> bool {
    [DateOrder::DayFirst, DateOrder::MonthFirst].iter().any(|order| matches!(words(text, *order), Ok(Some(_))))
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn serial(number: f64) -> Option<Date> {
    let days = SERIALS.contains(&number).then_some(number.floor() as i64)?;
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

/// The parts of the date, without a time after it.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let text = match text.as_bytes().get(10) {
        Some(b'T') => &text[..10],
        _ => text,
    };
    text.split([' ', '/', '-', '.', ',']).filter(|part| !part.is_empty()).take_while(|part| !part.contains(':'))
}

fn figures(text: &str) -> Option<Vec<i32>> {
    parts(text).map(|part| part.parse().ok()).collect()
}

fn words(text: &str, order: DateOrder) -> Result<Option<Date>, ProblemKind> {
    if let Some(figures) = figures(text) {
        return in_figures(text, &figures, order);
    }
    let mut month = None;
    let mut numbers = Vec::new();
    for part in parts(text) {
        let digits = part.trim_end_matches(|letter: char| letter.is_alphabetic());
        match (digits.parse::<i32>(), named_month(part)) {
            (Ok(number), _) => numbers.push((number, digits.len())),
            (Err(_), Some(found)) => month = Some(i32::from(found)),
            // Weekdays and prepositions.
            (Err(_), None) if part.chars().all(char::is_alphabetic) => {}
            (Err(_), None) => return Ok(None),
        }
    }
    let Some(month) = month else { return Ok(None) };
    Ok(match numbers[..] {
        [(year, 4)] => date(year, month, 1),
        [(year, 4), (day, 1 | 2)] | [(day, 1 | 2), (year, 4)] => date(year, month, day),
        [(day, 1 | 2), (year, 2)] => date(2000 + year, month, day),
        _ => None,
    })
}

fn in_figures(text: &str, figures: &[i32], order: DateOrder) -> Result<Option<Date>, ProblemKind> {
    let century = |year: i32| if year < 100 { 2000 + year } else { year };
    Ok(match *figures {
        [key] if (19_000_101..=22_001_231).contains(&key) => date(key / 10_000, key / 100 % 100, key % 100),
        [month] if (190_001..=220_012).contains(&month) => date(month / 100, month % 100, 1),
        [number] => serial(number.into()),
        [year, month] if year > 31 => date(year, month, 1),
        [month, year] => date(year, month, 1),
        [year, month, day] if year > 31 => date(year, month, day),
        [first, second, year] => match order {
            DateOrder::DayFirst => date(century(year), second, first),
            DateOrder::MonthFirst => date(century(year), first, second),
            DateOrder::Unclear if first == second => date(century(year), first, second),
            DateOrder::Unclear => match order_of(text) {
                Some(DateOrder::DayFirst) => date(century(year), second, first),
                Some(_) => date(century(year), first, second),
                None => return Err(ProblemKind::AmbiguousDay(text.to_owned())),
            },
        },
        _ => None,
    })
}

fn named_month(text: &str) -> Option<u8> {
    let text = text.trim_end_matches('.').to_lowercase();
    if text.chars().count() < 3 {
        return None;
    }
    let named = |names: &[&str; 2]| names.iter().any(|name| name.starts_with(&text));
    let index =
        MONTHS.iter().position(named).or_else(|| matches!(text.as_str(), "sept" | "set" | "setiembre").then_some(8));
    index.map(|index| index as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: DateOrder) -> Result<String, ProblemKind> {
        read_day(Cell::Text(text), order, 0).map(|day| day.map(|day| Cell::Day(day).words()).unwrap_or_default())
    }

    #[test]
    fn days_are_read_in_every_form_of_the_real_files() {
        for text in [
            "2017-08-25",
            "2017-08-25 00:00:00.000",
            "2017-08-25T10:30:00Z",
            "20170825",
            "2017/08/25",
            "25/08/2017",
            "08/25/2017",
            "Friday, August 25, 2017",
            "25 de agosto de 2017",
            "25-Aug-17",
            "August 25th, 2017",
            "42972",
            "25.8.2017 03:31:57 PM",
        ] {
            assert_eq!(day(text, DateOrder::Unclear).as_deref(), Ok("2017-08-25"), "{text}");
        }
    }

    #[test]
    fn a_month_without_a_day_is_its_first() {
        for text in ["2017-08", "08/2017", "Aug 2017", "201708", "agosto 2017"] {
            assert_eq!(day(text, DateOrder::Unclear).as_deref(), Ok("2017-08-01"), "{text}");
        }
    }

    #[test]
    fn a_day_that_could_be_two_is_reported_unless_the_mapping_says_which() {
        assert_eq!(day("03/04/2026", DateOrder::Unclear), Err(ProblemKind::AmbiguousDay("03/04/2026".into())));
        assert_eq!(day("03/04/2026", DateOrder::DayFirst).as_deref(), Ok("2026-04-03"));
        assert_eq!(day("03/04/2026", DateOrder::MonthFirst).as_deref(), Ok("2026-03-04"));
        assert_eq!(day("05/05/2026", DateOrder::Unclear).as_deref(), Ok("2026-05-05"));
        assert_eq!(order_of("13/04/2026"), Some(DateOrder::DayFirst));
        assert_eq!(order_of("04/13/26"), Some(DateOrder::MonthFirst));
        assert_eq!(order_of("2026-04-13"), None);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2017-02-30", "13/13/2017", "soon", "99", "3578.27", "SO43659", "1-23"] {
            assert_eq!(day(text, DateOrder::DayFirst), Err(ProblemKind::NotADay(text.into())), "{text}");
        }
        assert_eq!(day("NULL", DateOrder::DayFirst).as_deref(), Ok(""));
    }

    #[test]
    fn another_date_frame_is_moved_by_days() {
        let moved = read_day(Cell::Text("20101229"), DateOrder::Unclear, 2421);
        assert_eq!(moved.map(|day| day.map(|day| Cell::Day(day).words())), Ok(Some("2017-08-15".into())));
    }

    #[test]
    fn months_and_quarters_are_read_by_number_and_name() {
        assert_eq!(read_month(Cell::Text("ago")), Ok(Some(8)));
        assert_eq!(read_month(Cell::Number(3.0)), Ok(Some(3)));
        assert_eq!(read_quarter(Cell::Text("T4")), Ok(Some(4)));
        assert!(read_quarter(Cell::Text("5")).is_err());
        assert!(read_month(Cell::Text("ma")).is_err());
    }
}
