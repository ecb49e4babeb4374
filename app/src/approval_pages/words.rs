//! Stages, people, rules and refusals in words.

use crate::board::display;
use crate::text::{approval as text, board as words, people};
use domain::actor::Role;
use domain::approval::{
    Action, ApprovalUnit, Approver, Assent, Breach, Call, Check, Consequence, Fault, Found, Meaning, Party, Review,
    Stage, Step, Want, call_of, fingerprint, gaps, standing,
};
use domain::dimension::{MemberId, ROOT};
use domain::measure::Measure;
use domain::number::{Region, format_percent, with_sign};
use domain::outline::Outline;
use domain::plan::Plan;
use leptos::prelude::*;

/// Where a unit stands: a shape and a word.
pub(super) fn stage(stage: Option<Stage>, region: Region) -> impl IntoView {
    let (class, word) = match stage {
        None => ("pill none stage", text::not_started(region)),
        Some(Stage::UnderReview) => ("pill offer stage review", words::under_review(region)),
        Some(Stage::SignedOff) => ("pill good stage signed", words::signed_off(region)),
        Some(Stage::Approved) => ("pill good stage approved", words::approved(region)),
        Some(Stage::Frozen) => ("pill none stage frozen", words::frozen(region)),
        Some(Stage::Archived) => ("pill none stage archived", words::archived(region)),
    };
    view! { <span class=class>{word}</span> }
}

/// Where something stands, one that is asked to propose told from one that is not.
pub(super) fn stage_pill(plan: &Plan, subject: ApprovalUnit, region: Region) -> AnyView {
    match standing(plan, subject) {
        None if call_of(plan, subject).is_some() => {
            view! { <span class="pill offer stage started">{text::started(region)}</span> }.into_any()
        }
        known => stage(known, region).into_any(),
    }
}

pub(super) fn late(region: Region) -> impl IntoView {
    view! { <span class="pill warn stage late">{text::late(region)}</span> }
}

/// What somebody is asked for.
pub(super) fn want(want: Want, region: Region) -> &'static str {
    match want {
        Want::Proposal => text::want_proposal(region),
        Want::Signature => text::want_signature(region),
        Want::Difference => text::want_difference(region),
    }
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

/// A word where signatures stand under other figures than now.
pub(super) fn stale_pill(plan: &Plan, subject: ApprovalUnit, region: Region) -> Option<impl IntoView + use<>> {
    let review = plan.approvals().reviews.get(&subject)?;
    let is_stale = review.stale(&fingerprint(plan, subject)).next().is_some();
    is_stale.then(|| stale(region))
}

/// The conservation lines of a unit that do not close.
pub(super) fn gap(plan: &Plan, subject: ApprovalUnit, region: Region) -> String {
    let gaps = gaps(plan, subject);
    if gaps.is_empty() { "—".to_owned() } else { written(&gaps, plan.outline(), region) }
}

/// Gaps of conservation lines, by measure.
pub(crate) fn written(gaps: &[(Measure, i64)], outline: &Outline, region: Region) -> String {
    let gap = |(measure, gap): &(Measure, i64)| {
        let amount = with_sign(display::exact(*gap, outline.decimals(*measure), region));
        text::found_gap(region, words::measure(region, *measure), amount)
    };
    gaps.iter().map(gap).collect::<Vec<_>>().join(", ")
}

/// Who is asked in a step for a unit.
pub(super) fn approvers(step: &Step, outline: &Outline, subject: ApprovalUnit, region: Region) -> String {
    let named = |known: &Approver| match known {
        // Above a region of the company nobody manages: the committee is asked.
        Approver::Above(levels) if !manages(outline, subject.unit, *levels) => {
            people::role(region, Role::Committee).to_owned()
        }
        known => approver(known, region),
    };
    let names: Vec<String> = step.approvers.iter().map(named).collect();
    let names = names.join(" · ");
    let needed = (usize::from(step.needed) < step.approvers.len())
        .then(|| text::needed(region, step.needed, step.approvers.len()));
    let within = step.days.map(|days| match days {
        1 => text::within_one(region).to_owned(),
        days => text::within(region, days),
    });
    let said: Vec<String> = needed.into_iter().chain(within).collect();
    if said.is_empty() { names } else { format!("{names} ({})", said.join(", ")) }
}

