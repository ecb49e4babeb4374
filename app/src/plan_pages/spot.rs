//! Where a page looks: one node, as its address says it and its form chooses it.

use crate::board::display;
use crate::form::{Choice, choice, every};
use crate::text::{board, scenario as text};
use domain::address::Address;
use domain::dimension::{Dimension, MemberId, ROOT};
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::number::Region;
use domain::outline::{Outline, Standing};
use leptos::prelude::*;
use serde::Deserialize;

/// A node in the query of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Spot {
    /// Organization unit.
    #[serde(default)]
    pub unit: MemberId,
    /// Product.
    #[serde(default)]
    pub product: MemberId,
    /// Channel.
    #[serde(default)]
    pub channel: MemberId,
    /// Period.
    #[serde(default)]
    pub period: MemberId,
    /// What is counted.
    #[serde(default = "revenue")]
    pub measure: Measure,
    /// In which role.
    #[serde(default = "target")]
    pub slice: Slice,
}

fn revenue() -> Measure {
    Measure::Revenue
}

fn target() -> Slice {
    Slice::Target
}

impl Spot {
    /// The node, where an outline has it and its reader may see it.
    pub fn node(self, outline: &Outline) -> Option<Node> {
        let at = Address { unit: self.unit, product: self.product, channel: self.channel, period: self.period };
        let seen = matches!(outline.standing(self.unit), Standing::Open | Standing::Total);
        (outline.knows(at) && seen).then_some(Node { slice: self.slice, measure: self.measure, at })
    }
}

/// The query that leads to a node.
pub fn query(node: Node) -> String {
    let Node { slice, measure, at } = node;
    let Address { unit, product, channel, period } = at;
    format!("unit={unit}&product={product}&channel={channel}&period={period}&measure={measure:?}&slice={slice:?}")
}

/// The fields that choose measure, slice and period; unit, product and channel stay.
pub(super) fn fields(region: Region, outline: &Outline, node: Node) -> impl IntoView + use<> {
    let measures = Measure::ALL.map(|measure| {
        choice(format!("{measure:?}"), board::measure(region, measure).to_owned(), measure == node.measure)
    });
    let slices = Slice::ALL
        .map(|slice| choice(format!("{slice:?}"), board::slice(region, slice).to_owned(), slice == node.slice));
    let members = |choices: Vec<Choice>, chosen: MemberId| {
        choices.into_iter().map(|Choice { id, words }| choice(id.to_string(), words, id == chosen)).collect_view()
    };
    let some = |dimension: &Dimension, chosen: MemberId, all: &str| {
        members(every(dimension, region, Some(chosen), all), chosen)
    };
    let products = some(&outline.products, node.at.product, board::all_products(region));
    let channels = some(&outline.channels, node.at.channel, board::all_channels(region));
    let year = display::name(&outline.periods.get(ROOT).map(|year| year.name.clone()).unwrap_or_default(), region);
    let periods = some(&outline.periods, node.at.period, &year);
    view! {
        <input type="hidden" name="unit" value=node.at.unit.to_string()/>
        <label><span>{text::measure(region)}</span><select name="measure">{measures.collect_view()}</select></label>
        <label><span>{text::slice(region)}</span><select name="slice">{slices.collect_view()}</select></label>
        <label><span>{text::period(region)}</span><select name="period">{periods}</select></label>
        <label><span>{board::product_shown(region)}</span><select name="product">{products}</select></label>
        <label><span>{board::channel_shown(region)}</span><select name="channel">{channels}</select></label>
    }
}

/// The units above a node, each leading there, and the node's own.
pub(super) fn path(
    region: Region,
    outline: &Outline,
    node: Node,
    link: &dyn Fn(Node) -> String,
) -> impl IntoView + use<> {
    let mut above: Vec<MemberId> = outline.units.upwards(node.at.unit).collect();
    above.reverse();
    let step = |unit: MemberId| {
        let name = unit_name(outline, unit, region);
        let to = link(Node { at: Address { unit, ..node.at }, ..node });
        if unit == node.at.unit {
            view! { <li aria-current="page">{name}</li> }.into_any()
        } else {
            view! { <li><a href=to>{name}</a></li> }.into_any()
        }
    };
    let steps = above.into_iter().map(step).collect_view();
    view! { <nav class="path" aria-label=text::path(region)><ol>{steps}</ol></nav> }
}

/// A unit's name; what stands for the rest has one too.
pub(super) fn unit_name(outline: &Outline, unit: MemberId, region: Region) -> String {
    let name = display::unit_name(outline, unit, region);
    if name.is_empty() && unit != ROOT { board::rest(region).to_owned() } else { name }
}
