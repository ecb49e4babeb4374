//! Who people are: their accounts, their passwords, the first administrator, and their sessions.

mod attempts;
mod password;
pub mod session;

use crate::store::people::{Credentials, Setting};
use crate::store::{Store, StoreError};
use attempts::Attempts;
use domain::actor::{Actor, Role};
use domain::approval::Proof;
use domain::outline::Outline;
use password::Passwords;
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use thiserror::Error;
use tower_sessions::session::Id;
use uuid::Uuid;

/// The one organization of this installation.
pub const ORGANIZATION: &str = "main";

/// The setting that holds the digest of the key which lets somebody become the first administrator.
const BOOT_KEY: &str = "boot_key";

/// Longest name and e-mail address, in characters.
const TEXT_LIMIT: usize = 200;

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person's identifier.
    pub id: String,
    /// In lower case.
    pub email: String,
    /// What others see.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Code of the unit that a manager answers for.
    pub unit: Option<String>,
}

impl Person {
    /// The person as the rules of one board see them.
    pub fn on(&self, outline: &Outline) -> Actor {
        let code = self.unit.as_deref().filter(|code| self.role == Role::Manager && !code.is_empty());
        Actor {
            person: self.id.clone(),
            name: self.name.clone(),
            role: self.role,
            unit: code.and_then(|code| outline.units.find(code)),
        }
    }
}

/// Somebody to add.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Where they are reached and what they sign in with, in any case.
    pub email: String,
    /// What others see.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Code of the unit that a manager answers for.
    pub unit: Option<String>,
    /// Without one they cannot sign in with a password; so it is for the people of the demo.
    pub password: Option<String>,
}

/// Why a person cannot be added, or a password not be set.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// Somebody else has the address.
    #[error("somebody has this e-mail address")]
    EmailTaken,
    /// This is no e-mail address.
    #[error("this is no e-mail address")]
    EmailInvalid,
    /// The name is empty, or longer than 200 characters.
    #[error("a name of at most 200 characters is required")]
    NameInvalid,
    /// A manager answers for a unit.
    #[error("a manager needs a unit")]
    UnitMissing,
    /// The password is too short.
    #[error("the password is shorter than {minimum} characters")]
    PasswordTooShort {
        /// The least that is accepted, in characters.
        minimum: usize,
    },
    /// The password is too long.
    #[error("the password is longer than {maximum} characters")]
    PasswordTooLong {
        /// The most that is accepted, in characters.
        maximum: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for IdentityError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::EmailTaken => Self::EmailTaken,
            error => Self::Store(error),
        }
    }
}

/// Why somebody is not signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// The address and the password do not belong together; which of them is wrong is not said.
    #[error("the e-mail address or the password is wrong")]
    Wrong,
    /// Too many attempts from here, or for this address.
    #[error("too many attempts; wait {seconds} seconds")]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why somebody does not become the first administrator.
#[derive(Debug, Error)]
pub enum ClaimError {
    /// The key is wrong, or has been used.
    #[error("the key is wrong or has been used")]
    Wrong,
    /// Too many attempts from here.
    #[error("too many attempts; wait {seconds} seconds")]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// What they say about themselves cannot be used.
    #[error(transparent)]
    Invalid(IdentityError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<IdentityError> for ClaimError {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Store(error) => Self::Store(error),
            error => Self::Invalid(error),
        }
    }
}

/// The people of this installation.
#[derive(Clone, Debug)]
pub struct Identity {
    store: Arc<Store>,
    passwords: Arc<Passwords>,
    attempts: Arc<Attempts>,
}

