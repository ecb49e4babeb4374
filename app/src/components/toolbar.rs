//! The board's toolbar: which periods, measure, slice, product and channel the grid shows.

use crate::board::display;
use crate::board::question::Question;
use crate::board::sheet::{Granularity, SheetOptions};
use crate::board::state::BoardState;
use crate::settled::{Settle, Settled, flag, on, part, words};
use crate::text::{board as text, dialog};
use domain::command::Verb;
use domain::dimension::{Dimension, MemberId};
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use leptos::prelude::*;

/// The toolbar.
#[component]
pub fn Toolbar(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let region = state.region;
    let granularities = [
        (Granularity::Year, text::period_year(region)),
        (Granularity::Quarter, text::period_quarter(region)),
        (Granularity::Month, text::period_month(region)),
    ];
    let periods = granularities.into_iter().map(|(granularity, word)| {
        let pressed = move || state.options.with(|options| options.granularity == granularity);
        view! {
            <button
                type="button"
                aria-pressed=words(move || pressed().to_string())
                on:click=on(move |_| state.options.update(|options| options.granularity = granularity))
            >
                {word}
            </button>
        }
    });
    let export = words(move || {
        let measure = state.options.with(|options| options.measure);
        state.first.with_value(|first| format!("/boards/{}/export.csv?measure={measure:?}", first.board))
    });
    let drivers = state.first.with_value(|first| format!("/boards/{}/drivers", first.board));
    view! {
        <div class="toolbar">
            <div class="segmented" role="group" aria-label=text::periods_shown(region)>
                {periods.collect_view()}
            </div>
            <Choice
                label=text::measure_shown(region)
                options=Measure::ALL.map(|measure| (measure, text::measure(region, measure).to_owned())).to_vec()
                chosen=Signal::derive(move || state.options.with(|options| options.measure))
                choose=move |measure| state.options.update(|options| options.measure = measure)
            />
            <Choice
                label=text::slice_shown(region)
                options=Slice::ALL.map(|slice| (slice, text::slice(region, slice).to_owned())).to_vec()
                chosen=Signal::derive(move || state.options.with(|options| options.slice))
                choose=move |slice| state.options.update(|options| options.slice = slice)
            />
            <MemberChoice
                state
                label=text::product_shown(region)
                all=text::all_products(region)
                dimension=|outline: &Outline| &outline.products
                chosen=Signal::derive(move || state.options.with(|options| options.product))
                choose=|options: &mut SheetOptions, member| options.product = member
            />
            <MemberChoice
                state
                label=text::channel_shown(region)
                all=text::all_channels(region)
                dimension=|outline: &Outline| &outline.channels
                chosen=Signal::derive(move || state.options.with(|options| options.channel))
                choose=|options: &mut SheetOptions, member| options.channel = member
            />
            <div class="toolbar-end">
                <Held state/>
                {tool("glyph hold", dialog::hold(region), dialog::hold_help(region), move || state.ask_hold())}
                {tool("glyph undo", text::undo(region), text::undo_help(region), move || state.go(Verb::Undo))}
                {tool("glyph undo redo", dialog::redo(region), dialog::redo_help(region), move || state.go(Verb::Redo))}
                {tool("glyph changes", dialog::history(region), dialog::history_help(region), move || {
                    state.question.set(Some(Question::History));
                })}
                <a class="quiet" href=state.tactics_address() rel="external">{text::tactics(region)}</a>
                <a class="quiet icon" href=drivers title=text::driver_tree(region)>
                    <span class="glyph driver-tree" aria-hidden="true"></span>
                    <span class="visually-hidden">{text::driver_tree(region)}</span>
                </a>
                <a class="quiet icon" href=export rel="external" download="" title=text::export(region)>
                    <span class="glyph export" aria-hidden="true"></span>
                    <span class="visually-hidden">{text::export(region)}</span>
                </a>
            </div>
        </div>
    }
    .settled()
}

/// A button that is drawn instead of written.
fn tool(glyph: &'static str, word: &'static str, help: &'static str, press: impl Fn() + 'static) -> Settled {
    view! {
        <button type="button" class="quiet icon" title=help on:click=on(move |_| press())>
            <span class=glyph aria-hidden="true"></span>
            <span class="visually-hidden">{word}</span>
        </button>
    }
    .settled()
}

/// How many numbers are held; how many threads are open stands in the grid's first row.
#[component]
fn Held(state: BoardState) -> impl IntoView {
    let region = state.region;
    let holds = move || state.with_plan(|plan| plan.holds().len()).unwrap_or(0);
    let held = move || match holds() {
        0 => text::holds_page(region).to_owned(),
        1 => text::one_hold(region).to_owned(),
        count => text::holds(region, count),
    };
    let page = state.first.with_value(|first| format!("/boards/{}/holds", first.board));
    view! {
        <a class="quiet mark lock" href=page rel="external" title=text::holds_page_help(region)>{words(held)}</a>
    }
    .settled()
}

/// A list to choose one of.
#[component]
fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    options: Vec<(T, String)>,
    chosen: Signal<T>,
    choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let values: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let items = options.into_iter().enumerate().map(|(index, (value, word))| {
        view! { <option value=index.to_string() selected=flag(move || chosen.get() == value)>{word}</option> }
    });
    let items = items.collect_view();
    let change = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok().and_then(|index| values.get(index).copied());
        if let Some(value) = chosen {
            choose(value);
        }
    };
    view! {
        <label class="choice">
            <span class="visually-hidden">{label}</span>
            <select on:change=on(change)>{items}</select>
        </label>
    }
}

/// A member of a dimension to choose, indented by its depth.
#[component]
fn MemberChoice(
    state: BoardState,
    label: &'static str,
    all: &'static str,
    dimension: fn(&Outline) -> &Dimension,
    chosen: Signal<MemberId>,
    choose: fn(&mut SheetOptions, MemberId),
) -> impl IntoView {
    let region = state.region;
    let members = Memo::new(move |_| {
        let listed = state.with_plan(|plan| {
            let members = dimension(plan.outline()).members().iter().enumerate().skip(1);
            let indented = members.map(|(id, member)| {
                let indent = "\u{a0}\u{a0}".repeat(member.depth.saturating_sub(1) as usize);
                (id as MemberId, format!("{indent}{}", display::name(&member.name, region)))
            });
            indented.collect::<Vec<_>>()
        });
        listed.unwrap_or_default()
    });
    let change = move |event| {
        if let Ok(member) = event_target_value(&event).parse() {
            state.options.update(|options| choose(options, member));
        }
    };
    view! {
        <label class="choice">
            <span class="visually-hidden">{label}</span>
            <select on:change=on(change)>
                <option value="0">{all}</option>
                {part(move || {
                    let options = members.get().into_iter().map(|(id, word)| {
                        view! { <option value=id.to_string() selected=flag(move || chosen.get() == id)>{word}</option> }
                    });
                    options.collect_view().settled()
                })}
            </select>
        </label>
    }
    .settled()
}
