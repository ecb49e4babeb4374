//! What moves a goal: every driver a little lower and higher, everything else as it is.

use crate::driver_pages::Spot;
use crate::driver_pages::figure::Figures;
use crate::driver_pages::frame::{self, Tab};
use crate::driver_pages::tornado::{Ends, drawing};
use crate::form::Query;
use crate::text::drivers as text;
use domain::goal::Metric;
use domain::model::{Bar, node_of, sensitivities, tornado};
use domain::number::Region;
use leptos::prelude::*;

/// The most that a driver is moved for the drawing, in percent.
const WIDEST: u32 = 100;

/// The goal that is looked at: what was asked for, else the operating income, else the first node that is computed.
pub(super) fn chosen(spot: &Spot, query: &Query) -> Option<String> {
    let wanted = [query.get("goal").unwrap_or_default(), node_of(Metric::OperatingIncome)];
    let computed =
        || spot.model.declarations().iter().map(|node| node.name()).filter(|name| spot.model.is_computed(name));
    let found = wanted.into_iter().find(|wanted| computed().any(|name| name == *wanted));
    found.map(str::to_owned).or_else(|| computed().next().map(str::to_owned))
}

/// The list of nodes that can be a goal.
pub(super) fn goal_options(spot: &Spot, figures: Figures<'_>, chosen: &str) -> Vec<impl IntoView + use<>> {
    let computed = spot.model.declarations().iter().map(|node| node.name()).filter(|name| spot.model.is_computed(name));
    let option = |name: &str| {
        view! { <option value=name.to_owned() selected=name == chosen>{figures.label(name)}</option> }
    };
    computed.map(option).collect()
}

/// The page.
pub(super) fn view(region: Region, spot: &Spot, query: &Query) -> impl IntoView + use<> {
    let figures = Figures::new(spot, region);
    let swing = query.get("swing").and_then(|swing| swing.trim_end_matches(['%', ' ']).parse::<u32>().ok());
    let swing = swing.unwrap_or(1).clamp(1, WIDEST);
    let goal = chosen(spot, query);
    let found = goal.as_deref().map(|goal| {
        let form = form(region, spot, figures, goal, swing);
        let bars = tornado(&spot.now, goal, swing).unwrap_or_default();
        let content = if bars.is_empty() || spot.now.value(goal).is_none() {
            view! { <p class="empty">{text::no_sensitivity(region, figures.label(goal))}</p> }.into_any()
        } else {
            result(region, spot, figures, goal, swing, &bars).into_any()
        };
        view! { {form} {content} }
    });
    let content = match found {
        Some(found) => found.into_any(),
        None => view! { <p class="empty">{text::no_goal(region)}</p> }.into_any(),
    };
    frame::page(region, spot, Tab::Sensitivity, query, content)
}

fn form(region: Region, spot: &Spot, figures: Figures<'_>, goal: &str, swing: u32) -> impl IntoView + use<> {
    view! {
        <form class="question" method="get" action=spot.path("sensitivity")>
            {frame::spot_fields(spot)}
            <label>
                <span>{text::goal(region)}</span>
                <select name="goal">{goal_options(spot, figures, goal)}</select>
            </label>
            <label class="narrow">
                <span>{text::swing(region)}</span>
                <input type="number" name="swing" min="1" max=WIDEST.to_string() value=swing.to_string()/>
            </label>
            <button class="primary" type="submit">{text::calculate(region)}</button>
        </form>
    }
}

fn result(
    region: Region,
    spot: &Spot,
    figures: Figures<'_>,
    goal: &str,
    swing: u32,
    bars: &[Bar],
) -> impl IntoView + use<> {
    let slopes = sensitivities(&spot.now, goal).unwrap_or_default();
    let steps = |value: Option<domain::entry::Ratio>| value.and_then(|value| spot.now.steps_of(goal, value));
    let now = spot.now.steps(goal);
    let ends: Vec<Ends> = bars
        .iter()
        .map(|bar| Ends { label: figures.label(&bar.name), low: steps(bar.at_low), high: steps(bar.at_high) })
        .collect();
    let title = text::tornado_title(region, figures.label(goal), swing);
    let written = |value: Option<i128>| figures.short(goal, value);
    let rows: Vec<_> = bars.iter().zip(&ends).map(|(bar, ends)| {
        let slope = slopes.iter().find(|slope| slope.name == bar.name).map(|slope| slope.slope);
        let direction = match slope {
            Some(slope) if slope > 0.0 => text::moves_with(region),
            Some(slope) if slope < 0.0 => text::moves_against(region),
            _ => text::no_effect(region),
        };
        let present = spot.present(&bar.name);
        view! {
            <tr>
                <th scope="row">{ends.label.clone()}</th>
                <td class="number">{figures.exact(&bar.name, present)}</td>
                <td class="number">{figures.exact(goal, ends.low)}<small>{figures.difference(goal, now, ends.low)}</small></td>
                <td class="number">{figures.exact(goal, ends.high)}<small>{figures.difference(goal, now, ends.high)}</small></td>
                <td>{direction}</td>
            </tr>
        }
    }).collect();
    view! {
        <section class="card tornado">
            <h2>{title.clone()}</h2>
            <p class="help">{text::tornado_help(region, figures.label(goal), figures.exact(goal, now))}</p>
            {drawing(&title, now, &ends, (text::lower(region, swing), text::higher(region, swing)), &written)}
        </section>
        <div class="scroll" tabindex="0" role="group" aria-label=text::as_table(region)>
            <table class="sheet driver-table">
                <caption>{text::as_table(region)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::driver(region)}</th>
                        <th scope="col" class="number">{text::now(region)}</th>
                        <th scope="col" class="number">{text::goal_at(region, text::lower(region, swing))}</th>
                        <th scope="col" class="number">{text::goal_at(region, text::higher(region, swing))}</th>
                        <th scope="col">{text::direction(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
