//! Answering: accept, counter, ask; for the parent, offer. What is typed here is a private draft until it is sent.

use crate::board::display;
use crate::board::rejection;
use crate::board::state::{BoardState, Draft, Refusal};
use crate::components::grid::entry_sentence;
use crate::settled::{Settle, When, flag, maybe_part, maybe_words, on, word, words};
use crate::text::negotiation as text;
use domain::access;
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::command::Verb;
use domain::dimension::MemberId;
use domain::entry::{editing_text, parse};
use domain::measure::{Measure, Slice};
use domain::number::format_compact;
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Reason, ReasonCode, Side, Thread, ThreadState};
use leptos::ev;
use leptos::prelude::*;

/// Which form is open below the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    None,
    Numbers,
    Question,
}

/// The verbs that a reader has on a unit's thread.
#[component]
pub(super) fn Answer(
    state: BoardState,
    unit: MemberId,
    thread: Memo<Option<Thread>>,
    draft: RwSignal<Option<Vec<OfferNumber>>>,
) -> impl IntoView {
    let region = state.region;
    let side = Memo::new(move |_| {
        let actor = state.actor();
        state.with_plan(|plan| access::side(plan.outline(), &actor, unit)).flatten()
    });
    let form = RwSignal::new(Form::None);
    let turn = move || thread.with(|thread| thread.as_ref().and_then(|thread| thread.state.turn()));
    let is_open =
        move || thread.with(|thread| thread.as_ref().is_some_and(|thread| thread.state != ThreadState::Agreed));
    let my_turn = move || side.get().is_some() && turn() == side.get();
    let may_offer = move || match side.get() {
        Some(Side::Parent) => thread.with(Option::is_none) || is_open(),
        Some(Side::Child) => is_open(),
        None => false,
    };
    let waiting = move || {
        let other = match turn()? {
            Side::Parent => text::parent_position(region),
            Side::Child => text::child_position(region),
        };
        (!my_turn()).then(|| text::waiting_for(region, other))
    };
    let accept = move |_| {
        if let Some(verb) = thread.with_untracked(|thread| accept_verb(thread.as_ref())) {
            state.submit(verb);
        }
    };
    let offer_word = move || match side.get() {
        Some(Side::Child) => text::counter(region),
        _ if thread.with(Option::is_some) => text::new_offer(region),
        _ => text::offer(region),
    };
    let toggle = move |which: Form| {
        let next = if form.get_untracked() == which { Form::None } else { which };
        form.set(next);
        if next != Form::Numbers {
            draft.set(None);
            state.show_draft(None);
        }
    };
    // Numbers that were proposed elsewhere for this unit open the form with them.
    Effect::new(move |_| {
        if state.proposal.with(|proposal| proposal.as_ref().is_some_and(|(meant, _)| *meant == unit)) {
            form.set(Form::None);
            let open = move || {
                let _ = form.try_set(Form::Numbers);
            };
            set_timeout(open, std::time::Duration::ZERO);
        }
    });
    // Another unit, or an answer from elsewhere: the old draft is about numbers that are no longer there.
    on_cleanup(move || state.show_draft(None));
    view! {
        <section class="answer">
            <Refused state thread/>
            <p class="answer-turn">
                {maybe_words(move || if my_turn() { Some(text::your_turn(region).to_owned()) } else { waiting() })}
            </p>
            {maybe_part(move || (form.get() == Form::Numbers).then(|| view! { <Numbers state unit thread side draft form/> }.settled()))}
            {maybe_part(move || (form.get() == Form::Question).then(|| view! { <Question state thread form/> }.settled()))}
            <When holds=move || side.get().is_some() && form.get() == Form::None>
                <div class="answer-verbs">
                    <When holds=my_turn>
                        <button type="button" class="primary" on:click=on(accept)>{text::accept(region)}</button>
                    </When>
                    <When holds=may_offer>
                        <button type="button" on:click=on(move |_| toggle(Form::Numbers))>{word(offer_word)}</button>
                    </When>
                    <When holds=is_open>
                        <button type="button" on:click=on(move |_| toggle(Form::Question))>{text::ask(region)}</button>
                    </When>
                </div>
            </When>
        </section>
    }
    .settled()
}

fn accept_verb(thread: Option<&Thread>) -> Option<Verb> {
    let thread = thread?;
    let offer = thread.latest()?;
    Some(Verb::Accept { thread: thread.id, offer: offer.revision, digest: offer.digest() })
}

/// Quarters in a cycle.
const QUARTERS: usize = 4;

