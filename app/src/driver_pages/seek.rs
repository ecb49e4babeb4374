//! What it takes to reach a goal: one driver or many, with locks and bounds.

use crate::driver_pages::Spot;
use crate::driver_pages::figure::Figures;
use crate::driver_pages::form::{DRIVER, read, typed_text};
use crate::driver_pages::frame::{self, Tab};
use crate::driver_pages::sensitivity::{chosen, goal_options};
use crate::driver_pages::sentence::seek_trouble;
use crate::form::Query;
use crate::text::drivers as text;
use domain::model::{Goal, Lever, Limit, Move, Sought, seek_many, seek_one};
use domain::number::Region;
use leptos::prelude::*;

/// What was asked for, as far as it can be read.
struct Wanted {
    goal: Goal,
    levers: Vec<Lever>,
}

/// The page.
pub(super) fn view(region: Region, spot: &Spot, query: &Query) -> impl IntoView + use<> {
    let figures = Figures::new(spot, region);
    let content = match chosen(spot, query) {
        None => view! { <p class="empty">{text::no_goal(region)}</p> }.into_any(),
        Some(goal) => {
            let answer = query.get("to").map(|_| match wanted(region, spot, query, &goal) {
                Ok(wanted) => answer(region, spot, figures, &wanted).into_any(),
                Err(trouble) => view! { <p class="problem alert" role="alert">{trouble}</p> }.into_any(),
            });
            let empty = answer.is_none().then(|| view! { <p class="help">{text::seek_help(region)}</p> });
            view! {
                {empty}
                <div class="seek">
                    {form(region, spot, figures, query, &goal)}
                    {answer}
                </div>
            }
            .into_any()
        }
    };
    frame::page(region, spot, Tab::Seek, query, content)
}

fn wanted(region: Region, spot: &Spot, query: &Query, goal: &str) -> Result<Wanted, String> {
    let model = &spot.model;
    let cell = |value: i128| i64::try_from(value).map_err(|_| crate::text::board::too_large(region).to_owned());
    let target = read(model, goal, query.get("to").unwrap_or_default(), spot.now.steps(goal), region)?;
    let bound = |side: &str, name: &str| {
        let written = query.0.iter().find(|(key, _)| key.strip_prefix(side) == Some(name));
        let written = written.map(|(_, written)| written.trim()).filter(|written| !written.is_empty());
        written.map(|written| read(model, name, written, spot.present(name), region).and_then(cell)).transpose()
    };
    let mut levers: Vec<Lever> = Vec::new();
    for name in query.all("move") {
        if !model.levers().any(|lever| lever == name) || levers.iter().any(|lever| lever.name == name) {
            continue;
        }
        let low = bound("low.", name)?;
        // A measure is not negative on a board, whatever would do for the goal.
        let floor =
            || model.measure_of(name).map(|_| spot.present(name).map_or(0, |now| now.clamp(i64::MIN.into(), 0)));
        let low = low.map_or_else(|| floor().map(cell).transpose(), |low| Ok(Some(low)))?;
        levers.push(Lever { name: name.to_owned(), low, high: bound("high.", name)?, ease: None });
    }
    if levers.is_empty() {
        return Err(text::choose_drivers(region).to_owned());
    }
    Ok(Wanted { goal: Goal { name: goal.to_owned(), target: cell(target)? }, levers })
}

