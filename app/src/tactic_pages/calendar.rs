//! When each tactic acts: a strip of the months of the cycle with a bar for each tactic.

use super::listing::Line;
use super::{State, home};
use crate::board::display;
use crate::text::tactic as text;
use domain::calendar::{Cycle, Month};
use domain::number::Region;
use domain::tactic::Day;
use leptos::prelude::*;

/// Places of one month in the drawing.
const MONTH: i32 = 310;

/// The word for a state.
pub(super) fn state_word(region: Region, state: State) -> &'static str {
    match state {
        State::Planned => text::planned(region),
        State::Running => text::running(region),
        State::Over => text::over(region),
    }
}

/// The class that draws a state.
fn state_class(state: State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Running => "running",
        State::Over => "over",
    }
}

/// Where a day begins in the drawing; the twelve months are equally wide.
fn place(cycle: Cycle, day: Day) -> Option<i32> {
    let month = cycle.index_of(day.month)?;
    let length = i32::from(Day::last(day.month).day);
    Some(i32::from(month) * MONTH + (i32::from(day.day) - 1) * MONTH / length)
}

/// One past the place where a day ends.
fn end_of(cycle: Cycle, day: Day) -> Option<i32> {
    let length = i32::from(Day::last(day.month).day);
    place(cycle, day).map(|start| start + MONTH / length)
}

pub(super) fn strip(region: Region, board: &str, cycle: Cycle, today: Day, lines: &[Line]) -> impl IntoView + use<> {
    let months: Vec<Month> = (0..12).map(|index| cycle.month(index)).collect();
    let months = months.into_iter().map(|month| view! { <span>{display::name(&month.name(), region)}</span> });
    let now = place(cycle, today);
    let bars = lines.iter().filter_map(|line| {
        let (start, end) = (place(cycle, line.start)?, end_of(cycle, line.end)?);
        let words = format!("{}, {}", display::days(line.start, line.end, region), state_word(region, line.state));
        let link = format!("{}/{}", home(board), line.id);
        let grid = (1..12).map(|index| {
            let x = (index * MONTH).to_string();
            view! { <line x1=x.clone() x2=x y1="0" y2="20" class="month-line"/> }
        });
        let mark = now.map(|now| view! { <line x1=now.to_string() x2=now.to_string() y1="0" y2="20" class="today-line"/> });
        let spoken = words.clone();
        Some(view! {
            <li>
                <a href=link>{line.name.clone()}</a>
                <svg viewBox=format!("0 0 {} 20", 12 * MONTH) preserveAspectRatio="none" role="img" aria-label=spoken>
                    <title>{words}</title>
                    {grid.collect_view()}
                    <rect class=state_class(line.state) x=start.to_string() y="4" width=(end - start).max(30).to_string() height="12"/>
                    {mark}
                </svg>
            </li>
        })
    });
    let legend = State::ALL.map(|state| {
        view! {
            <li>
                <svg viewBox="0 0 28 12" aria-hidden="true">
                    <rect class=state_class(state) x="1" y="1" width="26" height="10"/>
                </svg>
                {state_word(region, state)}
            </li>
        }
    });
    view! {
        <section class="tactic-calendar" aria-labelledby="calendar">
            <header>
                <h2 id="calendar">{text::calendar(region)}</h2>
                <ul class="calendar-legend">{legend.collect_view()}</ul>
            </header>
            <div class="calendar-months" aria-hidden="true">
                <span></span>
                <div>{months.collect_view()}</div>
            </div>
            <ol>{bars.collect_view()}</ol>
        </section>
    }
}
