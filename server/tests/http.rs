//! Signing in and reading over real HTTP.

use crate::board::SENTINEL;
use crate::running::{Answer, Running};
use app::api::session::{SignIn, SignOut};
use axum::http::StatusCode;
use backend::identity::NewPerson;
use domain::actor::Role;
use leptos::server_fn::ServerFn as _;

const PASSWORD: &str = "correct horse battery";
const FORM: &str = "content-type: application/x-www-form-urlencoded";

async fn ana(server: &Running) {
    let password = Some(PASSWORD.to_owned());
    let (email, name) = ("ana@example.com".to_owned(), "Ana".to_owned());
    let ana = NewPerson { email, name, role: Role::Committee, unit: None, password };
    server.state.identity.add(ana).await.unwrap();
}

async fn sign_in(server: &Running, password: &str) -> Answer {
    let form = format!("email=ana%40example.com&password={}", password.replace(' ', "+"));
    server.ask("POST", SignIn::url(), &[FORM, "accept: text/html"], &form).await
}

/// The cookie of the session as an answer sets it, with its attributes.
fn session_cookie(answer: &Answer) -> Option<&str> {
    answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ").filter(|line| line.starts_with("pacto=")))
}

#[tokio::test]
async fn signing_in_gives_a_cookie_that_scripts_cannot_read_and_signing_out_ends_it() {
    let server = Running::start(&[]).await;
    ana(&server).await;
    let answer = sign_in(&server, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
    let attributes = session_cookie(&answer).unwrap();
    for wanted in ["httponly", "samesite=lax", "path=/", "max-age=2592000"] {
        assert!(attributes.contains(wanted), "{attributes}");
    }
    assert!(!attributes.contains("secure"), "{attributes}");

    let person = server.state.identity.find("ana@example.com").await.unwrap().unwrap();
    let cookie = server.cookie(&person).await;
    assert!(server.open(&[("cookie", &cookie)]).await.is_ok());
    let header = format!("cookie: {cookie}");
    server.ask("POST", SignOut::url(), &[FORM, "accept: text/html", &header], "").await;
    assert_eq!(server.open(&[("cookie", &cookie)]).await.err(), Some(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn the_cookie_travels_only_over_https_where_people_use_https() {
    let server = Running::start(&["--base-url", "https://plan.example.com"]).await;
    ana(&server).await;
    let answer = sign_in(&server, PASSWORD).await;
    assert!(session_cookie(&answer).unwrap().contains("secure"));
}

#[tokio::test]
async fn a_wrong_password_signs_nobody_in() {
    let server = Running::start(&[]).await;
    ana(&server).await;
    let answer = sign_in(&server, "wrong horse battery").await;
    assert_eq!(session_cookie(&answer), None);
}

#[tokio::test]
async fn a_managers_board_page_says_nothing_of_a_sibling() {
    let server = Running::start(&[]).await;
    let path = format!("/boards/{}", server.board.id());
    let read = async |name, role, unit| {
        let cookie = server.cookie(&server.person(name, role, unit).await).await;
        server.ask("GET", &path, &[&format!("cookie: {cookie}"), "accept: text/html"], "").await
    };
    let committee = read("carla", Role::Committee, None).await;
    let manager = read("noah", Role::Manager, Some("north")).await;
    assert_eq!((committee.status, manager.status), (StatusCode::OK, StatusCode::OK));
    // The committee's page shows that the search finds what is there.
    assert!(committee.body.contains("SOUTH") && manager.body.contains("NORTH"));
    assert!(!manager.body.to_lowercase().contains("south"));
    let sentinel = SENTINEL.to_string();
    let digits: String =
        manager.body.chars().filter(|letter| !matches!(letter, ',' | '.' | '\u{a0}' | '\u{202f}')).collect();
    assert!(!digits.contains(&sentinel));
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_reads_no_board() {
    let server = Running::start(&[]).await;
    let answer = server.ask("GET", &format!("/boards/{}", server.board.id()), &["accept: text/html"], "").await;
    assert!(!answer.body.contains("NORTH"));
    assert!(answer.status.is_redirection() || answer.body.contains("/sign-in"), "{}", answer.status);
}
