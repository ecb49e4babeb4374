//! The response curve of a tactic, and the point where it stands.

use crate::text::tactic as text;
use domain::number::{Region, format_compact, format_exact, format_percent};
use domain::tactic::{Drivers, ResponseDriver};
use leptos::prelude::*;

const WIDTH: i128 = 320;
const HEIGHT: i128 = 120;
/// Where the axes cross, from the left and from the top.
const LEFT: i128 = 8;
const BOTTOM: i128 = 104;
/// How high the greatest response lies above the axis.
const RISE: i128 = 92;

/// The part of the greatest response at `x`, times `of`: x ÷ (x + half), whatever drives it.
fn part(x: i128, half: i128, of: i128) -> i128 {
    x.saturating_mul(of) / (x + half).max(1)
}

/// Draws the curve for drivers and what is spent, in rounding units of money.
pub(super) fn view(region: Region, drivers: &Drivers, spend: i64, decimals: u8) -> impl IntoView + use<> {
    let response = drivers.response;
    let half = i128::from(response.half.max(1));
    let reach = i128::from(drivers.reach);
    let x = match response.driver {
        ResponseDriver::Spend => i128::from(spend.max(0)),
        ResponseDriver::Reach => reach,
    };
    let last = (half * 4).max(x * 5 / 4).max(1);
    let across = |x: i128| LEFT + x * (WIDTH - 2 * LEFT) / last;
    let up = |x: i128| BOTTOM - part(x, half, RISE);
    let points = (0..=60).map(|step| {
        let x = last * step / 60;
        format!("{}{} {}", if step == 0 { "M" } else { "L" }, across(x), up(x))
    });
    let path: String = points.collect();
    // Responses in hundredths of a percent of people: exact until it is written.
    let (numerator, denominator) = match response.driver {
        ResponseDriver::Spend => (i128::from(response.max) * x, (x + half) * 10_000),
        ResponseDriver::Reach => (i128::from(response.max) * half, (x + half) * 10_000),
    };
    let responses = reach * numerator / denominator.max(1);
    let share = format_percent(numerator, denominator, 2, region).unwrap_or_default();
    let count = |number: i128| format_exact(i64::try_from(number).unwrap_or(i64::MAX), 0, region);
    let words = match response.driver {
        ResponseDriver::Spend => {
            text::curve_spend(region, count(responses), count(reach), share, format_compact(x, decimals, region))
        }
        ResponseDriver::Reach => text::curve_reach(region, count(responses), count(reach), share),
    };
    let half_words = match response.driver {
        ResponseDriver::Spend => format_compact(half, decimals, region),
        ResponseDriver::Reach => format_compact(half, 0, region),
    };
    let half_label = text::curve_half(region, half_words);
    view! {
        <figure class="response-curve">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=text::curve(region)>
                <path class="axis" d=format!("M{LEFT} 4V{BOTTOM}H{}", WIDTH - LEFT)/>
                <path class="asymptote" d=format!("M{LEFT} {}H{}", BOTTOM - RISE, WIDTH - LEFT)/>
                <path class="half" d=format!("M{} {BOTTOM}V{}H{LEFT}", across(half), up(half))/>
                <path class="curve" d=path/>
                <circle cx=across(x).to_string() cy=up(x).to_string() r="4.5"/>
            </svg>
            <figcaption>
                <strong>{words}</strong>
                <span>{half_label}</span>
            </figcaption>
        </figure>
    }
}
