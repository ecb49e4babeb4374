//! What people type in a cell, region by region.

use Region::{EnUs, EsCo, EsEs, EsPe};
use domain::entry::{Doubt, Entry, EntryError, Ratio, parse, read_value};
use domain::number::Region;

/// What an entry makes of a cell that holds 1,000 units of a measure without decimals.
fn check(text: &str, region: Region, expect: Result<Option<i64>, EntryError>) {
    let result = parse(text, region, 0).and_then(|entry| entry.apply(Some(1000)));
    assert_eq!(result, expect, "{text:?} in {}", region.tag());
}

fn ambiguous(at: usize, one: &str, other: &str) -> EntryError {
    EntryError::Ambiguous { at, readings: [one.to_owned(), other.to_owned()] }
}

#[test]
fn a_number_sets_the_cell_and_nothing_clears_it() {
    check("1200", EsCo, Ok(Some(1200)));
    check(" 007 ", EsCo, Ok(Some(7)));
    check("", EsCo, Ok(None));
    check("  \u{a0}", EsCo, Ok(None));
    assert_eq!(parse("", EnUs, 2), Ok(Entry::Clear));
}

#[test]
fn separators_mean_what_they_mean_where_the_reader_lives() {
    check("1.250", EsCo, Ok(Some(1250)));
    check("1.250", EsEs, Ok(Some(1250)));
    assert_eq!(parse("1.250", EnUs, 2), Ok(Entry::Set(125)));
    assert_eq!(parse("1.250", EsPe, 2), Ok(Entry::Set(125)));
    assert_eq!(parse("1,250", EsCo, 2), Ok(Entry::Set(125)));
    check("1,250", EnUs, Ok(Some(1250)));
    assert_eq!(parse("1.234.567,89", EsCo, 2), Ok(Entry::Set(123_456_789)));
    assert_eq!(parse("1234567,89", EsCo, 2), Ok(Entry::Set(123_456_789)));
    assert_eq!(parse(",5", EsCo, 2), Ok(Entry::Set(50)));
}

#[test]
fn a_separator_in_an_odd_place_is_shown_in_both_readings_and_never_guessed() {
    check("1.25", EsCo, Err(ambiguous(0, "1,25", "125")));
    check("1,25", EnUs, Err(ambiguous(0, "1.25", "125")));
    check("1.5M", EsCo, Err(ambiguous(0, "1,5M", "15M")));
    check("*1.05", EsCo, Err(ambiguous(1, "*1,05", "*105")));
    check("0.250", EsCo, Err(ambiguous(0, "0,250", "250")));
    check(".5", EsCo, Err(ambiguous(0, "0,5", "5")));
    check("1234.567", EsCo, Err(ambiguous(0, "1.234,567", "1.234.567")));
    check("=2*1.2500", EsEs, Err(ambiguous(3, "=2*1,2500", "=2*12.500")));
}

#[test]
fn a_suffix_in_two_minds_is_shown_in_both_readings_and_never_guessed() {
    check("2B", EsCo, Err(ambiguous(0, "2.000.000.000", "2.000.000.000.000")));
    check("+1,5 m", EsCo, Err(ambiguous(1, "+1.500", "+1.500.000")));
    check("10mil", EnUs, Err(ambiguous(0, "10,000", "10,000,000")));
}

#[test]
fn suffixes_spare_zeros() {
    check("10K", EsCo, Ok(Some(10_000)));
    check("10 k", EnUs, Ok(Some(10_000)));
    check("2.5M", EnUs, Ok(Some(2_500_000)));
    check("2,5 M", EsCo, Ok(Some(2_500_000)));
    check("2.5m", EnUs, Ok(Some(2_500_000)));
    check("1.2B", EnUs, Ok(Some(1_200_000_000)));
    check("12,3 mil", EsCo, Ok(Some(12_300)));
    check("10MIL", EsPe, Ok(Some(10_000)));
    check("1,2\u{a0}mil\u{a0}M", EsCo, Ok(Some(1_200_000_000)));
    check("1T", EnUs, Ok(Some(1_000_000_000_000)));
    check("10X", EnUs, Err(EntryError::Unreadable { at: 2 }));
}

