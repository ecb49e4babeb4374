//! Judging what people want to do for approvals.

use super::admission::{Place, admitted, below, standing};
use super::checks::{Breach, breaches};
use super::content::{Content, fingerprint};
use super::path::{Approver, Path, Paths, Step};
use super::record::{Action, Meaning, Proof, Record, Signature};
use super::review::Deed;
use super::unit::ApprovalUnit;
use super::{Consequence, Sealed, Stage};
use crate::access;
use crate::actor::{Actor, Party, Role};
use crate::decide::may;
use crate::decide::negotiate::worded;
use crate::event::Event;
use crate::plan::Plan;
use crate::rejection::Rejection;
use thiserror::Error;

/// What somebody wants, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub act: Act,
    /// When, in milliseconds since 1970 UTC: who is away is judged by it.
    pub now: i64,
}

/// What can be done for approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sets which measures go together and the paths of what is submitted from now on.
    SetPaths(Paths),
    /// Names who answers for the author while they are away, or nobody.
    Substitute(Option<(Party, i64, i64)>),
    /// Does something with a unit.
    Move {
        /// Which, in which measures.
        subject: ApprovalUnit,
        /// What.
        action: Action,
        /// The figures that its author saw.
        content: Content,
        /// In words; required where something is rejected or a gap is booked.
        comment: String,
        /// Whether a gap is booked to the hedge ledger.
        books_gap: bool,
        /// How the author proved to be there, where the action is a signature.
        proof: Option<Proof>,
    },
}

/// Why something does not happen for approvals.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// The unit does not stand where this is done.
    #[error("the unit does not stand where this is done")]
    NotNow,
    /// Somebody else is asked.
    #[error("somebody else is asked")]
    NotAsked,
    /// The author has signed for this unit already.
    #[error("nobody signs twice for one unit")]
    FourEyes,
    /// Rules that the unit breaks.
    #[error("the unit breaks rules that keep it from being submitted")]
    Blocked(Vec<Breach>),
    /// The figures are not those that the author saw.
    #[error("the figures have changed since the author saw them")]
    FiguresChanged,
    /// Signatures stand under other figures: their authors sign first.
    #[error("signatures stand under other figures")]
    Stale,
    /// A signature without proof of who signs.
    #[error("a signature needs proof of who signs")]
    Unproved,
    /// A path that leads nowhere.
    #[error("the path leads nowhere")]
    PathUnsound,
    /// Somebody else has set the path since the author saw it.
    #[error("somebody else has set the path since the author saw it")]
    PathChanged,
    /// A day that is over.
    #[error("the day is over")]
    DuePassed,
    /// An absence that ends before it begins, or a substitute who is away themselves.
    #[error("the absence makes no sense")]
    AbsenceUnsound,
}

pub(super) fn refused<T>(fault: Fault) -> Result<T, Rejection> {
    Err(Rejection::Approval(Box::new(fault)))
}

/// Decides what somebody wants to do for approvals, who saw the plan as it was at revision `base`.
pub(crate) fn judge(plan: &Plan, actor: &Actor, wish: &Wish, base: u64) -> Result<Vec<Event>, Rejection> {
    let deed = match &wish.act {
        Act::SetPaths(paths) => {
            may(access::may_set_goals(actor))?;
            if !paths.is_sound() {
                return refused(Fault::PathUnsound);
            }
            if plan.approvals().paths_at > base {
                return refused(Fault::PathChanged);
            }
            Deed::Paths(paths.clone())
        }
        Act::Substitute(wanted) => {
            if wanted.as_ref().is_some_and(|(by, from, until)| from >= until || by.person == actor.person) {
                return refused(Fault::AbsenceUnsound);
            }
            Deed::Substitute(actor.clone(), wanted.clone())
        }
        Act::Move { subject, action, content, comment, books_gap, proof } => {
            let place = admitted(plan, actor, (*subject, action), wish.now)?;
            // Whoever signs a step signs the one that they saw.
            if plan.approvals().of(*subject).any(|kept| kept.revision > base) {
                return refused(Fault::NotNow);
            }
            let signature = match (meaning(plan, *subject, action, actor), proof) {
                (None, _) => None,
                (Some(_), None) => return refused(Fault::Unproved),
                (Some(meaning), Some(proof)) => Some(Signature { meaning, proof: *proof }),
            };
            let judges = signature.is_some() || matches!(action, Action::Reject { .. });
            let figures = fingerprint(plan, *subject);
            if judges && *content != figures {
                return refused(Fault::FiguresChanged);
            }
            let (mut path, mut broken) = (None, Vec::new());
            if let Some(own) = plan.approvals().paths.of(subject.group).filter(|_| *action == Action::Submit) {
                broken = breaches(plan, *subject, &own.rules);
                if broken.iter().any(|breach| breach.blocks(*books_gap)) {
                    return refused(Fault::Blocked(broken));
                }
                // What binds other units is nobody's business here.
                let own = own.with_units(|unit| (unit == subject.unit).then_some(unit));
                path = Some(routed(&own, &broken));
            }
            let needs_words = matches!(action, Action::Reject { .. }) || *action == Action::Submit && *books_gap;
            if needs_words || !comment.trim().is_empty() {
                worded(comment)?;
            }
            let step = plan.approvals().reviews.get(subject).map_or(0, |review| review.step);
            let record = Record {
                subject: *subject,
                action: action.clone(),
                before: standing(plan, *subject),
                step,
                place: place.place,
                on_behalf: place.on_behalf.clone(),
                content: figures,
                comment: comment.trim().to_owned(),
                signature,
                breaches: broken,
                path,
            };
            return Ok(recorded(plan, record, &place));
        }
    };
    Ok(vec![Event::Approval { stood: None, deed: Sealed::of(&deed) }])
}

