//! The deadlines of an inbox as a calendar file, with reminders that the reader's calendar gives in their own time.

use super::InboxPage;
use crate::text::{board as words, inbox as text};
use chrono::{DateTime, Duration};
use domain::inbox;
use domain::mail::REMINDERS;
use domain::number::Region;
use domain::thread::Thread;
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _};

/// The calendar: every thread with a deadline that waits for the reader or for those who answer them, put aside or not.
/// `origin` is the address under which people reach the server, without a slash at its end, where it is known.
pub fn deadlines(page: &InboxPage, region: Region, origin: Option<&str>) -> String {
    let tray = |thread: &Thread| inbox::tray(page.plan, thread, page.actor, page.people);
    let waits = |thread: &&Thread| tray(thread) != inbox::Tray::Information;
    let threads = page.plan.threads().iter().filter(waits);
    let events = threads.filter_map(|thread| event(page, thread, region, origin));
    let mut calendar: Calendar = events.collect();
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
        event.url(&format!("{origin}/boards/{}/thread?unit={}&measure={:?}", page.board, thread.unit, thread.measure));
    }
    if mine {
        REMINDERS.iter().for_each(|hours| {
            event.alarm(Alarm::display(&summary, -Duration::hours(*hours)));
        });
    }
    Some(event.done())
}
