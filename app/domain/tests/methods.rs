//! Ways to spread, worked by hand: references, blends, months, top-ups, edits that stay, and why everybody gets theirs.

use crate::support::board::*;
use domain::address::Address;
use domain::breakdown::{edited_below, explain, implied_total};
use domain::calendar::{Cycle, Month, month_period};
use domain::command::Verb;
use domain::effect::{Moves, moves};
use domain::entry::{EntryError, Ratio, Unclear, parse};
use domain::measure::{Measure, Slice};
use domain::method::{Activity, Corridor, Line, Method, Profile, Proration, Ramp, Reference, Rounding, Shape, prorate};
use domain::number::Region;
use domain::rejection::Rejection;
use domain::spread::Standing;

const REVENUE: Measure = Measure::Revenue;
const TARGETS: (Slice, Measure) = (Slice::Target, REVENUE);
const LAST_YEAR: Reference = Reference { slice: Slice::LastYear, measure: REVENUE };
const BASELINE: Reference = Reference { slice: Slice::Baseline, measure: REVENUE };

fn by(shape: Shape) -> Profile {
    Profile { shape, corridor: None, keep: Vec::new(), rounding: Rounding::LargestRemainder }
}

fn assign(at: Address, to: i64, method: impl Into<Method>) -> Verb {
    Verb::Assign { slice: Slice::Target, measure: REVENUE, at, to: Some(to), method: method.into() }
}

fn profiled(at: Address, to: i64, profile: Profile) -> Verb {
    assign(at, to, Method::By(Box::new(profile)))
}

/// A company of a few units that plans January.
fn company(units: u32, targets: &[i64], last_year: &[i64]) -> Board {
    let mut board = Board::open(flat(units));
    let cells = |numbers: &[i64]| (1..).zip(numbers).map(|(unit, to)| (at(unit, JANUARY), *to)).collect::<Vec<_>>();
    board.run(&committee(), load(Slice::LastYear, REVENUE, &cells(last_year)));
    board.targets(&cells(targets));
    board
}

#[cfg(test)]
fn assert_january(board: &Board, expect: &[i64]) {
    let units = 1..=u32::try_from(expect.len()).unwrap();
    let numbers: Vec<i64> = units.map(|unit| board.target(at(unit, JANUARY)).unwrap_or(0)).collect();
    assert_eq!(numbers, expect);
}

#[cfg(test)]
fn assert_spreads(mut board: Board, verb: Verb, expect: &[i64]) {
    board.run(&committee(), verb);
    assert_january(&board, expect);
}

const ALL: Address = Address { unit: COMPANY, product: 0, channel: 0, period: JANUARY };

#[test]
fn the_reference_cases_of_the_rules_come_out_to_the_unit() {
    assert_spreads(company(4, &[], &[]), assign(ALL, 102, Method::Equal), &[26, 26, 25, 25]);
    assert_spreads(company(4, &[], &[]), assign(ALL, 102, Shape::Equal), &[26, 26, 25, 25]);
    let mut board = company(3, &[10, 20, 30], &[]);
    board.run(&committee(), hold(at(2, JANUARY)));
    assert_spreads(board.clone(), assign(ALL, 100, Method::Current), &[20, 20, 60]);
    assert_spreads(board, assign(ALL, 100, Shape::Current), &[20, 20, 60]);
    let mut year = Board::open(flat(1));
    year.targets(&[(at(1, JANUARY), 10), (at(1, FEBRUARY), 20), (at(1, MARCH), 30)]);
    year.run(&committee(), hold(at(1, YEAR)));
    year.targets(&[(at(1, JANUARY), 20)]);
    assert_eq!([FEBRUARY, MARCH].map(|month| year.target(at(1, month))), [Some(16), Some(24)]);
}

#[test]
fn a_total_goes_by_any_reference_and_one_that_cancels_out_is_refused_with_two_ways_out() {
    let board = || company(3, &[50, 50, 50], &[10, 20, 30]);
    assert_spreads(board(), assign(ALL, 600, Shape::Reference(LAST_YEAR)), &[100, 200, 300]);
    let none = assign(ALL, 600, Shape::Reference(BASELINE));
    assert_eq!(board().refusal(&committee(), none), Rejection::NothingToFollow);

    let returns = |last_year: &[i64]| company(3, &[], last_year);
    let proportional = || assign(ALL, 60, Shape::Reference(LAST_YEAR));
    assert_eq!(returns(&[10, -5, 25]).refusal(&committee(), proportional()), Rejection::MixedSigns);
    assert_eq!(returns(&[10, -5, 25]).refusal(&committee(), assign(ALL, 60, Method::LastYear)), Rejection::MixedSigns);
    assert_eq!(returns(&[10, -35, 25]).refusal(&committee(), proportional()), Rejection::CancelOut);
    assert_eq!(returns(&[10, -35, 25]).refusal(&committee(), assign(ALL, 60, Method::LastYear)), Rejection::MixedSigns);
    assert_spreads(returns(&[10, -5, 25]), assign(ALL, 80, Shape::Magnitude(LAST_YEAR)), &[20, 10, 50]);
    assert_spreads(returns(&[10, -5, 25]), assign(ALL, 60, Shape::Equal), &[20, 20, 20]);
    // Losses everywhere are of one sign: a proportion.
    assert_spreads(returns(&[-10, -20, -30]), proportional(), &[10, 20, 30]);
}

