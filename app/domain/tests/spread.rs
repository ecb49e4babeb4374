//! Spreading a total over children: reference cases, refusals, and properties against an oracle that tries everything.

use crate::support::cases::cases;
use domain::spread::{BoundRepair, Certificate, Infeasible, Share, Standing, spread, spread_explained};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn check(total: i128, shares: &[Share], expect: &[i128]) {
    assert_eq!(spread(total, shares).as_deref(), Ok(expect), "{total} over {shares:?}");
    let explained = spread_explained(total, shares);
    let values = explained.map(|children| children.iter().map(|child| child.value).collect::<Vec<i128>>());
    assert_eq!(values.as_deref(), Ok(expect));
}

fn free(weights: &[i128]) -> Vec<Share> {
    weights.iter().copied().map(Share::free).collect()
}

#[test]
fn equal_children_get_equal_parts_and_the_first_ones_the_units_left_over() {
    check(102, &free(&[7, 7, 7, 7]), &[26, 26, 25, 25]);
    check(102, &free(&[0, 0, 0, 0]), &[26, 26, 25, 25]);
    check(-102, &free(&[7, 7, 7, 7]), &[-26, -26, -25, -25]);
}

#[test]
fn a_held_child_keeps_its_value_and_the_others_share_the_rest() {
    check(100, &[Share::free(10), Share::held(20), Share::free(30)], &[20, 20, 60]);
    check(60, &[Share::held(20), Share::free(20), Share::free(30)], &[20, 16, 24]);
    // The others have no weight: they count equally, whatever the held child weighs.
    check(31, &[Share::free(0), Share { weight: 9, ..Share::held(20) }, Share::free(0)], &[6, 20, 5]);
}

#[test]
fn what_a_full_child_cannot_take_goes_to_the_others_by_weight() {
    check(100, &[Share::within(50, 0, 20), Share::free(30), Share::free(10)], &[20, 60, 20]);
    check(10, &[Share::within(50, 0, 100), Share::within(1, 4, 100)], &[6, 4]);
    check(0, &[Share::within(1, -5, 5), Share::within(2, 3, 5)], &[-3, 3]);
}

#[test]
fn children_without_weight_take_the_rest_by_headroom_once_the_others_are_full() {
    check(50, &[Share::within(5, 0, 20), Share::within(0, 0, 30), Share::within(0, 0, 60)], &[20, 10, 20]);
    check(20, &[Share::within(5, 0, 20), Share::within(0, 0, 30), Share::within(0, 0, 60)], &[20, 0, 0]);
    // Headroom without end: equally, and the bounded one waits.
    let open = Share { weight: 0, low: Some(0), high: None };
    check(50, &[Share::within(5, 0, 20), open, Share::within(0, 0, 30), open], &[20, 15, 0, 15]);
    // And the same downwards.
    check(-50, &[Share::within(5, -20, 0), Share::within(0, -30, 0), Share::within(0, -60, 0)], &[-20, -10, -20]);
}

#[test]
fn a_total_of_zero_is_zero_everywhere() {
    check(0, &free(&[3, 0, 5]), &[0, 0, 0]);
    check(0, &[], &[]);
}

#[test]
fn every_child_is_told_why_it_got_what_it_got() {
    let shares = [Share::held(20), Share::within(1, 30, 90), Share::within(90, 0, 40), Share::free(1), Share::free(1)];
    let explained = spread_explained(101, &shares).unwrap();
    let standings: Vec<Standing> = explained.iter().map(|child| child.standing).collect();
    assert_eq!(standings, [Standing::Held, Standing::AtLow, Standing::AtHigh, Standing::Free, Standing::Free]);
    let values: Vec<i128> = explained.iter().map(|child| child.value).collect();
    assert_eq!(values, [20, 30, 40, 6, 5]);
    let units: Vec<bool> = explained.iter().map(|child| child.remainder_unit).collect();
    assert_eq!(units, [false, false, false, true, false]);
    let fractions: Vec<_> = explained.iter().map(|child| child.exact.fraction()).collect();
    assert_eq!(fractions, [Some((20, 1)), Some((30, 1)), Some((40, 1)), Some((11, 2)), Some((11, 2))]);
}

