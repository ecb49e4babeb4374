//! Who may do what with a unit now, rules and figures left aside.

use super::content::fingerprint;
use super::judge::{Fault, refused};
use super::path::Approver;
use super::record::Action;
use super::review::{Call, Review, Substitute};
use super::unit::{ApprovalUnit, MeasureGroup};
use super::{Stage, locked};
use crate::access;
use crate::actor::{Actor, Party, Role};
use crate::decide::may;
use crate::dimension::{MemberId, ROOT};
use crate::measure::Measure;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::Side;

/// In which part somebody acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which of the step's places; `None` for whoever took it over, and where no step is asked.
    pub place: Option<u8>,
    /// For whom.
    pub on_behalf: Option<Party>,
}

/// In which part a person may answer in the step that is asked.
pub fn place_of(plan: &Plan, subject: ApprovalUnit, actor: &Actor, now: i64) -> Option<Place> {
    let review = plan.approvals().reviews.get(&subject)?;
    if let Some(owner) = &review.owner {
        return (owner.person == actor.person).then(Place::default);
    }
    let open = |place: &u8| !review.given().any(|assent| assent.place == Some(*place));
    let asked = (0u8..).zip(&review.asked()?.approvers).filter(|(place, _)| open(place));
    asked.into_iter().find_map(|(place, approver)| {
        let on_behalf = match review.delegations.iter().find(|known| known.place == place) {
            Some(known) if known.to.person == actor.person => Some(known.by.clone()),
            // Whoever delegated may take it back, not answer beside their delegate.
            Some(_) => return None,
            None if qualifies(plan, subject.unit, actor, approver) => None,
            None => Some(absent(plan, subject.unit, actor, approver, now)?),
        };
        Some(Place { place: Some(place), on_behalf })
    })
}

/// Whom a person stands in for in a place while they are away.
fn absent(plan: &Plan, unit: MemberId, actor: &Actor, approver: &Approver, now: i64) -> Option<Party> {
    let stands_in = |known: &&Substitute| {
        known.by.person == actor.person
            && (known.from..known.until).contains(&now)
            && qualifies(plan, unit, &known.of, approver)
    };
    plan.approvals().substitutes.iter().find(stands_in).map(|known| Party::from(&known.of))
}

fn qualifies(plan: &Plan, unit: MemberId, actor: &Actor, approver: &Approver) -> bool {
    let units = &plan.outline().units;
    match approver {
        Approver::Function(role) => actor.role == *role,
        Approver::Person { person, .. } => actor.person == *person,
        Approver::Above(levels) => match units.upwards(unit).nth(usize::from(*levels)).filter(|above| *above != ROOT) {
            Some(above) => {
                actor.role == Role::Manager && actor.unit.is_some_and(|own| own != ROOT && units.contains(own, above))
            }
            None => actor.role == Role::Committee,
        },
    }
}

fn in_time(due: Option<i64>, now: i64) -> Result<(), Rejection> {
    if due.is_none_or(|due| due > now) { Ok(()) } else { refused(Fault::DuePassed) }
}

/// Where something stands; `None` before it is submitted.
pub fn standing(plan: &Plan, subject: ApprovalUnit) -> Option<Stage> {
    plan.stages.of(subject)
}

/// What a measure of a unit is approved with: what it is on its way with, else what it goes together with by now, as far as
/// that is not on its way.
pub fn approval_unit_of(plan: &Plan, unit: MemberId, measure: Measure) -> ApprovalUnit {
    let on_its_way = |measure| plan.stages.overlapping(ApprovalUnit { unit, group: MeasureGroup::of([measure]) });
    on_its_way(measure).unwrap_or_else(|| {
        let together = plan.approvals().paths.group_of(measure).measures();
        ApprovalUnit { unit, group: MeasureGroup::of(together.filter(|known| on_its_way(*known).is_none())) }
    })
}

