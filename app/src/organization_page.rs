//! The page of a board's organization: moving units, and the plan as it was made beside the plan as it is. Plain forms that
//! work without script.

mod beside;
mod moving;

use crate::api::session::Me;
use crate::board::display;
use crate::components::panel::journal::{Line, written};
use crate::form::{Query, Unsent, alert};
use crate::import_pages::form::decode;
use crate::shell;
use crate::text::organization as text;
use axum::http::request::Parts;
use domain::actor::Actor;
use domain::dimension::{Dimension, MemberId};
use domain::journal::{Act, JournalEntry};
use domain::measure::Measure;
use domain::number::Region;
use domain::plan::Plan;
use domain::reorganization::Move;
use leptos::prelude::*;
use uuid::Uuid;

/// What became of a move.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was made; the unit by its new number.
    Moved(MemberId),
    /// It was not.
    Unsent(Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// What the address or form says.
    pub query: &'a Query,
    /// What became of a move.
    pub outcome: Option<&'a Outcome>,
    /// What a move sent from this page is called, so that sending it twice moves once.
    pub command: Uuid,
}

/// The move that an address or form names.
pub fn wanted(query: &Query) -> Option<Move> {
    let number = |name| query.get(name)?.parse().ok();
    Some(Move { unit: number("unit")?, to: number("to")?, from: number("from")? })
}

/// Which numbers are compared.
fn measure(query: &Query) -> Measure {
    query.get("measure").and_then(decode).unwrap_or(Measure::Revenue)
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: OrganizationPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let content = view! {
            <main class="page organization" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                {moving::form(&page, region)}
                {beside::section(&page, region)}
                {history(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

fn said(page: &OrganizationPage, outcome: &Outcome, region: Region) -> impl IntoView + use<> {
    match outcome {
        Outcome::Moved(unit) => {
            let unit = name(&page.plan.outline().units, *unit, region);
            view! { <p class="notice" role="status">{text::moved(region, unit)}</p> }.into_any()
        }
        Outcome::Unsent(unsent) => alert(moving::sentence(page, unsent, region)).into_any(),
    }
}

fn history(page: &OrganizationPage, region: Region) -> Option<impl IntoView + use<>> {
    let moved = |line: &&JournalEntry| matches!(line.act, Act::Moved { .. });
    let lines = page.plan.journal().iter().rev().filter(moved).map(|line| {
        let Line { author, what, moment, .. } = written(page.plan, line, region);
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td>{author}</td>
                <td><time>{moment}</time></td>
            </tr>
        }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="moved">
                <h2>{text::history(region)}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label=text::history(region)>
                    <table class="sheet">
                        <thead>
                            <tr>
                                <th scope="col">{text::unit(region)}</th>
                                <th scope="col">{text::who(region)}</th>
                                <th scope="col">{text::when(region)}</th>
                            </tr>
                        </thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

/// What a member is called.
fn name(dimension: &Dimension, member: MemberId, region: Region) -> String {
    dimension.get(member).map(|member| display::name(&member.name, region)).unwrap_or_default()
}
