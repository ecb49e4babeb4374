//! The totals of two trees written on the page without a script, over real HTTP.

use crate::board::{self, committee, submit, unit};
use crate::running::{Running, words};
use crate::visitor::{Visitor, encoded, fields, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::{MemberId, ROOT};
use domain::hold::HoldTerms;
use domain::measure::{Measure, Slice};

fn target(server: &Running, unit: MemberId, period: MemberId) -> i64 {
    server.board.read(|plan| plan.get(Slice::Target, Measure::Revenue, Address::of(unit, period))).unwrap_or(0)
}

fn asked(server: &Running, more: &[(String, &str)]) -> String {
    let mut pairs = vec![pair("unit", &unit(&server.board, "north").to_string()), pair("preview", "yes")];
    pairs.extend(more.iter().map(|(name, value)| pair(name, value)));
    format!("?{}", encoded(&pairs))
}

/// 240,000 over the two zones of the north.
async fn planned(server: &Running) -> [MemberId; 2] {
    let verb = board::assign(Slice::Target, Address::of(unit(&server.board, "north"), ROOT), 240_000);
    submit(&server.board, &committee(&server.board), verb).await.unwrap();
    ["north-1", "north-2"].map(|zone| unit(&server.board, zone))
}

/// The four quarters.
const QUARTERS: [MemberId; 4] = [1, 5, 9, 13];

#[tokio::test]
async fn both_trees_tie_once_sent_and_are_taken_back_together() {
    let server = Running::start(&[]).await;
    let zones = planned(&server).await;
    let carla = Visitor::new(&server, "two-trees", "carla", Role::Committee, None).await;
    let totals = [100_001, 149_999];
    let quarters = [60_000, 55_000, 65_003, 69_997];
    let rows = zones.iter().zip(totals).map(|(zone, total): (_, i64)| (format!("Unit.{zone}"), total.to_string()));
    let columns = QUARTERS
        .iter()
        .zip(quarters)
        .map(|(quarter, total): (_, i64)| (format!("Period.{quarter}"), total.to_string()));
    let typed: Vec<(String, String)> = rows.chain(columns).collect();
    let typed: Vec<(String, &str)> = typed.iter().map(|(name, value)| (name.clone(), value.as_str())).collect();
    let preview = carla.get(&asked(&server, &typed)).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(words(&preview).contains("What this changes"), "{}", words(&preview));
    assert!(!preview.body.contains("<script"), "nothing of the page needs a script");
    assert_eq!(target(&server, unit(&server.board, "north"), ROOT), 240_000, "looking sends nothing");
    let form = fields(&preview);
    let sent = carla.post("", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent));
    assert_eq!(zones.map(|zone| target(&server, zone, ROOT)), totals);
    let north = unit(&server.board, "north");
    assert_eq!(QUARTERS.map(|quarter| target(&server, north, quarter)), quarters);
    let revision = server.board.read(|plan| plan.revision());
    carla.post("", &form).await;
    assert_eq!(server.board.read(|plan| plan.revision()), revision, "once");
    let back = [pair("unit", &north.to_string()), pair("revision", &revision.to_string())];
    assert_eq!(carla.post("/back", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(zones.map(|zone| target(&server, zone, ROOT)), [120_000, 120_000]);
}

#[tokio::test]
async fn the_side_that_nobody_types_follows_and_sides_that_differ_are_named() {
    let server = Running::start(&[]).await;
    let [one, two] = planned(&server).await;
    let carla = Visitor::new(&server, "two-trees", "carla", Role::Committee, None).await;
    let preview = carla.get(&asked(&server, &[(format!("Unit.{one}"), "+10%")])).await;
    assert!(words(&preview).contains("→ 63,000"), "{}", words(&preview));
    carla.post("", &fields(&preview)).await;
    assert_eq!([one, two].map(|zone| target(&server, zone, ROOT)), [132_000, 120_000]);

    let apart = carla.get(&asked(&server, &[(format!("Unit.{one}"), "1000"), ("Period.1".to_owned(), "70K")])).await;
    assert!(words(&apart).contains("The units come to 121,000, the columns to 259,000"), "{}", words(&apart));
    assert!(apart.body.contains("value=\"70K\""), "nothing typed is lost");
    let unread = carla.get(&asked(&server, &[(format!("Unit.{one}"), "soon")])).await;
    assert!(words(&unread).contains("cannot be read as a number") && unread.body.contains("value=\"soon\""));
    let nothing = carla.get(&asked(&server, &[])).await;
    assert!(words(&nothing).contains("Change a total first."));
    let leaf = carla.get(&format!("?unit={one}")).await;
    assert!(words(&leaf).contains("There is nothing below"), "{}", words(&leaf));

    let hold = Verb::Hold { measure: Measure::Revenue, at: Address::of(one, 1), terms: HoldTerms::default() };
    submit(&server.board, &committee(&server.board), hold).await.unwrap();
    let refused = carla.get(&asked(&server, &[("Period.1".to_owned(), "5")])).await;
    assert!(refused.body.contains("role=\"alert\""), "{}", words(&refused));
}

#[tokio::test]
async fn a_manager_moves_their_own_target_between_zones_without_changing_it_and_sees_no_sibling() {
    let server = Running::start(&[]).await;
    let [one, two] = planned(&server).await;
    let noah = Visitor::new(&server, "two-trees", "noah", Role::Manager, Some("north")).await;
    let zones = |first, second| [(format!("Unit.{one}"), first), (format!("Unit.{two}"), second)];
    let preview = noah.get(&asked(&server, &zones("110K", "140K"))).await;
    assert!(!preview.body.contains("SOUTH"));
    assert!(words(&preview).contains("You may not change this.") && fields(&preview).is_empty(), "{}", words(&preview));
    let preview = noah.get(&asked(&server, &zones("110K", "130K"))).await;
    assert_eq!(noah.post("", &fields(&preview)).await.status, StatusCode::SEE_OTHER, "{}", words(&preview));
    assert_eq!([one, two].map(|zone| target(&server, zone, ROOT)), [110_000, 130_000]);
    let hidden = noah.get(&format!("?unit={}", unit(&server.board, "south"))).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert!(words(&noah.get("").await).contains("NORTH-1"), "their own unit is what they begin with");
    let above = noah.get("?unit=0").await;
    assert!(words(&above).contains("There is nothing below"), "{}", words(&above));
}
