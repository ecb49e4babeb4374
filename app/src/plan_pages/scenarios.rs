//! The scenarios of a board: making, opening, naming, sharing and discarding them.

use super::way_back;
use crate::form::alert;
use crate::text::scenario as text;
use backend::live::{MOST_SCENARIOS, NAME_LIMIT, ScenarioSummary};
use domain::number::{Region, format_moment};
use leptos::prelude::*;

/// Why something was not done to a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScenarioTrouble {
    /// The name is empty or too long.
    Name,
    /// The person keeps too many.
    TooMany,
    /// It is another person's.
    NotYours,
}

impl ScenarioTrouble {
    fn sentence(self, region: Region) -> String {
        match self {
            Self::Name => text::name_wrong(region, NAME_LIMIT),
            Self::TooMany => text::too_many(region, MOST_SCENARIOS),
            Self::NotYours => text::not_yours(region).to_owned(),
        }
    }
}

/// The scenarios of a board.
#[derive(Clone, Debug)]
pub struct ScenariosPage {
    /// Why the last answer was refused.
    pub trouble: Option<ScenarioTrouble>,
    /// The board's identifier.
    pub board: String,
    /// The identifier of the reader.
    pub person: String,
    /// Those that the reader may look at.
    pub scenarios: Vec<ScenarioSummary>,
}

pub(super) fn view(region: Region, page: &ScenariosPage) -> impl IntoView + use<> {
    let (mine, others): (Vec<_>, Vec<_>) = page.scenarios.iter().partition(|scenario| scenario.owner == page.person);
    let list = |scenarios: Vec<&ScenarioSummary>, nothing: &'static str| {
        if scenarios.is_empty() {
            return view! { <p class="nothing">{nothing}</p> }.into_any();
        }
        let items = scenarios.into_iter().map(|scenario| item(region, scenario, &page.person));
        view! { <ul class="scenario-cards">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <main class="page" id="content">
            {way_back(region, &page.board, false)}
            <h1>{text::scenarios(region)}</h1>
            <p>{text::about(region)}</p>
            {page.trouble.map(|trouble| alert(trouble.sentence(region)))}
            {create_form(region, &page.board)}
            <section class="scenario-section">
                <h2>{text::mine(region)}</h2>
                {list(mine, text::none_mine(region))}
            </section>
            <section class="scenario-section">
                <h2>{text::of_others(region)}</h2>
                {list(others, text::none_of_others(region))}
            </section>
        </main>
    }
}

/// The form that branches a board.
pub(super) fn create_form(region: Region, board: &str) -> impl IntoView + use<> {
    view! {
        <form class="scenario-new" method="post" action=format!("/boards/{board}/scenarios")>
            <label>
                <span>{text::new_name(region)}</span>
                <input name="name" required maxlength=NAME_LIMIT.to_string() autocomplete="off"/>
            </label>
            <button type="submit">{text::create(region)}</button>
        </form>
    }
}

/// Whether a scenario is private or shared, by word and shape.
pub(super) fn standing(region: Region, scenario: &ScenarioSummary) -> impl IntoView + use<> {
    let (class, words, help) = if scenario.shared {
        ("tag shared", text::shared(region), text::shared_help(region))
    } else {
        ("tag lock", text::private(region), text::private_help(region))
    };
    view! { <span class=class title=help>{words}</span> }
}

/// The form that shares a scenario, or takes it back.
pub(super) fn share_form(region: Region, scenario: &ScenarioSummary) -> impl IntoView + use<> {
    let words = if scenario.shared { text::make_private(region) } else { text::share(region) };
    view! {
        <form method="post" action=format!("/scenarios/{}/share", scenario.id)>
            <button type="submit" name="shared" value=(!scenario.shared).to_string()>{words}</button>
        </form>
    }
}

/// The form that discards a scenario, behind a second step.
pub(super) fn discard_form(region: Region, scenario: &ScenarioSummary) -> impl IntoView + use<> {
    view! {
        <details>
            <summary>{text::discard(region)}</summary>
            <form method="post" action=format!("/scenarios/{}/discard", scenario.id)>
                <p>{text::discard_help(region)}</p>
                <button class="danger" type="submit">{text::discard_now(region)}</button>
            </form>
        </details>
    }
}

fn item(region: Region, scenario: &ScenarioSummary, person: &str) -> impl IntoView + use<> {
    let moment = format_moment(scenario.created_at, region);
    let id = &scenario.id;
    let own = (scenario.owner == person).then(|| {
        view! {
            {share_form(region, scenario)}
            <details>
                <summary>{text::rename(region)}</summary>
                <form method="post" action=format!("/scenarios/{id}/rename")>
                    <label>
                        <span>{text::name(region)}</span>
                        <input name="name" value=scenario.name.clone() required maxlength=NAME_LIMIT.to_string()/>
                    </label>
                    <button type="submit">{text::save(region)}</button>
                </form>
            </details>
            {discard_form(region, scenario)}
        }
    });
    let by = (scenario.owner != person).then(|| format!(" {}", text::belongs_to(region, &scenario.owner_name)));
    view! {
        <li class="card">
            <h3><a href=format!("/boards/{id}")>{scenario.name.clone()}</a>" "{standing(region, scenario)}</h3>
            <p class="note">{by.map(|by| format!("{by} · "))}{text::branched_at(region, scenario.revision, moment)}</p>
            <div class="scenario-actions">
                <a class="button primary" href=format!("/boards/{id}")>{text::open(region)}</a>
                <a class="button" href=format!("/boards/{}/compare?other={id}", scenario.board)>
                    {text::compare(region)}
                </a>
                <a class="button" href=format!("/scenarios/{id}/merge")>{text::merge(region)}</a>
                {own}
            </div>
        </li>
    }
}