fn form(region: Region, spot: &Spot, figures: Figures<'_>, query: &Query, goal: &str) -> impl IntoView + use<> {
    let levers: Vec<_> = spot
        .model
        .levers()
        .filter_map(|name| Some((name, spot.present(name)?)))
        .map(|(name, present)| {
            let free = query.all("move").any(|moved| moved == name);
            let label = figures.label(name);
            let written = |side: &str| query.get(&format!("{side}.{name}")).map(str::to_owned);
            view! {
                <tr>
                    <th scope="row">
                        <label class="check">
                            <input type="checkbox" name="move" value=name.to_owned() checked=free/>
                            <span>{label.clone()}</span>
                        </label>
                    </th>
                    <td class="number">{figures.exact(name, Some(present))}</td>
                    <td class="field">
                        <input name=format!("low.{name}") value=written("low") autocomplete="off" aria-label=text::at_least_of(region, &label)/>
                    </td>
                    <td class="field">
                        <input name=format!("high.{name}") value=written("high") autocomplete="off" aria-label=text::at_most_of(region, &label)/>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <form class="card seek-form" method="get" action=spot.path("seek")>
            {frame::spot_fields(spot)}
            <div class="question">
                <label>
                    <span>{text::goal(region)}</span>
                    <select name="goal">{goal_options(spot, figures, goal)}</select>
                </label>
                <label>
                    <span>{text::should_be(region, figures.exact(goal, spot.now.steps(goal)))}</span>
                    <input
                        name="to" value=query.get("to").map(str::to_owned) required=true autocomplete="off"
                        placeholder=text::should_be_example(region)
                    />
                </label>
            </div>
            <div class="scroll" tabindex="0" role="group" aria-label=text::may_move(region)>
                <table class="sheet driver-table">
                    <caption>{text::may_move(region)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::driver(region)}</th>
                            <th scope="col" class="number">{text::now(region)}</th>
                            <th scope="col">{text::at_least(region)}</th>
                            <th scope="col">{text::at_most(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{levers}</tbody>
                </table>
            </div>
            <p class="help">{text::locks_help(region)}</p>
            <button class="primary" type="submit">{text::seek(region)}</button>
        </form>
    }
}

fn answer(region: Region, spot: &Spot, figures: Figures<'_>, wanted: &Wanted) -> impl IntoView + use<> {
    let Wanted { goal, levers } = wanted;
    let sought = match levers.as_slice() {
        [lever] => seek_one(&spot.now, goal, lever),
        levers => seek_many(&spot.now, goal, levers),
    };
    match sought {
        Ok(sought) => found(region, spot, figures, goal, &sought).into_any(),
        Err(error) => {
            let said = seek_trouble(&error, |name| figures.label(name), region);
            view! { <section class="card seek-answer"><p class="problem" role="alert">{said}</p></section> }.into_any()
        }
    }
}

fn found(region: Region, spot: &Spot, figures: Figures<'_>, goal: &Goal, sought: &Sought) -> impl IntoView + use<> {
    let (label, asked) = (figures.label(&goal.name), figures.exact(&goal.name, Some(goal.target.into())));
    let value = spot.now.steps_of(&goal.name, sought.value);
    let verdict = if sought.reached {
        view! { <p class="verdict good">"✓ "{text::reached(region, &label, &asked)}</p> }.into_any()
    } else {
        let nearest = figures.exact(&goal.name, value);
        let short = figures.difference(&goal.name, Some(goal.target.into()), value);
        view! { <p class="verdict warn">"▲ "{text::nearest(region, &label, &asked, &nearest, &short)}</p> }.into_any()
    };
    let typed: Vec<(String, String)> = sought
        .moves
        .iter()
        .filter(|step| step.from != step.to)
        .filter_map(|step| {
            let typed = typed_text(&spot.model, &step.name, step.to, region)?;
            Some((format!("{DRIVER}{}", step.name), typed))
        })
        .collect();
    let rows: Vec<_> = sought.moves.iter().map(|step| self::step(region, figures, step)).collect();
    let links = (!typed.is_empty()).then(|| {
        view! {
            <div class="actions">
                <a class="button primary" href=spot.href("offers", &typed)>{text::send_as_offers(region)}</a>
                <a class="button" href=spot.href("", &typed)>{text::see_in_tree(region)}</a>
            </div>
        }
    });
    view! {
        <section class="card seek-answer" aria-label=text::answer(region)>
            <h2>{text::answer(region)}</h2>
            {verdict}
            <div class="scroll" tabindex="0" role="group" aria-label=text::answer(region)>
                <table class="sheet driver-table">
                    <thead>
                        <tr>
                            <th scope="col">{text::driver(region)}</th>
                            <th scope="col" class="number">{text::now(region)}</th>
                            <th scope="col" class="number">{text::after(region)}</th>
                            <th scope="col" class="number">{text::change(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {links}
        </section>
    }
}

fn step(region: Region, figures: Figures<'_>, step: &Move) -> impl IntoView + use<> {
    let Move { name, from, to, limit } = step;
    let limit = limit.map(|limit| match limit {
        Limit::Low => text::at_its_least(region),
        Limit::High => text::at_its_most(region),
    });
    let relative = figures.beside_difference(name, Some(*from), Some(*to));
    view! {
        <tr data-node=name.clone()>
            <th scope="row">{figures.label(name)}{limit.map(|limit| view! { <small>{limit}</small> })}</th>
            <td class="number">{figures.exact(name, Some(*from))}</td>
            <td class="number after">{figures.exact(name, Some(*to))}</td>
            <td class="number">
                {figures.difference(name, Some(*from), Some(*to))}
                {relative.map(|relative| view! { <small>{relative}</small> })}
            </td>
        </tr>
    }
}
