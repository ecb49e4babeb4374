//! What every page of the driver tree has around it: the way back, the unit and period, the tabs.

use crate::board::display;
use crate::driver_pages::Spot;
use crate::form::Query;
use crate::text::drivers as text;
use domain::dimension::{Dimension, MemberId};
use domain::number::Region;
use domain::outline::Standing;
use leptos::prelude::*;

/// The tabs by their paths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Tree,
    Sensitivity,
    Seek,
    Text,
    /// What is sent: a step after the tree or the search.
    Offers,
}

impl Tab {
    const SHOWN: [Self; 4] = [Self::Tree, Self::Sensitivity, Self::Seek, Self::Text];

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Tree => "",
            Self::Sensitivity => "sensitivity",
            Self::Seek => "seek",
            Self::Text => "model",
            Self::Offers => "offers",
        }
    }

    fn words(self, region: Region) -> &'static str {
        match self {
            Self::Tree => text::tab_tree(region),
            Self::Sensitivity => text::tab_sensitivity(region),
            Self::Seek => text::tab_seek(region),
            Self::Text => text::tab_text(region),
            Self::Offers => text::send_as_offers(region),
        }
    }
}

/// A page with everything around it.
pub(super) fn page(region: Region, spot: &Spot, tab: Tab, query: &Query, content: AnyView) -> impl IntoView + use<> {
    let tabs = Tab::SHOWN.map(|shown| {
        let current = (shown == tab).then_some("page");
        view! { <li><a href=spot.href(shown.path(), &[]) aria-current=current>{shown.words(region)}</a></li> }
    });
    let stand_in = spot.is_stand_in.then(|| {
        view! { <p class="problem alert" role="alert">{text::stand_in(region)}</p> }
    });
    let place = (tab != Tab::Text).then(|| place(region, spot, tab, query));
    view! {
        <main class="page drivers" id="content">
            <p class="drivers-back">
                <a href=format!("/boards/{}", spot.board)>"← " {spot.plan.outline().title.clone()}</a>
            </p>
            <div class="drivers-head">
                <h1>{text::driver_tree(region)}</h1>
                {place}
            </div>
            <nav class="drivers-tabs" aria-label=text::driver_tree(region)><ul>{tabs.collect_view()}</ul></nav>
            {stand_in}
            {content}
        </main>
    }
}

/// Chooses the unit and the period; what else was asked for stays.
fn place(region: Region, spot: &Spot, tab: Tab, query: &Query) -> impl IntoView + use<> {
    let outline = spot.plan.outline();
    let seen = |unit: &MemberId| matches!(outline.standing(*unit), Standing::Open | Standing::Total);
    let units = options(region, &outline.units, (0..outline.units.len()).filter(seen), spot.at.unit);
    let periods = options(region, &outline.periods, 0..outline.periods.len(), spot.at.period);
    view! {
        <form class="place" method="get" action=spot.path(tab.path())>
            {kept(query, &["unit", "period"])}
            <label>
                <span>{crate::text::board::unit(region)}</span>
                <select name="unit">{units}</select>
            </label>
            <label>
                <span>{text::period(region)}</span>
                <select name="period">{periods}</select>
            </label>
            <button type="submit">{text::show(region)}</button>
        </form>
    }
}

fn options(
    region: Region,
    dimension: &Dimension,
    members: impl Iterator<Item = MemberId>,
    chosen: MemberId,
) -> Vec<AnyView> {
    let option = |id: MemberId| {
        let member = dimension.get(id)?;
        let indent = "\u{a0}\u{a0}\u{a0}".repeat(member.depth as usize);
        let words = format!("{indent}{}", display::name(&member.name, region));
        Some(view! { <option value=member.code.clone() selected=id == chosen>{words}</option> }.into_any())
    };
    members.filter_map(option).collect()
}

/// What a form keeps of the address it stands at, but for some fields.
pub(super) fn kept(query: &Query, but: &[&str]) -> Vec<impl IntoView + use<>> {
    let others = query.0.iter().filter(|(name, value)| !but.contains(&name.as_str()) && !value.is_empty());
    let field = |(name, value): &(String, String)| {
        view! { <input type="hidden" name=name.clone() value=value.clone()/> }
    };
    others.map(field).collect()
}

/// The unit and the period, for a form of their page.
pub(super) fn spot_fields(spot: &Spot) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="unit" value=spot.unit_code(spot.at.unit)/>
        <input type="hidden" name="period" value=spot.period_code(spot.at.period)/>
    }
}
