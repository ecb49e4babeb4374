//! What followers of a live board receive, and what they never do.

use crate::board::{Follower, OPENED, SENTINEL, assign, committee, create, leaf, manager, next, person, submit, unit};
use crate::databases;
use backend::live::Board;
use backend::store::Store;
use domain::access;
use domain::actor::{Actor, Role};
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::event::Event;
use domain::hold::HoldTerms;
use domain::live::{Down, encode};
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::thread::OfferNumber;
use domain::view::View;
use std::sync::Arc;

async fn opened() -> (Board, databases::Fresh) {
    let fresh = databases::each().await.remove(0);
    let store = Arc::new(Store::open(&fresh.to_string()).await.unwrap());
    (create(&store).await, fresh)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Every stored number of a plan at units that an actor may not see, other than the rest that policy grants.
fn numbers_outside(plan: &Plan, actor: &Actor) -> Vec<(Address, i64)> {
    let all = Slice::ALL.into_iter().flat_map(|slice| Measure::ALL.map(|measure| (slice, measure)));
    all.flat_map(|(slice, measure)| plan.leaves(slice, measure))
        .filter(|(at, _)| !access::sees(plan.outline(), actor, at.unit))
        .collect()
}

/// The plan as somebody may see it.
fn seen_by(board: &Board, actor: &Actor) -> Plan {
    board.read(|plan| View::new(plan.outline(), actor).plan(plan))
}

#[tokio::test]
async fn everybody_who_follows_a_board_sees_the_same_totals_after_every_edit() {
    let (board, _fresh) = opened().await;
    let actors = [committee(&board), manager(&board, "north"), manager(&board, "south-2"), manager(&board, "nowhere")];
    let mut followers = Vec::new();
    for actor in &actors {
        followers.push(Follower::new(&board, actor).await);
    }
    let north = unit(&board, "north");
    let edits = [
        (0, assign(Slice::Target, Address::of(ROOT, ROOT), 100_000)),
        (1, assign(Slice::Commitment, leaf(unit(&board, "north-2"), 3), 777)),
        (2, assign(Slice::Commitment, Address::of(unit(&board, "south-2"), ROOT), 12_345)),
        (0, Verb::Hold { measure: Measure::Revenue, at: Address::of(north, ROOT), terms: HoldTerms::default() }),
        (0, assign(Slice::Target, Address::of(unit(&board, "east"), ROOT), 9)),
        (0, Verb::Undo),
    ];
    let mut last = 0;
    for (author, verb) in edits {
        last = submit(&board, &actors[author], verb).await.unwrap().revision;
    }
    for (follower, actor) in followers.iter_mut().zip(&actors) {
        follower.reach(last).await;
        let seen = seen_by(&board, actor);
        assert_eq!(follower.replica.confirmed().check(), seen.check());
        for slice in Slice::ALL {
            let numbers = |plan: &Plan| plan.leaves(slice, Measure::Revenue).collect::<Vec<_>>();
            assert_eq!(numbers(follower.replica.confirmed()), numbers(&seen), "{slice:?} of {}", actor.name);
        }
    }
}

#[tokio::test]
async fn a_manager_never_receives_a_siblings_cell_thread_or_name() {
    let (board, _fresh) = opened().await;
    let north = manager(&board, "north");
    let mut manager_page = Follower::new(&board, &north).await;
    let mut committee_page = Follower::new(&board, &committee(&board)).await;

    let carla = committee(&board);
    let (south, east) = (manager(&board, "south"), manager(&board, "east"));
    // A total of one cell is that cell: something else must stand in the same months of the rest.
    submit(&board, &carla, assign(Slice::Target, leaf(unit(&board, "east-1"), 5), 7)).await.unwrap();
    submit(&board, &east, assign(Slice::Commitment, leaf(unit(&board, "east-1"), 1), 7)).await.unwrap();
    submit(&board, &carla, assign(Slice::Target, leaf(unit(&board, "south-1"), 5), SENTINEL + 1)).await.unwrap();
    let numbers = vec![OfferNumber { period: ROOT, amount: SENTINEL + 2 }];
    let offer =
        Verb::Offer { unit: south.unit.unwrap(), measure: Measure::Revenue, numbers, reason: None, answers: None };
    let thread = submit(&board, &carla, offer).await.unwrap().revision;
    submit(&board, &south, Verb::Ask { thread, text: "Why so much?".to_owned() }).await.unwrap();
    let last = submit(&board, &south, assign(Slice::Commitment, leaf(unit(&board, "south-2"), 1), SENTINEL + 3)).await;
    let last = last.unwrap().revision;
    manager_page.reach(last).await;
    committee_page.reach(last).await;

    let secrets = (0..4).map(|offset| (format!("number {offset}"), encode(&(SENTINEL + offset))));
    let words = ["south", "SOUTH", "manager of south", "Why so much?"];
    for (what, secret) in secrets.chain(words.map(|word| (word.to_owned(), word.as_bytes().to_vec()))) {
        // The committee's page shows that the search finds what is there.
        assert!(contains(&committee_page.bytes, &secret), "{what} was not planted");
        assert!(!contains(&manager_page.bytes, &secret), "{what} has reached the manager of north");
    }
    for plan in [manager_page.replica.confirmed(), &seen_by(&board, &north)] {
        assert!(plan.threads().is_empty());
        let outside = numbers_outside(plan, &north);
        // South and east are one opaque leaf of the company, under the first of their places.
        assert!(outside.iter().all(|(at, _)| at.unit == unit(&board, "south")), "{outside:?}");
        assert!(outside.iter().all(|(_, number)| !(SENTINEL..SENTINEL + 4).contains(number)), "{outside:?}");
    }
    let total = |plan: &Plan| plan.get(Slice::LastYear, Measure::Revenue, Address::COMPANY);
    assert_eq!(total(manager_page.replica.confirmed()), board.read(total));
}

#[tokio::test]
async fn whoever_comes_back_receives_what_was_missed_and_nothing_else() {
    let (board, _fresh) = opened().await;
    let north = manager(&board, "north");
    let mut page = Follower::new(&board, &north).await;
    for number in 1..=5 {
        submit(&board, &north, assign(Slice::Commitment, leaf(unit(&board, "north-1"), 0), number)).await.unwrap();
    }
    for number in 1..=5 {
        submit(&board, &committee(&board), assign(Slice::Target, leaf(unit(&board, "east-1"), 0), number))
            .await
            .unwrap();
    }
    let mut back = board.subscribe(north.clone(), Some(OPENED + 2)).await.unwrap();
    let bytes = &mut Vec::new();
    assert!(matches!(next(&mut back, bytes).await, Down::Welcome { revision, .. } if revision == OPENED + 10));
    let Down::Entries { entries, check } = next(&mut back, bytes).await else { panic!("no entries") };
    let revisions: Vec<u64> = entries.iter().map(|entry| entry.revision).collect();
    assert_eq!(revisions, (OPENED + 3..=OPENED + 10).collect::<Vec<_>>());
    // What was written five times elsewhere is told once, with the last revision.
    let [.., last] = &entries[3..] else { panic!("no entries") };
    assert!(matches!(last.events[..], [Event::Elsewhere(_)]));
    assert!(entries[3..7].iter().all(|entry| entry.events.is_empty()));

    page.reach(OPENED + 10).await;
    assert_eq!(page.replica.confirmed().check(), check);
    for unknown in [OPENED + 11, u64::MAX] {
        let mut ahead = board.subscribe(north.clone(), Some(unknown)).await.unwrap();
        next(&mut ahead, bytes).await;
        assert!(matches!(next(&mut ahead, bytes).await, Down::Snapshot(_)));
    }
}

#[tokio::test]
async fn whoever_was_away_too_long_receives_a_snapshot() {
    let (board, _fresh) = opened().await;
    let carla = committee(&board);
    let edits = (0..600).map(|number| submit(&board, &carla, assign(Slice::Target, leaf(2, 0), number)));
    futures::future::join_all(edits).await;
    let mut back = board.subscribe(carla, Some(OPENED + 3)).await.unwrap();
    next(&mut back, &mut Vec::new()).await;
    assert!(matches!(next(&mut back, &mut Vec::new()).await, Down::Snapshot(_)));
}

#[tokio::test]
async fn whoever_reads_too_slowly_is_told_to_resynchronise_and_slows_nobody_down() {
    let (board, _fresh) = opened().await;
    let carla = committee(&board);
    let mut slow = board.subscribe(carla.clone(), None).await.unwrap();
    let mut quick = Follower::new(&board, &manager(&board, "north")).await;
    for number in 0..160 {
        let edit = assign(Slice::Target, leaf(unit(&board, "north-1"), 0), number);
        let revision = submit(&board, &carla, edit).await.unwrap().revision;
        quick.reach(revision).await;
    }
    let bytes = &mut Vec::new();
    assert!(matches!(next(&mut slow, bytes).await, Down::Welcome { .. }));
    assert!(matches!(next(&mut slow, bytes).await, Down::Snapshot(_)));
    assert_eq!(next(&mut slow, bytes).await, Down::Resynchronise);
    let silence = tokio::time::timeout(std::time::Duration::from_millis(50), slow.next()).await;
    assert!(silence.is_err(), "nothing comes after the cut");
}

#[tokio::test]
async fn edits_of_one_tick_arrive_in_one_message() {
    let (board, _fresh) = opened().await;
    let carla = committee(&board);
    let mut page = board.subscribe(manager(&board, "north"), None).await.unwrap();
    let edits = (0..100).map(|number| submit(&board, &carla, assign(Slice::Target, leaf(2, 0), number)));
    futures::future::join_all(edits).await;
    let (mut messages, mut reached, bytes) = (0, 0, &mut Vec::new());
    while reached < OPENED + 100 {
        if let Down::Entries { entries, .. } = next(&mut page, bytes).await {
            messages += 1;
            reached = entries.last().unwrap().revision;
        }
    }
    assert!(messages <= 20, "{messages} messages for 100 edits");
}

#[tokio::test]
async fn people_see_who_is_here_but_not_where_they_may_not_look() {
    let (board, _fresh) = opened().await;
    let (north, south) = (manager(&board, "north"), manager(&board, "south"));
    let mut north_page = Follower::new(&board, &north).await;
    let mut carla_page = Follower::new(&board, &committee(&board)).await;
    let south_page = Follower::new(&board, &south).await;
    let zone = unit(&board, "south-1");
    south_page.subscription.look(Some(zone));
    carla_page.subscription.look(Some(unit(&board, "north-1")));

    let place =
        |page: &Follower, name: &str| page.present.iter().find(|person| person.name == name).map(|person| person.unit);
    while place(&carla_page, &south.name) != Some(Some(zone)) {
        carla_page.receive().await;
    }
    while place(&north_page, "carla") != Some(Some(unit(&board, "north-1"))) {
        north_page.receive().await;
    }
    assert_eq!(place(&north_page, &south.name), Some(None));
    drop(south_page);
    while place(&carla_page, &south.name).is_some() {
        carla_page.receive().await;
    }
    let twice = board.subscribe(board.actor(&person("carla", Role::Committee, None)), None).await.unwrap();
    carla_page.receive().await;
    assert_eq!(carla_page.present.len(), 2, "two pages of one person are one person");
    drop(twice);
}
