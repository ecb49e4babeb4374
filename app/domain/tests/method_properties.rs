//! What every way to spread keeps, whatever the numbers. `PROPTEST_CASES` makes it long.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{address, amount, method, profile, terms};
use domain::address::Address;
use domain::breakdown::{explain, implied_total};
use domain::calendar::{Cycle, Month, month_period};
use domain::command::{Method, Verb};
use domain::effect::moves;
use domain::live::{decode, encode};
use domain::measure::{Measure, Slice};
use domain::method::{Corridor, Line, MethodName, Profile, Proration, Rounding, Shape, prorate};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::spread::{NoWeights, Share, blend, proportional, spread, top_up};
use proptest::prelude::*;

const REVENUE: Measure = Measure::Revenue;
const TARGETS: (Slice, Measure) = (Slice::Target, REVENUE);
const LEAF_UNITS: [u32; 5] = [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN];

fn assign(at: Address, to: i64, method: Method) -> Verb {
    Verb::Assign { slice: Slice::Target, measure: REVENUE, at, to: Some(to), method }
}

fn by(shape: Shape, rounding: Rounding, corridor: Option<Corridor>) -> Method {
    Method::By(Box::new(Profile { shape, corridor, keep: Vec::new(), rounding }))
}

/// Some leaf cells with numbers.
fn cells() -> impl Strategy<Value = Vec<(Address, i64)>> {
    prop::collection::vec((prop::sample::select(leaf_cells(&family())), 0_i64..500), 0..60)
}

fn history(board: &mut Board, targets: &[(Address, i64)], last_year: &[(Address, i64)]) {
    board.run(&committee(), load(Slice::Target, REVENUE, targets));
    board.run(&committee(), load(Slice::LastYear, REVENUE, last_year));
}

fn target(plan: &Plan, at: Address) -> i64 {
    plan.get(Slice::Target, REVENUE, at).unwrap_or(0)
}

