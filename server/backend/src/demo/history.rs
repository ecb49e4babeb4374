//! Three years of sales and expense of the demo company.
//!
//! Only additions, multiplications, divisions and square roots: they round alike on every machine, so that a seed means
//! the same company everywhere.

use super::assortment::{Assortment, CATEGORIES, CHANNELS};
use super::geography::Geography;
use super::portfolio::{Line, portfolio};
use super::season::{MONTHS, blended_margin, curve, online_week, promotion, trouble};
use crate::dataset::{Day, Fact};
use domain::calendar::Month;
use domain::measure::Measure;
use domain::outline::UNASSIGNED;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// The first month of history.
pub(super) const START: Month = Month { year: 2024, month: 1 };

/// Sales of 2025 in dollars at [`USUAL_TERRITORIES`]; they grow with the square root of the territories.
const USUAL_SALES: f64 = 391e6;
const USUAL_TERRITORIES: f64 = 40.0;

/// More lines of history than this would make a demonstration slow to load.
const MOST_FACTS: usize = 385_000;

/// Gross margin at list price, before what channels and promotions take.
const LIST_MARGIN: f64 = 0.421;

/// Sales, marketing and service expense as shares of sales.
const EXPENSES: [f64; 3] = [0.118, 0.064, 0.038];

const PRICES: [f64; 3] = [0.97, 1.0, 1.03];
const COSTS: [f64; 3] = [0.972, 1.0, 1.031];

/// The month in which the newest product was launched: April 2025.
const LAUNCH: usize = 15;

/// The month in which the newest territory opened: September 2025.
const OPENING: usize = 20;

/// The middle of the year whose sales are given.
const MIDDLE: usize = 18;

/// One amount per measure and month, in ten-thousandths.
pub(super) type Ledger = [[i64; Measure::ALL.len()]; MONTHS];

/// The history, and its sums by region.
pub(super) struct Books {
    /// Sales by territory, product and channel, then expense by territory, month by month.
    pub(super) facts: Vec<Fact>,
    /// The ledger of each region, in the order of the geography.
    pub(super) regions: Vec<Ledger>,
}

/// What a territory draws before its lines.
struct Market {
    code: String,
    region: usize,
    opening: usize,
    growth: f64,
    /// Sales of an average month of 2025, in dollars.
    sales: f64,
    /// What the territory's months have in common.
    weather: [f64; MONTHS],
}

/// Keeps the books of the demo company.
pub(super) fn books(geography: &Geography, assortment: &Assortment, seed: u64) -> Books {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let markets = markets(geography, &mut random);
    let most_lines = (MOST_FACTS / MONTHS / markets.len()).saturating_sub(1).max(3);
    let categories = assortment.products.iter().map(|product| product.category + 1).max().unwrap_or(1);
    let mut writer = Writer {
        months: std::array::from_fn(|month| START.plus(month as i32)),
        codes: std::array::from_fn(|month| START.plus(month as i32).code()),
        correction: LIST_MARGIN - blended_margin(categories),
        geography,
        assortment,
        books: Books { facts: Vec::new(), regions: vec![[[0; Measure::ALL.len()]; MONTHS]; geography.regions.len()] },
    };
    for (place, market) in markets.iter().enumerate() {
        // A stream of its own keeps a territory's numbers apart from how many draws the others took.
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(place as u64 + 1);
        let region = &geography.regions[market.region];
        let lines = portfolio(region, assortment, (place, markets.len()), most_lines, &mut random);
        let mut expected = [0.0; MONTHS];
        for (index, line) in lines.iter().enumerate() {
            let day = 1 + ((index * 7 + place * 3) % 28) as u8;
            writer.sales(market, line, day, &mut expected, &mut random);
        }
        writer.expense(market, &expected, &mut random);
    }
    writer.books
}

fn markets(geography: &Geography, random: &mut ChaCha8Rng) -> Vec<Market> {
    let count = geography.territories.len();
    // The newest territory is the last of the second region, where there are enough for it not to matter.
    let newest = geography.territories.iter().rposition(|territory| territory.region == 1).filter(|_| count >= 20);
    let sizes: Vec<f64> = (geography.territories.iter().enumerate())
        .map(|(index, territory)| {
            let start = if newest == Some(index) { 0.5 } else { 1.0 };
            territory.market * start * (0.75 + 0.5 * random.random::<f64>())
        })
        .collect();
    let all: f64 = sizes.iter().sum();
    let sales = USUAL_SALES / 12.0 * (count as f64 / USUAL_TERRITORIES).sqrt();
    let climates: Vec<[f64; MONTHS]> =
        geography.regions.iter().map(|_| std::array::from_fn(|_| 1.0 + 0.012 * noise(random))).collect();
    let describe = |(index, size): (usize, f64)| {
        let territory = &geography.territories[index];
        Market {
            code: territory.code.clone(),
            region: territory.region,
            opening: if newest == Some(index) { OPENING } else { 0 },
            growth: geography.regions[territory.region].growth + 0.02 * noise(random),
            sales: sales * size / all,
            weather: std::array::from_fn(|month| climates[territory.region][month] * (1.0 + 0.025 * noise(random))),
        }
    };
    sizes.into_iter().enumerate().map(describe).collect()
}

