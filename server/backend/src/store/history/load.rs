//! Loading a dataset: all of it or nothing, and the same again changes nothing.

use super::{DIMENSIONS, day_number};
use crate::dataset::{Dataset, Fact, Quota};
use crate::store::{Store, StoreError, Writing};
use domain::dimension::MemberSource;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Row as _};
use std::collections::BTreeMap;

/// Rows per statement: few enough that SQLite, which looks placeholders up one by one, is not slowed by their number.
const ROWS_PER_STATEMENT: usize = 48;
/// Rows between two words of progress.
const ROWS_PER_REPORT: usize = 960;

/// What became of the rows of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Were not there before.
    pub added: usize,
    /// Were there with another content.
    pub changed: usize,
    /// Were there as they are.
    pub unchanged: usize,
}

/// What a load did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// Units, products and channels.
    pub members: Tally,
    /// Facts.
    pub facts: Tally,
    /// Quotas.
    pub quotas: Tally,
}

impl Loaded {
    /// Members, facts and quotas together.
    pub fn total(&self) -> Tally {
        let all = [self.members, self.facts, self.quotas];
        Tally {
            added: all.iter().map(|tally| tally.added).sum(),
            changed: all.iter().map(|tally| tally.changed).sum(),
            unchanged: all.iter().map(|tally| tally.unchanged).sum(),
        }
    }
}

type Binder<'q> = Query<'q, Any, AnyArguments<'q>>;

/// How rows of one table are written; what differs decides whether a row has changed.
struct Upsert {
    table: &'static str,
    key: &'static [&'static str],
    /// Beside the key; a change of them is a change of the row.
    content: &'static [&'static str],
    /// Set when a row is added, left alone afterwards.
    once: &'static [&'static str],
}

const MEMBER: Upsert = Upsert {
    table: "member",
    key: &["dimension", "code"],
    content: &["parent", "name_en", "name_es"],
    once: &["place"],
};

const FACT: Upsert = Upsert {
    table: "sales_fact",
    key: &["key"],
    content: &[
        "unit",
        "product",
        "channel",
        "day",
        "revenue",
        "units",
        "cost_of_goods",
        "sales_expense",
        "marketing_expense",
        "service_expense",
    ],
    once: &[],
};

const QUOTA: Upsert = Upsert { table: "quota", key: &["unit", "start", "months"], content: &["amount"], once: &[] };

impl Upsert {
    fn statement(&self, rows: usize) -> String {
        let columns: Vec<&str> = [self.key, self.content, self.once].concat();
        let width = columns.len();
        // The organization is the first placeholder of every row.
        let row = |row: usize| {
            let places = (0..width).map(|column| format!(", ${}", 2 + row * width + column));
            format!("($1{})", places.collect::<String>())
        };
        let (table, key) = (self.table, self.key.join(", "));
        let set: Vec<String> = self.content.iter().map(|column| format!("{column} = excluded.{column}")).collect();
        let differs: Vec<String> =
            self.content.iter().map(|column| format!("{table}.{column} is distinct from excluded.{column}")).collect();
        format!(
            "insert into {table} (organization, {}) values {} on conflict (organization, {key}) do update set {} where {}",
            columns.join(", "),
            (0..rows).map(row).collect::<Vec<_>>().join(", "),
            set.join(", "),
            differs.join(" or "),
        )
    }
}

