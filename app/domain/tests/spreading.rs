//! Whatever is accepted ties, keeps what is held and says what was asked; whatever is refused cannot be.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::*;
use crate::support::wild::wild;
use domain::address::Address;
use domain::command::Verb;
use domain::decide::decide;
use domain::event::{Entry, Event};
use domain::hold::HoldTerms;
use domain::measure::{Measure, Slice};
use domain::method::{Method, Shape};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::rejection::Rejection;
use proptest::prelude::*;
use std::collections::BTreeSet;

const REVENUE: Measure = Measure::Revenue;

/// What a board may do with the targets of one test.
#[derive(Clone, Debug)]
enum Step {
    Write(Verb),
    Hold(Address, HoldTerms),
    Release(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let to = prop_oneof![8 => amount().prop_map(Some), 1 => Just(None)];
    let write = (address(), to, method()).prop_map(|(at, to, method)| {
        Step::Write(Verb::Assign { slice: Slice::Target, measure: REVENUE, at, to, method })
    });
    prop_oneof![6 => write, 3 => (address(), terms()).prop_map(|(at, terms)| Step::Hold(at, terms)), 1 => (0_usize..9).prop_map(Step::Release)]
}

/// Asserts everything that an accepted assignment promises.
#[cfg(test)]
fn assert_promises(before: &Plan, after: &Plan, entry: &Entry, at: Address, to: Option<i64>) {
    assert_ties(after, Slice::Target, REVENUE);
    let number = after.get(Slice::Target, REVENUE, at);
    assert_eq!(number, to, "the number asked for at {at:?}");
    for hold in before.holds() {
        let number = after.get(Slice::Target, REVENUE, hold.at);
        assert!(
            hold.corridor.contains(number.unwrap_or(0)),
            "{number:?} is not in {:?} at {:?}",
            hold.corridor,
            hold.at
        );
        assert!(number.is_some() || before.get(Slice::Target, REVENUE, hold.at).is_none(), "null at {:?}", hold.at);
    }
    let Some(Event::Assigned(assignment)) = entry.events.first() else { panic!("not an assignment") };
    let mut seen = BTreeSet::new();
    for cell in &assignment.changes.cells {
        assert!(seen.insert(cell.at), "{:?} moves twice", cell.at);
        assert_eq!(cell.from, before.get(Slice::Target, REVENUE, cell.at));
        assert!(cell.to.is_none_or(|to| to >= 0), "{:?} becomes negative", cell.at);
    }
    assert_keeps(before, after, at, &assignment.method);
}

/// Asserts that what a method itself keeps is kept: edits that it preserves, its corridor, what was set before.
#[cfg(test)]
fn assert_keeps(before: &Plan, after: &Plan, at: Address, method: &Method) {
    let Method::By(profile) = method else { return };
    let outline = before.outline();
    let number = |plan: &Plan, at| plan.get(Slice::Target, REVENUE, at);
    for kept in profile.keep.iter().filter(|kept| **kept != at) {
        let (was, is) = (number(before, *kept), number(after, *kept));
        assert!(was.is_none() || was == is, "{kept:?} was to stay {was:?} and is {is:?}");
    }
    let below = leaf_cells(outline).into_iter().filter(|cell| *cell != at && outline.contains(at, *cell));
    for cell in below {
        let (was, is) = (number(before, cell), number(after, cell));
        if let Some(domain::method::Corridor { down, up }) = profile.corridor {
            assert_eq!(was.is_some(), is.is_some(), "{cell:?} is no longer empty");
            let (was, is) = (was.unwrap_or(0), is.unwrap_or(0) * 10_000);
            let inside = was * (10_000 - i64::from(down)) <= is && is <= was * (10_000 + i64::from(up));
            assert!(inside, "{cell:?} leaves its corridor");
        }
        if matches!(profile.shape, Shape::Unset(_)) && was.is_some() {
            assert_eq!(was, is, "{cell:?} was set");
        }
    }
}

/// The least and the most that a unit's January can be, worked out from the tree alone.
#[cfg(test)]
fn corridor(outline: &Outline, plan: &Plan, held: &BTreeSet<u32>, unit: u32) -> (i64, Option<i64>) {
    if held.contains(&unit) {
        let number = plan.get(Slice::Target, REVENUE, at(unit, JANUARY)).unwrap();
        return (number, Some(number));
    }
    let children: Vec<u32> = outline.units.children(unit).collect();
    if children.is_empty() {
        return (0, None);
    }
    children
        .into_iter()
        .map(|child| corridor(outline, plan, held, child))
        .fold((0, Some(0)), |sum, child| (sum.0 + child.0, sum.1.zip(child.1).map(|(a, b)| a + b)))
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn every_accepted_assignment_ties_everywhere_has_the_asked_number_and_keeps_every_hold(
        history in prop::collection::vec((prop::sample::select(leaf_cells(&family())), 0_i64..500), 0..80),
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let mut board = Board::open(family());
        board.run(&committee(), load(Slice::LastYear, REVENUE, &history));
        for step in steps {
            let verb = match step {
                Step::Write(verb) => verb,
                Step::Hold(at, terms) => Verb::Hold { measure: REVENUE, at, terms },
                Step::Release(place) => match board.plan.holds().iter().nth(place) {
                    Some(hold) => release(hold.at),
                    None => continue,
                },
            };
            let before = board.plan.clone();
            let accepted = board.try_run(&committee(), verb.clone()).is_ok();
            if accepted && let Verb::Assign { at, to, .. } = verb {
                let entry = board.log.last().unwrap();
                assert_promises(&before, &board.plan, entry, at, to);
                let after = board.plan.clone();
                for (again, like) in [(Verb::Undo, &before), (Verb::Redo, &after), (Verb::Undo, &before)] {
                    board.run(&committee(), again.clone());
                    for at in addresses(before.outline()) {
                        let of = |plan: &Plan| plan.get(Slice::Target, REVENUE, at);
                        prop_assert_eq!(of(&board.plan), of(like), "after {:?} at {:?}", again, at);
                    }
                }
            }
        }
    }

    #[test]
    fn a_total_is_refused_exactly_when_no_numbers_exist_and_its_nearest_possible_total_is_accepted(
        numbers in prop::array::uniform5(0_i64..60),
        holds in prop::collection::btree_set(1_u32..9, 0..6),
        asked_for in 0_u32..9,
        total in 0_i64..300,
        equal in any::<bool>(),
    ) {
        let mut board = Board::open(plain());
        for (unit, number) in [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN].into_iter().zip(numbers) {
            board.targets(&[(at(unit, JANUARY), number)]);
        }
        let outline = board.plan.outline().clone();
        // Holds at or above the unit bind otherwise: they are the matter of the next test.
        let held: BTreeSet<u32> = holds.into_iter().filter(|unit| !outline.units.contains(*unit, asked_for)).collect();
        for unit in &held {
            board.run(&committee(), hold(at(*unit, JANUARY)));
        }
        let (low, high) = corridor(&outline, &board.plan, &held, asked_for);
        let possible = low <= total && high.is_none_or(|high| total <= high);
        let method = if equal { Method::Equal } else { Method::Current };
        let at = at(asked_for, JANUARY);
        let assign = |to| Verb::Assign { slice: Slice::Target, measure: REVENUE, at, to: Some(to), method: method.clone() };
        match board.try_run(&committee(), assign(total)) {
            Ok(_) => prop_assert!(possible),
            Err(Rejection::Held { at: place, total: said, nearest, holds, more: 0 }) => {
                prop_assert!(!possible);
                prop_assert_eq!((place, said), (at, total));
                prop_assert_eq!(nearest, if total < low { low } else { high.unwrap() });
                prop_assert!(!holds.is_empty() && holds.iter().all(|binding| held.contains(&binding.hold.at.unit)));
                board.run(&committee(), assign(nearest));
            }
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn under_a_held_total_a_number_is_refused_exactly_when_the_others_cannot_make_room(
        numbers in prop::array::uniform5(0_i64..60),
        holds in prop::collection::btree_set(1_u32..9, 0..4),
        asked_for in 1_u32..9,
        total in 0_i64..200,
    ) {
        let mut board = Board::open(plain());
        for (unit, number) in [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN].into_iter().zip(numbers) {
            board.targets(&[(at(unit, JANUARY), number)]);
        }
        let outline = board.plan.outline().clone();
        let held: BTreeSet<u32> = holds.into_iter().filter(|unit| !outline.units.contains(*unit, asked_for)).collect();
        for unit in held.iter().chain(&[COMPANY]) {
            board.run(&committee(), hold(at(*unit, JANUARY)));
        }
        let (low, high) = corridor(&outline, &board.plan, &held, asked_for);
        // What the company leaves when everything beside the path of the unit is as small, or as large, as it can be.
        let siblings: Vec<u32> = outline.units.upwards(asked_for).filter_map(|below| Some((below, outline.units.parent(below)?)))
            .flat_map(|(below, parent)| outline.units.children(parent).filter(move |child| *child != below))
            .collect();
        let company = board.target(at(COMPANY, JANUARY)).unwrap();
        let around: Vec<(i64, Option<i64>)> =
            siblings.into_iter().map(|unit| corridor(&outline, &board.plan, &held, unit)).collect();
        let most = company - around.iter().map(|(low, _)| low).sum::<i64>();
        let least = around.iter().map(|(_, high)| *high).sum::<Option<i64>>().map(|highs| company - highs);
        let possible = low <= total
            && high.is_none_or(|high| total <= high)
            && total <= most
            && least.is_none_or(|least| least <= total);
        let accepted = board.try_run(&committee(), target(at(asked_for, JANUARY), total));
        prop_assert_eq!(accepted.is_ok(), possible, "{:?}", accepted);
        if let Err(Rejection::Held { nearest, .. }) = accepted {
            board.run(&committee(), target(at(asked_for, JANUARY), nearest));
        }
        prop_assert_eq!(board.target(at(COMPANY, JANUARY)), Some(company));
    }

    #[test]
    fn no_command_makes_the_rules_panic_and_none_is_accepted_that_leaves_the_exact_range(
        moves in prop::collection::vec((anybody(), wild(), sensible(), any::<bool>()), 1..40)
    ) {
        let mut board = Board::open(family());
        for (actor, wild, sensible, tame) in moves {
            let Some((actor, verb)) = (if tame { sensible.on(&board.plan) } else { Some((actor, wild)) }) else { continue };
            let command = command(board.plan.revision().into(), board.plan.revision(), verb.clone());
            let decided = decide(&board.plan, &command, &actor);
            prop_assert_eq!(board.try_run(&actor, verb).is_ok(), decided.is_ok(), "deciding twice is deciding once");
        }
        for slice in [Slice::Target, Slice::Commitment, Slice::Agreed] {
            for measure in Measure::ALL {
                assert_ties(&board.plan, slice, measure);
                for at in addresses(board.plan.outline()) {
                    let number = board.plan.get(slice, measure, at);
                    prop_assert!(number.is_none_or(|number| (0..=20_000_000_000_000_000).contains(&number)));
                }
            }
        }
    }

    #[test]
    fn a_manager_never_moves_a_cell_outside_their_subtree(
        moves in prop::collection::vec(sensible(), 1..40)
    ) {
        let mut board = Board::open(family());
        for step in moves {
            let Some((actor, verb)) = step.on(&board.plan) else { continue };
            let before = board.plan.clone();
            if board.try_run(&actor, verb).is_err() || actor.role != domain::actor::Role::Manager {
                continue;
            }
            let outline = before.outline();
            for slice in [Slice::Target, Slice::Commitment, Slice::Baseline, Slice::LastYear] {
                for at in leaf_cells(outline) {
                    if !outline.units.contains(actor.unit.unwrap(), at.unit) {
                        let of = |plan: &Plan| plan.get(slice, REVENUE, at);
                        prop_assert_eq!(of(&board.plan), of(&before), "{} moved {:?} {:?}", actor.name, slice, at);
                    }
                }
            }
        }
    }
}