struct Writer<'a> {
    months: [Month; MONTHS],
    codes: [String; MONTHS],
    /// What is added to every list margin for the blend to be [`LIST_MARGIN`].
    correction: f64,
    geography: &'a Geography,
    assortment: &'a Assortment,
    books: Books,
}

impl Writer<'_> {
    /// Writes one series of sales, and adds what was to be expected of it.
    fn sales(&mut self, market: &Market, line: &Line, day: u8, expected: &mut [f64; MONTHS], random: &mut ChaCha8Rng) {
        let product = &self.assortment.products[line.product];
        let category = &CATEGORIES[product.category];
        let channel = &CHANNELS[line.channel];
        let season = curve(self.geography.regions[market.region].climate, category.gift);
        let growth = growth(market.growth + category.growth + channel.growth + 0.015 * noise(random));
        let list_cost = product.price * (1.0 - category.margin - self.correction);
        let opening = market.opening.max(if product.launched { LAUNCH } else { 0 });
        for month in opening..MONTHS {
            let [campaign, week] =
                [promotion(market.region, product.category, month), online_week(line.channel, month)];
            let ramp = if opening == 0 { 1.0 } else { (0.3 + 0.12 * (month - opening) as f64).min(1.0) };
            let trend = market.sales * line.share * season[month % 12] * growth[month] * ramp;
            let due = trend * campaign.lift * week.lift * trouble(&market.code, line.channel, month);
            expected[month] += due;
            let price = product.price * channel.price * PRICES[month / 12] * (1.0 - campaign.discount - week.discount);
            let pieces = (due * market.weather[month] * (1.0 + 0.07 * noise(random)) / price).round();
            if pieces < 1.0 {
                continue;
            }
            let revenue = cents(pieces * price * (1.0 + 0.008 * noise(random)));
            let cost = cents(pieces * list_cost * COSTS[month / 12]);
            let amounts = [Some(revenue), Some(pieces as i64 * 10_000), Some(cost), None, None, None];
            let key = format!("sales/{}/{}/{}/{}", market.code, product.code, channel.code, self.codes[month]);
            self.write(market, (month, day), key, (&product.code, channel.code), amounts);
        }
    }

    /// Writes what a territory spent: partly fixed, so that it does not fall with its sales.
    fn expense(&mut self, market: &Market, expected: &[f64; MONTHS], random: &mut ChaCha8Rng) {
        let level = self.geography.regions[market.region].expense;
        let wages = growth(0.04);
        for month in market.opening..MONTHS {
            let fixed = market.sales * wages[month];
            let ahead = expected[(month + 1).min(MONTHS - 1)];
            let sold = &expected[month.saturating_sub(2).max(market.opening)..=month];
            let served = sold.iter().sum::<f64>() / sold.len() as f64;
            let drivers = [
                0.55 * fixed + 0.45 * expected[month],
                0.35 * fixed + 0.65 * (0.5 * ahead + 0.5 * expected[month]),
                0.30 * fixed + 0.70 * served,
            ];
            let mut amounts = [None; Measure::ALL.len()];
            for ((amount, rate), driver) in amounts[3..].iter_mut().zip(EXPENSES).zip(drivers) {
                *amount = Some(cents(driver * rate * level * (1.0 + 0.03 * noise(random))));
            }
            let key = format!("expense/{}/{}", market.code, self.codes[month]);
            self.write(market, (month, 28), key, (UNASSIGNED, UNASSIGNED), amounts);
        }
    }

    fn write(
        &mut self,
        market: &Market,
        (month, day): (usize, u8),
        key: String,
        (product, channel): (&str, &str),
        amounts: [Option<i64>; Measure::ALL.len()],
    ) {
        for (sum, amount) in self.books.regions[market.region][month].iter_mut().zip(amounts) {
            *sum += amount.unwrap_or(0);
        }
        self.books.facts.push(Fact {
            key,
            unit: market.code.clone(),
            product: product.to_owned(),
            channel: channel.to_owned(),
            day: Day { month: self.months[month], day },
            amounts,
        });
    }
}

/// A level that grows by a yearly rate and is one in the middle of 2025.
fn growth(rate: f64) -> [f64; MONTHS] {
    let step = 1.0 + rate / 12.0;
    let mut levels = [1.0; MONTHS];
    for month in MIDDLE + 1..MONTHS {
        levels[month] = levels[month - 1] * step;
    }
    for month in (0..MIDDLE).rev() {
        levels[month] = levels[month + 1] / step;
    }
    levels
}

/// Dollars as ten-thousandths, rounded to the cent.
fn cents(dollars: f64) -> i64 {
    (dollars * 100.0).round() as i64 * 100
}

/// About a standard normal number within three of zero: three uniform ones added, where a logarithm would round
/// differently from machine to machine.
fn noise(random: &mut ChaCha8Rng) -> f64 {
    (random.random::<f64>() + random.random::<f64>() + random.random::<f64>() - 1.5) * 2.0
}
