//! The page of a board's organization over real HTTP, without a script.
#![cfg(test)]

#[path = "../backend/tests/support/board.rs"]
#[expect(dead_code, reason = "shared with the tests of the backend")]
mod board;
#[path = "support/running.rs"]
#[expect(dead_code, reason = "shared with the other tests of the server")]
mod running;

use axum::http::StatusCode;
use backend::identity::Person;
use board::{assign, leaf, submit, unit};
use domain::actor::Role;
use domain::calendar::month_period;
use domain::command::Verb;
use domain::hold::HoldTerms;
use domain::measure::{Measure, Slice};
use running::{Answer, Running};

const FORM: &str = "content-type: application/x-www-form-urlencoded";

async fn get(server: &Running, person: &Person, query: &str) -> Answer {
    let cookie = format!("cookie: {}", server.cookie(person).await);
    let path = format!("/boards/{}/organization{query}", server.board.id());
    server.ask("GET", &path, &[&cookie, "accept-language: en"], "").await
}

async fn post(server: &Running, person: &Person, form: &str) -> Answer {
    let cookie = format!("cookie: {}", server.cookie(person).await);
    let path = format!("/boards/{}/organization", server.board.id());
    server.ask("POST", &path, &[&cookie, "accept-language: en", FORM], form).await
}

/// The second zone of the south to the north, from March on.
fn south_2_to_north(server: &Running) -> String {
    let (zone, north) = (unit(&server.board, "south-2"), unit(&server.board, "north"));
    format!("unit={zone}&to={north}&from={}", month_period(2))
}

#[tokio::test]
async fn a_move_is_looked_at_then_made_and_both_trees_stay_readable() {
    let server = Running::start(&[]).await;
    let carla = server.person("carla", Role::Committee, None).await;
    let target = assign(Slice::Target, leaf(unit(&server.board, "south-2"), 5), 1_234);
    submit(&server.board, &server.board.actor(&carla), target).await.unwrap();
    let empty = get(&server, &carla, "").await;
    assert!(empty.status == StatusCode::OK && empty.body.contains("Nothing has moved"));

    let wanted = south_2_to_north(&server);
    let looked = get(&server, &carla, &format!("?{wanted}&measure=Revenue")).await.body;
    assert!(looked.contains("As planned and as it would be"), "{looked}");
    assert!(looked.contains("Move SOUTH-2 to NORTH from Mar"), "{looked}");
    assert_eq!(server.board.read(|plan| plan.reorganized()), 0, "looking moves nothing");

    let base = server.board.read(|plan| plan.revision());
    let made = post(&server, &carla, &format!("{wanted}&base={base}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let to = made.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    let after = get(&server, &carla, &format!("?{}", to.split_once('?').unwrap().1)).await.body;
    for said in ["Moved: SOUTH-2", "What has moved", "SOUTH-2 → NORTH · Mar", "carla", "1,234", "+1,234", "-1,234"] {
        assert!(after.contains(said) || after.contains(&said.replace('-', "−")), "{said}: {after}");
    }
    // The same form again names units by their old numbers.
    let again = post(&server, &carla, &format!("{wanted}&base={base}")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("The organization has changed since you looked."), "{}", again.body);
}

#[tokio::test]
async fn what_cannot_move_is_said_in_words_and_managers_move_nothing() {
    let server = Running::start(&[]).await;
    let carla = server.person("carla", Role::Committee, None).await;
    let noah = server.person("noah", Role::Manager, Some("north")).await;
    let (north, south) = (unit(&server.board, "north"), unit(&server.board, "south"));
    let zone = leaf(unit(&server.board, "south-2"), 5);
    let carmen = server.board.actor(&carla);
    submit(&server.board, &carmen, assign(Slice::Target, zone, 1_234)).await.unwrap();
    let at = domain::address::Address { unit: south, ..domain::address::Address::COMPANY };
    let hold = Verb::Hold { measure: Measure::Revenue, at, terms: HoldTerms::default() };
    submit(&server.board, &carmen, hold).await.unwrap();
    let held = get(&server, &carla, &format!("?{}", south_2_to_north(&server))).await.body;
    assert!(held.contains("Held: SOUTH") && held.contains("It would become 0"), "{held}");
    let zone = unit(&server.board, "north-1");
    for (query, said) in [
        (format!("?unit={south}&to={zone}&from=2"), "The new parent has numbers of its own"),
        (format!("?unit={south}&to={south}&from=2"), "A unit cannot lie below itself."),
        ("?unit=2&to=900&from=2".to_owned(), "Choose a unit, its new parent and a month."),
        ("?unit=2".to_owned(), "Choose a unit, its new parent and a month."),
    ] {
        let body = get(&server, &carla, &query).await.body;
        assert!(body.contains(said), "{query}: {body}");
    }
    let base = server.board.read(|plan| plan.revision());
    let refused = post(&server, &carla, &format!("{}&base={base}", south_2_to_north(&server))).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("Held: SOUTH"), "{}", refused.body);

    let page = get(&server, &noah, &format!("?{}", south_2_to_north(&server))).await.body;
    assert!(!page.contains("SOUTH") && !page.contains("<form method=\"post\" action=\"/boards"), "{page}");
    let refused = post(&server, &noah, &format!("unit={north}&to=0&from=2&base={base}")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(server.board.read(|plan| plan.reorganized()), 0);
}
