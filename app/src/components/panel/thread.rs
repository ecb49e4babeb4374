//! A thread as people read it: who offered what, when and why.

use crate::board::display;
use crate::board::state::BoardState;
use crate::components::topbar::initials;
use crate::settled::{Settle, part};
use crate::text::negotiation as text;
use domain::address::Address;
use domain::dimension::ROOT;
use domain::measure::Slice;
use domain::number::{format_compact, format_moment};
use domain::plan::Plan;
use domain::thread::{Escalation, Offer, Side, Step, Taken, Thread};
use leptos::prelude::*;

/// One line of the thread, offers and remarks in the order they came.
#[derive(Clone, PartialEq)]
pub(crate) enum Line {
    Offer(Offer),
    Imposed(Offer),
    Words { revision: u64, author: String, at: i64, text: String },
    Agreed { revision: u64, author: String, at: i64 },
    Step(Taken),
}

impl Line {
    fn revision(&self) -> u64 {
        match self {
            Self::Offer(offer) | Self::Imposed(offer) => offer.revision,
            Self::Words { revision, .. } | Self::Agreed { revision, .. } => *revision,
            Self::Step(taken) => taken.revision,
        }
    }
}

/// Everything that was said in a thread, oldest first.
pub(crate) fn lines(thread: &Thread) -> Vec<Line> {
    let is_imposed = |taken: &&Taken| matches!(taken.step, Step::Imposed { .. });
    let imposed = thread.steps.iter().find(is_imposed).map(|taken| taken.revision);
    let offers = thread.offers.iter().cloned();
    let offers =
        offers.map(|offer| if imposed == Some(offer.revision) { Line::Imposed(offer) } else { Line::Offer(offer) });
    let remarks = thread.remarks.iter().map(|remark| Line::Words {
        revision: remark.revision,
        author: remark.author.clone(),
        at: remark.at,
        text: remark.text.clone(),
    });
    let agreement = thread.agreement.iter().filter(|agreement| imposed != Some(agreement.revision)).map(|agreement| {
        Line::Agreed { revision: agreement.revision, author: agreement.author.clone(), at: agreement.at }
    });
    let steps =
        thread.steps.iter().filter(|taken| taken.step.deed().is_some() && !is_imposed(taken)).cloned().map(Line::Step);
    let mut lines: Vec<Line> = offers.chain(remarks).chain(agreement).chain(steps).collect();
    lines.sort_by_key(Line::revision);
    lines
}

/// The thread of a unit.
#[component]
pub(super) fn ThreadView(state: BoardState, thread: Memo<Option<Thread>>) -> impl IntoView {
    let lines = Memo::new(move |_| thread.with(|thread| thread.as_ref().map(lines).unwrap_or_default()));
    view! {
        <ol class="thread">
            {part(move || {
                let lines = lines.get().into_iter().map(|line| view! { <ThreadLine state thread line/> });
                lines.collect_view().settled()
            })}
        </ol>
    }
    .settled()
}

#[component]
fn ThreadLine(state: BoardState, thread: Memo<Option<Thread>>, line: Line) -> impl IntoView {
    let region = state.region;
    let (author, at) = match &line {
        Line::Offer(offer) | Line::Imposed(offer) => (offer.author.clone(), offer.at),
        Line::Words { author, at, .. } | Line::Agreed { author, at, .. } => (author.clone(), *at),
        Line::Step(taken) => (taken.author.clone(), taken.at),
    };
    let (class, act) = match &line {
        Line::Offer(offer) if offer.side == Side::Parent => ("avatar parent", text::offers(region)),
        Line::Offer(_) => ("avatar child", text::counters(region)),
        Line::Imposed(_) => ("avatar good", text::imposes(region)),
        Line::Words { .. } => ("avatar", text::asks(region)),
        Line::Agreed { .. } => ("avatar good", text::accepts(region)),
        Line::Step(taken) => ("avatar", taken.step.deed().map(|deed| text::deed(region, deed)).unwrap_or_default()),
    };
    let mine = state.actor().name == author;
    let name = if mine { text::you(region, &author) } else { author.clone() };
    // A pending command has no moment yet: the server gives it one.
    let moment = (at > 0).then(|| format_moment(at, region));
    let body = match line {
        Line::Offer(offer) => offer_body(state, thread, &offer).settled(),
        Line::Imposed(offer) => view! {
            {offer_body(state, thread, &offer)}
            <p class="thread-text good">{text::imposed_frozen(region)}</p>
        }
        .settled(),
        Line::Words { text, .. } => view! { <p class="thread-text">{text}</p> }.settled(),
        Line::Agreed { .. } => view! { <p class="thread-text good">{text::agreed_frozen(region)}</p> }.settled(),
        Line::Step(taken) => step_body(state, thread, &taken.step).settled(),
    };
    view! {
        <li>
            <span class=class aria-hidden="true">{initials(&author)}</span>
            <div>
                <p class="thread-who">
                    <strong>{name}</strong>
                    " "
                    {act}
                    {moment.map(|moment| view! { <time>" · "{moment}</time> })}
                </p>
                {body}
            </div>
        </li>
    }
    .settled()
}

