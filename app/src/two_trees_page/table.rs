//! The table: its margins to type in, its cells as they are and as they would be.

use super::asked::{Asked, at, field};
use super::{across, hidden, members};
use crate::board::display;
use crate::form::Errors;
use crate::goal_table::goal_table;
use crate::spread_page::SpreadPage;
use crate::text::{board as words, dialog, spread as spread_text, two_trees as text};
use domain::address::Address;
use domain::command::Command;
use domain::dimension::MemberId;
use domain::goal::{self, GoalReading};
use domain::margin::Axis;
use domain::number::{Region, format_exact};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::scenario::compare;
use domain::tactic::tried;
use leptos::prelude::*;

/// What a command would do.
pub(super) struct Ahead {
    command: Command,
    plan: Plan,
    cells: usize,
    goals: [Vec<GoalReading>; 2],
}

/// Looks at what a command would do; nothing is sent.
pub(super) fn look_ahead(page: &SpreadPage, command: Command) -> Result<Ahead, Rejection> {
    let plan = tried(page.plan, &command, page.actor)?;
    let changed = compare::units(page.plan, &plan, page.node.slice, page.node.measure);
    let cells = changed.iter().map(|unit| unit.cells.len()).sum();
    let goals = [goal::read(page.plan), goal::read(&plan)];
    Ok(Ahead { command, plan, cells, goals })
}

/// A number of the page's measure in words.
pub(super) fn exact(page: &SpreadPage, region: Region, number: i64) -> String {
    display::exact(number, page.plan.outline().decimals(page.node.measure), region)
}

fn number_in(page: &SpreadPage, plan: &Plan, at: Address, region: Region) -> String {
    let number = plan.get(page.node.slice, page.node.measure, at);
    number.map_or_else(|| words::empty_cell(region).to_owned(), |number| exact(page, region, number))
}

fn name(page: &SpreadPage, along: Axis, member: MemberId, region: Region) -> String {
    let member = along.dimension(page.plan.outline()).get(member);
    let name = member.map(|member| display::name(&member.name, region)).unwrap_or_default();
    if name.is_empty() { words::rest(region).to_owned() } else { name }
}