#[test]
fn holds_that_take_more_than_the_total_are_refused_with_the_smallest_repair() {
    let shares = [Share::held(70), Share::within(1, 40, 90), Share::within(1, 0, 90)];
    let repair = Some(BoundRepair { index: 0, held: true, value: 60 });
    let certificate = Certificate { total: 100, held: 70, free: 40, repair };
    assert_eq!((certificate.bounds(), certificate.change_of_total()), (110, 10));
    assert_eq!(spread(100, &shares), Err(Infeasible::LowsAboveTotal(certificate)));
}

#[test]
fn bounds_that_cannot_take_the_total_are_refused_with_the_smallest_repair() {
    let shares = [Share::held(10), Share::within(1, 0, 40)];
    let repair = Some(BoundRepair { index: 1, held: false, value: 90 });
    let certificate = Certificate { total: 100, held: 10, free: 40, repair };
    assert_eq!((certificate.bounds(), certificate.change_of_total()), (50, -50));
    assert_eq!(spread(100, &shares), Err(Infeasible::HighsBelowTotal(certificate)));
}

#[test]
fn a_child_held_at_zero_may_be_raised_to_repair() {
    let repair = Some(BoundRepair { index: 0, held: true, value: 5 });
    let certificate = Certificate { total: 5, held: 0, free: 0, repair };
    assert_eq!(spread(5, &[Share::held(0)]), Err(Infeasible::HighsBelowTotal(certificate)));
}

#[test]
fn no_single_bound_is_named_when_none_would_do() {
    let shares = [Share::held(30), Share::held(30), Share::held(30)];
    let certificate = Certificate { total: 20, held: 90, free: 0, repair: None };
    assert_eq!(spread(20, &shares), Err(Infeasible::LowsAboveTotal(certificate)));
}

#[test]
fn weights_below_zero_and_crossed_bounds_are_refused() {
    assert_eq!(spread(10, &free(&[4, -1])), Err(Infeasible::NegativeWeight { index: 1 }));
    let crossed = [Share::free(1), Share::within(1, 5, 4)];
    assert_eq!(spread(10, &crossed), Err(Infeasible::CrossedBounds { index: 1, low: 5, high: 4 }));
    // What is held needs no proportion.
    check(10, &[Share::free(4), Share { weight: -1, ..Share::held(3) }], &[7, 3]);
}

#[test]
fn enormous_amounts_are_exact_or_refused() {
    let huge = 1i128 << 62;
    let shares: Vec<Share> = (0..10_000).map(|index| Share::within(huge - index, 0, huge)).collect();
    let values = spread(huge * 9_999, &shares).unwrap();
    assert_eq!(values.iter().sum::<i128>(), huge * 9_999);
    assert_eq!(spread(i128::MAX, &free(&[1])), Ok(vec![i128::MAX]));
    assert_eq!(spread(-i128::MAX, &free(&[i128::MAX])), Ok(vec![-i128::MAX]));
    assert_eq!(spread(1, &free(&[i128::MAX, 1])), Err(Infeasible::Overflow));
    let top = Share { weight: 1, low: Some(i128::MAX), high: None };
    assert_eq!(spread(1, &[top, top]), Err(Infeasible::Overflow));
}

