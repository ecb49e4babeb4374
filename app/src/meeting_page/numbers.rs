//! Both positions period by period, and the middle between them.

use super::MeetingPage;
use crate::board::display;
use crate::text::{board as words, meeting as text};
use domain::dimension::MemberId;
use domain::effect;
use domain::number::Region;
use domain::thread::{OfferNumber, Side, Thread};
use leptos::prelude::*;

/// The middle between both positions of an open thread, where both sides have named numbers.
pub(super) fn middle(thread: &Thread) -> Option<Vec<OfferNumber>> {
    let (parent, child) = thread.position(Side::Parent).zip(thread.position(Side::Child))?;
    thread.state().is_open().then(|| effect::middle(&parent.numbers, &child.numbers))
}

/// The sum of numbers.
pub(super) fn total(numbers: &[OfferNumber]) -> i64 {
    numbers.iter().fold(0, |sum, number| sum.saturating_add(number.amount))
}

/// A table where numbers of several periods are on the table.
pub(super) fn by_period(page: &MeetingPage, thread: &Thread, region: Region) -> Option<AnyView> {
    let middle = middle(thread)?;
    let (parent, child) = thread.position(Side::Parent).zip(thread.position(Side::Child))?;
    if middle.len() < 2 {
        return None;
    }
    let of = |numbers: &[OfferNumber], period: MemberId| {
        let number = numbers.iter().find(|number| number.period == period);
        number.map_or_else(|| "—".to_owned(), |number| page.exact(thread.measure, number.amount, region))
    };
    let rows = middle.iter().map(|number| {
        let period = page.plan.outline().periods.get(number.period);
        let name = period.map(|period| display::name(&period.name, region)).unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{of(&parent.numbers, number.period)}</td>
                <td class="number">{of(&middle, number.period)}</td>
                <td class="number">{of(&child.numbers, number.period)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let view = view! {
        <div class="scroll" tabindex="0" role="region" aria-label=text::both_positions(region)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{words::periods_shown(region)}</th>
                        <th scope="col" class="number">{text::above(region)}</th>
                        <th scope="col" class="number">{text::middle(region)}</th>
                        <th scope="col" class="number">{text::below(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}
