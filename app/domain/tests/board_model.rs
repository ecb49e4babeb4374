//! The driver tree of a board: its text is a thing that happens, its numbers are the goals', its simulations and offers
//! add up.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::thread::motion;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::event::Event;
use domain::goal::{self, GoalTarget, Metric};
use domain::hold::{Corridor, HoldTerms};
use domain::measure::{Measure, Slice};
use domain::model::*;
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::thread::Motion;
use domain::view::View;
use proptest::prelude::*;
use std::sync::Arc;

const SHORT: &str = "revenue = measure(revenue) : money \"Sales\" \"Ventas\"\n";

#[test]
fn an_administrator_writes_the_text_and_everybody_reads_it() {
    let mut board = Board::open(family());
    for actor in [committee(), manager(NORTH), executive()] {
        assert_eq!(board.refusal(&actor, Verb::SetModel(Some(SHORT.to_owned()))), Rejection::NotAllowed);
    }
    board.run(&second_committee(), Verb::SetModel(Some(SHORT.to_owned())));
    assert_eq!(board.plan.model_text(), Some(SHORT));
    assert_eq!(Model::of(&board.plan).unwrap().declarations().len(), 1);
    let view = View::new(board.plan.outline(), &manager(ANVIK));
    assert_eq!(view.plan(&board.plan).model_text(), Some(SHORT));
    let seen = view.entry(&board.plan, board.log.last().unwrap());
    assert_eq!(seen.events, [Event::ModelSet(Some(SHORT.to_owned()))]);
    assert_eq!(Snapshot::of(&board.plan).open().model_text(), Some(SHORT));
    board.run(&second_committee(), Verb::SetModel(None));
    assert_eq!(board.plan.model_text(), None);
}

#[test]
fn a_text_with_a_circle_is_refused_with_its_place_and_path() {
    let mut board = Board::open(family());
    let text = "a = b : number \"\" \"\"\nb = 1 + a : number \"\" \"\"\n";
    let Rejection::Model(error) = board.refusal(&second_committee(), Verb::SetModel(Some(text.to_owned()))) else {
        panic!("another refusal")
    };
    assert_eq!(error.place.line, 1);
    assert_eq!(error.problem, Problem::Circle(["a", "b", "a"].map(str::to_owned).into()));
    assert_eq!(board.plan.model_text(), None);
}

#[test]
fn the_tree_of_the_default_begins_at_margin_and_gap_and_knows_its_signs() {
    let model = Model::profit_and_loss(2).unwrap();
    assert_eq!(model.roots(), ["operating_margin", "gap"]);
    let signs = |name| model.branches(name).into_iter().map(|branch| (branch.name, branch.joint)).collect::<Vec<_>>();
    assert_eq!(signs("operating_margin"), [("operating_income", Joint::Within), ("revenue", Joint::Over)]);
    let margin = [("revenue", Joint::Plus), ("discounts", Joint::Minus), ("cost_of_goods", Joint::Minus)];
    assert_eq!(signs("gross_margin"), margin);
    assert_eq!(signs("sga").len(), 4);
    assert!(signs("sga").iter().all(|(_, joint)| *joint == Joint::Plus));
    assert_eq!(model.measure_of("sales"), Some(Measure::SalesExpense));
    assert_eq!((model.measure_of("discounts"), model.measure_of("sga")), (None, None));
    assert_eq!((model.decimals("revenue"), model.decimals("operating_margin")), (Some(2), Some(2)));
}

/// Loads of one cell each: where, which measure, in which slice.
fn numbers() -> impl Strategy<Value = Vec<(Slice, Measure, Address, i64)>> {
    let slices = vec![Slice::LastYear, Slice::Baseline, Slice::Target];
    let cell = (
        prop::sample::select(slices),
        prop::sample::select(&Measure::ALL[..]),
        prop::sample::select(leaf_cells(&plain())),
        0_i64..900_000,
    );
    prop::collection::vec(cell, 1..40)
}

#[cfg(test)]
fn loaded(numbers: &[(Slice, Measure, Address, i64)], goal: Option<i64>) -> Board {
    let mut board = Board::open(plain());
    for (slice, measure, at, number) in numbers {
        board.run(&committee(), load(*slice, *measure, &[(*at, *number)]));
    }
    if let Some(target) = goal {
        for metric in [Metric::TopLine, Metric::GrossMargin, Metric::OperatingMargin] {
            board.run(&committee(), Verb::SetGoal(GoalTarget { metric, target }));
        }
    }
    board
}

#[cfg(test)]
fn evaluated(board: &Board, slice: Slice, at: Address) -> Evaluation {
    evaluate(&board.plan, &Arc::new(Model::of(&board.plan).unwrap()), slice, at).unwrap()
}

