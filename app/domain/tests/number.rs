//! Numbers, percentages and moments as people read them, against tables worked by hand.

use crate::support::cases::cases;
use Region::{EnUs, EsCo, EsEs, EsPe};
use domain::number::{
    Language, Magnitude, Region, format_compact, format_exact, format_moment, format_percent, format_scaled,
    format_signed, with_sign,
};
use proptest::prelude::*;

/// Tables are written with a hyphen and plain spaces, which are what a hand can type.
fn typed(written: &str) -> String {
    written.replace('\u{2212}', "-").replace('\u{a0}', " ")
}

#[test]
fn exact_numbers_follow_the_conventions_of_the_country() {
    for (value, decimals, co, pe, es, us) in [
        (0, 0, "0", "0", "0", "0"),
        (0, 2, "0,00", "0.00", "0,00", "0.00"),
        (7, 2, "0,07", "0.07", "0,07", "0.07"),
        (999, 0, "999", "999", "999", "999"),
        (1234, 0, "1.234", "1,234", "1234", "1,234"),
        (12345, 1, "1.234,5", "1,234.5", "1234,5", "1,234.5"),
        (12345, 0, "12.345", "12,345", "12.345", "12,345"),
        (-123_456_789, 2, "-1.234.567,89", "-1,234,567.89", "-1.234.567,89", "-1,234,567.89"),
        (-5, 3, "-0,005", "-0.005", "-0,005", "-0.005"),
    ] {
        for (region, expect) in [(EsCo, co), (EsPe, pe), (EsEs, es), (EnUs, us)] {
            assert_eq!(typed(&format_exact(value, decimals, region)), expect, "{value} {decimals} {region:?}");
        }
    }
    assert_eq!(typed(&format_exact(i64::MIN, 0, EnUs)), "-9,223,372,036,854,775,808");
}

#[test]
fn negative_numbers_carry_a_true_minus_sign() {
    assert_eq!(format_exact(-1, 0, EsCo), "\u{2212}1");
}

#[test]
fn signed_numbers_show_the_plus_but_never_on_zero() {
    assert_eq!(typed(&format_signed(150, 2, EsCo)), "+1,50");
    assert_eq!(typed(&format_signed(-150, 2, EsCo)), "-1,50");
    assert_eq!(typed(&format_signed(0, 2, EsCo)), "0,00");
    assert_eq!(typed(&with_sign(format_compact(1_500_000, 0, EnUs))), "+1.5 M");
}

#[test]
fn compact_numbers_read_as_on_a_board_paper() {
    for (value, decimals, es, en) in [
        (0, 0, "0", "0"),
        (0, 2, "0,0", "0.0"),
        (999, 0, "999", "999"),
        (99_949, 2, "999,5", "999.5"),
        (99_995, 2, "1,0 mil", "1.0 K"),
        (1000, 0, "1,0 mil", "1.0 K"),
        (12_345, 0, "12,3 mil", "12.3 K"),
        (12_350, 0, "12,4 mil", "12.4 K"),
        (12_250, 0, "12,2 mil", "12.2 K"),
        (950_000, 0, "950,0 mil", "950.0 K"),
        (999_949, 0, "999,9 mil", "999.9 K"),
        (999_950, 0, "1,0 M", "1.0 M"),
        (412_800_000, 0, "412,8 M", "412.8 M"),
        (41_280_000_000, 2, "412,8 M", "412.8 M"),
        (-410_500_000, 0, "-410,5 M", "-410.5 M"),
        (1_234_000_000, 0, "1,2 mil M", "1.2 B"),
        (1_200_000_000_000, 0, "1.200,0 mil M", "1.2 T"),
        (1_234_500_000_000_000, 0, "1.234.500,0 mil M", "1,234.5 T"),
    ] {
        assert_eq!(typed(&format_compact(value, decimals, EsCo)), es);
        assert_eq!(typed(&format_compact(value, decimals, EnUs)), en);
    }
    assert_eq!(format_compact(2_000_000, 0, EsPe), "2.0\u{a0}M");
    assert_eq!(format_compact(i128::MAX, 255, EsPe), "0.0");
}

