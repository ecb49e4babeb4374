//! What handlers may reach: the store, the live boards, the people.

use crate::command_line;
use crate::health::Readiness;
use crate::import_pages::Imports;
use axum::extract::FromRef;
use axum::http::Uri;
use backend::identity::session::{self, Sessions};
use backend::identity::{Identity, ORGANIZATION};
use backend::live::{Boards, Clock};
use backend::mail::{Mailer, MailerError, Mails};
use backend::store::{Store, StoreError};
use leptos::config::LeptosOptions;
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;
use tower_sessions::SessionManagerLayer;

/// Why the data could not be opened.
#[derive(Debug, Error)]
pub enum StateError {
    /// The data folder cannot be made.
    #[error("cannot make the data folder {path}: {source}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file with the password of the mail server cannot be read.
    #[error("cannot read the password file {path}: {source}")]
    Password {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Mails cannot be set up.
    #[error(transparent)]
    Mail(#[from] MailerError),
    /// The database cannot be opened.
    #[error("cannot open the database: {0}")]
    Store(#[from] StoreError),
}

/// What handlers may reach.
#[derive(Clone, Debug, FromRef)]
pub struct AppState {
    /// Where pages find their script and module.
    pub leptos: LeptosOptions,
    /// Whether requests may be sent here.
    pub readiness: Readiness,
    /// Address under which people reach this server, where it is known.
    pub base_url: Option<Uri>,
    /// The database.
    pub store: Arc<Store>,
    /// The live boards.
    pub boards: Boards,
    /// The people.
    pub identity: Identity,
    /// What people are mailed, and how they want it.
    pub mails: Mails,
    /// What is kept between the steps of imports.
    pub imports: Imports,
    /// How the server was started.
    pub settings: backend::Settings,
}

impl AppState {
    /// Opens the database of the settings, in the data folder where no other is named.
    ///
    /// # Errors
    /// The data folder cannot be made, the database cannot be opened or migrated, or the settings of mail lead nowhere.
    pub async fn open(settings: &command_line::Settings, demo: bool) -> Result<Self, StateError> {
        Self::open_by_clock(settings, demo, Clock::default()).await
    }

    /// The same by another clock than the machine's.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_by_clock(
        settings: &command_line::Settings,
        demo: bool,
        clock: Clock,
    ) -> Result<Self, StateError> {
        let mailer = mailer(settings)?;
        let database = match &settings.database {
            Some(database) => database.clone(),
            None => {
                let folder = settings.data_folder.clone();
                std::fs::create_dir_all(&folder)
                    .map_err(|source| StateError::Folder { path: folder.clone(), source })?;
                format!("sqlite://{}?mode=rwc", folder.join("pacto.db").display())
            }
        };
        let store = Arc::new(Store::open(&database).await?);
        if !demo {
            store.found_organization(ORGANIZATION, "Pacto", "en").await?;
        }
        let base_url = settings.base_url.as_ref().map(|url| url.to_string().trim_end_matches('/').to_owned());
        let (boards, identity) = (Boards::by_clock(Arc::clone(&store), clock), Identity::new(Arc::clone(&store)));
        let mails = Mails::new(Arc::clone(&store), boards.clone(), identity.clone(), mailer, base_url.clone());
        Ok(Self {
            leptos: LeptosOptions::builder().output_name("pacto").build(),
            readiness: Readiness::default(),
            base_url: settings.base_url.clone(),
            boards,
            identity,
            mails,
            imports: Imports::default(),
            settings: backend::Settings { demo, base_url },
            store,
        })
    }

    /// The layer that knows who is signed in.
    pub fn sessions(&self) -> SessionManagerLayer<Sessions> {
        session::layer(Arc::clone(&self.store), self.is_secure())
    }

    /// Whether people reach this server by https.
    fn is_secure(&self) -> bool {
        self.base_url.as_ref().is_some_and(|url| url.scheme_str() == Some("https"))
    }
}

/// What delivers mails, where the settings name it.
fn mailer(settings: &command_line::Settings) -> Result<Option<Mailer>, StateError> {
    let (url, from) = match (&settings.smtp_url, &settings.mail_from) {
        (Some(url), Some(from)) => (url, from),
        (None, None) if settings.smtp_password_file.is_none() => return Ok(None),
        _ => return Err(MailerError::HalfSet.into()),
    };
    let file = settings.smtp_password_file.as_ref();
    let read = |path: &PathBuf| {
        let written = std::fs::read_to_string(path);
        written.map_err(|source| StateError::Password { path: path.clone(), source })
    };
    let password = file.map(read).transpose()?;
    let password = password.as_deref().map(|written| written.lines().next().unwrap_or_default());
    Ok(Some(Mailer::new(url, password, from)?))
}
