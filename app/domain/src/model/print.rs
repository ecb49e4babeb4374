//! A model as text: what [`Model::parse`] reads back as the same model. Comments are the stored text's, not the model's.

use super::check::scaled;
use super::parse::{MEASURES, METRICS, SLICES};
use super::{Kind, Model, Unit};
use crate::entry::Ratio;
use std::fmt;

/// What stands around a formula: what has to be in parentheses there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Nothing, a comma or a parenthesis.
    Nothing,
    /// The signs of a sum.
    Sum,
    /// The signs of a product, or a minus before it.
    Product,
    /// A minus of its own, which would swallow a number.
    Minus,
}

impl fmt::Display for Model {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for declaration in &self.declarations {
            text.push_str(&declaration.name);
            text.push_str(" = ");
            self.formula(declaration.root, Around::Nothing, &mut text);
            text.push_str(" : ");
            text.push_str(&declaration.unit.to_string());
            if declaration.level {
                text.push_str(" level");
            }
            for label in [&declaration.label.en, &declaration.label.es] {
                text.push_str(" \"");
                for letter in label.chars() {
                    if matches!(letter, '"' | '\\') {
                        text.push('\\');
                    }
                    text.push(letter);
                }
                text.push('"');
            }
            text.push('\n');
        }
        formatter.write_str(&text)
    }
}

impl Model {
    /// An operand: by its name if it has one.
    fn operand(&self, node: usize, around: Around, text: &mut String) {
        let declaration = &self.declarations[self.nodes[node].owner];
        if declaration.root == node {
            text.push_str(&declaration.name);
        } else {
            self.formula(node, around, text);
        }
    }

    fn formula(&self, index: usize, around: Around, text: &mut String) {
        let node = &self.nodes[index];
        let parentheses = match node.kind {
            Kind::Sum(_) => around != Around::Nothing,
            Kind::Product | Kind::Ratio => matches!(around, Around::Product | Around::Minus),
            Kind::Constant(..) => around == Around::Minus,
            _ => false,
        };
        if parentheses {
            text.push('(');
        }
        match &node.kind {
            Kind::Sum(minus) => self.sum(&node.operands, minus, text),
            Kind::Product => self.joined(&node.operands, " * ", Around::Product, text),
            Kind::Ratio => self.joined(&node.operands, " / ", Around::Product, text),
            Kind::Constant(value, percent) => self.number(*value, node.unit, *percent, text),
            kind => self.function(kind, index, text),
        }
        if parentheses {
            text.push(')');
        }
    }

    fn sum(&self, operands: &[usize], minus: &[bool], text: &mut String) {
        if let ([only], [true]) = (operands, minus) {
            text.push('-');
            return self.operand(*only, Around::Minus, text);
        }
        for (place, (&operand, &minus)) in operands.iter().zip(minus).enumerate() {
            if place > 0 {
                text.push_str(if minus { " - " } else { " + " });
            }
            self.operand(operand, Around::Sum, text);
        }
    }

    fn joined(&self, operands: &[usize], between: &str, around: Around, text: &mut String) {
        for (place, &operand) in operands.iter().enumerate() {
            if place > 0 {
                text.push_str(between);
            }
            self.operand(operand, around, text);
        }
    }

    fn function(&self, kind: &Kind, index: usize, text: &mut String) {
        let node = &self.nodes[index];
        let name = match kind {
            Kind::Measure(..) => "measure",
            Kind::Goal(_) => "goal",
            Kind::Driver(_) => "driver",
            Kind::Total => "total",
            Kind::Least => "min",
            Kind::Greatest => "max",
            Kind::Lag(_) => "lag",
            Kind::Stock => "stock",
            _ => "lookup",
        };
        text.push_str(name);
        text.push('(');
        match kind {
            Kind::Measure(measure, slice) => {
                text.push_str(name_of(&MEASURES, *measure));
                if let Some(slice) = slice {
                    text.push_str(", ");
                    text.push_str(name_of(&SLICES, *slice));
                }
            }
            Kind::Goal(metric) => text.push_str(name_of(&METRICS, *metric)),
            Kind::Driver(Some(value)) => self.number(*value, node.unit, node.unit.is_percent(), text),
            Kind::Lag(months) => {
                self.operand(node.operands[0], Around::Nothing, text);
                text.push_str(", ");
                text.push_str(&months.to_string());
                for &first in &node.operands[1..] {
                    text.push_str(", ");
                    self.operand(first, Around::Nothing, text);
                }
            }
            Kind::Lookup(points) => {
                let of = node.operands[0];
                self.operand(of, Around::Nothing, text);
                for (at, value) in points {
                    text.push_str(", ");
                    self.number(*at, self.nodes[of].unit, self.nodes[of].unit.is_percent(), text);
                    text.push_str(" -> ");
                    self.number(*value, node.unit, node.unit.is_percent(), text);
                }
            }
            _ => self.joined(&node.operands, ", ", Around::Nothing, text),
        }
        text.push(')');
    }

    /// A number in whole units of the currency; what was read has a finite number of decimals.
    fn number(&self, value: Ratio, unit: Unit, percent: bool, text: &mut String) {
        let value = scaled(value, unit, self.money_decimals, true).unwrap_or(value);
        let value = if percent { value.multiply(Ratio::from(100)).unwrap_or(value) } else { value };
        if value.numerator() < 0 {
            text.push('-');
        }
        let (size, below) = (value.numerator().unsigned_abs(), value.denominator().unsigned_abs());
        text.push_str(&(size / below).to_string());
        let mut rest = size % below;
        if rest > 0 {
            text.push('.');
        }
        while rest > 0 {
            // A number that was read has a denominator of at most 10^20, so that ten times a rest fits.
            rest *= 10;
            text.push(char::from(b'0' + (rest / below) as u8));
            rest %= below;
        }
        if percent {
            text.push('%');
        }
    }
}

fn name_of<T: PartialEq>(names: &[(&'static str, T)], wanted: T) -> &'static str {
    names.iter().find(|(_, value)| *value == wanted).map_or("", |(name, _)| name)
}
