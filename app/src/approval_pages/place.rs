//! Where something is found that is approved as one: what addresses and headings call it.

use crate::board::display;
use crate::form::Query;
use crate::text::board as words;
use domain::approval::{ApprovalUnit, MeasureGroup, Paths, approval_unit_of};
use domain::dimension::MemberId;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::plan::Plan;
use leptos::prelude::*;

/// The address of a unit's page on a board.
pub fn address(board: &str, outline: &Outline, subject: ApprovalUnit) -> String {
    page_address(board, outline, subject, "", None)
}

/// The address of a further page about it, `/signatures` or `/figures.tsv`, with one more parameter.
pub fn page_address(board: &str, outline: &Outline, subject: ApprovalUnit, page: &str, more: Option<String>) -> String {
    let code = outline.units.get(subject.unit).map_or("", |member| member.code.as_str());
    let path = format!("/boards/{board}/approvals/of/{}{page}", crate::form::escaped(code));
    with_parameters(path, [parameter(subject.group), more])
}

/// The address of the page of the path that measures are on.
pub fn path_address(board: &str, query: &Query, more: Option<String>) -> String {
    let measure = query.measure("measure").map(|measure| format!("measure={measure:?}"));
    with_parameters(format!("/boards/{board}/approvals/path"), [measure, more])
}

/// What an address says of measures that go together: the first of them; nothing where they are all.
pub(super) fn parameter(group: MeasureGroup) -> Option<String> {
    let first = group.measures().next().filter(|_| group != MeasureGroup::WHOLE);
    first.map(|measure| format!("measure={measure:?}"))
}

/// A path with those of two parameters that there are.
pub(super) fn with_parameters(path: String, parameters: [Option<String>; 2]) -> String {
    let parameters: Vec<String> = parameters.into_iter().flatten().collect();
    if parameters.is_empty() { path } else { format!("{path}?{}", parameters.join("&")) }
}

/// The measures that an address asks for, which is those of the first path where it asks for none.
pub(super) fn group(query: &Query, paths: &Paths) -> MeasureGroup {
    paths.group_of(query.measure("measure").unwrap_or(Measure::Revenue))
}

/// What an address asks for of a unit: what the measure in it is approved with.
pub fn subject(query: &Query, plan: &Plan, unit: MemberId) -> ApprovalUnit {
    approval_unit_of(plan, unit, query.measure("measure").unwrap_or(Measure::Revenue))
}

/// The names of measures; `None` where they are all.
pub(super) fn measures(group: MeasureGroup, region: Region) -> Option<String> {
    let names = group.measures().map(|measure| words::measure(region, measure));
    (group != MeasureGroup::WHOLE).then(|| names.collect::<Vec<_>>().join(", "))
}

/// The name of a unit, with the measures where not all of them go together.
pub(crate) fn title(outline: &Outline, subject: ApprovalUnit, region: Region) -> String {
    let name = display::unit_name(outline, subject.unit, region);
    match measures(subject.group, region) {
        Some(measures) => format!("{name} · {measures}"),
        None => name,
    }
}

/// Links to the same of other measures; nothing where all go together.
pub(super) fn tabs(
    groups: &[MeasureGroup],
    shown: MeasureGroup,
    region: Region,
    to: impl Fn(MeasureGroup) -> String,
) -> Option<AnyView> {
    let link = |group: MeasureGroup| {
        let current = (group == shown).then_some("true");
        view! { <a href=to(group) aria-current=current>{measures(group, region)}</a> }
    };
    (groups.len() > 1).then(|| {
        let links = groups.iter().copied().map(link).collect_view();
        let label = crate::text::approval::groups(region);
        view! { <nav class="filter" aria-label=label>{links}</nav> }.into_any()
    })
}
