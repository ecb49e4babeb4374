//! The tactics of the demo company: what regions and committee plan to do for the targets under negotiation. Audiences
//! and costs follow the size of the region.

use super::bilingual;
use super::people::{DemoPerson, MARKETING, address};
use super::places::{ANDES, BRAZIL, COLOMBIA, MEXICO, SOUTHERN_CONE};
use super::plan::DemoRegion;
use domain::address::Address;
use domain::calendar::Month;
use domain::dimension::ROOT;
use domain::measure::Measure;
use domain::tactic::{
    Activity, CostBasis, CostLine, Day, Drivers, PaidTarget, Profile, Response, ResponseDriver, TacticKind,
};

/// What a customer buys in a year, in dollars: how many customers a region has.
const A_YEAR: i64 = 900;

/// A tactic of the demo; amounts in whole dollars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoTactic {
    /// E-mail of the author.
    pub by: String,
    /// Code of the unit where it acts and whose revenue target it pays for.
    pub unit: String,
    /// Code of the product category; `None` is the whole assortment.
    pub product: Option<&'static str>,
    /// Code of the channel; `None` is all.
    pub channel: Option<&'static str>,
    /// Everything else; the unit, product and channel have their places only on a board.
    pub activity: Activity,
}

/// A tactic before it knows its region.
struct Draft {
    region: &'static str,
    /// Mailbox of the author; `None` is the manager of the region.
    by: Option<&'static str>,
    name: &'static str,
    kind: TacticKind,
    product: Option<&'static str>,
    channel: Option<&'static str>,
    segment: Option<&'static str>,
    /// Month and day, first and last.
    dates: [(u8, u8); 2],
    profile: Profile,
    /// Percent of the customers.
    reach: i64,
    driver: ResponseDriver,
    /// Hundredths of a percent of those reached.
    most: u32,
    /// Revenue of a response in dollars, and its margin in percent.
    value: (i64, i32),
    headcount: u32,
    /// Line, basis, and dollars; of a whole cost, hundredths of a percent of the region's revenue.
    costs: &'static [(Measure, CostBasis, i64)],
}

const DRAFTS: [Draft; 6] = [
    Draft {
        region: COLOMBIA,
        by: Some(MARKETING),
        name: "To work by bicycle/Al trabajo en bici",
        kind: TacticKind::Campaign,
        product: None,
        channel: Some("online"),
        segment: None,
        dates: [(4, 1), (7, 15)],
        profile: Profile::Rising,
        reach: 60,
        driver: ResponseDriver::Spend,
        most: 800,
        value: (650, 38),
        headcount: 0,
        costs: &[(Measure::MarketingExpense, CostBasis::Whole, 40)],
    },
    Draft {
        region: COLOMBIA,
        by: None,
        name: "Workshop club/Club del taller",
        kind: TacticKind::Retention,
        product: None,
        channel: None,
        segment: None,
        dates: [(3, 1), (11, 30)],
        profile: Profile::Season,
        reach: 25,
        driver: ResponseDriver::Reach,
        most: 900,
        value: (480, 42),
        headcount: 2,
        costs: &[
            (Measure::ServiceExpense, CostBasis::PerReached, 6),
            (Measure::ServiceExpense, CostBasis::PerHead, 2_100),
        ],
    },
    Draft {
        region: SOUTHERN_CONE,
        by: None,
        name: "Two points of sale of our own/Dos puntos de venta propios",
        kind: TacticKind::ChannelProgramme,
        product: None,
        channel: Some("direct"),
        segment: None,
        dates: [(5, 10), (12, 31)],
        profile: Profile::Rising,
        reach: 20,
        driver: ResponseDriver::Reach,
        most: 2_200,
        value: (820, 36),
        headcount: 6,
        costs: &[(Measure::SalesExpense, CostBasis::PerHead, 1_900), (Measure::SalesExpense, CostBasis::Whole, 60)],
    },
    Draft {
        region: ANDES,
        by: Some(MARKETING),
        name: "Mountain bicycles by air/Bicicletas de montaña por aire",
        kind: TacticKind::ServiceLevel,
        product: Some("MTB"),
        channel: None,
        segment: None,
        dates: [(3, 15), (6, 30)],
        profile: Profile::Falling,
        reach: 12,
        driver: ResponseDriver::Spend,
        most: 3_000,
        value: (1_150, 31),
        headcount: 0,
        costs: &[(Measure::ServiceExpense, CostBasis::Whole, 70)],
    },
    Draft {
        region: MEXICO,
        by: None,
        name: "A helmet with every bicycle/Un casco con cada bicicleta",
        kind: TacticKind::CrossSell,
        product: Some("ACC"),
        channel: None,
        segment: Some("Nuevos"),
        dates: [(1, 1), (12, 31)],
        profile: Profile::Season,
        reach: 30,
        driver: ResponseDriver::Reach,
        most: 1_500,
        value: (75, 52),
        headcount: 1,
        costs: &[(Measure::SalesExpense, CostBasis::PerReached, 1)],
    },
    Draft {
        region: BRAZIL,
        by: None,
        name: "Electric bicycles on trial/Eléctricas a prueba",
        kind: TacticKind::Acquisition,
        product: Some("ELE"),
        channel: Some("distributors"),
        segment: None,
        dates: [(3, 1), (10, 31)],
        profile: Profile::Even,
        reach: 8,
        driver: ResponseDriver::Spend,
        most: 1_200,
        value: (2_300, 34),
        headcount: 3,
        costs: &[(Measure::MarketingExpense, CostBasis::Whole, 35), (Measure::SalesExpense, CostBasis::PerHead, 1_700)],
    },
];

