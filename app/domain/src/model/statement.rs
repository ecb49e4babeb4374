//! The profit and loss statement: the model a board has until somebody edits it, and the goals it gives.

use super::evaluation::Evaluation;
use super::{Kind, Model, ModelError};
use crate::entry::Ratio;
use crate::goal::{Metric, Reading};

/// The node that a corporate goal reads; a model without it has no reading of that goal.
pub fn node_of(metric: Metric) -> &'static str {
    match metric {
        Metric::TopLine => "revenue",
        Metric::GrossMargin => "gross_margin",
        Metric::SellingGeneralAdministrative => "sga",
        Metric::OperatingIncome => "operating_income",
        Metric::OperatingMargin => "operating_margin",
        Metric::Gap => "gap",
    }
}

impl Model {
    /// The text of the default model.
    pub const PROFIT_AND_LOSS: &'static str = include_str!("profit_and_loss.model");

    /// The default model, for a board whose money has so many decimals.
    ///
    /// # Errors
    /// [`ModelError`] only where money has more decimals than any currency.
    pub fn profit_and_loss(money_decimals: u8) -> Result<Self, ModelError> {
        Self::parse(Self::PROFIT_AND_LOSS, money_decimals)
    }
}

impl Evaluation {
    /// The reading of a corporate goal in the whole period, as the goal strip shows it.
    pub fn reading(&self, metric: Metric) -> Option<Reading> {
        self.reading_in(metric, self.months)
    }

    /// The reading in a month, from 0.
    pub fn month_reading(&self, metric: Metric, month: usize) -> Option<Reading> {
        (month < self.months).then(|| self.reading_in(metric, month)).flatten()
    }

    fn reading_in(&self, metric: Metric, column: usize) -> Option<Reading> {
        let root = self.model.declaration(node_of(metric))?.root;
        let value = self.at(column, root)?;
        if !metric.is_ratio() {
            return Some(Reading::Amount(value.rounded()));
        }
        let node = &self.model.nodes[root];
        let side = |place: usize| node.operands.get(place).and_then(|&operand| self.at(column, operand));
        if node.kind == Kind::Ratio
            && let (Some(above), Some(below)) = (side(0), side(1))
            && (above.denominator(), below.denominator()) == (1, 1)
        {
            return Some(Reading::Ratio { numerator: above.numerator(), denominator: below.numerator() });
        }
        short(value)
    }
}

/// A fraction as a reading; one whose comparison would leave 128 bits in hundredths of a percent.
fn short(value: Ratio) -> Option<Reading> {
    let (numerator, denominator) = (value.numerator(), value.denominator());
    let fits = numerator.checked_mul(20_000).and_then(|product| product.checked_add(denominator)).is_some();
    if fits && denominator.checked_mul(2).is_some() {
        return Some(Reading::Ratio { numerator, denominator });
    }
    let hundredths = value.multiply(Ratio::from(10_000)).ok()?.rounded();
    hundredths.checked_mul(20_000)?;
    Some(Reading::Ratio { numerator: hundredths, denominator: 10_000 })
}
