//! Totals, the outlook and the corporate goals of a plan.

use crate::support::board::*;
use crate::support::cases::cases;
use domain::actor::Actor;
use domain::address::{Address, CellChange};
use domain::event::{Changes, Entry, Event};
use domain::goal::{self, GoalReading, GoalTarget, Metric, Reading, Status};
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Writes leaf cells as facts, without asking a rule.
fn fact(plan: &mut Plan, slice: Slice, measure: Measure, cells: &[(Address, Option<i64>)]) {
    let cells = cells.iter().map(|&(at, to)| CellChange { at, from: plan.get(slice, measure, at), to }).collect();
    let actor: Actor = committee();
    let events = vec![Event::Loaded(Changes { slice, measure, cells })];
    let revision = plan.revision() + 1;
    plan.evolve(&Entry { revision, command: Uuid::from_u128(revision.into()), actor, at: 0, events });
}

fn empty() -> Plan {
    Plan::new(family().into())
}

fn stored() -> impl Strategy<Value = Slice> {
    prop::sample::select(&Slice::STORED[..])
}

fn measure() -> impl Strategy<Value = Measure> {
    prop::sample::select(&Measure::ALL[..])
}

fn leaf() -> impl Strategy<Value = Address> {
    prop::sample::select(leaf_cells(&family()))
}

fn number() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![3 => (-5_000_i64..1_000_000).prop_map(Some), 1 => Just(Some(0)), 2 => Just(None)]
}

/// The rule of the outlook, written again from its sentence.
#[cfg(test)]
fn expected_outlook(cells: &BTreeMap<(Slice, Measure, Address), i64>, measure: Measure, at: Address) -> Option<i64> {
    let of = |slice, measure| cells.get(&(slice, measure, at)).copied();
    let planned =
        |measure| of(Slice::Agreed, measure).or(of(Slice::Commitment, measure)).or(of(Slice::Target, measure));
    if planned(measure).is_some() {
        return planned(measure);
    }
    if matches!(measure, Measure::Units | Measure::CostOfGoods)
        && let Some(revenue) = planned(Measure::Revenue)
    {
        for slice in [Slice::Baseline, Slice::LastYear] {
            let tactics = |measure| if slice == Slice::Baseline { of(Slice::Tactics, measure).unwrap_or(0) } else { 0 };
            if let (Some(part), Some(whole)) = (of(slice, measure), of(slice, Measure::Revenue))
                && whole + tactics(Measure::Revenue) > 0
            {
                let (part, whole) = (part + tactics(measure), whole + tactics(Measure::Revenue));
                let twice = 2 * i128::from(revenue) * i128::from(part) + i128::from(whole);
                return Some(i64::try_from(twice.div_euclid(2 * i128::from(whole))).unwrap());
            }
        }
    }
    let forecast = [of(Slice::Baseline, measure), of(Slice::Tactics, measure)];
    forecast.iter().any(Option::is_some).then(|| forecast.into_iter().flatten().sum())
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn every_total_of_every_dimension_is_the_sum_of_its_leaf_cells_and_the_outlook_follows_its_rule(
        writes in prop::collection::vec((stored(), measure(), leaf(), number()), 1..40)
    ) {
        let mut plan = empty();
        let mut cells = BTreeMap::new();
        for (slice, measure, at, to) in writes {
            fact(&mut plan, slice, measure, &[(at, to)]);
            match to {
                Some(number) => cells.insert((slice, measure, at), number),
                None => cells.remove(&(slice, measure, at)),
            };
        }
        let outline = plan.outline().clone();
        for measure in Measure::ALL {
            for slice in Slice::STORED {
                let given = cells.iter().filter(|((s, m, _), _)| (*s, *m) == (slice, measure));
                let sums = sums(&outline, given.map(|((_, _, at), number)| (*at, *number)));
                for at in addresses(&outline) {
                    prop_assert_eq!(plan.get(slice, measure, at).map(i128::from), sums.get(&at).copied());
                }
            }
            let leaves = leaf_cells(&outline).into_iter();
            let outlook = leaves.filter_map(|at| expected_outlook(&cells, measure, at).map(|number| (at, number)));
            let sums = sums(&outline, outlook);
            for at in addresses(&outline) {
                prop_assert_eq!(plan.get(Slice::Outlook, measure, at).map(i128::from), sums.get(&at).copied());
            }
        }
    }

    #[test]
    fn what_if_gives_the_totals_of_the_changes_and_leaves_the_plan_as_it_was(
        before in prop::collection::vec((stored(), measure(), leaf(), number()), 0..40),
        after in prop::collection::vec((stored(), measure(), leaf(), number()), 1..20),
    ) {
        let mut plan = empty();
        for (slice, measure, at, to) in before {
            fact(&mut plan, slice, measure, &[(at, to)]);
        }
        let mut done = plan.clone();
        let mut changes = Vec::new();
        for (slice, measure, at, to) in after {
            fact(&mut done, slice, measure, &[(at, to)]);
            changes.push(Changes { slice, measure, cells: vec![CellChange { at, from: None, to }] });
        }
        let read = |plan: &Plan| -> Vec<Option<i64>> {
            let slots = Slice::ALL.into_iter().flat_map(|slice| Measure::ALL.map(|measure| (slice, measure)));
            slots.flat_map(|(slice, measure)| addresses(plan.outline()).into_iter().map(move |at| (slice, measure, at)))
                .map(|(slice, measure, at)| plan.get(slice, measure, at))
                .collect()
        };
        let (was, revision) = (read(&plan), plan.revision());
        prop_assert_eq!(plan.what_if(&changes, read), read(&done));
        prop_assert_eq!(read(&plan), was);
        prop_assert_eq!(plan.revision(), revision);
    }
}

