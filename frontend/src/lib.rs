//! The browser's entry point: hydrates what the server has rendered.
#![recursion_limit = "256"]

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::hydrate();
}
