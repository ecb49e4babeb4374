//! The lists of the form of a tactic: codes, and the words for them.

use crate::board::display;
use crate::form::Choice;
use crate::import_pages::form::code;
use crate::text::{board as words, tactic as text};
use domain::dimension::Dimension;
use domain::measure::Measure;
use domain::number::Region;
use domain::plan::Plan;
use domain::tactic::{CostBasis, Profile, ResponseDriver, TacticKind};

/// A value of the form in words.
pub(super) fn shown(region: Region, plan: &Plan, name: &str, value: &str) -> String {
    let outline = plan.outline();
    let member = |dimension: &Dimension| {
        let member = value.parse().ok().and_then(|id| dimension.get(id).map(|member| &member.name));
        member.map(|name| display::name(name, region)).unwrap_or_default()
    };
    let one =
        |options: Vec<(String, String)>| options.into_iter().find(|(code, _)| code == value).map(|(_, words)| words);
    match name.rsplit('.').next().unwrap_or(name) {
        "unit" | "target_unit" => member(&outline.units),
        "product" => member(&outline.products),
        "channel" => member(&outline.channels),
        "kind" => one(kinds(region)).unwrap_or_default(),
        "profile" => one(profiles(region)).unwrap_or_default(),
        "driver" => one(response_drivers(region)).unwrap_or_default(),
        "basis" => one(bases(region)).unwrap_or_default(),
        "measure" | "target_measure" => one(measures(region, &Measure::ALL)).unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// The fields of the form that a change may change, with their labels.
pub(super) fn labels(region: Region, currency: &str) -> Vec<(&'static str, String)> {
    let owned = |text: &str| text.to_owned();
    vec![
        ("name_es", owned(text::name_es(region))),
        ("name_en", owned(text::name_en(region))),
        ("kind", owned(text::kind(region))),
        ("owner", owned(text::owner(region))),
        ("product", owned(text::product(region))),
        ("channel", owned(text::channel(region))),
        ("segment", owned(text::segment(region))),
        ("start", owned(text::start(region))),
        ("end", owned(text::end(region))),
        ("profile", owned(text::profile(region))),
        ("audience", owned(text::audience(region))),
        ("reach", owned(text::reach(region))),
        ("driver", owned(text::response_driver(region))),
        ("max", owned(text::max(region))),
        ("half", owned(text::half(region))),
        ("value", text::value(region, currency)),
        ("pieces", owned(text::pieces(region))),
        ("margin", owned(text::margin_percent(region))),
        ("headcount", owned(text::headcount(region))),
        ("target_unit", owned(text::target_unit(region))),
        ("target_measure", owned(text::target_measure(region))),
    ]
}

pub(super) fn kinds(region: Region) -> Vec<(String, String)> {
    TacticKind::ALL.map(|kind| (code(&kind), text::kind_word(region, kind).to_owned())).to_vec()
}

pub(super) fn profiles(region: Region) -> Vec<(String, String)> {
    Profile::ALL.map(|profile| (code(&profile), text::profile_words(region, profile).to_owned())).to_vec()
}

pub(super) fn response_drivers(region: Region) -> Vec<(String, String)> {
    [ResponseDriver::Spend, ResponseDriver::Reach]
        .map(|driver| (code(&driver), text::driver_word(region, driver).to_owned()))
        .to_vec()
}

pub(super) fn bases(region: Region) -> Vec<(String, String)> {
    CostBasis::ALL.map(|basis| (code(&basis), text::basis_words(region, basis).to_owned())).to_vec()
}

pub(super) fn measures(region: Region, measures: &[Measure]) -> Vec<(String, String)> {
    measures.iter().map(|measure| (code(measure), words::measure(region, *measure).to_owned())).collect()
}

pub(super) fn members(choices: Vec<Choice>) -> Vec<(String, String)> {
    choices.into_iter().map(|Choice { id, words }| (id.to_string(), words)).collect()
}
