//! The units of a board on their way to approval: those that wait for the reader, and a level of the tree.

use super::{Outcome, address, open, waiting, words};
use crate::api::session::Me;
use crate::board::display;
use crate::form::{Errors, Fields, Input, Query, read_date};
use crate::shell;
use crate::text::{approval as text, board as board_words};
use axum::http::request::Parts;
use chrono::{DateTime, Days, NaiveDate};
use domain::access;
use domain::actor::Actor;
use domain::approval::{Party, Stage, fingerprint, gaps};
use domain::dimension::MemberId;
use domain::number::{Region, with_sign};
use domain::plan::Plan;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ListPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody who may answer for them.
    pub people: &'a [Party],
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
    /// Now, in milliseconds since 1970 UTC.
    pub now: i64,
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: ListPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let waiting = waiting(page.plan, page.actor, page.now);
        let mine = if waiting.is_empty() {
            view! {
                <section class="card">
                    <h2>{text::waits_none(region)}</h2>
                    <p>{text::waits_none_help(region)}</p>
                </section>
            }
            .into_any()
        } else {
            let rows = waiting.iter().map(|unit| row(&page, *unit, region)).collect_view();
            view! { <h2>{text::waits(region, waiting.len())}</h2>{table(rows, text::waits(region, waiting.len()), region)} }
                .into_any()
        };
        let (top, up) = level(&page);
        let below = top.map(|top| {
            let units = std::iter::once(top).chain(page.plan.outline().child_units(top));
            let rows = units.map(|unit| row(&page, unit, region)).collect_view();
            view! {
                <h2>{text::units(region)}</h2>
                {up.map(|up| view! { <p><a href=at(&page, up)>"↑ "{text::up(region)}</a></p> })}
                {table(rows, text::units(region).to_owned(), region)}
            }
        });
        let content = view! {
            <main class="page approvals" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| outcome.view(page.plan.outline(), region))}
                {mine}
                {below}
                <p><a class="button" href=format!("/boards/{}/approvals/path", page.board)>{text::path_link(region)}</a></p>
                {away(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

fn at(page: &ListPage, unit: MemberId) -> String {
    let code = page.plan.outline().units.get(unit).map_or("", |member| member.code.as_str());
    format!("/boards/{}/approvals?unit={}", page.board, crate::form::escaped(code))
}

/// The unit whose level is shown, and the one above it where the reader sees that too.
fn level(page: &ListPage) -> (Option<MemberId>, Option<MemberId>) {
    let outline = page.plan.outline();
    let asked = page.query.get("unit").and_then(|code| outline.units.find(code)).filter(|unit| open(outline, *unit));
    let top = asked.or_else(|| access::scope(page.actor));
    let up = top.and_then(|top| outline.units.parent(top)).filter(|up| open(outline, *up));
    (top, up)
}

fn table(rows: impl IntoView, label: String, region: Region) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::unit(region)}</th>
                        <th scope="col">{text::standing(region)}</th>
                        <th scope="col">{text::asked(region)}</th>
                        <th scope="col">{text::since(region)}</th>
                        <th scope="col" class="number">{text::gap(region)}</th>
                        <th scope="col" class="number">{text::below(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(page: &ListPage, unit: MemberId, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let member = outline.units.get(unit);
    let name = member.map(|member| display::name(&member.name, region)).unwrap_or_default();
    let (stage, review) = (page.plan.stage(unit), page.plan.approvals().reviews.get(&unit));
    let stale = review.is_some_and(|review| review.stale(&fingerprint(page.plan, unit)).next().is_some());
    let asked = review.map_or_else(|| "—".to_owned(), |review| words::asked(review, stage, region));
    let since = review.map(|review| display::moment(review.since, region)).unwrap_or_default();
    let gap = |(measure, gap): (domain::measure::Measure, i64)| {
        let amount = with_sign(display::exact(gap, outline.decimals(measure), region));
        text::found_gap(region, board_words::measure(region, measure), amount)
    };
    let gaps: Vec<String> = gaps(page.plan, unit).into_iter().map(gap).collect();
    let gaps = if gaps.is_empty() { "—".to_owned() } else { gaps.join(", ") };
    let children: Vec<MemberId> = outline.child_units(unit).collect();
    let approved = children.iter().filter(|child| page.plan.stage(**child) == Some(Stage::Approved)).count();
    let below = (!children.is_empty()).then(|| {
        view! { <a href=at(page, unit)>{text::below_count(region, approved, children.len())}</a> }
    });
    view! {
        <tr>
            <th scope="row"><a href=address(page.board, outline, unit)>{name}</a></th>
            <td>{words::stage(stage, region)}{stale.then(|| words::stale(region))}</td>
            <td class="words">{asked}</td>
            <td>{since}</td>
            <td class="number">{gaps}</td>
            <td class="number">{below}</td>
        </tr>
    }
}

/// Who answers for the reader while they are away.
fn away(page: &ListPage, region: Region) -> impl IntoView + use<> {
    let known = page.plan.approvals().substitutes.iter().find(|known| known.of.person == page.actor.person);
    let day = |moment: i64| {
        let written = display::moment(moment, region);
        written.rsplit_once(", ").map_or(written.clone(), |(day, _)| day.to_owned())
    };
    let present = known.map(|known| text::away_now(region, &known.by.name, day(known.from), day(known.until - 1)));
    let nothing = Errors::default();
    let errors = match page.outcome {
        Some(Outcome::Problem(errors)) => errors,
        _ => &nothing,
    };
    let fields = Fields { typed: page.query, errors };
    let people = page.people.iter().map(|party| (party.person.clone(), party.name.clone()));
    let end = known.map(|_| view! { <button type="submit" name="do" value="nobody">{text::away_end(region)}</button> });
    view! {
        <details class="card away" open=!errors.is_empty()>
            <summary>{text::away(region)}</summary>
            <p>{text::away_help(region)}</p>
            {present.map(|present| view! { <p><strong>{present}</strong></p> })}
            <form method="post" action=format!("/boards/{}/approvals", page.board) class="choices">
                {fields.select("by", text::away_who(region), None, people)}
                {fields.input("from", text::away_from(region), None, Input::Date(None, None))}
                {fields.input("until", text::away_until(region), None, Input::Date(None, None))}
                <button type="submit" name="do" value="away">{text::away_save(region)}</button>
                {end}
            </form>
        </details>
    }
}

/// Who answers for the author of a form, from which moment until which; with `None` nobody.
///
/// # Errors
/// Fields that cannot be read.
pub fn absence(query: &Query, people: &[Party], region: Region) -> Result<Option<(Party, i64, i64)>, Errors> {
    if query.text("do") == "nobody" {
        return Ok(None);
    }
    let mut errors = Errors::default();
    let by = people.iter().find(|party| party.person == query.text("by"));
    let mut moment = |field: &str, later: u64| {
        let read = query.get(field).and_then(read_date).and_then(|day| {
            let date = NaiveDate::from_ymd_opt(day.month.year, day.month.month.into(), day.day.into())?;
            let midnight: DateTime<chrono::Utc> =
                date.checked_add_days(Days::new(later))?.and_hms_opt(0, 0, 0)?.and_utc();
            Some(midnight.timestamp_millis())
        });
        if read.is_none() {
            errors.add(field, crate::text::spread::missing(region));
        }
        read
    };
    let (from, until) = (moment("from", 0), moment("until", 1));
    match (by, from, until) {
        (Some(by), Some(from), Some(until)) => Ok(Some((by.clone(), from, until))),
        (None, ..) => Err(Errors::one("by", crate::text::spread::missing(region))),
        _ => Err(errors),
    }
}
