//! The second step: what every table and column means, prefilled with a guess.

use super::form::{code, fields, name};
use super::{Preview, Step, Trouble, alert, choice, count, preview, steps};
use crate::text::import::{self as text, table};
use backend::import::{DateOrder, DecimalMark, Excess, Field, Kind, Mapping, Table};
use domain::number::Region;
use leptos::prelude::*;

/// How many values of a column are shown, and in how many rows they are looked for.
const SAMPLES: usize = 3;
const SAMPLE_ROWS: usize = 100;

/// What the second step shows.
#[derive(Clone, Debug)]
pub struct ColumnsPage {
    /// Why the import did not begin.
    pub trouble: Option<Trouble>,
    /// Every table of the files.
    pub tables: Vec<TableView>,
    /// What the tables give under their mappings.
    pub preview: Preview,
}

/// A table and how it is read.
#[derive(Clone, Debug)]
pub struct TableView {
    /// The file it comes from.
    pub file: String,
    /// The sheet, or the file without its ending.
    pub name: String,
    /// Its rows without a header.
    pub rows: usize,
    /// How it is read.
    pub mapping: Mapping,
    /// Its columns.
    pub columns: Vec<ColumnView>,
}

/// A column and what stands in it.
#[derive(Clone, Debug)]
pub struct ColumnView {
    /// What the first row calls it; empty without a header.
    pub header: String,
    /// The first different values.
    pub samples: Vec<String>,
}

impl TableView {
    /// A table as it is shown.
    pub fn of(file: &str, table: &Table, mapping: &Mapping) -> Self {
        let first = usize::from(mapping.header);
        let column = |column| {
            let mut samples: Vec<String> = Vec::new();
            for row in first..table.len().min(SAMPLE_ROWS) {
                let words = table.cell(row, column).words();
                if !words.is_empty() && !samples.contains(&words) {
                    samples.push(words);
                }
                if samples.len() == SAMPLES {
                    break;
                }
            }
            let header = if mapping.header { table.cell(0, column).words() } else { String::new() };
            ColumnView { header, samples }
        };
        Self {
            file: file.to_owned(),
            name: table.name().to_owned(),
            rows: table.len().saturating_sub(first),
            mapping: mapping.clone(),
            columns: (0..table.width()).map(column).collect(),
        }
    }

    /// What a column is called, whether the file names it or not.
    pub fn column_name(&self, region: Region, column: usize) -> String {
        let header = self.columns.get(column).map(|column| column.header.clone()).unwrap_or_default();
        if header.is_empty() { table::column(region, column + 1) } else { header }
    }
}

pub(super) fn view(region: Region, page: ColumnsPage) -> impl IntoView {
    let preview = preview::view(region, &page.preview, &page.tables);
    let tables = page.tables.into_iter().enumerate().map(|(index, table)| table_card(region, index, table));
    view! {
        <main class="page import" id="content">
            {steps(region, Step::Columns)}
            <h1>{text::columns_title(region)}</h1>
            {alert(region, page.trouble)}
            <form method="post" action="/import/columns">
                // The first button of a form is what Enter presses.
                <button class="visually-hidden" type="submit" tabindex="-1">{text::check_again(region)}</button>
                {preview}
                <h2>{text::tables_title(region)}</h2>
                {tables.collect_view()}
                <div class="actions">
                    <button type="submit">{text::check_again(region)}</button>
                    <small>{text::check_again_help(region)}</small>
                    <a class="quiet" href="/import">{text::other_files(region)}</a>
                </div>
            </form>
        </main>
    }
}

fn table_card(region: Region, index: usize, table: TableView) -> impl IntoView {
    let kinds =
        [Kind::Flat, Kind::Facts, Kind::Organization, Kind::Products, Kind::Channels, Kind::Quotas, Kind::Nothing];
    let is_used = table.mapping.kind != Kind::Nothing;
    let kind = table.mapping.kind;
    let kinds = kinds.map(|option| choice(code(&option), table::kind(region, option).to_owned(), option == kind));
    let title = format!("table-{index}");
    let labelled = title.clone();
    let rest = is_used.then(|| {
        let columns = (0..table.columns.len()).map(|column| column_field(region, index, &table, column));
        view! {
            <div class="column-fields">{columns.collect_view()}</div>
            {options(region, index, &table.mapping)}
        }
    });
    view! {
        <section class="card table-card" role="group" aria-labelledby=labelled>
            <header>
                <h3 id=title>{table.name.clone()}</h3>
                <small>{text::table_rows(region, &table.file, count(region, table.rows))}</small>
            </header>
            <div class="table-choices">
                <label>
                    <span>{table::kind_label(region)}</span>
                    <select name=name(index, "kind")>{kinds.collect_view()}</select>
                </label>
                {is_used.then(|| marks(region, index, &table.mapping))}
                <label class="check">
                    <input type="checkbox" name=name(index, "header") value="yes" checked=table.mapping.header/>
                    <span>{table::header(region)}</span>
                </label>
            </div>
            {rest}
        </section>
    }
}

