//! How much each lever moves a goal: slopes, and the bars of a tornado.

use super::evaluation::{Evaluation, EvaluationError};
use crate::entry::Ratio;

/// The slope of a goal by one lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The lever.
    pub name: String,
    /// Rounding units of the goal for one rounding unit of the lever, at the present values: a slope, not an amount.
    pub slope: f64,
}

/// The slope of a goal by every lever that has a value, in the order of the model; all from one sweep.
///
/// # Errors
/// [`EvaluationError`]: a goal that is unknown, a value that is too large.
pub fn sensitivities(evaluation: &Evaluation, goal: &str) -> Result<Vec<Sensitivity>, EvaluationError> {
    let model = evaluation.model();
    let goal = evaluation.root(goal)?;
    let slopes = evaluation.sweep(goal);
    let mut found = Vec::new();
    for name in model.levers() {
        let lever = evaluation.root(name)?;
        if evaluation.lever(lever)?.is_some() {
            let slope = evaluation.slope_of(&slopes, lever) * evaluation.steps_ratio(goal, lever);
            found.push(Sensitivity { name: name.to_owned(), slope });
        }
    }
    Ok(found)
}

/// One bar of a tornado: the goal with one lever lower and higher, everything else as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The lever.
    pub name: String,
    /// The lower value of the lever, in its rounding units.
    pub low: i128,
    /// Its higher value.
    pub high: i128,
    /// The goal with the lower value; null where it has none.
    pub at_low: Option<Ratio>,
    /// The goal with the higher value.
    pub at_high: Option<Ratio>,
}

impl Bar {
    /// From the lower to the higher end of the bar; a goal that is lost on one side counts as the longest.
    fn span(&self) -> Option<Ratio> {
        let (low, high) = (self.at_low?, self.at_high?);
        low.max(high).subtract(low.min(high)).ok()
    }
}

/// The goal with each lever at so many percent less and more, the longest bar first, then in the order of the model.
///
/// # Errors
/// As [`sensitivities`].
pub fn tornado(evaluation: &Evaluation, goal: &str, percent: u32) -> Result<Vec<Bar>, EvaluationError> {
    let node = evaluation.root(goal)?;
    let mut trial = evaluation.clone();
    let mut bars = Vec::new();
    for name in evaluation.model().levers() {
        let lever = evaluation.root(name)?;
        let Some(present) = evaluation.lever(lever)? else { continue };
        let change = Ratio::new(present, 100).and_then(|part| part.multiply(Ratio::from(i128::from(percent))));
        let change = change.map_err(|_| evaluation.too_large(lever))?.rounded().abs();
        let (low, high) = (present.saturating_sub(change), present.saturating_add(change));
        let mut at = |steps: i128| -> Result<Option<Ratio>, EvaluationError> {
            trial.update(&evaluation.moved(lever, steps)?)?;
            Ok(trial.at(trial.months, node))
        };
        let (at_low, at_high) = (at(low)?, at(high)?);
        let back = (0..=evaluation.months).map(|column| (evaluation.cell(column, lever), evaluation.at(column, lever)));
        trial.update(&back.collect::<Vec<_>>())?;
        bars.push(Bar { name: name.to_owned(), low, high, at_low, at_high });
    }
    bars.sort_by_cached_key(|bar| {
        let span = bar.span();
        (span.is_some(), std::cmp::Reverse(span))
    });
    Ok(bars)
}

impl Evaluation {
    /// The node of a name.
    pub(super) fn root(&self, name: &str) -> Result<usize, EvaluationError> {
        let found = self.model.declaration(name).map(|declaration| declaration.root);
        found.ok_or_else(|| EvaluationError::Unknown(name.to_owned()))
    }

    /// Turns a slope by values into one by rounding units.
    pub(super) fn steps_ratio(&self, goal: usize, lever: usize) -> f64 {
        let steps = |node: usize| self.model.nodes[node].unit.steps() as f64;
        steps(goal) / steps(lever)
    }
}
