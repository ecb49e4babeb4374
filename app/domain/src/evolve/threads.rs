//! What happens in threads.

use crate::access;
use crate::address::Address;
use crate::calendar::DAY;
use crate::event::{Entry, Event};
use crate::hold::{Hold, HoldReason};
use crate::journal::Act;
use crate::measure::{Measure, Slice};
use crate::outlook;
use crate::plan::Plan;
use crate::thread::{
    Agreement, Course, Delegate, Delegation, Escalation, Inputs, Limits, Move, Offer, OfferNumber, Party, Remark, Side,
    Step, Taken, Terms, Thread, ThreadId, ThreadState,
};

/// The course after something that has happened: what an older policy allowed stays as it was.
fn after(course: Course, party: Party, what: Move, state: ThreadState) -> Course {
    course.after(party, what, Limits::NONE).unwrap_or(Course { state, ..course })
}

impl Plan {
    pub(super) fn remarked(&mut self, entry: &Entry, id: ThreadId, side: Side, text: &str) {
        let on_behalf = self.on_behalf(entry, id, side);
        let remark = Remark {
            revision: entry.revision,
            author: entry.actor.name.clone(),
            side,
            at: entry.at,
            text: text.to_owned(),
            on_behalf,
        };
        if let Some(thread) = self.threads.iter_mut().find(|known| known.id == id) {
            thread.remarks.push(remark);
        }
    }

    pub(super) fn offered(&mut self, entry: &Entry, event: &Event) {
        let Event::Offered { thread, unit, side, numbers, reason, based_on, changes } = event else { return };
        self.change(changes);
        let (unit, measure, id) = (*unit, changes.measure, thread.unwrap_or(entry.revision));
        let offer = Offer {
            revision: entry.revision,
            author: entry.actor.name.clone(),
            side: *side,
            at: entry.at,
            numbers: numbers.clone(),
            reason: reason.clone(),
            based_on: *based_on,
            terms: Terms::default(),
            inputs: Inputs::of(self, unit, measure),
            on_behalf: self.on_behalf(entry, id, *side),
        };
        let total = offer.total();
        let follows = self.thread_of(unit, measure).map(|thread| thread.id).filter(|known| *known != id);
        let due = self.answer_due(entry.at);
        match self.threads.iter_mut().find(|known| known.id == id) {
            Some(known) => {
                let state = if *side == Side::Parent { ThreadState::Offered } else { ThreadState::Countered };
                known.course = after(known.course, (*side).into(), Move::Propose, state);
                (known.moved, known.due) = (entry.revision, due);
                known.offers.push(offer);
            }
            None => self.threads.push(Thread {
                id,
                unit,
                measure,
                course: Course::open(),
                moved: entry.revision,
                offers: vec![offer],
                remarks: Vec::new(),
                steps: Vec::new(),
                agreement: None,
                parts: Vec::new(),
                delegates: Vec::new(),
                due,
                follows,
            }),
        }
        self.note(entry, Act::Offered { thread: id, unit, measure, side: *side, total });
    }

    pub(super) fn accepted(&mut self, entry: &Entry, event: &Event) {
        let Event::Accepted { thread: id, side, changes, holds } = event else { return };
        changes.iter().for_each(|changes| self.change(changes));
        self.hold_all(holds);
        let on_behalf = self.on_behalf(entry, *id, *side);
        let Some(thread) = self.threads.iter_mut().find(|known| known.id == *id) else { return };
        let taken =
            thread.on_the_table().or_else(|| thread.latest()).map_or((0, 0), |offer| (offer.revision, offer.total()));
        settle(thread, entry, (*side, on_behalf), taken.0);
        thread.course = after(thread.course, (*side).into(), Move::Accept, ThreadState::Agreed);
        let act = Act::Accepted { thread: *id, unit: thread.unit, measure: thread.measure, total: taken.1 };
        self.note(entry, act);
    }

