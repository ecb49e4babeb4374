//! Terms of offers: conditions, evidence, until when they stand, and what they were made on.

use crate::support::board::*;
use crate::support::thread::*;
use domain::command::Verb;
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::thread::{Condition, Evidence, Inputs, Step, Terms, ThreadState};

const REVENUE: Measure = Measure::Revenue;

#[test]
fn conditions_keep_an_offer_from_being_accepted_until_they_hold() {
    let mut board = planned();
    let conditions = vec![
        Condition::Settled { unit: CADIZ_TOWN, measure: REVENUE },
        Condition::AtLeast {
            slice: Slice::Target,
            measure: Measure::MarketingExpense,
            at: at(SOUTH, YEAR),
            amount: 50,
        },
        Condition::Promise("two more sellers".to_owned()),
    ];
    let evidence = vec![Evidence::Link("https://example.org/market".to_owned())];
    let terms = Terms { valid_until: None, conditions, evidence };
    board.run(&committee(), proposed(CADIZ, yearly(600), terms, None));
    let verb = accepting(&board, CADIZ, &[], &[], None);
    let refusal = board.refusal(&manager(CADIZ), verb);
    assert_eq!(refusal, Rejection::ConditionsOpen { open: vec![0, 1, 2] });
    let offered = board.run(&manager(CADIZ), offer(CADIZ_TOWN, yearly(280), None));
    board.accept(&manager(CADIZ_TOWN), CADIZ_TOWN);
    let expense = Verb::Assign {
        slice: Slice::Target,
        measure: Measure::MarketingExpense,
        at: at(SOUTH, YEAR),
        to: Some(60),
        method: domain::command::Method::Equal,
    };
    board.run(&committee(), expense);
    let verb = accepting(&board, CADIZ, &[], &[], None);
    assert_eq!(board.refusal(&manager(CADIZ), verb), Rejection::ConditionsOpen { open: vec![2] });
    let verb = accepting(&board, CADIZ, &[], &[2], None);
    board.run(&manager(CADIZ), verb);
    assert_eq!(board.thread(CADIZ).state(), ThreadState::Agreed);
    assert!(board.thread(CADIZ).steps.iter().any(|taken| taken.step == Step::Ticked(vec![2])));
    assert!(offered > 0);
}

#[test]
fn terms_name_nothing_that_the_unit_may_not_see_and_link_to_pages_only() {
    let mut board = planned();
    let bad = [
        Terms { conditions: vec![Condition::Settled { unit: BODO, measure: REVENUE }], ..Terms::default() },
        Terms {
            conditions: vec![Condition::AtLeast {
                slice: Slice::Target,
                measure: REVENUE,
                at: at(SOUTH, YEAR),
                amount: 1,
            }],
            ..Terms::default()
        },
        Terms { evidence: vec![Evidence::Link("javascript:alert(1)".to_owned())], ..Terms::default() },
        Terms {
            evidence: vec![Evidence::Number { slice: Slice::Target, measure: REVENUE, at: at(BODO, YEAR) }],
            ..Terms::default()
        },
        Terms { evidence: vec![Evidence::Thread(99)], ..Terms::default() },
        Terms { conditions: vec![Condition::Promise("so".to_owned()); 13], ..Terms::default() },
    ];
    for terms in bad {
        let verb = proposed(ANVIK, yearly(300), terms.clone(), None);
        assert_eq!(board.refusal(&committee(), verb), Rejection::TermsInvalid, "{terms:?}");
    }
}

#[test]
fn who_accepts_sees_first_what_the_offer_was_made_on_where_it_has_changed() {
    let mut board = planned();
    board.run(&committee(), load(Slice::Baseline, REVENUE, &[(at(ANVIK, JANUARY), 90)]));
    board.run(&committee(), offer(ANVIK, yearly(300), None));
    let was = board.thread(ANVIK).latest().unwrap().inputs;
    assert_eq!(was, Inputs { baseline: Some(90), ..Inputs::default() });
    board.run(&committee(), load(Slice::Baseline, REVENUE, &[(at(ANVIK, JANUARY), 50)]));
    let now = Inputs { baseline: Some(50), ..Inputs::default() };
    let verb = accepting(&board, ANVIK, &[], &[], None);
    let refusal = board.refusal(&manager(ANVIK), verb);
    assert_eq!(refusal, Rejection::Stale { measure: REVENUE, was, now });
    let verb = accepting(&board, ANVIK, &[], &[], Some(was));
    assert_eq!(board.refusal(&manager(ANVIK), verb), Rejection::Stale { measure: REVENUE, was, now });
    let verb = accepting(&board, ANVIK, &[], &[], Some(now));
    board.run(&manager(ANVIK), verb);
}

#[test]
fn an_offer_that_says_until_when_it_stands_is_late_then() {
    let mut board = planned();
    let terms = Terms { valid_until: Some(2_000_000_000_000), ..Terms::default() };
    board.run(&committee(), proposed(ANVIK, yearly(360), terms, None));
    assert_eq!(board.plan.next_deadline(), Some(2_000_000_000_000));
    tick(&mut board, 2_000_000_000_000);
    assert_eq!(board.thread(ANVIK).state(), ThreadState::Escalated);
}
