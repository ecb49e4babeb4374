//! Tables whose subtotals tie in two trees at once: random ones, tiny ones against every table there is, and refusals.

use crate::support::board::tree;
use crate::support::cases::cases;
use domain::dimension::ROOT;
use domain::rounding::{Bound, BoundSide, Certificate, Filled, Refusal, Table, Tree, fill};
use proptest::prelude::*;

/// A tree in which node `n + 1` hangs under the node that `above[n]` picks among those before it.
fn random_tree(above: &[usize]) -> Tree {
    let codes: Vec<String> = (0..=above.len()).map(|node| format!("n{node}")).collect();
    let parent = |(node, above): (usize, &usize)| {
        let parent = above % (node + 1);
        (codes[node + 1].as_str(), if parent == 0 { "" } else { codes[parent].as_str() })
    };
    let members: Vec<(&str, &str)> = above.iter().enumerate().map(parent).collect();
    Tree::of(&tree("n0", &members), ROOT)
}

fn trees(most: usize) -> impl Strategy<Value = Tree> {
    prop::collection::vec(any::<usize>(), 0..most).prop_map(|above| random_tree(&above))
}

/// Root and leaves.
fn flat(leaves: usize) -> Tree {
    random_tree(&vec![0; leaves])
}

/// The places of the cells of a subtotal.
fn cells(table: &Table, row: usize, column: usize) -> Vec<usize> {
    let width = table.columns.leaf_nodes().len();
    let columns = table.columns.leaves(column);
    table.rows.leaves(row).flat_map(|row| columns.clone().map(move |column| row * width + column)).collect()
}

fn sum(table: &Table, values: &[i128], row: usize, column: usize) -> i128 {
    cells(table, row, column).into_iter().map(|cell| values[cell]).sum()
}

fn keeps(table: &Table, values: &[i128]) -> bool {
    table.bounds.iter().all(|bound| {
        let sum = sum(table, values, bound.row, bound.column);
        bound.low <= sum && bound.high.is_none_or(|high| sum <= high)
    })
}

