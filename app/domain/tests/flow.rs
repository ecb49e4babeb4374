//! The one-pass spread of large totals gives what the spread cell by cell gives.

use crate::support::board::*;
use crate::support::cases::cases;
use domain::address::Address;
use domain::command::{Method, Verb};
use domain::dimension::Dimension;
use domain::effect;
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::mem::discriminant;

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Current), Just(Method::LastYear), Just(Method::Equal)]
}

/// Numbers of a slice: how many of its leaf cells have one, and how large they may be.
fn numbers() -> impl Strategy<Value = Vec<Option<i64>>> {
    (0.0..1.0f64, prop_oneof![Just(3i64), Just(1_000), Just(10_000_000_000)]).prop_flat_map(|(share, most)| {
        prop::collection::vec(prop::option::weighted(share, prop_oneof![1 => Just(0), 4 => 0..most]), 240)
    })
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_total_that_flows_down_at_once_gives_every_leaf_cell_what_the_slow_way_gives(
        wide in any::<bool>(),
        targets in numbers(),
        last_year in numbers(),
        baseline in numbers(),
        holds in prop::collection::vec(0..240usize, 0..30),
        place in any::<prop::sample::Index>(),
        to in prop_oneof![0..50i64, 0..100_000i64, 0..5_000_000_000_000i64],
        method in method(),
    ) {
        let mut board = Board::open(if wide { family() } else { plain() });
        let leaves = leaf_cells(board.plan.outline());
        for (slice, numbers) in [(Slice::Target, &targets), (Slice::LastYear, &last_year), (Slice::Baseline, &baseline)] {
            let cells: Vec<(Address, i64)> =
                leaves.iter().zip(numbers).filter_map(|(at, number)| number.map(|number| (*at, number))).collect();
            board.run(&committee(), Verb::Load { slice, measure: Measure::Revenue, cells });
        }
        for place in holds {
            let at = leaves[place % leaves.len()];
            // A cell without a number, or held already, cannot be held.
            let _ = board.try_run(&committee(), hold(at));
        }
        let all = addresses(board.plan.outline());
        let at = *place.get(&all);
        let flowed = effect::spread(&board.plan, Measure::Revenue, at, to, &method);
        let verb = Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to: Some(to), method };
        let decided = board.try_run(&committee(), verb);
        match (&flowed, &decided) {
            (Some(flowed), Ok(_)) => {
                for at in all {
                    for slice in [Slice::Target, Slice::Outlook] {
                        prop_assert_eq!(
                            flowed.get(slice, Measure::Revenue, at),
                            board.plan.get(slice, Measure::Revenue, at)
                        );
                    }
                }
                assert_ties(flowed, Slice::Target, Measure::Revenue);
            }
            (Some(_), Err(rejection)) => prop_assert!(false, "refused: {rejection:?}"),
            // A leaf cell that is held may be written where it stands, which is not a spread.
            (None, Ok(_)) => prop_assert!(board.plan.outline().is_leaf(at), "did not flow"),
            (None, Err(_)) => {}
        }
    }
}

/// Members of which each has a parent among others.
fn nested(root: &str, parents: usize, children: usize) -> Dimension {
    let parent = |place: usize| format!("{root}-{}", place % parents);
    let above = (0..parents).map(|place| (parent(place), String::new()));
    let below = (0..children).map(|place| (format!("{root}-{}-{place}", place % parents), parent(place)));
    let members: Vec<(String, String)> = above.chain(below).collect();
    let members: Vec<(&str, &str)> = members.iter().map(|(code, above)| (code.as_str(), above.as_str())).collect();
    tree(root, &members)
}

/// Units under regions, more leaf cells than one thread is given.
fn deep() -> Outline {
    outline(nested("units", 10, 9_000), tree("products", &[]), tree("channels", &[]))
}

/// The same number of leaf cells with products and channels.
fn wide() -> Outline {
    outline(nested("units", 10, 900), nested("products", 2, 5), tree("channels", &[("shops", ""), ("web", "")]))
}

/// A board of so many leaf cells that its totals flow down on several threads: some have a target, all had revenue last
/// year, so many are held.
fn large(outline: Outline, held: usize) -> Board {
    let mut board = Board::open(outline);
    let leaves = leaf_cells(board.plan.outline());
    let number = |place: usize| (place * 7_919 % 10_007) as i64 + 1;
    let cells: Vec<(Address, i64)> = leaves.iter().enumerate().map(|(place, at)| (*at, number(place))).collect();
    let some: Vec<_> = cells.chunks(12).step_by(2).flatten().copied().collect();
    for (slice, cells) in [(Slice::LastYear, cells), (Slice::Target, some.clone())] {
        board.run(&committee(), Verb::Load { slice, measure: Measure::Revenue, cells });
    }
    for (at, _) in some.iter().step_by(997).take(held) {
        board.run(&committee(), hold(*at));
    }
    board
}

/// Nothing flows past a corridor in a leaf cell, not even past one that never binds: with one in every region, product and
/// quarter that has a number, what follows is spread cell by cell.
fn bind_every_part(board: &mut Board) {
    let outline = board.plan.outline().clone();
    let regions: Vec<u32> = outline.units.children(COMPANY).filter(|unit| !outline.units.is_leaf(*unit)).collect();
    let mut bound = BTreeSet::new();
    for at in leaf_cells(&outline) {
        let region = regions.iter().find(|region| outline.units.contains(**region, at.unit));
        let part = (region, at.product, outline.periods.parent(at.period));
        let is_held = board.plan.holds().get(Measure::Revenue, at).is_some();
        if !bound.contains(&part) && !is_held && board.try_run(&committee(), hold_within(at, 0, None)).is_ok() {
            bound.insert(part);
        }
    }
    assert!(!bound.is_empty());
}