impl Store {
    /// Loads a dataset in one transaction; `progress` hears how many of how many rows are written.
    ///
    /// # Errors
    /// The database failed, or the organization does not exist; nothing is loaded then.
    pub async fn load_dataset(
        &self,
        organization: &str,
        dataset: &Dataset,
        progress: impl FnMut(usize, usize) + Send,
    ) -> Result<Loaded, StoreError> {
        let members = [&dataset.units, &dataset.products, &dataset.channels];
        let total =
            members.iter().map(|members| members.len()).sum::<usize>() + dataset.facts.len() + dataset.quotas.len();
        let writing = self.write().await?;
        let mut load = Load { writing, organization, done: 0, total, progress };
        let place = load.next_place().await?;
        // By key: a row is written once, and two loads at a time take their locks in the same order.
        let mut sources: BTreeMap<(&str, &str), (&MemberSource, i64)> = BTreeMap::new();
        for (dimension, members) in DIMENSIONS.iter().zip(members) {
            for (index, member) in members.iter().enumerate() {
                sources.insert((dimension, &member.code), (member, place + index as i64));
            }
        }
        let facts: BTreeMap<&str, &Fact> = dataset.facts.iter().map(|fact| (fact.key.as_str(), fact)).collect();
        let quotas: BTreeMap<(&str, i32, u8), &Quota> = dataset
            .quotas
            .iter()
            .map(|quota| ((quota.unit.as_str(), quota.start.ordinal(), quota.months), quota))
            .collect();
        let sources: Vec<_> = sources.into_iter().collect();
        let loaded = Loaded {
            members: load
                .rows(&MEMBER, &sources, |query, ((dimension, code), (member, place))| {
                    let query = query.bind(*dimension).bind(*code).bind(member.parent.as_deref());
                    query.bind(member.name.en.as_str()).bind(member.name.es.as_str()).bind(*place)
                })
                .await?,
            facts: load
                .rows(&FACT, &facts.into_values().collect::<Vec<_>>(), |query, fact| {
                    let query = query.bind(fact.key.as_str()).bind(fact.unit.as_str()).bind(fact.product.as_str());
                    let query = query.bind(fact.channel.as_str()).bind(day_number(fact.day.month, fact.day.day));
                    fact.amounts.iter().fold(query, |query, amount| query.bind(*amount))
                })
                .await?,
            quotas: load
                .rows(&QUOTA, &quotas.into_values().collect::<Vec<_>>(), |query, quota| {
                    let query = query.bind(quota.unit.as_str()).bind(i64::from(quota.start.ordinal()));
                    query.bind(i64::from(quota.months)).bind(quota.amount)
                })
                .await?,
        };
        load.writing.commit().await?;
        Ok(loaded)
    }
}

struct Load<'a, Progress> {
    writing: Writing<'a>,
    organization: &'a str,
    done: usize,
    total: usize,
    progress: Progress,
}

impl<Progress: FnMut(usize, usize) + Send> Load<'_, Progress> {
    async fn next_place(&mut self) -> Result<i64, StoreError> {
        let query = sqlx::query("select max(place) from member where organization = $1").bind(self.organization);
        let row = query.fetch_one(&mut *self.writing).await?;
        Ok(row.try_get::<Option<i64>, _>(0)?.map_or(0, |place| place + 1))
    }

    async fn count(&mut self, table: &str) -> Result<usize, StoreError> {
        let query = format!("select count(*) from {table} where organization = $1");
        let row = sqlx::query(&query).bind(self.organization).fetch_one(&mut *self.writing).await?;
        usize::try_from(row.try_get::<i64, _>(0)?).map_err(|_| StoreError::Unreadable("count"))
    }

    async fn rows<Row: Sync>(
        &mut self,
        upsert: &Upsert,
        rows: &[Row],
        bind: impl for<'q> Fn(Binder<'q>, &'q Row) -> Binder<'q> + Send + Sync,
    ) -> Result<Tally, StoreError> {
        let before = self.count(upsert.table).await?;
        let mut touched = 0;
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            let statement = upsert.statement(chunk.len());
            let query = sqlx::query(&statement).bind(self.organization);
            let query = chunk.iter().fold(query, &bind);
            touched += query.execute(&mut *self.writing).await?.rows_affected() as usize;
            self.done += chunk.len();
            if self.done % ROWS_PER_REPORT < chunk.len() || self.done == self.total {
                (self.progress)(self.done, self.total);
            }
        }
        let added = self.count(upsert.table).await? - before;
        Ok(Tally { added, changed: touched.saturating_sub(added), unchanged: rows.len().saturating_sub(touched) })
    }
}
