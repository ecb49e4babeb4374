//! Which measures go together: the form, and reading it.

use super::PathPage;
use crate::form::{Errors, Fields, Query};
use crate::text::{approval as text, board as words};
use domain::approval::{Check, MeasureGroup, Paths};
use domain::measure::Measure;
use domain::number::Region;
use leptos::prelude::*;

/// Paths that the form offers.
const PATHS: usize = 3;

/// The measures that a form puts together, each on the path that its first measure had.
pub fn read(query: &Query, paths: &Paths) -> Paths {
    let number = |measure: &Measure| query.text(&format!("group.{measure:?}")).parse().unwrap_or(1);
    let group = |wanted: usize| MeasureGroup::of(Measure::ALL.into_iter().filter(|measure| number(measure) == wanted));
    let inherited = |group: MeasureGroup| {
        let first = group.measures().next()?;
        let mut path = paths.of(paths.group_of(first)).cloned().unwrap_or_default();
        // A limit goes where its measure goes.
        path.rules.retain(|rule| !matches!(rule.check, Check::Limit { .. }));
        let all = paths.0.iter().flat_map(|(_, path)| &path.rules).copied();
        path.rules
            .extend(all.filter(|rule| matches!(rule.check, Check::Limit { measure, .. } if group.contains(measure))));
        Some((group, path))
    };
    Paths((1..=PATHS).filter_map(|wanted| inherited(group(wanted))).collect())
}

pub(super) fn form(page: &PathPage, sets: bool, region: Region) -> impl IntoView + use<> {
    let paths = &page.plan.approvals().paths;
    let mut typed = Query::default();
    for (number, group) in (1..=PATHS).zip(paths.groups()) {
        for measure in group.measures() {
            typed.set(&format!("group.{measure:?}"), number.to_string());
        }
    }
    let fields = Fields { typed: &typed, errors: &Errors::default() };
    let measures = Measure::ALL.map(|measure| {
        let numbers = (1..=PATHS).map(|number| (number.to_string(), text::grouping_number(region, number)));
        fields.select(&format!("group.{measure:?}"), words::measure(region, measure), None, numbers)
    });
    let button =
        sets.then(|| view! { <button type="submit" name="do" value="group">{text::grouping_save(region)}</button> });
    let is_split = paths.groups().count() > 1;
    view! {
        <details class="card" open=is_split>
            <summary>{text::grouping(region)}</summary>
            <form method="post" action=format!("/boards/{}/approvals/path", page.board)>
                <input type="hidden" name="base" value=page.plan.revision().to_string()/>
                <p>{text::grouping_help(region)}</p>
                <div class="approval-step">{measures.collect_view()}</div>
                {button}
            </form>
        </details>
    }
}
