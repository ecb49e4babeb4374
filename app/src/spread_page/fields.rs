//! The form: where, how much, by which way, and what that way asks for.

use super::read::{Problem, Reader};
use super::way::{REFERENCES, Way};
use crate::board::display;
use crate::plan_pages::choice;
use crate::text::{board, spread as text};
use domain::address::Address;
use domain::calendar::month_period;
use domain::dimension::{Dimension, MemberId};
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::outline::Standing;
use leptos::prelude::*;

pub(super) fn form(reader: &Reader, id: &str, problem: Option<&Problem>) -> impl IntoView + use<> {
    let region = reader.region;
    let asks = Fields { reader, problem };
    view! {
        <form class="card spread-form" method="get" action=format!("/boards/{id}/spread")>
            <fieldset class="where">
                <legend>{text::where_to(region)}</legend>
                {place(reader)}
            </fieldset>
            <fieldset class="ways">
                <legend>{text::which_way(region)}</legend>
                <div>{Way::ALL.map(|way| radio(reader, way)).collect_view()}</div>
                <button type="submit">{text::choose(region)}</button>
            </fieldset>
            <fieldset class="how-much">
                <legend>{text::way(region, reader.way)}</legend>
                <p>{text::way_help(region, reader.way)}</p>
                {asks.amount()}
                {asks.of_way()}
                {asks.options()}
            </fieldset>
            <p class="form-actions">
                <button type="submit" name="preview" value="yes" class="primary">{text::preview(region)}</button>
                <small>{text::nothing_sent(region)}</small>
            </p>
        </form>
    }
}

/// Unit, measure, role, period, product and channel.
fn place(reader: &Reader) -> impl IntoView + use<> {
    let (region, node, outline) = (reader.region, reader.node, reader.plan.outline());
    let seen = |unit: &MemberId| matches!(outline.standing(*unit), Standing::Open | Standing::Total);
    let units: Vec<MemberId> = (0..outline.units.len()).filter(seen).collect();
    let members = |dimension: &Dimension, ids: &[MemberId], chosen: MemberId, all: Option<&str>| {
        let option = |id: &MemberId| {
            let member = dimension.get(*id)?;
            let name = match all {
                Some(all) if *id == 0 => all.to_owned(),
                _ => display::name(&member.name, region),
            };
            let indent = "\u{a0}\u{a0}\u{a0}".repeat(member.depth as usize);
            Some(choice(id.to_string(), format!("{indent}{name}"), *id == chosen))
        };
        ids.iter().filter_map(option).collect_view()
    };
    let every = |dimension: &Dimension| (0..dimension.len()).collect::<Vec<MemberId>>();
    let measures = Measure::ALL.map(|measure| {
        choice(format!("{measure:?}"), board::measure(region, measure).to_owned(), measure == node.measure)
    });
    let slices = [Slice::Target, Slice::Commitment]
        .map(|slice| choice(format!("{slice:?}"), board::slice(region, slice).to_owned(), slice == node.slice));
    let (units_shown, periods) = (
        members(&outline.units, &units, node.at.unit, None),
        members(&outline.periods, &every(&outline.periods), node.at.period, None),
    );
    let products =
        members(&outline.products, &every(&outline.products), node.at.product, Some(board::all_products(region)));
    let channels =
        members(&outline.channels, &every(&outline.channels), node.at.channel, Some(board::all_channels(region)));
    view! {
        <label><span>{board::unit(region)}</span><select name="unit">{units_shown}</select></label>
        <label><span>{crate::text::scenario::period(region)}</span><select name="period">{periods}</select></label>
        <label><span>{board::measure_shown(region)}</span><select name="measure">{measures.collect_view()}</select></label>
        <label><span>{crate::text::scenario::slice(region)}</span><select name="slice">{slices.collect_view()}</select></label>
        <label><span>{board::product_shown(region)}</span><select name="product">{products}</select></label>
        <label><span>{board::channel_shown(region)}</span><select name="channel">{channels}</select></label>
    }
}

/// The number, for a form that says nothing else of it.
pub(super) fn place_again(node: Node) -> impl IntoView {
    let Address { unit, product, channel, period } = node.at;
    view! {
        <input type="hidden" name="unit" value=unit.to_string()/>
        <input type="hidden" name="product" value=product.to_string()/>
        <input type="hidden" name="channel" value=channel.to_string()/>
        <input type="hidden" name="period" value=period.to_string()/>
        <input type="hidden" name="measure" value=format!("{:?}", node.measure)/>
        <input type="hidden" name="slice" value=format!("{:?}", node.slice)/>
    }
}

fn radio(reader: &Reader, way: Way) -> impl IntoView + use<> {
    view! {
        <label>
            <input type="radio" name="way" value=way.code() checked=way == reader.way/>
            <span>{text::way(reader.region, way)}</span>
        </label>
    }
}

/// The fields of the chosen way, with what was typed and what is wrong.
struct Fields<'a> {
    reader: &'a Reader<'a>,
    problem: Option<&'a Problem>,
}

