//! Tactics: their effect worked by hand, where it lands, who may plan them and who sees them.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use domain::address::Address;
use domain::calendar::Month;
use domain::command::Verb;
use domain::dimension::Name;
use domain::goal::{self, Metric};
use domain::journal::{Act, TacticDeed};
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::tactic::*;
use domain::view::View;
use proptest::prelude::*;

fn day(month: u8, day: u8) -> Day {
    Day { month: Month { year: 2027, month }, day }
}

/// January to March in Cadiz: 5,000 of marketing expense; 1,000 customers, 400 reached, 25 respond with 1,200 each.
fn campaign() -> Activity {
    Activity {
        name: Name::new("Spring", "Primavera"),
        kind: TacticKind::Campaign,
        owner: "Olga".to_owned(),
        start: day(1, 1),
        end: day(3, 31),
        profile: Profile::Even,
        at: at(CADIZ, YEAR),
        segment: None,
        drivers: Drivers {
            audience: 1_000,
            reach: 400,
            // 5,000 ÷ (5,000 + 15,000) of 25 %.
            response: Response { driver: ResponseDriver::Spend, max: 2_500, half: 15_000 },
            value: 1_200,
            pieces: 150,
            margin: 4_000,
            headcount: 3,
        },
        costs: vec![CostLine { measure: Measure::MarketingExpense, basis: CostBasis::Whole, amount: 5_000 }],
        target: PaidTarget { unit: SOUTH, measure: Measure::Revenue },
    }
}

fn plan_tactic(activity: Activity) -> Verb {
    Verb::PlanTactic(Box::new(activity))
}

fn revise(tactic: u64, seen: u64, activity: Activity) -> Verb {
    Verb::ReviseTactic { tactic, seen, activity: Box::new(activity) }
}

/// A baseline of 300 and 100 thousand a month in the two units of Cadiz for the first quarter.
#[cfg(test)]
fn cadiz() -> Board {
    let mut board = Board::open(plain());
    let months = [JANUARY, FEBRUARY, MARCH];
    let of = |unit, number| months.map(|month| (at(unit, month), number));
    for (measure, part) in [(Measure::Revenue, 1_000), (Measure::CostOfGoods, 500), (Measure::MarketingExpense, 10)] {
        let cells = [of(CADIZ_PORT, 300 * part), of(CADIZ_TOWN, 100 * part)].concat();
        board.run(&committee(), load(Slice::Baseline, measure, &cells));
    }
    board
}

fn tactics(plan: &Plan, measure: Measure, at: Address) -> Option<i64> {
    plan.get(Slice::Tactics, measure, at)
}

#[cfg(test)]
fn alone(activity: &Activity) -> Effect {
    effect(&cadiz().plan, activity).unwrap()
}

#[test]
fn a_tactic_between_offer_and_accept_adds_nothing_to_what_is_agreed() {
    let mut board = Board::open(family());
    board.run(&committee(), target(Address { channel: 1, ..at(SOUTH, YEAR) }, 15));
    board.run(&committee(), offer(SOUTH, quarterly([0, 241_971, 0, 683_818]), None));
    // What is on the table below keeps the accepted number out of the tactic's cells.
    board.run(&committee(), offer(CADIZ, yearly(0), None));
    board.run(&committee(), plan_tactic(Activity { at: Address { channel: 2, ..at(CADIZ, YEAR) }, ..campaign() }));
    assert_eq!(board.revenue(Slice::Outlook, at(SOUTH, FIRST_QUARTER)), Some(30_000));
    board.accept(&manager(SOUTH), SOUTH);
    assert_eq!(board.revenue(Slice::Outlook, at(SOUTH, FIRST_QUARTER)), Some(0));
}

#[test]
fn reach_times_response_times_value_as_worked_by_hand() {
    let effect = alone(&campaign());
    assert_eq!(effect.total(Measure::Revenue), 30_000, "25 of 400 respond");
    assert_eq!(effect.total(Measure::Units), 38, "37.5 pieces, halves to the even neighbour");
    assert_eq!(effect.total(Measure::CostOfGoods), 18_000, "40 % stay");
    assert_eq!(effect.expense(), 5_000);
    assert_eq!(effect.share.iter().sum::<i64>(), SHARE / 1_000 * 25, "of 1,000");
    assert_eq!(effect.months(Measure::Revenue)[..4], [10_000, 10_000, 10_000, 0]);
    assert_eq!(effect.months(Measure::MarketingExpense)[..4], [1_667, 1_667, 1_666, 0], "months tie to the total");
}

