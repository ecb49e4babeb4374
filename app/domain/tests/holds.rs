//! Holds: corridors, whose they are, when they end, and numbers on the table of open threads.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::sensible;
use domain::command::Verb;
use domain::decide::expired;
use domain::event::{Entry, Event};
use domain::hold::{Binding, Corridor, Hold, HoldReason, HoldTerms};
use domain::holds::Holds;
use domain::journal::Act;
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::view::View;
use proptest::prelude::*;

const REVENUE: Measure = Measure::Revenue;

/// A flat board of three units with 10, 20 and 30 in January.
fn ten_twenty_thirty() -> Board {
    let mut board = Board::open(flat(3));
    board.targets(&[(at(1, JANUARY), 10), (at(2, JANUARY), 20), (at(3, JANUARY), 30)]);
    board
}

/// One unit with 10, 20 and 30 in the months of the first quarter.
fn quarter() -> Board {
    let mut board = Board::open(flat(1));
    board.targets(&[(at(1, JANUARY), 10), (at(1, FEBRUARY), 20), (at(1, MARCH), 30)]);
    board
}

fn months(board: &Board) -> [i64; 3] {
    [JANUARY, FEBRUARY, MARCH].map(|month| board.target(at(1, month)).unwrap_or(0))
}

fn units(board: &Board, units: &[u32]) -> Vec<i64> {
    units.iter().map(|unit| board.target(at(*unit, JANUARY)).unwrap_or(0)).collect()
}

/// The uneven tree with 10 and 30 in the north, 20, 20 and 40 in the south, the company held at their 120.
fn held_company() -> Board {
    let mut board = Board::open(plain());
    for (unit, number) in [(ANVIK, 10), (BODO, 30), (CADIZ_PORT, 20), (CADIZ_TOWN, 20), (DURBAN, 40)] {
        board.targets(&[(at(unit, JANUARY), number)]);
    }
    board.run(&committee(), hold(at(COMPANY, JANUARY)));
    board
}

#[cfg(test)]
fn bindings(refusal: &Rejection) -> Vec<Binding> {
    let Rejection::Held { holds, .. } = refusal else { panic!("not held: {refusal:?}") };
    holds.clone()
}

/// Each binding hold's unit and the change of it that would do.
fn changes(refusal: &Rejection) -> Vec<(u32, Option<i64>)> {
    bindings(refusal).iter().map(|binding| (binding.hold.at.unit, binding.change)).collect()
}

fn hold_with(at: domain::address::Address, why: &str, until: Option<i64>) -> Verb {
    Verb::Hold { measure: REVENUE, at, terms: HoldTerms { corridor: None, why: Some(why.to_owned()), until } }
}

#[test]
fn a_spread_keeps_a_leaf_inside_its_corridor_and_gives_the_rest_to_the_others() {
    let mut board = ten_twenty_thirty();
    board.run(&committee(), hold_within(at(2, JANUARY), 15, Some(25)));
    // In proportion the second would get 40: it stops at 25, and 95 in 10 : 30 are 23.75 and 71.25.
    board.run(&committee(), target(at(COMPANY, JANUARY), 120));
    assert_eq!(units(&board, &[1, 2, 3]), [24, 25, 71]);
    board.run(&committee(), target(at(COMPANY, JANUARY), 15));
    assert_eq!(units(&board, &[1, 2, 3]), [0, 15, 0]);
    let refusal = board.refusal(&committee(), target(at(COMPANY, JANUARY), 14));
    assert_eq!(bound_by(&refusal), (at(COMPANY, JANUARY), 14, 15, vec![at(2, JANUARY)]));
    assert_eq!(changes(&refusal), [(2, Some(-1))]);
}

#[test]
fn a_total_in_a_corridor_absorbs_what_the_corridor_allows_and_only_the_rest_moves_the_others() {
    let mut board = quarter();
    board.run(&committee(), hold_within(at(1, FIRST_QUARTER), 50, Some(70)));
    board.run(&committee(), target(at(1, JANUARY), 20));
    assert_eq!(months(&board), [20, 20, 30]);
    board.run(&committee(), target(at(1, JANUARY), 25));
    assert_eq!(months(&board), [25, 18, 27]);
    board.run(&committee(), target(at(1, JANUARY), 4));
    assert_eq!((months(&board), board.target(at(1, FIRST_QUARTER))), ([4, 18, 28], Some(50)));
    let refusal = board.refusal(&committee(), target(at(1, JANUARY), 71));
    assert_eq!(bound_by(&refusal), (at(1, JANUARY), 71, 70, vec![at(1, FIRST_QUARTER)]));
    assert_eq!(changes(&refusal), [(1, Some(1))]);
}

