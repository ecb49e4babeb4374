//! The form that moves a unit, and why one does not move.

use super::{OrganizationPage, name};
use crate::board::{display, rejection};
use crate::form::{Choice, Errors, Fields, Query, Unsent, named, plannable};
use crate::text::organization as text;
use domain::access;
use domain::dimension::ROOT;
use domain::number::Region;
use domain::rejection::Rejection;
use domain::reorganization::MoveFault;
use leptos::prelude::*;

/// The form, for those who may move units.
pub(super) fn form(page: &OrganizationPage, region: Region) -> Option<impl IntoView + use<>> {
    access::may_reorganize(page.actor).then(|| {
        let (outline, errors) = (page.plan.outline(), Errors::default());
        let fields = Fields { typed: page.query, errors: &errors };
        let chosen = |field| page.query.get(field).and_then(|unit| unit.parse().ok());
        let listed = |choices: Vec<Choice>| choices.into_iter().map(|choice| (choice.id.to_string(), choice.words));
        let below = named(outline, region, chosen("unit")).into_iter().filter(|choice| choice.id != ROOT).collect();
        let parents = plannable(outline, region, chosen("to"), |unit| !outline.units.is_leaf(unit));
        let months =
            outline.periods.leaves(ROOT).map(|month| (month.to_string(), name(&outline.periods, month, region)));
        let measures = super::beside::measures(region);
        view! {
            <form class="card" method="get" action=format!("/boards/{}/organization", page.board)>
                <h2>{text::move_title(region)}</h2>
                <p>{text::move_help(region)}</p>
                <div class="choices">
                    {fields.select("unit", text::unit(region), None, listed(below))}
                    {fields.select("to", text::to(region), None, listed(parents))}
                    {fields.select("from", text::from(region), None, months)}
                    {fields.select("measure", crate::text::board::measure_shown(region), None, measures)}
                    <button type="submit" class="primary">{text::look(region)}</button>
                </div>
            </form>
        }
    })
}

/// Sends the move that is looked at.
pub(super) fn send(page: &OrganizationPage, region: Region) -> Option<impl IntoView + use<>> {
    let made = super::wanted(page.query).filter(|_| access::may_reorganize(page.actor))?;
    let outline = page.plan.outline();
    let (unit, to) = (name(&outline.units, made.unit, region), name(&outline.units, made.to, region));
    let month = name(&outline.periods, made.from, region);
    let fields = [("unit", made.unit.into()), ("to", made.to.into()), ("from", made.from.into())];
    let fields = fields.into_iter().chain([("base", page.plan.revision())]);
    let fields =
        fields.map(|(name, value): (_, u64)| view! { <input type="hidden" name=name value=value.to_string()/> });
    let fields = fields.collect_view();
    Some(view! {
        <form method="post" action=format!("/boards/{}/organization", page.board)>
            <input type="hidden" name="command" value=page.command.to_string()/>
            {fields}
            <button type="submit" class="primary">{text::carry_out(region, unit, to, month)}</button>
        </form>
    })
}

/// Why a unit does not move.
pub(super) fn sentence(page: &OrganizationPage, unsent: &Unsent, region: Region) -> String {
    match unsent {
        Unsent::Refused(Rejection::Move(wrong)) => fault(page, wrong, region),
        unsent => unsent.sentence(page.plan.outline(), super::measure(page.query), region),
    }
}

/// What is wrong with a move.
pub(super) fn fault(page: &OrganizationPage, wrong: &MoveFault, region: Region) -> String {
    match wrong {
        MoveFault::Unknown => text::no_such(region).to_owned(),
        MoveFault::Circle => text::circle(region).to_owned(),
        MoveFault::UnderLeaf => text::under_leaf(region).to_owned(),
        MoveFault::LastChild => text::last_child(region).to_owned(),
        MoveFault::TooLarge => text::too_large(region).to_owned(),
        MoveFault::Held { hold, number } => {
            let outline = page.plan.outline();
            // The hold stands where it would be after the move; it is called as it is now.
            let known = super::wanted(page.query)
                .and_then(|made| domain::reorganization::Reorganization::after(page.plan, &[made]).ok());
            let after = known.map_or_else(|| outline.clone(), |known| known.outline().clone());
            let number = display::exact(*number, outline.decimals(hold.measure), region);
            text::held(region, rejection::hold(hold, &after, region), number)
        }
    }
}

/// Whether an address asks for a move.
pub(super) fn asks(query: &Query) -> bool {
    ["unit", "to", "from"].iter().any(|field| query.get(field).is_some())
}