#[test]
fn the_response_is_half_of_its_maximum_at_the_half_point_and_never_more_than_its_maximum() {
    let revenue = |driver, half, spend| {
        let mut tactic = campaign();
        tactic.drivers.response = Response { driver, max: 2_500, half };
        tactic.costs[0].amount = spend;
        alone(&tactic).total(Measure::Revenue)
    };
    // 25 % of 400 are 100 responses of 1,200.
    assert_eq!(revenue(ResponseDriver::Spend, 5_000, 5_000), 60_000);
    assert_eq!(revenue(ResponseDriver::Spend, 1, 9_999_999_999), 120_000);
    assert_eq!(revenue(ResponseDriver::Spend, 5_000, 0), 0, "nothing is spent");
    assert_eq!(revenue(ResponseDriver::Spend, 5_000, -700), 0, "a saving is not spent");
    assert_eq!(revenue(ResponseDriver::Reach, 400, 0), 60_000);
    assert_eq!(revenue(ResponseDriver::Reach, 9_000_000_000, 0), 120_000, "far from saturated");
}

#[test]
fn a_month_that_is_partly_inside_counts_by_its_days() {
    // 16 of the 31 days of January and all of February: 16 to 31.
    let mut tactic = Activity { start: day(1, 16), end: day(2, 28), ..campaign() };
    tactic.costs[0].amount = 4_700;
    assert_eq!(alone(&tactic).months(Measure::MarketingExpense)[..3], [1_600, 3_100, 0]);
    tactic.costs[0] = CostLine { measure: Measure::SalesExpense, basis: CostBasis::PerHead, amount: 1_000 };
    // 3 people for 1 + 16/31 months are 4,548.39.
    assert_eq!(alone(&tactic).months(Measure::SalesExpense)[..3], [1_548, 3_000, 0]);
    tactic.costs[0] = CostLine { measure: Measure::ServiceExpense, basis: CostBasis::PerReached, amount: 2 };
    assert_eq!(alone(&tactic).total(Measure::ServiceExpense), 800);
    (tactic.start, tactic.end) = (day(5, 7), day(5, 7));
    assert_eq!(alone(&tactic).months(Measure::ServiceExpense)[4], 800, "a single day");
}

#[test]
fn profiles_rise_fall_or_follow_the_season() {
    let mut board = cadiz();
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &[(at(CADIZ_PORT, MARCH), 700_000)]));
    let months = |profile| {
        let effect = effect(&board.plan, &Activity { profile, ..campaign() }).unwrap();
        effect.months(Measure::Revenue)[..3].to_vec()
    };
    assert_eq!(months(Profile::Rising), [5_000, 10_000, 15_000]);
    assert_eq!(months(Profile::Falling), [15_000, 10_000, 5_000]);
    assert_eq!(months(Profile::Season), [7_500, 7_500, 15_000]);
}

#[test]
fn the_effect_lands_in_proportion_to_the_baseline_and_moves_outlook_goals_and_gap_at_once() {
    let mut board = cadiz();
    let income = |board: &Board| goal::reading(&board.plan, Metric::OperatingIncome, Slice::Outlook, Address::COMPANY);
    let before = income(&board).unwrap().comparable();
    board.targets(&[(at(DURBAN, JANUARY), 7)]);
    board.run(&manager(CADIZ), plan_tactic(campaign()));
    let of = |measure, unit, period| tactics(&board.plan, measure, at(unit, period));
    assert_eq!(of(Measure::Revenue, CADIZ_PORT, JANUARY), Some(7_500));
    assert_eq!(of(Measure::Revenue, CADIZ_TOWN, JANUARY), Some(2_500));
    assert_eq!(of(Measure::CostOfGoods, CADIZ_TOWN, MARCH), Some(1_500));
    assert_eq!(of(Measure::MarketingExpense, COMPANY, YEAR), Some(5_000));
    assert_eq!(of(Measure::Revenue, CADIZ, SECOND_QUARTER), None, "null, not zero");
    // 30,000 of revenue less 18,000 of goods less 5,000 of marketing, and the 7 in Durban.
    assert_eq!(income(&board).unwrap().comparable() - before, 7_007);
    board.targets(&[(at(CADIZ, YEAR), 1_300_000)]);
    let cover = cover(&board.plan, Measure::Revenue, at(CADIZ, YEAR));
    assert_eq!((cover.target, cover.baseline, cover.tactics), (Some(1_300_000), Some(1_200_000), Some(30_000)));
    assert_eq!((cover.covered(), cover.gap()), (Some(1_230_000), Some(70_000)));
    // What is planned counts in the outlook; its cost follows in the proportion of baseline and tactics, 618 to 1,230.
    let outlook = |measure| board.plan.get(Slice::Outlook, measure, at(CADIZ, YEAR));
    assert_eq!(outlook(Measure::Revenue), Some(1_300_000));
    assert!(
        (653_168..=653_174).contains(&outlook(Measure::CostOfGoods).unwrap()),
        "{:?}",
        outlook(Measure::CostOfGoods)
    );
    // A budget pays for the tactics too.
    assert_eq!(outlook(Measure::MarketingExpense), Some(12_000 + 5_000));
    let budget = Verb::Assign {
        slice: Slice::Target,
        measure: Measure::MarketingExpense,
        at: at(CADIZ, YEAR),
        to: Some(16_000),
        method: domain::command::Method::Current,
    };
    board.run(&committee(), budget);
    assert_eq!(board.plan.get(Slice::Outlook, Measure::MarketingExpense, at(CADIZ, YEAR)), Some(16_000));
}

