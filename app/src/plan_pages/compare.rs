//! Two versions of a board beside each other at one node: goals, measures, and the units below.

use super::spot::{self, unit_name};
use super::way_back;
use crate::board::display;
use crate::form::choice;
use crate::text::{board, scenario as text};
use backend::live::ScenarioSummary;
use domain::address::Address;
use domain::goal::{self, Direction, Metric, Reading};
use domain::measure::Measure;
use domain::node::Node;
use domain::number::{Region, format_compact, format_exact};
use domain::plan::Plan;
use domain::scenario::compare;
use leptos::prelude::*;

/// One version of a board, as the reader may see it.
#[derive(Debug)]
pub struct Side {
    /// Identifier of the board or scenario.
    pub id: String,
    /// The scenario, where it is one.
    pub scenario: Option<ScenarioSummary>,
    /// The revision, where it is not the last.
    pub revision: Option<u64>,
    /// Its numbers.
    pub plan: Plan,
}

impl Side {
    /// What it is called.
    pub(super) fn name(&self, region: Region) -> String {
        let name = match &self.scenario {
            Some(scenario) => scenario.name.clone(),
            None => text::plan(region).to_owned(),
        };
        match self.revision {
            Some(revision) => text::at_revision(region, name, revision),
            None => name,
        }
    }
}

/// Two versions of a board at one node.
#[derive(Debug)]
pub struct ComparePage {
    /// The board's identifier.
    pub board: String,
    /// Where the page looks.
    pub node: Node,
    /// The one version.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// The scenarios that may be chosen beside the plan.
    pub choices: Vec<ScenarioSummary>,
}

pub(super) fn view(region: Region, page: &ComparePage) -> impl IntoView + use<> {
    let outline = page.one.plan.outline();
    let versions = |chosen: &Side| {
        let plan = choice(page.board.clone(), text::plan(region).to_owned(), chosen.scenario.is_none());
        let scenarios = page.choices.iter().map(|known| {
            let is_chosen = chosen.scenario.as_ref().is_some_and(|chosen| chosen.id == known.id);
            choice(known.id.clone(), known.name.clone(), is_chosen)
        });
        view! { {plan}{scenarios.collect_view()} }
    };
    let action = format!("/boards/{}/compare", page.board);
    let back = page.other.scenario.as_ref().or(page.one.scenario.as_ref());
    let back = way_back(region, back.map_or(&page.board, |scenario| &scenario.id), back.is_some());
    let link = |node| {
        format!("/boards/{}/compare?one={}&other={}&{}", page.board, page.one.id, page.other.id, spot::query(node))
    };
    view! {
        <main class="page wide" id="content">
            {back}
            <h1>{text::compare_title(region)}</h1>
            <p>{text::compare_help(region)}</p>
            <form class="choices" method="get" action=action>
                <label><span>{text::first(region)}</span><select name="one">{versions(&page.one)}</select></label>
                <label><span>{text::second(region)}</span><select name="other">{versions(&page.other)}</select></label>
                {spot::fields(region, outline, page.node)}
                <button class="primary" type="submit">{text::show(region)}</button>
            </form>
            {numbers(region, page.node, (&page.one, &page.other), &link)}
        </main>
    }
}

