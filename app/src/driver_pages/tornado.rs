//! The drawing of a tornado: plain SVG, both ends of every bar labelled.

use leptos::prelude::*;

/// One bar: the goal with a driver lower and higher, in rounding units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub label: String,
    pub low: Option<i128>,
    pub high: Option<i128>,
}

const WIDTH: i128 = 960;
const NAMES: i128 = 200;
/// Room for a number beside a bar.
const LABEL: i128 = 110;
const ROW: i128 = 34;
const HEAD: i128 = 30;
/// Letters of a name that fit.
const LONGEST: usize = 27;

/// Where a value stands from left to right, between the least and the greatest end.
#[derive(Clone, Copy)]
struct Axis {
    least: i128,
    span: i128,
}

impl Axis {
    fn of(now: i128, ends: &[Ends]) -> Self {
        let values = || ends.iter().flat_map(|bar| [bar.low, bar.high]).flatten().chain([now]);
        let (least, most) = (values().min().unwrap_or(now), values().max().unwrap_or(now));
        Self { least, span: (most - least).max(1) }
    }

    fn x(self, value: i128) -> i128 {
        let (from, width) = (NAMES + LABEL, WIDTH - NAMES - 2 * LABEL);
        from + (value - self.least).saturating_mul(width) / self.span
    }
}

/// Draws the bars around the present value. The lower driver is outlined and the higher one solid, so that no colour is
/// needed to tell them apart.
pub(super) fn drawing(
    title: &str,
    now: Option<i128>,
    ends: &[Ends],
    (lower, higher): (String, String),
    written: &dyn Fn(Option<i128>) -> String,
) -> impl IntoView + use<> {
    let now = now.unwrap_or(0);
    let axis = Axis::of(now, ends);
    let middle = axis.x(now);
    let height = HEAD + ROW * ends.len() as i128 + 8;
    let bars: Vec<_> = (0..).zip(ends).map(|(row, bar)| self::bar(axis, now, HEAD + row * ROW, bar, written)).collect();
    view! {
        <ul class="tornado-legend" aria-hidden="true">
            <li><span class="swatch low"></span>{lower}</li>
            <li><span class="swatch high"></span>{higher}</li>
        </ul>
        <svg class="tornado-drawing" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=title.to_owned()>
            <text class="now" x=middle.to_string() y="16" text-anchor="middle">{written(Some(now))}</text>
            <line class="axis" x1=middle.to_string() x2=middle.to_string() y1="22" y2=height.to_string()/>
            {bars}
        </svg>
    }
}

fn bar(axis: Axis, now: i128, y: i128, bar: &Ends, written: &dyn Fn(Option<i128>) -> String) -> impl IntoView + use<> {
    let middle = axis.x(now);
    let side = |value: Option<i128>, class: &'static str| {
        let x = axis.x(value?);
        let (from, width) = (x.min(middle), (x - middle).abs());
        Some(view! {
            <rect class=class x=from.to_string() y=(y + 7).to_string() width=width.to_string() height=(ROW - 14).to_string()/>
        })
    };
    let is_flat = bar.low == Some(now) && bar.high == Some(now);
    let at = |value: Option<i128>| value.map_or(middle, |value| axis.x(value));
    let (left, right) = if at(bar.low) <= at(bar.high) { (bar.low, bar.high) } else { (bar.high, bar.low) };
    let base = (y + ROW / 2 + 4).to_string();
    let labels = (!is_flat).then(|| {
        let (from, to) = (at(left).min(middle) - 8, at(right).max(middle) + 8);
        view! {
            <text x=from.to_string() y=base.clone() text-anchor="end">{written(left)}</text>
            <text x=to.to_string() y=base.clone() text-anchor="start">{written(right)}</text>
        }
    });
    let flat = is_flat.then(
        || view! { <text x=(middle + 8).to_string() y=base.clone() class="flat">"= "{written(Some(now))}</text> },
    );
    let short: String = match bar.label.chars().count() > LONGEST {
        true => bar.label.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => bar.label.clone(),
    };
    view! {
        <g>
            <text class="name" x="0" y=base.clone()>{short}</text>
            {side(bar.low, "low")}
            {side(bar.high, "high")}
            {labels}
            {flat}
        </g>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_reaches_from_edge_to_edge_and_leaves_room_for_its_numbers() {
        let end = |low, high| Ends { label: String::new(), low: Some(low), high: Some(high) };
        let ends = [end(-50, 150), end(40, 60)];
        let axis = Axis::of(50, &ends);
        assert_eq!((axis.x(-50), axis.x(150)), (NAMES + LABEL, WIDTH - LABEL));
        assert_eq!(axis.x(50), (NAMES + WIDTH) / 2);
        // One value for everything is no division by zero.
        assert_eq!(Axis::of(7, &[end(7, 7)]).x(7), NAMES + LABEL);
    }
}
