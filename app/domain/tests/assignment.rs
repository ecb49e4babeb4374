//! Writing numbers: what ties, what is kept, what is refused and why.

use crate::support::board::*;
use domain::command::{Method, Verb};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;

/// A third person who may write.
fn a_third() -> domain::actor::Actor {
    domain::actor::Actor { person: "third".to_owned(), name: "Third".to_owned(), ..committee() }
}

fn equal(at: domain::address::Address, to: i64) -> Verb {
    Verb::Assign { slice: Slice::Target, measure: Measure::Revenue, at, to: Some(to), method: Method::Equal }
}

/// A flat board of three units with 10, 20 and 30 in January.
fn ten_twenty_thirty() -> Board {
    let mut board = Board::open(flat(3));
    board.targets(&[(at(1, JANUARY), 10), (at(2, JANUARY), 20), (at(3, JANUARY), 30)]);
    board
}

fn january(board: &Board) -> Vec<Option<i64>> {
    (1..board.plan.outline().units.len()).map(|unit| board.target(at(unit, JANUARY))).collect()
}

/// One unit with 10, 20 and 30 in the months of the first quarter.
fn quarter() -> Board {
    let mut board = Board::open(flat(1));
    board.targets(&[(at(1, JANUARY), 10), (at(1, FEBRUARY), 20), (at(1, MARCH), 30)]);
    board
}

fn months(board: &Board) -> [Option<i64>; 3] {
    [JANUARY, FEBRUARY, MARCH].map(|month| board.target(at(1, month)))
}

#[test]
fn a_hundred_and_two_over_four_units_alike_is_26_26_25_25() {
    let mut board = Board::open(flat(4));
    board.run(&committee(), equal(at(COMPANY, JANUARY), 102));
    assert_eq!(january(&board), [Some(26), Some(26), Some(25), Some(25)]);
    assert_eq!(board.target(at(COMPANY, YEAR)), Some(102));
}

#[test]
fn sixty_with_twenty_held_raised_to_a_hundred_is_20_20_60_over_units_and_over_months() {
    let mut board = ten_twenty_thirty();
    board.run(&committee(), hold(at(2, JANUARY)));
    board.run(&committee(), target(at(COMPANY, JANUARY), 100));
    assert_eq!(january(&board), [Some(20), Some(20), Some(60)]);
    let mut board = quarter();
    board.run(&committee(), hold(at(1, FEBRUARY)));
    board.run(&committee(), target(at(1, FIRST_QUARTER), 100));
    assert_eq!(months(&board), [Some(20), Some(20), Some(60)]);
}

#[test]
fn january_raised_from_10_to_20_under_a_total_held_at_60_leaves_february_16_and_march_24() {
    let mut board = quarter();
    board.run(&committee(), hold(at(1, FIRST_QUARTER)));
    board.run(&committee(), target(at(1, JANUARY), 20));
    assert_eq!(months(&board), [Some(20), Some(16), Some(24)]);
    assert_eq!(board.target(at(1, FIRST_QUARTER)), Some(60));
}

#[test]
fn an_edited_leaf_reaches_the_nearest_held_total_and_no_further() {
    let mut board = Board::open(plain());
    let numbers = [(ANVIK, 10), (BODO, 30), (CADIZ_PORT, 20), (CADIZ_TOWN, 20), (DURBAN, 40)];
    for (unit, number) in numbers {
        board.targets(&[(at(unit, JANUARY), number)]);
    }
    board.run(&committee(), hold(at(COMPANY, JANUARY)));
    board.run(&committee(), hold(at(SOUTH, JANUARY)));
    board.run(&committee(), target(at(CADIZ_PORT, JANUARY), 26));
    assert_eq!([CADIZ_TOWN, DURBAN].map(|unit| board.target(at(unit, JANUARY))), [Some(18), Some(36)]);
    assert_eq!([ANVIK, BODO].map(|unit| board.target(at(unit, JANUARY))), [Some(10), Some(30)]);
    // South is held, so that north cannot pay for more in the north: bodo does.
    board.run(&committee(), target(at(ANVIK, JANUARY), 15));
    assert_eq!(board.target(at(BODO, JANUARY)), Some(25));
    assert_eq!(board.target(at(SOUTH, JANUARY)), Some(80));
}

