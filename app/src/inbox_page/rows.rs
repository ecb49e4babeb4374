//! The threads of one tray.

use super::{InboxPage, Tray};
use crate::board::display;
use crate::text::{board as words, inbox as text};
use crate::thread_page::{self, state_word};
use domain::inbox::{self, Aside};
use domain::number::{Region, format_percent, with_sign};
use domain::thread::{Offer, Side, Thread};
use leptos::prelude::*;

/// Threads for information beyond this many are counted, not listed; what waits for somebody is always listed whole.
const MOST: usize = 100;

/// How far what is on the table is from the other side's latest, in rounding units.
pub(super) fn apart(thread: &Thread) -> Option<i64> {
    let (table, other) = (latest(thread)?, other(thread)?);
    Some(table.total().saturating_sub(other.total()))
}

fn latest(thread: &Thread) -> Option<&Offer> {
    thread.settled().or_else(|| thread.latest())
}

fn other(thread: &Thread) -> Option<&Offer> {
    let side = latest(thread)?.side;
    thread.position(if side == Side::Child { Side::Parent } else { Side::Child })
}

pub(super) fn section(page: &InboxPage, tray: Tray, region: Region) -> AnyView {
    let threads = page.threads(tray);
    if threads.is_empty() {
        return nothing(tray, region).into_any();
    }
    let needs = tray == Tray::Of(inbox::Tray::NeedsAnswer);
    let shown = if tray == Tray::Of(inbox::Tray::Information) { MOST } else { threads.len() };
    let more = threads.len().saturating_sub(shown);
    let all = page.query.text("choose") == "all";
    let rows = threads.iter().take(shown).map(|thread| row(page, thread, tray, all, region)).collect_view();
    let home = format!("/boards/{}/inbox", page.board);
    let choose = |choice: &str| format!("{home}?choose={choice}");
    let choosable = threads.iter().any(|thread| inbox::plain_offer(page.plan, thread).is_some());
    let bar = (needs && choosable).then(|| {
        view! {
            <div class="inbox-bar">
                <button type="submit" class="primary" name="do" value="review">{text::look(region)}</button>
                <small>{text::look_help(region)}</small>
                <a href=choose("all")>{text::choose_all(region)}</a>
                <a href=choose("none")>{text::choose_none(region)}</a>
            </div>
        }
    });
    let choice =
        needs.then(|| view! { <th scope="col"><span class="visually-hidden">{text::look(region)}</span></th> });
    let fifth = match tray {
        Tray::Of(inbox::Tray::NeedsAnswer) => text::answer_by(region),
        Tray::Of(inbox::Tray::Answered) => text::waits_for(region),
        _ => text::state(region),
    };
    view! {
        <form method="post" action=home.clone() class="inbox-form">
            <input type="hidden" name="tray" value=tray.code()/>
            {bar}
            <div class="scroll" tabindex="0" role="region" aria-label=text::title(region)>
                <table class="sheet inbox-sheet">
                    <thead>
                        <tr>
                            {choice}
                            <th scope="col">{text::thread(region)}</th>
                            <th scope="col" class="number">{text::on_the_table(region)}</th>
                            <th scope="col" class="number">{text::other_side(region)}</th>
                            <th scope="col" class="number">{text::difference(region)}</th>
                            <th scope="col">{text::said_last(region)}</th>
                            <th scope="col">{fifth}</th>
                            <th scope="col">{text::actions(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </form>
        {(more > 0).then(|| view! { <p>{text::more(region, more)}</p> })}
    }
    .into_any()
}

/// What is said of the keys that move in the lists.
pub(super) fn keys(region: Region) -> impl IntoView {
    view! {
        // Without the script there are no keys, and nothing that speaks of them.
        <p class="inbox-keys" hidden>
            <span>{text::keys(region)}</span>
            <label><input type="checkbox"/>{text::keys_off(region)}</label>
        </p>
        <script src="/inbox.js" defer></script>
    }
}

fn nothing(tray: Tray, region: Region) -> impl IntoView {
    let (title, help) = match tray {
        Tray::Of(inbox::Tray::NeedsAnswer) => (text::none_need(region), text::none_need_help(region)),
        Tray::Of(inbox::Tray::Answered) => (text::none_answered(region), text::none_answered_help(region)),
        Tray::Of(inbox::Tray::Information) => (text::none_information(region), text::none_information_help(region)),
        Tray::PutAside => (text::none_aside(region), text::none_aside_help(region)),
    };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p>{help}</p>
        </section>
    }
}

fn row(page: &InboxPage, thread: &Thread, tray: Tray, all: bool, region: Region) -> impl IntoView + use<> {
    let name = page.name(thread, region);
    let (table, other) = (latest(thread), other(thread));
    let write = |offer: Option<&Offer>| match offer {
        Some(offer) => page.exact(thread, offer.total(), region),
        None => "—".to_owned(),
    };
    let difference = apart(thread).filter(|apart| *apart != 0).map(|apart| {
        let base = other.map_or(0, Offer::total);
        let percent = format_percent(apart.into(), base.into(), 1, region).map(with_sign);
        view! {
            {with_sign(page.exact(thread, apart, region))}
            {percent.map(|percent| view! { <small>{percent}</small> })}
        }
    });
    let href = thread_page::address(page.board, page.plan.outline(), thread);
    let needs = tray == Tray::Of(inbox::Tray::NeedsAnswer);
    let choice = needs.then(|| choice(page, thread, &name, all, region));
    let alone = alone(page, thread, region).filter(|_| needs);
    view! {
        <tr>
            {choice}
            <th scope="row">
                <a href=href>{name.clone()}</a>
                <small>{words::measure(region, thread.measure)}</small>
                {alone.map(|why| view! { <small class="inbox-alone">{why}</small> })}
            </th>
            <td class="number">{write(table)}</td>
            <td class="number">{write(other)}</td>
            <td class="number">{difference}</td>
            <td class="said">{last(thread, region)}</td>
            <td class="words">{standing(page, thread, tray, region)}</td>
            <td class="act">{aside_buttons(page, thread, &name, region)}</td>
        </tr>
    }
}

fn choice(page: &InboxPage, thread: &Thread, name: &str, all: bool, region: Region) -> impl IntoView + use<> {
    let choice = inbox::plain_offer(page.plan, thread).map(|offer| {
        let label = text::choose(region, name);
        let value = format!("{}:{}", thread.id, offer.revision);
        let chosen = all || page.query.all("accept").any(|accept| accept == value);
        view! { <input type="checkbox" name="accept" value=value aria-label=label checked=chosen/> }
    });
    view! { <td class="choice-cell">{choice}</td> }
}

/// Why an offer cannot be accepted among others.
fn alone(page: &InboxPage, thread: &Thread, region: Region) -> Option<&'static str> {
    let offer = thread.on_the_table().filter(|_| inbox::plain_offer(page.plan, thread).is_none())?;
    let conditions = !offer.terms.conditions.is_empty();
    Some(if conditions { text::has_conditions(region) } else { text::inputs_changed(region) })
}