#[test]
fn a_tactic_is_previewed_before_it_is_sent() {
    let board = cadiz();
    let before = board.plan.check();
    let command = command(1, 1, plan_tactic(campaign()));
    let after = domain::tactic::tried(&board.plan, &command, &committee()).unwrap();
    assert_eq!(domain::goal::read(&after)[0].value.unwrap().comparable(), 1_230_000);
    assert_eq!(board.plan.check(), before);
}

#[test]
fn two_tactics_on_one_audience_do_not_count_twice_and_one_alone_counts_whole_again() {
    let mut board = cadiz();
    let all = |mut activity: Activity| {
        // Everybody responds over three months, a third of them each month.
        activity.drivers.reach = 1_000;
        activity.drivers.response =
            Response { driver: ResponseDriver::Reach, max: 10_000, half: 10_000_000_000_000_000 };
        activity
    };
    let first = board.run(&committee(), plan_tactic(all(campaign())));
    assert_eq!(tactics(&board.plan, Measure::Revenue, at(CADIZ, YEAR)), Some(1_200_000));
    let second = board.run(&committee(), plan_tactic(all(campaign())));
    // In each month a third has responded to the first: 1,200,000 and two thirds of it.
    let both = tactics(&board.plan, Measure::Revenue, at(CADIZ, YEAR)).unwrap();
    assert!((1_999_990..=2_000_000).contains(&both), "{both}");
    let net = |id| net_effect(&board.plan, id).unwrap().total(Measure::Revenue);
    assert_eq!(net(first) + net(second), both);
    assert_eq!(tactics(&board.plan, Measure::MarketingExpense, at(CADIZ, YEAR)), Some(10_000), "both are paid");
    let elsewhere =
        Activity { at: at(ANVIK, YEAR), target: PaidTarget { unit: NORTH, ..campaign().target }, ..campaign() };
    board.run(&committee(), plan_tactic(elsewhere));
    assert_eq!(tactics(&board.plan, Measure::Revenue, Address::COMPANY), Some(both + 30_000), "another audience");
    board.run(&committee(), revise(second, second, Activity { start: day(4, 1), end: day(6, 30), ..all(campaign()) }));
    assert_eq!(tactics(&board.plan, Measure::Revenue, at(CADIZ, YEAR)), Some(2_400_000), "other months");
    board.run(&committee(), Verb::DropTactic { tactic: first, seen: first });
    assert_eq!(tactics(&board.plan, Measure::Revenue, at(CADIZ, YEAR)), Some(1_200_000));
    let deeds: Vec<TacticDeed> = board
        .plan
        .journal()
        .iter()
        .filter_map(|line| match &line.act {
            Act::Tactic { deed, .. } => Some(*deed),
            _ => None,
        })
        .collect();
    assert_eq!(deeds[2..], [TacticDeed::Planned, TacticDeed::Revised, TacticDeed::Dropped]);
}

#[test]
fn other_history_spreads_what_is_already_planned_anew() {
    let mut board = cadiz();
    board.run(&committee(), plan_tactic(campaign()));
    board.run(&committee(), load(Slice::Baseline, Measure::Revenue, &[(at(CADIZ_TOWN, JANUARY), 300_000)]));
    assert_eq!(tactics(&board.plan, Measure::Revenue, at(CADIZ_TOWN, JANUARY)), Some(5_000));
    assert_eq!(tactics(&board.plan, Measure::Revenue, at(CADIZ_TOWN, MARCH)), Some(2_500));
}

