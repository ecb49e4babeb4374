//! Answering: accept, counter, ask; for the parent, offer; for the arbiter, set the number or send it back. What is typed
//! here is a private draft until it is sent.

mod numbers;
mod refused;
mod said;

use crate::board::state::BoardState;
use crate::settled::{Settle, When, flag, maybe_part, maybe_words, on, word};
use crate::text::negotiation as text;
use domain::access;
use domain::command::Verb;
use domain::dimension::MemberId;
use domain::thread::{OfferNumber, Party, Thread, ThreadState};
use leptos::prelude::*;
use numbers::Numbers;
use refused::Refused;
use said::{Said, Saying};

/// Which form is open below the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    None,
    Numbers,
    Words(Saying),
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
    let part = Memo::new(move |_| {
        let actor = state.actor();
        let known = thread.get();
        state.with_plan(|plan| match &known {
            Some(thread) => access::party(plan.outline(), &actor, thread).map(|(party, _)| party),
            None => access::side(plan.outline(), &actor, unit).map(Party::from),
        })
    });
    let part = move || part.get().flatten();
    let form = RwSignal::new(Form::None);
    let is = move |holds: fn(&Thread) -> bool| thread.with(|thread| thread.as_ref().is_some_and(holds));
    let turn = move || thread.with(|thread| thread.as_ref().and_then(|thread| thread.state().turn()));
    let is_open = move || is(|thread| thread.state().is_open());
    let my_turn = move || part().is_some() && turn() == part();
    let is_arbiter = move || part() == Some(Party::Arbiter);
    let may_accept = move || my_turn() && is(|thread| thread.on_the_table().is_some());
    let may_offer = move || match part() {
        Some(Party::Parent) => !is(|thread| thread.state() == ThreadState::Escalated),
        Some(Party::Child) => is(|thread| thread.state().is_open() && thread.state() != ThreadState::Escalated),
        Some(Party::Arbiter) => true,
        Some(Party::Clock) | None => false,
    };
    let may_escalate = move || my_turn() && !is_arbiter();
    let may_send_back = move || {
        let limit = state.with_plan(|plan| plan.policy().limits.send_backs).unwrap_or(0);
        is_arbiter() && thread.with(|thread| thread.as_ref().is_some_and(|thread| thread.course.sent_back < limit))
    };
    let may_take_back = move || {
        let unanswered = |thread: &Thread| thread.state() == ThreadState::Offered && !thread.course.rejected;
        part() == Some(Party::Parent) && is(unanswered)
    };
    let waiting = move || {
        let words = match turn()? {
            Party::Parent => text::waiting_for(region, text::parent_position(region)),
            Party::Child => text::waiting_for(region, text::child_position(region)),
            Party::Arbiter | Party::Clock => text::waiting_for_arbiter(region).to_owned(),
        };
        (!my_turn()).then_some(words)
    };
    let accept = move |_| {
        if let Some(verb) = thread.with_untracked(|thread| accept_verb(thread.as_ref())) {
            state.submit(verb);
        }
    };
    let offer_word = move || match part() {
        Some(Party::Child) => text::counter(region),
        Some(Party::Arbiter) => text::set_number(region),
        _ if is(|thread| thread.state().is_settled()) => text::negotiate_anew(region),
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
    let saying = move || match form.get() {
        Form::Words(saying) => Some(saying),
        _ => None,
    };
    let words_button = move |saying: Saying| {
        let class = if saying.is_rare() { "quiet" } else { "" };
        view! { <button type="button" class=class on:click=on(move |_| toggle(Form::Words(saying)))>{saying.verb_word(region)}</button> }
    };
    view! {
        <section class="answer">
            <Refused state thread/>
            <p class="answer-turn">
                {maybe_words(move || if my_turn() { Some(text::your_turn(region).to_owned()) } else { waiting() })}
            </p>
            {maybe_part(move || (form.get() == Form::Numbers).then(|| view! { <Numbers state unit thread part=part() draft form/> }.settled()))}
            {maybe_part(move || saying().map(|saying| view! { <Said state thread saying form/> }.settled()))}
            <When holds=move || part().is_some() && form.get() == Form::None>
                <div class="answer-verbs">
                    <When holds=may_accept>
                        <button type="button" class="primary" on:click=on(accept)>{text::accept(region)}</button>
                    </When>
                    <When holds=may_offer>
                        <button type="button" class:primary=flag(is_arbiter) on:click=on(move |_| toggle(Form::Numbers))>{word(offer_word)}</button>
                    </When>
                    <When holds=may_send_back>{words_button(Saying::SendBack)}</When>
                    <When holds=is_open>{words_button(Saying::Question)}</When>
                    <When holds=may_escalate>{words_button(Saying::Escalate)}</When>
                    <When holds=may_take_back>{words_button(Saying::TakeBack)}</When>
                </div>
            </When>
        </section>
    }
    .settled()
}

fn accept_verb(thread: Option<&Thread>) -> Option<Verb> {
    let thread = thread?;
    let offer = thread.on_the_table()?;
    Some(Verb::Accept { thread: thread.id, offer: offer.revision, digest: offer.digest() })
}