impl Fields<'_> {
    /// The number that is broken down, with the one that stands there.
    fn amount(&self) -> Option<AnyView> {
        let Reader { plan, node, way, region, .. } = *self.reader;
        let decimals = plan.outline().decimals(node.measure);
        let now = plan.get(node.slice, node.measure, node.at);
        let now = now.map_or_else(|| board::empty_cell(region).to_owned(), |now| display::exact(now, decimals, region));
        let label = match way {
            Way::Line => return None,
            Way::Repeat => text::every_cell(region),
            _ => text::new_total(region),
        };
        Some(self.field("to", label.to_owned(), Some(text::now(region, now)), ""))
    }

    fn of_way(&self) -> Option<AnyView> {
        let region = self.reader.region;
        let fields = match self.reader.way {
            Way::Current | Way::Equal | Way::Repeat => return None,
            Way::Reference | Way::Unset => self.references().into_any(),
            Way::Blend => {
                let part = |slice: Slice| {
                    self.field(&format!("part.{slice:?}"), board::slice(region, slice).to_owned(), None, "0")
                };
                view! { <div class="parts-of">{REFERENCES.map(part).collect_view()}</div> }.into_any()
            }
            Way::Growth => {
                let is_first = self.reader.query.get("start") == Some("first");
                view! {
                    {self.field("growth", text::growth_field(region).to_owned(), Some(text::growth_help(region).to_owned()), "2")}
                    <label class="check">
                        <input type="checkbox" name="start" value="first" checked=is_first/>
                        <span>{text::starts_with(region)}</span>
                    </label>
                }
                .into_any()
            }
            Way::Line => {
                let [first, last] = [text::first_month(region), text::last_month(region)].map(str::to_owned);
                view! { {self.field("first", first, None, "")} {self.field("last", last, None, "")} }.into_any()
            }
            Way::Season => self.months().into_any(),
            Way::Ramp => view! {
                {self.starters()}
                {self.day()}
                {self.field("steps", text::steps(region).to_owned(), Some(text::steps_help(region).to_owned()), "25 50 75")}
                {self.months()}
            }
            .into_any(),
        };
        Some(fields)
    }

    fn references(&self) -> impl IntoView + use<> {
        let region = self.reader.region;
        let chosen = self.reader.query.get("by").unwrap_or("LastYear").to_owned();
        let option = |slice: Slice| {
            let code = format!("{slice:?}");
            let is_chosen = code == chosen;
            choice(code, board::slice(region, slice).to_owned(), is_chosen)
        };
        view! {
            <label>
                <span>{text::in_proportion_to(region)}</span>
                <select name="by">{REFERENCES.map(option).collect_view()}</select>
            </label>
        }
    }

    /// A part for each month of the cycle; alike until somebody says otherwise.
    fn months(&self) -> impl IntoView + use<> {
        let outline = self.reader.plan.outline();
        let field = |month: u8| {
            let name =
                outline.periods.get(month_period(month)).map(|period| display::name(&period.name, self.reader.region));
            self.field(&format!("month.{month}"), name.unwrap_or_default(), None, "1")
        };
        view! { <div class="parts-of months">{(0..12).map(field).collect_view()}</div> }
    }

    fn starters(&self) -> impl IntoView + use<> {
        let (outline, region) = (self.reader.plan.outline(), self.reader.region);
        let chosen = self.reader.query.get("starter").and_then(|unit| unit.parse().ok());
        let inside = |unit: &MemberId| {
            outline.units.contains(self.reader.node.at.unit, *unit)
                && outline.is_leaf_unit(*unit)
                && outline.standing(*unit) == Standing::Open
        };
        let option = |unit: MemberId| {
            let name = outline.units.get(unit).map(|member| display::name(&member.name, region));
            choice(unit.to_string(), name.unwrap_or_default(), Some(unit) == chosen)
        };
        let options = (0..outline.units.len()).filter(inside).map(option).collect_view();
        view! { <label><span>{text::starter(region)}</span><select name="starter">{options}</select></label> }
    }

    fn day(&self) -> impl IntoView + use<> {
        let (region, value) = (self.reader.region, self.reader.query.get("from").unwrap_or_default().to_owned());
        let (problem, invalid) = self.wrong("from");
        view! {
            <label>
                <span>{text::first_day(region)}</span>
                <input type="date" name="from" value=value aria-invalid=invalid/>
                {problem}
            </label>
        }
    }

    /// What limits and rounds; only what a way can keep.
    fn options(&self) -> impl IntoView + use<> {
        let (region, query) = (self.reader.region, self.reader.query);
        let is_open = ["down", "up", "keep", "top_up"].iter().any(|name| query.get(name).is_some());
        let [keep, top_up] = ["keep", "top_up"].map(|name| query.get(name).is_some());
        view! {
            <details open=is_open>
                <summary>{text::options(region)}</summary>
                <div class="parts-of">
                    {self.field("down", text::down(region).to_owned(), None, "")}
                    {self.field("up", text::up(region).to_owned(), None, "")}
                </div>
                <p><small>{text::corridor_help(region)}</small></p>
                <label class="check">
                    <input type="checkbox" name="keep" value="yes" checked=keep/>
                    <span>{text::keep_edits(region)}</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="top_up" value="yes" checked=top_up/>
                    <span>{text::top_up(region)}</span>
                </label>
            </details>
        }
    }

    /// A field to type in; `usual` stands there until something else is typed.
    fn field(&self, name: &str, label: String, help: Option<String>, usual: &str) -> AnyView {
        let typed = self.reader.query.get(name).unwrap_or(usual).to_owned();
        let (problem, invalid) = self.wrong(name);
        let id = format!("about-{name}");
        let described = (help.is_some() || problem.is_some()).then(|| id.clone());
        let below = match problem {
            Some(problem) => view! { <small class="problem" id=id>{problem}</small> }.into_any(),
            None => help.map(|help| view! { <small id=id>{help}</small> }).into_any(),
        };
        view! {
            <label>
                <span>{label}</span>
                <input
                    type="text" name=name.to_owned() value=typed inputmode="text" autocomplete="off" maxlength="200"
                    aria-invalid=invalid aria-describedby=described
                />
                {below}
            </label>
        }
        .into_any()
    }

    fn wrong(&self, field: &str) -> (Option<String>, Option<&'static str>) {
        match self.problem {
            Some(Problem::Field { name, sentence }) if name == field => (Some(sentence.clone()), Some("true")),
            _ => (None, None),
        }
    }
}
