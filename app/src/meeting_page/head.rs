//! Who presents, who is here, and the ways out of the meeting and back.

use super::lobby::minutes_of;
use super::{MeetingPage, Shown, moves};
use crate::board::display;
use crate::text::{board as words, meeting as text};
use domain::meeting::Meeting;
use domain::number::Region;
use leptos::prelude::*;

pub(super) fn section(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    let own = meeting.is_driven_by(&page.actor.person);
    let presents = match own {
        true => text::you_present(region).to_owned(),
        false => text::presents(region, &meeting.presenter.name),
    };
    let name = |person: &str, name: &str| match person == page.actor.person {
        true => text::you(region, name),
        false => name.to_owned(),
    };
    let here = meeting.here(page.now).map(|attendee| name(&attendee.who.person, &attendee.who.name));
    let here: Vec<String> = here.collect();
    let here = if here.is_empty() { text::nobody_here(region).to_owned() } else { here.join(", ") };
    let way = match page.is_alone() {
        true => {
            view! { <a class="button primary" href=page.home() data-key="Escape">{text::follow(region)}</a> }.into_any()
        }
        false => {
            let href = match page.shown(meeting) {
                Shown::Item(thread) => page.address(thread.id),
                Shown::Hidden | Shown::Nothing => format!("{}?alone=yes", page.home()),
            };
            view! {
                <a class="button" href=href data-key="Escape" title=text::leave_help(region)>{text::leave(region)}</a>
            }
            .into_any()
        }
    };
    let refresh = match (page.is_alone(), page.shown(meeting)) {
        (false, _) => page.home(),
        (true, Shown::Item(thread)) => page.address(thread.id),
        (true, Shown::Hidden | Shown::Nothing) => format!("{}?alone=yes", page.home()),
    };
    view! {
        <section class="meeting-head">
            <p class="meeting-who">
                <strong>{presents}</strong>
                " "{text::since(region, display::moment(meeting.opened.at, region))}
                " · "{text::here(region)}": "{here}
            </p>
            <div class="meeting-ways">
                {moves::ways(page, meeting, region)}
                {way}
                <a class="button without-script" href=refresh>{text::refresh(region)}</a>
                <a class="button quiet" href=minutes_of(page, &meeting.id)>{text::minutes_so_far(region)}</a>
            </div>
            {page.is_alone().then(|| alone(page, meeting, own, region))}
        </section>
    }
    .into_any()
}

/// Where the meeting is while the reader looks around.
fn alone(page: &MeetingPage, meeting: &Meeting, own: bool, region: Region) -> AnyView {
    let alone = if own { text::alone_presenting(region) } else { text::alone(region) };
    let at = meeting.current().map(|item| match page.thread(item.thread) {
        Some(thread) => text::now_at(region, page.name(thread.unit, region), words::measure(region, thread.measure)),
        None => text::now_hidden(region).to_owned(),
    });
    view! { <p class="meeting-alone" role="status">{alone}" "<strong>{at}</strong></p> }.into_any()
}
