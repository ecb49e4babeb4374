//! The dialog over the board: holding a number, looking at a spread, answering a refusal, and the undo history.

mod history;
mod hold;
mod refused;
mod spread;

use crate::board::question::Question;
use crate::board::state::BoardState;
use crate::on_demand::{ahead_of_use, later, on_demand};
use crate::settled::{Settle, Settled, maybe_part, on};
use crate::text::general as text;
use domain::command::Verb;
use history::History;
use hold::HoldForm;
use leptos::html;
use leptos::prelude::*;
use refused::Refused;
use spread::Spread;

/// The dialog's frame; a handle that is copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    state: BoardState,
    frame: NodeRef<html::Dialog>,
}

impl Sheet {
    /// Closes the dialog; the focus is then back where it was.
    fn close(self) {
        if let Some(frame) = self.frame.get_untracked() {
            frame.close();
        }
        self.state.question.set(None);
    }

    /// Closes the dialog and sends commands one after the other, until one is refused; whether all were taken.
    fn send(self, verbs: Vec<Verb>) -> bool {
        self.close();
        let sent = verbs.into_iter().all(|verb| self.state.submit(verb));
        if sent {
            self.state.answered.update(|count| *count += 1);
        }
        sent
    }
}

/// The dialog, open while the board asks something.
#[component]
pub fn Dialog(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let frame = NodeRef::<html::Dialog>::new();
    let sheet = Sheet { state, frame };
    // Sooner or later something is asked, perhaps while the line is cut.
    Effect::new(move |_| ahead_of_use(dialog_body(sheet, Question::History)));
    Effect::new(move |_| {
        let asks = state.question.with(Option::is_some);
        if let Some(frame) = frame.get()
            && frame.open() != asks
        {
            if asks {
                let _ = frame.show_modal();
            } else {
                frame.close();
            }
        }
    });
    view! {
        <dialog
            class="dialog"
            aria-labelledby="dialog-title"
            closedby="any"
            node_ref=frame
            on:close=on(move |_| {
                let open = frame.get_untracked().is_some_and(|frame| frame.open());
                if !open && state.question.with_untracked(Option::is_some) {
                    state.question.set(None);
                }
            })
        >
            {maybe_part(move || {
                state.question.get().map(|question| later(state.region, move || state.ruled(dialog_body(sheet, question.clone()))))
            })}
        </dialog>
    }
    .settled()
}

on_demand! {
    /// What is in the dialog: nobody needs it to read a board.
    dialog_body(sheet: Sheet, question: Question) { asked(sheet, question) }
}

fn asked(sheet: Sheet, question: Question) -> Settled {
    match question {
        Question::Hold { measure, at } => view! { <HoldForm sheet measure at/> }.settled(),
        Question::Spread(verb, parts) => view! { <Spread sheet verb parts/> }.settled(),
        Question::Refused(refusal) => view! { <Refused sheet refusal/> }.settled(),
        Question::History => view! { <History sheet/> }.settled(),
    }
}

/// The head of every dialog.
fn head(sheet: Sheet, title: String) -> Settled {
    view! {
        <header class="dialog-head">
            <h2 id="dialog-title">{title}</h2>
            <button
                type="button"
                class="quiet icon"
                aria-label=text::close(sheet.state.region)
                on:click=on(move |_| sheet.close())
            >
                "×"
            </button>
        </header>
    }
    .settled()
}

/// Puts the focus on what the next key should reach, as soon as it is there.
fn focus_on(button: NodeRef<html::Button>) {
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            // The frame opens after what is in it has been drawn.
            request_animation_frame(move || {
                let _ = button.focus();
            });
        }
    });
}