/// Every subtotal of the two families: a node of one tree over all of the other, or for one of its leaves.
fn families(table: &Table) -> Vec<(usize, usize)> {
    let (rows, columns) = (&table.rows, &table.columns);
    let all = (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
    let nested = |(row, column): &(usize, usize)| {
        *row == 0 || *column == 0 || rows.leaf(*row).is_some() || columns.leaf(*column).is_some()
    };
    all.filter(nested).collect()
}

fn assert_sound(table: &Table, filled: &Filled) {
    const UNIT: i128 = 1 << 40;
    assert!(filled.cells.iter().all(|cell| *cell >= 0));
    assert!(keeps(table, &filled.cells), "a bound is broken: {table:?} {filled:?}");
    for (row, column) in families(table) {
        let whole = sum(table, &filled.cells, row, column) * UNIT;
        let exact = sum(table, &filled.exact, row, column);
        assert!((whole - exact).abs() < UNIT, "the subtotal {row} × {column} is a unit or more away");
        let share = filled.exact_share(cells(table, row, column));
        assert_eq!(share.whole * UNIT + share.numerator * (UNIT / share.denominator), exact);
    }
    for bound in &table.bounds {
        let exact = sum(table, &filled.exact, bound.row, bound.column);
        assert!(bound.low * UNIT <= exact && bound.high.is_none_or(|high| exact <= high * UNIT));
    }
}

/// A table that some known numbers fill: all subtotals of the two trees are given, with corridors around some others.
fn possible() -> impl Strategy<Value = Table> {
    let corridor = (any::<prop::sample::Index>(), 0_i128..40, prop::option::of(0_i128..40));
    (trees(14), trees(10), prop::collection::vec((0_i128..1_000, 0_u8..8), 200), prop::collection::vec(corridor, 0..8))
        .prop_map(|(rows, columns, numbers, corridors)| {
            let count = rows.leaf_nodes().len() * columns.leaf_nodes().len();
            // The seed has other proportions than the known numbers, and no weight where they are zero.
            let known: Vec<i128> =
                numbers.iter().cycle().take(count).map(|(number, zero)| if *zero == 0 { 0 } else { *number }).collect();
            let seeds = numbers.iter().rev().cycle().take(count).zip(&known);
            let weights = seeds.map(|((seed, _), known)| if *known == 0 { 0 } else { seed + 1 }).collect();
            let mut table = Table { rows, columns, weights, bounds: Vec::new() };
            for row in 0..table.rows.len() {
                table.bounds.push(Bound::exactly(row, 0, sum(&table, &known, row, 0)));
            }
            for column in table.columns.leaf_nodes().to_vec() {
                table.bounds.push(Bound::exactly(0, column, sum(&table, &known, 0, column)));
            }
            for (place, less, more) in corridors {
                let (row, column) = *place.get(&families(&table));
                let now = sum(&table, &known, row, column);
                let (low, high) = ((now - less).max(0), more.map(|more| now + more));
                table.bounds.push(Bound { row, column, low, high });
            }
            table
        })
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// Both trees tie, every bound is kept, and every subtotal is less than a unit from its real value.
    #[test]
    fn a_table_that_can_be_filled_ties_in_both_trees_within_one_unit_everywhere(table in possible()) {
        let filled = fill(&table).unwrap();
        assert_sound(&table, &filled);
        // Cells without a weight stay empty where the others can carry the totals.
        for (cell, weight) in filled.cells.iter().zip(&table.weights) {
            prop_assert!(*weight > 0 || *cell == 0);
        }
    }

    /// Whoever writes the totals in another order gets the same numbers.
    #[test]
    fn the_order_of_the_totals_changes_nothing((table, order) in possible().prop_flat_map(|table| {
        let order = Just((0..table.bounds.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(table), order)
    })) {
        let mut shuffled = table.clone();
        shuffled.bounds = order.iter().map(|place| table.bounds[*place]).collect();
        prop_assert_eq!(fill(&table), fill(&shuffled));
    }
}

/// A table small enough to try every filling: its total is given and at most 5.
fn tiny() -> impl Strategy<Value = Table> {
    let shapes = prop::sample::select(vec![(2, 2), (2, 3), (3, 2), (1, 4), (0, 3)]);
    let bound = (any::<prop::sample::Index>(), 0_i128..4, prop::option::weighted(0.7, 0_i128..3), any::<bool>());
    (shapes, any::<bool>(), 0_i128..6, prop::collection::vec(0_i128..3, 6), prop::collection::vec(bound, 1..7))
        .prop_map(|((rows, columns), nested, total, weights, bounds)| {
            // With three columns the last two may hang under a node of their own.
            let columns = if nested && columns == 3 { random_tree(&[0, 0, 2, 2]) } else { flat(columns) };
            let rows = flat(rows);
            let count = rows.leaf_nodes().len() * columns.leaf_nodes().len();
            let weights = weights[..count].to_vec();
            let mut table = Table { rows, columns, weights, bounds: vec![Bound::exactly(0, 0, total)] };
            for (place, low, room, exact) in bounds {
                let (row, column) = *place.get(&families(&table));
                let high = if exact { Some(low) } else { room.map(|room| low + room) };
                table.bounds.push(Bound { row, column, low, high });
            }
            table
        })
}

/// Whether any numbers at all fill a tiny table.
fn by_trying(table: &Table) -> bool {
    let most = table.bounds.iter().filter(|bound| (bound.row, bound.column) == (0, 0)).filter_map(|bound| bound.high);
    let most = most.min().unwrap_or(0);
    let mut values = vec![0; table.weights.len()];
    loop {
        if keeps(table, &values) {
            return true;
        }
        let Some(place) = values.iter().position(|value| *value < most) else { return false };
        values[place] += 1;
        values[..place].fill(0);
    }
}

/// The table after a certificate's change of one of its bounds.
fn changed(table: &Table, place: usize, side: BoundSide, by: i128) -> Table {
    let mut changed = table.clone();
    let bound = &mut changed.bounds[place];
    let whole = bound.is_exact();
    if whole || side == BoundSide::Low {
        bound.low += by;
    }
    if whole || side == BoundSide::High {
        bound.high = bound.high.map(|high| high + by);
    }
    changed
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// Refused exactly when no numbers exist; what the certificate asks for makes it possible, one unit less does not.
    #[test]
    fn a_table_is_refused_exactly_when_no_numbers_fill_it_and_its_repairs_are_the_smallest(table in tiny()) {
        match fill(&table) {
            Ok(filled) => assert_sound(&table, &filled),
            Err(Refusal::Infeasible(Certificate { short, parts })) => {
                prop_assert!(!by_trying(&table));
                prop_assert!(!parts.is_empty());
                for part in parts {
                    let Some(by) = part.change else { continue };
                    prop_assert_eq!(by.abs(), short);
                    prop_assert!(by_trying(&changed(&table, part.bound, part.side, by)));
                    let less = by - by.signum();
                    prop_assert!(!by_trying(&changed(&table, part.bound, part.side, less)));
                }
            }
            Err(refusal) => prop_assert!(false, "{:?}", refusal),
        }
    }
}

fn check(rows: &[i128], columns: &[i128], weights: &[i128], expect: &[i128]) {
    let mut bounds: Vec<Bound> = (1..).zip(rows).map(|(row, total)| Bound::exactly(row, 0, *total)).collect();
    bounds.extend((1..).zip(columns).map(|(column, total)| Bound::exactly(0, column, *total)));
    let (rows, columns) = (flat(rows.len()), flat(columns.len()));
    let table = Table { rows, columns, weights: weights.to_vec(), bounds };
    assert_eq!(fill(&table).map(|filled| filled.cells), Ok(expect.to_vec()));
}

#[test]
fn a_table_that_ties_already_stays_as_it_is() {
    check(&[3, 7], &[4, 6], &[1, 2, 3, 4], &[1, 2, 3, 4]);
}

#[test]
fn doubled_totals_double_every_cell() {
    check(&[6, 14], &[8, 12], &[1, 2, 3, 4], &[2, 4, 6, 8]);
}

#[test]
fn equal_weights_give_products_of_the_totals() {
    check(&[30, 70], &[40, 60], &[1, 1, 1, 1], &[12, 18, 28, 42]);
}

/// Deming and Stephan's method keeps the cross-product ratio of the seed: 2 · 3 ÷ (1 · 1) = 6 · 4 ÷ (2 · 2).
#[test]
fn a_fit_keeps_the_cross_product_ratio_of_the_seed() {
    check(&[8, 6], &[8, 6], &[2, 1, 1, 3], &[6, 2, 2, 4]);
}

#[test]
fn cells_without_a_weight_take_part_only_where_the_others_cannot_carry_the_totals() {
    check(&[5, 5], &[5, 5], &[1, 0, 0, 1], &[5, 0, 0, 5]);
    check(&[6, 4], &[4, 6], &[1, 0, 0, 1], &[4, 2, 0, 4]);
}

#[test]
fn totals_that_differ_name_every_total_and_the_difference() {
    let bounds =
        vec![Bound::exactly(1, 0, 30), Bound::exactly(2, 0, 70), Bound::exactly(0, 1, 45), Bound::exactly(0, 2, 60)];
    let table = Table { rows: flat(2), columns: flat(2), weights: vec![1; 4], bounds };
    let Err(Refusal::Infeasible(Certificate { short, parts })) = fill(&table) else { panic!("not refused") };
    assert_eq!(short, 5);
    let mut changes: Vec<(usize, Option<i128>)> = parts.iter().map(|part| (part.bound, part.change)).collect();
    changes.sort_unstable();
    assert_eq!(changes, [(0, Some(5)), (1, Some(5)), (2, Some(-5)), (3, Some(-5))]);
}

#[test]
fn a_held_cell_that_no_total_leaves_room_for_is_named_with_what_it_would_have_to_be() {
    let mut bounds = vec![Bound::exactly(1, 0, 30), Bound::exactly(2, 0, 70)];
    bounds.extend([Bound::exactly(0, 1, 40), Bound::exactly(0, 2, 60), Bound::exactly(1, 1, 33)]);
    let table = Table { rows: flat(2), columns: flat(2), weights: vec![1; 4], bounds };
    let Err(Refusal::Infeasible(Certificate { short, parts })) = fill(&table) else { panic!("not refused") };
    assert_eq!(short, 3);
    let held = parts.iter().find(|part| part.bound == 4).unwrap();
    assert_eq!((held.side, held.change), (BoundSide::Low, Some(-3)));
}

#[test]
fn a_bound_inside_both_trees_at_once_is_refused_by_its_name() {
    let rows = random_tree(&[0, 1, 1, 0]);
    let table = Table {
        rows: rows.clone(),
        columns: rows,
        weights: vec![1; 9],
        bounds: vec![Bound::exactly(0, 0, 9), Bound::exactly(1, 1, 4)],
    };
    assert_eq!(fill(&table), Err(Refusal::Crossing { bound: 1 }));
}

#[test]
fn the_largest_amounts_stay_exact() {
    let total = 10_000_000_000_000_000;
    check(&[total - 1, 1], &[total / 2, total / 2], &[7, 7, 7, 7], &[total / 2 - 1, total / 2, 1, 0]);
}
