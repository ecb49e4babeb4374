//! Signing in and out.
#![expect(missing_docs, reason = "arguments of server functions become public fields; their functions explain them")]

use crate::api::encoding::Packed;
use crate::api::error::ApiError;
use domain::actor::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A person, as pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Identifier.
    pub person: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// What the sign-in page offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    /// Nobody exists yet: ask for the boot key.
    pub first_run: bool,
    /// People of the demo company to enter as; empty outside the demo.
    pub demo_people: Vec<DemoPerson>,
}

/// A person of the demo company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Identifier.
    pub person: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Name of the manager's unit, where one board knows it.
    pub unit: Option<domain::dimension::Name>,
}

#[cfg(feature = "ssr")]
impl From<backend::identity::Person> for Me {
    fn from(person: backend::identity::Person) -> Self {
        Self { person: person.id, name: person.name, role: person.role }
    }
}

/// Whether anybody is signed in: a refused socket does not say.
#[server(input = Packed, output = Packed)]
pub async fn is_signed_in() -> Result<bool, ApiError> {
    Ok(crate::api::context::visitor().await?.is_some())
}

/// What the sign-in page offers.
#[cfg(feature = "ssr")]
pub async fn read_entrance() -> Result<Entrance, ApiError> {
    use crate::api::context::{boards, failed, identity, settings};
    let identity = identity()?;
    let first_run = !identity.is_claimed().await.map_err(failed)?;
    if !settings()?.demo {
        return Ok(Entrance { first_run, demo_people: Vec::new() });
    }
    let boards = boards()?;
    let outline = match boards.list().await.map_err(failed)?.first() {
        Some(board) => {
            let board = boards.open(&board.id).await.map_err(failed)?;
            Some(board.read(|plan| std::sync::Arc::clone(plan.outline())))
        }
        None => None,
    };
    let unit = |code: Option<&str>| {
        let units = &outline.as_ref()?.units;
        Some(units.get(units.find(code?)?)?.name.clone())
    };
    let people = identity.people().await.map_err(failed)?;
    let demo_people = people.into_iter().map(|person| DemoPerson {
        unit: unit(person.unit.as_deref()),
        person: person.id,
        name: person.name,
        role: person.role,
    });
    Ok(Entrance { first_run, demo_people: demo_people.collect() })
}

/// Signs in with e-mail and password.
#[server(output = Packed)]
pub async fn sign_in(email: String, password: String) -> Result<(), ApiError> {
    use crate::api::context::{address, failed, identity, session};
    use backend::identity::SignInError;
    let found = identity()?.sign_in(&email, &password, address().await).await;
    let person = found.map_err(|error| match error {
        SignInError::Wrong => ApiError::WrongCredentials,
        SignInError::Wait { seconds } => ApiError::Wait { seconds },
        error => failed(error),
    })?;
    backend::identity::session::sign_in(&session().await?, &person).await.map_err(failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Enters as a person of the demo company; refused outside the demo.
#[server(output = Packed)]
pub async fn enter_as(person: String) -> Result<(), ApiError> {
    use crate::api::context::{failed, identity, session, settings};
    if !settings()?.demo {
        return Err(ApiError::NotAllowed);
    }
    let person = identity()?.person(&person).await.map_err(failed)?.ok_or(ApiError::NotFound)?;
    backend::identity::session::sign_in(&session().await?, &person).await.map_err(failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Creates the first administrator with the boot key of the log, and signs them in.
#[server(output = Packed)]
pub async fn claim(boot_key: String, name: String, email: String, password: String) -> Result<(), ApiError> {
    use crate::api::context::{address, failed, identity, session};
    use backend::identity::{ClaimError, NewPerson};
    let administrator = NewPerson { email, name, role: Role::Administrator, unit: None, password: Some(password) };
    let claimed = identity()?.claim(&boot_key, administrator, address().await).await;
    let person = claimed.map_err(|error| match error {
        ClaimError::Wrong => ApiError::WrongBootKey,
        ClaimError::Wait { seconds } => ApiError::Wait { seconds },
        ClaimError::Store(error) => failed(error),
        ClaimError::Invalid(_) => ApiError::Invalid,
    })?;
    backend::identity::session::sign_in(&session().await?, &person).await.map_err(failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Signs out.
#[server(output = Packed)]
pub async fn sign_out() -> Result<(), ApiError> {
    use crate::api::context::{failed, session};
    backend::identity::session::sign_out(&session().await?).await.map_err(failed)?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Keeps the reader's region in a cookie.
#[server(output = Packed)]
pub async fn choose_region(region: String) -> Result<(), ApiError> {
    let region = domain::number::Region::parse(&region).ok_or(ApiError::NotFound)?;
    set_cookie(crate::region::REGION_COOKIE, region.tag());
    Ok(())
}

/// Keeps the reader's colours in a cookie.
#[server(output = Packed)]
pub async fn choose_theme(theme: String) -> Result<(), ApiError> {
    let theme = if theme == "dark" { "dark" } else { "light" };
    set_cookie(crate::region::THEME_COOKIE, theme);
    Ok(())
}

#[cfg(feature = "ssr")]
fn set_cookie(name: &str, value: &str) {
    const YEAR_SECONDS: u32 = 31_536_000;
    let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax");
    let response = use_context::<leptos_axum::ResponseOptions>();
    if let (Some(response), Ok(cookie)) = (response, axum::http::HeaderValue::from_str(&cookie)) {
        response.append_header(axum::http::header::SET_COOKIE, cookie);
    }
}
