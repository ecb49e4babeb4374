//! The live channel over real WebSockets.

use crate::board::{OPENED, assign, command, leaf, unit};
use crate::running::{Browser, Running, cookie};
use axum::http::StatusCode;
use backend::identity::Person;
use domain::actor::Role;
use domain::command::Command;
use domain::event::Entry;
use domain::live::{Down, PROTOCOL, Up, encode};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use std::time::{Duration, Instant};

async fn carla(server: &Running) -> Person {
    server.person("carla", Role::Committee, None).await
}

fn edit(server: &Running, zone: &str, amount: i64) -> Command {
    command(&server.board, assign(Slice::Target, leaf(unit(&server.board, zone), 0), amount))
}

/// The revision that a command became, once the server says that it is on disk.
async fn acknowledged(browser: &mut Browser, id: uuid::Uuid) -> u64 {
    let answer = |down| match down {
        Down::Acknowledged { command, revision } if command == id => Some(revision),
        Down::Refused { .. } | Down::NotStored { .. } => panic!("{down:?}"),
        _ => None,
    };
    browser.wait_for(answer).await
}

async fn entries(browser: &mut Browser) -> Vec<Entry> {
    let found = |down| match down {
        Down::Entries { entries, .. } => Some(entries),
        _ => None,
    };
    browser.wait_for(found).await
}

#[tokio::test]
async fn two_people_see_each_others_edits() {
    let server = Running::start(&[]).await;
    let carla = carla(&server).await;
    let north = server.person("noah", Role::Manager, Some("north")).await;
    let (mut committee, mut manager) = (server.page(&carla, None).await, server.page(&north, None).await);

    let first = edit(&server, "north-1", 400);
    committee.say(&Up::Submit(first.clone())).await;
    assert_eq!(acknowledged(&mut committee, first.id).await, OPENED + 1);
    let seen = entries(&mut manager).await;
    assert_eq!((seen[0].command, seen[0].actor.name.as_str()), (first.id, "carla"));

    let second = command(&server.board, assign(Slice::Commitment, leaf(unit(&server.board, "north-1"), 0), 390));
    manager.say(&Up::Submit(second.clone())).await;
    let heard = committee.wait_for(|down| match down {
        Down::Entries { entries, .. } => entries.into_iter().find(|entry| entry.command == second.id),
        _ => None,
    });
    assert_eq!(heard.await.actor.name, "noah");
}

#[tokio::test]
async fn a_page_that_was_cut_off_resumes_and_its_command_sent_again_is_applied_once() {
    let server = Running::start(&[]).await;
    let carla = carla(&server).await;
    let mut page = server.page(&carla, None).await;
    let (first, second) = (edit(&server, "north-1", 400), edit(&server, "north-2", 500));
    page.say(&Up::Submit(first.clone())).await;
    acknowledged(&mut page, first.id).await;
    page.say(&Up::Submit(second.clone())).await;
    // Cut before the answer: nobody knows whether the command has arrived.
    drop(page);

    let mut page = server.page(&carla, Some(OPENED)).await;
    let missed: Vec<Entry> = entries(&mut page).await;
    assert_eq!(missed[0].command, first.id);
    for _ in 0..2 {
        page.say(&Up::Submit(second.clone())).await;
        assert_eq!(acknowledged(&mut page, second.id).await, OPENED + 2);
    }
    assert_eq!(server.board.read(|plan| plan.revision()), OPENED + 2);
}

#[tokio::test]
async fn a_managers_command_on_a_sibling_is_refused_whatever_the_browser_claims() {
    let server = Running::start(&[]).await;
    let north = server.person("noah", Role::Manager, Some("north")).await;
    let mut page = server.page(&north, None).await;
    for (slice, zone) in [(Slice::Commitment, "south-1"), (Slice::Target, "south-1"), (Slice::Target, "north")] {
        let foreign = command(&server.board, assign(slice, leaf(unit(&server.board, zone), 0), 1));
        page.say(&Up::Submit(foreign.clone())).await;
        let rejection = page.wait_for(|down| match down {
            Down::Refused { command, rejection } if command == foreign.id => Some(rejection),
            _ => None,
        });
        assert_eq!(rejection.await, Rejection::NotAllowed);
    }
    assert_eq!(server.board.read(|plan| plan.revision()), OPENED);
}

