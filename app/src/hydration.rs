//! The page between server and browser: the element that the server draws it into, and where the browser takes over.

/// The id of the element that holds the page; its attribute `data-shows` holds what it was drawn from.
pub const PAGE: &str = "page";

/// Takes over the page that the server has drawn.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    use crate::board::packed::unpack;
    use crate::pages::Page;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;

    let Some(element) = document().get_element_by_id(PAGE) else { return };
    let Some(page) = element.get_attribute("data-shows").and_then(|shows| unpack::<Page>(&shows)) else { return };
    // A server function that leads elsewhere leads the whole window there.
    let _ = leptos::server_fn::redirect::set_redirect_hook(|address| {
        let _ = window().location().set_href(address);
    });
    let taken_over = leptos::mount::hydrate_from(element.unchecked_into(), move || {
        provide_context(crate::region::page_region());
        // Tests, and whoever measures, wait for this mark: from here on the page reacts.
        Effect::new(|_| {
            if let Some(body) = document().body() {
                let _ = body.set_attribute("data-hydrated", "");
            }
        });
        page.draw()
    });
    taken_over.forget();
}
