//! Merging a scenario: what each side has changed, cell by cell, with a choice where both did.

use super::merge_rows::{Choices, conflicts, seal, written};
use super::{compare, way_back};
use crate::board::rejection;
use crate::form::alert;
use crate::text::scenario as text;
use backend::live::Merging;
use domain::number::{Region, format_exact};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::scenario::merge::{Changed, Choice, Merge};
use leptos::prelude::*;

/// Why a merge was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeTrouble {
    /// So many conflicts have no choice.
    Unresolved(usize),
    /// A side has changed since the page was shown.
    Changed,
    /// A rule said no.
    Refused(Rejection),
    /// Every choice keeps what the plan has.
    Nothing,
    /// It could not be stored.
    NotStored,
}

impl MergeTrouble {
    fn sentence(&self, region: Region, plan: &Plan) -> String {
        match self {
            Self::Unresolved(1) => text::unresolved_one(region).to_owned(),
            Self::Unresolved(count) => text::unresolved(region, count),
            Self::Changed => text::changed_meanwhile(region).to_owned(),
            Self::Refused(rejection) => {
                rejection::sentence(rejection, plan.outline(), domain::measure::Measure::Revenue, region)
            }
            Self::Nothing => text::nothing_chosen(region).to_owned(),
            Self::NotStored => crate::text::document::not_stored(region).to_owned(),
        }
    }
}

/// A scenario beside its board, with what somebody has chosen so far.
#[derive(Debug)]
pub struct MergePage {
    /// Why it was not merged.
    pub trouble: Option<MergeTrouble>,
    /// Both sides.
    pub merging: Merging,
    /// What has been chosen.
    pub choices: Choices,
}

/// How many cells each side has changed.
#[derive(Default)]
struct Counts {
    conflicts: usize,
    mine: usize,
    theirs: usize,
    same: usize,
}

impl Counts {
    fn of(merge: &Merge) -> Self {
        let mut counts = Self::default();
        for cell in merge.changed() {
            let (theirs, mine) = (cell.theirs.number != cell.base, cell.mine.number != cell.base);
            *match (theirs, mine) {
                _ if cell.is_conflict() => &mut counts.conflicts,
                (true, true) => &mut counts.same,
                (false, _) => &mut counts.mine,
                (true, false) => &mut counts.theirs,
            } += 1;
        }
        counts
    }
}

pub(super) fn view(region: Region, mut page: MergePage) -> impl IntoView {
    let scenario = page.merging.scenario.clone();
    let counts = Counts::of(&page.merging.merge);
    let trouble = page.trouble.as_ref().map(|trouble| trouble.sentence(region, &page.merging.theirs));
    let nothing = counts.conflicts + counts.mine == 0;
    let body = if nothing {
        view! {
            <p class="nothing">{text::nothing_to_merge(region)}</p>
            <p><a class="button primary" href=format!("/boards/{}", scenario.board)>{text::back_to_plan(region)}</a></p>
        }
        .into_any()
    } else {
        form(region, &mut page, &counts).into_any()
    };
    view! {
        <main class="page wide merge" id="content">
            {way_back(region, &scenario.id, true)}
            <h1>{text::merge_title(region, &scenario.name)}</h1>
            <p>{text::merge_help(region)}</p>
            {trouble.map(alert)}
            {tally(region, &counts)}
            {body}
        </main>
    }
}

fn tally(region: Region, counts: &Counts) -> impl IntoView + use<> {
    let counted = [
        (text::conflicts(region), counts.conflicts, counts.conflicts > 0),
        (text::only_mine(region), counts.mine, false),
        (text::only_theirs(region), counts.theirs, false),
        (text::both_same(region), counts.same, false),
    ];
    let shown = counted.map(|(words, count, is_bad)| {
        let count = format_exact(i64::try_from(count).unwrap_or(i64::MAX), 0, region);
        view! { <div class:bad=is_bad><dt>{words}</dt><dd>{count}</dd></div> }
    });
    view! { <dl class="counts">{shown.collect_view()}</dl> }
}

fn form(region: Region, page: &mut MergePage, counts: &Counts) -> impl IntoView + use<> {
    let scenario = &page.merging.scenario;
    let action = format!("/scenarios/{}/merge", scenario.id);
    let seal = seal(&page.merging.merge);
    let all = (counts.conflicts > 0).then(|| all_choice(region, page.choices.all));
    let effect = effect(region, &mut page.merging, &page.choices);
    let page = &*page;
    view! {
        <form method="post" action=action>
            <input type="hidden" name="seal" value=seal/>
            {all}
            {conflicts(region, &page.merging, &page.choices)}
            {written(region, &page.merging, &page.choices)}
            {effect}
            <div class="merge-actions">
                <button class="primary" type="submit">{text::merge_now(region)}</button>
                <p class="note">{text::merge_one_step(region)}</p>
            </div>
        </form>
    }
}

fn all_choice(region: Region, chosen: Option<Choice>) -> impl IntoView {
    let options = [
        (None, text::choose_each(region)),
        (Some(Choice::Mine), text::take_mine(region)),
        (Some(Choice::Theirs), text::take_theirs(region)),
        (Some(Choice::Base), text::take_base(region)),
    ];
    let options = options.map(|(option, words)| {
        view! {
            <label class="check">
                <input type="radio" name="all" value=Choices::code(option) checked={option == chosen}/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="merge-all">
            <legend>{text::choose_all(region)}</legend>
            {options.collect_view()}
        </fieldset>
    }
}

/// The goals of the plan now, and as they would be; what waits for a choice counts as the scenario has it.
fn effect(region: Region, merging: &mut Merging, choices: &Choices) -> impl IntoView + use<> {
    let mut merge = merging.merge.clone();
    let waiting: Vec<_> = merge.conflicts().map(|cell: &Changed| cell.node).collect();
    waiting.into_iter().for_each(|node| {
        merge.choose(node, Choice::Mine);
    });
    choices.apply(&mut merge, &merging.theirs);
    let changes = merge.result().unwrap_or_default();
    let now = merging.theirs.clone();
    let table = merging.theirs.what_if(&changes, |after| {
        let names = (text::plan_now(region), text::plan_after(region));
        compare::goals(region, (names.0, &now), (names.1, after)).into_any()
    });
    view! {
        <section class="merge-effect">
            <h2>{text::preview(region)}</h2>
            <p class="note">{text::preview_help(region)}</p>
            {table}
        </section>
    }
}
