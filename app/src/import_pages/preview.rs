//! What an import would bring: counts, problems, and the first rows as they would be stored.

use super::{TableView, count};
use crate::text::board::measure;
use crate::text::import as text;
use backend::dataset::{Dataset, FACT_DECIMALS, Fact, Quota};
use backend::import::{Checked, Problem};
use domain::dimension::{MemberSource, Name};
use domain::measure::Measure;
use domain::number::{Language, Region, format_exact};
use domain::outline::UNASSIGNED;
use leptos::prelude::*;

/// How many rows of each kind, and how many problems, a page shows.
const FIRST_ROWS: usize = 5;
const FIRST_PROBLEMS: usize = 200;

/// What an import would bring.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    rows: usize,
    bad_rows: usize,
    problem_count: usize,
    problems: Vec<Problem>,
    counts: [usize; 5],
    /// The first rows of each kind.
    first: Dataset,
}

impl Preview {
    /// What of a checked import a page shows.
    pub fn of(checked: &Checked) -> Self {
        let all = &checked.dataset;
        let counts = [all.facts.len(), all.units.len(), all.products.len(), all.channels.len(), all.quotas.len()];
        let members = |all: &[MemberSource]| all.iter().take(FIRST_ROWS).cloned().collect();
        Self {
            rows: checked.rows,
            bad_rows: checked.bad_rows,
            problem_count: checked.problem_count,
            problems: checked.problems.iter().take(FIRST_PROBLEMS).cloned().collect(),
            counts,
            first: Dataset {
                units: members(&all.units),
                products: members(&all.products),
                channels: members(&all.channels),
                facts: all.facts.iter().take(FIRST_ROWS).cloned().collect(),
                quotas: all.quotas.iter().take(FIRST_ROWS).cloned().collect(),
            },
        }
    }
}

pub(super) fn view(region: Region, preview: &Preview, tables: &[TableView]) -> impl IntoView + use<> {
    let [facts, units, products, channels, quotas] = preview.counts;
    let bad = preview.bad_rows.max(usize::from(preview.problem_count > 0));
    let has_some = preview.counts.iter().sum::<usize>() > 0;
    let counted = [
        (preview.rows, text::rows_read(region), ""),
        (bad, text::rows_bad(region), if bad > 0 { "bad" } else { "" }),
        (facts, text::facts(region), ""),
        (units, text::units(region), ""),
        (products, text::products(region), ""),
        (channels, text::channels(region), ""),
        (quotas, text::quotas(region), ""),
    ];
    let counted = counted.map(|(number, words, class)| {
        view! { <div class=class><dt>{words}</dt><dd>{count(region, number)}</dd></div> }
    });
    let verdict = match (preview.problem_count, has_some) {
        (0, true) => view! { <p class="good verdict">"✓ " {text::ready(region)}</p> }.into_any(),
        (0, false) => view! { <p class="verdict">{text::nothing_found(region)}</p> }.into_any(),
        _ => view! { <p class="problem verdict">{text::problems_help(region)}</p> }.into_any(),
    };
    let rest = preview.rows.saturating_sub(preview.bad_rows);
    let action = match (preview.problem_count, has_some) {
        (_, false) => None,
        (0, true) => Some(
            view! {
                <button class="primary" type="submit" formaction="/import/load">{text::import(region)}</button>
            }
            .into_any(),
        ),
        _ => Some(
            view! {
                <button type="submit" formaction="/import/load" name="leave_out_bad_rows" value="yes">
                    {text::import_rest(region, count(region, preview.bad_rows), count(region, rest))}
                </button>
            }
            .into_any(),
        ),
    };
    view! {
        <section class="card preview">
            <dl class="counts">{counted.collect_view()}</dl>
            <div class="actions">{verdict} {action}</div>
        </section>
        {problems(region, preview, tables)}
        {has_some.then(|| first_rows(region, &preview.first))}
    }
}

