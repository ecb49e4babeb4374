//! The form of an offer, a counter-offer, or of numbers that an arbiter sets.

use super::Form;
use crate::board::display;
use crate::board::rejection;
use crate::board::state::{BoardState, Draft};
use crate::components::grid::entry_sentence;
use crate::settled::{Settle, maybe_words, on, words};
use crate::text::negotiation as text;
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::command::{Proposed, Verb};
use domain::dimension::MemberId;
use domain::entry::{editing_text, parse};
use domain::measure::{Measure, Slice};
use domain::number::format_compact;
use domain::rejection::Rejection;
use domain::thread::{Motion, OfferNumber, Party, Reason, ReasonCode, Terms, Thread};
use leptos::ev;
use leptos::prelude::*;

/// Quarters in a cycle.
const QUARTERS: usize = 4;

/// The form of an offer or counter-offer: a number for each quarter, and a reason.
#[component]
pub(super) fn Numbers(
    state: BoardState,
    unit: MemberId,
    thread: Memo<Option<Thread>>,
    part: Option<Party>,
    draft: RwSignal<Option<Vec<OfferNumber>>>,
    form: RwSignal<Form>,
) -> impl IntoView {
    let region = state.region;
    let measure = thread
        .with_untracked(|thread| thread.as_ref().map(|thread| thread.measure))
        .unwrap_or_else(|| state.options.with_untracked(|options| options.measure));
    let decimals = state.with_plan_untracked(|plan| plan.outline().decimals(measure)).unwrap_or(0);
    let start = starting_numbers(state, unit, measure, &thread.get_untracked());
    let proposed = state.proposal.try_update_untracked(Option::take).flatten().filter(|(meant, _)| *meant == unit);
    let typed = |quarter: usize| {
        let period = quarter_period(quarter as u8);
        let proposed = proposed.as_ref().and_then(|(_, numbers)| numbers.iter().find(|number| number.period == period));
        proposed.map_or(start[quarter], |number| number.amount)
    };
    // What the author saw when the draft began: an answer that came meanwhile is refused, with the difference.
    let seen = RwSignal::new(thread.with_untracked(|thread| thread.as_ref().map(|thread| thread.moved)));
    let fields: [RwSignal<String>; QUARTERS] =
        std::array::from_fn(|quarter| RwSignal::new(editing_text(Some(typed(quarter)), region, decimals)));
    let code = RwSignal::new(ReasonCode::Market);
    let said = RwSignal::new(String::new());
    let read = move |quarter: usize| {
        let entry = fields[quarter].with(|typed| parse(typed, region, decimals));
        entry.and_then(|entry| entry.apply(Some(start[quarter])))
    };
    let numbers = move || {
        (0..QUARTERS)
            .map(|quarter| {
                let amount = read(quarter).ok().flatten()?;
                Some(OfferNumber { period: quarter_period(quarter as u8), amount })
            })
            .collect::<Option<Vec<_>>>()
    };
    let settled = thread.with_untracked(|thread| thread.as_ref().is_some_and(|thread| thread.state().is_settled()));
    let needs_reason = settled || part != Some(Party::Parent);
    let verb = move |numbers: Vec<OfferNumber>, text: String| {
        let reason = Reason { code: code.get_untracked(), text };
        let id = thread.with_untracked(|thread| thread.as_ref().map(|thread| thread.id));
        let answers = seen.get_untracked();
        match (part, id) {
            (Some(Party::Child), Some(thread)) => {
                Some(Verb::Counter { thread, answers: answers.unwrap_or(0), numbers, reason })
            }
            (Some(Party::Arbiter), Some(thread)) => {
                let motion = Box::new(Motion::Impose { numbers, reason });
                Some(Verb::Negotiate { thread, seen: answers.unwrap_or(0), motion })
            }
            (Some(Party::Parent), _) if settled => {
                let (reason, terms) = (Some(reason), Terms::default());
                Some(Verb::Propose(Box::new(Proposed { unit, measure, numbers, reason, terms, answers })))
            }
            (Some(Party::Parent), _) => {
                let reason = (!reason.text.trim().is_empty()).then_some(reason);
                Some(Verb::Offer { unit, measure, numbers, reason, answers })
            }
            _ => None,
        }
    };
    Effect::new(move |_| {
        let numbers = numbers();
        draft.set(numbers.clone());
        // A preview needs no reason yet; the send does.
        let preview = numbers.and_then(|numbers| verb(numbers, text::your_draft(region).to_owned()));
        state.show_draft(preview);
    });
    let problem = move || match state.draft.get() {
        Some(Draft { preview: Err(rejection) }) if rejection != Rejection::SameNumbers => {
            state.with_plan(|plan| rejection::sentence(&rejection, plan.outline(), measure, region))
        }
        _ => (0..QUARTERS).find_map(|quarter| read(quarter).err().map(|error| entry_sentence(&error, region))),
    };
    let total = move || numbers().map(|numbers| numbers.iter().map(|number| i128::from(number.amount)).sum::<i128>());
    let total_words = move || total().map_or_else(|| "—".to_owned(), |total| format_compact(total, decimals, region));
    let start_total: i128 = start.iter().map(|number| i128::from(*number)).sum();
    let change = move || display::change(total()?, start_total, region);
    let send_word = match part {
        Some(Party::Child) => text::send_counter(region),
        Some(Party::Arbiter) => text::set_number(region),
        _ => text::send_offer(region),
    };
    let reason_word = if needs_reason { text::reason_words(region) } else { text::reason_optional(region) };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let sent = numbers().and_then(|numbers| verb(numbers, said.get_untracked()));
        if sent.is_some_and(|verb| state.submit(verb)) {
            draft.set(None);
            form.set(Form::None);
        } else if let Some(Rejection::OfferChanged { offer, .. }) =
            state.refusal.with_untracked(|refusal| refusal.as_ref().map(|refusal| refusal.rejection.clone()))
        {
            // The difference is shown now: sending once more answers what is on the table.
            seen.set(Some(offer));
        }
    };
    let cancel = move |_| {
        draft.set(None);
        state.show_draft(None);
        form.set(Form::None);
    };
    let inputs = (0..QUARTERS).map(|quarter| {
        let name = state.with_plan_untracked(|plan| {
            let period = plan.outline().periods.get(quarter_period(quarter as u8));
            period.map(|period| display::name(&period.name, region))
        });
        view! {
            <label>
                <span>{name.flatten()}</span>
                <input
                    name=format!("quarter-{}", quarter + 1)
                    autocomplete="off"
                    aria-invalid=words(move || read(quarter).is_err().to_string())
                    prop:value=words(move || fields[quarter].get())
                    on:input=on(move |event| fields[quarter].set(event_target_value(&event)))
                />
            </label>
        }
    });
    let codes = ReasonCode::ALL.into_iter().enumerate().map(|(index, reason)| {
        view! { <option value=index.to_string()>{text::reason_code(region, reason)}</option> }
    });
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        if let Some(reason) = chosen.and_then(|index| ReasonCode::ALL.get(index)) {
            code.set(*reason);
        }
    };
    view! {
        <form class="numbers" on:submit=on(send)>
            <fieldset>
                <legend>{text::numbers_by_quarter(region)}</legend>
                <div class="quarters">{inputs.collect_view()}</div>
                <p class="numbers-total">
                    <span>{text::total(region)}</span>
                    <strong>{words(total_words)}</strong>
                    <small>{maybe_words(change)}</small>
                </p>
            </fieldset>
            <label>
                <span>{text::reason(region)}</span>
                <select name="reason" on:change=on(choose)>{codes.collect_view()}</select>
            </label>
            <label>
                <span>{reason_word}</span>
                <textarea
                    name="words"
                    rows="2"
                    required=needs_reason
                    prop:value=words(move || said.get())
                    on:input=on(move |event| said.set(event_target_value(&event)))
                ></textarea>
            </label>
            <p class="problem" role="alert">{maybe_words(problem)}</p>
            <div class="answer-verbs">
                <button type="submit" class="primary">
                    {send_word}
                </button>
                <button type="button" on:click=on(cancel)>{crate::text::general::cancel(region)}</button>
            </div>
        </form>
    }
    .settled()
}

/// Where a new offer starts: the numbers on the table, else what stands in the plan.
fn starting_numbers(state: BoardState, unit: MemberId, measure: Measure, thread: &Option<Thread>) -> [i64; QUARTERS] {
    std::array::from_fn(|quarter| {
        let period = quarter_period(quarter as u8);
        let offered = thread
            .as_ref()
            .and_then(|thread| thread.latest())
            .and_then(|offer| offer.numbers.iter().find(|number| number.period == period).map(|number| number.amount));
        let planned = || {
            let at = Address::of(unit, period);
            let slices = [Slice::Target, Slice::Baseline, Slice::LastYear];
            state
                .with_plan_untracked(|plan| slices.into_iter().find_map(|slice| plan.get(slice, measure, at)))
                .flatten()
        };
        offered.or_else(planned).unwrap_or(0)
    })
}
