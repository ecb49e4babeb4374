//! The grammar of a model's text.

use super::problem::{ModelError, Place, Problem, nearest};
use super::token::{Token, tokens};
use super::unit::Unit;
use super::{Declaration, Kind};
use crate::dimension::Name;
use crate::entry::Ratio;
use crate::goal::Metric;
use crate::measure::{Measure, Slice};

/// Deeper parentheses are refused, so that no text can exhaust the stack.
const DEEPEST: usize = 32;

/// More nodes than this are refused.
const MOST_NODES: usize = 2_000;

const FUNCTIONS: [&str; 9] = ["driver", "goal", "lag", "lookup", "max", "measure", "min", "stock", "total"];

pub(super) const MEASURES: [(&str, Measure); 6] = [
    ("revenue", Measure::Revenue),
    ("units", Measure::Units),
    ("cost_of_goods", Measure::CostOfGoods),
    ("sales_expense", Measure::SalesExpense),
    ("marketing_expense", Measure::MarketingExpense),
    ("service_expense", Measure::ServiceExpense),
];

pub(super) const SLICES: [(&str, Slice); 6] = [
    ("target", Slice::Target),
    ("commitment", Slice::Commitment),
    ("agreed", Slice::Agreed),
    ("baseline", Slice::Baseline),
    ("last_year", Slice::LastYear),
    ("outlook", Slice::Outlook),
];

pub(super) const METRICS: [(&str, Metric); 5] = [
    ("top_line", Metric::TopLine),
    ("gross_margin", Metric::GrossMargin),
    ("sga", Metric::SellingGeneralAdministrative),
    ("operating_income", Metric::OperatingIncome),
    ("operating_margin", Metric::OperatingMargin),
];

/// What a formula is made of, before names are known.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// A subformula.
    Node(usize),
    /// A node by its name.
    Named(String, Place),
}

/// A node, before names are known.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) operands: Vec<Operand>,
    pub(super) place: Place,
    pub(super) owner: usize,
}

/// Everything a text says.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub(super) declarations: Vec<Declaration>,
    /// Where each declaration stands.
    pub(super) places: Vec<Place>,
    /// Operands before the nodes that use them, names left out.
    pub(super) nodes: Vec<Draft>,
}

struct Parser {
    tokens: Vec<(Token, Place)>,
    at: usize,
    depth: usize,
    drafts: Drafts,
}

/// Reads a text.
pub(super) fn parse(text: &str) -> Result<Drafts, ModelError> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, drafts: Drafts::default() };
    loop {
        match parser.peek() {
            Token::End => return Ok(parser.drafts),
            Token::Line => parser.at += 1,
            _ => {
                let name = match parser.peek() {
                    Token::Name(name) => Some(name.clone()),
                    _ => None,
                };
                parser.declaration().map_err(|error| ModelError { node: name, ..error })?;
            }
        }
    }
}

impl Parser {
    fn peek(&self) -> &Token {
        // The last token is the end, and nothing reads past it.
        &self.tokens[self.at.min(self.tokens.len() - 1)].0
    }

    fn place(&self) -> Place {
        self.tokens[self.at.min(self.tokens.len() - 1)].1
    }

    fn error(&self, place: Place, problem: Problem) -> ModelError {
        ModelError { place, node: None, problem }
    }

    fn expected(&self, expected: &str) -> ModelError {
        let problem = Problem::Expected { expected: expected.to_owned(), found: self.peek().shown() };
        self.error(self.place(), problem)
    }

    fn takes(&mut self, sign: char) -> bool {
        let found = *self.peek() == Token::Sign(sign);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: char, shown: &str) -> Result<(), ModelError> {
        if self.takes(sign) { Ok(()) } else { Err(self.expected(shown)) }
    }

    fn name(&mut self, expected: &str) -> Result<(String, Place), ModelError> {
        let place = self.place();
        let Token::Name(name) = self.peek().clone() else { return Err(self.expected(expected)) };
        self.at += 1;
        Ok((name, place))
    }

    fn label(&mut self, expected: &str) -> Result<String, ModelError> {
        let Token::Label(label) = self.peek().clone() else { return Err(self.expected(expected)) };
        self.at += 1;
        Ok(label)
    }

