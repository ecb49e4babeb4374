//! What was said in a thread, in the order it came.

use super::ThreadPage;
use super::terms;
use crate::board::{display, rejection};
use crate::components::panel::thread::{Line, lines};
use crate::components::topbar::initials;
use crate::text::{negotiation, thread as text};
use domain::number::Region;
use domain::thread::{Escalation, Offer, OfferNumber, Reason, Side, Step, Taken, Thread};
use leptos::prelude::*;

pub(super) fn section(page: &ThreadPage, region: Region) -> AnyView {
    let Some(thread) = page.thread() else {
        return view! { <section class="card"><h2>{text::nothing_yet(region)}</h2></section> }.into_any();
    };
    let lines = lines(thread).into_iter().map(|line| drawn(page, thread, &line, region)).collect_view();
    view! {
        <section class="card">
            <h2>{text::course(region)}</h2>
            <ol class="thread">{lines}</ol>
        </section>
    }
    .into_any()
}

fn drawn(page: &ThreadPage, thread: &Thread, line: &Line, region: Region) -> impl IntoView + use<> {
    let (author, at, act) = match line {
        Line::Offer(offer) if offer.side == Side::Parent => (&offer.author, offer.at, negotiation::offers(region)),
        Line::Offer(offer) => (&offer.author, offer.at, negotiation::counters(region)),
        Line::Imposed(offer) => (&offer.author, offer.at, negotiation::imposes(region)),
        Line::Words { author, at, .. } => (author, *at, negotiation::asks(region)),
        Line::Agreed { author, at, .. } => (author, *at, negotiation::accepts(region)),
        Line::Step(taken) => {
            let deed = taken.step.deed().map(|deed| negotiation::deed(region, deed)).unwrap_or_default();
            (&taken.author, taken.at, deed)
        }
    };
    let on_behalf = match line {
        Line::Offer(offer) | Line::Imposed(offer) => offer.on_behalf.as_ref(),
        Line::Words { revision, .. } => {
            let remark = thread.remarks.iter().find(|remark| remark.revision == *revision);
            remark.and_then(|remark| remark.on_behalf.as_ref())
        }
        Line::Agreed { .. } => thread.agreement.as_ref().and_then(|agreement| agreement.on_behalf.as_ref()),
        Line::Step(_) => None,
    };
    let on_behalf = on_behalf.map(|name| format!(" {}", text::on_behalf(region, name)));
    let body = match line {
        Line::Offer(offer) | Line::Imposed(offer) => offered(page, offer, region).into_any(),
        Line::Words { text, .. } => view! { <p class="thread-text">{text.clone()}</p> }.into_any(),
        Line::Agreed { .. } => {
            view! { <p class="thread-text good">{negotiation::agreed_frozen(region)}</p> }.into_any()
        }
        Line::Step(taken) => stepped(page, taken, region).into_any(),
    };
    view! {
        <li>
            <span class="avatar" aria-hidden="true">{initials(author)}</span>
            <div>
                <p class="thread-who">
                    <strong>{author.clone()}</strong>{on_behalf}" "{act}
                    <time>" · "{display::moment(at, region)}</time>
                </p>
                {body}
            </div>
        </li>
    }
}

/// Numbers of single periods in words.
pub(super) fn listed(page: &ThreadPage, numbers: &[OfferNumber], region: Region) -> String {
    let number = |number: &OfferNumber| {
        format!("{} {}", page.period_name(number.period, region), page.exact(number.amount, region))
    };
    numbers.iter().map(number).collect::<Vec<_>>().join(" · ")
}

fn offered(page: &ThreadPage, offer: &Offer, region: Region) -> impl IntoView + use<> {
    let class = if offer.side == Side::Parent { "thread-total" } else { "thread-total child" };
    view! {
        <p class=class>{page.exact(offer.total(), region)}</p>
        <p class="thread-parts">{listed(page, &offer.numbers, region)}</p>
        {offer.reason.as_ref().map(|reason| reasoned(reason, region))}
        {terms::drawn(page, &offer.terms, region)}
    }
}

fn reasoned(reason: &Reason, region: Region) -> impl IntoView + use<> {
    view! {
        <p class="thread-text">
            <span class="tag">{negotiation::reason_code(region, reason.code)}</span>" "{reason.text.clone()}
        </p>
    }
}

fn stepped(page: &ThreadPage, taken: &Taken, region: Region) -> impl IntoView + use<> {
    let decimals = page.plan.outline().decimals(page.measure);
    let (words, reason) = match &taken.step {
        Step::Rejected { reason, corridor, .. } => {
            (Some(negotiation::would_do(region, rejection::corridor(*corridor, decimals, region))), Some(reason))
        }
        Step::Withdrawn(reason) => (None, reason.as_ref()),
        Step::Escalated { by, reason } => {
            let words = match by {
                Escalation::Side(_) => None,
                Escalation::Rounds => Some(negotiation::after_last_round(region).to_owned()),
                Escalation::Deadline => Some(negotiation::after_deadline(region).to_owned()),
            };
            (words, reason.as_ref())
        }
        Step::SentBack(reason) | Step::Reopened { reason } => (None, Some(reason)),
        Step::Delegated { to: Some(to), .. } => (Some(negotiation::answers_instead(region, &to.name)), None),
        Step::Delegated { to: None, .. } => (Some(negotiation::nobody_else(region).to_owned()), None),
        Step::PartAccepted { numbers, .. } => (Some(text::frozen_part(region, listed(page, numbers, region))), None),
        Step::Imposed { .. } | Step::Terms(_) | Step::Ticked(_) | Step::Overdue => (None, None),
    };
    view! {
        {words.map(|words| view! { <p class="thread-text">{words}</p> })}
        {reason.map(|reason| reasoned(reason, region))}
    }
}
