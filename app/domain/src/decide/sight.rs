//! Saying a refusal without what its author may not see.

use crate::access;
use crate::actor::Actor;
use crate::address::Address;
use crate::command::Verb;
use crate::dimension::{MemberId, ROOT};
use crate::hedge;
use crate::hold::{Binding, Hold, HoldReason};
use crate::measure::Slice;
use crate::outline::Standing;
use crate::plan::Plan;
use crate::rejection::{LISTED, Rejection};

/// Takes hidden units and amounts that follow from them out of a refusal, and names no more holds than can be read.
pub(super) fn within(plan: &Plan, verb: &Verb, actor: &Actor, rejection: Rejection) -> Rejection {
    let standing = |unit| access::standing(plan.outline(), actor, unit);
    let hidden = |at: &Address| standing(at.unit) == Standing::Hidden;
    // A thread is for those who see its unit in detail, and so are the words of a hold.
    let secret = |hold: &Hold| {
        let standing = standing(hold.at.unit);
        standing == Standing::Hidden || standing != Standing::Open && hold.reason == HoldReason::OnTheTable
    };
    let wordless = |mut binding: Binding| {
        if standing(binding.hold.at.unit) != Standing::Open {
            binding.hold.why = None;
        }
        binding
    };
    match rejection {
        Rejection::Held { at, holds, .. } if hidden(&at) || holds.iter().any(|binding| secret(&binding.hold)) => {
            let seen = holds.into_iter().find(|binding| !secret(&binding.hold)).map(wordless);
            elsewhere(plan, verb, actor, seen.as_ref().map_or(at, |binding| binding.hold.at), seen)
        }
        Rejection::Held { at, total, nearest, mut holds, more } => {
            let more = more + u32::try_from(holds.len().saturating_sub(LISTED)).unwrap_or(u32::MAX);
            holds.truncate(LISTED);
            Rejection::Held { at, total, nearest, holds: holds.into_iter().map(wordless).collect(), more }
        }
        // What an undo moves are its author's own cells.
        Rejection::HeldElsewhere { at, by, hold } => {
            let hold = hold.map(|binding| *binding).filter(|binding| !secret(&binding.hold)).map(wordless);
            if standing(at.unit) != Standing::Open && !matches!(verb, Verb::Undo | Verb::Redo | Verb::TakeBack { .. }) {
                return elsewhere(plan, verb, actor, at, hold);
            }
            Rejection::HeldElsewhere { at, by, hold: hold.map(Box::new) }
        }
        Rejection::Margins { at, short, mut totals, mut holds, mut more } => {
            holds.retain(|binding| !secret(&binding.hold));
            for list in [totals.len(), holds.len()] {
                more += u32::try_from(list.saturating_sub(LISTED)).unwrap_or(u32::MAX);
            }
            totals.truncate(LISTED);
            holds.truncate(LISTED);
            Rejection::Margins { at, short, totals, holds: holds.into_iter().map(wordless).collect(), more }
        }
        Rejection::HedgeCap { measure, path, street, cap } => {
            let (path, all) = hedge::seen_path(path, |unit| standing(unit) != Standing::Hidden);
            Rejection::HedgeCap { measure, path, street: street.filter(|_| all), cap }
        }
        other => other,
    }
}

/// A held total would move by what was asked for: how that would spread is not the author's to know.
fn elsewhere(plan: &Plan, verb: &Verb, actor: &Actor, at: Address, hold: Option<Binding>) -> Rejection {
    let units = &plan.outline().units;
    let seen = |unit: &MemberId| access::standing(plan.outline(), actor, *unit) != Standing::Hidden;
    let unit = units.upwards(at.unit).find(seen).unwrap_or(ROOT);
    let hold = hold.map(|binding| Box::new(Binding { change: None, ..binding }));
    Rejection::HeldElsewhere { at: Address { unit, ..at }, by: asked(plan, verb), hold }
}

/// By how much a command asks a target or commitment to move, in rounding units.
fn asked(plan: &Plan, verb: &Verb) -> i64 {
    let (slice, measure, at, to) = match verb {
        Verb::Assign { slice, measure, at, to, .. } => (*slice, *measure, *at, to.unwrap_or(0).into()),
        Verb::AssignMargins { slice, measure, at, margins, .. } => (*slice, *measure, *at, margins[0].total().into()),
        Verb::Offer { unit, measure, numbers, .. } => {
            let total = numbers.iter().map(|number| i128::from(number.amount)).sum();
            (Slice::Target, *measure, Address::of(*unit, ROOT), total)
        }
        Verb::Propose(proposed) => {
            let total = proposed.numbers.iter().map(|number| i128::from(number.amount)).sum();
            (Slice::Target, proposed.measure, Address::of(proposed.unit, ROOT), total)
        }
        Verb::Accept { thread, .. } | Verb::Negotiate { thread, .. } => {
            let Some(thread) = plan.thread(*thread) else { return 0 };
            let total = thread.latest().map_or(0, |offer| offer.total().into());
            (Slice::Target, thread.measure, Address::of(thread.unit, ROOT), total)
        }
        _ => return 0,
    };
    let by: i128 = to - i128::from(plan.get(slice, measure, at).unwrap_or(0));
    i64::try_from(by).unwrap_or(0)
}
