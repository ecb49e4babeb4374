use super::*;
use domain::calendar::Cycle;
use domain::dimension::{Dimension, MemberSource, Name};
use domain::hold::Holder;

fn outline() -> Outline {
    let cycle = Cycle { year: 2027, first_month: 1 };
    let north = MemberSource { code: "north".to_owned(), name: Name::same("North"), parent: None };
    let all = |name: &str| Dimension::build(name, Name::same(name), &[]).unwrap();
    Outline {
        title: "Quotas 2027".to_owned(),
        cycle,
        currency: "USD".to_owned(),
        money_decimals: 0,
        history_end: None,
        units: Dimension::build("company", Name::same("Company"), &[north]).unwrap(),
        products: all("products"),
        channels: all("channels"),
        periods: cycle.periods().unwrap(),
        standing: Vec::new(),
    }
}

fn said(rejection: &Rejection) -> String {
    sentence(rejection, &outline(), Measure::Revenue, Region::EnUs)
}

#[test]
fn a_change_by_somebody_whose_name_the_reader_may_not_see_is_still_a_sentence() {
    let at = Address::of(1, ROOT);
    let known = said(&Rejection::ChangedSince { by: "Nuria".to_owned(), at });
    let unknown = said(&Rejection::ChangedSince { by: String::new(), at });
    assert!(known.starts_with("Nuria changed North after you."), "{known}");
    assert!(unknown.starts_with("Somebody changed North after you."), "{unknown}");
}

#[test]
fn a_refusal_names_the_hold_its_holder_and_the_change_that_would_do() {
    let at = Address::of(1, ROOT);
    let holder = Holder { person: "nuria".to_owned(), name: "Nuria".to_owned(), unit: Some(1) };
    let corridor = Corridor { low: 4_000_000, high: Some(5_000_000) };
    let (reason, until) = (HoldReason::Asked, Some(1_806_537_599_000));
    let why = Some("It is signed.".to_owned());
    let hold = Hold { measure: Measure::Revenue, at, corridor, holder, reason, why, until };
    let holds = vec![Binding { hold, change: Some(-120_000) }];
    let refused = Rejection::Held { at, total: 3_880_000, nearest: 4_000_000, holds, more: 2 };
    assert_eq!(
        said(&refused),
        "3,880,000 is not possible in North: what is held allows 4,000,000. Held: North, 4,000,000 to 5,000,000, by \
         Nuria, “It is signed.”, until Mar 31, 2027, 23:59 UTC, would do if lowered by 120,000. And 2 more."
    );
}
