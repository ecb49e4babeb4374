//! Goal seek: what one lever has to be for a goal to have its target.

use super::evaluation::{Evaluation, EvaluationError};
use crate::breakdown::LIMIT;
use crate::entry::Ratio;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The node.
    pub name: String,
    /// What it should be in the whole period, in rounding units of its unit ([`super::Unit::steps`]).
    pub target: i64,
}

/// What may move for it; every lever that is not named is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lever {
    /// A driver, or a measure of the evaluated slice.
    pub name: String,
    /// The least it may be, in its rounding units; `None` is the least a board takes.
    pub low: Option<i64>,
    /// The most it may be.
    pub high: Option<i64>,
    /// How far it moves compared with others, in its rounding units; `None` is its present value, so that all move by
    /// about the same percentage.
    pub ease: Option<u32>,
}

/// A bound that keeps a lever from going further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// The least it may be.
    Low,
    /// The most it may be.
    High,
}

/// What one lever does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The lever.
    pub name: String,
    /// Its present value, in its rounding units.
    pub from: i128,
    /// What it has to be.
    pub to: i128,
    /// The bound that it has reached on its way, if it would have gone further.
    pub limit: Option<Limit>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    /// Whether the goal is less than one of its rounding units away from the target; if not, nothing nearer was found.
    pub reached: bool,
    /// The goal with the moves made, exact; money in rounding units.
    pub value: Ratio,
    /// Every lever that was given, in that order.
    pub moves: Vec<Move>,
}

/// Why nothing can be sought.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum SeekError {
    /// A name that is unknown, or a value that is too large.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// A lever or goal that is null.
    #[error("{0} has no value")]
    NoValue(String),
    /// A lever whose lower bound is above its upper bound.
    #[error("the bounds of {0} cross")]
    CrossedBounds(String),
    /// The same lever twice.
    #[error("{0} is given twice")]
    Repeated(String),
}

/// The value of one lever that brings a goal to its target, exact to a rounding unit of the lever.
///
/// It brackets outwards from the present value and bisects over rounding units; where the goal does not cross the target
/// it narrows around the nearest value found. Of values that do the same the one nearest to the present is taken.
///
/// # Errors
/// [`SeekError`].
pub fn seek_one(evaluation: &Evaluation, goal: &Goal, lever: &Lever) -> Result<Sought, SeekError> {
    let mut search = Search::new(evaluation, goal)?;
    let hand = search.hand(lever)?;
    let to = search.nearest(&hand, hand.start);
    search.sought(&[hand], &[to])
}

/// A lever with everything that is known about it.
pub(super) struct Hand {
    pub(super) name: String,
    pub(super) node: usize,
    /// Its present value.
    pub(super) present: i128,
    /// The present value, or the bound nearest to it.
    pub(super) start: i128,
    pub(super) low: i128,
    pub(super) high: i128,
    /// How far it moves compared with others; at least 1.
    pub(super) ease: i128,
}

impl Hand {
    pub(super) fn clamp(&self, value: i128) -> i128 {
        value.clamp(self.low, self.high)
    }
}

/// Tries levers on a copy of the values.
pub(super) struct Search<'a> {
    base: &'a Evaluation,
    pub(super) trial: Evaluation,
    pub(super) goal: usize,
    target: Ratio,
    name: String,
}

/// How far from the target a try was.
struct Tried {
    at: i128,
    miss: Option<Ratio>,
}

impl<'a> Search<'a> {
    pub(super) fn new(base: &'a Evaluation, goal: &Goal) -> Result<Self, SeekError> {
        let node = base.root(&goal.name)?;
        let target = base.unit_value(node, goal.target.into())?;
        Ok(Self { base, trial: base.clone(), goal: node, target, name: goal.name.clone() })
    }

    /// Checks a lever.
    pub(super) fn hand(&self, lever: &Lever) -> Result<Hand, SeekError> {
        let node = self.base.root(&lever.name)?;
        if !self.base.model.nodes[node].kind.is_lever() {
            return Err(EvaluationError::Unknown(lever.name.clone()).into());
        }
        let present = self.base.lever(node)?.ok_or_else(|| SeekError::NoValue(lever.name.clone()))?;
        let (low, high) = (lever.low.unwrap_or(-LIMIT).into(), lever.high.unwrap_or(LIMIT).into());
        if low > high {
            return Err(SeekError::CrossedBounds(lever.name.clone()));
        }
        let ease = lever.ease.map_or(present.saturating_abs().min(LIMIT.into()), i128::from).max(1);
        Ok(Hand { name: lever.name.clone(), node, present, start: present.clamp(low, high), low, high, ease })
    }

    /// The goal less its target; `None` where it is null.
    pub(super) fn miss(&self) -> Option<Ratio> {
        self.trial.at(self.trial.months, self.goal)?.subtract(self.target).ok()
    }

    /// Gives a lever a value; `None` where the goal has none then, and everything stays if a value would be too large.
    pub(super) fn set(&mut self, hand: &Hand, to: i128) -> Option<Ratio> {
        // At its present value a lever has its own months back, which no spread of their sum has to give.
        let changes = if to == hand.present {
            let columns = 0..=self.base.months;
            columns.map(|column| (self.base.cell(column, hand.node), self.base.at(column, hand.node))).collect()
        } else {
            self.base.moved(hand.node, to).ok()?
        };
        self.trial.update(&changes).ok()?;
        self.miss()
    }

