//! Why a number is what it is: the bridge of any number, for anybody, sums to it exactly.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::access;
use domain::event::Entry;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::outline::Standing;
use domain::plan::Plan;
use domain::thread::Side;
use domain::view::View;
use domain::why::{Bridge, Cause, Why};
use proptest::prelude::*;

/// Plays random moves; the plans after every revision come with it.
fn played(moves: &[Move]) -> (Board, Vec<Plan>) {
    let mut board = Board::open(family());
    let mut plans = vec![board.plan.clone()];
    for step in moves {
        if let Some((actor, verb)) = step.on(&board.plan)
            && board.try_run(&actor, verb).is_ok()
        {
            plans.push(board.plan.clone());
        }
    }
    (board, plans)
}

fn told(mut why: Why, entries: &[Entry]) -> Bridge {
    entries.iter().for_each(|entry| why.follow(entry));
    why.bridge()
}

fn node() -> impl Strategy<Value = Node> {
    let slice = prop::sample::select(vec![
        Slice::Target,
        Slice::Commitment,
        Slice::Agreed,
        Slice::Baseline,
        Slice::Outlook,
        Slice::Outlook,
    ]);
    let measure = prop::sample::select(vec![
        Measure::Revenue,
        Measure::Revenue,
        Measure::Units,
        Measure::CostOfGoods,
        Measure::SalesExpense,
    ]);
    (slice, measure, address()).prop_map(|(slice, measure, at)| Node { slice, measure, at })
}

/// Asserts that every step leads from the number before to the number after, and that nothing is left out.
fn assert_bridges(bridge: &Bridge, plans: &[Plan]) {
    let number =
        |revision: u64| plans.iter().find(|plan| plan.revision() == revision).and_then(|plan| bridge.node.of(plan));
    let moved: i64 = bridge.steps.iter().map(|step| step.delta).sum();
    assert_eq!(bridge.first.unwrap_or(0) + moved, bridge.last.unwrap_or(0), "{bridge:?}");
    assert_eq!(bridge.last, number(bridge.until), "{bridge:?}");
    let mut value = bridge.first;
    for revision in bridge.since + 1..=bridge.until {
        let step = bridge.steps.iter().find(|step| step.revision == revision);
        assert_eq!(step.is_some(), number(revision) != value, "revision {revision}: {bridge:?}");
        if let Some(step) = step {
            assert_eq!(step.value, number(revision));
            assert_eq!(value.unwrap_or(0) + step.delta, step.value.unwrap_or(0));
            value = step.value;
        }
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn every_bridge_sums_to_its_number_from_the_beginning_and_from_any_revision(
        moves in prop::collection::vec(sensible(), 1..50), nodes in prop::collection::vec(node(), 12), cut in 0_usize..40
    ) {
        let (board, plans) = played(&moves);
        let cut = cut.min(plans.len() - 1);
        for node in nodes {
            let whole = told(Why::from_the_beginning(node), &board.log);
            assert_bridges(&whole, &plans);
            let tail = told(Why::since(node, plans[cut].clone()), &board.log);
            assert_bridges(&tail, &plans);
            let later = whole.steps.iter().filter(|step| step.revision > tail.since);
            prop_assert!(later.eq(&tail.steps));
        }
    }

    #[test]
    fn whoever_sees_a_part_gets_the_true_bridge_of_all_they_see_and_no_hidden_name_or_node(
        moves in prop::collection::vec(sensible(), 1..40), nodes in prop::collection::vec(node(), 6), cut in 0_usize..30
    ) {
        let (board, plans) = played(&moves);
        let cut = cut.min(plans.len() - 1);
        for actor in people().into_iter().filter(|actor| actor.unit != Some(77)) {
            let view = View::new(board.plan.outline(), &actor);
            let entries: Vec<Entry> =
                board.log.iter().zip(&plans).map(|(entry, after)| view.entry(after, entry)).collect();
            let seen: Vec<Plan> = plans.iter().map(|plan| view.plan(plan)).collect();
            for node in &nodes {
                let bridge = told(Why::from_the_beginning(*node), &entries);
                assert_bridges(&bridge, &seen);
                assert_bridges(&told(Why::since(*node, seen[cut].clone()), &entries), &seen);
                let standing = |unit| access::standing(board.plan.outline(), &actor, unit);
                if standing(node.at.unit) != Standing::Hidden {
                    assert_bridges(&bridge, &plans);
                }
                for step in &bridge.steps {
                    prop_assert_eq!(step.author.is_empty(), step.cause == Cause::Elsewhere, "{:?}", step);
                    if let Cause::Assigned { node, .. } | Cause::Undone { node, .. } | Cause::Redone { node, .. } = step.cause {
                        prop_assert!(standing(node.at.unit) != Standing::Hidden, "{:?}", step);
                    }
                }
            }
        }
    }
}

fn january(unit: u32, slice: Slice) -> Node {
    Node { slice, measure: Measure::Revenue, at: at(unit, JANUARY) }
}

/// Revision, author, delta and value of every step.
fn lines(bridge: &Bridge) -> Vec<(u64, &str, i64, Option<i64>)> {
    bridge.steps.iter().map(|step| (step.revision, step.author.as_str(), step.delta, step.value)).collect()
}

/// A baseline, a total broken down, an edit taken back and made again, and a negotiation of Cadiz.
fn story() -> Board {
    let mut board = Board::open(plain());
    let zones = [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN];
    let history: Vec<_> = zones.map(|zone| (at(zone, JANUARY), 100)).to_vec();
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &history));
    board.run(&committee(), target(at(COMPANY, JANUARY), 1_000));
    board.run(&second_committee(), target(at(CADIZ_PORT, JANUARY), 260));
    board.run(&second_committee(), domain::command::Verb::Undo);
    board.run(&second_committee(), domain::command::Verb::Redo);
    board.run(&committee(), target(at(ANVIK, JANUARY), 210));
    board
}

