//! The tactics of the selected unit: who does what when, and how far they close its gap.

use crate::board::display;
use crate::board::state::BoardState;
use crate::settled::{Settle, maybe_part, maybe_words, part};
use crate::text::board as text;
use domain::access;
use domain::address::Address;
use domain::dimension::{MemberId, ROOT};
use domain::measure::Measure;
use domain::number::format_compact;
use domain::tactic::{Tactic, cover, effect, of_unit};
use leptos::prelude::*;

/// Tactics shown; the page of tactics has them all.
const MOST: usize = 4;

#[derive(Clone, PartialEq)]
struct Line {
    id: u64,
    name: String,
    about: String,
    revenue: String,
}

/// The section about tactics.
#[component]
pub(super) fn Tactics(state: BoardState, unit: MemberId) -> impl IntoView {
    let region = state.region;
    let money = state.first.with_value(|first| first.money_decimals);
    let found = Memo::new(move |_| {
        let read = state.with_plan(|plan| {
            let all: Vec<&Tactic> = of_unit(plan, unit).collect();
            let line = |tactic: &&Tactic| {
                let activity = &tactic.activity;
                let revenue = effect(plan, activity).map_or(0, |effect| effect.total(Measure::Revenue));
                Line {
                    id: tactic.id,
                    name: display::name(&activity.name, region),
                    about: format!("{} · {}", activity.owner, display::days(activity.start, activity.end, region)),
                    revenue: display::difference(revenue.into(), money, region),
                }
            };
            (all.iter().rev().take(MOST).map(line).collect::<Vec<_>>(), all.len())
        });
        read.unwrap_or_default()
    });
    let cover = Memo::new(move |_| {
        let measure = state.options.with(|options| options.measure);
        state.with_plan(|plan| cover(plan, measure, Address::of(unit, ROOT)))
    });
    let gap = maybe_words(move || {
        let cover = cover.get()?;
        let write = |number: i64| format_compact(number.into(), state.decimals(), region);
        let (baseline, tactics) = (write(cover.baseline.unwrap_or(0)), write(cover.tactics.unwrap_or(0)));
        Some(text::gap_covered(region, write(cover.target?), baseline, tactics, write(cover.gap()?)))
    });
    let rest = move || found.with(|(_, count)| count.saturating_sub(MOST));
    let address = state.tactics_address();
    let (all, new) = (format!("{address}?unit={unit}"), format!("{address}/new?unit={unit}"));
    let lines = part(move || {
        let line = |line: Line| {
            view! {
                <li>
                    <span>
                        <a href=format!("{address}/{}", line.id) rel="external">{line.name}</a>
                        <small>{line.about}</small>
                    </span>
                    <strong>{line.revenue}</strong>
                </li>
            }
        };
        if found.with(|(_, count)| *count == 0) {
            return view! { <p>{text::no_tactics(region)}</p> }.settled();
        }
        let more = rest();
        let more = (more > 0).then(|| view! { <li><small>{text::more_tactics(region, more)}</small></li> });
        let lines = found.get().0.into_iter().map(line).collect_view();
        view! { <ul>{lines}{more}</ul> }.settled()
    });
    let may_plan = Memo::new(move |_| {
        let actor = state.actor();
        state.with_plan(|plan| access::may_plan_tactics(plan.outline(), &actor, unit)).unwrap_or(false)
    });
    view! {
        <section class="panel-tactics">
            <h3>{text::tactics(region)}</h3>
            <p>{gap}</p>
            {lines}
            <p class="panel-tactics-links">
                <a href=all rel="external">{text::all_tactics(region)}</a>
                {maybe_part(move || {
                    let new = new.clone();
                    may_plan.get().then(|| view! { <a href=new rel="external">{text::plan_tactic(region)}</a> }.settled())
                })}
            </p>
        </section>
    }
    .settled()
}