#[test]
fn clearing_a_cell_under_a_held_total_gives_its_number_to_the_others() {
    let mut board = quarter();
    board.run(&committee(), hold(at(1, FIRST_QUARTER)));
    board.run(&committee(), write(Slice::Target, at(1, JANUARY), None));
    assert_eq!(months(&board), [None, Some(24), Some(36)]);
}

#[test]
fn a_hold_deep_below_constrains_the_split_above() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 90), (at(CADIZ_PORT, JANUARY), 50), (at(DURBAN, JANUARY), 10)]);
    board.run(&committee(), hold(at(CADIZ_PORT, JANUARY)));
    // In proportion the south would get 40, but the port alone keeps 50.
    board.run(&committee(), target(at(COMPANY, JANUARY), 100));
    let numbers = [NORTH, SOUTH, CADIZ_PORT, DURBAN].map(|unit| board.target(at(unit, JANUARY)));
    assert_eq!(numbers, [Some(50), Some(50), Some(50), Some(0)]);
}

#[test]
fn a_total_below_what_is_held_is_refused_with_the_holds_and_the_nearest_total() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 90), (at(CADIZ_PORT, JANUARY), 50), (at(DURBAN, JANUARY), 10)]);
    board.run(&committee(), hold(at(CADIZ_PORT, JANUARY)));
    board.run(&committee(), hold(at(DURBAN, JANUARY)));
    let refusal = board.refusal(&committee(), target(at(COMPANY, JANUARY), 30));
    let holds = vec![at(CADIZ_PORT, JANUARY), at(DURBAN, JANUARY)];
    assert_eq!(bound_by(&refusal), (at(COMPANY, JANUARY), 30, 60, holds));
    board.run(&committee(), target(at(COMPANY, JANUARY), 60));
    assert_eq!(board.target(at(ANVIK, JANUARY)), Some(0));
}

#[test]
fn a_total_of_nothing_but_holds_is_refused_with_their_sum() {
    let mut board = ten_twenty_thirty();
    for unit in 1..=3 {
        board.run(&committee(), hold(at(unit, JANUARY)));
    }
    for total in [0, 59, 61, 1_000] {
        let refusal = board.refusal(&committee(), target(at(COMPANY, JANUARY), total));
        let holds = (1..=3).map(|unit| at(unit, JANUARY)).collect();
        assert_eq!(bound_by(&refusal), (at(COMPANY, JANUARY), total, 60, holds));
    }
    let refusal = board.refusal(&committee(), write(Slice::Target, at(COMPANY, JANUARY), None));
    assert!(matches!(refusal, Rejection::Held { total: 0, nearest: 60, .. }), "{refusal:?}");
    board.run(&committee(), target(at(COMPANY, JANUARY), 60));
}

#[test]
fn a_held_number_itself_is_refused_until_it_is_released() {
    let mut board = ten_twenty_thirty();
    let cell = at(2, JANUARY);
    board.run(&committee(), hold(cell));
    let refusal = board.refusal(&committee(), target(cell, 21));
    assert_eq!(bound_by(&refusal), (cell, 21, 20, vec![cell]));
    board.run(&committee(), release(cell));
    board.run(&committee(), target(cell, 21));
    assert_eq!(board.refusal(&committee(), release(cell)), Rejection::Unknown);
}

#[test]
fn more_than_a_held_total_leaves_is_refused_in_terms_of_the_number_asked_for() {
    let mut board = quarter();
    board.run(&committee(), hold(at(1, FIRST_QUARTER)));
    board.run(&committee(), hold(at(1, MARCH)));
    // 60 held in all, 30 of it in March: January may take 30 at most.
    let refusal = board.refusal(&committee(), target(at(1, JANUARY), 31));
    let holds = vec![at(1, FIRST_QUARTER), at(1, MARCH)];
    assert_eq!(bound_by(&refusal), (at(1, JANUARY), 31, 30, holds));
    board.run(&committee(), target(at(1, JANUARY), 30));
    assert_eq!(months(&board), [Some(30), Some(0), Some(30)]);
    board.run(&committee(), hold(at(1, FEBRUARY)));
    let refusal = board.refusal(&committee(), target(at(1, JANUARY), 29));
    assert!(matches!(refusal, Rejection::Held { total: 29, nearest: 30, .. }), "{refusal:?}");
}

