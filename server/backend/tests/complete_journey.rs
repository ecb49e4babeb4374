//! Households of a grocer: many products in a deep tree, few of them sold, no channel and no unit table.

#![cfg(test)]

#[path = "support/databases.rs"]
mod databases;
#[path = "support/real_data.rs"]
mod real_data;

use backend::import::{Kind, KnownMembers, Part, check, guess_all};
use backend::opening::{Request, build, read};
use domain::calendar::Cycle;
use domain::dimension::Name;
use domain::measure::{Measure, Slice};

const GROCER: &str = "grocer";

#[tokio::test]
async fn a_sample_of_transactions_ties_as_guessed() {
    let Some(folder) = real_data::folder("complete-journey") else { return };
    let files = ["products.csv.gz", "transactions_sample.csv.gz"];
    let tables = files.map(|file| real_data::table(&folder, file));
    let mappings = guess_all(&tables);
    assert_eq!([mappings[0].kind, mappings[1].kind], [Kind::Products, Kind::Flat]);
    let parts: Vec<Part<'_>> = tables.iter().zip(&mappings).map(|(table, mapping)| Part { table, mapping }).collect();
    let checked = check(&parts, &KnownMembers::default());
    assert_eq!((checked.rows, checked.problems.first()), (92_331 + 75_000, None));
    let dataset = checked.accept(false).unwrap();
    assert_eq!(dataset.facts.iter().filter_map(|fact| fact.amounts[0]).sum::<i64>(), 2_339_352_400);
    for fresh in databases::each().await {
        fresh.found_organization(GROCER, "Grocer", "en").await.unwrap();
        let loaded = fresh.load_dataset(GROCER, &dataset, |_, _| ()).await.unwrap();
        assert_eq!(loaded.facts.added, 75_000);

        let span = fresh.history_span(GROCER).await.unwrap().unwrap();
        assert_eq!((span.last.code().as_str(), span.last_full.code().as_str()), ("2018-01", "2017-12"));
        let history = read(&fresh, GROCER).await.unwrap();
        let mut sum = 0;
        for year in [2018, 2019] {
            let cycle = Cycle { year, first_month: 1 };
            let request = Request::new("Plan", Name::same("Grocer"), cycle, "USD");
            let board = build(&history, &Request { product_depth: Some(1), ..request }).unwrap();
            assert!(board.outline.products.len() < 50, "departments only");
            let last_year = board
                .columns
                .iter()
                .find(|column| (column.slice, column.measure) == (Slice::LastYear, Measure::Revenue));
            sum += last_year.unwrap().cells.iter().map(|(_, number)| number).sum::<i64>();
        }
        assert_eq!(sum, 23_393_524);
    }
}