/// Whether the committee is asked in a step because nobody manages so far above a unit.
pub(super) fn has_nobody_above(step: &Step, outline: &Outline, subject: ApprovalUnit) -> bool {
    let is_nobody =
        |known: &Approver| matches!(known, Approver::Above(levels) if !manages(outline, subject.unit, *levels));
    step.approvers.iter().any(is_nobody)
}

fn manages(outline: &Outline, unit: MemberId, levels: u8) -> bool {
    outline.units.upwards(unit).nth(levels.into()).is_some_and(|above| above != ROOT)
}

/// Who asked for a proposal.
pub(super) fn called(call: &Call, region: Region) -> String {
    match call.due {
        Some(due) => text::called_until(region, &call.by.name, display::moment(due, region)),
        None => text::called(region, &call.by.name),
    }
}

/// Who is asked now.
pub(super) fn asked(plan: &Plan, subject: ApprovalUnit, review: &Review, region: Region) -> String {
    let stage = standing(plan, subject);
    match (stage, &review.owner, review.asked()) {
        (Some(Stage::SignedOff), ..) => text::last_word_who(region).to_owned(),
        (Some(Stage::UnderReview), Some(owner), _) => text::taken_by(region, &owner.name),
        (Some(Stage::UnderReview), None, Some(step)) => approvers(step, plan.outline(), subject, region),
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
        Action::Start { due: None } => text::did_start(region).to_owned(),
        Action::Start { due: Some(due) } => text::did_start_until(region, display::moment(*due, region)),
        Action::Distribute { due: None } => text::did_distribute(region).to_owned(),
        Action::Distribute { due: Some(due) } => text::did_distribute_until(region, display::moment(*due, region)),
        Action::Archive => text::did_archive(region).to_owned(),
    }
}

pub(super) fn percent(hundredths: i64, region: Region) -> String {
    format_percent(hundredths.into(), 10_000, 1, region).unwrap_or_default()
}

pub(super) fn check(check: Check, outline: &Outline, region: Region) -> String {
    match check {
        Check::Gap => text::check_gap(region).to_owned(),
        Check::OpenThreads => text::check_threads(region).to_owned(),
        Check::Growth { low, high } => text::check_growth(region, percent(low, region), percent(high, region)),
        Check::Street { cap } => text::check_street(region, percent(cap.into(), region)),
        Check::Margin { floor } => text::check_margin(region, percent(floor, region)),
        Check::Expense { limit } => text::check_expense(region, percent(limit, region)),
        Check::Limit { unit, measure, low, high } => {
            let unit = display::unit_name(outline, unit, region);
            let amount = |amount| display::exact(amount, outline.decimals(measure), region);
            let measure = words::measure(region, measure);
            match (low, high) {
                (Some(low), Some(high)) => text::check_limit_between(region, unit, measure, amount(low), amount(high)),
                (Some(low), None) => text::check_limit_low(region, unit, measure, amount(low)),
                (None, high) => text::check_limit_high(region, unit, measure, amount(high.unwrap_or_default())),
            }
        }
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
        Found::Gaps(gaps) => written(gaps, outline, region),
        Found::Threads(count) => text::found_threads(region, count),
        Found::Amount(measure, amount) => {
            text::found_rate(region, display::exact(*amount, outline.decimals(*measure), region))
        }
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
        Fault::PathChanged => text::fault_path_changed(region),
        Fault::DuePassed => text::fault_due(region),
        Fault::AbsenceUnsound => text::fault_absence(region),
    };
    sentence.to_owned()
}
