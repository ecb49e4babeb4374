//! The page of one thread: everything that was said, what both positions do, and every answer that its reader may give.
//! Rendered on the server, made of plain forms, complete without any script.

mod course;
mod forms;
mod read;
mod terms;

pub use read::{Problem, verb};

use crate::api::session::Me;
use crate::board::display;
use crate::comments_page;
use crate::form::{Errors, Query, Unsent, alert, escaped};
use crate::import_pages::form::decode;
use crate::shell;
use crate::text::{board as words, negotiation, thread as text};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::comment::Topic;
use domain::conservation;
use domain::dimension::{MemberId, ROOT};
use domain::effect;
use domain::goal::{GoalReading, Metric};
use domain::measure::Measure;
use domain::number::{Region, format_compact};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::thread::{Move, Party, Side, Thread, ThreadState};
use leptos::prelude::*;
use uuid::Uuid;

/// What became of an answer.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is on disk.
    Sent,
    /// Fields are wrong.
    Problem(Problem),
    /// It was not carried out.
    Unsent(Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ThreadPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// The unit whose number it is about.
    pub unit: MemberId,
    /// What is negotiated.
    pub measure: Measure,
    /// Identifiers and names of those who may answer in somebody's place.
    pub people: &'a [(String, String)],
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of an answer.
    pub outcome: Option<&'a Outcome>,
    /// What an answer sent from this page is called, so that sending it twice says it once.
    pub command: Uuid,
}

impl<'a> ThreadPage<'a> {
    fn thread(&self) -> Option<&'a Thread> {
        self.plan.thread_of(self.unit, self.measure)
    }

    /// In which part the reader may move, and for which side.
    pub(crate) fn party(&self) -> Option<(Party, Side)> {
        match self.thread() {
            Some(thread) => access::party(self.plan.outline(), self.actor, thread),
            None => access::side(self.plan.outline(), self.actor, self.unit).map(|side| (side.into(), side)),
        }
    }

    /// Whether the reader may make a move now.
    pub(crate) fn may(&self, what: Move) -> bool {
        let Some((party, side)) = self.party() else { return false };
        match self.thread().filter(|thread| !thread.state().is_over()) {
            Some(thread) => thread.course.after(party, what, self.plan.policy().limits).is_ok(),
            None => what == Move::Propose && side == Side::Parent,
        }
    }

    fn unit_name(&self, unit: MemberId, region: Region) -> String {
        display::unit_name(self.plan.outline(), unit, region)
    }

    fn exact(&self, number: i64, region: Region) -> String {
        display::exact(number, self.plan.outline().decimals(self.measure), region)
    }

    fn period_name(&self, period: MemberId, region: Region) -> String {
        self.plan.outline().periods.get(period).map(|period| display::name(&period.name, region)).unwrap_or_default()
    }
}

/// The address of the page of a thread: by the unit's code, so that it stays where units move.
pub(crate) fn address(board: &str, outline: &Outline, thread: &Thread) -> String {
    let code = outline.units.get(thread.unit).map_or("", |member| member.code.as_str());
    format!("/boards/{board}/thread?of={}&measure={:?}", escaped(code), thread.measure)
}

/// The unit and measure that an address or form is about, where the reader sees the unit in detail. The unit is called
/// by its code, or by its number, as forms and the board do.
pub fn place(plan: &Plan, actor: &Actor, query: &Query) -> Option<(MemberId, Measure)> {
    let unit = match query.get("of") {
        Some(code) => plan.outline().units.find(code)?,
        None => query.get("unit")?.parse().ok()?,
    };
    let seen = unit != ROOT && access::sees(plan.outline(), actor, unit);
    seen.then_some((unit, query.get("measure").and_then(decode)?))
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: ThreadPage) -> String {
    shell::plain(parts, me, |region| {
        let board = page.plan.outline().title.clone();
        let title = text::title(region, page.unit_name(page.unit, region), words::measure(region, page.measure));
        let nothing = Errors::default();
        let errors = match page.outcome {
            Some(Outcome::Problem(Problem(errors))) => errors,
            _ => &nothing,
        };
        let (unit, measure) = (page.unit, page.measure);
        let topic = Topic::Cell(measure, Address { unit, ..Address::COMPANY });
        let record = format!("/boards/{}/record.csv?unit={unit}&measure={measure:?}", page.board);
        let content = view! {
            <main class="page thread-page" id="content">
                <p class="way-back"><a href=format!("/boards/{}#unit-{unit}", page.board)>"← "{board.clone()}</a></p>
                <h1>{title.clone()}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                <div class="thread-columns">
                    <div>
                        {standing(&page, region)}
                        {course::section(&page, region)}
                        <p class="thread-links">
                            {comments_page::link(page.board, page.plan, topic, region)}
                            <a href=record>{text::record(region)}</a>
                            <a href=format!("/boards/{}/policy", page.board)>{text::policy_link(region)}</a>
                        </p>
                    </div>
                    <div>
                        {forms::section(&page, errors, region)}
                        {positions(&page, region)}
                        {conservation_line(&page, region)}
                    </div>
                </div>
            </main>
        };
        (format!("{title} · {board}"), content)
    })
}

