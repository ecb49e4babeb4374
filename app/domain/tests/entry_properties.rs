//! What holds for every number typed in every region: what is shown is read back, what has two readings is not taken.

use crate::support::cases::cases;
use domain::entry::{Entry, EntryError, editing_text, parse, read_value};
use domain::number::{Region, format_compact, format_exact, format_unmistakable};
use proptest::prelude::*;

fn region() -> impl Strategy<Value = Region> {
    proptest::sample::select(Region::ALL.to_vec())
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn what_a_cell_shows_is_read_back_as_the_same_value(value: i64, decimals in 0..12u8, region in region()) {
        let shown = format_exact(value, decimals, region);
        prop_assert_eq!(read_value(&shown, region, decimals), Ok(Some(value)));
        let edited = editing_text(Some(value), region, decimals);
        prop_assert_eq!(parse(&edited, region, decimals), Ok(Entry::Set(value)));
        if value >= 0 {
            prop_assert_eq!(parse(&shown, region, decimals), Ok(Entry::Set(value)));
        }
    }

    #[test]
    fn every_magnitude_and_decimal_is_read_back_in_every_region(digits in 1..10_000_i64, zeros in 0..15_u32, decimals in 0..7_u8) {
        let value = digits * 10_i64.pow(zeros);
        for region in Region::ALL {
            for value in [value, -value] {
                let shown = [format_exact(value, decimals, region), format_unmistakable(value, decimals, region)];
                for shown in shown {
                    prop_assert_eq!(parse(&format!("={shown}"), region, decimals), Ok(Entry::Set(value)), "{}", shown);
                    prop_assert_eq!(read_value(&shown, region, decimals), Ok(Some(value)), "{}", shown);
                }
            }
        }
    }

    #[test]
    fn what_is_read_is_echoed_so_that_every_region_reads_the_same(value: i64, decimals in 0..3_u8, region in region()) {
        let echo = format_unmistakable(value, decimals, region);
        prop_assert_eq!(read_value(&echo, region, decimals), Ok(Some(value)), "{}", &echo);
        // Elsewhere it may be refused, but never is it another number.
        for other in Region::ALL {
            if let Ok(read) = read_value(&echo, other, decimals) {
                prop_assert_eq!(read, Some(value), "{} in {}", &echo, other.tag());
            }
        }
    }

    #[test]
    fn a_compact_number_is_read_back_to_a_twentieth_of_its_unit(value in 0..10_000_000_000_000_000_i64, region in region()) {
        let shown = format_compact(value.into(), 0, region);
        let read = read_value(&shown, region, 0).unwrap().unwrap();
        let unit = if value >= 1000 { (value - read).abs() * 20 <= value + value / 10 } else { value == read };
        prop_assert!(unit, "{} was read as {}", shown, read);
    }

    #[test]
    fn a_separator_that_two_countries_read_differently_is_never_taken_where_both_fit(
        whole in 1..1000_u32, group in 0..1000_u32, decimals in 0..3_u8, region in region(),
    ) {
        // 1,250 where the comma is decimal: 1.25 if that is exact, else both readings; never 1250, never 1.
        let text = format!("{whole}{}{group:03}", region.decimal_separator());
        let digits = i64::from(whole) * 1000 + i64::from(group);
        let unit = 10_i64.pow(u32::from(3 - decimals));
        match parse(&text, region, decimals) {
            Ok(entry) => prop_assert_eq!((entry, digits % unit), (Entry::Set(digits / unit), 0), "{}", text),
            Err(error) => {
                prop_assert!(matches!(error, EntryError::Ambiguous { .. }) && digits % unit != 0, "{}", text);
            }
        }
        // Any other count of digits behind the sign of thousands is no thousands.
        let text = format!("{whole}{}{:02}", region.group_separator(), group % 100);
        prop_assert!(matches!(parse(&text, region, decimals), Err(EntryError::Ambiguous { .. })), "{}", text);
    }

    #[test]
    fn a_doubt_offers_what_was_typed_and_a_thousand_or_a_million_times_it(typed: i64, present: i64) {
        if let Some(doubt) = Entry::Set(typed).doubt(Some(present)) {
            prop_assert_eq!(doubt.literal, typed);
            prop_assert_eq!(i128::from(doubt.meant), i128::from(typed) * i128::from(doubt.times));
            prop_assert!(typed.unsigned_abs() <= present.unsigned_abs() / 200);
            prop_assert!(doubt.times == 1_000 || doubt.times == 1_000_000);
        }
    }

    #[test]
    fn nothing_typed_stops_the_board(text: String, region in region(), decimals: u8, current: Option<i64>) {
        if let Ok(entry) = parse(&text, region, decimals) {
            let _ = entry.apply(current);
            let _ = entry.doubt(current);
        }
        let _ = read_value(&text, region, decimals);
    }

    #[test]
    fn nothing_that_looks_like_a_number_stops_the_board(
        text in "(h |s|r|p<|[-+*/=])?[0-9.,()%+*/ kKmMB-]{0,24}",
        region in region(),
        decimals in 0..5u8,
        current: Option<i64>,
    ) {
        match parse(&text, region, decimals) {
            Ok(entry) => drop((entry.apply(current), entry.doubt(current))),
            Err(EntryError::Unreadable { at }) => prop_assert!(at <= text.chars().count()),
            Err(_) => {}
        }
    }

    #[test]
    fn either_reading_of_a_doubtful_number_is_beyond_doubt(
        text in "h [0-9]{0,5}[.,][0-9]{1,5}(\\.\\.([0-9]{1,4}[KM]?)?)?|[sr=+*-]?[0-9]{0,5}[.,][0-9]{1,5}( ?(m|M|mm|MM))?",
        region in region(),
    ) {
        let mut open = vec![(text, 0)];
        while let Some((text, asked)) = open.pop() {
            match parse(&text, region, 0) {
                Err(EntryError::Ambiguous { readings, .. }) => {
                    // Two bounds and what they bound: no entry of this shape has a fourth doubt.
                    prop_assert!(asked < 3, "{} is still in doubt", text);
                    prop_assert_ne!(&readings[0], &readings[1]);
                    open.extend(readings.map(|reading| (reading, asked + 1)));
                }
                read => {
                    let said = matches!(read, Ok(_) | Err(EntryError::CrossedBounds));
                    prop_assert!(asked == 0 || said, "{} was a reading, and is {:?}", text, read);
                }
            }
        }
    }
}
