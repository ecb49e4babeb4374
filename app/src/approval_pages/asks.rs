//! What somebody is asked to propose or sign: a table, on the page of approvals and in the inbox.

use super::{address, place, words};
use crate::board::display;
use crate::text::approval as text;
use domain::approval::Waiting;
use domain::number::Region;
use domain::plan::Plan;
use leptos::prelude::*;

/// A table of it, at a moment.
pub(crate) fn waiting_table(
    board: &str,
    plan: &Plan,
    waiting: &[Waiting],
    (now, region): (i64, Region),
) -> impl IntoView + use<> {
    let outline = plan.outline();
    let row = |waiting: &Waiting| {
        let (subject, late) = (waiting.subject, waiting.is_late(now));
        let due = waiting.due.map(|due| display::moment(due, region));
        view! {
            <tr>
                <th scope="row">
                    <a href=address(board, outline, subject)>{place::title(outline, subject, region)}</a>
                </th>
                <td class="words">{words::want(waiting.want, region)}</td>
                <td>{due}" "{late.then(|| words::late(region))}</td>
                <td>{words::stage_pill(plan, subject, region)}{words::stale_pill(plan, subject, region)}</td>
                <td class="number">{words::gap(plan, subject, region)}</td>
            </tr>
        }
    };
    let rows = waiting.iter().map(row).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=text::waits(region, waiting.len())>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::unit(region)}</th>
                        <th scope="col">{text::asked_for(region)}</th>
                        <th scope="col">{text::until(region)}</th>
                        <th scope="col">{text::standing(region)}</th>
                        <th scope="col" class="number">{text::gap(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
