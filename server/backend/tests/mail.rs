//! The outbox on both databases: several servers at once, restarts, and servers that stop half way.

#![cfg(test)]

#[path = "support/board.rs"]
#[expect(dead_code, reason = "shared with the tests of live boards")]
mod board;
#[path = "support/databases.rs"]
mod databases;

use backend::identity::{Identity, NewPerson, Person};
use backend::live::{Boards, Clock};
use backend::mail::{Letter, Mailer, Mails, Round, Written};
use backend::store::Store;
use board::{committee, create, submit, unit};
use domain::actor::Role;
use domain::command::Verb;
use domain::mail::{Preference, Timing};
use domain::measure::Measure;
use domain::number::Region;
use domain::thread::OfferNumber;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const MINUTE: i64 = 60_000;

/// The little of a mail server that counts what arrives; that mails are well formed is tested against a real one.
#[derive(Clone)]
struct Sink {
    port: u16,
    /// How often each mail has come, by its recipient and identifier.
    arrived: Arc<Mutex<BTreeMap<(String, String), usize>>>,
    is_silent: Arc<AtomicBool>,
}

impl Sink {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sink = Self { port, arrived: Arc::default(), is_silent: Arc::default() };
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().talk(stream));
            }
        });
        sink
    }

    async fn talk(self, stream: TcpStream) {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 sink\r\n").await.unwrap();
        let (mut to, mut id, mut in_mail) = (String::new(), String::new(), false);
        while let Ok(Some(line)) = lines.next_line().await {
            let answer = match line.as_str() {
                "." if in_mail => {
                    in_mail = false;
                    *self.arrived.lock().unwrap().entry((to.clone(), id.clone())).or_default() += 1;
                    if self.is_silent.load(Ordering::SeqCst) {
                        return std::future::pending().await;
                    }
                    "250 taken\r\n"
                }
                header if in_mail => {
                    if let Some(found) = header.strip_prefix("Message-ID: ") {
                        id = found.to_owned();
                    }
                    continue;
                }
                "DATA" => {
                    in_mail = true;
                    "354 go on\r\n"
                }
                known => {
                    if let Some(address) = known.strip_prefix("RCPT TO:") {
                        to = address.trim_matches(['<', '>']).to_owned();
                    }
                    "250 sink\r\n"
                }
            };
            if writing.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn arrived(&self) -> Vec<usize> {
        self.arrived.lock().unwrap().values().copied().collect()
    }
}

/// Another server over the same database.
async fn node(fresh: &databases::Fresh, port: u16, time: &Arc<AtomicI64>) -> (Mails, Boards, Identity) {
    let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
    let shown = Arc::clone(time);
    let boards = Boards::by_clock(Arc::clone(&store), Clock::new(move || shown.load(Ordering::SeqCst)));
    let identity = Identity::new(Arc::clone(&store));
    let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), None, "pacto@example.com").unwrap();
    (Mails::new(store, boards.clone(), identity.clone(), Some(mailer), None), boards, identity)
}

fn write(letter: &Letter<'_>) -> Written {
    let subject = format!("{} things", letter.parts.iter().map(|part| part.notices.len()).sum::<usize>());
    Written { text: subject.clone(), html: subject.clone(), subject }
}

async fn round(mails: &Mails) -> Round {
    let (_stop, stopped) = watch::channel(false);
    mails.round(write, &stopped).await.unwrap()
}

async fn add(identity: &Identity, number: usize) -> Person {
    let (email, name) = (format!("manager-{number}@example.com"), format!("manager {number}"));
    let unit = Some("north-1".to_owned());
    identity.add(NewPerson { email, name, role: Role::Manager, unit, password: None }).await.unwrap()
}

async fn offer(boards: &Boards, id: &str, answers: Option<u64>) -> u64 {
    let board = boards.open(id).await.unwrap();
    let numbers = vec![OfferNumber { period: 0, amount: 20_000 }];
    let (unit, measure) = (unit(&board, "north-1"), Measure::Revenue);
    let offer = Verb::Offer { unit, measure, numbers, reason: None, answers };
    submit(&board, &committee(&board), offer).await.unwrap().revision
}