#[test]
fn goal_target_tactic_and_owner_are_linked_both_ways() {
    let mut board = cadiz();
    let id = board.run(&committee(), plan_tactic(campaign()));
    let plan = &board.plan;
    let tactic = plan.tactic(id).unwrap();
    assert_eq!(goal_of(&tactic.activity), Metric::TopLine);
    let one = |found: Vec<&Tactic>| found.iter().map(|tactic| tactic.id).collect::<Vec<_>>() == [id];
    assert!(one(of_goal(plan, Metric::TopLine).collect()) && one(of_goal(plan, Metric::OperatingMargin).collect()));
    assert!(one(of_target(plan, SOUTH, Measure::Revenue).collect()) && one(of_owner(plan, "Olga").collect()));
    assert!(one(of_unit(plan, SOUTH).collect()) && of_unit(plan, NORTH).next().is_none());
    assert!(
        of_goal(plan, Metric::GrossMargin).next().is_none()
            && of_target(plan, CADIZ, Measure::Revenue).next().is_none()
    );
}

#[test]
fn the_committee_plans_anywhere_managers_in_their_subtree_and_executives_nowhere() {
    let mut board = cadiz();
    for person in [executive(), guest(), manager(NORTH), manager(CADIZ_TOWN)] {
        let refusal = board.refusal(&person, plan_tactic(campaign()));
        assert!(matches!(refusal, Rejection::NotAllowed | Rejection::Unknown), "{}: {refusal:?}", person.name);
    }
    let id = board.run(&manager(SOUTH), plan_tactic(campaign()));
    assert_eq!(board.refusal(&manager(CADIZ_TOWN), Verb::DropTactic { tactic: id, seen: id }), Rejection::NotAllowed);
    assert_eq!(board.refusal(&manager(NORTH), Verb::DropTactic { tactic: id, seen: id }), Rejection::Unknown);
    assert_eq!(board.refusal(&manager(CADIZ), Verb::DropTactic { tactic: 77, seen: 77 }), Rejection::Unknown);
    let revised = board.run(&manager(CADIZ), revise(id, id, campaign()));
    let refusal = board.refusal(&manager(SOUTH), revise(id, id, campaign()));
    assert_eq!(refusal, Rejection::TacticChanged { by: "Manager 5".to_owned() });
    board.run(&manager(SOUTH), Verb::DropTactic { tactic: id, seen: revised });
}

#[test]
fn a_tactic_that_cannot_be_is_refused_with_what_is_wrong() {
    type Change = fn(&mut Activity);
    let mut board = cadiz();
    let id = board.run(&committee(), plan_tactic(campaign()));
    let with = |change: Change| {
        let mut activity = campaign();
        change(&mut activity);
        activity
    };
    let faults: [(TacticFault, Change); 13] = [
        (TacticFault::Name, |activity| activity.name.es = " ".to_owned()),
        (TacticFault::Owner, |activity| activity.owner.clear()),
        (TacticFault::Dates, |activity| activity.end = day(2, 30)),
        (TacticFault::Dates, |activity| (activity.start, activity.end) = (day(3, 2), day(3, 1))),
        (TacticFault::Dates, |activity| activity.end.month.year = 2028),
        (TacticFault::Dates, |activity| activity.at.period = JANUARY),
        (TacticFault::Reach, |activity| activity.drivers.reach = 1_001),
        (TacticFault::Response, |activity| activity.drivers.response.max = 10_001),
        (TacticFault::Response, |activity| activity.drivers.response.half = 0),
        (TacticFault::Margin, |activity| activity.drivers.margin = 10_001),
        (TacticFault::Cost, |activity| activity.costs[0].measure = Measure::CostOfGoods),
        (TacticFault::Target, |activity| activity.target.unit = NORTH),
        (TacticFault::Target, |activity| activity.target.unit = CADIZ_PORT),
    ];
    for (fault, change) in faults {
        assert_eq!(board.refusal(&committee(), plan_tactic(with(change))), Rejection::Tactic(fault));
    }
    let moved = revise(id, id, with(|activity| activity.at.unit = CADIZ_PORT));
    assert_eq!(board.refusal(&committee(), moved), Rejection::Tactic(TacticFault::Moved));
    let negative = with(|activity| activity.drivers.value = -1);
    assert_eq!(board.refusal(&committee(), plan_tactic(negative)), Rejection::Negative);
    let huge = with(|activity| activity.drivers.value = 10_000_000_000_000_000);
    assert_eq!(board.refusal(&committee(), plan_tactic(huge)), Rejection::TooLarge);
    let wordy = with(|activity| activity.segment = Some("x".repeat(201)));
    assert_eq!(board.refusal(&committee(), plan_tactic(wordy)), Rejection::TextTooLong { limit: 200 });
    assert_eq!(board.refusal(&committee(), plan_tactic(with(|activity| activity.at.product = 9))), Rejection::Unknown);
    let loaded = load(Slice::Tactics, Measure::Revenue, &[(at(ANVIK, JANUARY), 1)]);
    assert_eq!(board.refusal(&committee(), loaded), Rejection::NotWritable);
}

