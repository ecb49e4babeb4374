//! Comments: what is said about a goal, a unit or a cell, and the list of all of it. Rendered on the server, made of plain
//! forms, complete without any script: one offers names while somebody types.

mod list;
mod markdown;
mod told;
mod topic;

pub use list::{ListPage, document as list};
pub(crate) use markdown::beginning;
pub use told::{Unclear, told};
pub use topic::{TopicPage, document as topic};

use crate::board::{display, rejection};
use crate::components::topbar::initials;
use crate::form::{Query, Unsent, alert};
use crate::text::{board as words, comment as text};
use domain::address::Address;
use domain::comment::{Comment, Fault, TOLD_LIMIT, Topic};
use domain::goal::Metric;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::plan::Plan;
use leptos::prelude::*;

/// What became of something that was to be said or put aside.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is said.
    Done,
    /// It is put aside.
    Read,
    /// A name after @ tells nobody.
    Unclear(Unclear),
    /// It was not carried out.
    Unsent(Unsent),
}

impl Outcome {
    fn view(&self, outline: &Outline, region: Region) -> AnyView {
        let notice = |words: &'static str| view! { <p class="notice" role="status">{words}</p> }.into_any();
        match self {
            Self::Done => notice(text::done(region)),
            Self::Read => notice(text::read_done(region)),
            Self::Unclear(Unclear::Nobody(name)) => alert(text::nobody(region, name)).into_any(),
            Self::Unclear(Unclear::Several(name)) => alert(text::several(region, name)).into_any(),
            Self::Unsent(unsent) => alert(unsent.sentence(outline, Measure::Revenue, region)).into_any(),
        }
    }
}

/// Why something is not said.
pub(crate) fn fault(fault: &Fault, region: Region) -> String {
    match fault {
        Fault::TopicUnknown => text::fault_topic(region).to_owned(),
        Fault::MayNotSee(name) => text::fault_may_not_see(region, name),
        Fault::TooManyTold => text::fault_many(region, TOLD_LIMIT),
    }
}

/// The topic that an address or a form names.
pub fn topic_of(query: &Query) -> Option<Topic> {
    let number = |name: &str| query.get(name).map_or(Some(0), |number| number.parse().ok());
    match query.get("about")? {
        "goal" => {
            let code = query.get("goal")?;
            Metric::ALL.into_iter().find(|metric| format!("{metric:?}") == code).map(Topic::Goal)
        }
        "unit" => query.get("unit")?.parse().ok().map(Topic::Unit),
        "cell" => {
            let measure = query.measure("measure")?;
            let [unit, product, channel, period] =
                [number("unit")?, number("product")?, number("channel")?, number("period")?];
            Some(Topic::Cell(measure, Address { unit, product, channel, period }))
        }
        _ => None,
    }
}

/// The address of what is said about a topic of a board.
pub(crate) fn address(board: &str, topic: Topic) -> String {
    let query = match topic {
        Topic::Goal(metric) => format!("goal&goal={metric:?}"),
        Topic::Unit(unit) => format!("unit&unit={unit}"),
        Topic::Cell(measure, Address { unit, product, channel, period }) => {
            format!("cell&measure={measure:?}&unit={unit}&product={product}&channel={channel}&period={period}")
        }
    };
    format!("/boards/{board}/comments/about?about={query}")
}

/// The address of a comment: it stays, also where units move.
pub fn address_of(board: &str, comment: u64) -> String {
    format!("/boards/{board}/comments/{comment}#comment-{comment}")
}

/// What a topic is called.
pub fn name(outline: &Outline, topic: Topic, region: Region) -> String {
    match topic {
        Topic::Goal(metric) => words::metric(region, metric).to_owned(),
        Topic::Unit(unit) => display::unit_name(outline, unit, region),
        Topic::Cell(measure, at) => {
            format!("{} · {}", words::measure(region, measure), rejection::place(outline, at, region))
        }
    }
}

/// How many comments there are, in words.
fn counted(count: usize, region: Region) -> String {
    if count == 1 { text::count_one(region).to_owned() } else { text::count(region, count) }
}

/// The way to what is said about a topic, with the number of comments; a word to begin where there is none.
pub(crate) fn link(board: &str, plan: &Plan, topic: Topic, region: Region) -> impl IntoView + use<> {
    let count = plan.comments().about(topic).count();
    let words = if count == 0 { text::link_none(region).to_owned() } else { counted(count, region) };
    view! { <a class="comments-link" href=address(board, topic)>{words}</a> }
}

/// Whom a comment tells, as its reader may know it.
fn tells(comment: &Comment, reader: &str, region: Region) -> Option<String> {
    let known = |told: &&domain::approval::Party| !told.name.is_empty();
    let names: Vec<&str> = comment.told.iter().filter(known).map(|told| told.name.as_str()).collect();
    match names.is_empty() {
        false => Some(text::tells(region, names.join(", "))),
        true => comment.tells(reader).then(|| text::tells_you(region).to_owned()),
    }
}

/// A comment with who made it, and when.
fn drawn(comment: &Comment, reader: &str, region: Region) -> impl IntoView + use<> {
    let id = format!("comment-{}", comment.revision);
    view! {
        <li id=id>
            <span class="avatar" aria-hidden="true">{initials(&comment.author.name)}</span>
            <article>
                <p class="thread-who">
                    <strong>{comment.author.name.clone()}</strong>
                    <time>" · "{display::moment(comment.at, region)}</time>
                </p>
                <div class="comment-text" inner_html=markdown::rendered(&comment.text)></div>
                {tells(comment, reader, region).map(|told| view! { <p class="comment-told">{told}</p> })}
            </article>
        </li>
    }
}