    /// The value of one lever that comes nearest to the target, everything else as it was last set.
    pub(super) fn nearest(&mut self, hand: &Hand, start: i128) -> i128 {
        let mut tries = vec![self.tried(hand, start)];
        let crossing = self.bracket(hand, start, &mut tries);
        match crossing {
            Some((near, far)) => self.bisect(hand, near, far, &mut tries),
            None => self.narrow(hand, start, &mut tries),
        }
        let Some((size, best)) = nearest_of(&tries, start) else { return start };
        // Of all values that do the same, the smallest move.
        let (mut near, mut far) = (start, best);
        while (far - near).abs() > 1 {
            let middle = near + (far - near) / 2;
            let same = self.set(hand, middle).is_some_and(|miss| absolute(miss) == Some(size));
            if same { far = middle } else { near = middle }
        }
        far
    }

    fn tried(&mut self, hand: &Hand, at: i128) -> Tried {
        Tried { at, miss: self.set(hand, at) }
    }

    /// Walks outwards in doubling steps until the goal crosses its target: the two values around the crossing.
    fn bracket(&mut self, hand: &Hand, start: i128, tries: &mut Vec<Tried>) -> Option<(i128, i128)> {
        let mut ends = [(start, tries.first()?.miss); 2];
        if ends[0].1.is_some_and(|miss| miss.numerator() == 0) {
            return None;
        }
        let mut step = (start.abs() / 64).max(1);
        while ends[0].0 > hand.low || ends[1].0 < hand.high {
            for (end, direction) in ends.iter_mut().zip([-1, 1]) {
                let at = hand.clamp(end.0.saturating_add(step.saturating_mul(direction)));
                if at == end.0 {
                    continue;
                }
                let next = self.tried(hand, at);
                let (before, after) = (end.1, next.miss);
                let near = end.0;
                *end = (at, after);
                tries.push(next);
                if let (Some(before), Some(after)) = (before, after)
                    && (before.numerator() > 0) != (after.numerator() > 0)
                {
                    return Some((near, at));
                }
            }
            step = step.saturating_mul(2);
        }
        None
    }

    /// Halves the interval of a crossing down to two neighbours.
    fn bisect(&mut self, hand: &Hand, near: i128, far: i128, tries: &mut Vec<Tried>) {
        let (mut near, mut far) = (near, far);
        let above = |miss: Ratio| miss.numerator() > 0;
        let near_above = tries.iter().find(|tried| tried.at == near).and_then(|tried| tried.miss).map(above);
        while (far - near).abs() > 1 {
            let middle = self.tried(hand, near + (far - near) / 2);
            if middle.miss.is_some() && middle.miss.map(above) == near_above {
                near = middle.at;
            } else {
                far = middle.at;
            }
            tries.push(middle);
        }
    }

    /// Narrows around the nearest try, in thirds.
    fn narrow(&mut self, hand: &Hand, start: i128, tries: &mut Vec<Tried>) {
        let Some((size, best)) = nearest_of(tries, start) else { return };
        if size.numerator() == 0 {
            return;
        }
        let mut low = tries.iter().map(|tried| tried.at).filter(|&at| at < best).max().unwrap_or(best);
        let mut high = tries.iter().map(|tried| tried.at).filter(|&at| at > best).min().unwrap_or(best);
        while high - low > 2 {
            let third = (high - low) / 3;
            let (left, right) = (self.tried(hand, low + third), self.tried(hand, high - third));
            let size = |tried: &Tried| tried.miss.and_then(absolute);
            let leftwards = match (size(&left), size(&right)) {
                (Some(left), Some(right)) => left <= right,
                (left, _) => left.is_some(),
            };
            if leftwards {
                high = right.at
            } else {
                low = left.at
            }
            tries.push(left);
            tries.push(right);
        }
        for at in low..=high {
            let last = self.tried(hand, at);
            tries.push(last);
        }
    }

    /// Whether a miss is less than one rounding unit of the goal.
    pub(super) fn is_reached(&self, miss: Ratio) -> bool {
        let steps = self.trial.to_steps(self.goal, miss);
        steps.is_ok_and(|steps| steps.numerator().unsigned_abs() < steps.denominator().unsigned_abs())
    }

    /// The answer with every lever at its new value.
    pub(super) fn sought(mut self, hands: &[Hand], to: &[i128]) -> Result<Sought, SeekError> {
        for (hand, &to) in hands.iter().zip(to) {
            self.set(hand, to);
        }
        let no_value = || SeekError::NoValue(self.name.clone());
        let value = self.trial.at(self.trial.months, self.goal).ok_or_else(no_value)?;
        let miss = self.miss().ok_or_else(no_value)?;
        let slopes = self.trial.sweep(self.goal);
        let moves = hands.iter().zip(to).map(|(hand, &to)| {
            let wanted = -miss.approximate() * self.trial.slope_of(&slopes, hand.node);
            let limit = if to == hand.high && (to > hand.present || wanted > 0.0) {
                Some(Limit::High)
            } else if to == hand.low && (to < hand.present || wanted < 0.0) {
                Some(Limit::Low)
            } else {
                None
            };
            Move { name: hand.name.clone(), from: hand.present, to, limit }
        });
        Ok(Sought { reached: self.is_reached(miss), value, moves: moves.collect() })
    }
}

/// The size of a fraction.
pub(super) fn absolute(value: Ratio) -> Option<Ratio> {
    if value.numerator() < 0 { value.negate().ok() } else { Some(value) }
}

/// The try nearest to the target; of equals the one nearest to the start, then the lower one.
fn nearest_of(tries: &[Tried], start: i128) -> Option<(Ratio, i128)> {
    let sized = tries.iter().filter_map(|tried| Some((tried.miss.and_then(absolute)?, tried.at)));
    sized.min_by_key(|&(size, at)| (size, (at - start).abs(), at))
}
