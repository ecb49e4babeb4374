//! One server and several browsers over channels that delay, break and repeat: at rest everybody holds the same board,
//! and every command has happened once or was refused.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::office::*;
use crate::support::random::*;
use domain::actor::Actor;
use domain::decide::decide_on_board;
use domain::event::Entry;
use domain::replica::{Received, Replica};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What can happen next.
#[derive(Clone, Debug)]
enum Happening {
    /// Somebody does something on what they see.
    Submit(usize, Box<Move>),
    /// The server hears the oldest message of somebody.
    Hear(usize),
    /// Somebody hears the oldest message of the server.
    Tell(usize),
    /// The server sends what has gathered since its last tick.
    Tick,
    /// A connection breaks: what was under way is lost in both directions.
    Cut(usize),
    /// Somebody connects again and asks for what they missed.
    Connect(usize),
    /// Somebody closes the page and opens it again; what was pending was kept on the device.
    Reload(usize),
    /// Somebody sends everything pending once more.
    Repeat(usize),
    /// The server forgets recent entries, so that who comes back gets a snapshot.
    Forget,
    /// Somebody asks for a snapshot in the middle of everything.
    Resynchronise(usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    let who = || 0_usize..6;
    prop_oneof![
        14 => (who(), sensible()).prop_map(|(who, step)| Happening::Submit(who, Box::new(step))),
        10 => who().prop_map(Happening::Hear),
        10 => who().prop_map(Happening::Tell),
        4 => Just(Happening::Tick),
        2 => who().prop_map(Happening::Cut),
        4 => who().prop_map(Happening::Connect),
        1 => who().prop_map(Happening::Reload),
        2 => who().prop_map(Happening::Repeat),
        1 => Just(Happening::Forget),
        1 => who().prop_map(Happening::Resynchronise),
    ]
}

fn everybody() -> [Actor; 6] {
    [committee(), second_committee(), manager(NORTH), manager(CADIZ), manager(DURBAN), executive()]
}

#[cfg(test)]
fn assert_converged(office: &Office) {
    for browser in &office.browsers {
        let replica = browser.replica.as_ref().unwrap();
        assert_eq!(replica.pending(), [], "{} still waits", browser.actor.name);
        let (seen, expected) = (replica.plan(), office.server.projected(&browser.actor));
        assert_alike(seen, &expected);
        assert_alike(replica.confirmed(), &expected);
    }
    let done: Vec<_> = office.server.log.iter().map(|entry| entry.command).collect();
    let once: BTreeSet<_> = done.iter().copied().collect();
    assert_eq!(once.len(), done.len(), "a command happened twice");
    for command in &office.submitted {
        assert!(once.contains(command) || office.refused.contains(command), "{command} was lost");
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn after_any_delays_cuts_repeats_and_refusals_every_replica_is_the_servers_projection_with_nothing_pending(
        happenings in prop::collection::vec(happening(), 40..160)
    ) {
        let mut office = Office::open(&everybody());
        office.settle();
        for happening in happenings {
            match happening {
                Happening::Submit(who, step) => office.submit(who, &step),
                Happening::Hear(who) => office.hear(who),
                Happening::Tell(who) => office.tell(who),
                Happening::Tick => office.server.tick(&mut office.browsers),
                Happening::Cut(who) => office.cut(who),
                Happening::Connect(who) => office.connect(who),
                Happening::Reload(who) => office.reload(who),
                Happening::Repeat(who) => office.repeat(who),
                Happening::Forget => office.server.forget(),
                Happening::Resynchronise(who) => office.resynchronise(who),
            }
        }
        office.settle();
        assert_converged(&office);
    }
}

#[test]
fn an_edit_made_while_the_network_is_cut_is_shown_at_once_and_arrives_once() {
    let mut office = Office::open(&everybody());
    office.settle();
    office.cut(3);
    let verb = write(domain::measure::Slice::Commitment, at(CADIZ_TOWN, JANUARY), Some(42));
    office.submit_verb(3, verb);
    let shown = |office: &Office, who: usize| {
        let replica = office.browsers[who].replica.as_ref().unwrap();
        replica.plan().get(domain::measure::Slice::Commitment, domain::measure::Measure::Revenue, at(SOUTH, YEAR))
    };
    assert_eq!((shown(&office, 3), shown(&office, 0)), (Some(42), None));
    office.connect(3);
    office.repeat(3);
    office.settle();
    office.repeat(3);
    office.settle();
    assert_eq!((shown(&office, 3), shown(&office, 0)), (Some(42), Some(42)));
    assert_eq!(office.server.log.len(), 2, "the opening and the edit");
    assert_converged(&office);
}

#[test]
fn a_refused_command_is_rolled_back_and_handed_out_again() {
    let mut office = Office::open(&everybody());
    office.settle();
    office.submit_verb(0, target(at(DURBAN, JANUARY), 5));
    office.settle();
    // What is taken back offline has been held by somebody else when the command arrives.
    office.cut(0);
    office.submit_verb(0, domain::command::Verb::Undo);
    office.submit_verb(1, hold(at(COMPANY, JANUARY)));
    office.settle();
    assert_eq!(office.refused.len(), 1);
    let replica = office.browsers[0].replica.as_ref().unwrap();
    let seen =
        replica.plan().get(domain::measure::Slice::Target, domain::measure::Measure::Revenue, at(DURBAN, JANUARY));
    assert_eq!(seen, Some(5));
    assert_converged(&office);
}

#[test]
fn what_was_kept_is_seen_as_soon_as_something_can_decide_it() {
    let board = Board::open(plain());
    let kept = vec![command(1, 1, target(at(ANVIK, JANUARY), 7)), command(2, 1, target(at(BODO, JANUARY), -3))];
    let mut replica = Replica::new(board.plan.clone(), committee(), kept, None);
    replica.submit(command(3, 1, target(at(BODO, JANUARY), 5))).unwrap();
    let shown = |replica: &Replica, unit| {
        replica.plan().get(domain::measure::Slice::Target, domain::measure::Measure::Revenue, at(unit, JANUARY))
    };
    assert_eq!((shown(&replica, ANVIK), shown(&replica, BODO)), (None, None));
    replica.decide_by(decide_on_board);
    assert_eq!((shown(&replica, ANVIK), shown(&replica, BODO)), (Some(7), Some(5)), "what does not fit stays unseen");
    assert_eq!(replica.pending().len(), 3, "all of them wait for the server");
    assert!(replica.submit(command(4, 1, target(at(BODO, JANUARY), -3))).is_err(), "from now on it is refused here");
}

#[test]
fn a_replica_lets_go_of_a_command_with_its_entry_skips_what_it_knows_and_asks_for_what_it_misses() {
    let mut server = Board::open(plain());
    let mut replica = Replica::new(server.plan.clone(), committee(), Vec::new(), Some(decide_on_board));
    server.run(&second_committee(), target(at(BODO, JANUARY), 3));
    let edit = command(2, 1, target(at(ANVIK, JANUARY), 7));
    replica.submit(edit.clone()).unwrap();
    assert_eq!(replica.pending(), std::slice::from_ref(&edit));
    // The test's server numbers its commands by revision: this one becomes the third.
    server.run(&committee(), edit.verb.clone());
    let [_, second, third] = &server.log[..] else { panic!("three revisions") };
    let third = Entry { command: edit.id, ..third.clone() };
    let second = Entry { command: uuid::Uuid::from_u128(99), ..second.clone() };
    assert_eq!(replica.receive(&third), Received::Gap { after: 1 });
    assert_eq!(replica.receive(&second), Received::Applied);
    let shown = |replica: &Replica, unit| {
        replica.plan().get(domain::measure::Slice::Target, domain::measure::Measure::Revenue, at(unit, JANUARY))
    };
    assert_eq!((shown(&replica, ANVIK), shown(&replica, BODO)), (Some(7), Some(3)), "pending on top of confirmed");
    assert_eq!(replica.confirmed().revision(), 2);
    assert_eq!(replica.receive(&third), Received::Applied);
    assert_eq!(replica.pending(), []);
    assert_eq!(replica.receive(&second), Received::Applied);
    assert_eq!(replica.confirmed().check(), server.plan.check());
}
