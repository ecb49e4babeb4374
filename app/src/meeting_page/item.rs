//! The item on the screen: both positions, what they do, the time it takes, and what was said last.

use super::agenda::apart;
use super::{MeetingPage, Shown, clock, numbers, share};
use crate::board::display;
use crate::text::{board as words, meeting as text, negotiation, thread as thread_text};
use crate::thread_page::{self, ThreadPage, positions, state_word};
use domain::dimension::ROOT;
use domain::meeting::{Item, Meeting, Note};
use domain::number::Region;
use domain::thread::{Party, Side, Thread};
use leptos::prelude::*;

pub(super) fn section(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    match page.shown(meeting) {
        Shown::Item(thread) => shown(page, meeting, thread, region),
        Shown::Hidden => empty(text::hidden(region), text::hidden_help(region)),
        Shown::Nothing => empty(text::no_item(region), text::choose_item(region)),
    }
}

fn empty(title: &'static str, help: &'static str) -> AnyView {
    view! { <section class="card meeting-item"><h2>{title}</h2><p>{help}</p></section> }.into_any()
}

/// The page of the thread that an item is about, as far as the meeting borrows from it.
pub(super) fn as_thread_page<'a>(
    page: &MeetingPage<'a>,
    thread: &Thread,
    people: &'a [(String, String)],
) -> ThreadPage<'a> {
    ThreadPage {
        board: page.board,
        plan: page.plan,
        actor: page.actor,
        unit: thread.unit,
        measure: thread.measure,
        people,
        query: page.query,
        outcome: None,
        command: page.command,
    }
}

fn shown(page: &MeetingPage, meeting: &Meeting, thread: &Thread, region: Region) -> AnyView {
    let rows = page.rows(page.meeting);
    let place = rows.iter().position(|row| row.thread.id == thread.id);
    let eyebrow = place.map(|place| text::item_of(region, place + 1, rows.len()));
    let period = page.plan.outline().periods.get(ROOT).map(|year| display::name(&year.name, region));
    let turn = match thread.state().turn() {
        Some(Party::Parent) => thread_text::turn_parent(region),
        Some(Party::Child) => thread_text::turn_child(region),
        Some(Party::Arbiter | Party::Clock) => thread_text::turn_arbiter(region),
        None => thread_text::turn_nobody(region),
    };
    let turn = thread_text::whose_turn(region, turn);
    let weight = place.and_then(|place| rows.get(place)).and_then(|row| row.weight);
    let weight = match weight {
        Some(weight) => text::weighs_sentence(region, share(weight, region), words::metric(region, weight.goal)),
        None => text::weighs_nothing(region).to_owned(),
    };
    let borrowed = as_thread_page(page, thread, &[]);
    view! {
        <section class="card meeting-item" data-item=thread.id.to_string()>
            <div class="meeting-title">
                <div>
                    {eyebrow.map(|eyebrow| view! { <p class="meeting-eyebrow">{eyebrow}</p> })}
                    <h2>{page.name(thread.unit, region)}</h2>
                    <p>
                        {words::measure(region, thread.measure)}
                        {period.map(|period| view! { " · "{period} })}
                        " · "{state_word(region, thread.state())}" · "{turn}
                    </p>
                </div>
                {timer(page, meeting.item(thread.id), region)}
            </div>
            {figures(page, thread, region)}
            {numbers::by_period(page, thread, region)}
            <p class="meeting-weight">{weight}</p>
        </section>
        {positions(&borrowed, region)}
        {said(page, thread, region)}
        {notes(meeting, thread, region)}
    }
    .into_any()
}

