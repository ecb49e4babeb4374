//! Refusals of what only the server's pages ask for: a browser is never sent one.

use super::{held, place, somebody};
use crate::board::display;
use crate::text::rejection as text;
use crate::text::rejection::of_pages as words;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::rejection::Rejection;
use domain::tactic::TacticFault;

/// The sentence for such a rejection of a command on a measure.
pub(super) fn sentence(rejection: &Rejection, outline: &Outline, measure: Measure, region: Region) -> String {
    let number = |value: i64| display::exact(value, outline.decimals(measure), region);
    match rejection {
        Rejection::Tactic(fault) => tactic(*fault, region).to_owned(),
        Rejection::TacticChanged { by } => words::tactic_changed(region, somebody(by, region)),
        Rejection::TermsInvalid => words::terms_invalid(region).to_owned(),
        Rejection::PolicyInvalid => words::policy_invalid(region).to_owned(),
        Rejection::Move(_) => words::move_refused(region).to_owned(),
        Rejection::Approval(fault) => crate::approval_pages::fault(fault, region),
        Rejection::Comment(fault) => crate::comments_page::fault(fault, region),
        Rejection::Model(error) => words::model_problem(region, error.place.line, error.place.column),
        Rejection::Uncovered { .. } => words::uncovered(region).to_owned(),
        Rejection::Margins { at, short, totals, holds, more } => {
            let mut words = vec![words::margins(region, place(outline, *at, region), number(*short))];
            words.extend(totals.iter().map(|conflict| {
                let total = number(conflict.total);
                let place = place(outline, conflict.along.with(*at, conflict.member), region);
                let change = conflict.change.map(|by| match by {
                    ..0 => text::lower_hold(region, number(-by)),
                    _ => text::raise_hold(region, number(by)),
                });
                let parts: Vec<String> = std::iter::once(format!("{place}: {total}")).chain(change).collect();
                words::given_total(region, parts.join(", "))
            }));
            words.extend(holds.iter().map(|binding| held(binding, outline, region)));
            words.extend((*more > 0).then(|| words::more_conflicts(region, more)));
            words.join(" ")
        }
        _ => text::not_allowed(region).to_owned(),
    }
}

/// What is wrong with a tactic.
fn tactic(fault: TacticFault, region: Region) -> &'static str {
    match fault {
        TacticFault::Name => words::tactic_name(region),
        TacticFault::Owner => words::tactic_owner(region),
        TacticFault::Dates => words::tactic_dates(region),
        TacticFault::Reach => words::tactic_reach(region),
        TacticFault::Response => words::tactic_response(region),
        TacticFault::Margin => words::tactic_margin(region),
        TacticFault::Cost => words::tactic_cost(region),
        TacticFault::Target => words::tactic_target(region),
        TacticFault::Moved => words::tactic_moved(region),
    }
}
