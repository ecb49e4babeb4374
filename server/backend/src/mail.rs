//! Mail: how people want it, what is told to whom, and delivering it by SMTP. What is told is a rule of `domain`, its
//! words are those of `app`; here is what happens between them.

mod letter;
mod looking;
mod mailer;
mod rounds;
mod zone;

pub use crate::store::mails::Posted;
pub use letter::{Letter, Part, Written};
pub use mailer::{Mailer, MailerError, SendError};
pub use rounds::Round;
pub use zone::Zone;

use crate::identity::{Identity, ORGANIZATION, Person};
use crate::live::Boards;
use crate::store::mails::Kept;
use crate::store::{Store, StoreError};
use domain::mail::Preference;
use domain::number::{Language, Region};
use std::collections::HashMap;
use std::sync::Arc;

/// How many mails a person is shown of those that were written to them.
const SHOWN: i64 = 5;

/// How a person wants to be mailed, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// How.
    pub preference: Preference,
    /// Whether they have said so.
    pub is_said: bool,
}

/// Everything about mail that the pages and the rounds of the postman share.
#[derive(Clone, Debug)]
pub struct Mails {
    store: Arc<Store>,
    boards: Boards,
    identity: Identity,
    mailer: Option<Mailer>,
    base_url: Option<String>,
}

impl Mails {
    /// The mails of [`ORGANIZATION`]; without a mailer none is written. `base_url` is where people reach this server,
    /// without a slash at its end.
    pub fn new(
        store: Arc<Store>,
        boards: Boards,
        identity: Identity,
        mailer: Option<Mailer>,
        base_url: Option<String>,
    ) -> Self {
        Self { store, boards, identity, mailer, base_url }
    }

    /// What delivers mails, where it is set up.
    pub fn mailer(&self) -> Option<&Mailer> {
        self.mailer.as_ref()
    }

    /// Where people reach this server, where it is known.
    pub fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// How a person wants to be mailed.
    ///
    /// # Errors
    /// The store failed.
    pub async fn preference(&self, person: &Person) -> Result<Known, StoreError> {
        let everybody = self.preferences().await?;
        let is_said = everybody.said.contains_key(&person.id);
        Ok(Known { preference: everybody.of(person).preference, is_said })
    }

    /// Keeps how a person wants to be mailed.
    ///
    /// # Errors
    /// The store failed.
    pub async fn prefer(&self, person: &Person, wanted: &Preference) -> Result<(), StoreError> {
        self.store.put_mail_preference(ORGANIZATION, &person.id, wanted, self.boards.now()).await
    }

    /// The mails that were written to a person last, latest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn latest(&self, person: &Person) -> Result<Vec<Posted>, StoreError> {
        self.store.latest_mails(ORGANIZATION, &person.id, SHOWN).await
    }

    async fn preferences(&self) -> Result<Preferences, StoreError> {
        let said = self.store.mail_preferences(ORGANIZATION).await?.into_iter().collect();
        Ok(Preferences { said, language: self.store.language(ORGANIZATION).await? })
    }
}

/// How everybody wants to be mailed.
struct Preferences {
    said: HashMap<String, Kept>,
    language: Language,
}

impl Preferences {
    fn of(&self, person: &Person) -> Kept {
        let region = match self.language {
            Language::En => Region::EnUs,
            Language::Es => Region::EsCo,
        };
        let unsaid = || Kept { preference: Preference::unsaid(region), digested: 0 };
        self.said.get(&person.id).cloned().unwrap_or_else(unsaid)
    }
}
