//! What the reader may do from here: drive, write down, and every answer that is theirs in the thread itself.

use super::item::as_thread_page;
use super::{MeetingPage, Shown, numbers};
use crate::form::Query;
use crate::text::{meeting as text, negotiation};
use crate::thread_page::{ThreadPage, answers};
use domain::access;
use domain::command::{Proposed, Verb};
use domain::meeting::{MOST_MINUTES, Meeting};
use domain::number::Region;
use domain::thread::{Motion, Move, Party, Reason, ReasonCode, Side, Terms, Thread, ThreadId};
use leptos::prelude::*;

pub(super) fn section(page: &MeetingPage, meeting: &Meeting, region: Region) -> Option<AnyView> {
    let Shown::Item(thread) = page.shown(meeting) else { return None };
    let outline = page.plan.outline();
    // Whoever answers for somebody has to see what they answer.
    let sees = page.people.iter().filter(|actor| actor.person != page.actor.person);
    let sees = sees.filter(|actor| access::sees(outline, actor, thread.unit));
    let people: Vec<(String, String)> = sees.map(|actor| (actor.person.clone(), actor.name.clone())).collect();
    // What is sent to the thread's own page comes back here.
    let query = Query(vec![("back".to_owned(), "meeting".to_owned())]);
    let borrowed = ThreadPage { query: &query, ..as_thread_page(page, thread, &people) };
    let writing = page.drives(meeting).then(|| writing(page, meeting, thread, region));
    let view = view! {
        {writing}
        {middle(page, meeting, thread, region)}
        {answers(&borrowed, region)}
    };
    Some(view.into_any())
}

/// The items before and after one, as the reader's agenda has them.
fn beside(page: &MeetingPage, thread: Option<ThreadId>) -> [Option<ThreadId>; 2] {
    let rows: Vec<ThreadId> = page.rows(page.meeting).iter().map(|row| row.thread.id).collect();
    match thread.and_then(|thread| rows.iter().position(|known| *known == thread)) {
        Some(place) => [place.checked_sub(1), Some(place + 1)].map(|place| rows.get(place?).copied()),
        None => [None, rows.first().copied()],
    }
}

/// The ways to the items before and after: forms for whoever drives, links for whoever looks around alone.
pub(super) fn ways(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    let shown = match page.shown(meeting) {
        Shown::Item(thread) => Some(thread.id),
        Shown::Hidden | Shown::Nothing => None,
    };
    let way = |to: Option<ThreadId>, key: &'static str, word: &'static str, class: &'static str| {
        let to = to?;
        let way = match (page.drives(meeting), page.is_alone()) {
            (true, _) => view! {
                <form method="post" action=page.home()>
                    <input type="hidden" name="meeting" value=meeting.id.clone()/>
                    <input type="hidden" name="item" value=to.to_string()/>
                    <button type="submit" name="do" value="go" class=class data-key=key>{word}</button>
                </form>
            }
            .into_any(),
            (false, true) => view! { <a class="button" href=page.address(to) data-key=key>{word}</a> }.into_any(),
            (false, false) => return None,
        };
        Some(way)
    };
    let [previous, next] = beside(page, shown);
    view! {
        {way(previous, "ArrowLeft", text::previous(region), "")}
        {way(next, "ArrowRight", text::next(region), "primary")}
    }
    .into_any()
}

/// What the presenter writes down, and how long they mean to take.
fn writing(page: &MeetingPage, meeting: &Meeting, thread: &Thread, region: Region) -> AnyView {
    let [_, next] = beside(page, Some(thread.id));
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next.to_string()/> });
    let hidden = || {
        view! {
            <input type="hidden" name="meeting" value=meeting.id.clone()/>
            <input type="hidden" name="item" value=thread.id.to_string()/>
        }
    };
    let minutes = meeting.item(thread.id).map(|item| {
        view! {
            <form method="post" action=page.home() class="meeting-minutes">
                {hidden()}
                <label>
                    <span>{text::minutes_here(region)}</span>
                    <input
                        type="number"
                        name="minutes"
                        min="1"
                        max=MOST_MINUTES.to_string()
                        value=item.minutes.to_string()
                        required
                    />
                </label>
                <button type="submit" name="do" value="plan">{text::set_minutes(region)}</button>
            </form>
        }
    });
    view! {
        <section class="card meeting-drive">
            <h2>{text::presenting(region)}</h2>
            <form method="post" action=page.home() class="meeting-note">
                {hidden()}
                {next}
                <label>
                    <span>{text::note(region)}</span>
                    <textarea name="text" rows="2" maxlength="4000"></textarea>
                </label>
                <p class="form-actions">
                    <button type="submit" name="do" value="note">{text::write_note(region)}</button>
                    <button type="submit" name="do" value="leave">{text::leave_open(region)}</button>
                </p>
            </form>
            {minutes}
        </section>
    }
    .into_any()
}

