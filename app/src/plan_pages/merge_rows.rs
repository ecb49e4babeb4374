//! The cells of a merge, what is chosen for them, and how a form says it.

use super::cause;
use super::compare::cell;
use super::spot::unit_name;
use crate::board::rejection::place;
use crate::form::choice;
use crate::text::{board, scenario as text};
use backend::live::Merging;
use domain::dimension::MemberId;
use domain::live::encode;
use domain::log::{GENESIS, chain};
use domain::node::Node;
use domain::number::{Region, format_moment};
use domain::plan::Plan;
use domain::scenario::merge::{Changed, Choice, Merge, Position};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Cells with a choice of their own on one page; the others follow their unit.
const CELLS: usize = 200;

/// What somebody has chosen: for all, for units, for cells; the narrower counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// For every conflict.
    pub all: Option<Choice>,
    units: BTreeMap<MemberId, Choice>,
    cells: BTreeMap<String, Choice>,
}

impl Choices {
    /// Reads what a form says.
    pub fn read(form: &[(String, String)]) -> Self {
        let mut choices = Self::default();
        for (name, value) in form {
            let Some(choice) = Self::parse(value) else { continue };
            if name == "all" {
                choices.all = Some(choice);
            } else if let Some(unit) = name.strip_prefix("unit-").and_then(|unit| unit.parse().ok()) {
                choices.units.insert(unit, choice);
            } else if name.starts_with("cell-") {
                choices.cells.insert(name.clone(), choice);
            }
        }
        choices
    }

    /// Makes every choice in a merge; what nobody has chosen stays open.
    pub fn apply(&self, merge: &mut Merge, plan: &Plan) {
        if let Some(choice) = self.all {
            let conflicts: Vec<Node> = merge.conflicts().map(|cell| cell.node).collect();
            conflicts.into_iter().for_each(|node| {
                merge.choose(node, choice);
            });
        }
        for (unit, choice) in &self.units {
            let known = plan.outline().units.get(*unit).is_some();
            let below = merge.conflicts().filter(|cell| known && cell.node.at.unit == *unit);
            let below: Vec<Node> = below.map(|cell| cell.node).collect();
            below.into_iter().for_each(|node| {
                merge.choose(node, *choice);
            });
        }
        let cells = merge.changed().iter().filter_map(|cell| Some((cell.node, *self.cells.get(&name(cell.node))?)));
        let cells: Vec<(Node, Choice)> = cells.collect();
        cells.into_iter().for_each(|(node, choice)| {
            merge.choose(node, choice);
        });
    }

    /// The word for a choice in a form; empty for none.
    pub(super) fn code(choice: Option<Choice>) -> &'static str {
        match choice {
            None => "",
            Some(Choice::Mine) => "mine",
            Some(Choice::Theirs) => "theirs",
            Some(Choice::Base) => "base",
        }
    }

    fn parse(code: &str) -> Option<Choice> {
        [Choice::Mine, Choice::Theirs, Choice::Base].into_iter().find(|choice| Self::code(Some(*choice)) == code)
    }
}

