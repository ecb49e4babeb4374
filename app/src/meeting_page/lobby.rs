//! Before a meeting: what would be discussed, who may begin, and the meetings that have ended.

use super::{MeetingPage, agenda};
use crate::board::display;
use crate::text::meeting as text;
use domain::meeting::{MINUTES, MOST_MINUTES, may_present};
use domain::number::Region;
use leptos::prelude::*;

/// For how long whoever has been in a meeting is told that it has ended.
const JUST_NOW: i64 = 600_000;

pub(super) fn section(page: &MeetingPage, region: Region) -> AnyView {
    view! {
        <p class="meeting-help">{text::help(region)}</p>
        {ended(page, region)}
        <section class="card" data-part="lobby">
            <h2>{text::begin(region)}</h2>
            {begin(page, region)}
        </section>
        <section class="card" data-part="earlier">
            <h2>{text::earlier(region)}</h2>
            {earlier(page, region)}
        </section>
    }
    .into_any()
}

fn ended(page: &MeetingPage, region: Region) -> Option<AnyView> {
    let latest = page.earlier.first()?;
    latest.closed.filter(|closed| page.now < closed.at.saturating_add(JUST_NOW))?;
    let href = minutes_of(page, &latest.id);
    let view = view! {
        <p class="notice" role="status">{text::has_ended(region)}" "<a href=href>{text::minutes(region)}</a></p>
    };
    Some(view.into_any())
}

pub(super) fn minutes_of(page: &MeetingPage, meeting: &str) -> String {
    format!("{}/{meeting}/minutes", page.home())
}

fn begin(page: &MeetingPage, region: Region) -> AnyView {
    let rows = page.rows(None);
    if rows.is_empty() {
        return view! {
            <p><strong>{text::nothing_contested(region)}"."</strong>" "{text::nothing_contested_help(region)}</p>
        }
        .into_any();
    }
    let form = may_present(page.plan, page.actor).then(|| {
        view! {
            <form method="post" action=page.home() class="meeting-begin">
                <label>
                    <span>{text::minutes_each(region)}</span>
                    <input
                        type="number"
                        name="minutes"
                        min="1"
                        max=MOST_MINUTES.to_string()
                        value=MINUTES.to_string()
                        required
                    />
                </label>
                <button type="submit" name="do" value="begin" class="primary">{text::begin(region)}</button>
            </form>
        }
    });
    let theirs = form.is_none().then(|| view! { <p>{text::not_yours(region)}</p> });
    view! {
        <p>{text::begin_help(region)}</p>
        {form}
        {theirs}
        {agenda::table(page, &rows, region)}
        <p class="meeting-order">{text::order(region)}</p>
    }
    .into_any()
}

fn earlier(page: &MeetingPage, region: Region) -> AnyView {
    if page.earlier.is_empty() {
        return view! { <p>{text::no_earlier(region)}</p> }.into_any();
    }
    let lines = page.earlier.iter().map(|meeting| {
        let title = text::minutes_of(region, display::moment(meeting.opened.at, region));
        view! {
            <li>
                <a href=minutes_of(page, &meeting.id)>{title}</a>
                " · "{text::presented_by(region, &meeting.presenter.name)}
            </li>
        }
    });
    view! { <ul class="meeting-earlier">{lines.collect_view()}</ul> }.into_any()
}
