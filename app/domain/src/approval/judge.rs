//! Judging what people want to do for approvals.

use super::checks::{Breach, breaches};
use super::content::{Content, fingerprint};
use super::path::{Approver, Path, Step};
use super::record::{Action, Meaning, Proof, Record, Signature};
use super::review::{Deed, Review, Substitute};
use super::{Consequence, Sealed, Stage, locked};
use crate::access;
use crate::actor::{Actor, Party, Role};
use crate::decide::negotiate::worded;
use crate::dimension::{MemberId, ROOT};
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
    /// Sets the path of what is submitted from now on.
    SetPath(Path),
    /// Names who answers for the author while they are away, or nobody.
    Substitute(Option<(Party, i64, i64)>),
    /// Does something with a unit.
    Move {
        /// The unit.
        unit: MemberId,
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
    /// An absence that ends before it begins, or a substitute who is away themselves.
    #[error("the absence makes no sense")]
    AbsenceUnsound,
}

fn refused<T>(fault: Fault) -> Result<T, Rejection> {
    Err(Rejection::Approval(Box::new(fault)))
}

/// Decides what somebody wants to do for approvals.
pub(crate) fn judge(plan: &Plan, actor: &Actor, wish: &Wish) -> Result<Event, Rejection> {
    match &wish.act {
        Act::SetPath(path) => {
            allowed(access::may_set_goals(actor))?;
            if !path.is_sound() {
                return refused(Fault::PathUnsound);
            }
            Ok(Event::Approval { stood: None, deed: Sealed::of(&Deed::Path(path.clone())) })
        }
        Act::Substitute(wanted) => {
            if wanted.as_ref().is_some_and(|(by, from, until)| from >= until || by.person == actor.person) {
                return refused(Fault::AbsenceUnsound);
            }
            let deed = Deed::Substitute(actor.clone(), wanted.clone());
            Ok(Event::Approval { stood: None, deed: Sealed::of(&deed) })
        }
        Act::Move { unit, action, content, comment, books_gap, proof } => {
            let place = admitted(plan, actor, (*unit, action), wish.now)?;
            if *content != fingerprint(plan, *unit) {
                return refused(Fault::FiguresChanged);
            }
            let signature = match (meaning(plan, *unit, action, actor), proof) {
                (None, _) => None,
                (Some(_), None) => return refused(Fault::Unproved),
                (Some(meaning), Some(proof)) => Some(Signature { meaning, proof: *proof }),
            };
            let (mut path, mut broken) = (None, Vec::new());
            if *action == Action::Submit {
                broken = breaches(plan, *unit, &plan.approvals().path.rules);
                if broken.iter().any(|breach| breach.blocks(*books_gap)) {
                    return refused(Fault::Blocked(broken));
                }
                path = Some(routed(&plan.approvals().path, &broken));
            }
            let needs_words = matches!(action, Action::Reject { .. }) || *action == Action::Submit && *books_gap;
            if needs_words || !comment.trim().is_empty() {
                worded(comment)?;
            }
            let review = plan.approvals().reviews.get(unit);
            let (stage, step) = (after(plan, *unit, action, &place), review.map_or(0, |review| review.step));
            let record = Record {
                unit: *unit,
                action: action.clone(),
                before: plan.stage(*unit),
                step,
                place: place.place,
                on_behalf: place.on_behalf,
                content: *content,
                comment: comment.trim().to_owned(),
                signature,
                breaches: broken,
                path,
            };
            Ok(Event::Approval { stood: Some((*unit, stage)), deed: Sealed::of(&Deed::Record(record)) })
        }
    }
}

fn allowed(may: bool) -> Result<(), Rejection> {
    if may { Ok(()) } else { Err(Rejection::NotAllowed) }
}

/// The path with an executive at its end where a broken rule asks for one.
fn routed(path: &Path, broken: &[Breach]) -> Path {
    let mut path = path.clone();
    if broken.iter().any(|breach| breach.rule.consequence == Consequence::Reroute) {
        path.steps.push(Step { approvers: vec![Approver::Function(Role::Executive)], needed: 1 });
    }
    path
}

/// What signing this way means; `None` where it is no signature.
fn meaning(plan: &Plan, unit: MemberId, action: &Action, actor: &Actor) -> Option<Meaning> {
    match action {
        Action::Submit => Some(Meaning::Proposed),
        Action::Promote => Some(Meaning::Accepted),
        Action::Approve => Some(Meaning::Approved),
        Action::Confirm => {
            let review = plan.approvals().reviews.get(&unit)?;
            let own = |assent: &&super::Assent| assent.who.person == actor.person;
            review.assents.iter().rev().find(own).map(|assent| assent.meaning)
        }
        _ => None,
    }
}

/// In which part somebody acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which of the step's places; `None` for whoever took it over, and where no step is asked.
    pub place: Option<u8>,
    /// For whom.
    pub on_behalf: Option<Party>,
}

