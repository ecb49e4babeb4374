//! What a spread and a roll-up of a million leaf cells cost at the least on this machine: flat arrays on one thread,
//! without holds, null, sparse rows or revisions that share what they have in common. Read beside ours, they tell a slow
//! engine from a slow machine.

use std::borrow::Cow;

/// Children of each node by level: four levels of units, then months.
const WIDTHS: [usize; 5] = [4, 5, 210, 20, 12];

/// Numbers of a tree, level by level, the root first.
pub struct Bare {
    levels: Vec<Vec<i64>>,
}

impl Bare {
    /// Leaves that look random and are always the same, summed upwards.
    pub fn million() -> Self {
        let leaves: usize = WIDTHS.iter().product();
        let number = |place: usize| 10_000 + (place as u64 * 2_654_435_761 % 1_000_003).cast_signed();
        let mut levels = vec![(0..leaves).map(number).collect::<Vec<i64>>()];
        for width in WIDTHS.iter().rev() {
            let below = &levels[levels.len() - 1];
            levels.push(below.chunks_exact(*width).map(|children| children.iter().sum()).collect());
        }
        levels.reverse();
        Self { levels }
    }

    /// A total for the root shared in proportion, level by level; what rounding down leaves goes to the first children.
    pub fn spread(&self, total: i64) -> Vec<i64> {
        let mut totals = vec![total];
        for (level, width) in WIDTHS.iter().enumerate() {
            let mut shares = vec![0; self.levels[level + 1].len()];
            let children = shares.chunks_exact_mut(*width).zip(self.levels[level + 1].chunks_exact(*width));
            for ((total, sum), (shares, weights)) in totals.iter().zip(&self.levels[level]).zip(children) {
                let ratio = *total as f64 / *sum as f64;
                let mut missing = *total;
                for (share, weight) in shares.iter_mut().zip(weights) {
                    *share = (*weight as f64 * ratio) as i64;
                    missing -= *share;
                }
                let one_more = usize::try_from(missing).unwrap_or(0);
                shares.iter_mut().take(one_more).for_each(|share| *share += 1);
            }
            totals = shares;
        }
        totals
    }

    /// The year of every unit by month, from the leaves up; gives the company's.
    pub fn roll_up(&self) -> Vec<i64> {
        let [units @ .., months] = WIDTHS;
        let mut rows = Cow::Borrowed(&self.levels[WIDTHS.len()]);
        for width in units.iter().rev() {
            let mut sums = vec![0; rows.len() / width];
            for (sum, children) in sums.chunks_exact_mut(months).zip(rows.chunks_exact(width * months)) {
                for child in children.chunks_exact(months) {
                    sum.iter_mut().zip(child).for_each(|(sum, number)| *sum += number);
                }
            }
            rows = Cow::Owned(sums);
        }
        rows.into_owned()
    }
}