#[test]
fn those_who_answer_for_the_unit_or_below_it_see_a_tactic_and_others_only_totals() {
    let mut board = cadiz();
    let id = board.run(&manager(CADIZ), plan_tactic(campaign()));
    for (person, sees) in [
        (manager(CADIZ), true),
        (manager(SOUTH), true),
        (manager(CADIZ_TOWN), true),
        (executive(), true),
        (manager(NORTH), false),
        (manager(DURBAN), false),
        (guest(), false),
    ] {
        let seen = View::new(board.plan.outline(), &person).plan(&board.plan);
        assert_eq!(seen.tactic(id).is_some(), sees, "{}", person.name);
        let about = |act: &Act| matches!(act, Act::Tactic { .. });
        assert_eq!(seen.journal().iter().any(|line| about(&line.act)), sees, "{}", person.name);
        assert_eq!(tactics(&seen, Measure::Revenue, Address::COMPANY), Some(30_000), "{}", person.name);
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_cells_are_what_the_tactics_bring_beside_each_other_after_any_moves(
        moves in prop::collection::vec(sensible(), 1..60)
    ) {
        let mut board = Board::open(family());
        for step in moves {
            if let Some((actor, verb)) = step.on(&board.plan) {
                let _ = board.try_run(&actor, verb);
            }
        }
        for measure in Measure::ALL {
            assert_ties(&board.plan, Slice::Tactics, measure);
            let net = |tactic: &Tactic| i128::from(net_effect(&board.plan, tactic.id).unwrap().total(measure));
            let sum: i128 = board.plan.tactics().iter().map(net).sum();
            let stands = tactics(&board.plan, measure, Address::COMPANY).map_or(0, i128::from);
            prop_assert_eq!(stands, sum, "{:?} of {} tactics", measure, board.plan.tactics().len());
        }
    }

    #[test]
    fn on_the_board_too_they_bring_at_least_the_largest_and_at_most_the_sum_in_any_order(
        activities in prop::collection::vec(activity(), 1..5)
    ) {
        let brought = |activities: &mut dyn Iterator<Item = &Activity>| {
            let mut board = Board::open(family());
            activities.for_each(|activity| { board.run(&committee(), plan_tactic(activity.clone())); });
            Measure::ALL.map(|measure| tactics(&board.plan, measure, Address::COMPANY).unwrap_or(0))
        };
        let [revenue, units, cost, ..] = brought(&mut activities.iter());
        prop_assert_eq!(brought(&mut activities.iter().rev()), brought(&mut activities.iter()));
        let singles: Vec<[i64; 6]> = activities.iter().map(|activity| brought(&mut std::iter::once(activity))).collect();
        let sum = |place: usize| singles.iter().map(|single| single[place]).sum::<i64>();
        prop_assert!(singles.iter().all(|single| single[0] <= revenue) && revenue <= sum(0));
        prop_assert!(units <= sum(1) && cost <= sum(2));
    }

    #[test]
    fn months_tie_to_the_total_and_lie_between_the_dates(activity in activity()) {
        let board = Board::open(family());
        let effect = effect(&board.plan, &activity).unwrap();
        let even = domain::tactic::effect(&board.plan, &Activity { profile: Profile::Even, ..activity.clone() }).unwrap();
        for measure in Measure::ALL {
            prop_assert_eq!(effect.total(measure), even.total(measure));
            for (index, number) in (1..).zip(effect.months(measure)) {
                let inside = (activity.start.month.month..=activity.end.month.month).contains(&index);
                prop_assert!(inside || *number == 0);
            }
        }
        let revenue = i128::from(effect.total(Measure::Revenue));
        let most = i128::from(activity.drivers.reach) * i128::from(activity.drivers.value);
        prop_assert!((0..=most).contains(&revenue));
    }
}