/// What a step says beside its deed: the reason, and what else there is to read.
fn step_body(state: BoardState, thread: Memo<Option<Thread>>, step: &Step) -> impl IntoView + use<> {
    let region = state.region;
    let (reason, more) = match step {
        Step::Rejected { reason, corridor, .. } => {
            let measure = thread.with_untracked(|thread| thread.as_ref().map(|thread| thread.measure));
            let outline = |plan: &Plan| measure.map_or(0, |measure| plan.outline().decimals(measure));
            let decimals = state.with_plan_untracked(outline).unwrap_or(0);
            let range = crate::board::rejection::corridor(*corridor, decimals, region);
            (Some(reason.clone()), Some(text::would_do(region, range)))
        }
        Step::Withdrawn(reason) => (reason.clone(), None),
        Step::Escalated { by: Escalation::Rounds, .. } => (None, Some(text::after_last_round(region).to_owned())),
        Step::Escalated { by: Escalation::Deadline, .. } => (None, Some(text::after_deadline(region).to_owned())),
        Step::Escalated { reason, .. } => (reason.clone(), None),
        Step::SentBack(reason) | Step::Reopened { reason } => (Some(reason.clone()), None),
        Step::Delegated { to: Some(to), .. } => (None, Some(text::answers_instead(region, &to.name))),
        Step::Delegated { to: None, .. } => (None, Some(text::nobody_else(region).to_owned())),
        Step::Imposed { .. } | Step::Terms(_) | Step::Ticked(_) | Step::PartAccepted { .. } | Step::Overdue => {
            (None, None)
        }
    };
    let words: Vec<String> = more.into_iter().chain(reason.map(|reason| reason.text)).collect();
    view! { <p class="thread-text">{words.join(" ")}</p> }
}

fn offer_body(state: BoardState, thread: Memo<Option<Thread>>, offer: &Offer) -> impl IntoView + use<> {
    let region = state.region;
    let (unit, measure, before) = thread.with_untracked(|thread| match thread {
        Some(thread) => {
            let earlier = thread.offers.iter().take_while(|known| known.revision < offer.revision).last();
            (thread.unit, thread.measure, earlier.map(Offer::total))
        }
        None => (ROOT, domain::measure::Measure::Revenue, None),
    });
    let decimals = state.with_plan_untracked(|plan| plan.outline().decimals(measure)).unwrap_or(0);
    let last_year =
        state.with_plan_untracked(|plan| plan.get(Slice::LastYear, measure, Address::of(unit, ROOT))).flatten();
    let total = offer.total();
    let against = match (offer.side, before, last_year) {
        (Side::Child, Some(before), _) => {
            let change = display::change(total.into(), before.into(), region);
            change.map(|change| text::against_offer(region, change))
        }
        (_, _, Some(last_year)) => {
            let change = display::change(total.into(), last_year.into(), region);
            change.map(|change| text::against_last_year(region, change))
        }
        _ => None,
    };
    let class = match offer.side {
        Side::Parent => "thread-total",
        Side::Child => "thread-total child",
    };
    let reason = offer.reason.clone().map(|reason| {
        view! {
            <p class="thread-text">
                <span class="tag">{text::reason_code(region, reason.code)}</span>
                " "
                {reason.text}
            </p>
        }
    });
    let parts = offer.numbers.iter().map(|number| {
        let name = state.with_plan_untracked(|plan| {
            plan.outline().periods.get(number.period).map(|period| display::name(&period.name, region))
        });
        format!("{} {}", name.flatten().unwrap_or_default(), format_compact(number.amount.into(), decimals, region))
    });
    let parts = parts.collect::<Vec<_>>().join(" · ");
    view! {
        <p class=class>
            {format_compact(total.into(), decimals, region)}
            {against.map(|against| view! { <small>" "{against}</small> })}
        </p>
        <p class="thread-parts">{parts}</p>
        {reason}
    }
}
