//! How people want to be mailed, and the outbox: what somebody is told is written down before it is sent.

use super::{Store, StoreError};
use domain::mail::{Preference, Timing};
use domain::number::{Language, Region};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A preference, and the last time the hour of its digest struck and was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How the person wants to be mailed.
    pub preference: Preference,
    /// In milliseconds since 1970 UTC.
    pub digested: i64,
}

/// Something to be written down for a person: on which board, and its key there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The board's identifier.
    pub board: String,
    /// The key of the notice.
    pub what: String,
}

/// A mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its identifier, the same in every attempt.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// When it was written, in milliseconds since 1970 UTC.
    pub written: i64,
    /// When it is tried next; `None` once it is over.
    pub next: Option<i64>,
    /// How often it has been tried.
    pub attempts: i64,
    /// When it was sent.
    pub sent: Option<i64>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate<'a> {
    /// It was sent at a moment.
    Sent(i64),
    /// There is nothing left to tell.
    Over,
    /// It failed, and is tried again at a moment, or never.
    Failed(&'a str, Option<i64>),
}

const POSTED: &str = "select distinct mail, person, written_at, next_at, attempts, sent_at, error from mail_outbox";

impl Store {
    /// The language of an organization.
    ///
    /// # Errors
    /// The database failed, or there is no such organization.
    pub(crate) async fn language(&self, organization: &str) -> Result<Language, StoreError> {
        let row = sqlx::query("select language from organization where organization = $1")
            .bind(organization)
            .fetch_one(self.pool())
            .await?;
        let language: String = row.try_get("language")?;
        Ok(Region::from_accept_language(&language).language())
    }

