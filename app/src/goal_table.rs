//! Every goal before and after something that is not sent yet.

use crate::board::display;
use crate::text::{board as words, tactic as text};
use domain::goal::{GoalReading, Metric, Reading};
use domain::number::Region;
use leptos::prelude::*;

/// The goals as a table; `heads` stand above what is before and what is after.
pub(crate) fn goal_table(
    region: Region,
    money_decimals: u8,
    heads: [&'static str; 2],
    [before, after]: [&[GoalReading]; 2],
) -> impl IntoView + use<> {
    let row = |metric: Metric| {
        let find = |goals: &[GoalReading]| goals.iter().find(|goal| goal.metric == metric).cloned();
        let (before, after) = (find(before), find(after));
        let value = |goal: &Option<GoalReading>| goal.as_ref().and_then(|goal| goal.value);
        let write = |value: Option<Reading>| {
            value.map_or_else(|| "—".to_owned(), |value| display::reading(value, money_decimals, region))
        };
        let change = value(&before).zip(value(&after)).map(|(before, after)| after.comparable() - before.comparable());
        let change = change.filter(|change| *change != 0).map(|change| match metric.is_ratio() {
            true => words::points(region, display::points_exact(change, region)),
            false => display::difference(change, money_decimals, region),
        });
        let status = after.as_ref().map(|goal| words::goal_status(region, goal.status));
        view! {
            <tr>
                <th scope="row">{words::metric(region, metric)}</th>
                <td class="number">{write(value(&before))}</td>
                <td class="number">{write(value(&after))}</td>
                <td class="number">{change.unwrap_or_else(|| "—".to_owned())}</td>
                <td>{status}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=text::on_goals(region)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::goal(region)}</th>
                        <th scope="col" class="number">{heads[0]}</th>
                        <th scope="col" class="number">{heads[1]}</th>
                        <th scope="col" class="number">{text::change(region)}</th>
                        <th scope="col">{text::state(region)}</th>
                    </tr>
                </thead>
                <tbody>{Metric::ALL.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