fn column_field(region: Region, index: usize, table: &TableView, column: usize) -> impl IntoView + use<> {
    let means = table.mapping.columns.get(column).copied().unwrap_or(Field::Ignored);
    let options = fields(table.mapping.kind);
    let options = options.into_iter().map(|field| choice(code(&field), table::field(region, field), field == means));
    let samples = table.columns.get(column).map(|column| column.samples.join(" · ")).unwrap_or_default();
    let samples = if samples.is_empty() { table::no_values(region).to_owned() } else { samples };
    let class = if means == Field::Ignored { "column-field unused" } else { "column-field" };
    let id = format!("values-{index}-{column}");
    let described = id.clone();
    view! {
        <label class=class>
            <span>{table.column_name(region, column)}</span>
            <select name=name(index, &format!("c{column}")) aria-describedby=described>
                {options.collect_view()}
            </select>
            <small id=id>{samples}</small>
        </label>
    }
}

/// How numbers and days are written: asked where they stand in texts of the file.
fn marks(region: Region, index: usize, mapping: &Mapping) -> impl IntoView + use<> {
    let (decimal, dates) = (mapping.decimal, mapping.dates);
    let decimals = [
        (DecimalMark::Unclear, table::unclear(region)),
        (DecimalMark::Point, table::decimal_point(region)),
        (DecimalMark::Comma, table::decimal_comma(region)),
    ];
    let orders = [
        (DateOrder::Unclear, table::unclear(region)),
        (DateOrder::DayFirst, table::day_first(region)),
        (DateOrder::MonthFirst, table::month_first(region)),
    ];
    let decimals = decimals.map(|(mark, words)| choice(code(&mark), words.to_owned(), mark == decimal));
    let orders = orders.map(|(order, words)| choice(code(&order), words.to_owned(), order == dates));
    let numbers = matches!(mapping.kind, Kind::Facts | Kind::Flat | Kind::Quotas);
    numbers.then(|| {
        view! {
            <label>
                <span>{table::decimal(region)}</span>
                <select name=name(index, "decimal")>{decimals.collect_view()}</select>
            </label>
            <label>
                <span>{table::dates(region)}</span>
                <select name=name(index, "dates")>{orders.collect_view()}</select>
            </label>
        }
    })
}

/// What only few tables need.
fn options(region: Region, index: usize, mapping: &Mapping) -> impl IntoView + use<> {
    let mapping = mapping.clone();
    let excesses = [(Excess::Refuse, table::excess_refuse(region)), (Excess::Round, table::excess_round(region))];
    let excesses = excesses.map(|(excess, words)| choice(code(&excess), words.to_owned(), excess == mapping.excess));
    let months = [(1, table::one_month(region)), (3, table::three_months(region)), (12, table::twelve_months(region))];
    let months = months.map(|(months, words)| choice(months.to_string(), words.into(), months == mapping.quota_months));
    let is_quota = mapping.kind == Kind::Quotas;
    let is_fact = matches!(mapping.kind, Kind::Facts | Kind::Flat);
    (is_quota || is_fact).then(|| {
        view! {
            <details>
                <summary>{table::more(region)}</summary>
                <div class="table-choices">
                    <label>
                        <span>{table::excess(region)}</span>
                        <select name=name(index, "excess")>{excesses.collect_view()}</select>
                    </label>
                    <label>
                        <span>{table::fixed_unit(region)}</span>
                        <input name=name(index, "unit") value=mapping.unit maxlength="200"/>
                    </label>
                    {is_quota.then(|| view! {
                        <label>
                            <span>{table::quota_months(region)}</span>
                            <select name=name(index, "months")>{months.collect_view()}</select>
                        </label>
                    })}
                    <label>
                        <span>{table::shift_days(region)}</span>
                        <input type="number" name=name(index, "shift") value=mapping.shift_days.to_string()/>
                    </label>
                    {is_fact.then(|| view! {
                        <label>
                            <span>{table::fixed_channel(region)}</span>
                            <input name=name(index, "channel") value=mapping.channel maxlength="200"/>
                        </label>
                        <label>
                            <span>{table::source(region)}</span>
                            <input name=name(index, "source") value=mapping.source maxlength="200"/>
                        </label>
                        <label class="check">
                            <input
                                type="checkbox"
                                name=name(index, "product_in_key")
                                value="yes"
                                checked=mapping.product_in_key
                            />
                            <span>{table::product_in_key(region)}</span>
                        </label>
                    })}
                </div>
            </details>
        }
    })
}
