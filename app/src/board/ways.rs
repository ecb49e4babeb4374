//! The bar's ways to what waits for the reader, drawn anew while the board changes.

use crate::api::boards::what_waits;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long a page waits before it asks: what happens meanwhile is asked for once.
const PAUSE: Duration = Duration::from_secs(3);

/// Asks for the ways of one board.
pub(super) struct Ways {
    board: String,
    is_asked: Cell<bool>,
}

impl Ways {
    pub(super) fn new(board: String) -> Rc<Self> {
        Rc::new(Self { board, is_asked: Cell::new(false) })
    }

    /// Has them drawn anew in a moment. A page that nobody looks at stays as it is until something happens afterwards.
    pub(super) fn refresh(self: &Rc<Self>) {
        if document().hidden() || self.is_asked.replace(true) {
            return;
        }
        let ways = Rc::clone(self);
        set_timeout(move || ways.ask(), PAUSE);
    }

    fn ask(self: Rc<Self>) {
        leptos::task::spawn_local(async move {
            self.is_asked.set(false);
            let drawn = what_waits(self.board.clone()).await;
            if let (Ok(drawn), Some(place)) = (drawn, document().get_element_by_id("ways"))
                // The server draws what the browser would write, so that nothing blinks and no focus is lost for nothing.
                && place.inner_html() != drawn
            {
                place.set_inner_html(&drawn);
            }
        });
    }
}