#[test]
fn potential_that_somebody_gives_and_a_blend_of_references_are_weights() {
    let board = || {
        let mut board = company(2, &[], &[10, 30]);
        board.run(&committee(), load(Slice::Baseline, REVENUE, &[(at(1, JANUARY), 300), (at(2, JANUARY), 100)]));
        board
    };
    let potential = vec![(at(1, JANUARY), 7), (at(2, JANUARY), 3)];
    assert_spreads(board(), assign(ALL, 1_000, Shape::Numbers(potential)), &[700, 300]);
    // Half of each: a quarter and three quarters meet in the middle.
    let even = vec![(1, LAST_YEAR), (1, BASELINE)];
    assert_spreads(board(), assign(ALL, 1_000, Shape::Blend(even)), &[500, 500]);
    let uneven = vec![(3, LAST_YEAR), (1, BASELINE), (7, Reference { slice: Slice::Commitment, measure: REVENUE })];
    assert_spreads(board(), assign(ALL, 1_000, Shape::Blend(uneven)), &[375, 625]);
}

#[test]
fn a_repeated_value_stands_in_every_cell_that_is_not_held_and_tells_its_total() {
    let mut board = company(3, &[1, 2, 3], &[]);
    board.run(&committee(), hold(at(2, JANUARY)));
    let method = Method::from(Shape::Repeat);
    assert_eq!(implied_total(&board.plan, TARGETS, ALL, 40, &method), Ok(Some(82)));
    assert_spreads(board, assign(ALL, 82, method), &[40, 2, 40]);
}

#[test]
fn only_the_unset_cells_take_what_the_set_ones_leave() {
    let mut board = company(4, &[50], &[5, 10, 30, 0]);
    board.run(&committee(), assign(ALL, 90, Shape::Unset(LAST_YEAR)));
    assert_january(&board, &[50, 10, 30, 0]);
    let refusal = company(4, &[50], &[5, 10, 30, 0]).refusal(&committee(), assign(ALL, 49, Shape::Unset(LAST_YEAR)));
    assert_eq!(bound_by(&refusal), (ALL, 49, 50, vec![]));
}

#[test]
fn a_corridor_keeps_every_cell_near_its_number_and_refuses_what_lies_outside() {
    let near = |to| {
        let corridor = Some(Corridor { down: 500, up: 1_000 });
        profiled(ALL, to, Profile { corridor, ..by(Shape::Reference(LAST_YEAR)) })
    };
    let board = || company(3, &[100, 200, 301], &[1, 1, 1]);
    // The first two rise by 10 %, the third takes the rest.
    assert_spreads(board(), near(640), &[110, 220, 310]);
    let most = board().refusal(&committee(), near(662));
    assert_eq!(bound_by(&most), (ALL, 662, 110 + 220 + 331, vec![]));
    let least = board().refusal(&committee(), near(0));
    assert_eq!(bound_by(&least), (ALL, 0, 95 + 190 + 286, vec![]));
}

#[test]
fn a_cell_without_a_number_stays_empty_in_a_corridor_however_many_cells_there_are() {
    let mut board = company(60, &[0], &[0]);
    board.run(&committee(), load(Slice::Baseline, REVENUE, &[(at(2, JANUARY), 10)]));
    let corridor = Some(Corridor { down: 10_000, up: 1_000 });
    let profile = Profile { corridor, ..by(Shape::Reference(LAST_YEAR)) };
    board.run(&committee(), profiled(Address::COMPANY, 0, profile));
    assert_eq!([1, 2].map(|unit| board.target(at(unit, JANUARY))), [Some(0), None]);
}

#[test]
fn edits_that_are_preserved_stay_and_an_edit_that_was_taken_back_is_none() {
    let mut board = company(3, &[], &[10, 20, 30]);
    board.run(&committee(), assign(ALL, 60, Method::LastYear));
    board.targets(&[(at(1, JANUARY), 25), (at(2, JANUARY), 35)]);
    board.run(&committee(), Verb::Undo);
    let keep = edited_below(&board.plan, TARGETS, ALL);
    assert_eq!(keep, [at(1, JANUARY)]);
    board.run(&committee(), Verb::Redo);
    assert_eq!(edited_below(&board.plan, TARGETS, ALL), [at(1, JANUARY), at(2, JANUARY)]);
    board.run(&committee(), Verb::Undo);
    board.run(&committee(), profiled(ALL, 125, Profile { keep, ..by(Shape::Reference(LAST_YEAR)) }));
    assert_january(&board, &[25, 40, 60]);
    // The total was spread since: nothing below it is an edit any more.
    assert_eq!(edited_below(&board.plan, TARGETS, ALL), []);
}

