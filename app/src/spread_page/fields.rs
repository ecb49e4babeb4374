//! The form: where, how much, by which way, and what that way asks for.

use super::read::{Problem, Reader};
use super::way::{REFERENCES, Way};
use crate::board::display;
use crate::form::{Choice, Errors, Fields, Input, every, named, plannable};
use crate::import_pages::form::code;
use crate::text::{board, scenario, spread as text};
use domain::address::Address;
use domain::calendar::month_period;
use domain::dimension::ROOT;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::outline::Standing;
use leptos::prelude::*;

pub(super) fn form(reader: &Reader, id: &str, problem: Option<&Problem>) -> impl IntoView + use<> {
    let region = reader.region;
    let nothing = Errors::default();
    let errors = match problem {
        Some(Problem::Fields(errors)) => errors,
        _ => &nothing,
    };
    let fields = Fields { typed: reader.query, errors };
    view! {
        <form class="card spread-form" method="get" action=format!("/boards/{id}/spread")>
            <fieldset class="where">
                <legend>{text::where_to(region)}</legend>
                {place(reader, fields)}
            </fieldset>
            <fieldset class="ways">
                <legend>{text::which_way(region)}</legend>
                <div>{Way::ALL.map(|way| radio(reader, way)).collect_view()}</div>
                <button type="submit">{text::choose(region)}</button>
            </fieldset>
            <fieldset class="how-much">
                <legend>{text::way(region, reader.way)}</legend>
                <p>{text::way_help(region, reader.way)}</p>
                {amount(reader, fields)}
                {of_way(reader, fields)}
                {options(reader, fields)}
            </fieldset>
            <p class="form-actions">
                <button type="submit" name="preview" value="yes" class="primary">{text::preview(region)}</button>
                <small>{text::nothing_sent(region)}</small>
            </p>
        </form>
    }
}

fn listed(choices: Vec<Choice>) -> Vec<(String, String)> {
    choices.into_iter().map(|Choice { id, words }| (id.to_string(), words)).collect()
}

/// Unit, period, measure, role, product and channel.
fn place(reader: &Reader, fields: Fields<'_>) -> impl IntoView + use<> {
    let (region, outline, Address { unit, product, channel, period }) =
        (reader.region, reader.plan.outline(), reader.node.at);
    let year = outline.periods.get(ROOT).map(|year| display::name(&year.name, region)).unwrap_or_default();
    let measures = Measure::ALL.map(|measure| (code(&measure), board::measure(region, measure).to_owned()));
    let slices = [Slice::Target, Slice::Commitment].map(|slice| (code(&slice), board::slice(region, slice).to_owned()));
    let units = listed(named(outline, region, Some(unit)));
    let periods = listed(every(&outline.periods, region, Some(period), &year));
    let products = listed(every(&outline.products, region, Some(product), board::all_products(region)));
    let channels = listed(every(&outline.channels, region, Some(channel), board::all_channels(region)));
    view! {
        {fields.select("unit", board::unit(region), None, units)}
        {fields.select("period", scenario::period(region), None, periods)}
        {fields.select("measure", board::measure_shown(region), None, measures)}
        {fields.select("slice", scenario::slice(region), None, slices)}
        {fields.select("product", board::product_shown(region), None, products)}
        {fields.select("channel", board::channel_shown(region), None, channels)}
    }
}

/// The number, for a form that says nothing else of it.
pub(crate) fn place_again(node: Node) -> impl IntoView {
    let Address { unit, product, channel, period } = node.at;
    view! {
        <input type="hidden" name="unit" value=unit.to_string()/>
        <input type="hidden" name="product" value=product.to_string()/>
        <input type="hidden" name="channel" value=channel.to_string()/>
        <input type="hidden" name="period" value=period.to_string()/>
        <input type="hidden" name="measure" value=code(&node.measure)/>
        <input type="hidden" name="slice" value=code(&node.slice)/>
    }
}

fn radio(reader: &Reader, way: Way) -> impl IntoView + use<> {
    view! {
        <label>
            <input type="radio" name="way" value=way.code() checked=way == reader.way/>
            <span>{text::way(reader.region, way)}</span>
        </label>
    }
}

