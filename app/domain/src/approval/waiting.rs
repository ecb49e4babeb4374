//! What waits for somebody on the way to approval: proposals to make, and signatures to give.

use super::admission::{admitted, approval_units_of, due_of};
use super::record::Action;
use super::unit::ApprovalUnit;
use crate::access;
use crate::actor::Actor;
use crate::inbox;
use crate::plan::Plan;

/// What somebody is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// To propose.
    Proposal,
    /// To sign.
    Signature,
    /// To sign the difference to figures that they have signed.
    Difference,
}

/// Something that waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// With what.
    pub subject: ApprovalUnit,
    /// What they are asked for.
    pub want: Want,
    /// Since when, in milliseconds since 1970 UTC.
    pub since: i64,
    /// Until when, in milliseconds since 1970 UTC, where that is said.
    pub due: Option<i64>,
}

impl Waiting {
    /// Whether its last moment is over.
    pub fn is_late(&self, now: i64) -> bool {
        self.due.is_some_and(|due| due < now)
    }
}

/// What waits for a person, of everybody on the board, the most urgent first.
pub fn waiting(plan: &Plan, actor: &Actor, people: &[Actor], now: i64) -> Vec<Waiting> {
    let (approvals, outline) = (plan.approvals(), plan.outline());
    // Whoever may not submit a unit is never asked to: that spares looking for who answers for it.
    let may = |unit| access::may_submit(outline, actor, unit);
    let answers = |unit| inbox::answering(outline, unit, people).iter().any(|known| known.person == actor.person);
    let mine = approvals.calls.iter().filter(|(asked, _)| may(asked.unit) && answers(asked.unit));
    let proposals = mine.flat_map(|(asked, call)| {
        let subjects = approval_units_of(plan, asked.unit, asked.group).into_iter();
        let can = subjects.filter(|subject| admitted(plan, actor, (*subject, &Action::Submit), now).is_ok());
        can.map(|subject| Waiting { subject, want: Want::Proposal, since: call.at, due: call.due })
    });
    let signatures = approvals.reviews.iter().filter_map(|(subject, review)| {
        let may = |action| admitted(plan, actor, (*subject, &action), now).is_ok();
        let want = if may(Action::Confirm) {
            Want::Difference
        } else if may(Action::Promote) || may(Action::Approve) {
            Want::Signature
        } else {
            return None;
        };
        let due = due_of(plan, *subject).filter(|_| want == Want::Signature);
        Some(Waiting { subject: *subject, want, since: review.since, due })
    });
    let mut found: Vec<Waiting> = proposals.chain(signatures).collect();
    found.sort_by_key(|waiting| (waiting.due.unwrap_or(i64::MAX), waiting.since));
    found
}
