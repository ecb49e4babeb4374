//! Corporate goals: metrics of the whole company, computed from totals on demand.

use crate::address::Address;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// A metric of the profit and loss statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Metric {
    /// Revenue.
    TopLine,
    /// Revenue less cost of goods.
    GrossMargin,
    /// SG&A: sales, marketing and service expense.
    SellingGeneralAdministrative,
    /// Gross margin less SG&A.
    OperatingIncome,
    /// Operating income over revenue.
    OperatingMargin,
    /// Top-line target less outlook.
    Gap,
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// At least the target.
    AtLeast,
    /// At most the target.
    AtMost,
}

impl Metric {
    /// Every metric, in the order of the goal strip.
    pub const ALL: [Self; 6] = [
        Self::TopLine,
        Self::GrossMargin,
        Self::SellingGeneralAdministrative,
        Self::OperatingIncome,
        Self::OperatingMargin,
        Self::Gap,
    ];

    /// Whether more is better.
    pub fn direction(self) -> Direction {
        match self {
            Self::SellingGeneralAdministrative | Self::Gap => Direction::AtMost,
            _ => Direction::AtLeast,
        }
    }

    /// Whether the metric is a share of revenue rather than an amount of money.
    pub fn is_ratio(self) -> bool {
        self == Self::OperatingMargin
    }
}

/// A corporate goal: money in rounding units, or a ratio in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalTarget {
    /// What is measured.
    pub metric: Metric,
    /// What it should be.
    pub target: i64,
}

/// The value of a metric: an amount, or a ratio that keeps its numerator and denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Money in rounding units.
    Amount(i128),
    /// A share.
    Ratio {
        /// Above the line, in rounding units.
        numerator: i128,
        /// Below the line, in rounding units; never zero.
        denominator: i128,
    },
}

impl Reading {
    /// The amount, or the ratio in hundredths of a percent rounded half up: comparable with a [`GoalTarget`].
    #[inline(always)]
    pub fn comparable(self) -> i128 {
        match self {
            Self::Amount(amount) => amount,
            Self::Ratio { numerator, denominator } => {
                let (above, below) = (numerator * 20_000 + denominator, denominator * 2);
                // The same division in 64 bits where both fit: a board divides thirteen times after each edit.
                match (i64::try_from(above), i64::try_from(below)) {
                    (Ok(above), Ok(below)) if below > 0 => above.div_euclid(below).into(),
                    _ => above.div_euclid(below),
                }
            }
        }
    }

    /// The same as far as 64 bits go: no line that is drawn needs more.
    #[inline(always)]
    pub fn drawn(self) -> i64 {
        let number = self.comparable();
        i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
    }
}

/// How a goal stands; shown by shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Reached.
    Met,
    /// Missed by at most two percent of the target, or twenty hundredths of a percent for a ratio.
    Close,
    /// Missed by more.
    Missed,
    /// No number or no target.
    Open,
}

/// One card of the goal strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalReading {
    /// What is measured.
    pub metric: Metric,
    /// The outlook of the whole cycle.
    pub value: Option<Reading>,
    /// The cycle before.
    pub last_year: Option<Reading>,
    /// What it should be.
    pub target: Option<i64>,
    /// Whether it is.
    pub status: Status,
    /// The outlook by month.
    pub trend: [Option<i64>; MONTHS],
}

impl GoalReading {
    /// Value less target, in the target's terms.
    pub fn difference(&self) -> Option<i128> {
        Some(self.value?.comparable() - i128::from(self.target?))
    }
}

/// Months of a cycle.
const MONTHS: usize = 12;

/// The company's outlook by measure: the whole cycle, then its months.
type Totals = [[Option<i64>; MONTHS + 1]; Measure::ALL.len()];

