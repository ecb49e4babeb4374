//! Beside the item: the agenda, what was decided so far, and who drives.

use super::{MeetingPage, agenda, decided};
use crate::board::display;
use crate::text::{board as words, meeting as text};
use domain::meeting::{Meeting, decisions, may_present};
use domain::number::Region;
use leptos::prelude::*;

pub(super) fn section(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    view! {
        {agenda::ways(page, meeting, region)}
        {made(page, meeting, region)}
        {wheel(page, meeting, region)}
    }
    .into_any()
}

fn made(page: &MeetingPage, meeting: &Meeting, region: Region) -> AnyView {
    let made = decisions(page.plan, meeting.opened.revision, page.plan.revision());
    let lines = made.iter().rev().map(|decision| {
        let (unit, measure) = (page.name(decision.unit, region), words::measure(region, decision.measure));
        let numbers = decided::numbers(page.plan, decision, region);
        view! {
            <li>
                <strong>{unit}</strong>" · "{measure}
                <span>{decision.author.clone()}" "{decided::deed(decision, region)}" "<b>{numbers}</b></span>
                <small>{display::moment(decision.at, region)}</small>
            </li>
        }
    });
    let lines = lines.collect_view();
    let body = match made.is_empty() {
        true => view! { <p>{text::no_decisions(region)}</p> }.into_any(),
        false => view! { <ol class="meeting-decisions">{lines}</ol> }.into_any(),
    };
    view! { <section class="card"><h2>{text::decisions(region)}</h2>{body}</section> }.into_any()
}

/// Handing over, taking over, ending.
fn wheel(page: &MeetingPage, meeting: &Meeting, region: Region) -> Option<AnyView> {
    let id = || view! { <input type="hidden" name="meeting" value=meeting.id.clone()/> };
    if meeting.may_be_taken_over(page.plan, page.actor, page.now) {
        let view = view! {
            <section class="card">
                <h2>{text::presenting(region)}</h2>
                <p>{text::presenter_gone(region, &meeting.presenter.name)}</p>
                <form method="post" action=page.home()>
                    {id()}
                    <p class="form-actions">
                        <button type="submit" name="do" value="take">{text::take_over(region)}</button>
                    </p>
                </form>
            </section>
        };
        return Some(view.into_any());
    }
    if !meeting.is_driven_by(&page.actor.person) {
        return None;
    }
    let here = meeting.here(page.now).filter(|attendee| attendee.who.person != page.actor.person);
    let actor = |person: &str| page.people.iter().find(|actor| actor.person == person);
    let may = here.filter(|attendee| actor(&attendee.who.person).is_some_and(|actor| may_present(page.plan, actor)));
    let options: Vec<_> = may
        .map(|attendee| {
            view! { <option value=attendee.who.person.clone()>{attendee.who.name.clone()}</option> }
        })
        .collect();
    let hand_over = match options.is_empty() {
        true => view! { <p>{text::nobody_to_hand_over(region)}</p> }.into_any(),
        false => view! {
            <form method="post" action=page.home()>
                {id()}
                <label><span>{text::hand_over_to(region)}</span><select name="person">{options}</select></label>
                <p class="form-actions">
                    <button type="submit" name="do" value="hand">{text::hand_over(region)}</button>
                </p>
            </form>
        }
        .into_any(),
    };
    let view = view! {
        <section class="card meeting-wheel">
            <h2>{text::who_drives(region)}</h2>
            <details>
                <summary>{text::hand_over(region)}</summary>
                {hand_over}
            </details>
            <details>
                <summary>{text::end(region)}</summary>
                <p>{text::end_help(region)}</p>
                <form method="post" action=page.home()>
                    {id()}
                    <p class="form-actions">
                        <button type="submit" name="do" value="end" class="primary">{text::end(region)}</button>
                    </p>
                </form>
            </details>
        </section>
    };
    Some(view.into_any())
}
