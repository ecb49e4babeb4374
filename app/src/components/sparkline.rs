//! A trend line as small as a word: plain SVG, the same on both sides.

use crate::settled::words;
use leptos::prelude::*;

const WIDTH: i128 = 72;
const HEIGHT: i128 = 18;

/// Draws numbers as a line; gaps stay gaps.
#[component]
pub fn Sparkline(
    /// Numbers in order.
    #[prop(into)]
    points: Signal<Vec<Option<i64>>>,
    /// What a screen reader says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let path = words(move || points.with(|points| path(points)));
    view! {
        <svg class="sparkline" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            <path d=path fill="none"/>
        </svg>
    }
}

/// The path of a line, in whole pixels so that both sides write the same characters.
fn path(points: &[Option<i64>]) -> String {
    // Wider than the numbers, so that no difference leaves the range.
    let known = || points.iter().flatten().map(|number| i128::from(*number));
    let (Some(low), Some(high)) = (known().min(), known().max()) else { return String::new() };
    let span = (high - low).max(1);
    let steps = (points.len().max(2) - 1) as i128;
    let mut path = String::new();
    let mut pen_down = false;
    for (index, point) in points.iter().enumerate() {
        let Some(value) = point else {
            pen_down = false;
            continue;
        };
        let x = 1 + index as i128 * (WIDTH - 2) / steps;
        let y = HEIGHT - 2 - (i128::from(*value) - low) * (HEIGHT - 4) / span;
        path.push_str(&format!("{}{x} {y}", if pen_down { "L" } else { "M" }));
        pen_down = true;
    }
    path
}
