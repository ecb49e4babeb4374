//! Scenarios: branching, comparing, and merging back.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::actor::Actor;
use domain::address::Address;
use domain::command::Verb;
use domain::event::Changes;
use domain::measure::{Measure, Slice};
use domain::node::Node;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::scenario::Scenario;
use domain::scenario::compare::{self, Comparison};
use domain::scenario::merge::{Branch, Choice, Merge, Unresolved};
use domain::view::View;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn play(board: &mut Board, moves: &[Move]) {
    for step in moves {
        if let Some((actor, verb)) = step.on(&board.plan) {
            let _ = board.try_run(&actor, verb);
        }
    }
}

/// Every target and commitment.
fn written(plan: &Plan) -> BTreeMap<Node, i64> {
    let slots =
        [Slice::Target, Slice::Commitment].into_iter().flat_map(|slice| Measure::ALL.map(|measure| (slice, measure)));
    slots
        .flat_map(|(slice, measure)| {
            plan.leaves(slice, measure).map(move |(at, number)| (Node { slice, measure, at }, number))
        })
        .collect()
}

/// A plan with some changes, without a rule that could say no.
fn with(plan: &Plan, changes: &[Changes]) -> BTreeMap<Node, i64> {
    plan.clone().what_if(changes, written)
}

/// A board without holds and agreements, a plan that has gone on, and a scenario that has too.
fn sides(before: &[Move], theirs: &[Move], mine: &[Move]) -> [Board; 3] {
    let mut base = Board::open(family());
    play(&mut base, before);
    let [mut one, mut other] = [base.clone(), base.clone()];
    play(&mut one, theirs);
    play(&mut other, mine);
    [base, one, other]
}

fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(sensible(), 0..most)
}

/// Cells of one half of the company, written with numbers.
fn edits(units: [u32; 2]) -> impl Strategy<Value = Vec<(Address, i64)>> {
    let cells = leaf_cells(&family()).into_iter().filter(move |at| units.contains(&at.unit)).collect::<Vec<_>>();
    prop::collection::vec((prop::sample::select(cells), amount()), 0..12)
}

fn apply(board: &mut Board, edits: &[(Address, i64)]) {
    board.targets(edits);
}