impl Identity {
    /// The people of [`ORGANIZATION`], which has been founded.
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, passwords: Arc::default(), attempts: Arc::default() }
    }

    /// Adds a person.
    ///
    /// # Errors
    /// The address is taken, something is invalid, or the store failed.
    pub async fn add(&self, new: NewPerson) -> Result<Person, IdentityError> {
        let credentials = self.credentials(new).await?;
        self.store.add_person(ORGANIZATION, &credentials).await?;
        Ok(credentials.person)
    }

    /// Everybody, by name.
    ///
    /// # Errors
    /// The store failed.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.store.people(ORGANIZATION).await
    }

    /// A person by identifier.
    ///
    /// # Errors
    /// The store failed.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, StoreError> {
        self.store.person(ORGANIZATION, id).await
    }

    /// A person by e-mail address, in any case.
    ///
    /// # Errors
    /// The store failed.
    pub async fn find(&self, email: &str) -> Result<Option<Person>, StoreError> {
        let known = self.store.person_with_email(ORGANIZATION, &normal(email)).await?;
        Ok(known.map(|known| known.person))
    }

    /// Replaces a person's password.
    ///
    /// # Errors
    /// The password is too short or too long, or the store failed.
    pub async fn set_password(&self, person: &str, password: &str) -> Result<(), IdentityError> {
        let hash = self.passwords.hash(password).await?;
        Ok(self.store.set_password_hash(ORGANIZATION, person, &hash).await?)
    }

    /// Whom an e-mail address and a password belong to. Takes the same work whether the address is known or not.
    ///
    /// # Errors
    /// They do not belong together, too much has been tried, or the store failed.
    pub async fn sign_in(&self, email: &str, password: &str, address: IpAddr) -> Result<Person, SignInError> {
        let email = normal(email);
        self.attempts.admit(&email, address, Instant::now()).map_err(|seconds| SignInError::Wait { seconds })?;
        let known = self.store.person_with_email(ORGANIZATION, &email).await?;
        let hash = known.as_ref().map(|known| known.password_hash.as_str()).unwrap_or_default();
        let right = self.passwords.verify(password, hash).await;
        let person = known.filter(|_| right).ok_or(SignInError::Wrong)?.person;
        self.attempts.forget(&email);
        Ok(person)
    }

    /// Whether a person has a password; those of the demo company have none.
    ///
    /// # Errors
    /// The store failed.
    pub async fn has_password(&self, person: &Person) -> Result<bool, StoreError> {
        let known = self.store.person_with_email(ORGANIZATION, &person.email).await?;
        Ok(known.is_some_and(|known| !known.password_hash.is_empty()))
    }

    /// That a person who is signed in is there now: by their password, or by their name where they have none.
    ///
    /// # Errors
    /// Neither is right, too much has been tried, or the store failed.
    pub async fn prove(&self, person: &Person, secret: &str, address: IpAddr) -> Result<Proof, SignInError> {
        if self.has_password(person).await? {
            return self.sign_in(&person.email, secret, address).await.map(|_| Proof::Password);
        }
        let same = secret.trim().to_lowercase() == person.name.to_lowercase();
        if same { Ok(Proof::Name) } else { Err(SignInError::Wrong) }
    }

    /// Whether there is anybody; if not, somebody with the boot key becomes the first administrator.
    ///
    /// # Errors
    /// The store failed.
    pub async fn is_claimed(&self) -> Result<bool, StoreError> {
        self.store.has_people(ORGANIZATION).await
    }

    /// Makes the key with which somebody becomes the first administrator, where nobody exists; keys made before are
    /// void. Only its digest is kept: the caller prints it in the log.
    ///
    /// # Errors
    /// The store failed.
    pub async fn offer_boot_key(&self) -> Result<Option<String>, StoreError> {
        if self.is_claimed().await? {
            return Ok(None);
        }
        let key = Id::default().to_string();
        self.store.put_setting(ORGANIZATION, &Setting { name: BOOT_KEY, value: &digest(&key) }).await?;
        Ok(Some(key))
    }

    /// Makes the holder of the boot key the first administrator; the key is gone afterwards.
    ///
    /// # Errors
    /// The key is wrong or used, too much has been tried, something about the person is invalid, or the store failed.
    pub async fn claim(&self, boot_key: &str, administrator: NewPerson, address: IpAddr) -> Result<Person, ClaimError> {
        self.attempts.admit("", address, Instant::now()).map_err(|seconds| ClaimError::Wait { seconds })?;
        let credentials =
            self.credentials(NewPerson { role: Role::Administrator, unit: None, ..administrator }).await?;
        let key = Setting { name: BOOT_KEY, value: &digest(boot_key.trim()) };
        let claimed = self.store.claim(ORGANIZATION, &key, &credentials).await.map_err(IdentityError::from)?;
        if claimed { Ok(credentials.person) } else { Err(ClaimError::Wrong) }
    }

    async fn credentials(&self, new: NewPerson) -> Result<Credentials, IdentityError> {
        let (email, name) = (normal(&new.email), new.name.trim().to_owned());
        let parts = email.split_once('@').filter(|(mailbox, host)| !mailbox.is_empty() && !host.is_empty());
        let spaced = email.contains(|letter: char| letter.is_whitespace() || letter.is_control());
        if spaced || email.chars().count() > TEXT_LIMIT || parts.is_none_or(|(_, host)| host.contains('@')) {
            return Err(IdentityError::EmailInvalid);
        }
        if name.is_empty() || name.chars().count() > TEXT_LIMIT {
            return Err(IdentityError::NameInvalid);
        }
        let unit = new.unit.filter(|code| !code.is_empty());
        if new.role == Role::Manager && unit.is_none() {
            return Err(IdentityError::UnitMissing);
        }
        let password_hash = match &new.password {
            Some(password) => self.passwords.hash(password).await?,
            None => String::new(),
        };
        let person = Person { id: Uuid::now_v7().to_string(), email, name, role: new.role, unit };
        Ok(Credentials { person, password_hash })
    }
}

fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

/// For secrets that are random already, so that nobody can guess their way back.
fn digest(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
