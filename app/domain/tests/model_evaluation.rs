//! The values of a model: those of the goals on a plan, worked by hand over time, and along the dirty path.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::models::random_text;
use crate::support::table::Table;
use domain::actor::Actor;
use domain::address::{Address, CellChange};
use domain::entry::Ratio;
use domain::event::{Changes, Entry, Event};
use domain::goal::{self, GoalTarget, Metric};
use domain::measure::{Measure, Slice};
use domain::model::*;
use domain::plan::Plan;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

#[cfg(test)]
fn model(text: &str) -> Arc<Model> {
    Arc::new(Model::parse(text, 2).unwrap())
}

#[cfg(test)]
fn evaluated(text: &str, table: &Table) -> Evaluation {
    Evaluation::new(model(text), table).unwrap()
}

#[cfg(test)]
fn ratio(numerator: i128, denominator: i128) -> Option<Ratio> {
    Some(Ratio::new(numerator, denominator).unwrap())
}

fn whole(value: i128) -> Option<Ratio> {
    Some(Ratio::from(value))
}

fn events(plan: &mut Plan, events: Vec<Event>) {
    let actor: Actor = committee();
    let revision = plan.revision() + 1;
    plan.evolve(&Entry { revision, command: Uuid::from_u128(revision.into()), actor, at: 0, events });
}

fn fact(plan: &mut Plan, slice: Slice, measure: Measure, at: Address, to: Option<i64>) {
    let cells = vec![CellChange { at, from: plan.get(slice, measure, at), to }];
    events(plan, vec![Event::Loaded(Changes { slice, measure, cells })]);
}

type Write = (Slice, Measure, Address, Option<i64>);

fn write_anything() -> impl Strategy<Value = Write> {
    let number = prop_oneof![4 => (-5_000_i64..1_000_000).prop_map(Some), 1 => Just(Some(0)), 1 => Just(None)];
    let stored = prop::sample::select(&Slice::STORED[..]);
    (stored, prop::sample::select(&Measure::ALL[..]), prop::sample::select(leaf_cells(&family())), number)
}

