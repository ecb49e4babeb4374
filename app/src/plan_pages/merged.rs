//! What a merge did, and the next step.

use super::scenarios::discard_form;
use super::way_back;
use crate::form::alert;
use crate::text::scenario as text;
use backend::live::ScenarioSummary;
use domain::number::Region;
use leptos::prelude::*;

/// What a merge did.
#[derive(Clone, Debug)]
pub struct MergedPage {
    /// The scenario.
    pub scenario: ScenarioSummary,
    /// Whether it is the reader's own.
    pub is_own: bool,
    /// The revision of the plan that it became.
    pub revision: u64,
    /// How many cells were written.
    pub cells: u64,
}

pub(super) fn view(region: Region, page: &MergedPage) -> impl IntoView + use<> {
    let (board, revision) = (&page.scenario.board, page.revision);
    let sentence = match page.cells {
        1 => text::merged_one(region, revision),
        cells => text::merged(region, cells, revision),
    };
    let past = format!("/boards/{board}/past?from={}&to={revision}", revision.saturating_sub(1));
    view! {
        <main class="page narrow" id="content">
            {way_back(region, &page.scenario.id, true)}
            <h1>{text::merged_title(region)}</h1>
            <p>{sentence}</p>
            <p class="scenario-actions">
                <a class="button primary" href=format!("/boards/{board}")>{text::back_to_plan(region)}</a>
                <a class="button" href=past>{text::see_what_changed(region)}</a>
            </p>
            {page.is_own.then(|| view! {
                <section class="scenario-section scenario-actions">
                    <p class="note">{text::keep_or_discard(region)}</p>
                    {discard_form(region, &page.scenario)}
                </section>
            })}
        </main>
    }
}

/// Says that units have moved since a scenario was made, and what to do.
pub(super) fn apart(region: Region, id: &str) -> impl IntoView + use<> {
    view! {
        <main class="page narrow" id="content">
            {way_back(region, id, true)}
            <h1>{text::merge(region)}</h1>
            {alert(text::apart(region).to_owned())}
            <p class="scenario-actions">
                <a class="button" href=format!("/boards/{id}/compare?other={id}")>{text::compare(region)}</a>
            </p>
        </main>
    }
}