/// Asserts that every level that the numbers come through explains them, down to the leaves.
#[cfg(test)]
fn assert_explained(before: &Plan, after: &Plan, (at, to, method): (Address, i64, &Method), node: Address) -> usize {
    let children = explain(before, TARGETS, at, to, method, node).unwrap();
    if children.is_empty() {
        return 0;
    }
    let total = if node == at { to } else { target(after, node) };
    assert_eq!(children.iter().map(|child| child.value).sum::<i128>(), total.into(), "below {node:?}");
    let tops_up = matches!(method, Method::By(profile) if profile.rounding == Rounding::TopUp);
    let mut levels = 1;
    for child in children {
        assert_eq!(child.value, target(after, child.at).into(), "{child:?}");
        assert!(child.low <= child.value && child.high.is_none_or(|high| child.value <= high), "{child:?}");
        assert_eq!(child.exact.whole + child.odd_units, child.value);
        let odd = child.exact.numerator != 0;
        assert!(tops_up || child.odd_units == 0 || child.odd_units == 1 && odd, "{child:?}");
        assert!(child.paid <= child.low);
        // What is held as a whole is not divided again.
        if child.low < child.value || child.high != Some(child.low) {
            levels += assert_explained(before, after, (at, to, method), child.at);
        }
    }
    levels
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn the_explanation_of_every_level_sums_to_the_numbers_that_are_written(
        targets in cells(),
        last_year in cells(),
        holds in prop::collection::vec((address(), terms()), 0..4),
        at in address(),
        to in amount(),
        method in method(),
    ) {
        let mut board = Board::open(family());
        history(&mut board, &targets, &last_year);
        for (at, terms) in holds {
            let _ = board.try_run(&committee(), Verb::Hold { measure: REVENUE, at, terms });
        }
        let before = board.plan.clone();
        let verb = assign(at, to, method.clone());
        let told = moves(&before, &command(1, before.revision(), verb.clone()), &committee(), None);
        let decided = board.try_run(&committee(), verb);
        prop_assert_eq!(told.is_ok(), decided.is_ok());
        if decided.is_ok() {
            let levels = assert_explained(&before, &board.plan, (at, to, &method), at);
            prop_assert_eq!(levels == 0, before.outline().is_leaf(at));
            for child in told.unwrap().children {
                prop_assert_eq!(child.from, before.get(Slice::Target, REVENUE, child.at));
                prop_assert_eq!(child.to, board.plan.get(Slice::Target, REVENUE, child.at));
            }
        }
    }

    #[test]
    fn the_numbers_that_stood_there_before_are_the_weights_of_the_way_back(
        targets in cells(),
        last_year in cells(),
        at in address(),
        to in amount(),
        method in method(),
        rounding in prop::sample::select(vec![Rounding::LargestRemainder, Rounding::TopUp]),
    ) {
        let mut board = Board::open(family());
        history(&mut board, &targets, &last_year);
        let before = board.plan.clone();
        if board.try_run(&committee(), assign(at, to, method)).is_err() || target(&before, at) == 0 {
            return Ok(());
        }
        let leaves = before.leaves(Slice::Target, REVENUE);
        let numbers = leaves.filter(|(cell, _)| before.outline().contains(at, *cell)).collect();
        board.run(&committee(), assign(at, target(&before, at), by(Shape::Numbers(numbers), rounding, None)));
        for cell in addresses(before.outline()) {
            prop_assert_eq!(target(&board.plan, cell), target(&before, cell), "at {:?}", cell);
        }
    }

    #[test]
    fn the_order_in_which_inputs_are_listed_and_history_came_does_not_matter(
        targets in cells(),
        last_year in cells(),
        at in address(),
        to in amount(),
        profile in profile(),
    ) {
        let listed = Method::By(Box::new(profile.clone()));
        let mut turned = profile;
        turned.keep.reverse();
        match &mut turned.shape {
            Shape::Numbers(numbers) => numbers.reverse(),
            Shape::Blend(references) => references.reverse(),
            _ => {}
        }
        let spread = |backwards: bool, method: Method| {
            let mut board = Board::open(family());
            let mut cells: Vec<(Address, i64)> = last_year.clone();
            // A cell that is given twice takes its last number.
            cells.reverse();
            cells.sort_by_key(|(at, _)| *at);
            cells.dedup_by_key(|(at, _)| *at);
            if backwards {
                cells.reverse();
            }
            history(&mut board, &targets, &[]);
            for cell in cells {
                board.run(&committee(), load(Slice::LastYear, REVENUE, &[cell]));
            }
            let refused = board.try_run(&committee(), assign(at, to, method)).err();
            let numbers: Vec<Option<i64>> =
                addresses(board.plan.outline()).into_iter().map(|at| board.target(at)).collect();
            (refused, numbers)
        };
        prop_assert_eq!(spread(false, listed), spread(true, Method::By(Box::new(turned))));
    }

    #[test]
    fn a_corridor_is_refused_exactly_when_its_cells_cannot_carry_the_total(
        numbers in prop::array::uniform5(0_i64..90),
        held in prop::collection::btree_set(prop::sample::select(LEAF_UNITS.to_vec()), 0..3),
        total in 0_i64..600,
        down in 0_u16..=10_000,
        up in 0_u32..=20_000,
        shape in prop::sample::select(vec![Shape::Current, Shape::Equal]),
    ) {
        let mut board = Board::open(plain());
        for (unit, number) in LEAF_UNITS.into_iter().zip(numbers) {
            board.targets(&[(at(unit, JANUARY), number)]);
        }
        for unit in &held {
            board.run(&committee(), hold(at(*unit, JANUARY)));
        }
        let (mut low, mut high) = (0, 0);
        for (unit, number) in LEAF_UNITS.into_iter().zip(numbers) {
            let free = !held.contains(&unit);
            low += if free { (number * (10_000 - i64::from(down)) + 9_999) / 10_000 } else { number };
            high += if free { number * (10_000 + i64::from(up)) / 10_000 } else { number };
        }
        let company = at(COMPANY, JANUARY);
        let verb = |to| assign(company, to, by(shape.clone(), Rounding::LargestRemainder, Some(Corridor { down, up })));
        match board.try_run(&committee(), verb(total)) {
            Ok(_) => prop_assert!((low..=high).contains(&total)),
            Err(Rejection::Held { nearest, .. }) => {
                prop_assert_eq!(nearest, total.clamp(low, high));
                prop_assert_ne!(nearest, total);
                board.run(&committee(), verb(nearest));
            }
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn only_unset_is_refused_exactly_when_the_set_cells_take_more_or_leave_nobody_to_take_the_rest(
        numbers in prop::array::uniform5(prop::option::of(0_i64..90)),
        total in 0_i64..400,
    ) {
        let mut board = Board::open(plain());
        for (unit, number) in LEAF_UNITS.into_iter().zip(numbers) {
            board.targets(&number.map(|number| (at(unit, JANUARY), number)).into_iter().collect::<Vec<_>>());
        }
        let set: i64 = numbers.into_iter().flatten().sum();
        let reference = domain::method::Reference { slice: Slice::LastYear, measure: REVENUE };
        let method = by(Shape::Unset(reference), Rounding::LargestRemainder, None);
        let possible = total == set || total > set && numbers.contains(&None);
        let refused = board.try_run(&committee(), assign(at(COMPANY, JANUARY), total, method)).err();
        prop_assert_eq!(refused.is_none(), possible, "{:?}", refused);
    }

    #[test]
    fn a_larger_total_tops_up_and_takes_no_unit_from_anybody(
        weights in prop::collection::vec((prop::sample::select(leaf_cells(&family())), 1_i64..400), 1..40),
        total in 0_i64..3_000,
        more in 0_i64..300,
    ) {
        let spread = |to| {
            let mut board = Board::open(family());
            let method = by(Shape::Numbers(weights.clone()), Rounding::TopUp, None);
            board.run(&committee(), assign(at(COMPANY, YEAR), to, method));
            board.plan
        };
        let (small, large) = (spread(total), spread(total + more));
        for cell in leaf_cells(small.outline()) {
            prop_assert!(target(&small, cell) <= target(&large, cell), "{:?} loses", cell);
        }
    }

    #[test]
    fn a_top_up_serves_quotients_in_order_and_keeps_every_bound(
        children in prop::collection::vec((1_i128..90, 0_i128..9, prop::option::of(9_i128..40)), 1..9),
        total in 0_i128..200,
    ) {
        let share = |(weight, low, high): &(i128, i128, Option<i128>)| Share { weight: *weight, low: Some(*low), high: *high };
        let shares: Vec<Share> = children.iter().map(share).collect();
        let values = top_up(total, &shares);
        prop_assert_eq!(values.is_ok(), spread(total, &shares).is_ok());
        let Ok(values) = values else { return Ok(()) };
        prop_assert_eq!(values.iter().sum::<i128>(), total);
        for (share, value) in shares.iter().zip(&values) {
            prop_assert!(share.low.unwrap() <= *value && share.high.is_none_or(|high| *value <= high));
        }
        // Nobody's next unit has a larger claim than the last unit that somebody else could have done without.
        for (taker, taken) in shares.iter().zip(&values).filter(|(share, value)| share.low < Some(**value)) {
            for (other, has) in shares.iter().zip(&values).filter(|(share, value)| share.high.is_none_or(|high| **value < high)) {
                prop_assert!(other.weight * (2 * taken - 1) <= taker.weight * (2 * has + 1));
            }
        }
    }

    #[test]
    fn a_repeated_value_is_the_number_of_every_free_leaf_cell(
        targets in cells(),
        held in prop::collection::vec(prop::sample::select(leaf_cells(&family())), 0..6),
        at in address(),
        value in 0_i64..400,
    ) {
        let mut board = Board::open(family());
        history(&mut board, &targets, &[]);
        for cell in held {
            let _ = board.try_run(&committee(), hold(cell));
        }
        let outline = board.plan.outline().clone();
        let below: Vec<Address> = leaf_cells(&outline).into_iter().filter(|cell| outline.contains(at, *cell)).collect();
        let free = |cell: &Address| board.plan.holds().get(REVENUE, *cell).is_none();
        let known = below.iter().any(|cell| board.target(*cell).is_some());
        let free: Vec<Address> =
            below.iter().copied().filter(|cell| free(cell) && (!known || board.target(*cell).is_some())).collect();
        prop_assume!(!free.is_empty());
        let method = Method::from(Shape::Repeat);
        let total = implied_total(&board.plan, TARGETS, at, value, &method).unwrap().unwrap();
        board.run(&committee(), assign(at, total, method));
        for cell in free {
            prop_assert_eq!(board.target(cell), Some(value), "at {:?}", cell);
        }
    }

    #[test]
    fn a_straight_line_of_whole_steps_is_met_to_the_unit(start in 0_u8..12, end in 0_u8..12, first in 0_i64..500, step in 0_i64..90) {
        let (start, end) = (start.min(end), start.max(end));
        let last = first + step * i64::from(end - start);
        let line = Line { start, end, first, last };
        let total = i64::try_from(line.total().unwrap()).unwrap();
        prop_assume!(total > 0);
        let mut board = Board::open(flat(1));
        board.run(&committee(), assign(at(1, YEAR), total, Method::from(Shape::Line(line))));
        for month in 0..12 {
            let inside = (start..=end).contains(&month);
            let expect = if inside { first + step * i64::from(month - start) } else { 0 };
            prop_assert_eq!(board.target(at(1, month_period(month))).unwrap_or(0), expect, "month {}", month);
        }
    }

    #[test]
    fn a_move_divides_a_quota_without_losing_a_unit_and_never_against_the_calendar(
        quota in 0_i64..1_000_000,
        season in prop::array::uniform12(0_u32..500),
        month in 1_u8..=12,
        day in 1_u8..28,
        by in prop::sample::select(vec![Proration::Season, Proration::Days]),
    ) {
        let cycle = Cycle { year: 2028, first_month: 1 };
        let at = |day| prorate(quota, &season, cycle, (Month { year: 2028, month }, day), by).unwrap();
        let ((before, after), (later, _)) = (at(day), at(day + 1));
        prop_assert_eq!(before + after, quota);
        prop_assert!(0 <= before && before <= later && later <= quota);
    }

    #[test]
    fn weights_of_both_signs_are_refused_and_a_blend_of_one_reference_is_that_reference(
        numbers in prop::collection::vec(-50_i128..50, 1..8),
        parts in 1_u32..9,
        total in 0_i128..1_000,
    ) {
        let signs = (numbers.iter().any(|number| *number < 0), numbers.iter().any(|number| *number > 0));
        let weights = proportional(numbers.clone());
        match signs {
            (true, true) => prop_assert_eq!(weights, Err(NoWeights::MixedSigns)),
            (false, false) => prop_assert_eq!(weights, Err(NoWeights::Nothing)),
            _ => {
                let of = |weights: Vec<i128>| spread(total, &weights.into_iter().map(Share::free).collect::<Vec<_>>());
                prop_assert_eq!(of(blend(vec![(parts, numbers)]).unwrap()), of(weights.unwrap()));
            }
        }
    }

    #[test]
    fn a_method_is_stored_with_all_its_inputs_and_a_line_of_the_journal_has_its_name(
        at in address(),
        to in amount(),
        method in method(),
    ) {
        let mut board = Board::open(family());
        history(&mut board, &[], &leaf_cells(&family()).into_iter().map(|at| (at, 7)).collect::<Vec<_>>());
        prop_assert_eq!(decode::<Method>(&encode(&method)), Ok(method.clone()));
        if board.try_run(&committee(), assign(at, to, method.clone())).is_err() {
            return Ok(());
        }
        let Some(domain::event::Event::Assigned(assignment)) = board.log.last().unwrap().events.first() else {
            return Err(TestCaseError::fail("no assignment"));
        };
        prop_assert_eq!(&assignment.method, &method);
        let domain::journal::Act::Wrote { method: name, .. } = board.plan.journal().last().unwrap().act else {
            return Err(TestCaseError::fail("nothing written"));
        };
        prop_assert_eq!(name, method.name());
        prop_assert_eq!(method.keeps().is_empty(), !matches!(&method, Method::By(profile) if !profile.keep.is_empty()));
        prop_assert_ne!(name, MethodName::Each);
    }
}
