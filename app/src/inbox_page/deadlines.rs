//! The deadlines of an inbox as a calendar file, with reminders that the reader's calendar gives in their own time.

use super::InboxPage;
use crate::approval_pages::{address, approval_unit_name};
use crate::text::{board as words, inbox as text};
use crate::thread_page;
use chrono::{DateTime, Duration};
use domain::approval::{Waiting, Want, waiting};
use domain::inbox;
use domain::mail::REMINDERS;
use domain::number::Region;
use domain::thread::Thread;
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _};

const MINUTE: i64 = 60_000;

/// The calendar: every thread with a deadline that waits for the reader or for those who answer them, put aside or not,
/// and every proposal and signature that the reader is asked for until a day.
/// `origin` is the address under which people reach the server, without a slash at its end, where it is known.
pub fn deadlines(page: &InboxPage, region: Region, origin: Option<&str>) -> String {
    let tray = |thread: &Thread| inbox::tray(page.plan, thread, page.actor, page.people);
    let waits = |thread: &&Thread| tray(thread) != inbox::Tray::Information;
    let threads = page.plan.threads().iter().filter(waits);
    let events = threads.filter_map(|thread| event(page, thread, region, origin));
    let approvals = waiting(page.plan, page.actor, page.people, page.now);
    let approvals = approvals.iter().filter_map(|waiting| approval(page, waiting, region, origin));
    let mut calendar: Calendar = events.chain(approvals).collect();
    calendar.name(&format!("Pacto · {}", page.plan.outline().title));
    calendar.to_string()
}

fn event(page: &InboxPage, thread: &Thread, region: Region, origin: Option<&str>) -> Option<Event> {
    let due = DateTime::from_timestamp_millis(thread.due?)?;
    let mine = inbox::tray(page.plan, thread, page.actor, page.people) == inbox::Tray::NeedsAnswer;
    let (name, measure) = (page.name(thread, region), words::measure(region, thread.measure));
    let summary = if mine { text::answer_due(region, name, measure) } else { text::others_due(region, name, measure) };
    let mut event = Event::new();
    event
        .uid(&format!("{}-{}@pacto", page.board, thread.id))
        .timestamp(DateTime::from_timestamp_millis(page.now)?)
        .starts(due)
        .ends(due)
        .summary(&summary);
    // A deadline that was put off replaces the one that stands in the calendar already.
    event.add_property("SEQUENCE", thread.moved.to_string());
    if let Some(origin) = origin {
        event.url(&format!("{origin}{}", thread_page::address(page.board, page.plan.outline(), thread)));
    }
    if mine {
        remind(&mut event, &summary);
    }
    Some(event.done())
}

fn approval(page: &InboxPage, waiting: &Waiting, region: Region, origin: Option<&str>) -> Option<Event> {
    let (outline, subject) = (page.plan.outline(), waiting.subject);
    let due = DateTime::from_timestamp_millis(waiting.due?)?;
    let what = approval_unit_name(outline, subject, region);
    let summary = match waiting.want {
        Want::Proposal => text::propose_due(region, what),
        Want::Signature | Want::Difference => text::sign_due(region, what),
    };
    let code = &outline.units.get(subject.unit)?.code;
    let mut event = Event::new();
    event
        .uid(&format!("{}-{:?}-{code}-{}@pacto", page.board, waiting.want, subject.group.code()))
        .timestamp(DateTime::from_timestamp_millis(page.now)?)
        .starts(due)
        .ends(due)
        .summary(&summary);
    // Whoever is asked again until another day has one event in the calendar.
    event.add_property("SEQUENCE", (waiting.since / MINUTE).to_string());
    if let Some(origin) = origin {
        event.url(&format!("{origin}{}", address(page.board, outline, subject)));
    }
    remind(&mut event, &summary);
    Some(event.done())
}

fn remind(event: &mut Event, summary: &str) {
    REMINDERS.iter().for_each(|hours| {
        event.alarm(Alarm::display(summary, -Duration::hours(*hours)));
    });
}