/// The tactics of the regions that the company has.
pub(super) fn tactics(regions: &[DemoRegion], people: &[DemoPerson]) -> Vec<DemoTactic> {
    let tactic = |draft: &Draft| {
        let region = regions.iter().find(|region| region.unit == draft.region)?;
        let person = people.iter().find(|person| match draft.by {
            Some(mailbox) => person.email == address(mailbox),
            None => person.unit.as_deref() == Some(draft.region),
        })?;
        Some(DemoTactic {
            by: person.email.clone(),
            unit: draft.region.to_owned(),
            product: draft.product,
            channel: draft.channel,
            activity: draft.activity(region, &person.name),
        })
    };
    DRAFTS.iter().filter_map(tactic).collect()
}

impl Draft {
    fn activity(&self, region: &DemoRegion, owner: &str) -> Activity {
        let revenue = region.revenue / 10_000;
        let part = |of: i64, parts: i64, whole: i64| of / whole * parts;
        let customers = (revenue / A_YEAR).clamp(100, u32::MAX.into());
        let reach = part(customers, self.reach, 100).max(1);
        let whole: i64 =
            self.costs.iter().filter(|(_, basis, _)| *basis == CostBasis::Whole).map(|(.., parts)| parts).sum();
        let half = match self.driver {
            // What is spent brings half of the greatest response, or a little more.
            ResponseDriver::Spend => part(revenue, whole, 10_000),
            ResponseDriver::Reach => customers,
        };
        let day = |(month, day): (u8, u8)| Day { month: Month { year: 2027, month }, day };
        let cost = |&(measure, basis, amount): &(Measure, CostBasis, i64)| {
            let amount = if basis == CostBasis::Whole { part(revenue, amount, 10_000) } else { amount };
            CostLine { measure, basis, amount }
        };
        Activity {
            name: bilingual(self.name),
            kind: self.kind,
            owner: owner.to_owned(),
            start: day(self.dates[0]),
            end: day(self.dates[1]),
            profile: self.profile,
            at: Address::COMPANY,
            segment: self.segment.map(str::to_owned),
            drivers: Drivers {
                audience: customers as u32,
                reach: reach as u32,
                response: Response { driver: self.driver, max: self.most, half: half.max(1) },
                value: self.value.0,
                pieces: 110,
                margin: self.value.1 * 100,
                headcount: self.headcount,
            },
            costs: self.costs.iter().map(cost).collect(),
            target: PaidTarget { unit: ROOT, measure: Measure::Revenue },
        }
    }
}
