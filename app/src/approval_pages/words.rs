//! Stages, people, rules and refusals in words.

use crate::board::display;
use crate::text::{approval as text, board as words, people};
use domain::approval::{
    Action, Approver, Assent, Breach, Check, Consequence, Fault, Found, Meaning, Party, Review, Stage, Step,
};
use domain::number::{Region, format_percent, with_sign};
use domain::outline::Outline;
use leptos::prelude::*;

/// Where a unit stands: a shape and a word.
pub(super) fn stage(stage: Option<Stage>, region: Region) -> impl IntoView {
    let (class, word) = match stage {
        None => ("pill none stage", text::not_started(region)),
        Some(Stage::UnderReview) => ("pill offer stage review", words::under_review(region)),
        Some(Stage::SignedOff) => ("pill good stage signed", words::signed_off(region)),
        Some(Stage::Approved) => ("pill good stage approved", words::approved(region)),
        Some(Stage::Frozen) => ("pill none stage frozen", words::frozen(region)),
    };
    view! { <span class=class>{word}</span> }
}

pub(super) fn stale(region: Region) -> impl IntoView {
    view! { <span class="pill warn stage stale">{text::stale(region)}</span> }
}

pub(super) fn approver(approver: &Approver, region: Region) -> String {
    match approver {
        Approver::Above(1) => text::above_one(region).to_owned(),
        Approver::Above(levels) => text::above(region, levels),
        Approver::Function(role) => people::role(region, *role).to_owned(),
        Approver::Person { name, .. } => name.clone(),
    }
}

pub(super) fn approvers(step: &Step, region: Region) -> String {
    let names: Vec<String> = step.approvers.iter().map(|known| approver(known, region)).collect();
    let names = names.join(" · ");
    if usize::from(step.needed) < step.approvers.len() {
        format!("{names} ({})", text::needed(region, step.needed, step.approvers.len()))
    } else {
        names
    }
}

/// Who is asked now.
pub(super) fn asked(review: &Review, stage: Option<Stage>, region: Region) -> String {
    match (stage, &review.owner, review.asked()) {
        (Some(Stage::SignedOff), ..) => text::last_word_who(region).to_owned(),
        (Some(Stage::UnderReview), Some(owner), _) => text::taken_by(region, &owner.name),
        (Some(Stage::UnderReview), None, Some(step)) => approvers(step, region),
        _ => "—".to_owned(),
    }
}

pub(super) fn in_name(who: &Party, on_behalf: Option<&Party>, region: Region) -> String {
    on_behalf.map_or_else(|| who.name.clone(), |other| text::for_whom(region, &who.name, &other.name))
}

pub(super) fn signed(assent: &Assent, region: Region) -> String {
    let name = in_name(&assent.who, assent.on_behalf.as_ref(), region);
    text::signed_by(region, name, display::moment(assent.at, region))
}

pub(super) fn meaning(meaning: Meaning, region: Region) -> &'static str {
    match meaning {
        Meaning::Proposed => text::meant_proposed(region),
        Meaning::Accepted => text::meant_accepted(region),
        Meaning::Approved => text::meant_approved(region),
    }
}

pub(super) fn step(to: Option<u8>, region: Region) -> String {
    to.map_or_else(|| text::to_unit(region).to_owned(), |step| text::step(region, u16::from(step) + 1))
}

pub(crate) fn did(action: &Action, region: Region) -> String {
    match action {
        Action::Submit => text::did_submit(region).to_owned(),
        Action::Promote => text::did_promote(region).to_owned(),
        Action::Approve => text::did_approve(region).to_owned(),
        Action::Confirm => text::did_confirm(region).to_owned(),
        Action::Reject { to } => text::did_reject(region, step(*to, region)),
        Action::Delegate { to } => text::did_delegate(region, &to.name),
        Action::TakeOwnership => text::did_take(region).to_owned(),
        Action::Return => text::did_return(region).to_owned(),
        Action::Withdraw => text::did_withdraw(region).to_owned(),
        Action::Freeze => text::did_freeze(region).to_owned(),
        Action::Unfreeze => text::did_unfreeze(region).to_owned(),
    }
}

pub(super) fn percent(hundredths: i64, region: Region) -> String {
    format_percent(hundredths.into(), 10_000, 1, region).unwrap_or_default()
}

pub(super) fn check(check: Check, region: Region) -> String {
    match check {
        Check::Gap => text::check_gap(region).to_owned(),
        Check::OpenThreads => text::check_threads(region).to_owned(),
        Check::Growth { low, high } => text::check_growth(region, percent(low, region), percent(high, region)),
        Check::Street { cap } => text::check_street(region, percent(cap.into(), region)),
        Check::Margin { floor } => text::check_margin(region, percent(floor, region)),
        Check::Expense { limit } => text::check_expense(region, percent(limit, region)),
    }
}

pub(super) fn consequence(consequence: Consequence, region: Region) -> &'static str {
    match consequence {
        Consequence::Warn => text::warns(region),
        Consequence::Block => text::blocks(region),
        Consequence::Reroute => text::reroutes(region),
    }
}

pub(super) fn found(breach: &Breach, outline: &Outline, region: Region) -> String {
    match &breach.found {
        Found::Gaps(gaps) => {
            let gap = |(measure, gap): &(domain::measure::Measure, i64)| {
                let amount = with_sign(display::exact(*gap, outline.decimals(*measure), region));
                text::found_gap(region, words::measure(region, *measure), amount)
            };
            gaps.iter().map(gap).collect::<Vec<_>>().join(", ")
        }
        Found::Threads(count) => text::found_threads(region, count),
        Found::Rate(Some(rate)) => text::found_rate(region, percent(*rate, region)),
        Found::Rate(None) => text::found_nothing(region).to_owned(),
    }
}

pub(super) fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why something does not happen.
pub(crate) fn fault(fault: &Fault, region: Region) -> String {
    let sentence = match fault {
        Fault::NotNow => text::fault_not_now(region),
        Fault::NotAsked => text::fault_not_asked(region),
        Fault::FourEyes => text::fault_four_eyes(region),
        Fault::Blocked(_) => text::fault_blocked(region),
        Fault::FiguresChanged => text::fault_figures(region),
        Fault::Stale => text::fault_stale(region),
        Fault::Unproved => text::fault_unproved(region),
        Fault::PathUnsound => text::fault_path(region),
        Fault::AbsenceUnsound => text::fault_absence(region),
    };
    sentence.to_owned()
}
