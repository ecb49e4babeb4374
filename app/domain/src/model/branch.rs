//! The shape of a model: what hangs below a node, and how it goes into it.

use super::{Kind, Model};
use crate::measure::Measure;

/// How a node goes into the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// It is added.
    Plus,
    /// It is subtracted.
    Minus,
    /// It multiplies.
    Times,
    /// It divides.
    Over,
    /// In a way that has no sign: the first side of a product or ratio, a part of a longer formula.
    Within,
}

/// A node below another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    /// Its name.
    pub name: &'a str,
    /// How it goes into the node above.
    pub joint: Joint,
}

impl Model {
    /// The nodes that nothing else uses, in the order of the text: where a drawing of the tree begins.
    pub fn roots(&self) -> Vec<&str> {
        let used: Vec<&str> = self.declarations.iter().flat_map(|declaration| self.parts(&declaration.name)).collect();
        let names = self.declarations.iter().map(|declaration| declaration.name.as_str());
        names.filter(|name| !used.contains(name)).collect()
    }

    /// The nodes below a node, with the sign of each.
    pub fn branches(&self, name: &str) -> Vec<Branch<'_>> {
        self.parts(name).into_iter().map(|part| Branch { name: part, joint: self.joint(name, part) }).collect()
    }

    fn joint(&self, name: &str, part: &str) -> Joint {
        let root = |name: &str| self.declaration(name).map(|declaration| declaration.root);
        let (Some(above), Some(below)) = (root(name), root(part)) else { return Joint::Within };
        let above = &self.nodes[above];
        let Some(place) = above.operands.iter().position(|&operand| operand == below) else { return Joint::Within };
        match &above.kind {
            Kind::Sum(minus) if minus[place] => Joint::Minus,
            Kind::Sum(_) | Kind::Total => Joint::Plus,
            Kind::Product if place > 0 => Joint::Times,
            Kind::Ratio if place > 0 => Joint::Over,
            _ => Joint::Within,
        }
    }

    /// The measure of the evaluated slice that a lever reads; `None` for a driver, and for everything that is computed.
    pub fn measure_of(&self, lever: &str) -> Option<Measure> {
        match self.nodes[self.declaration(lever)?.root].kind {
            Kind::Measure(measure, None) => Some(measure),
            _ => None,
        }
    }

    /// Whether a node is computed from others.
    pub fn is_computed(&self, name: &str) -> bool {
        self.declaration(name).is_some_and(|declaration| !self.nodes[declaration.root].kind.is_leaf())
    }

    /// Decimal places of a node's rounding unit as people read and type it: a percentage has two; `None` for a unit in
    /// which nobody could.
    pub fn decimals(&self, name: &str) -> Option<u8> {
        let unit = self.declaration(name)?.unit;
        let own: i32 = match unit.steps() {
            1 => 0,
            _ if unit.is_percent() => 2,
            _ => 4,
        };
        let money = i32::from(self.money_decimals) * i32::from(unit.power_of_money());
        u8::try_from(own + money).ok().filter(|&decimals| decimals <= 18)
    }
}
