//! The inbox of a board over real HTTP: who is asked, accepting many at once, and putting threads aside.

use crate::board::{committee, submit, unit};
use crate::running::{Running, location, words};
use crate::visitor::{Visitor, fields, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::command::Verb;
use domain::measure::Measure;
use domain::thread::{OfferNumber, Policy, Reason, ReasonCode, Thread, ThreadState};

/// Offers a unit a number for the year, as the committee.
async fn offered(server: &Running, code: &str, amount: i64) -> Thread {
    let (unit, measure) = (unit(&server.board, code), Measure::Revenue);
    let numbers = vec![OfferNumber { period: 0, amount }];
    let offer = Verb::Offer { unit, measure, numbers, reason: None, answers: None };
    submit(&server.board, &committee(&server.board), offer).await.unwrap();
    thread(server, code)
}

/// Counters what a unit was offered, as its manager.
async fn countered(server: &Running, code: &str, amount: i64) -> Thread {
    let known = thread(server, code);
    let reason = Reason { code: ReasonCode::Market, text: format!("{code} is full") };
    let numbers = vec![OfferNumber { period: 0, amount }];
    let counter = Verb::Counter { thread: known.id, answers: known.moved, numbers, reason };
    let manager = crate::board::manager(&server.board, code);
    submit(&server.board, &manager, counter).await.unwrap();
    thread(server, code)
}

fn thread(server: &Running, code: &str) -> Thread {
    let unit = unit(&server.board, code);
    server.board.read(|plan| plan.thread_of(unit, Measure::Revenue).cloned()).unwrap()
}

fn chosen(threads: &[Thread]) -> Vec<(String, String)> {
    let value = |thread: &Thread| format!("{}:{}", thread.id, thread.latest().unwrap().revision);
    threads.iter().map(|thread| pair("accept", &value(thread))).collect()
}

#[tokio::test]
async fn whoever_is_nearest_is_asked_and_everybody_else_may_follow() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "inbox", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "inbox", "noah", Role::Manager, Some("north")).await;
    let zoe = Visitor::new(&server, "inbox", "zoe", Role::Manager, Some("north-1")).await;
    let sam = Visitor::new(&server, "inbox", "sam", Role::Manager, Some("south")).await;
    assert!(words(&noah.get("").await).contains("Nothing waits for you"));
    offered(&server, "north-1", 20_000).await;
    let asked = words(&zoe.get("").await);
    assert!(asked.contains("Needs my answer 1") && asked.contains("20,000"), "{asked}");
    // The committee has offered; the manager of the north is nearest to answer for the level above.
    let waits = words(&noah.get("?tray=answered").await);
    assert!(waits.contains("Waits for others 1") && waits.contains("zoe"), "{waits}");
    countered(&server, "north-1", 18_000).await;
    let asked = words(&noah.get("").await);
    assert!(
        asked.contains("Needs my answer 1") && asked.contains("18,000") && asked.contains("north-1 is full"),
        "{asked}"
    );
    assert!(asked.contains("−2,000") && asked.contains("−10.0%"), "{asked}");
    let follows = words(&carla.get("").await);
    assert!(follows.contains("Needs my answer 0"), "a manager can answer, so the committee is not asked: {follows}");
    let beside = sam.in_language("", "es").await;
    assert!(!beside.body.contains("NORTH-1") && words(&beside).contains("Para información 0"), "{}", words(&beside));
    let page = carla.get("?tray=information").await;
    assert!(page.body.matches("<script").count() <= 1 && page.status == StatusCode::OK);
}