#[tokio::test]
async fn commands_of_one_page_are_applied_in_the_order_in_which_they_were_sent() {
    let server = Running::start(&[]).await;
    let mut page = server.page(&carla(&server).await, None).await;
    let edits: Vec<Command> = (0..150).map(|number| edit(&server, "north-1", number)).collect();
    for edit in &edits {
        page.say(&Up::Submit(edit.clone())).await;
    }
    for (edit, revision) in edits.iter().zip(OPENED + 1..) {
        assert_eq!(acknowledged(&mut page, edit.id).await, revision);
    }
    let at = leaf(unit(&server.board, "north-1"), 0);
    assert_eq!(server.board.read(|plan| plan.get(Slice::Target, Measure::Revenue, at)), Some(149));
}

#[tokio::test]
async fn a_page_that_differs_gets_a_snapshot_when_it_asks() {
    let server = Running::start(&[]).await;
    let mut page = server.page(&carla(&server).await, Some(OPENED)).await;
    assert!(entries(&mut page).await.is_empty());
    page.say(&Up::Resynchronise).await;
    let snapshot = page.wait_for(|down| match down {
        Down::Snapshot(snapshot) => Some(snapshot),
        _ => None,
    });
    assert_eq!(snapshot.await.open().check(), server.board.read(|plan| plan.check()));
}

#[tokio::test]
async fn strangers_and_other_sites_open_no_channel() {
    let server = Running::start(&[]).await;
    let cookie = server.cookie(&carla(&server).await).await;
    assert_eq!(server.open(&[]).await.err(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(server.open(&[("cookie", "pacto=AAAAAAAAAAAAAAAAAAAAAA")]).await.err(), Some(StatusCode::UNAUTHORIZED));
    let foreign = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    assert_eq!(server.open(&foreign).await.err(), Some(StatusCode::FORBIDDEN));
    let origin = format!("http://{}", server.address);
    assert!(server.open(&[("cookie", &cookie), ("origin", &origin)]).await.is_ok());
}

#[tokio::test]
async fn a_page_of_another_build_is_told_to_reload_and_an_unknown_board_is_unknown() {
    let server = Running::start(&[]).await;
    let cookie = server.cookie(&carla(&server).await).await;
    let hello = |protocol, board: &str| encode(&Up::Hello { protocol, board: board.to_owned(), revision: None });
    for (greeting, answer) in [
        (hello(PROTOCOL + 1, server.board.id()), Down::NewBuild),
        (vec![250, 250, 250], Down::NewBuild),
        (hello(PROTOCOL, "no-such-board"), Down::NoSuchBoard),
    ] {
        let mut browser = server.open(&[("cookie", &cookie)]).await.unwrap();
        browser.say_bytes(greeting).await;
        assert_eq!(browser.hear().await, Some(answer));
        assert_eq!(browser.hear().await, None);
    }
}

#[tokio::test]
async fn a_message_larger_than_any_command_closes_the_channel() {
    let server = Running::start(&[]).await;
    let mut page = server.page(&carla(&server).await, Some(OPENED)).await;
    entries(&mut page).await;
    page.say_bytes(vec![0; 300 * 1024]).await;
    assert_eq!(page.hear().await, None);
}

#[tokio::test]
async fn signing_out_closes_the_channel_within_a_heartbeat() {
    let server = Running::start(&[]).await;
    let carla = carla(&server).await;
    let session = server.session(&carla).await;
    let mut leaving = server.open(&[("cookie", &cookie(&session))]).await.unwrap();
    let mut staying = server.page(&carla, Some(OPENED)).await;
    entries(&mut staying).await;
    let begun = Instant::now();
    backend::identity::session::sign_out(&session).await.unwrap();
    assert_eq!(leaving.hear().await, None);
    assert!(begun.elapsed() < Duration::from_secs(12));
    assert_eq!(staying.hear().await, Some(Down::Heartbeat));
}