#[test]
fn a_month_of_the_company_moves_around_a_unit_that_is_held_for_the_year() {
    let mut board = Board::open(flat(3));
    for unit in 1..=3 {
        board.targets(&[(at(unit, JANUARY), 10), (at(unit, FEBRUARY), 10)]);
    }
    board.run(&committee(), hold(at(1, YEAR)));
    board.run(&committee(), target(at(COMPANY, JANUARY), 50));
    assert_eq!(january(&board), [Some(10), Some(20), Some(20)]);
    board.run(&committee(), hold(at(COMPANY, FEBRUARY)));
    board.run(&committee(), target(at(COMPANY, YEAR), 100));
    assert_eq!(january(&board), [Some(10), Some(30), Some(30)]);
    assert_eq!(board.target(at(COMPANY, FEBRUARY)), Some(30));
    assert_eq!(board.target(at(1, YEAR)), Some(20));
}

#[test]
fn empty_cells_are_spread_like_last_year_and_cells_without_any_history_stay_empty() {
    let mut board = Board::open(plain());
    let history = [(at(ANVIK, JANUARY), 30), (at(BODO, JANUARY), 10)];
    board.run(&committee(), load(Slice::LastYear, Measure::Revenue, &history));
    board.run(&committee(), target(at(COMPANY, YEAR), 100));
    assert_eq!(board.target(at(ANVIK, JANUARY)), Some(75));
    assert_eq!(board.target(at(BODO, JANUARY)), Some(25));
    assert_eq!(board.target(at(SOUTH, YEAR)), None);
    assert_eq!(board.target(at(ANVIK, FEBRUARY)), None);
}

#[test]
fn a_spread_in_proportion_to_numbers_of_both_signs_is_refused_and_alike_is_not() {
    let mut board = Board::open(flat(2));
    let history = [(at(1, JANUARY), 30), (at(2, JANUARY), -10)];
    board.run(&committee(), load(Slice::LastYear, Measure::Revenue, &history));
    let proportional = target(at(COMPANY, JANUARY), 10);
    assert_eq!(board.refusal(&committee(), proportional), Rejection::MixedSigns);
    board.run(&committee(), equal(at(COMPANY, JANUARY), 10));
    assert_eq!(january(&board), [Some(5), Some(5)]);
}

#[test]
fn undo_brings_back_exactly_what_stood_there_null_included() {
    let mut board = Board::open(family());
    board.targets(&[(at(NORTH, JANUARY), 1_000), (at(DURBAN, YEAR), 500)]);
    let before = board.plan.clone();
    board.run(&committee(), equal(at(COMPANY, YEAR), 777));
    board.run(&committee(), Verb::Undo);
    for at in addresses(before.outline()) {
        let of = |plan: &domain::plan::Plan| plan.get(Slice::Target, Measure::Revenue, at);
        assert_eq!(of(&board.plan), of(&before), "{at:?}");
    }
    board.run(&committee(), Verb::Undo);
    assert_eq!(board.target(at(DURBAN, YEAR)), None);
    board.run(&committee(), Verb::Undo);
    assert_eq!(board.target(at(COMPANY, YEAR)), None);
    assert_eq!(board.refusal(&committee(), Verb::Undo), Rejection::NothingToUndo);
    assert_eq!(board.refusal(&executive(), Verb::Undo), Rejection::NotAllowed);
}

#[test]
fn undo_takes_back_ones_own_work_and_leaves_that_of_others() {
    let mut board = ten_twenty_thirty();
    board.run(&second_committee(), target(at(1, FEBRUARY), 5));
    board.run(&committee(), Verb::Undo);
    assert_eq!(january(&board), [Some(10), Some(20), None]);
    assert_eq!(board.target(at(1, FEBRUARY)), Some(5));
}