/// The form of an offer or counter-offer: a number for each quarter, and a reason.
#[component]
fn Numbers(
    state: BoardState,
    unit: MemberId,
    thread: Memo<Option<Thread>>,
    side: Memo<Option<Side>>,
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
    let seen = RwSignal::new(
        thread.with_untracked(|thread| thread.as_ref().and_then(|thread| thread.latest()).map(|offer| offer.revision)),
    );
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
    let verb = move |numbers: Vec<OfferNumber>, text: String| {
        let reason = Reason { code: code.get_untracked(), text };
        match (side.get_untracked(), thread.with_untracked(|thread| thread.as_ref().map(|thread| thread.id))) {
            (Some(Side::Child), Some(thread)) => {
                Some(Verb::Counter { thread, answers: seen.get_untracked().unwrap_or(0), numbers, reason })
            }
            (Some(Side::Parent), _) => {
                let reason = (!reason.text.trim().is_empty()).then_some(reason);
                Some(Verb::Offer { unit, measure, numbers, reason, answers: seen.get_untracked() })
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
    let is_counter = move || side.get() == Some(Side::Child);
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
                <span>
                    {word(move || if is_counter() { text::reason_words(region) } else { text::reason_optional(region) })}
                </span>
                <textarea
                    name="words"
                    rows="2"
                    required=flag(is_counter)
                    prop:value=words(move || said.get())
                    on:input=on(move |event| said.set(event_target_value(&event)))
                ></textarea>
            </label>
            <p class="problem" role="alert">{maybe_words(problem)}</p>
            <div class="answer-verbs">
                <button type="submit" class="primary">
                    {word(move || if is_counter() { text::send_counter(region) } else { text::send_offer(region) })}
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

/// The form of a question or answer in words.
#[component]
fn Question(state: BoardState, thread: Memo<Option<Thread>>, form: RwSignal<Form>) -> impl IntoView {
    let region = state.region;
    let said = RwSignal::new(String::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let id = thread.with_untracked(|thread| thread.as_ref().map(|thread| thread.id));
        if id.is_some_and(|thread| state.submit(Verb::Ask { thread, text: said.get_untracked() })) {
            form.set(Form::None);
        }
    };
    view! {
        <form class="numbers" on:submit=on(send)>
            <label>
                <span>{text::question(region)}</span>
                <textarea
                    name="question"
                    rows="3"
                    required=true
                    prop:value=words(move || said.get())
                    on:input=on(move |event| said.set(event_target_value(&event)))
                ></textarea>
            </label>
            <div class="answer-verbs">
                <button type="submit" class="primary">{text::send_question(region)}</button>
                <button type="button" on:click=on(move |_| form.set(Form::None))>
                    {crate::text::general::cancel(region)}
                </button>
            </div>
        </form>
    }
    .settled()
}

/// The last refusal: why, and for a changed offer the difference and the way on.
#[component]
fn Refused(state: BoardState, thread: Memo<Option<Thread>>) -> impl IntoView {
    let region = state.region;
    let sentence = move |refusal: &Refusal| {
        let measure = state.options.with(|options| options.measure);
        state.with_plan(|plan| rejection::sentence(&refusal.rejection, plan.outline(), measure, region))
    };
    let changes = move |refusal: &Refusal| {
        let Rejection::OfferChanged { measure, seen, now, .. } = &refusal.rejection else { return Vec::new() };
        let decimals = state.with_plan(|plan| plan.outline().decimals(*measure)).unwrap_or(0);
        let write = |amount: i64| display::exact(amount, decimals, region);
        let same = |number: &&OfferNumber| !seen.contains(*number);
        let changed = now.iter().filter(same).map(|number| {
            let before = seen.iter().find(|before| before.period == number.period).map(|before| before.amount);
            let period = state.with_plan(|plan| {
                plan.outline().periods.get(number.period).map(|period| display::name(&period.name, region))
            });
            let before = before.map_or_else(|| "—".to_owned(), write);
            format!("{} {before} → {}", period.flatten().unwrap_or_default(), write(number.amount))
        });
        changed.collect()
    };
    let accept_new = move |_| {
        if let Some(verb) = thread.with_untracked(|thread| accept_verb(thread.as_ref())) {
            state.submit(verb);
        }
    };
    let shown = maybe_part(move || {
        state.refusal.get().map(|refusal| {
            let lines = changes(&refusal);
            let stale_accept = !lines.is_empty() && matches!(refusal.verb, Verb::Accept { .. });
            view! {
                <div class="refusal" role="alert">
                    <p><strong>{text::not_sent(region)}</strong>" "{sentence(&refusal)}</p>
                    <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    <div class="answer-verbs">
                        {stale_accept.then(|| view! {
                            <button type="button" class="primary" on:click=on(accept_new)>{text::accept_new(region)}</button>
                        })}
                        <button type="button" on:click=on(move |_| state.refusal.set(None))>{text::dismiss(region)}</button>
                    </div>
                </div>
            }
            .settled()
        })
    });
    view! { {shown} }
}
