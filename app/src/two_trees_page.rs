//! The page that writes the totals of two trees at once, organization and time, products or channels: a table whose margins
//! are typed and whose cells are filled so that both tie. Rendered on the server, made of plain forms, complete without any
//! script.

mod asked;
mod table;

use crate::api::session::Me;
use crate::form::{Errors, Fields, Query, Unsent, alert, every, named};
use crate::import_pages::form::code;
use crate::shell;
use crate::spread_page::{self, Problem, SpreadPage};
use crate::text::{board as words, scenario, two_trees as text};
use asked::{Asked, Trouble};
use axum::http::request::Parts;
use domain::address::Address;
use domain::command::{Command, Verb};
use domain::dimension::{MemberId, ROOT};
use domain::margin::Axis;
use domain::measure::{Measure, Slice};
use domain::method::Method;
use domain::node::Node;
use domain::number::Region;
use domain::outline::Standing;
use leptos::prelude::*;
use uuid::Uuid;

/// What lies across from the organization.
const ACROSS: [Axis; 3] = [Axis::Period, Axis::Product, Axis::Channel];

/// What lies across in a form.
fn across(page: &SpreadPage) -> Axis {
    ACROSS.into_iter().find(|axis| code(axis) == page.query.text("across")).unwrap_or(Axis::Period)
}

/// The members that the reader may give totals to along an axis.
fn members(page: &SpreadPage, along: Axis) -> Vec<MemberId> {
    let (outline, at) = (page.plan.outline(), page.node.at);
    match along {
        Axis::Unit if outline.standing(at.unit) != Standing::Open => Vec::new(),
        Axis::Unit => outline.child_units(at.unit).collect(),
        along => along.dimension(outline).children(along.member(at)).collect(),
    }
}

/// The command that a form asks for.
///
/// # Errors
/// Totals that cannot be read, or that ask for nothing.
pub fn verb(page: &SpreadPage, region: Region) -> Result<Verb, Problem> {
    match asked::read(page, region) {
        Ok(asked) => Ok(written(page.node, asked)),
        Err(Trouble::Fields(errors)) => Err(Problem::Fields(errors)),
        Err(Trouble::Nothing | Trouble::Apart { .. }) => Err(Problem::Fields(Errors::default())),
    }
}

fn written(node: Node, asked: Asked) -> Verb {
    let Node { slice, measure, at } = node;
    Verb::AssignMargins { slice, measure, at, margins: Box::new(asked.margins), method: Method::Current }
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: SpreadPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let wants = page.query.get("preview").is_some();
        let asked = wants.then(|| asked::read(&page, region));
        let (wrong, trouble) = match &asked {
            Some(Err(Trouble::Fields(errors))) => (errors.clone(), None),
            Some(Err(trouble)) => (Errors::default(), Some(asked::sentence(&page, trouble, region))),
            _ => (Errors::default(), None),
        };
        let asked = asked.and_then(Result::ok);
        let ahead = asked.as_ref().map(|asked| {
            let verb = written(page.node, asked.clone());
            table::look_ahead(&page, Command { id: Uuid::now_v7(), base: page.plan.revision(), verb })
        });
        let (ahead, refused) = match ahead {
            Some(Ok(ahead)) => (Some(ahead), None),
            Some(Err(refusal)) => (None, Some(spread_page::said_no(&page, Unsent::Refused(refusal), region))),
            None => (None, None),
        };
        let [rows, columns] = [Axis::Unit, across(&page)].map(|along| members(&page, along));
        let content = match rows.is_empty() || columns.is_empty() {
            true => alert(text::nothing_below(region).to_owned()).into_any(),
            false => table::form(&page, region, &wrong, (asked.as_ref(), ahead.as_ref())).into_any(),
        };
        let content = view! {
            <main class="page two-trees" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| spread_page::said(&page, outcome, region))}
                {place(&page, region)}
                {trouble.map(alert)}
                {refused}
                {content}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

/// The number and the way across, for a form that says nothing else of them.
fn hidden(page: &SpreadPage) -> impl IntoView + use<> {
    view! {
        {spread_page::place_again(page.node)}
        <input type="hidden" name="across" value=code(&across(page))/>
    }
}

/// Chooses what is broken down, and across what.
fn place(page: &SpreadPage, region: Region) -> impl IntoView + use<> {
    let (outline, Address { unit, product, channel, period }) = (page.plan.outline(), page.node.at);
    let mut chosen = Query(Vec::new());
    for (name, value) in [("unit", unit), ("product", product), ("channel", channel), ("period", period)] {
        chosen.set(name, value.to_string());
    }
    chosen.set("measure", code(&page.node.measure));
    chosen.set("slice", code(&page.node.slice));
    chosen.set("across", code(&across(page)));
    let nothing = Errors::default();
    let fields = Fields { typed: &chosen, errors: &nothing };
    let listed =
        |choices: Vec<crate::form::Choice>| choices.into_iter().map(|choice| (choice.id.to_string(), choice.words));
    let units = named(outline, region, Some(unit)).into_iter();
    let units = units.filter(|choice| !outline.is_leaf_unit(choice.id)).collect();
    let year =
        outline.periods.get(ROOT).map(|year| crate::board::display::name(&year.name, region)).unwrap_or_default();
    let measures = Measure::ALL.map(|measure| (code(&measure), words::measure(region, measure).to_owned()));
    let slices = [Slice::Target, Slice::Commitment].map(|slice| (code(&slice), words::slice(region, slice).to_owned()));
    let across = ACROSS.map(|axis| {
        let words = match axis {
            Axis::Product => text::products(region),
            Axis::Channel => text::channels(region),
            Axis::Unit | Axis::Period => text::quarters(region),
        };
        (code(&axis), words.to_owned())
    });
    view! {
        <form class="card" method="get" action=format!("/boards/{}/two-trees", page.board)>
            <h2>{text::where_to(region)}</h2>
            <div class="choices">
                {fields.select("unit", words::unit(region), None, listed(units))}
                {fields.select("across", text::across(region), None, across)}
                {fields.select("period", scenario::period(region), None, listed(every(&outline.periods, region, Some(period), &year)))}
                {fields.select("measure", words::measure_shown(region), None, measures)}
                {fields.select("slice", scenario::slice(region), None, slices)}
                {fields.select("product", words::product_shown(region), None, listed(every(&outline.products, region, Some(product), words::all_products(region))))}
                {fields.select("channel", words::channel_shown(region), None, listed(every(&outline.channels, region, Some(channel), words::all_channels(region))))}
                <button type="submit">{text::open(region)}</button>
            </div>
        </form>
    }
}
