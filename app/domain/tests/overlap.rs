//! What tactics bring together to the same audience: worked by hand, and for any tactics.

use crate::support::cases::cases;
use domain::tactic::{Claim, SHARE, net};
use proptest::prelude::*;

const SEGMENTS: [Option<&str>; 4] = [None, Some("gold"), Some("Gold"), Some("silver")];

fn claim(revenue: i64, percent: i64, segment: Option<&str>) -> Claim<'_> {
    Claim { revenue, share: SHARE / 100 * percent, segment, ..Claim::default() }
}

#[cfg(test)]
fn revenues(claims: &[Claim<'_>]) -> Vec<i64> {
    net(claims).iter().map(|claim| claim.revenue).collect()
}

fn claims(segments: &'static [Option<&'static str>]) -> impl Strategy<Value = Vec<Claim<'static>>> {
    let revenue = prop_oneof![1 => Just(0), 4 => 0_i64..50, 4 => 0_i64..=10_000_000_000_000_000];
    let share = prop_oneof![1 => Just(0), 1 => Just(SHARE), 3 => (0..=10_i64).prop_map(|tenth| SHARE / 10 * tenth), 3 => 0..=SHARE];
    let claim = (revenue, 0_i64..900, 0_i64..900, share, prop::sample::select(segments)).prop_map(
        |(revenue, units, cost_of_goods, share, segment)| Claim { revenue, units, cost_of_goods, share, segment },
    );
    prop::collection::vec(claim, 0..7)
}

#[test]
fn the_tactic_that_brings_most_for_its_part_of_the_audience_comes_first_and_the_other_acts_on_the_rest() {
    // 40 for 10 % is 400 for everybody, 100 for 50 % is 200: the first leaves 90 % to the second.
    assert_eq!(revenues(&[claim(100, 50, None), claim(40, 10, None)]), [90, 40]);
    // Responses as if independent: three halves of the same value are 100 + 50 + 25.
    let halves = revenues(&[claim(100, 50, None); 3]);
    assert_eq!(halves, [100, 50, 25]);
    // Who wins everybody leaves nobody.
    assert_eq!(revenues(&[claim(70, 100, None), claim(30, 50, None)]), [70, 0]);
}

#[test]
fn units_and_cost_of_goods_are_reduced_like_revenue() {
    let more = Claim { units: 11, cost_of_goods: 60, ..claim(100, 50, None) };
    assert_eq!(net(&[more, claim(40, 10, None)])[0], Claim { revenue: 90, units: 9, cost_of_goods: 54, ..more });
}

#[test]
fn two_named_segments_do_not_meet_whatever_their_capitals_and_everybody_meets_both() {
    assert_eq!(revenues(&[claim(100, 50, Some("gold")), claim(100, 50, Some("silver"))]), [100, 100]);
    assert_eq!(revenues(&[claim(100, 50, Some("gold")), claim(90, 50, Some("GOLD"))]), [100, 45]);
    let three = [claim(90, 50, None), claim(100, 50, Some("gold")), claim(100, 50, Some("silver"))];
    assert_eq!(revenues(&three), [22, 100, 100]);
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn together_they_bring_at_least_the_largest_and_at_most_the_sum(claims in claims(&SEGMENTS)) {
        let together: i128 = net(&claims).iter().map(|claim| i128::from(claim.revenue)).sum();
        let sum: i128 = claims.iter().map(|claim| i128::from(claim.revenue)).sum();
        let largest = claims.iter().map(|claim| i128::from(claim.revenue)).max().unwrap_or(0);
        prop_assert!(largest <= together && together <= sum, "{largest} <= {together} <= {sum}");
        for (net, alone) in net(&claims).iter().zip(&claims) {
            prop_assert!(net.revenue <= alone.revenue && net.units <= alone.units && net.revenue >= 0);
        }
    }

    #[test]
    fn the_order_in_which_they_are_listed_does_not_matter(
        (claims, mixed) in claims(&SEGMENTS).prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle()))
    ) {
        let sum = |claims: &[Claim<'_>]| {
            net(claims).iter().fold([0_i128; 3], |[a, b, c], net| {
                [a + i128::from(net.revenue), b + i128::from(net.units), c + i128::from(net.cost_of_goods)]
            })
        };
        prop_assert_eq!(sum(&claims), sum(&mixed));
    }

    #[test]
    fn no_order_of_tactics_on_one_audience_would_bring_more(claims in claims(&SEGMENTS[..1])) {
        let together: i128 = net(&claims).iter().map(|claim| i128::from(claim.revenue)).sum();
        // Every order of up to six, each exact but for rounding down: one unit for each tactic.
        let mut orders: Vec<Vec<Claim<'_>>> = vec![Vec::new()];
        for claim in &claims {
            orders = orders
                .iter()
                .flat_map(|order| (0..=order.len()).map(move |place| {
                    let mut order = order.clone();
                    order.insert(place, *claim);
                    order
                }))
                .collect();
        }
        for order in orders {
            let brought = order.iter().rev().fold(0_i128, |after, claim| {
                i128::from(claim.revenue) + after * i128::from(SHARE - claim.share) / i128::from(SHARE)
            });
            // The part that is left is kept in parts of SHARE, which costs
            // up to 10 units of the largest number allowed each time.
            prop_assert!(brought <= together + 160, "{brought} by another order, {together}");
        }
    }
}
