//! Goal seek: what the levers have to be, within their locks and bounds.

use crate::support::cases::cases;
use crate::support::table::Table;
use domain::entry::Ratio;
use domain::measure::Measure;
use domain::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(test)]
fn evaluated(text: &str, table: &Table) -> Evaluation {
    Evaluation::new(Arc::new(Model::parse(text, 2).unwrap()), table).unwrap()
}

fn goal(name: &str, target: i64) -> Goal {
    Goal { name: name.to_owned(), target }
}

fn free(name: &str) -> Lever {
    Lever { name: name.to_owned(), low: None, high: None, ease: None }
}

fn within(name: &str, low: i64, high: i64) -> Lever {
    Lever { low: Some(low), high: Some(high), ..free(name) }
}

fn even_ease(name: &str) -> Lever {
    Lever { ease: Some(1), ..free(name) }
}

/// The lines of a profit and loss statement, all in January.
fn statement(lines: [i64; 5]) -> Table {
    let measures = [Measure::Revenue, Measure::CostOfGoods, Measure::SalesExpense, Measure::MarketingExpense];
    let measures = measures.into_iter().chain([Measure::ServiceExpense]).zip(lines);
    let january = |value| [Some(value)].into_iter().chain([None; 11]).collect();
    let measures = measures.map(|(measure, value)| (measure, january(value))).collect();
    Table { months: 12, span: 0..12, measures, ..Table::default() }
}

fn profit_and_loss() -> Evaluation {
    evaluated(Model::PROFIT_AND_LOSS, &statement([150_000, 93_000, 10_000, 5_000, 2_500]))
}

fn to(sought: &Sought) -> Vec<i128> {
    sought.moves.iter().map(|step| step.to).collect()
}

fn limits(sought: &Sought) -> Vec<Option<Limit>> {
    sought.moves.iter().map(|step| step.limit).collect()
}

#[test]
fn one_lever_reaches_an_amount_and_a_ratio_to_the_unit() {
    let evaluation = profit_and_loss();
    let sought = seek_one(&evaluation, &goal("operating_income", 45_000), &free("sales")).unwrap();
    let expected = Move { name: "sales".to_owned(), from: 10_000, to: 4_500, limit: None };
    assert_eq!(sought, Sought { reached: true, value: Ratio::from(45_000), moves: vec![expected] });
    // (150,000 − cost − 17,500) ÷ 150,000 = 30 %.
    let sought = seek_one(&evaluation, &goal("operating_margin", 3_000), &free("cost_of_goods")).unwrap();
    assert_eq!((sought.reached, to(&sought)), (true, vec![87_500]));
    // (revenue − 110,500) ÷ revenue = 30 %: 157,857.14…, of which the nearest unit misses by a fraction of a hundredth.
    let sought = seek_one(&evaluation, &goal("operating_margin", 3_000), &free("revenue")).unwrap();
    assert_eq!((sought.reached, to(&sought)), (true, vec![157_857]));
    assert_eq!(sought.value, Ratio::new(47_357, 157_857).unwrap());
}

#[test]
fn a_goal_that_is_there_already_moves_nothing() {
    let sought = seek_one(&profit_and_loss(), &goal("operating_income", 39_500), &free("sales")).unwrap();
    assert_eq!((sought.reached, to(&sought)), (true, vec![10_000]));
    let levers = [free("sales"), free("revenue")];
    let sought = seek_many(&profit_and_loss(), &goal("operating_income", 39_500), &levers).unwrap();
    assert_eq!((sought.reached, to(&sought)), (true, vec![10_000, 150_000]));
}

const CURVE: &str = "reach = driver(1000) : people \"\" \"\"\n\
    response = lookup(reach, 0 -> 0, 1000 -> 300, 5000 -> 500) : people \"\" \"\"\n\
    profit = response * worth - reach * contact : money \"\" \"\"\n\
    worth = driver(20) : money/people \"\" \"\"\ncontact = driver(0.5) : money/people \"\" \"\"\n";

#[test]
fn an_unreachable_goal_gets_the_nearest_value_and_the_limit_that_binds() {
    let table = Table { months: 12, span: 0..12, ..Table::default() };
    let evaluation = evaluated(CURVE, &table);
    let sought = seek_one(&evaluation, &goal("response", 700), &free("reach")).unwrap();
    // Beyond 5,000 nothing is gained, so that the smallest reach of the plateau is named.
    assert_eq!((sought.reached, sought.value, to(&sought)), (false, Ratio::from(500), vec![5_000]));
    assert_eq!(limits(&sought), [None]);
    let sought = seek_one(&evaluation, &goal("response", 700), &within("reach", 0, 3_000)).unwrap();
    assert_eq!((sought.reached, sought.value, to(&sought)), (false, Ratio::from(400), vec![3_000]));
    assert_eq!(limits(&sought), [Some(Limit::High)]);
    // The profit is 5,500.00 at 1,000: the slope is 0.30 × 20 − 0.50 up to there and 0.05 × 20 − 0.50 up to 5,000.
    let sought = seek_one(&evaluation, &goal("profit", 2_000_000), &within("reach", 0, 90_000)).unwrap();
    assert_eq!((sought.reached, sought.value, to(&sought)), (false, Ratio::from(750_000), vec![5_000]));
}

