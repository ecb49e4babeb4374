//! Imports from a file to the store and back, on both databases.

#![cfg(test)]

#[path = "support/databases.rs"]
mod databases;

use backend::import::{
    DecimalMark, Field, Kind, KnownMembers, Mapping, Part, Problem, ProblemKind, Table, check, guess_all, read_tables,
};
use backend::store::history::Tally;
use backend::store::{Store, StoreError};
use domain::calendar::Month;
use domain::measure::Measure;

const FLAT: &str = "Region,Salesperson,Category,Product,Channel,Date,Sales,Units,Cost
South,Ana,Drinks,Water,Direct,2026-01-15,100.25,10,60.1234
South,Luis,Drinks,Juice,Direct,2026-01-20,50,5,NULL
North,Eva,Food,Bread,,2026-02-01,\"1,000.5\",7,
";

fn tables(text: &str) -> Vec<Table> {
    read_tables("sales.csv", text.as_bytes()).unwrap()
}

fn checked(tables: &[Table], mappings: &[Mapping], known: &KnownMembers) -> backend::import::Checked {
    let parts: Vec<Part<'_>> = tables.iter().zip(mappings).map(|(table, mapping)| Part { table, mapping }).collect();
    check(&parts, known)
}

async fn import(store: &Store, text: &str) -> Result<Tally, Vec<Problem>> {
    store.found_organization("acme", "Acme", "en").await.unwrap();
    let tables = tables(text);
    let checked = checked(&tables, &guess_all(&tables), &store.members("acme").await.unwrap());
    Ok(store.load_dataset("acme", &checked.accept(false)?, |_, _| ()).await.unwrap().total())
}

async fn revenue(store: &Store) -> i64 {
    let (from, to) = (Month { year: 2026, month: 1 }, Month { year: 2026, month: 12 });
    let facts = store.facts_by_month("acme", from, to).await.unwrap();
    facts.iter().filter_map(|fact| fact.amounts[0]).sum()
}

#[tokio::test]
async fn a_fresh_store_answers_and_opens_again() {
    for fresh in databases::each().await {
        fresh.ping().await.unwrap();
        fresh.close().await;
        Store::open(&fresh.to_string()).await.unwrap().ping().await.unwrap();
    }
    assert!(matches!(Store::open("mysql://localhost/pacto").await, Err(StoreError::UnknownDatabase)));
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_a_corrected_one_changes_its_rows() {
    for fresh in databases::each().await {
        // Two regions, three people, two categories, three products, one channel, three facts.
        assert_eq!(import(&fresh, FLAT).await, Ok(Tally { added: 14, changed: 0, unchanged: 0 }));
        assert_eq!(revenue(&fresh).await, 11_507_500);
        let again = import(&fresh, FLAT).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3), "{fresh}");

        let keyed = FLAT
            .replace("Units", "Units,Match key")
            .replace(",10,", ",10,1,")
            .replace(",5,", ",5,2,")
            .replace(",7,", ",7,3,");
        assert_eq!(import(&fresh, &keyed).await.unwrap().added, 3);
        let corrected = import(&fresh, &keyed.replace("100.25", "100.75").replace(",50,", ",,")).await.unwrap();
        assert_eq!((corrected.added, corrected.changed, corrected.unchanged), (0, 2, 1));
    }
}