/// How long the item takes. The server says how long it has been, so that every screen shows the same.
fn timer(page: &MeetingPage, item: Option<&Item>, region: Region) -> AnyView {
    let Some(item) = item.filter(|item| item.is_begun()) else {
        return view! { <p class="meeting-timer">{text::not_discussed(region)}</p> }.into_any();
    };
    let elapsed = item.elapsed(page.now);
    let over = item.is_over(page.now);
    view! {
        <p
            class="meeting-timer"
            class:over=over
            role="timer"
            aria-label=text::time_of(region)
            data-elapsed=elapsed.to_string()
            data-planned=item.planned().to_string()
            data-running=item.since.map(|_| "yes")
        >
            <strong>{clock(elapsed)}</strong>
            <span>"/ "{clock(item.planned())}</span>
            <em hidden=!over>{text::over(region)}</em>
        </p>
    }
    .into_any()
}

fn figures(page: &MeetingPage, thread: &Thread, region: Region) -> AnyView {
    if let Some(settled) = thread.settled() {
        return view! {
            <div class="meeting-figures">
                <p class="settled">
                    <span>{state_word(region, thread.state())}</span>
                    <strong>{page.exact(thread.measure, settled.total(), region)}</strong>
                </p>
            </div>
        }
        .into_any();
    }
    let figure = |word: &'static str, number: Option<i64>| {
        let number = number.map(|number| page.exact(thread.measure, number, region));
        let number = number.unwrap_or_else(|| text::no_number(region).to_owned());
        view! { <p><span>{word}</span><strong>{number}</strong></p> }
    };
    let [above, below] = super::agenda::totals(thread);
    let middle = numbers::middle(thread).map(|middle| numbers::total(&middle));
    let apart = apart(page, thread, region).map(|(amount, percent)| {
        view! { <p class="meeting-apart">{text::apart_by(region, amount, percent)}</p> }
    });
    view! {
        <div class="meeting-figures">
            {figure(text::above(region), above)}
            {figure(text::middle(region), middle)}
            {figure(text::below(region), below)}
        </div>
        {apart}
    }
    .into_any()
}

fn said(page: &MeetingPage, thread: &Thread, region: Region) -> AnyView {
    let sides = [(Side::Parent, text::above(region)), (Side::Child, text::unit(region))];
    let sides = sides.map(|(side, word)| {
        let offer = thread.position(side);
        let remark = thread.remarks.iter().rev().find(|remark| remark.side == side);
        let reason = offer.and_then(|offer| Some((offer, offer.reason.as_ref()?))).map(|(offer, reason)| {
            view! {
                <p><span class="tag">{negotiation::reason_code(region, reason.code)}</span>" "{reason.text.clone()}</p>
                <small>{text::said_by(region, &offer.author, display::moment(offer.at, region))}</small>
            }
        });
        let remark = remark.map(|remark| {
            view! {
                <p>"“"{remark.text.clone()}"”"</p>
                <small>{text::said_by(region, &remark.author, display::moment(remark.at, region))}</small>
            }
        });
        let nothing = (reason.is_none() && remark.is_none()).then(|| view! { <p>{text::said_nothing(region)}</p> });
        view! { <div><h3>{word}</h3>{reason}{remark}{nothing}</div> }
    });
    let href = thread_page::address(page.board, page.plan.outline(), thread);
    let (unit, measure) = (page.name(thread.unit, region), words::measure(region, thread.measure));
    view! {
        <section class="card">
            <h2>{text::said_last(region)}</h2>
            <div class="meeting-said">{sides.collect_view()}</div>
            <p class="thread-links"><a href=href>{thread_text::title(region, unit, measure)}</a></p>
        </section>
    }
    .into_any()
}

fn notes(meeting: &Meeting, thread: &Thread, region: Region) -> Option<AnyView> {
    let notes: Vec<&Note> = meeting.notes.iter().filter(|note| note.thread == thread.id).collect();
    let lines = notes.iter().map(|note| {
        view! {
            <li>
                {note.text.clone()}
                <small>{text::said_by(region, &note.author, display::moment(note.at, region))}</small>
            </li>
        }
    });
    let lines = lines.collect_view();
    let view = || view! { <section class="card"><h2>{text::notes(region)}</h2><ul class="meeting-notes">{lines}</ul></section> };
    (!notes.is_empty()).then(|| view().into_any())
}
