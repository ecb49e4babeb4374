//! What a unit and everything below it has sold and spent, month by month.

use super::month_of;
use crate::store::{Store, StoreError};
use domain::calendar::Month;
use domain::measure::Measure;
use sqlx::Row as _;

/// One month of history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastMonth {
    /// The month.
    pub month: Month,
    /// Sums in ten-thousandths, in the order of [`Measure::ALL`]; `None` where nothing is known.
    pub amounts: [Option<i64>; Measure::ALL.len()],
}

impl Store {
    /// The history of a unit's subtree, oldest first; of the whole organization for `None`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn past(&self, organization: &str, unit: Option<&str>) -> Result<Vec<PastMonth>, StoreError> {
        let rows = sqlx::query(
            "with recursive below(code) as (
                select cast($2 as text)
                union
                select member.code from member join below on member.parent = below.code
                where member.organization = $1 and member.dimension = 'unit'
            )
            select day / 100,
                cast(sum(revenue) as bigint), cast(sum(units) as bigint), cast(sum(cost_of_goods) as bigint),
                cast(sum(sales_expense) as bigint), cast(sum(marketing_expense) as bigint),
                cast(sum(service_expense) as bigint)
            from sales_fact
            where organization = $1 and (cast($2 as text) is null or unit in (select code from below))
            group by day / 100 order by 1",
        )
        .bind(organization)
        .bind(unit)
        .fetch_all(self.pool())
        .await?;
        let month = |row: &sqlx::any::AnyRow| {
            let mut amounts = [None; Measure::ALL.len()];
            for (index, amount) in amounts.iter_mut().enumerate() {
                *amount = row.try_get(1 + index)?;
            }
            Ok(PastMonth { month: month_of(row.try_get(0)?), amounts })
        };
        rows.iter().map(month).collect()
    }
}
