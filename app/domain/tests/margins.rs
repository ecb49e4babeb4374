//! Totals of two trees written at once: both tie, holds stay, one undo takes everything back, refusals can be acted on.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{Move, sensible};
use domain::address::Address;
use domain::command::{Method, Verb};
use domain::event::Event;
use domain::hold::HoldTerms;
use domain::margin::{Axis, Margin};
use domain::measure::{Measure, Slice};
use domain::method::Shape;
use domain::outline::Outline;
use domain::rejection::Rejection;
use domain::view::View;
use proptest::prelude::*;

const FOOD: u32 = 1;
const TOOLS: u32 = 2;

fn margins(at: Address, first: Margin, second: Margin) -> Verb {
    let (slice, measure) = (Slice::Target, Measure::Revenue);
    Verb::AssignMargins { slice, measure, at, margins: Box::new([first, second]), method: Method::Current }
}

fn along(along: Axis, totals: &[(u32, i64)]) -> Margin {
    Margin { along, totals: totals.to_vec() }
}

fn quarters(totals: [i64; 4]) -> Margin {
    Margin { along: Axis::Period, totals: (0..).zip(totals).map(|(quarter, total)| (1 + 4 * quarter, total)).collect() }
}

/// The north with 300 a quarter, two thirds of it in Anvik.
fn north() -> Board {
    let mut board = Board::open(plain());
    for (unit, month) in [(ANVIK, 200), (BODO, 100)] {
        for quarter in 0..4 {
            board.targets(&[(at(unit, 1 + 4 * quarter), month)]);
        }
    }
    board
}

#[test]
fn a_manager_moves_their_own_target_between_units_and_quarters_and_does_not_change_it() {
    let mut board = north();
    let units = |anvik, bodo| along(Axis::Unit, &[(ANVIK, anvik), (BODO, bodo)]);
    let more = margins(at(NORTH, YEAR), units(801, 400), quarters([300, 300, 300, 301]));
    assert_eq!(board.refusal(&manager(NORTH), more), Rejection::NotAllowed);
    let other = || margins(at(NORTH, YEAR), units(700, 500), quarters([200, 400, 300, 300]));
    for stranger in [manager(SOUTH), manager(ANVIK), executive()] {
        assert!(matches!(board.refusal(&stranger, other()), Rejection::NotAllowed | Rejection::Unknown));
    }
    board.run(&manager(NORTH), other());
    let number = |unit, period| board.target(at(unit, period)).unwrap();
    assert_eq!([number(NORTH, YEAR), number(ANVIK, YEAR), number(NORTH, 1)], [1_200, 700, 200]);
    board.run(&manager(NORTH), Verb::Undo);
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(800));
}

#[test]
fn new_totals_for_the_children_and_for_the_quarters_tie_both_ways() {
    let mut board = north();
    let units = along(Axis::Unit, &[(ANVIK, 1_001), (BODO, 499)]);
    board.run(&committee(), margins(at(NORTH, YEAR), units, quarters([300, 300, 450, 450])));
    let number = |unit, period| board.target(at(unit, period)).unwrap();
    assert_eq!([number(ANVIK, YEAR), number(BODO, YEAR)], [1_001, 499]);
    assert_eq!((0..4).map(|quarter| number(NORTH, 1 + 4 * quarter)).collect::<Vec<_>>(), [300, 300, 450, 450]);
    // A fifth of Anvik's year is 200.2, three tenths 300.3.
    for quarter in 0..4 {
        let share = [2_002, 2_002, 3_003, 3_003][quarter as usize];
        assert!((number(ANVIK, 1 + 4 * quarter) * 10 - share).abs() < 10);
    }
    assert_ties(&board.plan, Slice::Target, Measure::Revenue);
}

#[test]
fn units_and_products_tie_while_channels_and_months_are_sums() {
    let mut board = Board::open(family());
    let units = along(Axis::Unit, &[(NORTH, 501), (CADIZ, 300), (DURBAN, 200)]);
    let products = along(Axis::Product, &[(FOOD, 700), (TOOLS, 301)]);
    board.run(&committee(), margins(Address::COMPANY, units, products));
    let number = |unit, product| board.target(Address { unit, product, ..Address::COMPANY }).unwrap();
    assert_eq!([number(NORTH, 0), number(CADIZ, 0), number(DURBAN, 0)], [501, 300, 200]);
    assert_eq!([number(0, FOOD), number(0, TOOLS)], [700, 301]);
    // Seven tenths of the north's 501, less than one unit away.
    assert!([350, 351].contains(&number(NORTH, FOOD)));
    assert_eq!(number(NORTH, FOOD) + number(NORTH, TOOLS), 501);
    assert_ties(&board.plan, Slice::Target, Measure::Revenue);
}

