//! Answers in a thread that are sent from its page without a script, over real HTTP.

use crate::board::{self, assign, committee, submit, unit};
use crate::running::{Answer, Running, words};
use crate::visitor::{Visitor, encoded, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::measure::{Measure, Slice};
use domain::thread::{Condition, Evidence, Limits, OfferNumber, Policy, Settlement, Side, Thread, ThreadState};

/// The four quarters.
const QUARTERS: [u32; 4] = [1, 5, 9, 13];

fn thread(server: &Running) -> Thread {
    let north = unit(&server.board, "north");
    server.board.read(|plan| plan.thread_of(north, Measure::Revenue).cloned()).unwrap()
}

/// The address of the thread of the north, as mails carry it and, by a number, as the board does.
const NORTH: &str = "?of=north&measure=Revenue";

fn north(server: &Running) -> String {
    format!("?unit={}&measure=Revenue", unit(&server.board, "north"))
}

/// Offers the north 40,000 over the year, in quarters.
async fn offered(server: &Running) {
    let numbers = QUARTERS.map(|period| OfferNumber { period, amount: 10_000 }).to_vec();
    let (north, measure) = (unit(&server.board, "north"), Measure::Revenue);
    let offer = Verb::Offer { unit: north, measure, numbers, reason: None, answers: None };
    submit(&server.board, &committee(&server.board), offer).await.unwrap();
}

/// Sends an answer as the page would, with what it carries along.
async fn say(server: &Running, who: &Visitor<'_>, deed: &str, more: &[(&str, &str)]) -> Answer {
    let known = server.board.read(|plan| plan.thread_of(unit(&server.board, "north"), Measure::Revenue).cloned());
    let seen = known.as_ref().map(|thread| thread.moved.to_string()).unwrap_or_default();
    let offer = known.and_then(|thread| thread.on_the_table().map(|offer| offer.revision.to_string()));
    let (unit, base) =
        (unit(&server.board, "north").to_string(), server.board.read(|plan| plan.revision()).to_string());
    let mut pairs = vec![pair("unit", &unit), pair("measure", "Revenue"), pair("base", &base), pair("seen", &seen)];
    pairs.extend([pair("offer", &offer.unwrap_or_default()), pair("do", deed)]);
    pairs.extend(more.iter().map(|(name, value)| pair(name, value)));
    who.post("", &pairs).await
}

fn quarters(amounts: [&'static str; 4]) -> Vec<(&'static str, &'static str)> {
    ["n.1", "n.5", "n.9", "n.13"].into_iter().zip(amounts).collect()
}

#[tokio::test]
async fn an_offer_with_terms_is_read_countered_and_accepted_once_its_conditions_hold() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "thread", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "thread", "noah", Role::Manager, Some("north")).await;
    assert!(words(&carla.get(&north(&server)).await).contains("Nothing has been offered yet."));
    let mut typed = quarters(["10K", "10,000", "10000", "12K"]);
    typed.extend([("code", "Market"), ("reason", "Two new shops."), ("until", "2099-12-31")]);
    typed.extend([
        ("promises", "Open in March\nHire two"),
        ("evidence", "LastYear"),
        ("links", "https://example.com/plan"),
    ]);
    typed.extend([("reach.slice", "Commitment"), ("reach.measure", "Revenue"), ("reach.amount", "5K")]);
    let sent = say(&server, &carla, "propose", &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent));
    let offer = thread(&server).latest().unwrap().clone();
    assert_eq!(offer.total(), 42_000);
    let at = Address::of(unit(&server.board, "north"), ROOT);
    let reach = Condition::AtLeast { slice: Slice::Commitment, measure: Measure::Revenue, at, amount: 5_000 };
    let promised = ["Open in March", "Hire two"].map(|promise| Condition::Promise(promise.to_owned()));
    assert_eq!(offer.terms.conditions, [&promised[..], &[reach]].concat());
    let number = Evidence::Number { slice: Slice::LastYear, measure: Measure::Revenue, at };
    assert_eq!(offer.terms.evidence, [number, Evidence::Link("https://example.com/plan".to_owned())]);
    assert!(offer.terms.valid_until.is_some());

    let seen = noah.get(NORTH).await;
    for said in
        ["42,000", "Two new shops.", "Open in March", "Commitment · NORTH reaches 5,000", "Answer by Dec 31, 2099"]
    {
        assert!(words(&seen).contains(said), "{said}: {}", words(&seen));
    }
    assert!(seen.body.contains("href=\"https://example.com/plan\"") && !seen.body.contains("<script"));
    let inputs = sealed(&seen);
    let open = say(&server, &noah, "accept", &[("inputs", &inputs), ("tick", "0"), ("tick", "1")]).await;
    assert_eq!(open.status, StatusCode::CONFLICT);
    assert!(words(&open).contains("A condition of this offer does not hold yet."), "{}", words(&open));
    let month = board::leaf(unit(&server.board, "north-1"), 0);
    submit(&server.board, &board::manager(&server.board, "north"), assign(Slice::Commitment, month, 6_000))
        .await
        .unwrap();
    let accepted = say(&server, &noah, "accept", &[("inputs", &inputs), ("tick", "0"), ("tick", "1")]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", words(&accepted));
    assert_eq!(thread(&server).state(), ThreadState::Agreed);
    assert!(words(&noah.get(&format!("{}&sent=yes", north(&server))).await).contains("Sent."));
}

