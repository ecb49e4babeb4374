//! Reviews: which signatures stand, who is asked, and what a record makes of them.

use super::content::Content;
use super::path::{Path, Paths, Step};
use super::record::{Action, Kept, Meaning, Record};
use super::unit::ApprovalUnit;
use super::{Sealed, Stage};
use crate::actor::{Actor, Party};
use crate::calendar::DAY;
use crate::dimension::{MemberId, ROOT};
use crate::event::Entry;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A signature that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assent {
    /// What it means.
    pub meaning: Meaning,
    /// In which step.
    pub step: u8,
    /// In which of its places; `None` where it was taken over, and where it is no step's.
    pub place: Option<u8>,
    /// Whose.
    pub who: Party,
    /// For whom, where not in their own name.
    pub on_behalf: Option<Party>,
    /// Under which figures.
    pub content: Content,
    /// The revision that holds them.
    pub revision: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

/// A place of a step that somebody else answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// The place.
    pub place: u8,
    /// Whose it was.
    pub by: Party,
    /// Who answers.
    pub to: Party,
}

/// Who answers for somebody in their absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitute {
    /// Who is away.
    pub of: Actor,
    /// Who answers.
    pub by: Party,
    /// From when, in milliseconds since 1970 UTC.
    pub from: i64,
    /// Until when, itself excluded.
    pub until: i64,
}

/// Whether somebody who sees certain units may know that a person is away: their names are known to those above alone.
pub(super) fn knows(of: &Actor, sees: impl Fn(MemberId) -> bool) -> bool {
    sees(of.unit.unwrap_or(ROOT))
}

/// A unit that is asked to propose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// By whom.
    pub by: Party,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Until when, in milliseconds since 1970 UTC, where that is said.
    pub due: Option<i64>,
}

/// A unit on its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The path as it was when the unit was submitted.
    pub path: Path,
    /// The step that is asked, counted from 0; the number of steps when all are through.
    pub step: u8,
    /// The signatures that stand, oldest first.
    pub assents: Vec<Assent>,
    /// What it answers, where it was asked for.
    pub call: Option<Call>,
    /// Who answers for others in this step.
    pub delegations: Vec<Delegation>,
    /// Who took the step over.
    pub owner: Option<Party>,
    /// Since when it stands there, in milliseconds since 1970 UTC.
    pub since: i64,
}

impl Review {
    /// The step that is asked; `None` when all are through.
    pub fn asked(&self) -> Option<&Step> {
        self.path.steps.get(usize::from(self.step))
    }

    /// Until when the step that is asked is to answer, in milliseconds since 1970 UTC, where that is said.
    pub fn due(&self) -> Option<i64> {
        let days = self.asked()?.days?;
        Some(self.since.saturating_add(i64::from(days) * DAY))
    }

    /// The signatures that stand for the step that is asked.
    pub fn given(&self) -> impl Iterator<Item = &Assent> {
        self.assents.iter().filter(|assent| assent.meaning == Meaning::Accepted && assent.step == self.step)
    }

    /// Whether a signature of a person stands.
    pub fn is_signed_by(&self, person: &str) -> bool {
        self.assents.iter().any(|assent| assent.who.person == person)
    }

    /// The signatures under other figures than these.
    pub fn stale<'a>(&'a self, now: &'a Content) -> impl Iterator<Item = &'a Assent> {
        self.assents.iter().filter(move |assent| assent.content != *now)
    }

    /// Whether the step that is asked would be through with one more place, or with its owner.
    pub(super) fn completes(&self, place: Option<u8>) -> bool {
        let needed = self.asked().map_or(0, |step| usize::from(step.needed));
        place.is_none() || self.given().count() + 1 >= needed
    }

    fn go_to(&mut self, step: u8, at: i64) {
        (self.step, self.since) = (step, at);
        self.delegations.clear();
        self.owner = None;
    }
}

/// Everything that is said and set for the approvals of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approvals {
    /// The paths of what is submitted from now on.
    pub paths: Paths,
    /// The revision that set them; 0 before anybody did.
    pub paths_at: u64,
    /// The units that are asked to propose.
    pub calls: BTreeMap<ApprovalUnit, Call>,
    /// The units on their path.
    pub reviews: BTreeMap<ApprovalUnit, Review>,
    /// Where frozen units stood before.
    pub(super) frozen: BTreeMap<ApprovalUnit, Option<Stage>>,
    /// Everything that was done, oldest first.
    pub records: Vec<Kept>,
    /// Who answers for whom.
    pub substitutes: Vec<Substitute>,
}

