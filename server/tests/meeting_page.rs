//! A meeting over real HTTP: one drives, others follow, what is not theirs stays hidden, and the minutes tell it.

use crate::board::{SENTINEL, committee, manager_of, submit, unit};
use crate::running::{Answer, Running, location, words};
use crate::visitor::{Visitor, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::command::Verb;
use domain::measure::Measure;
use domain::thread::{OfferNumber, Reason, ReasonCode, Thread, ThreadState};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

fn thread(server: &Running, code: &str) -> Thread {
    let unit = unit(&server.board, code);
    server.board.read(|plan| plan.thread_of(unit, Measure::Revenue).cloned()).unwrap()
}

/// Offers a unit a number and has it countered.
async fn contested(server: &Running, code: &str, offered: i64, countered: i64) -> Thread {
    let (unit, measure) = (unit(&server.board, code), Measure::Revenue);
    let year = |amount| vec![OfferNumber { period: 0, amount }];
    let offer = Verb::Offer { unit, measure, numbers: year(offered), reason: None, answers: None };
    submit(&server.board, &committee(&server.board), offer).await.unwrap();
    let known = thread(server, code);
    let reason = Reason { code: ReasonCode::Market, text: format!("{code} is full") };
    let counter = Verb::Counter { thread: known.id, answers: known.moved, numbers: year(countered), reason };
    submit(&server.board, &server.board.actor(&manager_of(code)), counter).await.unwrap();
    thread(server, code)
}

/// The meeting that goes on, as forms name it.
async fn id(server: &Running) -> String {
    server.state.boards.meeting_now(server.board.id()).await.unwrap().unwrap().id
}

fn form(meeting: &str, what: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let more = more.iter().map(|(name, value)| pair(name, value));
    [pair("meeting", meeting), pair("do", what)].into_iter().chain(more).collect()
}

/// The events that somebody hears.
struct Stream(TcpStream, String);

impl Stream {
    async fn open(server: &Running, visitor: &Visitor<'_>) -> Self {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let (path, host) = (visitor.path("/events"), server.address);
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{}\r\n\r\n", visitor.cookie());
        stream.write_all(request.as_bytes()).await.unwrap();
        Self(stream, String::new())
    }

    /// The next stamp.
    async fn hear(&mut self) -> String {
        loop {
            if let Some((before, after)) = self.1.split_once("\n\n") {
                let data = before.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned);
                self.1 = after.to_owned();
                match data {
                    Some(stamp) => return stamp,
                    None => continue,
                }
            }
            let mut bytes = [0; 4_096];
            let read = timeout(Duration::from_secs(5), self.0.read(&mut bytes)).await;
            let read = read.expect("an event within five seconds").unwrap();
            assert!(read > 0, "the stream has ended: {}", self.1);
            self.1.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    }
}

fn stamp(page: &Answer) -> String {
    page.body.split("data-stamp=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_presenter_drives_and_whoever_follows_hears_of_it() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "meeting", "carla", Role::Committee, None).await;
    let elena = Visitor::new(&server, "meeting", "elena", Role::Executive, None).await;
    let empty = words(&carla.get("").await);
    assert!(empty.contains("Nothing is contested") && empty.contains("There has been none yet"), "{empty}");
    let small = contested(&server, "south", 30_000, 29_000).await;
    let large = contested(&server, "north", 30_000, 20_000).await;
    let lobby = words(&carla.get("").await);
    let (north, south) = (lobby.find("NORTH").unwrap(), lobby.find("SOUTH").unwrap());
    assert!(north < south && lobby.contains("11.11% of the target of Top line"), "{lobby}");
    assert!(words(&elena.get("").await).contains("A member of the committee begins it"));
    let refused = elena.post("", &[pair("do", "begin")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);

    let begun = carla.post("", &[pair("do", "begin"), pair("minutes", "3")]).await;
    assert!(location(&begun).unwrap().ends_with("/meeting"), "{}", begun.head);
    let meeting = id(&server).await;
    let again = carla.post("", &[pair("do", "begin")]).await;
    assert!(location(&again).unwrap().ends_with("done=joined"));
    let page = elena.get("").await;
    let read = words(&page);
    assert!(read.contains("carla presents") && read.contains("Here : carla, elena (you)"), "{read}");
    assert!(read.contains("Item 1 of 2 NORTH") && read.contains("/ 3:00") && read.contains("north is full"), "{read}");
    assert!(read.contains("25,000") && read.contains("−10,000 apart (−33.3%)"), "{read}");
    assert_eq!(page.body.matches("<script").count(), 1);
    let spanish = words(&elena.in_language("", "es").await);
    assert!(spanish.contains("Presenta carla") && spanish.contains("Punto 1 de 2"), "{spanish}");
    let inbox = server.ask("GET", &format!("/boards/{}/inbox", server.board.id()), &[elena.cookie()], "").await;
    assert!(words(&inbox).contains("A meeting about this board goes on. carla presents."));

    let mut stream = Stream::open(&server, &elena).await;
    let first = stream.hear().await;
    let to_south = form(&meeting, "go", &[("item", &small.id.to_string())]);
    assert_eq!(elena.post("", &to_south).await.status, StatusCode::CONFLICT, "whoever follows does not drive");
    assert_eq!(carla.post("", &to_south).await.status, StatusCode::SEE_OTHER);
    let second = stream.hear().await;
    assert_ne!(first, second);
    let page = elena.get("").await;
    assert_eq!(stamp(&page), second, "the page that is fetched is the one that was told of");
    assert!(words(&page).contains("Item 2 of 2 SOUTH"), "{}", words(&page));
    let alone = words(&elena.get(&format!("?item={}", large.id)).await);
    assert!(alone.contains("Item 1 of 2 NORTH") && alone.contains("The meeting is at SOUTH · Revenue."), "{alone}");
    assert!(alone.contains("Follow again"));

    // What the board takes is heard, too, and stands among the decisions at once.
    let seen = small.moved.to_string();
    let middle = form(&meeting, "middle", &[("item", &small.id.to_string()), ("seen", &seen)]);
    let sent = carla.post("", &middle).await;
    assert!(location(&sent).unwrap().ends_with("done=sent"), "{}", words(&sent));
    assert_eq!(thread(&server, "south").latest().unwrap().total(), 29_500);
    assert_ne!(stream.hear().await, second);
    let decided = words(&elena.get("").await);
    assert!(decided.contains("carla offers 30,000 → 29,500"), "{decided}");
    let stale = carla.post("", &middle).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(words(&stale).contains("Somebody has moved this thread meanwhile"), "{}", words(&stale));
}

#[tokio::test]
async fn an_item_of_others_has_neither_name_nor_number_for_whoever_may_not_see_it() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "meeting", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "meeting", "noah", Role::Manager, Some("north")).await;
    contested(&server, "north", 30_000, 29_000).await;
    let south = contested(&server, "south", SENTINEL, SENTINEL - 70_000).await;
    carla.post("", &[pair("do", "begin")]).await;
    let meeting = id(&server).await;
    let note = form(&meeting, "note", &[("item", &south.id.to_string()), ("text", "Only for the south.")]);
    assert_eq!(carla.post("", &note).await.status, StatusCode::SEE_OTHER);
    let accepted = Verb::Accept {
        thread: south.id,
        offer: south.latest().unwrap().revision,
        digest: south.latest().unwrap().digest(),
    };
    submit(&server.board, &committee(&server.board), accepted).await.unwrap();
    let minutes = format!("/{meeting}/minutes");
    let file = format!("{minutes}/en.md");
    let asked = ["", "?alone=yes", &format!("?item={}", south.id), &minutes, &file];
    for path in asked {
        let page = noah.get(path).await;
        let hidden =
            ["SOUTH", "987,654", "987.654", "987654", "987,584", "987.584", "Only for the south", "south is full"];
        let found: Vec<&&str> = hidden.iter().filter(|hidden| page.body.contains(**hidden)).collect();
        assert!(page.status == StatusCode::OK && found.is_empty(), "{path}: {found:?}\n{}", page.body);
        assert!(!page.body.contains(&format!("item={}", south.id)), "{path} names the thread");
    }
    let follows = words(&noah.get("").await);
    assert!(follows.contains("An item is discussed that is not yours"), "{follows}");
    assert!(follows.contains("carla presents") && follows.contains("NORTH") && !follows.contains(" of 2"), "{follows}");
    let sent = noah.post("", &form(&meeting, "go", &[("item", &south.id.to_string())])).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    let foreign = server.ask("GET", &carla.path("/events"), &[], "").await;
    assert_eq!(foreign.status, StatusCode::SEE_OTHER, "nobody follows who has not signed in");
}

#[tokio::test]
async fn minutes_tell_in_both_languages_what_was_decided_in_the_meeting_and_nothing_before_it() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "meeting", "carla", Role::Committee, None).await;
    let north = contested(&server, "north", 41_000, 38_000).await;
    let south = contested(&server, "south", 30_000, 29_000).await;
    contested(&server, "east", 30_000, 29_500).await;
    let before = contested(&server, "east-1", 7_777, 6_666).await;
    let accept = |thread: &Thread| {
        let offer = thread.latest().unwrap();
        Verb::Accept { thread: thread.id, offer: offer.revision, digest: offer.digest() }
    };
    submit(&server.board, &committee(&server.board), accept(&before)).await.unwrap();
    carla.post("", &[pair("do", "begin")]).await;
    let meeting = id(&server).await;
    submit(&server.board, &committee(&server.board), accept(&north)).await.unwrap();
    carla.post("", &form(&meeting, "go", &[("item", &south.id.to_string())])).await;
    let nothing = carla.post("", &form(&meeting, "leave", &[("item", &south.id.to_string())])).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let left = [("item", south.id.to_string()), ("text", "Ask <b>the</b> distributor | first.".to_owned())];
    let left: Vec<(&str, &str)> = left.iter().map(|(name, value)| (*name, value.as_str())).collect();
    carla.post("", &form(&meeting, "leave", &left)).await;
    let ended = carla.post("", &form(&meeting, "end", &[])).await;
    let minutes = format!("/{meeting}/minutes");
    assert!(location(&ended).unwrap().ends_with(&minutes), "{}", ended.head);
    // What happens afterwards is in no minutes.
    submit(&server.board, &committee(&server.board), accept(&south)).await.unwrap();

    let page = carla.get(&minutes).await;
    let read = words(&page);
    for told in [
        "Minutes of a meeting about Quotas 2027",
        "Acta de una reunión sobre Quotas 2027",
        "When it began: level above 41,000, unit 38,000.",
        "Decided: carla accepts: 41,000 → 38,000",
        "Decidido: carla acepta: 41.000 → 38.000",
        "Settled at 38,000.",
        "Stays open (Counter-offer). The turn is with: carla.",
        "Queda abierto (Contraoferta). Le toca a: carla.",
        "Note by carla",
        "Not reached EAST · Revenue",
        "Goals before and after",
        "Attended carla",
    ] {
        assert!(read.contains(told), "{told}: {read}");
    }
    assert!(!read.contains("6,666") && !read.contains("EAST-1"), "decided before: {read}");
    assert!(!read.contains("29,000 →") && !read.contains("accepts: 30,000"), "decided afterwards: {read}");
    let english = carla.get(&format!("{minutes}/en.md")).await;
    assert!(english.head.contains("text/markdown") && english.head.contains("pacto-minutes.en.md"), "{}", english.head);
    assert!(english.body.contains("# Minutes of a meeting about Quotas 2027"), "{}", english.body);
    assert!(english.body.contains("Ask \\<b\\>the\\</b\\> distributor \\| first."), "{}", english.body);
    let spanish = carla.get(&format!("{minutes}/es.md")).await;
    assert!(spanish.body.contains("### NORTH · Ingresos") && !spanish.body.contains("Decided"), "{}", spanish.body);
    let lobby = words(&carla.get("").await);
    assert!(lobby.contains("The meeting has ended. Minutes") && lobby.contains("Minutes of "), "{lobby}");
    assert_eq!(carla.get("/no-such-meeting/minutes").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn presenting_is_handed_over_and_taken_over_once_the_presenter_is_gone_and_answers_lead_back() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "meeting", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "meeting", "noah", Role::Manager, Some("north")).await;
    let elena = Visitor::new(&server, "meeting", "elena", Role::Executive, None).await;
    let zone = contested(&server, "north-1", 20_000, 18_000).await;
    carla.post("", &[pair("do", "begin")]).await;
    let meeting = id(&server).await;
    noah.get("").await;
    elena.get("").await;
    let people = server.state.identity.people().await.unwrap();
    let person = |name: &str| people.iter().find(|person| person.name == name).unwrap().clone();
    let to = |name: &str| form(&meeting, "hand", &[("person", &person(name).id)]);
    assert_eq!(carla.post("", &to("elena")).await.status, StatusCode::CONFLICT, "an executive follows");
    assert_eq!(carla.post("", &to("noah")).await.status, StatusCode::SEE_OTHER, "he offers to the zones of the north");
    assert!(words(&noah.get("").await).contains("You present"));
    assert_eq!(carla.post("", &form(&meeting, "end", &[])).await.status, StatusCode::CONFLICT);
    assert_eq!(carla.post("", &form(&meeting, "take", &[])).await.status, StatusCode::CONFLICT, "he is still here");
    let (boards, board) = (&server.state.boards, &server.board);
    boards.attend_meeting(board.id(), &meeting, &board.actor(&person("noah")), 0).await.unwrap();
    assert!(words(&carla.get("").await).contains("noah is no longer here."));
    assert_eq!(elena.post("", &form(&meeting, "take", &[])).await.status, StatusCode::CONFLICT);
    assert_eq!(carla.post("", &form(&meeting, "take", &[])).await.status, StatusCode::SEE_OTHER);
    assert!(words(&carla.get("").await).contains("You present"));

    let offer = zone.latest().unwrap();
    let (unit, seen, revision) = (zone.unit.to_string(), zone.moved.to_string(), offer.revision.to_string());
    let answer = [("unit", unit.as_str()), ("measure", "Revenue"), ("seen", &seen), ("back", "meeting")];
    let answer = [&answer[..], &[("do", "accept"), ("offer", &revision), ("inputs", "")]].concat();
    let page = carla.get("").await;
    let inputs = page.body.split("name=\"inputs\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut answer: Vec<_> = answer.into_iter().map(|(name, value)| pair(name, value)).collect();
    answer.last_mut().unwrap().1 = inputs.to_owned();
    let path = format!("/boards/{}/thread", server.board.id());
    let kind = "content-type: application/x-www-form-urlencoded";
    let sent = server.ask("POST", &path, &[carla.cookie(), kind], &crate::visitor::encoded(&answer)).await;
    assert!(location(&sent).unwrap().ends_with("/meeting?done=sent"), "{} {}", sent.head, words(&sent));
    assert_eq!(thread(&server, "north-1").state(), ThreadState::Agreed);
    assert!(words(&carla.get("?done=sent").await).contains("carla accepts 20,000 → 18,000"));
}