#[cfg(test)]
fn wholes(evaluation: &Evaluation) -> Vec<Option<domain::entry::Ratio>> {
    let names = evaluation.model().declarations().iter();
    names.map(|declaration| evaluation.value(declaration.name())).collect()
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_default_model_gives_every_card_of_the_goal_strip(
        numbers in numbers(), goal in prop::option::of(1_i64..9_000),
    ) {
        let board = loaded(&numbers, goal);
        let (now, before) = (Slice::Outlook, Slice::LastYear);
        let [now, before] = [now, before].map(|slice| evaluated(&board, slice, Address::COMPANY));
        prop_assert_eq!(readings(&board.plan, Address::COMPANY, &now, &before), goal::read(&board.plan));
    }

    #[test]
    fn what_is_simulated_and_taken_back_is_as_before(numbers in numbers(), moves in prop::collection::vec(0_i128..2_000_000, 6)) {
        let board = loaded(&numbers, Some(5_000));
        let evaluation = evaluated(&board, Slice::Outlook, Address::COMPANY);
        let mut settings = Vec::new();
        let mut back = Vec::new();
        for (lever, to) in evaluation.model().levers().zip(moves) {
            if let Some(from) = evaluation.present(lever).unwrap() {
                settings.push(Setting { lever: lever.to_owned(), to });
                back.push(Setting { lever: lever.to_owned(), to: from });
            }
        }
        let simulated = evaluation.simulated(&settings).unwrap();
        for Setting { lever, to } in &settings {
            prop_assert_eq!(simulated.steps(lever), Some(*to));
        }
        prop_assert_eq!(wholes(&simulated.simulated(&back).unwrap()), wholes(&evaluation));
        prop_assert_eq!(wholes(&evaluation.simulated(&[]).unwrap()), wholes(&evaluation));
    }

    #[test]
    fn what_is_sought_gives_the_goal_to_the_unit_or_says_that_it_is_the_nearest(
        numbers in numbers(), target in -500_000_i64..3_000_000, bounded: bool,
    ) {
        let board = loaded(&numbers, None);
        let evaluation = evaluated(&board, Slice::Outlook, Address::COMPANY);
        let named = |name: &&str| evaluation.present(name).unwrap().is_some();
        let (low, high) = if bounded { (Some(0), Some(400_000)) } else { (None, None) };
        let lever = |name: &str| Lever { name: name.to_owned(), low, high, ease: None };
        let levers: Vec<Lever> = evaluation.model().levers().filter(named).map(lever).collect();
        let wanted = Goal { name: "operating_income".to_owned(), target };
        if evaluation.value("operating_income").is_none() {
            return Ok(());
        }
        let sought = seek_many(&evaluation, &wanted, &levers).unwrap();
        let settings: Vec<Setting> =
            sought.moves.iter().map(|step| Setting { lever: step.name.clone(), to: step.to }).collect();
        let after = evaluation.simulated(&settings).unwrap();
        prop_assert_eq!(after.value("operating_income"), Some(sought.value));
        let miss = (after.steps("operating_income").unwrap() - i128::from(target)).abs();
        prop_assert_eq!(sought.reached, miss < 1);
        prop_assert!(sought.reached || bounded, "without bounds an amount is always reached");
    }

    #[test]
    fn proposals_add_up_to_what_was_sought_and_leave_those_who_cannot_be_asked(
        numbers in numbers(), change in -40_i128..60, below: bool, period in prop::sample::select(vec![YEAR, SECOND_QUARTER, MARCH]),
    ) {
        let mut board = loaded(&numbers, None);
        board.run(&committee(), offer(SOUTH, quarterly([400_000, 400_000, 400_000, 400_000]), None));
        board.accept(&manager(SOUTH), SOUTH);
        let (unit, way) = if below { (ROOT, Way::Below) } else { (NORTH, Way::Edge) };
        let now = i128::from(board.revenue(Slice::Outlook, at(unit, period)).unwrap_or(0));
        let part = i128::from(board.revenue(Slice::Outlook, at(NORTH, period)).unwrap_or(0));
        let to = now + part * change / 100;
        let made = proposals(&board.plan, &committee(), (unit, period), (Measure::Revenue, to), way).unwrap();
        let changed: i128 = made.iter().map(|proposal| proposal.to() - proposal.from).sum();
        prop_assert_eq!(changed, to - now);
        for proposal in &made {
            if matches!(proposal.obstacle, Some(Obstacle::Agreed | Obstacle::Unchanged)) {
                prop_assert_eq!(proposal.to(), proposal.from);
                prop_assert_eq!(proposal.verb(reason()), None);
            } else if proposal.numbers.iter().all(|number| number.amount >= 0) {
                board.run(&committee(), proposal.verb(reason()).unwrap());
                prop_assert_eq!(i128::from(board.target(at(proposal.unit, YEAR)).unwrap()), proposal.to());
            }
        }
    }
}

