//! The opening of the demo company's plan: its goals, and what the committee asks of each region.

use super::geography::Geography;
use super::history::Ledger;
use super::negotiation::moves;
use super::people::DemoPerson;
use super::season::MONTHS;
use super::tactics::{DemoTactic, tactics};
use domain::measure::Measure;
use domain::thread::ReasonCode;

/// A thousand dollars in ten-thousandths: what every amount of the plan is rounded to.
const THOUSAND: i64 = 10_000_000;

/// The goals of 2027 and how far their negotiation is; amounts in ten-thousandths of a dollar, in whole thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPlan {
    /// The corporate goals.
    pub goals: DemoGoals,
    /// What the committee opens with, region by region.
    pub regions: Vec<DemoRegion>,
    /// The moves made so far, oldest first.
    pub moves: Vec<DemoMove>,
    /// The tactics planned so far, oldest first.
    pub tactics: Vec<DemoTactic>,
}

/// The corporate goals of the cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoGoals {
    /// Revenue of at least.
    pub top_line: i64,
    /// Revenue less cost of goods of at least.
    pub gross_margin: i64,
    /// SG&A of at most.
    pub expense: i64,
    /// Gross margin less SG&A of at least.
    pub operating_income: i64,
    /// Operating income over revenue of at least, in hundredths of a percent.
    pub operating_margin: i64,
}

/// The opening targets of a region for the whole cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoRegion {
    /// Code of the region.
    pub unit: String,
    /// Revenue asked of it; all regions together slightly more than the top line.
    pub revenue: i64,
    /// Cost of goods that goes with it.
    pub cost_of_goods: i64,
    /// What it may spend, in the order of [`Measure::EXPENSES`]; all regions together slightly less than the goal.
    pub expenses: [i64; Measure::EXPENSES.len()],
}

/// A move on the edge between the company and one of its regions, about revenue by quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DemoMove {
    /// The committee offers a target, for the first time or in answer to a counter-offer.
    Offer {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
        /// Revenue of the four quarters.
        quarters: [i64; 4],
        /// Why, in the author's words.
        text: String,
    },
    /// The region's manager counters.
    Counter {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
        /// Revenue of the four quarters.
        quarters: [i64; 4],
        /// The kind of the reason.
        reason: ReasonCode,
        /// The reason in the author's words.
        text: String,
    },
    /// Whoever has the turn accepts the latest offer.
    Accept {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
    },
    /// Somebody asks; the turn stays.
    Ask {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
        /// The question.
        text: String,
    },
    /// The committee asks the region to propose its figures.
    Call {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
        /// Within how many days.
        days: u16,
    },
    /// The region's manager signs and submits its figures.
    Propose {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
    },
    /// Somebody says something about a region and tells somebody else.
    Comment {
        /// Code of the region.
        unit: String,
        /// E-mail of the author.
        by: String,
        /// E-mail of who is told.
        told: String,
        /// The words, in Markdown.
        text: String,
    },
}

/// A region's history as the plan reads it.
pub(super) struct Past<'a>(&'a Ledger);

impl<'a> Past<'a> {
    /// Reads a ledger.
    pub(super) fn of(ledger: &'a Ledger) -> Self {
        Self(ledger)
    }

    /// A measure over months of history, in ten-thousandths.
    pub(super) fn sum(&self, measure: Measure, months: std::ops::Range<usize>) -> i64 {
        self.0[months].iter().map(|month| month[measure as usize]).sum()
    }

    /// A measure over 2026.
    fn last_year(&self, measure: Measure) -> i64 {
        self.sum(measure, MONTHS - 12..MONTHS)
    }

    /// Revenue of the quarters of the year that starts at a month of history.
    pub(super) fn quarters(&self, start: usize) -> [i64; 4] {
        std::array::from_fn(|quarter| self.sum(Measure::Revenue, start + quarter * 3..start + quarter * 3 + 3))
    }
}

/// `amount · part / whole`, rounded to a thousand dollars.
pub(super) fn portion(amount: i64, part: i64, whole: i64) -> i64 {
    let whole = i128::from(whole.max(1)) * i128::from(THOUSAND);
    let doubled = 2 * i128::from(amount) * i128::from(part) + whole;
    (doubled.div_euclid(2 * whole)) as i64 * THOUSAND
}

/// Breaks a year down by the shape of another; the quarters sum to the year.
pub(super) fn shaped(year: i64, shape: [i64; 4]) -> [i64; 4] {
    let whole = shape.iter().sum();
    let mut quarters = shape.map(|part| portion(year, part, whole));
    quarters[3] = year - quarters[..3].iter().sum::<i64>();
    quarters
}

/// Opens the plan from what 2026 sold and spent.
pub(super) fn plan(geography: &Geography, ledgers: &[Ledger], people: &[DemoPerson]) -> DemoPlan {
    let pasts: Vec<Past<'_>> = ledgers.iter().map(Past::of).collect();
    let company = |measure| pasts.iter().map(|past| past.last_year(measure)).sum::<i64>();
    let [revenue, cost] = [company(Measure::Revenue), company(Measure::CostOfGoods)];
    let spent: i64 = Measure::EXPENSES.into_iter().map(company).sum();

    // Seven percent more, a margin three tenths of a point better, SG&A four tenths of a point leaner.
    let top_line = portion(revenue, 10_700, 10_000);
    let gross_margin = portion(revenue - cost, top_line, revenue) + portion(top_line, 30, 10_000);
    let expense = portion(spent, top_line, revenue) - portion(top_line, 40, 10_000);
    let operating_income = gross_margin - expense;
    let operating_margin = (i128::from(operating_income) * 10_000 / i128::from(top_line)) as i64;
    let goals = DemoGoals { top_line, gross_margin, expense, operating_income, operating_margin };

    let regions = openings(geography, &pasts, goals);
    let moves = moves(&regions, &pasts, people);
    let tactics = tactics(&regions, people);
    DemoPlan { goals, regions, moves, tactics }
}

/// Asks more of the regions that grow; together 1.2 % above the top line, at half a percent below the SG&A goal.
fn openings(geography: &Geography, pasts: &[Past<'_>], goals: DemoGoals) -> Vec<DemoRegion> {
    let asked = portion(goals.top_line, 10_120, 10_000);
    let allowed = portion(goals.expense, 9_950, 10_000);
    let stretched: Vec<i64> = (geography.regions.iter().zip(pasts))
        .map(|(region, past)| {
            portion(past.last_year(Measure::Revenue), 10_500 + (region.growth * 5_000.0) as i64, 10_000)
        })
        .collect();
    let all_stretched = stretched.iter().sum();
    let revenues: Vec<i64> = stretched.iter().map(|&revenue| portion(asked, revenue, all_stretched)).collect();
    let spending = |index: usize, measure: Measure| {
        let past = &pasts[index];
        portion(past.last_year(measure), revenues[index], past.last_year(Measure::Revenue))
    };
    let all_spending = (0..pasts.len())
        .map(|index| Measure::EXPENSES.into_iter().map(|measure| spending(index, measure)).sum::<i64>())
        .sum();
    (geography.regions.iter().enumerate())
        .map(|(index, region)| DemoRegion {
            unit: region.code.to_owned(),
            revenue: revenues[index],
            cost_of_goods: spending(index, Measure::CostOfGoods) - portion(revenues[index], 30, 10_000),
            expenses: Measure::EXPENSES.map(|measure| portion(allowed, spending(index, measure), all_spending)),
        })
        .collect()
}