#[test]
fn a_corridor_under_a_held_total_takes_its_part_and_the_held_total_stays() {
    let mut board = held_company();
    board.run(&committee(), hold_within(at(SOUTH, JANUARY), 70, Some(90)));
    // The south may become 90 of the 95 it would be: town and durban give 5 of 60, anvik and bodo 10 of 40.
    board.run(&committee(), target(at(CADIZ_PORT, JANUARY), 35));
    assert_eq!(units(&board, &[CADIZ_PORT, CADIZ_TOWN, DURBAN, ANVIK, BODO]), [35, 18, 37, 8, 22]);
    assert_eq!(units(&board, &[SOUTH, COMPANY]), [90, 120]);
}

#[test]
fn a_corridor_absorbs_nothing_where_nobody_above_can_pay_for_it() {
    let mut board = held_company();
    board.run(&committee(), hold_within(at(SOUTH, JANUARY), 70, Some(90)));
    board.run(&committee(), hold(at(ANVIK, JANUARY)));
    board.run(&committee(), hold(at(BODO, JANUARY)));
    board.run(&committee(), target(at(CADIZ_PORT, JANUARY), 35));
    assert_eq!(units(&board, &[CADIZ_PORT, CADIZ_TOWN, DURBAN, SOUTH]), [35, 15, 30, 80]);
}

#[test]
fn a_refusal_says_whose_hold_it_is_why_until_when_and_how_much_less_would_do() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 4_000_000), (at(DURBAN, JANUARY), 1_000_000)]);
    let friday = 1_800_000_000_000;
    board.run(&manager(NORTH), hold_with(at(ANVIK, JANUARY), "  signed orders ", Some(friday)));
    let refusal = board.refusal(&committee(), target(at(COMPANY, JANUARY), 3_880_000));
    let Rejection::Held { nearest, holds, more, .. } = &refusal else { panic!("{refusal:?}") };
    assert_eq!((*nearest, holds.len(), *more), (4_000_000, 1, 0));
    let Hold { at: place, corridor, holder, reason, why, until, .. } = holds[0].hold.clone();
    assert_eq!((place, corridor, reason), (at(ANVIK, JANUARY), Corridor::fixed(4_000_000), HoldReason::Asked));
    assert_eq!((holder.name.as_str(), holder.unit, why.as_deref()), ("Manager 1", Some(NORTH), Some("signed orders")));
    assert_eq!((until, holds[0].change), (Some(friday), Some(-120_000)));
}

