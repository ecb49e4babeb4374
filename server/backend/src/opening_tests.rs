use super::*;
use domain::calendar::Month;
use domain::dimension::MemberSource;
use domain::outline::UNASSIGNED;

fn member(code: &str, parent: Option<&str>) -> MemberSource {
    MemberSource { code: code.into(), name: Name::same(code), parent: parent.map(str::to_owned) }
}

fn month(year: i32, month: u8) -> Month {
    Month { year, month }
}

fn fact(unit: &str, product: &str, month: Month, revenue: i64) -> MonthlyFact {
    let amounts = [Some(revenue), Some(20_000), None, Some(70_000), None, None];
    MonthlyFact { unit: unit.into(), product: product.into(), channel: UNASSIGNED.into(), month, amounts }
}

/// Two years of two stores in one region, the last month of facts being the given one.
fn history(last: Month) -> History {
    let mut facts = Vec::new();
    for ordinal in month(2024, 1).ordinal()..=last.ordinal() {
        for (unit, revenue) in [("a", 1_000_033), ("b", 2_000_033)] {
            facts.push(fact(unit, "x", Month::from_ordinal(ordinal), revenue));
        }
    }
    History {
        members: KnownMembers {
            units: vec![member("south", None), member("a", Some("south")), member("b", Some("south"))],
            products: vec![member("food", None), member("x", Some("food")), member("y", Some("food"))],
            channels: Vec::new(),
        },
        facts,
        quotas: Vec::new(),
        span: Some(Span { first: month(2024, 1), last, last_full: last }),
    }
}

fn request() -> Request {
    Request::new("Plan", Name::same("Acme"), Cycle { year: 2026, first_month: 1 }, "USD")
}

fn cells(opening: &Opening, slice: Slice, measure: Measure) -> Vec<(Address, i64)> {
    let wanted = |column: &&LoadedColumn| (column.slice, column.measure) == (slice, measure);
    opening.columns.iter().find(wanted).map(|column| column.cells.clone()).unwrap_or_default()
}

fn sum(opening: &Opening, slice: Slice, measure: Measure) -> i64 {
    cells(opening, slice, measure).iter().map(|(_, number)| number).sum()
}

fn at(opening: &Opening, unit: &str, slice: Slice, measure: Measure) -> i64 {
    let unit = opening.outline.units.find(unit).unwrap();
    let below = |(at, _): &&(Address, i64)| opening.outline.units.contains(unit, at.unit);
    cells(opening, slice, measure).iter().filter(below).map(|(_, number)| number).sum()
}

#[test]
fn last_year_ties_to_the_cent_although_every_cell_has_a_fraction() {
    let opening = build(&history(month(2025, 12)), &request()).unwrap();
    // Twelve times 100.0033 + 200.0033 is 3,600.0792.
    assert_eq!(sum(&opening, Slice::LastYear, Measure::Revenue), 360_008);
    assert_eq!(at(&opening, "a", Slice::LastYear, Measure::Revenue), 120_004);
    assert_eq!(sum(&opening, Slice::LastYear, Measure::Units), 48);
    assert!(cells(&opening, Slice::LastYear, Measure::CostOfGoods).is_empty(), "nothing is known of cost");
    let whole = build(&history(month(2025, 12)), &Request { money_decimals: 0, ..request() }).unwrap();
    assert_eq!(sum(&whole, Slice::LastYear, Measure::Revenue), 3_600);
}

#[test]
fn months_of_last_year_after_the_facts_are_missing_not_zero() {
    let opening = build(&history(month(2025, 5)), &request()).unwrap();
    let periods = cells(&opening, Slice::LastYear, Measure::Revenue).iter().map(|(at, _)| at.period).max();
    assert_eq!(periods, Some(domain::calendar::month_period(4)));
    assert_eq!(opening.outline.history_end, Some(month(2025, 5)));
    assert!(sum(&opening, Slice::Baseline, Measure::Revenue) > 0, "the baseline covers the whole cycle all the same");
}