const REVENUE: Measure = Measure::Revenue;

fn one_cell(unit: u32, period: u32) -> Address {
    Address { unit, product: 1, channel: 1, period }
}

#[test]
fn null_is_not_zero() {
    let mut plan = empty();
    let cell = one_cell(ANVIK, JANUARY);
    fact(&mut plan, Slice::Target, REVENUE, &[(cell, Some(0))]);
    assert_eq!(plan.get(Slice::Target, REVENUE, cell), Some(0));
    assert_eq!(plan.get(Slice::Target, REVENUE, Address::COMPANY), Some(0));
    assert_eq!(plan.get(Slice::Target, REVENUE, at(BODO, YEAR)), None);
    assert_eq!(plan.get(Slice::Target, Measure::Units, Address::COMPANY), None);
    assert_eq!(plan.count(Slice::Target, REVENUE, Address::COMPANY), 1);
}

#[test]
fn a_cell_that_is_cleared_leaves_no_trace_in_its_totals() {
    let mut plan = empty();
    let (one, other) = (one_cell(ANVIK, JANUARY), one_cell(ANVIK, FEBRUARY));
    fact(&mut plan, Slice::Target, REVENUE, &[(one, Some(70)), (other, Some(-70))]);
    assert_eq!(plan.get(Slice::Target, REVENUE, Address::COMPANY), Some(0));
    fact(&mut plan, Slice::Target, REVENUE, &[(one, None)]);
    assert_eq!(plan.get(Slice::Target, REVENUE, at(NORTH, FIRST_QUARTER)), Some(-70));
    assert_eq!(plan.get(Slice::Target, REVENUE, at(NORTH, JANUARY)), None);
    fact(&mut plan, Slice::Target, REVENUE, &[(other, None), (other, None)]);
    assert_eq!(plan.get(Slice::Target, REVENUE, Address::COMPANY), None);
    assert_eq!(plan.get(Slice::Outlook, REVENUE, Address::COMPANY), None);
    assert_eq!(plan.count(Slice::Target, REVENUE, Address::COMPANY), 0);
}

