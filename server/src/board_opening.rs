//! Opening a board from the stored history, for the pages and for the command line.

use app::import_pages::{Level, Trouble};
use backend::identity::ORGANIZATION;
use backend::live::{Boards, CreateError};
use backend::opening::{self, OpeningError, Request};
use backend::store::Store;
use backend::store::history::Span;
use domain::actor::Actor;
use domain::calendar::Cycle;
use domain::dimension::{MemberSource, Name};
use domain::rejection::Rejection;
use std::collections::BTreeMap;

/// Longest title, in characters.
const TITLE_LIMIT: usize = 200;
/// Products that a board shows well at once.
const COMFORTABLE_PRODUCTS: usize = 100;

/// What a board shall be, as people say it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What the board is called.
    pub title: String,
    /// What the whole organization is called.
    pub company: String,
    /// The fiscal year, called by its last month.
    pub year: i32,
    /// The first month of the fiscal year, 1 to 12.
    pub first_month: u8,
    /// ISO 4217 code, in any case.
    pub currency: String,
    /// Decimals of money.
    pub decimals: u8,
    /// How many levels of products; `None` is all.
    pub levels: Option<u32>,
}

impl Wanted {
    /// Checks what people say against itself and against the months that history has.
    ///
    /// # Errors
    /// A text is missing or too long, the year or the currency cannot be meant, or history does not reach the year.
    pub fn request(&self, span: Option<Span>) -> Result<Request, Trouble> {
        let span = span.ok_or(Trouble::NoHistory)?;
        let fits = |text: &str| !text.is_empty() && text.chars().count() <= TITLE_LIMIT;
        let (title, company) = (self.title.trim(), self.company.trim());
        if !fits(title) || !fits(company) {
            return Err(Trouble::TitleMissing);
        }
        if !(1900..=2200).contains(&self.year) || !(1..=12).contains(&self.first_month) {
            return Err(Trouble::YearWrong);
        }
        let currency = self.currency.trim().to_ascii_uppercase();
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(Trouble::CurrencyWrong);
        }
        let cycle = Cycle { year: self.year, first_month: self.first_month };
        if span.last < cycle.previous().start() || span.first > cycle.month(11) {
            return Err(Trouble::YearWithoutHistory { year: self.year });
        }
        let request = Request::new(title, Name::same(company), cycle, currency);
        Ok(Request { money_decimals: self.decimals.min(4), product_depth: self.levels, ..request })
    }
}

/// Works a board out and creates it; the answer is its identifier.
///
/// # Errors
/// What is stored makes no board of this kind, the person may not open boards, or the store failed.
pub async fn open(
    store: &Store,
    boards: &Boards,
    actor: impl FnOnce(&opening::Opening) -> Actor,
    request: Request,
) -> Result<String, Trouble> {
    let history = opening::read(store, ORGANIZATION).await.map_err(|error| failed(&error))?;
    let built = tokio::task::spawn_blocking(move || opening::build(&history, &request));
    let opening = built.await.map_err(|error| failed(&error))?.map_err(|error| match error {
        OpeningError::TooLarge => Trouble::NumberTooLarge,
        OpeningError::Spread(_) => Trouble::Unspreadable,
        OpeningError::Dimension(error) => Trouble::NoTree { reason: error.to_string() },
        error => failed(&error),
    })?;
    let actor = actor(&opening);
    let board = boards.create(&actor, opening, &[]).await.map_err(|error| match error {
        CreateError::Refused(Rejection::TooLarge) => Trouble::NumberTooLarge,
        error => failed(&error),
    })?;
    Ok(board.id().to_owned())
}

fn failed(error: &dyn std::error::Error) -> Trouble {
    tracing::error!("a board could not be opened: {error}");
    Trouble::NotOpened
}

/// The fiscal year after the last full month, where years begin in January.
pub fn next_year(span: Span) -> i32 {
    span.last_full.year + 1
}

/// How many products there are down to each level.
pub fn levels(products: &[MemberSource]) -> Vec<Level> {
    let parents: BTreeMap<&str, &str> =
        products.iter().filter_map(|member| Some((member.code.as_str(), member.parent.as_deref()?))).collect();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for member in products {
        let up = std::iter::successors(Some(member.code.as_str()), |code| parents.get(code).copied());
        // A circle is reported when the board is built.
        let depth = up.take(products.len()).count();
        *counts.entry(u32::try_from(depth).unwrap_or(u32::MAX)).or_default() += 1;
    }
    let mut members = 0;
    let levels = counts.into_iter().map(|(levels, count)| {
        members += count;
        Level { levels, members }
    });
    levels.collect()
}

/// How many levels of products a board shows well; `None` is all.
pub fn comfortable(levels: &[Level]) -> Option<u32> {
    let fitting = levels.iter().rev().find(|level| level.members <= COMFORTABLE_PRODUCTS).or(levels.first())?;
    (Some(fitting) != levels.last()).then_some(fitting.levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(code: &str, parent: Option<&str>) -> MemberSource {
        MemberSource { code: code.to_owned(), name: Name::same(code), parent: parent.map(str::to_owned) }
    }

    #[test]
    fn levels_of_products_are_counted_from_the_top() {
        let mut products = vec![product("Food", None), product("Drinks", None), product("Bread", Some("Food"))];
        assert_eq!(levels(&products), [Level { levels: 1, members: 2 }, Level { levels: 2, members: 3 }]);
        assert_eq!(comfortable(&levels(&products)), None, "three products fit");
        products.extend((0..200).map(|number| product(&number.to_string(), Some("Bread"))));
        assert_eq!(comfortable(&levels(&products)), Some(2));
        assert_eq!(comfortable(&levels(&[])), None);
    }
}