/// What the accept form confirms.
fn sealed(page: &Answer) -> String {
    let rest = page.body.split_once("name=\"inputs\" value=\"").unwrap().1;
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn parts_ranges_questions_delegates_and_arbiters_are_all_sent_from_the_page() {
    let server = Running::start(&[]).await;
    offered(&server).await;
    let carla = Visitor::new(&server, "thread", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "thread", "noah", Role::Manager, Some("north")).await;
    let _elena = Visitor::new(&server, "thread", "elena", Role::Executive, None).await;
    let inputs = sealed(&noah.get(&north(&server)).await);
    let ok = |answer: Answer| assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer));
    ok(say(&server, &noah, "part", &[("inputs", &inputs), ("period", "1")]).await);
    assert_eq!(thread(&server).parts, [OfferNumber { period: 1, amount: 10_000 }]);
    assert!(words(&noah.get(&north(&server)).await).contains("Frozen: Q1 10,000"));
    ok(say(&server, &noah, "ask", &[("reason", "Why <so> much?")]).await);
    let page = noah.get(&north(&server)).await;
    let choice = |name: &'static str| {
        let choices = page.body.split("<option value=\"").map(|choice| choice.split("</option>").next().unwrap());
        let named = choices.filter(move |choice| choice.contains(name));
        named.last().map(|choice| choice.split('"').next().unwrap().to_owned())
    };
    assert_eq!(choice("carla"), None, "nobody answers for both sides");
    ok(say(&server, &noah, "delegate", &[("delegate", &choice("elena").unwrap())]).await);
    assert_eq!(thread(&server).delegation(Side::Child).unwrap().delegate.name, "elena");
    ok(say(&server, &noah, "delegate", &[("delegate", "")]).await);
    assert!(thread(&server).delegation(Side::Child).is_none());
    let reject = [("least", "30K"), ("most", "35K"), ("code", "Capacity"), ("reason", "One shop is closed.")];
    ok(say(&server, &noah, "reject", &reject).await);
    let seen = words(&carla.get(&north(&server)).await);
    for said in ["30,000 to 35,000 would do.", "One shop is closed.", "Why <so> much?"] {
        assert!(
            seen.contains(said) || seen.contains(&said.replace('<', "&lt;").replace('>', "&gt;")),
            "{said}: {seen}"
        );
    }
    ok(say(&server, &carla, "escalate", &[("reason", "We are too far apart.")]).await);
    ok(say(&server, &carla, "send_back", &[("reason", "Try once more.")]).await);
    ok(say(&server, &carla, "escalate", &[("reason", "Again.")]).await);
    let mut numbers = quarters(["10K", "8K", "8K", "8K"]);
    numbers.push(("reason", "The middle."));
    ok(say(&server, &carla, "impose", &numbers).await);
    assert_eq!((thread(&server).state(), thread(&server).settled().unwrap().total()), (ThreadState::Imposed, 34_000));
    let mut anew = quarters(["9K", "9K", "9K", "9K"]);
    anew.push(("reason", "The bridge opens late."));
    ok(say(&server, &carla, "propose", &anew).await);
    assert_eq!(thread(&server).state(), ThreadState::Offered);
    ok(say(&server, &carla, "withdraw", &[]).await);
    assert_eq!(thread(&server).state(), ThreadState::Withdrawn);
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_and_nothing_typed_is_lost_and_siblings_find_nothing() {
    let server = Running::start(&[]).await;
    offered(&server).await;
    let carla = Visitor::new(&server, "thread", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "thread", "noah", Role::Manager, Some("north")).await;
    let mut typed = quarters(["soon", "1", "2", "3"]);
    typed.push(("reason", "Because."));
    let unread = say(&server, &noah, "propose", &typed).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("value=\"soon\"") && unread.body.contains(">Because.<"), "{}", words(&unread));
    assert!(words(&unread).contains("cannot be read as a number"));
    let wordless = say(&server, &noah, "propose", &quarters(["1", "1", "2", "3"])).await;
    assert!(wordless.status == StatusCode::CONFLICT && words(&wordless).contains("Say why in words."));
    let range = say(&server, &noah, "reject", &[("reason", "No.")]).await;
    assert!(words(&range).contains("Give a lower or an upper end."), "{}", words(&range));
    assert!(!range.body.contains("name=\"n.1\" value=\"\""), "numbers of another form stay");
    assert_eq!(range.body.matches(">No.<").count(), 1, "what was typed stands where it was typed");
    let wrong =
        say(&server, &carla, "propose", &[&quarters(["1", "1", "2", "3"])[..], &[("until", "2001-01-01")]].concat())
            .await;
    assert!(words(&wrong).contains("This day is over"), "{}", words(&wrong));
    let theirs = say(&server, &carla, "accept", &[]).await;
    assert_eq!(theirs.status, StatusCode::CONFLICT, "it is the unit's turn");

    let page = words(&carla.get(&north(&server)).await);
    assert!(page.contains("It is not your turn") || page.contains("Offer other numbers"), "{page}");
    let samir = Visitor::new(&server, "thread", "samir", Role::Manager, Some("south")).await;
    for path in
        [north(&server), "?unit=0&measure=Revenue".to_owned(), "?unit=2&measure=Nothing".to_owned(), String::new()]
    {
        assert_eq!(samir.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(say(&server, &samir, "ask", &[("reason", "What?")]).await.status, StatusCode::NOT_FOUND);
    let elena = Visitor::new(&server, "thread", "elena", Role::Executive, None).await;
    let read = elena.get(&north(&server)).await;
    assert!(read.status == StatusCode::OK && !read.body.contains("name=\"do\""), "an executive reads");
}

#[tokio::test]
async fn the_committee_bounds_rounds_and_days_and_others_read_them() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "policy", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "policy", "noah", Role::Manager, Some("north")).await;
    assert!(words(&noah.get("").await).contains("The planning committee sets these."));
    let form = |rounds: &str| {
        let days = [pair("answer_days", "7"), pair("arbiter_days", "")];
        [vec![pair("rounds", rounds), pair("send_backs", "2"), pair("settlement", "Middle")], days.to_vec()].concat()
    };
    assert_eq!(carla.post("", &form("3")).await.status, StatusCode::SEE_OTHER);
    let limits = Limits { rounds: 3, send_backs: 2 };
    let expected = Policy { limits, answer_days: Some(7), arbiter_days: None, settlement: Settlement::Middle };
    assert_eq!(server.board.read(|plan| *plan.policy()), expected);
    assert!(words(&carla.get("?saved=yes").await).contains("Saved."));
    let none = carla.post("", &form("0")).await;
    assert!(none.status == StatusCode::CONFLICT && words(&none).contains("These limits make no sense."));
    let unread = carla.post("", &form("many")).await;
    assert!(unread.status == StatusCode::UNPROCESSABLE_ENTITY && unread.body.contains("value=\"many\""));
    assert_eq!(noah.post("", &form("9")).await.status, StatusCode::CONFLICT);
    assert_eq!(server.board.read(|plan| *plan.policy()), expected);
}