#[test]
fn a_total_tells_every_revision_that_moved_it() {
    let board = story();
    let south = told(Why::from_the_beginning(january(SOUTH, Slice::Target)), &board.log);
    let by = [
        (3, "Carmen", 600, Some(600)),
        (4, "Conrad", 60, Some(660)),
        (5, "Conrad", -60, Some(600)),
        (6, "Conrad", 60, Some(660)),
    ];
    assert_eq!(lines(&south), by);
    let causes: Vec<Cause> = south.steps.iter().map(|step| step.cause).collect();
    let port = january(CADIZ_PORT, Slice::Target);
    let expected = [
        Cause::Assigned { node: january(COMPANY, Slice::Target), from: None, to: Some(1_000) },
        Cause::Assigned { node: port, from: Some(200), to: Some(260) },
        Cause::Undone { node: port, revision: 4 },
        Cause::Redone { node: port, revision: 5 },
    ];
    assert_eq!(causes, expected);
    assert_eq!((south.since, south.first, south.until, south.last), (0, None, 7, Some(660)));
}

#[test]
fn the_outlook_tells_what_it_rests_on_and_a_counter_offer_says_why() {
    let mut board = story();
    let port = Node { at: at(CADIZ_PORT, YEAR), ..january(CADIZ_PORT, Slice::Outlook) };
    board.run(&manager(SOUTH), offer(CADIZ_PORT, yearly(300), None));
    let thread = board.thread(CADIZ_PORT).id;
    board.run(&manager(CADIZ_PORT), counter(thread, thread, yearly(240)));
    board.accept(&manager(SOUTH), CADIZ_PORT);
    let bridge = told(Why::from_the_beginning(port), &board.log);
    let causes: Vec<Cause> = bridge.steps.iter().map(|step| step.cause).collect();
    assert_eq!(bridge.steps[0].cause, Cause::Loaded);
    assert_eq!(lines(&bridge)[..2], [(2, "Carmen", 100, Some(100)), (3, "Carmen", 100, Some(200))]);
    let countered = bridge.steps.iter().find(|step| step.revision == 9).unwrap();
    assert_eq!(countered.cause, Cause::Offered { thread, side: Side::Child, total: 240 });
    assert_eq!(countered.reason, Some(reason()));
    assert_eq!((countered.delta, countered.value), (-60, Some(240)));
    assert!(causes.contains(&Cause::Offered { thread, side: Side::Parent, total: 300 }), "{causes:?}");
    let agreed = Node { slice: Slice::Agreed, ..port };
    let agreed = told(Why::from_the_beginning(agreed), &board.log);
    assert_eq!(agreed.steps.iter().map(|step| step.cause).collect::<Vec<_>>(), [Cause::Accepted(Some(thread))]);
}

#[test]
fn a_manager_reads_what_others_did_as_elsewhere_in_the_totals_above_them() {
    let board = story();
    let view = View::new(board.plan.outline(), &manager(SOUTH));
    let mut whole = Plan::new(board.plan.outline().clone());
    let mut company = Why::since(january(COMPANY, Slice::Target), Plan::new(view.outline().clone()));
    for entry in &board.log {
        whole.evolve(entry);
        company.follow(&view.entry(&whole, entry));
    }
    let company = company.bridge();
    assert_eq!(lines(&company).last(), Some(&(7, "", 10, Some(1_070))));
    assert_eq!(company.steps.last().unwrap().cause, Cause::Elsewhere);
    assert_eq!(lines(&company)[0], (3, "Carmen", 1_000, Some(1_000)));
}

#[test]
fn changes_of_most_of_a_board_are_told_as_exactly_as_those_of_a_cell() {
    let mut board = Board::open(flat(40));
    let mut plans = vec![board.plan.clone()];
    let months = board.plan.outline().periods.leaves(YEAR).collect::<Vec<_>>();
    let cells: Vec<_> = (1..=40).flat_map(|unit| months.iter().map(move |month| (at(unit, *month), 50))).collect();
    let verbs = [
        (committee(), load(Slice::Baseline, Measure::Revenue, &cells)),
        (committee(), load(Slice::Baseline, Measure::CostOfGoods, &cells)),
        (committee(), target(at(COMPANY, YEAR), 30_000)),
        (committee(), offer(7, yearly(700), None)),
        (manager(7), counter(5, 5, yearly(650))),
        (committee(), target(at(COMPANY, YEAR), 20_000)),
        (committee(), domain::command::Verb::Undo),
    ];
    for (actor, verb) in verbs {
        board.run(&actor, verb);
        plans.push(board.plan.clone());
    }
    board.accept(&committee(), 7);
    plans.push(board.plan.clone());
    board.targets(&[(at(COMPANY, YEAR), 40_000)]);
    plans.push(board.plan.clone());
    for slice in [Slice::Target, Slice::Outlook] {
        for measure in [Measure::Revenue, Measure::CostOfGoods] {
            for place in [at(COMPANY, YEAR), at(COMPANY, FIRST_QUARTER), at(7, YEAR), at(7, JANUARY), at(8, MARCH)] {
                let node = Node { slice, measure, at: place };
                let whole = told(Why::from_the_beginning(node), &board.log);
                assert_bridges(&whole, &plans);
                assert_bridges(&told(Why::since(node, plans[3].clone()), &board.log), &plans);
            }
        }
    }
}