/// In which part a person may answer in the step that is asked.
pub fn place_of(plan: &Plan, unit: MemberId, actor: &Actor, now: i64) -> Option<Place> {
    let review = plan.approvals().reviews.get(&unit)?;
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
            None if qualifies(plan, unit, actor, approver) => None,
            None => Some(absent(plan, unit, actor, approver, now)?),
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

/// The part in which a person may do something with a unit now, rules and figures left aside.
///
/// # Errors
/// Why they may not.
fn admitted(plan: &Plan, actor: &Actor, (unit, action): (MemberId, &Action), now: i64) -> Result<Place, Rejection> {
    if plan.outline().units.get(unit).is_none() || !access::sees(plan.outline(), actor, unit) {
        return Err(Rejection::Unknown);
    }
    let (stage, review) = (plan.stage(unit), plan.approvals().reviews.get(&unit));
    let runs = access::may_set_goals(actor);
    let signed = |review: &Review| review.assents.iter().any(|assent| assent.who.person == actor.person);
    let twice = || review.is_some_and(|review| review.path.four_eyes && signed(review));
    let now_here = |fits: bool| if fits { Ok(()) } else { refused(Fault::NotNow) };
    let asked = || place_of(plan, unit, actor, now).map_or_else(|| refused(Fault::NotAsked), Ok);
    match action {
        Action::Submit => {
            allowed(access::may_submit(plan.outline(), actor, unit))?;
            if let Some(unit) = locked(plan, actor, unit) {
                return Err(Rejection::Locked { unit });
            }
            now_here(stage.is_none())?;
        }
        Action::Promote => {
            now_here(stage == Some(Stage::UnderReview))?;
            let place = asked()?;
            return if twice() { refused(Fault::FourEyes) } else { Ok(place) };
        }
        Action::Approve => {
            now_here(stage == Some(Stage::SignedOff))?;
            allowed(access::may_approve(actor))?;
            if twice() {
                return refused(Fault::FourEyes);
            }
            let content = fingerprint(plan, unit);
            if review.is_some_and(|review| review.stale(&content).next().is_some()) {
                return refused(Fault::Stale);
            }
        }
        Action::Confirm => {
            now_here(matches!(stage, Some(Stage::UnderReview | Stage::SignedOff | Stage::Approved)))?;
            let mine = |review: &Review| {
                let content = fingerprint(plan, unit);
                review.stale(&content).any(|assent| assent.who.person == actor.person)
            };
            now_here(review.is_some_and(|review| signed(review) && mine(review)))?;
        }
        Action::Reject { to } => {
            let reaches = |review: &Review| to.is_none_or(|to| to < review.step);
            now_here(review.is_some_and(reaches))?;
            match stage {
                Some(Stage::UnderReview) => return asked(),
                Some(Stage::SignedOff | Stage::Approved) => allowed(access::may_approve(actor))?,
                _ => return refused(Fault::NotNow),
            }
        }
        Action::Delegate { to } => {
            now_here(stage == Some(Stage::UnderReview))?;
            let place = asked()?;
            if place.place.is_none() || to.person == actor.person {
                return refused(Fault::NotNow);
            }
            return Ok(place);
        }
        Action::TakeOwnership => {
            allowed(runs)?;
            let free = review.is_some_and(|review| review.owner.is_none());
            now_here(stage == Some(Stage::UnderReview) && free)?;
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
            allowed(runs)?;
            now_here(stage != Some(Stage::Frozen))?;
        }
        Action::Unfreeze => {
            allowed(runs)?;
            now_here(stage == Some(Stage::Frozen))?;
        }
    }
    Ok(Place::default())
}

/// Where the unit stands afterwards.
fn after(plan: &Plan, unit: MemberId, action: &Action, place: &Place) -> Option<Stage> {
    let (stage, approvals) = (plan.stage(unit), plan.approvals());
    match action {
        Action::Submit | Action::Reject { to: Some(_) } => Some(Stage::UnderReview),
        Action::Promote => approvals.reviews.get(&unit).map(|review| {
            let is_last = usize::from(review.step) + 1 >= review.path.steps.len();
            if is_last && review.completes(place.place) { Stage::SignedOff } else { Stage::UnderReview }
        }),
        Action::Approve => Some(Stage::Approved),
        Action::Reject { to: None } | Action::Withdraw => None,
        Action::Freeze => Some(Stage::Frozen),
        Action::Unfreeze => approvals.frozen.get(&unit).copied().flatten(),
        Action::Confirm | Action::Delegate { .. } | Action::TakeOwnership | Action::Return => stage,
    }
}

/// What a person may do with a unit now; somebody to delegate to and a step to go back to stand for any.
pub fn actions(plan: &Plan, actor: &Actor, unit: MemberId, now: i64) -> Vec<Action> {
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
    ];
    all.into_iter().filter(|action| admitted(plan, actor, (unit, action), now).is_ok()).collect()
}

/// The units that wait for a person's signature or answer.
pub fn waiting(plan: &Plan, actor: &Actor, now: i64) -> Vec<MemberId> {
    let asks = [Action::Promote, Action::Approve, Action::Confirm];
    let waits = |unit: &&MemberId| asks.iter().any(|action| admitted(plan, actor, (**unit, action), now).is_ok());
    plan.approvals().reviews.keys().filter(waits).copied().collect()
}

/// Whether what waits for a person's signature is the difference to figures that they have signed.
pub fn signs_again(plan: &Plan, actor: &Actor, unit: MemberId, now: i64) -> bool {
    admitted(plan, actor, (unit, &Action::Confirm), now).is_ok()
}
