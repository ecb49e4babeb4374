//! The units of a board on their way to approval: those that wait for the reader, and a level of the tree.

use super::{Outcome, address, open, place, waiting, waiting_table, words};
use crate::api::session::Me;
use crate::board::display;
use crate::form::{Errors, Fields, Input, Query, midnight};
use crate::shell;
use crate::text::approval as text;
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::approval::{ApprovalUnit, MeasureGroup, Party, Stage, approval_units_of, call_of, due_of, standing};
use domain::dimension::MemberId;
use domain::inbox;
use domain::number::Region;
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
    /// Everybody, on this board.
    pub everybody: &'a [Actor],
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
        let waiting = waiting(page.plan, page.actor, page.everybody, page.now);
        let mine = if waiting.is_empty() {
            view! {
                <section class="card">
                    <h2>{text::waits_none(region)}</h2>
                    <p>{text::waits_none_help(region)}</p>
                </section>
            }
            .into_any()
        } else {
            view! { <h2>{text::waits(region, waiting.len())}</h2>{waiting_table(page.board, page.plan, &waiting, (page.now, region))} }.into_any()
        };
        let (top, up) = level(&page);
        let group = place::group(page.query, &page.plan.approvals().paths);
        let below = top.map(|top| {
            let units = std::iter::once(top).chain(page.plan.outline().child_units(top));
            let subjects = units.flat_map(|unit| approval_units_of(page.plan, unit, group));
            let rows = subjects.map(|subject| row(&page, subject, group, region)).collect_view();
            let groups: Vec<MeasureGroup> = page.plan.approvals().paths.groups().collect();
            let tabs = place::tabs(&groups, group, region, |group| at(&page, top, group));
            view! {
                <h2>{text::units(region)}</h2>
                {tabs}
                {up.map(|up| view! { <p><a href=at(&page, up, group)>"↑ "{text::up(region)}</a></p> })}
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

fn at(page: &ListPage, unit: MemberId, group: MeasureGroup) -> String {
    let code = page.plan.outline().units.get(unit).map_or("", |member| member.code.as_str());
    let unit = format!("unit={}", crate::form::escaped(code));
    place::with_parameters(format!("/boards/{}/approvals", page.board), [Some(unit), place::parameter(group)])
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

fn row(page: &ListPage, subject: ApprovalUnit, shown: MeasureGroup, region: Region) -> impl IntoView + use<> {
    let (outline, approvals) = (page.plan.outline(), page.plan.approvals());
    let name = display::unit_name(outline, subject.unit, region);
    let (review, call) = (approvals.reviews.get(&subject), call_of(page.plan, subject));
    let apart = (subject.group != shown).then(|| place::measures(subject.group, region)).flatten();
    let asked = match (review, call) {
        (None, Some(_)) => {
            let asked = inbox::answering(outline, subject.unit, page.everybody);
            asked.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
        }
        (Some(review), _) => words::asked(page.plan, subject, review, region),
        (None, None) => "—".to_owned(),
    };
    let since = review.map(|review| review.since).or(call.map(|call| call.at));
    let since = since.map(|since| display::moment(since, region));
    let due = due_of(page.plan, subject);
    let is_late = due.is_some_and(|due| due < page.now);
    let until = due.map(|due| text::answer_until(region, display::moment(due, region)));
    let children: Vec<MemberId> = outline.child_units(subject.unit).collect();
    let is_approved = |child: &&MemberId| {
        let subjects = approval_units_of(page.plan, **child, shown);
        let is_through =
            |subject: &ApprovalUnit| matches!(standing(page.plan, *subject), Some(Stage::Approved | Stage::Archived));
        subjects.iter().all(is_through)
    };
    let approved = children.iter().filter(is_approved).count();
    let below = (!children.is_empty()).then(|| {
        let to = at(page, subject.unit, subject.group);
        view! { <a href=to>{text::below_count(region, approved, children.len())}</a> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=address(page.board, outline, subject)>{name}</a>
                {apart.map(|apart| view! { <small>{apart}</small> })}
            </th>
            <td>
                {words::stage_pill(page.plan, subject, region)}
                {is_late.then(|| words::late(region))}
                {words::stale_pill(page.plan, subject, region)}
            </td>
            <td class="words">{asked}{until.map(|until| view! { <small>{until}</small> })}</td>
            <td>{since}</td>
            <td class="number">{words::gap(page.plan, subject, region)}</td>
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
        <details class="card away" open=matches!(page.outcome, Some(Outcome::Problem(_) | Outcome::Unsent(_)))>
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
        let read = query.get(field).and_then(|day| midnight(day, later));
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
