//! The inbox of a board: the threads that wait for their reader, for others or for nobody, and accepting many at once.
//! Rendered on the server, made of plain forms, complete without any script: one adds keys.

mod approvals;
mod deadlines;
mod review;
mod rows;

pub use deadlines::deadlines;
pub use review::Chosen;

use crate::api::session::Me;
use crate::board::display;
use crate::form::{Query, Unsent, alert};
use crate::shell;
use crate::text::{comment, inbox as text, mail, meeting};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::approval::waiting;
use domain::inbox::{self, Aside};
use domain::number::Region;
use domain::plan::Plan;
use domain::thread::{Thread, ThreadId};
use leptos::prelude::*;

/// What of the inbox is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    /// What the reader, its plan and their own asides say.
    Of(inbox::Tray),
    /// What the reader has put aside.
    PutAside,
}

impl Tray {
    const ALL: [Self; 4] = [
        Self::Of(inbox::Tray::NeedsAnswer),
        Self::Of(inbox::Tray::Answered),
        Self::Of(inbox::Tray::Information),
        Self::PutAside,
    ];

    /// The tray that an address asks for: what needs an answer where it asks for none.
    pub fn read(query: &Query) -> Self {
        let wanted = query.text("tray");
        Self::ALL.into_iter().find(|tray| tray.code() == wanted).unwrap_or(Self::Of(inbox::Tray::NeedsAnswer))
    }

    /// What an address calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Of(inbox::Tray::NeedsAnswer) => "needs-answer",
            Self::Of(inbox::Tray::Answered) => "answered",
            Self::Of(inbox::Tray::Information) => "information",
            Self::PutAside => "aside",
        }
    }
}

/// What became of what a form asked for.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// So many offers are accepted.
    Accepted(usize),
    /// So many are accepted, and these are not.
    PartlyAccepted(usize, Vec<(ThreadId, Unsent)>),
    /// A thread is put aside.
    PutAside,
    /// A thread is taken back.
    TakenBack,
    /// No offer was chosen.
    NothingChosen,
    /// The offers that were chosen are to be looked at.
    Review,
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct InboxPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody, on this board.
    pub people: &'a [Actor],
    /// What the reader has put aside.
    pub asides: &'a [Aside],
    /// Everything that was asked for.
    pub query: &'a Query,
    /// What became of what a form asked for.
    pub outcome: Option<&'a Outcome>,
    /// Now, in milliseconds since 1970 UTC.
    pub now: i64,
    /// The name of who presents the meeting that goes on.
    pub presenter: Option<&'a str>,
}

