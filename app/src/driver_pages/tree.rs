//! The tree with its values, and what they become if drivers change.

use crate::board::display;
use crate::driver_pages::Spot;
use crate::driver_pages::cards;
use crate::driver_pages::figure::{Figures, NOTHING};
use crate::driver_pages::form::{DRIVER, Simulation};
use crate::driver_pages::frame::{self, Tab};
use crate::driver_pages::rows::{Node, rows, sign};
use crate::form::Query;
use crate::text::{board, drivers as text};
use domain::dimension::ROOT;
use domain::goal::Metric;
use domain::model::node_of;
use domain::number::{Region, format_percent};
use leptos::prelude::*;

/// Labels are shown to this depth; deeper ones stand as deep.
const DEEPEST: usize = 8;

/// The page.
pub(super) fn view(region: Region, spot: &Spot, query: &Query) -> impl IntoView + use<> {
    let simulation = Simulation::of(spot, query, region);
    let content = view! {
        {cards::view(region, spot, simulation.after.as_ref())}
        {simulation.trouble.clone().map(|trouble| view! { <p class="problem alert" role="alert">{trouble}</p> })}
        <form class="simulation" method="get" action=spot.path("")>
            {frame::spot_fields(spot)}
            <div class="simulation-bar">
                <p class="help" id="typing-help">{text::simulation_help(region)} " " {display::typing_help(region)}</p>
                <div class="actions">
                    <button class="primary" type="submit">{text::calculate(region)}</button>
                    {actions(region, spot, &simulation)}
                </div>
            </div>
            {table(region, spot, Some(&simulation))}
        </form>
    };
    frame::page(region, spot, Tab::Tree, query, content.into_any())
}

/// What can be done with what was simulated.
fn actions(region: Region, spot: &Spot, simulation: &Simulation) -> Option<impl IntoView + use<>> {
    (!simulation.typed.is_empty()).then(|| {
        let typed = simulation.settings().into_iter().filter_map(|setting| {
            let text = super::form::typed_text(&spot.model, &setting.lever, setting.to, region)?;
            Some((format!("{DRIVER}{}", setting.lever), text))
        });
        let typed: Vec<(String, String)> = typed.collect();
        let send = simulation.after.is_some().then(|| {
            view! { <a class="button" href=spot.href("offers", &typed)>{text::send_as_offers(region)}</a> }
        });
        view! {
            {send}
            <a class="quiet" href=spot.href("", &[])>{text::clear(region)}</a>
        }
    })
}

/// The tree as a table; with fields for its drivers where something may be simulated.
pub(super) fn table(region: Region, spot: &Spot, simulation: Option<&Simulation>) -> impl IntoView + use<> {
    let figures = Figures::new(spot, region);
    let after = simulation.and_then(|simulation| simulation.after.as_ref());
    let heads = after.is_some().then(|| {
        view! {
            <th scope="col" class="number">{text::after(region)}</th>
            <th scope="col" class="number">{text::change(region)}</th>
        }
    });
    let what_if = simulation.is_some().then(|| view! { <th scope="col">{text::what_if(region)}</th> });
    let rows = rows(&spot.model);
    let rows: Vec<_> = rows.into_iter().map(|node| row(region, spot, figures, node, simulation)).collect();
    let period = (spot.at.period != ROOT && spot.model.levers().any(|lever| spot.model.measure_of(lever).is_none()))
        .then(|| view! { <p class="help">{text::cycle_drivers(region)}</p> });
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=text::driver_tree(region)>
            <table class="sheet driver-table">
                <caption>{text::money_in(region, figures.money())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::driver(region)}</th>
                        <th scope="col" class="number">{board::outlook(region)}</th>
                        <th scope="col" class="number">{text::share(region)}</th>
                        <th scope="col" class="number">{board::last_year(region)}</th>
                        <th scope="col" class="number">{board::target(region)}</th>
                        {what_if}
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {period}
    }
}

