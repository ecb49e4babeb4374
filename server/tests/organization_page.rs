//! The page of a board's organization over real HTTP, without a script.

use crate::board::{self, assign, leaf, submit, unit};
use crate::running::Running;
use crate::visitor::{Visitor, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::calendar::month_period;
use domain::command::Verb;
use domain::hold::HoldTerms;
use domain::measure::{Measure, Slice};

/// The second zone of the south to the north, from March on.
fn south_2_to_north(server: &Running) -> String {
    let (zone, north) = (unit(&server.board, "south-2"), unit(&server.board, "north"));
    format!("unit={zone}&to={north}&from={}", month_period(2))
}

/// The fields of that move, sent at a revision.
fn sent_at(wanted: &str, base: u64) -> Vec<(String, String)> {
    let fields = wanted.split('&').filter_map(|field| field.split_once('='));
    fields.map(|(name, value)| pair(name, value)).chain([pair("base", &base.to_string())]).collect()
}

#[tokio::test]
async fn a_move_is_looked_at_then_made_and_both_trees_stay_readable() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "organization", "carla", Role::Committee, None).await;
    let target = assign(Slice::Target, leaf(unit(&server.board, "south-2"), 5), 1_234);
    submit(&server.board, &board::committee(&server.board), target).await.unwrap();
    let empty = carla.get("").await;
    assert!(empty.status == StatusCode::OK && empty.body.contains("Nothing has moved"));

    let wanted = south_2_to_north(&server);
    let looked = carla.get(&format!("?{wanted}&measure=Revenue")).await.body;
    assert!(looked.contains("As planned and as it would be"), "{looked}");
    assert!(looked.contains("Move SOUTH-2 to NORTH from Mar"), "{looked}");
    assert_eq!(server.board.read(|plan| plan.reorganized()), 0, "looking moves nothing");

    let base = server.board.read(|plan| plan.revision());
    let made = carla.post("", &sent_at(&wanted, base)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let to = made.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    let after = carla.get(&format!("?{}", to.split_once('?').unwrap().1)).await.body;
    for said in ["Moved: SOUTH-2", "What has moved", "SOUTH-2 → NORTH · Mar", "carla", "1,234", "+1,234", "-1,234"] {
        assert!(after.contains(said) || after.contains(&said.replace('-', "−")), "{said}: {after}");
    }
    // The same form again names units by their old numbers.
    let again = carla.post("", &sent_at(&wanted, base)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("The organization has changed since you looked."), "{}", again.body);
}

#[tokio::test]
async fn what_cannot_move_is_said_in_words_and_managers_move_nothing() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "organization", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "organization", "noah", Role::Manager, Some("north")).await;
    let (north, south) = (unit(&server.board, "north"), unit(&server.board, "south"));
    let zone = leaf(unit(&server.board, "south-2"), 5);
    let carmen = board::committee(&server.board);
    submit(&server.board, &carmen, assign(Slice::Target, zone, 1_234)).await.unwrap();
    let at = domain::address::Address { unit: south, ..domain::address::Address::COMPANY };
    let hold = Verb::Hold { measure: Measure::Revenue, at, terms: HoldTerms::default() };
    submit(&server.board, &carmen, hold).await.unwrap();
    let held = carla.get(&format!("?{}", south_2_to_north(&server))).await.body;
    assert!(held.contains("Held: SOUTH") && held.contains("It would become 0"), "{held}");
    let zone = unit(&server.board, "north-1");
    for (query, said) in [
        (format!("?unit={south}&to={zone}&from=2"), "The new parent has numbers of its own"),
        (format!("?unit={south}&to={south}&from=2"), "A unit cannot lie below itself."),
        ("?unit=2&to=900&from=2".to_owned(), "Choose a unit, its new parent and a month."),
        ("?unit=2".to_owned(), "Choose a unit, its new parent and a month."),
    ] {
        let body = carla.get(&query).await.body;
        assert!(body.contains(said), "{query}: {body}");
    }
    let base = server.board.read(|plan| plan.revision());
    let refused = carla.post("", &sent_at(&south_2_to_north(&server), base)).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("Held: SOUTH"), "{}", refused.body);

    let page = noah.get(&format!("?{}", south_2_to_north(&server))).await.body;
    assert!(!page.contains("SOUTH") && !page.contains("<form method=\"post\" action=\"/boards"), "{page}");
    let refused = noah.post("", &sent_at(&format!("unit={north}&to=0&from=2"), base)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(server.board.read(|plan| plan.reorganized()), 0);
}