impl<'a> InboxPage<'a> {
    fn aside(&self, thread: &Thread) -> Option<&'a Aside> {
        self.asides.iter().find(|aside| aside.rests(thread, self.now))
    }

    fn tray(&self, thread: &Thread) -> Tray {
        match self.aside(thread) {
            Some(_) => Tray::PutAside,
            None => Tray::Of(inbox::tray(self.plan, thread, self.actor, self.people)),
        }
    }

    fn name(&self, thread: &Thread, region: Region) -> String {
        display::unit_name(self.plan.outline(), thread.unit, region)
    }

    fn exact(&self, thread: &Thread, number: i64, region: Region) -> String {
        display::exact(number, self.plan.outline().decimals(thread.measure), region)
    }

    fn address(&self, tray: Tray) -> String {
        format!("/boards/{}/inbox?tray={}", self.board, tray.code())
    }

    /// A line that says why a thread is left out.
    fn left_out(&self, thread: &Thread, unsent: &Unsent, region: Region) -> impl IntoView + use<> {
        let why = unsent.sentence(self.plan.outline(), thread.measure, region);
        view! { <li><strong>{self.name(thread, region)}</strong>": "{why}</li> }
    }

    /// The threads of a tray: what is due first, then what is furthest apart; without an answer to wait for, the latest.
    fn threads(&self, tray: Tray) -> Vec<&'a Thread> {
        let sees = |thread: &&Thread| access::sees(self.plan.outline(), self.actor, thread.unit);
        let mut threads: Vec<&Thread> = self.plan.threads().iter().filter(sees).collect();
        threads.retain(|thread| self.tray(thread) == tray);
        match tray {
            Tray::Of(inbox::Tray::NeedsAnswer | inbox::Tray::Answered) => {
                threads.sort_by_key(|thread| (thread.due.unwrap_or(i64::MAX), -rows::apart(thread).unwrap_or(0).abs()));
            }
            _ => threads.sort_by_key(|thread| std::cmp::Reverse(thread.moved)),
        }
        threads
    }
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: InboxPage) -> String {
    shell::plain(parts, me, |region| {
        let board = page.plan.outline().title.clone();
        let body = match page.outcome {
            Some(Outcome::Review) => review::section(&page, region).into_any(),
            _ => {
                let tray = Tray::read(page.query);
                let asks = tray == Tray::Of(inbox::Tray::NeedsAnswer);
                let waiting = waiting(page.plan, page.actor, page.people, page.now);
                let approvals = asks.then(|| approvals::section(&page, &waiting, region)).flatten();
                let (has_approvals, has_threads) = (approvals.is_some(), !page.threads(tray).is_empty());
                // Where a proposal or signature waits, it would be wrong to say that nothing does.
                let threads = has_threads || !has_approvals;
                view! {
                    {trays(&page, tray, waiting.len(), region)}
                    {approvals}
                    {threads.then(|| rows::section(&page, tray, region))}
                    {(has_threads || has_approvals).then(|| rows::keys(region))}
                }
                .into_any()
            }
        };
        let content = view! {
            <main class="page inbox" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{board.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.presenter.map(|name| meets(&page, name, region))}
                {page.outcome.and_then(|outcome| said(&page, outcome, region))}
                {body}
                <p><a href=format!("/boards/{}/deadlines.ics", page.board)>{text::calendar(region)}</a></p>
                <p><a href="/mail">{mail::link(region)}</a></p>
            </main>
        };
        (format!("{} · {board}", text::title(region)), content)
    })
}

fn meets(page: &InboxPage, presenter: &str, region: Region) -> impl IntoView + use<> {
    let href = format!("/boards/{}/meeting", page.board);
    view! { <p class="meeting-now">{meeting::goes_on(region, presenter)}" "<a href=href>{meeting::join(region)}</a></p> }
}

fn trays(page: &InboxPage, shown: Tray, approvals: usize, region: Region) -> impl IntoView + use<> {
    let links = Tray::ALL.map(|tray| {
        let count = page.threads(tray).len();
        let word = match tray {
            Tray::Of(inbox::Tray::NeedsAnswer) => text::needs_answer(region, count + approvals),
            Tray::Of(inbox::Tray::Answered) => text::answered(region, count),
            Tray::Of(inbox::Tray::Information) => text::information(region, count),
            Tray::PutAside => text::put_aside(region, count),
        };
        view! { <a href=page.address(tray) aria-current=(tray == shown).then_some("true")>{word}</a> }
    });
    let told = inbox::to_answer(page.plan, page.actor, page.asides).count();
    let comments = format!("/boards/{}/comments", page.board);
    view! {
        <nav class="filter inbox-trays" aria-label=text::trays(region)>
            {links.collect_view()}
            <a href=comments>{comment::inbox_tray(region, told)}</a>
        </nav>
    }
}

fn said(page: &InboxPage, outcome: &Outcome, region: Region) -> Option<AnyView> {
    let notice = |sentence: String| view! { <p class="notice" role="status">{sentence}</p> }.into_any();
    let accepted = |count: usize| match count {
        1 => text::accepted_one(region).to_owned(),
        _ => text::accepted(region, count),
    };
    match outcome {
        Outcome::Review => None,
        Outcome::Accepted(count) => Some(notice(accepted(*count))),
        Outcome::PutAside => Some(notice(text::put_aside_done(region).to_owned())),
        Outcome::TakenBack => Some(notice(text::taken_back(region).to_owned())),
        Outcome::NothingChosen => Some(alert(text::nothing_chosen(region).to_owned()).into_any()),
        Outcome::PartlyAccepted(count, not) => {
            let reasons = not.iter().filter_map(|(id, unsent)| {
                let thread = page.plan.thread(*id)?;
                Some(page.left_out(thread, unsent, region))
            });
            let view = view! {
                <div class="problem alert" role="alert">
                    <p>{accepted(*count)}" "{text::some_not(region, not.len())}</p>
                    <ul>{reasons.collect_view()}</ul>
                </div>
            };
            Some(view.into_any())
        }
    }
}
