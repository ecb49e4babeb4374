//! The driver tree: how the numbers of a plan and free drivers make its goals, written as a text that people edit.
//!
//! One node per line, `name = formula : unit "English label" "Spanish label"`, in any order; `#` begins a comment, and a
//! formula goes on over line ends inside parentheses. Numbers have a decimal point in every region; money is in whole
//! units of the currency.
//!
//! ```text
//! revenue          = measure(revenue)      : money   "Revenue" "Ingresos"
//! tax              = driver(30%)           : percent "Tax" "Impuesto"
//! operating_income = gross_margin - sga    : money   "Operating income" "Resultado operativo"
//! net_income       = operating_income * (1 - tax) : money "Net income" "Resultado neto"
//! ```
//!
//! | formula | value |
//! |---|---|
//! | `a + b - c`, `a * b` | null where one of them is |
//! | `total(a, b, …)` | the sum of those that are not null; null where all are |
//! | `a / b` | recomputed from its two sides, never averaged; null where `b` is not above zero |
//! | `min(a, b, …)`, `max(a, b, …)` | null where one of them is |
//! | `lag(a, 2)`, `lag(a, 2, first)` | `a` two months before; before the cycle `first`, else null |
//! | `stock(opening, in, out)` | the month before, or the opening level, plus `in` less `out`; null moves nothing |
//! | `lookup(a, 0 -> 0, 1000 -> 0.3)` | the straight line between two points; flat before the first, after the last |
//! | `measure(revenue)`, `measure(revenue, last_year)` | a measure of the plan |
//! | `goal(top_line)` | a corporate goal |
//! | `driver(5%)`, `driver()` | a value that people set; until then what stands here, or null |
//! | `12.5`, `30%` | a constant: in a formula a pure number, alone of the declared unit |
//!
//! **Time.** Every node has a value in each month and one for the whole period. An amount (money, pieces) adds up over
//! months; one that is given as a single number is that of the cycle, with an equal part in each month. Anything else
//! (percent, price, people, days), and an amount declared `level`, holds in every month. For the whole period sums and
//! ratios are computed from the whole values of their sides; what does not commute with adding up (products, `min`,
//! `max`, `lookup`, `lag`) is the sum of its months if it is an amount; a stock is that of the last month.
//!
//! Values are exact fractions; a value that leaves 128 bits is an error and never wrong.

mod balance;
mod board;
mod branch;
mod check;
mod derivative;
mod evaluation;
mod leaf;
mod open_threads;
mod order;
mod parse;
mod print;
mod problem;
mod proposal;
mod seek;
mod sensitivity;
mod simulation;
mod source;
mod statement;
mod token;
mod unit;

pub use balance::seek_many;
pub use board::{BoardSource, asked, evaluate, readings};
pub use branch::{Branch, Joint};
pub use evaluation::{Evaluation, EvaluationError};
pub use open_threads::Bound;
pub use problem::{ModelError, Place, Problem};
pub use proposal::{Obstacle, Proposal, Way, proposals};
pub use seek::{Goal, Lever, Limit, Move, SeekError, Sought, seek_one};
pub use sensitivity::{Bar, Sensitivity, sensitivities, tornado};
pub use simulation::Setting;
pub use source::{Drivers, PlanSource, Source};
pub use statement::node_of;
pub use unit::Unit;

use crate::dimension::Name;
use crate::entry::Ratio;
use crate::goal::Metric;
use crate::measure::{Measure, Slice};

/// What a node does with its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A measure of the plan, in a slice of its own or in the one that is evaluated.
    Measure(Measure, Option<Slice>),
    /// The target of a corporate goal.
    Goal(Metric),
    /// A value that people set, and what it is until then.
    Driver(Option<Ratio>),
    /// A constant, written in percent or not.
    Constant(Ratio, bool),
    /// A sum; the signs say which operands are subtracted.
    Sum(Vec<bool>),
    /// The sum of what is there.
    Total,
    Product,
    Ratio,
    Least,
    Greatest,
    /// So many months before.
    Lag(u32),
    Stock,
    /// Points from left to right.
    Lookup(Vec<(Ratio, Ratio)>),
}

/// How a node's value for the whole period comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    /// From the whole values of its operands; of a leaf, as it is given.
    Operands,
    /// The sum of its months.
    Months,
    /// Its last month.
    Last,
}

/// A node; every subformula is one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    kind: Kind,
    operands: Vec<usize>,
    unit: Unit,
    /// Whether its months add up.
    adds_up: bool,
    whole: Whole,
    /// The declaration it belongs to.
    owner: usize,
}

/// One line of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    name: String,
    label: Name,
    unit: Unit,
    level: bool,
    root: usize,
}

impl Declaration {
    /// Its name in formulas.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people read.
    pub fn label(&self) -> &Name {
        &self.label
    }

    /// What it counts.
    pub fn unit(&self) -> Unit {
        self.unit
    }
}

/// A checked driver tree. Two models are equal when they print alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    declarations: Vec<Declaration>,
    /// Operands before the nodes that need them in the same month.
    nodes: Vec<Node>,
    /// Which nodes have a node as operand.
    users: Vec<Vec<usize>>,
    money_decimals: u8,
}

impl Model {
    /// Reads a model for a board whose money has so many decimals in its rounding unit.
    ///
    /// # Errors
    /// [`ModelError`]: the first thing that is wrong, its place and node. No text makes it panic.
    pub fn parse(text: &str, money_decimals: u8) -> Result<Self, ModelError> {
        order::ordered(check::checked(parse::parse(text)?, money_decimals)?, money_decimals)
    }

    /// The lines, in their order.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// The declaration of a name.
    pub fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.declarations.iter().find(|declaration| declaration.name == name)
    }

    /// The names that a declaration's formula uses, each once, as they appear: the branches below a node.
    pub fn parts(&self, name: &str) -> Vec<&str> {
        let mut parts: Vec<&str> = Vec::new();
        let root = self.declaration(name).map(|declaration| &self.nodes[declaration.root]);
        let mut open: Vec<usize> = root.into_iter().flat_map(|root| root.operands.iter().rev().copied()).collect();
        while let Some(node) = open.pop() {
            let declaration = &self.declarations[self.nodes[node].owner];
            if declaration.root != node {
                open.extend(self.nodes[node].operands.iter().rev());
            } else if !parts.contains(&declaration.name.as_str()) {
                parts.push(&declaration.name);
            }
        }
        parts
    }

    /// The names whose value can be moved: drivers, and the measures of the evaluated slice.
    pub fn levers(&self) -> impl Iterator<Item = &str> + '_ {
        let moves = |declaration: &&Declaration| self.nodes[declaration.root].kind.is_lever();
        self.declarations.iter().filter(moves).map(Declaration::name)
    }

    fn owner(&self, node: usize) -> &str {
        &self.declarations[self.nodes[node].owner].name
    }
}

impl Kind {
    /// Whether its value is given rather than computed.
    fn is_leaf(&self) -> bool {
        matches!(self, Self::Measure(..) | Self::Goal(_) | Self::Driver(_) | Self::Constant(..))
    }

    /// Whether people can move it.
    fn is_lever(&self) -> bool {
        matches!(self, Self::Measure(_, None) | Self::Driver(_))
    }
}
