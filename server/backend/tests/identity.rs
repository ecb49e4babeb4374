//! People, passwords, the first administrator and sessions, on both databases.

#![cfg(test)]

#[path = "support/databases.rs"]
mod databases;

use backend::identity::session::{self, Sessions};
use backend::identity::{ClaimError, Identity, IdentityError, NewPerson, ORGANIZATION, SignInError};
use backend::store::Store;
use domain::actor::Role;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tower_sessions::{Expiry, Session};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PASSWORD: &str = "correct horse battery";

async fn people(fresh: &databases::Fresh) -> (Identity, Arc<Store>) {
    let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
    store.found_organization(ORGANIZATION, "Test", "en").await.unwrap();
    (Identity::new(Arc::clone(&store)), store)
}

fn ana() -> NewPerson {
    NewPerson {
        email: "Ana@Example.com ".to_owned(),
        name: "Ana".to_owned(),
        role: Role::Committee,
        unit: None,
        password: Some(PASSWORD.to_owned()),
    }
}

async fn sessions_kept(fresh: &databases::Fresh) -> i64 {
    let mut connection = AnyConnection::connect(&fresh.to_string()).await.unwrap();
    connection.fetch_one("select count(*) as sessions from session").await.unwrap().get("sessions")
}

#[tokio::test]
async fn a_person_signs_in_with_their_password_and_an_address_in_any_case() {
    for fresh in databases::each().await {
        let (identity, _) = people(&fresh).await;
        let ana = identity.add(ana()).await.unwrap();
        assert_eq!(identity.sign_in(" ANA@example.COM", PASSWORD, HERE).await.unwrap(), ana);
        assert_eq!(identity.find("ana@example.com").await.unwrap().as_ref(), Some(&ana));
        assert_eq!(identity.people().await.unwrap(), std::slice::from_ref(&ana));
        for (email, password) in [("ana@example.com", "wrong horse battery"), ("eva@example.com", PASSWORD)] {
            assert!(matches!(identity.sign_in(email, password, HERE).await, Err(SignInError::Wrong)));
        }
        identity.set_password(&ana.id, "another long password").await.unwrap();
        assert!(matches!(identity.sign_in(&ana.email, PASSWORD, HERE).await, Err(SignInError::Wrong)));
        assert!(identity.sign_in(&ana.email, "another long password", HERE).await.is_ok());
    }
}

#[tokio::test]
async fn nobody_without_a_password_signs_in_with_one() {
    let fresh = databases::each().await.remove(0);
    let (identity, _) = people(&fresh).await;
    let demo = identity.add(NewPerson { password: None, ..ana() }).await.unwrap();
    for password in ["", "nobody", PASSWORD] {
        assert!(matches!(identity.sign_in(&demo.email, password, HERE).await, Err(SignInError::Wrong)));
    }
}

#[tokio::test]
async fn an_account_needs_an_address_of_its_own_a_name_and_a_password_of_some_length() {
    for fresh in databases::each().await {
        let (identity, _) = people(&fresh).await;
        identity.add(ana()).await.unwrap();
        assert!(matches!(identity.add(ana()).await, Err(IdentityError::EmailTaken)));
        for email in ["", "eva", "@example.com", "eva@", "e va@example.com", "eva@exam@ple.com"] {
            let added = identity.add(NewPerson { email: email.to_owned(), ..ana() }).await;
            assert!(matches!(added, Err(IdentityError::EmailInvalid)), "{email}");
        }
        let eva = || NewPerson { email: "eva@example.com".to_owned(), ..ana() };
        let added = identity.add(NewPerson { name: "  ".to_owned(), ..eva() }).await;
        assert!(matches!(added, Err(IdentityError::NameInvalid)));
        let added = identity.add(NewPerson { password: Some("short".to_owned()), ..eva() }).await;
        assert!(matches!(added, Err(IdentityError::PasswordTooShort { minimum: 10 })));
        let added = identity.add(NewPerson { role: Role::Manager, ..eva() }).await;
        assert!(matches!(added, Err(IdentityError::UnitMissing)));
    }
}

