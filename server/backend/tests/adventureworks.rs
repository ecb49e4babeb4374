//! A bicycle maker's real sales and quotas, from the files through the store to boards, to the cent.

#![cfg(test)]

#[path = "support/databases.rs"]
mod databases;
#[path = "support/real_data.rs"]
mod real_data;

use backend::import::{DecimalMark, Field, Kind, KnownMembers, Mapping, Part, Table, check, guess};
use backend::opening::{History, Opening, Request, build, read};
use backend::store::Store;
use backend::store::history::Tally;
use domain::calendar::{Cycle, Month};
use domain::dimension::Name;
use domain::measure::{Measure, Slice};
use real_data::{folder, table};
use std::collections::BTreeMap;
use std::path::Path;

const COMPANY: &str = "adventureworks";

fn territories(folder: &Path) -> (Table, Mapping) {
    let table = table(folder, "SalesTerritory.csv.gz");
    let mapping = Mapping { header: false, ..Mapping::empty(Kind::Organization, table.width()) };
    let mapping = mapping.with(0, Field::Code).with(1, Field::Name).with(3, Field::Level(1));
    (table, mapping)
}

fn products(folder: &Path) -> (Table, Mapping) {
    let table = table(folder, "Product.csv.gz");
    let mapping = guess(&table).with(0, Field::Code).with(1, Field::Name);
    (table, mapping)
}

fn reseller_sales(folder: &Path) -> (Table, Mapping) {
    let table = table(folder, "FactResellerSales.csv.gz");
    let mapping = Mapping { kind: Kind::Flat, channel: Some("Resellers".into()), ..guess(&table) };
    (table, mapping)
}

fn internet_sales(folder: &Path) -> (Table, Mapping) {
    let table = table(folder, "FactInternetSales.csv.gz");
    let mapping = Mapping { kind: Kind::Flat, channel: Some("Internet".into()), ..guess(&table) };
    (table, mapping)
}

/// One row per employee and quarter; 2421 days take its date frame to that of the sales.
fn quotas(folder: &Path) -> (Table, Mapping) {
    let table = table(folder, "FactSalesQuota.csv.gz");
    let mapping = Mapping {
        header: false,
        decimal: DecimalMark::Point,
        shift_days: 2421,
        ..Mapping::empty(Kind::Quotas, table.width())
    };
    let mapping = mapping.with(1, Field::Unit).with(2, Field::Day).with(5, Field::QuotaAmount);
    (table, mapping)
}

async fn import(store: &Store, parts: &[(Table, Mapping)]) -> Tally {
    store.found_organization(COMPANY, "Adventure Works", "en").await.unwrap();
    let parts: Vec<Part<'_>> = parts.iter().map(|(table, mapping)| Part { table, mapping }).collect();
    let checked = check(&parts, &store.members(COMPANY).await.unwrap());
    let dataset = checked.accept(false).unwrap_or_else(|problems| panic!("{:?}", &problems[..problems.len().min(5)]));
    store.load_dataset(COMPANY, &dataset, |_, _| ()).await.unwrap().total()
}

fn board(history: &History, year: i32) -> Opening {
    let cycle = Cycle { year, first_month: 1 };
    let request = Request::new("Plan", Name::same("Adventure Works"), cycle, "USD");
    build(history, &request).unwrap()
}

fn total(board: &Opening, slice: Slice, measure: Measure) -> i64 {
    let columns = board.columns.iter().filter(|column| (column.slice, column.measure) == (slice, measure));
    columns.flat_map(|column| &column.cells).map(|(_, number)| number).sum()
}

/// Last year's revenue by the category above each product.
fn by_category(board: &Opening, sums: &mut BTreeMap<String, i64>) {
    let products = &board.outline.products;
    let last_year = |slice, measure| (slice, measure) == (Slice::LastYear, Measure::Revenue);
    for (at, number) in
        board.columns.iter().filter(|column| last_year(column.slice, column.measure)).flat_map(|column| &column.cells)
    {
        let top = products.upwards(at.product).find(|member| products.parent(*member) == Some(0)).unwrap();
        *sums.entry(products.get(top).unwrap().name.en.clone()).or_default() += number;
    }
}