/// A record as an event, and where it is distributed one more for each unit of the next level that is asked.
fn recorded(plan: &Plan, record: Record, place: &Place) -> Vec<Event> {
    let each_below = match record.action {
        Action::Distribute { due } => below(plan, record.subject)
            .map(|child| Record {
                subject: child,
                action: Action::Start { due },
                before: standing(plan, child),
                step: 0,
                place: None,
                on_behalf: None,
                content: fingerprint(plan, child),
                ..record.clone()
            })
            .collect(),
        _ => Vec::new(),
    };
    let event = |record: Record| {
        let stood = (record.subject, after(plan, record.subject, &record.action, place));
        Event::Approval { stood: Some(stood), deed: Sealed::of(&Deed::Record(record)) }
    };
    std::iter::once(record).chain(each_below).map(event).collect()
}

/// The path with an executive at its end where a broken rule asks for one.
fn routed(path: &Path, broken: &[Breach]) -> Path {
    let mut path = path.clone();
    if broken.iter().any(|breach| breach.rule.consequence == Consequence::Reroute) {
        path.steps.push(Step { approvers: vec![Approver::Function(Role::Executive)], needed: 1, days: None });
    }
    path
}

/// What signing this way means; `None` where it is no signature.
fn meaning(plan: &Plan, subject: ApprovalUnit, action: &Action, actor: &Actor) -> Option<Meaning> {
    match action {
        Action::Submit => Some(Meaning::Proposed),
        Action::Promote => Some(Meaning::Accepted),
        Action::Approve => Some(Meaning::Approved),
        Action::Confirm => {
            let review = plan.approvals().reviews.get(&subject)?;
            let own = |assent: &&super::Assent| assent.who.person == actor.person;
            review.assents.iter().rev().find(own).map(|assent| assent.meaning)
        }
        _ => None,
    }
}

/// Where the unit stands afterwards.
fn after(plan: &Plan, subject: ApprovalUnit, action: &Action, place: &Place) -> Option<Stage> {
    let (stage, approvals) = (standing(plan, subject), plan.approvals());
    match action {
        Action::Submit | Action::Reject { to: Some(_) } => Some(Stage::UnderReview),
        Action::Promote => approvals.reviews.get(&subject).map(|review| {
            let is_last = usize::from(review.step) + 1 >= review.path.steps.len();
            if is_last && review.completes(place.place) { Stage::SignedOff } else { Stage::UnderReview }
        }),
        Action::Approve => Some(Stage::Approved),
        Action::Reject { to: None } | Action::Withdraw | Action::Start { .. } => None,
        Action::Freeze => Some(Stage::Frozen),
        Action::Unfreeze => approvals.frozen.get(&subject).copied().flatten(),
        Action::Archive => Some(Stage::Archived),
        Action::Confirm
        | Action::Delegate { .. }
        | Action::TakeOwnership
        | Action::Return
        | Action::Distribute { .. } => stage,
    }
}
