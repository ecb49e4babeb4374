//! Limits of single units: their part of the form, and reading it.

use crate::form::{Errors, Fields, Input, Query, number};
use crate::text::{approval as text, board as board_words};
use domain::approval::{Check, Rule};
use domain::dimension::{Member, MemberId};
use domain::entry::editing_text;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use leptos::prelude::*;

/// How many limits the form offers.
pub(super) const LIMITS: usize = 8;
/// The list of the codes of units, to choose from while typing.
const CODES: &str = "unit-codes";
/// So many codes are proposed at most.
const PROPOSED: usize = 500;

fn field(limit: usize, part: &str) -> String {
    format!("rule.limit{limit}{part}")
}

/// A unit by its code or one of its names, in small letters or capitals.
fn named(outline: &Outline, typed: &str) -> Option<MemberId> {
    let known = |word: &str| word.to_lowercase() == typed.to_lowercase() && !typed.is_empty();
    let is_meant =
        |member: &Member| [&member.code, &member.name.en, &member.name.es].into_iter().any(|word| known(word));
    let found = || (0..).zip(outline.units.members()).find(|(_, member)| is_meant(member)).map(|(unit, _)| unit);
    outline.units.find(typed).or_else(found)
}

/// The rules that a form sets as limits.
pub(super) fn read(query: &Query, outline: &Outline, region: Region, errors: &mut Errors) -> Vec<Rule> {
    let mut rules = Vec::new();
    for limit in 0..LIMITS {
        let Some(consequence) = super::path::consequence(query.text(&field(limit, ""))) else {
            let typed =
                [".low", ".high"].map(|part| field(limit, part)).into_iter().filter(|name| query.get(name).is_some());
            typed.for_each(|name| errors.add(&name, text::without_rule(region)));
            continue;
        };
        let unit_field = field(limit, ".unit");
        let code = query.text(&unit_field);
        let unit = named(outline, code);
        if unit.is_none() {
            let sentence = match code {
                "" => crate::text::spread::missing(region).to_owned(),
                code => text::limit_unknown(region, code),
            };
            errors.add(&unit_field, sentence);
        }
        let measure = query.measure(&field(limit, ".measure")).unwrap_or(Measure::Revenue);
        let mut bound = |part: &str| {
            let name = field(limit, part);
            match query.get(&name).map(|written| number(written, region, outline.decimals(measure), None)) {
                Some(Err(sentence)) => {
                    errors.add(&name, sentence);
                    None
                }
                Some(Ok(amount)) => Some(amount),
                None => None,
            }
        };
        let (low, high) = (bound(".low"), bound(".high"));
        if low.is_none() && high.is_none() {
            errors.add(&field(limit, ".high"), crate::text::spread::missing(region));
        }
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            errors.add(&field(limit, ".high"), text::below_low(region));
        }
        rules.extend(unit.map(|unit| Rule { check: Check::Limit { unit, measure, low, high }, consequence }));
    }
    rules
}

/// What the form shows of the limits among some rules.
pub(super) fn write(rules: &[Rule], outline: &Outline, region: Region, query: &mut Query) {
    let limits = rules.iter().filter_map(|rule| match rule.check {
        Check::Limit { unit, measure, low, high } => Some((rule.consequence, unit, measure, low, high)),
        _ => None,
    });
    for (limit, (consequence, unit, measure, low, high)) in limits.enumerate() {
        let code = outline.units.get(unit).map_or("", |member| member.code.as_str());
        query.set(&field(limit, ""), format!("{consequence:?}"));
        query.set(&field(limit, ".unit"), code);
        query.set(&field(limit, ".measure"), format!("{measure:?}"));
        let written = |amount| editing_text(Some(amount), region, outline.decimals(measure));
        if let Some(low) = low {
            query.set(&field(limit, ".low"), written(low));
        }
        if let Some(high) = high {
            query.set(&field(limit, ".high"), written(high));
        }
    }
}

/// The limits that are set, and an empty one.
pub(super) fn fieldsets(fields: Fields, outline: &Outline, region: Region) -> impl IntoView + use<> {
    let used = (0..LIMITS).rev().find(|limit| fields.typed.get(&field(*limit, ".unit")).is_some());
    let shown = used.map_or(1, |last| last + 2).min(LIMITS);
    let limits = (0..shown).map(|limit| {
        let measures = Measure::ALL.map(|known| (format!("{known:?}"), board_words::measure(region, known).to_owned()));
        let consequences = super::path::consequences(region);
        view! {
            <fieldset class="approval-step">
                <legend>{text::rule_limit(region, limit + 1)}</legend>
                {fields.input(&field(limit, ".unit"), text::limit_unit(region), None, Input::Proposals(CODES))}
                {fields.select(&field(limit, ".measure"), text::measure(region), None, measures)}
                {fields.input(&field(limit, ".low"), text::rule_low(region), None, Input::Number)}
                {fields.input(&field(limit, ".high"), text::rule_high(region), None, Input::Number)}
                {fields.select(&field(limit, ""), text::when_broken(region), None, consequences)}
            </fieldset>
        }
    });
    let limits = limits.collect_view();
    let code = |member: &Member| {
        let name = crate::board::display::name(&member.name, region);
        view! { <option value=member.code.clone()>{name}</option> }
    };
    let codes =
        outline.units.members().iter().filter(|member| !member.code.is_empty()).take(PROPOSED).map(code).collect_view();
    view! {
        {limits}
        <datalist id=CODES>{codes}</datalist>
    }
}