/// Who said what last, and when.
fn last(thread: &Thread, region: Region) -> Option<impl IntoView + use<>> {
    let offer = thread.latest();
    let offered =
        offer.map(|offer| (offer.revision, &offer.author, offer.at, offer.reason.as_ref().map(|reason| &reason.text)));
    let asked = thread.remarks.last().map(|remark| (remark.revision, &remark.author, remark.at, Some(&remark.text)));
    let (_, author, at, words) = offered.into_iter().chain(asked).max_by_key(|said| said.0)?;
    let by = text::by(region, author, display::moment(at, region));
    let words = words
        .filter(|words| !words.is_empty())
        .map(|words| view! { <span class="inbox-words">"“"{words.clone()}"”"</span> });
    Some(view! {
        {words}
        <small>{by}</small>
    })
}

fn standing(page: &InboxPage, thread: &Thread, tray: Tray, region: Region) -> String {
    let due = || thread.due.map_or_else(|| "—".to_owned(), |due| display::moment(due, region));
    match (tray, page.aside(thread)) {
        (Tray::PutAside, Some(Aside { until: Some(until), .. })) => {
            text::until(region, display::moment(*until, region))
        }
        (Tray::PutAside, _) => text::muted(region).to_owned(),
        (Tray::Of(inbox::Tray::NeedsAnswer), _) => due(),
        (Tray::Of(inbox::Tray::Answered), _) => {
            let asked = inbox::asked(page.plan.outline(), thread, page.people);
            let names: Vec<&str> = asked.iter().map(|actor| actor.name.as_str()).collect();
            if names.is_empty() { text::nobody_answers(region).to_owned() } else { names.join(", ") }
        }
        _ => state_word(region, thread.state()).to_owned(),
    }
}

fn aside_buttons(page: &InboxPage, thread: &Thread, name: &str, region: Region) -> impl IntoView + use<> {
    let to = format!("/boards/{}/inbox/aside", page.board);
    let button = move |what: &str, word: &'static str, label: String, thread: &Thread| {
        let value = format!("{what}:{}:{}", thread.id, thread.moved);
        view! {
            <button class="quiet" name="aside" value=value formaction=to.clone() title=label.clone() aria-label=label>{word}</button>
        }
    };
    match page.aside(thread) {
        Some(_) => vec![button("back", text::take_back(region), text::take_back_what(region, name), thread)],
        None if !thread.state().is_open() => Vec::new(),
        None => vec![
            button("day", text::put_off(region), text::put_off_what(region, name), thread),
            button("mute", text::mute(region), text::mute_what(region, name), thread),
        ],
    }
    .collect_view()
}
