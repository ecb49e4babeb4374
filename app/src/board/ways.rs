//! The bar's ways to what waits for the reader, drawn anew while the board changes.

use crate::api::boards::what_waits;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Milliseconds that a page waits before it asks, and as many at most beside them: what happens meanwhile is asked for
/// once, and many pages do not ask at the same moment.
const PAUSE: f64 = 3_000.0;

/// Asks for the ways of one board.
pub(super) struct Ways {
    board: String,
    /// Whether something has happened since they were asked for.
    is_stale: Cell<bool>,
    is_asking: Cell<bool>,
}

impl Ways {
    pub(super) fn new(board: String) -> Rc<Self> {
        Rc::new(Self { board, is_stale: Cell::new(false), is_asking: Cell::new(false) })
    }

    /// Has them drawn anew in a moment; on a page that nobody looks at, when somebody does.
    pub(super) fn refresh(self: &Rc<Self>) {
        self.is_stale.set(true);
        self.catch_up();
    }

    /// Has them drawn anew where they do not say whether a meeting goes on.
    pub(super) fn meets(self: &Rc<Self>, meets: bool) {
        let now = document().query_selector("#ways a.waiting[href$='/meeting']").ok().flatten();
        if now.is_some() != meets {
            self.refresh();
        }
    }

    /// Has drawn anew what is no longer true.
    pub(super) fn catch_up(self: &Rc<Self>) {
        if document().hidden() || !self.is_stale.get() || self.is_asking.replace(true) {
            return;
        }
        let ways = Rc::clone(self);
        let pause = PAUSE * (1.0 + js_sys::Math::random());
        set_timeout(move || ways.ask(), Duration::from_millis(pause as u64));
    }

    fn ask(self: Rc<Self>) {
        leptos::task::spawn_local(async move {
            self.is_stale.set(false);
            if let (Ok(drawn), Some(place)) =
                (what_waits(self.board.clone()).await, document().get_element_by_id("ways"))
            {
                draw(&place, &drawn);
            }
            self.is_asking.set(false);
            self.catch_up();
        });
    }
}

/// Puts what the server has drawn in its place, where it says something else; whoever stands on one of the ways stays.
fn draw(place: &Element, drawn: &str) {
    if place.inner_html() == drawn {
        return;
    }
    let stood_on = document().active_element().filter(|element| place.contains(Some(element)));
    let stood_on = stood_on.and_then(|element| element.get_attribute("href"));
    place.set_inner_html(drawn);
    let way = stood_on.and_then(|href| place.query_selector(&format!("a[href='{href}']")).ok().flatten());
    if let Some(way) = way.and_then(|way| way.dyn_into::<HtmlElement>().ok()) {
        let _ = way.focus();
    }
}