fn problems(region: Region, preview: &Preview, tables: &[TableView]) -> impl IntoView + use<> {
    let row = |problem: &Problem| {
        let table = tables.get(problem.table);
        let column = problem.column.and_then(|column| Some(table?.column_name(region, column)));
        let class = if problem.column.is_some() { "" } else { "none" };
        view! {
            <tr>
                <td>{table.map(|table| table.name.clone())}</td>
                <td class="number">{problem.line}</td>
                <td class=class>{column.unwrap_or_else(|| "—".to_owned())}</td>
                <td>{text::problem::reason(region, &problem.kind)}</td>
            </tr>
        }
    };
    let (shown, all) = (preview.problems.len(), preview.problem_count);
    let rows: Vec<_> = preview.problems.iter().map(row).collect();
    let title = text::problems(region, count(region, all));
    (all > 0).then(|| {
        view! {
            <h2>{title.clone()}</h2>
            {(shown < all).then(|| text::problems_first(region, count(region, shown), count(region, all)))}
            <div class="scroll tall" tabindex="0" role="group" aria-label=title>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::problem_table(region)}</th>
                            <th scope="col" class="number">{text::problem_line(region)}</th>
                            <th scope="col">{text::problem_column(region)}</th>
                            <th scope="col">{text::problem_reason(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn first_rows(region: Region, first: &Dataset) -> impl IntoView + use<> {
    let sheets = [
        fact_sheet(region, &first.facts),
        quota_sheet(region, &first.quotas),
        member_sheet(region, text::units(region), &first.units),
        member_sheet(region, text::products(region), &first.products),
        member_sheet(region, text::channels(region), &first.channels),
    ];
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    view! {
        <h2>{text::first_rows(region)}</h2>
        <div class="first-rows">{sheets.into_iter().map(sheet).collect_view()}</div>
    }
}

/// A small table; numbers stand on the right.
struct Sheet {
    title: &'static str,
    heads: Vec<(&'static str, bool)>,
    rows: Vec<Vec<String>>,
}

fn sheet(sheet: Sheet) -> impl IntoView {
    let class = |is_number: bool| if is_number { "number" } else { "" };
    let sides: Vec<bool> = sheet.heads.iter().map(|(_, is_number)| *is_number).collect();
    let row = |row: Vec<String>| {
        let cells = row.into_iter().zip(&sides).map(|(cell, side)| view! { <td class=class(*side)>{cell}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let heads = sheet.heads.iter().map(|(head, side)| view! { <th scope="col" class=class(*side)>{*head}</th> });
    let heads = heads.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=sheet.title>
            <table class="sheet">
                <caption>{sheet.title}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{sheet.rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn fact_sheet(region: Region, facts: &[Fact]) -> Sheet {
    let known = |measure: &Measure| facts.iter().any(|fact| fact.amounts[*measure as usize].is_some());
    let measures: Vec<Measure> = Measure::ALL.into_iter().filter(known).collect();
    let words = [text::day(region), text::unit(region), text::product(region), text::channel(region)];
    let heads = words.map(|word| (word, false)).into_iter();
    let row = |fact: &Fact| {
        let day = format!("{}-{:02}", fact.day.month.code(), fact.day.day);
        let amount = |measure: &Measure| {
            let least = if measure.is_money() { 2 } else { 0 };
            fact.amounts[*measure as usize].map(|units| amount(region, units, least)).unwrap_or_default()
        };
        let named = |code: &String| if code == UNASSIGNED { text::unassigned(region).to_owned() } else { code.clone() };
        let words = [day, fact.unit.clone(), named(&fact.product), named(&fact.channel)];
        words.into_iter().chain(measures.iter().map(amount)).collect()
    };
    Sheet {
        title: text::facts(region),
        heads: heads.chain(measures.iter().map(|counted| (measure(region, *counted), true))).collect(),
        rows: facts.iter().map(row).collect(),
    }
}

fn quota_sheet(region: Region, quotas: &[Quota]) -> Sheet {
    let row = |quota: &Quota| {
        vec![quota.unit.clone(), quota.start.code(), quota.months.to_string(), amount(region, quota.amount, 2)]
    };
    Sheet {
        title: text::quotas(region),
        heads: vec![
            (text::unit(region), false),
            (text::from(region), false),
            (text::months(region), true),
            (text::quota(region), true),
        ],
        rows: quotas.iter().map(row).collect(),
    }
}

fn member_sheet(region: Region, title: &'static str, members: &[MemberSource]) -> Sheet {
    let row = |member: &MemberSource| {
        vec![member.code.clone(), in_language(region, &member.name), member.parent.clone().unwrap_or_default()]
    };
    Sheet {
        title,
        heads: vec![(text::code(region), false), (text::name(region), false), (text::below(region), false)],
        rows: members.iter().map(row).collect(),
    }
}

fn in_language(region: Region, name: &Name) -> String {
    match region.language() {
        Language::En => name.en.clone(),
        Language::Es => name.es.clone(),
    }
}

/// An amount without zeros at its end, but for as many decimals as its measure usually has.
fn amount(region: Region, units: i64, least: u8) -> String {
    let (mut units, mut decimals) = (units, FACT_DECIMALS);
    while decimals > least && units % 10 == 0 {
        (units, decimals) = (units / 10, decimals - 1);
    }
    format_exact(units, decimals, region)
}
