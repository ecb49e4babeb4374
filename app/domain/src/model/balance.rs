//! Goal seek over many levers: the least weighted change that brings a goal to its target.

use super::evaluation::Evaluation;
use super::seek::{Goal, Hand, Lever, Search, SeekError, Sought, absolute};
use crate::entry::Ratio;
use crate::spread::{Share, spread};
use std::collections::BTreeMap;

/// Linear goals need one round; curves a few; a goal that jumps between kinks is left to the single levers.
const ROUNDS: usize = 16;

/// The values of several levers that bring a goal to its target with the least change: Σ (Δxᵢ ÷ sᵢ)² is least, where sᵢ
/// is the lever's ease.
///
/// To first order Δxᵢ = r·gᵢsᵢ² ÷ Σ gⱼ²sⱼ², with the slopes gᵢ and the distance r; what leaves its bounds is clamped and
/// dropped, and the rest shares again. Curved goals are linearised again where they come out. Levers with the same slope
/// share their whole units by [`spread`]. The answer is evaluated exactly; what is missing of the last unit goes to single
/// levers.
///
/// # Errors
/// [`SeekError`].
pub fn seek_many(evaluation: &Evaluation, goal: &Goal, levers: &[Lever]) -> Result<Sought, SeekError> {
    let mut search = Search::new(evaluation, goal)?;
    let mut hands: Vec<Hand> = Vec::with_capacity(levers.len());
    for lever in levers {
        if hands.iter().any(|known| known.name == lever.name) {
            return Err(SeekError::Repeated(lever.name.clone()));
        }
        hands.push(search.hand(lever)?);
    }
    let mut best = Best { size: None, at: hands.iter().map(|hand| hand.start).collect() };
    let mut at = best.at.clone();
    for _ in 0..ROUNDS {
        let miss = search.place(&hands, &at);
        let Some(miss) = miss else {
            // Too far: half way back to where the goal has a value.
            let back = halfway(&best.at, &at);
            if best.size.is_none() || back == at {
                break;
            }
            at = back;
            continue;
        };
        best.offer(miss, &at);
        if miss.numerator() == 0 {
            break;
        }
        let slopes = search.slopes(&hands);
        let next = whole(&hands, &slopes, &least_change(&hands, &slopes, search.wanted(&hands, &slopes, &at, miss)));
        if next == at {
            break;
        }
        at = next;
    }
    search.polish(&hands, &mut best);
    search.finish_singly(&hands, &mut best);
    search.sought(&hands, &best.at)
}

/// The nearest values so far.
struct Best {
    /// How far from the target; `None` before the first.
    size: Option<Ratio>,
    at: Vec<i128>,
}

impl Best {
    /// Takes values that are nearer.
    fn offer(&mut self, miss: Ratio, at: &[i128]) -> bool {
        let Some(size) = absolute(miss) else { return false };
        let nearer = self.size.is_none_or(|known| size < known);
        if nearer {
            self.size = Some(size);
            self.at = at.to_vec();
        }
        nearer
    }
}

fn halfway(near: &[i128], far: &[i128]) -> Vec<i128> {
    near.iter().zip(far).map(|(&near, &far)| near + (far - near) / 2).collect()
}

