//! Mails to a real mail server, by a clock that the test sets: at once, as a digest, before deadlines, and after refusals.

use crate::board::{committee, manager, submit, unit};
use crate::postbox::Postbox;
use crate::running::{Running, set_clock};
use crate::visitor::pair;
use app::mail;
use backend::live::Clock;
use backend::mail::Round;
use domain::actor::Role;
use domain::approval::{Act, Action, ApprovalUnit, Proof, Wish, fingerprint};
use domain::command::Verb;
use domain::comment::Topic;
use domain::inbox::Aside;
use domain::mail::{Preference, Timing};
use domain::measure::Measure;
use domain::number::Region;
use domain::thread::{OfferNumber, Policy, Reason, ReasonCode, Thread};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::watch;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Sunday, January 10, 2027, 00:00 UTC.
const BEGINNING: i64 = 1_799_539_200_000;

/// A server whose clock the test sets, and its mail server.
struct Office {
    server: Running,
    postbox: Postbox,
    time: Arc<AtomicI64>,
}

impl Office {
    async fn open() -> Self {
        let postbox = Postbox::open();
        let (time, clock) = set_clock(BEGINNING);
        let url = postbox.url();
        let arguments =
            ["--smtp-url", &url, "--mail-from", "Pacto <pacto@example.com>", "--base-url", "https://plan.example.com"];
        Self { server: Running::start_by_clock(&arguments, clock).await, postbox, time }
    }

    fn at(&self, moment: i64) {
        self.time.store(moment, Ordering::SeqCst);
    }