/// Everything that is approved of a unit, in the order of the profit and loss statement.
pub fn approval_units_of(plan: &Plan, unit: MemberId, group: MeasureGroup) -> Vec<ApprovalUnit> {
    let mut found = Vec::new();
    for subject in group.measures().map(|measure| approval_unit_of(plan, unit, measure)) {
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
    found
}

/// Whether none of it is on its way, with other measures neither.
pub(super) fn is_free(plan: &Plan, subject: ApprovalUnit) -> bool {
    plan.stages.overlapping(subject).is_none()
}

fn starts(plan: &Plan, subject: ApprovalUnit) -> bool {
    standing(plan, subject) == Some(Stage::Archived) || is_free(plan, subject)
}

/// The call for a proposal that a unit has not answered yet; `None` where it is on its way.
pub fn call_of(plan: &Plan, subject: ApprovalUnit) -> Option<&Call> {
    plan.approvals().call(subject).filter(|_| is_free(plan, subject))
}

/// Until when a unit is to propose, or the step that is asked to answer, in milliseconds since 1970 UTC.
pub fn due_of(plan: &Plan, subject: ApprovalUnit) -> Option<i64> {
    match standing(plan, subject) {
        None => call_of(plan, subject).and_then(|call| call.due),
        Some(Stage::UnderReview) => plan.approvals().reviews.get(&subject).and_then(Review::due),
        Some(_) => None,
    }
}

/// What can be asked for of the units of the next level: nothing that is put away, which is started anew by itself.
pub(super) fn below(plan: &Plan, subject: ApprovalUnit) -> impl Iterator<Item = ApprovalUnit> {
    let units = plan.outline().child_units(subject.unit);
    let open = units.filter(|unit| plan.outline().standing(*unit) == Standing::Open);
    let subjects = open.flat_map(move |unit| approval_units_of(plan, unit, subject.group));
    subjects.filter(move |child| child.group.within(subject.group) && is_free(plan, *child))
}

/// Refuses to ask for what cannot be proposed, because a unit among these is frozen or put away.
fn answerable(plan: &Plan, mut units: impl Iterator<Item = MemberId>, group: MeasureGroup) -> Result<(), Rejection> {
    let is_shut = |unit: &MemberId| {
        group.measures().any(|measure| matches!(plan.stage(*unit, measure), Some(Stage::Frozen | Stage::Archived)))
    };
    units.find(is_shut).map_or(Ok(()), |unit| Err(Rejection::Locked { unit }))
}

/// The part in which a person may do something with a unit now, rules and figures left aside.
///
/// # Errors
/// Why they may not.
pub(super) fn admitted(
    plan: &Plan,
    actor: &Actor,
    (subject, action): (ApprovalUnit, &Action),
    now: i64,
) -> Result<Place, Rejection> {
    let unit = subject.unit;
    if plan.outline().units.get(unit).is_none() || !access::sees(plan.outline(), actor, unit) {
        return Err(Rejection::Unknown);
    }
    let is_known = subject.group.measures().next().is_some_and(|first| approval_unit_of(plan, unit, first) == subject);
    if !is_known {
        return refused(Fault::NotNow);
    }
    let (stage, review) = (standing(plan, subject), plan.approvals().reviews.get(&subject));
    let runs = access::may_set_goals(actor);
    let signed = |review: &Review| review.is_signed_by(&actor.person);
    let twice = || review.is_some_and(|review| review.path.four_eyes && signed(review));
    let now_here = |fits: bool| if fits { Ok(()) } else { refused(Fault::NotNow) };
    let asked = || place_of(plan, subject, actor, now).map_or_else(|| refused(Fault::NotAsked), Ok);
    match action {
        Action::Submit => {
            may(access::may_submit(plan.outline(), actor, unit))?;
            now_here(is_free(plan, subject))?;
            if let Some(unit) = subject.group.measures().find_map(|measure| locked(plan, actor, unit, measure)) {
                return Err(Rejection::Locked { unit });
            }
        }
        Action::Promote => {
            now_here(stage == Some(Stage::UnderReview))?;
            let place = asked()?;
            return if twice() { refused(Fault::FourEyes) } else { Ok(place) };
        }
        Action::Approve => {
            now_here(stage == Some(Stage::SignedOff))?;
            may(access::may_approve(actor))?;
            if twice() {
                return refused(Fault::FourEyes);
            }
            let content = fingerprint(plan, subject);
            if review.is_some_and(|review| review.stale(&content).next().is_some()) {
                return refused(Fault::Stale);
            }
        }
        Action::Confirm => {
            now_here(matches!(stage, Some(Stage::UnderReview | Stage::SignedOff | Stage::Approved)))?;
            let mine = |review: &Review| {
                let content = fingerprint(plan, subject);
                review.stale(&content).any(|assent| assent.who.person == actor.person)
            };
            now_here(review.is_some_and(|review| signed(review) && mine(review)))?;
        }
        Action::Reject { to } => {
            let reaches = |review: &Review| to.is_none_or(|to| to < review.step);
            now_here(review.is_some_and(reaches))?;
            match stage {
                Some(Stage::UnderReview) => return asked(),
                Some(Stage::SignedOff | Stage::Approved) => may(access::may_approve(actor))?,
                _ => return refused(Fault::NotNow),
            }
        }
        Action::Delegate { to } => {
            now_here(stage == Some(Stage::UnderReview))?;
            let place = asked()?;
            if place.place.is_none() || to.person == actor.person {
                return refused(Fault::NotNow);
            }
            // Somebody who could not sign would be no help.
            if review.is_some_and(|review| review.path.four_eyes && review.is_signed_by(&to.person)) {
                return refused(Fault::FourEyes);
            }
            return Ok(place);
        }
        Action::TakeOwnership => {
            may(runs)?;
            let free = review.is_some_and(|review| review.owner.is_none());
            now_here(stage == Some(Stage::UnderReview) && free)?;
            if twice() {
                return refused(Fault::FourEyes);
            }
        }
        Action::Return => {
            let mine = |review: &Review| {
                let own = |party: &Party| party.person == actor.person;
                review.owner.as_ref().is_some_and(own)
                    || review.delegations.iter().any(|known| own(&known.to) || own(&known.by))
            };
            now_here(stage == Some(Stage::UnderReview) && review.is_some_and(mine))?;
        }
        Action::Withdraw => {
            let alone = |review: &Review| review.assents.len() == 1 && signed(review);
            now_here(stage == Some(Stage::UnderReview) && review.is_some_and(alone))?;
        }
        Action::Freeze => {
            may(runs)?;
            let moves = matches!(stage, Some(Stage::UnderReview | Stage::SignedOff | Stage::Approved));
            now_here(moves || is_free(plan, subject))?;
        }
        Action::Unfreeze => {
            may(runs)?;
            now_here(stage == Some(Stage::Frozen))?;
        }
        Action::Start { due } => {
            may(access::side(plan.outline(), actor, unit) == Some(Side::Parent))?;
            now_here(starts(plan, subject))?;
            answerable(plan, plan.outline().units.upwards(unit).skip(1), subject.group)?;
            in_time(*due, now)?;
        }
        Action::Distribute { due } => {
            may(access::may_submit(plan.outline(), actor, unit))?;
            now_here(below(plan, subject).next().is_some())?;
            answerable(plan, plan.outline().units.upwards(unit), subject.group)?;
            in_time(*due, now)?;
        }
        Action::Archive => {
            may(runs)?;
            now_here(stage == Some(Stage::Approved))?;
        }
    }
    Ok(Place::default())
}

/// Whether a person is asked in this step and may not sign, because they have signed for the unit already.
pub fn is_barred(plan: &Plan, actor: &Actor, subject: ApprovalUnit, now: i64) -> bool {
    standing(plan, subject) == Some(Stage::UnderReview)
        && place_of(plan, subject, actor, now).is_some()
        && admitted(plan, actor, (subject, &Action::Promote), now).is_err()
}

/// What a person may do with a unit now; somebody to delegate to, a step to go back to and no day stand for any.
pub fn actions(plan: &Plan, actor: &Actor, subject: ApprovalUnit, now: i64) -> Vec<Action> {
    let anybody = Party { person: String::new(), name: String::new() };
    let all = [
        Action::Submit,
        Action::Promote,
        Action::Approve,
        Action::Confirm,
        Action::Reject { to: None },
        Action::Delegate { to: anybody },
        Action::TakeOwnership,
        Action::Return,
        Action::Withdraw,
        Action::Freeze,
        Action::Unfreeze,
        Action::Start { due: None },
        Action::Distribute { due: None },
        Action::Archive,
    ];
    all.into_iter().filter(|action| admitted(plan, actor, (subject, action), now).is_ok()).collect()
}
