//! The reader's own changes: what they can take back, and make again.

use super::{Sheet, head};
use crate::board::display;
use crate::board::rejection::place;
use crate::settled::{Settle, When, on, part};
use crate::text::{board, dialog as text};
use domain::actor::Actor;
use domain::command::{Command, Verb};
use domain::decide::decide_on_board;
use domain::number::Region;
use domain::plan::{Plan, Undoable};
use domain::rejection::Rejection;
use leptos::prelude::*;

/// Changes listed of each kind, the latest first.
const LINES: usize = 20;

/// A change in words.
#[derive(Clone, PartialEq)]
struct Line {
    revision: u64,
    what: String,
    numbers: String,
    moment: Option<String>,
    /// Who has changed it since, in words.
    since: Option<String>,
}

/// Lists what the reader can take back and make again.
#[component]
pub(super) fn History(sheet: Sheet) -> impl IntoView {
    let state = sheet.state;
    let region = state.region;
    let lines = move |redo: bool| {
        let actor = state.actor();
        Memo::new(move |_| {
            let read =
                state.with_plan(|plan| if redo { again(plan, &actor, region) } else { back(plan, &actor, region) });
            read.unwrap_or_default()
        })
    };
    let (undo, redo) = (lines(false), lines(true));
    let list = move |lines: Memo<Vec<Line>>, redo: bool| {
        part(move || {
            let items = lines.get().into_iter().enumerate().map(|(place, line)| {
                let verb = match redo {
                    true => Verb::Redo,
                    false => Verb::TakeBack { revision: line.revision, anyway: false },
                };
                let word = if redo { text::redo(region) } else { board::undo(region) };
                // What was taken back last is made again first.
                let button = (!redo || place == 0).then(|| {
                    view! {
                        <button
                            type="button"
                            aria-label=format!("{word}: {}", line.what)
                            on:click=on(move |_| { state.submit(verb.clone()); })
                        >
                            {word}
                        </button>
                    }
                });
                view! {
                    <li>
                        <div>
                            <p>{line.what}</p>
                            <p class="thread-text">{line.numbers}{line.moment.map(|moment| format!(" · {moment}"))}</p>
                            {line.since.map(|since| view! { <p class="since">{since}</p> })}
                        </div>
                        {button}
                    </li>
                }
            });
            view! { <ol class="changes">{items.collect_view()}</ol> }.settled()
        })
    };
    view! {
        {head(sheet, text::history(region).to_owned())}
        <div class="dialog-body">
            <When holds=move || undo.with(Vec::is_empty) && redo.with(Vec::is_empty)>
                <p>{text::nothing_yet(region)}</p>
            </When>
            <When holds=move || !redo.with(Vec::is_empty)>
                <h3>{text::can_redo(region)}</h3>
                {list(redo, true)}
            </When>
            <When holds=move || !undo.with(Vec::is_empty)>
                <h3>{text::can_undo(region)}</h3>
                {list(undo, false)}
            </When>
        </div>
    }
}

fn back(plan: &Plan, actor: &Actor, region: Region) -> Vec<Line> {
    let since = |done: &Undoable| {
        let verb = Verb::TakeBack { revision: done.revision, anyway: false };
        let command = Command { id: Default::default(), base: plan.revision(), verb };
        match decide_on_board(plan, &command, actor) {
            Err(Rejection::ChangedSince { by, .. }) if by.is_empty() => Some(text::changed_since(region).to_owned()),
            Err(Rejection::ChangedSince { by, .. }) if by == actor.name => {
                Some(text::changed_since_by_you(region).to_owned())
            }
            Err(Rejection::ChangedSince { by, .. }) => Some(text::changed_since_by(region, by)),
            _ => None,
        }
    };
    let own = latest(plan.undoable(&actor.person));
    own.iter().map(|done| Line { since: since(done), ..line(plan, done, false, region) }).collect()
}

fn again(plan: &Plan, actor: &Actor, region: Region) -> Vec<Line> {
    latest(plan.redoable(&actor.person)).iter().map(|done| line(plan, done, true, region)).collect()
}

/// The first changes of a list; all that one command did is one change.
fn latest(changes: impl Iterator<Item = Undoable>) -> Vec<Undoable> {
    let mut latest: Vec<Undoable> = Vec::new();
    for change in changes {
        if latest.last().is_none_or(|last| last.revision != change.revision) {
            if latest.len() == LINES {
                break;
            }
            latest.push(change);
        }
    }
    latest
}

/// A change in words; for one that was taken back, what making it again does.
fn line(plan: &Plan, done: &Undoable, redo: bool, region: Region) -> Line {
    let (outline, assignment) = (plan.outline(), &done.assignment);
    let changes = &assignment.changes;
    let number = |number: Option<i64>| match number {
        Some(number) => display::exact(number, outline.decimals(changes.measure), region),
        None => board::empty_cell(region).to_owned(),
    };
    let (from, to) = match redo {
        true => (assignment.to, assignment.from),
        false => (assignment.from, assignment.to),
    };
    let mut numbers = board::wrote(region, number(from), number(to));
    if changes.cells.len() > 1 {
        numbers = format!("{numbers} · {}", board::spread_over(region, changes.cells.len()));
    }
    let (slice, measure) = (board::slice(region, changes.slice), board::measure(region, changes.measure));
    let known = plan.journal().iter().rev().find(|line| line.revision == done.revision);
    // A pending command has no moment yet: the server gives it one.
    let at = known.map(|line| line.at).filter(|at| *at > 0);
    Line {
        revision: done.revision,
        what: format!("{} · {slice} · {measure}", place(outline, assignment.at, region)),
        numbers,
        moment: at.map(|at| display::moment(at, region)),
        since: None,
    }
}