fn clock() -> Arc<AtomicI64> {
    Arc::new(AtomicI64::new(1_800_000_000_000))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_servers_at_once_one_sends_each_mail_and_each_digest() {
    const PEOPLE: usize = 16;
    for fresh in databases::each().await {
        let (sink, time) = (Sink::open().await, clock());
        let board = create(&Arc::new(Store::open(&fresh.to_string()).await.unwrap())).await.id().to_owned();
        let nodes = [
            node(&fresh, sink.port, &time).await,
            node(&fresh, sink.port, &time).await,
            node(&fresh, sink.port, &time).await,
        ];
        let [(first, boards, identity), (second, ..), (third, ..)] = &nodes;
        for number in 0..PEOPLE {
            let person = add(identity, number).await;
            if number % 2 == 0 {
                let timing = Timing::Daily;
                let wanted = Preference { timing, ..Preference::unsaid(Region::EnUs) };
                first.prefer(&person, &wanted).await.unwrap();
            }
        }
        let opened = offer(boards, &board, None).await;
        let all = async || {
            let (one, two, three) = tokio::join!(round(first), round(second), round(third));
            [one, two, three].iter().fold((0, 0), |sum, round| (sum.0 + round.sent, sum.1 + round.failed))
        };
        assert_eq!(all().await, (PEOPLE / 2, 0), "{fresh}");
        assert_eq!(all().await, (0, 0), "{fresh}");
        time.fetch_add(24 * 60 * MINUTE, Ordering::SeqCst);
        assert_eq!(all().await, (PEOPLE / 2, 0), "{fresh}");
        assert_eq!(sink.arrived(), vec![1; PEOPLE], "{fresh}");
        // Another server has moved the board: whoever has not heard of it yet tells nobody what is no longer so.
        offer(boards, &board, Some(opened)).await;
        assert_eq!(round(third).await.sent, PEOPLE / 2, "{fresh}");
        assert_eq!(all().await, (0, 0), "{fresh}");
    }
}

#[tokio::test]
async fn what_is_written_down_survives_a_restart_and_a_server_that_stops_half_way_leaves_it_to_others_later() {
    for fresh in databases::each().await {
        let (sink, time) = (Sink::open().await, clock());
        let board = create(&Arc::new(Store::open(&fresh.to_string()).await.unwrap())).await.id().to_owned();
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let (mails, boards, identity) = node(&fresh, nobody, &time).await;
        let person = add(&identity, 1).await;
        offer(&boards, &board, None).await;
        assert_eq!(round(&mails).await, Round { written: 1, failed: 1, ..Round::default() }, "{fresh}");
        let known = mails.latest(&person).await.unwrap();
        assert!(known[0].error.is_some() && known[0].sent.is_none(), "{known:?}");
        drop((mails, boards, identity));

        let (mails, ..) = node(&fresh, sink.port, &time).await;
        time.fetch_add(MINUTE, Ordering::SeqCst);
        sink.is_silent.store(true, Ordering::SeqCst);
        // The mail arrives, and the server is gone before it knows.
        assert!(tokio::time::timeout(Duration::from_secs(2), round(&mails)).await.is_err(), "{fresh}");
        sink.is_silent.store(false, Ordering::SeqCst);
        let (restarted, ..) = node(&fresh, sink.port, &time).await;
        time.fetch_add(MINUTE, Ordering::SeqCst);
        assert_eq!(round(&restarted).await, Round::default(), "{fresh}: another server may still be sending it");
        time.fetch_add(10 * MINUTE, Ordering::SeqCst);
        assert_eq!(round(&restarted).await, Round { sent: 1, ..Round::default() }, "{fresh}");
        assert_eq!(sink.arrived(), [2], "{fresh}: the one way to come twice, under one identifier");
        assert_eq!(round(&restarted).await, Round::default(), "{fresh}");
    }
}