    pub(super) fn stepped(&mut self, entry: &Entry, event: &Event) {
        let Event::Stepped { thread, step, changes, holds, released } = event else { return };
        self.let_go(released);
        changes.iter().for_each(|changes| self.change(changes));
        self.hold_all(holds);
        let id = thread.unwrap_or(entry.revision);
        let (answer_due, arbiter_due) = (self.answer_due(entry.at), self.arbiter_due(entry.at));
        let Some((unit, measure)) = self.thread(id).map(|thread| (thread.unit, thread.measure)) else { return };
        let inputs = Inputs::of(self, unit, measure);
        let Some(thread) = self.threads.iter_mut().find(|known| known.id == id) else { return };
        match &**step {
            Step::Terms(terms) => {
                thread.due = terms.valid_until.or(thread.due);
                if let Some(offer) = thread.offers.last_mut() {
                    offer.terms = terms.clone();
                }
            }
            Step::Ticked(_) => {}
            Step::PartAccepted { numbers, .. } => {
                thread.parts.extend(numbers);
                thread.parts.sort_by_key(|number| number.period);
                thread.moved = entry.revision;
            }
            Step::Rejected { side, .. } => {
                let state = if *side == Side::Child { ThreadState::Countered } else { ThreadState::Offered };
                thread.course = after(thread.course, (*side).into(), Move::Reject, state);
                (thread.moved, thread.due) = (entry.revision, answer_due);
            }
            Step::Withdrawn(_) => {
                thread.course = after(thread.course, Party::Parent, Move::Withdraw, ThreadState::Withdrawn);
                (thread.moved, thread.due) = (entry.revision, None);
            }
            Step::Escalated { by, .. } => {
                thread.course = match by {
                    // The round before it was one too many: its answer stands, and the arbiter has the turn.
                    Escalation::Rounds => {
                        Course { state: ThreadState::Escalated, back_to: Side::Child, ..thread.course }
                    }
                    Escalation::Side(side) => {
                        after(thread.course, (*side).into(), Move::Escalate, ThreadState::Escalated)
                    }
                    Escalation::Deadline => after(thread.course, Party::Clock, Move::Escalate, ThreadState::Escalated),
                };
                (thread.moved, thread.due) = (entry.revision, arbiter_due);
            }
            Step::SentBack(_) => {
                thread.course = after(thread.course, Party::Arbiter, Move::SendBack, ThreadState::Offered);
                (thread.moved, thread.due) = (entry.revision, answer_due);
            }
            Step::Imposed { numbers, reason } => {
                thread.offers.push(Offer {
                    revision: entry.revision,
                    author: entry.actor.name.clone(),
                    side: Side::Parent,
                    at: entry.at,
                    numbers: numbers.clone(),
                    reason: reason.clone(),
                    based_on: thread.moved,
                    terms: Terms::default(),
                    inputs,
                    on_behalf: None,
                });
                settle(thread, entry, (Side::Parent, None), entry.revision);
                thread.course = after(thread.course, Party::Arbiter, Move::Impose, ThreadState::Imposed);
            }
            Step::Overdue => thread.due = None,
            Step::Delegated { side, to } => {
                thread.delegates.retain(|(of, _)| of != side);
                let by = entry.actor.name.clone();
                let delegation = |delegate: &Delegate| (*side, Delegation { delegate: delegate.clone(), by });
                thread.delegates.extend(to.as_ref().map(delegation));
            }
            Step::Reopened { .. } => {
                thread.course = after(thread.course, Party::Parent, Move::Reopen, ThreadState::Reopened);
                thread.moved = entry.revision;
            }
        }
        let (author, step) = (entry.actor.name.clone(), (**step).clone());
        let deed = step.deed();
        thread.steps.push(Taken { revision: entry.revision, author, at: entry.at, step });
        if let Some(deed) = deed {
            self.note(entry, Act::Negotiated { thread: id, unit, measure, deed });
        }
    }

    /// Holds numbers from now on, and brings the outlook up to date where it is no longer what was planned.
    pub(crate) fn hold_all(&mut self, holds: &[Hold]) {
        holds.iter().for_each(|hold| self.hold(hold));
        let exceeds = |hold: &&Hold| outlook::exceeds_agreed(self, hold.measure, hold.at.unit);
        let agreed = holds.iter().filter(|hold| hold.reason == HoldReason::Agreed).filter(exceeds);
        self.refresh_agreed(agreed.map(|hold| hold.measure).collect());
    }

    /// Lets held numbers go, and brings the outlook up to date where they were agreed.
    pub(crate) fn let_go(&mut self, released: &[(Measure, Address)]) {
        let mut agreed: Vec<Measure> = Vec::new();
        for (measure, at) in released {
            if self.holds.get(*measure, *at).is_some_and(|hold| hold.reason.is_agreement()) {
                agreed.push(*measure);
            }
            self.release(*measure, *at);
        }
        self.refresh_agreed(agreed);
    }

    /// Computes anew what depends on the agreed numbers of some measures.
    fn refresh_agreed(&mut self, mut measures: Vec<Measure>) {
        measures.dedup();
        for measure in measures {
            outlook::refresh(self, outlook::dependents(Slice::Agreed, measure));
        }
    }

    /// In whose place the author of an entry speaks for a side.
    fn on_behalf(&self, entry: &Entry, id: ThreadId, side: Side) -> Option<String> {
        let thread = self.thread(id)?;
        let own = access::side(&self.outline, &entry.actor, thread.unit) == Some(side);
        let delegation = thread.delegation(side).filter(|_| !own)?;
        (delegation.delegate.person == entry.actor.person).then(|| delegation.by.clone())
    }

    fn answer_due(&self, at: i64) -> Option<i64> {
        self.policy.answer_days.map(|days| at.saturating_add(DAY * i64::from(days)))
    }

    fn arbiter_due(&self, at: i64) -> Option<i64> {
        self.policy.arbiter_days.map(|days| at.saturating_add(DAY * i64::from(days)))
    }
}

/// Closes a thread on the numbers of one of its offers.
fn settle(thread: &mut Thread, entry: &Entry, (side, on_behalf): (Side, Option<String>), offer: u64) {
    let (revision, author, at) = (entry.revision, entry.actor.name.clone(), entry.at);
    thread.agreement = Some(Agreement { revision, offer, author, side, at, on_behalf });
    (thread.moved, thread.due) = (revision, None);
    thread.parts = Vec::<OfferNumber>::new();
}
