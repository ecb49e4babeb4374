//! Names, units and what stands alone: from what a text says to nodes that can be computed.

use super::parse::{Draft, Drafts, Operand};
use super::problem::{ModelError, Place, Problem, nearest};
use super::unit::Unit;
use super::{Declaration, Kind, Node, Whole};
use crate::entry::Ratio;
use crate::measure::Measure;

/// Nodes whose names and units are right, in the order of the text.
pub(super) struct Checked {
    pub(super) declarations: Vec<Declaration>,
    pub(super) places: Vec<Place>,
    pub(super) nodes: Vec<Node>,
}

/// Checks everything but circles; amounts of money become rounding units.
pub(super) fn checked(drafts: Drafts, money_decimals: u8) -> Result<Checked, ModelError> {
    let Drafts { declarations, places, nodes: drafts } = drafts;
    let nodes = Vec::with_capacity(drafts.len());
    let mut checker = Checker { declarations: &declarations, drafts: &drafts, nodes, money_decimals };
    let mut measures: Vec<(Measure, usize)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let named = |problem, place| checker.error(draft, place, problem);
        if let Kind::Measure(measure, None) = draft.kind {
            if let Some((_, first)) = measures.iter().find(|(known, _)| *known == measure) {
                return Err(named(Problem::MeasureTwice(declarations[*first].name.clone()), draft.place));
            }
            measures.push((measure, draft.owner));
        }
        let root = declarations[draft.owner].root == index;
        if !root && let Some(function) = stands_alone(&draft.kind) {
            return Err(named(Problem::Alone(function.to_owned()), draft.place));
        }
        let node = checker.node(draft, root)?;
        checker.nodes.push(node);
    }
    checker.openings()?;
    let nodes = checker.nodes;
    Ok(Checked { declarations, places, nodes })
}

/// The function that may not be part of a longer formula: it takes its unit from its declaration, or is a lever.
fn stands_alone(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Driver(_) => Some("driver"),
        Kind::Measure(_, None) => Some("measure"),
        Kind::Lookup(_) => Some("lookup"),
        _ => None,
    }
}

/// An operand that was found.
struct Found {
    node: usize,
    unit: Unit,
    adds_up: bool,
    place: Place,
}

struct Checker<'a> {
    declarations: &'a [Declaration],
    drafts: &'a [Draft],
    nodes: Vec<Node>,
    money_decimals: u8,
}