#[test]
fn a_manager_counters_only_when_it_is_their_turn_and_an_executive_never() {
    let mut board = planned();
    let to = (Measure::Revenue, 900);
    let made = |board: &Board, actor| proposals(&board.plan, &actor, (NORTH, YEAR), to, Way::Edge).unwrap().remove(0);
    assert_eq!(made(&board, manager(NORTH)).obstacle, Some(Obstacle::NothingOffered));
    assert_eq!(made(&board, executive()).obstacle, Some(Obstacle::NotYours));
    assert_eq!(made(&board, committee()).obstacle, None);
    board.run(&committee(), offer(NORTH, yearly(600), None));
    assert_eq!(made(&board, committee()).obstacle, Some(Obstacle::NotYourTurn));
    let counter = made(&board, manager(NORTH)).verb(reason()).unwrap();
    assert!(matches!(counter, Verb::Counter { .. }));
    board.run(&manager(NORTH), counter);
    assert_eq!(made(&board, manager(NORTH)).obstacle, Some(Obstacle::NotYourTurn));
    assert_eq!(made(&board, committee()).obstacle, Some(Obstacle::Unchanged));
    // The numbers on the table are by quarter and add up to what was asked for.
    assert_eq!(board.thread(NORTH).latest().unwrap().total(), 900);
}

#[test]
fn open_threads_take_a_change_in_proportion_within_holds_and_ranges_and_say_what_binds() {
    let mut board = planned();
    for (unit, promised) in [(ANVIK, 320), (BODO, 340)] {
        let first = board.run(&committee(), offer(unit, yearly(400), None));
        board.run(&manager(unit), counter(first, first, yearly(promised)));
    }
    let made = |board: &Board, change: i128| {
        let to = i128::from(board.revenue(Slice::Outlook, at(ROOT, YEAR)).unwrap()) + change;
        let made = proposals(&board.plan, &committee(), (ROOT, YEAR), (Measure::Revenue, to), Way::OpenThreads);
        made.unwrap().into_iter().map(|made| (made.unit, made.to(), made.bound, made.obstacle)).collect::<Vec<_>>()
    };
    assert_eq!(made(&board, 66), [(ANVIK, 352, None, None), (BODO, 374, None, None)], "a tenth more of each");
    assert_eq!(made(&board, 0).iter().filter(|made| made.3 == Some(Obstacle::Unchanged)).count(), 2);

    // Anvik says what would do; it is the committee's turn again.
    let moved = board.thread(ANVIK).moved;
    board.run(&committee(), offer(ANVIK, yearly(390), Some(moved)));
    let corridor = Corridor { low: 0, high: Some(330) };
    let reject = motion(&board, ANVIK, Motion::Reject { reason: reason(), corridor });
    board.run(&manager(ANVIK), reject);
    let range = Some(Bound::Range(corridor));
    assert_eq!(made(&board, 66), [(ANVIK, 330, range.clone(), None), (BODO, 396, None, None)]);
    // A hold lets Bodo go no higher than it was asked, and not below 300.
    let terms = HoldTerms { corridor: Some(Corridor { low: 300, high: Some(400) }), ..HoldTerms::default() };
    board.run(&committee(), Verb::Hold { measure: Measure::Revenue, at: at(BODO, YEAR), terms });
    let short = made(&board, 200);
    assert_eq!(short, [(ANVIK, 330, range, None), (BODO, 400, Some(Bound::Held), None)], "130 are missing");
    let fewer = made(&board, -660);
    assert_eq!(fewer.iter().map(|made| made.1).sum::<i128>(), 300, "no unit goes below what is held");
    // Who waits for the other side keeps their number.
    let moved = board.thread(BODO).moved;
    board.run(&committee(), offer(BODO, yearly(345), Some(moved)));
    let waits: Vec<_> = made(&board, 66).into_iter().filter(|made| made.3 == Some(Obstacle::NotYourTurn)).collect();
    assert_eq!(waits.iter().map(|made| made.0).collect::<Vec<_>>(), [BODO]);
}

#[test]
fn what_is_asked_of_a_unit_stands_in_for_the_goal() {
    let mut board = planned();
    board.run(&committee(), Verb::SetGoal(GoalTarget { metric: Metric::TopLine, target: 2_000 }));
    let gap = |unit, period| evaluated(&board, Slice::Outlook, at(unit, period)).steps("gap");
    // Five units of 300; a unit has its target, a quarter of the company too.
    assert_eq!((gap(ROOT, YEAR), gap(NORTH, YEAR), gap(ROOT, FIRST_QUARTER)), (Some(500), Some(0), Some(0)));
}