/// Reads every goal of the company from the plan's totals.
pub fn read(plan: &Plan) -> Vec<GoalReading> {
    // One look-up for each total instead of one for each number of each card.
    let mut outlook: Totals = [[None; MONTHS + 1]; Measure::ALL.len()];
    for (measure, numbers) in Measure::ALL.into_iter().zip(&mut outlook) {
        plan.column(Slice::Outlook, measure).company(plan.outline(), numbers);
    }
    let last_year = Measure::ALL.map(|measure| plan.get(Slice::LastYear, measure, Address::COMPANY));
    let top_line = plan.goal(Metric::TopLine);
    let at = |metric, place: usize| computed(metric, top_line, |measure| outlook[measure as usize][place]);
    let mut cards = Vec::with_capacity(Metric::ALL.len());
    for metric in Metric::ALL {
        let value = at(metric, 0);
        let is_gap = metric == Metric::Gap;
        let target = if is_gap { Some(0) } else { plan.goal(metric) };
        let before = if is_gap { None } else { computed(metric, top_line, |measure| last_year[measure as usize]) };
        let drawn = if is_gap { Metric::TopLine } else { metric };
        // What has no number in the whole cycle has none in a month; a ratio may, where its income has.
        let summed = if drawn.is_ratio() { Metric::OperatingIncome } else { drawn };
        let mut trend = [None; MONTHS];
        if at(summed, 0).is_some() {
            (1..).zip(&mut trend).for_each(|(month, point)| *point = at(drawn, month).map(Reading::drawn));
        }
        let status = status(metric, value, target, top_line);
        cards.push(GoalReading { metric, value, last_year: before, target, status, trend });
    }
    cards
}

/// Judges a value against its target.
pub(crate) fn status(metric: Metric, value: Option<Reading>, target: Option<i64>, top_line: Option<i64>) -> Status {
    let (Some(value), Some(target)) = (value, target) else { return Status::Open };
    let (value, target) = (value.comparable(), i128::from(target));
    let short = match metric.direction() {
        Direction::AtLeast => target - value,
        Direction::AtMost => value - target,
    };
    // A gap has the target zero, so that its tolerance is taken from the top line.
    let measure = if metric == Metric::Gap { i128::from(top_line.unwrap_or(0)) } else { target };
    // Multiplied instead of divided: the same, and two divisions less in 128 bits after each edit.
    let is_close = if metric.is_ratio() { short <= 20 } else { short.saturating_mul(50) <= measure.abs() };
    match short {
        ..=0 => Status::Met,
        _ if is_close => Status::Close,
        _ => Status::Missed,
    }
}

/// Reads one metric at one address; `None` where a number it needs is missing.
pub fn reading(plan: &Plan, metric: Metric, slice: Slice, at: Address) -> Option<Reading> {
    computed(metric, plan.goal(Metric::TopLine), |measure| plan.get(slice, measure, at))
}

/// A metric from the numbers of the measures, and the goal of the top line.
#[inline(always)]
fn computed(metric: Metric, top_line: Option<i64>, number: impl Fn(Measure) -> Option<i64>) -> Option<Reading> {
    let of = |measure| number(measure).map(i128::from);
    let expense = || {
        let mut lines = Measure::EXPENSES.into_iter().filter_map(of);
        lines.next().map(|first| lines.fold(first, |sum, line| sum + line))
    };
    let margin = || Some(of(Measure::Revenue)? - of(Measure::CostOfGoods)?);
    let income = || Some(margin()? - expense()?);
    match metric {
        Metric::TopLine => of(Measure::Revenue).map(Reading::Amount),
        Metric::GrossMargin => margin().map(Reading::Amount),
        Metric::SellingGeneralAdministrative => expense().map(Reading::Amount),
        Metric::OperatingIncome => income().map(Reading::Amount),
        Metric::OperatingMargin => {
            let (numerator, denominator) = (income()?, of(Measure::Revenue)?);
            (denominator > 0).then_some(Reading::Ratio { numerator, denominator })
        }
        Metric::Gap => Some(Reading::Amount(i128::from(top_line?) - of(Measure::Revenue)?)),
    }
}