impl Checker<'_> {
    fn error(&self, draft: &Draft, place: Place, problem: Problem) -> ModelError {
        ModelError { place, node: Some(self.declarations[draft.owner].name.clone()), problem }
    }

    fn found(&self, draft: &Draft, operand: &Operand) -> Result<Found, ModelError> {
        match operand {
            Operand::Node(node) => {
                let (unit, adds_up) = (self.nodes[*node].unit, self.nodes[*node].adds_up);
                Ok(Found { node: *node, unit, adds_up, place: draft.place })
            }
            Operand::Named(name, place) => {
                let found = self.declarations.iter().find(|declaration| declaration.name == *name);
                let declaration = found.ok_or_else(|| {
                    let nearest = nearest(name, self.declarations.iter().map(Declaration::name));
                    self.error(draft, *place, Problem::Unknown { name: name.clone(), nearest })
                })?;
                let level = declaration.level || self.drafts[declaration.root].kind == Kind::Stock;
                let adds_up = !level && declaration.unit.adds_up();
                Ok(Found { node: declaration.root, unit: declaration.unit, adds_up, place: *place })
            }
        }
    }

    fn node(&self, draft: &Draft, root: bool) -> Result<Node, ModelError> {
        let declaration = &self.declarations[draft.owner];
        let operands: Vec<Found> =
            draft.operands.iter().map(|operand| self.found(draft, operand)).collect::<Result<_, _>>()?;
        let own = self.unit(draft, &operands, root)?;
        if root && !own.fits(declaration.unit) {
            let problem = Problem::Units { expected: declaration.unit, found: own };
            return Err(self.error(draft, draft.place, problem));
        }
        let unit = if root { declaration.unit } else { own };
        let stock = draft.kind == Kind::Stock;
        let parts = root || operands.is_empty() || operands.iter().any(|operand| operand.adds_up);
        let adds_up = unit.adds_up() && !stock && parts && !(root && declaration.level);
        let whole = match &draft.kind {
            Kind::Stock => Whole::Last,
            Kind::Product | Kind::Least | Kind::Greatest | Kind::Lookup(_) | Kind::Lag(_) if adds_up => Whole::Months,
            Kind::Lag(_) => Whole::Last,
            _ => Whole::Operands,
        };
        let kind = self.scaled(draft, unit, operands.first().map(|operand| operand.unit))?;
        let operands = operands.into_iter().map(|operand| operand.node).collect();
        Ok(Node { kind, operands, unit, adds_up, whole, owner: draft.owner })
    }

    /// The unit that a formula has by itself.
    fn unit(&self, draft: &Draft, operands: &[Found], root: bool) -> Result<Unit, ModelError> {
        let declared = self.declarations[draft.owner].unit;
        let alike = || {
            let mut units = operands.iter().map(|operand| operand.unit);
            let mut unit = units.next().unwrap_or(declared);
            for operand in operands {
                if !operand.unit.fits(unit) {
                    let problem = Problem::Units { expected: unit, found: operand.unit };
                    return Err(self.error(draft, operand.place, problem));
                }
                unit = unit.joined(operand.unit);
            }
            Ok(unit)
        };
        let power = |unit: Option<Unit>| unit.ok_or_else(|| self.error(draft, draft.place, Problem::UnitPower));
        match &draft.kind {
            Kind::Measure(measure, _) => Ok(if measure.is_money() { Unit::MONEY } else { Unit::PIECES }),
            Kind::Goal(metric) => Ok(if metric.is_ratio() { Unit::PERCENT } else { Unit::MONEY }),
            Kind::Driver(_) | Kind::Lookup(_) => Ok(declared),
            Kind::Constant(_, true) => Ok(Unit::PERCENT),
            Kind::Constant(_, false) => Ok(if root { declared } else { Unit::NUMBER }),
            Kind::Product => operands.iter().try_fold(Unit::NUMBER, |unit, operand| power(unit.times(operand.unit, 1))),
            Kind::Ratio => {
                let units: Vec<Unit> = operands.iter().map(|operand| operand.unit).collect();
                power(units.first().zip(units.get(1)).and_then(|(above, below)| above.times(*below, -1)))
            }
            _ => alike(),
        }
    }

    /// The kind with its numbers in rounding units.
    fn scaled(&self, draft: &Draft, unit: Unit, operand: Option<Unit>) -> Result<Kind, ModelError> {
        let scale = |value: Ratio, unit: Unit| {
            scaled(value, unit, self.money_decimals, false)
                .ok_or_else(|| self.error(draft, draft.place, Problem::LongNumber))
        };
        Ok(match &draft.kind {
            Kind::Driver(Some(value)) => Kind::Driver(Some(scale(*value, unit)?)),
            Kind::Constant(value, percent) => Kind::Constant(scale(*value, unit)?, *percent),
            Kind::Lookup(points) => {
                let of = operand.unwrap_or(Unit::NUMBER);
                let point = |(at, value): &(Ratio, Ratio)| Ok((scale(*at, of)?, scale(*value, unit)?));
                Kind::Lookup(points.iter().map(point).collect::<Result<_, _>>()?)
            }
            kind => kind.clone(),
        })
    }

    /// A stock opens with something that is not a part of the cycle's amount.
    fn openings(&self) -> Result<(), ModelError> {
        for (node, draft) in self.nodes.iter().zip(self.drafts) {
            if node.kind == Kind::Stock && self.nodes[node.operands[0]].adds_up {
                return Err(self.error(draft, draft.place, Problem::Opening));
            }
        }
        Ok(())
    }
}

/// A number of whole units of the currency in rounding units, or back.
pub(super) fn scaled(value: Ratio, unit: Unit, money_decimals: u8, back: bool) -> Option<Ratio> {
    let power = unit.power_of_money();
    let exponent = u32::from(money_decimals).checked_mul(power.unsigned_abs().into())?;
    let factor = Ratio::from(10i128.checked_pow(exponent)?);
    if (power < 0) == back { value.multiply(factor).ok() } else { value.divide(factor).ok() }
}