/// What was said or set, inside [`Sealed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// The paths of what is submitted from now on.
    Paths(Paths),
    /// Somebody else answers for a person between two moments, or with `None` nobody.
    Substitute(Actor, Option<(Party, i64, i64)>),
    /// Something was done with a unit.
    Record(Record),
}

impl Approvals {
    /// The records of a unit in some measures, also those of times at which other measures went together; oldest first.
    pub fn of(&self, subject: ApprovalUnit) -> impl Iterator<Item = &Kept> {
        self.records.iter().filter(move |kept| kept.record.subject.overlaps(subject))
    }

    /// Takes what an entry says.
    pub(crate) fn take(&mut self, entry: &Entry, deed: &Sealed) {
        match deed.open() {
            Some(Deed::Paths(paths)) => (self.paths, self.paths_at) = (paths, entry.revision),
            Some(Deed::Substitute(of, named)) => {
                self.substitutes.retain(|known| known.of.person != of.person);
                self.substitutes.extend(named.map(|(by, from, until)| Substitute { of, by, from, until }));
            }
            Some(Deed::Record(record)) => self.record(Kept {
                record,
                revision: entry.revision,
                who: Party::from(&entry.actor),
                role: entry.actor.role,
                at: entry.at,
            }),
            None => {}
        }
    }

    fn record(&mut self, kept: Kept) {
        let (subject, at) = (kept.record.subject, kept.at);
        let call = |due| Call { by: kept.who.clone(), at, due };
        match &kept.record.action {
            Action::Start { due } => {
                let call = call(*due);
                self.ask(subject, call);
                self.reviews.remove(&subject);
            }
            Action::Submit => {
                let path = kept.record.path.clone().unwrap_or_default();
                let assents = assent(&kept).into_iter().collect();
                let call = self.answered(subject);
                let review = Review { path, step: 0, assents, call, delegations: Vec::new(), owner: None, since: at };
                self.reviews.insert(subject, review);
            }
            Action::Reject { to: None } => {
                let asked = self.reviews.remove(&subject).and_then(|review| review.call);
                let call = call(asked.and_then(|call| call.due));
                self.ask(subject, call);
            }
            Action::Withdraw => {
                if let Some(call) = self.reviews.remove(&subject).and_then(|review| review.call) {
                    self.ask(subject, call);
                }
            }
            Action::Freeze => {
                self.frozen.insert(subject, kept.record.before);
            }
            Action::Unfreeze => {
                self.frozen.remove(&subject);
                // While it was frozen nobody could answer.
                self.reviews.entry(subject).and_modify(|review| review.since = at);
            }
            action => {
                if let Some(review) = self.reviews.get_mut(&subject) {
                    review.change(action, &kept);
                }
            }
        }
        self.records.push(kept);
    }

    /// The call for a proposal of some of these numbers.
    pub(super) fn call(&self, subject: ApprovalUnit) -> Option<&Call> {
        self.calls.iter().find(|(known, _)| known.overlaps(subject)).map(|(_, call)| call)
    }

    /// Asks for a proposal, in the place of what was asked for of the same numbers before.
    fn ask(&mut self, subject: ApprovalUnit, call: Call) {
        self.answered(subject);
        self.calls.insert(subject, call);
    }

    /// Asks no more for these numbers; what else was asked for together with them still is.
    fn answered(&mut self, subject: ApprovalUnit) -> Option<Call> {
        let answered: Vec<ApprovalUnit> = self.calls.keys().copied().filter(|known| known.overlaps(subject)).collect();
        let mut last = None;
        for known in answered {
            let Some(call) = self.calls.remove(&known) else { continue };
            if let Some(group) = known.group.without(subject.group) {
                self.calls.insert(ApprovalUnit { group, ..known }, call.clone());
            }
            last = Some(call);
        }
        last
    }

    /// The same for who sees a part of the board.
    pub(crate) fn seen(&self, sees: impl Fn(MemberId) -> bool) -> Self {
        Self {
            paths: self.paths.with_units(|unit| sees(unit).then_some(unit)),
            paths_at: self.paths_at,
            calls: part(&self.calls, &sees),
            reviews: part(&self.reviews, &sees),
            frozen: part(&self.frozen, &sees),
            records: self.records.iter().filter(|kept| sees(kept.record.subject.unit)).cloned().collect(),
            substitutes: self.substitutes.iter().filter(|known| knows(&known.of, &sees)).cloned().collect(),
        }
    }