#[test]
fn it_is_one_event_that_keeps_what_was_given_and_one_undo_takes_it_back() {
    let mut board = north();
    let before = board.plan.clone();
    let units = along(Axis::Unit, &[(BODO, 500), (ANVIK, 1_000)]);
    let given = [units.clone(), quarters([375; 4])];
    board.run(&committee(), margins(at(NORTH, YEAR), units, quarters([375; 4])));
    let [Event::MarginsAssigned { margins, assignment }] = board.log.last().unwrap().events.as_slice() else {
        panic!("not one event: {:?}", board.log.last())
    };
    assert_eq!((**margins).clone(), given);
    assert_eq!((assignment.from, assignment.to), (Some(1_200), Some(1_500)));
    board.run(&committee(), Verb::Undo);
    for address in addresses(before.outline()) {
        assert_eq!(board.target(address), before.get(Slice::Target, Measure::Revenue, address));
    }
    board.run(&committee(), Verb::Redo);
    assert_eq!(board.target(at(BODO, YEAR)), Some(500));
}

#[test]
fn a_reader_above_whom_it_happens_sees_the_total_without_the_totals_of_others() {
    let mut board = north();
    let units = along(Axis::Unit, &[(NORTH, 1_500), (SOUTH, 600)]);
    let secret = Method::from(Shape::Numbers(vec![(at(BODO, YEAR), 987_654_321)]));
    let Verb::AssignMargins { slice, measure, at, margins, .. } = margins(at(COMPANY, YEAR), units, quarters([525; 4]))
    else {
        panic!("another verb")
    };
    board.run(&committee(), Verb::AssignMargins { slice, measure, at, margins, method: secret });
    let view = View::new(board.plan.outline(), &manager(ANVIK));
    let seen = view.entry(&board.plan, board.log.last().unwrap());
    assert!(!format!("{seen:?}").contains("987654321"), "inputs about units that are hidden are not sent");
    assert!(seen.events.iter().all(|event| !matches!(event, Event::MarginsAssigned { .. })));
    let mut plan = view.plan(&north().plan);
    plan.evolve(&seen);
    assert_alike(&plan, &view.plan(&board.plan));
}

