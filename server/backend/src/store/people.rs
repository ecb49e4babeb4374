//! Organizations, their people and their few settings.

use super::{Store, StoreError};
use crate::clock;
use crate::identity::Person;
use domain::actor::Role;
use sqlx::Row as _;
use sqlx::any::AnyRow;

const PERSON: &str = "select person, email, name, role, unit, password_hash from person where organization = $1";

/// A person with what their password is checked against; empty where they have none.
pub(crate) struct Credentials {
    pub person: Person,
    pub password_hash: String,
}

impl Store {
    /// Creates an organization where there is none of this identifier.
    ///
    /// # Errors
    /// The database failed.
    pub async fn found_organization(&self, organization: &str, name: &str, language: &str) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(
            "insert into organization (organization, name, language, created_at) values ($1, $2, $3, $4)
            on conflict do nothing",
        )
        .bind(organization)
        .bind(name)
        .bind(language)
        .bind(clock::now())
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// Adds a person; [`StoreError::EmailTaken`] where somebody has the address.
    pub(crate) async fn add_person(&self, organization: &str, new: &Credentials) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        insert_person(&mut writing, organization, new).await?;
        writing.commit().await
    }

    /// Adds the first person, and takes the key that allowed it; false where the key is gone or somebody is there.
    pub(crate) async fn claim(
        &self,
        organization: &str,
        key: &Setting<'_>,
        new: &Credentials,
    ) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        let taken = sqlx::query("delete from app_setting where organization = $1 and key = $2 and value = $3")
            .bind(organization)
            .bind(key.name)
            .bind(key.value)
            .execute(&mut *writing)
            .await?;
        let people = sqlx::query("select person from person where organization = $1 limit 1")
            .bind(organization)
            .fetch_optional(&mut *writing)
            .await?;
        if taken.rows_affected() == 0 || people.is_some() {
            return Ok(false);
        }
        insert_person(&mut writing, organization, new).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Everybody, by name.
    pub(crate) async fn people(&self, organization: &str) -> Result<Vec<Person>, StoreError> {
        let rows =
            sqlx::query(&format!("{PERSON} order by name, person")).bind(organization).fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok(credentials(row)?.person)).collect()
    }

    /// Whether there is anybody.
    pub(crate) async fn has_people(&self, organization: &str) -> Result<bool, StoreError> {
        let row = sqlx::query(&format!("{PERSON} limit 1")).bind(organization).fetch_optional(self.pool()).await?;
        Ok(row.is_some())
    }

    /// A person by identifier.
    pub(crate) async fn person(&self, organization: &str, id: &str) -> Result<Option<Person>, StoreError> {
        let query = format!("{PERSON} and person = $2");
        let row = sqlx::query(&query).bind(organization).bind(id).fetch_optional(self.pool()).await?;
        row.map(|row| Ok(credentials(&row)?.person)).transpose()
    }

    /// A person by address, which is in lower case.
    pub(crate) async fn person_with_email(
        &self,
        organization: &str,
        email: &str,
    ) -> Result<Option<Credentials>, StoreError> {
        let query = format!("{PERSON} and email = $2");
        let row = sqlx::query(&query).bind(organization).bind(email).fetch_optional(self.pool()).await?;
        row.map(|row| credentials(&row)).transpose()
    }

    /// Replaces a person's password hash.
    pub(crate) async fn set_password_hash(&self, organization: &str, id: &str, hash: &str) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query("update person set password_hash = $3 where organization = $1 and person = $2")
            .bind(organization)
            .bind(id)
            .bind(hash)
            .execute(&mut *writing)
            .await?;
        writing.commit().await
    }

    /// Writes a setting, whatever it was.
    pub(crate) async fn put_setting(&self, organization: &str, setting: &Setting<'_>) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        sqlx::query(
            "insert into app_setting (organization, key, value) values ($1, $2, $3)
            on conflict (organization, key) do update set value = excluded.value",
        )
        .bind(organization)
        .bind(setting.name)
        .bind(setting.value)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }
}

/// A setting of an organization.
pub(crate) struct Setting<'a> {
    pub name: &'a str,
    pub value: &'a str,
}

async fn insert_person(
    connection: &mut sqlx::AnyConnection,
    organization: &str,
    new: &Credentials,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into person (organization, person, email, name, role, unit, password_hash, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(organization)
    .bind(&new.person.id)
    .bind(&new.person.email)
    .bind(&new.person.name)
    .bind(new.person.role.code())
    .bind(&new.person.unit)
    .bind(&new.password_hash)
    .bind(clock::now())
    .execute(connection)
    .await
    .map_err(|error| match error.as_database_error() {
        Some(known) if known.is_unique_violation() => StoreError::EmailTaken,
        _ => error.into(),
    })?;
    Ok(())
}

fn credentials(row: &AnyRow) -> Result<Credentials, StoreError> {
    let role: String = row.try_get("role")?;
    Ok(Credentials {
        person: Person {
            id: row.try_get("person")?,
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: Role::parse(&role).ok_or(StoreError::Unreadable("role"))?,
            unit: row.try_get("unit")?,
        },
        password_hash: row.try_get("password_hash")?,
    })
}