pub(super) fn form(
    page: &SpreadPage,
    region: Region,
    wrong: &Errors,
    (asked, ahead): (Option<&Asked>, Option<&Ahead>),
) -> impl IntoView + use<> {
    let across = across(page);
    let (rows, columns) = (members(page, Axis::Unit), members(page, across));
    let heads = columns
        .iter()
        .map(|column| view! { <th scope="col" class="number">{name(page, across, *column, region)}</th> });
    let heads = heads.collect_view();
    let cell = |unit: MemberId, column: MemberId| {
        let at = across.with(Axis::Unit.with(page.node.at, unit), column);
        changing(page, ahead, at, region)
    };
    let body = rows.iter().map(|unit| {
        let cells =
            columns.iter().map(|column| view! { <td class="number">{cell(*unit, *column)}</td> }).collect_view();
        view! {
            <tr>
                <th scope="row">{name(page, Axis::Unit, *unit, region)}</th>
                {cells}
                <td class="given">{given(page, Axis::Unit, *unit, wrong, asked, region)}</td>
            </tr>
        }
    });
    let body = body.collect_view();
    let foot = columns
        .iter()
        .map(|column| view! { <td class="given">{given(page, across, *column, wrong, asked, region)}</td> });
    let foot = foot.collect_view();
    let action = format!("/boards/{}/two-trees", page.board);
    view! {
        <form class="card" method="get" action=action>
            <h2>{text::totals(region)}</h2>
            <p>{text::totals_help(region, display::example_factor(region))}</p>
            {hidden(page)}
            <div class="scroll" tabindex="0" role="region" aria-label=text::totals(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{words::unit(region)}</th>
                            {heads}
                            <th scope="col" class="number">{text::total(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{text::total(region)}</th>
                            {foot}
                            <td class="number">{changing(page, ahead, page.node.at, region)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            <p class="form-actions">
                <button type="submit" name="preview" value="yes" class=ahead.is_none().then_some("primary")>
                    {spread_text::preview(region)}
                </button>
                <small>{spread_text::nothing_sent(region)}" "{text::third(region)}</small>
            </p>
        </form>
        {ahead.map(|ahead| send(page, ahead, region))}
    }
}

/// A number as it is, and as it would be where that differs.
fn changing(page: &SpreadPage, ahead: Option<&Ahead>, at: Address, region: Region) -> AnyView {
    let now = number_in(page, page.plan, at, region);
    let then = ahead.map(|ahead| number_in(page, &ahead.plan, at, region)).filter(|then| *then != now);
    match then {
        Some(then) => view! { <b>{then}</b><small>{text::now(region, now)}</small> }.into_any(),
        None => view! { {now} }.into_any(),
    }
}

/// The field for a total, with the number that stands there.
fn given(
    page: &SpreadPage,
    along: Axis,
    member: MemberId,
    wrong: &Errors,
    asked: Option<&Asked>,
    region: Region,
) -> impl IntoView + use<> {
    let field = field(along, member);
    let follows = asked.filter(|asked| asked.follows == Some(along));
    let follows = follows.and_then(|asked| {
        let margin = asked.margins.iter().find(|margin| margin.along == along)?;
        margin.totals.iter().find(|(known, _)| *known == member).map(|(_, total)| exact(page, region, *total))
    });
    let now = number_in(page, page.plan, at(page, along, member), region);
    let below = match (wrong.of(&field), follows) {
        (Some(wrong), _) => {
            view! { <small class="problem" id=format!("about-{field}")>{wrong.to_owned()}</small> }.into_any()
        }
        (None, Some(total)) => view! { <small title=text::follows(region)>"→ "{total}</small> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <input
            type="text"
            inputmode="decimal"
            name=field.clone()
            value=page.query.text(&field).to_owned()
            placeholder=now
            maxlength="40"
            autocomplete="off"
            aria-label=text::total_of(region, name(page, along, member, region))
            aria-invalid=wrong.of(&field).map(|_| "true")
            aria-describedby=wrong.of(&field).map(|_| format!("about-{field}"))
        />
        {below}
    }
}

/// What it does to the goals, and the button that sends it.
fn send(page: &SpreadPage, ahead: &Ahead, region: Region) -> impl IntoView + use<> {
    let typed = page
        .query
        .0
        .iter()
        .filter(|(name, _)| name.starts_with("Unit.") || name.starts_with(&format!("{:?}.", across(page))));
    let typed = typed.map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> });
    let typed = typed.collect_view();
    let count = format_exact(i64::try_from(ahead.cells).unwrap_or(i64::MAX), 0, region);
    let heading = match ahead.cells {
        0 => words::nothing_moves(region).to_owned(),
        1 => words::one_cell_moves(region).to_owned(),
        _ => words::cells_move(region, count),
    };
    let button = (ahead.cells > 0).then(|| {
        view! {
            <form class="form-actions" method="post" action=format!("/boards/{}/two-trees", page.board)>
                {hidden(page)}
                {typed}
                <input type="hidden" name="id" value=ahead.command.id.to_string()/>
                <input type="hidden" name="base" value=ahead.command.base.to_string()/>
                <button type="submit" class="primary">{dialog::send_change(region)}</button>
                <small>{spread_text::everybody_sees(region)}</small>
            </form>
        }
    });
    let [before, after] = &ahead.goals;
    let heads = [dialog::before(region), dialog::after(region)];
    view! {
        <section class="card" aria-labelledby="preview">
            <h2 id="preview">{dialog::what_changes(region)}</h2>
            <p>{heading}</p>
            {goal_table(region, page.plan.outline().money_decimals, heads, [before, after])}
            {button}
        </section>
    }
}
