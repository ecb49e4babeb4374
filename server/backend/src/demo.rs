//! The demo company: bicycles from Mexico to Iberia, generated from a seed, of any size, with a negotiation half way.

mod assortment;
mod founding;
mod geography;
mod history;
mod negotiation;
mod people;
mod places;
mod plan;
mod portfolio;
mod season;
mod tactics;

pub use founding::{FoundingError, found};
pub use people::DemoPerson;
pub use plan::{DemoGoals, DemoMove, DemoPlan, DemoRegion};
pub use tactics::DemoTactic;

use crate::dataset::Dataset;
use domain::calendar::Cycle;
use domain::dimension::{MemberSource, Name};

/// How large the demo company is, and which of all that could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Sales territories, the leaves of the organization; kept between 5 and 2,000.
    pub units: usize,
    /// Products, the leaves of the assortment; kept between 1 and 500.
    pub products: usize,
    /// The same seed and size give the same company, byte for byte.
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self { units: 40, products: 12, seed: 2027 }
    }
}

/// A company with three years of history, its people, and a plan that they have begun to negotiate.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoCompany {
    /// What the company is called; also the name of the root of its organization.
    pub name: Name,
    /// ISO 4217 code of all its money.
    pub currency: &'static str,
    /// Members, and facts from January 2024 to December 2026.
    pub dataset: Dataset,
    /// Who works with the plan.
    pub people: Vec<DemoPerson>,
    /// The year that is planned.
    pub cycle: Cycle,
    /// The opening of the plan and the moves made so far.
    pub plan: DemoPlan,
}

/// Generates the demo company; needs no clock, no files and no network.
pub fn company(options: DemoOptions) -> DemoCompany {
    let geography = geography::geography(options.units.clamp(geography::FEWEST_TERRITORIES, 2_000));
    let assortment = assortment::assortment(options.products.clamp(1, 500));
    let books = history::books(&geography, &assortment, options.seed);
    let people = people::people(&geography);
    let plan = plan::plan(&geography, &books.regions, &people);
    DemoCompany {
        name: bilingual("Tornasierra Bicycles/Bicicletas Tornasierra"),
        currency: "USD",
        dataset: Dataset {
            units: geography.members,
            products: assortment.members,
            channels: assortment::CHANNELS
                .iter()
                .map(|channel| MemberSource {
                    code: channel.code.to_owned(),
                    name: bilingual(channel.name),
                    parent: None,
                })
                .collect(),
            facts: books.facts,
            quotas: Vec::new(),
        },
        people,
        cycle: Cycle { year: 2027, first_month: 1 },
        plan,
    }
}

/// Reads `English/español`, or one text for both.
fn bilingual(text: &str) -> Name {
    match text.split_once('/') {
        Some((english, spanish)) => Name::new(english, spanish),
        None => Name::same(text),
    }
}