    /// The same with other numbers for its units.
    pub(crate) fn with_units(&self, number: impl Fn(MemberId) -> MemberId) -> Self {
        let mut renumbered = self.clone();
        let bound = |unit| Some(number(unit));
        renumbered.paths = self.paths.with_units(bound);
        renumbered.calls = moved(&self.calls, &number);
        renumbered.reviews = moved(&self.reviews, &number);
        renumbered.reviews.values_mut().for_each(|review| review.path = review.path.with_units(bound));
        renumbered.frozen = moved(&self.frozen, &number);
        for kept in &mut renumbered.records {
            kept.record.subject = kept.record.subject.of_unit(number(kept.record.subject.unit));
            kept.record.path = kept.record.path.as_ref().map(|path| path.with_units(bound));
            kept.record
                .breaches
                .iter_mut()
                .for_each(|breach| breach.rule = breach.rule.with_units(bound).unwrap_or(breach.rule));
        }
        for substitute in &mut renumbered.substitutes {
            substitute.of.unit = substitute.of.unit.map(&number);
        }
        renumbered
    }
}

fn part<T: Clone>(all: &BTreeMap<ApprovalUnit, T>, sees: impl Fn(MemberId) -> bool) -> BTreeMap<ApprovalUnit, T> {
    all.iter().filter(|(subject, _)| sees(subject.unit)).map(|(subject, own)| (*subject, own.clone())).collect()
}

fn moved<T: Clone>(
    all: &BTreeMap<ApprovalUnit, T>,
    number: impl Fn(MemberId) -> MemberId,
) -> BTreeMap<ApprovalUnit, T> {
    all.iter().map(|(subject, own)| (subject.of_unit(number(subject.unit)), own.clone())).collect()
}

impl Review {
    fn change(&mut self, action: &Action, kept: &Kept) {
        match action {
            Action::Promote => {
                let completes = self.completes(kept.record.place);
                self.assents.extend(assent(kept));
                if completes {
                    self.go_to(self.step.saturating_add(1), kept.at);
                }
            }
            Action::Approve => {
                self.assents.extend(assent(kept));
                self.since = kept.at;
            }
            Action::Confirm => {
                for known in self.assents.iter_mut().filter(|known| known.who.person == kept.who.person) {
                    (known.content, known.revision, known.at) = (kept.record.content, kept.revision, kept.at);
                }
            }
            Action::Reject { to: Some(step) } => {
                self.assents.retain(|known| match known.meaning {
                    Meaning::Proposed => true,
                    Meaning::Accepted => known.step < *step,
                    Meaning::Approved => false,
                });
                self.go_to(*step, kept.at);
            }
            Action::Delegate { to } => {
                let Some(place) = kept.record.place else { return };
                self.delegations.retain(|known| known.place != place);
                self.delegations.push(Delegation { place, by: kept.who.clone(), to: to.clone() });
            }
            Action::TakeOwnership => self.owner = Some(kept.who.clone()),
            Action::Return => {
                let person = &kept.who.person;
                self.owner = self.owner.take().filter(|owner| owner.person != *person);
                self.delegations.retain(|known| known.to.person != *person && known.by.person != *person);
            }
            Action::Submit
            | Action::Withdraw
            | Action::Reject { to: None }
            | Action::Freeze
            | Action::Unfreeze
            | Action::Start { .. }
            | Action::Distribute { .. }
            | Action::Archive => {}
        }
    }
}

fn assent(kept: &Kept) -> Option<Assent> {
    let Kept { record, revision, who, at, .. } = kept;
    Some(Assent {
        meaning: record.signature?.meaning,
        step: record.step,
        place: record.place,
        who: who.clone(),
        on_behalf: record.on_behalf.clone(),
        content: record.content,
        revision: *revision,
        at: *at,
    })
}

impl Plan {
    /// Everything that is said and set for approvals.
    pub fn approvals(&self) -> &Approvals {
        &self.approvals
    }

    /// Takes what an entry says about approvals.
    pub(crate) fn take_approval(&mut self, entry: &Entry, deed: &Sealed) {
        Arc::make_mut(&mut self.approvals).take(entry, deed);
    }
}
