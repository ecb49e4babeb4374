//! The plan as it was made beside the plan as it is, or would be after a move.

use super::moving;
use super::{OrganizationPage, name};
use crate::board::display;
use crate::form::{Errors, Fields, alert};
use crate::import_pages::form::code;
use crate::text::{board, organization as text};
use domain::access;
use domain::address::Address;
use domain::dimension::{MemberId, ROOT};
use domain::measure::{Measure, Slice};
use domain::number::{Region, format_signed};
use domain::plan::Plan;
use domain::reorganization::{MoveFault, Reorganization};
use leptos::prelude::*;

/// The slices that are compared, one table each.
const SLICES: [Slice; 3] = [Slice::Target, Slice::Outlook, Slice::LastYear];

pub(super) fn section(page: &OrganizationPage, region: Region) -> AnyView {
    if access::scope(page.actor) != Some(ROOT) {
        return view! { <p class="note">{text::for_whole(region)}</p> }.into_any();
    }
    let asked = moving::asks(page.query) && access::may_reorganize(page.actor);
    let looked = asked.then(|| match super::wanted(page.query) {
        Some(made) => {
            let after = Reorganization::after(page.plan, &[made]);
            after.and_then(|after| after.carry(page.plan).map(|carried| (after, carried)))
        }
        None => Err(MoveFault::Unknown),
    });
    match looked {
        Some(Ok((after, carried))) => compared(page, (&after, &carried), true, region),
        Some(Err(wrong)) => alert(moving::fault(page, &wrong, region)).into_any(),
        None => match Reorganization::so_far(page.plan) {
            Some(so_far) => compared(page, (&so_far, page.plan), false, region),
            None => view! {
                <section class="card">
                    <h2>{text::nothing_moved(region)}</h2>
                    <p>{text::nothing_moved_help(region)}</p>
                </section>
            }
            .into_any(),
        },
    }
}

/// The measures to choose from.
pub(super) fn measures(region: Region) -> impl Iterator<Item = (String, String)> {
    Measure::ALL.into_iter().map(move |measure| (code(&measure), board::measure(region, measure).to_owned()))
}

fn compared(
    page: &OrganizationPage,
    (structures, plan): (&Reorganization, &Plan),
    is_preview: bool,
    region: Region,
) -> AnyView {
    let measure = super::measure(page.query);
    let has_numbers = |slice: &Slice| plan.get(*slice, measure, Address::COMPANY).is_some();
    let is_head = if is_preview { text::as_would_be(region) } else { text::as_is(region) };
    let tables = SLICES.into_iter().filter(has_numbers);
    let tables = tables.map(|slice| table(structures, plan, (slice, measure), is_head, region)).collect_view();
    let title = if is_preview { text::beside_if(region) } else { text::beside(region) };
    let choose = (!is_preview).then(|| {
        let errors = Errors::default();
        let fields = Fields { typed: page.query, errors: &errors };
        view! {
            <form class="choices" method="get" action=format!("/boards/{}/organization", page.board)>
                {fields.select("measure", board::measure_shown(region), None, measures(region))}
                <button type="submit">{text::show(region)}</button>
            </form>
        }
    });
    view! {
        <section class="beside">
            <h2>{title}" · "{board::measure(region, measure)}</h2>
            <p>{text::beside_help(region)}</p>
            {choose}
            {tables}
            {is_preview.then(|| moving::send(page, region))}
        </section>
    }
    .into_any()
}

fn table(
    structures: &Reorganization,
    plan: &Plan,
    (slice, measure): (Slice, Measure),
    is_head: &'static str,
    region: Region,
) -> impl IntoView + use<> {
    let outline = plan.outline();
    let decimals = outline.decimals(measure);
    let words = |number: Option<i64>| match number {
        Some(number) => display::exact(number, decimals, region),
        None => board::empty_cell(region).to_owned(),
    };
    let row = |unit: MemberId| {
        let at = Address::of(unit, ROOT);
        let planned = structures.as_planned(plan, slice, measure, at);
        let is = structures.as_is(plan, slice, measure, at);
        let difference = is.unwrap_or(0).wrapping_sub(planned.unwrap_or(0));
        let depth = outline.units.get(unit).map_or(0, |member| member.depth);
        view! {
            <tr>
                <th scope="row" style=format!("--depth: {depth}")>{name(&outline.units, unit, region)}</th>
                <td class="number">{words(planned)}</td>
                <td class="number">{words(is)}</td>
                <td class="number">{format_signed(difference, decimals, region)}</td>
                <td class="number">{words(plan.get(slice, measure, at))}</td>
            </tr>
        }
    };
    let rows = structures.affected().into_iter().map(row).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=board::slice(region, slice)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{board::slice(region, slice)}</th>
                        <th scope="col" class="number">{text::as_planned(region)}</th>
                        <th scope="col" class="number">{is_head}</th>
                        <th scope="col" class="number">{text::difference(region)}</th>
                        <th scope="col" class="number">{text::new_tree(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
