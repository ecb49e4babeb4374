//! The page of a board's holds over real HTTP, without a script.

use crate::board::{self, assign, leaf, submit, unit};
use crate::running::{Answer, Running};
use axum::http::StatusCode;
use backend::identity::Person;
use domain::actor::Role;
use domain::address::Address;
use domain::command::Verb;
use domain::hold::{Corridor, HoldTerms};
use domain::measure::{Measure, Slice};

const FORM: &str = "content-type: application/x-www-form-urlencoded";

async fn get(server: &Running, person: &Person, query: &str) -> Answer {
    let cookie = format!("cookie: {}", server.cookie(person).await);
    let path = format!("/boards/{}/holds{query}", server.board.id());
    server.ask("GET", &path, &[&cookie, "accept-language: en"], "").await
}

async fn release(server: &Running, person: &Person, at: Address) -> Answer {
    let cookie = format!("cookie: {}", server.cookie(person).await);
    let path = format!("/boards/{}/holds/release", server.board.id());
    let Address { unit, product, channel, period } = at;
    let base = server.board.read(|plan| plan.revision());
    let form = format!("base={base}&measure=Revenue&unit={unit}&product={product}&channel={channel}&period={period}");
    server.ask("POST", &path, &[&cookie, "accept-language: en", FORM], &form).await
}

/// Holds a number of a zone as somebody; gives where.
async fn hold(server: &Running, person: &Person, zone: &str, terms: HoldTerms) -> Address {
    let (at, actor) = (leaf(unit(&server.board, zone), 0), server.board.actor(person));
    submit(&server.board, &board::committee(&server.board), assign(Slice::Target, at, 1_200)).await.unwrap();
    submit(&server.board, &actor, Verb::Hold { measure: Measure::Revenue, at, terms }).await.unwrap();
    at
}

#[tokio::test]
async fn the_page_says_who_holds_what_why_and_until_when_and_filters_ones_own() {
    let server = Running::start(&[]).await;
    let carla = server.person("carla", Role::Committee, None).await;
    let noah = server.person("noah", Role::Manager, Some("north")).await;
    let empty = get(&server, &carla, "").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(empty.body.contains("Nothing is held"));

    let until = 1_806_537_599_000; // 31 March 2027, 23:59:59 UTC
    let corridor = Some(Corridor { low: 1_000, high: Some(1_500) });
    let terms = HoldTerms { corridor, why: Some("Signed <b>today</b>".to_owned()), until: Some(until) };
    hold(&server, &noah, "north-1", terms).await;
    hold(&server, &carla, "south-1", HoldTerms::default()).await;
    let all = get(&server, &carla, "").await.body;
    for said in [
        "NORTH-1",
        "Jan",
        "1,200",
        "1,000 to 1,500",
        "noah",
        "Signed &lt;b&gt;today&lt;/b&gt;",
        "Mar 31, 2027, 23:59 UTC",
        "SOUTH-1",
    ] {
        assert!(all.contains(said), "{said}: {all}");
    }
    assert!(all.contains("Until released") && all.contains("All 2") && all.contains("Mine 1"));
    assert_eq!(all.matches("/holds/release").count(), 2, "the committee may release both");
    let mine = get(&server, &carla, "?mine=true").await.body;
    assert!(mine.contains("SOUTH-1") && !mine.contains("NORTH-1"));
}

#[tokio::test]
async fn a_manager_sees_no_hold_of_a_sibling_and_releases_their_own() {
    let server = Running::start(&[]).await;
    let carla = server.person("carla", Role::Committee, None).await;
    let noah = server.person("noah", Role::Manager, Some("north")).await;
    let own = hold(&server, &noah, "north-1", HoldTerms::default()).await;
    let above = hold(&server, &carla, "north-2", HoldTerms::default()).await;
    let foreign = hold(&server, &carla, "south-1", HoldTerms::default()).await;
    let seen = get(&server, &noah, "").await.body;
    assert!(seen.contains("NORTH-1") && seen.contains("NORTH-2") && !seen.contains("SOUTH"));
    assert_eq!(seen.matches("/holds/release").count(), 1);

    let refused = release(&server, &noah, above).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Only they, or somebody above them, can release it."));
    let unseen = release(&server, &noah, foreign).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    assert!(!unseen.body.contains("SOUTH"), "{}", unseen.body);

    let released = release(&server, &noah, own).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER);
    let to = released.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    let query = to.split_once('?').unwrap().1;
    let after = get(&server, &noah, &format!("?{query}")).await.body;
    assert!(after.contains("Released: NORTH-1"), "{after}");
    assert!(server.board.read(|plan| plan.holds().get(Measure::Revenue, own).is_none()));
    let again = release(&server, &noah, own).await;
    assert!(again.body.contains("That hold is no longer there."));
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_nobody_finds_a_board_that_is_not_there() {
    let server = Running::start(&[]).await;
    let path = format!("/boards/{}/holds", server.board.id());
    let stranger = server.ask("GET", &path, &[], "").await;
    assert!(stranger.status.is_redirection() && stranger.head.contains("location: /sign-in"), "{}", stranger.head);
    let carla = server.person("carla", Role::Committee, None).await;
    let cookie = format!("cookie: {}", server.cookie(&carla).await);
    let missing = server.ask("GET", "/boards/none/holds", &[&cookie], "").await;
    assert!(missing.head.contains("location: /boards/none"), "{}", missing.head);
}