    fn node(&mut self, kind: Kind, operands: Vec<Operand>, place: Place) -> Result<Operand, ModelError> {
        if self.drafts.nodes.len() >= MOST_NODES {
            return Err(self.error(place, Problem::TooLarge));
        }
        let owner = self.drafts.declarations.len();
        self.drafts.nodes.push(Draft { kind, operands, place, owner });
        Ok(Operand::Node(self.drafts.nodes.len() - 1))
    }

    /// `name = formula : unit "en" "es"`, up to the end of the line.
    fn declaration(&mut self) -> Result<(), ModelError> {
        let (name, place) = self.name("a name")?;
        if self.drafts.declarations.iter().any(|known| known.name == name) {
            return Err(self.error(place, Problem::Repeated(name)));
        }
        self.sign('=', "=")?;
        let root = match self.formula()? {
            Operand::Node(root) => root,
            // A second name of a node is a sum of one.
            named => {
                let alias = self.node(Kind::Sum(vec![false]), vec![named], place)?;
                let Operand::Node(root) = alias else { return Err(self.expected("a formula")) };
                root
            }
        };
        self.sign(':', ": and a unit")?;
        let unit = self.unit()?;
        let level = matches!(self.peek(), Token::Name(word) if word == "level");
        self.at += usize::from(level);
        let en = self.label("the English label")?;
        let label = Name::new(en, self.label("the Spanish label")?);
        if !matches!(self.peek(), Token::Line | Token::End) {
            return Err(self.expected("the end of the line"));
        }
        self.drafts.declarations.push(Declaration { name, label, unit, level, root });
        self.drafts.places.push(place);
        Ok(())
    }

    /// Named units joined by times and divided by.
    fn unit(&mut self) -> Result<Unit, ModelError> {
        let mut unit = self.named(&Unit::NAMED, "a unit")?;
        loop {
            let place = self.place();
            let sign = if self.takes('*') {
                1
            } else if self.takes('/') {
                -1
            } else {
                return Ok(unit);
            };
            let next = self.named(&Unit::NAMED, "a unit")?;
            unit = unit.times(next, sign).ok_or_else(|| self.error(place, Problem::UnitPower))?;
        }
    }