/// The number that is spread, with the one that stands there.
fn amount(reader: &Reader, fields: Fields<'_>) -> Option<AnyView> {
    let Reader { plan, node, way, region, .. } = *reader;
    let decimals = plan.outline().decimals(node.measure);
    let now = plan.get(node.slice, node.measure, node.at);
    let now = now.map_or_else(|| board::empty_cell(region).to_owned(), |now| display::exact(now, decimals, region));
    let label = match way {
        Way::Line => return None,
        Way::Repeat => text::every_cell(region),
        _ => text::new_total(region),
    };
    Some(fields.input("to", label, Some(&text::now(region, now, display::example_factor(region))), Input::Words))
}

fn of_way(reader: &Reader, fields: Fields<'_>) -> Option<AnyView> {
    let region = reader.region;
    let words = |name: &str, label: &str, help: Option<&str>| fields.input(name, label, help, Input::Words);
    let slices = || REFERENCES.map(|slice| (code(&slice), board::slice(region, slice).to_owned()));
    let shown = match reader.way {
        Way::Current | Way::Equal | Way::Repeat => return None,
        Way::Reference | Way::Unset => fields.select("by", text::in_proportion_to(region), None, slices()),
        Way::Blend => {
            let part = |slice: Slice| {
                fields.input(&format!("part.{slice:?}"), board::slice(region, slice), None, Input::Number)
            };
            view! { <div class="parts-of">{REFERENCES.map(part).collect_view()}</div> }.into_any()
        }
        Way::Growth => view! {
            {words("growth", text::growth_field(region), Some(text::growth_help(region)))}
            {check(reader, "start", text::starts_with(region))}
        }
        .into_any(),
        Way::Line => view! {
            {words("first", text::first_month(region), None)}
            {words("last", text::last_month(region), None)}
        }
        .into_any(),
        Way::Season => months(reader, fields).into_any(),
        Way::Ramp => {
            let outline = reader.plan.outline();
            let starts = |unit| {
                outline.units.contains(reader.node.at.unit, unit)
                    && outline.is_leaf_unit(unit)
                    && outline.standing(unit) == Standing::Open
            };
            let chosen = reader.query.text("starter").parse().ok();
            view! {
                {fields.select("starter", text::starter(region), None, listed(plannable(outline, region, chosen, starts)))}
                {fields.input("from", text::first_day(region), None, Input::Date(None, None))}
                {words("steps", text::steps(region), Some(text::steps_help(region)))}
                {months(reader, fields)}
            }
            .into_any()
        }
    };
    Some(shown)
}

/// A part for each month of the cycle.
fn months(reader: &Reader, fields: Fields<'_>) -> impl IntoView + use<> {
    let outline = reader.plan.outline();
    let field = |month: u8| {
        let period = outline.periods.get(month_period(month));
        let name = period.map(|period| display::name(&period.name, reader.region)).unwrap_or_default();
        fields.input(&format!("month.{month}"), name, None, Input::Number)
    };
    view! {
        <div role="group" aria-labelledby="month-parts">
            <p id="month-parts"><small>{text::month_parts(reader.region)}</small></p>
            <div class="parts-of months">{(0..12).map(field).collect_view()}</div>
        </div>
    }
}

/// What limits and rounds.
fn options(reader: &Reader, fields: Fields<'_>) -> impl IntoView + use<> {
    let region = reader.region;
    let is_open = ["down", "up", "keep", "top_up"].iter().any(|name| reader.query.get(name).is_some());
    view! {
        <details open=is_open>
            <summary>{text::options(region)}</summary>
            <div class="parts-of">
                {fields.input("down", text::down(region), None, Input::Number)}
                {fields.input("up", text::up(region), None, Input::Number)}
            </div>
            <p><small>{text::corridor_help(region)}</small></p>
            {check(reader, "keep", text::keep_edits(region))}
            {check(reader, "top_up", text::top_up(region))}
        </details>
    }
}

fn check(reader: &Reader, name: &'static str, label: &'static str) -> impl IntoView + use<> {
    let is_checked = reader.query.get(name).is_some();
    view! {
        <label class="check">
            <input type="checkbox" name=name value="yes" checked=is_checked/>
            <span>{label}</span>
        </label>
    }
}