#[test]
fn a_leading_sign_adds_or_subtracts() {
    check("+500", EsCo, Ok(Some(1500)));
    check("-500", EsCo, Ok(Some(500)));
    check("\u{2212}500", EsCo, Ok(Some(500)));
    check("+ 2K", EsCo, Ok(Some(3000)));
    check("-(2*700)", EsCo, Ok(Some(-400)));
}

#[test]
fn a_negative_value_is_typed_with_an_equals_sign() {
    check("=-500", EsCo, Ok(Some(-500)));
    check("=\u{2212}500", EsCo, Ok(Some(-500)));
}

#[test]
fn a_percentage_changes_the_present_value() {
    check("-3%", EsCo, Ok(Some(970)));
    check("+3 %", EsCo, Ok(Some(1030)));
    check("+0,25%", EsCo, Ok(Some(1002)));
    check("+0,35%", EsCo, Ok(Some(1004)));
    check("*103%", EsCo, Ok(Some(1030)));
    check("/50%", EsCo, Ok(Some(2000)));
    // Three percent of what? Not said.
    check("3%", EsCo, Err(EntryError::Unreadable { at: 1 }));
}

#[test]
fn the_present_value_is_multiplied_and_divided() {
    check("*1.05", EnUs, Ok(Some(1050)));
    check("*1,05", EsCo, Ok(Some(1050)));
    check("/12", EsCo, Ok(Some(83)));
    check("/16", EsCo, Ok(Some(62)));
    check("/(1-1)", EsCo, Err(EntryError::DivisionByZero));
}

#[test]
fn arithmetic_follows_an_equals_sign() {
    check("=1200/12", EsCo, Ok(Some(100)));
    check("=1+2*3", EsCo, Ok(Some(7)));
    check("=(1+2)*3", EsCo, Ok(Some(9)));
    check("=10/4", EsCo, Ok(Some(2)));
    check("=14/4", EsCo, Ok(Some(4)));
    check("=1/3*3", EsCo, Ok(Some(1)));
    check("= 2 * -3", EsCo, Ok(Some(-6)));
    check("=1200*3%", EsCo, Ok(Some(36)));
    check("=1,5M/12", EsCo, Ok(Some(125_000)));
    check("=1/0", EsCo, Err(EntryError::DivisionByZero));
    check("=1/(2-2)", EsCo, Err(EntryError::DivisionByZero));
    check("=(1", EsCo, Err(EntryError::Unreadable { at: 3 }));
    check("=1)", EsCo, Err(EntryError::Unreadable { at: 2 }));
    check("=", EsCo, Err(EntryError::Unreadable { at: 1 }));
    check("1200/12", EsCo, Err(EntryError::Unreadable { at: 4 }));
}

#[test]
fn results_are_rounded_half_to_even_in_rounding_units() {
    assert_eq!(parse("0,125", EsCo, 2), Ok(Entry::Set(12)));
    assert_eq!(parse("0,135", EsCo, 2), Ok(Entry::Set(14)));
    assert_eq!(parse("=-1/8", EsCo, 2), Ok(Entry::Set(-12)));
    // The sum is rounded, not the amount.
    assert_eq!(parse("+0,005", EsCo, 2).unwrap().apply(Some(101)), Ok(Some(102)));
    assert_eq!(parse("+0,005", EsCo, 2).unwrap().apply(Some(102)), Ok(Some(102)));
}

#[test]
fn commands_are_single_words() {
    for (text, expect) in [
        ("h", Entry::Hold),
        ("RH", Entry::Release),
        (" p< ", Entry::Proportional(None)),
        ("s", Entry::Equal(None)),
        ("r", Entry::Repeat(None)),
    ] {
        assert_eq!(parse(text, EsCo, 0), Ok(expect));
        assert_eq!(expect.apply(Some(7)), Ok(Some(7)));
        assert_eq!(expect.apply(None), Ok(None));
    }
    check("hr", EsCo, Err(EntryError::Unreadable { at: 0 }));
}

