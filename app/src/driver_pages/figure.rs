//! How the pages write the values of nodes.

use crate::board::display::{self, Scale};
use crate::driver_pages::Spot;
use crate::text::{board, drivers as text};
use domain::measure::Measure;
use domain::model::Unit;
use domain::number::{Magnitude, Region, format_exact, format_percent, format_scaled, with_sign};

/// Where a value would stand.
pub(super) const NOTHING: &str = "—";

/// Writes values of one tree for one reader.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    spot: &'a Spot,
    region: Region,
    scale: Scale,
}

impl<'a> Figures<'a> {
    pub(super) fn new(spot: &'a Spot, region: Region) -> Self {
        Self { spot, region, scale: scale(spot) }
    }

    fn unit(&self, name: &str) -> Unit {
        self.spot.model.declaration(name).map(domain::model::Declaration::unit).unwrap_or_default()
    }

    /// What money is counted in, said once beside the numbers.
    pub(super) fn money(&self) -> String {
        self.scale.unit(Measure::Revenue, &self.spot.plan.outline().currency, self.region)
    }

    /// Rounding units, money in the scale of the board.
    pub(super) fn short(&self, name: &str, steps: Option<i128>) -> String {
        let Some(steps) = steps else { return NOTHING.to_owned() };
        let unit = self.unit(name);
        if unit.is_percent() {
            return format_percent(steps, 10_000, 1, self.region).unwrap_or_else(|| NOTHING.to_owned());
        }
        match i64::try_from(steps) {
            Ok(steps) if unit.is_money() => self.scale.write(steps, self.region),
            _ => self.exact(name, Some(steps)),
        }
    }

    /// Rounding units, every digit.
    pub(super) fn exact(&self, name: &str, steps: Option<i128>) -> String {
        let nothing = || NOTHING.to_owned();
        let (Some(steps), Some(decimals)) = (steps, self.spot.model.decimals(name)) else { return nothing() };
        if self.unit(name).is_percent() {
            return format_percent(steps, 10_000, 2, self.region).unwrap_or_else(nothing);
        }
        i64::try_from(steps).map_or_else(|_| nothing(), |steps| format_exact(steps, decimals, self.region))
    }

    /// The exact change from one value to another, with its sign; percentages in points.
    pub(super) fn difference(&self, name: &str, from: Option<i128>, to: Option<i128>) -> String {
        let (Some(from), Some(to)) = (from, to) else { return NOTHING.to_owned() };
        let change = to - from;
        if self.unit(name).is_percent() {
            let points = with_sign(format_scaled(change, 2, Magnitude::Ones, 2, self.region));
            return board::points(self.region, points);
        }
        with_sign(self.exact(name, Some(change)))
    }

    /// The change in percent beside the exact one, which says all of a percentage already.
    pub(super) fn beside_difference(&self, name: &str, from: Option<i128>, to: Option<i128>) -> Option<String> {
        self.relative(name, from, to).filter(|_| from != to && !self.unit(name).is_percent())
    }

    /// The change in percent, or in points for percentages; nothing where there is no base.
    pub(super) fn relative(&self, name: &str, from: Option<i128>, to: Option<i128>) -> Option<String> {
        let (from, to) = (from?, to?);
        if self.unit(name).is_percent() {
            return Some(board::points(self.region, display::points(to - from, self.region)));
        }
        (from > 0).then(|| display::change(to, from, self.region)).flatten()
    }

    /// What a node counts, in words; empty for money, which is said once.
    pub(super) fn unit_words(&self, name: &str) -> String {
        let unit = self.unit(name);
        let named = [
            (Unit::PIECES, board::pieces(self.region)),
            (Unit::DAYS, text::days(self.region)),
            (Unit::PEOPLE, text::people(self.region)),
        ];
        match named.into_iter().find(|(known, _)| *known == unit) {
            Some((_, words)) => words.to_owned(),
            None if unit.is_money() || unit.is_percent() || unit == Unit::NUMBER => String::new(),
            None => unit.to_string(),
        }
    }

    /// The label of a node in the reader's language, its name where it has none.
    pub(super) fn label(&self, name: &str) -> String {
        let label =
            self.spot.model.declaration(name).map(|declaration| display::name(declaration.label(), self.region));
        label.filter(|label| !label.is_empty()).unwrap_or_else(|| name.to_owned())
    }
}

/// The scale in which the money of this unit and period reads well, a small unit of a large company too.
fn scale(spot: &Spot) -> Scale {
    let decimals = spot.plan.outline().money_decimals;
    let money = spot.model.declarations().iter().filter(|node| node.unit().is_money());
    let largest = money.filter_map(|node| spot.now.steps(node.name())).map(i128::unsigned_abs).max().unwrap_or(0);
    let (magnitude, places) = match largest / 10_u128.pow(decimals.into()) {
        ..100_000 => (Magnitude::Ones, 0),
        100_000..50_000_000 => (Magnitude::Thousands, 1),
        _ => (Magnitude::Millions, 2),
    };
    Scale { decimals, magnitude, places }
}