/// The answers that the reader may give, for another page that shows the thread.
pub(crate) fn answers(page: &ThreadPage, region: Region) -> AnyView {
    forms::section(page, &Errors::default(), region)
}

fn said(page: &ThreadPage, outcome: &Outcome, region: Region) -> AnyView {
    match outcome {
        Outcome::Sent => view! { <p class="notice" role="status">{text::sent(region)}</p> }.into_any(),
        Outcome::Problem(problem) => alert(problem.sentence(region)).into_any(),
        Outcome::Unsent(unsent) => alert(unsent.sentence(page.plan.outline(), page.measure, region)).into_any(),
    }
}

/// Where the thread stands: whose turn, which round, until when, who answers for whom.
fn standing(page: &ThreadPage, region: Region) -> Option<impl IntoView + use<>> {
    let thread = page.thread()?;
    let party = match thread.state().turn() {
        Some(Party::Parent) => text::turn_parent(region),
        Some(Party::Child) => text::turn_child(region),
        Some(Party::Arbiter | Party::Clock) => text::turn_arbiter(region),
        None => text::turn_nobody(region),
    };
    let round = text::round(region, thread.course.round, page.plan.policy().limits.rounds);
    let due = thread.due.filter(|_| thread.state().is_open()).map(|due| {
        let due = display::moment(due, region);
        match thread.state() {
            ThreadState::Escalated => {
                text::due_arbiter(region, due, text::settlement(region, page.plan.policy().settlement))
            }
            _ => text::due(region, due),
        }
    });
    let delegates = thread.delegates.iter();
    let delegates = delegates.map(|(_, known)| text::answers_for(region, &known.delegate.name, &known.by));
    let lines = due.into_iter().chain(delegates).map(|line| view! { <p>{line}</p> }).collect_view();
    Some(view! {
        <section class="card thread-standing">
            <h2>{state_word(region, thread.state())}" · "{text::whose_turn(region, party)}</h2>
            <p>{round}</p>
            {lines}
        </section>
    })
}

/// What a thread's state is called.
pub(crate) fn state_word(region: Region, state: ThreadState) -> &'static str {
    match state {
        ThreadState::Offered => words::offered(region),
        ThreadState::Countered => words::countered(region),
        ThreadState::Agreed => words::agreed_status(region),
        ThreadState::Escalated => words::escalated(region),
        ThreadState::Imposed => words::imposed(region),
        ThreadState::Withdrawn => text::taken_back(region),
        ThreadState::Reopened => text::reopened(region),
    }
}

/// What both positions and the middle between them do to the goals.
pub(crate) fn positions(page: &ThreadPage, region: Region) -> Option<impl IntoView + use<>> {
    let thread = page.thread().filter(|thread| thread.state().is_open())?;
    let read = effect::positions(&mut page.plan.clone(), thread, None).ok()?;
    let decimals = page.plan.outline().money_decimals;
    let written = |goals: &[GoalReading], metric| display::goal_value(goals, metric, decimals, region);
    let rows = Metric::ALL.map(|metric| {
        view! {
            <tr>
                <th scope="row">{words::metric(region, metric)}</th>
                <td class="number">{written(&read.parent, metric)}</td>
                <td class="number">{written(&read.middle, metric)}</td>
                <td class="number">{written(&read.child, metric)}</td>
            </tr>
        }
    });
    Some(view! {
        <section class="card">
            <h2>{text::positions(region)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=text::positions(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{negotiation::effect_on_goals(region)}</th>
                            <th scope="col" class="number">{negotiation::parent_position(region)}</th>
                            <th scope="col" class="number">{negotiation::middle_position(region)}</th>
                            <th scope="col" class="number">{negotiation::child_position(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    })
}

fn conservation_line(page: &ThreadPage, region: Region) -> Option<impl IntoView + use<>> {
    let outline = page.plan.outline();
    let parent = outline.units.parent(page.unit).filter(|parent| access::sees(outline, page.actor, *parent))?;
    let line = conservation::read(page.plan, parent, page.measure)?;
    let decimals = outline.decimals(page.measure);
    let write = |amount: i128| format_compact(amount, decimals, region);
    let class = if line.gap() == 0 { "good" } else { "bad" };
    Some(view! {
        <section class="card conservation">
            <h2>{text::conservation_of(region, page.unit_name(parent, region))}</h2>
            <p class="conservation-head">
                <span>{negotiation::conservation(region, write(line.target))}</span>
                <strong class=class>{negotiation::conservation_gap(region, display::difference(line.gap(), decimals, region))}</strong>
            </p>
            <p class="conservation-parts">
                {negotiation::conservation_parts(region, write(line.agreed), write(line.open), write(line.reserve))}
            </p>
        </section>
    })
}