#[test]
fn undo_after_somebody_else_changed_the_cells_is_refused_with_their_name() {
    let mut board = ten_twenty_thirty();
    board.run(&committee(), target(at(COMPANY, JANUARY), 600));
    board.run(&second_committee(), target(at(3, JANUARY), 1));
    board.run(&a_third(), target(at(1, FEBRUARY), 7));
    let refusal = board.refusal(&committee(), Verb::Undo);
    assert_eq!(refusal, Rejection::ChangedSince { by: "Conrad".to_owned(), at: at(COMPANY, JANUARY) });
}

#[test]
fn undo_after_an_offer_changed_the_cells_is_refused_with_the_name_of_who_offered() {
    let mut board = ten_twenty_thirty();
    board.run(&second_committee(), offer(3, yearly(99), None));
    board.run(&a_third(), target(at(1, FEBRUARY), 7));
    let refusal = board.refusal(&committee(), Verb::Undo);
    assert_eq!(refusal, Rejection::ChangedSince { by: "Conrad".to_owned(), at: at(3, JANUARY) });
}

#[test]
fn undo_that_would_move_what_was_held_since_is_refused() {
    let mut board = ten_twenty_thirty();
    board.run(&second_committee(), hold(at(COMPANY, JANUARY)));
    let refusal = board.refusal(&committee(), Verb::Undo);
    assert_eq!(elsewhere(&refusal), (at(COMPANY, JANUARY), -30));
}

#[test]
fn a_manager_writes_commitments_in_their_subtree_and_targets_strictly_below_it() {
    let mut board = Board::open(plain());
    let south = manager(SOUTH);
    board.run(&south, write(Slice::Commitment, at(SOUTH, JANUARY), Some(10)));
    board.run(&south, write(Slice::Commitment, at(CADIZ_TOWN, JANUARY), Some(10)));
    board.run(&south, target(at(CADIZ, JANUARY), 10));
    let refused = [
        write(Slice::Commitment, at(COMPANY, JANUARY), Some(10)),
        write(Slice::Commitment, at(NORTH, JANUARY), Some(10)),
        write(Slice::Commitment, at(ANVIK, JANUARY), None),
        target(at(SOUTH, JANUARY), 10),
        target(at(ANVIK, JANUARY), 10),
        hold(at(SOUTH, JANUARY)),
        hold(at(BODO, JANUARY)),
        release(at(COMPANY, YEAR)),
        load(Slice::LastYear, Measure::Revenue, &[(at(DURBAN, JANUARY), 1)]),
    ];
    for verb in refused {
        assert_eq!(board.refusal(&south, verb.clone()), Rejection::NotAllowed, "{verb:?}");
    }
    for actor in [executive(), guest()] {
        let verb = write(Slice::Commitment, at(DURBAN, JANUARY), Some(1));
        assert_eq!(board.refusal(&actor, verb), Rejection::NotAllowed);
    }
    let verb = write(Slice::Commitment, at(DURBAN, JANUARY), Some(1));
    assert_eq!(board.refusal(&committee(), verb), Rejection::NotAllowed, "a commitment is the manager's word");
    for slice in [Slice::Agreed, Slice::Baseline, Slice::LastYear, Slice::Outlook] {
        let verb = write(slice, at(DURBAN, JANUARY), Some(1));
        assert_eq!(board.refusal(&committee(), verb), Rejection::NotWritable, "{slice:?}");
    }
}

