//! What is said about one goal, unit or cell, and the form that says something more.

use super::{Outcome, drawn, link, name};
use crate::api::session::Me;
use crate::board::display;
use crate::form::Query;
use crate::plan_pages::node_query;
use crate::shell;
use crate::text::{board as words, comment as text};
use axum::http::request::Parts;
use domain::actor::{Actor, Role};
use domain::address::Address;
use domain::comment::Topic;
use domain::dimension::MemberId;
use domain::goal;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::number::Region;
use domain::plan::Plan;
use leptos::prelude::*;

/// People who are offered to be told beside the form; everybody else is told by name.
const OFFERED: usize = 8;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct TopicPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// What is talked about.
    pub topic: Topic,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody else who may read what the reader says.
    pub readers: &'a [Actor],
    /// Whether one of its comments waits for the reader.
    pub waits: bool,
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: TopicPage) -> String {
    shell::plain(parts, me, |region| {
        let title = name(page.plan.outline(), page.topic, region);
        let comments = page.plan.comments().about(page.topic);
        let comments = comments.map(|comment| drawn(comment, &page.actor.person, region)).collect::<Vec<_>>();
        let said = if comments.is_empty() {
            view! { <p class="comments-none">{text::nothing_here(region)}</p> }.into_any()
        } else {
            view! { <ol class="thread comment-course">{comments}</ol> }.into_any()
        };
        let content = view! {
            <main class="page narrow comments" id="content">
                <p class="way-back"><a href=format!("/boards/{}/comments", page.board)>"← "{text::all(region)}</a></p>
                <h1>{title.clone()}</h1>
                {standing(&page, region)}
                {page.outcome.map(|outcome| outcome.view(page.plan.outline(), region))}
                {said}
                {form(&page, region)}
            </main>
        };
        (format!("{title} · {}", text::title(region)), content)
    })
}

/// What the topic is now, so that nobody has to leave to know what is talked about.
fn standing(page: &TopicPage, region: Region) -> AnyView {
    let outline = page.plan.outline();
    match page.topic {
        Topic::Goal(metric) => {
            let decimals = outline.decimals(Measure::Revenue);
            let goals = goal::read(page.plan);
            let found = goals.iter().find(|reading| reading.metric == metric);
            let value = display::goal_value(&goals, metric, decimals, region);
            let status = found.map(|reading| words::goal_status(region, reading.status));
            view! { <p>{text::about_goal(region)}": "<strong>{value}</strong>{status.map(|status| format!(" · {status}"))}</p> }
                .into_any()
        }
        Topic::Unit(unit) => {
            let year = Address { unit, ..Address::COMPANY };
            view! {
                <p>{text::about_unit(region)}</p>
                {numbers(page, Measure::Revenue, year, region)}
                <p class="thread-links">{board(page, unit, region)}</p>
            }
            .into_any()
        }
        Topic::Cell(measure, at) => {
            let node = Node { slice: Slice::Target, measure, at };
            let unit = Topic::Unit(at.unit);
            let unit = page.plan.comments().about(unit).next().is_some().then(|| {
                view! { <span>{text::on_unit(region)}": "{link(page.board, page.plan, unit, region)}</span> }
            });
            view! {
                {numbers(page, measure, at, region)}
                <p class="thread-links">
                    <a href=format!("/boards/{}/why?{}", page.board, node_query(node))>{text::why(region)}</a>
                    {board(page, at.unit, region)}
                    {unit}
                </p>
            }
            .into_any()
        }
    }
}

fn board(page: &TopicPage, unit: MemberId, region: Region) -> impl IntoView + use<> {
    view! { <a href=format!("/boards/{}#unit-{unit}", page.board)>{text::on_board(region)}</a> }
}

/// The number in the slices that people talk about.
fn numbers(page: &TopicPage, measure: Measure, at: Address, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let slices = [Slice::Target, Slice::Commitment, Slice::Agreed, Slice::LastYear];
    let figures = slices.map(|slice| {
        let number = page.plan.get(slice, measure, at);
        let number =
            number.map_or_else(|| "—".to_owned(), |number| display::exact(number, outline.decimals(measure), region));
        view! { <div><dt>{words::slice(region, slice)}</dt><dd>{number}</dd></div> }
    });
    view! { <dl class="comment-numbers">{figures.collect_view()}</dl> }
}

/// Those most likely to be told first: who took part, who answers for the unit or one above it, the committee.
fn offered<'a>(page: &TopicPage<'a>) -> Vec<&'a Actor> {
    let units = &page.plan.outline().units;
    let unit = match page.topic {
        Topic::Goal(_) => None,
        Topic::Unit(unit) => Some(unit),
        Topic::Cell(_, at) => Some(at.unit),
    };
    let above: Vec<MemberId> = unit.map(|unit| units.upwards(unit).collect()).unwrap_or_default();
    let took_part =
        |actor: &Actor| page.plan.comments().about(page.topic).any(|said| said.author.person == actor.person);
    let nearness = |actor: &Actor| match actor {
        actor if took_part(actor) => Some(0),
        Actor { role: Role::Manager, unit: Some(own), .. } => Some(1 + above.iter().position(|unit| unit == own)?),
        Actor { role: Role::Committee, .. } => Some(above.len() + 1),
        Actor { role: Role::Executive, .. } if above.is_empty() => Some(2),
        _ => None,
    };
    let mut near: Vec<(usize, &Actor)> =
        page.readers.iter().filter_map(|actor| Some((nearness(actor)?, actor))).collect();
    near.sort_by(|one, other| (one.0, &one.1.name).cmp(&(other.0, &other.1.name)));
    near.into_iter().take(OFFERED).map(|(_, actor)| actor).collect()
}

fn form(page: &TopicPage, region: Region) -> impl IntoView + use<> {
    let failed = matches!(page.outcome, Some(Outcome::Unclear(_) | Outcome::Unsent(_)));
    let typed = if failed { page.query.text("text").to_owned() } else { String::new() };
    let offered = offered(page);
    let choices = offered.iter().map(|actor| {
        let chosen = failed && page.query.all("tell").any(|person| person == actor.person);
        view! {
            <label>
                <input type="checkbox" name="tell" value=actor.person.clone() checked=chosen/>
                <span>{actor.name.clone()}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    let tell = (!offered.is_empty()).then(|| {
        view! {
            <fieldset class="choices comment-tell">
                <legend>{text::tell(region)}</legend>
                {choices}
                <small>{text::tell_help(region)}</small>
            </fieldset>
        }
    });
    let names = page.readers.iter().map(|actor| view! { <li>{actor.name.clone()}</li> }).collect_view();
    let here = super::address(page.board, page.topic);
    let aside = page.waits.then(|| {
        view! { <button type="submit" name="do" value="read" formnovalidate=true>{text::read(region)}</button> }
    });
    view! {
        <form method="post" action=here class="card comment-form">
            <input type="hidden" name="base" value=page.plan.revision().to_string()/>
            <label>
                <span>{text::write(region)}</span>
                <textarea
                    name="text"
                    rows="4"
                    maxlength="4000"
                    required=true
                    aria-describedby="comment-help"
                    aria-invalid=failed.then_some("true")
                >
                    {typed}
                </textarea>
                <small id="comment-help">{text::write_help(region)}</small>
            </label>
            <ul id="comment-names" class="comment-names" role="listbox" aria-label=text::names(region) hidden=true>{names}</ul>
            {tell}
            <div class="actions">
                <button type="submit" class="primary" name="do" value="say">{text::say(region)}</button>
                {aside}
                <small>{text::kept(region)}</small>
            </div>
        </form>
        <script src="/comments.js" defer></script>
    }
}
