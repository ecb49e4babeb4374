//! A chart: options built with charming, drawn by ECharts where a browser is.

use leptos::html::Div;
use leptos::prelude::*;

/// Draws chart options; the element is empty until the browser has loaded the library.
#[component]
pub fn ChartView(
    /// The chart.
    #[prop(into)]
    chart: Signal<charming::Chart>,
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    #[cfg(feature = "hydrate")]
    binding::follow(place, chart);
    #[cfg(not(feature = "hydrate"))]
    let _ = chart;
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
    pub(super) fn follow(place: NodeRef<Div>, chart: Signal<charming::Chart>) {
        let drawn = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(element) = place.get() else { return };
            if let Ok(json) = chart.with(serde_json::to_string) {
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