#[test]
fn a_bound_holds_even_where_the_present_value_is_outside() {
    let sought = seek_one(&profit_and_loss(), &goal("sga", 0), &within("sales", 20_000, 30_000)).unwrap();
    assert_eq!((sought.reached, to(&sought), limits(&sought)), (false, vec![20_000], vec![Some(Limit::Low)]));
}

#[test]
fn many_levers_share_the_change_as_worked_by_hand() {
    let evaluation = profit_and_loss();
    let seek = |levers: &[Lever]| seek_many(&evaluation, &goal("sga", 14_500), levers).unwrap();
    let sought = seek(&[even_ease("sales"), even_ease("marketing"), even_ease("service")]);
    assert_eq!((sought.reached, to(&sought)), (true, vec![9_000, 4_000, 1_500]));
    // In proportion to the squares, 16 : 4 : 1 of 3,000.
    let sought = seek(&[free("sales"), free("marketing"), free("service")]);
    assert_eq!((sought.reached, to(&sought)), (true, vec![7_714, 4_429, 2_357]));
    // Sales stops at its bound, and the other 2,000 go 4 : 1.
    let sought = seek(&[within("sales", 9_000, 20_000), free("marketing"), free("service")]);
    assert_eq!((sought.reached, to(&sought)), (true, vec![9_000, 3_400, 2_100]));
    assert_eq!(limits(&sought), [Some(Limit::Low), None, None]);
    // Marketing is locked: it is not among the levers. 3,000 go 16 : 1.
    assert_eq!(to(&seek(&[free("sales"), free("service")])), [7_176, 2_324]);
}

#[test]
fn many_levers_that_cannot_reach_the_goal_go_to_the_limits_that_bind() {
    let levers = [within("sales", 9_500, 10_000), within("marketing", 4_900, 5_500), within("revenue", 0, 150_100)];
    let sought = seek_many(&profit_and_loss(), &goal("operating_income", 50_000), &levers).unwrap();
    assert_eq!((sought.reached, sought.value, to(&sought)), (false, Ratio::from(40_200), vec![9_500, 4_900, 150_100]));
    assert_eq!(limits(&sought), [Some(Limit::Low), Some(Limit::Low), Some(Limit::High)]);
}

#[test]
fn what_cannot_be_sought_is_refused() {
    let evaluation = profit_and_loss();
    let refused = |levers: &[Lever]| seek_many(&evaluation, &goal("sga", 0), levers).unwrap_err();
    let unknown = |name: &str| SeekError::Evaluation(EvaluationError::Unknown(name.to_owned()));
    assert_eq!(refused(&[free("nobody")]), unknown("nobody"));
    assert_eq!(refused(&[free("gross_margin")]), unknown("gross_margin"));
    assert_eq!(refused(&[free("administration")]), SeekError::NoValue("administration".to_owned()));
    assert_eq!(refused(&[within("sales", 2, 1)]), SeekError::CrossedBounds("sales".to_owned()));
    assert_eq!(refused(&[free("sales"), free("sales")]), SeekError::Repeated("sales".to_owned()));
    assert_eq!(seek_one(&evaluation, &goal("gap", 0), &free("sales")), Err(SeekError::NoValue("gap".to_owned())));
}

/// A campaign with a saturating response beside a business of pieces and a price.
const BUSINESS: &str = "reach = driver(1000) : people \"\" \"\"\n\
    response = lookup(reach, 0 -> 0, 1000 -> 300, 5000 -> 500) : people \"\" \"\"\n\
    worth = driver(20) : money/people \"\" \"\"\ncost = driver(100) : money \"\" \"\"\n\
    units = measure(units) : pieces \"\" \"\"\nprice = driver(12.5) : money/pieces \"\" \"\"\n\
    income = units * price + response * worth - cost : money \"\" \"\"\n\
    margin = income / (units * price + response * worth) : percent \"\" \"\"\n";

fn business() -> impl Strategy<Value = Table> {
    let units = prop::collection::vec(prop_oneof![4 => (1_i64..2_000).prop_map(Some), 1 => Just(None)], 12);
    let drivers = (1_i64..6_000, 1_i64..50_000_000, 0_i64..1_000_000, 100_000_i64..90_000_000);
    (units, drivers).prop_map(|(units, (reach, worth, cost, price))| {
        let drivers = [("reach", reach), ("worth", worth), ("cost", cost), ("price", price)];
        Table {
            months: 12,
            span: 0..12,
            measures: BTreeMap::from([(Measure::Units, units)]),
            drivers: drivers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            goals: Vec::new(),
        }
    })
}

fn reaches(table: &Table, values: &[(&str, i64)]) -> Option<i64> {
    let mut table = table.clone();
    for (name, value) in values {
        table.drivers.insert((*name).to_owned(), *value);
    }
    let value = evaluated(BUSINESS, &table).value("income")?;
    i64::try_from(value.rounded()).ok()
}