    fn later(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::SeqCst);
    }

    async fn round(&self) -> Round {
        let (_stop, stopped) = watch::channel(false);
        self.server.state.mails.round(mail::write, &stopped).await.unwrap()
    }

    /// Goes a round that sends nothing.
    async fn quiet(&self) {
        assert_eq!((self.round().await, self.postbox.next()), (Round::default(), None));
    }

    async fn offered(&self, code: &str, amount: i64) -> Thread {
        let (unit, measure) = (unit(&self.server.board, code), Measure::Revenue);
        let answers = self.server.board.read(|plan| plan.thread_of(unit, measure).map(|thread| thread.moved));
        let numbers = vec![OfferNumber { period: 0, amount }];
        let offer = Verb::Offer { unit, measure, numbers, reason: None, answers };
        submit(&self.server.board, &committee(&self.server.board), offer).await.unwrap();
        self.thread(code)
    }

    async fn countered(&self, code: &str, amount: i64) {
        let known = self.thread(code);
        let reason = Reason { code: ReasonCode::Market, text: format!("{code} is <full> & tired") };
        let numbers = vec![OfferNumber { period: 0, amount }];
        let counter = Verb::Counter { thread: known.id, answers: known.moved, numbers, reason };
        submit(&self.server.board, &manager(&self.server.board, code), counter).await.unwrap();
    }

    fn thread(&self, code: &str) -> Thread {
        let unit = unit(&self.server.board, code);
        self.server.board.read(|plan| plan.thread_of(unit, Measure::Revenue).cloned()).unwrap()
    }

    /// Answers are due five days after an offer.
    async fn with_deadlines(&self) {
        let policy = Verb::SetPolicy(Policy { answer_days: Some(5), ..Policy::default() });
        submit(&self.server.board, &committee(&self.server.board), policy).await.unwrap();
    }

    async fn prefers(&self, person: &backend::identity::Person, timing: Timing, zone: &str, region: Region) {
        let wanted = Preference { timing, hour: 7, reminders: true, zone: zone.to_owned(), region };
        self.server.state.mails.prefer(person, &wanted).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_is_asked_is_mailed_once_and_reads_nothing_that_they_may_not_see() {
    let office = Office::open().await;
    office.server.person("carla", Role::Committee, None).await;
    office.server.person("noah", Role::Manager, Some("north")).await;
    office.server.person("zoe", Role::Manager, Some("north-1")).await;
    office.server.person("sam", Role::Manager, Some("south")).await;
    office.quiet().await;
    office.offered("north-1", 20_000).await;
    assert_eq!(office.round().await, Round { written: 1, sent: 1, ..Round::default() });
    let told = office.postbox.only();
    assert_eq!((told.to.as_str(), told.from.as_str()), ("zoe@example.com", "\"Pacto\" <pacto@example.com>"));
    assert_eq!(told.subject, "Your answer is asked for: NORTH-1 · Revenue");
    assert_eq!(told.automatic.as_deref(), Some("auto-generated"));
    let board = office.server.board.id();
    let link = format!("https://plan.example.com/boards/{board}/thread?of=north-1&measure=Revenue");
    for shown in [&told.text, &told.html.replace("&amp;", "&")] {
        assert!(shown.contains("carla has put 20,000 USD on the table.") && shown.contains(&link), "{shown}");
        let hidden = ["SOUTH", "EAST", "NORTH-2", "987,654,321", "sam", "noah"];
        assert!(hidden.iter().all(|hidden| !shown.contains(hidden)), "{shown}");
    }
    office.quiet().await;

    office.countered("north-1", 18_000).await;
    office.round().await;
    let told = office.postbox.only();
    assert_eq!(told.to, "noah@example.com", "the nearest who can answer, and nobody else");
    assert!(told.text.contains("18,000 USD") && told.text.contains("“north-1 is <full> & tired”"), "{}", told.text);
    assert!(told.html.contains("north-1 is &lt;full&gt; &amp; tired"), "{}", told.html);
    office.quiet().await;
}

#[tokio::test]
async fn whom_a_comment_tells_is_mailed_once_with_its_words_and_the_way_to_it() {
    let office = Office::open().await;
    let zoe = office.server.person("zoe", Role::Manager, Some("north-1")).await;
    let board = &office.server.board;
    let (author, told) = (committee(board), manager(board, "north-1"));
    let told = vec![domain::actor::Actor { person: zoe.id.clone(), ..told }];
    let topic = Topic::Unit(unit(board, "north-1"));
    let wish = domain::comment::Wish { topic, text: "Why **flat** <again>?".to_owned(), told };
    let said = submit(board, &author, Verb::Comment(Box::new(wish))).await.unwrap();
    assert_eq!(office.round().await, Round { written: 1, sent: 1, ..Round::default() });
    let mail = office.postbox.only();
    assert_eq!(mail.subject, format!("{} has written to you about NORTH-1", author.name));
    let revision = said.revision;
    let link = format!("https://plan.example.com/boards/{}/comments/{revision}#comment-{revision}", board.id());
    assert!(mail.text.contains("Why flat <again>?") && mail.text.contains(&link), "{}", mail.text);
    assert!(mail.html.contains("Why flat &lt;again&gt;?"), "{}", mail.html);
    office.quiet().await;
}

#[tokio::test]
async fn a_digest_comes_once_a_day_when_its_hour_strikes_where_the_reader_is_and_only_with_news() {
    let office = Office::open().await;
    let zoe = office.server.person("zoe", Role::Manager, Some("north-1")).await;
    office.prefers(&zoe, Timing::Daily, "Asia/Kolkata", Region::EsCo).await;
    office.offered("north-1", 20_000).await;
    // 07:00 in Kolkata is 01:30 in universal time.
    for waiting in [0, HOUR, 90 * MINUTE - 1] {
        office.at(BEGINNING + waiting);
        office.quiet().await;
    }
    office.at(BEGINNING + 90 * MINUTE);
    office.round().await;
    let told = office.postbox.only();
    assert_eq!(told.subject, "Se espera su respuesta: NORTH-1 · Ingresos");
    assert!(told.text.contains("20.000 USD"), "{}", told.text);
    office.later(DAY);
    office.quiet().await;
    office.later(HOUR);
    office.offered("north-1", 21_000).await;
    office.offered("north-2", 9_000).await;
    office.quiet().await;
    // However long the server was down, one digest makes up for it.
    office.later(3 * DAY);
    office.round().await;
    assert!(office.postbox.only().text.contains("21.000 USD"));
    office.quiet().await;
}

#[tokio::test]
async fn deadlines_are_called_to_mind_72_24_and_2_hours_before_once_each_in_the_readers_own_time() {
    let office = Office::open().await;
    let zoe = office.server.person("zoe", Role::Manager, Some("north-1")).await;
    office.prefers(&zoe, Timing::Never, "America/Bogota", Region::EnUs).await;
    office.with_deadlines().await;
    let due = office.offered("north-1", 20_000).await.due.unwrap();
    office.quiet().await;
    for hours in [72, 24, 2] {
        office.at(due - hours * HOUR - 1);
        office.quiet().await;
        office.at(due - hours * HOUR);
        office.round().await;
        let told = office.postbox.only();
        assert_eq!(told.subject, format!("{hours} hours left to answer: NORTH-1 · Revenue"));
        assert!(told.text.contains("Answer by Jan 14, 2027, 19:00 (America/Bogota)."), "{}", told.text);
        office.quiet().await;
    }
    office.at(due + 1);
    office.quiet().await;
}

#[tokio::test]
async fn after_a_while_down_the_nearest_reminder_goes_out_and_none_for_what_is_muted_put_off_or_answered() {
    let office = Office::open().await;
    office.with_deadlines().await;
    let mut due = 0;
    for code in ["north-1", "north-2", "south-1", "south-2"] {
        let person = office.server.person(&format!("of-{code}"), Role::Manager, Some(code)).await;
        office.prefers(&person, Timing::Never, "UTC", Region::EnUs).await;
        let thread = office.offered(code, 20_000).await;
        due = thread.due.unwrap();
        let aside = |until| Aside { thread: thread.id, moved: thread.moved, until };
        let boards = &office.server.state.boards;
        match code {
            "north-2" => boards.put_aside(office.server.board.id(), &person.id, &aside(None)).await.unwrap(),
            "south-1" => boards.put_aside(office.server.board.id(), &person.id, &aside(Some(due))).await.unwrap(),
            "south-2" => office.countered(code, 18_000).await,
            _ => {}
        }
    }
    office.at(due - HOUR);
    office.round().await;
    let told = office.postbox.only();
    assert_eq!((told.to.as_str(), told.subject.starts_with("2 hours left")), ("of-north-1@example.com", true));
    office.quiet().await;
}

#[tokio::test]
async fn a_server_that_refuses_is_tried_again_with_growing_pauses_and_what_is_dealt_with_is_not_sent() {
    let mut office = Office::open().await;
    let zoe = office.server.person("zoe", Role::Manager, Some("north-1")).await;
    office.server.person("ned", Role::Manager, Some("north-2")).await;
    office.offered("north-1", 20_000).await;
    office.postbox.turn("refuse");
    let failed = Round { failed: 1, ..Round::default() };
    assert_eq!(office.round().await, Round { written: 1, ..failed });
    let refused = office.postbox.only();
    for pause in [1, 2, 4] {
        let known = office.server.state.mails.latest(&zoe).await.unwrap();
        assert!(known[0].error.as_ref().unwrap().contains("Try again later"), "{known:?}");
        office.later(pause * MINUTE - 1);
        office.quiet().await;
        office.later(1);
        assert_eq!(office.round().await, failed);
        assert_eq!(office.postbox.only().id, refused.id, "one mail, however often it is tried");
    }
    // What is answered while the mail server refuses needs no mail any more.
    office.offered("north-2", 9_000).await;
    assert_eq!(office.round().await, Round { written: 1, ..failed });
    office.postbox.next();
    office.countered("north-2", 8_000).await;
    office.postbox.turn("accept");
    office.later(8 * MINUTE);
    assert_eq!(office.round().await, Round { sent: 1, over: 1, ..Round::default() });
    assert_eq!(office.postbox.only().id, refused.id);
    office.later(DAY);
    office.quiet().await;
}

#[tokio::test]
async fn a_unit_that_waits_for_a_signature_is_told_to_whoever_signs() {
    let office = Office::open().await;
    office.server.person("noah", Role::Manager, Some("north")).await;
    let carla = office.server.person("carla", Role::Committee, None).await;
    office.server.person("sam", Role::Manager, Some("south")).await;
    office.prefers(&carla, Timing::AtOnce, "UTC", Region::EsEs).await;
    let (board, now) = (&office.server.board, office.server.state.boards.now());
    let north = unit(board, "north");
    let content = board.read(|plan| fingerprint(plan, ApprovalUnit::whole(north)));
    let act = Act::Move {
        subject: ApprovalUnit::whole(north),
        action: Action::Submit,
        content,
        comment: String::new(),
        books_gap: false,
        proof: Some(Proof::Name),
    };
    submit(board, &manager(board, "north"), Verb::Approve(Box::new(Wish { act, now }))).await.unwrap();
    office.round().await;
    let told = office.postbox.only();
    assert_eq!((told.to.as_str(), told.subject.as_str()), ("carla@example.com", "Se espera su firma: NORTH"));
    assert!(told.text.contains(&format!("/boards/{}/approvals/of/north", board.id())), "{}", told.text);
    office.quiet().await;
}

#[tokio::test]
async fn everybody_says_how_they_want_their_mails_and_tries_whether_they_arrive() {
    let mut office = Office::open().await;
    let zoe = office.server.person("zoe", Role::Manager, Some("north-1")).await;
    let cookie = format!("cookie: {}", office.server.cookie(&zoe).await);
    let kind = "content-type: application/x-www-form-urlencoded";
    let headers = [cookie.as_str(), "accept-language: en", kind];
    let page = office.server.ask("GET", "/mail", &headers, "").await;
    assert!(page.body.contains("Mails go to zoe@example.com.") && page.body.contains("data-unsaid"), "{}", page.body);
    let fields = |zone: &str| {
        let fields = [pair("timing", "daily"), pair("hour", "6"), pair("zone", zone), pair("region", "es-PE")];
        crate::visitor::encoded(&fields)
    };
    let wrong = office.server.ask("POST", "/mail", &headers, &fields("Mars/Olympus")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("There is no time zone of this name"), "{}", wrong.body);
    let saved = office.server.ask("POST", "/mail", &headers, &fields("america/lima")).await;
    assert_eq!(saved.status, 303);
    let known = office.server.state.mails.preference(&zoe).await.unwrap();
    let zone = "America/Lima".to_owned();
    let wanted = Preference { timing: Timing::Daily, hour: 6, reminders: false, zone, region: Region::EsPe };
    assert_eq!((known.preference, known.is_said), (wanted, true));

    let sent = office.server.ask("POST", "/mail/trial", &headers, "").await;
    assert_eq!(sent.status, 303);
    assert_eq!(office.postbox.only().subject, "Correo de prueba de Pacto");
    office.postbox.turn("reject");
    let refused = office.server.ask("POST", "/mail/trial", &headers, "").await;
    assert_eq!(refused.status, 424);
    assert!(refused.body.contains("No such mailbox here"), "{}", refused.body);
    let stranger = office.server.ask("POST", "/mail/trial", &[kind], "").await;
    assert!(stranger.head.contains("/sign-in"), "{}", stranger.head);
}

#[tokio::test]
async fn the_password_of_the_mail_server_stands_in_a_file_and_a_wrong_one_is_told_by_the_trial() {
    let postbox = Postbox::open();
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("password");
    let url = format!("smtp://postman@127.0.0.1:{}", postbox.port);
    let arguments =
        ["--smtp-url", &url, "--mail-from", "pacto@example.com", "--smtp-password-file", file.to_str().unwrap()];
    for (password, sent) in [("s3cret/:@", true), ("guessed", false)] {
        std::fs::write(&file, format!("{password}\n")).unwrap();
        let server = Running::start_by_clock(&arguments, Clock::default()).await;
        let zoe = server.person("zoe", Role::Manager, Some("north-1")).await;
        let tried = server.state.mails.try_out(&zoe, mail::trial(Region::EnUs, None)).await;
        assert_eq!(tried.is_ok(), sent, "{tried:?}");
        match tried {
            Ok(()) => assert_eq!(postbox.only().user.as_deref(), Some("postman")),
            Err(error) => assert!(error.to_string().contains("Wrong name or password"), "{error}"),
        }
    }
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_sent_and_the_page_says_so() {
    let server = Running::start_by_clock(&[], Clock::default()).await;
    let zoe = server.person("zoe", Role::Manager, Some("north-1")).await;
    let cookie = format!("cookie: {}", server.cookie(&zoe).await);
    let page = server.ask("GET", "/mail", &[&cookie, "accept-language: es"], "").await;
    assert!(page.body.contains("El correo no está configurado") && !page.body.contains("/mail/trial"), "{}", page.body);
    let (_stop, stopped) = watch::channel(false);
    assert_eq!(server.state.mails.round(mail::write, &stopped).await.unwrap(), Round::default());
}
