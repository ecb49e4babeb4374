//! The goal strip: what the plan does to every corporate goal, published and, while somebody types, as it would be.

use crate::board::display;
use crate::board::state::BoardState;
use crate::components::sparkline::Sparkline;
use crate::settled::{Settle, When, maybe_words, word, words};
use crate::text::board as text;
use domain::goal::{Direction, GoalReading, Metric, Reading, Status};
use domain::number::Region;
use leptos::prelude::*;

/// The goal strip.
#[component]
pub fn GoalStrip(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let goals = Memo::new(move |_| state.goals());
    let cards = Metric::ALL.into_iter().enumerate().map(|(index, metric)| {
        let goal = Memo::new(move |_| goals.with(|goals| goals.get(index).cloned()));
        view! { <GoalCard state metric goal/> }
    });
    view! {
        <section class="goal-strip" aria-label=text::goals(state.region)>
            {cards.collect_view()}
        </section>
    }
    .settled()
}

#[component]
fn GoalCard(state: BoardState, metric: Metric, goal: Memo<Option<GoalReading>>) -> impl IntoView {
    let region = state.region;
    let decimals = state.first.with_value(|first| first.money_decimals);
    let value = move || goal.with(|goal| goal.as_ref().and_then(|goal| goal.value));
    let status = move || goal.with(|goal| goal.as_ref().map_or(Status::Open, |goal| goal.status));
    let draft = Memo::new(move |_| {
        let published = value();
        let drafted = state.draft.with(|draft| {
            let preview = draft.as_ref()?.preview.as_ref().ok()?;
            preview.goals.iter().find(|goal| goal.metric == metric)?.value
        });
        drafted.filter(|drafted| Some(*drafted) != published)
    });
    let written = words(move || match value() {
        Some(value) => display::reading(value, decimals, region),
        None => "—".to_owned(),
    });
    let target = words(move || goal.with(|goal| target_words(goal.as_ref(), metric, decimals, region)));
    let trend =
        Signal::derive(move || goal.with(|goal| goal.as_ref().map(|goal| goal.trend.to_vec()).unwrap_or_default()));
    let to_target = move || goal.with(|goal| to_target(goal.as_ref(), decimals, region));
    let against_last_year = move || goal.with(|goal| against_last_year(goal.as_ref(), region));
    let filled = move || goal.with(|goal| goal.as_ref().and_then(filled));
    let tactics = format!("{}?goal={metric:?}", state.tactics_address());
    view! {
        <article class="goal-card" data-goal=format!("{metric:?}")>
            <header>
                <h2>
                    <a href=tactics rel="external" title=text::tactics_of_goal(region)>{text::metric(region, metric)}</a>
                </h2>
                <StatusWord region status=Signal::derive(status)/>
            </header>
            <div class="goal-value">
                <output>{written}</output>
                <When holds=move || draft.with(Option::is_some)>
                    <span class="draft-chip">
                        {maybe_words(move || draft.get().map(|draft| text::preview_of(region, display::reading(draft, decimals, region))))}
                    </span>
                </When>
                <Sparkline points=trend label=text::trend_of(region, text::metric(region, metric))/>
            </div>
            <div class="goal-foot">
                <When holds=move || filled().is_some()>
                    <svg class="bullet" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="bullet-ground" x="0" y="1" width="100" height="4"/>
                        <rect class="bullet-value" x="0" y="1" width=words(move || filled().unwrap_or(0).to_string()) height="4"/>
                        <rect class="bullet-mark" x="90" y="0" width="1.5" height="6"/>
                    </svg>
                </When>
                <span class="goal-target">{target}</span>
                <span class="goal-differences">
                    <When holds=move || to_target().is_some()>
                        <span class="goal-gap">{maybe_words(to_target)}</span>
                    </When>
                    <When holds=move || against_last_year().is_some()>
                        <span class="goal-change">{maybe_words(against_last_year)}</span>
                    </When>
                </span>
            </div>
        </article>
    }
    .settled()
}

/// A status by shape, word and colour.
#[component]
fn StatusWord(region: Region, status: Signal<Status>) -> impl IntoView {
    let class = word(move || match status.get() {
        Status::Met => "status good",
        Status::Close => "status warn",
        Status::Missed => "status bad",
        Status::Open => "status none",
    });
    let shape = word(move || match status.get() {
        Status::Met => "●",
        Status::Close => "▲",
        Status::Missed => "◆",
        Status::Open => "○",
    });
    view! {
        <span class=class>
            <span aria-hidden="true">{shape}</span>
            " "
            {word(move || text::goal_status(region, status.get()))}
        </span>
    }
}

fn target_words(goal: Option<&GoalReading>, metric: Metric, decimals: u8, region: Region) -> String {
    let Some(goal) = goal else { return String::new() };
    let Some(target) = goal.target else { return text::goal_without_target(region).to_owned() };
    let written = display::goal_target(target, metric.is_ratio(), decimals, region);
    match metric.direction() {
        Direction::AtLeast => text::goal_target(region, written),
        Direction::AtMost => text::goal_ceiling(region, written),
    }
}

/// The distance to the target; a gap is one itself.
fn to_target(goal: Option<&GoalReading>, decimals: u8, region: Region) -> Option<String> {
    let goal = goal.filter(|goal| goal.metric != Metric::Gap)?;
    let difference = goal.difference()?;
    Some(match goal.metric.is_ratio() {
        true => text::points(region, display::points(difference, region)),
        false => display::difference(difference, decimals, region),
    })
}

fn against_last_year(goal: Option<&GoalReading>, region: Region) -> Option<String> {
    let goal = goal?;
    match (goal.value?, goal.last_year?) {
        (Reading::Amount(now), Reading::Amount(before)) if before > 0 => {
            Some(text::against_last_year(region, display::change(now, before, region)?))
        }
        _ => None,
    }
}

/// How far the bar reaches, where ninety of a hundred is the target.
fn filled(goal: &GoalReading) -> Option<i128> {
    let target = i128::from(goal.target.filter(|target| *target > 0)?);
    Some((goal.value?.comparable() * 90 / target).clamp(0, 100))
}
