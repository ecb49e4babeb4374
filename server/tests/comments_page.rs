//! Comments over real HTTP: saying, telling, answering, and who never hears of it.

use crate::board::unit;
use crate::running::{Running, location, words};
use crate::visitor::{Visitor, fields, pair};
use axum::http::StatusCode;
use domain::actor::Role;

async fn visitor<'a>(server: &'a Running, name: &str, role: Role, unit: Option<&str>) -> Visitor<'a> {
    Visitor::new(server, "comments", name, role, unit).await
}

/// Says something in the form of a topic's page, telling people by the names of their boxes.
async fn says(author: &Visitor<'_>, topic: &str, text: &str, tell: &[&str]) -> (StatusCode, String) {
    let page = author.get(topic).await;
    let mut pairs = fields(&page);
    pairs.retain(|(name, _)| name == "base");
    pairs.push(pair("text", text));
    for name in tell {
        let before = page.body.split(&format!("<span>{name}</span>")).next().unwrap();
        let person = before.rsplit("value=\"").next().unwrap().split('"').next().unwrap();
        pairs.push(pair("tell", person));
    }
    let answer = author.post(topic, &pairs).await;
    let to = location(&answer).unwrap_or_else(|| words(&answer));
    (answer.status, to)
}

#[tokio::test]
async fn a_comment_tells_its_reader_stands_in_the_inbox_and_is_settled_by_the_answer() {
    let server = Running::start(&[]).await;
    let carla = visitor(&server, "carla", Role::Committee, None).await;
    let zoe = visitor(&server, "zoe", Role::Manager, Some("north-1")).await;
    let sam = visitor(&server, "sam", Role::Manager, Some("south")).await;
    assert!(words(&carla.get("").await).contains("Nobody has commented on anything yet"));
    let topic = format!("/about?about=cell&measure=Revenue&unit={}&period=0", unit(&server.board, "north-1"));
    let (status, to) = says(&carla, &topic, "Is **this** <script>alert(1)</script> net of rebates?", &["zoe"]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert!(to.contains("#comment-"), "{to}");
    let own = format!("/{}", to.rsplit("/comments/").next().unwrap().split(['?', '#']).next().unwrap());
    let read = zoe.get(&own).await;
    assert!(read.body.contains("<strong>this</strong>") && read.body.contains("&lt;script&gt;"), "{}", read.body);
    assert!(words(&read).contains("Tells zoe") && words(&read).contains("carla"), "{}", words(&read));
    let inbox = server.ask("GET", &zoe.path("").replace("/comments", "/inbox"), &[zoe.cookie()], "").await;
    assert!(words(&inbox).contains("Comments for you 1"), "{}", words(&inbox));
    let waits = words(&zoe.get("").await);
    assert!(waits.contains("Waiting for your answer: 1") && waits.contains("Is this"), "{waits}");
    // A sibling hears nothing of it, by any of its addresses.
    for address in ["", topic.as_str(), own.as_str()] {
        let beside = words(&sam.get(address).await);
        assert!(!beside.contains("rebates") && !beside.contains("NORTH-1") && !beside.contains("zoe"), "{beside}");
    }
    let (status, _) = says(&zoe, &topic, "Yes. @Carla, net of all.", &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(!words(&zoe.get("").await).contains("Waiting for your answer"));
    assert!(words(&carla.in_language("", "es").await).contains("Esperan su respuesta: 1"));
    // What needs no answer is put aside by a click, and stays readable.
    let done = carla.post(&topic, &[pair("do", "read")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let rest = words(&carla.get("").await);
    assert!(!rest.contains("Waiting for your answer") && rest.contains("2 comments"), "{rest}");
}

#[tokio::test]
async fn a_name_that_tells_nobody_is_said_and_nothing_typed_is_lost() {
    let server = Running::start(&[]).await;
    let zoe = visitor(&server, "zoe", Role::Manager, Some("north-1")).await;
    let _sam = visitor(&server, "sam", Role::Manager, Some("south")).await;
    let topic = format!("/about?about=unit&unit={}", unit(&server.board, "north-1"));
    let page = zoe.get(&topic).await;
    assert!(!page.body.contains("sam"), "who may not read it is not offered");
    let (status, said) = says(&zoe, &topic, "@sam look at this & that", &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("nobody who may read this") && said.contains("@sam look at this & that"), "{said}");
    let (status, said) = says(&zoe, &topic, "   ", &[]).await;
    assert_eq!(status, StatusCode::CONFLICT, "{said}");
    for address in ["/about?about=unit&unit=99999", "/about?about=goal&goal=Fame", "/about?about=cell&unit=x", "/77"] {
        assert_eq!(zoe.get(address).await.status, StatusCode::SEE_OTHER, "{address}");
    }
    assert_eq!(server.board.read(|plan| plan.comments().iter().count()), 0);
}

#[tokio::test]
async fn what_was_said_about_a_number_is_in_its_record_and_beside_its_thread() {
    let server = Running::start(&[]).await;
    let carla = visitor(&server, "carla", Role::Committee, None).await;
    let north = unit(&server.board, "north-1");
    let place = format!("measure=Revenue&unit={north}");
    says(&carla, &format!("/about?about=cell&{place}"), "Checked, with \"quotes\"", &[]).await;
    says(&carla, &format!("/about?about=unit&unit={north}"), "About the whole unit", &[]).await;
    says(&carla, "/about?about=goal&goal=TopLine", "About a goal", &[]).await;
    let at = |page: &str| carla.path("").replace("/comments", page);
    let record = server.ask("GET", &at(&format!("/record.csv?{place}")), &[carla.cookie()], "").await;
    for said in ["Checked, with \"\"quotes\"\"", "About the whole unit", "commented"] {
        assert!(record.body.contains(said), "{said}: {}", record.body);
    }
    assert!(!record.body.contains("About a goal"));
    let thread = server.ask("GET", &at(&format!("/thread?{place}")), &[carla.cookie()], "").await;
    assert!(words(&thread).contains("1 comment"), "{}", words(&thread));
    let why = server.ask("GET", &at(&format!("/why?{place}")), &[carla.cookie()], "").await;
    assert!(words(&why).contains("1 comment"), "{}", words(&why));
    let goal = words(&carla.get("/about?about=goal&goal=TopLine").await);
    assert!(goal.contains("Corporate goal") && goal.contains("About a goal"), "{goal}");
}
