//! The ledger of over-assignment through its page, over real HTTP and without a script.

use crate::board::{SENTINEL, committee, manager, submit, unit};
use crate::running::{Running, location, words};
use crate::visitor::{Visitor, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::measure::Measure;
use domain::thread::OfferNumber;

/// The north is offered 500 and offers 330 and 220 to its own.
async fn hedged(server: &Running) {
    let offer = |code: &str, amount| Verb::Offer {
        unit: unit(&server.board, code),
        measure: Measure::Revenue,
        numbers: vec![OfferNumber { period: ROOT, amount }],
        reason: None,
        answers: None,
    };
    let north = manager(&server.board, "north");
    submit(&server.board, &committee(&server.board), offer("north", 500)).await.unwrap();
    submit(&server.board, &north, offer("north-1", 330)).await.unwrap();
    submit(&server.board, &north, offer("north-2", 220)).await.unwrap();
}

#[tokio::test]
async fn every_over_assignment_is_a_row_and_the_cap_is_set_where_it_is_read() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "ledger", "carla", Role::Committee, None).await;
    assert!(words(&carla.get("").await).contains("No cap"));
    hedged(&server).await;
    let page = carla.get("").await;
    assert!(words(&page).contains("NORTH 500 550 +50 10.0%"), "{}", words(&page));
    assert!(!page.body.contains("<script"));
    let unread = carla.post("", &[pair("cap", "plenty")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("value=\"plenty\""), "what was typed stays");
    let saved = carla.post("", &[pair("cap", "7.5%")]).await;
    assert_eq!(server.board.read(|plan| plan.hedge_cap()), Some(750));
    assert!(location(&saved).unwrap().ends_with("&saved=true"));
    let told = words(&carla.get("?saved=true").await);
    assert!(told.contains("The cap is set.") && told.contains("more than 7.5%"), "{told}");
    let spanish = words(&carla.in_language("", "es-CO").await);
    assert!(spanish.contains("Sobreasignación") && spanish.contains("7,5"), "{spanish}");
    carla.post("", &[pair("cap", "")]).await;
    assert_eq!(server.board.read(|plan| plan.hedge_cap()), None);
}

#[tokio::test]
async fn a_manager_reads_their_own_path_and_sets_no_cap() {
    let server = Running::start(&[]).await;
    hedged(&server).await;
    let noah = Visitor::new(&server, "ledger", "noah", Role::Manager, Some("north")).await;
    let page = noah.get("?measure=nonsense").await;
    let said = words(&page);
    assert!(said.contains("NORTH noah 500 550 +50 10.0% 10.0%"), "{said}");
    assert!(!said.contains("SOUTH") && !page.body.contains(&SENTINEL.to_string()) && !said.contains("Set the cap"));
    assert_eq!(noah.post("", &[pair("cap", "5")]).await.status, StatusCode::CONFLICT);
    let nobody = server.ask("GET", &noah.path(""), &[], "").await;
    assert!(nobody.head.contains("location: /sign-in"));
}