#[test]
fn ten_thousand_children_are_spread_while_somebody_types() {
    let mut state = 1u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i128::from((state >> 33) % below)
    };
    let shares: Vec<Share> = (0..10_000)
        .map(|_| {
            let low = next(1 << 20);
            Share { weight: next(1 << 31) << 31, low: Some(low), high: Some(low + next(1 << 30)) }
        })
        .collect();
    let room: i128 = shares.iter().map(|share| share.high.unwrap()).sum();
    let fastest = (0..5)
        .map(|_| {
            let start = Instant::now();
            assert!(spread_explained(room / 2, &shares).is_ok());
            start.elapsed()
        })
        .min();
    println!("10,000 children: {fastest:?}");
    // A frame would be 16 ms; the limit leaves room for a busy machine without optimisation.
    assert!(fastest < Some(Duration::from_millis(500)), "{fastest:?}");
}

/// The real shares by trying every set of children at their bounds, as fractions.
fn oracle(total: i128, shares: &[Share]) -> Vec<(i128, i128)> {
    let is_held = |share: &Share| share.low.is_some() && share.low == share.high;
    let weightless = shares.iter().all(|share| is_held(share) || share.weight == 0);
    let weight = |share: &Share| if weightless { 1 } else { share.weight };
    let bounded =
        |share: &Share, value: i128| value.max(share.low.unwrap_or(i128::MIN)).min(share.high.unwrap_or(i128::MAX));
    let settled = |share: &Share| bounded(share, 0);
    let weighted: Vec<usize> =
        (0..shares.len()).filter(|&index| !is_held(&shares[index]) && weight(&shares[index]) > 0).collect();
    let mut answer: Vec<(i128, i128)> = shares.iter().map(|share| (settled(share), 1)).collect();
    let others: i128 = (0..shares.len()).filter(|index| !weighted.contains(index)).map(|index| answer[index].0).sum();
    let rest = total - others;
    for code in 0..3usize.pow(weighted.len() as u32) {
        let choice = |place: usize| code / 3usize.pow(place as u32) % 3;
        let bound = |place: usize| match choice(place) {
            0 => Some(None),
            1 => shares[weighted[place]].low.map(Some),
            _ => shares[weighted[place]].high.map(Some),
        };
        let Some(bounds) = (0..weighted.len()).map(bound).collect::<Option<Vec<Option<i128>>>>() else { continue };
        let fixed: i128 = bounds.iter().flatten().sum();
        let following: i128 = (0..weighted.len())
            .filter(|&place| bounds[place].is_none())
            .map(|place| weight(&shares[weighted[place]]))
            .sum();
        if following == 0 {
            continue;
        }
        // The level is (rest − fixed) ÷ following: does every child agree with it?
        let agrees = (0..weighted.len()).all(|place| {
            let share = &shares[weighted[place]];
            let wanted = weight(share) * (rest - fixed);
            match choice(place) {
                1 => share.low.is_some_and(|low| wanted <= low * following),
                2 => share.high.is_some_and(|high| wanted >= high * following),
                _ => {
                    share.low.is_none_or(|low| wanted >= low * following)
                        && share.high.is_none_or(|high| wanted <= high * following)
                }
            }
        });
        if agrees {
            for (place, &index) in weighted.iter().enumerate() {
                answer[index] = match bounds[place] {
                    Some(bound) => (bound, 1),
                    None => (weight(&shares[index]) * (rest - fixed), following),
                };
            }
            return answer;
        }
    }
    // No level: everybody with a weight is at one end.
    let ends = |up: bool| {
        let end = |&index: &usize| if up { shares[index].high } else { shares[index].low };
        weighted.iter().map(end).collect::<Option<Vec<i128>>>()
    };
    let up = ends(true).is_some_and(|ends| ends.iter().sum::<i128>() <= rest);
    let Some(ends) = ends(up) else { return answer };
    let over = rest - ends.iter().sum::<i128>();
    for (&index, end) in weighted.iter().zip(ends) {
        answer[index] = (end, 1);
    }
    let rooms: Vec<(usize, Option<i128>)> = (0..shares.len())
        .filter(|index| !is_held(&shares[*index]) && !weighted.contains(index))
        .map(|index| {
            let end = if up { shares[index].high } else { shares[index].low };
            (index, end.map(|end| (end - settled(&shares[index])).abs()))
        })
        .collect();
    let endless = rooms.iter().filter(|(_, room)| room.is_none()).count() as i128;
    let room: i128 = rooms.iter().filter_map(|(_, room)| *room).sum();
    for (index, own) in rooms {
        let (numerator, denominator) = match own {
            None => (over, endless),
            Some(own) if endless == 0 && room > 0 => (over * own, room),
            Some(_) => (0, 1),
        };
        answer[index] = (answer[index].0 * denominator + numerator, denominator);
    }
    answer
}