#[tokio::test]
async fn many_are_accepted_at_once_after_a_look_and_what_moved_meanwhile_is_left_out_and_told() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "inbox", "carla", Role::Committee, None).await;
    let codes = ["north", "south", "east"];
    for code in codes {
        offered(&server, code, 30_000).await;
        countered(&server, code, 28_000).await;
    }
    let threads = codes.map(|code| thread(&server, code));
    let page = carla.get("?choose=all").await;
    assert_eq!(page.body.matches("name=\"accept\"").count(), 3);
    let empty = carla.post("", &[pair("do", "review")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);

    let review = carla.post("", &[chosen(&threads), vec![pair("do", "review")]].concat()).await;
    assert!(words(&review).contains("Accept 3 offers") && words(&review).contains("28,000"), "{}", words(&review));
    assert!(codes.iter().all(|code| thread(&server, code).state() == ThreadState::Countered), "nothing is sent yet");
    let mut send = fields(&review);
    send.push(pair("do", "accept"));
    // While carla looks, the south is given another number.
    let south = thread(&server, "south");
    let answers = Some(south.moved);
    let (unit, measure, numbers) = (south.unit, south.measure, vec![OfferNumber { period: 0, amount: 29_000 }]);
    let moved = Verb::Offer { unit, measure, numbers, reason: None, answers };
    submit(&server.board, &committee(&server.board), moved).await.unwrap();
    let sent = carla.post("", &send).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    let said = words(&sent);
    assert!(
        said.contains("2 accepted.") && said.contains("1 could not be accepted.") && said.contains("SOUTH"),
        "{said}"
    );
    let states = codes.map(|code| thread(&server, code).state());
    assert_eq!(states, [ThreadState::Agreed, ThreadState::Offered, ThreadState::Agreed]);
    // Sent twice, it accepts once.
    carla.post("", &send).await;
    assert_eq!(thread(&server, "north").settled().unwrap().total(), 28_000);
}

#[tokio::test]
async fn what_is_put_off_comes_back_when_it_moves_and_what_is_muted_when_it_is_taken_back() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "inbox", "carla", Role::Committee, None).await;
    offered(&server, "north", 30_000).await;
    let known = countered(&server, "north", 28_000).await;
    let aside =
        |what: &str| vec![pair("tray", "needs-answer"), pair("aside", &format!("{what}:{}:{}", known.id, known.moved))];
    for what in ["day", "mute"] {
        let sent = carla.post("/aside", &aside(what)).await;
        assert_eq!((sent.status, location(&sent).unwrap().ends_with("done=aside")), (StatusCode::SEE_OTHER, true));
        let page = words(&carla.get("").await);
        assert!(page.contains("Needs my answer 0") && page.contains("Put aside 1"), "{page}");
    }
    assert!(words(&carla.get("?tray=aside").await).contains("Muted"));
    carla.post("/aside", &aside("back")).await;
    assert!(words(&carla.get("").await).contains("Needs my answer 1"));
    carla.post("/aside", &aside("day")).await;
    assert!(words(&carla.get("?tray=aside").await).contains("Until "));
    let offer = Verb::Offer {
        unit: known.unit,
        measure: known.measure,
        numbers: vec![OfferNumber { period: 0, amount: 29_000 }],
        reason: None,
        answers: Some(known.moved),
    };
    submit(&server.board, &committee(&server.board), offer).await.unwrap();
    assert!(words(&carla.get("").await).contains("Put aside 0"), "it has moved");
    let board = server.ask("GET", &format!("/boards/{}", server.board.id()), &[carla.cookie()], "").await;
    assert!(board.body.contains("/inbox"), "the board leads to the inbox");
    let wrong = carla.post("/aside", &[pair("aside", "forever:1:2")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn deadlines_are_a_calendar_with_reminders_for_whoever_is_asked() {
    let server = Running::start(&["--base-url", "https://plan.example.com"]).await;
    let carla = Visitor::new(&server, "inbox", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "inbox", "noah", Role::Manager, Some("north")).await;
    let sam = Visitor::new(&server, "inbox", "sam", Role::Manager, Some("south")).await;
    let policy = Verb::SetPolicy(Policy { answer_days: Some(3), ..Policy::default() });
    submit(&server.board, &committee(&server.board), policy).await.unwrap();
    offered(&server, "north", 30_000).await;
    let path = format!("/boards/{}/deadlines.ics", server.board.id());
    let of = async |who: &Visitor<'_>| server.ask("GET", &path, &[who.cookie(), "accept-language: es"], "").await;
    let asked = of(&noah).await;
    assert!(asked.head.contains("content-type: text/calendar"), "{}", asked.head);
    let unfolded = asked.body.replace("\r\n ", "");
    assert!(unfolded.contains("SUMMARY:Último momento para responder: NORTH · Ingresos"), "{unfolded}");
    assert!(unfolded.contains("https://plan.example.com/boards/"), "{unfolded}");
    assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 3);
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
    let waits = of(&carla).await.body;
    assert_eq!((waits.matches("BEGIN:VEVENT").count(), waits.matches("BEGIN:VALARM").count()), (1, 0));
    assert!(!of(&sam).await.body.contains("VEVENT"), "nobody beside it hears of it");
}