#[tokio::test]
async fn everything_that_happened_to_a_number_is_exported_as_its_reader_may_see_it() {
    let server = Running::start(&[]).await;
    offered(&server).await;
    let noah = Visitor::new(&server, "thread", "noah", Role::Manager, Some("north")).await;
    say(&server, &noah, "ask", &[("reason", "=cmd()")]).await;
    let record = Visitor::new(&server, "record.csv", "carla", Role::Committee, None).await;
    let at =
        format!("?{}", encoded(&[pair("unit", &unit(&server.board, "north").to_string()), pair("measure", "Revenue")]));
    let csv = record.get(&at).await;
    assert_eq!(csv.status, StatusCode::OK);
    let lines: Vec<&str> = csv.body.lines().collect();
    assert!(lines[0].starts_with("number,revision,at_utc,who,what,from,to,reason,chain_digest"), "{}", csv.body);
    let offer = lines.iter().find(|line| line.contains("offered")).unwrap();
    assert!(offer.contains("carla") && offer.contains(",40000,"), "{offer}");
    assert!(lines.iter().any(|line| line.contains("noah") && line.contains("'=cmd()")), "{}", csv.body);
    for line in &lines[1..] {
        let digest = line.rsplit(',').next().unwrap();
        assert!(digest.len() == 64 && digest.chars().all(|digit| digit.is_ascii_hexdigit()), "{line}");
    }
    let theirs = Visitor::new(&server, "record.csv", "samir", Role::Manager, Some("south")).await;
    assert_eq!(theirs.get(&at).await.status, StatusCode::NOT_FOUND);
}