    /// How people want to be mailed who have said so.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn mail_preferences(&self, organization: &str) -> Result<Vec<(String, Kept)>, StoreError> {
        let rows = sqlx::query(
            "select person, timing, hour, reminders, zone, region, digested from mail_preference
            where organization = $1 order by person",
        )
        .bind(organization)
        .fetch_all(self.pool())
        .await?;
        rows.iter().map(kept).collect()
    }

    /// Keeps how a person wants to be mailed; their first digest comes after `now`.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn put_mail_preference(
        &self,
        organization: &str,
        person: &str,
        wanted: &Preference,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(
            "insert into mail_preference (organization, person, timing, hour, reminders, zone, region, digested)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (organization, person) do update set timing = excluded.timing, hour = excluded.hour,
            reminders = excluded.reminders, zone = excluded.zone, region = excluded.region",
        )
        .bind(organization)
        .bind(person)
        .bind(wanted.timing.code())
        .bind(i64::from(wanted.hour))
        .bind(i64::from(wanted.reminders))
        .bind(&wanted.zone)
        .bind(wanted.region.tag())
        .bind(now)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// What a person was told of a board, or is about to be.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn told(&self, organization: &str, board: &str, person: &str) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query("select what from mail_outbox where organization = $1 and board = $2 and person = $3")
            .bind(organization)
            .bind(board)
            .bind(person)
            .fetch_all(self.pool())
            .await?;
        rows.iter().map(|row| Ok(row.try_get("what")?)).collect()
    }

    /// Writes a mail of some things down, those left out that somebody has written down already; with `digested`, all of
    /// it only where nobody has answered that striking of the person's hour. Says how many things it has.
    ///
    /// # Errors
    /// The database failed; nothing is written then.
    pub(crate) async fn write_mail(
        &self,
        organization: &str,
        mail: &Posted,
        items: &[Item],
        digested: Option<i64>,
    ) -> Result<u64, StoreError> {
        let mut writing = self.write().await?;
        if let Some(struck) = digested {
            let answered = sqlx::query(
                "update mail_preference set digested = $3 where organization = $1 and person = $2 and digested < $3",
            )
            .bind(organization)
            .bind(&mail.person)
            .bind(struck)
            .execute(&mut *writing)
            .await?;
            if answered.rows_affected() == 0 {
                return Ok(0);
            }
        }
        // Always in the same order, so that two servers wait for each other and never in a ring.
        let mut items: Vec<&Item> = items.iter().collect();
        items.sort();
        let mut written = 0;
        for item in items {
            let row = sqlx::query(
                "insert into mail_outbox (organization, board, person, what, mail, written_at, next_at, attempts)
                values ($1, $2, $3, $4, $5, $6, $7, 0) on conflict (organization, board, person, what) do nothing",
            )
            .bind(organization)
            .bind(&item.board)
            .bind(&mail.person)
            .bind(&item.what)
            .bind(&mail.id)
            .bind(mail.written)
            .bind(mail.next)
            .execute(&mut *writing)
            .await?;
            written += row.rows_affected();
        }
        writing.commit().await?;
        Ok(written)
    }

    /// The mails to be tried at a moment, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn mails_due(&self, organization: &str, now: i64) -> Result<Vec<Posted>, StoreError> {
        let query = format!("{POSTED} where organization = $1 and next_at <= $2 order by written_at, mail");
        let rows = sqlx::query(&query).bind(organization).bind(now).fetch_all(self.pool()).await?;
        rows.iter().map(posted).collect()
    }

    /// What a mail tells.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn mail_items(&self, organization: &str, mail: &str) -> Result<Vec<Item>, StoreError> {
        let query = "select board, what from mail_outbox where organization = $1 and mail = $2 order by board, what";
        let rows = sqlx::query(query).bind(organization).bind(mail).fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok(Item { board: row.try_get("board")?, what: row.try_get("what")? })).collect()
    }

    /// Takes a mail to try it, and leaves it to others from a moment on, should this process not come back; false where
    /// somebody else has taken it.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn claim_mail(
        &self,
        organization: &str,
        mail: &Posted,
        until: i64,
    ) -> Result<Option<Posted>, StoreError> {
        let mut writing = self.write().await?;
        let claimed = sqlx::query(
            "update mail_outbox set attempts = attempts + 1, next_at = $4
            where organization = $1 and mail = $2 and attempts = $3 and next_at is not null",
        )
        .bind(organization)
        .bind(&mail.id)
        .bind(mail.attempts)
        .bind(until)
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        let taken = Posted { attempts: mail.attempts + 1, next: Some(until), ..mail.clone() };
        Ok((claimed.rows_affected() > 0).then_some(taken))
    }

    /// Notes what became of an attempt, unless somebody else has taken the mail meanwhile.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn settle_mail(
        &self,
        organization: &str,
        mail: &Posted,
        fate: Fate<'_>,
    ) -> Result<(), StoreError> {
        let (sent, error, next) = match fate {
            Fate::Sent(at) => (Some(at), None, None),
            Fate::Over => (None, None, None),
            Fate::Failed(error, next) => (None, Some(error), next),
        };
        let mut writing = self.write().await?;
        sqlx::query(
            "update mail_outbox set sent_at = $4, error = $5, next_at = $6
            where organization = $1 and mail = $2 and attempts = $3",
        )
        .bind(organization)
        .bind(&mail.id)
        .bind(mail.attempts)
        .bind(sent)
        .bind(error)
        .bind(next)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// The mails of a person that were written last, latest first.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn latest_mails(
        &self,
        organization: &str,
        person: &str,
        count: i64,
    ) -> Result<Vec<Posted>, StoreError> {
        let query =
            format!("{POSTED} where organization = $1 and person = $2 order by written_at desc, mail desc limit $3");
        let rows = sqlx::query(&query).bind(organization).bind(person).bind(count).fetch_all(self.pool()).await?;
        rows.iter().map(posted).collect()
    }
}

fn kept(row: &AnyRow) -> Result<(String, Kept), StoreError> {
    let (timing, region): (String, String) = (row.try_get("timing")?, row.try_get("region")?);
    let preference = Preference {
        timing: Timing::parse(&timing).ok_or(StoreError::Unreadable("timing of mails"))?,
        hour: u8::try_from(row.try_get::<i64, _>("hour")?).map_err(|_| StoreError::Unreadable("hour of mails"))?,
        reminders: row.try_get::<i64, _>("reminders")? != 0,
        zone: row.try_get("zone")?,
        region: Region::parse(&region).ok_or(StoreError::Unreadable("region of mails"))?,
    };
    Ok((row.try_get("person")?, Kept { preference, digested: row.try_get("digested")? }))
}

fn posted(row: &AnyRow) -> Result<Posted, StoreError> {
    Ok(Posted {
        id: row.try_get("mail")?,
        person: row.try_get("person")?,
        written: row.try_get("written_at")?,
        next: row.try_get("next_at")?,
        attempts: row.try_get("attempts")?,
        sent: row.try_get("sent_at")?,
        error: row.try_get("error")?,
    })
}
