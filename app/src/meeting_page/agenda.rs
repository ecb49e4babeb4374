//! The agenda: as a table before a meeting, as a list of ways during one.

use super::{MeetingPage, Row, clock, share};
use crate::text::{board as words, meeting as text};
use crate::thread_page::{self, state_word};
use domain::meeting::Meeting;
use domain::number::{Region, format_percent, with_sign};
use domain::thread::{Offer, Side, Thread};
use leptos::prelude::*;

/// The totals of both sides: the level above's, then the unit's.
pub(super) fn totals(thread: &Thread) -> [Option<i64>; 2] {
    [Side::Parent, Side::Child].map(|side| thread.position(side).map(Offer::total))
}

fn weighs(row: &Row, region: Region) -> String {
    let weighs = |weight| text::weighs(region, share(weight, region), words::metric(region, weight.goal));
    row.weight.map_or_else(|| "—".to_owned(), weighs)
}

/// How far the unit's number is from the level above's, in words.
pub(super) fn apart(page: &MeetingPage, thread: &Thread, region: Region) -> Option<(String, String)> {
    let [Some(above), Some(below)] = totals(thread) else { return None };
    let by = below.saturating_sub(above);
    let percent = format_percent(by.into(), above.into(), 1, region).map(with_sign).unwrap_or_default();
    (by != 0).then(|| (with_sign(page.exact(thread.measure, by, region)), percent))
}

/// Everything that would be discussed.
pub(super) fn table(page: &MeetingPage, rows: &[Row], region: Region) -> AnyView {
    let lines = rows.iter().map(|row| {
        let thread = row.thread;
        let write = |number: Option<i64>| {
            number
                .map_or_else(|| text::no_number(region).to_owned(), |number| page.exact(thread.measure, number, region))
        };
        let href = thread_page::address(page.board, page.plan.outline(), thread);
        let apart = apart(page, thread, region).map(|(by, percent)| view! { {by}<small>{percent}</small> });
        let [above, below] = totals(thread);
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{page.name(thread.unit, region)}</a>
                    <small>{words::measure(region, thread.measure)}" · "{state_word(region, thread.state())}</small>
                </th>
                <td class="number">{write(above)}</td>
                <td class="number">{write(below)}</td>
                <td class="number">{apart}</td>
                <td class="words">{weighs(row, region)}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=text::agenda(region)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::unit(region)}</th>
                        <th scope="col" class="number">{text::above(region)}</th>
                        <th scope="col" class="number">{text::below(region)}</th>
                        <th scope="col" class="number">{text::apart(region)}</th>
                        <th scope="col">{text::effect(region)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The ways to the items of a meeting that goes on.
pub(super) fn ways(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    let drives = page.drives(meeting);
    let rows = page.rows(page.meeting);
    if rows.is_empty() {
        return view! { <section class="card"><h2>{text::agenda(region)}</h2><p>{text::none_yours(region)}</p></section> }
            .into_any();
    }
    let lines = rows.into_iter().map(|row| way(page, &row, drives, region)).collect_view();
    let list = view! { <ol class="meeting-agenda">{lines}</ol> };
    let list = match drives {
        true => view! {
            <form method="post" action=page.home()>
                <input type="hidden" name="meeting" value=meeting.id.clone()/>
                <input type="hidden" name="do" value="go"/>
                {list}
            </form>
        }
        .into_any(),
        false => list.into_any(),
    };
    view! {
        <section class="card">
            <h2>{text::agenda(region)}</h2>
            {list}
            <p class="meeting-order">{text::order_kept(region)}</p>
        </section>
    }
    .into_any()
}

fn way(page: &MeetingPage, row: &Row, drives: bool, region: Region) -> AnyView {
    let thread = row.thread;
    let (unit, measure) = (page.name(thread.unit, region), words::measure(region, thread.measure));
    let is_now = row.item.is_some_and(|item| item.since.is_some());
    let spent = row.item.filter(|item| item.is_begun() && !is_now).map(|item| clock(item.elapsed(page.now)));
    let mark = match (is_now, thread.state().is_open()) {
        (true, _) => text::discussed_now(region).to_owned(),
        (false, false) => format!("✓ {}", text::settled(region)),
        (false, true) => spent.clone().map(|_| text::discussed(region).to_owned()).unwrap_or_default(),
    };
    let mark = [mark, spent.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let small = view! { <small>{measure}" · "{weighs(row, region)}</small> };
    let label = text::open_item(region, &unit, measure);
    let way = match drives {
        true => view! {
            <button type="submit" name="item" value=thread.id.to_string() title=label><strong>{unit}</strong>{small}</button>
        }
        .into_any(),
        false => view! { <a href=page.address(thread.id) title=label><strong>{unit}</strong>{small}</a> }.into_any(),
    };
    view! { <li aria-current=is_now.then_some("step")>{way}<span>{mark.join(" ")}</span></li> }.into_any()
}
