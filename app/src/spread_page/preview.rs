//! What a spread would do: to everybody one level below, with the reason, to the goals, and the button that sends it.

use super::{SpreadPage, said_no};
use crate::board::display;
use crate::board::rejection::place;
use crate::form::Unsent;
use crate::goal_table::goal_table;
use crate::text::{board as words, dialog, spread as text};
use domain::address::Address;
use domain::breakdown::{ExplainedChild, explain};
use domain::command::{Command, Verb};
use domain::effect;
use domain::goal::{self, GoalReading};
use domain::number::{Region, format_exact, format_percent, with_sign};
use domain::rejection::Rejection;
use domain::spread::Standing;
use leptos::prelude::*;

pub(super) fn view(page: &SpreadPage, region: Region, command: Command) -> AnyView {
    match looked_ahead(page, &command) {
        Ok(ahead) => shown(page, region, &command, &ahead).into_any(),
        Err(rejection) => said_no(page, Unsent::Refused(rejection), region),
    }
}

/// What a command would do, and why.
struct Ahead {
    cells: usize,
    before: Vec<GoalReading>,
    after: Vec<GoalReading>,
    children: Vec<ExplainedChild>,
}

fn looked_ahead(page: &SpreadPage, command: &Command) -> Result<Ahead, Rejection> {
    let mut plan = page.plan.clone();
    let before = goal::read(&plan);
    let preview = effect::preview(&mut plan, command, page.actor)?;
    let Verb::Assign { slice, measure, at, to: Some(to), method } = &command.verb else {
        return Err(Rejection::Unknown);
    };
    let children = explain(&plan, (*slice, *measure), *at, *to, method, *at)?;
    Ok(Ahead { cells: preview.cells, before, after: preview.goals, children })
}

fn shown(page: &SpreadPage, region: Region, command: &Command, ahead: &Ahead) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let count = format_exact(i64::try_from(ahead.cells).unwrap_or(i64::MAX), 0, region);
    let heading = match ahead.cells {
        0 => words::nothing_moves(region).to_owned(),
        1 => words::one_cell_moves(region).to_owned(),
        _ => words::cells_move(region, count),
    };
    let total: i128 = ahead.children.iter().map(|child| child.weight).sum();
    let rows = ahead.children.iter().map(|child| row(page, region, child, total)).collect_view();
    let children = (!ahead.children.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=dialog::what_changes(region)>
                <table class="sheet spread-children">
                    <thead>
                        <tr>
                            <th scope="col">{dialog::part(region)}</th>
                            <th scope="col" class="number">{dialog::before(region)}</th>
                            <th scope="col" class="number">{dialog::after(region)}</th>
                            <th scope="col" class="number">{dialog::difference(region)}</th>
                            <th scope="col" class="number">{text::share(region)}</th>
                            <th scope="col">{text::why(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let fields = page.query.0.iter().filter(|(name, _)| !["preview", "id", "base"].contains(&name.as_str()));
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> });
    let send = (ahead.cells > 0).then(|| {
        view! {
            <form class="form-actions" method="post" action=format!("/boards/{}/spread", page.board)>
                {fields.collect_view()}
                <input type="hidden" name="id" value=command.id.to_string()/>
                <input type="hidden" name="base" value=command.base.to_string()/>
                <button type="submit" class="primary">{dialog::send_change(region)}</button>
                <small>{text::everybody_sees(region)}</small>
            </form>
        }
    });
    let heads = [dialog::before(region), dialog::after(region)];
    let where_it_is = place(outline, page.node.at, region);
    view! {
        <section class="card spread-preview" aria-labelledby="preview">
            <h2 id="preview">{dialog::what_changes(region)}" · "{where_it_is}</h2>
            <p>{heading}</p>
            {children}
            {goal_table(region, outline.money_decimals, heads, [&ahead.before, &ahead.after])}
            {send}
        </section>
    }
}

fn row(page: &SpreadPage, region: Region, child: &ExplainedChild, total: i128) -> impl IntoView + use<> {
    let (outline, node) = (page.plan.outline(), page.node);
    let decimals = outline.decimals(node.measure);
    let exact = |number: i128| display::exact(i64::try_from(number).unwrap_or(i64::MAX), decimals, region);
    let before = page.plan.get(node.slice, node.measure, child.at);
    let by = child.value - i128::from(before.unwrap_or(0));
    let signed = with_sign(exact(by));
    let share = (total > 0).then(|| format_percent(child.weight, total, 1, region)).flatten();
    view! {
        <tr>
            <th scope="row">{place(outline, beside(child.at, node.at), region)}</th>
            <td class="number">{before.map_or_else(|| words::empty_cell(region).to_owned(), |before| exact(before.into()))}</td>
            <td class="number"><b>{exact(child.value)}</b></td>
            <td class="number">{if by == 0 { "—".to_owned() } else { signed }}</td>
            <td class="number">{share.unwrap_or_else(|| "—".to_owned())}</td>
            <td class="words">{reason(region, child, &exact)}</td>
        </tr>
    }
}

/// What decided a child's number, its odd unit included.
fn reason(region: Region, child: &ExplainedChild, exact: &dyn Fn(i128) -> String) -> String {
    let first = match child.standing {
        Standing::Held => text::is_held(region).to_owned(),
        Standing::AtLow => text::at_low(region, exact(child.low)),
        Standing::AtHigh => text::at_high(region, exact(child.high.unwrap_or(child.value))),
        Standing::Free => text::by_share(region, fraction(child, exact)),
    };
    match child.odd_units {
        0 => first,
        1 => format!("{first} {}", text::odd_unit(region)),
        units => format!("{first} {}", text::odd_units(region, units)),
    }
}

/// The real share: its whole part, and the rest as a fraction where there is one.
fn fraction(child: &ExplainedChild, exact: &dyn Fn(i128) -> String) -> String {
    let whole = exact(child.exact.whole);
    match child.exact.numerator {
        0 => whole,
        numerator if child.exact.denominator < 1_000 => format!("{whole} + {numerator}/{}", child.exact.denominator),
        _ => format!("{whole}…"),
    }
}

/// What of a child's address is not its total's.
fn beside(child: Address, total: Address) -> Address {
    let other = |child, total| if child == total { domain::dimension::ROOT } else { child };
    let of = Address {
        unit: other(child.unit, total.unit),
        product: other(child.product, total.product),
        channel: other(child.channel, total.channel),
        period: other(child.period, total.period),
    };
    if of == Address::COMPANY { child } else { of }
}