#[test]
fn an_address_outside_the_board_has_no_number_even_beside_one_that_has() {
    let mut plan = empty();
    for cell in leaf_cells(&family()) {
        fact(&mut plan, Slice::Target, REVENUE, &[(cell, Some(1))]);
    }
    let outside = [
        Address { unit: 9, ..Address::COMPANY },
        Address { product: 3, ..Address::COMPANY },
        Address { channel: 3, ..Address::COMPANY },
        Address { period: 17, ..Address::COMPANY },
        Address { unit: u32::MAX, product: u32::MAX, channel: u32::MAX, period: u32::MAX },
    ];
    for at in outside {
        assert_eq!(plan.get(Slice::Target, REVENUE, at), None, "{at:?}");
        assert_eq!(plan.count(Slice::Target, REVENUE, at), 0, "{at:?}");
    }
}

#[test]
fn the_outlook_takes_agreed_before_commitment_before_target_before_baseline_and_never_last_year() {
    let mut plan = empty();
    let cell = one_cell(DURBAN, MARCH);
    let expected = [
        (Slice::LastYear, 1, None),
        (Slice::Baseline, 2, Some(2)),
        (Slice::Target, 3, Some(3)),
        (Slice::Commitment, 0, Some(0)),
        (Slice::Agreed, 5, Some(5)),
    ];
    for (slice, number, outlook) in expected {
        fact(&mut plan, slice, REVENUE, &[(cell, Some(number))]);
        assert_eq!(plan.get(Slice::Outlook, REVENUE, at(SOUTH, FIRST_QUARTER)), outlook, "after {slice:?}");
    }
}

#[test]
fn cost_that_nobody_planned_follows_revenue_in_the_proportion_of_the_baseline_rounded_half_up() {
    let mut plan = empty();
    let cell = one_cell(DURBAN, MARCH);
    let cost = Measure::CostOfGoods;
    fact(&mut plan, Slice::Baseline, REVENUE, &[(cell, Some(1_000))]);
    fact(&mut plan, Slice::Baseline, cost, &[(cell, Some(600))]);
    assert_eq!(plan.get(Slice::Outlook, cost, cell), Some(600));
    // 1,101 × 0.6 = 660.6; 1,103 × 0.6 = 661.8; 1,250 × 0.6 = 750.
    for (revenue, expected) in [(1_101, 661), (1_103, 662), (1_250, 750), (0, 0)] {
        fact(&mut plan, Slice::Target, REVENUE, &[(cell, Some(revenue))]);
        assert_eq!(plan.get(Slice::Outlook, cost, cell), Some(expected), "revenue {revenue}");
    }
    fact(&mut plan, Slice::Commitment, cost, &[(cell, Some(99))]);
    assert_eq!(plan.get(Slice::Outlook, cost, cell), Some(99), "a number of its own goes first");
    fact(&mut plan, Slice::Commitment, cost, &[(cell, None)]);
    fact(&mut plan, Slice::Target, REVENUE, &[(cell, None)]);
    assert_eq!(plan.get(Slice::Outlook, cost, cell), Some(600));
}

#[test]
fn cost_follows_last_year_where_the_baseline_has_no_proportion_and_expense_never_follows() {
    let mut plan = empty();
    let cell = one_cell(DURBAN, MARCH);
    fact(&mut plan, Slice::LastYear, REVENUE, &[(cell, Some(200))]);
    for measure in [Measure::Units, Measure::CostOfGoods, Measure::SalesExpense] {
        fact(&mut plan, Slice::LastYear, measure, &[(cell, Some(50))]);
    }
    fact(&mut plan, Slice::Baseline, REVENUE, &[(cell, Some(0))]);
    fact(&mut plan, Slice::Baseline, Measure::Units, &[(cell, Some(7))]);
    fact(&mut plan, Slice::Target, REVENUE, &[(cell, Some(400))]);
    // A baseline revenue of zero gives no proportion: 400 × 50 ÷ 200.
    assert_eq!(plan.get(Slice::Outlook, Measure::Units, cell), Some(100));
    assert_eq!(plan.get(Slice::Outlook, Measure::CostOfGoods, cell), Some(100));
    assert_eq!(plan.get(Slice::Outlook, Measure::SalesExpense, cell), None);
}