#[tokio::test]
async fn whoever_guesses_is_told_to_wait() {
    let fresh = databases::each().await.remove(0);
    let (identity, _) = people(&fresh).await;
    identity.add(ana()).await.unwrap();
    let mut answer = Ok(());
    for _ in 0..11 {
        answer = identity.sign_in("ana@example.com", "a guess of mine", HERE).await.map(|_| ());
    }
    assert!(matches!(answer, Err(SignInError::Wait { seconds: 1..=901 })), "{answer:?}");
    let right = identity.sign_in("ana@example.com", PASSWORD, HERE).await;
    assert!(matches!(right, Err(SignInError::Wait { .. })), "the right password does not shorten the wait");
}

#[tokio::test]
async fn the_boot_key_makes_the_first_administrator_once() {
    for fresh in databases::each().await {
        let (identity, _) = people(&fresh).await;
        let void = identity.offer_boot_key().await.unwrap().unwrap();
        let key = identity.offer_boot_key().await.unwrap().unwrap();
        for wrong in ["", "guess", &void] {
            assert!(matches!(identity.claim(wrong, ana(), HERE).await, Err(ClaimError::Wrong)), "{wrong}");
        }
        assert!(!identity.is_claimed().await.unwrap());
        let first = identity.claim(&key, ana(), HERE).await.unwrap();
        assert_eq!(first.role, Role::Administrator);
        assert!(identity.is_claimed().await.unwrap());
        let eva = NewPerson { email: "eva@example.com".to_owned(), ..ana() };
        assert!(matches!(identity.claim(&key, eva, HERE).await, Err(ClaimError::Wrong)));
        assert_eq!(identity.offer_boot_key().await.unwrap(), None);
        assert!(identity.sign_in("ana@example.com", PASSWORD, HERE).await.is_ok());
    }
}

#[tokio::test]
async fn a_session_lasts_until_signing_out_and_is_not_brought_back_by_a_late_request() {
    for fresh in databases::each().await {
        let (identity, store) = people(&fresh).await;
        let ana = identity.add(ana()).await.unwrap();
        let sessions = Arc::new(Sessions::new(store));
        let session =
            |id| Session::new(id, Arc::clone(&sessions), Some(Expiry::OnInactivity(time::Duration::days(30))));

        let planted = session(None);
        planted.insert("basket", 1).await.unwrap();
        planted.save().await.unwrap();
        let browser = session(planted.id());
        session::sign_in(&browser, &ana).await.unwrap();
        browser.save().await.unwrap();
        assert_ne!(browser.id(), planted.id(), "an identifier from before signing in says nothing afterwards");
        assert_eq!(session::person(&session(planted.id()), &identity).await.unwrap(), None);

        let late = session(browser.id());
        assert_eq!(session::person(&late, &identity).await.unwrap().as_ref(), Some(&ana));
        let channel = session(browser.id());
        assert_eq!(session::person_now(&channel, &identity).await.unwrap(), Some(ana));
        session::sign_out(&session(browser.id())).await.unwrap();
        assert_eq!(session::person_now(&channel, &identity).await.unwrap(), None);
        late.save().await.unwrap();
        assert_eq!(session::person(&session(browser.id()), &identity).await.unwrap(), None);
    }
}

#[tokio::test]
async fn an_expired_session_is_nobodys_and_is_deleted() {
    for fresh in databases::each().await {
        let (identity, store) = people(&fresh).await;
        let ana = identity.add(ana()).await.unwrap();
        let sessions = Arc::new(Sessions::new(Arc::clone(&store)));
        let session =
            Session::new(None, Arc::clone(&sessions), Some(Expiry::OnInactivity(time::Duration::seconds(-5))));
        session::sign_in(&session, &ana).await.unwrap();
        session.save().await.unwrap();
        let later = Session::new(session.id(), sessions, None);
        assert_eq!(session::person(&later, &identity).await.unwrap(), None);
        assert_eq!(sessions_kept(&fresh).await, 1);
        store.delete_expired_sessions().await.unwrap();
        assert_eq!(sessions_kept(&fresh).await, 0);
    }
}
