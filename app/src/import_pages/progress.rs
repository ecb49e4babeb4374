//! The third step: what is being done, and how far it is.

use super::{Step, count, steps};
use crate::text::import as text;
use domain::number::Region;
use leptos::prelude::*;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Rows are read and stored.
    Importing {
        /// Rows that are written.
        done: usize,
        /// Rows to write; 0 until they are read.
        total: usize,
    },
    /// A board is worked out.
    Opening,
}

pub(super) fn view(region: Region, doing: Doing) -> impl IntoView {
    let (step, title, help) = match doing {
        Doing::Importing { .. } => (Step::Load, text::importing(region), text::import_help(region)),
        Doing::Opening => (Step::Board, text::opening(region), text::opening_help(region)),
    };
    let bar = match doing {
        Doing::Importing { done, total } if total > 0 => {
            let words = text::importing_progress(region, count(region, done), count(region, total));
            view! {
                <progress max=total.to_string() value=done.to_string() aria-label=title></progress>
                <p class="tabular">{words}</p>
            }
            .into_any()
        }
        Doing::Importing { .. } => view! {
            <progress aria-label=title></progress>
            <p>{text::reading_again(region)}</p>
        }
        .into_any(),
        Doing::Opening => view! { <progress aria-label=title></progress> }.into_any(),
    };
    view! {
        <main class="page narrow import" id="content">
            {steps(region, step)}
            <h1>{title}</h1>
            <p>{help}</p>
            {bar}
            <p class="note">
                {text::refreshes(region)}
                " "
                <a href="/import/progress">{text::refresh(region)}</a>
            </p>
        </main>
    }
}