fn is_feasible(total: i128, shares: &[Share]) -> bool {
    let lows: Option<Vec<i128>> = shares.iter().map(|share| share.low).collect();
    let highs: Option<Vec<i128>> = shares.iter().map(|share| share.high).collect();
    lows.is_none_or(|lows| lows.iter().sum::<i128>() <= total)
        && highs.is_none_or(|highs| highs.iter().sum::<i128>() >= total)
}

fn share() -> impl Strategy<Value = Share> {
    let weight = prop_oneof![1 => Just(0i128), 3 => 0..20i128];
    let corridor = prop_oneof![
        2 => Just((None, None)),
        1 => (-40..40i128).prop_map(|held| (Some(held), Some(held))),
        2 => (-40..40i128, 0..60i128).prop_map(|(low, width)| (Some(low), Some(low + width))),
        1 => (-40..40i128).prop_map(|low| (Some(low), None)),
        1 => (-40..40i128).prop_map(|high| (None, Some(high))),
        3 => (0..60i128).prop_map(|high| (Some(0), Some(high))),
    ];
    (weight, corridor).prop_map(|(weight, (low, high))| Share { weight, low, high })
}

fn children() -> impl Strategy<Value = Vec<Share>> {
    proptest::collection::vec(share(), 0..6)
}

