use super::*;
use domain::calendar::Cycle;
use domain::calendar::Month;
use domain::dimension::MemberSource;
use domain::tactic::{CostBasis, Profile, TacticKind};

fn outline() -> Outline {
    let cycle = Cycle { year: 2027, first_month: 1 };
    let north = [MemberSource { code: "n".to_owned(), name: Name::same("North"), parent: None }];
    let tree = |members: &[MemberSource]| Dimension::build("all", Name::same("All"), members).unwrap();
    Outline {
        title: "Plan".to_owned(),
        cycle,
        currency: "COP".to_owned(),
        money_decimals: 2,
        history_end: None,
        units: tree(&north),
        products: tree(&[]),
        channels: tree(&[]),
        periods: cycle.periods().unwrap(),
        standing: Vec::new(),
    }
}

fn campaign() -> Activity {
    let day = |month, day| Day { month: Month { year: 2027, month }, day };
    Activity {
        name: Name::new("Spring", "Primavera"),
        kind: TacticKind::Campaign,
        owner: "Ana".to_owned(),
        start: day(2, 1),
        end: day(12, 31),
        profile: Profile::Rising,
        at: Address::of(1, ROOT),
        segment: Some("Nuevos".to_owned()),
        drivers: Drivers {
            audience: 1_250,
            reach: 1_000,
            response: Response { driver: ResponseDriver::Spend, max: 825, half: 1_234_567 },
            value: 99_950,
            pieces: 110,
            margin: -250,
            headcount: 3,
        },
        costs: vec![CostLine { measure: Measure::SalesExpense, basis: CostBasis::PerHead, amount: -12_345_678 }],
        target: PaidTarget { unit: ROOT, measure: Measure::Revenue },
    }
}

#[test]
fn what_a_form_shows_of_a_tactic_is_read_back_as_the_same_tactic_in_every_region() {
    for region in Region::ALL {
        let typed = Typed::of(&campaign(), &outline(), region);
        assert_eq!(activity(&typed, &outline(), region), Ok(campaign()), "{region:?}");
    }
}

#[test]
fn every_field_says_what_is_wrong_with_it() {
    let mut typed = Typed::of(&campaign(), &outline(), Region::EsCo);
    for (field, text) in [
        ("audience", "muchos"),
        ("value", "1.25"),
        ("max", "8.25"),
        ("start", "2027-02-30"),
        ("unit", "77"),
        ("headcount", "-1"),
        ("cost.0.amount", "?"),
    ] {
        typed.set(field, text);
    }
    let errors = activity(&typed, &outline(), Region::EsCo).unwrap_err();
    for field in ["audience", "value", "max", "start", "unit", "headcount", "cost.0.amount"] {
        assert!(errors.of(field).is_some(), "{field}: {errors:?}");
    }
    assert!(errors.of("value").unwrap().contains("1,25"), "{errors:?}");
    assert_eq!(errors.of("reach"), None);
}

#[test]
fn suffixes_percent_signs_and_one_name_are_enough() {
    let mut typed = Typed::of(&campaign(), &outline(), Region::EsCo);
    for (field, text) in [("value", "2,5K"), ("max", "8,5 %"), ("name_en", ""), ("target_unit", "")] {
        typed.set(field, text);
    }
    let read = activity(&typed, &outline(), Region::EsCo).unwrap();
    assert_eq!((read.drivers.value, read.drivers.response.max), (250_000, 850));
    assert_eq!((read.name.en.as_str(), read.target.unit), ("Primavera", 1));
}
