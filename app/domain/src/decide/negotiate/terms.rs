//! Judging the terms of an offer.

use super::worded;
use crate::address::Address;
use crate::breakdown;
use crate::dimension::MemberId;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::thread::{Condition, Evidence, MOST, Offer, Terms};

/// Refuses terms that name what the unit may not see, or more than an offer may carry, or no address.
pub(super) fn check(plan: &Plan, unit: MemberId, terms: &Terms) -> Result<(), Rejection> {
    let outline = plan.outline();
    let below = |other: MemberId| outline.units.contains(unit, other);
    // The unit reads the totals of those above it, and everything below.
    let read = |at: &Address| outline.knows(*at) && (below(at.unit) || outline.units.contains(at.unit, unit));
    let sound = |condition: &Condition| match condition {
        Condition::Settled { unit, .. } => Ok(below(*unit)),
        Condition::AtLeast { at, amount, .. } => {
            Ok(read(at) && amount.unsigned_abs() <= breakdown::LIMIT.unsigned_abs())
        }
        Condition::Promise(text) => worded(text).map(|()| true),
    };
    for condition in &terms.conditions {
        if !sound(condition)? {
            return Err(Rejection::TermsInvalid);
        }
    }
    let known = |evidence: &Evidence| match evidence {
        Evidence::Number { at, .. } => read(at),
        Evidence::Thread(id) => plan.thread(*id).is_some_and(|thread| below(thread.unit)),
        Evidence::Link(address) => is_link(address),
    };
    let few = terms.conditions.len() <= MOST && terms.evidence.len() <= MOST;
    if few && terms.evidence.iter().all(known) { Ok(()) } else { Err(Rejection::TermsInvalid) }
}

/// Whether a text is an address that a page may link to; no other scheme runs or reads anything in the reader's place.
fn is_link(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    address.len() <= 2_000
        && host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
        && !address.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

/// Refuses to accept an offer of which a condition does not hold.
pub(super) fn hold(plan: &Plan, offer: &Offer, ticked: &[u8]) -> Result<(), Rejection> {
    let open: Vec<u8> = (0..)
        .zip(&offer.terms.conditions)
        .filter(|(place, condition)| !condition.holds(plan, ticked.contains(place)))
        .map(|(place, _)| place)
        .collect();
    if open.is_empty() { Ok(()) } else { Err(Rejection::ConditionsOpen { open }) }
}
