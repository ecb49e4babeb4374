//! The side panel of the selected unit: its thread, its history, and who changed what.

mod answer;
mod conservation;
mod effect;
mod history;
pub(crate) mod journal;
mod tactics;
pub(crate) mod thread;
mod why;

use crate::board::display;
use crate::board::state::BoardState;
use crate::on_demand::{ahead, ahead_of_use, later, on_demand};
use crate::settled::{Settle, When, flag, maybe_words, on, part, word, words};
use crate::text::{board, negotiation as text};
use answer::Answer;
use conservation::ConservationLine;
use domain::dimension::{MemberId, ROOT};
use domain::outline::Standing;
use effect::EffectTable;
use history::History;
use leptos::prelude::*;
use tactics::Tactics;
use thread::ThreadView;
use why::Why;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Negotiation,
    History,
    Why,
}

/// The side panel.
#[component]
pub fn Panel(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let region = state.region;
    let tab = RwSignal::new(Tab::Negotiation);
    let unit = Memo::new(move |_| {
        let selected = state.selected.get()?.unit;
        let open = state.with_plan(|plan| plan.outline().standing(selected) != Standing::Rest);
        (open == Some(true)).then_some(selected)
    });
    Effect::new(move |_| {
        if state.proposal.with(Option::is_some) {
            tab.set(Tab::Negotiation);
        }
    });
    // Nobody has chosen a unit yet, and soon somebody will.
    Effect::new(move |_| ahead_of_use(unit_panel(state, ROOT, tab)));
    view! {
        <aside class="panel" class:open=flag(move || unit.get().is_some()) aria-label=text::side_panel(region)>
            {part(move || match unit.get() {
                None => view! { <p class="panel-empty">{text::choose_unit(region)}</p> }.settled(),
                Some(unit) => later(region, move || state.ruled(unit_panel(state, unit, tab))),
            })}
        </aside>
    }
    .settled()
}

on_demand! {
    /// The panel of a unit.
    unit_panel(state: BoardState, unit: MemberId, tab: RwSignal<Tab>) { view! { <Selected state unit tab/> } }
}

on_demand! {
    /// The history tab.
    history_tab(state: BoardState, unit: MemberId) { view! { <History state unit/> } }
}

on_demand! {
    /// The why tab.
    why_tab(state: BoardState, unit: MemberId) { view! { <Why state unit/> } }
}

#[component]
fn Selected(state: BoardState, unit: MemberId, tab: RwSignal<Tab>) -> impl IntoView {
    let region = state.region;
    let name = move |unit: MemberId| {
        let named =
            state.with_plan(|plan| plan.outline().units.get(unit).map(|member| display::name(&member.name, region)));
        named.flatten().unwrap_or_default()
    };
    let parent = state.with_plan_untracked(|plan| plan.outline().units.parent(unit)).flatten();
    let edge = maybe_words(move || parent.map(|parent| text::edge(region, name(parent), name(unit))));
    let measure = word(move || board::measure(region, state.options.with(|options| options.measure)));
    let tabs = [
        (Tab::Negotiation, text::negotiation(region)),
        (Tab::History, board::history(region)),
        (Tab::Why, text::why(region)),
    ];
    let buttons = tabs.into_iter().map(|(which, word)| {
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{which:?}")
                aria-controls="panel-body"
                aria-selected=words(move || (tab.get() == which).to_string())
                on:pointerenter=on(move |_| match which {
                    Tab::Negotiation => {}
                    Tab::History => ahead(history_tab(state, unit)),
                    Tab::Why => ahead(why_tab(state, unit)),
                })
                on:click=on(move |_| tab.set(which))
            >
                {word}
            </button>
        }
    });
    view! {
        <header class="panel-head">
            <div>
                <h2>{words(move || name(unit))}" · "{measure}</h2>
                <p class="panel-edge">{edge}</p>
            </div>
            <button
                type="button"
                class="quiet icon"
                aria-label=crate::text::general::close(region)
                on:click=on(move |_| state.selected.set(None))
            >
                "×"
            </button>
        </header>
        <div class="tabs" role="tablist">
            {buttons.collect_view()}
        </div>
        <div
            class="panel-body"
            id="panel-body"
            role="tabpanel"
            tabindex="0"
            aria-labelledby=words(move || format!("tab-{:?}", tab.get()))
        >
            {part(move || match tab.get() {
                Tab::Negotiation => view! { <Negotiation state unit/> }.settled(),
                Tab::History => later(region, move || state.ruled(history_tab(state, unit))),
                Tab::Why => later(region, move || why_tab(state, unit)),
            })}
        </div>
    }
    .settled()
}

#[component]
fn Negotiation(state: BoardState, unit: MemberId) -> impl IntoView {
    let region = state.region;
    let thread = Memo::new(move |_| {
        let measure = state.options.with(|options| options.measure);
        state.with_plan(|plan| plan.thread_of(unit, measure).cloned()).flatten()
    });
    let draft = RwSignal::new(None);
    let spread = words(move || {
        let board = state.first.with_value(|first| first.board.clone());
        let (measure, product, channel) =
            state.options.with(|options| (options.measure, options.product, options.channel));
        format!("/boards/{board}/spread?unit={unit}&measure={measure:?}&product={product}&channel={channel}")
    });
    let thread_page = words(move || {
        let board = state.first.with_value(|first| first.board.clone());
        let measure = state.options.with(|options| options.measure);
        format!("/boards/{board}/thread?unit={unit}&measure={measure:?}")
    });
    let ledger = words(move || {
        let board = state.first.with_value(|first| first.board.clone());
        let measure = state.options.with(|options| options.measure);
        format!("/boards/{board}/ledger?measure={measure:?}")
    });
    let empty = if unit == ROOT { text::no_thread_company(region) } else { text::no_thread(region) };
    view! {
        <When holds=move || thread.with(Option::is_some) fallback=move || view! { <p class="panel-empty">{empty}</p> }>
            <ThreadView state thread/>
        </When>
        <ConservationLine state unit/>
        <p class="panel-link">
            {(unit != ROOT).then(|| view! { <a href=thread_page rel="external">{text::more_answers(region)}</a> })}
            <a href=spread rel="external">{text::other_ways(region)}</a>
            <a href=ledger rel="external">{text::over_assignment(region)}</a>
        </p>
        <Tactics state unit/>
        <When holds=move || thread.with(Option::is_some)>
            <EffectTable state thread draft/>
        </When>
        <When holds=move || unit != ROOT>
            <Answer state unit thread draft/>
        </When>
    }
    .settled()
}