#[cfg(test)]
fn agrees(plan: &Plan, evaluation: &Evaluation, slice: Slice, at: Address) {
    for metric in Metric::ALL {
        assert_eq!(evaluation.reading(metric), goal::reading(plan, metric, slice, at), "{metric:?} {slice:?} {at:?}");
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn on_any_plan_the_default_model_gives_the_readings_of_the_goals_null_for_null(
        writes in prop::collection::vec(write_anything(), 0..60),
        target in prop::option::of(-1_000_i64..9_000_000),
        later in prop::collection::vec(write_anything(), 1..4),
    ) {
        let mut plan = Plan::new(family().into());
        for (slice, measure, at, to) in writes {
            fact(&mut plan, slice, measure, at, to);
        }
        if let Some(target) = target {
            events(&mut plan, vec![Event::GoalSet(GoalTarget { metric: Metric::TopLine, target })]);
        }
        let model = Arc::new(Model::profit_and_loss(2).unwrap());
        let drivers = Drivers::default();
        for at in addresses(plan.outline()).into_iter().step_by(7) {
            let evaluation = Evaluation::new(Arc::clone(&model), &PlanSource::new(&plan, Slice::Outlook, at, &drivers));
            agrees(&plan, &evaluation.unwrap(), Slice::Outlook, at);
        }
        let mut live = Vec::new();
        for slice in Slice::ALL {
            let source = PlanSource::new(&plan, slice, Address::COMPANY, &drivers);
            let evaluation = Evaluation::new(Arc::clone(&model), &source).unwrap();
            agrees(&plan, &evaluation, slice, Address::COMPANY);
            live.push((slice, evaluation));
        }
        for card in goal::read(&plan).into_iter().filter(|card| card.metric != Metric::Gap) {
            let month = |month| live[5].1.month_reading(card.metric, month).map(goal::Reading::drawn);
            prop_assert_eq!(&card.trend, &std::array::from_fn(month));
            prop_assert_eq!(card.value, live[5].1.reading(card.metric));
            prop_assert_eq!(card.last_year, live[4].1.reading(card.metric));
        }
        for (slice, measure, at, to) in later {
            fact(&mut plan, slice, measure, at, to);
            for (slice, evaluation) in &mut live {
                evaluation.refresh(&PlanSource::new(&plan, *slice, Address::COMPANY, &drivers)).unwrap();
                agrees(&plan, evaluation, *slice, Address::COMPANY);
            }
        }
    }
}

fn months() -> impl Strategy<Value = Vec<Option<i64>>> {
    prop::collection::vec(prop_oneof![5 => (-200_i64..5_000).prop_map(Some), 1 => Just(None)], 12)
}

/// Values for the leaves of [`random_text`].
fn random_table() -> impl Strategy<Value = Table> {
    let drivers =
        prop::collection::btree_map(prop::sample::select(vec!["n0", "n1", "share"]), -30_000_i64..90_000, 0..4);
    let span = prop_oneof![3 => Just(0..12), 1 => Just(3..6), 1 => Just(7..8)];
    (months(), months(), drivers, span).prop_map(|(revenue, units, drivers, span)| Table {
        months: 12,
        span,
        measures: BTreeMap::from([(Measure::Revenue, revenue), (Measure::Units, units)]),
        drivers: drivers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        goals: Vec::new(),
    })
}

/// Every value of an evaluation, by name and column.
fn values(evaluation: &Evaluation) -> BTreeMap<(String, usize), Option<Ratio>> {
    let names = evaluation.model().declarations().iter().map(|declaration| declaration.name().to_owned());
    let columns = |name: String| {
        let month = |month| ((name.clone(), month), evaluation.month(&name, month));
        let months: Vec<_> = (0..12).map(month).collect();
        months.into_iter().chain([((name.clone(), 12), evaluation.value(&name))]).collect::<Vec<_>>()
    };
    names.flat_map(columns).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn walking_from_what_changed_gives_what_computing_everything_gives(
        text in random_text(), before in random_table(), after in random_table()
    ) {
        let model = model(&text);
        let after = Table { span: before.span.clone(), ..after };
        let full = Evaluation::new(Arc::clone(&model), &after);
        if let Ok(mut walked) = Evaluation::new(model, &before) {
            let was = values(&walked);
            match (walked.refresh(&after), full) {
                (Ok(_), Ok(full)) => {
                    prop_assert_eq!(values(&walked), values(&full));
                    prop_assert_eq!(walked.refresh(&after), Ok(0));
                }
                (Err(error), Err(_)) => {
                    let named = matches!(error, EvaluationError::TooLarge { .. });
                    prop_assert!(named);
                    prop_assert_eq!(values(&walked), was, "a refused walk changes nothing");
                }
                (walked, full) => prop_assert!(false, "{:?} and {:?}", walked, full.map(|_| ())),
            }
        }
    }

    #[test]
    fn the_order_of_the_lines_does_not_change_a_value(
        text in random_text(), table in random_table(), keys in prop::collection::vec(any::<u32>(), 20)
    ) {
        let mut lines: Vec<(u32, &str)> = keys.into_iter().cycle().zip(text.lines()).collect();
        lines.sort();
        let shuffled: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        let (straight, shuffled) = (Evaluation::new(model(&text), &table), Evaluation::new(model(&shuffled), &table));
        prop_assert_eq!(straight.is_ok(), shuffled.is_ok());
        if let (Ok(straight), Ok(shuffled)) = (straight, shuffled) {
            prop_assert_eq!(values(&straight), values(&shuffled));
        }
    }

    #[test]
    fn a_slope_is_what_one_rounding_unit_more_or_less_does(
        text in random_text(), table in random_table(), value in -20_000_i64..60_000
    ) {
        let at = |value: i64| {
            let mut table = table.clone();
            table.drivers.insert("n0".to_owned(), value);
            Evaluation::new(model(&text), &table)
        };
        let goals: Vec<String> = (4..9).map(|index| format!("n{index}")).collect();
        if let (Ok(less), Ok(here), Ok(more)) = (at(value - 1), at(value), at(value + 1)) {
            for goal in goals.iter().filter(|goal| here.model().declaration(goal).is_some()) {
                // A goal's rounding unit is a ten-thousandth.
                let of = |evaluation: &Evaluation| evaluation.value(goal).map(|value| value.approximate() * 10_000.0);
                let (Some(below), Some(level), Some(above)) = (of(&less), of(&here), of(&more)) else { continue };
                let (left, right) = (level - below, above - level);
                let size = left.abs() + right.abs() + level.abs() * 1e-12;
                // At a kink, and where a curve is steep, there is no one slope.
                if (left - right).abs() <= 1e-4 * size {
                    let slopes = sensitivities(&here, goal).unwrap();
                    let slope = slopes.iter().find(|slope| slope.name == "n0").unwrap().slope;
                    prop_assert!((slope - (left + right) / 2.0).abs() <= 2e-4 * size + 1e-6, "{goal}: {slope}, {left}, {right}");
                }
            }
        }
    }
}

/// Revenue 100.00 in each month, cost of goods 60.00, sales 10.00; no other expense.
#[cfg(test)]
fn even() -> Table {
    let months = |value| vec![Some(value); 12];
    Table {
        months: 12,
        span: 0..12,
        measures: BTreeMap::from([
            (Measure::Revenue, months(10_000)),
            (Measure::CostOfGoods, months(6_000)),
            (Measure::SalesExpense, months(1_000)),
        ]),
        ..Table::default()
    }
}

#[test]
fn discounts_and_administration_enter_the_statement_once_somebody_gives_them() {
    let mut table = even();
    let mut evaluation = evaluated(Model::PROFIT_AND_LOSS, &table);
    assert_eq!(evaluation.value("operating_income"), whole(36_000));
    table.drivers = BTreeMap::from([("discounts".to_owned(), 1_200), ("administration".to_owned(), 100)]);
    evaluation.refresh(&table).unwrap();
    assert_eq!(evaluation.value("operating_income"), whole(34_700));
    assert_eq!(evaluation.value("operating_margin"), ratio(347, 1_200));
    // A twelfth of 12.00 and of 1.00 in each month: 40.00 − 1.00 − 10.00 − 0.08⅓.
    assert_eq!(evaluation.month("operating_income", 4), ratio(34_700, 12));
    assert_eq!(evaluation.reading(Metric::Gap), None);
    table.goals = vec![(Metric::TopLine, 125_000)];
    evaluation.refresh(&table).unwrap();
    assert_eq!(evaluation.reading(Metric::Gap), Some(goal::Reading::Amount(5_000)));
}

#[test]
fn an_edit_walks_its_own_path_only_and_a_value_that_stays_stops_it() {
    let mut table = even();
    let mut evaluation = evaluated(Model::PROFIT_AND_LOSS, &table);
    // 13 columns of sum, margin, SG&A, income, ratio and gap are 65 cells; a month of sales reaches three of its own
    // column and three of the year.
    table.measures.get_mut(&Measure::SalesExpense).unwrap()[3] = Some(1_500);
    assert_eq!(evaluation.refresh(&table).unwrap(), 6);
    assert_eq!(evaluation.value("sga"), whole(12_500));
    assert_eq!(evaluation.refresh(&table).unwrap(), 0);
    // Cost moves as revenue does: the gross margins stay, and what reads only them is not visited.
    let flat = "revenue = measure(revenue) : money \"\" \"\"\ncost = measure(cost_of_goods) : money \"\" \"\"\n\
        margin = revenue - cost : money \"\" \"\"\na = margin * 2 : money \"\" \"\"\nb = a / margin : percent \"\" \"\"\n\
        capped = min(revenue, cap) : money \"\" \"\"\ncap = 240 : money \"\" \"\"\nd = capped * 3 : money \"\" \"\"\n";
    let mut evaluation = evaluated(flat, &table);
    table.measures.get_mut(&Measure::Revenue).unwrap()[0] = Some(10_500);
    table.measures.get_mut(&Measure::CostOfGoods).unwrap()[0] = Some(6_500);
    // `margin` and `capped` in January, `margin` in the year; `capped` stays at a twelfth of the cap.
    assert_eq!(evaluation.refresh(&table).unwrap(), 3);
    assert_eq!(evaluation.month("capped", 0), whole(2_000));
}

#[test]
fn lags_stocks_and_curves_are_worked_month_by_month() {
    let text = "in = measure(units) : pieces \"\" \"\"\n\
        out = lag(in, 2, first) : pieces \"\" \"\"\nfirst = 24 : pieces \"\" \"\"\n\
        stock = stock(opening, in, out) : pieces \"\" \"\"\nopening = driver(100) : pieces level \"\" \"\"\n\
        before = lag(stock, 1) : pieces level \"\" \"\"\n\
        grown = lag(grown, 1, one) * 1.1 : number \"\" \"\"\none = 1 : number \"\" \"\"\n\
        answer = lookup(stock, 100 -> 0, 200 -> 50%, 400 -> 80%) : percent \"\" \"\"\n\
        cost = stock * rate : money level \"\" \"\"\nrate = driver(0.5) : money/pieces \"\" \"\"\n\
        paid = in * rate : money \"\" \"\"\n";
    let mut units = vec![None; 12];
    units[0] = Some(50);
    units[1] = Some(60);
    units[3] = Some(100);
    let measures = BTreeMap::from([(Measure::Units, units)]);
    let table = Table { months: 12, span: 0..12, measures, ..Table::default() };
    let evaluation = evaluated(text, &table);
    let months = |name: &str| (0..5).map(|month| evaluation.month(name, month)).collect::<Vec<_>>();
    assert_eq!(months("out"), [whole(2), whole(2), whole(50), whole(60), None]);
    // 100 + 50 − 2, + 60 − 2, − 50, + 100 − 60, and nothing in May.
    assert_eq!(months("stock"), [148, 206, 156, 196, 196].map(whole));
    assert_eq!(months("before"), [None, whole(148), whole(206), whole(156), whole(196)]);
    // 48 of 100 on the way to 50 %; 6 of 200 on the way from there to 80 %.
    assert_eq!(months("answer")[..2], [ratio(24, 100), ratio(509, 1_000)]);
    assert_eq!(evaluation.month("grown", 1), ratio(121, 100));
    // June takes out April's 100; the year closes with the last month, flows add up: 2 + 2 + 50 + 60 + 100.
    assert_eq!(evaluation.value("stock"), whole(96));
    assert_eq!(evaluation.value("out"), whole(214));
    assert_eq!(evaluation.value("answer"), whole(0), "below the first point the curve is flat");
    // 96 pieces at 0.50 are 48.00; 210 pieces at 0.50 are 105.00.
    assert_eq!(evaluation.value("cost"), whole(4_800));
    assert_eq!(evaluation.value("paid"), whole(10_500));
    let quarter = evaluated(text, &Table { span: 3..6, ..table });
    assert_eq!(quarter.value("in"), whole(100));
    assert_eq!(quarter.value("out"), whole(160));
    assert_eq!(quarter.value("stock"), whole(96));
    assert_eq!(quarter.value("first"), whole(6), "three months of twelve");
    assert_eq!(quarter.value("opening"), whole(100));
}

#[test]
fn a_ratio_is_recomputed_for_the_period_and_never_averaged() {
    let text = "revenue = measure(revenue) : money \"\" \"\"\ncost = measure(cost_of_goods) : money \"\" \"\"\n\
        share = cost / revenue : percent \"\" \"\"\n";
    let mut table = even();
    table.measures.get_mut(&Measure::Revenue).unwrap()[0] = Some(90_000);
    let evaluation = evaluated(text, &table);
    assert_eq!(evaluation.month("share", 0), ratio(1, 15));
    assert_eq!(evaluation.month("share", 1), ratio(3, 5));
    assert_eq!(evaluation.value("share"), ratio(72_000, 200_000));
    table.measures.insert(Measure::Revenue, vec![Some(0); 12]);
    assert_eq!(evaluated(text, &table).value("share"), None);
}

#[test]
fn a_value_beyond_128_bits_is_an_error_that_names_its_node_and_changes_nothing() {
    let text = "big = driver(1) : number \"\" \"\"\nsquare = big * big : number \"\" \"\"\n\
        fourth = square * square : number \"\" \"\"\neighth = fourth * fourth : number \"\" \"\"\n";
    let mut table = Table { months: 12, span: 0..12, ..Table::default() };
    let mut evaluation = evaluated(text, &table);
    table.drivers.insert("big".to_owned(), i64::MAX);
    let error = EvaluationError::TooLarge { node: "fourth".to_owned() };
    assert_eq!(evaluation.refresh(&table), Err(error.clone()));
    assert_eq!(evaluation.value("big"), whole(1));
    assert_eq!(Evaluation::new(model(text), &table).unwrap_err(), error);
}

#[test]
fn slopes_and_the_bars_of_a_tornado_are_those_worked_by_hand() {
    let table = even();
    let evaluation = evaluated(Model::PROFIT_AND_LOSS, &table);
    let slopes = sensitivities(&evaluation, "operating_income").unwrap();
    let slopes: Vec<(&str, f64)> = slopes.iter().map(|slope| (slope.name.as_str(), slope.slope)).collect();
    assert_eq!(slopes, [("revenue", 1.0), ("discounts", -1.0), ("cost_of_goods", -1.0), ("sales", -1.0)]);
    let bars = tornado(&evaluation, "operating_income", 10).unwrap();
    let names: Vec<&str> = bars.iter().map(|bar| bar.name.as_str()).collect();
    assert_eq!(names, ["revenue", "cost_of_goods", "sales", "discounts"]);
    assert_eq!((bars[1].low, bars[1].high), (64_800, 79_200));
    assert_eq!((bars[1].at_low, bars[1].at_high), (whole(43_200), whole(28_800)));
    assert_eq!((bars[0].at_low, bars[0].at_high), (whole(24_000), whole(48_000)));
    assert!(tornado(&evaluation, "operating", 10).is_err());
    // Hundredths of a percent of margin for one cent of revenue: 84,000 ÷ 120,000² × 10,000.
    let margin = sensitivities(&evaluation, "operating_margin").unwrap();
    assert!((margin[0].slope - 84_000.0 / 1.44e10 * 10_000.0).abs() < 1e-12);
}
