//! Who is asked to answer a thread: the nearest who may, so that a committee is not asked what a manager can answer.

use crate::access;
use crate::actor::{Actor, Role};
use crate::dimension::{MemberId, ROOT};
use crate::outline::Outline;
use crate::plan::Plan;
use crate::thread::{Inputs, Offer, Party, Side, Thread, ThreadId};

/// Where a thread stands in a person's inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tray {
    /// The person is asked to answer.
    NeedsAnswer,
    /// It waits for somebody else, after or before it waits for the person.
    Answered,
    /// It is settled, or others negotiate it.
    Information,
}

/// A thread that a person has put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The thread.
    pub thread: ThreadId,
    /// The revision that had moved it last.
    pub moved: u64,
    /// Until when, in milliseconds since 1970 UTC, if nobody moves it before; `None` until the person takes it back.
    pub until: Option<i64>,
}

impl Aside {
    /// Whether it keeps a thread out of the inbox at a moment.
    pub fn rests(&self, thread: &Thread, moment: i64) -> bool {
        let put_off = |until| moment < until && thread.moved == self.moved;
        self.thread == thread.id && self.until.is_none_or(put_off)
    }
}

/// The people who are asked to answer a thread now, of everybody on the board; nobody once it is over.
pub fn asked<'a>(outline: &Outline, thread: &Thread, people: &'a [Actor]) -> Vec<&'a Actor> {
    thread.state().turn().map(|party| speakers(outline, thread, party, people)).unwrap_or_default()
}

/// Where a thread stands in the inbox of one of the people on the board.
pub fn tray(plan: &Plan, thread: &Thread, actor: &Actor, people: &[Actor]) -> Tray {
    let outline = plan.outline();
    let among = |people: Vec<&Actor>| people.iter().any(|known| known.person == actor.person);
    if !thread.state().is_open() {
        return Tray::Information;
    }
    if among(asked(outline, thread, people)) {
        return Tray::NeedsAnswer;
    }
    let parties = [Party::Child, Party::Parent];
    let takes_part = parties.into_iter().any(|party| among(nearest(outline, thread, party, people)))
        || thread.delegates.iter().any(|(_, known)| known.delegate.person == actor.person)
        || thread.offers.iter().any(|offer| offer.author == actor.name);
    if takes_part { Tray::Answered } else { Tray::Information }
}

/// The comments that tell a person and wait for their answer, those that they have put aside excepted.
#[cfg(feature = "server")]
pub fn to_answer<'a>(
    plan: &'a Plan,
    actor: &'a Actor,
    asides: &'a [Aside],
) -> impl Iterator<Item = &'a crate::comment::Comment> {
    let put_aside = |revision| asides.iter().any(|aside| aside.thread == revision);
    plan.comments().unanswered(&actor.person).filter(move |comment| !put_aside(comment.revision))
}

/// How many threads wait for a person's answer at a moment, those that they have put aside excepted.
pub fn waiting(plan: &Plan, actor: &Actor, people: &[Actor], asides: &[Aside], moment: i64) -> usize {
    let waits = |thread: &&Thread| {
        tray(plan, thread, actor, people) == Tray::NeedsAnswer
            && !asides.iter().any(|aside| aside.rests(thread, moment))
    };
    plan.threads().iter().filter(waits).count()
}

/// The offer that can be accepted among others, without a look at its thread: it has no conditions, and what it was made
/// on has not changed.
pub fn plain_offer<'a>(plan: &Plan, thread: &'a Thread) -> Option<&'a Offer> {
    let inputs = Inputs::of(plan, thread.unit, thread.measure);
    thread.on_the_table().filter(|offer| offer.terms.conditions.is_empty() && offer.inputs == inputs)
}

/// Who speaks for a party now: the person to whom it has delegated, else those who are nearest.
fn speakers<'a>(outline: &Outline, thread: &Thread, party: Party, people: &'a [Actor]) -> Vec<&'a Actor> {
    let side = match party {
        Party::Child => Some(Side::Child),
        Party::Parent => Some(Side::Parent),
        Party::Arbiter | Party::Clock => None,
    };
    let delegation = side.and_then(|side| thread.delegation(side));
    let delegate = delegation.and_then(|known| people.iter().find(|actor| actor.person == known.delegate.person));
    match delegate.filter(|actor| access::sees(outline, actor, thread.unit)) {
        Some(delegate) => vec![delegate],
        None => nearest(outline, thread, party, people),
    }
}

/// The managers of the first unit upwards that has any and may speak for a party; the committee where none does.
fn nearest<'a>(outline: &Outline, thread: &Thread, party: Party, people: &'a [Actor]) -> Vec<&'a Actor> {
    let parent = outline.units.parent(thread.unit).unwrap_or(ROOT);
    match party {
        Party::Child => managers(thread.unit, people),
        Party::Parent => answering(outline, parent, people),
        Party::Arbiter | Party::Clock => first(outline.units.upwards(parent).skip(1), people),
    }
}

/// Who answers for a unit: its managers, else those of the first unit above that has any, else the committee.
pub fn answering<'a>(outline: &Outline, unit: MemberId, people: &'a [Actor]) -> Vec<&'a Actor> {
    first(outline.units.upwards(unit), people)
}

fn first(mut units: impl Iterator<Item = MemberId>, people: &[Actor]) -> Vec<&Actor> {
    let found = units.by_ref().map(|unit| managers(unit, people)).find(|found| !found.is_empty());
    let role = |wanted| people.iter().filter(move |actor| actor.role == wanted).collect::<Vec<_>>();
    let committee = || Some(role(Role::Committee)).filter(|found| !found.is_empty());
    found.or_else(committee).unwrap_or_else(|| role(Role::Administrator))
}

/// The managers of a unit.
pub fn managers(unit: MemberId, people: &[Actor]) -> Vec<&Actor> {
    people.iter().filter(|actor| actor.role == Role::Manager && actor.unit == Some(unit)).collect()
}
