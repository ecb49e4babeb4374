//! Totals that are spread on the page without a script, over real HTTP.

use crate::board::{self, SENTINEL, committee, submit, unit};
use crate::running::{Running, words};
use crate::visitor::{Visitor, encoded, fields, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::{MemberId, ROOT};
use domain::hold::HoldTerms;
use domain::measure::{Measure, Slice};

fn at(unit: MemberId) -> Address {
    Address::of(unit, ROOT)
}

fn target(server: &Running, unit: MemberId) -> Option<i64> {
    server.board.read(|plan| plan.get(Slice::Target, Measure::Revenue, at(unit)))
}

/// The query of a preview of the north's target.
fn asked(server: &Running, way: &str, more: &[(&str, &str)]) -> String {
    let north = unit(&server.board, "north").to_string();
    let mut pairs = vec![pair("unit", &north), pair("way", way), pair("preview", "yes")];
    pairs.extend(more.iter().map(|(name, value)| pair(name, value)));
    format!("?{}", encoded(&pairs))
}

async fn planned(server: &Running) {
    let verb = board::assign(Slice::Target, at(unit(&server.board, "north")), 240_000);
    submit(&server.board, &committee(&server.board), verb).await.unwrap();
}

#[tokio::test]
async fn every_way_shows_what_everybody_below_would_get_and_why_and_changes_nothing() {
    let server = Running::start(&[]).await;
    planned(&server).await;
    let carla = Visitor::new(&server, "spread", "carla", Role::Committee, None).await;
    let north_one = unit(&server.board, "north-1").to_string();
    let season: Vec<(String, &str)> = (0..12).map(|month| (format!("month.{month}"), "1")).collect();
    let mut season: Vec<(&str, &str)> = season.iter().map(|(name, part)| (name.as_str(), *part)).collect();
    season[0].1 = "3";
    let ramp = [&[("to", "300000"), ("starter", &north_one), ("from", "2027-03-15"), ("steps", "25 50")], &season[..]];
    let ways: [(&str, Vec<(&str, &str)>); 12] = [
        ("current", vec![("to", "+10%")]),
        ("current", vec![("to", "300K"), ("top_up", "yes"), ("keep", "yes")]),
        ("reference", vec![("to", "300000"), ("by", "LastYear")]),
        ("reference", vec![("to", "300000"), ("by", "Outlook"), ("down", "50"), ("up", "100%")]),
        ("blend", vec![("to", "300000"), ("part.LastYear", "2"), ("part.Target", "1")]),
        ("equal", vec![("to", "300001")]),
        ("repeat", vec![("to", "500")]),
        ("unset", vec![("to", "240000"), ("by", "LastYear")]),
        ("growth", vec![("to", "300000"), ("growth", "2")]),
        ("line", vec![("first", "1000"), ("last", "2000")]),
        ("season", [&[("to", "300000")], &season[..]].concat()),
        ("ramp", ramp.concat()),
    ];
    let revision = server.board.read(|plan| plan.revision());
    for (way, more) in ways {
        let page = carla.get(&asked(&server, way, &more)).await;
        let said = words(&page);
        assert_eq!(page.status, StatusCode::OK, "{way}");
        assert!(said.contains("What this changes"), "{way} {more:?}: {said}");
        assert!(said.contains("cells will move") || said.contains("Nothing moves"), "{way} {more:?}: {said}");
        assert!(!page.body.contains("role=\"alert\"") && !page.body.contains("aria-invalid"), "{way} {more:?}: {said}");
        assert!(!page.body.contains("<script"), "nothing of the page needs a script");
    }
    let equal = words(&carla.get(&asked(&server, "equal", &[("to", "300001")])).await);
    assert!(equal.contains("Its share is") && equal.contains("Rounding gave it one unit more."), "{equal}");
    assert!(equal.contains("Revenue"), "the goals are beside it");
    let full = carla.get(&asked(&server, "unset", &[("to", "300000")])).await;
    assert!(full.body.contains("role=\"alert\""), "nobody is left to take more: {}", words(&full));
    assert_eq!(server.board.read(|plan| plan.revision()), revision);
}

#[tokio::test]
async fn a_spread_is_sent_once_and_taken_back_from_the_page() {
    let server = Running::start(&[]).await;
    planned(&server).await;
    let carla = Visitor::new(&server, "spread", "carla", Role::Committee, None).await;
    let north = unit(&server.board, "north");
    let before = server.board.read(|plan| plan.leaves(Slice::Target, Measure::Revenue).collect::<Vec<_>>());
    let preview = carla.get(&asked(&server, "equal", &[("to", "300001")])).await;
    let form = fields(&preview);
    let sent = carla.post("", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent));
    let revision = server.board.read(|plan| plan.revision());
    assert_eq!(target(&server, north), Some(300_001));
    let again = carla.post("", &form).await;
    assert_eq!((again.status, server.board.read(|plan| plan.revision())), (StatusCode::SEE_OTHER, revision), "once");
    let told = carla.get(&format!("?unit={north}&sent={revision}")).await;
    assert!(words(&told).contains("Sent. Everybody on the board sees it."));
    let back = carla.post("/back", &[pair("unit", &north.to_string()), pair("revision", &revision.to_string())]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", words(&back));
    assert_eq!(before, server.board.read(|plan| plan.leaves(Slice::Target, Measure::Revenue).collect::<Vec<_>>()));
    assert!(words(&carla.get(&format!("?unit={north}&back=yes")).await).contains("Taken back"));
}

#[tokio::test]
async fn what_cannot_be_read_or_done_is_said_where_it_stands_and_nothing_typed_is_lost() {
    let server = Running::start(&[]).await;
    planned(&server).await;
    let carla = Visitor::new(&server, "spread", "carla", Role::Committee, None).await;
    let unread = carla.get(&asked(&server, "growth", &[("to", "soon"), ("growth", "2")])).await;
    assert!(words(&unread).contains("This cannot be read as a number") && unread.body.contains("value=\"soon\""));
    let missing = carla.get(&asked(&server, "growth", &[("growth", "3.5")])).await;
    assert!(words(&missing).contains("This is needed") && missing.body.contains("value=\"3.5\""));
    let spanish = carla.in_language(&asked(&server, "equal", &[("to", "300.001")]), "es-CO").await;
    assert!(words(&spanish).contains("Por igual") && spanish.body.contains("value=\"300.001\""), "{}", words(&spanish));

    let one = at(unit(&server.board, "north-1"));
    let hold = Verb::Hold { measure: Measure::Revenue, at: one, terms: HoldTerms::default() };
    submit(&server.board, &committee(&server.board), hold).await.unwrap();
    let held = words(&carla.get(&asked(&server, "current", &[("to", "10")])).await);
    assert!(held.contains("held") || held.contains("Held"), "{held}");
}

#[tokio::test]
async fn a_manager_spreads_what_they_see_and_an_executive_sends_nothing() {
    let server = Running::start(&[]).await;
    planned(&server).await;
    let north = Visitor::new(&server, "spread", "noah", Role::Manager, Some("north")).await;
    let hidden = unit(&server.board, "south-2");
    let missing = north.get(&format!("?unit={hidden}")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    for rest in ["", &asked(&server, "equal", &[("to", "300001")])] {
        let page = north.get(rest).await.body;
        assert!(!page.contains("SOUTH") && !page.contains(&SENTINEL.to_string()), "{rest}");
    }
    let elena = Visitor::new(&server, "spread", "elena", Role::Executive, None).await;
    let preview = elena.get(&asked(&server, "equal", &[("to", "300001")])).await;
    assert!(fields(&preview).is_empty() && words(&preview).contains("You may not change this"), "{}", words(&preview));
    let form = [pair("unit", &unit(&server.board, "north").to_string()), pair("way", "equal"), pair("to", "5")];
    assert_eq!(elena.post("", &form).await.status, StatusCode::CONFLICT);
    let nobody = server.ask("GET", &elena.path(""), &[], "").await;
    assert!(nobody.head.contains("location: /sign-in"));
}