/// Whether every move is inside its lever's bounds and nothing else moved.
fn keeps(levers: &[Lever], sought: &Sought) -> bool {
    let inside = |(lever, step): (&Lever, &Move)| {
        step.name == lever.name
            && lever.low.is_none_or(|low| step.to >= low.into())
            && lever.high.is_none_or(|high| step.to <= high.into())
    };
    levers.len() == sought.moves.len() && levers.iter().zip(&sought.moves).all(inside)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn one_lever_reaches_every_value_that_it_can_give_the_goal(
        table in business(), lever in 0_usize..4, wanted in 0_i64..5_000, spare in (0_i64..3_000, 0_i64..3_000)
    ) {
        let (name, wanted) = [("reach", wanted), ("worth", wanted * 5_000), ("cost", wanted * 300), ("price", wanted * 9_000)][lever];
        let target = reaches(&table, &[(name, wanted)]);
        prop_assume!(target.is_some());
        let lever = within(name, wanted - spare.0, wanted + spare.1);
        let sought = seek_one(&evaluated(BUSINESS, &table), &goal("income", target.unwrap()), &lever).unwrap();
        prop_assert!(sought.reached, "{:?}", sought);
        prop_assert!(keeps(&[lever], &sought));
        // The exact value of the answer is what the model gives for it.
        let values = [(name, i64::try_from(sought.moves[0].to).unwrap())];
        prop_assert_eq!(reaches(&table, &values), Some(i64::try_from(sought.value.rounded()).unwrap()));
    }

    #[test]
    fn many_levers_reach_every_value_that_they_can_give_the_goal_and_keep_their_bounds(
        table in business(), wanted in (0_i64..6_000, 0_i64..50_000_000, 100_000_i64..90_000_000, -900_000_i64..900_000),
        spare in prop::collection::vec(0_i64..3_000_000, 6), used in prop::collection::vec(any::<bool>(), 3),
    ) {
        let all = [("reach", wanted.0), ("worth", wanted.1), ("price", wanted.2)];
        let used = all.into_iter().zip(used).filter(|(_, used)| *used).map(|(lever, _)| lever);
        let given: Vec<(&str, i64)> = used.chain([("cost", wanted.3)]).collect();
        let target = reaches(&table, &given);
        prop_assume!(target.is_some());
        let bounded = |(place, &(name, value)): (usize, &(&str, i64))| {
            if name == "cost" { free(name) } else { within(name, value - spare[place * 2], value + spare[place * 2 + 1]) }
        };
        let levers: Vec<Lever> = given.iter().enumerate().map(bounded).collect();
        let sought = seek_many(&evaluated(BUSINESS, &table), &goal("income", target.unwrap()), &levers).unwrap();
        prop_assert!(sought.reached, "{:?} for {:?}", sought, target);
        prop_assert!(keeps(&levers, &sought));
    }

    #[test]
    fn a_linear_goal_is_met_exactly_when_the_bounds_allow_it_and_else_everything_is_at_its_limit(
        lines in prop::collection::vec(1_i64..5_000_000, 5), target in -9_000_000_i64..9_000_000,
        corridors in prop::collection::vec((0_i64..2_000_000, 0_i64..2_000_000), 5),
    ) {
        let lines: [i64; 5] = lines.try_into().unwrap();
        let evaluation = evaluated(Model::PROFIT_AND_LOSS, &statement(lines));
        let names = ["revenue", "cost_of_goods", "sales", "marketing", "service"];
        let corridor = |((name, line), (below, above)): ((&str, i64), &(i64, i64))| within(name, line - below, line + above);
        let levers: Vec<Lever> = names.into_iter().zip(lines).zip(&corridors).map(corridor).collect();
        let sought = seek_many(&evaluation, &goal("operating_income", target), &levers).unwrap();
        prop_assert!(keeps(&levers, &sought));
        let income = lines[0] - lines[1..].iter().sum::<i64>();
        let most = income + corridors[0].1 + corridors[1..].iter().map(|corridor| corridor.0).sum::<i64>();
        let least = income - corridors[0].0 - corridors[1..].iter().map(|corridor| corridor.1).sum::<i64>();
        let nearest = target.clamp(least, most);
        prop_assert_eq!((sought.reached, sought.value), (nearest == target, Ratio::from(i128::from(nearest))));
        if !sought.reached {
            prop_assert!(sought.moves.iter().all(|step| step.limit.is_some()), "{:?}", sought);
        }
    }

    #[test]
    fn a_seek_of_a_ratio_lands_in_the_hundredth_of_a_percent(
        lines in prop::collection::vec(10_000_i64..5_000_000, 5), hundredths in -5_000_i64..9_000
    ) {
        let lines: [i64; 5] = lines.try_into().unwrap();
        let evaluation = evaluated(Model::PROFIT_AND_LOSS, &statement(lines));
        let levers = [free("cost_of_goods"), free("sales"), free("marketing"), within("service", 0, i64::MAX)];
        let sought = seek_many(&evaluation, &goal("operating_margin", hundredths), &levers).unwrap();
        prop_assert!(sought.reached, "{:?}", sought);
        prop_assert!(keeps(&levers, &sought));
    }
}