#[test]
fn a_top_up_takes_no_unit_away_where_largest_remainders_do() {
    // The Alabama paradox: one seat more, and the small one loses one.
    let weights = vec![(at(1, JANUARY), 6), (at(2, JANUARY), 6), (at(3, JANUARY), 2)];
    let spread = |to, rounding| {
        let mut board = company(3, &[], &[]);
        let shape = Shape::Numbers(weights.clone());
        board.run(&committee(), profiled(ALL, to, Profile { rounding, ..by(shape) }));
        [1, 2, 3].map(|unit| board.target(at(unit, JANUARY)).unwrap())
    };
    assert_eq!(spread(10, Rounding::LargestRemainder), [4, 4, 2]);
    assert_eq!(spread(11, Rounding::LargestRemainder), [5, 5, 1]);
    assert_eq!(spread(10, Rounding::TopUp), [5, 4, 1]);
    assert_eq!(spread(11, Rounding::TopUp), [5, 5, 1]);
    assert_eq!(spread(12, Rounding::TopUp), [5, 5, 2]);
}

fn months(board: &Board, unit: u32) -> [i64; 12] {
    let mut numbers = [0; 12];
    for (number, month) in numbers.iter_mut().zip(0..) {
        *number = board.target(at(unit, month_period(month))).unwrap_or(0);
    }
    numbers
}

#[test]
fn months_follow_a_season_a_line_and_a_growth() {
    let spread = |to, shape: Shape| {
        let mut board = Board::open(flat(1));
        board.run(&committee(), assign(at(1, YEAR), to, shape));
        months(&board, 1)
    };
    let season = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 6];
    assert_eq!(spread(2_000, Shape::Season(season)), season.map(|part| i64::from(part) * 100));

    let line = Line { start: 0, end: 11, first: 10, last: 120 };
    assert_eq!(line.total(), Some(780));
    assert_eq!(spread(780, Shape::Line(line)), std::array::from_fn(|month| 10 * (i64::try_from(month).unwrap() + 1)));
    let autumn = Line { start: 9, end: 11, first: 300, last: 100 };
    assert_eq!(spread(600, Shape::Line(autumn)), [0, 0, 0, 0, 0, 0, 0, 0, 0, 300, 200, 100]);

    let double = Method::from(Shape::Growth(Ratio::new(2, 1).unwrap()));
    let board = Board::open(flat(1));
    assert_eq!(implied_total(&board.plan, TARGETS, at(1, YEAR), 3, &double), Ok(Some(3 * 4_095)));
    assert_eq!(spread(3 * 4_095, Shape::Growth(Ratio::new(2, 1).unwrap())), std::array::from_fn(|month| 3 << month));
}

#[test]
fn somebody_new_ramps_up_and_somebody_who_leaves_keeps_what_the_season_was_worth() {
    let cycle = Cycle { year: 2027, first_month: 1 };
    let day = |month, day| Some((Month { year: 2027, month }, day));
    let ramp = Ramp {
        season: [1; 12],
        steps: vec![2_500, 5_000],
        activity: vec![
            Activity { unit: 1, from: day(10, 1), until: None },
            Activity { unit: 2, from: None, until: day(4, 15) },
        ],
    };
    let mut board = Board::open(flat(2));
    // A quarter, a half, then full; three months and half of April.
    board.run(&committee(), assign(at(COMPANY, YEAR), 21_000, Shape::Ramp(ramp)));
    assert_eq!(months(&board, 1), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000, 2_000, 4_000]);
    assert_eq!(months(&board, 2), [4_000, 4_000, 4_000, 2_000, 0, 0, 0, 0, 0, 0, 0, 0]);

    let season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9];
    let moved = |month, by| prorate(2_000, &season, cycle, (Month { year: 2027, month }, 1), by);
    assert_eq!(moved(12, Proration::Season), Some((1_100, 900)));
    assert_eq!(moved(1, Proration::Season), Some((0, 2_000)));
    assert_eq!(prorate(365, &season, cycle, (Month { year: 2027, month: 12 }, 1), Proration::Days), Some((334, 31)));
    assert_eq!(prorate(365, &season, cycle, (Month { year: 2026, month: 12 }, 1), Proration::Days), None);
}