#[test]
fn a_way_to_spread_may_bring_its_number() {
    for (text, region, expect) in [
        ("p< 1200", EsCo, Entry::Proportional(Some(1200))),
        ("P<1.200", EsCo, Entry::Proportional(Some(1200))),
        ("s 10K", EnUs, Entry::Equal(Some(10_000))),
        ("s1,5 mil", EsCo, Entry::Equal(Some(1500))),
        ("r 100", EsCo, Entry::Repeat(Some(100))),
        ("r =1200/12", EsCo, Entry::Repeat(Some(100))),
    ] {
        assert_eq!(parse(text, region, 0), Ok(expect), "{text}");
    }
    assert_eq!(Entry::Equal(Some(5)).apply(None), Ok(Some(5)));
    check("s 1.25", EsCo, Err(ambiguous(2, "s 1,25", "s 125")));
    // Five hundred more in all, or in each cell? Not said.
    check("s +500", EsCo, Err(EntryError::Unreadable { at: 2 }));
    check("p 1200", EsCo, Err(EntryError::Unreadable { at: 0 }));
    check("rh 5", EsCo, Err(EntryError::Unreadable { at: 3 }));
    check("s 5 5", EsCo, Err(EntryError::Unreadable { at: 4 }));
}

#[test]
fn a_hold_may_be_a_corridor() {
    for (text, region, low, high) in [
        ("h 100..120", EsCo, Some(100), Some(120)),
        ("H 1.000 .. 2.000", EsCo, Some(1000), Some(2000)),
        ("h 100..", EsCo, Some(100), None),
        ("h ..120", EsCo, None, Some(120)),
        ("h1M..1.2M", EnUs, Some(1_000_000), Some(1_200_000)),
        ("h 0..2M", EnUs, Some(0), Some(2_000_000)),
        // Five hundred thousand would be above two thousand.
        ("h 500..2K", EnUs, Some(500), Some(2000)),
        ("h 7..7", EnUs, Some(7), Some(7)),
    ] {
        assert_eq!(parse(text, region, 0), Ok(Entry::Corridor { low, high }), "{text}");
    }
    assert_eq!(Entry::Corridor { low: Some(1), high: None }.apply(Some(7)), Ok(Some(7)));
    check("h 120..100", EsCo, Err(EntryError::CrossedBounds));
    check("h ..", EsCo, Err(EntryError::Unreadable { at: 4 }));
    check("h 1...2", EsCo, Err(ambiguous(5, "h 1..0,2", "h 1..2")));
    check("h 1..2..3", EsCo, Err(EntryError::Unreadable { at: 6 }));
    check("h a..b", EsCo, Err(EntryError::Unreadable { at: 2 }));
    check("h -5..5", EsCo, Err(EntryError::Unreadable { at: 2 }));
}

#[test]
fn a_bound_in_two_minds_is_shown_in_both_readings_and_never_guessed() {
    check("h 100", EsCo, Err(ambiguous(2, "h 100..", "h ..100")));
    check("h 1..2M", EsCo, Err(ambiguous(2, "h 1..2.000.000", "h 1.000.000..2.000.000")));
    check("h 1..2 mm", EsPe, Err(ambiguous(5, "h 1..2,000,000", "h 1..2,000,000,000")));
}