#[test]
fn a_column_counts_in_one_magnitude() {
    for (value, decimals, magnitude, places, expect) in [
        (412_000_000, 0, Magnitude::Millions, 1, "412,0"),
        (-3_950_000, 0, Magnitude::Millions, 1, "-4,0"),
        (-3_850_000, 0, Magnitude::Millions, 1, "-3,8"),
        (-40_000, 0, Magnitude::Millions, 1, "0,0"),
        (123_456, 2, Magnitude::Ones, 0, "1.235"),
        (123_456, 0, Magnitude::Ones, 2, "123.456,00"),
        (1_234_567, 0, Magnitude::Thousands, 0, "1.235"),
        (1_234_567_890, 0, Magnitude::Billions, 3, "1,235"),
    ] {
        assert_eq!(typed(&format_scaled(value, decimals, magnitude, places, EsCo)), expect);
    }
}

#[test]
fn percentages_are_rounded_exactly_and_need_a_denominator() {
    for (numerator, denominator, places, es, en) in [
        (1, 8, 1, "12,5 %", "12.5%"),
        (1, 8, 0, "12 %", "12%"),
        (3, 8, 0, "38 %", "38%"),
        (-1, 3, 2, "-33,33 %", "-33.33%"),
        (1, -3, 2, "-33,33 %", "-33.33%"),
        (-1, -3, 0, "33 %", "33%"),
        (-1, 100_000, 1, "0,0 %", "0.0%"),
        (25, 1, 0, "2.500 %", "2,500%"),
    ] {
        assert_eq!(format_percent(numerator, denominator, places, EsCo).as_deref().map(typed).as_deref(), Some(es));
        assert_eq!(format_percent(numerator, denominator, places, EnUs).as_deref().map(typed).as_deref(), Some(en));
    }
    assert_eq!(format_percent(1, 0, 1, EsCo), None);
    assert_eq!(format_percent(i128::MAX, 1, 1, EsCo), None);
    assert_eq!(format_percent(1, 1, 200, EsCo), None);
    // The whole range of the ratio, not only what fits after multiplying by a thousand.
    assert_eq!(format_percent(i128::MAX, i128::MAX, 1, EnUs).as_deref(), Some("100.0%"));
}

#[test]
fn moments_show_day_month_year_and_minute() {
    for (milliseconds, es, en) in [
        (0, "1 ene 1970, 00:00", "Jan 1, 1970, 00:00"),
        (-1, "31 dic 1969, 23:59", "Dec 31, 1969, 23:59"),
        (951_782_400_000, "29 feb 2000, 00:00", "Feb 29, 2000, 00:00"),
        (1_795_356_300_000, "22 nov 2026, 14:05", "Nov 22, 2026, 14:05"),
        (1_798_761_599_999, "31 dic 2026, 23:59", "Dec 31, 2026, 23:59"),
        (4_107_542_400_000, "1 mar 2100, 00:00", "Mar 1, 2100, 00:00"),
    ] {
        assert_eq!(format_moment(milliseconds, EsCo), es);
        assert_eq!(format_moment(milliseconds, EnUs), en);
    }
}

#[test]
fn a_browser_is_answered_in_the_region_it_likes_best() {
    for (header, expect) in [
        ("", EnUs),
        ("es", EsCo),
        ("es-419,es;q=0.9", EsCo),
        ("es-MX", EsCo),
        ("es-PE,es;q=0.9,en;q=0.8", EsPe),
        ("es-es", EsEs),
        ("en-GB,en;q=0.9,es;q=0.8", EnUs),
        ("en;q=0.5, es-PE;q=0.8", EsPe),
        ("fr-FR, es;q=0.7, en;q=0.6", EsCo),
        ("es;q=0", EnUs),
        ("es;q=nonsense, en;q=0.1", EnUs),
        ("pt-BR, *", EnUs),
        ("español, ;;,", EnUs),
    ] {
        assert_eq!(Region::from_accept_language(header), expect, "{header}");
    }
}

#[test]
fn a_region_is_known_by_its_tag() {
    for region in Region::ALL {
        assert_eq!(Region::parse(region.tag()), Some(region));
        assert_eq!(Region::parse(&region.tag().to_uppercase()), Some(region));
        assert_eq!(region.language() == Language::En, region == EnUs);
    }
    assert_eq!(Region::parse("es"), None);
    assert_eq!(Region::parse("de-DE"), None);
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn no_number_is_too_odd_to_write(value: i128, cell: i64, other: i128, decimals: u8, places: u8, moment: i64) {
        for region in Region::ALL {
            format_exact(cell, decimals, region);
            format_compact(value, decimals, region);
            format_scaled(value, decimals, Magnitude::Billions, places, region);
            format_percent(value, other, places, region);
            format_moment(moment, region);
        }
    }

    #[test]
    fn a_header_never_stops_a_page(header: String) {
        Region::from_accept_language(&header);
    }
}
