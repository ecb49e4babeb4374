//! A column's totals, however its numbers came in, and its copies.

use crate::support::board::family;
use crate::support::cases::cases;
use domain::address::Address;
use domain::column::Column;
use domain::outline::Outline;
use proptest::prelude::*;

fn every_address(outline: &Outline) -> Vec<Address> {
    let mut all = Vec::new();
    for unit in 0..outline.units.len() {
        for product in 0..outline.products.len() {
            for channel in 0..outline.channels.len() {
                all.extend((0..outline.periods.len()).map(|period| Address { unit, product, channel, period }));
            }
        }
    }
    all
}

fn written(outline: &Outline, writes: &[(usize, Option<i64>)]) -> Vec<(Address, Option<i64>)> {
    let leaves: Vec<Address> = every_address(outline).into_iter().filter(|at| outline.is_leaf(*at)).collect();
    writes.iter().map(|(place, to)| (leaves[place % leaves.len()], *to)).collect()
}

fn writes() -> impl Strategy<Value = Vec<(usize, Option<i64>)>> {
    prop::collection::vec((0..240usize, prop::option::weighted(0.8, -1_000..1_000i64)), 0..200)
}

proptest! {
    #![proptest_config(cases(5_000))]

    /// Every total is the sum of the leaf cells below it, null where none has a number.
    #[test]
    fn a_total_is_the_sum_of_its_leaf_cells(writes in writes()) {
        let outline = family();
        let mut column = Column::default();
        for (at, to) in written(&outline, &writes) {
            column.set(&outline, at, to);
        }
        let leaves: Vec<(Address, i64)> = column.leaves(&outline).collect();
        for at in every_address(&outline) {
            let below: Vec<i64> =
                leaves.iter().filter(|(leaf, _)| outline.contains(at, *leaf)).map(|(_, number)| *number).collect();
            prop_assert_eq!(column.count(&outline, at) as usize, below.len());
            prop_assert_eq!(column.get(&outline, at), (!below.is_empty()).then(|| below.iter().sum()));
        }
    }

    /// Rolling up at the end gives what moving every total by delta gives.
    #[test]
    fn rolled_up_totals_equal_moved_ones(writes in writes()) {
        let outline = family();
        let (mut moved, mut rolled) = (Column::default(), Column::default());
        for (at, to) in written(&outline, &writes) {
            moved.set(&outline, at, to);
            rolled.write(&outline, at, to);
        }
        rolled.roll_up(&outline);
        for at in every_address(&outline) {
            prop_assert_eq!(moved.get(&outline, at), rolled.get(&outline, at));
            prop_assert_eq!(moved.count(&outline, at), rolled.count(&outline, at));
        }
    }

    /// A copy keeps its numbers whatever is written to the original afterwards.
    #[test]
    fn a_copy_keeps_its_numbers(before in writes(), after in writes()) {
        let outline = family();
        let mut column = Column::default();
        for (at, to) in written(&outline, &before) {
            column.set(&outline, at, to);
        }
        let copy = column.clone();
        prop_assert!(copy.is_same(&column));
        let kept: Vec<Option<i64>> = every_address(&outline).iter().map(|at| column.get(&outline, *at)).collect();
        for (at, to) in written(&outline, &after) {
            column.set(&outline, at, to);
        }
        column.roll_up(&outline);
        let still: Vec<Option<i64>> = every_address(&outline).iter().map(|at| copy.get(&outline, *at)).collect();
        prop_assert_eq!(kept, still);
    }
}