fn row(
    region: Region,
    spot: &Spot,
    figures: Figures<'_>,
    node: Node,
    simulation: Option<&Simulation>,
) -> impl IntoView + use<> {
    let Node { name, depth, joint, is_again } = node;
    let after = simulation.and_then(|simulation| simulation.after.as_ref());
    let now = spot.now.steps(&name);
    let label = figures.label(&name);
    let unit = figures.unit_words(&name);
    let kind = if spot.model.is_computed(&name) { "computed" } else { "given" };
    let class = format!("{kind}{}", if is_again { " again" } else { "" });
    let then = after.map(|after| after.steps(&name));
    let results = then.map(|then| {
        let moved = then != now;
        let (written, change) = match moved {
            true => (figures.exact(&name, then), figures.difference(&name, now, then)),
            false => (String::new(), String::new()),
        };
        let relative = figures.beside_difference(&name, now, then);
        view! {
            <td class="number after">{moved.then(|| view! { <b>{written}</b> })}</td>
            <td class="number">{change}{relative.map(|relative| view! { <small>{relative}</small> })}</td>
        }
    });
    let beside = |evaluation: Option<&domain::model::Evaluation>| {
        let steps = evaluation.and_then(|evaluation| evaluation.steps(&name));
        let relative = figures.relative(&name, steps, now);
        view! {
            <td class="number">
                {figures.short(&name, steps)}{relative.map(|relative| view! { <small>{relative}</small> })}
            </td>
        }
    };
    let field = simulation.map(|simulation| {
        let is_lever = !is_again && spot.model.levers().any(|lever| lever == name);
        let field = is_lever.then(|| field(region, &name, &label, simulation));
        let again = (is_again && !spot.model.branches(&name).is_empty())
            .then(|| view! { <small>{text::see_above(region)}</small> });
        view! { <td class="field">{field}{again}</td> }
    });
    view! {
        <tr class=class data-node=name.clone() style=format!("--depth: {}", depth.min(DEEPEST))>
            <th scope="row">
                <span class="node">
                    <span class="joint" aria-hidden="true">{sign(joint)}</span>
                    <span>{label.clone()}{(!unit.is_empty()).then(|| view! { <small>{unit}</small> })}</span>
                </span>
            </th>
            <td class="number now">{figures.short(&name, now)}</td>
            {share(region, spot, &name)}
            {beside(spot.last_year.as_ref())}
            {beside(spot.target.as_ref())}
            {field}
            {results}
        </tr>
    }
}

/// What part of revenue a node of money is, as a number and a bar.
fn share(region: Region, spot: &Spot, name: &str) -> impl IntoView + use<> {
    let top = node_of(Metric::TopLine);
    let is_money = |name: &str| spot.model.declaration(name).is_some_and(|node| node.unit().is_money());
    let part = || {
        let (part, whole) = (spot.now.steps(name)?, spot.now.steps(top)?);
        let shown = is_money(name) && is_money(top) && whole > 0;
        let written = format_percent(part, whole, 1, region).filter(|_| shown)?;
        Some((written, (part.saturating_mul(100) / whole).clamp(0, 100)))
    };
    match part() {
        Some((written, hundredths)) => view! {
            <td class="number">
                {written}
                <span class="share-bar" aria-hidden="true"><span style=format!("width: {hundredths}%")></span></span>
            </td>
        }
        .into_any(),
        None => view! { <td class="number none">{NOTHING}</td> }.into_any(),
    }
}

/// The field of a driver, with what was typed and why it cannot be read.
fn field(region: Region, name: &str, label: &str, simulation: &Simulation) -> impl IntoView + use<> {
    let typed = simulation.of_lever(name);
    let trouble = typed.and_then(|typed| typed.read.as_ref().err().cloned());
    let id = format!("trouble-{name}");
    let described = if trouble.is_some() { id.clone() } else { "typing-help".to_owned() };
    let said = trouble.clone().map(|trouble| view! { <span class="problem" id=id>{trouble}</span> });
    view! {
        <input
            name=format!("{DRIVER}{name}") value=typed.map(|typed| typed.text.clone()) autocomplete="off"
            inputmode="text" spellcheck="false" maxlength="60" aria-label=text::what_if_of(region, label)
            aria-invalid=trouble.is_some().then_some("true") aria-describedby=described
        />
        {said}
    }
}