/// Revenue 1,000.00 in January and 500.00 in April; cost 600.00 and 330.00; expenses 100.00, 50.00 and 25.00.
fn profit_and_loss() -> Board {
    let mut board = Board::open(family());
    let (january, april) = (one_cell(ANVIK, JANUARY), one_cell(DURBAN, SECOND_QUARTER + 1));
    let lines = [
        (REVENUE, vec![(january, 100_000), (april, 50_000)]),
        (Measure::CostOfGoods, vec![(january, 60_000), (april, 33_000)]),
        (Measure::SalesExpense, vec![(january, 10_000)]),
        (Measure::MarketingExpense, vec![(april, 5_000)]),
        (Measure::ServiceExpense, vec![(january, 2_500)]),
    ];
    for (measure, cells) in lines {
        board.run(&committee(), load(Slice::Baseline, measure, &cells));
    }
    board
}

#[cfg(test)]
fn card(board: &Board, metric: Metric) -> GoalReading {
    goal::read(&board.plan).into_iter().find(|reading| reading.metric == metric).unwrap()
}

fn set(board: &mut Board, metric: Metric, target: i64) {
    board.run(&committee(), domain::command::Verb::SetGoal(GoalTarget { metric, target }));
}

#[test]
fn the_goals_read_as_worked_by_hand() {
    let mut board = profit_and_loss();
    set(&mut board, Metric::TopLine, 160_000);
    let amounts = [
        (Metric::TopLine, 150_000),
        (Metric::GrossMargin, 57_000),
        (Metric::SellingGeneralAdministrative, 17_500),
        (Metric::OperatingIncome, 39_500),
        (Metric::Gap, 10_000),
    ];
    for (metric, amount) in amounts {
        assert_eq!(card(&board, metric).value, Some(Reading::Amount(amount)), "{metric:?}");
    }
    let margin = card(&board, Metric::OperatingMargin);
    assert_eq!(margin.value, Some(Reading::Ratio { numerator: 39_500, denominator: 150_000 }));
    // 39,500 ÷ 150,000 = 26.333…%.
    assert_eq!(margin.value.unwrap().comparable(), 2_633);
    assert_eq!(margin.trend[0], Some(2_750), "27,500 ÷ 100,000 in January");
    assert_eq!(margin.trend[1], None);
    assert_eq!(margin.trend[3], Some(2_400), "12,000 ÷ 50,000 in April");
    assert_eq!(card(&board, Metric::TopLine).difference(), Some(-10_000));
    assert_eq!(card(&board, Metric::TopLine).trend.len(), 12);
    assert_eq!(goal::read(&board.plan).len(), Metric::ALL.len());
}

#[test]
fn a_metric_without_one_of_its_lines_has_no_value() {
    let mut plan = empty();
    let cell = one_cell(ANVIK, JANUARY);
    let value = |plan: &Plan, metric| goal::reading(plan, metric, Slice::Outlook, Address::COMPANY);
    fact(&mut plan, Slice::Baseline, REVENUE, &[(cell, Some(1_000))]);
    assert_eq!(value(&plan, Metric::TopLine), Some(Reading::Amount(1_000)));
    assert_eq!(value(&plan, Metric::Gap), None, "without a goal there is no gap");
    fact(&mut plan, Slice::Baseline, Measure::ServiceExpense, &[(cell, Some(300))]);
    assert_eq!(value(&plan, Metric::SellingGeneralAdministrative), Some(Reading::Amount(300)));
    for metric in [Metric::GrossMargin, Metric::OperatingIncome, Metric::OperatingMargin] {
        assert_eq!(value(&plan, metric), None, "{metric:?} without cost of goods");
    }
    fact(&mut plan, Slice::Baseline, Measure::CostOfGoods, &[(cell, Some(400))]);
    assert_eq!(value(&plan, Metric::OperatingIncome), Some(Reading::Amount(300)));
    fact(&mut plan, Slice::Baseline, Measure::ServiceExpense, &[(cell, None)]);
    assert_eq!(value(&plan, Metric::GrossMargin), Some(Reading::Amount(600)));
    assert_eq!(value(&plan, Metric::OperatingIncome), None, "no line of expense is not an expense of zero");
    fact(&mut plan, Slice::Baseline, Measure::ServiceExpense, &[(cell, Some(0))]);
    fact(&mut plan, Slice::Baseline, REVENUE, &[(cell, Some(0))]);
    assert_eq!(value(&plan, Metric::OperatingIncome), Some(Reading::Amount(-400)));
    assert_eq!(value(&plan, Metric::OperatingMargin), None, "a margin of no revenue is not a number");
}