/// Whether the reader may put the middle between both positions on the table, or set it.
fn may_take_middle(page: &ThreadPage, thread: &Thread) -> Option<Party> {
    let (party, side) = page.party()?;
    let what = if party == Party::Arbiter { Move::Impose } else { Move::Propose };
    // Whoever speaks for the unit alone puts it there, too; of both, the level above does.
    let speaks = party == Party::Arbiter || side == Side::Parent || thread.state().turn() == Some(party);
    (speaks && page.may(what)).then_some(party)
}

fn middle(page: &MeetingPage, meeting: &Meeting, thread: &Thread, region: Region) -> Option<AnyView> {
    let middle = numbers::middle(thread)?;
    let positions = [Side::Parent, Side::Child].map(|side| thread.position(side).map(|offer| &offer.numbers));
    let party = may_take_middle(&as_thread_page(page, thread, &[]), thread)?;
    if positions.contains(&Some(&middle)) {
        return None;
    }
    let written = page.exact(thread.measure, numbers::total(&middle), region);
    let (help, word) = match party {
        Party::Arbiter => (text::set_middle_help(region, written), text::set_middle(region)),
        _ => (text::take_middle_help(region, written), text::offer_middle(region)),
    };
    let label = match party {
        Party::Parent => negotiation::reason_optional(region),
        _ => negotiation::reason_words(region),
    };
    let view = view! {
        <section class="card">
            <h2>{text::take_middle(region)}</h2>
            <p>{help}</p>
            <form method="post" action=page.home()>
                <input type="hidden" name="meeting" value=meeting.id.clone()/>
                <input type="hidden" name="item" value=thread.id.to_string()/>
                <input type="hidden" name="seen" value=thread.moved.to_string()/>
                <input type="hidden" name="command" value=page.command.to_string()/>
                <input type="hidden" name="base" value=page.plan.revision().to_string()/>
                <label>
                    <span>{label}</span>
                    <textarea name="text" rows="2" maxlength="4000" required=party != Party::Parent></textarea>
                </label>
                <p class="form-actions"><button type="submit" name="do" value="middle">{word}</button></p>
            </form>
        </section>
    };
    Some(view.into_any())
}

impl MeetingPage<'_> {
    /// The command that puts the middle between both positions on the table of a thread, or sets it.
    pub fn middle(&self, id: ThreadId) -> Option<Verb> {
        let thread = self.thread(id)?;
        let numbers = numbers::middle(thread)?;
        let party = may_take_middle(&as_thread_page(self, thread, &[]), thread)?;
        let text = self.query.text("text").to_owned();
        let reason = Reason { code: ReasonCode::Other, text };
        let (thread, seen, unit, measure) = (thread.id, thread.moved, thread.unit, thread.measure);
        let terms = Terms::default();
        let motion = match party {
            Party::Parent => {
                let reason = Some(reason).filter(|reason| !reason.text.is_empty());
                let answers = Some(seen);
                let offer = Proposed { unit, measure, numbers, reason, terms, answers };
                return Some(Verb::Propose(Box::new(offer)));
            }
            Party::Child => Motion::Counter { numbers, reason, terms },
            Party::Arbiter => Motion::Impose { numbers, reason },
            Party::Clock => return None,
        };
        Some(Verb::Negotiate { thread, seen, motion: Box::new(motion) })
    }
}
