//! What was decided between two revisions: read from the journal and the threads, never kept a second time.

use crate::dimension::MemberId;
use crate::journal::{Act, JournalEntry};
use crate::measure::Measure;
use crate::plan::Plan;
use crate::thread::{Offer, Reason, Side, Step, Thread, ThreadDeed, ThreadId};

/// What somebody decided in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Put numbers on the table for a side.
    Offered(Side),
    /// Accepted what was on the table.
    Accepted,
    /// Moved it in any other way.
    Moved(ThreadDeed),
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The revision.
    pub revision: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Name of who decided.
    pub author: String,
    /// The thread.
    pub thread: ThreadId,
    /// The child end.
    pub unit: MemberId,
    /// What is negotiated.
    pub measure: Measure,
    /// What.
    pub decided: Decided,
    /// The number before, in rounding units: one's own last, else what the other side had said.
    pub from: Option<i64>,
    /// The number after.
    pub to: Option<i64>,
    /// Why, in the author's words.
    pub reason: Option<String>,
}

/// What was decided in the threads of a plan behind one revision up to another, itself included, oldest first.
pub fn decisions(plan: &Plan, after: u64, until: u64) -> Vec<Decision> {
    between(plan, after, until).into_iter().filter_map(|line| decision(plan, line)).collect()
}

/// How many other lines the journal has between the two revisions.
pub fn other_changes(plan: &Plan, after: u64, until: u64) -> usize {
    between(plan, after, until).into_iter().filter(|line| decision(plan, line).is_none()).count()
}

fn between(plan: &Plan, after: u64, until: u64) -> Vec<&JournalEntry> {
    let late = plan.journal().iter().rev().take_while(|line| line.revision > after);
    let mut lines: Vec<&JournalEntry> = late.filter(|line| line.revision <= until).collect();
    lines.reverse();
    lines
}

fn decision(plan: &Plan, line: &JournalEntry) -> Option<Decision> {
    let (thread, unit, measure, decided) = match line.act {
        Act::Offered { thread, unit, measure, side, .. } => (thread, unit, measure, Decided::Offered(side)),
        Act::Accepted { thread, unit, measure, .. } => (thread, unit, measure, Decided::Accepted),
        Act::Negotiated { thread, unit, measure, deed } => (thread, unit, measure, Decided::Moved(deed)),
        _ => return None,
    };
    let known = plan.thread(thread);
    let before = |side: Option<Side>| {
        let is_before = |offer: &&Offer| offer.revision < line.revision && side.is_none_or(|side| offer.side == side);
        known?.offers.iter().rev().find(is_before)
    };
    let total = |offer: Option<&Offer>| offer.map(Offer::total);
    let own = known.and_then(|thread| thread.offers.iter().find(|offer| offer.revision == line.revision));
    let (from, to) = match (&line.act, decided) {
        (Act::Offered { side, total: to, .. }, _) => (total(before(Some(*side)).or_else(|| before(None))), Some(*to)),
        (Act::Accepted { total: to, .. }, _) => {
            let other = before(None).map(|table| table.side.other());
            (other.and_then(|side| total(before(Some(side)))), Some(*to))
        }
        (_, Decided::Moved(ThreadDeed::Imposed)) => (total(before(None)), total(own)),
        (_, Decided::Moved(ThreadDeed::Withdrawn)) => (total(before(Some(Side::Parent))), None),
        _ => (None, None),
    };
    let reason = own.and_then(|offer| offer.reason.as_ref());
    let reason = reason.or_else(|| known.and_then(|thread| stepped(thread, line.revision)));
    Some(Decision {
        revision: line.revision,
        at: line.at,
        author: line.author.to_string(),
        thread,
        unit,
        measure,
        decided,
        from,
        to,
        reason: reason.map(|reason| reason.text.clone()).filter(|text| !text.trim().is_empty()),
    })
}

/// Why a step was taken.
fn stepped(thread: &Thread, revision: u64) -> Option<&Reason> {
    thread.steps.iter().filter(|taken| taken.revision == revision).find_map(|taken| match &taken.step {
        Step::Rejected { reason, .. } | Step::SentBack(reason) | Step::Reopened { reason } => Some(reason),
        Step::Withdrawn(reason) | Step::Escalated { reason, .. } | Step::Imposed { reason, .. } => reason.as_ref(),
        _ => None,
    })
}