    /// One of a list of names.
    fn named<T: Copy>(&mut self, known: &[(&str, T)], expected: &str) -> Result<T, ModelError> {
        let (name, place) = self.name(expected)?;
        let found = known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let nearest = nearest(&name, known.iter().map(|(known, _)| *known));
            self.error(place, Problem::Unknown { name, nearest })
        })
    }

    /// Products joined by plus and minus.
    fn formula(&mut self) -> Result<Operand, ModelError> {
        let place = self.place();
        let mut operands = vec![self.product()?];
        let mut minus = vec![false];
        loop {
            if self.takes('+') {
                minus.push(false);
            } else if self.takes('-') {
                minus.push(true);
            } else {
                break;
            }
            operands.push(self.product()?);
        }
        if operands.len() == 1
            && let Some(only) = operands.pop()
        {
            return Ok(only);
        }
        self.node(Kind::Sum(minus), operands, place)
    }

    /// Factors joined by times and divided by, from the left.
    fn product(&mut self) -> Result<Operand, ModelError> {
        let place = self.place();
        let mut factors = vec![self.factor()?];
        loop {
            if self.takes('*') {
                factors.push(self.factor()?);
            } else if self.takes('/') {
                let above = self.closed(factors, place)?;
                let below = self.factor()?;
                factors = vec![self.node(Kind::Ratio, vec![above, below], place)?];
            } else {
                return self.closed(factors, place);
            }
        }
    }

    fn closed(&mut self, mut factors: Vec<Operand>, place: Place) -> Result<Operand, ModelError> {
        if factors.len() == 1
            && let Some(only) = factors.pop()
        {
            return Ok(only);
        }
        self.node(Kind::Product, factors, place)
    }

    /// A number, a name, a function, a formula in parentheses, or the negative of one.
    fn factor(&mut self) -> Result<Operand, ModelError> {
        let place = self.place();
        if self.depth == DEEPEST {
            return Err(self.error(place, Problem::TooLarge));
        }
        self.depth += 1;
        let found = self.bare_factor(place);
        self.depth -= 1;
        found
    }

    fn bare_factor(&mut self, place: Place) -> Result<Operand, ModelError> {
        if let Some((value, percent)) = self.number_if_any()? {
            return self.node(Kind::Constant(value, percent), Vec::new(), place);
        }
        if self.takes('-') {
            let inner = self.factor()?;
            return self.node(Kind::Sum(vec![true]), vec![inner], place);
        }
        if self.takes('(') {
            let inner = self.formula()?;
            self.sign(')', ")")?;
            return Ok(inner);
        }
        let (name, place) = self.name("a number, a name or a formula in parentheses")?;
        if self.takes('(') { self.function(&name, place) } else { Ok(Operand::Named(name, place)) }
    }

    /// A number with its sign, if one comes next.
    fn number_if_any(&mut self) -> Result<Option<(Ratio, bool)>, ModelError> {
        let negative = *self.peek() == Token::Sign('-');
        let Some((Token::Number(value, percent), place)) = self.tokens.get(self.at + usize::from(negative)).cloned()
        else {
            return Ok(None);
        };
        self.at += 1 + usize::from(negative);
        let value = if negative { value.negate() } else { Ok(value) };
        Ok(Some((value.map_err(|_| self.error(place, Problem::LongNumber))?, percent)))
    }

    fn number(&mut self) -> Result<Ratio, ModelError> {
        let found = self.number_if_any()?;
        found.map(|(value, _)| value).ok_or_else(|| self.expected("a number"))
    }

    /// What stands between the parentheses of a function.
    fn function(&mut self, name: &str, place: Place) -> Result<Operand, ModelError> {
        let arguments = |takes: &str| Problem::Arguments { function: name.to_owned(), takes: takes.to_owned() };
        let (kind, operands) = match name {
            "measure" => {
                let measure = self.named(&MEASURES, "a measure")?;
                let slice = if self.takes(',') { Some(self.named(&SLICES, "a slice")?) } else { None };
                (Kind::Measure(measure, slice), Vec::new())
            }
            "goal" => (Kind::Goal(self.named(&METRICS, "a goal")?), Vec::new()),
            "driver" => {
                let value = self.number_if_any()?.map(|(value, _)| value);
                (Kind::Driver(value), Vec::new())
            }
            "total" => (Kind::Total, self.arguments()?),
            "min" => (Kind::Least, self.arguments()?),
            "max" => (Kind::Greatest, self.arguments()?),
            "stock" => {
                let operands = self.arguments()?;
                if operands.len() != 3 {
                    return Err(self.error(place, arguments("an opening level, what comes in and what goes out")));
                }
                (Kind::Stock, operands)
            }
            "lag" => {
                let mut operands = vec![self.formula()?];
                self.sign(',', "a comma and a number of months")?;
                let months = self.number()?;
                let months = u32::try_from(months.numerator()).ok().filter(|_| months.denominator() == 1);
                let months = months.filter(|&months| (1..=120).contains(&months));
                let months = months.ok_or_else(|| self.error(place, arguments("a number of months from 1 to 120")))?;
                if self.takes(',') {
                    operands.push(self.formula()?);
                }
                (Kind::Lag(months), operands)
            }
            "lookup" => {
                let of = self.formula()?;
                let mut points: Vec<(Ratio, Ratio)> = Vec::new();
                while self.takes(',') {
                    let at = self.number()?;
                    self.sign('>', "->")?;
                    if points.last().is_some_and(|(before, _)| *before >= at) {
                        return Err(self.error(place, Problem::Points));
                    }
                    points.push((at, self.number()?));
                }
                if points.len() < 2 {
                    return Err(self.error(place, arguments("a formula and two points or more")));
                }
                (Kind::Lookup(points), vec![of])
            }
            _ => {
                let problem = Problem::Unknown { name: name.to_owned(), nearest: nearest(name, FUNCTIONS.into_iter()) };
                return Err(self.error(place, problem));
            }
        };
        self.sign(')', ")")?;
        self.node(kind, operands, place)
    }

    /// Formulas with commas between them.
    fn arguments(&mut self) -> Result<Vec<Operand>, ModelError> {
        let mut operands = vec![self.formula()?];
        while self.takes(',') {
            operands.push(self.formula()?);
        }
        Ok(operands)
    }
}
