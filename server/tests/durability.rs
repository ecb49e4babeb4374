//! Kills the program while people edit, again and again: what was acknowledged is there, once.

use crate::board::{self, OPENED, assign, leaf, unit};
use crate::running::{Browser, cookie, session_of};
use backend::identity::{Identity, NewPerson, ORGANIZATION};
use backend::live::Boards;
use backend::store::Store;
use backend::store::events::{BoardKey, LogEnd};
use domain::actor::Role;
use domain::command::{Command, CommandId};
use domain::live::{Down, Up};
use domain::measure::Slice;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The program, killed with the test at the latest.
struct Program(Child);

impl Program {
    /// Starts it on a free port and waits until it is ready.
    fn start(folder: &Path) -> (Self, SocketAddr) {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_pacto"))
            .args(["serve", "--address", "127.0.0.1:0", "--data-folder"])
            .arg(folder)
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let ready = lines.find_map(|line| line.unwrap().split_once("ready at http://").map(|(_, at)| at.to_owned()));
        // Read on, so that the program never waits for somebody to read its log.
        std::thread::spawn(move || lines.for_each(drop));
        (Self(child), ready.expect("the program says that it is ready").trim().parse().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // SIGKILL: nothing of the program runs after it.
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
async fn an_acknowledged_edit_survives_a_kill_at_any_instant_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("pacto.db").display());
    let store = Arc::new(Store::open(&url).await.unwrap());
    let board = board::create(&store).await;
    let (email, name) = ("carla@example.com".to_owned(), "Carla".to_owned());
    let carla = NewPerson { email, name, role: Role::Committee, unit: None, password: None };
    let carla = Identity::new(Arc::clone(&store)).add(carla).await.unwrap();
    let cookie = cookie(&session_of(&store, &carla).await);
    let (zone, id) = (unit(&board, "north-1"), board.id().to_owned());
    store.close().await;

    let mut sent: Vec<Command> = Vec::new();
    let mut acknowledged: BTreeMap<CommandId, u64> = BTreeMap::new();
    for milliseconds in [Some(3), Some(11), Some(29), Some(83), Some(211), None] {
        let (program, address) = Program::start(folder.path());
        let edits = (0..100).map(|amount| assign(Slice::Target, leaf(zone, 0), amount));
        sent.extend(edits.map(|verb| Command { id: Uuid::now_v7(), base: OPENED, verb }));
        let mut page = Browser::page(address, &cookie, &id, None).await;
        // What was not acknowledged before is sent again, as a browser does; it may well have been stored.
        for command in sent.iter().filter(|command| !acknowledged.contains_key(&command.id)) {
            page.say(&Up::Submit(command.clone())).await;
        }
        // Let go at the end of the round where nobody kills it before.
        let mut living = Some(program);
        let killer = milliseconds.map(|milliseconds| {
            let program = living.take();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(milliseconds)).await;
                drop(program);
            })
        });
        while acknowledged.len() < sent.len()
            && let Some(down) = page.hear().await
        {
            if let Down::Acknowledged { command, revision } = down {
                acknowledged.insert(command, revision);
            }
        }
        if let Some(killer) = killer {
            killer.await.unwrap();
        }
    }
    assert_eq!(acknowledged.len(), sent.len());

    let store = Arc::new(Store::open(&url).await.unwrap());
    let mut stored: BTreeMap<CommandId, u64> = BTreeMap::new();
    let key = BoardKey { organization: ORGANIZATION.to_owned(), board: id.clone() };
    let count = |entry: domain::event::Entry| {
        assert_eq!(stored.insert(entry.command, entry.revision), None, "applied twice");
    };
    let end = store.replay(&key, LogEnd::START, count).await.unwrap();
    assert_eq!(end.revision, OPENED + sent.len() as u64);
    assert!(acknowledged.iter().all(|(command, revision)| stored.get(command) == Some(revision)));
    assert_eq!(acknowledged.values().collect::<BTreeSet<_>>().len(), sent.len());
    assert_eq!(Boards::new(store).open(&id).await.unwrap().read(|plan| plan.revision()), end.revision);
}
