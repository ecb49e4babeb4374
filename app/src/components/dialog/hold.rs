//! Holding a target: exactly or within a corridor, why, and until when; and releasing it.

use super::{Sheet, head};
use crate::board::display;
use crate::board::rejection::{self, place};
use crate::components::grid::entry_sentence;
use crate::settled::{Settle, When, flag, maybe_words, on, words};
use crate::text::{board, dialog as text, general};
use domain::access;
use domain::address::Address;
use domain::command::Verb;
use domain::entry::{editing_text, parse};
use domain::hold::{Corridor, Hold, HoldTerms};
use domain::measure::{Measure, Slice};
use leptos::ev;
use leptos::prelude::*;

/// The form of a hold.
#[component]
pub(super) fn HoldForm(sheet: Sheet, measure: Measure, at: Address) -> impl IntoView {
    let state = sheet.state;
    let region = state.region;
    let actor = state.actor();
    let read = state.with_plan_untracked(|plan| {
        let hold = plan.holds().get(measure, at).cloned();
        let mine = hold.as_ref().is_none_or(|hold| access::may_release(plan.outline(), &actor, &hold.holder));
        let number = plan.get(Slice::Target, measure, at);
        (place(plan.outline(), at, region), number, hold, mine, plan.outline().decimals(measure))
    });
    let (place, number, held, mine, decimals) = read.unwrap_or_default();
    let exact = move |number: i64| display::exact(number, decimals, region);
    let corridor = held.as_ref().map(|hold| hold.corridor).filter(|corridor| !corridor.is_fixed());
    let text_of = move |number: Option<i64>| {
        RwSignal::new(number.map(|number| editing_text(Some(number), region, decimals)).unwrap_or_default())
    };
    let fixed = RwSignal::new(corridor.is_none() && number.is_some());
    let least = text_of(corridor.map(|corridor| corridor.low).filter(|low| *low > 0));
    let most = text_of(corridor.and_then(|corridor| corridor.high));
    let why = RwSignal::new(held.as_ref().and_then(|hold| hold.why.clone()).unwrap_or_default());
    let day = RwSignal::new(held.as_ref().and_then(|hold| hold.until).map(day_field).unwrap_or_default());
    let terms = move || -> Result<HoldTerms, String> {
        let bound = |typed: RwSignal<String>| {
            let entry = typed.with(|typed| parse(typed, region, decimals));
            entry.and_then(|entry| entry.apply(number)).map_err(|error| entry_sentence(&error, region))
        };
        let corridor = match fixed.get() {
            true => None,
            false => match (bound(least)?, bound(most)?) {
                (None, None) => return Err(text::bound_missing(region).to_owned()),
                (Some(low), Some(high)) if low > high => return Err(board::crossed_bounds(region).to_owned()),
                (low, high) => Some(Corridor { low: low.unwrap_or(0), high }),
            },
        };
        let why = why.with(|why| Some(why.trim().to_owned()).filter(|why| !why.is_empty()));
        let until = day.with(|day| if day.is_empty() { Ok(None) } else { end_of(day).map(Some).ok_or(()) });
        let until = until.map_err(|()| text::day_is_over(region).to_owned())?;
        Ok(HoldTerms { corridor, why, until })
    };
    let verb = move |terms| Verb::Hold { measure, at, terms };
    // What the rules say to it: nothing has left the browser.
    let problem = move || match terms() {
        Err(problem) => Some(problem),
        Ok(terms) => match state.preview(verb(terms)) {
            Some(Err(refused)) => {
                state.with_plan(|plan| rejection::sentence(&refused, plan.outline(), measure, region))
            }
            _ => None,
        },
    };
    let problem = Memo::new(move |_| problem());
    let summary = move || {
        let terms = terms().ok()?;
        let corridor = terms.corridor.or(number.map(Corridor::fixed))?;
        let mut said = text::will_be_held(region, rejection::corridor(corridor, decimals, region));
        if let Some(until) = terms.until {
            let until = crate::text::rejection::held_until(region, display::moment(until, region));
            said = format!("{said}, {until}");
        }
        Some(said)
    };
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if problem.with_untracked(Option::is_none)
            && let Ok(terms) = untrack(terms)
        {
            sheet.send(vec![verb(terms)]);
        }
    };
    let now =
        number.map_or_else(|| text::no_number_now(region).to_owned(), |number| text::number_now(region, exact(number)));
    let standing = held.as_ref().map(|hold| state.with_plan_untracked(|plan| words_of(hold, plan.outline(), region)));
    let choice = move |to_fixed: bool, word: String| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="how"
                    prop:checked=flag(move || fixed.get() == to_fixed)
                    on:change=on(move |_| fixed.set(to_fixed))
                />
                <span>{word}</span>
            </label>
        }
        .settled()
    };
    let field = move |name: &'static str, word: &'static str, typed: RwSignal<String>| {
        view! {
            <label>
                <span>{word}</span>
                <input
                    name=name
                    autocomplete="off"
                    prop:value=words(move || typed.get())
                    on:input=on(move |event| typed.set(event_target_value(&event)))
                />
            </label>
        }
        .settled()
    };
    let keep = if held.is_some() { text::change_hold(region) } else { text::keep_hold(region) };
    let holds = state.first.with_value(|first| format!("/boards/{}/holds", first.board));
    let exactly = number.map(|number| choice(true, text::exactly(region, exact(number))));
    let release = (held.is_some() && mine).then(|| {
        let release = move |_| {
            sheet.send(vec![Verb::Release { measure, at }]);
        };
        view! { <button type="button" on:click=on(release)>{text::release(region)}</button> }
    });
    view! {
        {head(sheet, text::hold_target(region, place))}
        <form class="dialog-body hold-form" novalidate=true on:submit=on(save)>
            <p>{board::measure(region, measure)}". "{now}</p>
            {standing.map(|standing| view! { <p class="standing-hold">{standing}</p> })}
            <fieldset>
                <legend>{text::how(region)}</legend>
                {exactly}
                {choice(false, text::within_corridor(region).to_owned())}
                <When holds=move || !fixed.get()>
                    <div class="bounds">
                        {field("least", text::least(region), least)}
                        {field("most", text::most(region), most)}
                    </div>
                </When>
            </fieldset>
            {field("why", text::why(region), why)}
            <label>
                <span>{text::last_day(region)}</span>
                <input
                    type="date"
                    name="day"
                    aria-describedby="day-help"
                    prop:value=words(move || day.get())
                    on:input=on(move |event| day.set(event_target_value(&event)))
                />
                <small id="day-help">{text::last_day_help(region)}</small>
            </label>
            <p class="problem" role="alert">{maybe_words(move || problem.get())}</p>
            <p class="hold-summary" aria-live="polite">{maybe_words(move || problem.with(Option::is_none).then(summary).flatten())}</p>
            <div class="dialog-foot">
                <a href=holds rel="external">{text::all_holds(region)}</a>
                {release}
                <button type="button" on:click=on(move |_| sheet.close())>{general::cancel(region)}</button>
                <button type="submit" class="primary">{keep}</button>
            </div>
        </form>
    }
}

fn words_of(hold: &Hold, outline: &domain::outline::Outline, region: domain::number::Region) -> String {
    crate::text::rejection::held_number(region, rejection::hold(hold, outline, region))
}

/// A moment as the field of its day takes it.
#[cfg(feature = "hydrate")]
fn day_field(moment: i64) -> String {
    crate::board::day::field(moment)
}

/// The server draws no dialog: nobody asks before the plan is here.
#[cfg(not(feature = "hydrate"))]
fn day_field(_: i64) -> String {
    String::new()
}

/// The end of the day in a field, in the reader's own time; nothing where it is over.
#[cfg(feature = "hydrate")]
fn end_of(day: &str) -> Option<i64> {
    use crate::board::day;
    day::end(day).filter(|end| *end > day::now())
}

/// The server draws no dialog: nobody asks before the plan is here.
#[cfg(not(feature = "hydrate"))]
fn end_of(_: &str) -> Option<i64> {
    None
}