#[test]
fn only_the_eight_holds_that_matter_most_are_named_and_the_others_counted() {
    let mut board = Board::open(flat(12));
    for unit in 1..=12 {
        board.targets(&[(at(unit, JANUARY), 10 * i64::from(unit))]);
        board.run(&committee(), hold(at(unit, JANUARY)));
    }
    let refusal = board.refusal(&committee(), target(at(COMPANY, JANUARY), 675));
    let expected: Vec<(u32, Option<i64>)> = (5..=12).rev().map(|unit| (unit, (unit > 10).then_some(-105))).collect();
    let Rejection::Held { nearest: 780, more: 4, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!(changes(&refusal), expected);
}

#[test]
fn a_manager_releases_what_they_or_theirs_hold_and_not_what_somebody_above_holds() {
    let mut board = planned();
    let (cell, other) = (at(CADIZ_PORT, JANUARY), at(CADIZ_TOWN, JANUARY));
    let (south, cadiz) = (manager(SOUTH), manager(CADIZ));
    board.run(&cadiz, hold(cell));
    board.run(&south, hold(other));
    for verb in [release(other), hold_within(other, 0, None)] {
        let refusal = board.refusal(&cadiz, verb);
        let Rejection::NotYourHold { hold } = refusal else { panic!("{refusal:?}") };
        assert_eq!((hold.at, hold.holder.name.as_str()), (other, "Manager 4"));
    }
    board.run(&south, hold_within(cell, 50, Some(150)));
    assert_eq!(board.plan.holds().get(REVENUE, cell).unwrap().holder.name, "Manager 4", "a superior takes it over");
    assert!(matches!(board.refusal(&cadiz, release(cell)), Rejection::NotYourHold { .. }));
    board.run(&committee(), release(cell));
    board.run(&south, release(other));
    let successor = domain::actor::Actor { person: "new".to_owned(), ..cadiz.clone() };
    board.run(&cadiz, hold(cell));
    board.run(&successor, release(cell));
    assert!(board.plan.holds().is_empty());
}

#[test]
fn a_corridor_must_contain_the_present_number_and_a_cap_may_stand_on_an_empty_cell() {
    let mut board = ten_twenty_thirty();
    let cell = at(2, JANUARY);
    for (low, high) in [(21, None), (0, Some(19)), (25, Some(15))] {
        let refusal = board.refusal(&committee(), hold_within(cell, low, high));
        assert_eq!(refusal, Rejection::OutsideCorridor { at: cell, number: 20 });
    }
    assert_eq!(board.refusal(&committee(), hold_within(cell, -1, None)), Rejection::Negative);
    let long = "é".repeat(4_001);
    assert_eq!(board.refusal(&committee(), hold_with(cell, &long, None)), Rejection::TextTooLong { limit: 4_000 });
    let empty = at(2, FEBRUARY);
    assert_eq!(board.refusal(&committee(), hold_within(empty, 0, Some(0))), Rejection::NothingToHold);
    board.run(&committee(), hold_within(empty, 0, Some(7)));
    board.run(&committee(), target(at(COMPANY, FEBRUARY), 90));
    assert_eq!(board.target(empty), Some(7));
    assert!(matches!(board.refusal(&committee(), write(Slice::Target, empty, None)), Rejection::Held { .. }));
}

#[test]
fn a_hold_ends_at_its_moment_as_an_entry_of_the_log_and_not_a_millisecond_before() {
    let mut board = ten_twenty_thirty();
    let (cell, end) = (at(2, JANUARY), 1_795_000_000_000);
    board.run(&committee(), hold_with(at(1, JANUARY), "", None));
    board.run(&committee(), hold_with(cell, "", Some(end)));
    assert_eq!(board.plan.holds().next_end(), Some(end));
    assert_eq!(expired(&board.plan, end - 1), []);
    let events = expired(&board.plan, end);
    assert_eq!(events, [Event::Expired { measure: REVENUE, at: cell }]);
    let revision = board.plan.revision() + 1;
    board.plan.evolve(&Entry { revision, command: uuid::Uuid::nil(), actor: second_committee(), at: end, events });
    assert_eq!((board.plan.holds().len(), board.plan.holds().next_end()), (1, None));
    assert_eq!(board.plan.journal().last().unwrap().act, Act::Expired { measure: REVENUE, at: cell });
    board.run(&committee(), target(cell, 21));
}

#[test]
fn what_is_on_the_table_of_an_open_thread_is_not_moved_by_a_spread_from_above() {
    let mut board = planned();
    let first = board.run(&committee(), offer(ANVIK, yearly(360), None));
    board.run(&committee(), target(at(NORTH, YEAR), 500));
    assert_eq!([ANVIK, BODO].map(|unit| board.target(at(unit, YEAR))), [Some(360), Some(140)]);
    board.run(&committee(), target(at(COMPANY, YEAR), 3_000));
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(360));
    let refusal = board.refusal(&committee(), target(at(NORTH, YEAR), 350));
    assert_eq!(bound_by(&refusal), (at(NORTH, YEAR), 350, 360, vec![at(ANVIK, YEAR)]));
    let binding = &bindings(&refusal)[0];
    assert_eq!((binding.hold.reason, binding.hold.holder.name.as_str()), (HoldReason::OnTheTable, "Carmen"));
    assert_eq!(binding.change, Some(-10));
    // Offering ten less is what the refusal asks for.
    board.run(&committee(), offer(ANVIK, yearly(350), Some(first)));
    board.run(&committee(), target(at(NORTH, YEAR), 350));
    // The unit itself, what is below it and its own thread move on.
    board.run(&committee(), target(at(ANVIK, YEAR), 340));
    board.run(&committee(), target(at(ANVIK, JANUARY), 111));
    let last = board.thread(ANVIK).latest().unwrap().revision;
    board.run(&manager(ANVIK), counter(first, last, yearly(300)));
    board.accept(&committee(), ANVIK);
    assert_eq!(board.target(at(ANVIK, YEAR)), Some(300));
}