#[test]
fn methods_whose_inputs_mean_nothing_are_refused() {
    let mut board = company(3, &[10, 20, 30], &[]);
    let line = Line { start: 5, end: 4, first: 1, last: 1 };
    let wide = Some(Corridor { down: 10_001, up: 0 });
    let invalid = [
        assign(ALL, 1, Shape::Line(line)),
        assign(ALL, 1, Shape::Growth(Ratio::new(-1, 2).unwrap())),
        profiled(ALL, 1, Profile { corridor: wide, ..by(Shape::Equal) }),
    ];
    for verb in invalid {
        assert_eq!(board.refusal(&committee(), verb), Rejection::MethodInvalid);
    }
    let elsewhere = profiled(at(1, YEAR), 1, Profile { keep: vec![at(2, JANUARY)], ..by(Shape::Equal) });
    assert_eq!(board.refusal(&committee(), elsewhere), Rejection::Unknown);
    let many = assign(ALL, 1, Shape::Numbers(vec![(at(1, JANUARY), 1); 10_001]));
    assert_eq!(board.refusal(&committee(), many), Rejection::TooLarge);
    assert_eq!(board.refusal(&committee(), assign(ALL, 1, Shape::Season([0; 12]))), Rejection::NothingToFollow);
}

#[test]
fn every_child_is_told_its_share_its_clamp_and_its_odd_unit() {
    let mut board = company(4, &[10, 10, 10, 40], &[]);
    board.run(&committee(), hold(at(4, JANUARY)));
    board.run(&committee(), hold_within(at(3, JANUARY), 0, Some(12)));
    let explained = explain(&board.plan, TARGETS, ALL, 101, &Method::Current, ALL).unwrap();
    let told: Vec<_> =
        explained.iter().map(|child| (child.at.unit, child.standing, child.odd_units, child.value)).collect();
    assert_eq!(
        told,
        [
            (1, Standing::Free, 1, 25),
            (2, Standing::Free, 0, 24),
            (3, Standing::AtHigh, 0, 12),
            (4, Standing::Held, 0, 40),
        ]
    );
    assert_eq!(explained[0].exact.fraction(), Some((49, 2)));
}

#[test]
fn what_a_command_would_move_is_told_child_by_child_before_it_is_sent() {
    let mut board = planned();
    board.run(&committee(), hold(at(COMPANY, JANUARY)));
    let verb = assign(at(SOUTH, JANUARY), 240, Method::Current);
    let told = |node| moves(&board.plan, &command(1, board.plan.revision(), verb.clone()), &committee(), node).unwrap();
    let Moves { cells, beside, children } = told(None);
    assert_eq!((cells, beside), (5, 2), "the north gives way");
    let seen: Vec<_> = children.iter().map(|child| (child.at.unit, child.from, child.to, child.cells)).collect();
    assert_eq!(seen, [(CADIZ, Some(200), Some(160), 2), (DURBAN, Some(100), Some(80), 1)]);
    assert_eq!(children[0].explained.unwrap().exact.fraction(), Some((160, 1)));
    let below = told(Some(at(CADIZ, JANUARY))).children;
    assert_eq!(below.iter().map(|child| child.explained.unwrap().value).collect::<Vec<_>>(), [80, 80]);
    // A way back spreads nothing: it has numbers and no reasons.
    let mut done = board.clone();
    done.run(&committee(), verb.clone());
    let undo = moves(&done.plan, &command(1, done.plan.revision(), Verb::Undo), &committee(), None).unwrap();
    assert_eq!(
        undo.children.iter().map(|child| (child.to, child.explained)).collect::<Vec<_>>(),
        [(Some(200), None), (Some(100), None)]
    );
}

#[test]
fn what_is_typed_in_a_total_becomes_the_method_it_names() {
    let board = company(3, &[30, 20, 10], &[10, 20, 30]);
    let typed = |text: &str, place| {
        let entry = parse(text, Region::EnUs, 0).unwrap();
        entry.verb(&board.plan, TARGETS, place)
    };
    for (text, expect) in [
        ("p<", [10, 20, 30]),
        ("p< 120", [60, 40, 20]),
        ("s", [20, 20, 20]),
        ("s 90", [30, 30, 30]),
        ("r 7", [7, 7, 7]),
        ("r", [60, 60, 60]),
        ("+60", [60, 40, 20]),
        ("-50%", [15, 10, 5]),
        ("=1200/12", [50, 33, 17]),
    ] {
        assert_spreads(board.clone(), typed(text, ALL).unwrap(), &expect);
    }
    assert_eq!(typed("r", at(1, FEBRUARY)), Err(Unclear::Entry(EntryError::NeedsCurrent)));
    assert_eq!(typed("p<", at(1, FEBRUARY)), Err(Unclear::Entry(EntryError::NeedsCurrent)));
}