#[tokio::test]
async fn unknown_is_not_zero_and_blank_is_unassigned() {
    for fresh in databases::each().await {
        import(&fresh, FLAT).await.unwrap();
        let months =
            fresh.facts_by_month("acme", Month { year: 2026, month: 1 }, Month { year: 2026, month: 2 }).await.unwrap();
        let found: Vec<_> = months
            .iter()
            .map(|fact| (fact.unit.as_str(), fact.product.as_str(), fact.channel.as_str(), fact.amounts[2]))
            .collect();
        let expected = [
            ("North/Eva", "Bread", "unassigned", None),
            ("South/Ana", "Water", "Direct", Some(601_234)),
            ("South/Luis", "Juice", "Direct", None),
        ];
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_bad_row_is_reported_with_its_line_and_reason_and_nothing_is_stored() {
    let bad = FLAT.replace("2026-01-20", "yesterday").replace("1,000.5", "1,00.5");
    for fresh in databases::each().await {
        let problems = import(&fresh, &bad).await.unwrap_err();
        let expected = [
            Problem { table: 0, line: 3, column: Some(5), kind: ProblemKind::NotADay("yesterday".into()) },
            Problem { table: 0, line: 4, column: Some(6), kind: ProblemKind::NotANumber("1,00.5".into()) },
        ];
        assert_eq!(problems, expected);
        assert_eq!(fresh.members("acme").await.unwrap(), KnownMembers::default());
        assert_eq!(fresh.history_span("acme").await.unwrap(), None);

        let tables = tables(&bad);
        let checked = checked(&tables, &guess_all(&tables), &KnownMembers::default());
        assert_eq!((checked.rows, checked.bad_rows, checked.problem_count), (3, 2, 2));
        let rest = checked.accept(true).unwrap();
        assert_eq!(rest.units.len(), 2, "members of bad rows stay out");
        fresh.load_dataset("acme", &rest, |_, _| ()).await.unwrap();
        assert_eq!(revenue(&fresh).await, 1_002_500);
    }
}

#[tokio::test]
async fn an_interrupted_load_leaves_nothing_behind() {
    for fresh in databases::each().await {
        let tables = tables(FLAT);
        let dataset = checked(&tables, &guess_all(&tables), &KnownMembers::default()).accept(false).unwrap();
        assert!(fresh.load_dataset("nobody", &dataset, |_, _| ()).await.is_err(), "the organization does not exist");
        assert_eq!(fresh.members("nobody").await.unwrap(), KnownMembers::default());
        fresh.found_organization("acme", "Acme", "en").await.unwrap();
        let mut heard = Vec::new();
        fresh.load_dataset("acme", &dataset, |done, total| heard.push((done, total))).await.unwrap();
        assert_eq!(heard.last(), Some(&(14, 14)));
    }
}

#[test]
fn equal_rows_of_a_file_without_keys_are_kept_apart() {
    let twice = "Store,Date,Sales\nA,2026-01-15,5.5\nA,2026-01-15,5.5\n";
    let tables = tables(twice);
    let dataset = checked(&tables, &guess_all(&tables), &KnownMembers::default()).accept(false).unwrap();
    assert_eq!(dataset.facts.len(), 2);
    assert_ne!(dataset.facts[0].key, dataset.facts[1].key);
}

#[test]
fn members_that_make_no_tree_are_reported_by_row() {
    let units = "Code,Name,Parent\nA,Alpha,B\nB,Beta,A\nC,Gamma,X\nD,Delta,C\nE,Epsilon,\nE,Other,\nF,Phi,epsilon\n";
    let tables = read_tables("units.csv", units.as_bytes()).unwrap();
    let checked = checked(&tables, &guess_all(&tables), &KnownMembers::default());
    let found: Vec<(u64, ProblemKind)> =
        checked.problems.iter().map(|problem| (problem.line, problem.kind.clone())).collect();
    let unknown = |text: &str| ProblemKind::UnknownMember { field: Field::Parent, text: text.into() };
    let expected = [
        (2, ProblemKind::Circle("A".into())),
        (3, ProblemKind::Circle("B".into())),
        (4, unknown("X")),
        (5, unknown("C")),
        (7, ProblemKind::RepeatedMember("E".into())),
    ];
    assert_eq!(found, expected);
    let left: Vec<(&str, Option<&str>)> =
        checked.dataset.units.iter().map(|unit| (unit.code.as_str(), unit.parent.as_deref())).collect();
    assert_eq!(left, [("E", None), ("F", Some("E"))], "a parent may be given by name");
}

#[test]
fn facts_beside_tables_of_members_may_not_name_others() {
    let mut tables =
        read_tables("sales.csv", b"Store,Product,Date,Sales\nalpha,X,2026-01-01,1.5\nB,X,2026-01-01,1.5\n").unwrap();
    tables.extend(read_tables("stores.csv", b"Store,Name\nA,Alpha\n").unwrap());
    tables.extend(read_tables("products.csv", b"Product,Name\nX,Xeno\n").unwrap());
    let checked = checked(&tables, &guess_all(&tables), &KnownMembers::default());
    assert_eq!(checked.dataset.facts[0].unit, "A", "found by name");
    let kind = ProblemKind::UnknownMember { field: Field::Unit, text: "B".into() };
    assert_eq!(checked.problems, [Problem { table: 0, line: 3, column: Some(0), kind }]);
}

#[test]
fn overlapping_parents_wide_rows_repeated_keys_and_missing_columns_are_problems() {
    let overlapping = read_tables("territories.csv", b"EmployeeKey,SalesTerritoryKey\n272,1\n272,2\n").unwrap();
    let kind = ProblemKind::TwoParents { code: "272".into(), first: "1".into(), second: "2".into() };
    let problems = checked(&overlapping, &guess_all(&overlapping), &KnownMembers::default()).problems;
    assert_eq!(problems, [Problem { table: 0, line: 3, column: Some(0), kind }]);

    let wide = tables("Store,Date,Sales\nA,2026-01-15,5.5\nA,2026-01-16,5,5\n");
    let problems = checked(&wide, &guess_all(&wide), &KnownMembers::default()).problems;
    assert_eq!(problems[0].kind, ProblemKind::TooWide { expected: 3, found: 4 });

    let keyed = tables("Id,Store,Date,Sales\n1,A,2026-01-15,5\n1,A,2026-01-16,6\n");
    let mapping = guess_all(&keyed).remove(0).with(0, Field::Key);
    let problems = checked(&keyed, &[mapping], &KnownMembers::default()).problems;
    assert_eq!(
        problems,
        [Problem { table: 0, line: 3, column: Some(0), kind: ProblemKind::RepeatedKey { key: "1".into(), first: 2 } }]
    );

    let mapping = Mapping::empty(Kind::Facts, 3).with(0, Field::Unit).with(2, Field::Amount(Measure::Revenue));
    let problems = checked(&wide, &[mapping], &KnownMembers::default()).problems;
    assert_eq!(problems, [Problem { table: 0, line: 1, column: None, kind: ProblemKind::NoColumn(Field::Day) }]);
}

#[test]
fn two_quotas_of_one_quarter_are_reported_not_added() {
    let mut tables =
        read_tables("quotas.csv", b"Salesperson,Date,Quota\nAna,2026-07-01,5\nAna,2026-09-29,7\n").unwrap();
    tables.extend(read_tables("units.csv", b"Code,Name\nAna,Ana\n").unwrap());
    let mut mappings = guess_all(&tables);
    mappings[0].decimal = DecimalMark::Point;
    let checked = checked(&tables, &mappings, &KnownMembers::default());
    assert_eq!(checked.problems[0].kind, ProblemKind::RepeatedQuota { first: 2 });
    assert_eq!(checked.dataset.quotas.len(), 1);
}