#[test]
fn a_total_that_flows_down_on_several_threads_gives_every_leaf_cell_what_the_slow_way_gives() {
    for (method, to) in [(Method::Current, 400_000_007), (Method::LastYear, 900_000_001), (Method::Equal, 600_000_011)]
    {
        for (outline, held) in [(flat(9_000), 0), (flat(9_000), 40), (deep(), 40), (wide(), 40)] {
            let mut board = large(outline, held);
            let assign = Verb::Assign {
                slice: Slice::Target,
                measure: Measure::Revenue,
                at: Address::COMPANY,
                to: Some(to),
                method: method.clone(),
            };
            let flowed = effect::spread(&board.plan, Measure::Revenue, Address::COMPANY, to, &method).unwrap();
            bind_every_part(&mut board);
            assert!(effect::spread(&board.plan, Measure::Revenue, Address::COMPANY, to, &method).is_none());
            board.run(&committee(), assign);
            for at in addresses(board.plan.outline()) {
                let number = |plan: &Plan| plan.get(Slice::Target, Measure::Revenue, at);
                assert_eq!(number(&flowed), number(&board.plan), "{at:?} by {method:?}");
            }
            assert_ties(&flowed, Slice::Target, Measure::Revenue);
        }
    }
}

#[test]
fn what_is_held_or_on_the_table_elsewhere_does_not_keep_a_total_from_flowing() {
    let mut board = Board::open(plain());
    let cells: Vec<(Address, i64)> = leaf_cells(board.plan.outline()).into_iter().zip(1..).collect();
    board.targets(&cells);
    board.run(&committee(), hold(at(DURBAN, FIRST_QUARTER)));
    board.run(&committee(), offer(CADIZ, yearly(900), None));
    let spread = |plan: &Plan, unit| effect::spread(plan, Measure::Revenue, at(unit, YEAR), 5_000, &Method::Current);
    for bound in [COMPANY, SOUTH, DURBAN] {
        assert!(spread(&board.plan, bound).is_none(), "{bound}");
    }
    for free in [NORTH, ANVIK, CADIZ] {
        assert!(spread(&board.plan, free).is_some(), "{free}");
    }
    let flowed = spread(&board.plan, NORTH).unwrap();
    board.run(&committee(), target(at(NORTH, YEAR), 5_000));
    for at in addresses(board.plan.outline()) {
        assert_eq!(flowed.get(Slice::Target, Measure::Revenue, at), board.target(at), "{at:?}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn parts_of_a_total_that_flow_down_beside_holds_and_offers_get_what_the_slow_way_gives(
        targets in numbers(),
        last_year in numbers(),
        kept in prop::collection::vec((any::<prop::sample::Index>(), 0..5u8, 0..2_000i64), 1..8),
        held in prop::collection::vec(any::<prop::sample::Index>(), 0..30),
        place in any::<prop::sample::Index>(),
        to in prop_oneof![0..50i64, 0..1_000_000i64, 0..5_000_000_000_000i64],
        method in method(),
    ) {
        let units = nested("units", 3, 150);
        let products = tree("products", &[("food", ""), ("tools", "")]);
        let mut board = Board::open(outline(units, products, tree("channels", &[])));
        let leaves = leaf_cells(board.plan.outline());
        let spaced = |numbers: &[Option<i64>]| -> Vec<(Address, i64)> {
            let number = |place: usize| numbers[place * 7 % numbers.len()];
            leaves.iter().enumerate().filter_map(|(place, at)| Some((*at, number(place)?))).collect()
        };
        let cells = spaced(&targets);
        for (slice, cells) in [(Slice::Target, cells.clone()), (Slice::LastYear, spaced(&last_year))] {
            board.run(&committee(), load(slice, Measure::Revenue, &cells));
        }
        let all = addresses(board.plan.outline());
        let wide: Vec<Address> = all.iter().copied().filter(|at| !board.plan.outline().is_leaf(*at)).collect();
        for place in held {
            let _ = board.try_run(&committee(), hold(*place.get(&leaves)));
        }
        for (place, kind, room) in kept {
            let at = *place.get(&wide);
            let now = board.plan.get(Slice::Target, Measure::Revenue, at).unwrap_or(0);
            let verb = match kind {
                0 => hold(at),
                1 => hold_within(at, now - room.min(now), Some(now + room)),
                2 => hold_within(at, 0, Some(now + room)),
                3 => hold_within(at, now - room.min(now), None),
                _ => offer(at.unit, yearly(now + room), None),
            };
            let _ = board.try_run(&committee(), verb);
        }
        let is_large = |at: &Address| board.plan.outline().leaf_cells_below(*at) >= 600;
        let upper: Vec<Address> = wide.iter().copied().filter(is_large).collect();
        let at = *place.get(&upper);
        let assign = Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to: Some(to), method };
        let mut slow = Board::open((**board.plan.outline()).clone());
        board.log[1..].iter().for_each(|entry| slow.plan.evolve(entry));
        if !cells.is_empty() {
            bind_every_part(&mut slow);
        }
        match (board.try_run(&committee(), assign.clone()), slow.try_run(&committee(), assign)) {
            (Ok(_), Ok(_)) => {
                for at in all {
                    prop_assert_eq!(board.target(at), slow.target(at), "{:?}", at);
                }
            }
            // The corridors that never bind may be named beside those that do.
            (Err(one), Err(other)) => prop_assert_eq!(discriminant(&one), discriminant(&other)),
            (one, other) => prop_assert!(false, "{:?}, but slowly {:?}", one, other),
        }
    }
}