/// A text that changes whenever a cell of a merge does: who sends a form says what they saw.
pub fn seal(merge: &Merge) -> String {
    let cells = merge.changed().iter().map(|cell| (cell.node, cell.base, cell.theirs.number, cell.mine.number));
    let digest = chain(&GENESIS, &encode(&cells.collect::<Vec<_>>()));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn name(node: Node) -> String {
    let Node { slice, measure, at } = node;
    format!("cell-{slice:?}-{measure:?}-{}-{}-{}-{}", at.unit, at.product, at.channel, at.period)
}

fn cell_name(region: Region, merging: &Merging, node: Node) -> String {
    let where_it_stands = place(merging.theirs.outline(), node.at, region);
    format!("{where_it_stands} · {} · {}", board::slice(region, node.slice), board::measure(region, node.measure))
}

/// The conflicts, by unit, each with both intents.
pub(super) fn conflicts(region: Region, merging: &Merging, choices: &Choices) -> impl IntoView + use<> {
    let mut units: BTreeMap<MemberId, Vec<&Changed>> = BTreeMap::new();
    for cell in merging.merge.conflicts() {
        units.entry(cell.node.at.unit).or_default().push(cell);
    }
    let mut room = CELLS;
    let groups = units.into_iter().map(|(unit, cells)| {
        let shown = cells.len().min(room);
        room -= shown;
        group(region, merging, choices, (unit, &cells), shown).into_any()
    });
    groups.collect_view()
}

fn group(
    region: Region,
    merging: &Merging,
    choices: &Choices,
    (unit, cells): (MemberId, &[&Changed]),
    shown: usize,
) -> impl IntoView + use<> {
    let title = unit_name(merging.theirs.outline(), unit, region);
    let own = choices.units.get(&unit).copied();
    let rows = cells.iter().take(shown).map(|cell| conflict(region, merging, choices, cell)).collect_view();
    let more = cells.len() - shown;
    let label = text::for_unit(region, &title);
    view! {
        <section class="merge-unit">
            <header>
                <h2>{title}</h2>
                <label>
                    <span class="visually-hidden">{label}</span>
                    <select name=format!("unit-{unit}")>{options(region, own, text::as_for_all(region))}</select>
                </label>
            </header>
            {(shown > 0).then(|| view! {
                <div class="scroll">
                    <table class="sheet merge-cells">
                        <thead>
                            <tr>
                                <th scope="col">{text::cell(region)}</th>
                                <th scope="col" class="number">{text::before(region)}</th>
                                <th scope="col">{text::in_plan(region)}</th>
                                <th scope="col">{text::in_scenario(region)}</th>
                                <th scope="col">{text::choice(region)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })}
            {(more > 0).then(|| view! { <p class="note">{text::more_conflicts(region, more)}</p> })}
        </section>
    }
}

fn options(region: Region, chosen: Option<Choice>, none: &'static str) -> impl IntoView {
    let options = [
        (None, none),
        (Some(Choice::Mine), text::take_mine(region)),
        (Some(Choice::Theirs), text::take_theirs(region)),
        (Some(Choice::Base), text::take_base(region)),
    ];
    options
        .map(|(option, words)| choice(Choices::code(option).to_owned(), words.to_owned(), option == chosen))
        .collect_view()
}

fn conflict(region: Region, merging: &Merging, choices: &Choices, changed: &Changed) -> impl IntoView + use<> {
    let (name, place) = (name(changed.node), cell_name(region, merging, changed.node));
    let decimals = merging.theirs.outline().decimals(changed.node.measure);
    let chosen = choices.cells.get(&name).copied();
    view! {
        <tr>
            <th scope="row">{place.clone()}</th>
            {cell(region, changed.base, decimals)}
            <td>{intent(region, &merging.theirs, changed, &changed.theirs)}</td>
            <td>{intent(region, &merging.mine, changed, &changed.mine)}</td>
            <td>
                <select name=name aria-label=text::choice_for(region, place)>
                    {options(region, chosen, text::not_chosen(region))}
                </select>
            </td>
        </tr>
    }
}

/// A side's number, and who put it there, when, how and why.
fn intent(region: Region, plan: &Plan, changed: &Changed, position: &Position) -> impl IntoView + use<> {
    let measure = changed.node.measure;
    let number = match position.number {
        Some(number) => domain::number::format_compact(number.into(), plan.outline().decimals(measure), region),
        None => board::empty_cell(region).to_owned(),
    };
    let who = position.intent.as_ref().map(|intent| {
        let author = if intent.author.is_empty() { text::nobody(region).to_owned() } else { intent.author.clone() };
        let how = cause::words(region, plan, measure, &intent.cause);
        let why = intent.reason.as_ref().map(|reason| format!(" · {}", cause::reason(region, reason)));
        view! {
            <small>
                <b>{author}</b>" · "<time>{format_moment(intent.at, region)}</time>
                <br/>
                {how}
                {why}
            </small>
        }
    });
    view! { <div class="intent"><strong>{number}</strong>{who}</div> }
}

/// What only the scenario has changed, and will be written unless somebody says otherwise.
pub(super) fn written(region: Region, merging: &Merging, choices: &Choices) -> impl IntoView + use<> {
    let mine = merging.merge.changed().iter();
    let mine: Vec<&Changed> =
        mine.filter(|cell| cell.theirs.number == cell.base && cell.mine.number != cell.base).collect();
    let row = |changed: &&Changed| {
        let (name, place) = (name(changed.node), cell_name(region, merging, changed.node));
        let decimals = merging.theirs.outline().decimals(changed.node.measure);
        let kept = choices.cells.get(&name) == Some(&Choice::Theirs);
        view! {
            <tr>
                <th scope="row">{place.clone()}</th>
                {cell(region, changed.base, decimals)}
                <td>{intent(region, &merging.mine, changed, &changed.mine)}</td>
                <td>
                    <select name=name aria-label=text::choice_for(region, place)>
                        {choice(String::new(), text::take_mine(region).to_owned(), !kept)}
                        {choice("theirs".to_owned(), text::take_theirs(region).to_owned(), kept)}
                    </select>
                </td>
            </tr>
        }
    };
    let rows = mine.iter().take(CELLS).map(row).collect_view();
    let more = mine.len().saturating_sub(CELLS);
    (!mine.is_empty()).then(|| {
        view! {
            <details class="merge-unit" open={mine.len() <= 12}>
                <summary><h2>{text::will_be_written(region)}" ("{mine.len()}")"</h2></summary>
                <div class="scroll">
                    <table class="sheet merge-cells">
                        <thead>
                            <tr>
                                <th scope="col">{text::cell(region)}</th>
                                <th scope="col" class="number">{text::before(region)}</th>
                                <th scope="col">{text::in_scenario(region)}</th>
                                <th scope="col">{text::choice(region)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {(more > 0).then(|| view! { <p class="note">{text::more_cells(region, more)}</p> })}
            </details>
        }
    })
}