/// Children together with a total that they can take: one near what was drawn.
fn feasible() -> impl Strategy<Value = (i128, Vec<Share>)> {
    (-150..200i128, children()).prop_map(|(total, shares)| {
        let sum = |bound: fn(&Share) -> Option<i128>| shares.iter().map(bound).sum::<Option<i128>>();
        let raised = sum(|share| share.low).map_or(total, |lows| total.max(lows));
        (sum(|share| share.high).map_or(raised, |highs| raised.min(highs)), shares)
    })
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn it_spreads_exactly_when_values_exist(total in -150..200i128, shares in children()) {
        let result = spread(total, &shares);
        prop_assert_eq!(result.is_ok(), is_feasible(total, &shares), "{:?}", result);
    }

    #[test]
    fn values_tie_keep_their_bounds_and_stay_within_a_unit_of_the_real_share(
        (total, shares) in feasible(),
    ) {
        let explained = spread_explained(total, &shares).unwrap();
        prop_assert_eq!(explained.iter().map(|child| child.value).sum::<i128>(), total);
        let real = oracle(total, &shares);
        for ((child, share), (numerator, denominator)) in explained.iter().zip(&shares).zip(real) {
            prop_assert!(share.low.is_none_or(|low| low <= child.value));
            prop_assert!(share.high.is_none_or(|high| child.value <= high));
            prop_assert!((child.value * denominator - numerator).abs() < denominator);
            let (own_numerator, own_denominator) = child.exact.fraction().unwrap();
            prop_assert_eq!(own_numerator * denominator, numerator * own_denominator);
            if child.remainder_unit {
                prop_assert!(child.exact.numerator != 0);
            }
        }
    }

    #[test]
    fn units_left_over_go_to_the_largest_fractions_first((total, shares) in feasible()) {
        let explained = spread_explained(total, &shares).unwrap();
        for (a, with) in explained.iter().enumerate().filter(|(_, child)| child.remainder_unit) {
            for (b, without) in explained.iter().enumerate().filter(|(_, child)| !child.remainder_unit) {
                let larger = with.exact.numerator.abs() * without.exact.denominator;
                let smaller = without.exact.numerator.abs() * with.exact.denominator;
                prop_assert!(larger > smaller || (larger == smaller && a < b));
            }
        }
    }

    #[test]
    fn the_order_of_the_children_decides_nothing_but_ties(
        (total, shares, order) in feasible().prop_flat_map(|(total, shares)| {
            let order: Vec<usize> = (0..shares.len()).collect();
            (Just(total), Just(shares), Just(order).prop_shuffle())
        }),
    ) {
        let plain = spread_explained(total, &shares).unwrap();
        let shuffled: Vec<Share> = order.iter().map(|&index| shares[index]).collect();
        let shuffled = spread_explained(total, &shuffled).unwrap();
        for (place, &index) in order.iter().enumerate() {
            let (child, same) = (&plain[index], &shuffled[place]);
            prop_assert_eq!(child.exact, same.exact);
            prop_assert_eq!(child.standing, same.standing);
            let tied = |other: &domain::spread::Explained| {
                other.remainder_unit != child.remainder_unit
                    && other.exact.numerator.abs() * child.exact.denominator
                        == child.exact.numerator.abs() * other.exact.denominator
            };
            prop_assert!(child.value == same.value || plain.iter().any(tied));
        }
    }

    #[test]
    fn only_the_proportions_of_the_weights_count(
        (total, shares) in feasible(),
        factor in 1..1i128 << 62,
    ) {
        let scaled: Vec<Share> =
            shares.iter().map(|share| Share { weight: share.weight * factor, ..*share }).collect();
        prop_assert_eq!(spread_explained(total, &scaled), spread_explained(total, &shares));
    }

    #[test]
    fn losses_are_spread_as_gains_are((total, shares) in feasible()) {
        let negated: Vec<Share> = shares
            .iter()
            .map(|share| Share {
                weight: share.weight,
                low: share.high.map(|high| -high),
                high: share.low.map(|low| -low),
            })
            .collect();
        let values: Vec<i128> = spread(total, &shares).unwrap().iter().map(|value| -value).collect();
        prop_assert_eq!(spread(-total, &negated), Ok(values));
    }

    #[test]
    fn the_named_repair_repairs_and_a_smaller_one_does_not(total in -150..200i128, shares in children()) {
        let (certificate, above) = match spread(total, &shares) {
            Err(Infeasible::LowsAboveTotal(certificate)) => (certificate, true),
            Err(Infeasible::HighsBelowTotal(certificate)) => (certificate, false),
            _ => return Ok(()),
        };
        let change = certificate.change_of_total();
        prop_assert!(spread(total + change, &shares).is_ok());
        prop_assert!(spread(total + change - change.signum(), &shares).is_err());
        if let Some(repair) = certificate.repair {
            let moved = |by: i128| {
                let mut moved = shares.clone();
                let child = &mut moved[repair.index];
                if above || repair.held {
                    child.low = Some(repair.value + by);
                }
                if !above || repair.held {
                    child.high = Some(repair.value + by);
                }
                moved
            };
            prop_assert!(spread(total, &moved(0)).is_ok());
            prop_assert!(spread(total, &moved(change.signum())).is_err());
        }
    }

    #[test]
    fn nothing_makes_it_panic(
        total: i128,
        shares in proptest::collection::vec(
            (any::<i128>(), any::<Option<i128>>(), any::<Option<i128>>())
                .prop_map(|(weight, low, high)| Share { weight, low, high }),
            0..5,
        ),
    ) {
        let _ = spread_explained(total, &shares);
        let tamed: Vec<Share> = shares
            .iter()
            .map(|share| Share { weight: share.weight.checked_abs().unwrap_or(0) >> 3, low: share.low.map(|low| low >> 3), high: None })
            .collect();
        if let Ok(values) = spread(total, &tamed) {
            prop_assert_eq!(values.iter().fold(0i128, |sum, value| sum.wrapping_add(*value)), total);
        }
    }
}