#[test]
fn a_manager_cannot_push_siblings_through_a_held_total_nor_learn_how_it_would_spread() {
    let mut board = Board::open(plain());
    board.targets(&[(at(ANVIK, JANUARY), 31), (at(BODO, JANUARY), 47), (at(CADIZ_PORT, JANUARY), 20)]);
    board.run(&committee(), hold(at(COMPANY, JANUARY)));
    let verb = target(at(CADIZ_PORT, JANUARY), 25);
    let refusal = board.refusal(&manager(SOUTH), verb.clone());
    assert_eq!(elsewhere(&refusal), (at(COMPANY, JANUARY), 5));
    // Also where the holds of the siblings would have to be named.
    board.run(&committee(), hold(at(ANVIK, JANUARY)));
    board.run(&committee(), hold(at(BODO, JANUARY)));
    let refusal = board.refusal(&manager(SOUTH), verb.clone());
    assert_eq!(elsewhere(&refusal), (at(COMPANY, JANUARY), 5));
    board.run(&committee(), release(at(BODO, JANUARY)));
    board.run(&committee(), verb);
    assert_eq!(board.target(at(BODO, JANUARY)), Some(42));
}

#[test]
fn negative_too_large_and_unknown_numbers_and_places_are_refused() {
    let mut board = ten_twenty_thirty();
    let limit = 10_000_000_000_000_000;
    let cell = at(1, JANUARY);
    let unknown = [at(4, JANUARY), at(1, 17), domain::address::Address { product: 1, ..cell }];
    for place in unknown {
        for verb in
            [target(place, 1), hold(place), release(place), load(Slice::Target, Measure::Revenue, &[(place, 1)])]
        {
            assert_eq!(board.refusal(&committee(), verb.clone()), Rejection::Unknown, "{verb:?}");
        }
    }
    assert_eq!(board.refusal(&committee(), target(cell, -1)), Rejection::Negative);
    assert_eq!(board.refusal(&committee(), target(cell, i64::MIN)), Rejection::Negative);
    assert_eq!(board.refusal(&committee(), target(cell, limit + 1)), Rejection::TooLarge);
    assert_eq!(board.refusal(&committee(), target(cell, i64::MAX)), Rejection::TooLarge);
    assert_eq!(board.refusal(&committee(), target(cell, limit)), Rejection::TooLarge, "with what stands elsewhere");
    board.run(&committee(), target(cell, limit - 50));
    let total = load(Slice::Target, Measure::Revenue, &[(at(COMPANY, JANUARY), 1)]);
    assert_eq!(board.refusal(&committee(), total), Rejection::Unknown, "history belongs in leaf cells");
    let negative = load(Slice::Target, Measure::Revenue, &[(cell, -1)]);
    assert_eq!(board.refusal(&committee(), negative), Rejection::Negative);
    board.run(&committee(), load(Slice::LastYear, Measure::Revenue, &[(cell, -1)]));
    for number in [i64::MIN, i64::MAX] {
        let far = load(Slice::LastYear, Measure::Revenue, &[(cell, number)]);
        assert_eq!(board.refusal(&committee(), far), Rejection::TooLarge);
    }
    assert_eq!(board.refusal(&committee(), hold(at(1, MARCH))), Rejection::NothingToHold);
}

#[test]
fn an_import_cannot_move_what_is_held() {
    let mut board = ten_twenty_thirty();
    board.run(&committee(), hold(at(COMPANY, JANUARY)));
    let moves = load(Slice::Target, Measure::Revenue, &[(at(1, JANUARY), 11)]);
    let refusal = board.refusal(&committee(), moves);
    assert_eq!(elsewhere(&refusal), (at(COMPANY, JANUARY), 1));
    let ties = [(at(1, JANUARY), 5), (at(1, JANUARY), 11), (at(2, JANUARY), 19)];
    board.run(&committee(), load(Slice::Target, Measure::Revenue, &ties));
    assert_eq!(january(&board), [Some(11), Some(19), Some(30)]);
}

#[test]
fn nothing_happens_before_the_board_is_opened_and_it_is_opened_once() {
    let mut board = Board { plan: domain::plan::Plan::new(plain().into()), log: Vec::new() };
    assert_eq!(board.refusal(&committee(), target(at(1, JANUARY), 1)), Rejection::Opening);
    let open = || Verb::Open(Box::new(plain()));
    assert_eq!(board.refusal(&manager(NORTH), open()), Rejection::NotAllowed);
    board.run(&committee(), open());
    assert_eq!(board.refusal(&committee(), open()), Rejection::Opening);
}