#[test]
fn the_baseline_follows_facts_and_then_the_forecast_and_is_never_negative() {
    let mut history = history(month(2025, 12));
    for fact in history.facts.iter_mut().filter(|fact| fact.unit == "b") {
        fact.amounts[0] = Some(-5_000);
    }
    let opening = build(&history, &request()).unwrap();
    assert!(cells(&opening, Slice::Baseline, Measure::Revenue).iter().all(|(_, number)| *number >= 0));
    assert_eq!(at(&opening, "b", Slice::Baseline, Measure::Revenue), 0);
    let flat = at(&opening, "a", Slice::Baseline, Measure::Revenue);
    assert!((119_000..=121_000).contains(&flat), "{flat}: a flat history goes on flat");
    let pieces = at(&opening, "a", Slice::Baseline, Measure::Units);
    assert!((23..=25).contains(&pieces), "{pieces}: two a month");
    assert_eq!(sum(&opening, Slice::Baseline, Measure::SalesExpense), 24 * 700, "expenses repeat last year");
    let known = build(&history, &Request { cycle: Cycle { year: 2025, first_month: 1 }, ..request() }).unwrap();
    assert_eq!(at(&known, "a", Slice::Baseline, Measure::Revenue), 120_004, "months with facts are what they were");
}

#[test]
fn what_is_booked_above_the_leaves_stands_in_a_leaf_of_its_own() {
    let mut history = history(month(2025, 12));
    history.facts.push(fact("south", "food", month(2025, 3), 500_000));
    history.facts.push(fact("nobody", UNASSIGNED, month(2025, 3), 500_000));
    let opening = build(&history, &request()).unwrap();
    assert_eq!(at(&opening, "south/unassigned", Slice::LastYear, Measure::Revenue), 5_000);
    assert_eq!(at(&opening, UNASSIGNED, Slice::LastYear, Measure::Revenue), 5_000);
    assert!(opening.outline.products.find("food/unassigned").is_some());
    assert_eq!(sum(&opening, Slice::LastYear, Measure::Revenue), 370_008);
    let all = opening.columns.iter().flat_map(|column| &column.cells);
    assert!(all.clone().all(|(at, _)| opening.outline.is_leaf(*at)));
}

#[test]
fn products_below_the_depth_of_the_board_are_summed_into_it() {
    let opening = build(&history(month(2025, 12)), &Request { product_depth: Some(1), ..request() }).unwrap();
    assert_eq!(opening.outline.products.len(), 2);
    assert_eq!(sum(&opening, Slice::LastYear, Measure::Revenue), 360_008);
}

#[test]
fn quotas_become_targets_and_the_most_detailed_ones_count() {
    let mut history = history(month(2025, 12));
    let quota = |unit: &str, start, months, amount| Quota { unit: unit.into(), start, months, amount };
    history.quotas = vec![
        quota("a", month(2026, 1), 3, 3_000_000),
        quota("a", month(2026, 1), 12, 99_000_000),
        quota("b", month(2026, 4), 1, 1_000_000),
        quota("south", month(2026, 1), 12, 88_000_000),
        quota("b", month(2025, 1), 3, 77_000_000),
    ];
    let opening = build(&history, &request()).unwrap();
    assert_eq!(at(&opening, "a", Slice::Target, Measure::Revenue), 30_000);
    assert_eq!(at(&opening, "b", Slice::Target, Measure::Revenue), 10_000);
    let months: std::collections::BTreeSet<_> =
        cells(&opening, Slice::Target, Measure::Revenue).iter().map(|(at, _)| at.period).collect();
    assert_eq!(months.len(), 4, "a quarter in its three months by last year's shape, and one month");

    history.quotas = vec![quota("south", month(2026, 1), 12, 90_000_000)];
    let above = build(&history, &request()).unwrap();
    assert_eq!(sum(&above, Slice::Target, Measure::Revenue), 900_000);
    let (a, b) = (at(&above, "a", Slice::Target, Measure::Revenue), at(&above, "b", Slice::Target, Measure::Revenue));
    assert!(a.abs_diff(300_000) < 10 && b.abs_diff(600_000) < 10, "{a} and {b} by last year");
}

#[test]
fn a_board_without_history_still_takes_quotas() {
    let mut history = History { members: history(month(2025, 12)).members, ..History::default() };
    history.quotas = vec![Quota { unit: "south".into(), start: month(2026, 1), months: 12, amount: 1_000_000 }];
    let opening = build(&history, &request()).unwrap();
    assert_eq!(sum(&opening, Slice::Target, Measure::Revenue), 10_000);
    assert_eq!(opening.outline.history_end, None);
    assert!(cells(&opening, Slice::Target, Measure::Revenue).iter().all(|(at, _)| opening.outline.is_leaf(*at)));
}