impl Search<'_> {
    /// Sets every lever.
    fn place(&mut self, hands: &[Hand], at: &[i128]) -> Option<Ratio> {
        let mut miss = self.miss();
        for (hand, &to) in hands.iter().zip(at) {
            miss = self.set(hand, to);
        }
        miss
    }

    /// Rounding units of the goal for one of each lever.
    fn slopes(&self, hands: &[Hand]) -> Vec<f64> {
        let slopes = self.trial.sweep(self.goal);
        let slope =
            |hand: &Hand| self.trial.slope_of(&slopes, hand.node) * self.trial.steps_ratio(self.goal, hand.node);
        hands.iter().map(slope).collect()
    }

    fn in_steps(&self, miss: Ratio) -> f64 {
        self.trial.to_steps(self.goal, miss).unwrap_or(miss).approximate()
    }

    /// What the levers have to bring from where they start, if the goal were the line that touches it here.
    fn wanted(&self, hands: &[Hand], slopes: &[f64], at: &[i128], miss: Ratio) -> f64 {
        let brought = hands.iter().zip(at).zip(slopes).map(|((hand, &at), slope)| slope * (at - hand.start) as f64);
        brought.sum::<f64>() - self.in_steps(miss)
    }

    /// Gives what is missing after rounding to single levers, from the steepest to the finest.
    fn polish(&mut self, hands: &[Hand], best: &mut Best) {
        for _ in 0..3 {
            let Some(mut miss) = self.place(hands, &best.at) else { return };
            let slopes = self.slopes(hands);
            let mut order: Vec<usize> = (0..hands.len()).filter(|&hand| slopes[hand] != 0.0).collect();
            order.sort_by(|&a, &b| slopes[b].abs().total_cmp(&slopes[a].abs()).then(a.cmp(&b)));
            let before = best.at.clone();
            for hand in order {
                let units = (-self.in_steps(miss) / slopes[hand]).round();
                if units == 0.0 || !units.is_finite() {
                    continue;
                }
                let mut at = best.at.clone();
                at[hand] = hands[hand].clamp(at[hand].saturating_add(units as i128));
                match self.set(&hands[hand], at[hand]) {
                    Some(next) if best.offer(next, &at) => miss = next,
                    _ => {
                        self.set(&hands[hand], best.at[hand]);
                    }
                }
            }
            if best.at == before {
                return;
            }
        }
    }

    /// Where the line did not lead to the target, seeks with one lever after the other.
    fn finish_singly(&mut self, hands: &[Hand], best: &mut Best) {
        for _ in 0..2 {
            for (index, hand) in hands.iter().enumerate() {
                let miss = self.place(hands, &best.at);
                if miss.is_some_and(|miss| self.is_reached(miss)) {
                    return;
                }
                let mut at = best.at.clone();
                at[index] = self.nearest(hand, at[index]);
                if let Some(miss) = self.set(hand, at[index]) {
                    best.offer(miss, &at);
                }
            }
        }
    }
}

/// The real changes: in proportion to slope times ease squared, clamped, the clamped dropped, again.
fn least_change(hands: &[Hand], slopes: &[f64], wanted: f64) -> Vec<f64> {
    let pull = |hand: usize| slopes[hand] * (hands[hand].ease as f64).powi(2);
    let mut changes = vec![0.0; hands.len()];
    let mut free: Vec<usize> = (0..hands.len()).filter(|&hand| slopes[hand] != 0.0).collect();
    let mut left = wanted;
    loop {
        let force: f64 = free.iter().map(|&hand| slopes[hand] * pull(hand)).sum();
        if !(force.is_finite() && force > 0.0) {
            return changes;
        }
        let mut kept = Vec::with_capacity(free.len());
        let mut taken = 0.0;
        for &hand in &free {
            let change = left / force * pull(hand);
            let (low, high) = (hands[hand].low - hands[hand].start, hands[hand].high - hands[hand].start);
            changes[hand] = change.clamp(low as f64, high as f64);
            if changes[hand] == change {
                kept.push(hand);
            } else {
                taken += slopes[hand] * changes[hand];
            }
        }
        if kept.len() == free.len() {
            return changes;
        }
        // All pull the same way, so that what is clamped now stays clamped.
        left -= taken;
        free = kept;
    }
}

/// The changes in whole units: levers with the same slope share the sum of theirs.
fn whole(hands: &[Hand], slopes: &[f64], changes: &[f64]) -> Vec<i128> {
    let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (hand, slope) in slopes.iter().enumerate() {
        groups.entry(slope.to_bits()).or_default().push(hand);
    }
    let mut at: Vec<i128> = hands.iter().map(|hand| hand.start).collect();
    for group in groups.values() {
        let bound =
            |of: fn(&Hand) -> i128| group.iter().map(|&hand| of(&hands[hand]) - hands[hand].start).sum::<i128>();
        let sum: f64 = group.iter().map(|&hand| changes[hand]).sum();
        let total = (sum.round() as i128).clamp(bound(|hand| hand.low), bound(|hand| hand.high));
        // Weights of at most 60 bits, so that their sum has room.
        let widest = group.iter().map(|&hand| hands[hand].ease).max().unwrap_or(1);
        let surplus = (128 - widest.leading_zeros()).saturating_sub(30);
        let share = |&hand: &usize| {
            let Hand { low, high, start, ease, .. } = &hands[hand];
            Share::within((ease >> surplus).max(1).pow(2), low - start, high - start)
        };
        let shares: Vec<Share> = group.iter().map(share).collect();
        // The total is inside the sum of the bounds; beyond 128 bits nothing moves.
        let moved = spread(total, &shares).unwrap_or_else(|_| vec![0; group.len()]);
        for (&hand, change) in group.iter().zip(moved) {
            at[hand] += change;
        }
    }
    at
}
