//! The walk from goals over targets to tactics, their owners and dates, and the walk back.

use super::calendar::state_word;
use super::listing::{Line, Numbers};
use super::{Filter, ListPage, Walk, home};
use crate::board::display;
use crate::text::{board as words, tactic as text};
use domain::address::Address;
use domain::dimension::{MemberId, ROOT};
use domain::goal::{self, GoalReading, Metric};
use domain::measure::Measure;
use domain::number::{Region, format_compact};
use domain::plan::Plan;
use domain::tactic::{Cover, PaidTarget, cover};
use leptos::prelude::*;

/// What the rows of the table need.
#[derive(Clone, Copy)]
struct Table<'a> {
    region: Region,
    board: &'a str,
    plan: &'a Plan,
}

/// The table of the lines chosen, in the order chosen.
pub(super) fn table(region: Region, page: &ListPage, lines: &super::Listing) -> AnyView {
    let table = Table { region, board: &page.board, plan: &page.plan };
    let total = lines.total();
    let count = lines.lines.len();
    let (heads, body) = match page.filter.walk {
        Walk::Goals => {
            ([text::tactic(region), text::owner(region), text::dates(region)], table.goals(page.filter.goal, lines))
        }
        Walk::Owners => ([text::dates(region), text::tactic(region), text::pays_for(region)], table.owners(lines)),
    };
    let numbers = [
        text::revenue(region),
        text::margin(region),
        text::cost(region),
        text::net(region),
        text::return_on_spend(region),
    ];
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=text::table_caption(region)>
            <table class="tactic-table">
                <caption class="visually-hidden">{text::table_caption(region)}</caption>
                <thead>
                    <tr>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                        {numbers.map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                {body}
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{text::total_of(region, count)}</th>
                        {table.numbers(&total)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The name of a target.
pub(super) fn target_words(region: Region, plan: &Plan, target: PaidTarget) -> String {
    text::target_of(region, words::measure(region, target.measure), unit_name(region, plan, target.unit))
}

/// The name of a unit.
pub(super) fn unit_name(region: Region, plan: &Plan, unit: MemberId) -> String {
    display::unit_name(plan.outline(), unit, region)
}

/// The address of a unit on the board.
pub(super) fn unit_address(board: &str, unit: MemberId) -> String {
    format!("/boards/{board}#unit-{unit}")
}

fn target_anchor(target: PaidTarget) -> String {
    format!("target-{}-{:?}", target.unit, target.measure)
}

/// Target, baseline, tactics and gap of a target, in words.
pub(super) fn cover_words(region: Region, cover: Cover, decimals: u8) -> String {
    let write = |number: i64| format_compact(number.into(), decimals, region);
    let mut parts = Vec::new();
    parts.push(
        cover.target.map_or(text::no_target(region).to_owned(), |target| text::target_number(region, write(target))),
    );
    parts.extend(cover.baseline.map(|baseline| text::baseline_number(region, write(baseline))));
    parts.extend(cover.tactics.map(|tactics| text::tactics_number(region, write(tactics))));
    parts.extend(cover.gap().map(|gap| match gap < 0 {
        true => text::surplus_number(region, write(gap.saturating_neg())),
        false => text::gap_number(region, write(gap)),
    }));
    parts.join(" · ")
}

impl Table<'_> {
    fn goals(self, only: Option<Metric>, lines: &super::Listing) -> AnyView {
        let readings = goal::read(self.plan);
        let groups = lines.by(|line| (line.goal, line.target.unit, line.target.measure as usize));
        let mut bodies = Vec::new();
        for metric in Metric::ALL {
            let targets: Vec<&Vec<&Line>> =
                groups.iter().filter(|((goal, ..), _)| *goal == metric).map(|(_, lines)| lines).collect();
            if targets.is_empty() {
                continue;
            }
            let reading = readings.iter().find(|reading| reading.metric == metric);
            let rows = targets.into_iter().map(|lines| self.target(lines));
            bodies.push(view! {
                <tbody id=format!("goal-{metric:?}")>
                    {self.goal_row(metric, reading)}
                    {rows.collect_view()}
                </tbody>
            });
        }
        // Goals that follow from others, such as the operating result, have no targets of their own.
        let derived = only.filter(|metric| !groups.keys().any(|(goal, ..)| goal == metric)).map(|metric| {
            let reading = readings.iter().find(|reading| reading.metric == metric);
            view! { <tbody id=format!("goal-{metric:?}")>{self.goal_row(metric, reading)}</tbody> }
        });
        view! { {derived} {bodies} }.into_any()
    }

    fn goal_row(self, metric: Metric, reading: Option<&GoalReading>) -> AnyView {
        let region = self.region;
        let decimals = self.plan.outline().money_decimals;
        let value = reading.and_then(|reading| reading.value).map(|value| display::reading(value, decimals, region));
        let target = reading.and_then(|reading| reading.target).filter(|_| metric != Metric::Gap);
        let target = target.map(|target| {
            text::target_number(region, display::goal_target(target, metric.is_ratio(), decimals, region))
        });
        let status = reading.map(|reading| words::goal_status(region, reading.status));
        let facts: Vec<String> = value.into_iter().chain(target).chain(status.map(str::to_owned)).collect();
        view! {
            <tr class="goal-row">
                <th scope="rowgroup" colspan="8">
                    <strong>{words::metric(region, metric)}</strong>
                    <small>{facts.join(" · ")}</small>
                </th>
            </tr>
        }
        .into_any()
    }

    /// A target with the tactics that pay for it.
    fn target(self, lines: &[&Line]) -> AnyView {
        let Some(target) = lines.first().map(|line| line.target) else { return ().into_any() };
        let region = self.region;
        let decimals = self.plan.outline().decimals(target.measure);
        let covered = cover(self.plan, target.measure, Address::of(target.unit, ROOT));
        let sum = Numbers::sum(lines.iter().map(|line| &line.numbers));
        let rows = lines.iter().map(|line| self.tactic_row(line));
        view! {
            <tr class="target-row" id=target_anchor(target)>
                <th scope="rowgroup" colspan="3">
                    <a href=unit_address(self.board, target.unit)>{target_words(region, self.plan, target)}</a>
                    <small>{cover_words(region, covered, decimals)}</small>
                </th>
                {self.numbers(&sum)}
            </tr>
            {rows.collect_view()}
        }
        .into_any()
    }

    fn tactic_row(self, line: &Line) -> AnyView {
        let owner = Filter { walk: Walk::Owners, owner: Some(line.owner.clone()), ..Filter::default() };
        view! {
            <tr id=format!("tactic-{}", line.id)>
                <th scope="row">{self.name(line)}</th>
                <td><a href=owner.address(self.board)>{line.owner.clone()}</a></td>
                {self.dates(line)}
                {self.numbers(&line.numbers)}
            </tr>
        }
        .into_any()
    }

    fn owners(self, lines: &super::Listing) -> AnyView {
        let region = self.region;
        let groups = lines.by(|line| line.owner.clone());
        let bodies = groups.into_iter().map(|(owner, lines)| {
            let sum = Numbers::sum(lines.iter().map(|line| &line.numbers));
            let rows = lines.iter().map(|line| {
                let target = format!("{}#{}", home(self.board), target_anchor(line.target));
                let goal = format!("{}#goal-{:?}", home(self.board), line.goal);
                view! {
                    <tr id=format!("tactic-{}", line.id)>
                        {self.dates(line)}
                        <th scope="row">{self.name(line)}</th>
                        <td>
                            <a href=target>{target_words(region, self.plan, line.target)}</a>
                            <small><a href=goal>{words::metric(region, line.goal)}</a></small>
                        </td>
                        {self.numbers(&line.numbers)}
                    </tr>
                }
            });
            view! {
                <tbody>
                    <tr class="goal-row">
                        <th scope="rowgroup" colspan="3"><strong>{owner}</strong></th>
                        {self.numbers(&sum)}
                    </tr>
                    {rows.collect_view()}
                </tbody>
            }
        });
        bodies.collect_view().into_any()
    }

    fn name(self, line: &Line) -> impl IntoView + use<> {
        let place = format!("{} · {}", text::kind_word(self.region, line.kind), line.place);
        view! {
            <a href=format!("{}/{}", home(self.board), line.id)>{line.name.clone()}</a>
            <small>{place}</small>
        }
    }

    fn dates(self, line: &Line) -> impl IntoView + use<> {
        view! {
            <td class="dates">
                {display::days(line.start, line.end, self.region)}
                <small>{state_word(self.region, line.state)}</small>
            </td>
        }
    }

    fn numbers(self, numbers: &Numbers) -> impl IntoView + use<> {
        let region = self.region;
        let decimals = self.plan.outline().money_decimals;
        let write = |amount: i128| format_compact(amount, decimals, region);
        let lines = Measure::EXPENSES.into_iter().zip(numbers.expenses).filter(|(_, amount)| *amount != 0);
        let lines: Vec<_> = lines
            .map(|(measure, amount)| {
                let words = format!("{} {}", words::measure(region, measure), write(amount));
                view! { <small>{words}</small> }
            })
            .collect();
        let overlap = (numbers.overlap > 0).then(|| {
            view! { <small>{text::overlap_of(region, write(-numbers.overlap))}</small> }
        });
        let net = numbers.net();
        view! {
            <td class="number">{write(numbers.revenue)}{overlap}</td>
            <td class="number">{write(numbers.margin)}</td>
            <td class="number">{write(numbers.spend())}{lines}</td>
            <td class="number" class:bad={net < 0}>{display::difference(net, decimals, region)}</td>
            <td class="number">{numbers.return_on_spend(region).unwrap_or_else(|| "—".to_owned())}</td>
        }
    }
}