#[test]
fn a_ratio_is_compared_in_hundredths_of_a_percent_rounded_half_up() {
    let ratio = |numerator, denominator| Reading::Ratio { numerator, denominator }.comparable();
    let expected = [
        (1, 8, 1_250),
        (1, 3, 3_333),
        (2, 3, 6_667),
        (1, 20_000, 1),
        (-1, 20_000, 0),
        (-1, 3, -3_333),
        (-2, 3, -6_667),
        (0, 7, 0),
        (i128::from(i64::MAX), 1, i128::from(i64::MAX) * 10_000),
    ];
    for (numerator, denominator, hundredths) in expected {
        assert_eq!(ratio(numerator, denominator), hundredths, "{numerator} ÷ {denominator}");
    }
}

#[test]
fn a_goal_is_met_close_or_missed_at_exactly_two_percent_of_its_target() {
    let mut board = profit_and_loss();
    // Values: top line 150,000; SG&A 17,500; operating margin 2,633 hundredths of a percent.
    let expected = [
        (Metric::TopLine, 150_000, Status::Met),
        (Metric::TopLine, 149_999, Status::Met),
        (Metric::TopLine, 150_001, Status::Close),
        // Two percent of 153,061 is 3,061.22, cut to 3,061.
        (Metric::TopLine, 153_061, Status::Close),
        (Metric::TopLine, 153_062, Status::Missed),
        (Metric::SellingGeneralAdministrative, 17_500, Status::Met),
        (Metric::SellingGeneralAdministrative, 17_499, Status::Close),
        // Two percent of 17,157 is 343.14, cut to 343, which is just what is too much.
        (Metric::SellingGeneralAdministrative, 17_157, Status::Close),
        (Metric::SellingGeneralAdministrative, 17_156, Status::Missed),
        (Metric::OperatingMargin, 2_633, Status::Met),
        (Metric::OperatingMargin, 2_653, Status::Close),
        (Metric::OperatingMargin, 2_654, Status::Missed),
    ];
    for (metric, target, status) in expected {
        set(&mut board, metric, target);
        assert_eq!(card(&board, metric).status, status, "{metric:?} against {target}");
    }
    assert_eq!(card(&board, Metric::GrossMargin).status, Status::Open, "without a target");
}

#[test]
fn the_gap_is_judged_by_two_percent_of_the_top_line_goal() {
    let mut board = profit_and_loss();
    assert_eq!(card(&board, Metric::Gap).status, Status::Open);
    let expected =
        [(150_000, Status::Met), (140_000, Status::Met), (153_061, Status::Close), (153_062, Status::Missed)];
    for (target, status) in expected {
        set(&mut board, Metric::TopLine, target);
        assert_eq!(card(&board, Metric::Gap).status, status, "top line goal {target}");
    }
}

#[test]
fn last_year_stands_beside_every_goal_but_the_gap() {
    let mut board = profit_and_loss();
    set(&mut board, Metric::TopLine, 1);
    board.run(&committee(), load(Slice::LastYear, REVENUE, &[(one_cell(BODO, MARCH), 120_000)]));
    assert_eq!(card(&board, Metric::TopLine).last_year, Some(Reading::Amount(120_000)));
    assert_eq!(card(&board, Metric::GrossMargin).last_year, None);
    assert_eq!(card(&board, Metric::Gap).last_year, None);
}