#[test]
fn an_offer_to_a_unit_leaves_what_its_units_below_have_on_the_table() {
    let mut board = planned();
    board.run(&committee(), offer(ANVIK, yearly(360), None));
    let refusal = board.refusal(&committee(), offer(NORTH, yearly(359), None));
    assert_eq!(changes(&refusal), [(ANVIK, Some(-1))]);
    let north = board.run(&committee(), offer(NORTH, yearly(700), None));
    assert_eq!([ANVIK, BODO].map(|unit| board.target(at(unit, YEAR))), [Some(360), Some(340)]);
    // What anvik says stays where north says what it will deliver itself.
    let anvik = board.thread(ANVIK).id;
    board.run(&manager(ANVIK), counter(anvik, anvik, yearly(250)));
    board.run(&manager(NORTH), counter(north, north, yearly(600)));
    let commitments = [ANVIK, BODO].map(|unit| board.revenue(Slice::Commitment, at(unit, YEAR)));
    assert_eq!(commitments, [Some(250), Some(350)]);
}

#[test]
fn an_undo_from_above_does_not_move_what_was_put_on_the_table_since() {
    let mut board = planned();
    board.run(&committee(), target(at(NORTH, YEAR), 900));
    let same = board.target(at(ANVIK, YEAR)).unwrap();
    board.run(&second_committee(), offer(ANVIK, yearly(same), None));
    let refusal = board.refusal(&committee(), Verb::Undo);
    assert_eq!(elsewhere(&refusal), (at(ANVIK, YEAR), -150));
}

#[test]
fn the_words_of_a_hold_are_for_those_who_see_the_unit_in_detail() {
    let mut board = planned();
    board.run(&committee(), hold_with(at(SOUTH, JANUARY), "durban closes", None));
    for (actor, why) in [(manager(SOUTH), Some("durban closes")), (manager(CADIZ), None)] {
        let view = View::new(board.plan.outline(), &actor);
        let plan = view.plan(&board.plan);
        let hold = plan.holds().get(REVENUE, at(SOUTH, JANUARY)).unwrap();
        assert_eq!((hold.why.as_deref(), hold.holder.name.as_str()), (why, "Carmen"), "{}", actor.name);
        let entry = view.entry(&board.plan, board.log.last().unwrap());
        assert_eq!(entry.events, [Event::Held(hold.clone())]);
    }
    let plan = View::new(board.plan.outline(), &manager(NORTH)).plan(&board.plan);
    assert!(plan.holds().is_empty());
    // The refusal names who holds the total above, and neither its reason nor what siblings would have to give.
    let refusal = board.refusal(&manager(CADIZ), target(at(CADIZ_PORT, JANUARY), 101));
    let Rejection::HeldElsewhere { at: place, by: 1, hold: Some(binding) } = refusal else { panic!("{refusal:?}") };
    let said = (binding.hold.holder.name.as_str(), &binding.hold.why, binding.change);
    assert_eq!((place, said), (at(SOUTH, JANUARY), ("Carmen", &None, None)));
}

fn by_place(mut holds: Vec<&Hold>) -> Vec<&Hold> {
    holds.sort_by_key(|hold| hold.at);
    holds
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn holds_found_by_their_place_are_those_that_a_look_at_every_hold_finds(
        moves in prop::collection::vec(sensible(), 1..60)
    ) {
        let mut board = Board::open(family());
        for step in moves {
            if let Some((actor, verb)) = step.on(&board.plan) {
                let _ = board.try_run(&actor, verb);
            }
        }
        let (outline, holds): (_, &Holds) = (board.plan.outline(), board.plan.holds());
        let number = |hold: &Hold| board.plan.get(Slice::Target, hold.measure, hold.at).unwrap_or(0);
        prop_assert!(holds.iter().all(|hold| hold.corridor.contains(number(hold))));
        let mut ends: Vec<i64> = holds.iter().filter_map(|hold| hold.until).collect();
        ends.sort_unstable();
        prop_assert_eq!(holds.next_end(), ends.first().copied());
        for at in addresses(outline) {
            let all = || by_place(holds.iter().filter(|hold| hold.measure == REVENUE).collect()).into_iter();
            let above = by_place(holds.above(outline, REVENUE, at).collect());
            prop_assert_eq!(above, all().filter(|hold| outline.contains(hold.at, at)).collect::<Vec<_>>());
            let meeting = by_place(holds.meeting(outline, REVENUE, at).collect());
            prop_assert_eq!(meeting, all().filter(|hold| outline.meet(hold.at, at).is_some()).collect::<Vec<_>>());
        }
    }
}