#[test]
fn three_decimals_that_rounding_would_hide_are_asked_about() {
    // Pieces have no decimals, so that 1.250 of them was hardly meant as 1.
    check("1.250", EnUs, Err(ambiguous(0, "1", "1,250")));
    check("+1.250", EnUs, Err(ambiguous(1, "+1", "+1,250")));
    check("1,250", EsCo, Err(ambiguous(0, "1", "1.250")));
    assert_eq!(parse("1.255", EnUs, 2), Err(ambiguous(0, "1.26", "1,255")));
    assert_eq!(read_value("1.255", EnUs, 2), Err(ambiguous(0, "1.26", "1,255")));
    // What is exact, cannot be thousands, or is a factor is read as it stands.
    assert_eq!(parse("1.250", EnUs, 2), Ok(Entry::Set(125)));
    assert_eq!(parse("0.255", EnUs, 2), Ok(Entry::Set(26)));
    assert_eq!(parse("1.2555", EnUs, 2), Ok(Entry::Set(126)));
    assert_eq!(parse("1,000.255", EnUs, 2), Ok(Entry::Set(100_026)));
    check("1.250K", EnUs, Ok(Some(1250)));
    check("*1.125", EnUs, Ok(Some(1125)));
    check("+1.125%", EnUs, Ok(Some(1011)));
}

#[test]
fn thousands_may_stand_apart_by_a_space() {
    for region in Region::ALL {
        check("1 250", region, Ok(Some(1250)));
        check("12\u{a0}345\u{202f}678", region, Ok(Some(12_345_678)));
        check("10 000 K", region, Ok(Some(10_000_000)));
        check("1250 000", region, Err(EntryError::Unreadable { at: 4 }));
        check("1 25", region, Err(EntryError::Unreadable { at: 2 }));
        check("1 2500", region, Err(EntryError::Unreadable { at: 2 }));
    }
    assert_eq!(parse("1 250,5", EsCo, 2), Ok(Entry::Set(125_050)));
    assert_eq!(parse("1 250.5", EnUs, 2), Ok(Entry::Set(125_050)));
    assert!(parse("1 250.5", EsCo, 2).is_err());
    assert!(parse("1 250,500", EnUs, 2).is_err());
}

#[test]
fn a_double_m_is_refused_in_spanish_where_it_is_a_million_or_mil_millones() {
    check("2MM", EsCo, Err(ambiguous(0, "2.000.000", "2.000.000.000")));
    check("2 mm", EsEs, Err(ambiguous(0, "2.000.000", "2.000.000.000")));
    check("2MM", EnUs, Ok(Some(2_000_000)));
    check("2,5 millones", EsCo, Ok(Some(2_500_000)));
    check("1 millón", EsPe, Ok(Some(1_000_000)));
    check("3 mil millones", EsCo, Ok(Some(3_000_000_000)));
    check("3 mil", EsCo, Ok(Some(3000)));
    // Ten to the twelfth in a Spanish school, to the ninth in an English newspaper.
    check("2 billones", EsCo, Err(EntryError::Unreadable { at: 2 }));
}

#[test]
fn a_number_short_of_thousands_or_millions_is_asked_about() {
    let doubt = |text, current| parse(text, EsCo, 0).unwrap().doubt(current);
    let short = |literal, meant, times| Some(Doubt { literal, meant, times });
    let present = Some(412_800_000);
    assert_eq!(doubt("420", present), short(420, 420_000_000, 1_000_000));
    assert_eq!(doubt("s 420", present), short(420, 420_000_000, 1_000_000));
    assert_eq!(doubt("p< 420", present), short(420, 420_000_000, 1_000_000));
    assert_eq!(doubt("=840/2", present), short(420, 420_000_000, 1_000_000));
    assert_eq!(doubt("=-420", present), short(-420, -420_000_000, 1_000_000));
    assert_eq!(doubt("412.800", present), short(412_800, 412_800_000, 1_000));
    assert_eq!(doubt("+5", present), short(412_800_005, 417_800_000, 1_000_000));
    assert_eq!(doubt("-5", present), short(412_799_995, 407_800_000, 1_000_000));
    for text in ["", "0", "420M", "3M", "400.000.000", "+50.000", "+3%", "-99%", "*0", "/1000", "h", "rh", "s", "r 5"] {
        assert_eq!(doubt(text, present), None, "{text}");
    }
    // Two hundred times smaller is asked about, one unit more is not.
    assert_eq!(doubt("5", Some(1000)), short(5, 5000, 1_000));
    assert_eq!(doubt("6", Some(1000)), None);
    // Nothing is left of either, counted in ones or in millions.
    assert_eq!(doubt("+0,00000000001", Some(1000)), None);
    assert_eq!(doubt("420", None), None);
    assert_eq!(doubt("420", Some(0)), None);
    assert_eq!(doubt("5", Some(-1000)), short(5, 5000, 1_000));
}

