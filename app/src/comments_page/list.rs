//! Everything that is said on a board: what waits for the reader's answer, and the topics, the latest first.

use super::{Outcome, address, beginning, counted, name};
use crate::api::session::Me;
use crate::board::display;
use crate::form::{choice, named};
use crate::shell;
use crate::text::{board as words, comment as text};
use axum::http::request::Parts;
use domain::comment::{Comment, Topic};
use domain::goal::Metric;
use domain::number::Region;
use domain::outline::Standing;
use domain::plan::Plan;
use leptos::prelude::*;

/// Topics that are listed; what was last talked about earlier is reached from its own place.
const MOST: usize = 200;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ListPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The comments that wait for the reader.
    pub waiting: &'a [&'a Comment],
    /// What became of a form.
    pub outcome: Option<&'a Outcome>,
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: ListPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let waiting = (!page.waiting.is_empty()).then(|| {
            let rows = page.waiting.iter().map(|comment| row(&page, comment, None, region)).collect_view();
            view! {
                <h2>{text::waits(region, page.waiting.len())}</h2>
                <ul class="card comment-topics">{rows}</ul>
            }
        });
        let topics = topics(page.plan);
        let latest = if topics.is_empty() {
            view! {
                <section class="card">
                    <h2>{text::none(region)}</h2>
                    <p>{text::none_help(region)}</p>
                </section>
            }
            .into_any()
        } else {
            let rows = topics.into_iter().take(MOST).map(|(last, count)| row(&page, last, Some(count), region));
            let rows = rows.collect_view();
            view! { <h2>{text::latest(region)}</h2><ul class="card comment-topics">{rows}</ul> }.into_any()
        };
        let content = view! {
            <main class="page comments" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| outcome.view(page.plan.outline(), region))}
                {waiting}
                {latest}
                {begin(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

/// The latest comment about every topic and how many there are, the latest first.
fn topics(plan: &Plan) -> Vec<(&Comment, usize)> {
    let mut topics: Vec<(&Comment, usize)> = Vec::new();
    for comment in plan.comments().iter().rev() {
        match topics.iter_mut().find(|(last, _)| last.topic == comment.topic) {
            Some((_, count)) => *count += 1,
            None => topics.push((comment, 1)),
        }
    }
    topics
}

fn row(page: &ListPage, comment: &Comment, count: Option<usize>, region: Region) -> impl IntoView + use<> {
    view! {
        <li>
            <a href=super::address_of(page.board, comment.revision)>{name(page.plan.outline(), comment.topic, region)}</a>
            <p class="comment-beginning">
                <strong>{comment.author.name.clone()}</strong>": "{beginning(&comment.text)}
            </p>
            <small>
                <time>{display::moment(comment.at, region)}</time>
                {count.map(|count| format!(" · {}", counted(count, region)))}
            </small>
        </li>
    }
}

fn begin(page: &ListPage, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let goals = Metric::ALL.map(|metric| {
        view! { <li><a class="button" href=address(page.board, Topic::Goal(metric))>{words::metric(region, metric)}</a></li> }
    });
    let open = named(outline, region, None).into_iter();
    let open = open.filter(|unit| outline.standing(unit.id) == Standing::Open);
    let units: Vec<_> = open.map(|unit| choice(unit.id.to_string(), unit.words, false)).collect();
    let units = (!units.is_empty()).then(|| {
        view! {
            <form method="get" action=format!("/boards/{}/comments/about", page.board) class="comment-unit">
                <input type="hidden" name="about" value="unit"/>
                <label><span>{text::unit(region)}</span><select name="unit">{units}</select></label>
                <button type="submit">{text::open(region)}</button>
            </form>
        }
    });
    view! {
        <h2>{text::begin(region)}</h2>
        <section class="card">
            <ul class="comment-goals" aria-label=text::goals(region)>{goals.collect_view()}</ul>
            {units}
        </section>
    }
}
