//! The goals, as they are and as a simulation makes them.

use crate::board::display;
use crate::driver_pages::Spot;
use crate::text::{board, drivers as text};
use domain::goal::{Direction, GoalReading, Metric, Reading, Status};
use domain::model::{Evaluation, node_of};
use domain::number::Region;
use leptos::prelude::*;

/// Every goal that the tree has a node for.
pub(super) fn view(region: Region, spot: &Spot, after: Option<&Evaluation>) -> impl IntoView + use<> {
    let decimals = spot.plan.outline().money_decimals;
    let now = spot.goals(None);
    let then = after.map(|after| spot.goals(Some(after)));
    let cards = now.iter().enumerate().filter(|(_, goal)| spot.model.declaration(node_of(goal.metric)).is_some());
    let cards: Vec<_> = cards
        .map(|(index, goal)| card(region, goal, then.as_ref().and_then(|then| then.get(index)), decimals))
        .collect();
    view! { <section class="driver-goals" aria-label=board::goals(region)>{cards}</section> }
}

fn card(region: Region, now: &GoalReading, then: Option<&GoalReading>, decimals: u8) -> impl IntoView + use<> {
    let written = |reading: Option<Reading>| {
        reading.map_or_else(|| "—".to_owned(), |reading| display::reading(reading, decimals, region))
    };
    let shown = then.unwrap_or(now);
    let moved = then.filter(|then| then.value != now.value);
    let before = moved.map(|_| {
        view! { <span class="goal-before"><s>{written(now.value)}</s>" "{change(region, now, shown, decimals)}</span> }
    });
    let target = now.target.filter(|_| now.metric != Metric::Gap).map(|target| {
        let target = display::goal_target(target, now.metric.is_ratio(), decimals, region);
        match now.metric.direction() {
            Direction::AtLeast => board::goal_target(region, target),
            Direction::AtMost => board::goal_ceiling(region, target),
        }
    });
    let turned = moved.filter(|then| then.status != now.status).map(|_| {
        view! { <span class="goal-was">{text::before(region, board::goal_status(region, now.status))}</span> }
    });
    view! {
        <article class="driver-goal" class:moved=moved.is_some() data-goal=format!("{:?}", now.metric)>
            <h2>{board::metric(region, now.metric)}</h2>
            <p class="goal-now"><output>{written(shown.value)}</output></p>
            {before}
            <p class="goal-stand">{status(region, shown.status)} {turned}</p>
            <p class="goal-aim">{target}</p>
        </article>
    }
}

fn change(region: Region, now: &GoalReading, then: &GoalReading, decimals: u8) -> Option<String> {
    let change = then.value?.comparable() - now.value?.comparable();
    Some(match now.metric.is_ratio() {
        true => board::points(region, display::points(change, region)),
        false => display::difference(change, decimals, region),
    })
}

/// A status by shape, word and colour.
fn status(region: Region, status: Status) -> impl IntoView {
    let (class, shape) = match status {
        Status::Met => ("status good", "●"),
        Status::Close => ("status warn", "▲"),
        Status::Missed => ("status bad", "◆"),
        Status::Open => ("status none", "○"),
    };
    view! { <span class=class><span aria-hidden="true">{shape}</span>" "{board::goal_status(region, status)}</span> }
}
