//! A refusal, with what its reader can do about it.

use super::{Sheet, focus_on, head};
use crate::board::display;
use crate::board::rejection::{self, place};
use crate::board::state::{Refusal, Selection};
use crate::settled::{Settle, Settled, on};
use crate::text::{board, dialog as text, rejection as words};
use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::command::{Command, Verb};
use domain::decide::decide_on_board;
use domain::dimension::ROOT;
use domain::event::Event;
use domain::hold::{Binding, HoldReason, HoldTerms};
use domain::measure::{Measure, Slice};
use domain::number::Region;
use domain::plan::{Plan, Undoable};
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, Side};
use leptos::html;
use leptos::prelude::*;

/// Something that can be done instead.
struct Choice {
    words: String,
    verbs: Vec<Verb>,
}

/// One hold that stands in the way.
struct Standing {
    words: String,
    repair: Option<Choice>,
    /// Why there is no repair, where that is because of who asks.
    barred: bool,
}

/// Everything a refusal shows.
#[derive(Default)]
struct Shown {
    sentences: Vec<String>,
    holds: Vec<Standing>,
    choices: Vec<Choice>,
    /// Instead of undoing: the unit to offer to, the numbers of its quarters, and the old value.
    offer: Option<(Selection, Vec<OfferNumber>, String)>,
}

