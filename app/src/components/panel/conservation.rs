//! The conservation line of a unit with children.

use crate::board::display;
use crate::board::state::BoardState;
use crate::settled::{Settle, When, maybe_part, maybe_words, word};
use crate::text::negotiation as text;
use domain::conservation::{self, Conservation};
use domain::dimension::MemberId;
use domain::number::format_compact;
use leptos::prelude::*;

/// Target = agreed + open + reserve + gap, as a bar and in words.
#[component]
pub(super) fn ConservationLine(state: BoardState, unit: MemberId) -> impl IntoView {
    let region = state.region;
    let line = Memo::new(move |_| {
        let measure = state.options.with(|options| options.measure);
        state.with_plan(|plan| conservation::read(plan, unit, measure)).flatten()
    });
    let write = move |amount: i128| format_compact(amount, state.decimals(), region);
    let gap_class = move || match line.get().map(|line| line.gap()) {
        Some(0) => "good",
        _ => "bad",
    };
    view! {
        <When holds=move || line.with(Option::is_some)>
            <section class="conservation" data-conservation="">
                <p class="conservation-head">
                    <span>{maybe_words(move || line.get().map(|line| text::conservation(region, write(line.target))))}</span>
                    <strong class=word(gap_class)>
                        {maybe_words(move || {
                            let gap = line.get().map(|line| display::difference(line.gap(), state.decimals(), region));
                            gap.map(|gap| text::conservation_gap(region, gap))
                        })}
                    </strong>
                </p>
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bullet-ground" width="100" height="6"/>
                    {maybe_part(move || line.get().map(|line| bars(&line).settled()))}
                </svg>
                <p class="conservation-parts">
                    {maybe_words(move || line.get().map(|line| {
                        text::conservation_parts(region, write(line.agreed), write(line.open), write(line.reserve))
                    }))}
                </p>
                <When holds=move || line.get().is_some_and(|line| line.gap() != line.gap_at_children())>
                    <p class="conservation-parts">
                        {maybe_words(move || line.get().map(|line| {
                            let gap = display::difference(line.gap_at_children(), state.decimals(), region);
                            text::conservation_at_children(region, gap)
                        }))}
                    </p>
                </When>
            </section>
        </When>
    }
    .settled()
}

/// The bars in tenths of a percent of the larger of target and parts, so that both sides write the same characters.
fn bars(line: &Conservation) -> impl IntoView + use<> {
    let parts = [("agreed", line.agreed), ("open", line.open), ("reserve", line.reserve)];
    let whole = line.target.max(parts.iter().map(|(_, part)| *part).sum()).max(1);
    let tenths = |amount: i128| format!("{}.{}", amount * 1_000 / whole / 10, amount * 1_000 / whole % 10);
    let mut start = 0;
    let bars = parts.map(|(class, part)| {
        let bar = view! { <rect class=class x=tenths(start) width=tenths(part.max(0)) height="6"></rect> };
        start += part.max(0);
        bar
    });
    bars.into_iter().collect_view()
}