#[tokio::test]
async fn reseller_sales_and_quotas_tie_on_every_board() {
    let Some(folder) = folder("adventureworks") else { return };
    for fresh in databases::each().await {
        let parts = [territories(&folder), products(&folder), reseller_sales(&folder), quotas(&folder)];
        let first = import(&fresh, &parts).await;
        assert_eq!((first.changed, first.unchanged), (0, 0));
        let again = import(&fresh, &parts).await;
        assert_eq!((again.added, again.changed), (0, 0), "the same files again change nothing in {fresh}");

        let history = read(&fresh, COMPANY).await.unwrap();
        let mut categories = BTreeMap::new();
        let (mut units, mut targets) = (0, 0);
        let sales =
            [(2017, 0), (2018, 806_975_558), (2019, 2_432_878_625), (2020, 3_250_000_558), (2021, 1_265_002_279)];
        for (year, expected) in sales {
            let board = board(&history, year);
            assert_eq!(total(&board, Slice::LastYear, Measure::Revenue), expected, "board of {year}");
            units += total(&board, Slice::LastYear, Measure::Units);
            targets += total(&board, Slice::Target, Measure::Revenue);
            by_category(&board, &mut categories);
            assert!(total(&board, Slice::Baseline, Measure::Revenue) > 0);
            assert!(board.columns.iter().flat_map(|column| &column.cells).all(|(at, _)| board.outline.is_leaf(*at)));
        }
        assert_eq!(targets, 9_571_400_000, "every quota is a target of some board");
        assert_eq!(units, 204_114);
        let expected = [
            ("Accessories", 53_910_609),
            ("Bikes", 6_406_903_316),
            ("Clothing", 171_405_605),
            ("Components", 1_122_637_490),
        ];
        assert_eq!(categories, expected.map(|(name, sum)| (name.to_owned(), sum)).into());
    }
}

#[tokio::test]
async fn each_employees_quarter_attains_what_was_worked_out_apart() {
    let Some(folder) = folder("adventureworks") else { return };
    let parts = [territories(&folder), products(&folder), reseller_sales(&folder), quotas(&folder)];
    let parts: Vec<Part<'_>> = parts.iter().map(|(table, mapping)| Part { table, mapping }).collect();
    let dataset = check(&parts, &KnownMembers::default()).accept(false).unwrap();
    assert_eq!(dataset.facts.len(), 57_851);
    assert_eq!(dataset.facts.iter().filter(|fact| fact.amounts[Measure::CostOfGoods as usize].is_none()).count(), 76);

    let quarter = |month: Month| (month.ordinal() - Month { year: 2017, month: 7 }.ordinal()) / 3;
    let mut found: BTreeMap<(String, i32), (i64, i64)> = BTreeMap::new();
    for quota in &dataset.quotas {
        let person = quota.unit.rsplit('/').next().unwrap().to_owned();
        found.entry((person, quarter(quota.start))).or_default().0 += quota.amount;
    }
    for fact in &dataset.facts {
        let person = fact.unit.rsplit('/').next().unwrap().to_owned();
        found.entry((person, quarter(fact.day.month))).or_default().1 += fact.amounts[0].unwrap();
    }
    let expected = real_data::table(&folder, "expected_quota_attainment.csv");
    assert_eq!(expected.len() - 1, 163);
    for row in 1..expected.len() {
        let words = |column| expected.cell(row, column).words();
        let amount = |column| (words(column).parse::<f64>().unwrap() * 10_000.0).round() as i64;
        let key = (words(0), words(1).parse().unwrap());
        assert_eq!(found.remove(&key), Some((amount(2), amount(3))), "{key:?}");
    }
    assert!(found.is_empty());
    let (sold, asked) = (775_485_702_000_f64, 957_140_000_000_f64);
    assert_eq!(format!("{:.6}", sold / asked), "0.810211");
}

#[tokio::test]
async fn internet_sales_stand_beside_resellers_with_all_four_decimals() {
    let Some(folder) = folder("adventureworks") else { return };
    for fresh in databases::each().await {
        let tally = import(&fresh, &[territories(&folder), products(&folder), internet_sales(&folder)]).await;
        assert_eq!(tally.unchanged, 0);
        let span = fresh.history_span(COMPANY).await.unwrap().unwrap();
        assert_eq!((span.first.code().as_str(), span.last.code().as_str()), ("2010-12", "2014-01"));
        assert_eq!(span.last_full.code(), "2013-12", "January ends on its 28th");
        let facts = fresh.facts_by_month(COMPANY, span.first, span.last).await.unwrap();
        assert_eq!(facts.iter().filter_map(|fact| fact.amounts[0]).sum::<i64>(), 293_586_772_207);
        // 43,421.0364, 7,075,525.9291, 5,842,485.1952, 16,351,550.34 and 45,694.72, each to the cent.
        let history = read(&fresh, COMPANY).await.unwrap();
        let years =
            [(2011, 4_342_104), (2012, 707_552_593), (2013, 584_248_520), (2014, 1_635_155_034), (2015, 4_569_472)];
        for (year, expected) in years {
            assert_eq!(total(&board(&history, year), Slice::LastYear, Measure::Revenue), expected, "board of {year}");
        }
    }
}
