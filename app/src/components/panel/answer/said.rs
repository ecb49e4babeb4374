//! The form of what is said in words: a question, or why a thread is handed on or taken back.

use super::Form;
use crate::board::state::BoardState;
use crate::settled::{Settle, on, words};
use crate::text::negotiation as text;
use domain::command::Verb;
use domain::number::Region;
use domain::thread::{Motion, Reason, ReasonCode, Thread};
use leptos::ev;
use leptos::prelude::*;

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    Question,
    Escalate,
    SendBack,
    TakeBack,
}

impl Saying {
    /// On the button that opens the form, and on the one that sends it.
    pub fn verb_word(self, region: Region) -> &'static str {
        match self {
            Self::Question => text::ask(region),
            Self::Escalate => text::escalate(region),
            Self::SendBack => text::send_back(region),
            Self::TakeBack => text::take_offer_back(region),
        }
    }

    /// Whether it stands back behind what people do every day.
    pub fn is_rare(self) -> bool {
        matches!(self, Self::Escalate | Self::TakeBack)
    }

    fn label(self, region: Region) -> &'static str {
        match self {
            Self::Question => text::question(region),
            Self::Escalate => text::escalate_why(region),
            Self::SendBack => text::reason_words(region),
            Self::TakeBack => text::reason_optional(region),
        }
    }

    fn verb(self, thread: &Thread, said: String) -> Verb {
        let reason = |text| Reason { code: ReasonCode::Other, text };
        let motion = match self {
            Self::Question => return Verb::Ask { thread: thread.id, text: said },
            Self::Escalate => Motion::Escalate { reason: reason(said) },
            Self::SendBack => Motion::SendBack { reason: reason(said) },
            Self::TakeBack => Motion::Withdraw { reason: (!said.trim().is_empty()).then(|| reason(said)) },
        };
        Verb::Negotiate { thread: thread.id, seen: thread.moved, motion: Box::new(motion) }
    }
}

/// The form.
#[component]
pub(super) fn Said(
    state: BoardState,
    thread: Memo<Option<Thread>>,
    saying: Saying,
    form: RwSignal<Form>,
) -> impl IntoView {
    let region = state.region;
    let said = RwSignal::new(String::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let verb =
            thread.with_untracked(|thread| thread.as_ref().map(|thread| saying.verb(thread, said.get_untracked())));
        if verb.is_some_and(|verb| state.submit(verb)) {
            form.set(Form::None);
        }
    };
    let send_word = if saying == Saying::Question { text::send_question(region) } else { saying.verb_word(region) };
    view! {
        <form class="numbers" on:submit=on(send)>
            <label>
                <span>{saying.label(region)}</span>
                <textarea
                    name="question"
                    rows="3"
                    required=saying != Saying::TakeBack
                    prop:value=words(move || said.get())
                    on:input=on(move |event| said.set(event_target_value(&event)))
                ></textarea>
            </label>
            <div class="answer-verbs">
                <button type="submit" class="primary">{send_word}</button>
                <button type="button" on:click=on(move |_| form.set(Form::None))>
                    {crate::text::general::cancel(region)}
                </button>
            </div>
        </form>
    }
    .settled()
}
