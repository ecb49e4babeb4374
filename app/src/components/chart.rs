//! A chart: options built with charming on the server, drawn by ECharts in the browser.

use leptos::html::Div;
use leptos::prelude::*;

/// Draws chart options given as JSON; the element is empty until the browser has loaded the library.
#[component]
pub fn ChartView(
    /// The options.
    options: Signal<Option<String>>,
    /// What a screen reader says.
    label: Signal<String>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    binding::follow(place, options);
    #[cfg(not(feature = "hydrate"))]
    let _ = options;
    view! { <div class="chart" role="img" aria-label=label node_ref=place></div> }
}

#[cfg(feature = "hydrate")]
mod binding {
    use leptos::html::Div;
    use leptos::prelude::*;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/components/chart/echarts.js")]
    extern "C" {
        fn draw(element: &leptos::web_sys::HtmlElement, json: &str);
        fn dispose(element: &leptos::web_sys::HtmlElement);
    }

    /// Draws whenever the options change, and gives everything back when the element goes.
    pub(super) fn follow(place: NodeRef<Div>, options: Signal<Option<String>>) {
        let drawn = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(element) = place.get() else { return };
            if let Some(json) = options.get() {
                draw(&element, &json);
            }
            drawn.set_value(Some(element));
        });
        on_cleanup(move || {
            if let Some(element) = drawn.try_update_value(Option::take).flatten() {
                dispose(&element);
            }
        });
    }
}