/// Shows why something was refused and offers what would do.
#[component]
pub(super) fn Refused(sheet: Sheet, refusal: Refusal) -> impl IntoView {
    let state = sheet.state;
    let region = state.region;
    let actor = state.actor();
    let fallback = state.options.with_untracked(|options| options.measure);
    let shown = state.with_plan_untracked(|plan| shown(plan, &actor, &refusal, fallback, region)).unwrap_or_default();
    let button = move |choice: Choice| -> Settled {
        let Choice { words, verbs } = choice;
        view! { <button type="button" on:click=on(move |_| { sheet.send(verbs.clone()); })>{words}</button> }.settled()
    };
    let holds = shown.holds.into_iter().map(|standing| {
        view! {
            <li>
                <p>{standing.words}</p>
                {standing.repair.map(button)}
                {standing.barred.then(|| view! { <small>{text::only_its_holder(region)}</small> })}
            </li>
        }
    });
    let offer = shown.offer.map(|(selection, numbers, total)| {
        let open = move |_| {
            sheet.close();
            state.selected.set(Some(selection));
            state.proposal.set(Some((selection.unit, numbers.clone())));
        };
        view! { <button type="button" on:click=on(open)>{text::offer_old(region, total)}</button> }
    });
    let leave = NodeRef::<html::Button>::new();
    focus_on(leave);
    view! {
        {head(sheet, text::not_possible(region).to_owned())}
        <div class="dialog-body" role="alert">
            {shown.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            <ul class="standing">{holds.collect_view()}</ul>
        </div>
        <footer class="dialog-foot">
            {shown.choices.into_iter().map(button).collect_view()}
            {offer}
            <button type="button" node_ref=leave on:click=on(move |_| sheet.close())>{text::leave_it(region)}</button>
        </footer>
    }
}

fn shown(plan: &Plan, actor: &Actor, refusal: &Refusal, fallback: Measure, region: Region) -> Shown {
    let outline = plan.outline();
    let measure = measure_of(&refusal.verb).unwrap_or(fallback);
    let exact = |number: i64| display::exact(number, outline.decimals(measure), region);
    let standing = |binding: &Binding| {
        let repair = repair(plan, actor, binding, &refusal.verb, region);
        let barred = binding.change.is_some() && repair.is_none();
        Standing {
            words: rejection::held(&Binding { change: None, ..binding.clone() }, outline, region),
            repair,
            barred,
        }
    };
    match &refusal.rejection {
        Rejection::Held { at, total, nearest, holds, more } => {
            let sentence = words::held(region, place(outline, *at, region), exact(*total), exact(*nearest));
            let more = (*more > 0).then(|| words::more_holds(region, more));
            let other = match &refusal.verb {
                Verb::Assign { at: wanted, .. } if wanted == at && nearest != total => Some(Choice {
                    words: text::use_nearest(region, exact(*nearest)),
                    verbs: vec![with_number(&refusal.verb, *nearest)],
                }),
                _ => None,
            };
            Shown {
                sentences: std::iter::once(sentence).chain(more).collect(),
                holds: holds.iter().map(standing).collect(),
                choices: other.into_iter().collect(),
                offer: None,
            }
        }
        Rejection::HeldElsewhere { at, by, hold } => Shown {
            sentences: vec![words::held_elsewhere(region, place(outline, *at, region), exact(*by))],
            holds: hold.iter().map(|binding| standing(binding)).collect(),
            ..Shown::default()
        },
        Rejection::NotYourHold { hold } => Shown {
            sentences: vec![rejection::sentence(&refusal.rejection, outline, measure, region)],
            holds: vec![Standing { words: rejection::hold(hold, outline, region), repair: None, barred: false }],
            ..Shown::default()
        },
        Rejection::ChangedSince { by, .. } if !matches!(refusal.verb, Verb::Redo) => {
            match mine(plan, actor, &refusal.verb) {
                Some(done) => changed_since(plan, actor, &done, by, region),
                None => said(plan, refusal, measure, region),
            }
        }
        _ => said(plan, refusal, measure, region),
    }
}

fn said(plan: &Plan, refusal: &Refusal, measure: Measure, region: Region) -> Shown {
    let sentence = rejection::sentence(&refusal.rejection, plan.outline(), measure, region);
    Shown { sentences: vec![sentence], ..Shown::default() }
}

fn measure_of(verb: &Verb) -> Option<Measure> {
    match verb {
        Verb::Assign { measure, .. } | Verb::Hold { measure, .. } | Verb::Release { measure, .. } => Some(*measure),
        _ => None,
    }
}

fn with_number(verb: &Verb, number: i64) -> Verb {
    let mut verb = verb.clone();
    if let Verb::Assign { to, .. } = &mut verb {
        *to = Some(number);
    }
    verb
}

/// The change of a hold that would do and what was refused after it, where the reader may change that hold.
fn repair(plan: &Plan, actor: &Actor, binding: &Binding, verb: &Verb, region: Region) -> Option<Choice> {
    let (hold, outline) = (&binding.hold, plan.outline());
    let (change, corridor) = (binding.change?, binding.repaired()?);
    let may = hold.reason == HoldReason::Asked
        && access::may_release(outline, actor, &hold.holder)
        && access::may_assign(outline, actor, Slice::Target, hold.at.unit);
    if !may {
        return None;
    }
    let exact = |number: i64| display::exact(number, outline.decimals(hold.measure), region);
    let words = match corridor.high {
        Some(high) if change > 0 => text::raise_and_send(region, exact(change), exact(high)),
        _ => text::lower_and_send(region, exact(change.saturating_neg()), exact(corridor.low)),
    };
    let terms = HoldTerms { corridor: Some(corridor), why: hold.why.clone(), until: hold.until };
    Some(Choice { words, verbs: vec![Verb::Hold { measure: hold.measure, at: hold.at, terms }, verb.clone()] })
}

/// What the reader wanted to take back.
fn mine(plan: &Plan, actor: &Actor, verb: &Verb) -> Option<Undoable> {
    let mut own = plan.undoable(&actor.person);
    match verb {
        Verb::TakeBack { revision, .. } => own.find(|done| done.revision == *revision),
        _ => own.next(),
    }
}

fn changed_since(plan: &Plan, actor: &Actor, done: &Undoable, by: &str, region: Region) -> Shown {
    let outline = plan.outline();
    let (assignment, changes) = (&done.assignment, &done.assignment.changes);
    let (at, measure) = (assignment.at, changes.measure);
    let place = place(outline, at, region);
    let sentence = if by.is_empty() {
        text::somebody_changed_after_you(region, place)
    } else if by == actor.name {
        text::you_changed_after(region, place)
    } else {
        text::changed_after_you(region, by, place)
    };
    let command = Command {
        id: Default::default(),
        base: plan.revision(),
        verb: Verb::TakeBack { revision: done.revision, anyway: true },
    };
    let number = |number: Option<i64>| match number {
        Some(number) => display::exact(number, outline.decimals(measure), region),
        None => board::empty_cell(region).to_owned(),
    };
    // Where something else stands in the way too, its own refusal says so when it is tried.
    let then = decide_on_board(plan, &command, actor).ok().and_then(|events| match events.into_iter().next() {
        Some(Event::Undone { assignment, .. }) => Some((assignment.from, assignment.to)),
        _ => None,
    });
    let then = then.map(|(now, then)| text::now_and_then(region, number(now), number(then)));
    let offer = offer(plan, actor, done).map(|(selection, numbers)| (selection, numbers, number(assignment.from)));
    let question = if offer.is_some() { text::undo_or_offer(region) } else { text::undo_or_not(region) };
    Shown {
        sentences: std::iter::once(sentence).chain(then).chain([question.to_owned()]).collect(),
        choices: vec![Choice { words: text::undo_anyway(region).to_owned(), verbs: vec![command.verb] }],
        offer,
        ..Shown::default()
    }
}

/// The old value as an offer on the thread of its unit, where the reader may make one: the quarters as they stand, the
/// old value in its place.
fn offer(plan: &Plan, actor: &Actor, done: &Undoable) -> Option<(Selection, Vec<OfferNumber>)> {
    let (at, changes) = (done.assignment.at, &done.assignment.changes);
    let (slice, measure, outline) = (changes.slice, changes.measure, plan.outline());
    let old = done.assignment.from?;
    let side = access::side(outline, actor, at.unit)?;
    let thread = plan.thread_of(at.unit, measure);
    let open = thread.map(|thread| thread.state().is_open());
    let fits = match side {
        Side::Parent => slice == Slice::Target && at.unit != ROOT && open != Some(false),
        Side::Child => slice == Slice::Commitment && open == Some(true),
    };
    let whole = Address::of(at.unit, at.period) == at;
    if !fits || !whole {
        return None;
    }
    let now = |period| plan.get(slice, measure, Address::of(at.unit, period)).unwrap_or(0);
    let quarters: Vec<u32> = (0..4).map(quarter_period).collect();
    // A year's old value goes to its quarters as they stand now; the last takes what rounding leaves.
    let by = old.saturating_sub(now(at.period));
    let inside: Vec<bool> = quarters.iter().map(|quarter| outline.periods.contains(*quarter, at.period)).collect();
    let numbers = quarters.iter().zip(&inside).map(|(period, holds)| OfferNumber {
        period: *period,
        amount: if *holds { now(*period).saturating_add(by) } else { now(*period) },
    });
    let mut numbers: Vec<OfferNumber> = numbers.collect();
    if !inside.contains(&true) {
        let year = i128::from(now(at.period)).max(1);
        for number in &mut numbers {
            let share = i128::from(number.amount) * i128::from(by) / year;
            number.amount = number.amount.saturating_add(i64::try_from(share).ok()?);
        }
        let rest = old - numbers.iter().map(|number| number.amount).sum::<i64>();
        numbers.last_mut()?.amount += rest;
    }
    let fine = numbers.iter().all(|number| number.amount >= 0);
    fine.then_some((Selection { unit: at.unit, column: 0 }, numbers))
}