#[test]
fn totals_that_differ_are_refused_with_the_change_of_each_that_would_do() {
    let mut board = north();
    let units = along(Axis::Unit, &[(ANVIK, 1_000), (BODO, 500)]);
    let refusal = board.refusal(&committee(), margins(at(NORTH, YEAR), units, quarters([300, 400, 400, 390])));
    let Rejection::Margins { short, totals, holds, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!((short, holds.len()), (10, 0));
    let changes: Vec<_> = totals.iter().map(|total| (total.along, total.change)).collect();
    assert_eq!(changes.iter().filter(|change| **change == (Axis::Unit, Some(-10))).count(), 2);
    assert_eq!(changes.iter().filter(|change| **change == (Axis::Period, Some(10))).count(), 4);
}

#[test]
fn a_hold_that_leaves_no_room_is_named_with_the_smallest_change_that_would_do() {
    let mut board = north();
    board.run(&committee(), hold_within(at(ANVIK, FIRST_QUARTER), 150, None));
    let units = || along(Axis::Unit, &[(ANVIK, 1_000), (BODO, 500)]);
    let verb = |first, last| margins(at(NORTH, YEAR), units(), quarters([first, 500, 500, last]));
    let refusal = board.refusal(&committee(), verb(120, 380));
    let Rejection::Margins { short, holds, totals, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!(short, 30);
    assert_eq!((holds[0].hold.at, holds[0].change), (at(ANVIK, FIRST_QUARTER), Some(-30)));
    assert!(totals.iter().any(|total| total.member == FIRST_QUARTER));
    board.run(&committee(), verb(150, 350));
    assert_eq!(board.target(at(ANVIK, FIRST_QUARTER)), Some(150));
    board.run(&committee(), hold_within(at(ANVIK, FIRST_QUARTER), 120, None));
    board.run(&committee(), verb(120, 380));
}

#[test]
fn zeros_written_over_an_offered_zero_that_has_become_empty_can_be_taken_back() {
    let mut board = Board::open(family());
    board.run(&committee(), target(at(CADIZ_PORT, YEAR), 0));
    board.run(&second_committee(), offer(CADIZ, yearly(0), None));
    board.run(&committee(), Verb::Undo);
    assert_eq!(board.target(at(CADIZ, YEAR)), None);
    let units = along(Axis::Unit, &[(CADIZ, 0), (DURBAN, 0)]);
    board.run(&committee(), margins(at(SOUTH, YEAR), units, quarters([0; 4])));
    assert_eq!(board.target(at(CADIZ, YEAR)), Some(0));
    board.run(&committee(), Verb::Undo);
    assert_eq!(board.target(at(CADIZ, YEAR)), None);
}

#[test]
fn totals_that_leave_members_out_or_name_them_twice_are_refused() {
    let mut board = north();
    for totals in [&[(ANVIK, 100)][..], &[(NORTH, 100), (BODO, 0)], &[(ANVIK, 50), (BODO, 50), (CADIZ, 0)]] {
        let refusal =
            board.refusal(&committee(), margins(at(NORTH, YEAR), along(Axis::Unit, totals), quarters([25; 4])));
        assert_eq!(refusal, Rejection::Uncovered { along: Axis::Unit });
    }
    let units = || along(Axis::Unit, &[(ANVIK, 50), (BODO, 50)]);
    let refusal = board.refusal(&committee(), margins(at(NORTH, YEAR), units(), units()));
    assert_eq!(refusal, Rejection::Uncovered { along: Axis::Unit });
    let refusal = board.refusal(&manager(SOUTH), margins(at(NORTH, YEAR), units(), quarters([25; 4])));
    assert_eq!(refusal, Rejection::NotAllowed);
}

/// The members that cover a tree, some of them broken down further.
fn cover(outline: &Outline, axis: Axis, top: u32, split: u64) -> Vec<u32> {
    let dimension = axis.dimension(outline);
    let (mut open, mut covered) = (vec![top], Vec::new());
    while let Some(member) = open.pop() {
        match !dimension.is_leaf(member) && (member == top || split >> (member % 32) & 1 == 1) {
            true => open.extend(dimension.children(member)),
            false => covered.push(member),
        }
    }
    covered
}

/// Where, which two trees, how they are covered, and by how much each leaf cell grows before it is summed.
type Asked = ((u32, u32), usize, u64, Vec<u32>);

fn asked() -> impl Strategy<Value = Asked> {
    let at = (prop::sample::select(vec![COMPANY, NORTH, SOUTH, CADIZ, ANVIK]), prop::sample::select(vec![0_u32, 1, 2]));
    (at, 0_usize..3, any::<u64>(), prop::collection::vec(0_u32..300, 40))
}

/// Totals that some numbers meet, if nothing is held.
fn meeting(board: &Board, (place, axes, split, growth): &Asked) -> (Address, [Margin; 2]) {
    let at = Address { unit: place.0, product: if *axes == 0 { place.1 } else { 0 }, ..Address::COMPANY };
    let axes = [[Axis::Unit, Axis::Period], [Axis::Product, Axis::Unit], [Axis::Period, Axis::Product]][*axes];
    let outline = board.plan.outline();
    let below: Vec<Address> = leaf_cells(outline).into_iter().filter(|cell| outline.contains(at, *cell)).collect();
    let number =
        |place: usize, cell: &Address| board.target(*cell).unwrap_or(0) * i64::from(growth[place % growth.len()]) / 100;
    let margin = |along: Axis| {
        let total = |member: u32| {
            let inside = |(_, cell): &(usize, &Address)| outline.contains(along.with(at, member), **cell);
            (member, below.iter().enumerate().filter(inside).map(|(place, cell)| number(place, cell)).sum())
        };
        Margin { along, totals: cover(outline, along, along.member(at), *split).into_iter().map(total).collect() }
    };
    (at, axes.map(margin))
}

fn board_of(moves: &[Move]) -> Board {
    let mut board = Board::open(family());
    board.targets(&[(Address::COMPANY, 12_345)]);
    for made in moves {
        if let Some((actor, verb)) = made.on(&board.plan) {
            let _ = board.try_run(&actor, verb);
        }
    }
    board
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// On any board: what is accepted ties in both trees and keeps every hold, and undo gives back what was there.
    #[test]
    fn accepted_totals_tie_in_both_trees_keep_every_hold_and_can_be_taken_back(
        moves in prop::collection::vec(sensible(), 0..25),
        asked in asked(),
    ) {
        let mut board = board_of(&moves);
        let (at, both) = meeting(&board, &asked);
        let before = board.plan.clone();
        let (first, second) = (both[0].clone(), both[1].clone());
        match board.try_run(&committee(), margins(at, first, second)) {
            Ok(_) => {
                for margin in &both {
                    for (member, total) in &margin.totals {
                        let number = board.target(margin.along.with(at, *member)).unwrap_or(0);
                        prop_assert_eq!(number, *total, "{:?} {}", margin.along, member);
                    }
                }
                assert_ties(&board.plan, Slice::Target, Measure::Revenue);
                for hold in board.plan.holds().iter().filter(|hold| hold.measure == Measure::Revenue) {
                    prop_assert!(hold.corridor.contains(board.target(hold.at).unwrap_or(0)), "{:?}", hold);
                }
                board.run(&committee(), Verb::Undo);
                for address in addresses(before.outline()) {
                    prop_assert_eq!(board.target(address), before.get(Slice::Target, Measure::Revenue, address));
                }
            }
            Err(Rejection::Margins { totals, holds, .. }) => {
                prop_assert!(!board.plan.holds().is_empty() || !board.plan.threads().is_empty());
                prop_assert!(!totals.is_empty() || !holds.is_empty());
                let still = |board: &Board, [first, second]: [Margin; 2]| {
                    let refused = board.clone().try_run(&committee(), margins(at, first, second));
                    matches!(refused, Err(Rejection::Margins { .. }))
                };
                // What the certificate asks for is enough, one unit less is not.
                for (conflict, by) in totals.iter().filter_map(|total| Some((total, total.change?))) {
                    for (by, short) in [(by, false), (by - by.signum(), true)] {
                        let mut changed = both.clone();
                        let margin = changed.iter_mut().find(|margin| margin.along == conflict.along).unwrap();
                        margin.totals.iter_mut().find(|total| total.0 == conflict.member).unwrap().1 += by;
                        prop_assert_eq!(still(&board, changed), short);
                    }
                }
                for binding in holds.iter().filter(|binding| binding.change.is_some()) {
                    let terms = HoldTerms { corridor: binding.repaired(), ..HoldTerms::default() };
                    let mut changed = board.clone();
                    changed.run(&committee(), Verb::Hold { measure: Measure::Revenue, at: binding.hold.at, terms });
                    prop_assert!(!still(&changed, both.clone()));
                }
            }
            Err(Rejection::HeldElsewhere { .. } | Rejection::HedgeCap { .. }) => {}
            Err(refusal) => prop_assert!(false, "{:?}", refusal),
        }
    }

    /// With nothing held every pair of totals that some numbers meet is accepted, in whatever order it is written; one
    /// unit more on one side is refused, and taking it away again is among the repairs.
    #[test]
    fn without_holds_totals_are_refused_exactly_when_their_sums_differ(asked in asked(), place: prop::sample::Index) {
        let mut board = board_of(&[]);
        let (at, both) = meeting(&board, &asked);
        let mut swapped = board.clone();
        let mut turned = both.clone();
        turned.iter_mut().for_each(|margin| margin.totals.reverse());
        board.run(&committee(), margins(at, both[0].clone(), both[1].clone()));
        swapped.run(&committee(), margins(at, turned[0].clone(), turned[1].clone()));
        for address in addresses(board.plan.outline()) {
            prop_assert_eq!(board.target(address), swapped.target(address));
        }
        let mut more = both[0].clone();
        let place = place.index(more.totals.len());
        more.totals[place].1 += 1;
        let (along, member) = (more.along, more.totals[place].0);
        let refusal = board.refusal(&committee(), margins(at, more, both[1].clone()));
        let Rejection::Margins { short, totals, .. } = refusal else { panic!("{refusal:?}") };
        prop_assert_eq!(short, 1);
        let known = totals.iter().find(|total| (total.along, total.member) == (along, member));
        prop_assert!(known.is_none_or(|total| total.change.is_none_or(|by| by == -1)));
        prop_assert!(totals.iter().any(|total| total.change.is_some()));
    }
}
