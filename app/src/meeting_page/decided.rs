//! Decisions in words.

use crate::board::display;
use crate::text::negotiation;
use domain::meeting::{Decided, Decision};
use domain::number::Region;
use domain::plan::Plan;
use domain::thread::Side;

/// What somebody did.
pub(super) fn deed(decision: &Decision, region: Region) -> &'static str {
    match decision.decided {
        Decided::Offered(Side::Parent) => negotiation::offers(region),
        Decided::Offered(Side::Child) => negotiation::counters(region),
        Decided::Accepted => negotiation::accepts(region),
        Decided::Moved(deed) => negotiation::deed(region, deed),
    }
}

/// From what to what; nothing where no number moved.
pub(super) fn numbers(plan: &Plan, decision: &Decision, region: Region) -> String {
    let decimals = plan.outline().decimals(decision.measure);
    let write = |number| display::exact(number, decimals, region);
    match (decision.from, decision.to) {
        (Some(from), Some(to)) if from != to => format!("{} → {}", write(from), write(to)),
        (_, Some(number)) | (Some(number), None) => write(number),
        (None, None) => String::new(),
    }
}

/// A whole decision in one line, its thread left out.
pub(super) fn line(plan: &Plan, decision: &Decision, region: Region) -> String {
    let numbers = numbers(plan, decision, region);
    let numbers = if numbers.is_empty() { numbers } else { format!(": {numbers}") };
    let reason = decision.reason.as_ref().map(|reason| format!(" “{reason}”")).unwrap_or_default();
    let moment = display::moment(decision.at, region);
    format!("{} {}{numbers}{reason} ({moment})", decision.author, deed(decision, region))
}
