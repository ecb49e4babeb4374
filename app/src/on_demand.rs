//! Parts of a page whose code the browser fetches when they are first shown, so that it weighs on no first page.

use crate::settled::{Settle, Settled, on, part};
use crate::text::general as text;
use domain::number::Region;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

/// A part whose code is there: draws it as often as it is shown.
pub(crate) type Part = Box<dyn Fn() -> Settled + Send + Sync>;

/// A part whose code is on its way.
type Fetched = Pin<Box<dyn Future<Output = Result<Part, SplitLoaderError>>>>;

/// Declares a part of a page that is fetched on demand, under a name that no other part has; [`later`] shows it.
///
/// Whatever only such parts use is left out of the module that every page loads.
macro_rules! on_demand {
    ($(#[$about:meta])* $name:ident ($($given:ident: $kind:ty),*) { $view:expr }) => {
        $(#[$about])*
        #[leptos::wasm_split::wasm_split($name, fallible, wasm_split_path = leptos::wasm_split)]
        fn $name($($given: $kind),*) -> Result<$crate::on_demand::Part, leptos::wasm_split::SplitLoaderError> {
            Ok(Box::new(move || {
                $(let $given = Clone::clone(&$given);)*
                $crate::settled::Settle::settled($view)
            }))
        }
    };
}
pub(crate) use on_demand;

/// Shows a part as soon as its code is there; until then that it is coming, or why it is not.
///
/// The server never draws such a part: what a page shows first must not wait for code.
pub(crate) fn later<F>(region: Region, fetch: impl Fn() -> F + Send + Sync + 'static) -> Settled
where
    F: Future<Output = Result<Part, SplitLoaderError>> + 'static,
{
    shown(region, Arc::new(move || Box::pin(fetch())))
}

/// Fetches a part that is likely to be shown next. What fails here is said when the part is shown.
pub(crate) fn ahead(fetched: impl Future<Output = Result<Part, SplitLoaderError>> + 'static) {
    leptos::task::spawn_local(async move { drop(fetched.await) });
}

/// The same, at the first sign that somebody uses the page: to look at it needs no more than its module.
pub(crate) fn ahead_of_use(fetched: impl Future<Output = Result<Part, SplitLoaderError>> + 'static) {
    let fetched = Rc::new(Cell::new(Some(fetched)));
    for sign in ["pointermove", "pointerdown", "keydown"] {
        let fetched = Rc::clone(&fetched);
        let listener = window_event_listener_untyped(sign, move |_| {
            if let Some(fetched) = fetched.take() {
                ahead(fetched);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

fn shown(region: Region, fetch: Arc<dyn Fn() -> Fetched + Send + Sync>) -> Settled {
    let code = Arc::new(OnceLock::<Part>::new());
    let has_arrived = RwSignal::new(false);
    let has_failed = RwSignal::new(false);
    let attempt = {
        let code = Arc::clone(&code);
        move || {
            let (code, fetched) = (Arc::clone(&code), fetch());
            leptos::task::spawn_local(async move {
                // Whoever asked for the part may have gone on by now, and its signals with it.
                match fetched.await {
                    Ok(part) => {
                        let _ = code.set(part);
                        let _ = has_arrived.try_set(true);
                    }
                    Err(_) => {
                        let _ = has_failed.try_set(true);
                    }
                }
            });
        }
    };
    let again = attempt.clone();
    Effect::new(move |_| attempt());
    let body = part(move || match (has_arrived.get(), code.get()) {
        (true, Some(draw)) => draw(),
        _ if has_failed.get() => not_there(region, has_failed, again.clone()),
        _ => view! { <p class="panel-empty" aria-busy="true">{text::loading(region)}</p> }.settled(),
    });
    body.settled()
}

fn not_there(region: Region, has_failed: RwSignal<bool>, again: impl Fn() + 'static) -> Settled {
    let retry = move |_| {
        has_failed.set(false);
        again();
    };
    view! {
        <div class="panel-empty" role="alert">
            <p>{text::part_is_missing(region)}</p>
            <div class="answer-verbs">
                <button type="button" class="primary" on:click=on(retry)>{text::try_again(region)}</button>
                <button type="button" on:click=on(|_| drop(window().location().reload()))>
                    {text::load_page_again(region)}
                </button>
            </div>
        </div>
    }
    .settled()
}
