//! Members, facts and quotas.

mod load;
pub mod past;

pub use load::{Loaded, Tally};

use super::{Store, StoreError};
use crate::dataset::Quota;
use crate::import::KnownMembers;
use domain::calendar::Month;
use domain::dimension::{MemberSource, Name};
use domain::measure::Measure;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// What a dimension's members are stored under.
const DIMENSIONS: [&str; 3] = ["unit", "product", "channel"];

/// The facts of one month at one place, summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlyFact {
    /// Code of the organization unit.
    pub unit: String,
    /// Code of the product.
    pub product: String,
    /// Code of the channel.
    pub channel: String,
    /// When.
    pub month: Month,
    /// Sums in the order of [`Measure::ALL`], in ten-thousandths; `None` where no fact knows the measure.
    pub amounts: [Option<i64>; Measure::ALL.len()],
}

/// From when to when there are facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first month with facts.
    pub first: Month,
    /// The last month with facts.
    pub last: Month,
    /// The last month whose facts reach its end; a partial month is no basis for a forecast.
    pub last_full: Month,
}

impl Store {
    /// Every member of an organization, in the order of the sources.
    ///
    /// # Errors
    /// The database failed.
    pub async fn members(&self, organization: &str) -> Result<KnownMembers, StoreError> {
        let [units, products, channels] = DIMENSIONS.map(|dimension| self.members_of(organization, dimension));
        Ok(KnownMembers { units: units.await?, products: products.await?, channels: channels.await? })
    }

    async fn members_of(&self, organization: &str, dimension: &str) -> Result<Vec<MemberSource>, StoreError> {
        let rows = sqlx::query(
            "select code, parent, name_en, name_es from member
            where organization = $1 and dimension = $2 order by place, code",
        )
        .bind(organization)
        .bind(dimension)
        .fetch_all(self.pool())
        .await?;
        let member = |row: &AnyRow| {
            let name = Name::new(row.try_get::<String, _>(2)?, row.try_get::<String, _>(3)?);
            Ok(MemberSource { code: row.try_get(0)?, parent: row.try_get(1)?, name })
        };
        rows.iter().map(member).collect()
    }

    /// The sums of facts per place and month, from one month to another, both included.
    ///
    /// # Errors
    /// The database failed.
    pub async fn facts_by_month(
        &self,
        organization: &str,
        from: Month,
        to: Month,
    ) -> Result<Vec<MonthlyFact>, StoreError> {
        let rows = sqlx::query(
            "select unit, product, channel, day / 100,
                cast(sum(revenue) as bigint), cast(sum(units) as bigint), cast(sum(cost_of_goods) as bigint),
                cast(sum(sales_expense) as bigint), cast(sum(marketing_expense) as bigint),
                cast(sum(service_expense) as bigint)
            from sales_fact where organization = $1 and day between $2 and $3
            group by unit, product, channel, day / 100 order by 1, 2, 3, 4",
        )
        .bind(organization)
        .bind(day_number(from, 1))
        .bind(day_number(to, 31))
        .fetch_all(self.pool())
        .await?;
        let fact = |row: &AnyRow| {
            let mut amounts = [None; Measure::ALL.len()];
            for (index, amount) in amounts.iter_mut().enumerate() {
                *amount = row.try_get(4 + index)?;
            }
            let (unit, product, channel) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            Ok(MonthlyFact { unit, product, channel, month: month_of(row.try_get(3)?), amounts })
        };
        rows.iter().map(fact).collect()
    }

    /// From when to when an organization has facts; `None` without any.
    ///
    /// # Errors
    /// The database failed.
    pub async fn history_span(&self, organization: &str) -> Result<Option<Span>, StoreError> {
        let row = sqlx::query("select min(day), max(day) from sales_fact where organization = $1")
            .bind(organization)
            .fetch_one(self.pool())
            .await?;
        let (Some(first), Some(last)) = (row.try_get::<Option<i64>, _>(0)?, row.try_get::<Option<i64>, _>(1)?) else {
            return Ok(None);
        };
        let (first, last_day, last) = (month_of(first / 100), last % 100, month_of(last / 100));
        // A source that books whole months puts each of them on one day.
        let monthly = sqlx::query(
            "select 1 from sales_fact where organization = $1 and day between $2 and $3
            group by day / 100 having min(day) <> max(day) limit 1",
        )
        .bind(organization)
        .bind(day_number(last.plus(-2), 1))
        .bind(day_number(last, 31))
        .fetch_optional(self.pool())
        .await?
        .is_none()
            && last.ordinal() - first.ordinal() >= 2;
        let full = monthly || last_day >= last_weekday(last);
        Ok(Some(Span { first, last, last_full: if full { last } else { last.plus(-1) } }))
    }

    /// Every quota, by unit and time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn quotas(&self, organization: &str) -> Result<Vec<Quota>, StoreError> {
        let rows = sqlx::query(
            "select unit, start, months, amount from quota where organization = $1 order by unit, start, months",
        )
        .bind(organization)
        .fetch_all(self.pool())
        .await?;
        let quota = |row: &AnyRow| {
            let start = i32::try_from(row.try_get::<i64, _>(1)?).map_err(|_| StoreError::Unreadable("quota"))?;
            let months = u8::try_from(row.try_get::<i64, _>(2)?).map_err(|_| StoreError::Unreadable("quota"))?;
            let start = Month::from_ordinal(start);
            Ok(Quota { unit: row.try_get(0)?, start, months, amount: row.try_get(3)? })
        };
        rows.iter().map(quota).collect()
    }
}

/// yyyymmdd; days beyond the month's end only serve as bounds.
fn day_number(month: Month, day: u8) -> i64 {
    i64::from(month.year) * 10_000 + i64::from(month.month) * 100 + i64::from(day)
}

fn month_of(number: i64) -> Month {
    Month { year: (number / 100) as i32, month: (number % 100) as u8 }
}

/// The day of the last working day of a month: who rests on Sunday books nothing then.
fn last_weekday(month: Month) -> i64 {
    let first = jiff::civil::Date::new(month.year as i16, month.month as i8, 1);
    let Ok(mut day) = first.map(jiff::civil::Date::last_of_month) else { return 28 };
    while matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    i64::from(day.day())
}