fn merged(board: &mut Board, base: &Plan, mine: &Plan) {
    let changes = Merge::of(base, &board.plan, mine).result();
    let changes = changes.unwrap_or_else(|conflicts| unreachable!("{conflicts:?}"));
    if !changes.is_empty() {
        board.run(&committee(), Verb::Write(changes));
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn leaf_cells_come_in_order_of_addresses_which_comparing_rests_on(before in moves(12)) {
        let [base, ..] = sides(&before, &[], &[]);
        for slice in Slice::ALL {
            for measure in Measure::ALL {
                prop_assert!(base.plan.leaves(slice, measure).is_sorted_by(|(one, _), (next, _)| one < next));
            }
        }
    }

    #[test]
    fn a_branch_that_nobody_touched_merges_as_nothing_and_takes_over_nothing_else(
        before in moves(10), theirs in moves(12)
    ) {
        let [base, one, _] = sides(&before, &theirs, &[]);
        let scenario = Scenario::branch(Uuid::from_u128(1), "What if".to_owned(), &committee(), &base.plan);
        assert_alike(scenario.plan(), &base.plan);
        let merge = Merge::of(scenario.base(), &one.plan, scenario.plan());
        prop_assert_eq!(merge.conflicts().count(), 0);
        prop_assert_eq!(merge.result(), Ok(Vec::new()));
        // And the other way round everything is taken over.
        let back = Merge::of(&base.plan, &base.plan, &one.plan).result().unwrap();
        prop_assert_eq!(with(&base.plan, &back), written(&one.plan));
    }

    #[test]
    fn conflicts_are_exactly_the_cells_that_both_changed_to_different_numbers(
        before in moves(15), theirs in moves(12), mine in moves(12)
    ) {
        let plans = sides(&before, &theirs, &mine);
        let [base, one, other] = [0, 1, 2].map(|place: usize| written(&plans[place].plan));
        let nodes: BTreeSet<Node> = base.keys().chain(one.keys()).chain(other.keys()).copied().collect();
        let changed: Vec<Node> =
            nodes.iter().filter(|node| base.get(node) != one.get(node) || base.get(node) != other.get(node)).copied().collect();
        let conflict = |node: &&Node| {
            let (base, one, other) = (base.get(node), one.get(node), other.get(node));
            base != one && base != other && one != other
        };
        let conflicts: Vec<Node> = changed.iter().filter(conflict).copied().collect();
        let mut merge = Merge::of(&plans[0].plan, &plans[1].plan, &plans[2].plan);
        prop_assert_eq!(merge.changed().iter().map(|changed| changed.node).collect::<Vec<_>>(), changed);
        prop_assert_eq!(merge.conflicts().map(|changed| changed.node).collect::<Vec<_>>(), conflicts.clone());
        if !conflicts.is_empty() {
            prop_assert_eq!(merge.result(), Err(Unresolved { conflicts: conflicts.len() }));
        }
        for (branch, board) in [(Branch::Theirs, &plans[1]), (Branch::Mine, &plans[2])] {
            board.log[plans[0].log.len()..].iter().for_each(|entry| merge.attribute(branch, entry));
        }
        for changed in merge.changed() {
            prop_assert!(changed.theirs.number == changed.base || changed.theirs.intent.is_some(), "{:?}", changed);
            prop_assert!(changed.mine.number == changed.base || changed.mine.intent.is_some(), "{:?}", changed);
        }
        for (choice, wins) in [(Choice::Theirs, &one), (Choice::Mine, &other), (Choice::Base, &base)] {
            let mut chosen = merge.clone();
            chosen.choose_unit(&plans[0].plan, COMPANY, choice);
            prop_assert_eq!(&with(&plans[1].plan, &chosen.result().unwrap()), wins);
        }
    }

    #[test]
    fn merging_what_lies_apart_is_applying_both_in_either_order(
        before in edits([ANVIK, CADIZ_PORT]), north in edits([ANVIK, BODO]), south in edits([CADIZ_PORT, DURBAN])
    ) {
        let mut base = Board::open(family());
        apply(&mut base, &before);
        let [mut one, mut other, mut both] = [base.clone(), base.clone(), base.clone()];
        apply(&mut one, &north);
        apply(&mut other, &south);
        apply(&mut both, &north);
        apply(&mut both, &south);
        let [mut first, mut second] = [base.clone(), base.clone()];
        merged(&mut first, &base.plan, &one.plan);
        merged(&mut first, &base.plan, &other.plan);
        merged(&mut second, &base.plan, &other.plan);
        merged(&mut second, &base.plan, &one.plan);
        merged(&mut one, &base.plan, &other.plan);
        for plan in [&first.plan, &second.plan, &one.plan] {
            prop_assert_eq!(written(plan), written(&both.plan));
            assert_ties(plan, Slice::Outlook, Measure::Revenue);
        }
    }

    #[test]
    fn the_cells_that_differ_explain_the_difference_of_every_total(before in moves(15), mine in moves(12)) {
        let [base, _, other] = sides(&before, &[], &mine);
        for slice in [Slice::Target, Slice::Outlook] {
            let units = compare::units(&base.plan, &other.plan, slice, Measure::Revenue);
            prop_assert!(units.is_sorted_by(|one, next| one.unit < next.unit));
            let cells = units.iter().flat_map(|unit| &unit.cells).map(|cell| (cell.at, cell.numbers.difference()));
            let sums = sums(base.plan.outline(), cells);
            for at in addresses(base.plan.outline()) {
                let node = compare::node(&base.plan, &other.plan, Node { slice, measure: Measure::Revenue, at });
                prop_assert_eq!(i128::from(node.difference()), sums.get(&at).copied().unwrap_or(0), "{:?}", at);
            }
        }
    }
}

fn january(unit: u32) -> Node {
    Node { slice: Slice::Target, measure: Measure::Revenue, at: at(unit, JANUARY) }
}

/// Carmen's scenario of the first quarter, and what Conrad did on the board meanwhile.
fn apart() -> (Scenario, Board, Vec<domain::event::Entry>) {
    let mut board = planned();
    let mut scenario = Scenario::branch(Uuid::from_u128(1), "Bold".to_owned(), &committee(), &board.plan);
    let steps = [(ANVIK, 150), (BODO, 90), (CADIZ_PORT, 300)];
    let submit = |(number, (unit, to))| {
        scenario
            .submit(&command(number, 1, target(at(unit, JANUARY), to)), &committee(), 77)
            .unwrap_or_else(|refusal| unreachable!("{refusal:?}"))
    };
    let entries = (1..).zip(steps).map(submit).collect();
    board.run(&second_committee(), target(at(BODO, JANUARY), 120));
    board.run(&second_committee(), target(at(CADIZ_PORT, JANUARY), 300));
    board.run(&second_committee(), target(at(DURBAN, JANUARY), 10));
    (scenario, board, entries)
}

#[test]
fn two_plans_are_compared_at_any_node() {
    let (scenario, board, _) = apart();
    let compare = |unit| compare::node(&board.plan, scenario.plan(), january(unit));
    assert_eq!(compare(COMPANY), Comparison { one: Some(630), other: Some(740) });
    assert_eq!((compare(COMPANY).difference(), compare(NORTH).difference(), compare(CADIZ).difference()), (110, 20, 0));
    let units = compare::units(&board.plan, scenario.plan(), Slice::Target, Measure::Revenue);
    assert_eq!(
        units.iter().map(|unit| (unit.unit, unit.cells.len())).collect::<Vec<_>>(),
        [(ANVIK, 1), (BODO, 1), (DURBAN, 1)]
    );
    assert_eq!(units[1].cells[0].numbers, Comparison { one: Some(120), other: Some(90) });
}

#[test]
fn a_conflict_shows_both_intents_and_is_resolved_by_choice() {
    let (scenario, mut board, entries) = apart();
    let mut merge = Merge::of(scenario.base(), &board.plan, scenario.plan());
    let since: Vec<_> = board.log.iter().filter(|entry| entry.revision > scenario.base().revision()).collect();
    since.iter().for_each(|entry| merge.attribute(Branch::Theirs, entry));
    entries.iter().for_each(|entry| merge.attribute(Branch::Mine, entry));
    assert_eq!(merge.changed().len(), 4);
    let conflicts: Vec<_> = merge.conflicts().cloned().collect();
    assert_eq!(conflicts.len(), 1);
    let conflict = &conflicts[0];
    assert_eq!((conflict.node, conflict.base), (january(BODO), Some(100)));
    let theirs = conflict.theirs.intent.as_ref().unwrap();
    assert_eq!((conflict.theirs.number, theirs.author.as_str(), theirs.at), (Some(120), "Conrad", since[0].at));
    let mine = conflict.mine.intent.as_ref().unwrap();
    assert_eq!((conflict.mine.number, mine.author.as_str(), mine.at), (Some(90), "Carmen", 77));

    assert!(!merge.choose(january(SOUTH), Choice::Mine), "nothing has changed there");
    assert!(merge.choose(january(BODO), Choice::Mine));
    merge.choose_unit(&board.plan, DURBAN, Choice::Base);
    board.run(&committee(), Verb::Write(merge.result().unwrap()));
    let numbers = [ANVIK, BODO, CADIZ_PORT, DURBAN].map(|unit| board.target(at(unit, JANUARY)));
    assert_eq!(numbers, [150, 90, 300, 100].map(Some));
}

#[test]
fn a_merge_that_meets_a_newer_number_is_refused_with_the_name_of_who_wrote_it() {
    let (scenario, mut board, _) = apart();
    let mut merge = Merge::of(scenario.base(), &board.plan, scenario.plan());
    merge.choose_unit(&board.plan, NORTH, Choice::Mine);
    let command = command(9, board.plan.revision(), Verb::Write(merge.result().unwrap()));
    board.run(&second_committee(), target(at(ANVIK, JANUARY), 7));
    let refusal = domain::decide::decide(&board.plan, &command, &committee()).unwrap_err();
    assert_eq!(refusal, Rejection::ChangedSince { by: "Conrad".to_owned(), at: at(ANVIK, JANUARY) });
}

#[test]
fn a_manager_branches_and_merges_what_they_see_and_nothing_of_the_rest() {
    let mut board = planned();
    let south = manager(SOUTH);
    let seen = |board: &Board, actor: &Actor| View::new(board.plan.outline(), actor).plan(&board.plan);
    let mut scenario = Scenario::branch(Uuid::from_u128(1), "Mine".to_owned(), &south, &seen(&board, &south));
    scenario.submit(&command(1, 1, target(at(DURBAN, JANUARY), 130)), &south, 1).unwrap();
    board.targets(&[(at(ANVIK, JANUARY), 500)]);
    let merge = Merge::of(scenario.base(), &seen(&board, &south), scenario.plan());
    assert_eq!(merge.changed().iter().map(|changed| changed.node).collect::<Vec<_>>(), [january(DURBAN)]);
    board.run(&south, Verb::Write(merge.result().unwrap()));
    assert_eq!(board.target(at(COMPANY, JANUARY)), Some(930));
}

#[test]
fn a_private_scenario_is_its_owners_and_a_shared_one_is_everybodys_under_the_rules() {
    let board = planned();
    let mut scenario = Scenario::branch(Uuid::from_u128(1), "Bold".to_owned(), &committee(), &board.plan);
    let edit = command(1, 1, target(at(ANVIK, JANUARY), 1));
    assert!(!scenario.is_open_to(&second_committee()));
    assert_eq!(scenario.submit(&edit, &second_committee(), 1), Err(Rejection::NotAllowed));
    scenario.shared = true;
    assert_eq!(scenario.submit(&edit, &executive(), 1), Err(Rejection::NotAllowed));
    let entry = scenario.submit(&edit, &second_committee(), 1).unwrap();
    assert_eq!(entry.revision, scenario.base().revision() + 1);
    assert_eq!(board.target(at(ANVIK, JANUARY)), Some(100), "the plan does not move");
}
