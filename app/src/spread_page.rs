//! The page that spreads a total by any way the engine knows: where, how much, by which way; then what everybody
//! below would get and why, before anything is sent. Rendered on the server, made of plain forms, complete without any
//! script.

mod fields;
mod preview;
mod read;
mod way;

pub use crate::plan_pages::node_query as address;
pub(crate) use fields::place_again;
pub use read::Problem;
pub use way::Way;

use crate::api::session::Me;
use crate::form::{Query, Unsent, alert, escaped};
use crate::import_pages::form::decode;
use crate::plan_pages::Spot;
use crate::shell;
use crate::text::spread as text;
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::command::{Command, Verb};
use domain::dimension::ROOT;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::number::Region;
use domain::plan::Plan;
use leptos::prelude::*;
use read::Reader;
use uuid::Uuid;

/// What became of a spread that was sent.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It stands in this revision.
    Sent(u64),
    /// It was taken back.
    TakenBack,
    /// It was not carried out.
    Unsent(Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct SpreadPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// The number that is broken down.
    pub node: Node,
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of what was sent.
    pub outcome: Option<&'a Outcome>,
    /// Which of the two.
    pub form: Form,
}

/// The two pages that spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One total, by any way.
    Total,
    /// The totals of two trees at once.
    TwoTrees,
}

impl Form {
    /// What the address of the page says of a number, and of what else its form was about.
    pub fn address(self, node: Node, query: &Query) -> String {
        match self {
            Self::Total => address(node),
            Self::TwoTrees => format!("{}&across={}", address(node), escaped(query.text("across"))),
        }
    }

    /// The last part of the page's address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Total => "spread",
            Self::TwoTrees => "two-trees",
        }
    }
}

/// The number that a form is about, where the reader may see it; targets and commitments only. Where no unit is named, it
/// is the one that the reader answers for.
pub fn node(plan: &Plan, actor: &Actor, query: &Query) -> Option<Node> {
    let read = |name: &str, unsaid| query.get(name).map_or(Some(unsaid), |id| id.parse().ok());
    let member = |name: &str| read(name, ROOT);
    let spot = Spot {
        unit: read("unit", access::scope(actor).unwrap_or(ROOT))?,
        product: member("product")?,
        channel: member("channel")?,
        period: member("period")?,
        measure: query.get("measure").map_or(Some(Measure::Revenue), decode)?,
        slice: query.get("slice").map_or(Some(Slice::Target), decode)?,
    };
    spot.node(plan.outline()).filter(|node| matches!(node.slice, Slice::Target | Slice::Commitment))
}

/// The command that a form asks for.
///
/// # Errors
/// A field that cannot be read, or what the rules say of its inputs.
pub fn verb(plan: &Plan, node: Node, query: &Query, region: Region) -> Result<Verb, Problem> {
    let way = Way::of(query.get("way"));
    let reader = Reader { plan, node, way, query: &way::filled(way, query), region };
    let (to, method) = way::asked(&reader)?;
    let Node { slice, measure, at } = node;
    Ok(Verb::Assign { slice, measure, at, to: Some(to), method })
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: SpreadPage) -> String {
    shell::plain(parts, me, |region| {
        let SpreadPage { board, plan, node, query, .. } = page;
        let title = plan.outline().title.clone();
        let way = Way::of(query.get("way"));
        let reader = Reader { plan, node, way, query: &way::filled(way, query), region };
        let asked = query.get("preview").map(|_| verb(plan, node, query, region));
        let (problem, shown) = match &asked {
            Some(Ok(verb)) => {
                let command = Command { id: Uuid::now_v7(), base: plan.revision(), verb: verb.clone() };
                (None, Some(preview::view(&page, region, command)))
            }
            Some(Err(Problem::Refused(refusal))) => {
                (None, Some(said_no(&page, Unsent::Refused(refusal.clone()), region)))
            }
            Some(Err(problem)) => (Some(problem), None),
            None => (None, None),
        };
        let two_trees = format!("/boards/{board}/two-trees?{}", address(node));
        let content = view! {
            <main class="page spread-page" id="content">
                <p class="way-back"><a href=format!("/boards/{board}")>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}" "<a href=two_trees>{crate::text::two_trees::title(region)}</a></p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                {fields::form(&reader, board, problem)}
                {shown}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

/// What became of what was sent, and taking it back.
pub(crate) fn said(page: &SpreadPage, outcome: &Outcome, region: Region) -> AnyView {
    match outcome {
        Outcome::Sent(revision) => view! {
            <div class="notice" role="status">
                <p>{text::sent(region)}</p>
                <form method="post" action=format!("/boards/{}/{}/back", page.board, page.form.path())>
                    <input type="hidden" name="revision" value=revision.to_string()/>
                    {fields::place_again(page.node)}
                    <button type="submit">{text::take_back(region)}</button>
                </form>
            </div>
        }
        .into_any(),
        Outcome::TakenBack => view! { <p class="notice" role="status">{text::taken_back(region)}</p> }.into_any(),
        Outcome::Unsent(unsent) => said_no(page, unsent.clone(), region),
    }
}

/// Why it was not sent.
pub(crate) fn said_no(page: &SpreadPage, unsent: Unsent, region: Region) -> AnyView {
    alert(unsent.sentence(page.plan.outline(), page.node.measure, region)).into_any()
}
