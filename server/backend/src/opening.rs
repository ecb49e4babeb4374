//! Opening a board: its outline, last year, baseline and the quotas that somebody has set, from the stored history.

mod baseline;
mod grid;
mod places;
mod quotas;

use crate::dataset::Quota;
use crate::import::KnownMembers;
use crate::store::history::{MonthlyFact, Span};
use crate::store::{Store, StoreError};
use domain::address::Address;
use domain::calendar::Cycle;
use domain::dimension::{DimensionError, MemberId, Name, ROOT};
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::spread::Infeasible;
use grid::{Grid, Place};
use places::Places;
use std::collections::BTreeMap;
use thiserror::Error;

/// What a board shall be.
#[derive(Clone, Debug)]
pub struct Request {
    /// What the board is called.
    pub title: String,
    /// What the whole organization is called.
    pub company: Name,
    /// The fiscal year to plan.
    pub cycle: Cycle,
    /// ISO 4217 code of all money.
    pub currency: String,
    /// Decimal places of the rounding unit of money: 2 is a cent.
    pub money_decimals: u8,
    /// How many levels of products the board has; deeper ones are summed into them. `None` is all.
    pub product_depth: Option<u32>,
}

impl Request {
    /// A board to the cent, with every level of products.
    pub fn new(title: impl Into<String>, company: Name, cycle: Cycle, currency: impl Into<String>) -> Self {
        Self { title: title.into(), company, cycle, currency: currency.into(), money_decimals: 2, product_depth: None }
    }
}

/// What history says about one organization.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Every member.
    pub members: KnownMembers,
    /// The facts by month.
    pub facts: Vec<MonthlyFact>,
    /// The quotas.
    pub quotas: Vec<Quota>,
    /// From when to when there are facts.
    pub span: Option<Span>,
}

/// The leaf cells of one slice and measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedColumn {
    /// The slice.
    pub slice: Slice,
    /// The measure.
    pub measure: Measure,
    /// Leaf cells in the order of their addresses, in rounding units.
    pub cells: Vec<(Address, i64)>,
}

/// A board as it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its dimensions and rounding units.
    pub outline: Outline,
    /// Its numbers; columns without any cell are left out.
    pub columns: Vec<LoadedColumn>,
}

/// Why a board could not be opened.
#[derive(Debug, Error)]
pub enum OpeningError {
    /// The history could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The stored members are no tree.
    #[error("the members do not make a tree: {0}")]
    Dimension(#[from] DimensionError),
    /// A forecast or quota could not be broken down.
    #[error("a total could not be spread: {0:?}")]
    Spread(Infeasible),
    /// A number that does not fit.
    #[error("a number does not fit")]
    TooLarge,
}

impl From<Infeasible> for OpeningError {
    fn from(infeasible: Infeasible) -> Self {
        Self::Spread(infeasible)
    }
}

/// Opens a board from the stored history of an organization.
///
/// # Errors
/// The database failed, or what is stored makes no board.
pub async fn open(store: &Store, organization: &str, request: &Request) -> Result<Opening, OpeningError> {
    build(&read(store, organization).await?, request)
}

/// Reads everything that boards are built from.
///
/// # Errors
/// The database failed.
pub async fn read(store: &Store, organization: &str) -> Result<History, StoreError> {
    let span = store.history_span(organization).await?;
    let facts = match span {
        Some(span) => store.facts_by_month(organization, span.first, span.last).await?,
        None => Vec::new(),
    };
    let (members, quotas) = (store.members(organization).await?, store.quotas(organization).await?);
    Ok(History { members, facts, quotas, span })
}

/// Builds a board from history.
///
/// # Errors
/// The members make no tree, or a number does not fit.
pub fn build(history: &History, request: &Request) -> Result<Opening, OpeningError> {
    let mut places = Places::new(&history.members, request.product_depth);
    let grid = Grid::new(history, request, &mut places);
    let baseline = baseline::columns(&grid)?;
    let targets = quotas::targets(&history.quotas, &grid, &baseline, &mut places)?;
    let units = places.units.dimension(request.company.clone())?;
    let products = places.products.dimension(Name::new("All products", "Todos los productos"))?;
    let channels = places.channels.dimension(Name::new("All channels", "Todos los canales"))?;
    let addresses = Addresses {
        units: places.units.ids(&units),
        products: places.products.ids(&products),
        channels: places.channels.ids(&channels),
    };
    let mut columns = Vec::new();
    for measure in Measure::ALL {
        let exact = addresses.sorted(grid.last_year(measure));
        columns.push(LoadedColumn { slice: Slice::LastYear, measure, cells: grid.rounded(measure, &exact)? });
    }
    for (measure, cells) in baseline {
        let exact = addresses.sorted(cells);
        columns.push(LoadedColumn { slice: Slice::Baseline, measure, cells: grid.rounded(measure, &exact)? });
    }
    columns.push(LoadedColumn { slice: Slice::Target, measure: Measure::Revenue, cells: addresses.fitting(targets)? });
    columns.retain(|column| !column.cells.is_empty());
    let outline = Outline {
        title: request.title.clone(),
        cycle: request.cycle,
        currency: request.currency.clone(),
        money_decimals: request.money_decimals,
        history_end: history.span.map(|span| span.last),
        units,
        products,
        channels,
        periods: request.cycle.periods()?,
        standing: Vec::new(),
    };
    Ok(Opening { outline, columns })
}

/// Numbers of one measure by place and month of the cycle, 0 to 11.
type Cells = BTreeMap<(Place, u8), i128>;

/// Where the leaves of the history stand in the dimensions of the board.
struct Addresses {
    units: Vec<MemberId>,
    products: Vec<MemberId>,
    channels: Vec<MemberId>,
}

impl Addresses {
    fn sorted(&self, cells: Cells) -> Vec<(Address, i128)> {
        let at = |list: &[MemberId], index: u32| list.get(index as usize).copied().unwrap_or(ROOT);
        let address = |((place, month), number): ((Place, u8), i128)| {
            let address = Address {
                unit: at(&self.units, place.unit),
                product: at(&self.products, place.product),
                channel: at(&self.channels, place.channel),
                period: domain::calendar::month_period(month),
            };
            (address, number)
        };
        let mut cells: Vec<(Address, i128)> = cells.into_iter().map(address).collect();
        cells.sort_unstable_by_key(|(address, _)| *address);
        cells
    }

    fn fitting(&self, cells: Cells) -> Result<Vec<(Address, i64)>, OpeningError> {
        let fit = |(address, number)| Ok((address, i64::try_from(number).map_err(|_| OpeningError::TooLarge)?));
        self.sorted(cells).into_iter().map(fit).collect()
    }
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