#[test]
fn an_empty_cell_has_nothing_to_change() {
    for text in ["+500", "-3%", "*2", "/2"] {
        assert_eq!(parse(text, EsCo, 0).unwrap().apply(None), Err(EntryError::NeedsCurrent));
    }
    assert_eq!(parse("12", EsCo, 0).unwrap().apply(None), Ok(Some(12)));
}

#[test]
fn what_no_cell_can_hold_is_refused() {
    check("9223372036854775807", EsCo, Ok(Some(i64::MAX)));
    check("9223372036854775808", EsCo, Err(EntryError::TooLarge));
    check("=-9223372036854775808", EsCo, Ok(Some(i64::MIN)));
    check("*9223372036854775807", EsCo, Err(EntryError::TooLarge));
    check(&"9".repeat(60), EsCo, Err(EntryError::TooLarge));
    check("1T*", EnUs, Err(EntryError::Unreadable { at: 2 }));
    assert_eq!(parse("1", EsCo, 200), Err(EntryError::TooLarge));
    let deep = format!("={}1{}", "(".repeat(10_000), ")".repeat(10_000));
    assert!(matches!(parse(&deep, EsCo, 0), Err(EntryError::Unreadable { .. })));
}

#[test]
fn what_is_no_number_is_refused_where_it_stops_being_one() {
    for (text, at) in [("abc", 0), ("12a3", 2), ("1,2,3", 3), ("1,234.5", 5), ("5,", 2), ("1.25.3", 1), ("+-5", 1)] {
        check(text, EsCo, Err(EntryError::Unreadable { at }));
    }
    check("(500)", EsCo, Err(EntryError::Unreadable { at: 0 }));
}

#[test]
fn a_pasted_number_keeps_its_own_sign() {
    for (text, expect) in [
        ("-500", Ok(Some(-500))),
        ("\u{2212}1.500", Ok(Some(-1500))),
        ("+500", Ok(Some(500))),
        ("(1.500)", Ok(Some(-1500))),
        ("12,3 mil", Ok(Some(12_300))),
        (" ", Ok(None)),
        ("(500", Err(EntryError::Unreadable { at: 4 })),
        ("(-500)", Err(EntryError::Unreadable { at: 1 })),
        ("1.5", Err(ambiguous(0, "1,5", "15"))),
        ("h", Err(EntryError::Unreadable { at: 0 })),
    ] {
        assert_eq!(read_value(text, EsCo, 0), expect, "{text}");
    }
}

#[test]
fn a_reading_that_no_cell_can_hold_was_not_meant() {
    assert_eq!(parse("93000,00000mm", Region::EsPe, 0), Ok(Entry::Set(93_000_000_000)));
    assert_eq!(parse("93000,00000000000mm", Region::EsPe, 0), Ok(Entry::Set(93_000_000_000)));
    assert_eq!(parse("9300000000000000mm", Region::EsPe, 0), Err(EntryError::TooLarge));
}

#[test]
fn a_fraction_from_outside_is_checked_before_it_is_used() {
    assert_eq!(Ratio::try_from((1, 0)), Err(EntryError::DivisionByZero));
    assert_eq!(Ratio::try_from((6, -4)), Ratio::new(-3, 2));
    let sent = postcard::to_stdvec(&Entry::Multiply(Ratio::new(21, 20).unwrap())).unwrap();
    assert_eq!(postcard::from_bytes::<Entry>(&sent), Ok(Entry::Multiply(Ratio::new(42, 40).unwrap())));
}