/// Goals, measures and units of two versions; `link` leads to the same page at another node.
pub(super) fn numbers(
    region: Region,
    node: Node,
    (one, other): (&Side, &Side),
    link: &dyn Fn(Node) -> String,
) -> impl IntoView + use<> {
    let names = (one.name(region), other.name(region));
    let outline = one.plan.outline();
    let units = std::iter::once(node.at.unit).chain(outline.child_units(node.at.unit));
    let rows = units.map(|unit| {
        let there = Node { at: Address { unit, ..node.at }, ..node };
        let name = unit_name(outline, unit, region);
        let open = outline.standing(unit) != domain::outline::Standing::Rest;
        let named = if unit == node.at.unit || !open {
            view! { <strong>{name}</strong> }.into_any()
        } else {
            view! { <a href=link(there)>{name}</a> }.into_any()
        };
        row(region, named, there, &one.plan, &other.plan)
    });
    let measures = Measure::ALL.map(|measure| {
        let there = Node { measure, ..node };
        row(region, view! { {board::measure(region, measure)} }.into_any(), there, &one.plan, &other.plan)
    });
    let unit = unit_name(outline, node.at.unit, region);
    let caption = format!("{} · {}", board::slice(region, node.slice), board::measure(region, node.measure));
    let same = compare::node(&one.plan, &other.plan, node).difference() == 0;
    view! {
        {spot::path(region, outline, node, link)}
        {same.then(|| view! { <p class="note">{text::same(region)}</p> })}
        <div class="compare-tables">
            {goals(region, (&names.0, &one.plan), (&names.1, &other.plan))}
            <div class="scroll">
                <table class="sheet compare">
                    <caption>{text::measures_of(region, &unit)}" · "{board::slice(region, node.slice)}</caption>
                    {head(region, text::measures(region), &names.0, &names.1)}
                    <tbody>{measures.collect_view()}</tbody>
                </table>
            </div>
            <div class="scroll whole">
                <table class="sheet compare">
                    <caption>{caption}</caption>
                    {head(region, text::units(region), &names.0, &names.1)}
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn head(region: Region, what: &'static str, one: &str, other: &str) -> impl IntoView + use<> {
    view! {
        <thead>
            <tr>
                <th scope="col">{what}</th>
                <th scope="col" class="number">{one.to_owned()}</th>
                <th scope="col" class="number">{other.to_owned()}</th>
                <th scope="col" class="number">{text::difference(region)}</th>
                <th scope="col" class="number">{text::percent(region)}</th>
            </tr>
        </thead>
    }
}

fn row(region: Region, name: AnyView, node: Node, one: &Plan, other: &Plan) -> impl IntoView + use<> {
    let numbers = compare::node(one, other, node);
    let decimals = one.outline().decimals(node.measure);
    let difference = numbers.difference();
    let percent = display::change(numbers.other.unwrap_or(0).into(), numbers.one.unwrap_or(0).into(), region);
    view! {
        <tr class:same=(difference == 0)>
            <th scope="row">{name}</th>
            {cell(region, numbers.one, decimals)}
            {cell(region, numbers.other, decimals)}
            <td class="number change">
                {(difference != 0).then(|| display::difference(difference.into(), decimals, region))}
            </td>
            <td class="number change">{percent.filter(|_| difference != 0)}</td>
        </tr>
    }
}

/// A number at a glance; exact where somebody points at it.
pub(super) fn cell(region: Region, number: Option<i64>, decimals: u8) -> impl IntoView {
    let exact = number.map(|number| format_exact(number, decimals, region));
    let short = number.map(|number| format_compact(number.into(), decimals, region));
    view! { <td class="number" title=exact>{short.unwrap_or_else(|| "–".to_owned())}</td> }
}

/// The corporate goals of two plans.
pub(super) fn goals(
    region: Region,
    (one_name, one): (&str, &Plan),
    (other_name, other): (&str, &Plan),
) -> impl IntoView + use<> {
    let decimals = one.outline().money_decimals;
    let rows = goal::read(one).into_iter().zip(goal::read(other)).map(|(one, other)| {
        let written = |reading: Option<Reading>| {
            reading.map_or_else(|| "–".to_owned(), |reading| display::reading(reading, decimals, region))
        };
        let moved = one.value.zip(other.value).map(|(one, other)| other.comparable() - one.comparable());
        let moved = moved.filter(|moved| *moved != 0);
        let words = moved.map(|moved| match one.metric.is_ratio() {
            true => board::points(region, display::points(moved, region)),
            false => display::difference(moved, decimals, region),
        });
        let class = match moved.map(|moved| (moved > 0) == (one.metric.direction() == Direction::AtLeast)) {
            None => "number change",
            Some(true) => "number change good",
            Some(false) => "number change bad",
        };
        let target = goal_target(region, one.metric, other.target, decimals);
        view! {
            <tr class:same=moved.is_none()>
                <th scope="row">{board::metric(region, one.metric)}" "<small>{target}</small></th>
                <td class="number">{written(one.value)}</td>
                <td class="number">{written(other.value)}</td>
                <td class=class>{words}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroll">
            <table class="sheet compare">
                <caption>{board::goals(region)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{board::goals(region)}</th>
                        <th scope="col" class="number">{one_name.to_owned()}</th>
                        <th scope="col" class="number">{other_name.to_owned()}</th>
                        <th scope="col" class="number">{text::difference(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn goal_target(region: Region, metric: Metric, target: Option<i64>, decimals: u8) -> Option<String> {
    let target = target.filter(|_| metric != Metric::Gap)?;
    let written = display::goal_target(target, metric.is_ratio(), decimals, region);
    Some(match metric.direction() {
        Direction::AtLeast => board::goal_target(region, written),
        Direction::AtMost => board::goal_ceiling(region, written),
    })
}
